"""The rows of an unruled table -> cells: heads stacked, wrapped lines put back together."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extractors.readers.pdf_columns import (
    CellLine,
    Gap,
    Line,
    columns_below,
    finer,
    line_of,
    space_of,
    unwrapped,
)
from extractors.readers.pdf_drawn import Drawn
from extractors.readers.pdf_grids import PdfCell, PdfTable
from extractors.readers.pdf_place import Box, PdfWord
from extractors.readers.pdf_rows import Row, box_of, is_numeric

_LEAST_WIDE = 0.05
_TIGHT = 0.87  # of the step from one row to the next: lines of one cell are closer
_MOSTLY = 0.5
_ROOM = 0.97  # of the widest line of a column: so much room a line has
_RULE_WIDTH = 0.6  # of the table's width: a rule below the heads is as wide
_OWN = 0.8  # of the table's width: a rule below one head is shorter
_HEAD_LINES = 8
_LEADS_ON = ("-", ",", "(", "/", "&", " of", " and", " or", " the", " with", " for", " to", " in")


def table_of(rows: Sequence[Row], columns: list[Gap], drawn: Drawn) -> PdfTable | None:
    """The cells of rows whose columns part at ``columns``; None where they do not stand in two columns or more."""
    if not columns:
        return None
    box = box_of([word for row in rows for word in row.words])
    space = space_of(rows)
    columns = finer(rows, columns, space)
    lines = [line_of(row, columns, space) for row in rows]
    rules = _rules(drawn, box)
    heads = _head_lines(rows, lines, rules)
    if heads == 1:
        heads = len(_logical(rows, lines, rules, space)[0])
    spanned = [_underlined(row, line, columns, drawn, box) for row, line in zip(rows[:heads], lines, strict=False)]
    cells = _head_cells(rows[:heads], unwrapped(spanned, columns), drawn)
    head_rows = max((cell.row + 1 for cell in cells), default=0)
    for place, group in enumerate(_logical(rows[heads:], lines[heads:], rules, space)):
        cells += _merged(group, head_rows + place)
    return PdfTable(tuple(cells), box, head_rows or None) if cells else None


# ---- heads


def _rules(drawn: Drawn, box: Box) -> list[float]:
    """Heights of the rules that run across most of the table; pieces of one rule count together."""
    width = box[2] - box[0]
    inside = [r for r in drawn.across if box[1] - 4 < r[1] < box[3] + 4 and r[0] < box[2] and r[2] > box[0]]
    heights: dict[int, list[Gap]] = {}
    for rule in inside:
        heights.setdefault(round(rule[1] / 2), []).append((max(rule[0], box[0]), min(rule[2], box[2])))
    return sorted(2.0 * height for height, parts in heights.items() if _covered(parts) >= _RULE_WIDTH * width)


def _covered(parts: list[Gap]) -> float:
    """The length that stretches cover together."""
    length, end = 0.0, float("-inf")
    for start, stop in sorted(parts):
        length += max(stop - max(start, end), 0.0)
        end = max(end, stop)
    return length


def _head_lines(rows: Sequence[Row], lines: list[Line], rules: list[float]) -> int:
    """How many printed lines are heads: those above the first rule, else those above the first row of figures."""
    figures = next((place for place, line in enumerate(lines) if _is_of_figures(line)), len(lines))
    above = [sum(row.base < rule + 1 for row in rows) for rule in rules]
    fit = [count for count in above if 0 < count <= min(_HEAD_LINES, len(rows) - 1)]
    if fit:
        return max([count for count in fit if count <= figures], default=fit[0])
    return figures if 0 < figures <= min(_HEAD_LINES, len(rows) - 1) else int(figures > 0)


def _is_of_figures(line: Line) -> bool:
    others = [piece for piece in line if piece.column]
    return bool(others) and 2 * sum(is_numeric(piece.text) for piece in others) >= len(others)


def _underlined(row: Row, line: Line, columns: list[Gap], drawn: Drawn, box: Box) -> Line:
    """A head with a rule of its own below it covers the columns that the rule does."""
    width = _OWN * (box[2] - box[0])
    spanned = list(line)
    for rule in drawn.across:
        if not row.base - 1 < rule[1] < row.base + row.size or rule[2] - rule[0] > width:
            continue
        above = [piece for piece in spanned if rule[0] - 2 < piece.words[-1].x1 and piece.words[0].x0 < rule[2] + 2]
        first, span = columns_below((rule[0], rule[2]), columns)
        if len(above) == 1 and first <= above[0].column and span > above[0].span:
            spanned[spanned.index(above[0])] = above[0]._replace(column=first, span=span)
    return spanned


def _head_cells(rows: Sequence[Row], lines: list[Line], drawn: Drawn) -> list[PdfCell]:
    """Heads: lines of one column stacked; a head over several columns in a row of its own above them."""
    levels = [place for place, line in enumerate(lines) if any(piece.span > 1 for piece in line)]
    last = len(levels)
    stacks: dict[int, list[PdfWord]] = {}
    cells: list[PdfCell] = []
    for place, line in enumerate(lines):
        for piece in line:
            if piece.span > 1 and place < len(lines) - 1:
                _add_spanning(cells, piece, levels.index(place), rows[place], drawn)
            else:
                stacks.setdefault(piece.column, []).extend(piece.words)
    cells += [PdfCell(tuple(words), last, column) for column, words in stacks.items()]
    return _dense(cells)


def _add_spanning(cells: list[PdfCell], piece: CellLine, level: int, row: Row, drawn: Drawn) -> None:
    """A second line of the same spanning head belongs to the first, unless a rule stands between."""
    for place, cell in enumerate(cells):
        same = cell.column == piece.column and cell.column_span == piece.span
        box = box_of(cell.words)
        ruled = any(box[3] - 2 < rule[1] < row.base and rule[0] < box[2] and rule[2] > box[0] for rule in drawn.across)
        if same and not ruled and row.top - box[3] < row.size:
            cells[place] = cell._replace(words=cell.words + piece.words)
            return
    cells.append(PdfCell(piece.words, level, piece.column, 1, piece.span))


def _dense(cells: list[PdfCell]) -> list[PdfCell]:
    used = sorted({cell.row for cell in cells})
    return [cell._replace(row=used.index(cell.row)) for cell in cells]


# ---- rows


def _logical(rows: Sequence[Row], lines: list[Line], rules: list[float], space: float) -> list[list[Line]]:
    """Printed lines that are one row of the table each."""
    step = _step(rows)
    widths = _widths(lines)
    groups: list[list[Line]] = []
    for place, line in enumerate(lines):
        if groups and not _ruled(rows[place - 1], rows[place], rules):
            drop = rows[place].base - rows[place - 1].base
            tight = step is not None and drop < _TIGHT * step
            wrapped = _wrapped_share(lines[place - 1], line, widths, space)
            if drop < 2 * rows[place].size and _continues(groups[-1], line, tight=tight, wrapped=wrapped):
                groups[-1].append(line)
                continue
        groups.append([line])
    return groups


def _widths(lines: list[Line]) -> dict[int, float]:
    """The widest line of words in every column."""
    widths: dict[int, float] = {}
    for line in lines:
        for piece in line:
            if piece.span == 1:
                widths[piece.column] = max(widths.get(piece.column, 0.0), piece.width)
    return widths


def _wrapped_share(above: Line, line: Line, widths: dict[int, float], space: float) -> float:
    """Share of a line's pieces whose first word would have found no room at the end of the piece above."""
    over = {piece.column: piece for piece in above}
    wrapped = 0
    for piece in line:
        upper, first = over.get(piece.column), piece.words[0]
        needed = upper.width + space + first.x1 - first.x0 if upper else 0.0
        wrapped += needed > 0 and needed >= _ROOM * widths.get(piece.column, 0.0)
    return wrapped / len(line)


def _ruled(above: Row, below: Row, rules: list[float]) -> bool:
    return any(above.base - 1 < rule < below.base - 0.3 * below.size for rule in rules)


def _step(rows: Sequence[Row]) -> float | None:
    """The step between rows where lines of cells are clearly closer than rows are; None where all are alike."""
    drops = sorted(after.base - before.base for before, after in pairwise(rows))
    if len(drops) < 3:
        return None
    tight = drops[len(drops) // 10]
    wide = [drop for drop in drops if drop > tight / _TIGHT]
    if len(wide) < _LEAST_WIDE * len(drops) or len(wide) > 0.9 * len(drops):
        return None
    return median(wide)


def _continues(group: list[Line], line: Line, *, tight: bool, wrapped: float) -> bool:
    """Whether a printed line is the next line of the cells of the row above it."""
    filled = {piece.column for above in group for piece in above}
    spans = {piece.column: piece.span for above in reversed(group) for piece in above}
    covered = all(piece.column in filled and piece.span <= spans[piece.column] for piece in line)
    figures = any(is_numeric(piece.text) for piece in line if piece.column)
    closes = wrapped == 1 or (tight and wrapped >= _MOSTLY)
    first = next((piece for piece in line if piece.column == 0), None)
    if first is None:
        few = tight and not figures and 2 * len(line) <= len(filled)
        return covered and (few or (closes and (not figures or (wrapped == 1 and len(line) < len(filled)))))
    begun = next((piece.text for above in reversed(group) for piece in above if piece.column == 0), "")
    leads_on = first.text[:1].islower() or begun.endswith(_LEADS_ON)
    if len(line) == 1:
        return bool(begun) and (leads_on or (tight and closes and len(group[-1]) > 1))
    if filled == {0} and leads_on:
        return True
    return tight and closes and covered and (leads_on or not figures)


def _merged(group: list[Line], row: int) -> list[PdfCell]:
    words: dict[tuple[int, int], list[PdfWord]] = {}
    for line in group:
        for piece in line:
            spans = [span for column, span in words if column == piece.column and span > piece.span]
            words.setdefault((piece.column, max(spans, default=piece.span)), []).extend(piece.words)
    return [
        PdfCell(tuple(found), row, column, 1, span)
        for (column, span), found in sorted(words.items(), key=lambda item: item[0])
    ]
