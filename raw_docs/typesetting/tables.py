"""The tables of a text sample -> tables as a journal sets them."""

import csv
import re
from dataclasses import replace
from pathlib import Path

from raw_docs.typesetting.inline import Run, Words, plain, words_of
from raw_docs.typesetting.manuscript import SetCell, SetTable
from schemas.document import Document, Table

WIDE_TABLES = Path(__file__).parent / "wide_tables"
"""Tables whose columns the text has lost, one cell a field; ``"`` belongs to the cell above, ``|`` ends a line."""

_LABEL = re.compile(r"(?P<label>(?:Table|TABLE|Figure|Fig\.)\s[\dIV]+\.?)\s*")


class LostWordsError(Exception):
    """A table in ``wide_tables`` has other words than the text; the message names it."""


def labelled(words: Words) -> tuple[str, Words]:
    """The label at the beginning of a caption, and the words behind it."""
    found = _LABEL.match(plain(words))
    if found is None:
        return "", words
    rest: list[Run] = []
    left = found.end()
    for run in words:
        rest.append(replace(run, text=run.text[left:]))
        left = max(0, left - len(run.text))
    return found["label"], tuple(run for run in rest if run.text)


def table_of(document: Document, index: int, path: Path) -> SetTable:
    """Table ``index`` of a text sample; raise ``LostWordsError`` where its columns are kept with other words."""
    table = document.tables[index]
    kept = WIDE_TABLES / f"{path.stem}-{index}.tsv"
    cells = _kept_cells(document, table, kept) if kept.exists() else _spanned(_cells(document, table))
    label, title = labelled(words_of(document.quote(table.caption)) if table.caption else ())
    body = [cell.row for cell in cells if not cell.head]
    return SetTable(
        label,
        title,
        tuple(cells),
        tuple(words_of(document.quote(note)) for note in table.footnotes),
        head_rows=1 if table.patients else min(body),
        patients=table.patients,
    )


def _cells(document: Document, table: Table) -> list[SetCell]:
    return [
        SetCell(cell.row, cell.column, words_of(document.quote(cell)), cell.row_span, cell.column_span, cell.head)
        for cell in table.cells
    ]


def _kept_cells(document: Document, table: Table, kept: Path) -> list[SetCell]:
    with kept.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    cells = [
        SetCell(
            row,
            column,
            _lines(field),
            row_span=_depth(rows, row, column),
            head=row == 0 or column == 0,
        )
        for row, fields in enumerate(rows)
        for column, field in enumerate(fields)
        if field != '"'
    ]
    told = [word for cell in cells for word in plain(cell.words).split()]
    wanted = [word for cell in _cells(document, table) for word in plain(cell.words).split()]
    if told != wanted:
        raise LostWordsError(f"{kept.name} does not hold the words of the table in {document.source}")
    return cells


def _lines(field: str) -> Words:
    lines = [words_of(line) for line in field.split("|")]
    return tuple(run for line in lines for run in (Run("\n"), *line))[1:]


def _depth(rows: list[list[str]], row: int, column: int) -> int:
    depth = 1
    while row + depth < len(rows) and rows[row + depth][column] == '"':
        depth += 1
    return depth


def _spanned(cells: list[SetCell]) -> list[SetCell]:
    """Heads take in the empty heads to their right and below, and the lines that go on with their words."""
    places = {(cell.row, cell.column): cell for cell in cells}
    for place in sorted(places):
        cell = places.get(place)
        if cell is None or not cell.head:
            continue
        if cell.words:
            places[place] = _grown(places, cell)
    return [places[place] for place in sorted(places)]


def _grown(places: dict[tuple[int, int], SetCell], cell: SetCell) -> SetCell:
    right = places.get((cell.row, cell.column + cell.column_span))
    if cell.column == 0 and right is not None and right.head and not right.words:
        del places[right.row, right.column]
        return replace(cell, column_span=cell.column_span + right.column_span)
    below = places.get((cell.row + cell.row_span, cell.column))
    if below is None or not below.head or below.column_span != cell.column_span:
        return cell
    if cell.row == 0 and cell.column > 0 and not below.words:
        del places[below.row, below.column]
        return replace(cell, row_span=cell.row_span + below.row_span)
    if cell.column == 0 and plain(below.words)[:1].islower():
        del places[below.row, below.column]
        joined = (*cell.words, Run(" "), *below.words)
        return replace(cell, words=joined, row_span=cell.row_span + below.row_span)
    return cell
