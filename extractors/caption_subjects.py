"""What every cell of a table is a value of, where only its title says so: "Creatine kinase (U/L) over time".

The heads of such a table are patients on one side and times on the other.
"""

import re

from extractors.lexicon import written
from extractors.table_heads import said
from extractors.tables_of_one import tells_a_time, tells_a_unit_of_time
from schemas.document import Cell, Document, Table

_LAB = "|".join(map(written, ("aldolase", "LDH", "ALT", "AST", "ferritin", "CRP", "ESR")))
_WHICH = (
    rf"\b(?:(?P<ck>{written('CK')}(?: ?\(CP?K\))?)|(?P<lab>{_LAB})|"
    r"(?P<cmas>(?:childhood myositis assessment (?:scale|score)|CMAS)(?: ?\(CMAS\))?))(?!\w)"
)
_SUBJECT = re.compile(
    rf"{_WHICH}(?: (?:levels?|values?|concentrations?|activit(?:y|ies)|scores?|titres?|titers?))?"
    r"(?:,? ?[(\[][^()\[\]]{1,40}[)\]]|, [UuIiµk][\w/]{1,7}(?= |,|\.|$))?",
    re.IGNORECASE,
)
_LEAST = 2  # times
_NAMED = re.compile(_WHICH, re.IGNORECASE)


def subject_of(document: Document, table: Table) -> list[tuple[int, int] | str]:
    """The one analyte that the title of a table of patients names for all its cells, and the unit of bare times.

    Empty where heads name analytes themselves, or where no times stand beside the patients.
    """
    if table.caption is None or table.patients is None:
        return []
    told = list(_SUBJECT.finditer(document.quote(table.caption)))
    heads = [cell for cell in table.cells if cell.head and cell.end > cell.start]
    if len({match.lastgroup for match in told}) != 1 or any(_NAMED.search(said(document, head)) for head in heads):
        return []
    first = min((cell.row for cell in table.cells if not cell.head), default=0)
    by_columns = table.patients == "columns"
    beside = [said(document, head) for head in heads if (head.row >= first if by_columns else head.row < first)]
    corner = next((head for head in heads if head.row == head.column == 0), None)
    counted = corner is not None and by_columns and tells_a_unit_of_time(said(document, corner))
    timed = [head for head in beside if tells_a_time(head) or (counted and head.isdecimal())]
    if len(timed) < _LEAST or 2 * len(timed) < len(beside):
        return []
    start = table.caption.start + told[0].start()
    bare = corner is not None and counted and all(head.isdecimal() for head in beside)
    unit: list[tuple[int, int] | str] = [(corner.start, corner.end), " "] if corner is not None and bare else []
    return [(start, start + len(told[0].group())), ", ", *unit]


def unit_of_time(document: Document, table: Table, heads: list[Cell]) -> list[tuple[int, int] | str]:
    """What the head above the bare numbers that head rows calls them, "Month", to be read ahead of each."""
    corner = next((cell for cell in table.cells if cell.head and cell.row == cell.column == 0), None)
    if table.patients != "columns" or corner is None or not said(document, heads[0]).isdecimal():
        return []
    return [(corner.start, corner.end), " "] if tells_a_unit_of_time(said(document, corner)) else []
