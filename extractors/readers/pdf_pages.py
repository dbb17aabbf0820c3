"""Pages of a PDF -> pieces in reading order: furniture out, tables found, columns one after the other."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2 as pdfium

from extractors.readers.pdf_cells import table_of
from extractors.readers.pdf_columns import separators_of
from extractors.readers.pdf_drawn import Drawn, drawn_on
from extractors.readers.pdf_furniture import without_furniture
from extractors.readers.pdf_grids import PdfTable, grids_of, hides_rows
from extractors.readers.pdf_health import is_readable
from extractors.readers.pdf_layout import Area, areas_of, layer_of
from extractors.readers.pdf_paragraphs import Piece, pieces_of
from extractors.readers.pdf_place import Box, PdfWord, View, turned, turned_box
from extractors.readers.pdf_rows import FLOAT, rows_of
from extractors.readers.pdf_tables import joined_rules, table_zones
from extractors.readers.pdf_text import words_of
from schemas.document import Page

_LEAST_TURNED = 25  # words at another angle than most: fewer are a stamp in the margin
_FIGURE_SHARE = (0.01, 0.85)  # of the page's area
_PROSE_WORDS = 7
_PROSE_ROWS = 3
_SAME_GUTTER = 4.0  # points


class Sheet(NamedTuple):
    """What stands on one page at one angle, turned so that it can be read."""

    number: int
    words: list[PdfWord]
    drawn: Drawn
    width: float
    height: float


class ReadPage(NamedTuple):
    """A page with its sheets, whether its letters are language (``readable``), and whether it has pictures."""

    page: Page
    sheets: tuple[Sheet, ...]
    readable: bool
    pictured: bool


def read_page(page: pdfium.PdfPage, number: int) -> ReadPage:
    """The words and rules of a page."""
    view = View.of(page)
    return page_of(number, words_of(page, view), drawn_on(page, view), view.size)


def page_of(number: int, words: list[PdfWord], drawn: Drawn, size: tuple[float, float]) -> ReadPage:
    """A page of that size, whoever read its words and rules."""
    width, height = size
    readable = is_readable(words)
    sheets = _sheets(number, words, drawn, (width, height)) if readable else ()
    return ReadPage(Page(number=number, width=width, height=height), sheets, readable, bool(drawn.pictures))


def _sheets(number: int, words: list[PdfWord], drawn: Drawn, size: tuple[float, float]) -> tuple[Sheet, ...]:
    counts = Counter([word.angle for word in words])
    if list(counts) == [0]:
        return (Sheet(number, words, drawn, *size),)
    sheets = []
    for place, (angle, count) in enumerate(counts.most_common()):
        if place and count < _LEAST_TURNED:
            continue
        upright = turned([word for word in words if word.angle == angle], angle, *size)
        width, height = size if angle in (0, 180) else (size[1], size[0])
        sheets.append(Sheet(number, upright, _turned_drawn(drawn, angle, size), width, height))
    return tuple(sheets)


def _turned_drawn(drawn: Drawn, angle: int, size: tuple[float, float]) -> Drawn:
    if angle == 0:
        return drawn
    sides = [tuple(turned_box(box, angle, *size) for box in boxes) for boxes in drawn]
    if angle in (90, 270):
        sides[0], sides[1] = sides[1], sides[0]
    return Drawn(*sides)


def pieces_of_pages(pages: list[ReadPage]) -> list[Piece]:
    """All pieces of the article in reading order."""
    pieces: list[Piece] = []
    for column, (sheet, area, floats) in enumerate(_columns(pages)):
        pieces += pieces_of(area, sheet.drawn, floats, (sheet.number, column))
    return pieces


def column_boxes(pages: list[ReadPage]) -> list[tuple[int, Box]]:
    """Page and box of every column, and of what runs across columns, in reading order."""
    boxes = []
    for sheet, area, _ in _columns(pages):
        places = [word.place for row in area.rows for word in row.words]
        lefts, tops, rights, bottoms = zip(*places, strict=True)
        boxes.append((sheet.number, (min(lefts), min(tops), max(rights), max(bottoms))))
    return boxes


def _columns(pages: list[ReadPage]) -> Iterator[tuple[Sheet, Area, dict[str, PdfTable]]]:
    sheets = [sheet for page in pages for sheet in page.sheets]
    floated = [_with_floats(sheet) for sheet in sheets]
    kept = without_furniture([words for words, _ in floated], [sheet.height for sheet in sheets])
    shown = [_without_figures(words, sheet) for sheet, words in zip(sheets, kept, strict=True)]
    rows = [rows_of(words) for words in shown]
    zones = [table_zones(page, sheet.drawn) for sheet, page in zip(sheets, rows, strict=True)]
    layers = [layer_of(*page) for page in zip(shown, rows, zones, strict=True)]
    gutter = _usual_gutter([layer.gutter for layer in layers])
    for sheet, layer, inner, (_, floats) in zip(sheets, layers, zones, floated, strict=True):
        for area in areas_of(layer, inner, usual=gutter):
            yield sheet, area, floats


def _usual_gutter(gutters: list[float | None]) -> float | None:
    """Where most pages with two columns have their gutter."""
    found = [gutter for gutter in gutters if gutter is not None]
    return max(found, key=lambda gutter: sum(abs(gutter - other) < _SAME_GUTTER for other in found), default=None)


def _with_floats(sheet: Sheet) -> tuple[list[PdfWord], dict[str, PdfTable]]:
    """The words of a page with one word in the place of every ruled table, and the tables by these words."""
    words, floats = sheet.words, {}
    for place, grid in enumerate(grids_of(sheet.drawn, sheet.words, (sheet.width, sheet.height))):
        table = _cut_finer(grid, sheet) if hides_rows(grid) else grid
        inside = {id(word) for cell in (*grid.cells, *table.cells) for word in cell.words}
        mark = f"{FLOAT}{place}"
        words = [word for word in words if id(word) not in inside]
        words.append(PdfWord(mark, *table.box, 1.0, table.box[1], False, ""))
        floats[mark] = table
    return words, floats


def _cut_finer(grid: PdfTable, sheet: Sheet) -> PdfTable:
    """A table whose rules do not part all its rows and columns, cut by base lines and gaps."""
    x0, top, x1, bottom = _as_wide_as_its_rules(grid.box, sheet.drawn)
    words = [
        w for w in sheet.words if x0 - 1 <= w.x0 and w.x1 <= x1 + 1 and top - 1 <= (w.top + w.bottom) / 2 <= bottom + 1
    ]
    rows = rows_of(words)
    return table_of(rows, separators_of(rows), sheet.drawn) or grid


def _as_wide_as_its_rules(box: Box, drawn: Drawn) -> Box:
    """A box widened to the rules that begin or end in it: its outer columns may have no rule beside them."""
    x0, top, x1, bottom = box
    for rule in joined_rules(drawn):
        if top - 2 <= rule[1] <= bottom + 2 and rule[0] < x1 and rule[2] > x0:
            x0, x1 = min(x0, rule[0]), max(x1, rule[2])
    return x0, top, x1, bottom


# ---- figures


def _without_figures(words: list[PdfWord], sheet: Sheet) -> list[PdfWord]:
    """The words but those printed inside a picture or drawing; a frame or shade around prose is none."""
    for box in _figures(sheet):
        inside = [word for word in words if _is_inside(word, box)]
        if inside and not _is_prose(inside):
            gone = {id(word) for word in inside}
            words = [word for word in words if id(word) not in gone]
    return words


def _figures(sheet: Sheet) -> list[Box]:
    page = sheet.width * sheet.height
    boxes = _joined([*sheet.drawn.pictures, *sheet.drawn.curves])
    return [b for b in boxes if _FIGURE_SHARE[0] * page < (b[2] - b[0]) * (b[3] - b[1]) < _FIGURE_SHARE[1] * page]


def _joined(boxes: list[Box]) -> list[Box]:
    """Boxes that touch, as one."""
    joined: list[Box] = []
    for box in sorted(boxes)[:2000]:
        touching = [other for other in joined if _touch(other, box)]
        for other in touching:
            box = min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3])  # noqa: PLW2901
            joined.remove(other)
        joined.append(box)
    return joined


def _touch(one: Box, other: Box) -> bool:
    return one[0] <= other[2] + 3 and other[0] <= one[2] + 3 and one[1] <= other[3] + 3 and other[1] <= one[3] + 3


def _is_inside(word: PdfWord, box: Box) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3] and not word.text.startswith(FLOAT)


def _is_prose(words: list[PdfWord]) -> bool:
    return sum(len(row.words) >= _PROSE_WORDS for row in rows_of(words)) >= _PROSE_ROWS
