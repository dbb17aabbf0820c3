"""What is drawn on a PDF page beside its words: rules, frames and pictures, from PDFium's page objects."""

import ctypes
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractors.readers.pdf_calls import Shapes, items_of_form, items_of_page, kinds
from extractors.readers.pdf_place import Box, View

_OBJECT_LIMIT = 8_000  # a page with more is a drawing; its rules are not looked for
_SEGMENT_LIMIT = 400  # of one path
_DEPTH = 4  # forms within forms
_THIN = 3.0  # points: a filled box so thin is a rule
_SHORT = 8.0  # points: shorter strokes are no rules
_SLANT = 0.7  # points a rule may rise or lean

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Drawn(NamedTuple):
    """Rules as boxes thinner than 3 points, horizontal and vertical; pictures; boxes of curves and slanted strokes."""

    across: tuple[Box, ...] = ()
    down: tuple[Box, ...] = ()
    pictures: tuple[Box, ...] = ()
    curves: tuple[Box, ...] = ()


def drawn_on(page: pdfium.PdfPage, view: View) -> Drawn:
    """Rules and pictures of a page; none where it holds more objects than an article's page does."""
    drawing = _Drawing(view)
    count = min(pdfium_c.FPDFPage_CountObjects(page.raw), _OBJECT_LIMIT)
    drawing.take(items_of_page(page.raw, count), _IDENTITY, 0)
    return drawing.drawn()


class _Drawing:
    def __init__(self, view: View) -> None:
        self._view = view
        self._across: list[Box] = []
        self._down: list[Box] = []
        self._pictures: list[Box] = []
        self._curves: list[Box] = []
        self._left = _OBJECT_LIMIT
        self._shapes = Shapes()

    def drawn(self) -> Drawn:
        return Drawn(tuple(self._across), tuple(self._down), tuple(self._pictures), tuple(self._curves))

    def take(self, items: list[int], outer: Matrix, depth: int) -> None:
        """Take objects, in their order, as far as there are not too many."""
        for item, kind in zip(items, kinds(items), strict=True):
            self._left -= 1
            if self._left < 0:
                return
            if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
                self._path(item, outer)
            elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
                form = ctypes.cast(item, pdfium_c.FPDF_PAGEOBJECT)
                count = min(pdfium_c.FPDFFormObj_CountObjects(form), _OBJECT_LIMIT)
                self.take(items_of_form(item, count), _times(_matrix_of(form), outer), depth + 1)
            elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
                self._pictures.append(self._bounds(item, outer))
            elif kind == pdfium_c.FPDF_PAGEOBJ_SHADING:
                self._curves.append(self._bounds(item, outer))

    def _bounds(self, item: int, outer: Matrix) -> Box:
        left, low, right, high = self._shapes.bounds(item)
        if outer == _IDENTITY:
            return self._view.box(left, low, right, high)
        corners = [_moved(outer, x, y) for x in (left, right) for y in (low, high)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return self._view.box(min(xs), min(ys), max(xs), max(ys))

    def _path(self, item: int, outer: Matrix) -> None:
        if not self._shapes.is_painted(item):
            return
        box = self._bounds(item, outer)
        if self._shapes.segments(item) > _SEGMENT_LIMIT:
            self._curves.append(box)
        elif min(box[2] - box[0], box[3] - box[1]) <= _THIN:
            self._rule(box)
        else:
            path = ctypes.cast(item, pdfium_c.FPDF_PAGEOBJECT)
            self._strokes(path, _times(_matrix_of(path), outer), box)

    def _strokes(self, item: pdfium_c.FPDF_PAGEOBJECT, matrix: Matrix, box: Box) -> None:
        curved = False
        for start, end in _segments(item):
            if start is None or end is None:
                curved = True
                continue
            (ax, ay), (bx, by) = (self._view.point(*_moved(matrix, *point)) for point in (start, end))
            stroke = (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
            if min(stroke[2] - stroke[0], stroke[3] - stroke[1]) > _SLANT:
                curved = True
            else:
                self._rule(stroke)
        if curved:
            self._curves.append(box)

    def _rule(self, box: Box) -> None:
        width, height = box[2] - box[0], box[3] - box[1]
        if max(width, height) >= _SHORT:
            (self._across if width >= height else self._down).append(box)


def _segments(
    item: pdfium_c.FPDF_PAGEOBJECT,
) -> Iterator[tuple[tuple[float, float] | None, tuple[float, float] | None]]:
    """Start and end of every stroke of a path; None for both where it is a curve."""
    x, y = ctypes.c_float(), ctypes.c_float()
    opened = here = (0.0, 0.0)
    for index in range(pdfium_c.FPDFPath_CountSegments(item)):
        segment = pdfium_c.FPDFPath_GetPathSegment(item, index)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        kind, point = pdfium_c.FPDFPathSegment_GetType(segment), (x.value, y.value)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            opened = point
        elif kind == pdfium_c.FPDF_SEGMENT_LINETO:
            yield here, point
        else:
            yield None, None
        here = point
        if pdfium_c.FPDFPathSegment_GetClose(segment):
            yield here, opened
            here = opened


def _matrix_of(item: pdfium_c.FPDF_PAGEOBJECT) -> Matrix:
    matrix = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(item, matrix):
        return _IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
