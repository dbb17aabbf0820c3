"""Pieces in reading order -> the canonical text of a PDF, with the place of every word and the lines of every block."""

import re
from bisect import bisect_left
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

from extractors.readers.grid import Grid, RawCell, grid_of
from extractors.readers.layout import Draft, Layout
from extractors.readers.lines import split_lines
from extractors.readers.pdf_grids import PdfCell, PdfTable
from extractors.readers.pdf_kinds import Told
from extractors.readers.pdf_paragraphs import Prose
from extractors.readers.pdf_place import PdfWord
from extractors.readers.pdf_rows import Row
from extractors.readers.text_tables import FoundTable
from schemas.words import Words

_CLOSE = 0.12  # of the type's height
_CLOSING = "/.,;:)]%"
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰ"
_MAY_TOUCH = re.compile(rf" [{re.escape(_CLOSING + _RAISED)}]|[{_RAISED}] ")  # most rows hold no such words


class Composed(NamedTuple):
    """The text, its blocks in the making, and its words."""

    text: str
    layout: Layout
    words: Words


class _Stretch(NamedTuple):
    """Where a piece stands in the text; ``cells`` are those of a table, row by row."""

    told: Told
    start: int
    end: int
    cells: list[list[RawCell]]


def compose(pieces: list[Told]) -> Composed:
    """Write the pieces one below the other, parted by empty lines; a row of a table is a line with tabs."""
    writer = _Writer()
    stretches = [writer.write(told) for told in pieces]
    text = writer.text
    lines = split_lines(text)
    starts = [line.start for line in lines]
    drafts: list[Draft] = []
    tables: list[FoundTable] = []
    for stretch in stretches:
        first = bisect_left(starts, stretch.start)
        last = bisect_left(starts, stretch.end) - 1
        if last < first:
            continue
        drafts.append(_draft(stretch, first, last, len(tables)))
        if stretch.cells:
            _add_table(tables, drafts, text, stretch)
    return Composed(text, Layout(lines, drafts, tables), writer.words)


def _draft(stretch: _Stretch, first: int, last: int, tables: int) -> Draft:
    told = stretch.told
    table = tables if stretch.cells else None
    return Draft(told.kind, first, last, table, told.label, told.heading)


def _add_table(tables: list[FoundTable], drafts: list[Draft], text: str, stretch: _Stretch) -> None:
    """A table of its own, or more rows of the one that the page before began."""
    draft = drafts[-1]
    part = (draft.first, draft.last)
    if not stretch.told.continues or not tables:
        tables.append(FoundTable((part,), _grid(text, stretch.cells, stretch.told.table)))
        return
    draft.table = len(tables) - 1
    begun = tables[-1]
    tables[-1] = FoundTable(
        (*begun.parts, part), _lengthened(begun.grid, _grid(text, stretch.cells, stretch.told.table), text)
    )


def _grid(text: str, rows: list[list[RawCell]], table: PdfTable | None) -> Grid:
    grid = grid_of(text, rows, table.heads if table else None)
    if table is None:
        return grid
    heights = {(cell.row, cell.column): cell.row_span for cell in table.cells if cell.row_span > 1}
    cells = tuple(
        cell.model_copy(update={"row_span": heights[cell.row, cell.column]})
        if (cell.row, cell.column) in heights
        else cell
        for cell in grid.cells
    )
    return Grid(cells, grid.patients)


def _lengthened(begun: Grid, more: Grid, text: str) -> Grid:
    """The rows of both; heads that are printed again are left out."""
    told = {(cell.row, cell.column, text[cell.start : cell.end]) for cell in begun.cells if cell.end > cell.start}
    again = 0
    rows = max((cell.row for cell in more.cells), default=0) + 1
    while again < rows - 1 and _repeats(more, again, told, text):
        again += 1
    below = max((cell.row + cell.row_span for cell in begun.cells), default=0)
    moved = [cell.model_copy(update={"row": cell.row - again + below}) for cell in more.cells if cell.row >= again]
    heads = {cell.column: cell.head for cell in begun.cells if cell.row == below - 1}
    kept = tuple(cell.model_copy(update={"head": heads.get(cell.column, False)}) for cell in moved)
    return Grid((*begun.cells, *kept), begun.patients or more.patients)


def _repeats(grid: Grid, row: int, told: set[tuple[int, int, str]], text: str) -> bool:
    cells = [cell for cell in grid.cells if cell.row == row and cell.end > cell.start]
    return bool(cells) and all((row, cell.column, text[cell.start : cell.end]) in told for cell in cells)


def _touch(before: PdfWord, word: PdfWord) -> bool:
    """Whether two words are one that changes its type in between: a raised digit, and what is set close to it."""
    opening = word.text[0]
    if opening not in _CLOSING and opening not in _RAISED and before.text[-1] not in _RAISED:
        return False
    return abs(word.x0 - before.x1) < _CLOSE * max(before.size, word.size)


class _Writer:
    """The text as it grows, and the words in it."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._spans: list[int] = []
        self._pages: list[int] = []
        self._boxes: list[float] = []

    @property
    def text(self) -> str:
        return "".join(self._parts)

    @property
    def words(self) -> Words:
        return Words(self._spans, self._pages, self._boxes)

    def write(self, told: Told) -> _Stretch:
        if self._length:
            self._put("\n\n")
        start = self._length
        cells: list[list[RawCell]] = []
        if told.table is not None:
            cells = self._table(told.table, told.page)
        else:
            self._prose(told.prose)
        return _Stretch(told, start, self._length, cells)

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _word(self, word: PdfWord, page: int) -> None:
        self._spans += (self._length, self._length + len(word.text))
        self._put(word.text)
        self._pages.append(page)
        self._boxes += word.shown or word[1:5]

    def _row(self, row: Row, page: int) -> None:
        """A row without words that may touch: the words and single spaces between them."""
        starts = accumulate([len(text) + 1 for text in row.texts], initial=self._length)
        self._spans += [place for start, following in pairwise(starts) for place in (start, following - 1)]
        self._put(row.text)
        self._pages += [page] * len(row.words)
        shown = [word.shown for word in row.words if word.shown]  # of all, or of none
        sides = shown or zip(row.lefts, row.tops, row.rights, row.bottoms, strict=True)
        self._boxes += chain.from_iterable(sides)

    def _prose(self, parts: tuple[Prose, ...]) -> None:
        begun = False
        for prose in parts:
            for row in prose.rows:
                if begun:
                    self._put("\n")
                begun = True
                if not _MAY_TOUCH.search(row.text):
                    self._row(row, prose.page)
                    continue
                before: PdfWord | None = None
                for word in row.words:
                    if before is not None and not _touch(before, word):
                        self._put(" ")
                    self._word(word, prose.page)
                    before = word

    def _table(self, table: PdfTable, page: int) -> list[list[RawCell]]:
        rows: list[list[RawCell]] = []
        by_place = {(cell.row, cell.column): cell for cell in table.cells}
        covered = {
            (cell.row + down, cell.column + right)
            for cell in table.cells
            for down in range(cell.row_span)
            for right in range(cell.column_span)
            if down or right
        }
        columns = table.columns
        for row in range(table.rows):
            if row:
                self._put("\n")
            written: list[RawCell] = []
            for column in range(columns):
                if column:
                    self._put("\t")
                cell = by_place.get((row, column))
                if cell is not None:
                    written.append(self._cell(cell, page))
                elif (row, column) not in covered:
                    written.append(RawCell(self._length, self._length, column))
            rows.append(written)
        return rows

    def _cell(self, cell: PdfCell, page: int) -> RawCell:
        start = self._length
        before: PdfWord | None = None
        for word in cell.words:
            if before is not None:
                below = word.base - before.base > 0.5 * word.size
                self._put("\n" if below and before.text.endswith("-") else "" if _touch(before, word) else " ")
            self._word(word, page)
            before = word
        return RawCell(start, self._length, cell.column, cell.column_span)
