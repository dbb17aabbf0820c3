"""The cells between rules are those that pdfplumber's line strategy finds."""

import random
from itertools import pairwise

import pytest
from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from extractors.readers.pdf_drawn import Drawn
from extractors.readers.pdf_place import Box
from extractors.readers.pdf_rules import cell_groups

_NEAR = 3.0  # points


def _edge(box: Box, orientation: str) -> dict[str, float | str]:
    x0, top, x1, bottom = box
    if orientation == "h":
        top = bottom = (top + bottom) / 2
    else:
        x0 = x1 = (x0 + x1) / 2
    sides: dict[str, float | str] = {"x0": x0, "top": top, "x1": x1, "bottom": bottom}
    return {**sides, "width": x1 - x0, "height": bottom - top, "orientation": orientation}


def _by_pdfplumber(drawn: Drawn) -> list[list[Box]]:
    edges = [_edge(box, "h") for box in drawn.across] + [_edge(box, "v") for box in drawn.down]
    merged = merge_edges(edges, _NEAR, _NEAR, _NEAR, _NEAR)
    cells = intersections_to_cells(edges_to_intersections(merged, _NEAR, _NEAR))
    return [sorted(group) for group in cells_to_tables(cells)]


def _drawn(chance: random.Random) -> Drawn:
    """A grid as files draw them: piece by piece, some pieces missing, all a little beside their place."""
    xs, ys = (
        sorted(chance.choice([chance.uniform(0, 300), 5.0 * chance.randint(0, 60)]) for _ in "12345") for _ in "xy"
    )

    def off() -> float:
        return chance.choice([0.0, 0.0, _NEAR, -_NEAR, chance.uniform(-4, 4), chance.randint(-7, 7)])

    def pieces(places: list[float], ends: list[float]) -> list[tuple[float, float, float, float]]:
        kept = [(place + off() / 2, *pair) for place in places for pair in pairwise(ends)]
        moved = [(at, start + off(), at + chance.choice([0, 0.5]), end + off()) for at, start, end in kept]
        return [piece for piece in moved if piece[3] >= piece[1] and chance.random() < 0.85]

    across = [(start, at, end, below) for at, start, below, end in pieces(ys, xs)]
    down = pieces(xs, ys)
    chance.shuffle(across)
    chance.shuffle(down)
    return Drawn(tuple(across), tuple(down))


@pytest.mark.parametrize("seed", range(20))
def test_cells_are_those_of_pdfplumber(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    for _ in range(10):
        drawn = _drawn(chance)
        assert [sorted(group) for group in cell_groups(drawn)] == _by_pdfplumber(drawn)


def test_rules_that_do_not_meet_hold_no_cells() -> None:
    apart = Drawn(across=((0, 0, 100, 0), (0, 50, 100, 50)), down=((110, 0, 110, 50), (120, 0, 120, 50)))
    assert cell_groups(apart) == []


def test_a_single_cell_is_no_table() -> None:
    frame = Drawn(across=((0, 0, 100, 0), (0, 50, 100, 50)), down=((0, 0, 0, 50), (100, 0, 100, 50)))
    assert cell_groups(frame) == []
