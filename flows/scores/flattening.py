"""Gold and extracted records as facts of one shape: what is compared of each field, and in which unit.

Numbers are rounded to six digits; units of enzyme activity become U/L (1 µkat/L is 60 U/L), every other unit stays.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from flows.printing.units import common_unit
from flows.scores.facts import ANYTHING, NUMBER_KEYS, CaseFacts, Fact, Value, as_optional, merged
from schemas.base import Frozen
from schemas.diff import Field
from schemas.gold import GoldAntibody, GoldCase, GoldCmas, GoldCohort, GoldDose, GoldDrug, GoldLab, GoldMeasurement
from schemas.record import CaseRecord
from schemas.values import CohortFinding, Dose, DrugCourse, LabValue, Measurement
from schemas.values import Fact as ReadValue

_NUMBERS = ("value", "low", "high")
_NOT_SHOWN = {"optional", "evidence", "doses", "route", "time", "events"}
_DOSE_KEYS = {"amount", "low", "high", "unit", "basis", "per"}  # what a gold dose may say


def gold_case(case: GoldCase) -> CaseFacts:
    """The facts of a gold case."""
    facts = [*_gold_person(case), *map(_gold_measurement, (*case.ck, *case.labs))]
    facts += [*map(_gold_antibody, case.antibodies), *map(_gold_cmas, case.cmas), *map(_gold_drug, case.drugs)]
    return CaseFacts(case.label, _names(case), case.origin, merged(facts), case.optional)


def found_case(case: CaseRecord) -> CaseFacts:
    """The facts of an extracted case."""
    facts = [*_found_person(case), *map(_found_measurement, (*case.ck, *case.labs)), *map(_found_drug, case.drugs)]
    facts += [_found("antibodies", test.name, {"result": test.result}, test) for test in case.antibodies]
    for cmas in case.cmas:
        facts.append(_found("cmas", "", {"score": cmas.score, "max": cmas.max}, cmas, {"score": cmas.score}))
    return CaseFacts(case.label, _names(case), case.origin, merged(facts), evidence=case.evidence)


def gold_cohort(entry: GoldCohort) -> Fact:
    """A gold statement about a group."""
    values: dict[str, tuple[Value, ...]] = {"statistic": (entry.statistic,)}
    values |= {key: (number,) for key, number in _converted(entry).items()}
    values |= {key: (getattr(entry, key),) for key in ("sd", "count", "n") if getattr(entry, key) is not None}
    if entry.unit is not None:
        values["unit"] = (common_unit(entry.unit)[1],)
    group, numbers = entry.population, _printed(entry)
    return Fact("cohort", spelled(entry.measure), values, _shown(entry), numbers, entry.optional, group=group)


def found_cohort(finding: CohortFinding) -> Fact:
    """An extracted statement about a group."""
    values: dict[str, Value] = {key: getattr(finding, key) for key in ("statistic", "sd", "count", "n")}
    values |= {**_converted(finding), "unit": common_unit(finding.unit)[1]}
    return replace(_found("cohort", finding.measure, values, finding, _printed(finding)), group=finding.population)


def spelled(name: str) -> str:
    """A name as it is compared: case and outer spaces make no difference."""
    return name.strip().casefold()


def _names(case: GoldCase | CaseRecord) -> frozenset[str]:
    return frozenset(map(spelled, (case.label, *case.also_called)))


def _gold_person(case: GoldCase) -> Iterator[Fact]:
    sexes = tuple(sex for sex in (case.sex, *case.sex_also) if sex)
    if sexes:
        yield Fact("sex", "", {"sex": sexes}, {"sex": sexes[0]}, optional=case.sex is None)
    ages = tuple(age for age in (case.age_years, *case.age_also) if age is not None)
    if ages:
        shown, numbers = {"age_years": ages[0]}, {"value": ages[0]}
        yield Fact("age", "", {"age_years": ages}, shown, numbers, case.age_years is None)


def _found_person(case: CaseRecord) -> Iterator[Fact]:
    if case.sex:
        yield Fact("sex", "", {"sex": (case.sex,)}, {"sex": case.sex}, evidence=case.sex_evidence)
    if case.age_years is not None:
        age = case.age_years
        yield Fact("age", "", {"age_years": (age,)}, {"age_years": age}, {"value": age}, evidence=case.age_evidence)


def _gold_antibody(test: GoldAntibody) -> Fact:
    return Fact("antibodies", spelled(test.name), {"result": (test.result,)}, _shown(test), optional=test.optional)


def _gold_cmas(cmas: GoldCmas) -> Fact:
    values: dict[str, tuple[Value, ...]] = {"score": (cmas.score,)}
    if cmas.max is not None:
        values["max"] = (cmas.max,)
    return Fact("cmas", "", values, _shown(cmas), {"score": cmas.score}, cmas.optional)


def _gold_measurement(entry: GoldMeasurement) -> Fact:
    numbers = _printed(entry)
    values: dict[str, tuple[Value, ...]] = {key: (number,) for key, number in _converted(entry).items()}
    values |= {"unit": (common_unit(entry.unit)[1],), "comparator": (entry.comparator,)}
    if entry.unit_optional:
        values |= {key: (*values[key], number) for key, number in numbers.items()}
        values["unit"] = (*values["unit"], ANYTHING)
    if isinstance(entry, GoldLab):
        return Fact("labs", spelled(entry.analyte), values, _shown(entry), numbers, entry.optional)
    # Where gold leaves the phase open, any is right and none is scored.
    phase = replace(_phase(numbers, entry.phase), optional=entry.optional or entry.phase is None)
    return Fact("ck", "", values, _shown(entry), numbers, entry.optional, (phase,))


def _found_measurement(value: Measurement) -> Fact:
    numbers = _printed(value)
    values: dict[str, Value] = {**_converted(value), "unit": common_unit(value.unit)[1], "comparator": value.comparator}
    if isinstance(value, LabValue):
        return _found("labs", value.analyte, values, value, numbers)
    fact = _found("ck", "", values, value, numbers)
    if value.phase is None:
        return fact
    return replace(fact, parts=(replace(_phase(numbers, value.phase), evidence=value.evidence, rule=value.rule),))


def _phase(numbers: Mapping[str, float | None], phase: str | None) -> Fact:
    """The phase of one CK; the numbers tell of which."""
    shown: dict[str, Any] = {key: number for key, number in numbers.items() if number is not None}
    values: dict[str, tuple[Value, ...]] = {"phase": (phase,)} if phase else {}
    return Fact("ck_phase", "", values, shown | {"phase": phase}, numbers)


def _gold_drug(drug: GoldDrug) -> Fact:
    name = spelled(drug.name)
    parts = [_gold_dose(drug, dose) for dose in drug.doses]
    routes = tuple(route for route in (drug.route, *drug.route_also) if route)
    shown = {"drug": drug.name, "route": routes[0] if routes else None}
    if drug.route_optional:  # whatever route the program gives, or none
        parts.append(Fact("routes", name, {}, shown, optional=True))
    elif routes:
        parts.append(Fact("routes", name, {"route": routes}, shown, optional=drug.route is None))
    if drug.optional:
        parts = [as_optional(part) for part in parts]
    statuses = tuple(dict.fromkeys(map(_status, (drug.status, *drug.status_also))))
    return Fact("drugs", name, {"status": statuses}, _shown(drug), optional=drug.optional, parts=merged(parts))


def _gold_dose(drug: GoldDrug, dose: GoldDose) -> Fact:
    given = dose.model_dump(exclude_none=True, exclude={"optional"})
    numbers = {key: number for key, number in given.items() if key in NUMBER_KEYS}
    values = {key: (value,) for key, value in given.items()}
    return Fact("doses", spelled(drug.name), values, {"drug": drug.name} | given, numbers, dose.optional)


def _found_drug(course: DrugCourse) -> Fact:
    fact = _found("drugs", course.name, {"status": _status(course.status)}, course)
    parts = [_found_dose(course, dose) for dose in course.doses]
    if course.route:
        route = {"route": course.route}
        parts.append(replace(_found("routes", course.name, route, course), shown={"drug": course.name} | route))
    return replace(fact, parts=merged(parts))


def _found_dose(course: DrugCourse, dose: Dose) -> Fact:
    given = dose.model_dump(include=_DOSE_KEYS)
    numbers = {key: number for key, number in given.items() if key in NUMBER_KEYS}
    values = {key: (value,) for key, value in given.items()}
    shown = {"drug": course.name} | _shown(dose)
    return Fact("doses", spelled(course.name), values, shown, numbers, evidence=dose.evidence, rule=course.rule)


def _found(
    kind: Field,
    name: str,
    values: Mapping[str, Value],
    read: ReadValue,
    numbers: Mapping[str, float | None] | None = None,
) -> Fact:
    accepted = {key: (value,) for key, value in values.items()}
    shown = _shown(read)
    return Fact(kind, spelled(name), accepted, shown, numbers or {}, evidence=read.evidence, rule=read.rule)


def _status(status: str) -> str:
    return "given" if status == "stopped" else status  # stopping a drug tells that it was given


def _shown(noun: Frozen) -> dict[str, Any]:
    return noun.model_dump(mode="json", exclude=_NOT_SHOWN, exclude_defaults=True)


def _printed(noun: GoldMeasurement | GoldCohort | Measurement | CohortFinding) -> dict[str, float | None]:
    return {key: getattr(noun, key) for key in _NUMBERS}


def _converted(noun: GoldMeasurement | GoldCohort | Measurement | CohortFinding) -> dict[str, float | None]:
    factor = common_unit(noun.unit)[0]
    return {key: None if number is None else float(f"{number * factor:.6g}") for key, number in _printed(noun).items()}
