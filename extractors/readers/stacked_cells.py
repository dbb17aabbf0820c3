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
_COUNTED = 0.25  # what it tells more where rows are numbered
_PROSE_WORDS = 14

_NUMBER = re.compile(r"(?:[<>≤≥~≈=±]|up to |about )?\s?\d")
_ROW_NUMBER = re.compile(r"\d{1,2}(?=\.?$| ?[(,])")
_MOST_LETTERS = 6  # of a number with its unit
_MISSING = re.compile(
    r"(?:n\.?\s?[radskt]\.?|n/[ask]|unknown|unspecified|not (?:reported|available|done|stated)|[-–—.]+)$", re.IGNORECASE
)
_SIDE_HEAD = re.compile(
    r"(?:normal|reference|ref\.?)(?: (?:values?|ranges?|limits?|intervals?))?(?: ?[(\[][^()]{1,20}[)\]])?$",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:\d{1,3}(?:[.,]\d)?(?:st|nd|rd|th)?[ -]?(?:days?|weeks?|wks?|months?|mo|years?|yrs?|[dwmy]|visits?)\b|"
    r"(?:\d{1,2}[./-]){1,2}(?:(?:19|20)\d\d|\d\d$)|(?:19|20)\d\d(?:-\d\d){0,2}$|\d{1,2} [A-Z][a-z]{2})"
)
_UNIT_OF_TIME = re.compile(r"(?:hospital )?(?:day|week|month|year|time|date|visit)s?\b", re.IGNORECASE)
_CITED = re.compile(r"\bet al\b|\b(?:19|20)\d\d\b")
_SHORT = 60  # characters of a cell, where rows need not be alike in length
_ANSWER = re.compile(r"(?:yes|no|none|normal|abnormal|positive|negative|present|absent|[-+–−±✓]{1,3})$", re.IGNORECASE)

Kind = Literal["number", "person", "row name", "answer", "words"]


class _Cell(NamedTuple):
    """A cell as its lines ``[first, last]``."""

    first: int
    last: int


def stacked_cells_after(text: str, lines: list[Line], first: int) -> FoundTable | None:
    """The table that begins in line ``first``, below its caption; None where there is none."""
    paragraphs = list(_paragraphs(lines, first))
    rows = _rows_apart(lines, paragraphs) or _cells_apart(text, lines, paragraphs)
    if rows is None and paragraphs and paragraphs[-1].first == paragraphs[-1].last:
        rows = _cells_apart(text, lines, paragraphs[:-1])  # the last is the heading of what follows
    if rows is None and paragraphs:
        opening = paragraphs[0]
        rows = _cells_apart(text, lines, [_Cell(at, at) for at in range(opening.first, opening.last + 1)])
    if rows is None:
        return None
    raw = [
        [RawCell(lines[cell.first].start, lines[cell.last].end, column) for column, cell in enumerate(row)]
        for row in rows
    ]
    if len(rows[0]) < len(rows[-1]):  # the corner is open
        at = raw[0][0].start
        raw[0] = [RawCell(at, at, 0), *(cell._replace(column=cell.column + 1) for cell in raw[0])]
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
        or (is_table_note(line) and not _SIDE_HEAD.match(" ".join(line.text.split())))
    )


def _is_prose(lines: list[Line], paragraph: _Cell) -> bool:
    words = sum(len(line.text.split()) for line in lines[paragraph.first : paragraph.last + 1])
    return words >= _PROSE_WORDS and ends_sentence(lines[paragraph.last].text)


def _rows_apart(lines: list[Line], paragraphs: list[_Cell]) -> list[list[_Cell]] | None:
    """Rows where every paragraph is one; all have as many lines, but for heads with an open corner and titles of rows.

    What is longer than a cell is a row only where all are of one length.
    """
    rows = [[_Cell(at, at) for at in range(paragraph.first, paragraph.last + 1)] for paragraph in paragraphs]
    width = max((len(row) for row in rows[:2]), default=0)
    even = next((place for place, row in enumerate(rows) if len(row) != width), len(rows))
    if width in _WIDTHS and even >= _LEAST_ROWS and (even == len(rows) or len(rows[even]) != 1):
        return rows[:even]
    kept: list[list[_Cell]] = []
    for place, row in enumerate(rows):
        titled = len(row) == 1 and place + 1 < len(rows) and len(rows[place + 1]) == width
        opened = not place and len(row) == width - 1
        if not (len(row) == width or titled or opened) or any(len(lines[at].text) > _SHORT for at, _ in row):
            break
        kept.append(row)
    return (
        kept
        if width in _WIDTHS and sum(len(row) == width for row in kept) >= _LEAST_ROWS - 1
        else rows[:even]
        if even >= _LEAST_ROWS and width in _WIDTHS
        else None
    )


def _cells_apart(text: str, lines: list[Line], paragraphs: list[_Cell]) -> list[list[_Cell]] | None:
    """Rows where every paragraph is a cell, by the number of columns that fits best; the corner may be open."""
    words = [" ".join(text[lines[cell.first].start : lines[cell.last].end].split()) for cell in paragraphs]
    kinds = [_kind(cell) for cell in words]
    for opened in (0, 1):  # cells that are not printed
        cells = [*[None] * opened, *kinds]
        fits = {
            width: _alike(cells, width) + _count_rows(words[width - opened :: width]) * _COUNTED
            for width in _WIDTHS
            if len(cells) % width == 0 and len(cells) >= width * _LEAST_ROWS
            if _are_heads(words[: width - opened], kinds) and (not opened or _is_named(cells, width))
        }
        width = max(fits, key=lambda width: fits[width], default=0)
        if width and fits[width] >= _ALIKE:
            return [paragraphs[max(at, 0) : at + width] for at in range(-opened, len(kinds), width)]
    return _labelled(paragraphs, words, kinds)


def _are_heads(words: list[str], kinds: list[Kind | None]) -> bool:
    """Whether the first cells, ``words``, may be the heads of columns: names and times, or "Day" and bare numbers."""
    heads = kinds[: len(words)]
    if heads[:1] == ["words"] and _UNIT_OF_TIME.match(words[0]) and set(heads[1:]) == {"number"}:
        return True
    if heads.count("row name") == 1 and "row name" not in heads[:2]:
        return False  # the name of the first row
    return all(
        kind in ("words", None)
        or (kind == "row name" and not _CITED.search(cell))  # "Patient 1"
        or (kind == "number" and _TIME.match(cell))
        or (kind == "answer" and (_SIDE_HEAD.match(cell) or not place))  # "Normal"; "No" above numbers
        for place, (cell, kind) in enumerate(zip(words, heads, strict=True))
    )


def _count_rows(first: list[str]) -> bool:
    """Whether the rows are numbered one after the other: "1", "2", "3", "4 (F, 9 y)"."""
    numbers = [number.group() for cell in first if (number := _ROW_NUMBER.match(cell))]
    return len(numbers) == len(first) and numbers == [str(place) for place in range(1, len(first) + 1)]


def _is_named(cells: list[Kind | None], width: int) -> bool:
    """Whether the first cell of every row below the heads names it, as nothing tells where the corner is open."""
    names = set(cells[width::width])
    return names == {"row name"} or (names == {"words"} and "words" not in cells[width + 1 :: width])


def _labelled(paragraphs: list[_Cell], words: list[str], kinds: list[Kind | None]) -> list[list[_Cell]] | None:
    """Rows that are told apart by their labels: words ahead of values; words ahead of a label are a title of rows."""
    named = [at for at, kind in enumerate(kinds) if kind == "words"]
    for first in named:
        starts = [at for at in named if at >= first]
        rows = [list(range(at, end)) for at, end in zip(starts, [*starts[1:], len(kinds)], strict=True)]
        told = [row for row in rows if len(row) > 1]
        width = len(rows[0])
        if width not in _WIDTHS or len(told) < _LEAST_ROWS or any(len(row) != width for row in told):
            continue
        corner = min(width, first)
        titles = range(corner, first)
        if corner < width - 1 or not _are_heads(words[:corner], kinds) or any(kinds[at] != "words" for at in titles):
            continue
        if len(rows[-1]) > 1:
            return [[paragraphs[at] for at in row] for row in [list(range(corner)), *[[at] for at in titles], *rows]]
    return None


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
