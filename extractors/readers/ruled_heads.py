"""Rules drawn with signs in tables whose columns are parted by spaces, and the heads that stand over broken ones.

A rule under the heads is no row. A broken one, ``-------   -------``, tells how far each head above it reaches, also
where the head is set in the middle over the columns that it speaks for.
"""

import re

from extractors.readers.grid import RawCell, trimmed
from extractors.readers.lines import Line

_RULE = re.compile(r"[-=_\u2010-\u2015\u2500\u2501 ]+$")
_STRETCH = re.compile(r"[^ ]+")
_PIECE = re.compile(r"\S+(?: \S+)*")
_LEAST = 6  # signs; fewer are the empty cells of a row

Stretch = tuple[int, int]


def is_rule(line: Line) -> bool:
    """Whether a line is a rule: signs of drawing and spaces, in long stretches."""
    drawn = stretches(line) if _RULE.match(line.text) else []
    return any(end - start >= _LEAST for start, end in drawn) and all(end - start > 1 for start, end in drawn)


def stretches(line: Line) -> list[Stretch]:
    """The stretches ``[start, end)`` of a rule, in columns from the left."""
    return [match.span() for match in _STRETCH.finditer(line.raw)]


def spanning_row(text: str, line: Line, gaps: list[Stretch], drawn: list[Stretch]) -> list[RawCell] | None:
    """The row of heads over the ``drawn`` stretches; ``gaps`` part the columns. None where a head cannot be placed."""
    width = max(len(line.raw), drawn[-1][1])
    starts, ends = [0, *(end for _, end in gaps)], [*(start for start, _ in gaps), width]
    begin = line.start - line.indent
    told: dict[int, RawCell] = {}
    for piece in _PIECE.finditer(line.raw):
        under = [stretch for stretch in drawn if _overlap(piece.span(), stretch)] or [piece.span()]
        columns = [column for column, reach in enumerate(zip(starts, ends, strict=True)) if _overlap(under[0], reach)]
        if len(under) > 1 or not columns or any(column in told for column in columns):
            return None
        cell = trimmed(text, begin + piece.start(), begin + piece.end(), columns[0])
        told |= dict.fromkeys(columns, RawCell(cell.end, cell.end, columns[0]))
        told[columns[0]] = cell._replace(span=len(columns))
    empty = RawCell(line.end, line.end, 0)
    return [told.get(column, empty)._replace(column=column) for column in range(len(starts))]


def _overlap(one: Stretch, other: Stretch) -> bool:
    return max(one[0], other[0]) < min(one[1], other[1])
