"""Floors hold only what was measured, and say so where nothing was."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from flows.runs.settings import Settings
from flows.scores.floors import FloorsError, fallen, read_floors
from tests.flows.factories import compared, gold_of, record_of

FLOORS = {"patient": {"sex": 0.9}}
GIRL = gold_of({"sex": "female"})


def test_a_score_under_its_floor_is_told() -> None:
    assert fallen(compared(GIRL, record_of({"sex": "female"})), FLOORS) == ()
    (told,) = fallen(compared(GIRL, record_of({"sex": "male"})), FLOORS)
    assert told == "patient level, sex: F1 0.000 is under its floor of 0.900"


def test_floors_that_nothing_was_held_against_are_no_success() -> None:
    assert fallen(None, FLOORS) == ("no article with gold was read, so that no floor could be checked",)
    assert fallen(None, {}) == ()


def test_a_file_without_floors_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    file = tmp_path / "floors.toml"
    file.write_text("[patient]\nheight = 1.0\n", encoding="utf-8")
    with pytest.raises(FloorsError, match=r"floors\.toml holds no floors"):
        read_floors(file)
    with pytest.raises(ValidationError, match="holds no floors"):
        Settings(floors=file)
