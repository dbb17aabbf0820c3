"""Counts of a group in brackets or of those who tested positive: ``methotrexate (18 patients), azathioprine (5)``."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from extractors.cohort_between import NOUN, Share
from extractors.cohort_sizes import COUNT, MEMBERS, number_of
from extractors.cohort_told import count_found, share_found, told_in
from extractors.gates import Gated
from extractors.measures import Measure
from extractors.printed_numbers import NUMBER, parse_number
from extractors.reading import Found, Sentence

_RIGHT_AHEAD = re.compile(rf"(?<![\w.,/:-])(?P<count>{COUNT}) (?:were |with |had )?(?:positive for )?$")
_BETWEEN_GROUPS = re.compile(rf"{NOUN}(?:,|;|\s(?:and|or)|, and)?\s(?:and )?")
_OF_TESTS = re.compile(
    rf"{NOUN}\s?(?:bands?|samples?|tests?|controls?|sera|assays?|strips?|titres?|units?|kits?|dots?)\b"
)
_LEAST_LISTED = 2
_EACH_IN = Gated(
    rf"\b(?:in|by|to) (?P<counts>{COUNT}(?:, {COUNT}){{0,4}},? and {COUNT})(?: of (?:the|these|"
    rf"our))?(?: {MEMBERS})?,? respectively\b"
)
_ONE_COUNT = re.compile(COUNT)
_MEMBERS_COUNTED = Gated(rf"\b(?P<count>{COUNT}) (?:[\w-]+ ){{0,3}}?{MEMBERS}\b[^.;]{{0,80}}$")
NEVER = ("patients", "imnm", "age_at_onset", "follow_up", "ck", "cmas")  # no share of a group has these
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

Counted = tuple[Measure, int, int, float, float | None]
"""A measure with the place of its count, the count, and its percentage."""


def counts_in_brackets(text: str, measures: list[Measure]) -> Iterator[Counted]:
    """A list of drugs or antibodies, each with its count in brackets; one of them says that patients are counted."""
    run: list[tuple[Measure, re.Match[str]]] = []
    for measure in measures:
        match = _IN_BRACKETS.match(text, measure.end) if _may_be_listed(measure) else None
        if match is None:
            continue
        if run and _BETWEEN.fullmatch(text, run[-1][1].end(), measure.start) is None:
            yield from _of_run(run)
            run = []
        run.append((measure, match))
    yield from _of_run(run)


def _may_be_listed(measure: Measure) -> bool:
    return measure.drug or measure.name.startswith("anti-") or measure.name == "seronegative"


def _of_run(run: list[tuple[Measure, re.Match[str]]]) -> Iterator[Counted]:
    if len(run) < _LEAST_LISTED or not any(match["who"] or match["percent"] for _, match in run):
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


def find_lists(
    sentence: Sentence, measures: list[Measure], total: float | None, shares: list[Share], bracketed: Iterable[Counted]
) -> Iterator[Found]:
    """The counts of all lists of a sentence; ``bracketed`` are those in brackets, those in ``shares`` are told."""
    yield from _listed(sentence, measures, total, shares)
    yield from _respectively(sentence, measures, total)
    yield from _of_lists(sentence, chain(bracketed, positive_of_tested(sentence.lowered, measures)), total, shares)


def _listed(sentence: Sentence, measures: list[Measure], total: float | None, shares: list[Share]) -> Iterator[Found]:
    """``20 anti-HMGCR, 12 anti-SRP and 6 seronegative``: counts, each right ahead of a serological group."""
    text = sentence.lowered
    run: list[tuple[int, Measure, float]] = []
    for measure in measures:
        if not (measure.name.startswith("anti-") or measure.name == "seronegative"):
            continue
        ahead = _RIGHT_AHEAD.search(text[max(0, measure.start - 30) : measure.start])
        if ahead is None or told_in(shares, measure.start - len(ahead.group())) or _OF_TESTS.match(text, measure.end):
            continue
        start = measure.start - len(ahead.group())
        if run and _BETWEEN_GROUPS.fullmatch(text[run[-1][1].end : start]) is None:
            yield from _counts_of(sentence, run, total)
            run = []
        run.append((start, measure, number_of(ahead["count"])))
    yield from _counts_of(sentence, run, total)


def _respectively(sentence: Sentence, measures: list[Measure], total: float | None) -> Iterator[Found]:
    """``Anti-SRP and anti-HMGCR antibodies were found in 12 and 15 patients, respectively``."""
    text = sentence.lowered
    match = _EACH_IN.search(text)
    if match is None:
        return
    counts = [number_of(count) for count in _ONE_COUNT.findall(match["counts"])]
    ahead = [measure for measure in measures if measure.end <= match.start() and measure.name not in NEVER]
    if len(ahead) < len(counts) or len({measure.name for measure in ahead[-len(counts) :]}) < len(counts):
        return
    for measure, value in zip(ahead[-len(counts) :], counts, strict=True):
        yield count_found(sentence, measure.start, measure.end, measure, "respectively", value, total)


def _of_lists(
    sentence: Sentence, counted: Iterable[Counted], total: float | None, shares: list[Share]
) -> Iterator[Found]:
    """``methotrexate (18 patients) and azathioprine (5)``, ``sought in 90 children; three (3.3%) were positive``."""
    for measure, start, end, value, percent in counted:
        if told_in(shares, start) or value > (total or 10_000):
            continue
        if percent is None:
            yield count_found(sentence, start, end, measure, "count-list", value, total)
        else:
            share = Share(start, end, percent, value, None, bracketed=False)
            yield share_found(sentence, measure, share, "share")


def _counts_of(sentence: Sentence, run: list[tuple[int, Measure, float]], total: float | None) -> Iterator[Found]:
    size = sum(value for _, _, value in run)
    names = {measure.name for _, measure, _ in run}
    if len(run) < _LEAST_LISTED or len(names) < len(run) or size > (total or 10_000):
        return
    if size == len(run):
        return  # one of each: persons, no groups
    of_them = _MEMBERS_COUNTED.search_in(sentence.lowered[: run[0][0]], sentence.lowered)
    if of_them is not None and number_of(of_them["count"]) == size:
        total = size  # "Fourteen patients were younger, eight with anti-HMGCR and six with anti-SRP"
    for start, measure, value in run:
        yield count_found(sentence, start, measure.end, measure, "count-list", value, total)
