"""The question whether work grows with its input can be answered both ways."""

from tests.growth import grows_linearly


def test_work_that_grows_with_its_input() -> None:
    assert grows_linearly(lambda size: sum(range(20 * size)), 500)


def test_work_that_grows_with_the_square_of_its_input() -> None:
    assert not grows_linearly(lambda size: sum(range(size * size)), 500)


def test_short_work_that_grows_with_the_square_of_its_input() -> None:
    assert not grows_linearly(lambda size: sum(range(size * size)), 8)
