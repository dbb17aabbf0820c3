"""The columns of an unruled table: what stays empty from row to row, and the words of each printed line in them."""

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise
from statistics import median
from typing import NamedTuple

import numpy as np

from extractors.readers.pdf_place import PdfWord
from extractors.readers.pdf_rows import Row, is_numeric, segments_of

_NARROWEST = 2.0  # points between two columns
_LEAST_BESIDE = 4  # rows
_OVERHANG = 1.0  # points that a head may stand over the end of its column
_ALIGNED = 0.75  # points: cells of one column begin as near to one another
_OFTEN = 2  # times as many rows begin a cell at a place as run across it
_SOME_ROWS = 4  # one of so many may run across
_STRAY = 0.12  # share of the rows that may run across the space between two columns: spanning heads
_WIDER = 1.3  # times a space: so wide a gap parts two cells where the columns part
_FIGURE = re.compile(r"[$€£<>~−–-]?\d[\d.,]*%?$")
_HUNDREDS = re.compile(r"\d{3}$")
_DIGITS = 3

Line = list["CellLine"]
Gap = tuple[float, float]
"""Left and right end of the stretch that parts two columns."""


class CellLine(NamedTuple):
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


def separators_of(rows: Sequence[Row]) -> list[Gap]:
    """Where one column ends and the next begins: stretches that hardly any row covers, and places where cells begin.

    Rows of figures tell it best, where they have as many columns as the others: heads run across.
    """
    told, clear = _clear_of(rows)
    return sorted([*clear, *_aligned(told, clear)]) if clear else []


def _clear_of(rows: Sequence[Row]) -> tuple[list[list[tuple[PdfWord, ...]]], list[Gap]]:
    """The rows of several cells, and the stretches between columns that they leave free."""
    parts = [_figures_apart(segments_of(row)) for row in rows]
    told = [segments for segments in parts if len(segments) > 1]
    figures = [segments for segments in told if _is_of_figures(segments)]
    if len(figures) >= _SOME_ROWS - 1:
        count = len(_stretches(figures)) + 1
        if count >= max(map(len, told)):
            return told, _stretches([segments for segments in told if segments in figures or len(segments) == count])
    return told, _stretches(told) if len(told) > 1 else []


def _aligned(rows: list[list[tuple[PdfWord, ...]]], known: list[Gap]) -> list[Gap]:
    """Gaps before a place at which many rows begin a cell and few run across: cells that span columns stand below."""
    pairs = [(before[-1].x1, after[0].x0) for segments in rows for before, after in pairwise(segments)]
    if not pairs:
        return []
    befores, afters = np.array(pairs).T
    lefts, rights = np.array([(segment[0].x0, segment[-1].x1) for segments in rows for segment in segments]).T
    found: list[Gap] = []
    for start in np.unique(afters).tolist():
        ends = befores[np.abs(afters - start) < _ALIGNED]
        gap = (float(ends.max()), start)
        if len(ends) < _LEAST_BESIDE or gap[1] - gap[0] < _NARROWEST:
            continue
        across = np.count_nonzero((lefts < start - _ALIGNED) & (rights > start + _ALIGNED))
        apart = all(gap[1] <= other[0] or other[1] <= gap[0] for other in (*known, *found))
        if _OFTEN * across <= len(ends) and apart:
            found.append(gap)
    return found


def _is_of_figures(segments: list[tuple[PdfWord, ...]]) -> bool:
    return 2 * sum(is_numeric(segment[0].text) for segment in segments[1:]) >= len(segments) - 1


def _stretches(rows: list[list[tuple[PdfWord, ...]]]) -> list[Gap]:
    left = min(segments[0][0].x0 for segments in rows)
    right = max(segments[-1][-1].x1 for segments in rows)
    last = int(right - left) * 2 + 2
    steps = [0] * (last + 2)
    for segments in rows:
        for segment in segments:
            steps[min(max(int((segment[0].x0 - left) * 2), 0), last)] += 1
            steps[min(max(int((segment[-1].x1 - left) * 2), 0), last) + 1] -= 1
    cover = list(accumulate(steps))[:-1]
    stray = max(int(_STRAY * len(rows)), len(rows) >= _SOME_ROWS)
    return [(left + start / 2, left + end / 2) for start, end in _valleys(cover, stray)]


def finer(rows: Sequence[Row], columns: list[Gap], space: float) -> list[Gap]:
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


def space_of(rows: Sequence[Row]) -> float:
    """The usual space between two words."""
    gaps = [
        after.x0 - before.x1
        for row in rows
        for segment in segments_of(row)
        for before, after in pairwise(segment)
        if after.x0 > before.x1
    ]
    return median(gaps) if gaps else 0.25 * median(row.size for row in rows)


def line_of(row: Row, columns: list[Gap], space: float) -> Line:
    """The words of a row by the columns they stand in; ``space`` is the usual space between two words."""
    parts = [words for segment in segments_of(row) for words in _cut(segment, columns, space)]
    return _one_a_column([_piece(words, columns) for words in parts])


def _piece(words: Sequence[PdfWord], columns: list[Gap]) -> CellLine:
    middles = [(start + end) / 2 for start, end in columns]
    left, right = words[0].x0 + _inset(words[0]), words[-1].x1 - _inset(words[-1])
    first = len([middle for middle in middles if middle <= left])
    last = len([middle for middle in middles if middle < right])
    return CellLine(first, max(last - first, 0) + 1, tuple(words))


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


def columns_below(box: Gap, columns: list[Gap]) -> tuple[int, int]:
    """The first column that a stretch reaches, and how many it covers."""
    first = sum(start <= box[0] + 1 for start, _ in columns)
    last = sum(end < box[1] - 1 for _, end in columns)
    return first, last - first + 1


def _lies_between(line: Gap, before: PdfWord, after: PdfWord) -> bool:
    return before.x1 - _OVERHANG <= line[1] and line[0] <= after.x0 + _OVERHANG


def unwrapped(lines: list[Line], columns: list[Gap]) -> list[Line]:
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


def _split(piece: CellLine, columns: list[Gap]) -> Line:
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
            kept[-1] = CellLine(last.column, end - last.column, last.words + piece.words)
        else:
            kept.append(piece)
    return kept
