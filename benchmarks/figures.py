"""What a benchmark finds: figures beside what they should be, as lines of a Markdown table."""

import statistics
from collections.abc import Iterable
from typing import NamedTuple


class Figure(NamedTuple):
    """One thing measured: ``value`` in ``unit``, and the ``limit`` that it must reach or, where ``most``, not pass."""

    name: str
    value: float
    unit: str = ""
    limit: float | None = None
    most: bool = False
    remark: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the limit is kept; None where there is none."""
        if self.limit is None:
            return None
        return self.value <= self.limit if self.most else self.value >= self.limit

    @property
    def row(self) -> str:
        """The figure as a row of a table."""
        wanted = (
            "" if self.limit is None else f"{'at most' if self.most else 'at least'} {_told(self.limit)} {self.unit}"
        )
        met = "" if self.met is None else yes(self.met)
        return f"| {self.name} | {_told(self.value)} {self.unit} | {wanted.strip()} | {met} | {self.remark} |"


def yes(met: bool) -> str:
    """Whether a limit is kept, for a reader who looks for those that are not."""
    return "yes" if met else "**no**"


def _told(value: float) -> str:
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.0f}" if value >= 100 else f"{value:.2f}" if value < 10 else f"{value:.1f}"


def median(values: Iterable[float]) -> float:
    """The middle of the rounds."""
    return statistics.median(values)


def table(figures: Iterable[Figure]) -> str:
    """Figures as a Markdown table."""
    return "\n".join(("| what | measured | wanted | met | |", "|---|--:|--:|---|---|", *(one.row for one in figures)))
