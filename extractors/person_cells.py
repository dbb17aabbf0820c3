"""The person of a table cell: ``Female, 10 years, Asian``, ``34/F``, ``16F``, ``9 y/o M``."""

import re

from extractors.person_words import parts_of_year, sex_of
from extractors.persons import Person

_CELL_SEX = "female|male|girl|boy|woman|man|f|m"
_CELL_BETWEEN = r"[\s,;/().:-]"  # what parts sex and age in a cell; a letter may touch its number: "16F", "F16"


def _cell_age(place: str) -> str:
    return (
        rf"(?P<years{place}>\d{{1,3}}(?:[.,]\d{{1,2}})?)[\s-]?"
        rf"(?P<unit{place}>years?(?![a-z])|yrs?(?![a-z])|y(?=/?\.?o\b|[fm]?\b|\d)|months?(?![a-z])|mo(?=s?\b))?s?"
        rf"(?:(?<=[sry]),?\s?(?:and\s)?(?P<months{place}>\d{{1,2}})\s?(?:months?|mo|m)(?=\W|$))?(?:[\s/.-]?o(?:ld)?\b)?"
    )


_CELL = re.compile(
    rf"^\s*\(?(?P<noun>{_CELL_SEX})(?![a-z]){_CELL_BETWEEN}{{0,4}}(?:aged\s)?{_cell_age('')}(?![\d]|-\d)"
    rf"|^\s*{_cell_age('2')}{_CELL_BETWEEN}{{0,5}}(?P<noun2>{_CELL_SEX})(?![a-z]|[\s,;/]{{1,3}}\d)"
)
# "5 F, 1 M", "8-14 years": of several persons
_CELL_OF_MANY = re.compile(
    rf"\b(?:fe)?males?\b.*\b(?:fe)?males?\b|\d ?-\d|\d\s?(?:{_CELL_SEX})s?\b.{{1,8}}?\d\s?(?:{_CELL_SEX})s?\b"
)


def person_of_cell(text: str) -> Person | None:
    """The person of a table cell such as ``Female, 10 years, Asian`` or ``34/F``. ``text`` is in lower case."""
    match = _CELL.search(text)
    if match is None or _CELL_OF_MANY.search(text):
        return None
    second = "2" if match["noun"] is None else ""
    age = (
        float(match["years" + second].replace(",", ".")) / parts_of_year(match["unit" + second])
        + float(match["months" + second] or 0) / 12
    )
    return Person(
        match.start(),
        match.end(),
        round(age, 2),
        sex_of(match["noun" + second]),
        match.span("years" + second),
        match.span("noun" + second),
    )
