"""Tables of PDFs: ruled and unruled, wrapped, spanning, continued, turned."""

from extractors.readers.pdf import read_pdf
from schemas.document import Document, Table
from tests.readers.typeset import Press

PROSE = (
    "Four children were followed for three years in a town by the sea. They were seen every month, and each of them "
    "kept a diary of steps and falls. Nobody was lost, and nobody asked to leave before the end of the third year."
)
CHILDREN = [
    ["Feature", "Patient 1", "Patient 2", "Patient 3"],
    ["Age (years)", "7", "12", "15"],
    ["Sex", "F", "M", "F"],
    ["Highest CK (U/L)", "8421", "15310", "6112"],
    ["Antibody", "anti-SRP", "anti-HMGCR", "none found"],
]


def read(press: Press) -> Document:
    return read_pdf(press.bytes(), "letter.pdf")


def rows(document: Document, table: Table) -> list[list[str]]:
    words = [["" for _ in range(table.column_count)] for _ in range(table.row_count)]
    for cell in table.cells:
        words[cell.row][cell.column] = " ".join(document.quote(cell).split())
    return words


def only(document: Document) -> Table:
    (table,) = document.tables
    return table


def test_a_table_with_three_rules() -> None:
    press = Press().page()
    y = press.column(PROSE, 60, 60, 475)
    press.put(60, y + 20, "Table II. The three children of the coast")
    y = press.booktabs(CHILDREN, [60, 180, 280, 380], y + 40, 480)
    press.put(60, y, "* measured twice; CK: creatine kinase", size=8)
    press.column(PROSE, 60, y + 40, 475)
    document = read(press)
    table = only(document)
    assert rows(document, table) == CHILDREN
    assert (table.label, table.patients) == ("Table II", "columns")
    assert table.caption is not None
    assert document.quote(table.caption) == "Table II. The three children of the coast"
    assert [document.quote(note) for note in table.footnotes] == ["* measured twice; CK: creatine kinase"]
    assert [block.kind for block in document.blocks] == ["paragraph", "caption", "table", "footnote", "paragraph"]
    assert document.text[table.start : table.end].split("\n")[0] == "\t".join(CHILDREN[0])


def test_a_table_ruled_on_all_sides_with_cells_of_two_lines() -> None:
    press = Press().page()
    press.column(PROSE, 60, 60, 475)
    press.put(60, 140, "Table 1")
    printed = [
        ["Patient", "Sex", "Course"],
        ["1", "F", "walked alone|after a year"],
        ["2", "M", "swims"],
        ["3", "F", "well"],
    ]
    press.grid(printed, [60, 130, 190, 330], 150, height=30)
    document = read(press)
    table = only(document)
    assert rows(document, table)[1] == ["1", "F", "walked alone after a year"]
    assert (table.patients, table.label, table.row_count) == ("rows", "Table 1", 4)


def test_a_ruled_table_whose_rows_are_not_ruled() -> None:
    press = Press().page()
    lines = ["8421|7700|6112", "310|280|190", "41|38|40"]
    press.grid([["CK", "AST", "ALT"], lines], [60, 160, 260, 360], 150, height=50)
    document = read(press)
    assert rows(document, only(document))[1:] == [["8421", "310", "41"], ["7700", "280", "38"], ["6112", "190", "40"]]


def test_labels_that_stand_outside_of_the_rules() -> None:
    press = Press().page()
    press.grid([["May", "June"], ["8421", "7700"], ["310", "280"], ["41", "38"]], [160, 260, 360], 150)
    for place, label in enumerate(["CK", "AST", "ALT"], start=1):
        press.put(100, 162 + 20 * place, label)
    document = read(press)
    assert rows(document, only(document))[1:] == [["CK", "8421", "7700"], ["AST", "310", "280"], ["ALT", "41", "38"]]


def test_heads_over_several_columns() -> None:
    press = Press().page()
    press.put(60, 80, "Table 3. Strength by side")
    press.rule(60, 90, 480, 90)
    press.put(215, 102, "Before treatment")
    press.put(370, 102, "One year later")
    press.rule(200, 106, 320, 106)
    press.rule(350, 106, 470, 106)
    press.table([["Muscle", "Left", "Right", "Left", "Right"]], [60, 205, 285, 355, 435], 118)
    press.rule(60, 124, 480, 124)
    press.table(
        [["Hip", "3", "3", "5", "4"], ["Neck", "2", "2", "4", "4"], ["Knee", "4", "3", "5", "5"]],
        [60, 205, 285, 355, 435],
        138,
    )
    press.rule(60, 172, 480, 172)
    document = read(press)
    table = only(document)
    spans = {
        document.quote(cell): (cell.column, cell.column_span, cell.head)
        for cell in table.cells
        if cell.row == 0 and cell.end > cell.start
    }
    assert spans["Before treatment"] == (1, 2, True)
    assert spans["One year later"] == (3, 2, True)
    assert rows(document, table)[1:] == [
        ["Muscle", "Left", "Right", "Left", "Right"],
        ["Hip", "3", "3", "5", "4"],
        ["Neck", "2", "2", "4", "4"],
        ["Knee", "4", "3", "5", "5"],
    ]


def test_wrapped_cells_are_put_together_and_rows_below_one_label_stay_apart() -> None:
    press = Press().page()
    press.put(60, 80, "Table 4. Findings")
    press.rule(60, 90, 500, 90)
    press.table([["Part", "Finding", "Anna", "Bert"]], [60, 160, 320, 430], 102)
    press.rule(60, 107, 500, 107)
    printed = [
        ["Muscle", "Weakness", "Y", "N"],
        ["", "Myalgia", "N", "N"],
        ["", "Proximal wasting of the", "slight in both", "none that could"],
        ["", "shoulders and the hips", "upper arms", "be seen"],
        ["Skin", "Rash", "N", "N"],
        ["", "Nodules", "N", "Y"],
    ]
    press.table(printed, [60, 160, 320, 430], 120, step=12)
    press.rule(60, 188, 500, 188)
    document = read(press)
    found = rows(document, only(document))
    assert found[3] == [
        "",
        "Proximal wasting of the shoulders and the hips",
        "slight in both upper arms",
        "none that could be seen",
    ]
    assert [row[1] for row in found] == ["Finding", "Weakness", "Myalgia", found[3][1], "Rash", "Nodules"]


def test_lines_that_end_early_belong_to_their_cell_where_rows_stand_farther_apart() -> None:
    press = Press().page()
    press.put(60, 80, "Table 3. Children of the valley")
    columns, y = [60.0, 160.0, 260.0, 400.0], 102.0
    for printed in (
        [["Reference", "Child", "Drugs", "End"], ["(year)", "(sex, age)", "", ""]],
        [["Roe, 2031", "Girl, 8 years", "Prednisolone", "Well"], ["", "", "Methotrexate", ""], ["", "", "IVIG", ""]],
        [["Doe, 2032 (2", "Boy, 9 years,", "Rituximab", "Better, runs"], ["cases)", "twice ill", "", "again"]],
        [["", "Girl, 4 years", "IVIG", "Well"]],
        [["Poe, 2033", "Boy, 3 years", "Prednisolone", "Well"], ["", "", "Rituximab", ""]],
    ):
        y = press.table(printed, columns, y, step=11) + 7
    document = read(press)
    assert rows(document, only(document)) == [
        ["Reference (year)", "Child (sex, age)", "Drugs", "End"],
        ["Roe, 2031", "Girl, 8 years", "Prednisolone Methotrexate IVIG", "Well"],
        ["Doe, 2032 (2 cases)", "Boy, 9 years, twice ill", "Rituximab", "Better, runs again"],
        ["", "Girl, 4 years", "IVIG", "Well"],
        ["Poe, 2033", "Boy, 3 years", "Prednisolone Rituximab", "Well"],
    ]


def test_columns_below_which_cells_run_across_several() -> None:
    press = Press().page()
    press.put(60, 80, "Table 5. Forms of the illness")
    press.rule(60, 90, 500, 90)
    printed = [["Feature", "First", "Second", "Third"], ["Onset", "slow", "sudden", "slow"]]
    printed += [["Limbs", "arms", "legs", "both"], ["Course", "good", "poor", "mixed"]]
    printed += [["Rash", "none", "seldom", "often"], ["Heart", "well", "ill", "well"]]
    columns = [60.0, 160.0, 220.0, 400.0]
    y = press.table(printed, columns, 102)
    lines = [
        "necrosis of single fibres and hardly a",
        "lymphocyte between any of them, and",
        "fat in the place of muscle",
    ]
    across = [["Biopsy", lines[0], "no sample"], ["", lines[1], "could be taken"], ["", lines[2], "from this child"]]
    press.table(across, [60, 160, 400], y, step=11)
    press.rule(60, y + 27, 500, y + 27)
    document = read(press)
    found = rows(document, only(document))
    assert found[:6] == printed
    assert found[6] == ["Biopsy", " ".join(lines), "", "no sample could be taken from this child"]


def test_the_notes_of_a_table_among_the_references_are_no_references() -> None:
    press = Press().page()
    y = press.column(PROSE, 60, 60, 475)
    press.put(60, y + 12, "References", style="B")
    y = press.column(
        "1. Roe J. Weak legs. J Invent 2031;1:1-9.\n\n2. Doe A. Falls. J Invent 2032;2:8.", 60, y + 28, 475
    )
    press.put(60, y + 20, "Table 1. The three children of the coast")
    y = press.booktabs(CHILDREN, [60, 180, 280, 380], y + 40, 480)
    press.put(60, y, "CK: creatine kinase; F: female; M: male.", size=8)
    press.column("3. Poe E. Stairs. J Invent 2033;3:7-11.", 60, y + 40, 475)
    document = read(press)
    assert [document.quote(note) for note in only(document).footnotes] == ["CK: creatine kinase; F: female; M: male."]
    assert sum(block.kind == "reference" for block in document.blocks) == 3


def test_a_table_without_rules_and_caption_is_known_by_its_figures() -> None:
    press = Press().page()
    y = press.column(PROSE, 60, 60, 475)
    y = press.table([["Month", "CK (U/L)"], ["May", "8421"], ["June", "7700"], ["July", "6112"]], [60, 200], y + 20)
    press.column(PROSE, 60, y + 20, 475)
    document = read(press)
    assert rows(document, only(document))[1:] == [["May", "8421"], ["June", "7700"], ["July", "6112"]]


def test_a_table_in_one_column_beside_prose() -> None:
    press = Press().page()
    y = press.column(PROSE, 60, 60, 225)
    press.put(60, y + 10, "Table 5. Enzymes of the boy")
    y = press.booktabs(
        [["Month", "CK", "AST"], ["May", "8421", "310"], ["June", "7700", "280"]], [60, 150, 220], y + 30, 285
    )
    press.column(PROSE, 60, y + 10, 225)
    press.column(" ".join([PROSE] * 3), 310, 60, 225)
    document = read(press)
    assert rows(document, only(document)) == [["Month", "CK", "AST"], ["May", "8421", "310"], ["June", "7700", "280"]]
    assert [block.kind for block in document.blocks] == ["paragraph", "caption", "table", "paragraph", "paragraph"]


def test_a_table_across_two_columns_with_and_without_rules() -> None:
    for ruled in (True, False):
        press = Press().page()
        y = max(press.column(PROSE, 60, 60, 225), press.column(PROSE, 310, 60, 225)) + 20
        press.put(60, y, "Table 6. The three children of the coast, who were followed for several years")
        columns = [60.0, 200.0, 330.0, 440.0]
        y = press.booktabs(CHILDREN, columns, y + 20, 535) if ruled else press.table(CHILDREN, columns, y + 20)
        press.column(PROSE, 60, y + 20, 225)
        press.column(PROSE, 310, y + 20, 225)
        document = read(press)
        assert rows(document, only(document)) == CHILDREN


def test_a_ruled_table_without_caption_is_not_cut_by_the_columns_below() -> None:
    press = Press().page()
    y = press.booktabs(CHILDREN, [60, 200, 330, 440], 80, 535)
    press.column(f"{PROSE}\n\n{PROSE}", 60, y + 20, 225)
    press.column(f"{PROSE}\n\n{PROSE}", 310, y + 20, 225)
    document = read(press)
    assert rows(document, only(document)) == CHILDREN


def test_a_table_goes_on_with_its_heads_printed_again() -> None:
    press = Press().page()
    weeks = [[f"Week {number}", str(9000 - 311 * number), "seen at home"] for number in range(1, 13)]
    head = ["Visit", "CK (U/L)", "Where"]
    press.put(60, 640, "Table 7. Visits")
    press.booktabs([head, *weeks[:8]], [60, 160, 280], 660, 400)
    press.page()
    press.put(60, 60, "Table 7. (continued)")
    y = press.booktabs([head, *weeks[8:]], [60, 160, 280], 80, 400)
    press.column(PROSE, 60, y + 20, 475)
    document = read(press)
    table = only(document)
    assert rows(document, table) == [head, *weeks]
    assert [block.table for block in document.blocks if block.kind in ("table", "caption")] == [0, 0, 0, 0]
    assert document.place(table.cells[-1].start, table.cells[-1].end) is not None


def test_a_table_printed_sideways() -> None:
    press = Press().page()
    press.column(PROSE, 60, 60, 475)
    press.page()
    with press.pdf.rotation(90, 80, 780):
        press.put(80, 780, "Table 8. The three children of the coast")
        press.booktabs(CHILDREN, [80, 250, 350, 450], 800, 600)
    document = read(press)
    table = only(document)
    assert rows(document, table) == CHILDREN
    first = document.place(table.cells[0].start, table.cells[0].end)
    last = document.place(table.cells[3].start, table.cells[3].end)
    assert first is not None
    assert last is not None
    assert (first[0], last[1][3] < first[1][1]) == (2, True)


def test_prose_lists_and_references_are_no_tables() -> None:
    press = Press().page()
    y = press.column(" ".join([PROSE] * 3), 60, 60, 225)
    press.column(" ".join([PROSE] * 3), 310, 60, 225)
    for number in range(1, 6):
        press.put(60, y + 20 + 12 * number, f"{number}.")
        press.put(90, y + 20 + 12 * number, "Swim twice a week in warm water with the nurse")
    assert read(press).tables == ()


def test_a_chart_under_its_legend_is_no_table() -> None:
    press = Press().page()
    press.put(60, 80, "Figure 2. Steps a day, by month and child")
    for place, row in enumerate([["60", "41", "12"], ["40", "33", "17"], ["20", "22", "28"], ["0", "11", "31"]]):
        press.table([row], [70, 180, 290], 110 + 25 * place)
    assert read(press).tables == ()
