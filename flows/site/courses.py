"""A patient's values in the order of time: on an axis of days where the text gives them, else in that of telling."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from flows.site.wording import plain, readable
from schemas.record import CaseRecord
from schemas.values import CkValue, CmasScore, Dose, DrugCourse, DrugEvent, TimePoint

_PER_UNIT = {"U/L": 1.0, "IU/L": 1.0, "UI/L": 1.0, "µkat/L": 60.0, None: 1.0}
_BEGINS = {"started", "given", "resumed"}
_ENDS = {"stopped", "switched"}
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
    """A drug from ``start`` (None: it has no place on the axis) to ``end`` (None: no end is told)."""

    name: str
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
        timed = self.origin is not None and any(bar.start is not None for bar in self.drugs)
        return len(self.ck) > 1 or len(self.cmas) > 1 or timed


def course_of(case: CaseRecord) -> Course:
    """The course of one patient. CK is in U/L; multiples of the upper limit of normal are not drawn."""
    ck = [value for value in case.ck if value.unit in _PER_UNIT and _level(value) is not None]
    cmas = list(case.cmas)
    drugs = [drug for drug in case.drugs if drug.status in {"given", "stopped"}]
    origin, days = _days((*ck, *cmas), drugs)
    if origin:
        places, bars = days, tuple(_bar(drug, days) for drug in drugs)
    else:
        slots = _slots((ck, cmas))
        places = {id(value): float(place) for place, slot in enumerate(slots) for value in slot}
        bars = tuple(_told_bar(drug, slots) for drug in drugs)
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
    starts = [days[id(event)] for event in drug.events if event.kind in _BEGINS and id(event) in days]
    starts += [days[id(dose)] for dose in drug.doses if id(dose) in days]
    ends = [days[id(event)] for event in drug.events if event.kind in _ENDS and id(event) in days]
    if not starts:
        return Bar(drug.name)
    lengths = [dose.duration_days for dose in drug.doses if dose.duration_days]
    end = max(ends) if ends else min(starts) + max(lengths) if lengths else None
    return Bar(drug.name, min(starts), end)


# ---- order


def _slots(series: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """The values place by place: onset first, then as told. Two kinds told with the same words share a place."""
    slots: dict[tuple[str, int], list[Any]] = {}
    for values in series:
        seen: dict[str, int] = {}
        for value in values:
            label = _when(value)
            seen[label] = seen.get(label, 0) + 1
            slots.setdefault((label, seen[label]), []).append(value)
    return sorted(slots.values(), key=lambda values: (not _at_onset(values), values[0].evidence[0].start))


def _told_bar(drug: DrugCourse, slots: Sequence[Sequence[Any]]) -> Bar:
    """A drug between the values that are told before it and behind it; what only a table tells has no such place."""
    begins = [*_prose(event for event in drug.events if event.kind in _BEGINS), *_prose([drug])]
    ends = _prose(event for event in drug.events if event.kind in _ENDS)
    if not begins:
        return Bar(drug.name)
    start = _behind(begins[0], slots)
    end = _behind(ends[-1], slots) if ends else None
    return Bar(drug.name, start, end if end is not None and end > start else None)


def _prose(told: Iterable[Any]) -> list[int]:
    return [words.start for each in told for words in each.evidence[:1] if words.table is None]


def _behind(start: int, slots: Sequence[Sequence[Any]]) -> float:
    """The place behind all values at onset and all that are told before the character ``start``."""
    before = [slot for slot in slots if _at_onset(slot) or slot[0].evidence[0].start < start]
    return len(before) - 0.5


def _at_onset(values: Sequence[Any]) -> bool:
    return bool(values[0].phase == "onset")
