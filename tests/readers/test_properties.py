"""What holds for every text: blocks and cells never lose, double or move a character."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.readers import document_of_text
from schemas.document import Document

LINES = st.sampled_from(
    [
        "",
        " ",
        "The boy was ill and",
        "got well again.",
        "to walk.",
        "# Title",
        "## References",
        "Dear Editor:",
        "Table 1. Tests.",
        "Table 1",
        "Table 1 (Continued)",
        "Fig. 1. A leg",
        "Case\t1\t2",
        "Sex\tF\tM",
        "\tCK\t9\t",
        "[0,2-9] a\t\t",
        "| a | b |",
        "|--|--|",
        "a    b    c",
        "Doe et al, 1999 (2",
        "cases)",
        "Female, 7 years,",
        "Asian",
        "4 female, 2 male",
        "CK: creatine kinase; MRI: magnetic resonance imaging.",
        "* note",
        "17",
        "- item",
        "1. Doe J. Legs. J Made Up. 2001;5:6-7.",
        "https://doi.org/10.1234/own",
        "© 2019",
    ]
)
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\f"])
LAYOUTS = st.lists(st.tuples(LINES, ENDS), max_size=40).map(lambda parts: "".join(line + end for line, end in parts))


def check(document: Document, text: str) -> None:
    assert document.text == text
    owners = [0] * len(text)
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end <= len(text)
        end = block.end
        owners[block.start : block.end] = [1] * (block.end - block.start)
    assert [char for char, owned in zip(text, owners, strict=True) if not owned and not char.isspace()] == []
    for place, table in enumerate(document.tables):
        regions = [
            (block.start, block.end) for block in document.blocks if block.kind == "table" and block.table == place
        ]
        assert regions
        assert (table.start, table.end) == (regions[0][0], regions[-1][1])
        check_cells(document, place, regions)


def check_cells(document: Document, place: int, regions: list[tuple[int, int]]) -> None:
    cells = [cell for cell in document.tables[place].cells if cell.end > cell.start]
    for cell in cells:
        assert any(start <= cell.start and cell.end <= end for start, end in regions)
        assert document.quote(cell) == document.quote(cell).strip()
    in_order = sorted(cells, key=lambda cell: cell.start)
    assert all(one.end <= two.start for one, two in pairwise(in_order))
    squares = [
        (cell.row + down, cell.column + right)
        for cell in document.tables[place].cells
        for down in range(cell.row_span)
        for right in range(cell.column_span)
    ]
    assert len(squares) == len(set(squares))


@given(st.text())
def test_any_text_is_laid_out(text: str) -> None:
    check(document_of_text(text, source="any.txt"), text)


@settings(max_examples=400)
@given(LAYOUTS)
def test_any_mixture_of_shapes_is_laid_out(text: str) -> None:
    check(document_of_text(text, source="any.txt"), text)


@given(LAYOUTS)
def test_line_ends_change_nothing_but_offsets(text: str) -> None:
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    windows = unix.replace("\n", "\r\n")
    one, two = document_of_text(unix, source="a"), document_of_text(windows, source="a")
    assert [(block.kind, block.section) for block in one.blocks] == [
        (block.kind, block.section) for block in two.blocks
    ]
