"""Shares of groups that are compared: ``more often girls in the anti-SRP group (35/43) than in the other (41/66)``."""

import re
from collections.abc import Iterator

from extractors.gates import Gated
from extractors.measures import CENTRED, Measure

_CLAUSE = 120  # characters that a clause is looked through
_COMPARATIVE = re.compile(r"\b(?:commoner|more|less|higher|lower|greater|rarer|fewer)\b")
_GROUP = re.compile(
    r"\b(?:in|with|among|for) (?:the |those |patients |children |with ){0,3}[^(),.;]{2,45}[(\[][^()\[\]]{0,25}$"
)
_THAN = re.compile(r"\b(?:than|vs|versus)\b")
_IS = re.compile(r"[^,;:.()%]{0,50}?\b(?:was|were|is|are)\s[^,;:.()%]{0,20}")
_OF_BOTH = Gated(r"\((?P<c1>\d{1,3})/(?P<n1>\d{1,3}),? (?:vs\.?|versus) (?P<c2>\d{1,3})/(?P<n2>\d{1,3})\)")


def comparison_before(text: str, measures: list[Measure], start: int) -> int | None:
    """Where the comparison begins that names the group of a share in brackets; None where there is none."""
    first = max(0, start - _CLAUSE)
    words = list(_COMPARATIVE.finditer(text, first, start))
    if not words or _THAN.search(text, first, start + _CLAUSE) is None:
        return None
    if _GROUP.search(text[words[-1].end() : start]) is None:
        return None
    named = any(words[-1].end() <= measure.start and measure.end <= start for measure in measures)
    return words[-1].start() if named else None


def subject_of(text: str, measures: list[Measure], comparison: int) -> Measure | None:
    """What is said to be commoner: the first measure ahead of the comparison, where its clause is about it."""
    ahead = [
        measure
        for measure in measures
        if measure.name not in CENTRED and comparison - _CLAUSE < measure.start < comparison
    ]
    return ahead[0] if ahead and _IS.fullmatch(text, ahead[0].end, comparison) else None


def both_groups(text: str, measures: list[Measure]) -> Iterator[tuple[Measure, tuple[int, int], float, float]]:
    """``Refractory disease was commoner with X than with Y (9/16 vs 7/28)``: each with its place, count and whole."""
    for match in _OF_BOTH.finditer(text):
        words = _COMPARATIVE.search(text, max(0, match.start() - _CLAUSE), match.start())
        subject = subject_of(text, measures, words.start()) if words else None
        for part in ("1", "2") if subject is not None else ():
            count, n = float(match["c" + part]), float(match["n" + part])
            if subject is not None and count <= n:
                yield subject, match.span("c" + part), count, n
