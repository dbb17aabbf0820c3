"""Spans are ordered, stay inside the text, and give its words back."""

import tracemalloc

import pytest
from pydantic import ValidationError

from schemas.document import Block, Cell, Document, Span, Table, Word, Words
from tests.growth import grows_linearly

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


WORDS = Words(
    spans=[0, 4, 5, 11, 12, 13, 14, 17],
    pages=[1, 1, 1, 2],
    boxes=[10, 10, 30, 20, 33, 9, 60, 20, 10, 22, 14, 32, 50, 70, 64, 80],
)


def test_words_are_kept_in_their_order() -> None:
    assert len(WORDS) == 4
    assert WORDS[1] == Word(start=5, end=11, page=1, box=(33, 9, 60, 20))
    assert WORDS[-1].page == 2
    assert [word.start for word in WORDS] == [0, 5, 12, 14]
    assert WORDS[1:3] == (WORDS[1], WORDS[2])
    with pytest.raises(IndexError):
        WORDS[4]
    same = Words(
        [end for word in WORDS for end in (word.start, word.end)], [1, 1, 1, 2], [n for w in WORDS for n in w.box]
    )
    assert Words() != WORDS == same
    assert hash(WORDS) == hash(same)


@pytest.mark.parametrize(
    ("start", "end", "place"),
    [
        (0, 4, (1, (10, 10, 30, 20))),
        (3, 6, (1, (10, 9, 60, 20))),
        (4, 5, None),
        (5, 17, (1, (10, 9, 60, 32))),  # on its first page
        (14, 17, (2, (50, 70, 64, 80))),
        (17, 40, None),
    ],
)
def test_the_place_of_words(start: int, end: int, place: object) -> None:
    document = Document(id="0" * 64, source="made-up.pdf", reader="pdf", text=TEXT, words=WORDS)
    assert document.place(start, end) == place


def test_the_place_of_a_word_is_looked_up() -> None:
    def look_up(count: int) -> None:
        words = Words(range(2 * count), [1] * count, [1.0] * 4 * count)
        document = Document(id="0" * 64, source="made-up.pdf", reader="pdf", text="x" * 2 * count, words=words)
        for place in range(0, count, 10):
            assert document.place(place, place + 1) is not None

    assert grows_linearly(look_up, 5_000)


def test_a_word_takes_little_memory() -> None:
    tracemalloc.start()
    words = Words(range(200_000), [1] * 100_000, [1.0] * 400_000)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 64 * len(words)
