"""A table of the literature that lost its columns: one cell, or a wrapped piece of one, a line.

What still tells rows apart is how they begin: with an author and a year, or with the sex and age of a case. A row
becomes three cells: the citation, the case, and all the rest, which cannot be told apart reliably. Where a page ends
inside a row, what follows is one cell more, so that no cell covers heads or page numbers.
"""

import re
from dataclasses import dataclass, field

from extractors.readers.captions import is_abbreviation_list, is_figure_caption, table_caption
from extractors.readers.case_cells import Begun, begin, go_on
from extractors.readers.grid import Grid
from extractors.readers.lines import Line
from extractors.readers.text_tables import FoundTable
from schemas.document import Cell

_LONGEST = 120  # characters; a longer line is prose
_CASE_HEAD = re.compile(r"\b(?:case|sex|gender|age|patient)", re.IGNORECASE)
_LEAST_ROWS = 2


def case_rows_after(lines: list[Line], first: int, label: str | None) -> tuple[FoundTable | None, int]:
    """The table that begins in line ``first`` under the caption ``label``, and the line at which the search ended."""
    stop = _region_end(lines, first, label)
    breaks = _page_breaks(lines, first, stop, label)
    opening = next((index for index in range(first, stop) if begin(lines[index].text, cited=False)), stop)
    heads = {_plain(lines[index]) for index in range(first, opening)}
    reader = _Reader()
    parts: list[tuple[int, int]] = []
    repeated = False
    for index in range(first, stop):
        if index in breaks:
            reader.page_ends()
            repeated = True
            continue
        parts = _grown(parts, index)
        if index < opening or (repeated and _plain(lines[index]) in heads):
            continue
        repeated = False
        reader.take(lines[index])
    if len(reader.rows) < _LEAST_ROWS or sum(row.told for row in reader.rows) < _LEAST_ROWS:
        return None, stop
    headed = min((index for index in breaks if index < opening), default=opening)  # no head goes on over a page's end
    cells = [*_head_cells(lines[first:headed]), *reader.cells(1 if headed > first else 0)]
    return FoundTable(tuple(parts), Grid(tuple(cells), "rows")), stop


def _region_end(lines: list[Line], first: int, label: str | None) -> int:
    spaced = all(line.blank for line in lines[first + 1 : first + 6])
    for index in range(first, len(lines)):
        line, above = lines[index], lines[index - 1] if index else None
        caption = table_caption(line, above)
        if caption is not None and not (caption.continued or caption.label == label):
            return index
        if caption is None and (_is_foreign(line, above) or _prose_begins(lines, index, first, spaced=spaced)):
            return index
    return len(lines)


def _is_foreign(line: Line, above: Line | None) -> bool:
    return (
        len(line.text) > _LONGEST
        or "\t" in line.raw
        or line.text.startswith("#")
        or is_abbreviation_list(line)
        or is_figure_caption(line, above)
    )


def _prose_begins(lines: list[Line], index: int, first: int, *, spaced: bool) -> bool:
    """Where cells stand apart, three lines without a gap are prose; where they do not, a gap ends the table."""
    if not spaced:
        return lines[index].blank and index > first and begin(lines[index].text, cited=False) is None
    following = lines[index + 1 : index + 3]
    return len(following) == 2 and all(not line.blank and table_caption(line, None) is None for line in following)


def _page_breaks(lines: list[Line], first: int, stop: int, label: str | None) -> set[int]:
    """Lines that belong to the page: captions that say the table goes on, and the page numbers beside them."""
    captions = set()
    for index in range(first, stop):
        caption = table_caption(lines[index], lines[index - 1] if index else None)
        if caption and (caption.continued or caption.label == label):
            captions.add(index)
    beside = {near for index in captions for near in (index - 1, index + 1) if first <= near < stop}
    return captions | {index for index in beside if lines[index].text.isdecimal()}


def _grown(parts: list[tuple[int, int]], index: int) -> list[tuple[int, int]]:
    if parts and parts[-1][1] == index - 1:
        parts[-1] = (parts[-1][0], index)
    else:
        parts.append((index, index))
    return parts


def _plain(line: Line) -> str:
    return " ".join(line.text.lower().split())


def _head_cells(lines: list[Line]) -> list[Cell]:
    """The heads: what stands before the case's head, the case's head to its closing bracket, and the rest."""
    at = next((index for index, line in enumerate(lines) if index and _CASE_HEAD.match(line.text)), None)
    if at is None:
        return [_head(lines, 0, 3)] if lines else []
    end = at + 1
    while end < len(lines) and lines[at].text.count("(") > sum(line.text.count(")") for line in lines[at:end]):
        end += 1
    pieces = [(lines[:at], 0), (lines[at:end], 1), (lines[end:], 2)]
    return [_head(piece, column, 1) for piece, column in pieces if piece]


def _head(lines: list[Line], column: int, span: int) -> Cell:
    return Cell(start=lines[0].start, end=lines[-1].end, row=0, column=column, column_span=span, head=True)


@dataclass(slots=True)
class _Row:
    """A row being read. Spans are ``[start, end)``; ``texts`` has one for every page the row stands on."""

    citation: list[int] | None = None
    case: list[int] | None = None
    texts: list[list[int]] = field(default_factory=list)
    told: bool = False


@dataclass(slots=True)
class _Reader:
    """Takes the lines of the table one by one and puts each where it belongs."""

    rows: list[_Row] = field(default_factory=list)
    begun: Begun | None = None
    page_ended: bool = False

    def page_ends(self) -> None:
        """Close the cell that is open."""
        self.page_ended = True
        self.begun = None

    def take(self, line: Line) -> None:
        """Read one line: the end of an unfinished citation or case, the beginning of a row, or more of its text."""
        begun = go_on(line.text, self.begun) if self.begun else None
        if begun is None or begun.is_empty:
            begun = begin(line.text, cited=self._awaits_case())
        self._place(line, begun)
        self.begun = begun
        self.page_ended = False

    def _awaits_case(self) -> bool:
        row = self.rows[-1] if self.rows else None
        return row is not None and row.citation is not None and row.case is None and not row.texts

    def _place(self, line: Line, begun: Begun | None) -> None:
        at = 0
        if begun is not None:
            at = begun.case_end or begun.citation_end
            self._open_row(begun)
            row = self.rows[-1]
            if begun.citation_end:
                row.citation = _joined(row.citation, line.start, line.start + begun.citation_end)
            if begun.case_end:
                row.case = _joined(row.case, line.start + begun.case_start, line.start + begun.case_end)
                row.told = True
        rest = line.text[at:]
        if rest.strip(" ,;"):
            self._add_text(line.start + at + len(rest) - len(rest.lstrip(" ,;")), line.end)

    def _open_row(self, begun: Begun) -> None:
        new_citation = begun.citation_end and not begun.continues
        new_case = begun.case_end and not begun.continues and not self._awaits_case()
        if new_citation or new_case or not self.rows:
            self.rows.append(_Row())

    def _add_text(self, start: int, end: int) -> None:
        texts = self.rows[-1].texts
        if texts and not self.page_ended:
            texts[-1][1] = end
        else:
            texts.append([start, end])

    def cells(self, first_row: int) -> list[Cell]:
        """The cells of all rows; a citation spans the cases that follow without one of their own."""
        cells: list[Cell] = []
        cited = [index for index, row in enumerate(self.rows) if row.citation] + [len(self.rows)]
        for number, row in enumerate(self.rows):
            at = number + first_row
            if row.citation:
                span = next(index for index in cited if index > number) - number
                cells.append(_cell(row.citation, at, 0, row_span=span, head=True))
            if row.case:
                cells.append(_cell(row.case, at, 1))
            cells += [_cell(text, at, 2 + page) for page, text in enumerate(row.texts)]
        return cells


def _joined(span: list[int] | None, start: int, end: int) -> list[int]:
    return [span[0] if span else start, end]


def _cell(span: list[int], row: int, column: int, *, row_span: int = 1, head: bool = False) -> Cell:
    return Cell(start=span[0], end=span[1], row=row, column=column, row_span=row_span, head=head)
