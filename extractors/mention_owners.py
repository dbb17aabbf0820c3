"""Whose a mention is: the anchor's that claims it, the subject's before it, or the open case's."""

import re
from itertools import pairwise

from extractors.anchors import Anchor
from extractors.cases import Case
from extractors.reading import Found, Sentence
from extractors.told_cases import ToldCases
from schemas.mention import Mention

Subjects = list[tuple[Anchor, list[Case]]]
"""The anchors of a sentence with the cases that they mean; none where it is somebody who is no patient here."""

_CLAIMS_BEFORE = re.compile(r"(?:[^,;.()]|\([^()]*\)){0,60}\b(?:in|for|of|to|by)\s+(?:the\s+)?$")
_CLAIMS_IN_BRACKET = re.compile(r"[^,;.()\d]{0,40}\((?:(?:in|the|for|our) ){0,2}$")  # "2 mg twice daily (patient 2)"
_NEXT_CLAUSE = re.compile(r"\W*\b(?:and|while|whereas|but)\b")  # "in the elder 4480 and in the younger 7115 U/L"
_ALSO_IN = re.compile(
    r"(?:(?!\b(?:not|never|no|none|neither|without|only|than|except|unlike|while|whereas|who|which|whose|had|has|"
    r"normal\w*|improv\w*|respon\w*|recover\w*)\b|[;.:]).){0,60}\b(?:and|but|or|then)\b"
    r"(?:(?!\b(?:not|never|no|none|neither|without|than|except|had|has|was not|were not|improv\w*|respon\w*)\b|[;.:]).)"
    r"{0,60}\b(?:in|to|for|by)\s+(?:the\s+|our\s+)?"
)
_BRACKET_ENDS = re.compile(r"\s?[),;:]")
_APART = re.compile(r";|[,)] (?:\w+ )?(?:while|whereas|but|and|although|the|both|her|his)\b|\b(?:while|whereas|but)\b")


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


def _nearest(told: ToldCases, sentence: Sentence, start: int, end: int, subjects: Subjects) -> list[Case]:
    behind = [(anchor, cases) for anchor, cases in subjects if sentence.first + anchor.start >= end]
    # what is left at the patient's level behind a relative is not the relative's ("her parents feared it, and ...")
    before = [
        (anchor, cases) for anchor, cases in subjects if anchor.kind != "other" and sentence.first + anchor.end <= start
    ]
    if behind and _claims(sentence, end, behind[0][0], alone=not before):
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


def _claims(sentence: Sentence, end: int, anchor: Anchor, *, alone: bool) -> bool:
    """Whether an anchor claims what ends ahead of it: ``in Patient 2``, ``(patient 2)``; ``alone``: none is before."""
    if anchor.kind == "reference" and (alone or anchor.pronoun):
        return False
    words = sentence.between(end, sentence.first + anchor.start)
    if _CLAIMS_BEFORE.fullmatch(words):
        return alone or _NEXT_CLAUSE.match(words) is None
    return bool(_CLAIMS_IN_BRACKET.fullmatch(words) and _BRACKET_ENDS.match(sentence.lowered, anchor.end))


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
    if item.mention.kind == "drug" and item.mention.value.status != "not_given" and len(subjects) > 1:
        bare = item.mention.model_copy(update={"value": item.mention.value.model_copy(update={"doses": ()})})
        further = [case for case in _also_in(sentence, item, mine, subjects) if case not in owners]
        return [*((case, item.mention) for case in owners), *((case, bare) for case in further)]
    return [(case, item.mention) for case in owners]


def _also_in(sentence: Sentence, item: Found, mine: list[Found], subjects: Subjects) -> list[Case]:
    """``Methotrexate was stopped in patient 1 but continued in patient 2``: whom a drug is told of too."""
    following = (other.start for other in mine if other.mention.kind == "drug" and other.start > item.start)
    until = min(following, default=sentence.last)
    cases: list[Case] = []
    at, claimed = item.end, False
    for anchor, told in subjects:
        first = sentence.first + anchor.start
        if not item.end <= first < until or anchor.pronoun:
            continue
        words = sentence.between(at, first)
        if not claimed:
            claimed = _CLAIMS_BEFORE.fullmatch(words) is not None
        elif _ALSO_IN.fullmatch(words):
            cases += told
        else:
            break
        at = sentence.first + anchor.end
    return cases if until == sentence.last else []


def _respectively(item: Found, owners: list[Case], mine: list[Found]) -> list[tuple[Case, Mention]]:
    """As many values of one kind as patients: the first to the first, the second to the second."""
    row = [other for other in mine if measure_of(other) == measure_of(item)]
    if len(row) == len(owners) or (len(row) == 2 * len(owners) and _two_rows(row)):
        return [(owners[row.index(item) % len(owners)], item.mention)]
    return []


def _two_rows(row: list[Found]) -> bool:
    """``13,000 and 8,800 U/L, respectively, and 240 and 610 U/L at last follow-up``: each of them at two times."""
    half = len(row) // 2
    joined = [
        re.fullmatch(r",? and |, ", left.sentence.between(left.end, right.start)) is not None
        for left, right in pairwise(row)
    ]
    return not joined[half - 1] and all(joined[: half - 1]) and all(joined[half:])


def measure_of(item: Found) -> tuple[str, str | None]:
    """What a find is a value of: its kind, and the analyte of a laboratory value."""
    return item.mention.kind, item.mention.value.analyte if item.mention.kind == "lab" else None
