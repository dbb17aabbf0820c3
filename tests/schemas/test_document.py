"""Spans are ordered, stay inside the text, and give its words back."""

import pytest
from pydantic import ValidationError

from schemas.document import Block, Cell, Document, Span, Table

TEXT = "Case report\nA boy of nine. CK 7300 U/L."


def document(*, blocks: tuple[Block, ...] = (), tables: tuple[Table, ...] = ()) -> Document:
    return Document(id="0" * 64, source="made-up.txt", reader="text", text=TEXT, blocks=blocks, tables=tables)


@pytest.mark.parametrize(("start", "end"), [(5, 4), (-1, 4), (-2, -1)])
def test_a_span_that_runs_backwards_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValidationError, match="is not ordered"):
        Span(start=start, end=end)


def test_an_empty_span_is_fine() -> None:
    assert document().quote(Span(start=7, end=7)) == ""


def test_quote_gives_the_words_of_a_span() -> None:
    start = TEXT.index("CK")
    assert document().quote(Span(start=start, end=start + 11)) == "CK 7300 U/L"


def test_a_document_takes_spans_up_to_its_last_character() -> None:
    whole = Block(start=0, end=len(TEXT), kind="paragraph")
    assert document(blocks=(whole,)).quote(whole) == TEXT


@pytest.mark.parametrize(
    "tables",
    [
        (Table(start=0, end=len(TEXT) + 1),),
        (Table(start=0, end=1, cells=(Cell(start=0, end=len(TEXT) + 1, row=0, column=0),)),),
    ],
    ids=["table", "cell"],
)
def test_a_table_that_leaves_the_text_is_refused(tables: tuple[Table, ...]) -> None:
    with pytest.raises(ValidationError, match="leaves the text of 39 characters"):
        document(tables=tables)


def test_a_block_that_leaves_the_text_is_refused() -> None:
    with pytest.raises(ValidationError, match="leaves the text"):
        document(blocks=(Block(start=0, end=len(TEXT) + 1, kind="paragraph"),))


def test_rows_and_columns_count_what_cells_span() -> None:
    head = Cell(start=0, end=4, row=0, column=0, column_span=3, head=True)
    below = Cell(start=5, end=6, row=1, column=1, row_span=2)
    table = Table(start=0, end=6, cells=(head, below))
    assert (table.row_count, table.column_count) == (3, 3)


def test_a_table_without_cells_has_no_rows() -> None:
    table = Table(start=0, end=0)
    assert (table.row_count, table.column_count) == (0, 0)
