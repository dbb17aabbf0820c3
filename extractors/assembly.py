"""A case's mentions -> its record: every fact once, the fuller telling kept."""

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial, reduce
from typing import TypeVar

from extractors.antibodies import SERONEGATIVE
from extractors.antibody_default import ALONE, excluded
from extractors.antibody_names import PANELS
from extractors.cases import Case
from extractors.drugs import EXPOSURES
from extractors.lexicon import drugs
from extractors.told_ages import ages_of
from schemas.mention import (
    AntibodyMention,
    CkMention,
    CmasMention,
    DrugMention,
    LabMention,
    SexMention,
)
from schemas.record import CaseRecord
from schemas.values import (
    AntibodyResult,
    CkValue,
    CmasScore,
    Dose,
    DrugCourse,
    Evidence,
    LabValue,
    Measurement,
    Phase,
    Since,
    Status,
)

_WEAK = {SERONEGATIVE, ALONE}  # rules whose results yield to all others
_ENZYME = {"U/L", "IU/L", "UI/L"}
_MICROKATAL = 60.0  # 1 µkat/L is 60 U/L
M = TypeVar("M", CkValue, LabValue)
R = TypeVar("R", AntibodyResult, CmasScore)
T = TypeVar("T")


def assemble(case: Case) -> CaseRecord:
    """The record of one patient."""
    ages = ages_of(case, _treated(case))
    sexes = [m for m in case.mentions if isinstance(m, SexMention) and m.sex == case.sex]
    told = {age.age_years for age in ages[1:]} - {ages[0].age_years} if ages else set()
    return CaseRecord(
        label=case.label,
        also_called=tuple(dict.fromkeys(case.aliases)),
        origin=case.origin,
        citation=case.citation,
        evidence=sexes[0].evidence if sexes else ages[0].evidence if ages else (),
        sex=case.sex,
        sex_evidence=tuple(e for mention in sexes[:1] for e in mention.evidence),
        age_years=ages[0].age_years if ages else None,
        age_also=tuple(sorted(told)),
        age_evidence=ages[0].evidence if ages else (),
        ck=_ck(case),
        antibodies=_antibodies(case),
        cmas=_cmas(case),
        drugs=_drugs(case),
        labs=_labs(case),
    )


# ---- creatine kinase and laboratory values ------------------------------------------------------------------------


def _canonical(value: Measurement) -> tuple[object, ...]:
    """What makes two measurements the same fact: numbers in U/L, and the kind of unit."""
    factor = _MICROKATAL if value.unit == "µkat/L" else 1.0
    numbers = tuple(
        None if number is None else round(number * factor, 3) for number in (value.value, value.low, value.high)
    )
    unit = "U/L" if value.unit in _ENZYME or value.unit == "µkat/L" else value.unit
    return (*numbers, value.comparator, unit)


def _merge(values: list[M]) -> list[M]:
    """One value a fact. Of two tellings the one with unit, reference range and phase is kept; evidence is united."""
    merged: list[M] = []
    united: list[list[Evidence]] = []
    told: list[tuple[object, ...]] = []
    places: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)  # of the same numbers, whatever their unit
    for value in values:
        now = _canonical(value)
        twin = next((index for index in places[now[:-1]] if _same(told[index], now)), None)
        if twin is None:
            places[now[:-1]].append(len(merged))
            merged.append(value)
            united.append(list(value.evidence))
            told.append(now)
            continue
        other = merged[twin]
        united[twin] += value.evidence
        merged[twin] = other.model_copy(
            update={
                "unit": other.unit or value.unit,
                "ref_low": other.ref_low if other.ref_low is not None else value.ref_low,
                "ref_high": other.ref_high if other.ref_high is not None else value.ref_high,
                "phase": _phase_of_both(other.phase, value.phase),
                "time": other.time or value.time,
            }
        )
        told[twin] = _canonical(merged[twin])
        if told[twin][:-1] != now[:-1]:  # a unit that was filled in is another scale
            places[now[:-1]].remove(twin)
            insort(places[told[twin][:-1]], twin)
    return [
        fact.model_copy(update={"evidence": _once_each(evidence)}) if len(evidence) > len(fact.evidence) else fact
        for fact, evidence in zip(merged, united, strict=True)
    ]


def _phase_of_both(one: Phase | None, two: Phase | None) -> Phase | None:
    """The phase told first; but what a later telling calls the peak is more than a value of the follow-up."""
    return "peak" if (one, two) == ("follow_up", "peak") else one or two


def _same(one: tuple[object, ...], two: tuple[object, ...]) -> bool:
    return one[:-1] == two[:-1] and (one[-1] == two[-1] or one[-1] is None or two[-1] is None)


def _once_each(told: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(told))


def _united(values: Iterable[AntibodyResult | CmasScore | DrugCourse]) -> tuple[Evidence, ...]:
    return _once_each(evidence for value in values for evidence in value.evidence)


def _ck(case: Case) -> tuple[CkValue, ...]:
    started = _treated(case)
    values = [
        value if value.phase else value.model_copy(update={"phase": _by_story(value, order, started, index)})
        for index, (value, order) in enumerate(
            (m.value, order) for m, order in zip(case.mentions, case.orders, strict=True) if isinstance(m, CkMention)
        )
    ]
    return _in_order(_merge(values))


def _in_order(values: list[CkValue]) -> tuple[CkValue, ...]:
    """The course: values of the onset first, then as told; days counted from one anchor stand in order of time."""
    told = sorted(values, key=lambda value: value.phase != "onset")
    anchors = {value.time.since for value in told if value.time and value.time.since != "previous"}
    for since in sorted(anchors, key=str):
        places = [index for index, value in enumerate(told) if _day(value, since) is not None]
        ordered = sorted((told[index] for index in places), key=lambda value: _day(value, since) or 0.0)
        for place, value in zip(places, ordered, strict=True):
            told[place] = value
    return tuple(told)


def _day(value: CkValue, since: Since | None) -> float | None:
    """The day of a value on the clock of an anchor; of bounds the later one."""
    if value.time is None or value.time.since != since:
        return None
    return next((day for day in (value.time.days, value.time.high_days, value.time.low_days) if day is not None), None)


def _treated(case: Case) -> int | None:
    """The place of the first drug that the story tells as given."""
    return min(
        (
            order
            for m, order in zip(case.mentions, case.orders, strict=True)
            if isinstance(m, DrugMention) and m.value.status in ("given", "stopped") and m.value.rule != "drug.table"
        ),
        default=None,
    )


def _by_story(value: CkValue, order: int, started: int | None, index: int) -> Phase | None:
    """Before the first drug of the story a value is one of onset, behind it one of follow-up."""
    if value.evidence and value.evidence[0].table is not None:
        return None
    if started is None or order <= started:
        return "onset" if index == 0 else None
    return "follow_up" if index else None


def _labs(case: Case) -> tuple[LabValue, ...]:
    values = [m.value for m in case.mentions if isinstance(m, LabMention)]
    names = dict.fromkeys(value.analyte for value in values)
    return tuple(value for name in names for value in _merge([value for value in values if value.analyte == name]))


# ---- antibodies and CMAS ------------------------------------------------------------------------------------------


_SYNTHETASES = frozenset(
    {"anti-Jo-1", "anti-PL-7", "anti-PL-12", "anti-EJ", "anti-OJ", "anti-KS", "anti-Zo", "anti-Ha"}
)


def _antibodies(case: Case) -> tuple[AntibodyResult, ...]:
    """One result a name; what a title says fills gaps only. A positive panel adds nothing to its named members."""
    told = [m.value for m in case.mentions if isinstance(m, AntibodyMention) and m.value.rule not in _WEAK]
    weak = [m for m in case.mentions if isinstance(m, AntibodyMention) and m.value.rule in _WEAK]
    spoken = [m.value for m in (*case.caption, *weak) if isinstance(m, AntibodyMention)]
    alike: dict[str, list[AntibodyResult]] = {}
    for value in told:
        known = alike.get(value.name)
        if known is None or (known[0].result != "positive" and value.result == "positive"):
            alike[value.name] = [value]
        elif known[0].result == value.result:
            known.append(value)
    results = {name: _told_often(values, "titre") for name, values in alike.items()}
    for value in spoken:
        yields = (value.rule == SERONEGATIVE and results) or (
            value.rule == ALONE and excluded(value.name, results.values())
        )
        if value.name not in results and not yields:
            results[value.name] = value
    if any(value.result == "positive" for name, value in results.items() if name in _SYNTHETASES):
        results.pop("anti-ARS", None)  # "anti-PL-7 antisynthetase syndrome": told by its own name
    named = any(value.result == "positive" and name not in PANELS for name, value in results.items())
    return tuple(
        value for name, value in results.items() if not (named and name in PANELS and value.result == "positive")
    )


def _told_often(values: Sequence[R], *fields: str) -> R:
    """One result told by several mentions: the first, its gaps in these fields filled, with the evidence of all."""
    if len(values) == 1:
        return values[0]
    return values[0].model_copy(update={**_gaps_filled(values, *fields), "evidence": _united(values)})


def _cmas(case: Case) -> tuple[CmasScore, ...]:
    scores: defaultdict[float, list[CmasScore]] = defaultdict(list)
    for mention in case.mentions:
        if isinstance(mention, CmasMention):
            scores[mention.value.score].append(mention.value)
    return tuple(_told_often(values, "max", "phase", "time") for values in scores.values())


# ---- drugs --------------------------------------------------------------------------------------------------------


def _drugs(case: Case) -> tuple[DrugCourse, ...]:
    """One course a drug. The unnamed class adds nothing where one of its drugs is named.

    Immunoglobulin under the skin is a treatment of its own beside that into a vein.
    """
    told: defaultdict[tuple[str, bool, bool], list[DrugCourse]] = defaultdict(list)
    for mention in case.mentions:
        if isinstance(mention, DrugMention):
            value = mention.value
            apart = value.name == "immunoglobulin" and value.route == "subcutaneous"
            told[value.name, value.status == "not_given", apart].append(value)
    courses = {key: _joined(values) for key, values in told.items()}
    given = [
        course
        for (name, _, apart), course in courses.items()
        if not (course.status == "not_given" and (name, False, apart) in courses)
    ]
    named = {
        drugs()[course.name]["class"] for course in given if course.status != "not_given" and not _unnamed(course.name)
    }
    return tuple(course for course in given if not (_unnamed(course.name) and course.name in named))


def _unnamed(name: str) -> bool:
    """Whether a name is that of a whole class: glucocorticoid, statin, low molecular weight heparin."""
    return name == drugs()[name]["class"]


def _joined(told: list[DrugCourse]) -> DrugCourse:
    """All that is told of one drug."""
    known, *others = told
    if not others:
        return known
    doses: dict[tuple[object, ...], Dose] = {}
    for dose in (dose for course in told for dose in course.doses):
        twin = doses.get(_dose_key(dose))
        doses[_dose_key(dose)] = dose if twin is None else _fuller(twin, dose)
    return known.model_copy(
        update={
            "status": reduce(partial(_status, known.name), (course.status for course in told)),
            "doses": tuple(_once(list(doses.values()))),
            **_gaps_filled(told, "route", "interval_days", "duration_days", "count"),
            "events": _once_each(event for course in told for event in course.events),
            "evidence": _united(told),
        }
    )


def _status(name: str, known: Status, other: Status) -> Status:
    if "exposure" in (known, other) and drugs()[name]["class"] in EXPOSURES:
        return "exposure"
    return "stopped" if "stopped" in (known, other) else "given" if "given" in (known, other) else known


def _once(doses: list[Dose]) -> Iterator[Dose]:
    """The doses, without the "20 mg" of a table where the text tells the same amount as "20 mg/week".

    "1 g/kg" can be told apart from "1 g/kg monthly".
    """
    for dose in doses:
        told = (dose.amount, dose.low, dose.high, dose.unit, dose.basis)
        fuller = (other for other in doses if other.per in ("day", "week"))
        if dose.per is not None or told not in {(o.amount, o.low, o.high, o.unit, o.basis) for o in fuller}:
            yield dose


def _fuller(known: Dose, value: Dose) -> Dose:
    """A dose told twice, with what either telling says of its schedule and time."""
    filled = _gaps_filled((known, value), "interval_days", "duration_days", "count", "time")
    return known.model_copy(update=filled)


def _gaps_filled(told: Sequence[AntibodyResult | CmasScore | Dose | DrugCourse], *fields: str) -> dict[str, object]:
    """What the first telling leaves out is taken from the next that has it."""
    return {name: next((value for one in told if (value := getattr(one, name)) is not None), None) for name in fields}


def _dose_key(dose: Dose) -> tuple[object, ...]:
    return (dose.amount, dose.low, dose.high, dose.unit, dose.basis, dose.per)
