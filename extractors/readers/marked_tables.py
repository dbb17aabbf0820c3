"""Tables in markup, of HTML, CALS and BioMed Central's own kind: rows, cells, and what they span."""

from collections.abc import Callable
from typing import NamedTuple

from extractors.readers.captions import is_table_note
from extractors.readers.grid import COLUMN_LIMIT
from extractors.readers.lines import split_lines
from extractors.readers.markup import Node, name_of

CELL_LIMIT = 100_000
"""Places in the grid of a table; a table with more is data, not part of an article."""

_GROUPS = frozenset({"thead", "tbody", "tfoot", "tgroup", "tblbdy", "tblhd"})
_ROWS = frozenset({"tr", "row", "r"})
_CELLS = frozenset({"td", "th", "entry", "c"})
_HEAD_LIMIT = 6


class MarkedCell(NamedTuple):
    """A cell with its words, its place and the rows and columns that it covers."""

    words: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    head: bool = False


class MarkedTable(NamedTuple):
    """A table; ``heads`` is the number of rows that the markup says are heads, None where it says nothing of it."""

    cells: tuple[MarkedCell, ...]
    height: int
    width: int
    heads: int | None
    notes: tuple[str, ...] = ()

    @property
    def too_large(self) -> bool:
        """Whether it has more places than are read."""
        return self.height * self.width > CELL_LIMIT


class _Row(NamedTuple):
    cells: list[Node]
    group: str


def read_table(node: Node, words: Callable[[Node], str]) -> MarkedTable:
    """The table of an element; ``words`` gives the words of a cell. Empty rows are left out, notes set apart."""
    rows: list[_Row] = []
    notes: list[str] = []
    columns: dict[str, int] = {}
    _gather(node, "", rows, notes, columns, words)
    if sum(len(row.cells) for row in rows) > CELL_LIMIT:  # nobody will read them
        return MarkedTable((), len(rows), max(len(row.cells) for row in rows), None)
    cells = _placed(rows, columns, words)
    ruled = _ruled(rows, cells)
    cells, kept = _without_blank_rows(cells, len(rows))
    groups = [rows[row].group for row in kept]
    width = max((cell.column + cell.columns for cell in cells), default=0)
    table = MarkedTable(tuple(cells), len(kept), width, _heads(cells, groups) or ruled)
    return _without_notes(table, groups, notes)


def is_data(node: Node) -> bool:
    """Whether an HTML table holds data; one that holds tables, headings or one column only lays out the page."""
    widest = rows = 0
    for found in node.iter():
        name = name_of(found)
        if (name == "table" and found is not node) or name in ("h1", "h2", "h3", "form"):
            return False
        if name == "tr":
            rows += 1
            widest = max(widest, sum(_number(cell, "colspan") for cell in found if name_of(cell) in _CELLS))
    return rows > 1 and widest > 1


# ---- rows


def _gather(
    node: Node,
    group: str,
    rows: list[_Row],
    notes: list[str],
    columns: dict[str, int],
    words: Callable[[Node], str],
) -> None:
    """The rows of a table in order, those of its foot last; paragraphs in its foot are notes."""
    late: list[Node] = []
    for found in node:
        name = name_of(found)
        if name in _ROWS:
            rows.append(_Row([cell for cell in found if name_of(cell) in _CELLS], group))
        elif name == "tfoot":
            late.append(found)
        elif name in _GROUPS:
            _gather(found, name if name[0] == "t" and name != "tgroup" else group, rows, notes, columns, words)
        elif name == "colspec":
            columns.setdefault(found.get("colname", "") or f"#{len(columns)}", len(columns))
        elif name == "p" and group == "tfoot":
            notes.append(words(found))
    for foot in late:
        _gather(foot, "tfoot", rows, notes, columns, words)


def _placed(rows: list[_Row], columns: dict[str, int], words: Callable[[Node], str]) -> list[MarkedCell]:
    """Every cell at its place: cells from rows above push those beside them to the right."""
    taken: dict[int, int] = {}  # column -> rows that a cell from above still covers
    cells: list[MarkedCell] = []
    for row, found in enumerate(rows):
        column = 0
        below: dict[int, int] = {}
        for node in found.cells:
            column = max(column, columns.get(node.get("namest", "") or node.get("colname", ""), 0))
            while taken.get(column):
                column += 1
            if column >= COLUMN_LIMIT:
                break
            wide = min(_columns(node, columns), COLUMN_LIMIT - column)
            tall = min(_rows(node), len(rows) - row)
            head = name_of(node) == "th"
            cells.append(MarkedCell(words(node), row, column, tall, wide, head))
            below |= dict.fromkeys(range(column, column + wide), tall - 1)
            column += wide
        taken = {place: left - 1 for place, left in taken.items() if left > 1} | {
            place: left for place, left in below.items() if left
        }
    return cells


def _columns(node: Node, columns: dict[str, int]) -> int:
    first, last = columns.get(node.get("namest", "")), columns.get(node.get("nameend", ""))
    if first is not None and last is not None:
        return max(1, last - first + 1)
    return max(_number(node, "colspan"), _number(node, "cspan"))


def _rows(node: Node) -> int:
    if more := node.get("morerows", ""):
        return int(more[:4]) + 1 if more[:4].isdecimal() else 1
    return max(_number(node, "rowspan"), _number(node, "rspan"))


def _number(node: Node, attribute: str) -> int:
    told = node.get(attribute, "").strip()[:5]
    return max(1, int(told)) if told.isdecimal() else 1


# ---- heads, blank rows, notes


def _heads(cells: list[MarkedCell], groups: list[str]) -> int | None:
    """Rows in the table's head, or on top with nothing but head cells; a head that is the whole table tells nothing."""
    heads = next((row for row, group in enumerate(groups) if group not in ("thead", "tblhd")), len(groups))
    if not heads:
        plain = {cell.row for cell in cells if not cell.head}
        heads = next((row for row in range(len(groups)) if row in plain), len(groups))
    return heads if 0 < heads < len(groups) and heads <= _HEAD_LIMIT else None


def _ruled(rows: list[_Row], cells: list[MarkedCell]) -> int | None:
    """Rows above a rule that is drawn as a row of its own: they are heads."""
    filled = {cell.row for cell in cells if cell.words}
    for row, found in enumerate(rows[: _HEAD_LIMIT + 1]):
        if row not in filled and any(name_of(inner) == "hr" for cell in found.cells for inner in cell.iter()):
            heads = sum(above in filled for above in range(row))
            return heads if heads and any(below > row for below in filled) else None
    return None


def _without_blank_rows(cells: list[MarkedCell], height: int) -> tuple[list[MarkedCell], list[int]]:
    """The cells without rows that hold no words, and the rows that were kept."""
    filled = [False] * height
    for cell in cells:
        if cell.words:
            filled[cell.row] = True
    kept = [row for row in range(height) if filled[row]]
    above = [0]
    for row in range(height):
        above.append(above[-1] + filled[row])
    moved = [
        cell._replace(row=above[cell.row], rows=max(1, above[cell.row + cell.rows] - above[cell.row]))
        for cell in cells
        if filled[cell.row]
    ]
    return moved, kept


def _without_notes(table: MarkedTable, groups: list[str], notes: list[str]) -> MarkedTable:
    """Rows at the end that run across all columns and are in the table's foot, or read like notes, are its notes."""
    height = table.height
    last: dict[int, list[MarkedCell]] = {}
    for cell in table.cells:
        last.setdefault(cell.row, []).append(cell)
    found: list[str] = []
    while height > 1 and _is_note(last[height - 1], table.width, groups[height - 1]):
        height -= 1
        found.append(last[height][0].words)
    cells = tuple(cell._replace(rows=min(cell.rows, height - cell.row)) for cell in table.cells if cell.row < height)
    heads = table.heads if table.heads is not None and table.heads < height else None
    return MarkedTable(cells, height, table.width, heads, (*reversed(found), *notes))


def _is_note(row: list[MarkedCell], width: int, group: str) -> bool:
    if len(row) != 1 or width < 2 or row[0].columns < width:
        return False
    return group == "tfoot" or is_table_note(split_lines(row[0].words)[0])
