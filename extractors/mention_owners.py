"""Whose a mention is: the anchor's that claims it, the subject's before it, or the open case's."""

import re

from extractors.anchors import Anchor
from extractors.cases import Case
from extractors.reading import Found, Sentence
from extractors.told_cases import ToldCases
from schemas.mention import Mention

Subjects = list[tuple[Anchor, list[Case]]]
"""The anchors of a sentence with the cases that they mean; none where it is somebody who is no patient here."""

_CLAIMS_BEFORE = re.compile(r"[^,;.]{0,60}\b(?:in|for|of|to|by)\s+(?:the\s+)?$")
_APART = re.compile(r";|[,)] (?:\w+ )?(?:while|whereas|but|and|although|the|both|her|his)\b|\b(?:while|whereas|but)\b")

_POINT = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|day|week|month|year)"
_TWO_TIMES = re.compile(
    rf"\b{_POINT}(?: (?:days|weeks|months|years))?(?: and|,| to) {_POINT} (?:days|weeks|months|years|\d)|"
    r"\b(?:before|onset|admission|diagnosis|presentation|baseline|discharge)\b[^.;]{0,30}\b(?:and|after)\b"
)


def owners_of(
    told: ToldCases,
    sentence: Sentence,
    item: Found,
    subjects: Subjects,
    at: tuple[int, int] | None = None,
) -> list[Case]:
    """The cases a mention belongs to: one, the members of a named group, or none."""
    start, end = at or (item.start, item.end)
    for anchor, cases in subjects:
        if (sentence.first + anchor.start, sentence.first + anchor.end) == (start, end):
            return cases  # a result that is dealt out stands at those who have it
    if item.mention.kind in ("sex", "age"):
        own = next(
            (
                cases
                for anchor, cases in subjects
                if sentence.first + anchor.start <= start < sentence.first + anchor.end
            ),
            None,
        )
        if own is not None:
            return own if len(own) == 1 or item.mention.kind == "sex" else []
    if not subjects:
        groups = [anchor for anchor in sentence.anchors if anchor.kind == "group"]
        if groups and (
            any(group.count and not group.bare for group in groups)
            or sum(case.origin == "own" for case in told.cases) > 1
        ):
            return []  # "both children" of another report, "all patients" of a cohort
        row = item.mention.kind in ("ck", "lab", "cmas", "age")
        return told.open if sentence.story and (len(told.open) == 1 or row) else []
    distinct = {id(case) for _, cases in subjects for case in cases}
    others = any(not cases for _, cases in subjects)
    if len(distinct) == 1 and not others:
        return next(cases for _, cases in subjects if cases)
    return _nearest(told, sentence, start, end, subjects)


def unnamed(told: ToldCases, sentence: Sentence, mine: list[Found]) -> Subjects:
    """All patients where as many values are told "respectively", and neither a patient nor two times of one are."""
    own = [case for case in told.cases if case.origin == "own"]
    if len(own) < 2 or sentence.anchors or not sentence.story or "respectively" not in sentence.lowered:
        return []
    kinds = {(item.mention.kind, _analyte(item)) for item in mine}
    if len(kinds) != 1 or len(mine) != len(own) or _TWO_TIMES.search(sentence.lowered):
        return []
    return [(Anchor("group", 0, 0, count=len(own)), own)]


def _nearest(told: ToldCases, sentence: Sentence, start: int, end: int, subjects: Subjects) -> list[Case]:
    behind = [(anchor, cases) for anchor, cases in subjects if sentence.first + anchor.start >= end]
    # what is left at the patient's level behind a relative is not the relative's ("her parents feared it, and ...")
    before = [
        (anchor, cases) for anchor, cases in subjects if anchor.kind != "other" and sentence.first + anchor.end <= start
    ]
    if (
        behind
        and (behind[0][0].kind != "reference" or (before and not behind[0][0].pronoun))
        and _CLAIMS_BEFORE.fullmatch(sentence.between(end, sentence.first + behind[0][0].start))
    ):
        return behind[0][1]
    bracket = _bracket(sentence, start, subjects)
    if bracket:
        return bracket
    if before:
        return before[-1][1]
    if behind and behind[0][0].kind == "other" and sentence.story and len(told.open) == 1:
        words = sentence.between(end, sentence.first + behind[0][0].start)
        if _APART.search(words):
            return told.open  # "It was 1,965 U/L, while that of her mother was normal"
    return behind[0][1] if behind else []


def _bracket(sentence: Sentence, start: int, subjects: Subjects) -> list[Case]:
    """Inside a bracket that names patients, what follows the last of them is of all those that it names."""
    text = sentence.text
    position = start - sentence.first
    opening = text.rfind("(", 0, position)
    if opening < 0 or ")" in text[opening:position]:
        return []
    inside = [
        (anchor, cases) for anchor, cases in subjects if opening < anchor.start < position and anchor.kind == "label"
    ]
    if len(inside) < 2:
        return []
    return [case for _, cases in inside for case in cases]


def shares_of(
    told: ToldCases,
    sentence: Sentence,
    item: Found,
    owners: list[Case],
    mine: list[Found],
    subjects: Subjects,
) -> list[tuple[Case, Mention]]:
    """Who gets what of a mention: a list told "respectively", or a drug whose doses are told patient by patient."""
    if item.mention.kind == "drug" and len(item.doses) == len(owners) > 1 and "respectively" in sentence.lowered:
        value = item.mention.value
        return [
            (case, item.mention.model_copy(update={"value": value.model_copy(update={"doses": (dose,)})}))
            for case, dose in zip(owners, value.doses, strict=True)
        ]
    labelled = sum(1 for anchor, _ in subjects if anchor.kind in ("label", "ordinal", "person", "relative"))
    if item.mention.kind == "drug" and len(item.doses) > 1 and labelled > 1:
        shares: list[tuple[Case, Mention]] = []
        for dose, at in zip(item.mention.value.doses, item.doses, strict=True):
            one = item.mention.model_copy(update={"value": item.mention.value.model_copy(update={"doses": (dose,)})})
            shares += [(case, one) for case in owners_of(told, sentence, item, subjects, at)]
        return shares
    if len(owners) > 1 and item.mention.kind in ("ck", "lab", "cmas", "age"):
        return _respectively(item, owners, mine)
    return [(case, item.mention) for case in owners]


def _respectively(item: Found, owners: list[Case], mine: list[Found]) -> list[tuple[Case, Mention]]:
    """As many values of one kind as patients: the first to the first, the second to the second."""
    row = [other for other in mine if other.mention.kind == item.mention.kind and _analyte(other) == _analyte(item)]
    if len(row) == len(owners):
        return [(owners[row.index(item)], item.mention)]
    return []


def _analyte(item: Found) -> str | None:
    return item.mention.value.analyte if item.mention.kind == "lab" else None
