"""Rows of cells as they were printed -> ``Cell``s that know heads and spans, and along which axis persons stand."""

import re
from typing import Literal, NamedTuple

from extractors.readers.broken_heads import goes_on_below, parted_below
from extractors.readers.parted_heads import parted_heads
from extractors.readers.patient_axis import is_person_label, patient_axis, tells_a_person
from schemas.document import Cell

COLUMN_LIMIT = 200
"""No article prints wider tables; a line with more separators is none."""

_SPAN_RESIDUE = re.compile(r"\[\d{1,3},\s?(?P<first>\d{1,3})-(?P<last>\d{1,3})\]\s*")
_HEAD_LIMIT = 3
_LONGEST_HEAD = 90  # characters of one that names a patient and a measure
SIZE_ALONE = re.compile(r"\W?[nN]\s?=\s?\d{1,4}\W?$")
"""A head that tells nothing but how many a group holds: "(n = 14)"."""
_TIME = re.compile(r"\d{1,3}\s?(?:days?|weeks?|wks?|months?|mo|years?|yrs?|[dwmy])\b", re.IGNORECASE)
_NUMERIC = re.compile(r"[<>~≈≤≥=±]?\s?\d")

Words = list[list[str]]


class RawCell(NamedTuple):
    """A cell as printed, ``[start, end)`` without white space; it covers ``span`` columns from ``column`` on."""

    start: int
    end: int
    column: int
    span: int = 1


class Grid(NamedTuple):
    """The cells of a table and the axis of its persons."""

    cells: tuple[Cell, ...]
    patients: Literal["columns", "rows"] | None


def trimmed(text: str, start: int, end: int, column: int) -> RawCell:
    """The cell between ``start`` and ``end`` without white space and without the residue of a lost span."""
    residue = _SPAN_RESIDUE.match(text[start : min(end, start + 40)].lstrip())
    words = text[start:end]
    begin = start + len(words) - len(words.lstrip())
    span = 1
    if residue:
        begin += residue.end()
        span = max(1, min(int(residue["last"]) - int(residue["first"]) + 1, COLUMN_LIMIT))
    stop = begin + len(text[begin:end].rstrip())
    return RawCell(begin, max(begin, stop), column, span)


def grid_of(text: str, rows: list[list[RawCell]], head_rows: int | None = None) -> Grid:
    """Cells of a table from its printed rows; ``head_rows`` where the print tells how many of them are heads.

    Markdown has one row of heads only: a second one, which names what the first left open, stands below its rule.
    """
    rows = [_spanned(row) for row in rows]
    words = _words(text, rows)
    if len(rows) > 2 and head_rows in (None, 1) and (parted := _parted_row(text, rows[0])) is not None:
        rows = [*parted, *rows[1:]]
        words, head_rows = _words(text, rows), 2
    heads = _head_rows(words, rows) if head_rows is None else head_rows
    while head_rows and heads < min(_HEAD_LIMIT, len(words) - 2) and _names_what_is_open(words, heads):
        heads += 1
    labels = _label_columns(words, heads)
    patients = patient_axis(words, heads, labels)
    if patients == "rows":
        labels = 0 if any(tells_a_person(row[0]) for row in words[heads:]) else 1
    return Grid(tuple(_cells(rows, words, heads, labels)), patients)


def _spanned(row: list[RawCell]) -> list[RawCell]:
    """``row`` without the empty cells that a span covers; a span ends where the next words stand."""
    kept: list[RawCell] = []
    for index, cell in enumerate(row):
        if kept and cell.column < kept[-1].column + kept[-1].span:
            continue
        empty = 0
        for following in row[index + 1 : index + cell.span]:
            if following.end > following.start:
                break
            empty += 1
        kept.append(cell._replace(span=min(cell.span, empty + 1)))
    return kept


def _parted_row(text: str, row: list[RawCell]) -> tuple[list[RawCell], list[RawCell]] | None:
    """The two rows that a row of heads stands for where each of them names a patient and a measure."""
    if any(cell.span > 1 or cell.end - cell.start > _LONGEST_HEAD for cell in row):
        return None
    parted = parted_heads([text[cell.start : cell.end] for cell in row])
    if parted is None:
        return None
    above, below = [row[0]], [row[0]._replace(start=row[0].end)]
    before = ""
    for cell, head in zip(row[1:], parted, strict=True):
        if head.words[0] == before:
            above[-1] = above[-1]._replace(span=above[-1].span + 1)
        else:
            above.append(RawCell(cell.start + head.name[0], cell.start + head.name[1], cell.column))
        below.append(RawCell(cell.start + head.what[0], cell.start + head.what[1], cell.column))
        before = head.words[0]
    return above, below


def _words(text: str, rows: list[list[RawCell]]) -> Words:
    width = max((cell.column + cell.span for row in rows for cell in row), default=0)
    words = [[""] * width for _ in rows]
    for line, row in zip(words, rows, strict=True):
        for cell in row:
            line[cell.column] = " ".join(text[cell.start : min(cell.end, cell.start + 200)].split())
    return words


def _head_rows(words: Words, rows: list[list[RawCell]]) -> int:
    if tells_a_person(words[0][0]) or (is_person_label(words[0][0]) and _has_values(words[0][1:])):
        return 0
    heads = 1
    while heads < len(words) - 1 and (
        (heads < _HEAD_LIMIT and _completes(words, rows, heads)) or goes_on_below(words, heads)
    ):
        heads += 1
    return heads


def _has_values(cells: list[str]) -> bool:
    return any(tells_a_person(cell) or _NUMERIC.match(cell) for cell in cells)


def _completes(words: Words, rows: list[list[RawCell]], row: int) -> bool:
    """Whether ``row`` is one more row of heads: it fills what the row above left open or spanned."""
    above, here = words[row - 1], words[row]
    if not here[0] and sum(SIZE_ALONE.match(cell) is not None for cell in here) > 1:
        return True
    if here[0] and (above[0] or row > 1):
        return False
    if any(cell.span > 1 for cell in rows[row - 1]):
        return True
    opened = [column for column in range(1, len(here)) if not above[column] and here[column]]
    if any(_NUMERIC.match(here[column]) for column in opened) or not any(above[1:]):
        return False
    return len(opened) >= (sum(map(bool, above[1:])) if here[0] else 1)


def _names_what_is_open(words: Words, row: int) -> bool:
    """Whether a row below the heads has no name and says the same words under each of several wide heads."""
    above, here = words[row - 1], words[row]
    told = [column for column in range(1, len(here)) if here[column]]
    return (
        not here[0]
        and any(not above[column] for column in told)
        and not any(_NUMERIC.match(here[column]) and not _TIME.match(here[column]) for column in told)
        and not any(tells_a_person(here[column]) for column in told)
        and _same_again(here)
    )


def _same_again(here: list[str]) -> bool:
    """Whether every word of a row stands in it more than once, as "Baseline" and "12 months" do under two groups."""
    told = [cell.lower() for cell in here if cell]
    return len(told) > 2 and all(told.count(cell) > 1 for cell in told)


def _label_columns(words: Words, heads: int) -> int:
    """How many columns on the left name the rows: a second one where the first names groups of rows."""
    body = words[heads:]
    labels = 1
    while body and labels < len(words[0]) - 1 and labels < 3:
        unnamed = all(not row[labels] for row in words[:heads])
        lettered = sum(any(char.isalpha() for char in row[labels]) for row in body)
        grouped = any(not row[labels - 1] and row[labels] for row in body)
        if not (heads and unnamed and grouped and 2 * lettered >= len(body)):
            break
        labels += 1
    return labels


def _cells(rows: list[list[RawCell]], words: Words, heads: int, labels: int) -> list[Cell]:
    covered: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    heights = _heights(words, heads, labels)
    for index, row in enumerate(rows):
        for cell in row:
            if (index, cell.column) in covered:
                continue
            span = _head_span(words, index, cell) if index < heads - 1 else cell.span
            height = heights.get((index, cell.column), 1)
            covered |= {(index + down, cell.column + right) for down in range(height) for right in range(span)}
            head = index < heads or cell.column < labels
            cells.append(
                Cell(
                    start=cell.start,
                    end=cell.end,
                    row=index,
                    column=cell.column,
                    row_span=height,
                    column_span=span,
                    head=head,
                )
            )
    return cells


def _heights(words: Words, heads: int, labels: int) -> dict[tuple[int, int], int]:
    """Rows that a label speaks for: its own and those below that leave its column open."""
    heights: dict[tuple[int, int], int] = {}
    for column in range(min(labels or 1, len(words[0]) if words else 0)):
        opened: int | None = None
        for index in range(heads, len(words)):
            if words[index][column]:
                opened = index
            elif opened is not None and any(words[index]) and not any(words[index][:column]):
                heights[opened, column] = index - opened + 1
            else:
                opened = None
    return heights


def _head_span(words: Words, index: int, cell: RawCell) -> int:
    """A head over other heads covers the open columns to its right that are named below it."""
    if cell.span > 1 or cell.end == cell.start or cell.column == 0:
        return cell.span
    span = 1
    while (
        cell.column + span < len(words[index])
        and not words[index][cell.column + span]
        and words[index + 1][cell.column + span]
        and not parted_below(words[index + 1][cell.column], words[index + 1][cell.column + span])
    ):
        span += 1
    return span
