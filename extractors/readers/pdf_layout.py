"""The words of a page -> areas in reading order: columns side by side, and what runs across them.

A gutter is a strip without words that has lines of prose on either side. Rows that cross it divide the page into
bands; in each band the left column is read before the right one, and a column may have columns of its own.
"""

from typing import NamedTuple

from extractors.readers.pdf_gutters import LEAST_RUN, LEAST_WORDS, STRIP, crosses_strip, gaps, gutter_of
from extractors.readers.pdf_place import Box, PdfWord
from extractors.readers.pdf_rows import BREAK, Row, opens_table, rows_of
from extractors.readers.sections import section_of

_DEPTH = 3
_SPACE = 0.6  # of the type's height: a gap so narrow is a space, not a gutter
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
    return Layer(rows, free, gutter_of(free) if divides and free else None)


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
    strip = (gutter - STRIP / 2, gutter + STRIP / 2)
    crossing = [row for row in rows if crosses_strip(row, strip)]
    beside = [row for row in rows if row.x0 < gutter < row.x1 and row not in crossing]
    lines = sum(all(max(gaps(side), default=0) < BREAK * row.size for side in _sides(row, gutter)) for row in beside)
    return lines >= max(LEAST_RUN, len(beside) / 2) and len(crossing) <= _CROSSING * len(rows)


def _area(rows: list[Row]) -> Area:
    return Area(tuple(rows), min(row.x0 for row in rows), max(row.x1 for row in rows))


def _inside(word: PdfWord, zones: list[Box]) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in zones)


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
    below = rows[place + 1 : place + 1 + LEAST_RUN]
    both = [r for r in below if r.x0 < gutter < r.x1 and not _has_prose(r, gutter)]
    return row.x1 < gutter and len(both) == LEAST_RUN


def _has_prose(row: Row, gutter: float) -> bool:
    """Whether a line of prose stands on either side of the gutter in this row."""
    sides = _sides(row, gutter)
    return any(len(side) >= LEAST_WORDS + 1 and max(gaps(side)) < BREAK * row.size for side in sides)


def _sides(row: Row, gutter: float) -> list[list[PdfWord]]:
    """The words on the left and on the right of a gutter."""
    return [[word for word in row.words if (word.x0 + word.x1 < 2 * gutter) is left] for left in (True, False)]


def _opens_references(row: Row, above: list[Row]) -> bool:
    """Whether a reference list in columns of its own begins, with free space above it from margin to margin."""
    if row.top - above[-1].bottom <= 1.5 * row.size:
        return False
    return section_of(row.text) == "references" and row.top - max(r.bottom for r in above) > 1.5 * row.size


def _smooth(bands: list[tuple[bool, list[Row]]]) -> list[tuple[bool, list[Row]]]:
    """A row or two close between rows that cross the gutter belong to them."""
    kept: list[tuple[bool, list[Row]]] = []
    for place, (crosses, rows) in enumerate(bands):
        between = 0 < place < len(bands) - 1 and len(rows) < LEAST_RUN
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
