"""The gutter between two columns: a strip without words that has lines of prose on either side."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

import numpy as np
import numpy.typing as npt

from extractors.readers.pdf_place import PdfWord
from extractors.readers.pdf_rows import BREAK, Row, has_letters

STRIP = 6.0  # points: no gutter is narrower
LEAST_RUN = 3  # rows one under the other; fewer between two that cross are chance
LEAST_WORDS = 4
_WIDE = 0.7  # of the type's height: nor narrower than that
_LEAST_LINES = 4  # lines of prose that make a column
_NARROW = 25  # heights of type: no area so narrow has columns
_FULL_COVER = 255  # rows: more on one page are not told apart
_LIMITS = 6
_STRIPS = 10
_WIDENED = 2  # times as wide: a strip that is one of its own
_FULL = 0.75  # of a column's width: a line of prose fills as much


def gutter_of(rows: list[Row]) -> float | None:
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
            if strip[1] - strip[0] >= STRIP and strip[0] > left and strip[1] < right and not known:
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
    if len(parts) < sure + LEAST_RUN:
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
    return [place for place, gap in enumerate(gaps(words), start=1) if gap >= BREAK * row.size]


def crosses_strip(row: Row, strip: tuple[float, float]) -> bool:
    """Whether a word of a row stands on a strip or reaches into it."""
    first = bisect_right(row.reach, strip[0] + 0.5)
    return first < len(row.words) and row.words[first].x0 < strip[1] - 0.5


def _is_line(words: Sequence[PdfWord], width: float, strip: float) -> bool:
    size = words[0].size
    if len(words) < LEAST_WORDS or strip < _WIDE * size or words[-1].x1 - words[0].x0 < _FULL * width:
        return False
    return max(gaps(words)) < BREAK * size and 2 * sum(map(has_letters, words)) > len(words)


def gaps(words: Sequence[PdfWord]) -> list[float]:
    """The spaces between words; below 0 where they overlap."""
    return [after.x0 - before.x1 for before, after in pairwise(words)]
