"""Tables of one patient, whom no head names: a course, a diary, a list of results.

Whose they are is decided where all is linked: the only patient's, or nobody's in particular.
"""

import re
from collections.abc import Iterator

from extractors.clean import clean_behind
from extractors.reading import Passage
from extractors.table_heads import Heads
from schemas.document import Cell, Document, Table

_TIME = re.compile(
    r"(?:at |on )?(?:(?:hospital )?(?:day|week|wk|month|mo|year|visit)s?\.?\s?[+-]?\d|"
    r"\d{1,3}\.?\d?\s?(?:days?|weeks?|wks?|months?|years?|d|w|mo|h)\b|"
    r"(?:at )?(?:admission|discharge|baseline|onset|presentation|diagnosis|relapse|peak|last|follow[- ]?up|"
    r"before|after))",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?:\d{1,2}[/.])?(?:\d{1,2}|[A-Z][a-z]{2,8})\.?[/. ](?:19|20)\d\d$|(?:19|20)\d\d(?:-\d\d){0,2}$")
_UNIT_OF_TIME = re.compile(r"(?:hospital )?(?:day|week|month|year|time|date)s?\b", re.IGNORECASE)
_BARE = re.compile(r"[+-]?\d{1,4}(?:[.,]\d)?(?:\s?\([^()]{1,30}\))?$")
_SIDE = re.compile(r"\b(?:normal|reference|ref\.|range|units?)\b", re.IGNORECASE)
_GROUP = re.compile(r"\b[nN]\s*=\s*\d+|[^\W\d][^()]*\(\d{1,4}\)$")
_TESTS = re.compile(
    r"(?:tests?|parameters?|variables?|analytes?|investigations?|lab(?:oratory)?\b.{0,30}|items?|examinations?|assays?|"
    r"(?:bio)?markers?|(?:auto)?antibod(?:y|ies)|findings?|measure(?:ment)?s?|stud(?:y|ies)|determinations?)\W*$",
    re.IGNORECASE,
)
_RESULT = re.compile(
    r"(?:(?:the |our )?(?:patient|child)(?:['’]s)?(?: values?| results?)?|results?|values?|findings?|levels?|"
    r"(?:at |on )?(?:admission|presentation|diagnosis|onset|baseline|first visit)(?: values?)?|observed|measured)\W*$",
    re.IGNORECASE,
)
_UNIT = re.compile(r"units?\W*$", re.IGNORECASE)
_TIMED = 0.7  # share of the rows of a diary that begin with a time; the others say what happened ("first visit")


def cells_of_one(document: Document, index: int, table: Table) -> Iterator[Passage] | None:
    """The cells of such a table, each behind its heads and before its time or its reference range; None for others."""
    if _is_course(document, table):
        return _course_cells(document, index, table)
    if _is_diary(document, table):
        return _diary_cells(document, index, table)
    results = _results(document, table)
    return _result_cells(document, index, table, results) if results is not None else None


def _is_course(document: Document, table: Table) -> bool:
    """Whether the columns are times: the values of one patient, day by day."""
    heads = [document.quote(cell) for cell in table.cells if cell.row == 0 and cell.column and cell.end > cell.start]
    corner = next((document.quote(cell) for cell in table.cells if cell.row == cell.column == 0), "")
    timed = [head for head in heads if _TIME.match(head) or (_UNIT_OF_TIME.match(corner) and _BARE.match(head))]
    return len(timed) >= 2 and len(timed) >= len(heads) - 1 and not any(map(_GROUP.search, heads))


def _course_cells(document: Document, index: int, table: Table) -> Iterator[Passage]:
    """The cells of a course, each behind the head of its row and before its time: ``CK (U/L): 8,960 (day 21)``."""
    corner = next((cell for cell in table.cells if cell.row == cell.column == 0 and cell.end > cell.start), None)
    unit = corner if corner is not None and _UNIT_OF_TIME.match(document.quote(corner)) else None
    heads_of = Heads(table)
    for cell in table.cells:
        if cell.head or cell.end == cell.start:
            continue
        rows = heads_of.row(cell)
        time = next(iter(heads_of.column(cell)), None)
        if not rows or time is None or _SIDE.search(document.quote(time)):
            continue
        pieces: list[tuple[int, int] | str] = [(rows[-1].start, rows[-1].end), ": "]
        when: list[tuple[int, int] | str] = (
            [(unit.start, unit.end), " "] if unit and _BARE.match(document.quote(time)) else []
        )
        value = [(cell.start, cell.end), " (", *when, (time.start, time.end), ")"]
        clean, length = clean_behind(document.text, pieces, value)
        yield Passage("cell", "results", clean, index, None, cell.row, cell.column, length)


def _is_diary(document: Document, table: Table) -> bool:
    """Whether the rows are times, under a first column that is headed so: the values of one patient, date by date."""
    first = [cell for cell in table.cells if cell.column == 0 and cell.end > cell.start]
    if not first or first[0].row or not _UNIT_OF_TIME.match(document.quote(first[0])):
        return False
    times = [document.quote(cell) for cell in first[1:]]
    told = [time for time in times if _TIME.match(time) or _DATE.match(time) or _BARE.match(time)]
    return len(told) >= 2 and len(told) >= _TIMED * len(times)


def _diary_cells(document: Document, index: int, table: Table) -> Iterator[Passage]:
    """The cells of a diary, each behind the head of its column and before its date: ``CK (U/L): 940 (03/2019)``."""
    tops = {cell.column: cell for cell in table.cells if cell.row == 0 and cell.end > cell.start}
    times = {cell.row: cell for cell in table.cells if cell.column == 0 and cell.row and cell.end > cell.start}
    for cell in table.cells:
        if not cell.row or not cell.column or cell.end == cell.start:
            continue
        top, time = tops.get(cell.column), times.get(cell.row)
        if top is None or time is None or _GROUP.search(document.quote(top)):
            continue
        bare = _BARE.match(document.quote(time)) is not None
        unit: list[tuple[int, int] | str] = [(tops[0].start, tops[0].end), " "] if bare else []
        value: list[tuple[int, int] | str] = [(cell.start, cell.end), " (", *unit, (time.start, time.end), ")"]
        clean, length = clean_behind(document.text, [(top.start, top.end), ": "], value)
        yield Passage("cell", "results", clean, index, None, cell.row, cell.column, length)


def _results(document: Document, table: Table) -> int | None:
    """The column of the results where the rows are tests and the other columns tell units or what is normal."""
    heads = {cell.column: document.quote(cell) for cell in table.cells if cell.row == 0 and cell.end > cell.start}
    others = {column: head for column, head in heads.items() if column and not _SIDE.search(head)}
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
    for row in rows.values():
        test, result = row.get(0), row.get(results)
        if test is None or result is None:
            continue
        value: list[tuple[int, int] | str] = [(result.start, result.end)]
        for column in sorted(set(row) & set(tops) - {0, results}):
            side = row[column]
            if _UNIT.match(document.quote(tops[column])):
                value[1:1] = [" ", (side.start, side.end)]
            elif any(map(str.isdigit, document.quote(side))):
                value += [" (reference range ", (side.start, side.end), ")"]
        clean, length = clean_behind(document.text, [(test.start, test.end), ": "], value)
        yield Passage("cell", "results", clean, index, None, result.row, result.column, length)
