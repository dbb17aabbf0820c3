"""What is written, read back: tables of each form as rows with numbers, and these as the facts of ``told``."""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
from openpyxl.utils.escape import unescape

from flows.delivery.cells import as_told
from flows.delivery.dictionary import tables
from flows.delivery.redcap import INSTRUMENTS, code
from tests.flows.delivery.told import Fact, to_a_millionth

Tables = dict[str, list[dict[str, Any]]]
TYPES = {(table, column.name): column.type for table, columns in tables().items() for column in columns}


def csv_tables(folder: Path) -> Tables:
    return {table: [_typed(table, row) for row in csv_rows(folder / f"{table}.csv")] for table in tables()}


def csv_rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _typed(table: str, row: dict[str, str]) -> dict[str, Any]:
    return {name: _value(TYPES[table, name], cell) for name, cell in row.items()}


def _value(kind: str, cell: str) -> Any:
    if not cell:
        return None
    return float(cell) if kind == "number" else int(cell) if kind == "integer" else as_told(cell)


def json_tables(file: Path) -> Tables:
    found: Tables = json.loads(file.read_text(encoding="utf-8"))["tables"]
    return found


def parquet_tables(folder: Path) -> Tables:
    return {table: pq.read_table(folder / f"{table}.parquet").to_pylist() for table in tables()}


def xlsx_tables(file: Path) -> Tables:
    book = openpyxl.load_workbook(file, read_only=True)
    found = {}
    for table in tables():
        heads, *rows = book[table].iter_rows(values_only=True)
        found[table] = [dict(zip(heads, map(_unescaped, row), strict=True)) for row in rows]
    return found


def _unescaped(cell: Any) -> Any:
    """A text that looks like the escape of a character is escaped itself, which openpyxl leaves to its user."""
    return unescape(cell) if isinstance(cell, str) else cell


def redcap_tables(folder: Path) -> Tables:
    """The instruments as the tables they are of; choices by their dictionary."""
    labels = {row["Variable / Field Name"]: _choices(row) for row in csv_rows(folder / "data_dictionary.csv")}
    found: Tables = {form.table: [] for form in INSTRUMENTS}
    patients: dict[str, dict[str, Any]] = {}
    for row in csv_rows(folder / "import.csv"):
        form = next(form for form in INSTRUMENTS if form.name == (row["redcap_repeat_instrument"] or "patient"))
        told: dict[str, Any] = {}
        for column in form.columns:
            field = form.field(column)
            cell = row[field]
            told[column.name] = labels[field].get(cell) if labels[field] else _value(column.type, cell)
        patient = patients.setdefault(row["record_id"], told)
        article = {name: patient[name] for name in ("source_file", "doi", "article_id")}
        found[form.table].append({"patient_id": row["record_id"], "patient": patient["label"], **article, **told})
    return found


def _choices(entry: dict[str, str]) -> dict[str, str]:
    choices = entry["Choices, Calculations, OR Slider Labels"]
    pairs = (choice.split(", ", 1) for choice in choices.split(" | ") if choice)
    return {key: label for key, label in pairs if key == code(label)}


def table_facts(found: Tables) -> set[Fact]:
    """The facts of tables, whichever of them there are."""
    return set(_table_facts(found))


def _table_facts(found: Tables) -> Iterator[Fact]:
    yield from _articles(found)
    for row in found["patients"]:
        yield from _patient(row)
    for row in found["measurements"]:
        yield from _measurement(row)
    for row in found["antibodies"]:
        who = (row["article_id"], row["patient"])
        yield "antibodies", *who, row["name"], row["result"]
        if row["titre"]:
            yield "titres", *who, row["name"], row["titre"]
        yield from _value_facts(row)
    yield from _drugs(found)
    for row in found.get("cohort", ()):
        numbers = tuple(row[name] for name in ("value", "low", "high", "sd", "unit", "count", "n"))
        yield "cohort findings", row["article_id"], row["population"], row["measure"], row["statistic"], numbers
    for row in found.get("unlinked", ()):
        unit = None if row["kind"] == "age" else row["unit"]
        numbers = (row["value"], row["low"], row["high"], unit, row["comparator"])
        level = None if row["level"] == ("group" if row["kind"] == "cohort" else "patient") else row["level"]
        yield "unlinked values", row["article_id"], row["kind"], row["printed"], level, row["cue"], row["rule"], numbers
    for row in found.get("findings", ()):
        yield "findings", row["article_id"], row["kind"], row["severity"], row["message"]
    for row in found.get("cross_checks", ()):
        counts = (row["agreed"], row["differing"])
        yield "other files", row["article_id"], row["other_file"], row["other_reader"], row["other_id"], *counts
    for row in found.get("evidence", ()):
        yield from _place(row)


def _articles(found: Tables) -> Iterator[Fact]:
    for row in found.get("articles", found["patients"]):
        for name in ("program", "rules", "readers", "vocabulary", "document_schema"):
            yield "versions", row["article_id"], name, row[name]
        told = (
            "source_file",
            "title",
            "doi",
            "pmid",
            "pmcid",
            "first_author",
            "journal",
            "year",
            "article_type",
            "reader",
        )
        yield from (("articles", row["article_id"], name, row[name]) for name in told if row.get(name) is not None)


def _patient(row: dict[str, Any]) -> Iterator[Fact]:
    who = (row["article_id"], row["label"])
    yield "patients", *who
    yield "origin", *who, row["origin"], row["citation"]
    yield from (("other names", *who, name) for name in (row["also_called"] or "").split(" | ") if name)
    if row["also_reported"]:
        other = re.fullmatch(r"(.+) of (\S+), citing (.+?) \((.+), ([\d.]+)\): (.*)", row["also_reported"])
        assert other
        yield "other reports", *who, *other.groups()
    if row["sex"]:
        yield "sex", *who, row["sex"]
    if row["age_years"] is not None:
        yield "age, to the month", *who, round(row["age_years"] * 12)
    yield from (("other ages", *who, float(age)) for age in str(row["age_also"] or "").split(" | ") if age)
    yield from _place(row)
    for shown in ("sex", "age"):
        if row[f"{shown}_quote"]:
            yield "words", row["article_id"], row[f"{shown}_start"], row[f"{shown}_end"], row[f"{shown}_quote"]


def _measurement(row: dict[str, Any]) -> Iterator[Fact]:
    who = (row["article_id"], row["patient"])
    name = row["analyte"]
    numbers: Fact = (row["value"], row["low"], row["high"])
    if row["kind"] == "cmas":
        numbers = (row["value"],)
        yield "CMAS", *who, row["value"]
        if row["maximum"]:
            yield "maximum of CMAS", *who, row["value"], row["maximum"]
    elif row["kind"] == "ck":
        yield "CK", *who, *numbers, row["comparator"] or "=", row["unit"]
    else:
        yield "laboratory values", *who, name, *numbers, row["comparator"] or "=", row["unit"]
    for bound in ("ref_low", "ref_high"):
        if row[bound] is not None:
            yield "reference ranges", *who, name, numbers, bound, row[bound]
    codes = (row["loinc"], row["ucum"])
    yield from (("LOINC and UCUM", *who, name, row["unit"], each) for each in codes if each)
    if row["phase"]:
        yield "phases", *who, name, *numbers, row["phase"]
    yield from _time(who, (name, *numbers), row)
    yield from _value_facts(row)


def _drugs(found: Tables) -> Iterator[Fact]:
    for row in found["drugs"]:
        who = (row["article_id"], row["patient"])
        yield ("drugs not given" if row["status"] == "not_given" else "drugs", *who, row["name"])
        yield "status of drugs", *who, row["name"], row["status"]
        if row["route"]:
            yield "routes", *who, row["name"], row["route"]
        yield from (("ATC and RxNorm", *who, row["name"], row[name]) for name in ("atc", "rxnorm") if row[name])
        yield from _schedule(who, row["name"], None, row)
        yield from _value_facts(row)
    for row in found["doses"]:
        who = (row["article_id"], row["patient"])
        amount = tuple(row[name] for name in ("amount", "low", "high", "unit", "basis", "per"))
        yield "doses", *who, row["drug"], amount
        yield from _schedule(who, row["drug"], amount, row)
        yield from _time(who, (row["drug"], amount), row)
        yield "spellings", *who, row["printed"]
        yield from _place(row)
    for row in found["drug_events"]:
        who = (row["article_id"], row["patient"])
        yield "events of drugs", *who, row["drug"], row["kind"], row["switched_to"]
        yield from _time(who, (row["drug"], row["kind"]), row)
        yield from _value_facts(row)


def _schedule(who: Fact, name: str, amount: Fact | None, row: dict[str, Any]) -> Iterator[Fact]:
    for part in ("interval_days", "duration_days", "count"):
        if row[part] is not None:
            yield "schedules", *who, name, amount, part, row[part]


def _time(who: Fact, what: Fact, row: dict[str, Any]) -> Iterator[Fact]:
    if row["time_printed"]:
        days = tuple(row[name] for name in ("time_days", "time_low_days", "time_high_days", "time_since"))
        yield "times", *who, *what, row["time_printed"], *days


def _value_facts(row: dict[str, Any]) -> Iterator[Fact]:
    who = (row["article_id"], row["patient"])
    yield "spellings", *who, row["printed"]
    yield "rules", *who, row["printed"], row["rule"]
    yield from _place(row)


def _place(row: dict[str, Any]) -> Iterator[Fact]:
    if row["quote"] is None:
        return
    article, start = row["article_id"], row["quote_start"]
    yield "words", article, start, row["quote_end"], row["quote"]
    if row["page"] is not None:
        yield "pages", article, start, row["page"]
    if row.get("x0") is not None:
        yield "boxes", article, start, to_a_millionth(row[edge] for edge in ("x0", "top", "x1", "bottom"))
    if row["cell_table"] is not None:
        yield "table cells", article, start, row["cell_table"], row["cell_row"], row["cell_column"]
