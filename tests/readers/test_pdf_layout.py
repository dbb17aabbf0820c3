"""Columns, reading order, paragraphs and furniture of PDFs."""

import pytest

from extractors.readers.pdf import read_pdf
from schemas.document import BlockKind, Document
from tests.readers.typeset import Press

FIRST = (
    "Mara was seven when her legs grew weak. She fell on level ground twice a week, and her teacher saw that she "
    "no longer ran with the others. Her parents thought of growing pains and waited for the summer to come."
)
SECOND = (
    "Nothing had been wrong before. The birth had been easy, the vaccines were given in time, and an older brother "
    "was well. Neither rash nor fever was seen by anybody, and she swallowed and spoke as she always had."
)
THIRD = (
    "A blood test in May showed what nobody had thought of. The muscle enzymes were very high, and the laboratory "
    "was asked for antibodies on the same day. The answer came by post after nine more days of waiting."
)
FOURTH = (
    "Drops of fluid ran into her vein for two days each month. By winter she climbed the stairs alone, and a year "
    "later she danced at the wedding of an aunt. The enzymes never came back to where they had once been."
)


def read(press: Press) -> Document:
    return read_pdf(press.bytes(), "letter.pdf")


def of_kind(document: Document, *kinds: BlockKind) -> list[str]:
    return [" ".join(document.quote(block).split()) for block in document.blocks if block.kind in kinds]


def joined(text: str) -> str:
    return " ".join(text.split())


def test_one_column() -> None:
    press = Press().page()
    press.column(f"{FIRST}\n\n{SECOND}", 60, 100, 475)
    assert of_kind(read(press), "paragraph") == [FIRST, SECOND]


def test_two_columns_are_read_one_after_the_other() -> None:
    press = Press().page()
    press.column(f"{FIRST}\n\n{SECOND}", 60, 100, 225)
    press.column(f"{THIRD}\n\n{FOURTH}", 310, 103, 225)
    assert of_kind(read(press), "paragraph") == [FIRST, SECOND, THIRD, FOURTH]


def test_a_few_last_lines_stand_in_the_columns_of_the_pages_before() -> None:
    press = Press().page()
    press.column(f"{FIRST}\n\n{SECOND}", 60, 100, 225)
    press.column(f"{THIRD}\n\n{FOURTH}", 310, 103, 225)
    press.page()
    left = ["1. Roe J. Weak legs. J Invent 2031.", "2. Doe A. Falls. Walking 2032.", "3. Poe E. Stairs. Climbing 2033."]
    for place, line in enumerate(left):
        press.put(60, 100 + 12 * place, line)
        press.put(310, 100 + 12 * place, line.replace("203", "204"))
    text = joined(read(press).text)
    assert text.index("Climbing 2033") < text.index("J Invent 2041")


def test_columns_drawn_line_by_line_across_the_page() -> None:
    press = Press().page()
    left, right = press.wrapped(f"{FIRST} {SECOND}", 225), press.wrapped(f"{THIRD} {FOURTH}", 225)
    for place, (one, other) in enumerate(zip(left, right, strict=False)):
        press.put(60, 100 + 12 * place, one)
        press.put(310, 100 + 12 * place, other)
    text = joined(read(press).text)
    assert text.index("older brother") < text.index("A blood test")


def test_three_columns() -> None:
    press = Press(size=9).page()
    for place, text in enumerate([FIRST, SECOND, THIRD]):
        press.column(f"{text}\n\n{FOURTH}" if place == 2 else text, 40 + 180 * place, 100, 160)
    assert of_kind(read(press), "paragraph") == [FIRST, SECOND, THIRD, FOURTH]


def test_what_runs_across_stands_between_the_columns_above_and_below() -> None:
    press = Press().page()
    press.put(60, 60, "A girl who stopped running, and what her muscles told us about it", size=15, style="B")
    y = max(press.column(FIRST, 60, 100, 225), press.column(SECOND, 310, 100, 225))
    y = press.column(joined(THIRD + " " + THIRD), 60, y + 20, 475)
    press.column(FOURTH, 60, y + 20, 225)
    press.column(SECOND, 310, y + 20, 225)
    document = read(press)
    assert document.metadata.title == "A girl who stopped running, and what her muscles told us about it"
    assert of_kind(document, "paragraph") == [FIRST, SECOND, f"{THIRD} {THIRD}", FOURTH, SECOND]


def test_a_sentence_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    press = Press().page()
    lines = press.wrapped(f"{FIRST} {SECOND} {THIRD} {FOURTH}", 225)
    for place, line in enumerate(lines[:6]):
        press.put(60, 100 + 12 * place, line)
    for place, line in enumerate(lines[6:12]):
        press.put(310, 100 + 12 * place, line)
    press.page()
    for place, line in enumerate(lines[12:]):
        press.put(60, 100 + 12 * place, line)
    document = read(press)
    assert of_kind(document, "paragraph") == [f"{FIRST} {SECOND} {THIRD} {FOURTH}"]
    assert {word.page for word in document.words} == {1, 2}


def test_a_sentence_goes_on_behind_a_figure() -> None:
    press = Press().page()
    lines = press.wrapped(FIRST, 475)
    press.put(60, 760, lines[0])
    press.page()
    press.put(60, 80, "Figure 1. The scale on which she was measured from month to month.", size=8)
    for place, line in enumerate(lines[1:]):
        press.put(60, 110 + 12 * place, line)
    document = read(press)
    assert of_kind(document, "paragraph") == [FIRST]
    assert len(of_kind(document, "figure_caption")) == 1


def test_running_heads_and_page_numbers_are_left_out() -> None:
    press = Press()
    for number, text in enumerate([FIRST, SECOND, THIRD]):
        press.page()
        press.put(60, 40, "Annals of Invented Letters 2031; 7")
        press.put(480, 40, f"Page {number + 4} of 9")
        press.put(290, 815, str(number + 4))
        press.column(text, 60, 90, 475)
    assert joined(read(press).text) == f"{FIRST} {SECOND} {THIRD}"


def test_the_last_row_of_a_table_at_the_foot_of_two_pages_is_no_footer() -> None:
    press = Press()
    for number in (1, 2):
        press.page()
        press.put(60, 690, f"Table {number}. Muscle strength, visit {number}")
        press.booktabs(
            [["Muscle", "Left", "Right"], ["Hip", "3", "3"], ["Neck", "2", "2"], ["Knee", "4", "5"]],
            [60, 200, 300],
            710,
            400,
        )
    document = read(press)
    assert [table.row_count for table in document.tables] == [4, 4]


def test_line_numbers_of_a_manuscript_are_left_out() -> None:
    press = Press().page()
    for place, line in enumerate(press.wrapped(f"{FIRST} {SECOND} {THIRD}", 400)):
        press.put(45 if place < 9 else 40, 80 + 18 * place, str(place + 1), size=8)
        press.put(80, 80 + 18 * place, line)
    assert joined(read(press).text) == f"{FIRST} {SECOND} {THIRD}"


def test_a_side_bar_comes_after_the_text_and_is_furniture() -> None:
    press = Press().page()
    press.column(f"{FIRST}\n\n{SECOND}\n\n{THIRD}", 200, 100, 340)
    press.column(joined(FOURTH[:190]), 40, 100, 130, size=7)
    document = read(press)
    assert [block.kind for block in document.blocks][-1] == "furniture"
    assert of_kind(document, "paragraph") == [FIRST, SECOND, THIRD]


def test_headings_sections_lists_and_references() -> None:
    press = Press().page()
    press.put(60, 60, "A girl who stopped running", size=16, style="B")
    press.put(60, 90, "Case report", style="B")
    y = press.column(FIRST, 60, 104, 475)
    press.put(60, y + 10, "Discussion", style="B")
    y = press.column(SECOND, 60, y + 24, 475)
    for mark in ("1. to rest in the afternoon,", "2. to swim twice a week."):
        press.put(70, y, mark)
        y += 12
    press.put(60, y + 10, "References", style="B")
    for number in (1, 2):
        press.put(60, y + 14 + 22 * number, f"{number}. Roe J, Doe A. Weak legs in made-up children. J Invent", size=8)
        press.put(72, y + 24 + 22 * number, f"Med 203{number};{number}:11-19.", size=8)
    document = read(press)
    sections = {joined(document.quote(block))[:9]: (block.kind, block.section) for block in document.blocks}
    assert sections["Mara was "] == ("paragraph", "case")
    assert sections["Nothing h"] == ("paragraph", "discussion")
    assert sections["1. to res"] == ("list_item", "discussion")
    assert sections["1. Roe J,"] == sections["2. Roe J,"] == ("reference", "references")


def test_a_heading_known_by_its_font_alone() -> None:
    press = Press().page()
    y = press.column(FIRST, 60, 90, 475)
    press.put(60, y + 10, "How she was before", style="I")
    press.column(SECOND, 60, y + 24, 475)
    assert of_kind(read(press), "heading") == ["How she was before"]


def test_words_in_a_drawing_are_left_out_and_its_legend_is_kept() -> None:
    press = Press().page()
    y = press.column(FIRST, 60, 90, 475)
    press.pdf.ellipse(100, y + 10, 300, 150)
    press.put(200, y + 60, "fibre")
    press.put(240, y + 90, "vessel")
    press.put(60, y + 180, "Figure 1. Fibres and a vessel as drawn by a child of her class.", size=8)
    document = read(press)
    assert "vessel" not in document.text.partition("Figure")[0]
    assert len(of_kind(document, "figure_caption")) == 1


def test_prose_in_a_frame_with_round_corners_is_kept() -> None:
    press = Press().page()
    press.pdf.rect(50, 80, 495, 80, round_corners=True, corner_radius=8)
    press.column(f"{FIRST} {SECOND}", 60, 95, 475)
    assert joined(read(press).text) == f"{FIRST} {SECOND}"


@pytest.mark.parametrize("width", [150, 225, 475])
def test_no_word_is_lost_or_moved_within_a_column(width: int) -> None:
    press = Press().page()
    press.column(f"{FIRST} {SECOND} {THIRD} {FOURTH}", 60, 60, width)
    assert joined(read(press).text) == f"{FIRST} {SECOND} {THIRD} {FOURTH}"
