"""The heads of a table's rows and columns, as its cells are read behind them."""

from collections import defaultdict

from schemas.document import Cell, Document, Span, Table


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
