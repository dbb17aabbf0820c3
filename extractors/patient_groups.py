"""Patients told of together: ``both girls``, ``all four``, ``the other two``, ``we report three children``."""

import re

from extractors.age_rows import age_row
from extractors.anchors import SUBJECT, Anchor
from extractors.gates import Either, Gated, any_of
from extractors.number_words import SMALL
from extractors.person_words import sex_of

_MOST_TOGETHER = 10  # "the 14 patients" is a cohort, "the four children" are the cases of this report
_DID = (
    r"(?:(?:also|initially|then|now|currently)[ ])?(?:received|underwent|presented|took|"
    r"receive|commenced|began|started|are[ ](?:now[ ])?(?:on|treated|receiving)|"
    r"(?:were|was|had|have|has)[ ](?:(?:never|ever|not|also|been|initially)[ ])*(?:treated|given|exposed|taken|"
    r"received|started[ ]on|on[ ]|managed|admitted|hospitali[sz]ed|vaccinated))"
)
_GROUP = Either(
    r"\b(?<!nearly )(?<!almost )(?<!virtually )(?<!practically )"
    r"(?P<all>all|both|none|neither|each|every)[ ](?:of[ ])?(?:the[ ]|our[ ]|these[ ]|of[ ]our[ ])?"
    r"(?P<count>two|three|four|five|six|seven|eight|nine|ten|\d{1,2})?[ ]?(?:reported[ ]|affected[ ]|pediatric[ ]|"
    r"paediatric[ ])?"
    r"(?P<noun>patients?|child(?:ren)?|cases?|girls?|boys?|siblings|sisters|brothers|of[ ]them|women|"
    r"men|infants|twins)\b(?! nor\b)",
    r"\b(?P<they>they[ ](?:both|all))\b",
    r"\b(?P<our>(?:the|our|these)[ ](?P<count>two|three|four|five|six|seven|eight|nine|ten|\d{1,2})"
    r"[ ](?:patients|children|cases|girls|boys|siblings|sisters|brothers|infants|twins))\b",
    # "Their CK had fallen to 430 and 210 U/L, respectively"
    r"\b(?P<their>their)(?=[ ][^.;]{3,120}\brespectively\b)",
    # "All seven received ...", "Both underwent ...": what persons do
    rf"\b(?:all|each|none)[ ](?:of[ ])?(?:the[ ]|our[ ]|these[ ])?(?P<count>two|three|four|five|six|"
    rf"seven|eight|nine|ten)(?=[ ](?:{_DID}|(?:also[ ])?(?:had|required|needed|developed|improved|responded|recovered|"
    rf"achieved|carried|died|tested[ ]positive))\b)",
    rf"\b(?P<pair>both|neither)(?=[ ]{_DID}\b)",
    r"(?:^|(?<=[;:] ))(?P<fared>both)(?=[ ](?:recover|improv|respond|develop|requir|need)ed\b)",
    rf"(?:^(?:all|each)|(?<![a-z] )\bnone)(?=[ ]{_DID}\b)",
    # "Both carried anti-HMGCR, and neither had anti-SRP", "in both the ANA was positive": antibodies are of persons
    r"\b(?P<pair>both|neither)(?=[ ](?:carr(?:y|ied)|harbou?red|had|have|tested|showed|possess(?:ed)?|were|was)[ ]"
    r"(?:[\w-]+[ ]){0,4}?(?:(?:auto)?anti(?:bod|-)|sero-?(?:positive|negative)|(?:positive|negative)[ ]for))",
    r"\b(?:all|none|each)(?=[ ](?:carr(?:y|ied)|harbou?red|had|tested|possessed)[ ](?:[\w-]+[ ]){0,4}?"
    r"(?:(?:auto)?anti(?:bod|-)|sero-?(?:positive|negative)|(?:positive|negative)[ ]for))",
    r"\bin[ ](?P<two>both)(?=[ ](?:the[ ])?(?:ana|anti|antinuclear|serum|creatine|ck)\b)",
    r"\b(?:in|to|by)[ ](?P<two>either|neither|both)(?:[ ]of[ ]them)?(?=[ ]?[,;.(]|$)",
    r"\b(?:in|to|by)[ ](?:any|each|all|none)[ ]of[ ]them(?=[ ]?[,;.(]|$)",
    # "was given to all three, and to none before"; "ANA were negative in all", but "39 children in all"
    r"\b(?:in|to|by)[ ](?:all[ ](?P<count>two|three|four|five|six|seven|eight|nine|ten)|none)(?=[ ]?[,;.(]|$)",
    r"\b(?:(?<=negative )|(?<=positive )|(?<=given )|(?<=present )|(?<=absent )|(?<=normal )|(?<=found )|"
    r"(?<=detected )|(?<=used )|(?<=elevated )|(?<=raised )|(?<=started )|(?<=administered )|(?<=prescribed ))(?:in|to)"
    r"[ ]all(?=[ ]?[,;.(]|$|[ ](?:at|with|from|for|once|orally|subcutaneously|intravenously|by[ ]mouth)\b)",
    # "We used no cyclophosphamide in any of the four"
    r"\b(?:in|to|by)[ ]any[ ]of[ ](?:the|our|these)[ ]"
    r"(?:(?P<count>two|three|four|five|six|seven|eight|nine|ten)\b[ ]?)?"
    r"(?:patients|children|cases|girls|boys)?",
    # "No patient was exposed to statins", where no other paper opens the sentence
    rf"(?:^|[;:] )no[ ](?:patients?|child(?:ren)?)(?=[ ](?:{_DID}|had|was|were|carried|showed|tested)\b)",
    # "ANA was negative in the other three"
    r"\b(?P<rest>the[ ](?:other|remaining)[ ](?P<count>two|three|four|five|six|seven|eight|nine)"
    r"(?:[ ](?:affected[ ])?(?:patients|children|cases|girls|boys|siblings|sisters|brothers)\b|"
    r"(?=[ ]?(?:[,;:.)]|$)|[ ](?:had|were|received|showed|did|have|remained|tested|underwent|improved)\b)))",
)
GROUPED = any_of(_GROUP.patterns)
"""What a sentence needs for any group."""
# "Two middle-aged females were admitted", "we report three children": the cases of this report are announced.
SERIES = Gated(
    r"(?:^|\b(?:report|describe|present)(?:ed)? (?:the cases? of |on )?)(?P<count>two|three|four|"
    r"five|six|(?<=[a-z] )[2-6]) (?!of\b)(?:[\w-]+ ){0,4}?(?P<noun>patients|children|cases|girls|boys|females|males|"
    r"women|men|siblings|sisters|brothers|infants|twins)\b"
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
_EXCEPT = r"(?:except(?: for)?|but|apart from|other than|excluding|with the exception of|save for)"
_ALL_BUT = re.compile(
    rf"\b(?:all|each|every one)(?: of them| (?:the |our )?(?:patients|children|cases|others))?,? {_EXCEPT} $"
)
_BESIDES = re.compile(rf"(?:^|[,;] ){_EXCEPT} $")
_THE_OTHERS = re.compile(r",? (?:all|each)(?: (?:patients|children|cases|of them|others))?\b(?! but| except)")
_YOUNG = re.compile(r"\b(?:child(?:ren)?|girls?|boys?|infants?)$")


def groups_in(text: str) -> list[Anchor]:
    """The groups of patients of the article that a sentence in lower case names."""
    found = []
    for match in _GROUP.finditer(text):
        told = match.groupdict()
        count = told.get("count")
        number = None if count is None else (int(count) if count.isdigit() else SMALL[count])
        two = told.get("all") in ("both", "neither") or told.get("pair") or told.get("fared") or told.get("two")
        if two or "both" in (told.get("they") or ""):
            number = 2
        if number is not None and number > _MOST_TOGETHER:
            continue
        if text.startswith(" with ", match.end()) and told.get("all") in ("all", "each", "every"):
            continue
        found.append(
            Anchor(
                "group",
                match.start(),
                match.end(),
                count=number,
                sex=sex_of((told.get("noun") or "").rstrip("s")),
                young=_YOUNG.search(match.group()) is not None,
                rest="rest" in told,
                pronoun="their" in told,
                bare="fared" in told,
            )
        )
    return found


def _announces(text: str) -> bool:
    """Whether the authors say that they tell of somebody, or that somebody came to them."""
    return _SERIES_VERB.search(text) is not None


def series_in(text: str) -> list[Anchor]:
    """The cases of the report where a sentence announces how many they are."""
    match = SERIES.search(text)
    told = match is not None and (
        _announces(text)
        or (_ONE_BY_ONE.search(text) and match.start() < SUBJECT)
        or (match.start("count") == 0 and match["noun"] in ("siblings", "brothers", "sisters", "twins"))
    )
    if match is None or not told or _ELSEWHERE.search(text):
        return []
    which = "" if match["count"] else "2"
    count = match["count" + which]
    noun = match["noun" + which]
    return [
        Anchor(
            "series",
            match.start("count" + which),
            match.end(),
            count=int(count) if count.isdigit() else SMALL[count],
            sex=sex_of(noun.rstrip("s")) or sex_of(noun),
        )
    ]


def rows_in(text: str) -> list[Anchor]:
    """Several persons who are told with an age each."""
    row = age_row(text)
    if row is None or _ELSEWHERE.search(text):
        return []
    return [Anchor("series", row.start, row.end, sex=row.sex, count=len(row.ages), row=row, firm=_announces(text))]


def of_rest(anchors: list[Anchor], text: str) -> list[Anchor]:
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


def with_remaining(anchors: list[Anchor], text: str) -> list[Anchor]:
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
