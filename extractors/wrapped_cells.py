"""Cells that were printed over several lines, each of which became a row: "Prednisone (1" above "mg/kg/day),"."""

import re
from collections import defaultdict

from extractors.readers.patient_axis import describes_a_person, tells_a_person
from schemas.document import Cell, Document, Table

_LEADS_ON = re.compile(r"[a-zµ(\[/%)\],;+&]|\d[\d.,-]*\s?(?:mg|g|µg|kg|U|IU|years?|months?|weeks?|days?|doses?)\b")
_OPEN = re.compile(r"(?:[,;(\[+&/–-]|\b(?:and|or|with|of|then|by|at|for|plus|the|per|every|anti))$", re.IGNORECASE)
_NUMBER = re.compile(r"[<>~]?\s?\d[\d.,\s]*(?:[a-d*†‡]|/\s?\d+)?$")


def wrapped_lines(document: Document, table: Table) -> dict[Cell, Cell]:
    """For each line of a wrapped cell that is no row of its own the line above it, which it goes on with.

    Such a line leaves its row without a name or goes on with it, holds no bare number and nobody's sex and age, and at
    least one of its cells goes on with words that were left unfinished above.
    """
    rows: dict[int, dict[int, Cell]] = defaultdict(dict)
    for cell in table.cells:
        if cell.end > cell.start:
            rows[cell.row][cell.column] = cell
    first = min((cell.row for cell in table.cells if not cell.head), default=0)
    above: dict[int, Cell] = {}
    lines: dict[Cell, Cell] = {}
    for row in sorted(rows):
        if row < first:
            continue
        told = rows[row]
        third = above.get(0) in lines
        if not (_label_goes_on(document, above, told, third=third) if 0 in told else _goes_on(document, above, told)):
            above = dict(told)
            continue
        lines |= {cell: above[column] for column, cell in told.items() if column in above}
        above |= told
    return lines


def _label_goes_on(document: Document, above: dict[int, Cell], told: dict[int, Cell], *, third: bool) -> bool:
    """Whether a line goes on with the name of a row: "CK at diagnosis" above "(U/L)"; its other cells go on too."""
    label = document.quote(told[0])
    if 0 not in above or len(above) < 2 or not _is_unfinished(document.quote(above[0]), label):
        return False
    if not third and label[0].islower() and document.quote(above[0])[0].islower():
        return False
    values = {column: cell for column, cell in told.items() if column}
    return not values or _goes_on(document, above, values)


def _goes_on(document: Document, above: dict[int, Cell], told: dict[int, Cell]) -> bool:
    words = {column: document.quote(cell) for column, cell in told.items()}
    if any(_NUMBER.match(cell) or tells_a_person(cell) or describes_a_person(cell) for cell in words.values()):
        return False  # a row of its own
    return any(
        column in above and _is_unfinished(document.quote(above[column]), cell) for column, cell in words.items()
    )


def _is_unfinished(above: str, below: str) -> bool:
    """Whether words go on in the line below; a sign alone ("-", "+") is the whole cell."""
    if re.search(r"\w", above) is None:
        return False
    opened = above.count("(") > above.count(")")
    return opened or _LEADS_ON.match(below) is not None or _OPEN.search(above) is not None


def all_lines(cell: Cell, below_of: dict[Cell, Cell]) -> list[tuple[int, int] | str]:
    """A cell with the lines that go on with it."""
    pieces: list[tuple[int, int] | str] = [(cell.start, cell.end)]
    while (line := below_of.get(cell)) is not None:
        pieces += [" ", (line.start, line.end)]
        cell = line
    return pieces
