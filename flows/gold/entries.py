"""What was read, in the form in which a gold file would say it, and as the one fact that is compared."""

from collections.abc import Iterator
from typing import Any, get_args

from flows.scores.facts import Fact
from flows.scores.flattening import found_case, found_cohort, gold_case, gold_cohort
from schemas.base import Frozen
from schemas.gold import (
    GoldAntibody,
    GoldCase,
    GoldCmas,
    GoldCohort,
    GoldDose,
    GoldDrug,
    GoldField,
    GoldLab,
    GoldMeasurement,
)
from schemas.record import CaseRecord

ENTRIES: dict[GoldField, type[Frozen]] = {
    "ck": GoldMeasurement,
    "antibodies": GoldAntibody,
    "cmas": GoldCmas,
    "drugs": GoldDrug,
    "labs": GoldLab,
    "cohort": GoldCohort,
}
"""The fields of gold that are lists, with what their entries are; ``sex`` and ``age`` are single values."""

FIELDS: tuple[GoldField, ...] = get_args(GoldField)


def as_gold(field: GoldField, value: Any) -> Any:
    """A value of a record as an entry of gold: only what gold can say. Sex and age are the same on both sides."""
    return _in_form(ENTRIES[field], value) if field in ENTRIES else value


def told(entry: Any) -> Any:
    """An entry of gold as plain data, the way a gold file writes it: what is not said is left out."""
    return entry.model_dump(mode="json", exclude_defaults=True) if isinstance(entry, Frozen) else entry


def values_of(case: CaseRecord | GoldCase) -> Iterator[tuple[GoldField, Any]]:
    """All that is told of a patient, field by field; what is not reported is left out."""
    if case.sex is not None:
        yield "sex", case.sex
    if case.age_years is not None:
        yield "age", case.age_years
    yield from (("ck", value) for value in case.ck)
    yield from (("antibodies", value) for value in case.antibodies)
    yield from (("cmas", value) for value in case.cmas)
    yield from (("drugs", value) for value in case.drugs)
    yield from (("labs", value) for value in case.labs)


def gold_fact(field: GoldField, entry: Any) -> Fact:
    """The fact that stands for one entry of gold."""
    if field == "cohort":
        return gold_cohort(entry)
    return gold_case(GoldCase(label="", **_only(field, entry))).facts[0]


def found_fact(field: GoldField, value: Any) -> Fact:
    """The fact that stands for one value of a record."""
    if field == "cohort":
        return found_cohort(value)
    return found_case(CaseRecord(label="", **_only(field, value))).facts[0]


def _only(field: GoldField, value: Any) -> dict[str, Any]:
    names: dict[str, str] = {"age": "age_years"}
    return {names.get(field, field): (value,) if field in ENTRIES else value}


def _in_form(model: type[Frozen], value: Any) -> Frozen:
    keys: dict[str, Any] = {name: getattr(value, name) for name in model.model_fields if hasattr(value, name)}
    if model is GoldDrug:
        keys["doses"] = tuple(_in_form(GoldDose, dose) for dose in value.doses)
    return model(**keys)
