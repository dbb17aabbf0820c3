"""The cells of a table of groups: ``Female, n (%) | Anti-SRP (n = 10): 7 (70)``.

The head of the row says what is measured and how it is told, the head of the column how many there are.
"""

import re
from collections.abc import Iterator

from extractors.measures import Measure, find_measures
from extractors.quantities import NUMBER, parse_number, unit_in
from extractors.reading import Sentence
from schemas.values import Statistic

Numbers = dict[str, float | str | None]

_SIZE = re.compile(r"\bn\s?=\s?(\d+)")
_COUNTED = re.compile(rf"\s*(?P<count>\d+)(?:\s?/\s?(?P<n>\d+))?\s?\(\s?(?P<percent>{NUMBER})\s?%?\s?\)")
_CENTRE = re.compile(
    rf"\s*(?P<value>{NUMBER})(?:\s?±\s?(?P<sd>{NUMBER})|\s?[(\[]\s?(?P<low>{NUMBER})\s?(?:-|to)\s?(?P<high>{NUMBER})\s?[)\]])?\s*$"
)
_PARTS = ("ck", "cmas", "age_at_onset", "follow_up")


def read_group_cell(sentence: Sentence) -> Iterator[tuple[Measure, Statistic, Numbers]]:
    """The findings of one cell: measure, statistic and numbers."""
    head, _, rest = sentence.lowered.partition("| ")
    measure = next((item for item in find_measures(sentence) if item.end <= len(head)), None)
    size = _SIZE.search(rest)
    if measure is None or size is None:
        return
    cell = sentence.lowered[sentence.passage.head :]
    if (match := _COUNTED.match(cell)) and measure.name not in _PARTS:
        n = float(match["n"] or size[1])
        yield measure, "percent", {"value": parse_number(match["percent"]), "count": float(match["count"]), "n": n}
    elif (match := _CENTRE.match(cell)) and measure.name in _PARTS:
        yield from _centre(measure, head, match)


def _centre(measure: Measure, head: str, match: re.Match[str]) -> Iterator[tuple[Measure, Statistic, Numbers]]:
    statistic: Statistic = "mean" if re.search(r"\bmean\b|\baverage\b", head) or match["sd"] else "median"
    if not re.search(r"\bmean\b|\baverage\b|\bmedian\b", head) and not match["sd"]:
        return
    found = unit_in(head.upper()) if measure.name == "ck" else None
    unit = found.unit if found else {"age_at_onset": "months" if "month" in head else "years"}.get(measure.name)
    yield measure, statistic, {"value": parse_number(match["value"]), "sd": _parsed(match["sd"]), "unit": unit}
    if match["low"] and re.search(r"\brange\b", head) and "quartile" not in head:
        yield measure, "range", {"low": parse_number(match["low"]), "high": parse_number(match["high"]), "unit": unit}


def _parsed(printed: str | None) -> float | None:
    return parse_number(printed) if printed else None
