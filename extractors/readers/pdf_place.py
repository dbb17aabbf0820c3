"""Words and boxes on a page as it is shown.

Boxes are (x0, top, x1, bottom) in points from the upper left of the page, crop and rotation applied.
"""

from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium

Numbers = npt.NDArray[np.float64]
_Coordinate = TypeVar("_Coordinate", float, Numbers)
Box = tuple[float, float, float, float]


class PdfWord(NamedTuple):
    """A printed word: its box, the height of its type, its base line, whether it is bold, and how it is turned.

    ``angle`` is 0, 90, 180 or 270 degrees clockwise as shown; words at any other angle are no part of a page's text.
    ``shown`` is the box on the page as shown of a word that is turned there: its page is turned back to be read.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    base: float
    bold: bool
    font: str
    angle: int = 0
    shown: Box | None = None

    @property
    def place(self) -> Box:
        """The box on the page as shown."""
        return self.shown or (self.x0, self.top, self.x1, self.bottom)


class View(NamedTuple):
    """How user space becomes the page as shown: the crop box and the clockwise rotation in degrees."""

    x0: float
    y0: float
    x1: float
    y1: float
    rotation: int

    @classmethod
    def of(cls, page: pdfium.PdfPage) -> "View":
        """The view of a page."""
        x0, y0, x1, y1 = page.get_bbox()
        return cls(x0, y0, x1, y1, page.get_rotation())

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as shown."""
        width, height = self.x1 - self.x0, self.y1 - self.y0
        return (height, width) if self.rotation in (90, 270) else (width, height)

    def point(self, x: _Coordinate, y: _Coordinate) -> tuple[_Coordinate, _Coordinate]:
        """A point of user space as shown, from the upper left; or many, as arrays."""
        if self.rotation == 90:
            return y - self.y0, x - self.x0
        if self.rotation == 180:
            return self.x1 - x, y - self.y0
        if self.rotation == 270:
            return self.y1 - y, self.x1 - x
        return x - self.x0, self.y1 - y

    def box(self, left: float, low: float, right: float, high: float) -> Box:
        """A rectangle of user space as shown."""
        if self.rotation == 0:
            return left - self.x0, self.y1 - high, right - self.x0, self.y1 - low
        (ax, ay), (bx, by) = self.point(left, low), self.point(right, high)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def boxes(self, places: Numbers) -> Numbers:
        """The same for many rectangles, one a row."""
        (ax, ay), (bx, by) = self.point(places[:, 0], places[:, 1]), self.point(places[:, 2], places[:, 3])
        return np.column_stack((np.minimum(ax, bx), np.minimum(ay, by), np.maximum(ax, bx), np.maximum(ay, by)))


def turned(words: list[PdfWord], angle: int, width: float, height: float) -> list[PdfWord]:
    """Words printed at ``angle`` on a page of that size, as they stand once the page is turned to be read."""
    return [word if angle == 0 else _turned(word, angle, width, height) for word in words]


def _turned(word: PdfWord, angle: int, width: float, height: float) -> PdfWord:
    x0, top, x1, bottom = turned_box(word.place, angle, width, height)
    base = {90: width - word.base, 180: height - word.base}.get(angle, word.base)
    return word._replace(x0=x0, top=top, x1=x1, bottom=bottom, base=base)


def turned_box(box: Box, angle: int, width: float, height: float) -> Box:
    """A box of a page of that size, once the page is turned so that what is printed at ``angle`` can be read."""
    x0, top, x1, bottom = box
    if angle == 90:
        return top, width - x1, bottom, width - x0
    if angle == 180:
        return width - x1, height - bottom, width - x0, height - top
    if angle == 270:
        return height - bottom, x0, height - top, x1
    return box
