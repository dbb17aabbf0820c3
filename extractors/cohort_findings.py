"""A finding of a group as a mention at its place, and the numbers and units of one."""

import re

from extractors.cohort_sizes import population_of
from extractors.printed_numbers import parse_number
from extractors.reading import Found, Sentence
from schemas.mention import CohortMention
from schemas.values import CohortFinding, Statistic

_UNITS = {
    "yr": "years",
    "yrs": "years",
    "µkat/l": "µkat/L",
    "iu/l": "IU/L",
    "u/l": "U/L",
    "units/l": "U/L",
    "unit/l": "U/L",
    "ui/l": "UI/L",
}


def parsed(printed: str | None) -> float | None:
    """The number that is printed; None where there is none."""
    return parse_number(printed) if printed else None


def unit_of(printed: str | None) -> str | None:
    """The unit as findings write it."""
    return None if printed is None else _UNITS.get(printed) or plural(printed)


def plural(unit: str) -> str:
    """``year`` as ``years``."""
    return unit if unit.endswith("s") else unit + "s"


def finding(
    sentence: Sentence, match: re.Match[str], measure: str, statistic: Statistic, rule: str, **numbers: object
) -> Found:
    """A finding at the place of a match."""
    return finding_at(sentence, match.start(), match.end(), measure, statistic, rule, **numbers)


def finding_at(
    sentence: Sentence, start: int, end: int, measure: str, statistic: Statistic, rule: str, **numbers: object
) -> Found:
    """A finding at the characters ``[start, end)`` of its sentence."""
    first, last = sentence.first + start, sentence.first + end
    value = CohortFinding(
        population=population_of(sentence),
        measure=measure,
        statistic=statistic,
        printed=sentence.passage.clean.text[first:last],
        evidence=sentence.evidence(first, last),
        rule=f"cohort.{rule}",
        **numbers,  # type: ignore[arg-type]
    )
    return Found(CohortMention(value=value), sentence, first, last)
