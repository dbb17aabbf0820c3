"""Pieces of a marked-up article in reading order -> its canonical text, with blocks and tables over it.

Pieces stand one below the other, parted by empty lines; a row of a table is a line, its cells between tabs. Every
offset is taken while the text is written.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extractors.readers.grid import COLUMN_LIMIT, Grid, RawCell, grid_of
from extractors.readers.marked_tables import MarkedTable
from schemas.document import Block, BlockKind, Cell, SectionType, Span, Table


@dataclass(slots=True)
class Piece:
    """A block in the making. ``table`` is the place of its table among all tables, for its caption and notes too.

    A heading has a ``level`` (1 the highest) and a ``hint`` of the section that it opens; one without words is a part
    of the article that has no title.
    """

    kind: BlockKind
    words: str = ""
    section: SectionType = "body"
    continues: bool = False
    table: int | None = None
    level: int = 0
    hint: SectionType | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Composed:
    """The text of an article with what lies over it."""

    text: str
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...]


def compose(pieces: Iterable[Piece], tables: list[MarkedTable]) -> Composed:
    """Write the pieces; only tables that have a piece are kept, numbered anew."""
    writer = _Writer()
    written: list[tuple[Piece, Span]] = []
    rows: dict[int, list[list[RawCell]]] = {}
    for piece in pieces:
        if piece.kind == "table" and piece.table is not None:
            span, rows[piece.table] = writer.table(tables[piece.table])
        elif piece.words:
            span = writer.words(piece.words)
        else:
            continue
        written.append((piece, span))
    numbers = {place: number for number, place in enumerate(rows)}
    blocks = tuple(_block(piece, span, numbers) for piece, span in written)
    text = writer.text
    own: dict[int, list[tuple[Piece, Span]]] = {place: [] for place in rows}
    for piece, span in written:
        if piece.table in own:
            own[piece.table].append((piece, span))
    made = tuple(_table(text, tables[place], cells, own[place]) for place, cells in rows.items())
    return Composed(text, blocks, made)


def _block(piece: Piece, span: Span, numbers: Mapping[int, int]) -> Block:
    return Block(
        start=span.start,
        end=span.end,
        kind=piece.kind,
        section=piece.section,
        continues=piece.continues,
        table=None if piece.table is None else numbers.get(piece.table),
        level=piece.level or None if piece.kind == "heading" else None,
    )


def _table(text: str, marked: MarkedTable, rows: list[list[RawCell]], own: list[tuple[Piece, Span]]) -> Table:
    """A table from its cells in the text and the pieces that belong to it: itself, its caption, its notes."""
    caption = next(((piece, span) for piece, span in own if piece.kind == "caption"), None)
    region = next(span for piece, span in own if piece.kind == "table")
    grid = grid_of(text, rows, marked.heads)
    return Table(
        start=region.start,
        end=region.end,
        label=caption[0].label if caption else None,
        caption=caption[1] if caption else None,
        footnotes=tuple(span for piece, span in own if piece.kind == "footnote"),
        cells=_as_marked(grid, marked),
        patients=grid.patients,
    )


def _as_marked(grid: Grid, marked: MarkedTable) -> tuple[Cell, ...]:
    """The cells with the rows that the markup says they cover; the empty places under them are no cells."""
    tall = {(cell.row, cell.column): cell for cell in marked.cells if cell.rows > 1}
    covered = {
        (cell.row + down, cell.column + right)
        for cell in tall.values()
        for down in range(1, cell.rows)
        for right in range(cell.columns)
    }
    return tuple(
        cell.model_copy(update={"row_span": tall[place].rows}) if place in tall else cell
        for cell in grid.cells
        if (place := (cell.row, cell.column)) not in covered
    )


class _Writer:
    """The text as it grows."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def words(self, words: str) -> Span:
        self._open()
        start = self._length
        self._put(words)
        return Span(start=start, end=self._length)

    def table(self, marked: MarkedTable) -> tuple[Span, list[list[RawCell]]]:
        """Where the table stands, and its cells row by row, the open places between them included."""
        self._open()
        start = self._length
        rows: list[list[RawCell]] = [[] for _ in range(marked.height)]
        by_row: list[dict[int, tuple[str, int]]] = [{} for _ in range(marked.height)]
        for cell in marked.cells:
            by_row[cell.row][cell.column] = (cell.words, cell.columns)
        for row, found in enumerate(by_row):
            if row:
                self._put("\n")
            rows[row] = self._row(found, marked.width)
        return Span(start=start, end=self._length), rows

    def _row(self, found: dict[int, tuple[str, int]], width: int) -> list[RawCell]:
        """A row of cells; the columns that a cell covers follow it as empty ones, as they do in a text file."""
        cells: list[RawCell] = []
        last = max(found, default=0)
        covered = 0  # columns below this one are
        for column in range(width):
            if 0 < column <= last:
                self._put("\t")
            words, span = found.get(column, ("", 1)) if column >= covered else ("", 1)
            start = self._length
            self._put(words)
            cells.append(RawCell(start, self._length, column, min(span, COLUMN_LIMIT)))
            covered = max(covered, column + span)
        return cells

    def _open(self) -> None:
        if self._length:
            self._put("\n\n")

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
