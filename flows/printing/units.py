"""Units that are written differently and mean the same."""

from collections.abc import Mapping

_UNITS: Mapping[str, tuple[float, str]] = {
    "U/L": (1, "U/L"),
    "IU/L": (1, "U/L"),
    "UI/L": (1, "U/L"),
    "µkat/L": (60, "U/L"),
}


def common_unit(printed: str | None) -> tuple[float, str | None]:
    """The factor to the unit that stands for all equal ones, and that unit."""
    unit = printed and printed.strip().replace("\u03bc", "\u00b5")  # Greek mu and micro sign look the same
    return _UNITS.get(unit or "", (1, unit))
