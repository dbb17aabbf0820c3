"""A fact, in the one shape both sides are compared in, and when two facts agree (annotation guideline, section 3)."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import isclose
from typing import Any, TypeVar

from schemas.diff import Field
from schemas.values import Evidence

Value = str | float | None
T = TypeVar("T")

ANYTHING = "*"
"""Accepts whatever was read, or nothing."""

AGE_TOLERANCE = 0.05  # years

UNIT_KEYS = frozenset({"unit", "basis", "per"})
NUMBER_KEYS = frozenset({"value", "low", "high", "amount"})
# What an optional entry leaves open besides its unit: the same fact told with another of these is no error.
SOFT_KEYS = UNIT_KEYS | {"result", "status", "max", "comparator"}


@dataclass(frozen=True)
class Fact:
    """One statement about a patient or a group.

    ``name``: the antibody, drug, analyte or measure it is about; "" where the field says it all. ``values``: by key,
    all that counts as right on the gold side, what was read on the extracted side. A key that gold leaves out is not
    compared. ``numbers``: as printed, before unit conversion. ``parts``: facts compared only where this one matched
    (doses and routes of a drug, phase of a CK). ``group``: the population of a cohort fact. ``shown``: for the reader.
    """

    field: Field
    name: str
    values: Mapping[str, tuple[Value, ...]]
    shown: Mapping[str, Any]
    numbers: Mapping[str, float | None] = dataclasses.field(default_factory=dict)
    optional: bool = False
    parts: tuple["Fact", ...] = ()
    group: str = ""
    evidence: tuple[Evidence, ...] = ()
    rule: str | None = None


@dataclass(frozen=True)
class CaseFacts:
    """One case of either side with its facts. ``names``: its label and aliases in lower case."""

    label: str
    names: frozenset[str]
    origin: str
    facts: tuple[Fact, ...]
    optional: bool = False
    evidence: tuple[Evidence, ...] = ()


def agrees(gold: Fact, found: Fact, *, but: frozenset[str] = frozenset()) -> bool:
    """True when ``found`` says what ``gold`` says; keys in ``but`` are not compared."""
    if gold.field != found.field or gold.name != found.name:
        return False
    return all(
        _any_same(key, accepted, found.values.get(key, (None,)))
        for key, accepted in gold.values.items()
        if key not in but
    )


def unit_differs(gold: Fact, found: Fact) -> bool:
    """True when the numbers are right as printed and only the unit is not."""
    if not gold.numbers or not agrees(gold, found, but=UNIT_KEYS | NUMBER_KEYS):
        return False
    return all(found.numbers.get(key) == number for key, number in gold.numbers.items())


def touches(optional: Fact, found: Fact) -> bool:
    """True when ``found`` is about what the ``optional`` gold fact leaves open."""
    return agrees(optional, found, but=SOFT_KEYS) or unit_differs(optional, found)


def distance(gold: Fact, found: Fact) -> float:
    """How far the numbers of two facts lie apart: 0 for none or equal ones, at most 1 for each number."""
    return sum(_apart(number, found.numbers.get(key)) for key, number in gold.numbers.items())


def merged(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Facts told twice become one: it accepts what either accepts, and is optional only where both are."""
    unique: dict[object, Fact] = {}
    for fact in facts:
        key = _identity(fact)
        unique[key] = _joined(unique[key], fact) if key in unique else fact
    return tuple(unique.values())


def as_optional(fact: Fact) -> Fact:
    """The same fact, neither a hit nor a miss, and its parts likewise."""
    return replace(fact, optional=True, parts=tuple(map(as_optional, fact.parts)))


def _identity(fact: Fact) -> object:
    if fact.field == "ck_phase":  # one CK has one phase; told with two, either is right
        return fact.field, fact.name
    return fact.field, fact.name, fact.group, frozenset((key, values[0]) for key, values in fact.values.items())


def _joined(first: Fact, second: Fact) -> Fact:
    keys = dict.fromkeys((*first.values, *second.values))
    return replace(
        first,
        values={key: _union(first.values.get(key, ()), second.values.get(key, ())) for key in keys},
        parts=merged((*first.parts, *second.parts)),
        evidence=_union(first.evidence, second.evidence),
        optional=first.optional and second.optional,
    )


def _union(first: tuple[T, ...], second: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _any_same(key: str, accepted: tuple[Value, ...], read: tuple[Value, ...]) -> bool:
    return any(_same(key, wanted, value) for wanted in accepted for value in read)


def _same(key: str, wanted: Value, value: Value) -> bool:
    if wanted == ANYTHING:
        return True
    if isinstance(wanted, int | float) and isinstance(value, int | float):
        # The tolerance itself still counts: 9.2 and 9.25 years are equal.
        return isclose(wanted, value, rel_tol=1e-9, abs_tol=AGE_TOLERANCE + 1e-9 if key == "age_years" else 0)
    return wanted == value


def _apart(wanted: float | None, value: float | None) -> float:
    if wanted is None or value is None:
        return float(wanted is not value)
    return abs(wanted - value) / max(abs(wanted), abs(value), 1e-9)
