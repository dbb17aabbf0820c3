"""Tables of laboratory values as authors print them, in each layout that a conversion to text leaves."""

import re
import textwrap

import pytest

from extractors.nlp import extract
from extractors.readers.text import document_of_text
from schemas.record import CaseRecord

Rows = list[list[str]]


def rows(table: str) -> Rows:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def tabs(table: Rows) -> str:
    return "\n".join("\t".join(row) for row in table)


def columns(table: Rows, width: int = 60) -> str:
    """Columns of spaces; a cell wider than ``width`` goes on in the next line."""
    widths = [min(width, max(len(row[place]) for row in table)) for place in range(len(table[0]))]
    lines = []
    for row in table:
        cells = [textwrap.wrap(cell, widths[place], break_long_words=False) or [""] for place, cell in enumerate(row)]
        for at in range(max(map(len, cells))):
            printed = [cell[at] if at < len(cell) else "" for cell in cells]
            lines.append("   ".join(words.ljust(size) for words, size in zip(printed, widths, strict=True)).rstrip())
    return "\n".join(lines)


def wrapped(table: Rows) -> str:
    return columns(table, 16)


def printed_cells(table: Rows) -> Rows:
    """What is left of each row: an open corner is lost, and so is what stands beside a title of rows."""
    return [[cell or "-" for place, cell in enumerate(row) if cell or (place and any(row[1:]))] for row in table]


def cell_by_cell(table: Rows) -> str:
    return "\n\n".join(cell for row in printed_cells(table) for cell in row)


def line_by_line(table: Rows) -> str:
    return "\n".join(cell for row in printed_cells(table) for cell in row)


def row_by_row(table: Rows) -> str:
    return "\n\n".join("\n".join(row) for row in printed_cells(table))


LAYOUTS = [tabs, columns, wrapped, cell_by_cell, line_by_line, row_by_row]
BOY = "Case report\n\nA 9-year-old boy presented with weakness over two months. His course is shown in Table 1."
TWO = "Case reports\n\nTwo girls of 8 and 13 years presented with weakness."
THREE = "Patients\n\nThree children with necrotizing myopathy were treated (Table 1)."
AFTER = "The family moved to another town later, and nothing more was heard of the disease by those who had treated it."

COURSE = """
Parameter | Admission | Day 10 | Month 6 | Normal range
CK (IU/L) | 4.870 | 1.942 | 126 | 39-308
Aldolase (U/L) | 31.5 | - | 6.2 | <7.6
Ferritin (ng/mL) | 512 | NA | 88 | 14-152
CRP (mg/L) | 4.1 | 2.0 | <3.0 | 0-5
"""
OF_COURSE = {
    "CK 4870 IU/L 39-308", "CK 1942 IU/L 39-308", "CK 126 IU/L 39-308", "aldolase 31.5 U/L -7.6",
    "aldolase 6.2 U/L -7.6", "ferritin 512 ng/mL 14-152", "ferritin 88 ng/mL 14-152", "CRP 4.1 mg/L 0-5",
    "CRP 2 mg/L 0-5", "CRP <3 mg/L 0-5",
}  # fmt: skip
WITH_UNITS = """
Variable | Unit | At diagnosis | 6 weeks | 6 months | Reference interval
CK | U/L | 7905 | 3120 | 240 | <190
ALT | U/L | 265 | 130 | 28 | <41
Troponin T | ng/L | 96 | 60 | 12 | <14
"""
OF_WITH_UNITS = {
    "CK 7905 U/L -190", "CK 3120 U/L -190", "CK 240 U/L -190", "ALT 265 U/L -41", "ALT 130 U/L -41", "ALT 28 U/L -41",
    "troponin 96 ng/L -14", "troponin 60 ng/L -14", "troponin 12 ng/L -14",
}  # fmt: skip
WITH_TITLES = """
Test | Result | Normal range
Muscle enzymes | |
Creatine kinase (U/L) | 13,450 | 26-192
Alanine aminotransferase (U/L) | 255 | 7-35
Inflammation | |
ESR (mm in 1st h) | 22 | <20
C-reactive protein (mg/L) | 3 | <5
"""
OF_WITH_TITLES = {"CK 13450 U/L 26-192", "ALT 255 U/L 7-35", "ESR 22 mm/h -20", "CRP 3 mg/L -5"}
BY_VISIT = """
 | Visit 1 | Visit 2 | Visit 3
CK, U/L (normal 30-200) | 6,900 | 1,430 | 188
ESR, mm/1st h (<20) | 33 | 15 | 9
LDH, U/L | 1,210 | 690 | 240
"""
OF_BY_VISIT = {
    "CK 6900 U/L 30-200", "CK 1430 U/L 30-200", "CK 188 U/L 30-200", "ESR 33 mm/h -20", "ESR 15 mm/h -20",
    "ESR 9 mm/h -20", "LDH 1210 U/L", "LDH 690 U/L", "LDH 240 U/L",
}  # fmt: skip
BESIDE = """
 | Patient 1 | Patient 2 | Reference
Age (years) | 8 | 13 | -
CK (U/L) | 9,980 | 17,400 | <170
LDH (U/L) | 1,220 | 2,050 | <250
ESR (mm/h) | 12 | 30 | <20
"""
BELOW = """
Patient | Sex | Age (y) | CK (U/L) | LDH (U/L) | ESR (mm/h)
1 | F | 6 | 9,870 | 1,120 | 12
2 | M | 11 | 14,200 | 1,940 | 30
3 | F | 8 | 6,330 | 870 | 8
Reference range | - | - | 30-170 | <250 | <20
"""


def cases(story: str, table: str) -> list[CaseRecord]:
    return list(extract(document_of_text(f"{story}\n\nTable 1. Values\n\n{table}\n\n{AFTER}\n", source="a.txt")).cases)


def values(case: CaseRecord) -> set[str]:
    told = set()
    for name, item in [("CK", item) for item in case.ck] + [(item.analyte, item) for item in case.labs]:
        sign = item.comparator if item.comparator != "=" else ""
        low, high = (f"{bound:g}" if bound is not None else "" for bound in (item.ref_low, item.ref_high))
        told.add(f"{name} {sign}{item.value:g} {item.unit} {low}-{high}".removesuffix(" -"))
    return told


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    ("table", "told"),
    [(COURSE, OF_COURSE), (WITH_UNITS, OF_WITH_UNITS), (WITH_TITLES, OF_WITH_TITLES), (BY_VISIT, OF_BY_VISIT)],
)
def test_the_values_of_one_patient(layout, table, told) -> None:  # type: ignore[no-untyped-def]
    (case,) = cases(BOY, layout(rows(table)))
    assert values(case) == told


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_range_beside_several_patients_is_of_each(layout) -> None:  # type: ignore[no-untyped-def]
    assert [values(case) for case in cases(TWO, layout(rows(BESIDE)))] == [
        {"CK 9980 U/L -170", "LDH 1220 U/L -250", "ESR 12 mm/h -20"},
        {"CK 17400 U/L -170", "LDH 2050 U/L -250", "ESR 30 mm/h -20"},
    ]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_range_below_several_patients_is_of_each(layout) -> None:  # type: ignore[no-untyped-def]
    found = cases(THREE, layout(rows(BELOW)))
    assert [(case.age_years, values(case)) for case in found] == [
        (6, {"CK 9870 U/L 30-170", "LDH 1120 U/L -250", "ESR 12 mm/h -20"}),
        (11, {"CK 14200 U/L 30-170", "LDH 1940 U/L -250", "ESR 30 mm/h -20"}),
        (8, {"CK 6330 U/L 30-170", "LDH 870 U/L -250", "ESR 8 mm/h -20"}),
    ]


@pytest.mark.parametrize(
    ("cell", "sex", "age"),
    [
        ("16F", "female", 16), ("F16", "female", 16), ("16yF", "female", 16), ("9 y/o M", "male", 9),
        ("9M", "male", 9), ("16 (F)", "female", 16), ("16-year-old female", "female", 16), ("M-9", "male", 9),
        ("F 16yo", "female", 16), ("9 y.o./M", "male", 9), ("6,5/F", "female", 6.5), ("3y6m/F", "female", 3.5),
        ("9 mo/M", "male", 0.75),
    ],
)  # fmt: skip
def test_sex_and_age_of_a_cell(cell: str, sex: str, age: float) -> None:
    table = f"Study\tAge/sex\tCK (U/L)\nRouster 2008\t{cell}\t13,500\nSuzuki 2011\tF, 8\t4,800\nLuca 2012\tM, 5\t26,000"
    (case,) = (case for case in cases("We searched for published children.", table) if case.label == "Rouster 2008")
    assert (case.sex, case.age_years) == (sex, age)


def test_a_count_of_girls_and_boys_is_nobodys_age() -> None:
    table = "Study\tSex\tCK (U/L)\nRouster 2008\t5F/1M\t13,500\nSuzuki 2011\tF\t4,800\nLuca 2012\tM\t26,000"
    labels = [case.label for case in cases("We searched for published children.", table) if case.age_years is not None]
    assert not [label for label in labels if re.match("Rouster", label)]


def test_a_legend_that_is_broken_behind_a_colon_goes_on() -> None:
    legend = "GC: glucocorticoids; NA: not available; PSL:\nprednisolone; TAC: tacrolimus. -: negative or not told."
    document = document_of_text(f"Table 1. Values\n\n{tabs(rows(BESIDE))}\n\n{legend}\n\n{AFTER}\n", source="a.txt")
    assert [document.quote(note) for note in document.tables[0].footnotes] == [legend]
