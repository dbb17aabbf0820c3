"""Tables drawn with rules on all sides: the cells that pdfplumber finds between them, and the words in them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from extractors.readers.pdf_drawn import Drawn
from extractors.readers.pdf_place import Box, PdfWord
from extractors.readers.pdf_rows import box_of, is_numeric, rows_of, segments_of
from extractors.readers.pdf_rules import cell_groups

_RULE_LIMIT = 1_200
_CROSSING_LIMIT = 4_000  # rules across times rules down; tables have fewer, graph paper and charts more
_SNAP = 3.0  # points: rules so near one another are one
_MERGED = 2.0  # points: ends of cells so near are one line
_FILLED = 0.4  # share of cells with words in them; charts have fewer
_PAGE_SHARE = 0.9
_LEAST_PARTED = 2
_LEAST_LABELS = 3
_LABEL_WORDS = 5  # on the average; lines of prose have more
_SAME_BASE = 1.5  # points


class PdfCell(NamedTuple):
    """The words of a cell in reading order, its row and column from 0, how many of each it covers, and its box."""

    words: tuple[PdfWord, ...]
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    box: Box | None = None


class PdfTable(NamedTuple):
    """A table on one page; ``heads`` is the number of rows of heads where rules tell it."""

    cells: tuple[PdfCell, ...]
    box: Box
    heads: int | None = None

    @property
    def columns(self) -> int:
        """Number of columns."""
        return max(cell.column + cell.column_span for cell in self.cells)

    @property
    def rows(self) -> int:
        """Number of rows."""
        return max(cell.row + cell.row_span for cell in self.cells)


def grids_of(drawn: Drawn, words: list[PdfWord], size: tuple[float, float]) -> list[PdfTable]:
    """The ruled tables of a page that hold words in two rows and two columns at least."""
    if len(drawn.across) < 2 or len(drawn.down) < 2 or len(drawn.across) + len(drawn.down) > _RULE_LIMIT:
        return []
    if _crossings(drawn) > _CROSSING_LIMIT:
        return []
    found = []
    for boxes in cell_groups(drawn):
        box = min(c[0] for c in boxes), min(c[1] for c in boxes), max(c[2] for c in boxes), max(c[3] for c in boxes)
        table = _table(boxes, box, [word for word in words if _holds(box, word)])
        if table is not None and (box[2] - box[0]) * (box[3] - box[1]) < _PAGE_SHARE * size[0] * size[1]:
            found.append(with_outer_columns(table, words))
    return found


def _crossings(drawn: Drawn) -> int:
    """How often rules would cross if each ran over the whole page."""
    across = {round((box[1] + box[3]) / 2 / _SNAP) for box in drawn.across}
    down = {round((box[0] + box[2]) / 2 / _SNAP) for box in drawn.down}
    return len(across) * len(down)


def _holds(box: Box, word: PdfWord) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1


def _table(boxes: list[Box], box: Box, words: list[PdfWord]) -> PdfTable | None:
    lefts, tops = _lines([b[0] for b in boxes]), _lines([b[1] for b in boxes])
    if len(lefts) < 2 or len(tops) < 2:
        return None
    if len(words) < _FILLED * len(boxes):
        return None  # before each cell is asked for its words: graph paper has thousands
    rows, columns = _places(tops, [b[1] for b in boxes]), _places(lefts, [b[0] for b in boxes])
    cells = []
    for cell, inside in _filled(boxes, words):
        ordered = tuple(word for row in rows_of(inside) for word in row.words) if len(inside) > 1 else tuple(inside)
        row, column = rows[cell[1]], columns[cell[0]]
        below, beside = bisect_left(tops, cell[3] - _MERGED), bisect_left(lefts, cell[2] - _MERGED)
        cells.append(PdfCell(ordered, row, column, max(below - row, 1), max(beside - column, 1), cell))
    cells = [part for cell in cells for part in _unspanned(cell, lefts)]
    filled = [cell for cell in cells if cell.words]
    if len(filled) < _FILLED * len(cells) or len({c.row for c in filled}) < 2 or len({c.column for c in filled}) < 2:
        return None
    return PdfTable(tuple(cells), box)


def _filled(boxes: list[Box], words: list[PdfWord]) -> Iterator[tuple[Box, list[PdfWord]]]:
    """Cells from the top down with their words; a word on a rule is the upper or left cell's."""
    places = sorted(((word.top + word.bottom) / 2, (word.x0 + word.x1) / 2, place) for place, word in enumerate(words))
    heights = [y for y, _, _ in places]
    taken: set[int] = set()
    for cell in sorted(boxes, key=lambda b: (b[1], b[0])):
        beside = places[bisect_left(heights, cell[1] - 1) : bisect_right(heights, cell[3] + 1)]
        inside = sorted(place for _, x, place in beside if cell[0] - 1 <= x <= cell[2] + 1 and place not in taken)
        taken.update(inside)
        yield cell, [words[place] for place in inside]


def _lines(values: list[float]) -> list[float]:
    lines: list[float] = []
    for value in sorted(values):
        if not lines or value - lines[-1] > _MERGED:
            lines.append(value)
    return lines


def _places(lines: list[float], values: list[float]) -> dict[float, int]:
    """The place of the line that is nearest to each value."""
    return {value: min(range(len(lines)), key=lambda place: abs(lines[place] - value)) for value in set(values)}


def _unspanned(cell: PdfCell, lefts: list[float]) -> list[PdfCell]:
    """A row without rules of its own between others that have them: its words stand in their columns all the same."""
    if cell.column_span == 1 or not cell.words:
        return [cell]
    columns: dict[tuple[int, int], list[PdfWord]] = {}
    for row in rows_of(list(cell.words)):
        for segment in segments_of(row):
            first, last = (sum(line <= x for line in lefts) - 1 for x in (segment[0].x0 + 1, segment[-1].x1 - 1))
            columns.setdefault((first, last), []).extend(segment)
    parts = sorted(columns)
    if len(parts) == 1 or any(after[0] <= before[1] for before, after in pairwise(parts)):
        return [cell]
    return [PdfCell(tuple(columns[part]), cell.row, part[0], cell.row_span, part[1] - part[0] + 1) for part in parts]


def with_outer_columns(table: PdfTable, words: list[PdfWord]) -> PdfTable:
    """A table with the column of labels that stands left or right of its rules, on the base lines of its rows."""
    for left in (True, False):
        labels = _outer(table, words, left=left)
        if labels is None:
            continue
        shift = 1 if left else 0
        column = 0 if left else table.columns
        cells = [cell._replace(column=cell.column + shift) for cell in table.cells]
        cells += [PdfCell(tuple(found), row, column) for row, found in labels.items()]
        box = box_of([word for cell in cells for word in cell.words])
        joined = (
            min(box[0], table.box[0]),
            min(box[1], table.box[1]),
            max(box[2], table.box[2]),
            max(box[3], table.box[3]),
        )
        table = PdfTable(tuple(cells), joined)
    return table


def _outer(table: PdfTable, words: list[PdfWord], *, left: bool) -> dict[int, list[PdfWord]] | None:
    """The words beside a table by its rows; None where they are not on its base lines or are prose."""
    x0, top, x1, bottom = table.box
    beside = [
        w for w in words if top < (w.top + w.bottom) / 2 < bottom and (w.x1 <= x0 + 1 if left else w.x0 >= x1 - 1)
    ]
    rows = rows_of(beside)
    if len(rows) < _LEAST_LABELS or sum(len(row.words) for row in rows) > _LABEL_WORDS * len(rows):
        return None
    labels: dict[int, list[PdfWord]] = {}
    for row in rows:
        near = [c.row for c in table.cells for w in c.words if abs(w.base - row.base) < _SAME_BASE and c.row_span == 1]
        if near:
            labels.setdefault(near[0], []).extend(row.words)
    told = sum(len(rows_of(found)) for found in labels.values())
    filled = {cell.row for cell in table.cells if cell.words}
    return labels if told >= 0.9 * len(rows) and len(labels) >= 0.7 * len(filled) else None


def hides_rows(table: PdfTable) -> bool:
    """Whether cells hold several rows or columns each: rules in one direction alone, or around groups of rows."""
    columns, rows = table.columns, table.rows
    wide = [cell for cell in table.cells if cell.column_span == columns and cell.words]
    parted = [cell for cell in wide if any(len(segments_of(row)) > 1 for row in rows_of(list(cell.words)))]
    if len(parted) >= _LEAST_PARTED and 2 * len(parted) > rows:
        return True
    for row in range(rows):
        cells = [cell for cell in table.cells if cell.row == row and cell.words and cell.column_span == 1]
        counts = [len(rows_of(list(cell.words))) for cell in cells]
        if len(counts) < 2 or max(counts) < 3:
            continue
        same = [cell for cell, count in zip(cells, counts, strict=True) if count == max(counts)]
        figures = [r for cell in same for r in rows_of(list(cell.words)) if is_numeric(r.text)]
        if len(same) >= 0.6 * len(cells) and 2 * len(figures) >= len(same) * max(counts):
            return True
    return False
