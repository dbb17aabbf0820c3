"""A count or a share of a group as a finding, with the whole that it is of."""

import re
from dataclasses import replace

from extractors.cohort_between import NOUN, Share
from extractors.cohort_findings import finding_at
from extractors.cohort_sizes import COUNT, number_of
from extractors.cohort_wholes import size_around, whole_of
from extractors.measures import Measure
from extractors.printed_numbers import NUMBER, parse_number
from extractors.reading import Found, Sentence

_COUNT_AHEAD = re.compile(rf"(?<![\w.,/-])(?P<count>{COUNT}) (?:of them )?(?:(?:were|was) )?$")
_RIGHT_BEHIND = re.compile(r",?\s?[(\[]?")
PERCENT_BEHIND = re.compile(rf"{NOUN}\s*\(\s?(?P<percent>{NUMBER})\s?%\s?\)")


def count_found(
    sentence: Sentence, start: int, end: int, measure: Measure, rule: str, value: float, n: float | None
) -> Found:
    """A count with its measure, of ``n`` or else of the group that is told around it."""
    n = size_around(sentence, value, start) if n is None else n
    return finding_at(sentence, start, end, measure.name, "count", rule, value=value, n=n)


def told_in(shares: list[Share], place: int) -> bool:
    """Whether a count is part of a share, which tells it already."""
    return any(share.start <= place < share.end for share in shares)


def share_found(sentence: Sentence, measure: Measure, share: Share, rule: str) -> Found:
    """A share with its measure; where only count and percentage are printed, of the group that they fit."""
    start, end = min(measure.start, share.start), max(measure.end, share.end)
    told = (
        PERCENT_BEHIND.match(sentence.lowered, measure.end)
        if share.count and share.n and share.start < measure.start
        else None
    )
    if told and share.percent is None:
        share = replace(share, percent=parse_number(told["percent"]))
    if share.percent is not None and share.count is None and share.n is None and measure.end <= share.start:
        ahead = _COUNT_AHEAD.search(sentence.lowered[max(0, measure.start - 40) : measure.start])
        if ahead and _RIGHT_BEHIND.fullmatch(sentence.lowered, measure.end, share.start):
            share = replace(share, count=number_of(ahead["count"]))
            start = measure.start - len(ahead.group())
    if share.percent is not None:
        known = share.n is not None or share.count is None
        n = share.n if known else whole_of(sentence, share.count or 0.0, share.percent, share.start)
        return finding_at(
            sentence, start, end, measure.name, "percent", rule, value=share.percent, count=share.count, n=n
        )
    return finding_at(sentence, start, end, measure.name, "count", rule, value=share.count, n=share.n)
