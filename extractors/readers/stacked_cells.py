"""A table whose cells were printed one below the other, each apart from the next, or row by row apart.

Conversions to text leave two makes: every cell is a paragraph of its own, its lines the wrapped cell; or every row is a
paragraph, its lines the cells. How many columns a table of the first make has is not printed. It is found by
trying: with the right number each column holds one kind of thing, and with any other numbers, persons and words mix.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal, NamedTuple

from extractors.readers.captions import is_abbreviation_list, is_figure_caption, is_table_note, table_caption
from extractors.readers.furniture import is_running_head
from extractors.readers.grid import RawCell, grid_of
from extractors.readers.lines import Line, ends_sentence
from extractors.readers.patient_axis import PERSONS_HEAD, names_a_person, tells_a_person
from extractors.readers.text_tables import FoundTable

_LONGEST = 120  # characters; a longer line is prose
_MOST_CELLS = 600
_WIDTHS = range(3, 21)
_LEAST_ROWS = 3  # heads and two more
_ALIKE = 0.85  # share of the cells that are of the kind of their column
_PROSE_WORDS = 14

_NUMBER = re.compile(r"(?:[<>≤≥~≈=±]|up to |about )?\s?\d")
_MOST_LETTERS = 6  # of a number with its unit
_MISSING = re.compile(
    r"(?:n\.?\s?[radskt]\.?|n/[ask]|unknown|unspecified|not (?:reported|available|done|stated)|[-–—.]+)$", re.IGNORECASE
)
_ANSWER = re.compile(r"(?:yes|no|none|normal|abnormal|positive|negative|present|absent|[-+–−±✓]{1,3})$", re.IGNORECASE)

Kind = Literal["number", "person", "row name", "answer", "words"]


class _Cell(NamedTuple):
    """A cell as its lines ``[first, last]``."""

    first: int
    last: int


def stacked_cells_after(text: str, lines: list[Line], first: int) -> FoundTable | None:
    """The table that begins in line ``first``, below its caption; None where there is none."""
    paragraphs = list(_paragraphs(lines, first))
    rows = _rows_apart(paragraphs) or _cells_apart(text, lines, paragraphs)
    if rows is None and paragraphs and paragraphs[-1].first == paragraphs[-1].last:
        rows = _cells_apart(text, lines, paragraphs[:-1])  # the last is the heading of what follows
    if rows is None and paragraphs:
        opening = paragraphs[0]
        rows = _cells_apart(text, lines, [_Cell(at, at) for at in range(opening.first, opening.last + 1)])
    if rows is None:
        return None
    width = len(rows[-1])
    raw = [
        [
            RawCell(lines[cell.first].start, lines[cell.last].end, column)
            for column, cell in enumerate(row, start=width - len(row))  # the corner may be open
        ]
        for row in rows
    ]
    return FoundTable(((rows[0][0].first, rows[-1][-1].last),), grid_of(text, raw, 1))


def _paragraphs(lines: list[Line], first: int) -> Iterator[_Cell]:
    """What stands apart from line ``first`` on, until prose, a note or another title begins."""
    start = first
    for index in range(first, min(first + _MOST_CELLS, len(lines))):
        if _is_foreign(lines, index, first):
            break
        if index + 1 == len(lines) or lines[index + 1].blank:
            paragraph = _Cell(start, index)
            if _is_prose(lines, paragraph):
                return
            if not is_running_head(lines[start].text):
                yield paragraph
            start = index + 1


def _is_foreign(lines: list[Line], index: int, first: int) -> bool:
    line, above = lines[index], lines[index - 1] if index else None
    return (
        len(line.text) > _LONGEST
        or "\t" in line.raw
        or line.text.startswith(("#", "|"))
        or (index > first and table_caption(line, above) is not None)
        or is_figure_caption(line, above)
        or is_abbreviation_list(line)
        or is_table_note(line)
    )


def _is_prose(lines: list[Line], paragraph: _Cell) -> bool:
    words = sum(len(line.text.split()) for line in lines[paragraph.first : paragraph.last + 1])
    return words >= _PROSE_WORDS and ends_sentence(lines[paragraph.last].text)


def _rows_apart(paragraphs: list[_Cell]) -> list[list[_Cell]] | None:
    """Rows where every paragraph is one and has as many lines as the first, which holds the heads."""
    width = paragraphs[0].last - paragraphs[0].first + 1 if paragraphs else 0
    rows = []
    for paragraph in paragraphs:
        if paragraph.last - paragraph.first + 1 != width:
            break
        rows.append([_Cell(at, at) for at in range(paragraph.first, paragraph.last + 1)])
    return rows if width in _WIDTHS and len(rows) >= _LEAST_ROWS else None


def _cells_apart(text: str, lines: list[Line], paragraphs: list[_Cell]) -> list[list[_Cell]] | None:
    """Rows where every paragraph is a cell, by the number of columns that fits best; the corner may be open."""
    kinds = [_kind(" ".join(text[lines[cell.first].start : lines[cell.last].end].split())) for cell in paragraphs]
    for cells in (kinds, [None, *kinds]):
        fits = {
            width: _alike(cells, width)
            for width in _WIDTHS
            if len(cells) % width == 0 and len(cells) >= width * _LEAST_ROWS and _are_heads(cells[:width])
            if cells is kinds or set(cells[width::width]) == {"row name"}
        }
        width = max(fits, key=lambda width: fits[width], default=0)
        if width and fits[width] >= _ALIKE:
            least = len(kinds) - len(cells)
            return [paragraphs[max(at, 0) : at + width] for at in range(least, len(kinds), width)]
    return None


def _are_heads(kinds: list[Kind | None]) -> bool:
    return all(kind in ("words", None) for kind in kinds)


def _alike(kinds: list[Kind | None], width: int) -> float:
    """The share of the cells below the heads that are of the kind of their column; 0 where all columns are words."""
    told = alike = 0
    kind_of_column = set()
    for column in range(width):
        counts = Counter(kind for kind in kinds[width + column :: width] if kind is not None)
        if counts:
            kind, count = counts.most_common(1)[0]
            kind_of_column.add(kind)
            told += counts.total()
            alike += count
    return alike / told if told and len(kind_of_column) > 1 else 0.0


def _kind(words: str) -> Kind | None:
    """What a cell holds; None where it says that nothing is known."""
    if _MISSING.match(words):
        return None
    if tells_a_person(words):
        return "person"
    if _NUMBER.match(words) and sum(map(str.isalpha, words)) <= _MOST_LETTERS:
        return "number"
    if names_a_person(words) and not PERSONS_HEAD.match(words):
        return "row name"
    return "answer" if _ANSWER.match(words) else "words"
