"""The pages of a PDF as the review page shows them: a picture, and a frame around every line of words of a value."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.site.text import Marked
from schemas.document import Document, Page
from schemas.words import Box, Word

_MARGIN = 1.5  # points around the words


@dataclass(frozen=True)
class Frame:
    """A frame on a page, in points from its upper left; ``ids`` are the values whose words it holds."""

    x: float
    y: float
    width: float
    height: float
    ids: str
    tint: str


@dataclass(frozen=True)
class Sheet:
    """A page: ``picture`` is the path of its file from the page that shows it."""

    number: int
    width: float
    height: float
    picture: str
    frames: tuple[Frame, ...]


def sheets_of(document: Document, pictures: Sequence[str], marks: Sequence[Marked]) -> list[Sheet]:
    """Every page with its frames; ``pictures`` are those of ``document.pages``."""
    return [
        Sheet(page.number, page.width, page.height, picture, tuple(_frames(document, page, marks)))
        for page, picture in zip(document.pages, pictures, strict=True)
    ]


def _frames(document: Document, page: Page, marks: Sequence[Marked]) -> Iterator[Frame]:
    """One frame a line of words, the largest first: a click meets the smallest."""
    framed: dict[Box, dict[str, str]] = {}
    for mark in marks:
        words = document.words.within(mark.evidence.start, mark.evidence.end)
        for box in _lines([word for word in words if word.page == page.number]):
            framed.setdefault(box, {})[mark.id] = mark.tint
    for (x0, top, x1, bottom), ids in sorted(framed.items(), key=lambda item: _area(item[0]), reverse=True):
        tint = next(iter(ids.values()))
        yield Frame(
            x=round(x0 - _MARGIN, 1),
            y=round(top - _MARGIN, 1),
            width=round(x1 - x0 + 2 * _MARGIN, 1),
            height=round(bottom - top + 2 * _MARGIN, 1),
            ids=" ".join(ids),
            tint=tint,
        )


def _lines(words: Sequence[Word]) -> Iterator[Box]:
    """The boxes of the lines that words stand in: a word that begins left of the last one begins a line."""
    box: Box | None = None
    for word in words:
        x0, top, x1, bottom = word.box
        if box and x0 >= box[0] and top < box[3] and bottom > box[1]:
            box = (box[0], min(box[1], top), max(box[2], x1), max(box[3], bottom))
            continue
        if box:
            yield box
        box = word.box
    if box:
        yield box


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
