"""Two cases compared: every fact that both tell, how they stand to each other, and what it weighs.

What only one of the two tells is no fact of this comparison: reports leave things out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import inf

from flows.literature import linkage_weights as weights
from flows.workers.patient_profiles import DoseAt, Name, Number, Profile
from schemas.linked import ComparedFact, How, LinkedField, Told
from schemas.record import CaseRecord
from schemas.values import Evidence, Fact

_SPECIFIC = frozenset(
    "anti-SRP anti-HMGCR anti-Jo-1 anti-PL-7 anti-PL-12 anti-EJ anti-OJ anti-KS anti-Zo anti-Ha anti-Mi-2 anti-MDA5 "
    "anti-TIF1γ anti-NXP2 anti-SAE".split()
)
"""Antibodies of myositis alone: one patient has one of them, hardly ever two."""

_PANELS = {"myositis-specific antibodies": _SPECIFIC, "autoantibodies": None}
"""What a negative panel denies: these names, or (None) all."""

_POWERS = (10.0, 100.0, 1000.0)
_ENOUGH_DRUGS = 3


@dataclass(frozen=True, slots=True)
class Comparison:
    """One fact of both; ``left`` and ``right`` are what is shown of it when somebody asks."""

    field: LinkedField
    name: str
    how: How
    weight: float
    left: object
    right: object

    @property
    def agrees(self) -> bool:
        """Whether both reports can be right."""
        return self.how in ("equal", "rounded")


def compare(left: Profile, right: Profile, enough: float = -inf) -> list[Comparison]:
    """All that two cases both tell, in the order of the fields.

    ``enough``: the bits without which nobody asks for the rest. Where sex, age and numbers fall short of it by more
    than antibodies and drugs could ever add, these are not compared.
    """
    found = [*_sex(left, right), *_age(left, right), *_numbers(left, right)]
    if sum(each.weight for each in found) + weights.MOST_BY_NAMES < enough:
        return found
    found += [*_antibodies(left, right), *_drugs(left, right)]
    if left.given & right.given:
        found += _doses(left, right)
    return found


# ---- sex and age


def _sex(left: Profile, right: Profile) -> Iterator[Comparison]:
    if left.sex and right.sex:
        same = left.sex == right.sex
        bits = weights.SEX_SAME if same else weights.SEX_OTHER
        yield Comparison("sex", "", "equal" if same else "differs", bits, left, right)


def _age(left: Profile, right: Profile) -> Iterator[Comparison]:
    pairs = [(one, two) for one in left.ages for two in right.ages]
    if not pairs:
        return
    apart = min(abs(one - two) for one, two in pairs)
    if any(abs(one - two) <= 0.05 and one % 1 for one, two in pairs):
        yield Comparison("age", "", "equal", weights.AGE_SAME_EXACT, left, right)
    elif any(_same_year(one, two) for one, two in pairs):
        yield Comparison("age", "", "equal" if apart <= 0.05 else "rounded", weights.AGE_SAME_YEAR, left, right)
    else:
        bits = weights.AGE_WITHIN_A_YEAR if apart <= 1 else weights.AGE_OTHER
        yield Comparison("age", "", "differs", bits, left, right)


def _same_year(one: float, two: float) -> bool:
    """Equal, or one is in whole years and the other comes to it when rounded or cut."""
    whole, other = (one, two) if one % 1 == 0 else (two, one)
    return abs(one - two) <= 0.05 or (whole % 1 == 0 and whole in (int(other), int(other + 0.5)))


# ---- numbers


def _numbers(left: Profile, right: Profile) -> list[Comparison]:
    found: dict[Name, list[Comparison]] = {}
    for name, ours in left.numbers.items():
        if theirs := right.numbers.get(name):
            found[name] = _of_one_name(name, ours, theirs)
    open_names = [name for name, hits in found.items() if name[0] != "cmas" and any(not hit.agrees for hit in hits)]
    for first, second in combinations(open_names, 2):
        if exchanged := _exchanged(first, second, left, right):
            found[first], found[second] = [exchanged[0]], [exchanged[1]]
    return [hit for hits in found.values() for hit in hits]


def _of_one_name(name: Name, ours: list[Number], theirs: list[Number]) -> list[Comparison]:
    """The equal numbers; else the nearest kind of slip; else that they differ, where they are of one phase."""
    combined = len(ours) * len(theirs)
    pairs = [(one, two) for one in ours for two in theirs]
    equal = {one.value: (one, two) for one, two in pairs if _equal(one, two) and _comparable(one, two)}
    if equal:
        return [_hit(name, "equal", one, two, combined) for one, two in equal.values()]
    told = [(one, two) for one, two in pairs if _one_phase(one, two)]
    for one, two in told:
        if how := _slip(one, two):
            return [_hit(name, how, one, two, combined)]
    open_pairs = [(one, two) for one, two in told if _comparable(one, two)]
    return [_hit(name, "differs", *open_pairs[0], 1)] if open_pairs else []


def _hit(name: Name, how: How, one: Number, two: Number, combined: int) -> Comparison:
    chance = min(1.0, _chance(name, one, two) * combined)
    return Comparison(name[0], name[1], how, weights.number_weight(how, min(chance, 0.95)), one, two)


def _chance(name: Name, one: Number, two: Number) -> float:
    if name[0] == "cmas":
        return weights.CMAS_CHANCE
    return weights.chance(min(len(one.digits), len(two.digits)) or 1)


def _comparable(one: Number, two: Number) -> bool:
    return one.unit is None or two.unit is None or one.unit == two.unit


def _one_phase(one: Number, two: Number) -> bool:
    return one.phase is None or two.phase is None or one.phase == two.phase


def _equal(one: Number, two: Number) -> bool:
    return one.value == two.value or abs(one.value - two.value) <= 1e-5 * abs(one.value)


def _slip(one: Number, two: Number) -> How | None:
    if not _comparable(one, two):
        return "unit" if one.as_told[0] == two.as_told[0] else None
    if _rounded(one, two):
        return "rounded"
    if len(one.digits) > 1 and one.digits == two.digits and _ratio(one, two) in _POWERS:
        return "power of ten"
    return "digits exchanged" if _transposed(one, two) else None


def _rounded(one: Number, two: Number) -> bool:
    """Whether the number with fewer digits, at least two of them, is the other one rounded to these."""
    coarse, fine = sorted((one, two), key=lambda number: len(number.digits))
    digits = len(coarse.digits)
    return 2 <= digits < len(fine.digits) and float(f"{fine.value:.{digits}g}") == coarse.value


def _ratio(one: Number, two: Number) -> float:
    low, high = sorted((abs(one.value), abs(two.value)))
    return round(high / low, 6) if low else 0.0


def _transposed(one: Number, two: Number) -> bool:
    if abs(one.value * two.as_told[0] - two.value * one.as_told[0]) > 1e-3 * abs(one.value):
        return False  # digits of different units
    first, second = (f"{number.as_told[0]:g}" if number.as_told[0] < 1e6 else number.digits for number in (one, two))
    if len(first) != len(second) or len(first) < 3:
        return False
    apart = [place for place, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
    return (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and first[apart[0]] == second[apart[1]]
        and first[apart[1]] == second[apart[0]]
    )


def _exchanged(first: Name, second: Name, left: Profile, right: Profile) -> tuple[Comparison, Comparison] | None:
    """Both analytes have the other's value in the other report, and the two values are not the same."""
    for one in left.numbers[first]:
        for two in left.numbers[second]:
            ours = next((each for each in right.numbers[first] if _equal(each, two)), None)
            theirs = next((each for each in right.numbers[second] if _equal(each, one)), None)
            if ours is None or theirs is None or _equal(one, two) or min(len(one.digits), len(two.digits)) < 2:
                continue
            half = weights.exchange_weight(weights.chance(len(one.digits)), weights.chance(len(two.digits))) / 2
            return (
                Comparison(*first, "names exchanged", half, one, ours),
                Comparison(*second, "names exchanged", half, two, theirs),
            )
    return None


# ---- antibodies, drugs, doses


def _antibodies(left: Profile, right: Profile) -> Iterator[Comparison]:
    shared = sorted(left.positive & right.positive - _PANELS.keys())
    for name in shared[: weights.MOST_ANTIBODIES]:
        yield Comparison("antibodies", name, "equal", weights.ANTIBODY_SAME, left, right)
    denied = sorted(_denied(left, right) | _denied(right, left))
    for name in denied[: weights.MOST_ANTIBODIES]:
        yield Comparison("antibodies", name, "differs", weights.ANTIBODY_DENIED, left, right)
    ours, theirs = left.positive & _SPECIFIC, right.positive & _SPECIFIC
    if ours and theirs and not ours & theirs and not denied:
        yield Comparison("antibodies", "", "differs", weights.ANTIBODY_OTHER, left, right)
    if left.negative and right.negative and not left.positive and not right.positive:
        yield Comparison("antibodies", "", "equal", weights.ALL_NEGATIVE, left, right)


def _denied(sure: Profile, denying: Profile) -> set[str]:
    """Antibodies that one report calls positive, and the other negative by name or as one of a panel."""
    positive = set(sure.positive - _PANELS.keys() - denying.positive)
    named = positive & denying.negative
    for panel, members in _PANELS.items():
        if panel in denying.negative and not denying.positive:
            named |= positive if members is None else positive & members
    return named


def _drugs(left: Profile, right: Profile) -> Iterator[Comparison]:
    for name in sorted((left.given & right.denied) | (right.given & left.denied)):
        yield Comparison("drugs", name, "differs", weights.DRUG_DENIED, left, right)
    fewer, more = sorted((left.given, right.given), key=len)
    if len(fewer) < 2:
        return
    if fewer == more and len(fewer) >= _ENOUGH_DRUGS:
        yield Comparison("drugs", "", "equal", weights.DRUGS_ALL_SAME, left, right)
    elif fewer <= more:
        yield Comparison("drugs", "", "equal", weights.DRUGS_WITHIN, left, right)
    elif not fewer & more:
        yield Comparison("drugs", "", "differs", weights.DRUGS_NONE_SHARED, left, right)


def _doses(left: Profile, right: Profile) -> Iterator[Comparison]:
    """Equal doses of one drug, and the same number in another unit (0.4 mg/kg and 0.4 g/kg)."""
    agreed = 0
    for name in sorted(left.doses.keys() & right.doses.keys()):
        pairs = [(one, two) for one in left.doses[name] for two in right.doses[name] if one.dose == two.dose]
        same = next((pair for pair in pairs if pair[0].unit == pair[1].unit), None)
        if same and agreed < weights.MOST_DOSES:
            agreed += 1
            yield Comparison("doses", name, "equal", weights.DOSE_SAME, *same)
        elif pairs and not same:
            yield Comparison("doses", name, "unit", 0.0, *pairs[0])


# ---- as it is shown


def shown(comparison: Comparison, left: CaseRecord, right: CaseRecord) -> ComparedFact:
    """A comparison with both sides in words, and the places where they stand in the two cases."""
    return ComparedFact(
        field=comparison.field,
        name=comparison.name,
        how=comparison.how,
        left=_side(comparison, comparison.left, left),
        right=_side(comparison, comparison.right, right),
        weight=round(comparison.weight, 1),
    )


def _side(comparison: Comparison, side: object, case: CaseRecord) -> Told:
    if isinstance(side, Number):
        facts: Sequence[Fact] = {"ck": case.ck, "labs": case.labs, "cmas": case.cmas}[comparison.field]
        fact = facts[side.position]
        return Told(told=fact.printed, value=side.as_told[0], unit=side.as_told[1], evidence=fact.evidence)
    if isinstance(side, DoseAt):
        dose = case.drugs[side.course].doses[side.position]
        return Told(told=dose.printed, value=dose.amount, unit=dose.unit, evidence=dose.evidence)
    if comparison.field == "sex":
        return Told(told=case.sex or "", evidence=case.sex_evidence)
    if comparison.field == "age":
        ages = [age for age in (case.age_years, *case.age_also) if age is not None]
        return Told(told=_ages(ages), value=case.age_years, unit="years", evidence=case.age_evidence)
    return _drugs_told(case, comparison.name) if comparison.field == "drugs" else _antibodies_told(case, comparison)


def _ages(ages: Sequence[float]) -> str:
    return " or ".join(f"{age:.4g}" for age in ages) + " years"


def _antibodies_told(case: CaseRecord, comparison: Comparison) -> Told:
    tests = [test for test in case.antibodies if test.name == comparison.name]
    if not tests and comparison.name:  # denied with its panel
        tests = [test for test in case.antibodies if test.name in _PANELS]
    if not comparison.name:
        positive = comparison.how == "differs"
        tests = [test for test in case.antibodies if (test.result == "positive") == positive]
    told = ", ".join(f"{test.name} {test.result}" for test in tests)
    return Told(told=told, evidence=_places(test.evidence for test in tests))


def _drugs_told(case: CaseRecord, name: str) -> Told:
    courses = [course for course in case.drugs if name in ("", course.name)] or list(case.drugs)
    told = ", ".join(f"{each.name} not given" if each.status == "not_given" else each.name for each in courses)
    return Told(told=told, evidence=_places(course.evidence for course in courses))


def _places(evidence: Iterable[tuple[Evidence, ...]]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(place for places in evidence for place in places))
