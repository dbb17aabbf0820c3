"""Who a sentence speaks of: labels (``Patient 2``), descriptions (``a girl aged 11``), references (``she``), groups.

An anchor is a place where the text names a patient; the linking decides which case it means.
"""

import re
from dataclasses import replace

from extractors.age_rows import ROWS
from extractors.anchors import SUBJECT, Anchor, AnchorKind
from extractors.gates import Gated, any_of, gate_of, words_of
from extractors.kinship import relatives_named
from extractors.measured_kin import NAMED as RELATIVES
from extractors.measured_kin import NEWBORN, relatives_told
from extractors.ordinals import END, places_told
from extractors.ordinals import GATE as PLACES
from extractors.overlaps import keep
from extractors.patient_groups import GROUPED, SERIES, groups_in, of_rest, rows_in, series_in, with_remaining
from extractors.patient_labels import LABEL, LETTERED, coordinated, labels_in, letters_in
from extractors.person_words import FAMILY, sex_of
from extractors.persons import NAMES, Person, find_persons
from schemas.values import Sex

_SINGULAR = (
    r"patient|case|child|boy|girl|infant|baby|neonate|newborn|toddler|teenager|adolescent|woman|man|lady|gentleman|proband|"
    r"propositus|proposita"
)
_REFERENCE = Gated(
    rf"\b(?:(?:the|our|this|index|present|said)[ ](?:(?!other\b|second\b|first\b|next\b|same\b|"
    rf"youngest\b|oldest\b|average\b|typical\b|remaining\b|individual\b|single\b)(?:[a-z-]{{1,15}})[ "
    rf"])?(?P<noun>{_SINGULAR})(?:'s)?(?![ ](?:series|populations?\b|cohorts?\b|groups?\b|"
    rf"reports?\b|with[ ]an?[ ]|definition|control|was[ "
    rf"]first[ ]reported|\d{{1,2}}(?![,./]?\d)|who[ ]present|load|stud))\b"
    rf"|(?P<pronoun>she|he|her|hers|his|him|herself|himself)\b"
    rf"|(?:^|[.;:][ ])(?P<bare>patient)(?=[ ](?:was|is|had|has|received|presented|denied|reported|"
    rf"underwent|started|developed|did)\b)"
    rf"|\b(?:and|then|as|when|after)[ ](?P<bare2>patient)[ ](?:was|had|received|presented|underwent|developed)\b)"
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
    rf"{END}|(?=[ ](?:(?:also|then|later|subsequently|additionally|initially|only|never|always)[ ])?"
    r"(?:had|was|of|is|received|presented|recovered|developed|died|did|needed|required|remained|took|complained|ck|cpk|"
    r"cmas|creatine|it)\b))"
)
# "The sister of Case 1 had ...": told of her, and not of Case 1.
_KIN_OF = re.compile(rf"\b(?:the|an?)[ ](?:[a-z-]+[ ])?(?P<noun>{FAMILY})[ ](?:of|to)[ ](?:the[ ]|our[ ])?$")
_APPOSED = re.compile(r", (?:the |his |her |their |an? )(?:[\w-]+ ){0,2}[\w-]+(?: of (?:patient|case) \d+)?,")
_ATTENTION = re.compile(
    r"[^.;]{0,40}?\b(?:presented|came to (?:our|medical)|was (?:also )?(?:admitted|referred|seen))\b"
)
_KIN_AS_PATIENTS = frozenset({"sister", "brother", "sibling", "twin", "cousin", "son", "daughter"})


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


_NAMED = any_of((LABEL, _REFERENCE, SERIES, _OTHER, _SIBLING))
_OWNS = gate_of(r"(?:patient|case|child|boy|girl|infant|woman|man|toddler)")
_ANY = _NAMED.or_(GROUPED, LETTERED, _OWNS, NAMES, ROWS, PLACES, RELATIVES)
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
        *(letters_in(printed) if LETTERED.opens(seen) else ()),
        *(rows_in(text) if ROWS.opens(seen) else ()),
        *(series_in(text) if SERIES.gate.opens(seen) else ()),
        *(labels_in(text) if LABEL.gate.opens(seen) else ()),
        *(_siblings(text) if _SIBLING.gate.opens(seen) else ()),
        *(_newborns(text, measured) if RELATIVES.opens(seen) and "mother" in measured else ()),
        *(_people(text, opening=opening, kin=kin, measured=measured) if NAMES.opens(seen) else ()),
        *(_ordinals(text) if PLACES.opens(seen) else ()),
        *(groups_in(text) if GROUPED.opens(seen) else ()),
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
    return with_remaining(of_rest(_without_apposed(coordinated(kept, text), text), text), text)


def _without_apposed(anchors: list[Anchor], text: str) -> list[Anchor]:
    """The anchors without the relative in ``Patient 2, her cousin, presented ...``, who is Patient 2."""
    named = {anchor.end: _APPOSED.match(text, anchor.end) for anchor in anchors if anchor.kind == "label"}
    ends = {end + len(", ") for end, match in named.items() if match}
    return [anchor for anchor in anchors if anchor.kind not in ("other", "relative") or anchor.start not in ends]


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


def _newborns(text: str, measured: frozenset[str]) -> list[Anchor]:
    """Newborns of a mother who is told of: "a male infant was delivered" describes no patient by himself."""
    told = (relative for relative in relatives_told(text, measured) if relative.noun == NEWBORN)
    return [Anchor("relative", relative.start, relative.end, sex=relative.sex) for relative in told]


def _of_the_family(person: Person, text: str, *, opening: bool, kin: frozenset[str]) -> bool:
    """Whether it is no patient: several people, or a relative who is neither reported nor told to have fallen ill."""
    if person.noun in kin and person.article in ("his", "her", "the", "our"):
        return False
    if _CHILD_OF.search(text[max(0, person.start - 20) : person.start]):
        return True
    ill = person.noun in _KIN_AS_PATIENTS and person.age_years is not None and person.start < SUBJECT
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
