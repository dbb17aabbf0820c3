"""What was made of the print, step by step: from "13.150 UI/l" to 13150 UI/L. As far as value and print tell."""

import re
from collections.abc import Iterator
from typing import Any

from flows.lineage.record_fields import Value
from flows.printing.patients import number
from flows.printing.units import common_unit

_NUMBER = re.compile(r"\d(?:[\d.,'\s\u00a0\u2009]*\d)?")
_POWER = re.compile(r"[x×*]\s?10\s?\^?\s?(\d+)")
_THOUSAND = re.compile(r"\d\s?k\b|thousand", re.IGNORECASE)
_SIGNS = {">": "more than (or at least) this", "<": "less than (or at most) this", "~": "about this"}
_NUMBERS = ("value", "low", "high", "score", "amount")
_SMALL_TIMES = {"month": 12, "week": 52, "day": 365}


def steps(value: Value, context: str | None = None) -> Iterator[str]:
    """Each step in a sentence; ``context`` are the words around, where they are known."""
    told = value.told
    printed = " ".join(value.printed.split())
    yield from _number_steps(printed, told)
    if told.get("comparator", "=") != "=":
        yield f"comparator {told['comparator']}: {_SIGNS[str(told['comparator'])]}"
    yield from _unit_steps(printed, told, context)
    if value.field == "age":
        yield from _age_steps(value, context)
    yield from _name_steps(printed, value)
    yield from _time_steps(told)


def _number_steps(printed: str, told: dict[str, Any]) -> Iterator[str]:
    known = {float(told[key]) for key in _NUMBERS if isinstance(told.get(key), int | float)}
    for match in _NUMBER.finditer(printed):
        for digits, how in _readings(match.group()):
            if digits in known and how:
                yield f'{how}: "{match.group()}" is {number(digits)}'
                break
    if power := _POWER.search(printed):
        yield f'power of ten: "{power.group()}" multiplies by {10 ** int(power[1]):,}'
    elif _THOUSAND.search(printed):
        yield "thousands in a word: multiplied by 1,000"


def _readings(digits: str) -> Iterator[tuple[float, str]]:
    """What printed digits can mean, and by which separators; "" where none is to be told."""
    if re.fullmatch(r"\d+(?:\.\d+)?", digits):
        yield float(digits), ""
    for separator, name in ((",", "commas"), (".", "points"), ("'", "apostrophes"), (" ", "spaces")):
        mark = re.escape(separator) if separator != " " else r"\s"
        if re.fullmatch(rf"\d{{1,3}}(?:,?{mark}\d{{3}})+(?:\.\d+)?", digits):
            yield float(re.sub(rf"{mark}|,", "", digits)), f"{name} part thousands"
    if re.fullmatch(r"\d+,\d+", digits):
        yield float(digits.replace(",", ".")), "decimal comma"


def _unit_steps(printed: str, told: dict[str, Any], context: str | None) -> Iterator[str]:
    unit = told.get("unit")
    if unit is None:
        if "comparator" in told or "score" in told:
            yield "no unit is printed with it, and none was put in" if "score" not in told else "a score has no unit"
        return
    if unit == "xULN":
        yield "a multiple of the upper limit of normal is kept as such (xULN)"
    elif str(unit) not in printed:
        beside = context and str(unit).casefold() in context.casefold()
        yield f"unit {unit} from the words around" if beside else f"unit spelled canonically: {unit}"
    factor, common = common_unit(str(unit))
    if factor != 1:
        shown = told.get("value")
        so = f": {number(float(shown) * factor)} {common}" if isinstance(shown, int | float) else ""
        yield f"{unit} x {factor:g} = {common} wherever values are compared{so}; the record keeps {unit}"
    elif common != unit:
        yield f"{unit} counts as {common} wherever values are compared"


def _age_steps(value: Value, context: str | None) -> Iterator[str]:
    years = value.told["age_years"]
    words = f"{value.printed} {context or ''}".casefold()
    parts = [name for name in _SMALL_TIMES if name in value.printed.casefold()]
    parts = parts or [name for name in _SMALL_TIMES if f"({name}" in words and "year" not in words]
    assert isinstance(years, int | float)  # noqa: S101 - for the type checker
    if parts:
        divided = ", ".join(f"{name}s / {_SMALL_TIMES[name]}" for name in parts)
        yield f"age in years: {divided}, which gives {number(round(years, 4))}"
    if value.case and value.case.age_also:
        others = ", ".join(map(number, value.case.age_also))
        yield f"of several ages told the one at onset, else at presentation; the others ({others}) are age_also"


def _name_steps(printed: str, value: Value) -> Iterator[str]:
    name, told = value.name, value.told
    if (
        value.field in ("drugs", "antibodies", "labs")
        and value.of is None
        and name.casefold() not in printed.casefold()
    ):
        kind = {"drugs": "the INN", "antibodies": "the canonical name", "labs": "the canonical analyte"}[value.field]
        if value.field != "labs":
            yield f'"{printed}" is {name} ({kind})'
    codes = [f"{key.upper()} {told[key]}" for key in ("atc", "rxnorm", "loinc", "ucum") if told.get(key)]
    if codes:
        yield f"codes of the vocabulary: {', '.join(codes)}"


def _time_steps(told: dict[str, Any]) -> Iterator[str]:
    for key in ("interval_days", "duration_days"):
        if told.get(key) is not None:
            yield f"{key.replace('_days', '')} in days: {number(float(told[key]))} (a month is 30.4375, a year 365.25)"
    time = told.get("time")
    if isinstance(time, dict):
        bounds = [number(float(time[key])) for key in ("days", "low_days", "high_days") if time.get(key) is not None]
        since = f" from {time['since']}" if time.get("since") else ""
        yield f'time "{time["printed"]}": {" to ".join(bounds) or "no number of"} days{since} ({time["rule"]})'
