"""Heads that name a patient and a measure in one: ``Patient 1 CK``, ``CMAS of twin B``, over rows of times."""

import re
from typing import NamedTuple

from extractors.readers.patient_axis import ONE_PERSON

_NAME = rf"(?:(?:{ONE_PERSON})\.?\s{{0,2}}(?:no\.?\s|#)?(?:\d{{1,2}}|[IVX]{{1,4}}|[A-H])|p\.?\s?\d{{1,2}})"
_NAME_AHEAD = re.compile(
    rf"(?P<name>{_NAME})(?![\w.])(?:['’]s)?\s?[,:;–—/-]?\s?(?P<what>[(\[]?[^\W\d].{{1,60}})$", re.IGNORECASE
)
_NAME_BEHIND = re.compile(
    rf"(?P<what>[^\W\d][^:;]{{1,60}}?)(?:\s?[,:;–—/-]\s?|\s(?:of|in|for)\s(?:the )?|\s)(?P<name>{_NAME})$",
    re.IGNORECASE,
)
_LEAST = 2  # patients


class PartedHead(NamedTuple):
    """A head of two: the places of the name and of the measure within its words, and both in small letters."""

    name: tuple[int, int]
    what: tuple[int, int]
    words: tuple[str, str]


def parted_heads(heads: list[str]) -> list[PartedHead] | None:
    """The heads beside the first, each parted, where they name the same measures for every patient, in turn."""
    parted = [_parted(head) for head in heads[1:]]
    told = [head for head in parted if head is not None]
    if len(told) < _LEAST or len(told) < len(parted):
        return None
    measures: dict[str, list[str]] = {}
    before = ""
    for head in told:
        name, what = head.words
        if name != before and name in measures:
            return None  # measures first, patients below each: the columns of one patient stand apart
        measures.setdefault(name, []).append(what)
        before = name
    lists = list(measures.values())
    return told if len(lists) >= _LEAST and all(of_one == lists[0] for of_one in lists) else None


def _parted(head: str) -> PartedHead | None:
    match = _NAME_AHEAD.match(head) or _NAME_BEHIND.match(head)
    if match is None:
        return None
    words = (match["name"].lower(), match["what"].strip("()[] ").lower())
    return PartedHead(match.span("name"), match.span("what"), words)
