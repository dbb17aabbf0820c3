"""What stands beside the values of a table in a column, or a row, of its own: their unit, and what is normal."""

import re

from extractors.printed_units import units
from extractors.table_heads import said
from schemas.document import Cell, Document, Table

NORMAL = re.compile(
    r"(?:(?:lab(?:oratory)?|upper) )?(?:normal|reference|ref\b|limit|n\.?v\b|rr\b|ri\b|uln\b|cut-?off)(?! at\b)",
    re.IGNORECASE,
)
"""The head of what is normal."""
_NORMAL_ROW = re.compile(  # no "Ref. 4", whose row is of a paper
    r"(?:(?:lab(?:oratory)?|upper|lower) )?(?:normal|reference|ref\.?)(?: (?:values?|ranges?|limits?|intervals?)"
    r"(?: of normal)?(?: ?[(\[][^()]*[)\]])?)?\W*$",
    re.IGNORECASE,
)
UNIT = re.compile(r"(?:si )?units?\W*$", re.IGNORECASE)
"""The head of units."""

Pieces = list[tuple[int, int] | str]


class Sides:
    """The unit and the reference range of each row, or of each column where ``across`` says that values run down."""

    def __init__(self, document: Document, table: Table, *, across: bool = False) -> None:
        self.document = document
        self.across = across
        self.units: dict[int, Cell] = {}
        self.normal: dict[int, Cell] = {}
        heads = {_line(cell, across): said(document, cell) for cell in table.cells if not _place(cell, across)}
        named = _NORMAL_ROW if across else NORMAL
        normal = {line for line, words in heads.items() if named.match(words) and line}
        unit = {line for line, words in heads.items() if UNIT.match(words) and line}
        self.lines = normal | unit
        for cell in table.cells:
            if _line(cell, across) in normal and any(map(str.isdigit, said(document, cell))):
                self.normal.setdefault(_place(cell, across), cell)
            elif _line(cell, across) in unit and said(document, cell) in units():
                self.units.setdefault(_place(cell, across), cell)
        for told in (self.normal, self.units):
            told.pop(0, None)

    def holds(self, cell: Cell) -> bool:
        """Whether a cell is itself a unit or a reference range."""
        return _line(cell, self.across) in self.lines

    def beside(self, cell: Cell) -> Pieces:
        """What is to be read behind a value: `` U/L (reference range 30-200)``; nothing behind words."""
        if not any(map(str.isdigit, said(self.document, cell))):
            return []
        unit, normal = self.units.get(_place(cell, self.across)), self.normal.get(_place(cell, self.across))
        pieces: Pieces = [" ", (unit.start, unit.end)] if unit else []
        return [*pieces, " (reference range ", (normal.start, normal.end), ")"] if normal else pieces


def _line(cell: Cell, across: bool) -> int:
    return cell.row if across else cell.column


def _place(cell: Cell, across: bool) -> int:
    return cell.column if across else cell.row
