"""A file is read when it is whole: not while it is written, not twice, and not never."""

from pathlib import Path

import pytest

from flows.runs.arrivals import Arrivals, whole_files


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def arrivals(clock: Clock) -> Arrivals:
    return Arrivals(2, clock)


def grow(path: Path) -> Path:
    with path.open("a", encoding="utf-8") as file:
        file.write("words ")
    return path


def test_a_file_is_whole_when_it_has_not_changed_for_some_seconds(
    arrivals: Arrivals, clock: Clock, tmp_path: Path
) -> None:
    file = grow(tmp_path / "a.txt")
    arrivals.hear([file])
    clock.now += 1.9
    assert arrivals.take_whole() == []
    clock.now += 0.2
    assert arrivals.take_whole() == [file]
    assert arrivals.take_whole() == [], "each once"


def test_a_file_that_grows_begins_anew_even_if_nothing_is_heard_of_it(
    arrivals: Arrivals, clock: Clock, tmp_path: Path
) -> None:
    slow, quick = grow(tmp_path / "slow.txt"), grow(tmp_path / "quick.txt")
    arrivals.hear([slow, quick])
    clock.now += 1.5
    grow(slow)
    assert arrivals.take_whole() == []
    clock.now += 1.5
    assert arrivals.take_whole() == [quick]
    clock.now += 0.6
    assert arrivals.take_whole() == [slow]


def test_a_file_that_is_gone_is_forgotten(arrivals: Arrivals, clock: Clock, tmp_path: Path) -> None:
    file = grow(tmp_path / "a.txt")
    arrivals.hear([file])
    file.unlink()
    for _ in range(3):
        clock.now += 3
        assert arrivals.take_whole() == []


def test_two_looks_tell_what_is_being_written(tmp_path: Path) -> None:
    files = [grow(tmp_path / name) for name in ("a.txt", "b.txt", "c.txt")]
    missing = tmp_path / "missing.txt"

    def meanwhile(seconds: float) -> None:
        assert seconds == 2
        grow(files[1])

    assert whole_files([*files, missing], 2, meanwhile) == ([files[0], files[2], missing], [files[1]])
