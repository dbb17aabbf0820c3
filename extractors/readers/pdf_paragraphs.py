"""The rows of an area -> paragraphs, headings, captions and list items, each a stretch of rows; tables between them."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extractors.readers.lines import ends_sentence
from extractors.readers.pdf_drawn import Drawn
from extractors.readers.pdf_grids import PdfTable
from extractors.readers.pdf_layout import Area
from extractors.readers.pdf_rows import Row, opens_figure, opens_table
from extractors.readers.pdf_tables import find_tables

_WIDE_STEP = 1.25  # of the usual step between lines: a wider one parts paragraphs
_INDENT = 0.7  # of the type's height
_OTHER_SIZE = 0.08
_SHORT = 0.88  # of the column's width: a line that ends there may end its paragraph
_MARK = re.compile(r"(?:[\[(]?\d{1,3}[.)\]]|[-*•–·‣◦▪■●]|\(?[a-z][.)]|[ivx]{1,4}[.)])$")


class Prose(NamedTuple):
    """Rows that belong together, the number of their column in the article, its ends, and whether it is a side bar."""

    page: int
    rows: tuple[Row, ...]
    x0: float
    x1: float
    column: int = 0
    aside: bool = False

    @property
    def text(self) -> str:
        """All words, parted by single spaces."""
        return " ".join(row.text for row in self.rows)

    @property
    def size(self) -> float:
        """Height of the type."""
        return median(row.size for row in self.rows)

    @property
    def bold(self) -> bool:
        """Whether every row is bold."""
        return all(row.bold for row in self.rows)

    @property
    def font(self) -> str | None:
        """The one font of all rows; None where there are several."""
        fonts = {row.font for row in self.rows}
        return fonts.pop() if len(fonts) == 1 else None

    @property
    def listed(self) -> bool:
        """Whether the first word is a bullet or the number of an item."""
        return _MARK.match(self.rows[0].words[0].text) is not None and len(self.rows[0].words) > 1


class Tabular(NamedTuple):
    """A table of one page."""

    page: int
    table: PdfTable


Piece = Prose | Tabular


def pieces_of(area: Area, drawn: Drawn, floats: dict[str, PdfTable], where: tuple[int, int]) -> list[Piece]:
    """The pieces of an area from the top down; ``floats`` are the ruled tables by the words that stand for them.

    ``where`` is the page and the number of the column.
    """
    pieces: list[Piece] = []
    place = 0
    for found in find_tables(area.rows, drawn, area.x1 - area.x0):
        pieces += _flow(area, place, found.first, floats, where)
        pieces.append(Tabular(where[0], found.table))
        place = found.last + 1
    pieces += _flow(area, place, len(area.rows), floats, where)
    return pieces


def _flow(area: Area, first: int, last: int, floats: dict[str, PdfTable], where: tuple[int, int]) -> list[Piece]:
    pieces: list[Piece] = []
    run: list[Row] = []
    for row in area.rows[first:last]:
        if row.is_float:
            pieces += [*_paragraphs(run, area, where), Tabular(where[0], floats[row.words[0].text])]
            run = []
        else:
            run.append(row)
    return [*pieces, *_paragraphs(run, area, where)]


def _paragraphs(rows: Sequence[Row], area: Area, where: tuple[int, int]) -> list[Prose]:
    step = _usual_step(area.rows)
    groups: list[list[Row]] = []
    captioned = False  # whether the last group is a caption
    for place, row in enumerate(rows):
        following = rows[place + 1] if place + 1 < len(rows) else None
        opens = opens_caption(row)
        if groups and not opens and not _parts(groups[-1], row, following, area, step, captioned=captioned):
            groups[-1].append(row)
        else:
            groups.append([row])
            captioned = opens
    return [Prose(where[0], tuple(group), area.x0, area.x1, where[1], area.aside) for group in groups]


def _usual_step(rows: Sequence[Row]) -> dict[int, float]:
    """The usual step from line to line, by the height of the type in half points."""
    steps: dict[int, list[float]] = {}
    for above, below in pairwise(rows):
        if not above.is_float and not below.is_float and 0 < below.base - above.base < 2.5 * below.size:
            steps.setdefault(round(2 * below.size), []).append(below.base - above.base)
    return {size: sorted(found)[len(found) // 3] for size, found in steps.items()}


def _parts(
    group: list[Row], row: Row, following: Row | None, area: Area, step: dict[int, float], *, captioned: bool
) -> bool:
    """Whether ``row`` begins a new piece below the rows of ``group``; ``captioned`` says that these are a caption."""
    above = group[-1]
    usual = max(step.get(round(2 * row.size), 1.2 * row.size), 1.0 * row.size)
    if row.base - above.base > _WIDE_STEP * usual or row.base < above.base - row.size:
        return True
    if captioned:
        return abs(row.size - above.size) > _OTHER_SIZE * above.size and ends_sentence(above.text)
    if abs(row.size - above.size) > _OTHER_SIZE * above.size or _changes_weight(above, row):
        return True
    if _changes_font(above, row, area) or _begins_item(group, row) or _is_indented(group, row, following):
        return True
    return _follows_short(group, row, area)


def opens_caption(row: Row) -> bool:
    """Whether a row opens the caption of a table or a figure."""
    return opens_table(row.text) or opens_figure(row.text)


def _begins_item(group: list[Row], row: Row) -> bool:
    """A bullet or number where the item above began, or behind the end of a sentence."""
    if _MARK.match(row.words[0].text) is None or len(row.words) < 2:
        return False
    listed = _MARK.match(group[0].words[0].text) is not None and abs(row.x0 - group[0].x0) < 0.8 * row.size
    return listed or ends_sentence(group[-1].text)


def _is_indented(group: list[Row], row: Row, following: Row | None) -> bool:
    """A first line set in, or a first line that hangs out to the left of the lines above."""
    above, indent = group[-1], _INDENT * row.size
    if row.x0 > above.x0 + indent:
        returns = following is not None and following.x0 < row.x0 - indent
        return ((returns or following is None) and len(group) > 1) or (returns and ends_sentence(above.text))
    hanging = len(group) > 1 and group[1].x0 > group[0].x0 + indent
    return hanging and row.x0 < above.x0 - indent


def _changes_weight(above: Row, row: Row) -> bool:
    """From bold to none or back; a row with some bold words goes with either."""
    return (above.bold and not row.some_bold) or (row.bold and not above.some_bold)


def _changes_font(above: Row, row: Row, area: Area) -> bool:
    """A heading in a font of its own, above or below text in another."""
    if row.font is None or above.font is None or row.font == above.font:
        return False
    return ends_sentence(above.text) or _is_short(above, area)


def _is_short(row: Row, area: Area) -> bool:
    return row.x1 - area.x0 < _SHORT * (area.x1 - area.x0)


def _follows_short(group: list[Row], row: Row, area: Area) -> bool:
    """A line that stops short behind a full stop ends its paragraph; inside an item it need not."""
    above = group[-1]
    if row.x0 > group[0].x0 + _INDENT * row.size:
        return False
    return _is_short(above, area) and ends_sentence(above.text) and not row.text[:1].islower()
