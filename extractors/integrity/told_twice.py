"""The same fact of one patient told at two places with different values: abstract and text, prose and table.

The course of a disease has many values. Two of them contradict each other only where each place tells a single one of
the same phase, or where the two have the same digits in another order.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import chain, combinations, pairwise
from typing import NamedTuple

from extractors.cases import Case
from extractors.integrity.article import finding
from schemas.document import Document
from schemas.mention import AgeMention, AntibodyMention, CkMention, CmasMention, LabMention
from schemas.record import IntegrityFinding
from schemas.values import Evidence, Measurement

_MOST_YEARS = 2.0  # further apart two ages are those of two times
_MOST_VALUES = 40  # more are a course, day by day
_DIGITS = 3  # fewer are soon the same by chance


class _Value(NamedTuple):
    """A number of one analyte at one place of the article: "abstract", "text", "discussion" or "table 0"."""

    name: str
    place: str
    number: float
    phase: str | None
    unit: str | None
    printed: str
    evidence: tuple[Evidence, ...]


def find_told_twice(case: Case, document: Document) -> Iterator[IntegrityFinding]:
    """What two places of the article tell differently of one patient."""
    yield from _ages(case)
    yield from _antibodies(case)
    values = list(_values(case, document))
    for name in dict.fromkeys(value.name for value in values):
        yield from _numbers(case, [value for value in values if value.name == name])


def _ages(case: Case) -> Iterator[IntegrityFinding]:
    """Ages of the same stage that differ by more than half a year: a child of 3 years may be ill since its first."""
    ages = [
        (mention, order)
        for mention, order in zip(case.mentions, case.orders, strict=True)
        if isinstance(mention, AgeMention)
    ]
    stages = ([told for told in ages if told[0].at == stage] for stage in ("onset", "presentation"))
    for (first, place), (second, other) in chain.from_iterable(map(pairwise, stages)):
        # Two ages in one sentence are those of two persons or of two times.
        if place != other and 0.5 < abs(first.age_years - second.age_years) <= _MOST_YEARS:
            message = f"The age of {case.label} is given as {_years(first)} and as {_years(second)}."
            yield finding("age-told-twice", "warning", message, first.evidence, second.evidence)


def _years(age: AgeMention) -> str:
    return age.printed if any(letter.isalpha() for letter in age.printed) else f"{age.printed} years"


def _antibodies(case: Case) -> Iterator[IntegrityFinding]:
    """A test that is positive in the text and negative in the table, or the other way round."""
    told = [m.value for m in case.mentions if isinstance(m, AntibodyMention)]
    for name in dict.fromkeys(value.name for value in told):
        cells = [value for value in told if value.name == name and _in_table(value.evidence)]
        prose = [value for value in told if value.name == name and not _in_table(value.evidence)]
        for cell in cells:
            other = next((value for value in prose if {value.result, cell.result} == {"positive", "negative"}), None)
            if other is not None and all(value.result == other.result for value in prose):
                message = f"{name} of {case.label} is {other.result} in the text and {cell.result} in the table."
                yield finding("antibody-told-twice", "warning", message, other.evidence, cell.evidence)
                break


def _in_table(evidence: Iterable[Evidence]) -> bool:
    return any(words.table is not None for words in evidence)


# ---- numbers


def _values(case: Case, document: Document) -> Iterator[_Value]:
    for mention in case.mentions:
        if isinstance(mention, CmasMention):
            score = mention.value
            place = _place(score.evidence, document)
            yield _Value("CMAS", place, score.score, score.phase, None, score.printed, score.evidence)
        elif isinstance(mention, CkMention | LabMention):
            value: Measurement = mention.value
            name = "CK" if isinstance(mention, CkMention) else mention.value.analyte
            if value.value is not None and value.comparator == "=":
                place = _place(value.evidence, document)
                number = f"{plain_long(value.value)} {value.unit or ''}".strip()
                yield _Value(name, place, value.value, value.phase, value.unit, number, value.evidence)


def plain_long(value: float) -> str:
    """A number without an exponent: 9640, 87.5."""
    return f"{value:.10g}"


def _place(evidence: tuple[Evidence, ...], document: Document) -> str:
    first = evidence[0]
    if first.table is not None:
        return f"table {first.table}"
    place = bisect_right(document.blocks, first.start, key=lambda block: block.start) - 1
    section = document.blocks[place].section if place >= 0 and first.start < document.blocks[place].end else None
    return section if section in ("abstract", "discussion", "conclusion") else "text"


def _numbers(case: Case, values: list[_Value]) -> Iterator[IntegrityFinding]:
    if len(values) > _MOST_VALUES:
        return
    shown = set[tuple[float, float]]()
    for one, two in combinations(values, 2):
        if one.place == two.place or not _comparable(one, two) or (one.number, two.number) in shown:
            continue
        # What the other place tells as well is no slip there.
        if _told(values, two.place, one.number) or _told(values, one.place, two.number):
            continue
        shown.add((one.number, two.number))
        if digits_exchanged(one.number, two.number):
            message = f"{_both(case, one, two)}: the same digits in another order."
            yield finding("digits-exchanged", "error", message, one.evidence, two.evidence)
        elif (
            _single(values, one)
            and _single(values, two)
            and _same_phase(one, two)
            and not rounded(one.number, two.number)
        ):
            yield finding("value-told-twice", "warning", f"{_both(case, one, two)}.", one.evidence, two.evidence)


def _both(case: Case, one: _Value, two: _Value) -> str:
    return f"{one.name} of {case.label} is given as {one.printed} and as {two.printed}"


def _comparable(one: _Value, two: _Value) -> bool:
    same_unit = one.unit is None or two.unit is None or one.unit.lstrip("IU") == two.unit.lstrip("IU")
    return one.number != two.number and same_unit


def _told(values: list[_Value], place: str, number: float) -> bool:
    return any(value.place == place and value.number == number for value in values)


def _single(values: list[_Value], told: _Value) -> bool:
    return sum(value.place == told.place for value in values) == 1


def _same_phase(one: _Value, two: _Value) -> bool:
    return one.phase is not None and one.phase == two.phase


def digits_exchanged(one: float, two: float) -> bool:
    """Whether two neighbouring digits of one number are in the other order in the other: 9460 and 9640."""
    left, right = plain_long(one), plain_long(two)
    if len(left) != len(right) or sum(letter.isdigit() for letter in left) < _DIGITS:
        return False
    places = [place for place, (a, b) in enumerate(zip(left, right, strict=True)) if a != b]
    if len(places) != 2 or places[1] - places[0] != 1:
        return False
    first, second = places
    return left[first] == right[second] and left[second] == right[first]


def rounded(one: float, two: float) -> bool:
    """Whether one number may be the other, rounded: 9640 and 9600, 87.5 and 88."""
    return any(abs(one - two) <= _worth(number) for number in (one, two))


def _worth(number: float) -> float:
    """What the last digit of a number that is not 0 is worth."""
    words = plain_long(number)
    if "." in words:
        return float(10 ** -len(words.partition(".")[2]))
    return float(10 ** (len(words) - len(words.rstrip("0"))))
