"""The printed words of a file with pages, kept in columns: an object a word would take twenty times the memory."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import overload

from schemas.base import Span

Box = tuple[float, float, float, float]
"""(x0, top, x1, bottom) in points from the upper left of a page."""


class Word(Span):
    """A printed word with its place: ``page`` from 1, ``box`` (x0, top, x1, bottom) in points from the upper left."""

    page: int
    box: Box


class Words(Sequence[Word]):
    """Words in the order of the text; a ``Word`` is made when it is asked for.

    ``spans`` holds start and end of every word in turn, ``pages`` a page a word, ``boxes`` four numbers a word.
    """

    __slots__ = ("_boxes", "_ends", "_pages", "_starts")

    def __init__(self, spans: Sequence[int] = (), pages: Sequence[int] = (), boxes: Sequence[float] = ()) -> None:
        self._starts = array("I", spans[::2])
        self._ends = array("I", spans[1::2])
        self._pages = array("I", pages)
        self._boxes = array("d", boxes)

    def __len__(self) -> int:
        """How many words there are."""
        return len(self._starts)

    @overload
    def __getitem__(self, place: int) -> Word: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Word, ...]: ...

    def __getitem__(self, place: int | slice) -> Word | tuple[Word, ...]:
        """The word at a place, or the words of a slice."""
        if isinstance(place, slice):
            return tuple(self[each] for each in range(*place.indices(len(self))))
        place = range(len(self))[place]
        return Word(start=self._starts[place], end=self._ends[place], page=self._pages[place], box=self._box(place))

    def __eq__(self, other: object) -> bool:
        """Whether the same words stand at the same places."""
        if not isinstance(other, Words):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__slots__)

    def __hash__(self) -> int:
        """Equal words have equal hashes."""
        return hash((self._starts.tobytes(), self._pages.tobytes()))

    def within(self, start: int, end: int) -> Iterator[Word]:
        """The words that have a character in ``[start, end)``."""
        for place in range(*self._met(start, end)):
            yield self[place]

    def place(self, start: int, end: int) -> tuple[int, Box] | None:
        """Page and enclosing box of the words of ``[start, end)`` on their first page; None where there are none."""
        first, last = self._met(start, end)
        if first == last:
            return None
        page = self._pages[first]
        boxes = [self._box(place) for place in range(first, last) if self._pages[place] == page]
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        return page, (min(lefts), min(tops), max(rights), max(bottoms))

    def _met(self, start: int, end: int) -> tuple[int, int]:
        """First place of the words of a stretch of text, and the place behind the last."""
        first = bisect_right(self._ends, start)
        return first, max(first, bisect_left(self._starts, end))

    def _box(self, place: int) -> Box:
        x0, top, x1, bottom = self._boxes[4 * place : 4 * place + 4]
        return x0, top, x1, bottom
