"""Tables of one patient that list tests with their results, with heads ("Test, Result, Normal") or without."""

import re
from collections.abc import Iterator
from functools import cache

from extractors.clean import clean_behind
from extractors.lexicon import written
from extractors.printed_units import units
from extractors.reading import Passage
from extractors.side_columns import UNIT
from extractors.table_heads import said
from extractors.wrapped_cells import all_lines, wrapped_lines
from schemas.document import Cell, Document, Table

SIDE = re.compile(r"\b(?:normal|reference|ref|range|units?|limits?|n\.?v|rr|uln|cut-?off)\b", re.IGNORECASE)
"""What stands beside a result: its unit, what is normal."""
_HOW = re.compile(r"(?:methods?|techniques?|assays?|test used|comments?|remarks?|interpretation)\W*$", re.IGNORECASE)
_TESTS = re.compile(
    r"(?:tests?|parameters?|variables?|analytes?|investigations?|lab(?:oratory)?\b.{0,30}|items?|examinations?|assays?|"
    r"(?:bio)?markers?|(?:auto)?antibod(?:y|ies)|findings?|measure(?:ment)?s?|stud(?:y|ies)|determinations?)"
    r"(?: ?[(\[][^()]{1,20}[)\]])?\W*$",
    re.IGNORECASE,
)
_RESULT = re.compile(
    r"(?:(?:the |our )?(?:patient|child)(?:['’]s)?(?: values?| results?)?|results?|values?|findings?|levels?|"
    r"(?:at |on )?(?:admission|presentation|diagnosis|onset|baseline|first visit)(?: values?)?|observed|measured)\W*$",
    re.IGNORECASE,
)
_VALUE = re.compile(r"[<>≤≥~]?\s?\d")
_FOUND = re.compile(  # a number, a titre, a sign or an answer
    r"[<>≤≥~]?\s?\d|[(\[]?(?:[-+−–±]{1,3}|neg(?:ative)?|pos(?:itive)?|normal|weak\w*|n\.?[ad]\.?)[)\]]?\W*$",
    re.IGNORECASE,
)
_OF_GROUPS = re.compile(r"±|\biqr\b|\bn\s?=|%\)|\bmedian\b|\bmean\b", re.IGNORECASE)
_LEAST = 3  # rows of a list without heads, and tests among them
_MOST = 4  # columns


def cells_of_results(document: Document, index: int, table: Table) -> Iterator[Passage] | None:
    """The cells of such a table; None for others."""
    if (results := _results(document, table)) is not None:
        return _result_cells(document, index, table, results)
    if _is_bare(document, table):
        return _bare_cells(document, index, table)
    lists = _side_by_side(document, table)
    return _listed_cells(document, index, table, lists) if lists else None


@cache
def _known() -> re.Pattern[str]:
    names = ("CK", "aldolase", "LDH", "ALT", "AST", "ferritin", "CRP", "ESR", "CK-MB", "troponin", "myoglobin")
    return re.compile(rf"(?:serum |total |plasma )?(?:{'|'.join(map(written, names))})(?!\w)", re.IGNORECASE)


def _rows(table: Table) -> dict[int, dict[int, Cell]]:
    rows: dict[int, dict[int, Cell]] = {}
    for cell in table.cells:
        if cell.end > cell.start:
            rows.setdefault(cell.row, {})[cell.column] = cell
    return rows


def _is_bare(document: Document, table: Table) -> bool:
    """Whether a table has no heads: each of its rows, the first too, is a test with its value."""
    rows = _rows(table)
    if len(rows) < _LEAST or any(column >= _MOST for row in rows.values() for column in row) or 0 not in rows:
        return False
    told = {
        order
        for order, row in rows.items()
        if 0 in row and 1 in row and _VALUE.match(said(document, row[1])) and not _VALUE.match(said(document, row[0]))
    }
    known = [order for order in told if _known().match(said(document, rows[order][0]))]
    further = [row[2] for row in rows.values() if 2 in row]
    beside = all(_is_side(said(document, cell)) for cell in further)
    return min(rows) in told and len(known) >= _LEAST and 2 * len(told) > len(rows) and beside


def _is_side(words: str) -> bool:
    return (
        words in units()
        or words.startswith(("(", "[", "<", ">", "≤"))
        or not _VALUE.match(words)
        or "-" in words
        or "–" in words
    )


def _bare_cells(document: Document, index: int, table: Table) -> Iterator[Passage]:
    """The results of such a list, each behind its test, before its unit and what is normal."""
    above = wrapped_lines(document, table)
    below_of = {upper: lower for lower, upper in above.items()}
    for row in _rows(table).values():
        test, result = row.get(0), row.get(1)
        if test is None or result is None or test in above:
            continue
        sides = [row[column] for column in sorted(set(row) - {0, 1})]
        value = [(result.start, result.end), *_pieces_beside(document, sides)]
        clean, length = clean_behind(document.text, [*all_lines(test, below_of), ": "], value)
        yield Passage("cell", "results", clean, index, None, result.row, result.column, length)


def _side_by_side(document: Document, table: Table) -> tuple[int, ...]:
    """The columns of tests where several lists stand side by side, each test before its result, maybe its unit.

    None where a column is left that is neither a test, nor a result, nor beside one.
    """
    rows = _rows(table)
    columns = {
        column: [said(document, row[column]) for row in rows.values() if column in row] for column in _columns(rows)
    }
    results = {column for column, words in columns.items() if _mostly(_FOUND, words)}
    tests = tuple(column for column in columns if column not in results and column + 1 in results)
    pairs = [
        (row[column], row[column + 1]) for row in rows.values() for column in tests if {column, column + 1} <= set(row)
    ]
    known = sum(_known().match(said(document, test)) is not None for test, _ in pairs)
    beside = all(column in results or column in tests or all(map(_is_side, columns[column])) for column in columns)
    grouped = any(_OF_GROUPS.search(cell) for words in columns.values() for cell in words)
    return tests if len(tests) > 1 and not grouped and known >= _LEAST and tests[0] == 0 and beside else ()


def _columns(rows: dict[int, dict[int, Cell]]) -> list[int]:
    return sorted({column for row in rows.values() for column in row})


def _mostly(pattern: re.Pattern[str], words: list[str]) -> bool:
    return 3 * sum(pattern.match(cell) is not None for cell in words) >= 2 * len(words)


def _listed_cells(document: Document, index: int, table: Table, tests: tuple[int, ...]) -> Iterator[Passage]:
    """The results of lists that stand side by side, each behind its test and before what stands beside it."""
    for row in _rows(table).values():
        for test, following in zip(tests, (*tests[1:], None), strict=True):
            name, result = row.get(test), row.get(test + 1)
            if name is None or result is None or not _FOUND.match(said(document, result)):
                continue
            sides = [row[column] for column in sorted(row) if test + 1 < column < (following or column + 1)]
            value = [(result.start, result.end), *_pieces_beside(document, sides)]
            clean, length = clean_behind(document.text, [(name.start, name.end), ": "], value)
            yield Passage("cell", "results", clean, index, None, result.row, result.column, length)


def _pieces_beside(document: Document, sides: list[Cell]) -> list[tuple[int, int] | str]:
    """The unit and the range beside a result, the unit first."""
    pieces: list[tuple[int, int] | str] = []
    for cell in sides:
        words = said(document, cell)
        if words in units():
            pieces[:0] = [" ", (cell.start, cell.end)]
        elif any(map(str.isdigit, words)):
            ends = ("", "") if words.startswith(("(", "[")) else ("(reference range ", ")")
            pieces += [f" {ends[0]}", (cell.start, cell.end), ends[1]]
    return pieces


def _results(document: Document, table: Table) -> int | None:
    """The column of the results where the rows are tests and the other columns tell units or what is normal."""
    heads = {cell.column: said(document, cell) for cell in table.cells if cell.row == 0 and cell.end > cell.start}
    others = {column: head for column, head in heads.items() if column and not (SIDE.search(head) or _HOW.match(head))}
    if len(others) != 1 or len(heads) > 4 or (0 in heads and not _TESTS.match(heads[0])):
        return None
    ((column, head),) = others.items()
    return column if _RESULT.match(head) and (0 in heads or len(heads) > 1) else None


def _result_cells(document: Document, index: int, table: Table, results: int) -> Iterator[Passage]:
    """The results, each behind its test and before its unit and range: ``LDH: 1,877 U/L (reference range 120-246)``."""
    tops = {cell.column: cell for cell in table.cells if cell.row == 0 and cell.end > cell.start}
    rows: dict[int, dict[int, Cell]] = {}
    for cell in table.cells:
        if cell.row and cell.end > cell.start:
            rows.setdefault(cell.row, {})[cell.column] = cell
    above = wrapped_lines(document, table)
    below_of = {upper: lower for lower, upper in above.items()}
    for row in rows.values():
        test, result = row.get(0), row.get(results)
        if test is None or result is None or test in above:
            continue
        value: list[tuple[int, int] | str] = [(result.start, result.end)]
        for column in sorted(set(row) & set(tops) - {0, results}):
            side = row[column]
            if UNIT.match(said(document, tops[column])):
                value[1:1] = [" ", (side.start, side.end)]
            elif any(map(str.isdigit, said(document, side))):
                value += [" (reference range ", (side.start, side.end), ")"]
        clean, length = clean_behind(document.text, [*all_lines(test, below_of), ": "], value)
        yield Passage("cell", "results", clean, index, None, result.row, result.column, length)
