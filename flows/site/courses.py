"""A patient's values in the order of time: on an axis of days where the text gives them, else one after the other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from flows.site.wording import dose_words, plain, readable
from schemas.record import CaseRecord
from schemas.values import CkValue, CmasScore, Dose, DrugCourse, DrugEvent, TimePoint

_PER_UNIT = {"U/L": 1.0, "IU/L": 1.0, "UI/L": 1.0, "µkat/L": 60.0, None: 1.0}
_BEGINS = {"started", "given", "resumed"}
_UNTOLD = "time not told"


@dataclass(frozen=True)
class Point:
    """A value at a place of the axis; ``label`` is when, in the article's words."""

    x: float
    y: float
    label: str
    words: str


@dataclass(frozen=True)
class Bar:
    """A drug; ``start`` and ``end`` are None where the text gives no time that could be placed."""

    name: str
    words: str
    start: float | None = None
    end: float | None = None


@dataclass(frozen=True)
class Course:
    """What is drawn of a patient. ``origin`` is what the days count from; None: the axis is the order, not time.

    ``upper_reference`` is the upper end of the printed reference range of CK in U/L.
    """

    ck: tuple[Point, ...]
    cmas: tuple[Point, ...]
    drugs: tuple[Bar, ...]
    origin: str | None
    upper_reference: float | None = None

    @property
    def worth_drawing(self) -> bool:
        """Whether there is a course to be seen: two values of one kind, or a drug at its time."""
        return len(self.ck) > 1 or len(self.cmas) > 1 or any(bar.start is not None for bar in self.drugs)


def course_of(case: CaseRecord) -> Course:
    """The course of one patient. CK is in U/L; multiples of the upper limit of normal are not drawn."""
    ck = [value for value in case.ck if value.unit in _PER_UNIT and _level(value) is not None]
    cmas = list(case.cmas)
    origin, days = _days((*ck, *cmas), case.drugs)
    bars = tuple(_bar(drug, days) for drug in case.drugs if drug.status in {"given", "stopped"})
    places = days if origin else _order((ck, cmas))
    high = next((value.ref_high * _PER_UNIT[value.unit] for value in ck if value.ref_high), None)
    return Course(_points(ck, places), _points(cmas, places), bars, origin, high)


def _points(values: Iterable[CkValue | CmasScore], places: dict[int, float]) -> tuple[Point, ...]:
    return tuple(sorted((_point(value, places[id(value)]) for value in values), key=lambda point: point.x))


def _level(value: CkValue) -> float | None:
    numbers = [number for number in (value.value, value.low, value.high) if number is not None]
    level = sum(numbers) / len(numbers) * _PER_UNIT[value.unit] if numbers else 0
    return level if level > 0 else None


def _point(value: Any, x: float) -> Point:
    label = _when(value)
    if isinstance(value, CmasScore):
        return Point(x, value.score, label, f"{value.score:g}{f' of {value.max}' if value.max else ''} ({label})")
    level = _level(value) or 0
    sign = "" if value.comparator == "=" else f"{value.comparator} "
    return Point(x, level, label, f"{sign}{level:,.0f} U/L ({label})")


def _when(value: Any) -> str:
    if value.time is not None:
        return plain(value.time.printed)
    return readable(value.phase) if value.phase else _UNTOLD


# ---- days


def _days(values: Sequence[Any], drugs: Iterable[DrugCourse]) -> tuple[str | None, dict[int, float]]:
    """What the days count from, and the day of each value and event by its identity.

    No day is told where the text counts from several moments, or leaves the time of a value open. A value at onset is
    day 0: that is what the phase means.
    """
    times = [each.time for each in values if each.time] + [event.time for drug in drugs for event in drug.events]
    times += [dose.time for drug in drugs for dose in drug.doses]
    origins = {time.since or "" for time in times if time and time.days is not None} - {"previous"}
    if len(origins) > 1:
        return None, {}
    days: dict[int, float] = {}
    for series in (CkValue, CmasScore):
        last: float | None = None
        for value in (each for each in values if isinstance(each, series)):
            last = _day(value.time, value.phase == "onset", last)
            if last is not None:
                days[id(value)] = last
    events: list[DrugEvent] = [event for drug in drugs for event in drug.events]
    doses: list[Dose] = [dose for drug in drugs for dose in drug.doses]
    for told in chain[DrugEvent | Dose](events, doses):
        day = _day(told.time, at_onset=False, last=None)
        if day is not None:
            days[id(told)] = day
    placed = [days[id(value)] for value in values if id(value) in days]
    moments = set(days.values())
    if len(placed) < len(values) or len(moments) < 2:
        return None, days
    return f"days from {readable(origins.pop() or 'the first value') if origins else 'the first value'}", days


def _day(time: TimePoint | None, at_onset: bool, last: float | None) -> float | None:
    if time is None:
        return 0.0 if at_onset else None
    if time.days is None:
        return None
    if time.since == "previous":
        return None if last is None else last + time.days
    return time.days


def _bar(drug: DrugCourse, days: dict[int, float]) -> Bar:
    words = ", ".join(filter(None, (drug.route, *map(dose_words, drug.doses))))
    starts = [days[id(event)] for event in drug.events if event.kind in _BEGINS and id(event) in days]
    starts += [days[id(dose)] for dose in drug.doses if id(dose) in days]
    ends = [days[id(event)] for event in drug.events if event.kind == "stopped" and id(event) in days]
    if not starts:
        return Bar(drug.name, words)
    lengths = [dose.duration_days for dose in drug.doses if dose.duration_days]
    end = max(ends) if ends else min(starts) + max(lengths) if lengths else None
    return Bar(drug.name, words, min(starts), end)


# ---- order


def _order(series: Sequence[Sequence[Any]]) -> dict[int, float]:
    """Places 0, 1, ...: onset first, then as told. Values of two kinds told with the same words share a place."""
    slots: dict[tuple[str, int], list[Any]] = {}
    for values in series:
        seen: dict[str, int] = {}
        for value in values:
            label = _when(value)
            seen[label] = seen.get(label, 0) + 1
            slots.setdefault((label, seen[label]), []).append(value)
    told = sorted(slots.values(), key=lambda values: (values[0].phase != "onset", values[0].evidence[0].start))
    return {id(value): float(place) for place, values in enumerate(told) for value in values}
