"""The words of a page -> areas in reading order: columns side by side, and what runs across them.

A gutter is a strip without words that has lines of prose on either side. Rows that cross it divide the page into
bands; in each band the left column is read before the right one, and a column may have columns of its own.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extractors.readers.pdf_place import Box, PdfWord
from extractors.readers.pdf_rows import BREAK, Row, has_letters, opens_table, rows_of
from extractors.readers.sections import section_of

_STRIP = 6.0  # points: no gutter is narrower
_WIDE = 0.7  # of the type's height: nor narrower than that
_LEAST_RUN = 3  # rows one under the other; fewer between two that cross are chance
_LEAST_LINES = 4  # lines of prose that make a column
_DEPTH = 3
_NARROW = 25  # heights of type: no area so narrow has columns
_FULL_COVER = 255  # rows: more on one page are not told apart
_LIMITS = 6
_STRIPS = 10
_WIDENED = 2  # times as wide: a strip that is one of its own
_SPACE = 0.6  # of the type's height: a gap so narrow is a space, not a gutter
_FULL = 0.75  # of a column's width: a line of prose fills as much
_LEAST_WORDS = 4
_CROSSING = 0.2  # of the rows: so many may run across the gutter of the other pages
_SIDE = 0.55  # a column so much narrower than the other one, in smaller type, is a side bar


class Area(NamedTuple):
    """Rows that are read one after the other, the left and right end of their column, and whether it is a side bar."""

    rows: tuple[Row, ...]
    x0: float
    x1: float
    aside: bool = False


class Layer(NamedTuple):
    """The rows of a page or column, those of them outside of tables, and the middle of the gutter that divides them."""

    rows: list[Row]
    free: list[Row]
    gutter: float | None


def layer_of(words: list[PdfWord], rows: list[Row], zones: list[Box], *, divides: bool = True) -> Layer:
    """A layer of words in their rows; ``zones`` are tables, a gutter is looked for where something ``divides`` them."""
    outside = words
    for x0, top, x1, bottom in zones:
        outside = [
            word
            for word in outside
            if not (x0 <= (word.x0 + word.x1) / 2 <= x1 and top <= (word.top + word.bottom) / 2 <= bottom)
        ]
    free = rows if len(outside) == len(words) else rows_of(outside)
    return Layer(rows, free, _gutter(free) if divides and free else None)


def areas_of(layer: Layer, zones: list[Box], depth: int = _DEPTH, usual: float | None = None) -> list[Area]:
    """Areas in reading order. ``zones`` are tables that must not be cut, ``usual`` is the gutter of the other pages."""
    rows, free, gutter = layer
    if not rows:
        return []
    if gutter is None and usual is not None and _keeps_clear(free, usual):
        gutter = usual
    if gutter is None:
        return [_area(rows)]
    areas: list[Area] = []
    for full, band in _bands(rows, zones, gutter):
        if full:
            areas.append(_area(band))
            continue
        words = [word for row in band for word in row.words]
        left, right = ([word for word in words if (word.x0 + word.x1 < 2 * gutter) is side] for side in (True, False))
        layers = [layer_of(side, rows_of(side), zones, divides=depth > 1) for side in (left, right)]
        sides = [areas_of(layer, zones, depth - 1) for layer in layers]
        if _is_side_bar(left, right):
            sides = [sides[1], [area._replace(aside=True) for area in sides[0]]]
        areas += sides[0] + sides[1]
    return areas


def _keeps_clear(rows: list[Row], gutter: float) -> bool:
    """Whether several rows are lines of text on both sides of a gutter, not cells, and hardly any row crosses it."""
    strip = (gutter - _STRIP / 2, gutter + _STRIP / 2)
    crossing = [row for row in rows if _crosses(row, strip)]
    beside = [row for row in rows if row.x0 < gutter < row.x1 and row not in crossing]
    lines = sum(all(max(_gaps(side), default=0) < BREAK * row.size for side in _sides(row, gutter)) for row in beside)
    return lines >= max(_LEAST_RUN, len(beside) / 2) and len(crossing) <= _CROSSING * len(rows)


def _area(rows: list[Row]) -> Area:
    return Area(tuple(rows), min(row.x0 for row in rows), max(row.x1 for row in rows))


def _inside(word: PdfWord, zones: list[Box]) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in zones)


# ---- gutters


def _gutter(rows: list[Row]) -> float | None:
    """The middle of the strip with most lines of prose beside it, where there are enough on both sides."""
    left, right = min(row.x0 for row in rows), max(row.x1 for row in rows)
    if len(rows) < _LEAST_LINES or right - left < _NARROW * median(row.size for row in rows):
        return None
    best, found = 0, None
    for strip in _strips(rows, left, right):
        lines = _prose_beside(rows, strip)
        if min(lines) >= _LEAST_LINES and sum(lines) > best:
            best, found = sum(lines), (strip[0] + strip[1]) / 2
    return found


def _strips(rows: list[Row], left: float, right: float) -> list[tuple[float, float]]:
    """Strips of at least 6 points that few rows cross, away from the margins; the emptiest first, and only some."""
    width = int(right - left) + 1
    cover = _cover(rows, left, width)
    counts = np.minimum(cover, _FULL_COVER).astype(np.uint8).tobytes()
    strips: list[tuple[float, float]] = []
    for limit in np.unique(cover[width // 8 : width - width // 8])[:_LIMITS].tolist():
        for strip in _runs_below(counts, limit, left):
            known = any(_is_about(strip, narrow) for narrow in strips)
            if strip[1] - strip[0] >= _STRIP and strip[0] > left and strip[1] < right and not known:
                strips.append(strip)
    return strips[:_STRIPS]


def _cover(rows: list[Row], left: float, width: int) -> npt.NDArray[np.int64]:
    """How many rows cover each point from ``left`` on; words that overlap in one row count once."""
    starts = np.array([x for row in rows for x in row.lefts]) - left
    ends = np.array([x for row in rows for x in row.rights]) - left
    first, behind = starts.astype(int), ends.astype(int) + 1
    # Rows one behind the other, so that one running maximum tells how far each is covered before a word.
    shift = np.repeat(np.arange(len(rows)), [len(row.words) for row in rows]) * (width + 2)
    reached = np.concatenate(([0], np.maximum.accumulate(behind + shift)[:-1]))
    first = np.maximum(first, np.maximum(reached - shift, 0))
    opens = first < behind
    steps = np.bincount(first[opens], minlength=width + 2) - np.bincount(behind[opens], minlength=width + 2)
    return np.cumsum(steps)[: width + 1]


def _is_about(strip: tuple[float, float], narrow: tuple[float, float]) -> bool:
    """Whether a strip is a narrower one again; much wider, it may be a gutter with a page number in it."""
    within = strip[0] < (narrow[0] + narrow[1]) / 2 < strip[1]
    return within and strip[1] - strip[0] < _WIDENED * (narrow[1] - narrow[0])


def _runs_below(counts: bytes, limit: int, left: float) -> list[tuple[float, float]]:
    """The stretches that no more than ``limit`` rows cross; ``counts`` tells how many do, point by point."""
    few = re.compile(rb"[\x00-\x%02x]+" % min(limit, _FULL_COVER))
    return [(left + run.start(), left + run.end()) for run in few.finditer(counts)]


def _prose_beside(rows: list[Row], strip: tuple[float, float]) -> tuple[int, int]:
    """Lines of prose that fill the columns left and right of a strip; a few rows between two that cross it are none."""
    lefts: list[Sequence[PdfWord]] = []
    rights: list[Sequence[PdfWord]] = []
    sure = 0, 0  # so many of each stand in runs that are long enough
    runs = False  # whether a run goes on
    begin, end = strip[0] + 0.5, strip[1] - 0.5
    for row in rows:
        place = bisect_right(row.reach, begin)
        if place < len(row.words) and row.lefts[place] < end:
            if runs:
                sure = _run_ends(lefts, sure[0]), _run_ends(rights, sure[1])
                runs = False
            continue
        runs = True
        left, right = _next_to(row, place) if row.in_order else _next_to_searched(row, strip)
        if left:
            lefts.append(left)
        if right:
            rights.append(right)
    _run_ends(lefts, sure[0])
    _run_ends(rights, sure[1])
    return _lines_of(lefts, strip), _lines_of(rights, strip)


def _run_ends(parts: list[Sequence[PdfWord]], sure: int) -> int:
    """Leave out the parts behind the first ``sure`` ones where they are too few; gives how many are left."""
    if len(parts) < sure + _LEAST_RUN:
        del parts[sure:]
    return len(parts)


def _lines_of(parts: list[Sequence[PdfWord]], strip: tuple[float, float]) -> int:
    """How many of the parts of rows beside a strip are lines of prose that fill their column."""
    if not parts:
        return 0
    lefts = sorted([words[0].x0 for words in parts])
    rights = sorted([words[-1].x1 for words in parts])
    width = rights[len(rights) * 9 // 10] - lefts[len(lefts) // 10]
    return sum([_is_line(words, width, strip[1] - strip[0]) for words in parts])


def _next_to(row: Row, place: int) -> tuple[Sequence[PdfWord], Sequence[PdfWord]]:
    """The words before ``place`` and from there on, as far as no gap as wide as a gutter parts them from it."""
    breaks = row.breaks
    if not breaks:
        return row.words[:place], row.words[place:]
    before, later = bisect_left(breaks, place), bisect_right(breaks, place)
    begin, end = breaks[before - 1] if before else 0, breaks[later] if later < len(breaks) else None
    return row.words[begin:place], row.words[place:end]


def _next_to_searched(row: Row, strip: tuple[float, float]) -> tuple[Sequence[PdfWord], Sequence[PdfWord]]:
    """The same where words overlap, so that those beside the strip are no run of the row's."""
    left = [word for word in row.words if word.x1 <= strip[0] + 0.5]
    right = [word for word in row.words if word.x1 > strip[0] + 0.5]
    return left[max(_wide_gaps(left, row), default=0) :], right[: min(_wide_gaps(right, row), default=None)]


def _wide_gaps(words: list[PdfWord], row: Row) -> list[int]:
    """The places of words before which there is a gap that is none between words."""
    return [place for place, gap in enumerate(_gaps(words), start=1) if gap >= BREAK * row.size]


def _crosses(row: Row, strip: tuple[float, float]) -> bool:
    first = bisect_right(row.reach, strip[0] + 0.5)
    return first < len(row.words) and row.words[first].x0 < strip[1] - 0.5


def _is_line(words: Sequence[PdfWord], width: float, strip: float) -> bool:
    size = words[0].size
    if len(words) < _LEAST_WORDS or strip < _WIDE * size or words[-1].x1 - words[0].x0 < _FULL * width:
        return False
    return max(_gaps(words)) < BREAK * size and 2 * sum(map(has_letters, words)) > len(words)


# ---- bands


def _bands(rows: list[Row], zones: list[Box], gutter: float) -> list[tuple[bool, list[Row]]]:
    """The rows from the top down in bands that run across the gutter (True) or stand beside it (False)."""
    across = [zone for zone in zones if zone[0] < gutter < zone[2]]
    bands: list[tuple[bool, list[Row]]] = []
    titled = False  # below the title of a table that runs across, down to the first line of prose
    for place, row in enumerate(rows):
        crosses = _runs_across(row, gutter) or (bool(across) and any(_inside(word, across) for word in row.words))
        above = bands[-1][1][-1] if bands and bands[-1][0] else None
        titled = _titles_across(rows, place, gutter, crosses=crosses) or (titled and not _has_prose(row, gutter))
        full = crosses or titled or (above is not None and _ends_paragraph(row, above, gutter))
        if bands and bands[-1][0] == full and not _opens_references(row, bands[-1][1]):
            bands[-1][1].append(row)
        else:
            bands.append((full, [row]))
    return _smooth(bands)


def _runs_across(row: Row, gutter: float) -> bool:
    """Whether a word stands on the gutter, or no more than a space is left free there."""
    if row.x1 < gutter or row.x0 > gutter:
        return False
    ends = list(zip(row.lefts, row.rights, strict=True))
    left = max([right for left, right in ends if left + right < 2 * gutter], default=None)
    right = min([left for left, right in ends if left + right >= 2 * gutter], default=None)
    if left is not None and right is not None:
        return right - left < _SPACE * row.size
    return any(left < gutter - 1 and right > gutter + 1 for left, right in ends)


def _titles_across(rows: list[Row], place: int, gutter: float, *, crosses: bool) -> bool:
    """Whether a row opens the title of a table that runs across: the title does, or cells stand on both sides below."""
    row = rows[place]
    if not opens_table(row.text):
        return False
    if crosses:
        return True
    below = rows[place + 1 : place + 1 + _LEAST_RUN]
    both = [r for r in below if r.x0 < gutter < r.x1 and not _has_prose(r, gutter)]
    return row.x1 < gutter and len(both) == _LEAST_RUN


def _has_prose(row: Row, gutter: float) -> bool:
    """Whether a line of prose stands on either side of the gutter in this row."""
    sides = _sides(row, gutter)
    return any(len(side) >= _LEAST_WORDS + 1 and max(_gaps(side)) < BREAK * row.size for side in sides)


def _sides(row: Row, gutter: float) -> list[list[PdfWord]]:
    """The words on the left and on the right of a gutter."""
    return [[word for word in row.words if (word.x0 + word.x1 < 2 * gutter) is left] for left in (True, False)]


def _gaps(words: Sequence[PdfWord]) -> list[float]:
    return [after.x0 - before.x1 for before, after in pairwise(words)]


def _opens_references(row: Row, above: list[Row]) -> bool:
    """Whether a reference list in columns of its own begins, with free space above it from margin to margin."""
    if row.top - above[-1].bottom <= 1.5 * row.size:
        return False
    return section_of(row.text) == "references" and row.top - max(r.bottom for r in above) > 1.5 * row.size


def _smooth(bands: list[tuple[bool, list[Row]]]) -> list[tuple[bool, list[Row]]]:
    """A row or two close between rows that cross the gutter belong to them."""
    kept: list[tuple[bool, list[Row]]] = []
    for place, (crosses, rows) in enumerate(bands):
        between = 0 < place < len(bands) - 1 and len(rows) < _LEAST_RUN
        full = crosses or (
            between and _is_near(bands[place - 1][1][-1], rows[0]) and _is_near(rows[-1], bands[place + 1][1][0])
        )
        if kept and kept[-1][0] == full and not _opens_references(rows[0], kept[-1][1]):
            kept[-1][1].extend(rows)
        else:
            kept.append((full, list(rows)))
    return kept


def _is_near(above: Row, below: Row) -> bool:
    return below.top - above.bottom < below.size


def _ends_paragraph(row: Row, above: Row, gutter: float) -> bool:
    """Whether a row that leaves the gutter free is the last, short line of a paragraph that runs across it."""
    if row.x1 > gutter or row.is_float or above.is_float:
        return False
    near = row.top - above.bottom < 0.6 * row.size
    return near and abs(row.x0 - above.x0) < 2 and abs(row.size - above.size) < 0.05 * above.size


def _is_side_bar(left: list[PdfWord], right: list[PdfWord]) -> bool:
    if not left or not right:
        return False
    widths = [max(word.x1 for word in side) - min(word.x0 for word in side) for side in (left, right)]
    sizes = [sorted(word.size for word in side)[len(side) // 2] for side in (left, right)]
    return widths[0] < _SIDE * widths[1] and sizes[0] < 0.92 * sizes[1]
