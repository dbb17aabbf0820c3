"""Short forms of what a reader saw, for the tests of this room."""

from extractors.readers import document_of_text
from schemas.document import Block, Cell, Document, Table


def read(text: str) -> Document:
    return document_of_text(text, source="made-up.txt")


def squeezed(words: str) -> str:
    return " ".join(words.split())


def kinds(text: str) -> list[tuple[str, str]]:
    """Kind and first two words of every block."""
    document = read(text)
    return [(block.kind, " ".join(document.quote(block).split()[:2])) for block in document.blocks]


def of_kind(document: Document, kind: str) -> list[str]:
    return [squeezed(document.quote(block)) for block in document.blocks if block.kind == kind]


def block_with(document: Document, words: str) -> Block:
    found = [block for block in document.blocks if words in squeezed(document.quote(block))]
    assert len(found) == 1, words
    return found[0]


def table_of(text: str) -> tuple[Document, Table]:
    document = read(text)
    assert len(document.tables) == 1
    return document, document.tables[0]


def words_at(document: Document, table: Table, row: int, column: int) -> str:
    return squeezed(document.quote(cell_at(table, row, column)))


def cell_at(table: Table, row: int, column: int) -> Cell:
    (cell,) = [cell for cell in table.cells if (cell.row, cell.column) == (row, column)]
    return cell


def rows_of(document: Document, table: Table) -> list[list[str]]:
    """The words of all cells that hold any, row by row."""
    rows: list[list[str]] = [[] for _ in range(table.row_count)]
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        if cell.end > cell.start:
            rows[cell.row].append(squeezed(document.quote(cell)))
    return rows
