"""The rows of an unruled table -> cells: columns from what stays empty, wrapped lines put back together."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extractors.readers.pdf_drawn import Drawn
from extractors.readers.pdf_grids import PdfCell, PdfTable
from extractors.readers.pdf_rows import Row, box_of, is_numeric, segments_of
from extractors.readers.pdf_text import Box, PdfWord

_NARROWEST = 2.0  # points between two columns
_LEAST_BESIDE = 4  # rows
_STRAY = 0.12  # share of the rows that may run across the space between two columns: spanning heads
_WIDER = 1.3  # times a space: so wide a gap parts two cells where the columns part
_LEAST_WIDE = 0.05
_TIGHT = 0.87  # of the step from one row to the next: lines of one cell are closer
_MOSTLY = 0.5
_ROOM = 0.97  # of the widest line of a column: so much room a line has
_RULE_WIDTH = 0.6  # of the table's width: a rule below the heads is as wide
_HEAD_LINES = 8
_LEADS_ON = ("-", ",", "(", "/", "&", " of", " and", " or", " the", " with", " for", " to", " in")

_FIGURE = re.compile(r"[$€£<>~−–-]?\d[\d.,]*%?$")
_HUNDREDS = re.compile(r"\d{3}$")
_DIGITS = 3

Line = list["Piece"]
Gap = tuple[float, float]
"""Left and right end of the stretch that parts two columns."""


class Piece(NamedTuple):
    """Words of one printed line that stand in ``span`` columns from ``column`` on."""

    column: int
    span: int
    words: tuple[PdfWord, ...]

    @property
    def text(self) -> str:
        """The words, parted by spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def width(self) -> float:
        """From the first word's left end to the last one's right end."""
        return self.words[-1].x1 - self.words[0].x0


def table_of(rows: Sequence[Row], drawn: Drawn) -> PdfTable | None:
    """The cells of rows that form a table; None where they do not stand in two columns or more."""
    box = box_of([word for row in rows for word in row.words])
    space = _space(rows)
    columns = separators_of(rows)
    if not columns:
        return None
    columns = _finer(rows, columns, space)
    lines = [_pieces(row, columns, space) for row in rows]
    rules = _rules(drawn, box)
    heads = _head_lines(rows, lines, rules)
    cells = _head_cells(rows[:heads], _unwrapped(lines[:heads], columns), drawn)
    head_rows = max((cell.row + 1 for cell in cells), default=0)
    for place, group in enumerate(_logical(rows[heads:], lines[heads:], rules, space)):
        cells += _merged(group, head_rows + place)
    return PdfTable(tuple(cells), box, head_rows or None) if cells else None


# ---- columns


def separators_of(rows: Sequence[Row]) -> list[Gap]:
    """Where one column ends and the next begins: every stretch that hardly any row covers."""
    parts = [_figures_apart(segments_of(row)) for row in rows]
    told = [segments for segments in parts if len(segments) > 1]
    if len(told) < 2:
        return []
    left = min(segments[0][0].x0 for segments in told)
    right = max(segments[-1][-1].x1 for segments in told)
    cover = [0] * (int(right - left) * 2 + 3)
    for segments in told:
        for segment in segments:
            for place in range(int((segment[0].x0 - left) * 2), int((segment[-1].x1 - left) * 2) + 1):
                cover[min(max(place, 0), len(cover) - 1)] += 1
    return [(left + start / 2, left + end / 2) for start, end in _valleys(cover, int(_STRAY * len(told)))]


def _finer(rows: Sequence[Row], columns: list[Gap], space: float) -> list[Gap]:
    """Columns set closer than cells usually are: a strip that no word of many rows touches parts them all the same."""
    edges = [float("-inf"), *((start + end) / 2 for start, end in columns), float("inf")]
    found = list(columns)
    for left, right in pairwise(edges):
        inside = [[word for word in row.words if left < (word.x0 + word.x1) / 2 < right] for row in rows]
        found += _clear_strips(
            [words for words in inside if len(words) > 1], [w for words in inside for w in words], space
        )
    return sorted(found)


def _clear_strips(rows: list[list[PdfWord]], words: list[PdfWord], space: float) -> list[Gap]:
    """Strips clearly wider than a space that no word touches, with words on both sides in several rows."""
    strips: list[Gap] = []
    right = float("inf")
    for word in sorted(words, key=lambda word: word.x0):
        strip = (right, word.x0)
        beside = sum(words[0].x1 <= strip[0] and words[-1].x0 >= strip[1] for words in rows)
        if strip[1] - strip[0] >= _WIDER * space and beside >= _LEAST_BESIDE:
            strips.append(strip)
        right = word.x1 if right == float("inf") else max(right, word.x1)
    return strips


def _figures_apart(segments: list[tuple[PdfWord, ...]]) -> list[tuple[PdfWord, ...]]:
    """Two figures beside one another are two cells, unless the second goes on with the thousands of the first."""
    apart: list[tuple[PdfWord, ...]] = []
    for segment in segments:
        begun = 0
        for place in range(1, len(segment)):
            before, after = segment[place - 1].text, segment[place].text
            if (
                _FIGURE.match(before)
                and _FIGURE.match(after)
                and not (_HUNDREDS.match(after) and len(before) <= _DIGITS)
            ):
                apart.append(segment[begun:place])
                begun = place
        apart.append(segment[begun:])
    return apart


def _valleys(cover: list[int], stray: int) -> list[tuple[int, int]]:
    """The stretches with at most ``stray`` rows between stretches that more rows cover, down to their emptiest part."""
    valleys: list[tuple[int, int]] = []
    start: int | None = None
    for place, count in enumerate(cover):
        if count <= stray and start is None:
            start = place
        elif count > stray and start is not None:
            if start > 0 and place - start >= 2 * _NARROWEST:
                low = min(cover[start:place])
                emptiest = [at for at in range(start, place) if cover[at] == low]
                valleys.append((emptiest[0], emptiest[-1] + 1))
            start = None
    return valleys


def _space(rows: Sequence[Row]) -> float:
    """The usual space between two words."""
    gaps = [
        after.x0 - before.x1
        for row in rows
        for segment in segments_of(row)
        for before, after in pairwise(segment)
        if after.x0 > before.x1
    ]
    return median(gaps) if gaps else 0.25 * median(row.size for row in rows)


def _pieces(row: Row, columns: list[Gap], space: float) -> Line:
    parts = [words for segment in segments_of(row) for words in _cut(segment, columns, space)]
    return _one_a_column([_piece(words, columns) for words in parts])


def _piece(words: Sequence[PdfWord], columns: list[Gap]) -> Piece:
    middles = [(start + end) / 2 for start, end in columns]
    first = sum(middle <= words[0].x0 + _inset(words[0]) for middle in middles)
    last = sum(middle < words[-1].x1 - _inset(words[-1]) for middle in middles)
    return Piece(first, max(last - first, 0) + 1, tuple(words))


def _inset(word: PdfWord) -> float:
    """So far a word may hang over into the next column without claiming it."""
    return min(0.25 * (word.x1 - word.x0), word.size)


def _cut(segment: tuple[PdfWord, ...], columns: list[Gap], space: float) -> list[list[PdfWord]]:
    """Cut a run of words where it passes from one column to the next.

    That takes more than a space, or figures on both sides, or words that keep clear of several columns' ends at once.
    """
    inner = [line for line in columns if segment[0].x0 < line[0] and line[1] < segment[-1].x1]
    clear = [line for line in inner if any(_lies_between(line, *pair) for pair in pairwise(segment))]
    keeps = len(inner) > 1 and len(clear) == len(inner)
    parts = [[segment[0]]]
    for before, after in pairwise(segment):
        passes = any(_lies_between(line, before, after) for line in inner)
        figures = _FIGURE.match(before.text) and _FIGURE.match(after.text)
        if passes and (keeps or figures or after.x0 - before.x1 >= _WIDER * space):
            parts.append([after])
        else:
            parts[-1].append(after)
    return parts


def _lies_between(line: Gap, before: PdfWord, after: PdfWord) -> bool:
    return before.x1 - 1 <= line[1] and line[0] <= after.x0 + 1


def _unwrapped(lines: list[Line], columns: list[Gap]) -> list[Line]:
    """Heads set so close that two look like one: no head spans columns below a line that names one of them."""
    kept: list[Line] = []
    for place, line in enumerate(lines):
        named = {piece.column for piece in kept[place - 1] if piece.span == 1} if place else set()
        pieces: Line = []
        for piece in line:
            own = set(range(piece.column, piece.column + piece.span))
            pieces += _split(piece, columns) if piece.span > 1 and own & named else [piece]
        kept.append(pieces)
    return kept


def _split(piece: Piece, columns: list[Gap]) -> Line:
    parts = [[piece.words[0]]]
    for before, after in pairwise(piece.words):
        if any(_lies_between(line, before, after) for line in columns):
            parts.append([after])
        else:
            parts[-1].append(after)
    return _one_a_column([_piece(words, columns) for words in parts])


def _one_a_column(pieces: Line) -> Line:
    """Two pieces of one line in the same column are one."""
    kept: Line = []
    for piece in pieces:
        if kept and piece.column < kept[-1].column + kept[-1].span:
            last = kept[-1]
            end = max(last.column + last.span, piece.column + piece.span)
            kept[-1] = Piece(last.column, end - last.column, last.words + piece.words)
        else:
            kept.append(piece)
    return kept


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
    return figures if 0 < figures <= _HEAD_LINES else int(figures > 0)


def _is_of_figures(line: Line) -> bool:
    others = [piece for piece in line if piece.column]
    return bool(others) and 2 * sum(is_numeric(piece.text) for piece in others) >= len(others)


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


def _add_spanning(cells: list[PdfCell], piece: Piece, level: int, row: Row, drawn: Drawn) -> None:
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
    covered = all(piece.column in filled and piece.span == 1 for piece in line)
    figures = any(is_numeric(piece.text) for piece in line if piece.column)
    closes = wrapped == 1 or (tight and wrapped >= _MOSTLY)
    first = next((piece for piece in line if piece.column == 0), None)
    if first is None:
        return covered and closes and (not figures or (wrapped == 1 and len(line) < len(filled)))
    begun = next((piece.text for above in reversed(group) for piece in above if piece.column == 0), "")
    leads_on = first.text[:1].islower() or begun.endswith(_LEADS_ON)
    if len(line) == 1:
        return bool(begun) and (leads_on or (tight and closes and len(group[-1]) > 1))
    if filled == {0} and leads_on:
        return True
    return tight and closes and covered and not figures


def _merged(group: list[Line], row: int) -> list[PdfCell]:
    words: dict[tuple[int, int], list[PdfWord]] = {}
    for line in group:
        for piece in line:
            words.setdefault((piece.column, piece.span), []).extend(piece.words)
    return [
        PdfCell(tuple(found), row, column, 1, span)
        for (column, span), found in sorted(words.items(), key=lambda item: item[0])
    ]
