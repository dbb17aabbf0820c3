"""Tables whose cells stand one below the other: every cell a paragraph, or every row one."""

import pytest

from extractors.readers.text import document_of_text
from schemas.document import Document, Table

HEADS = ["First author, year", "Sex, age at onset", "CK (U/L)", "CMAS", "Treatment"]
ROWS = [
    ["Orlowska, 2016,\nPoland", "F, 6 years", "7,410", "19/52", "PDN 1 mg/kg/day\nMTX"],
    ["Teixeira, 2018", "M, 11 years", "NR", "NR", "IVIG 2 g/kg"],
    ["Vandermeer, 2019,\nBelgium", "F, 30 months", "> 20,000", "8/52", "IVMP\nRTX 375 mg/m2"],
]
AFTER = "Two of these children are of interest here, as their weakness had been taken for a dystrophy for many years."


def article(body: str) -> Document:
    return document_of_text(f"We searched.\n\nTable 3\nSingle reports.\n\n{body}\n\n{AFTER}\n", source="a.txt")


def printed(document: Document, table: Table) -> list[list[str]]:
    rows = [[""] * table.column_count for _ in range(table.row_count)]
    for cell in table.cells:
        rows[cell.row][cell.column] = document.quote(cell)
    return rows


def test_every_cell_is_a_paragraph() -> None:
    document = article("\n\n".join([*HEADS, *(cell for row in ROWS for cell in row)]))
    (table,) = document.tables
    assert printed(document, table) == [HEADS, *ROWS]
    assert table.patients == "rows"
    assert document.quote(document.blocks[-1]) == AFTER


def test_every_row_is_a_paragraph() -> None:
    rows = [
        ["Age (years)", "CK (U/L)", "Treatment"],
        ["4", "6,120", "none"],
        ["5.5", "903", "IVIG, MTX"],
        ["7", "188", "-"],
    ]
    document = article("\n\n".join("\n".join(row) for row in rows))
    (table,) = document.tables
    assert printed(document, table) == rows


def test_a_note_below_is_no_row() -> None:
    cells = [*HEADS, *(cell for row in ROWS for cell in row), "IVMP: intravenous methylprednisolone; NR: not reported."]
    document = article("\n\n".join(cells))
    assert printed(document, document.tables[0]) == [HEADS, *ROWS]
    assert [block.kind for block in document.blocks][-2:] == ["footnote", "paragraph"]


def test_the_heading_below_is_no_cell() -> None:
    document = article("\n\n".join([*HEADS, *(cell for row in ROWS for cell in row), "DISCUSSION"]))
    assert printed(document, document.tables[0]) == [HEADS, *ROWS]


def test_the_head_of_a_page_between_cells_is_passed_over() -> None:
    cells = [cell for row in ROWS for cell in row]
    cells[7:7] = ["J Juvenile Myol 2021, 4, 88"]
    document = article("\n\n".join([*HEADS, *cells]))
    assert printed(document, document.tables[0]) == [HEADS, *ROWS]


@pytest.mark.parametrize(
    "body",
    [
        "She was weak.\n\nA biopsy was taken.\n\nIt showed necrosis.\n\nShe was treated.\n\nShe recovered.\n\nShe ran.",
        "Weakness\n\nRash\n\nDysphagia\n\nFever\n\nArthritis\n\nMyalgia\n\nFatigue\n\nCough\n\nCramps",
        "Sex\n\nF\n\nAge\n\n9\n\nCK\n\n5,210\n\nBiopsy\n\nnecrosis",
        "12\n\n14\n\n16\n\n9\n\n3\n\n7\n\n8\n\n2\n\n1",
        "Visit\nCK",
    ],
    ids=["sentences", "words alone", "pairs", "numbers alone", "heads alone"],
)
def test_what_is_no_such_table(body: str) -> None:
    assert not article(body).tables


def test_a_patient_in_bold_under_a_table_is_no_note() -> None:
    text = "Table 1 Ages\n\tP1\tP2\nAge\t9\t12\nSex\tF\tM\n\nCK: creatine kinase; F: female.\n\n**P1** was weak.\n"
    assert [block.kind for block in document_of_text(text, source="a.txt").blocks][-2:] == ["footnote", "paragraph"]


def test_a_heading_right_under_a_table_is_no_note() -> None:
    text = "Table 1 Ages\n\tP1\tP2\nAge\t9\t12\nSex\tF\tM\n\nF: female; M: male.\n\n### Discussion\n\nShe is.\n"
    assert [block.kind for block in document_of_text(text, source="a.txt").blocks][-2:] == ["heading", "paragraph"]
