"""Tables without rules between their columns: which rows of an area are one."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.readers.pdf_cells import table_of
from extractors.readers.pdf_columns import separators_of
from extractors.readers.pdf_drawn import Drawn
from extractors.readers.pdf_grids import PdfTable
from extractors.readers.pdf_place import Box, PdfWord
from extractors.readers.pdf_rows import Row, is_numeric, opens_figure, opens_table, segments_of

_MARK = re.compile(r"(?:[\[(]?\d{1,3}[.)\]]?|[-*•–·‣◦▪■●]|\(?[a-z][.)]|[ivx]{1,4}[.)])$")
_PROSE_WORDS = 7
_PROSE_WIDTH = 0.7  # of the area's width
_PENDING = 3  # rows of one cell between rows of several
_JUMP = 3.5  # heights of type: a wider space ends a table
_LEAST_ROWS = 3
_RULE_WIDTH = 0.5
_SAME_END = 8.0  # points: rules of one table end alike
_CELL_WORDS = 9  # on the average; columns of prose have more
_PARALLEL_WORDS = 4  # in both of two segments: two columns of prose
_GAPPED_SHARE = 0.3
_PROSE_SHARE = 0.2
_COLUMN_START = 3.0  # points
_ABOVE = 6  # rows of a caption at most


class Found(NamedTuple):
    """Rows ``first`` to ``last`` of an area that are a table."""

    first: int
    last: int
    table: PdfTable


def find_tables(rows: Sequence[Row], drawn: Drawn, width: float) -> list[Found]:
    """The tables among the rows of an area that is ``width`` points wide."""
    kinds = [_Kind.of(row, width) for row in rows]
    zones = _zones(rows, kinds, drawn, width)
    found: list[Found] = []
    place = 0
    while place < len(rows):
        run = _run(rows, kinds, zones, place)
        table = _judged(rows, kinds, zones, run, drawn) if run else None
        if run and table:
            found.append(Found(run[0], run[1], table))
        place = run[1] + 1 if run and table else place + 1
    return found


def table_zones(rows: Sequence[Row], drawn: Drawn) -> list[Box]:
    """Boxes of ruled tables, with the captions above them: no column ends inside them."""
    if len(drawn.across) < 2:
        return []
    rules = sorted(joined_rules(drawn), key=lambda rule: rule[1])
    titled = [
        zone for place, row in enumerate(rows) if opens_table(row.text) for zone in _titled_zone(rows, place, rules)
    ]
    return titled + _untitled_zones(rows, rules)


def _titled_zone(rows: Sequence[Row], place: int, rules: list[Box]) -> list[Box]:
    """From a caption "Table N" down to the last rule of the same width above the next caption."""
    row = rows[place]
    below = _rules_below(row, rules)
    if len(below) < 2:
        return []
    following = [r.top for r in rows[place + 1 :] if opens_table(r.text) and r.top > row.bottom]
    last = max((rule[3] for rule in below if not following or rule[3] < following[0]), default=row.bottom)
    right = segments_of(row)[0][-1].x1  # another column may stand beside the caption
    return [(min(below[0][0], row.x0), row.top - 1, max(below[0][2], right), last + 1)]


def _untitled_zones(rows: Sequence[Row], rules: list[Box]) -> list[Box]:
    """Between two rules of one width, where rows of cells stand and not two columns of prose."""
    zones: list[Box] = []
    for above, below in pairwise(rules):
        if abs(above[0] - below[0]) > _SAME_END or abs(above[2] - below[2]) > _SAME_END:
            continue
        inside = [segments_of(row) for row in rows if above[1] < row.base < below[1]]
        prose = sum(len(segments) == 2 and min(map(len, segments)) >= _PARALLEL_WORDS for segments in inside)
        gapped = sum(len(segments) > 1 for segments in inside)
        if inside and 2 * gapped >= len(inside) and prose <= _PROSE_SHARE * len(inside):
            zones.append((above[0], above[1] - 1, below[2], below[3] + 1))
    return zones


def _rules_below(row: Row, rules: list[Box]) -> list[Box]:
    """Rules below a caption that are as wide as the first one, down to where they end."""
    below = [rule for rule in rules if rule[1] > row.bottom - 2]
    first = next((r for r in below if r[0] < row.x0 + 30 and r[2] > row.x0 and r[1] - row.bottom < 8 * row.size), None)
    if first is None:
        return []
    return [r for r in below if abs(r[0] - first[0]) < _SAME_END and abs(r[2] - first[2]) < _SAME_END]


def joined_rules(drawn: Drawn) -> list[Box]:
    """Rules across, those of one height put together where they touch."""
    rules: list[Box] = []
    for rule in sorted(drawn.across, key=lambda r: (round(r[1]), r[0])):
        last = rules[-1] if rules else None
        if last and abs(last[1] - rule[1]) < 1.5 and rule[0] - last[2] < _SAME_END:
            rules[-1] = (last[0], last[1], max(last[2], rule[2]), max(last[3], rule[3]))
        else:
            rules.append(rule)
    return rules


class _Kind(NamedTuple):
    """What a row looks like: several cells (``gapped``), a line of prose, or neither."""

    segments: tuple[tuple[PdfWord, ...], ...]
    gapped: bool
    prose: bool

    @classmethod
    def of(cls, row: Row, width: float) -> "_Kind":
        if row.is_float:
            return cls((), False, True)
        segments = tuple(segments_of(row))
        if len(segments) == 1:
            return cls(segments, False, len(row.words) >= _PROSE_WORDS and row.x1 - row.x0 >= _PROSE_WIDTH * width)
        listed = len(segments) == 2 and _is_mark(segments[0]) and len(segments[1]) > 2
        gapped = not listed
        long = max(map(len, segments)) >= _PROSE_WORDS
        return cls(segments, gapped and not (long and len(segments) == 2 and _is_justified(segments)), listed)


def _is_mark(words: tuple[PdfWord, ...]) -> bool:
    return _MARK.match(" ".join(word.text for word in words)) is not None


def _is_justified(segments: tuple[tuple[PdfWord, ...], ...]) -> bool:
    """Whether the gap in a row of two parts is hardly wider than the spaces in the longer part."""
    long = max(segments, key=len)
    gaps = [after.x0 - before.x1 for before, after in pairwise(long)]
    return segments[1][0].x0 - segments[0][-1].x1 < 1.6 * max(gaps)


def _zones(rows: Sequence[Row], kinds: list[_Kind], drawn: Drawn, width: float) -> list[tuple[float, float]]:
    """Heights between rules of one width that hold rows of cells and hardly any prose."""
    rules = [rule for rule in joined_rules(drawn) if rule[2] - rule[0] >= _RULE_WIDTH * width]
    zones: list[tuple[float, float]] = []
    for above, below in pairwise(rules):
        if abs(above[0] - below[0]) > _SAME_END or abs(above[2] - below[2]) > _SAME_END:
            continue
        inside = [kind for row, kind in zip(rows, kinds, strict=True) if above[1] < row.base < below[3] + 1]
        gapped, prose = sum(kind.gapped for kind in inside), sum(kind.prose for kind in inside)
        if gapped and prose <= 0.25 * len(inside):
            zones.append((above[1], below[3]))
    return zones


def _run(
    rows: Sequence[Row], kinds: list[_Kind], zones: list[tuple[float, float]], first: int
) -> tuple[int, int] | None:
    """The rows from ``first`` on that may be a table, where it begins with a row of cells or below a rule."""
    if rows[first].is_float or not (kinds[first].gapped or _in_zone(rows[first], zones)):
        return None
    last, pending = first, 0
    starts = {segment[0].x0 for segment in kinds[first].segments[1:]}
    for place in range(first + 1, len(rows)):
        row, kind = rows[place], kinds[place]
        inside = _in_zone(row, zones)
        if row.is_float or opens_table(row.text):
            break
        if row.top - rows[place - 1].bottom > _JUMP * row.size and not inside:
            break
        if kind.gapped or inside:
            last, pending = place, 0
            starts |= {segment[0].x0 for segment in kind.segments[1:]}
            continue
        if any(abs(row.x0 - start) < _COLUMN_START for start in starts) and not kind.prose:
            last, pending = place, 0  # one more line of a long cell
            continue
        pending += 1
        if kind.prose or pending > _PENDING:
            break
    return first, last


def _in_zone(row: Row, zones: list[tuple[float, float]]) -> bool:
    return any(top - 1 < row.base < bottom + 1 for top, bottom in zones)


def _judged(
    rows: Sequence[Row], kinds: list[_Kind], zones: list[tuple[float, float]], run: tuple[int, int], drawn: Drawn
) -> PdfTable | None:
    chosen, told = rows[run[0] : run[1] + 1], [kind for kind in kinds[run[0] : run[1] + 1] if kind.gapped]
    ruled = any(_in_zone(row, zones) for row in chosen)
    titled = any(opens_table(row.text) for row in rows[max(run[0] - _ABOVE, 0) : run[0]])
    if len(told) < (2 if ruled or titled else _LEAST_ROWS) or not (columns := separators_of(chosen)):
        return None
    segments = [segment for kind in told for segment in kind.segments]
    if sum(len(segment) for segment in segments) > _CELL_WORDS * len(segments) and not ruled:
        return None
    around = (*rows[max(run[0] - _ABOVE, 0) : run[0]], *rows[run[1] + 1 : run[1] + 2])
    pictured = any(opens_figure(row.text) for row in around)
    if not ruled and len(told) < _GAPPED_SHARE * len(chosen):
        return None
    if not (ruled or titled) and (pictured or not _speaks_for_itself(told)):
        return None
    table = table_of(chosen, columns, drawn)
    return table if table and table.columns > 1 and table.rows > 1 else None


def _speaks_for_itself(told: list[_Kind]) -> bool:
    """Without rules and caption: a good share of figures, or three columns in most rows."""
    others = [segment for kind in told for segment in kind.segments[1:]]
    figures = sum(is_numeric(" ".join(word.text for word in segment)) for segment in others)
    return figures >= 0.4 * len(others)
