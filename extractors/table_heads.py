"""The heads of a table's rows and columns, as its cells are read behind them."""

import re
from collections import defaultdict

from extractors.readers.patient_axis import TIME_HEAD
from schemas.document import Cell, Document, Span, Table

GROUP_HEAD = re.compile(r"\b[nN]\s*=\s*\d+|[^\W\d][^()]*\(\d{1,4}\)$")
"""What the head of a group has in it: its size, ``anti-SRP (n = 11)``, ``Controls (40)``."""


def said(document: Document, span: Span) -> str:
    """The words of a cell or title as one line with single spaces between them, however they were printed."""
    return " ".join(document.quote(span).split())


class Heads:
    """The heads of a table's rows and columns, each under every row or column that it stands for."""

    def __init__(self, table: Table) -> None:
        self.first = min((cell.row for cell in table.cells if not cell.head), default=0)
        self.rows: dict[int, list[Cell]] = defaultdict(list)
        self.columns: dict[int, list[Cell]] = defaultdict(list)
        for head in table.cells:
            if not head.head or head.end == head.start:
                continue
            if head.row < self.first:
                for column in range(head.column, head.column + head.column_span):
                    self.columns[column].append(head)
            else:
                for row in range(head.row, head.row + head.row_span):
                    self.rows[row].append(head)

    def row(self, cell: Cell) -> list[Cell]:
        """The heads of the row of a cell that stand to its left."""
        return [head for head in self.rows.get(cell.row, ()) if head.column + head.column_span <= cell.column]

    def column(self, cell: Cell) -> list[Cell]:
        """The heads of the column of a cell."""
        return self.columns.get(cell.column, [])


def notes_of(document: Document, table: Table) -> list[Span]:
    """The notes under a table, then those under the other parts of it ("Table 1 (continued)")."""
    parts = [other for other in document.tables if table.label and other.label == table.label and other is not table]
    return [note for part in (table, *parts) for note in part.footnotes]


def visits_of(document: Document, table: Table) -> dict[int, list[tuple[int, int] | str]]:
    """By row when it was, ``Month 3``, where a patient has a row for each visit; none where each has one row."""
    if not any(cell.head and not cell.column and cell.row_span > 1 for cell in table.cells):
        return {}
    top = next((cell for cell in table.cells if not cell.row and cell.column == 1), None)
    if top is None or not TIME_HEAD.match(said(document, top)):
        return {}
    visits: dict[int, list[tuple[int, int] | str]] = {}
    for cell in table.cells:
        if cell.column == 1 and cell.row and cell.end > cell.start:
            bare = said(document, cell).isdecimal()
            unit: list[tuple[int, int] | str] = [(top.start, top.end), " "] if bare else []
            visits[cell.row] = [*unit, (cell.start, cell.end)]
    return visits
