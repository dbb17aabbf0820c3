"""Tables of patients that lost their columns: one cell a line."""

import pytest

from extractors.readers.text import document_of_text
from schemas.document import Document, Table

ROWS = [
    ["Sex", "M", "F", "F"],
    ["Age at onset (yr)", "13.8", "12.1", "7.3"],
    ["Peak CK (IU/L)", "23,410", "16,075", "8,940"],
    ["Drugs", "IVIG", "MTX", "none"],
]
NAMES = ["Patient 1", "Patient 2", "Patient 3"]
AFTER = "All three children were followed for two years, and none of them was lost to the study in this time."


def article(*cells: str) -> Document:
    text = "\n\n".join(["We saw three children.", "Table 2. Findings", *cells, AFTER])
    return document_of_text(text, source="a.txt")


def flat(rows: list[list[str]]) -> list[str]:
    return [cell for row in rows for cell in row]


def printed(document: Document, table: Table) -> list[list[str]]:
    rows = [[""] * table.column_count for _ in range(table.row_count)]
    for cell in table.cells:
        rows[cell.row][cell.column] = document.quote(cell)
    return rows


def test_names_then_row_after_row() -> None:
    document = article(*NAMES, *flat(ROWS))
    (table,) = document.tables
    assert table.patients == "columns"
    assert printed(document, table) == [["", *NAMES], *ROWS]
    assert document.blocks[-1].kind == "paragraph"
    assert document.quote(document.blocks[-1]) == AFTER


@pytest.mark.parametrize("place", [5, 9, 13])
def test_what_belongs_to_the_page_is_passed_over(place: int) -> None:
    cells = flat(ROWS)
    cells[place:place] = ["Whitlow et al.", "Myology Reports 9 (2023) 100–106", "103"]
    document = article("Item", *NAMES, *cells)
    (table,) = document.tables
    assert printed(document, table)[1:] == ROWS


@pytest.mark.parametrize(
    "cells",
    [
        [*NAMES, *flat(ROWS[:2])],  # two rows
        ["Patient 1", "Patient 3", *flat(ROWS)],  # names that do not count on
        [*NAMES, "Yes", "No", "No", "Yes", "No", "Yes", "No", "No", "Yes"],  # no labels
    ],
)
def test_what_is_no_such_table(cells: list[str]) -> None:
    assert not [table for table in article(*cells).tables if table.patients == "columns"]


def test_a_table_with_tabs_goes_on_behind_a_page_end() -> None:
    head = "\tPatient 1\tPatient 2\nSex\tgirl\tboy\nCK (U/L)\t4,100\t900\n"
    text = f"We saw two.\n\nTable 1. Findings\n{head}\nWhitlow et al.\n103\n\nANA\t1:160\tnegative\n\n{AFTER}"
    document = document_of_text(text, source="a.txt")
    (table,) = document.tables
    assert printed(document, table)[-1] == ["ANA", "1:160", "negative"]
    assert all("103" not in document.quote(cell) for cell in table.cells)


SEVERAL_LINES = [
    ["Sex", "M", "F"],
    ["Antibodies", "Anti-SRP +\nAnti-Ro52 +", "Anti-SRP negative"],
    ["Peak CK (IU/L)", "23,410", "16,075"],
    ["Drugs", "Prednisone 50 mg/day, then 20 mg/day for two months; methotrexate 15 mg a week; IVIG", "none\nat first"],
]


def test_the_lines_of_a_cell_that_stands_apart_belong_together() -> None:
    document = article(*NAMES[:2], *flat(SEVERAL_LINES))
    (table,) = document.tables
    assert printed(document, table) == [["", *NAMES[:2]], *SEVERAL_LINES]
    assert document.quote(document.blocks[-1]) == AFTER


def test_the_number_of_a_page_below_its_running_head_ends_what_is_of_the_page() -> None:
    cells = flat(ROWS)
    document = article(*NAMES, *cells[:10], "Doe et al.\nMuscle Reports 4 (2021) 7–12\n9", *cells[10:])
    (table,) = document.tables
    assert printed(document, table) == [["", *NAMES], *ROWS]


def test_numbers_below_patient_are_names() -> None:
    document = article("Patient", "1", "2", *flat([row[:3] for row in ROWS]))
    (table,) = document.tables
    assert table.patients == "columns"
    assert printed(document, table) == [["Patient", "1", "2"], *(row[:3] for row in ROWS)]
