"""Which cells stand between rules, and which groups of them are a table."""

from extractors.readers.pdf_drawn import Drawn
from extractors.readers.pdf_place import Box
from extractors.readers.pdf_rules import cell_groups


def grid(xs: list[float], ys: list[float]) -> tuple[list[Box], list[Box]]:
    return [(xs[0], y, xs[-1], y) for y in ys], [(x, ys[0], x, ys[-1]) for x in xs]


def test_cells_that_touch_are_one_table_and_tables_come_from_the_top_down() -> None:
    (low_across, low_down), (across, down) = grid([0, 50, 100], [200, 250]), grid([0, 60, 100], [0, 20.5, 40])
    groups = cell_groups(Drawn((*low_across, *across), (*low_down, *down)))
    assert [sorted(group) for group in groups] == [
        [(0, 0, 60, 20.5), (0, 20.5, 60, 40), (60, 0, 100, 20.5), (60, 20.5, 100, 40)],
        [(0, 200, 50, 250), (50, 200, 100, 250)],
    ]


def test_rules_that_do_not_meet_hold_no_cells() -> None:
    apart = Drawn(across=((0, 0, 100, 0), (0, 50, 100, 50)), down=((110, 0, 110, 50), (120, 0, 120, 50)))
    assert cell_groups(apart) == []


def test_a_single_cell_is_no_table() -> None:
    frame = Drawn(across=((0, 0, 100, 0), (0, 50, 100, 50)), down=((0, 0, 0, 50), (100, 0, 100, 50)))
    assert cell_groups(frame) == []
