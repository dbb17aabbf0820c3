"""Values in words: what a card says of them. Gold's entries and the record's values have the same names."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from flows.printing.patients import number
from schemas.gold import GoldField


class Words(NamedTuple):
    """``main`` is the value, ``notes`` what is said besides, ``state`` what sets it apart ("negative", "not given")."""

    main: str
    notes: tuple[str, ...] = ()
    state: str | None = None


LABELS: dict[GoldField, str] = {
    "sex": "Sex",
    "age": "Age",
    "ck": "CK",
    "antibodies": "Antibodies",
    "cmas": "CMAS",
    "drugs": "Drugs",
    "labs": "Laboratory",
    "cohort": "Groups",
}

_UNSHOWABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_STATES = {"not_given": "not given", "exposure": "exposure", "stopped": "stopped"}


def words_of(field: GoldField, value: Any) -> Words:
    """One value of a record or of gold in words."""
    if field == "sex":
        return Words(str(value))
    if field == "age":
        return Words(f"{number(round(float(value), 2))} years")
    if field == "antibodies":
        return Words(value.name, _told(f"titre {value.titre}" if value.titre else ""), value.result)
    if field == "cmas":
        bound = f" / {value.max}" if value.max else ""
        return Words(f"{number(value.score)}{bound}", _told(*_when(value)))
    if field == "drugs":
        return _drug(value)
    if field == "cohort":
        return _cohort(value)
    name = f"{value.analyte} " if field == "labs" else ""
    return Words(f"{name}{measured(value)}", _told(*_when(value), _reference(value)))


def measured(value: Any) -> str:
    """A number with its sign and unit: ``> 10000 U/L``, ``400–600 U/L``."""
    sign = "" if value.comparator == "=" else f"{value.comparator} "
    return f"{sign}{_amount(value.value, value.low, value.high)} {value.unit or ''}".strip()


def dose_words(dose: Any) -> str:
    """A dose as it is typed: ``1-2 mg/kg/day``."""
    basis, per = (f"/{part}" if part else "" for part in (dose.basis, dose.per))
    amount = _amount(dose.amount, dose.low, dose.high, dash="-")
    return f"{amount} {dose.unit or ''}{basis}{per}".strip()


def plain(text: str) -> str:
    """An article's words on one line, without the characters that no page and no picture may hold."""
    return " ".join(_UNSHOWABLE.sub(" ", text).split())


def readable(name: str) -> str:
    """A name of our own schema for a reader: ``follow_up`` is "follow-up"."""
    return {"follow_up": "follow-up"}.get(name, name.replace("_", " "))


def _drug(drug: Any) -> Words:
    notes = [drug.route or "", *map(_full_dose, drug.doses)]
    notes += [_event(event) for event in getattr(drug, "events", ())]
    return Words(drug.name, _told(*notes), _STATES.get(drug.status))


def _full_dose(dose: Any) -> str:
    more = [f"{dose.count} times"] if getattr(dose, "count", None) else []
    if getattr(dose, "duration_days", None):
        more.append(f"for {number(round(dose.duration_days, 1))} days")
    return " ".join((dose_words(dose), *more, *_time(dose)))


def _event(event: Any) -> str:
    target = f" to {event.to}" if event.to else ""
    return " ".join((f"{event.kind}{target}", *_time(event)))


def _cohort(finding: Any) -> Words:
    amount = _amount(finding.value, finding.low, finding.high)
    spread = f" ± {number(finding.sd)}" if finding.sd is not None else ""
    unit = "%" if finding.statistic == "percent" else f" {finding.unit}" if finding.unit else ""
    main = f"{readable(finding.measure)}: {finding.statistic} {amount}{spread}{unit}"
    counts = [number(count) for count in (finding.count, finding.n) if count is not None]
    whole = f"{' of '.join(counts)}" if finding.count is not None else "".join(f"n = {count}" for count in counts)
    return Words(main, _told(finding.population, whole))


def _when(value: Any) -> Iterator[str]:
    if value.phase:
        yield readable(value.phase)
    yield from _time(value)


def _time(value: Any) -> Iterator[str]:
    time = getattr(value, "time", None)
    if time is not None:
        yield f"“{plain(time.printed)}”"


def _reference(value: Any) -> str:
    low, high = value.ref_low, value.ref_high
    if high is None:
        return "" if low is None else f"reference from {number(low)}"
    return f"reference {number(low)}–{number(high)}" if low is not None else f"reference up to {number(high)}"


def _amount(value: float | None, low: float | None, high: float | None, dash: str = "–") -> str:
    if value is not None:
        return number(value)
    return dash.join(number(bound) for bound in (low, high) if bound is not None)


def _told(*notes: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, notes)))
