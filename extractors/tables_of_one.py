"""Tables of one patient, whom no head names: a course, a diary, a list of results.

Whose they are is decided where all is linked: the only patient's, or nobody's in particular.
"""

import re
from collections.abc import Iterator

from extractors.caption_units import TitleUnits
from extractors.clean import clean_behind
from extractors.phases import phase_of, phase_of_head, stages_of
from extractors.reading import Passage
from extractors.side_columns import NORMAL, UNIT, Sides
from extractors.table_heads import GROUP_HEAD, Heads, said
from extractors.tables_of_results import SIDE, cells_of_results
from extractors.wrapped_cells import all_lines, wrapped_lines
from schemas.document import Cell, Document, Table

_TIME = re.compile(
    r"(?:at |on )?(?:(?:hospital )?(?:day|week|wk|month|mo|year|visit)s?\.?\s?[+-]?\d|"
    r"\d{1,3}\.?\d?\s?(?:days?|weeks?|wks?|months?|years?|yrs?|d|w|mo|y|h)\b|"
    r"(?:at )?(?:admission|discharge|baseline|onset|presentation|diagnosis|relapse|peak|last|follow[- ]?up|"
    r"before|after))",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?:\d{1,2}[/.])?(?:\d{1,2}|[A-Z][a-z]{2,8})\.?[/. ](?:19|20)\d\d$|(?:19|20)\d\d(?:-\d\d){0,2}$")
# As the head of a column: "14 Jan 2020 (admission)", "Mar 2021", "Jan 14, 2020", "2020-01-14", "14.01.20".
_DATED = re.compile(
    r"(?:(?:\d{1,2}(?:st|nd|rd|th)?[ -])?[A-Z][a-z]{2,8}\.?(?: \d{1,2}(?:st|nd|rd|th)?)?,?[ -]"
    r"(?:(?:19|20)\d\d|['’]\d\d)|"
    r"(?:\d{1,2}[/.-]){1,2}(?:19|20)\d\d|\d{1,2}[/.]\d{1,2}[/.]\d\d|(?:19|20)\d\d-\d\d(?:-\d\d)?)"
    r"(?:,? ?\([^()]{1,40}\))?$"
)
_UNIT_OF_TIME = re.compile(r"(?:hospital )?(?:day|week|month|year|time|date)s?\b|age\b", re.IGNORECASE)
_VISIT = re.compile(  # as the head of a column of times
    r"(?:clinic(?:al)? |hospital |study |outpatient )?"
    r"(?:visits?|appointments?|assessments?|reviews?|contacts?|occasions?|"
    r"stages?|phases?|follow[- ]?ups?|points? in time|when)\W*$",
    re.IGNORECASE,
)
_BARE = re.compile(r"[+-]?\d{1,4}(?:[.,]\d)?(?:\s?\([^()]{1,30}\))?$")
_GIVEN = re.compile(
    r"(?:(?:immunosuppressive |medical |drug |previous |prior |other |current )?"
    r"(?:treatments?|therap(?:y|ies)|drugs?|agents?|medications?|medicines?|substances?|immunosuppress\w+))"
    r"(?: at (?:the |that )?(?:time|visit))?\W*$",
    re.IGNORECASE,
)
_DOSED = re.compile(
    r"(?:(?:max(?:imum|imal)?\.?|starting|initial|highest|last|daily) )?(?:dos(?:e|es|age|ing)|regimens?|schedule)\b",
    re.IGNORECASE,
)
_ROUTE = re.compile(r"(?:routes?|modes?)\b", re.IGNORECASE)
_SPELL = re.compile(
    r"(?:years?|periods?|dates?|durations?|start(?:ed)?|stop(?:ped)?|from|until|begin|months?|time|age|when|given)\b",
    re.IGNORECASE,
)
_CAME_OF_IT = re.compile(
    r"(?:(?:best |clinical )?(?:response|outcome|effects?|results?|reasons?)\b|"
    r"(?:lowest|highest|best|peak|nadir|last|first)\b|(?:CP?K|CMAS|creatine)\b)",
    re.IGNORECASE,
)
_AT_LAST = re.compile(r"\b(?:end|last|final|best|lowest|nadir|after|on|under|during)\b", re.IGNORECASE)
# Of no one patient: how many were given it, what is advised, what others wrote.
_OF_MANY = re.compile(
    r"(?:n|no\.?|number|%|patients?|cases?|p|studies|study|references?|authors?|evidence|level|recommend\w*|"
    r"monitoring|indications?|mechanisms?|targets?|contraindications?|costs?|usual\b.*|maximum recommended\b.*)\b",
    re.IGNORECASE,
)
_ADVISED = re.compile(
    r"\b(?:recommend|propos|suggest|option|guideline|literature|published|review|usual|cohort)", re.IGNORECASE
)
# Nothing was measured or given: no number of the time behind such a cell is its value.
_EMPTY = re.compile(
    r"[^\w+±✓✔]*(?:n\.?[/ ]?[adrkmt]\.?|none|nil|"
    r"not (?:done|measured|tested|available|determined|performed|recorded|known))?[^\w+±✓✔]*$",
    re.IGNORECASE,
)
_RELAPSED = re.compile(
    r"(?:(?!(?:no|without|never|after)\b)\w+ )?(?:relapse[ds]?|flare[ds]?(?:[ -]up)?)\b(?! (?:free|of|prevent))",
    re.IGNORECASE,
)
_RELAPSE = ", relapse"
_STAGE = {False: ", before treatment", True: ", under treatment"}
_TIMED = 0.7  # share of the rows of a diary that begin with a time; the others say what happened ("first visit")


def cells_of_one(document: Document, index: int, table: Table) -> Iterator[Passage] | None:
    """The cells of such a table, each behind its heads and before its time or its reference range; None for others."""
    if _is_course(document, table):
        return _course_cells(document, index, table)
    if _is_diary(document, table):
        return _diary_cells(document, index, table)
    if (treatments := _treatments(document, table)) is not None:
        return _treatment_cells(document, index, table, treatments)
    return cells_of_results(document, index, table)


def tells_a_time(head: str) -> bool:
    """Whether a head tells when it was: "3 months", "Day 14", "At admission", "Mar 2021"."""
    return any(kind.match(head) for kind in (_TIME, _DATE, _DATED))


def tells_a_unit_of_time(head: str) -> bool:
    """Whether a head names the unit of the times below it: "Month"."""
    return _UNIT_OF_TIME.match(head) is not None


def _is_course(document: Document, table: Table) -> bool:
    """Whether the columns are times: the values of one patient, day by day."""
    heads = [
        head
        for cell in table.cells
        if cell.row == 0 and cell.column and cell.end > cell.start
        if not any(side.match(head := said(document, cell)) for side in (NORMAL, UNIT))
    ]
    corner = next((said(document, cell) for cell in table.cells if cell.row == cell.column == 0), "")
    timed = [
        head
        for head in heads
        if _TIME.match(head) or _DATED.match(head) or (_UNIT_OF_TIME.match(corner) and _BARE.match(head))
    ]
    return len(timed) >= 2 and len(timed) >= len(heads) - 1 and not any(map(GROUP_HEAD.search, heads))


def _course_cells(document: Document, index: int, table: Table) -> Iterator[Passage]:
    """The cells of a course, each behind the head of its row and before its time: ``CK (U/L): 8,960 (day 21)``."""
    corner = next((cell for cell in table.cells if cell.row == cell.column == 0 and cell.end > cell.start), None)
    unit = corner if corner is not None and _UNIT_OF_TIME.match(said(document, corner)) else None
    heads_of = Heads(table)
    stages, sides = _stages(document, table), Sides(document, table)
    units, above = TitleUnits(document, table), wrapped_lines(document, table)
    below_of = {upper: lower for lower, upper in above.items()}
    for cell in table.cells:
        if cell in above or cell.head or cell.end == cell.start or _EMPTY.match(said(document, cell)):
            continue
        rows = heads_of.row(cell)
        times = heads_of.column(cell)
        time = next(iter(times), None)
        if not rows or time is None or sides.holds(cell) or SIDE.search(said(document, time)):
            continue
        pieces: list[tuple[int, int] | str] = [*all_lines(rows[-1], below_of), *units.beside(rows[-1:]), ": "]
        when: list[tuple[int, int] | str] = (
            [(unit.start, unit.end), " "] if unit and _BARE.match(said(document, time)) else []
        )
        called: list[tuple[int, int] | str] = []  # "Month 14" over "(relapse)"
        for head in times[1:]:
            called += [" ", (head.start, head.end)]
        stage = "" if phase_of(said(document, time).lower()) else stages.get(cell.column, "")
        value = [
            *all_lines(cell, below_of),
            *sides.beside(cell),
            " (",
            *when,
            (time.start, time.end),
            *called,
            stage,
            ")",
        ]
        clean, length = clean_behind(document.text, pieces, value)
        yield Passage("cell", "results", clean, index, None, cell.row, cell.column, length)


def _stages(document: Document, table: Table) -> dict[int, str]:
    """By column whether its values are from before or under treatment, where a row tells what was given when."""
    row = next((cell.row for cell in table.cells if not cell.column and _GIVEN.match(said(document, cell))), None)
    given = [cell for cell in table.cells if cell.row == row and cell.column and cell.end > cell.start]
    treated = [cell.column for cell in given if not _EMPTY.match(said(document, cell))]
    columns = {cell.column for cell in table.cells if cell.column} if treated else set[int]()
    if treated and min(treated) == min(columns):
        columns.discard(min(treated))  # what was begun on the first day was begun after the blood was taken, or before
    return {column: _STAGE[column >= min(treated)] for column in columns}


def _is_diary(document: Document, table: Table) -> bool:
    """Whether the rows are times, under a first column that is headed so: the values of one patient, date by date."""
    first = [cell for cell in table.cells if cell.column == 0 and cell.end > cell.start]
    if not first or first[0].row:
        return False
    if not any(kind.match(said(document, first[0])) for kind in (_UNIT_OF_TIME, _VISIT)):
        return False
    times = [said(document, cell) for cell in first[1:]]
    told = [time for time in times if any(kind.match(time) for kind in (_TIME, _DATE, _DATED, _BARE))]
    return len(told) >= 2 and len(told) >= _TIMED * len(times)


def _diary_cells(document: Document, index: int, table: Table) -> Iterator[Passage]:
    """The cells of a diary, each behind the head of its column and before its date: ``CK (U/L): 940 (03/2019)``."""
    tops = {cell.column: cell for cell in table.cells if cell.row == 0 and cell.end > cell.start}
    times = {cell.row: cell for cell in table.cells if cell.column == 0 and cell.row and cell.end > cell.start}
    treated = _first_treated(document, table, tops)
    relapses = {cell.row for cell in table.cells if cell.column and _RELAPSED.match(said(document, cell))}
    heads_of, above, units = Heads(table), wrapped_lines(document, table), TitleUnits(document, table)
    below_of = {upper: lower for lower, upper in above.items()}
    for cell in table.cells:
        if cell in above or cell.row < heads_of.first:
            continue
        if not cell.row or not cell.column or cell.end == cell.start or _EMPTY.match(said(document, cell)):
            continue
        top, time = tops.get(cell.column), times.get(cell.row)
        if top is None or time is None or GROUP_HEAD.search(said(document, top)):
            continue
        bare = _BARE.match(said(document, time)) is not None
        unit: list[tuple[int, int] | str] = [(tops[0].start, tops[0].end), " "] if bare else []
        words = said(document, time).lower()
        told = phase_of(words)
        if cell.row in relapses and told != "relapse":
            stage = _RELAPSE
        elif told is None and phase_of_head(words) == "onset":  # "Week 0 (diagnosis)"
            stage = _STAGE[False]
        else:
            stage = "" if told or treated in (None, cell.row) else _STAGE[cell.row > (treated or 0)]
        value: list[tuple[int, int] | str] = [
            *all_lines(cell, below_of),
            " (",
            *unit,
            (time.start, time.end),
            stage,
            ")",
        ]
        pieces: list[tuple[int, int] | str] = [(top.start, top.end)]
        for head in heads_of.column(cell)[1:]:
            pieces += [" ", (head.start, head.end)]
        pieces += [*units.beside(heads_of.column(cell)), ": "]
        clean, length = clean_behind(document.text, pieces, value)
        yield Passage("cell", "results", clean, index, None, cell.row, cell.column, length)


def _first_treated(document: Document, table: Table, tops: dict[int, Cell]) -> int | None:
    """The first row of a diary in which a treatment is told; its value may be from before it or after it."""
    given = {column for column, top in tops.items() if column and _GIVEN.match(said(document, top))}
    told = (cell for cell in table.cells if cell.row and cell.column in given and cell.end > cell.start)
    return min((cell.row for cell in told if not _EMPTY.match(said(document, cell))), default=None)


def _treatments(document: Document, table: Table) -> int | None:
    """The column of the drugs where each row is a treatment of one patient: its dose, when it was given, what came."""
    heads = {cell.column: said(document, cell) for cell in table.cells if cell.row == 0 and cell.end > cell.start}
    given = next((column for column, head in sorted(heads.items())[:3] if _GIVEN.match(head)), None)
    if given is None or any(_OF_MANY.match(head) or GROUP_HEAD.search(head) for head in heads.values()):
        return None
    if table.caption is not None and _ADVISED.search(said(document, table.caption)):
        return None
    spells = any(_SPELL.match(head) for head in heads.values())
    dosed = any(_DOSED.match(head) for head in heads.values())
    came = any(_CAME_OF_IT.match(head) for head in heads.values())
    return given if spells + dosed + came >= 2 and (spells or came) else None


def _treatment_cells(document: Document, index: int, table: Table, given: int) -> Iterator[Passage]:
    """Each drug with its dose, ``Methotrexate s.c. 15 mg/week``, and what was measured, ``Lowest CK (U/L): 940``."""
    tops = {cell.column: cell for cell in table.cells if cell.row == 0 and cell.end > cell.start}
    units = TitleUnits(document, table)
    doses = next((column for column, top in tops.items() if _DOSED.match(said(document, top))), None)
    routes = next((column for column, top in tops.items() if _ROUTE.match(said(document, top))), None)
    for cell in table.cells:
        if not cell.row or cell.end == cell.start or cell.column not in tops:
            continue
        if cell.column == given:
            told: list[tuple[int, int] | str] = []
            for column in (routes, doses):
                other = next((other for other in table.cells if (other.row, other.column) == (cell.row, column)), None)
                told += [" ", (other.start, other.end)] if other and column != given and other.end > other.start else []
            clean, length = clean_behind(document.text, [], [(cell.start, cell.end), *told])
        elif cell.column not in (doses, routes):
            top = tops[cell.column]
            words = said(document, top).lower()
            stage = " (under treatment)" if _AT_LAST.search(words) and stages_of(words) is None else ""
            value: list[tuple[int, int] | str] = [(cell.start, cell.end), stage]
            clean, length = clean_behind(document.text, [(top.start, top.end), *units.beside([top]), ": "], value)
        else:
            continue
        yield Passage("cell", "results", clean, index, None, cell.row, cell.column, length)
