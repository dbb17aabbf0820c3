"""Values told side by side for several patients whom no clause names: ``On day 90 CK was 402 and 188 U/L``.

The first is the first patient's, the second the second's, where the paragraph has named as many patients (the article,
where they are told "respectively"), and where no times tell that the values are a course of one of them.
"""

import re
from itertools import pairwise

from extractors.anchors import Anchor
from extractors.cases import Case
from extractors.mention_owners import Subjects, measure_of
from extractors.reading import Found, Sentence
from extractors.told_cases import ToldCases
from schemas.mention import Mention

_DEALT = ("ck", "lab", "cmas")
_JOINT = re.compile(r"\s*(?:,|,? and|,? or|/)\s*(?:to\s*)?")
_TIMES = re.compile(
    r"\b(?:days?|weeks?|months?|years?) [+-]?\d{1,3}(?P<more>(?:(?:, | and |, and | to )[+-]?\d{1,3}\b(?![ ,.]?\d))*)|"
    r"\b(?P<ahead>(?:[\w.]+(?:, | and |, and | to ))*)[\w.]+[ -](?:days?|weeks?|months?|years?)\b|"
    r"\b(?:onset|admission|diagnosis|discharge|baseline|presentation|occasions?|twice|repeat\w*|first|second|last|"
    r"before|later|(?<=before and )after)\b"
)
_SEPARATE = re.compile(r", | and ")


def dealt(
    told: ToldCases, sentence: Sentence, item: Found, mine: list[Found], subjects: Subjects
) -> list[tuple[Case, Mention]]:
    """Whose a value is, and the value, where the clause deals such values out; empty where it does not."""
    if item.mention.kind not in _DEALT or not sentence.story or len(told.cases) < 2:
        return []
    if any(case.origin == "cited" for case in (*told.open, *told.together)):
        return []
    start, end = _clause(sentence, item)
    if any(start <= sentence.first + anchor.start < end and not _is_their(sentence, anchor) for anchor, _ in subjects):
        return []
    here = told.here
    if len(here) < 2 and "respectively" in sentence.lowered:
        here = [case for case in told.cases if case.origin == "own"]
    row = [other for other in mine if start <= other.start < end and measure_of(other) == measure_of(item)]
    patients = told.together if len(told.together) > 1 and len(row) % len(told.together) == 0 else here
    if len(row) < 2 or len(patients) < 2 or len(row) % len(patients) or any(case.origin != "own" for case in patients):
        return []
    words = sentence.between(start, end)
    firm = "respectively" in words or "their " in words
    if len(row) > len(patients) and not firm:
        return []
    if any(not _joined(row[place : place + len(patients)]) for place in range(0, len(row), len(patients))):
        return []
    if not firm and _times(words) >= len(row):
        return []
    if firm and "their " not in words and _times(words) == len(row):
        return []
    return [(patients[row.index(item) % len(patients)], item.mention)]


def _is_their(sentence: Sentence, anchor: Anchor) -> bool:
    return sentence.lowered[anchor.start : anchor.end] == "their"


def _clause(sentence: Sentence, item: Found) -> tuple[int, int]:
    """The characters between the semicolons around a find."""
    text, first = sentence.lowered, sentence.first
    end = text.find(";", item.end - first)
    return first + text.rfind(";", 0, item.start - first) + 1, sentence.last if end < 0 else first + end


def _joined(row: list[Found]) -> bool:
    """Whether nothing but "and" stands between the values."""
    sentence = row[0].sentence
    return all(_JOINT.fullmatch(sentence.between(left.end, right.start)) for left, right in pairwise(row))


def _times(words: str) -> int:
    """How many times a clause tells."""
    return sum(1 + len(_SEPARATE.findall(match["more"] or match["ahead"] or "")) for match in _TIMES.finditer(words))
