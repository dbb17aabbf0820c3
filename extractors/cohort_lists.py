"""Counts of a group in brackets or of those who tested positive: ``methotrexate (18 patients), azathioprine (5)``."""

import re
from collections.abc import Iterator

from extractors.cohort_between import NOUN
from extractors.cohort_sizes import COUNT, MEMBERS, number_of
from extractors.gates import Gated
from extractors.measures import Measure
from extractors.printed_numbers import NUMBER, parse_number

_IN_BRACKETS = re.compile(
    rf"{NOUN}(?:[^(),.;:\d%]{{0,40}})\((?P<count>{COUNT})(?P<who> {MEMBERS})?(?:[,;] ?(?P<percent>{NUMBER}) ?%)?\)"
)
_BETWEEN = re.compile(r"[,;]?(?:\s(?:and|or|followed by|then|as well as|plus)\b)*\s*(?:[a-z-]+\s){0,3}?$")
_POSITIVE = Gated(
    rf"(?:;|:|,|\band|\bof whom)\s(?:only )?(?P<count>{COUNT})(?: (?:of them|{MEMBERS}))?(?: "
    rf"\((?P<percent>{NUMBER}) ?%\))?"
    rf"(?: {MEMBERS})? (?:(?:was|were) (?:found )?positive|tested positive|had them|had it)(?=[.,;]|$|"
    rf" and\b| for (?:it|them)\b)"
    rf"|\band (?:was |were )?(?:found|present|detected|positive) in (?P<count2>{COUNT})(?! of)(?: {MEMBERS})?"
    rf"(?: \((?P<percent2>{NUMBER}) ?%\))?(?=[.,;]|$)"
)
_SOUGHT = re.compile(r"\b(?:sought|looked for|screened|tested|measured|determined|searched|assayed|retested)\b")
_LEAST = 2

Counted = tuple[Measure, int, int, float, float | None]
"""A measure with the place of its count, the count, and its percentage."""


def counts_in_brackets(text: str, measures: list[Measure]) -> Iterator[Counted]:
    """A list of drugs or antibodies, each with its count in brackets; one of them says that patients are counted."""
    run: list[tuple[Measure, re.Match[str]]] = []
    for measure in measures:
        match = _IN_BRACKETS.match(text, measure.end) if "(" in text and _listed(measure) else None
        if match is None:
            continue
        if run and _BETWEEN.fullmatch(text, run[-1][1].end(), measure.start) is None:
            yield from _of_run(run)
            run = []
        run.append((measure, match))
    yield from _of_run(run)


def _listed(measure: Measure) -> bool:
    return measure.drug or measure.name.startswith("anti-") or measure.name == "seronegative"


def _of_run(run: list[tuple[Measure, re.Match[str]]]) -> Iterator[Counted]:
    if len(run) < _LEAST or not any(match["who"] or match["percent"] for _, match in run):
        return
    for measure, match in run:
        percent = parse_number(match["percent"]) if match["percent"] else None
        yield measure, measure.start, match.end(), number_of(match["count"]), percent


def positive_of_tested(text: str, measures: list[Measure]) -> Iterator[Counted]:
    """``Anti-SRP was sought in 90 children; three (3.3%) were positive``: of the only antibody ahead."""
    for match in _POSITIVE.finditer(text):
        ahead = [item for item in measures if item.end <= match.start() and item.name.startswith("anti-")]
        if len({item.name for item in ahead}) != 1 or _SOUGHT.search(text, 0, match.start()) is None:
            continue
        count, percent = match["count"] or match["count2"], match["percent"] or match["percent2"]
        yield ahead[0], match.start(), match.end(), number_of(count), parse_number(percent) if percent else None
