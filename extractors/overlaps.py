"""Of finds that overlap, those that are offered first."""

from bisect import bisect_left
from typing import Protocol, TypeVar


class Placed(Protocol):
    """Something at ``[start, end)`` of a text."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


Find = TypeVar("Find", bound=Placed)


def keep(kept: list[Find], find: Find) -> None:
    """Put a find into its place among those ``kept``, in the order of the text, unless it overlaps one of them."""
    place = bisect_left(kept, find.start, key=lambda other: other.start)
    if place and kept[place - 1].end > find.start:
        return
    if place == len(kept) or find.end <= kept[place].start:
        kept.insert(place, find)
