"""The cells of a table of groups: ``Female, n (%) | Anti-SRP (n = 10): 7 (70)``.

The head of the row says what is measured and how it is told, the head of the column how many there are.
"""

import re
from collections.abc import Iterator

from extractors.cohort_sizes import is_size
from extractors.measures import Measure, find_measures
from extractors.printed_numbers import NUMBER, parse_number
from extractors.printed_units import unit_in
from extractors.reading import Sentence
from schemas.values import Statistic

Numbers = dict[str, float | str | None]

_SIZE = re.compile(r"\bn\s?=\s?(\d+)|\((\d+)\):")
_SEXES = re.compile(
    r"\b(?:(?P<male>males?|boys|m|men)|f|females?|girls|women)\s?(?:/|:|to)\s?(?:females?|males?|girls|boys|f|m|women|men)\b"
)
_EACH = re.compile(r"\s*(\d+)\s?[/:]\s?(\d+)\s*$")
_COUNTED = re.compile(rf"\s*(?P<count>\d+)(?:\s?(?:/|of)\s?(?P<n>\d+))?\s?[(\[]\s?(?P<percent>{NUMBER})\s?%?\s?[)\]]")
_SHARED = re.compile(rf"\s*(?P<percent>{NUMBER})\s?%?\s?\(\s?(?P<count>\d+)(?:\s?(?:/|of)\s?(?P<n>\d+))?\s?\)")
_OF = re.compile(r"\s*(?P<count>\d+)\s?(?:/|of)\s?(?P<n>\d+)\s*$")
_PLAIN = re.compile(rf"\s*(?P<value>{NUMBER})\s?(?P<sign>%)?\s*$")
_IN_PERCENT = re.compile(r"%|\bper ?cent")
_PLAIN_COUNT = re.compile(r"[(\[,]\s*(?:n|no\.?|number)\s*(?:[)\]]|$)|^\s*(?:n|no\.?|number)\b")
_TOLD_HOW = re.compile(r"%|\bper ?cent|\b(?:n|no\.?|number)\b")
_SEROLOGY = re.compile(r"\bantibod(?:y|ies)\b|\bserolog\w+|\bmsas?\b|\bserostatus\b|\bserotype\b")
_BEHIND = re.compile(
    r"(?:[\s-]?(?:positive|pos\.?|antibod(?:y|ies)|\+))?(?:\s?[:=]|\s?[(\[]n?\s?=?)?\s?(\d{1,4})(?![\d./%])"
)
_AHEAD = re.compile(r"(?:^|[,;/\s])(\d{1,4})(?:\s?\(\d+(?:\.\d)?\s?%\))?\s(?:with )?$")
_UNTESTED = ("seronegative",)
_ROUNDED = 1.0  # per cent by which a printed share may differ from its count
_IN_BOTH = re.compile(r"\bn\s?[(/,]\s?%|%\s?[(/,]\s?n\b|\b(?:no\.?|number)\s?\(%")
_PERCENT_FIRST = re.compile(r"%\s*[,(\[/]+\s*n\b")
_CENTRE = re.compile(
    rf"\s*(?P<value>{NUMBER})(?:\s?(?:years?|months?|[iu]{{1,2}}/l|µkat/l)\b)?(?:\s?±\s?(?P<sd>{NUMBER})|\s?[(\[,]\s?"
    rf"(?:(?P<spread>iqr|range)[:,]?\s?)?(?:(?P<low>{NUMBER})\s?(?:-|to|;|,\s)\s?(?P<high>{NUMBER})|(?P<sd2>{NUMBER}))"
    rf"\s?[)\]]?)?\s*$"
)
_RANGE = re.compile(r"\branges?\b|\bmin(?:imum)?\s?[-/]\s?max")
_SPREAD = re.compile(r"\biqr\b|quartile|\bsd\b|standard deviation|percentile|confidence")
# A note or title that tells of the whole table: "Data are median (range) unless stated otherwise".
_CENTRES_TOLD = re.compile(
    r"\b(?:medians?|means?)(?: values?)?(?: ?(?:\(|\[|,|and|with)[^.;)\]]{0,25}?\b)"
    r"(?:ranges?|min(?:imum)? ?[-/] ?max|iqr|inter-?quartile|sd|standard deviation)\b"
)
# "Months from onset to diagnosis": no age
_DELAY = re.compile(
    r"\b(?:delay|interval|lag|latency|duration|(?<!age at )onset (?:and|to)|(?:before|until|to) "
    r"(?:the )?(?:diagnosis|treatment|biopsy|therapy|first))\b"
)
_PARTS = ("ck", "cmas", "age_at_onset", "follow_up")


def read_group_cell(sentence: Sentence) -> Iterator[tuple[str, Statistic, Numbers]]:
    """The findings of one cell: the name of the measure, statistic and numbers."""
    head, _, rest = sentence.lowered.partition("| ")
    cell = sentence.lowered[sentence.passage.head :]
    told = _SIZE.search(rest[: len(rest) - len(cell)])
    if told is None:
        return
    size = float(told[1] or told[2])
    if is_size(head):
        yield "patients", "count", {"value": size}
        return
    if sexes := _SEXES.search(head):
        each = _EACH.match(cell)
        if each and float(each[1]) + float(each[2]) == size:
            yield "sex_female", "count", {"value": float(each[2] if sexes["male"] else each[1]), "n": size}
        return
    measures = find_measures(sentence)
    measure = next((item.name for item in measures if item.end <= len(head)), None)
    if measure is None:
        if _SEROLOGY.search(head):
            yield from _listed(sentence.lowered, measures, sentence.passage.head, size)
        return
    if measure == "age_at_onset" and _DELAY.search(head):
        return
    if measure in _PARTS:
        if match := _CENTRE.match(cell):
            yield from _centre(measure, head, _told_with_note(sentence, head), match)
        return
    yield from _share(measure, head, cell, size)


def _listed(text: str, measures: list[Measure], start: int, size: float) -> Iterator[tuple[str, Statistic, Numbers]]:
    """The antibodies of one cell, each with its count: ``Anti-HMGCR 8, anti-SRP 5 (33%), seronegative 2``."""
    told: dict[str, float] = {}
    for measure in measures:
        match = _BEHIND.match(text, measure.end) or _AHEAD.search(text[start : measure.start])
        if measure.start < start or match is None or (measure.name not in _UNTESTED and "anti-" not in measure.name):
            continue
        if measure.name not in told and float(match[1]) <= size:
            told[measure.name] = float(match[1])
    for name, count in told.items():
        yield name, "count", {"value": count, "n": size}


def _share(measure: str, head: str, cell: str, size: float) -> Iterator[tuple[str, Statistic, Numbers]]:
    """How many of a group: ``7 (70)``, ``70% (7/10)``, ``7/10``, and a bare number where the head says what it is."""
    counted = (
        _SHARED.match(cell) if _PERCENT_FIRST.search(head) or "%" in cell.partition("(")[0] else _COUNTED.match(cell)
    )
    if counted:
        n, count, percent = float(counted["n"] or size), float(counted["count"]), parse_number(counted["percent"])
        if count <= n and (whole := abs(100 * count / n - percent) <= _ROUNDED) | (counted["n"] is None):
            yield measure, "percent", {"value": percent, "count": count, "n": n if whole else None}
    elif (match := _OF.match(cell)) and 0 < float(match["n"]) <= size and float(match["count"]) <= float(match["n"]):
        yield measure, "count", {"value": float(match["count"]), "n": float(match["n"])}
    elif match := _PLAIN.match(cell):
        value = parse_number(match["value"])
        both = _IN_BOTH.search(head) and value and not match["sign"]  # "n (%)": which of the two is it?
        if value == 0 and not match["sign"] and (_IN_BOTH.search(head) or not _TOLD_HOW.search(head)):
            yield measure, "count", {"value": 0.0, "n": size}  # none is none, whichever of the two is printed
            return
        if both:
            return
        if (match["sign"] or _IN_PERCENT.search(head)) and not _PLAIN_COUNT.search(head) and value <= 100:
            yield measure, "percent", {"value": value}
        elif _PLAIN_COUNT.search(head) and value <= size and value.is_integer():
            yield measure, "count", {"value": value, "n": size}


def _centre(measure: str, head: str, how: str, match: re.Match[str]) -> Iterator[tuple[str, Statistic, Numbers]]:
    """Centre and range of a group; ``head`` is that of the row, ``how`` the same with what is said of the table."""
    sd = match["sd"] or (match["sd2"] if re.search(r"\bsd\b|standard deviation", how) else None)
    if match["sd2"] and not sd:
        return
    mean = sd or (re.search(r"\bmeans?\b|\baverage\b", how) and "median" not in how)
    if not mean and not match["low"] and "median" not in how:
        return
    statistic: Statistic = "mean" if mean else "median"
    found = unit_in(head.upper()) if measure == "ck" else None
    unit = found.unit if found else {"age_at_onset": _time(head), "follow_up": _time(head)}.get(measure)
    yield measure, statistic, {"value": parse_number(match["value"]), "sd": _parsed(sd), "unit": unit}
    ranges = match["spread"] == "range" or (not match["spread"] and _RANGE.search(how) and "quartile" not in how)
    if match["low"] and ranges:
        yield measure, "range", {"low": parse_number(match["low"]), "high": parse_number(match["high"]), "unit": unit}


def _told_with_note(sentence: Sentence, head: str) -> str:
    """A head that does not say how its numbers are told, with what title and notes of the table say of all of them."""
    if _RANGE.search(head) or _SPREAD.search(head) or "mean" in head or sentence.passage.table is None:
        return head
    table = sentence.document.tables[sentence.passage.table]
    around = [*([table.caption] if table.caption else []), *table.footnotes]
    told = {match.group() for span in around for match in _CENTRES_TOLD.finditer(sentence.document.quote(span).lower())}
    return f"{head} {min(told)}" if len(told) == 1 and not ("median" in head and "mean" in min(told)) else head


def _time(head: str) -> str:
    return "months" if re.search(r"\bmo(?:nths?)?\b", head) else "years"


def _parsed(printed: str | None) -> float | None:
    return parse_number(printed) if printed else None
