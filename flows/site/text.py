"""An article as a page shows it: blocks and tables, cut where the words behind a value begin and end."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from schemas.document import Block, Cell, Document, Span
from schemas.values import Evidence

_LETTER = re.compile(r"[^\s|_=+-]")
_HIGHEST, _DEEPEST = 2, 4  # levels of headings on the page: its title is the first


@dataclass(frozen=True)
class Piece:
    """A stretch of text; ``ids`` are the values it is the words of, separated by spaces, ``tint`` their kind."""

    text: str
    ids: str = ""
    tint: str = ""


@dataclass(frozen=True)
class ShownCell:
    """A cell of a table on the page."""

    pieces: tuple[Piece, ...]
    head: bool
    row_span: int
    column_span: int


@dataclass(frozen=True)
class ShownBlock:
    """A block on the page. ``rows`` are those of a table; a table without cells is shown as it is printed."""

    kind: str
    pieces: tuple[Piece, ...] = ()
    rows: tuple[tuple[ShownCell, ...], ...] = ()
    level: int = 2


@dataclass(frozen=True)
class Marked:
    """Words that belong to a value: ``id`` is the value's on the page, ``tint`` its kind."""

    evidence: Evidence
    id: str
    tint: str


class Marker:
    """Cuts the text of a document at the words of values."""

    def __init__(self, document: Document, marks: Iterable[Marked]) -> None:
        self._text = document.text
        self._marks = sorted(marks, key=lambda mark: (mark.evidence.start, -mark.evidence.end))
        self._starts = [mark.evidence.start for mark in self._marks]
        self._longest = max((mark.evidence.end - mark.evidence.start for mark in self._marks), default=0)

    def pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        """The text of ``[start, end)`` in pieces."""
        met = self._met(start, end)
        inner = {max(start, mark.evidence.start) for mark in met} | {min(end, mark.evidence.end) for mark in met}
        cuts = sorted({start, end} | inner)
        pieces = []
        for first, last in pairwise(cuts):
            over = [mark for mark in met if mark.evidence.start <= first and last <= mark.evidence.end]
            # the shortest words first: a click asks for the most particular value
            over.sort(key=lambda mark: mark.evidence.end - mark.evidence.start)
            ids = " ".join(dict.fromkeys(mark.id for mark in over))
            tint = over[0].tint if over else ""
            pieces.append(Piece(self._text[first:last], ids, tint))
        return tuple(pieces)

    def _met(self, start: int, end: int) -> list[Marked]:
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_left(self._starts, end)
        return [mark for mark in self._marks[first:last] if mark.evidence.end > start]


def shown_blocks(document: Document, marker: Marker) -> Iterator[ShownBlock]:
    """The whole text in its order, block by block; what no block covers is shown as it stands."""
    place = 0
    for block in sorted(document.blocks, key=lambda each: each.start):
        yield from _between(document, marker, place, block.start)
        yield _shown(document, marker, block)
        place = max(place, block.end)
    yield from _between(document, marker, place, len(document.text))


def _between(document: Document, marker: Marker, start: int, end: int) -> Iterator[ShownBlock]:
    if document.text[start:end].strip():
        yield ShownBlock("paragraph", marker.pieces(start, end))


def _shown(document: Document, marker: Marker, block: Block) -> ShownBlock:
    if block.kind == "table":
        table = document.tables[block.table] if block.table is not None else None
        return _drawn(document, marker, block, table.cells if table else ())
    level = min(_DEEPEST, max(_HIGHEST, (block.level or 1) + 1))
    return ShownBlock(block.kind, marker.pieces(block.start, block.end), level=level)


def _drawn(document: Document, marker: Marker, block: Block, cells: Sequence[Cell]) -> ShownBlock:
    """The rows that begin in this block: a long table may go on in another one.

    Words of the block that stand in no cell are shown with the cell before them, or above the table.
    """
    here = sorted((cell for cell in cells if block.start <= cell.start < cell.end <= block.end), key=_start)
    if not here:
        return ShownBlock("printed", marker.pieces(block.start, block.end))
    rest: dict[Cell, tuple[Piece, ...]] = {}
    for cell, following in zip(here, (*here[1:], None), strict=True):
        end = following.start if following else block.end
        if cell.end < end and _LETTER.search(document.text, cell.end, end):
            rest[cell] = marker.pieces(cell.end, end)
    rows = []
    for row in sorted({cell.row for cell in here}):
        line = sorted((cell for cell in cells if cell.row == row), key=lambda cell: cell.column)
        rows.append(tuple(_cell(cell, marker, rest.get(cell, ())) for cell in line))
    above = _LETTER.search(document.text, block.start, here[0].start)
    return ShownBlock("table", marker.pieces(block.start, here[0].start) if above else (), tuple(rows))


def _start(span: Span) -> int:
    return span.start


def _cell(cell: Cell, marker: Marker, rest: tuple[Piece, ...]) -> ShownCell:
    return ShownCell(marker.pieces(cell.start, cell.end) + rest, cell.head, cell.row_span, cell.column_span)
