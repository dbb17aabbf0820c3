"""Tables between tabs, between pipes and in columns of spaces."""

import pytest

from extractors.readers.text import document_of_text
from tests.readers.reading import cell_at, of_kind, read, rows_of, table_of, words_at

SERIES = (
    "The children are told of below.\n\n"
    "Table II. Findings in two children.\n\n"
    "Case\t\tA1\tA2\n"
    "Sex\t\tF\tM\n"
    "Muscle\tWeakness\tY\tN\n"
    "\tCK (U/L)\t7000\t\n"
    "\tPain\tN\tN\n"
    "Therapy\tDrug\tMTX, IVIG\tMTX\n\n"
    "CK: creatine kinase; IVIG: intravenous immunoglobulin; MTX: methotrexate.\n\n"
    "Both children are well.\n"
)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_tabbed_table_with_groups_of_rows(end: str) -> None:
    document, table = table_of(SERIES.replace("\n", end))
    assert rows_of(document, table) == [
        ["Case", "A1", "A2"],
        ["Sex", "F", "M"],
        ["Muscle", "Weakness", "Y", "N"],
        ["CK (U/L)", "7000"],
        ["Pain", "N", "N"],
        ["Therapy", "Drug", "MTX, IVIG", "MTX"],
    ]
    assert cell_at(table, 2, 0).row_span == 3
    assert (cell_at(table, 3, 3).start, cell_at(table, 3, 3).end)[0] == cell_at(table, 3, 3).end  # printed empty
    assert [cell.column for cell in table.cells if cell.row == 3] == [1, 2, 3]  # column 0 is spanned
    assert table.patients == "columns"


def test_heads_are_the_first_row_and_the_columns_that_name_rows() -> None:
    _, table = table_of(SERIES)
    assert all(cell.head == (cell.row == 0 or cell.column < 2) for cell in table.cells)


def test_caption_and_notes_belong_to_their_table() -> None:
    document, table = table_of(SERIES)
    assert table.label == "Table II"
    assert table.caption is not None
    assert document.quote(table.caption) == "Table II. Findings in two children."
    assert [document.quote(note)[:5] for note in table.footnotes] == ["CK: c"]
    places = [(block.kind, block.table) for block in document.blocks]
    assert places[1:] == [("caption", 0), ("table", 0), ("footnote", 0), ("paragraph", None)]


def test_the_residue_of_a_lost_span() -> None:
    text = (
        "Feature\t[0,2-3] Antibody\t\tNone\n\tSRP (9%)\tHMGCR (8%)\t\n"
        "Weakness\t[0,2-4]proximal\t\t\nSkin\tclear\trash\tclear\n"
    )
    document, table = table_of(text)
    assert words_at(document, table, 0, 1) == "Antibody"
    assert (cell_at(table, 0, 1).column_span, cell_at(table, 2, 1).column_span) == (2, 3)
    assert words_at(document, table, 2, 1) == "proximal"
    assert [cell.column for cell in table.cells if cell.row == 2] == [0, 1]
    assert [cell.head for cell in table.cells if cell.row == 1] == [True] * 4
    assert [cell.head for cell in table.cells if cell.row == 2] == [True, False]
    assert table.patients is None


def test_a_span_ends_where_words_stand() -> None:
    document, table = table_of("Feature\tOne\tTwo\tThree\nPower\t[0,2-4]low\tfair\t\nPain\tyes\tno\tno\n")
    assert rows_of(document, table)[1] == ["Power", "low", "fair"]


def test_a_row_of_one_cell_between_tabbed_rows_is_part_of_the_table() -> None:
    document, table = table_of("Patient\t1\t2\nLaboratory values\nCK\t900\t800\nLDH\t700\t600\n")
    assert rows_of(document, table)[1] == ["Laboratory values"]
    assert table.patients == "columns"


def test_a_head_over_two_columns() -> None:
    _, table = table_of("\tBefore\t\tAfter\t\nTest\tlow\thigh\tlow\thigh\nCK\t1\t2\t3\t4\nLDH\t5\t6\t7\t8\n")
    assert (cell_at(table, 0, 1).column_span, cell_at(table, 0, 3).column_span) == (2, 2)
    assert all(cell.head for cell in table.cells if cell.row == 1)
    assert not cell_at(table, 2, 1).head


def test_two_tables_with_captions_between() -> None:
    rows = "Patient\t1\t2\nSex\tF\tM\nAge\t3\t4\n"
    document = read(f"Table 1. One.\n{rows}Table 2. Two of them\n{rows}")
    assert [table.label for table in document.tables] == ["Table 1", "Table 2"]


def test_a_caption_below_its_table() -> None:
    document = read(
        "The tests were these.\n\nPatient\tSex\tCK\n1\tF\t900\n2\tM\t800\n\nTable 3. Tests.\n\nAll are well.\n"
    )
    assert document.tables[0].label == "Table 3"


@pytest.mark.parametrize(
    "text",
    [
        "\tThe boy was ill for a year.\n\tThen he got well again.\n",
        "1.\tHe was weak.\n2.\tHe had pain.\n",
        "He was weak\tand had pain.\n",
        "-\tprednisone\n-\tmethotrexate\n",
        "\t" * 500,
        "He had\tpain.\n" + "\tHe was ill.\n" * 5 + "He was\twell.\n",
    ],
    ids=["set-in paragraphs", "a numbered list", "a stray tab", "a list", "tabs", "mostly paragraphs"],
)
def test_tabs_that_make_no_table(text: str) -> None:
    document = read(text)
    assert [table for table in document.tables if table.patients] == []
    assert of_kind(document, "table") == [] or ".\tHe" in text or "-\t" in text


def test_a_pipe_table() -> None:
    text = "**Table 1** Tests.\n\n| Patient | Sex | CK, U/L |\n|---|:-:|--:|\n| 1 | F | 9 000 |\n| 2 | M | |\n"
    document, table = table_of(text)
    assert rows_of(document, table) == [["Patient", "Sex", "CK, U/L"], ["1", "F", "9 000"], ["2", "M"]]
    assert table.patients == "rows"
    assert table.label == "Table 1"
    assert [cell.head for cell in table.cells if cell.row == 1] == [True, False, False]


def test_a_pipe_table_without_a_frame() -> None:
    document, table = table_of("Sex | F | M\n--- | --- | ---\nCK \\| peak | 900 | 800\n")
    assert rows_of(document, table)[1] == ["CK \\| peak", "900", "800"]


def test_pipes_in_prose() -> None:
    assert read("The ratio |a|/|b| was low.\nIt was |c| before.\n").tables == ()


def test_columns_of_spaces() -> None:
    text = (
        "Table  1.  Tests  of  two  boys\n"
        "Patient   Sex  Age  CK (U/L)\n"
        "1         M    4     9000\n"
        "2         M    12    8 500\n"
        "3         F          700\n"
    )
    document, table = table_of(text)
    assert rows_of(document, table)[1:] == [["1", "M", "4", "9000"], ["2", "M", "12", "8 500"], ["3", "F", "700"]]
    assert words_at(document, table, 3, 3) == "700"
    assert table.patients == "rows"


@pytest.mark.parametrize(
    "text",
    [
        "The  child  was  seen  in  spring  and\nhad  a  CK  of  12  300  U/L,  and  was\nweak  in  arms  and  legs.\n",
        "The child was ill.  She was seen in\nspring and treated.  She had a CK of\n900 U/L and was weak.  She is.\n",
        "She  was  ill  all year\nand  had pain  in legs\nbut  is well  again now\n",
        "Her  legs\nand  arms\n",
    ],
    ids=["justified", "two spaces after a stop", "one gap in common", "two lines"],
)
def test_spaces_that_make_no_columns(text: str) -> None:
    assert read(text).tables == ()


@pytest.mark.parametrize(
    "note",
    [
        "*given under the skin.",
        "\\*by mouth",
        "Source: our own files.",
        "a Values at onset.",
        "<sup>a</sup> At onset.",
        "NA = not known",
    ],
)
def test_notes_under_a_table(note: str) -> None:
    document, table = table_of(f"Patient\t1\t2\nSex\tF\tM\nAge\t3\t4\n\n{note}\n\nAll of them are well today.\n")
    assert [document.quote(span) for span in table.footnotes] == [note]


def test_prose_under_a_table_is_no_note() -> None:
    _, table = table_of("Patient\t1\t2\nSex\tF\tM\nAge\t3\t4\n\nAll of them are well today.\n")
    assert table.footnotes == ()


def test_the_only_table_may_have_no_number() -> None:
    document = document_of_text(
        "Four children were seen in the spring.\n\nTable. Findings at first visit\n\n"
        "| | Patient 1 | Patient 2 |\n|---|---|---|\n| CK | 410 | 980 |\n| Weakness | mild | severe |\n",
        source="letter.txt",
    )
    (table,) = document.tables
    assert table.label == "Table"
    assert table.caption is not None
    assert document.quote(table.caption) == "Table. Findings at first visit"


def test_columns_between_words_that_two_spaces_part() -> None:
    document = document_of_text(
        "The  three  patients  are  shown  in  Table  1.\n\nTable  1  Findings  of  the  three.\n\n"
        "                            Case  1           Case  2               Case  3\n\n"
        "Sex                         Female            Male                  Female\n"
        "CK  on  admission  (IU/L)   17  640           28  950               4870\n"
        "Fatty  change  on  MRI      No                No                    Very  severe\n"
        "Walks  at  the  last  visit Independent       Independent           With  aid\n",
        source="letter.txt",
    )
    (table,) = document.tables
    assert table.patients == "columns"
    rows = {
        document.quote(cell): [document.quote(other) for other in table.cells if other.row == cell.row and other.column]
        for cell in table.cells
        if cell.column == 0
    }
    assert rows["CK  on  admission  (IU/L)"] == ["17  640", "28  950", "4870"]
    assert rows["Walks  at  the  last  visit"] == ["Independent", "Independent", "With  aid"]
    assert [document.quote(cell) for cell in table.cells if cell.row == 0 and cell.column] == [
        "Case  1",
        "Case  2",
        "Case  3",
    ]


def test_a_gap_that_all_rows_share_in_one_place_only() -> None:
    document, table = table_of(
        " Pt   CK at     CMAS       Treatment              Outcome\n"
        "      onset     last visit\n"
        " 1    9,870     44         PDN, MTX, IVIG         partial\n"
        " 2    5,320     39         PDN, MTX, IVIG, TAC    partial\n"
        " 3    1,450     27         MP, PDN                none\n"
    )
    assert rows_of(document, table)[2] == ["1", "9,870", "44", "PDN, MTX, IVIG", "partial"]
