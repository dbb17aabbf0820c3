"""Rows and their dictionary: every column told, every id unique, every reference leading somewhere."""

from collections import Counter
from typing import Any, get_args

import pytest

from flows.delivery.cells import as_told, cell_text
from flows.delivery.dictionary import ColumnType, Row, tables
from flows.delivery.rows import article_rows
from schemas.mention import AgeMention, Level
from schemas.record import ArticleRecord, Origin
from schemas.values import Basis, DoseUnit, EventKind, Per, Phase, Result, Route, Sex, Since, Statistic, Status
from tests.flows.delivery.invented import invented, samples

EVERY_ROW = ("source_file", "doi", "article_id", "program", "rules", "vocabulary", "document_schema")


def rows(*records: ArticleRecord) -> list[tuple[str, Row]]:
    return [row for record in records for row in article_rows(record)]


def test_every_row_has_the_columns_of_its_table_and_no_others() -> None:
    named = {table: {column.name for column in columns} for table, columns in tables().items()}
    assert [
        (table, set(row) ^ named[table]) for table, row in rows(invented(), *samples()) if set(row) != named[table]
    ] == []


def test_there_is_a_row_of_every_table() -> None:
    assert {table for table, _ in rows(invented())} == set(tables())


def test_a_level_is_one_of_its_column_and_a_number_is_one() -> None:
    wrong = [
        (table, column.name, row[column.name])
        for table, row in rows(invented(), *samples())
        for column in tables()[table]
        if row[column.name] is not None and not fits(row[column.name], column.type, column.levels)
    ]
    assert wrong == []


def fits(value: Any, kind: str, levels: tuple[str, ...]) -> bool:
    if kind == "level":
        return value in levels
    if kind == "number":
        return isinstance(value, int | float)
    return isinstance(value, int if kind == "integer" else str)


@pytest.mark.parametrize("table", tables())
def test_every_column_is_told(table: str) -> None:
    columns = tables()[table]
    assert [column.name for column in columns if not column.meaning or column.type not in get_args(ColumnType)] == []
    assert [column.name for column in columns if (column.type == "level") != bool(column.levels)] == []
    assert len({column.name for column in columns}) == len(columns)
    assert {column.name for column in columns} >= set(EVERY_ROW)


@pytest.mark.parametrize(
    ("name", "closed"),
    {"sex": Sex, "origin": Origin, "phase": Phase, "time_since": Since, "route": Route, "status": Status}.items(),
)
def test_the_levels_of_a_column_are_those_of_the_record(name: str, closed: Any) -> None:
    columns = [column for columns in tables().values() for column in columns if column.name == name]
    assert {column.levels for column in columns} == {get_args(closed)}


@pytest.mark.parametrize(
    ("table", "name", "closed"),
    [
        ("antibodies", "result", Result),
        ("doses", "unit", DoseUnit),
        ("doses", "basis", Basis),
        ("doses", "per", Per),
        ("drug_events", "kind", EventKind),
        ("cohort", "statistic", Statistic),
        ("unlinked", "level", Level),
    ],
)
def test_the_levels_of_one_table_too(table: str, name: str, closed: Any) -> None:
    assert [column.levels for column in tables()[table] if column.name == name] == [get_args(closed)]


def test_the_kinds_of_unlinked_values_are_those_of_mentions() -> None:
    kinds = next(column.levels for column in tables()["unlinked"] if column.name == "kind")
    assert {mention.kind for mention in invented().unlinked} == set(kinds)
    assert AgeMention.model_fields["at"].default == "presentation"


def test_ids_are_unique_and_lead_somewhere() -> None:
    found = rows(invented(), *samples())
    ids = {table: [next(iter(row.values())) for name, row in found if name == table] for table in tables()}
    assert [table for table, keys in ids.items() if table != "evidence" and len({*keys}) < len(keys)] == []
    for table, key in (("patients", "patient_id"), ("drugs", "drug_id"), ("articles", "article_id")):
        assert {row[key] for _, row in found if key in row} <= {*ids[table]}
    assert all(row["row_id"] in ids[str(row["row_table"])] for table, row in found if table == "evidence")


def test_every_value_shows_its_words() -> None:
    shown = [
        row for table, row in rows(*samples()) if table in ("measurements", "antibodies", "drugs", "doses", "cohort")
    ]
    assert len(shown) > 200
    assert [row for row in shown if not row["quote"] or row["quote_start"] is None] == []


def test_a_row_of_evidence_for_each_place() -> None:
    places = Counter(row["shows"] for table, row in rows(invented()) if table == "evidence")
    case = invented().cases[0]
    assert (places["age"], places["sex"], places["time"]) == (len(case.age_evidence), 1, 5)


# ---- cells

FORMULAS = [
    "=1+1",
    "+1",
    "-1 SD",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "  =1",
    "\n=1",
    "＝1+1",
    "'=1",
    "''=1",
    "=",
    "'",
    "it's",
    "",
    "5",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_a_formula_and_every_text_comes_back(text: str) -> None:
    cell = cell_text(text)
    assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))
    assert as_told(cell) == text


@pytest.mark.parametrize(
    ("value", "shown"), [(-0.5, "-0.5"), (7300.0, "7300"), (9 + 2 / 12, "9.166666666666666"), (3, "3"), (None, "")]
)
def test_numbers_stay_numbers(value: float | None, shown: str) -> None:
    assert cell_text(value) == shown
