"""Rules, heads over broken ones, and lines that name rows, in tables of plain text."""

from extractors.readers.text import document_of_text
from schemas.document import Document, Table


def read(table: str) -> tuple[Document, Table | None]:
    text = f"We saw three children.\n\n{table}\nThey were followed for a year and did well in all that time.\n"
    document = document_of_text(text, source="a.txt")
    return document, document.tables[0] if document.tables else None


def printed(document: Document, table: Table) -> list[list[str]]:
    rows = [[""] * table.column_count for _ in range(table.row_count)]
    for cell in table.cells:
        rows[cell.row][cell.column] = document.quote(cell)
    return rows


RULED = """Table 1. Course

Week    CK (U/L)    CMAS
------------------------
0       9,120       11
4       3,870       19
12      410         40
"""


def test_a_rule_under_the_heads_is_no_row() -> None:
    document, table = read(RULED)
    assert table is not None
    assert printed(document, table)[:2] == [["Week", "CK (U/L)", "CMAS"], ["0", "9,120", "11"]]
    assert {cell.row for cell in table.cells if cell.head and cell.column} == {0}


BROKEN = """Table 1. Before and after

               CK, U/L                     CMAS
          --------------------     ---------------------
Patient   Before      6 mo         Before      6 mo
A         7,410       1,300        18          46
B         10,220      2,950        13          35
"""


def test_heads_in_the_middle_over_broken_rules() -> None:
    document, table = read(BROKEN)
    assert table is not None
    assert [(document.quote(cell), cell.column, cell.column_span) for cell in table.cells if not cell.row][1:] == [
        ("CK, U/L", 1, 2),
        ("CMAS", 3, 2),
    ]
    assert table.patients == "rows"


TITLED = """Table 1. Features

                    Patient 1      Patient 2     Patient 3
Sex                 Female         Male          Male
Age at onset        4 y 2 mo       11 y          6 y
Laboratory
  CK, U/L           8,310          6,020         9,940
Drugs
  Methotrexate      Yes            No            15 mg/week
"""


def test_a_line_that_names_the_rows_below_it_does_not_end_the_table() -> None:
    document, table = read(TITLED)
    assert table is not None
    assert [row[0] for row in printed(document, table)] == [
        "",
        "Sex",
        "Age at onset",
        "Laboratory",
        "CK, U/L",
        "Drugs",
        "Methotrexate",
    ]
    assert table.patients == "columns"


TWICE = """Table 1. Groups

| Variable | Anti-SRP (n = 9) | | Anti-HMGCR (n = 8) | |
|---|---|---|---|---|
| | Baseline | 12 months | Baseline | 12 months |
| CK, U/L, median | 9,100 | 800 | 8,200 | 300 |
| Rash, n (%) | 2 (22) | | 3 (38) | |
"""


def test_a_second_row_of_heads_below_the_rule_of_markdown() -> None:
    document, table = read(TWICE)
    assert table is not None
    heads = [document.quote(cell) for cell in table.cells if cell.head and cell.row == 1 and cell.end > cell.start]
    assert heads == ["Baseline", "12 months", "Baseline", "12 months"]
    assert [cell.column_span for cell in table.cells if cell.row == 0] == [1, 2, 2]


SIZES = "Table 1. Groups\n\n\tAnti-HMGCR\tAnti-SRP\n\t(n=22)\t(n=18)\nRash\t5\t1\nIVIG\t20\t15\n"


def test_a_row_of_sizes_is_a_row_of_heads() -> None:
    document, table = read(SIZES)
    assert table is not None
    assert [document.quote(cell) for cell in table.cells if cell.head and cell.row == 1][1:] == ["(n=22)", "(n=18)"]


def test_a_head_over_two_rules_makes_no_table() -> None:
    heads = "               CK, U/L and CMAS of the three children      Score"
    assert read(BROKEN.replace("               CK, U/L                     CMAS", heads))[1] is None


def test_prose_under_a_rule_is_no_table() -> None:
    assert (
        read("A heading\n------------\n\nThe first line of prose stands here,\nand the second one ends it.\n")[1]
        is None
    )
