"""Rules -> the cells between them, in groups that touch: what pdfplumber finds between lines, in less time.

Rules near one another are one; where one across meets one down is a corner; four corners joined by rules are a cell.
"""

from bisect import bisect_right
from math import inf
from operator import itemgetter
from typing import NamedTuple

from extractors.readers.pdf_drawn import Drawn
from extractors.readers.pdf_place import Box

_NEAR = 3.0  # points: rules so near are one, and meet where they end so near to one another

Corner = tuple[float, float]


class _Rule(NamedTuple):
    """Where a rule stands, x or y, and where it begins and ends along the other one."""

    at: float
    start: float
    end: float


class _Meeting(NamedTuple):
    """The rules that meet in a corner, by their numbers."""

    down: set[int]
    across: set[int]


def cell_groups(drawn: Drawn) -> list[list[Box]]:
    """The cells between the rules of a page, in groups of two and more that share corners, from the top down."""
    across = _merged([_Rule((top + bottom) / 2, x0, x1) for x0, top, x1, bottom in drawn.across])
    down = _merged([_Rule((x0 + x1) / 2, top, bottom) for x0, top, x1, bottom in drawn.down])
    groups = [group for group in _touching(_cells(_corners(down, across))) if len(group) > 1]
    return sorted(groups, key=lambda group: min((cell[1], cell[0]) for cell in group))


def _merged(rules: list[_Rule]) -> list[_Rule]:
    """Rules near one another moved to the middle of all, and those put together that touch there."""
    merged: list[_Rule] = []
    for rule in sorted(_snapped(rules)):
        last = merged[-1] if merged else None
        if last is None or rule.at != last.at or rule.start > last.end + _NEAR:
            merged.append(rule)
        elif rule.end > last.end:
            merged[-1] = last._replace(end=rule.end)
    return merged


def _snapped(rules: list[_Rule]) -> list[_Rule]:
    """Rules of which each stands near the next one, moved to their mean."""
    chains: list[list[_Rule]] = []
    of: dict[float, list[_Rule]] = {}
    last = -inf
    for at in sorted({rule.at for rule in rules}):
        if at > last + _NEAR:
            chains.append([])
        of[at] = chains[-1]
        last = at
    for rule in rules:
        of[rule.at].append(rule)
    means = [sum(rule.at for rule in chain) / len(chain) for chain in chains]
    return [
        _Rule(rule.at + (mean - rule.at), rule.start, rule.end)
        for chain, mean in zip(chains, means, strict=True)
        for rule in chain
    ]


def _corners(down: list[_Rule], across: list[_Rule]) -> dict[Corner, _Meeting]:
    """Where rules meet, from left to right and from the top down."""
    corners: dict[Corner, _Meeting] = {}
    for number, (x, top, bottom) in enumerate(down):
        for other, (y, left, right) in enumerate(across):
            if top <= y + _NEAR and bottom >= y - _NEAR and x >= left - _NEAR and x <= right + _NEAR:
                meeting = corners.setdefault((x, y), _Meeting(set(), set()))
                meeting.down.add(number)
                meeting.across.add(other)
    return dict(sorted(corners.items(), key=itemgetter(0)))


def _cells(corners: dict[Corner, _Meeting]) -> list[Box]:
    """The smallest cell that each corner is the upper left of, where it is one's."""
    columns: dict[float, list[float]] = {}
    rows: dict[float, list[float]] = {}
    for x, y in corners:
        columns.setdefault(x, []).append(y)
        rows.setdefault(y, []).append(x)
    cells = []
    for (x, y), meeting in corners.items():
        column, row = columns[x], rows[y]
        below = [low for low in column[bisect_right(column, y) :] if not meeting.down.isdisjoint(corners[x, low].down)]
        beside = [
            right for right in row[bisect_right(row, x) :] if not meeting.across.isdisjoint(corners[right, y].across)
        ]
        cells += _smallest(corners, x, y, below, beside)
    return cells


def _smallest(
    corners: dict[Corner, _Meeting], x: float, y: float, below: list[float], beside: list[float]
) -> list[Box]:
    """The cell from a corner to the first one below and beside it that rules close; none where there is none."""
    for low in below:
        for right in beside:
            last = corners.get((right, low))
            if (
                last is not None
                and not last.down.isdisjoint(corners[right, y].down)
                and not last.across.isdisjoint(corners[x, low].across)
            ):
                return [(x, y, right, low)]
    return []


def _touching(cells: list[Box]) -> list[list[Box]]:
    """Cells in groups that hang together by their corners."""
    at: dict[Corner, list[Box]] = {}
    for cell in cells:
        for corner in _corners_of(cell):
            at.setdefault(corner, []).append(cell)
    groups: list[list[Box]] = []
    left = dict.fromkeys(cells)
    while left:
        group = [left.popitem()[0]]
        for cell in group:  # which grows
            for other in (other for corner in _corners_of(cell) for other in at[corner]):
                if other in left:
                    del left[other]
                    group.append(other)
        groups.append(group)
    return groups


def _corners_of(cell: Box) -> tuple[Corner, ...]:
    x0, top, x1, bottom = cell
    return (x0, top), (x0, bottom), (x1, top), (x1, bottom)
