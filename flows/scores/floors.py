"""Floors: the least F1 that a field may have. A score under its floor fails the gate."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter

from flows.scores.scoring import check_floors
from schemas.diff import Comparison, Field

Floors = Mapping[str, Mapping[str, float]]
"""By level (patient, document), then by field."""


class FloorsError(ValueError):
    """The file holds no floors; the message names it and says why."""


def read_floors(path: Path) -> Floors:
    """The floors of a TOML file. Raises ``FloorsError``."""
    floors: TypeAdapter[Any] = TypeAdapter(dict[Literal["patient", "document"], dict[Field, float]])
    try:
        return dict(floors.validate_python(tomllib.loads(path.read_text(encoding="utf-8"))))
    except (OSError, ValueError) as error:
        told = f"{path} holds no floors ([patient] or [document], then field = least F1): {error}"
        raise FloorsError(told) from error


def fallen(comparison: Comparison | None, floors: Floors) -> tuple[str, ...]:
    """One sentence for each score under its floor; floors without any score hold nothing, and that is told too."""
    if comparison is None:
        return ("no article with gold was read, so that no floor could be checked",) if floors else ()
    return tuple(check_floors(comparison, floors))
