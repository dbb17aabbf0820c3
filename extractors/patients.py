"""Who a sentence speaks of: labels (``Patient 2``), descriptions (``a girl aged 11``), references (``she``), groups.

An anchor is a place where the text names a patient; the linking decides which case it means.
"""

import re
from dataclasses import dataclass, replace
from typing import Literal

from extractors.age_rows import ROWS, AgeRow, age_row
from extractors.gates import Gated, any_of, gate_of, words_of
from extractors.kinship import relatives_named
from extractors.measured_kin import NAMED as RELATIVES
from extractors.measured_kin import relatives_told
from extractors.number_words import SMALL
from extractors.ordinals import GATE as PLACES
from extractors.ordinals import places_told
from extractors.overlaps import keep
from extractors.person_words import FAMILY, sex_of
from extractors.persons import NAMES, Person, find_persons
from schemas.values import Sex

AnchorKind = Literal[
    "label", "ordinal", "sibling", "person", "reference", "group", "series", "kin", "relative", "other"
]

_SUBJECT = 25  # characters of a sentence in which its subject begins
_MOST_TOGETHER = 10  # "the 14 patients" is a cohort, "the four children" are the cases of this report
_NUMBERED = "twin|sister|brother|girl|boy|child"
_NUMBERS = r"(?:\d{1,2}|[ivx]{1,4})"
_LABEL = Gated(
    rf"\b(?<!\d[ ])(?P<word>cases?|patients?|pts?\.?|subjects?|siblings?|{_NUMBERED}|individuals?|proband)[ ]"
    rf"(?:(?:no|number|nr)\.?[ ]?|#[ ]?)?"
    rf"(?P<numbers>{_NUMBERS}(?!\w)(?:(?:[ ]?(?:,|and|&|-|to)[ ]?)+{_NUMBERS}(?![\w%.]*\d))*)"
    rf"(?![\w/%]|[.,]\d|[ ]?(?:years?|patients?|cases?|months?|of[ ]\d|mg|u/l|iu/l))"
    rf"|(?<![\w-])p(?P<short>[1-9]|1[0-2])(?![\w/])(?=[ '),:;.]|$)"
)
_SINGULAR = (
    r"patient|case|child|boy|girl|infant|baby|neonate|newborn|toddler|teenager|adolescent|woman|man|lady|gentleman|proband|"
    r"propositus|proposita"
)
_REFERENCE = Gated(
    rf"\b(?:(?:the|our|this|index|present|said)[ ](?:(?!other\b|second\b|first\b|next\b|same\b|"
    rf"youngest\b|oldest\b|average\b|typical\b|remaining\b|individual\b|single\b)(?:[a-z-]{{1,15}})[ "
    rf"])?(?P<noun>{_SINGULAR})(?:'s)?(?![ ](?:series|populations?\b|cohorts?\b|groups?\b|"
    rf"reports?\b|with[ ]an?[ ]|definition|control|was[ "
    rf"]first[ ]reported|\d|who[ ]present|load|stud))\b"
    rf"|(?P<pronoun>she|he|her|hers|his|him|herself|himself)\b"
    rf"|(?:^|[.;:][ ])(?P<bare>patient)(?=[ ](?:was|is|had|has|received|presented|denied|reported|"
    rf"underwent|started|developed|did)\b)"
    rf"|\b(?:and|then|as|when|after)[ ](?P<bare2>patient)[ ](?:was|had|received|presented|underwent|developed)\b)"
)
_DID = (
    r"(?:(?:also|initially|then|now|currently)[ ])?(?:received|underwent|presented|took|"
    r"receive|are[ ](?:now[ ])?(?:on|treated|receiving)|"
    r"(?:were|was|had|have|has)[ ](?:(?:never|ever|not|also|been|initially)[ ])*(?:treated|given|exposed|taken|"
    r"received|started[ ]on|on[ ]|managed|admitted|hospitali[sz]ed|vaccinated))"
)
_GROUP = Gated(
    r"\b(?<!nearly )(?<!almost )(?<!virtually )(?<!practically )"
    r"(?P<all>all|both|none|neither|each|every)[ ](?:of[ ])?(?:the[ ]|our[ ]|these[ ]|of[ ]our[ ])?"
    r"(?P<count>two|three|four|five|six|seven|eight|nine|ten|\d{1,2})?[ ]?(?:reported[ ]|affected[ ]|pediatric[ ]|"
    r"paediatric[ ])?"
    r"(?P<noun>patients?|child(?:ren)?|cases?|girls?|boys?|siblings|sisters|brothers|of[ ]them|women|"
    r"men|infants|twins)\b|\b(?P<they>they[ ](?:both|all))\b"
    r"|\b(?P<our>(?:the|our|these)[ ](?P<count2>two|three|four|five|six|seven|eight|nine|ten|\d{1,2})"
    r"[ ](?:patients|children|cases|girls|boys|siblings|sisters|brothers|infants|twins))\b"
    # "All seven received ...", "Both underwent ...": what persons do
    rf"|\b(?P<alone>(?:all|each|none)[ ](?:of[ ])?(?:the[ ]|our[ ]|these[ ])?(?P<count3>two|three|four|five|six|"
    rf"seven|eight|nine|ten)(?=[ ]{_DID}\b)|"
    rf"(?P<pair>both|neither)(?=[ ]{_DID}\b)|"
    r"(?:^|(?<=[;:] ))(?P<fared>both)(?=[ ](?:recover|improv|respond|develop|requir|need)ed\b)|"
    rf"(?<![a-z] )none(?=[ ]{_DID}\b)|"
    r"(?:in|to|by)[ ](?P<two>both)(?=[ ]?[,;.]|$)|"
    # "was given to all three, and to none before"; "ANA were negative in all", but "39 children in all"
    r"\b(?:in|to|by)[ ](?:all[ ](?P<count6>two|three|four|five|six|seven|eight|nine|ten)|none)(?=[ ]?[,;.]|$)|"
    r"(?:(?<=negative )|(?<=positive )|(?<=given )|(?<=present )|(?<=absent )|(?<=normal )|(?<=found )|(?<=detected )|"
    r"(?<=used )|(?<=elevated )|(?<=raised )|(?<=started )|(?<=administered )|(?<=prescribed ))(?:in|to)[ ]all"
    r"(?=[ ]?[,;.(]|$|[ ](?:at|with|from|for|once|orally|subcutaneously|intravenously|by[ ]mouth)\b))"
    # "We used no cyclophosphamide in any of the four"
    r"|\b(?P<any>(?:in|to|by)[ ]any[ ]of[ ](?:the|our|these)[ ]"
    r"(?:(?P<count4>two|three|four|five|six|seven|eight|nine|ten)\b[ ]?)?"
    r"(?:patients|children|cases|girls|boys)?)"
    # "No patient was exposed to statins", where no other paper opens the sentence
    rf"|(?:^|[;:] )(?P<nobody>no[ ](?:patients?|child(?:ren)?)(?=[ ](?:{_DID}|had|was|were|carried|showed|tested)\b))"
    # "ANA was negative in the other three"
    r"|\b(?P<rest>the[ ](?:other|remaining)[ ](?P<count5>two|three|four|five|six|seven|eight|nine)"
    r"(?:[ ](?:affected[ ])?(?:patients|children|cases|girls|boys|siblings|sisters|brothers)\b|"
    r"(?=[ ]?(?:[,;:.)]|$)|[ ](?:had|were|received|showed|did|have|remained|tested|underwent|improved)\b)))"
)
# "Two middle-aged females were admitted", "we report three children": the cases of this report are announced.
_SERIES = Gated(
    r"(?:^|\b(?:report|describe|present)(?:ed)? (?:the cases? of |on )?)(?P<count>two|three|four|"
    r"five|six) (?!of\b)(?:[\w-]+ ){0,4}?(?P<noun>patients|children|cases|girls|boys|females|males|women|men|"
    r"siblings|sisters|brothers|infants|twins)\b"
    r"|^[^,.;]{2,60}[, ](?P<count2>two|three|four) (?:[\w-]+ ){0,2}?"
    r"(?P<noun2>girls|boys|women|men|siblings|sisters|brothers|twins)\b"
)
_SERIES_VERB = Gated(
    r"\b(?:report|describe|present)(?:ed)?\b|\bwere (?:admitted|referred|hospitali[sz]ed|seen|brought|carried|"
    r"transferred|diagnosed|evaluated|examined)\b|\bpresented\b"
)
# "Of two sisters the elder had a CK of ..., the younger of ..."
_ONE_BY_ONE = re.compile(
    r"\bthe (?:elder|older)\b.{0,200}?\bthe younger\b|\bthe first\b.{0,200}?\bthe second\b|"
    r"\bthe former\b.{0,200}?\bthe latter\b"
)
# "In a Dutch report of two siblings": others report them.
_ELSEWHERE = re.compile(
    r"\b(?:in|from) (?:an?|another|one|the only) (?:[\w-]+ ){0,2}(?:report|paper|article|letter|study) "
)
_OTHER = Gated(
    rf"\b(?:his|her|their|patient's|maternal|paternal|the|an?|whose|both|with)[ ](?:[a-z-]+[ ])?(?:{FAMILY})"
    rf"\b(?![ ]of[ ])|\b(?<!no )(?<!without )family history\b"
    r"|\b(?:cousins|aunts|uncles|grandparents|nieces|nephews)\b"
    r"|\bfhx?(?=:)|\bthe[ ]family(?=[ ](?:(?:had|has|did|does)[ ](?:not|never)[ ](?:used?|eat(?:en)?|consumed?|taken?)|"
    r"used|ate|consumed|took)\b)"
)


_CHILD_OF = re.compile(
    r"\b(?:son|daughter|child|offspring|brother|sister|sibling) of $"
)  # "the daughter of a man with ..."
# A relative who falls ill too is a patient of the report: "Her younger brother, aged 7, presented with ...".
_FELL_ILL = re.compile(
    r"[^.;]{0,90}?\b(?:presented|was (?:also |later |subsequently )?(?:admitted|referred|seen|evaluated|examined|"
    r"diagnosed|hospitali[sz]ed|affected|investigated)|developed|complained|fell ill)\b"
)
# "The elder had a CK of ...", "Her younger brother came to our attention when ...".
_SIBLING = Gated(
    r"\b(?P<whose>the|our|his|her|their)[ ](?P<which>elder|older|younger|eldest|oldest|youngest)(?:[ ]"
    r"(?P<noun>brother|sister|sibling|twin|boy|girl|child|one)\b"
    r"(?!'s|[ ]of[ ](?:two|three|four|five|six|healthy|unaffected)\b)|"  # a place in the family, no second patient
    r"(?=[ ]?[,;.:(]|$|[ ](?:had|was|of|is|received|presented|recovered|developed|died|did|needed|required|"
    r"remained)\b))"
)
# "The sister of Case 1 had ...": told of her, and not of Case 1.
_KIN_OF = re.compile(rf"\b(?:the|an?)[ ](?:[a-z-]+[ ])?(?P<noun>{FAMILY})[ ](?:of|to)[ ](?:the[ ]|our[ ])?$")
_APPOSED = re.compile(r", (?:the |his |her |their |an? )(?:[\w-]+ ){0,2}[\w-]+(?: of (?:patient|case) \d+)?,")
_EXCEPT = r"(?:except(?: for)?|but|apart from|other than|excluding|with the exception of|save for)"
_ALL_BUT = re.compile(
    rf"\b(?:all|each|every one)(?: of them| (?:the |our )?(?:patients|children|cases|others))?,? {_EXCEPT} $"
)
_BESIDES = re.compile(rf"(?:^|[,;] ){_EXCEPT} $")
_THE_OTHERS = re.compile(r",? (?:all|each)(?: (?:patients|children|cases|of them|others))?\b(?! but| except)")
_ATTENTION = re.compile(
    r"[^.;]{0,40}?\b(?:presented|came to (?:our|medical)|was (?:also )?(?:admitted|referred|seen))\b"
)
_KIN_AS_PATIENTS = frozenset({"sister", "brother", "sibling", "twin", "cousin", "son", "daughter"})


@dataclass(frozen=True, slots=True)
class Anchor:
    """A naming of a patient at ``[start, end)``.

    ``labels``: numbers of a label, 1 for the elder and 2 for the younger of two; ``person``: the description; ``sex``:
    of a noun or pronoun; ``count``: how many a group holds, None for "all" without a number; ``young``: it is one of
    children; ``rest``: it is who is left beside those named before; ``row``: the age of each of several; ``firm``: the
    authors say that they tell of them; ``bare``: a place among several, or two of them, without a noun.
    """

    kind: AnchorKind
    start: int
    end: int
    labels: tuple[int, ...] = ()
    person: Person | None = None
    sex: Sex | None = None
    count: int | None = None
    pronoun: bool = False
    young: bool = False
    rest: bool = False
    row: AgeRow | None = None
    firm: bool = True
    bare: bool = False


_LETTER = re.compile(
    rf"\b(?i:(?P<word>case|patient|subject|sibling|individual|{_NUMBERED})s?) "
    r"(?P<letters>[A-H](?:(?:, | and | & )[A-H])*)(?![\w'-])"
)


def _letters(printed: str) -> list[Anchor]:
    """``Case A``, ``Patients B and C``: letters are labels only as capitals."""
    return [
        Anchor(
            "label",
            match.start(),
            match.end(),
            tuple(ord(x) - 64 for x in re.findall(r"\b[A-H]\b", match["letters"])),
            sex=sex_of(match["word"].lower()),
        )
        for match in _LETTER.finditer(printed)
    ]


# "Ito's patient": a name is one only as a capital
_OWNED = re.compile(
    r"\b[A-Z][a-zà-ÿ][\w-]+(?: et al\.?| and (?:colleagues|co-?workers|[A-Z][\w-]+))?(?:'s|(?<=s)') "
    r"(?:own |index |first |second |third |young )?"
    r"(?P<noun>patient|case|child|boy|girl|infant|woman|man|toddler)\b(?! series)"
)
_NO_OWNER = frozenset(
    "Patient Case Child Children Today Crohn Down Hodgkin Graves Sjogren Duchenne Becker Women Men Mother Father It "
    "Each Every Another One The Our His Her Their".split()
)


def _owned(printed: str) -> list[Anchor]:
    """``Ito's patient``, ``Ito and colleagues' patient``: the linking tells whose it is by the same words."""
    return [
        Anchor("reference", match.start(), match.end(), sex=sex_of(match["noun"]))
        for match in _OWNED.finditer(printed)
        if re.split(r"\W", match.group(), maxsplit=1)[0] not in _NO_OWNER
    ]


_LETTERED = gate_of(rf"\b(?:case|patient|subject|sibling|individual|{_NUMBERED})s? [a-h]")
_NAMED = any_of((_LABEL, _REFERENCE, _GROUP, _SERIES, _OTHER, _SIBLING))
_OWNS = gate_of(r"(?:patient|case|child|boy|girl|infant|woman|man|toddler)")
_ANY = _NAMED.or_(_LETTERED, _OWNS, NAMES, ROWS, PLACES, RELATIVES)
"""What a sentence needs for any anchor."""


def find_anchors(
    text: str,
    printed: str = "",
    *,
    opening: bool = False,
    kin: frozenset[str] = frozenset(),
    measured: frozenset[str] = frozenset(),
) -> list[Anchor]:
    """Every anchor of a clean sentence in lower case, in order; ``printed`` is the same sentence as it was printed.

    ``opening``: the sentence opens a paragraph, so that a relative with an age who is its subject opens a story;
    ``kin``: the relatives whom the article reports as patients; ``measured``: those with values of their own.
    """
    seen = words_of(text)
    if not _ANY.opens(seen):
        return []
    found = [
        *(_owned(printed) if "' " in text or "'s " in text else ()),
        *(_letters(printed) if _LETTERED.opens(seen) else ()),
        *(_rows(text) if ROWS.opens(seen) else ()),
        *(_series(text) if _SERIES.gate.opens(seen) else ()),
        *(_labels(text) if _LABEL.gate.opens(seen) else ()),
        *(_siblings(text) if _SIBLING.gate.opens(seen) else ()),
        *(_people(text, opening=opening, kin=kin, measured=measured) if NAMES.opens(seen) else ()),
        *(_ordinals(text) if PLACES.opens(seen) else ()),
        *(_groups(text) if _GROUP.gate.opens(seen) else ()),
        *(_kin(text, kin) if kin else ()),
        *(_relatives(text, measured) if RELATIVES.opens(seen) else ()),
        *(_others(text) if _OTHER.gate.opens(seen) else ()),
        *(_references(text) if _REFERENCE.gate.opens(seen) else ()),
    ]
    kept: list[Anchor] = []
    for anchor in _of_kin(found, text, kin):
        label = next((other for other in kept if other.kind == "label" and other.end - 1 == anchor.start), None)
        if label is not None and anchor.person is not None:  # "CASE A Woman of 52 years": the A is the label's
            anchor = replace(anchor, start=label.end + 1)  # noqa: PLW2901
        keep(kept, anchor)
    return _with_remaining(_of_rest(_without_apposed(_coordinated(kept, text), text), text), text)


def _without_apposed(anchors: list[Anchor], text: str) -> list[Anchor]:
    """The anchors without the relative in ``Patient 2, her cousin, presented ...``, who is Patient 2."""
    named = {anchor.end: _APPOSED.match(text, anchor.end) for anchor in anchors if anchor.kind == "label"}
    ends = {end + len(", ") for end, match in named.items() if match}
    return [anchor for anchor in anchors if anchor.kind not in ("other", "relative") or anchor.start not in ends]


def _of_rest(anchors: list[Anchor], text: str) -> list[Anchor]:
    """The anchors, in place of ``Patient 2`` in ``all but Patient 2`` the others."""
    told: list[Anchor] = []
    for anchor in anchors:
        but = _ALL_BUT.search(text[: anchor.start]) if anchor.kind == "label" else None
        others = _THE_OTHERS.match(text, anchor.end) if anchor.kind == "label" and but is None else None
        besides = _BESIDES.search(text[: anchor.start]) if others else None
        if but is not None:
            told = [other for other in told if other.end <= but.start()]
            told.append(Anchor("group", but.start(), anchor.end, anchor.labels, rest=True))
        elif others is not None and besides is not None:
            told.append(Anchor("group", besides.start(), others.end(), anchor.labels, rest=True))
        elif not told or anchor.start >= told[-1].end or not told[-1].rest:
            told.append(anchor)
    return told


# "Negative in the others", "the remaining children received it": all whom no label named before in the sentence.
_REMAINING = re.compile(
    r"\b(?:(?:(?<=in )|(?<=to )|(?<=by )|(?<=for ))(?:all )?(?:of )?the (?:others|rest|remainder)"
    r"(?= ?(?:[,;:.)]|$| and\b))|"
    r"(?:all (?:of )?(?:the |our )?|the |our )(?:other|remaining) (?:affected )?"
    r"(?:patients|children|cases|girls|boys|siblings|family members)"
    r"(?= ?(?:[,;:.)]|$)| (?:had|were|received|showed|did|have|remained|tested|underwent|improved)\b))"
)


def _with_remaining(anchors: list[Anchor], text: str) -> list[Anchor]:
    """The anchors, and "the others" behind the labels of a sentence."""
    labelled = next((anchor.end for anchor in anchors if anchor.kind == "label"), None)
    if labelled is None or not ("other" in text or "rem" in text or "rest" in text):
        return anchors
    left = [
        Anchor("group", match.start(), match.end(), rest=True)
        for match in _REMAINING.finditer(text, labelled)
        if not any(anchor.start < match.end() and match.start() < anchor.end for anchor in anchors)
    ]
    return sorted((*anchors, *left), key=lambda anchor: anchor.start) if left else anchors


def _of_kin(anchors: list[Anchor], text: str, kin: frozenset[str]) -> list[Anchor]:
    """The anchors, in place of ``Case 1`` in ``the sister of Case 1`` the sister; ``kin`` as in ``find_anchors``."""
    told: list[Anchor] = []
    for anchor in anchors:
        relative = _KIN_OF.search(text[: anchor.start]) if anchor.kind == "label" else None
        if relative is None:
            told.append(anchor)
        elif not any(other.kind == "sibling" and relative.start() <= other.start < anchor.start for other in anchors):
            noun = relative["noun"]
            kind: AnchorKind = "kin" if noun in kin else "other"
            told.append(Anchor(kind, relative.start(), relative.end("noun"), sex=sex_of(noun)))
    return told


_AND = re.compile(r" ?(?:,|,? and|,? or|&) ?")


def _coordinated(anchors: list[Anchor], text: str) -> list[Anchor]:
    """``P1, P2 and P4``, ``Patient 1 and Patient 3``: labels in a row name a group of several."""
    joined: list[Anchor] = []
    for anchor in anchors:
        before = joined[-1] if joined else anchor
        row = before is not anchor and before.kind == anchor.kind == "label"
        if row and _AND.fullmatch(text, before.end, anchor.start):
            labels = tuple(dict.fromkeys((*before.labels, *anchor.labels)))
            joined[-1] = replace(before, end=anchor.end, labels=labels)
        else:
            joined.append(anchor)
    return joined


def _labels(text: str) -> list[Anchor]:
    found = []
    for match in _LABEL.finditer(text):
        numbers = (match["short"],) if match["short"] else tuple(_expand(match["numbers"]))
        labels = tuple(label for label in (_label_number(str(number)) for number in numbers) if label)
        if labels:
            sex = sex_of((match["word"] or "").removesuffix("s"))
            found.append(Anchor("label", match.start(), match.end(), labels, sex=sex))
    return found


def _expand(printed: str) -> list[str]:
    """``1, 2 and 4`` -> 1 2 4; ``1-3`` -> 1 2 3."""
    run = re.fullmatch(r"(\d{1,2})[ ]?(?:-|to)[ ]?(\d{1,2})", printed)
    if run and int(run[1]) < int(run[2]) <= int(run[1]) + 20:
        return [str(number) for number in range(int(run[1]), int(run[2]) + 1)]
    return re.findall(r"\d{1,2}|[ivx]{1,4}", printed)


def _label_number(printed: str) -> int | None:
    romans = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
    if printed.isdigit():
        return int(printed)
    return romans.index(printed) + 1 if printed in romans else None


def _people(text: str, *, opening: bool, kin: frozenset[str], measured: frozenset[str]) -> list[Anchor]:
    found = []
    for person in find_persons(text):
        if not (person.noun or person.at == "presentation" or person.age_years is None):
            continue
        kind: AnchorKind = "person"
        if person.noun in measured and not person.child_of:
            kind = "relative"
        elif _of_the_family(person, text, opening=opening, kin=kin):
            kind = "other"
        found.append(Anchor(kind, person.start, person.end, (), person, person.sex))
    return found


def _relatives(text: str, measured: frozenset[str]) -> list[Anchor]:
    return [Anchor("relative", told.start, told.end, sex=told.sex) for told in relatives_told(text, measured)]


def _of_the_family(person: Person, text: str, *, opening: bool, kin: frozenset[str]) -> bool:
    """Whether it is no patient: several people, or a relative who is neither reported nor told to have fallen ill."""
    if person.noun in kin and person.article in ("his", "her", "the", "our"):
        return False
    if _CHILD_OF.search(text[max(0, person.start - 20) : person.start]):
        return True
    ill = person.noun in _KIN_AS_PATIENTS and person.age_years is not None and person.start < _SUBJECT
    return person.plural or (person.family and not (ill and (opening or _FELL_ILL.match(text, person.end))))


def _siblings(text: str) -> list[Anchor]:
    """The elder and the younger of two patients; a relative only where told to have come as a patient too."""
    places = {"younger": 2, "youngest": -1, "eldest": 1, "oldest": 1}
    return [
        Anchor(
            "sibling",
            match.start(),
            match.end(),
            (places.get(match["which"], 1),),
            sex=sex_of(match["noun"] or ""),
            count=None if match["which"].endswith("est") else 2,
        )
        for match in _SIBLING.finditer(text)
        if (match["whose"] in ("the", "our") or _ATTENTION.match(text, match.end()))
        and not (match["which"].endswith("est") and text.startswith(", ", match.start() - 2))  # "P4, the youngest, had"
    ]


def _ordinals(text: str) -> list[Anchor]:
    return [
        Anchor("ordinal", told.start, told.end, told.places, count=2 if told.pair else None, bare=told.bare)
        for told in places_told(text)
    ]


_YOUNG = re.compile(r"\b(?:child(?:ren)?|girls?|boys?|infants?)$")


def _groups(text: str) -> list[Anchor]:
    found = []
    for match in _GROUP.finditer(text):
        count = (
            match["count"]
            or match["count2"]
            or match["count3"]
            or match["count4"]
            or match["count5"]
            or match["count6"]
        )
        number = None if count is None else (int(count) if count.isdigit() else SMALL[count])
        if (
            match["all"] in ("both", "neither")
            or match["pair"]
            or match["fared"]
            or match["two"]
            or "both" in (match["they"] or "")
        ):
            number = 2
        noun = (match["noun"] or "").rstrip("s")
        behind = text[match.end() : match.end() + 6]
        if number is not None and number > _MOST_TOGETHER:
            continue
        if not (behind.startswith(" with ") and match["all"] in ("all", "each", "every")):
            young = _YOUNG.search(match.group()) is not None
            rest = match["rest"] is not None
            found.append(
                Anchor(
                    "group",
                    match.start(),
                    match.end(),
                    count=number,
                    sex=sex_of(noun),
                    young=young,
                    rest=rest,
                    bare=match["fared"] is not None,
                )
            )
    return found


def _announces(text: str) -> bool:
    """Whether the authors say that they tell of somebody, or that somebody came to them."""
    return _SERIES_VERB.search(text) is not None


def _series(text: str) -> list[Anchor]:
    match = _SERIES.search(text)
    told = match is not None and (
        _announces(text)
        or (_ONE_BY_ONE.search(text) and match.start() < _SUBJECT)
        or (match.start("count") == 0 and match["noun"] in ("siblings", "brothers", "sisters", "twins"))
    )
    if match is None or not told or _ELSEWHERE.search(text):
        return []
    which = "" if match["count"] else "2"
    noun = match["noun" + which]
    return [
        Anchor(
            "series",
            match.start("count" + which),
            match.end(),
            count=SMALL[match["count" + which]],
            sex=sex_of(noun.rstrip("s")) or sex_of(noun),
        )
    ]


def _rows(text: str) -> list[Anchor]:
    row = age_row(text)
    if row is None or _ELSEWHERE.search(text):
        return []
    return [Anchor("series", row.start, row.end, sex=row.sex, count=len(row.ages), row=row, firm=_announces(text))]


def _kin(text: str, kin: frozenset[str]) -> list[Anchor]:
    return [Anchor("kin", start, end, sex=sex_of(noun)) for start, end, noun in relatives_named(text, kin)]


def _others(text: str) -> list[Anchor]:
    return [Anchor("other", match.start(), match.end()) for match in _OTHER.finditer(text)]


def _references(text: str) -> list[Anchor]:
    found = []
    for match in _REFERENCE.finditer(text):
        pronoun = match["pronoun"] or ""
        sex: Sex | None = sex_of(match["noun"] or "")
        if pronoun:
            sex = "female" if pronoun in ("she", "her", "hers", "herself") else "male"
        found.append(Anchor("reference", match.start(), match.end(), sex=sex, pronoun=bool(pronoun)))
    return found
