"""Tables in print: widths of columns, heights of rows, rules, and parts that fit on a page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from raw_docs.typesetting.columns import BOTTOM, FULL, TOP, Slug
from raw_docs.typesetting.inline import Run, Words
from raw_docs.typesetting.lines import Line, filled, split_words, width_of
from raw_docs.typesetting.manuscript import SetCell, SetTable
from raw_docs.typesetting.press import Press

_SIZE, _LEADING = 7.4, 9.0
_NOTE_SIZE, _NOTE_LEADING = 7.0, 8.6
_CAPTION_SIZE, _CAPTION_LEADING = 8.6, 11.0
_PAD = 3.5
_BELOW = 16.0


@dataclass(frozen=True)
class _Grid:
    """A table with its measures: where columns begin (and the last ends), lines of cells, heights of rows."""

    table: SetTable
    lefts: tuple[float, ...]
    lines: dict[SetCell, list[Line]]
    heights: tuple[float, ...]

    @property
    def is_ruled(self) -> bool:
        """Whether all cells are framed: tables with a patient in each column are."""
        return self.table.patients == "columns"


def table_slugs(press: Press, table: SetTable) -> tuple[Slug, ...]:
    """The table as slugs across both columns: one, or several with the head repeated."""
    title = filled(press, (Run(f"{table.label} ", "bold"), *table.title), FULL, _CAPTION_SIZE)
    if not table.cells:
        return (_part(title, None, [], []),)
    notes = [line for note in table.notes for line in filled(press, note, FULL, _NOTE_SIZE)]
    grid = _grid(press, table)
    parts = list(_parts(grid, BOTTOM - TOP - _BELOW - 30 - _NOTE_LEADING * len(notes)))
    again = filled(press, (Run(f"{table.label} ", "bold"), Run("(Continued)")), FULL, _CAPTION_SIZE)
    last = len(parts) - 1
    return tuple(
        _part(again if place else title, grid, rows, notes if place == last else []) for place, rows in enumerate(parts)
    )


def _part(title: list[Line], grid: _Grid | None, rows: Sequence[int], notes: list[Line]) -> Slug:
    body = sum(grid.heights[row] for row in rows) if grid else 90.0
    height = _CAPTION_LEADING * len(title) + 5 + body + 4 + _NOTE_LEADING * len(notes) + _BELOW
    return Slug(height, partial(_draw_part, title, grid, rows, notes))


def _draw_part(
    title: list[Line], grid: _Grid | None, rows: Sequence[int], notes: list[Line], press: Press, x: float, y: float
) -> None:
    for line in title:
        y += _CAPTION_LEADING
        line.draw(press, (x, y - 3), FULL, _CAPTION_SIZE)
    y += 5
    if grid is None:
        press.frame(x, y, FULL, 90.0)
        return
    y = _draw_rows(press, grid, rows, x, y) + 4
    for line in notes:
        y += _NOTE_LEADING
        line.draw(press, (x, y - 1), FULL, _NOTE_SIZE)


# ---- measures


def _grid(press: Press, table: SetTable) -> _Grid:
    widths = _widths(press, table)
    lefts = tuple(sum(widths[:column]) for column in range(len(widths) + 1))
    lines = {
        cell: filled(
            press, _styled(table, cell), lefts[cell.column + cell.column_span] - lefts[cell.column] - 2 * _PAD, _SIZE
        )
        for cell in table.cells
    }
    return _Grid(table, lefts, lines, tuple(_heights(table, lines)))


def _styled(table: SetTable, cell: SetCell) -> Words:
    """The heads above columns are bold."""
    bold = cell.row < table.head_rows
    return tuple(Run(run.text, "bold") if bold and run.style == "roman" else run for run in cell.words)


def _widths(press: Press, table: SetTable) -> list[float]:
    """Widths that give each column its longest word and share out the rest by what else it holds."""
    count = table.column_count
    least, wanted = [12.0] * count, [12.0] * count
    for cell in table.cells:
        if cell.column_span > 1:
            continue
        for line in split_words(_styled(table, cell)):
            wide = [width_of(press, word, _SIZE) for word in line] or [0.0]
            least[cell.column] = max(least[cell.column], max(wide) + 2 * _PAD + 1)
            wanted[cell.column] = max(wanted[cell.column], sum(wide) + 2.2 * len(wide) + 2 * _PAD)
    spare = FULL - sum(least)
    more = [(want - need) ** 0.6 if want > need else 0.0 for want, need in zip(wanted, least, strict=True)]
    total = sum(more) or 1.0
    return [need + spare * share / total for need, share in zip(least, more, strict=True)]


def _heights(table: SetTable, lines: dict[SetCell, list[Line]]) -> list[float]:
    heights = [_LEADING + 2 * _PAD - 2] * table.row_count
    for cell in table.cells:
        needed = _LEADING * len(lines[cell]) + 2 * _PAD - 2
        missing = needed - sum(heights[cell.row : cell.row + cell.row_span])
        heights[cell.row + cell.row_span - 1] += max(0.0, missing)
    return heights


def _parts(grid: _Grid, room: float) -> Iterator[list[int]]:
    """The rows of each part, heads included; rows that share a cell stay together."""
    heads = list(range(grid.table.head_rows))
    part, used = list(heads), sum(grid.heights[row] for row in heads)
    for group in _groups(grid.table):
        height = sum(grid.heights[row] for row in group)
        if used + height > room and len(part) > len(heads):
            yield part
            part, used = list(heads), sum(grid.heights[row] for row in heads)
        part += group
        used += height
    yield part


def _groups(table: SetTable) -> list[list[int]]:
    starts = [cell.row for cell in table.cells if cell.column == 0 and cell.row >= table.head_rows]
    ends = [*starts[1:], table.row_count]
    return [list(range(start, end)) for start, end in zip(starts, ends, strict=True)]


# ---- drawing


def _draw_rows(press: Press, grid: _Grid, rows: Sequence[int], x: float, y: float) -> float:
    """Set rows with their rules; gives the y below them."""
    tops: dict[int, float] = {}
    top = y
    for row in rows:
        tops[row] = y
        y += grid.heights[row]
    for cell, lines in grid.lines.items():
        if cell.row in tops:
            _draw_cell(press, grid, cell, lines, (x, tops[cell.row]))
    press.rule(x, top, x + FULL, top, thickness=0.8)
    press.rule(x, y, x + FULL, y, thickness=0.8)
    if grid.table.patients is None:
        below = top + sum(grid.heights[: grid.table.head_rows])
        press.rule(x, below, x + FULL, below)
    return y


def _draw_cell(press: Press, grid: _Grid, cell: SetCell, lines: list[Line], corner: tuple[float, float]) -> None:
    x, y = corner[0] + grid.lefts[cell.column], corner[1]
    width = grid.lefts[cell.column + cell.column_span] - grid.lefts[cell.column]
    for number, line in enumerate(lines, 1):
        line.draw(press, (x + _PAD, y + _PAD + number * _LEADING - 3), width - 2 * _PAD, _SIZE)
    if cell.row < grid.table.head_rows - 1 and cell.column_span > 1:
        below = y + grid.heights[cell.row]
        press.rule(x + _PAD, below, x + width - _PAD, below)
    if grid.is_ruled:
        height = sum(grid.heights[cell.row : cell.row + cell.row_span])
        press.rule(x, y, x + width, y)
        press.rule(x, y + height, x + width, y + height)
        press.rule(x, y, x, y + height)
        press.rule(x + width, y, x + width, y + height)
