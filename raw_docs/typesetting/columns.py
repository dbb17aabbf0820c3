"""The pages of an article: text in two columns, tables across both at the head of a page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from raw_docs.typesetting.press import HEIGHT, WIDTH, Press

MARGIN = 50.0
GUTTER = 18.0
FULL = WIDTH - 2 * MARGIN
COLUMN = (FULL - GUTTER) / 2
TOP, BOTTOM = 68.0, HEIGHT - 62.0

Draw = Callable[[Press, float, float], None]
"""Sets something whose upper left corner is given."""


@dataclass(frozen=True)
class Slug:
    """Something to be set: its height, the space above it (none at the head of a column).

    ``kept``: must not part from what follows. ``floating``: moves to the head of the next column; ``across``: a
    table, moves to the head of the next page.
    """

    height: float
    draw: Draw | None = None
    above: float = 0.0
    kept: bool = False
    floating: tuple["Slug", ...] = ()
    across: tuple["Slug", ...] = ()


@dataclass
class Pages:
    """Fills pages with slugs; ``furniture`` sets what stands on each of them, and is told the page's number."""

    press: Press
    furniture: Callable[[Press, int], None]
    number: int = 0
    waiting: list[Slug] = field(default_factory=list)

    def fill(self, opening: Slug, foot: Slug, slugs: Sequence[Slug]) -> None:
        """An article: ``opening`` across the first page's head, ``foot`` below its first column."""
        left = list(slugs)
        self._begin()
        top = self._set_across(opening, TOP - 10)
        below = foot.height
        self._draw(foot, MARGIN, BOTTOM - foot.height)
        while left or self.waiting:
            left = self._columns(left, top, below)
            if not left and not self.waiting:
                return
            self._begin()
            top, below = self._floats(), 0.0

    def _begin(self) -> None:
        self.press.page()
        self.number += 1
        self.furniture(self.press, self.number)

    def _floats(self) -> float:
        """The waiting tables at the head of a page, as many as it holds; gives where the columns begin."""
        top = TOP
        while self.waiting and (top == TOP or top + self.waiting[0].height <= BOTTOM):
            top = self._set_across(self.waiting.pop(0), top)
        return top

    def _set_across(self, slug: Slug, top: float) -> float:
        self._draw(slug, MARGIN, top)
        return top + slug.height

    def _columns(self, slugs: list[Slug], top: float, below: float) -> list[Slug]:
        """Set the two columns of a page, evenly long on the last one; gives what is left."""
        heights = [BOTTOM - top - below, BOTTOM - top]
        parts = _split(slugs, heights)
        if not parts[-1] and not below:
            parts = _balanced(slugs, heights[1])
        for column, part in enumerate(parts[:2]):
            y = top
            for place, slug in enumerate(part):
                y += slug.above if place else 0
                self._draw(slug, MARGIN + column * (COLUMN + GUTTER), y)
                self.waiting += slug.across
                y += slug.height
        return parts[2]

    def _draw(self, slug: Slug, x: float, y: float) -> None:
        if slug.draw is not None:
            slug.draw(self.press, x, y)


def _balanced(slugs: list[Slug], height: float) -> list[list[Slug]]:
    """The slugs in two columns as short as they can be."""
    low = sum(slug.height + slug.above for slug in slugs) / 2
    while low < height:
        parts = _split(slugs, [low, low])
        if not parts[-1]:
            return parts
        low += 4
    return _split(slugs, [height, height])


def _split(slugs: list[Slug], heights: list[float]) -> list[list[Slug]]:
    """The slugs of each column, and those for which no room is left."""
    parts: list[list[Slug]] = []
    left = slugs
    for height in heights:
        count = _count(left, height)
        floating = [slug for met in left[:count] for slug in met.floating]
        parts.append([slug for slug in left[:count] if not slug.floating])
        left = [*floating, *left[count:]]
    return [*parts, left]


def _count(slugs: list[Slug], height: float) -> int:
    """How many slugs fit into a column; what must not be parted goes to the next one together."""
    used = 0.0
    for place, slug in enumerate(slugs):
        used += slug.height + (slug.above if place else 0)
        if used > height + 0.01:
            free = (fitting for fitting in range(place, 1, -1) if not slugs[fitting - 1].kept)
            return next(free, min(place, 1))
    return len(slugs)
