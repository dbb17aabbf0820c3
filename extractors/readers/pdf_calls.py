"""PDFium's questions about characters, asked for many of them at once and answered as arrays.

A call from Python costs more than PDFium's answer. Here the loop over the characters is not Python's, every argument is
a plain number, and all answers are written into one array: half the time of calls one by one.
"""

import ctypes
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium_c

from extractors.readers.pdf_place import Numbers

_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int
_FLOAT, _DOUBLE = 4, 8  # bytes
_NAME = 128  # bytes


def address_of(handle: Any) -> int:
    """The address that a handle of PDFium stands for; 0 where it is empty."""
    return ctypes.cast(handle, _ADDRESS).value or 0


def _all(calls: Iterator[Any]) -> None:
    """Make calls whose answers are written where they were told to."""
    deque(calls, maxlen=0)


def _plain(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """The same function for plain numbers; it keeps Python's lock, because PDFium bears no second thread."""
    return ctypes.PYFUNCTYPE(result, *arguments)(address_of(function))


_box = _plain(pdfium_c.FPDFText_GetLooseCharBox, _INT, _ADDRESS, _INT, _ADDRESS)
_matrix = _plain(pdfium_c.FPDFText_GetMatrix, _INT, _ADDRESS, _INT, _ADDRESS)
_origin = _plain(pdfium_c.FPDFText_GetCharOrigin, _INT, _ADDRESS, _INT, _ADDRESS, _ADDRESS)
_size = _plain(pdfium_c.FPDFText_GetFontSize, ctypes.c_double, _ADDRESS, _INT)
_unicode = _plain(pdfium_c.FPDFText_GetUnicode, ctypes.c_uint, _ADDRESS, _INT)
_text_item = _plain(pdfium_c.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _INT)
_font = _plain(pdfium_c.FPDFTextObj_GetFont, _ADDRESS, _ADDRESS)
_page_item = _plain(pdfium_c.FPDFPage_GetObject, _ADDRESS, _ADDRESS, _INT)
_form_item = _plain(pdfium_c.FPDFFormObj_GetObject, _ADDRESS, _ADDRESS, ctypes.c_ulong)
_kind = _plain(pdfium_c.FPDFPageObj_GetType, _INT, _ADDRESS)
_bounds = _plain(pdfium_c.FPDFPageObj_GetBounds, _INT, _ADDRESS, *[_ADDRESS] * 4)
_mode = _plain(pdfium_c.FPDFPath_GetDrawMode, _INT, _ADDRESS, _ADDRESS, _ADDRESS)
_segments = _plain(pdfium_c.FPDFPath_CountSegments, _INT, _ADDRESS)


def items_of_page(page: pdfium_c.FPDF_PAGE, count: int) -> list[int]:
    """The first objects of a page, as addresses."""
    return list(map(_page_item, repeat(address_of(page)), range(count)))


def items_of_form(form: int, count: int) -> list[int]:
    """The first objects of a form, as addresses."""
    return list(map(_form_item, repeat(form), range(count)))


def kinds(items: Sequence[int]) -> list[int]:
    """The kind of each object, ``FPDF_PAGEOBJ_*``."""
    return list(map(_kind, items))


class Shapes:
    """Answers about one drawn object at a time, written into the same few numbers again and again."""

    def __init__(self) -> None:
        self._sides = (ctypes.c_float * 4)()
        self._at = tuple(range(ctypes.addressof(self._sides), ctypes.addressof(self._sides) + 16, _FLOAT))
        self._modes = (_INT * 2)()
        self._modes_at = ctypes.addressof(self._modes), ctypes.addressof(self._modes) + ctypes.sizeof(_INT)

    def bounds(self, item: int) -> list[float]:
        """Left, bottom, right and top of an object in its own space; those of the last one where it has none."""
        _bounds(item, *self._at)
        return self._sides[:]

    def is_painted(self, path: int) -> bool:
        """Whether a path is filled or stroked."""
        _mode(path, *self._modes_at)
        return any(self._modes)

    def segments(self, path: int) -> int:
        """How many segments a path has."""
        return int(_segments(path))


class Chars:
    """The characters of a page's text, by their indexes. Every answer has a row for each index that was asked for."""

    def __init__(self, page: pdfium_c.FPDF_TEXTPAGE) -> None:
        self._page_handle = page
        self._page = address_of(page)

    def boxes(self, indexes: Sequence[int]) -> Numbers:
        """Left, bottom, right and top of each, as high as its font and not as its ink."""
        return self._floats(_box, indexes, 4)[:, [0, 3, 2, 1]]

    def matrices(self, indexes: Sequence[int]) -> Numbers:
        """The six numbers of the matrix that each is set with."""
        return self._floats(_matrix, indexes, 6)

    def origins(self, indexes: Sequence[int]) -> Numbers:
        """Where each stands on its base line, x and y."""
        places = np.zeros((len(indexes), 2))
        start, row = places.ctypes.data, 2 * _DOUBLE
        xs = range(start, start + row * len(indexes), row)
        ys = range(start + _DOUBLE, start + _DOUBLE + row * len(indexes), row)
        _all(map(_origin, repeat(self._page), indexes, xs, ys))
        return places

    def sizes(self, indexes: Sequence[int]) -> list[float]:
        """The size of the font of each, before its matrix."""
        return list(map(_size, repeat(self._page), indexes))

    def fonts(self, items: Sequence[int]) -> list[int]:
        """The font of each stretch of content, as an address; 0 where there is none, as where there is no stretch."""
        return [_font(item) or 0 if item > 0 else 0 for item in items]

    def codes(self, indexes: Sequence[int]) -> list[int]:
        """The code point of each."""
        return list(map(_unicode, repeat(self._page), indexes))

    def items(self, indexes: Sequence[int]) -> list[int]:
        """The stretch of content that each belongs to, as an address; 0 where PDFium added the character itself."""
        return [item or 0 for item in map(_text_item, repeat(self._page), indexes)]

    def _floats(self, ask: Callable[..., Any], indexes: Sequence[int], each: int) -> Numbers:
        answers = np.zeros((len(indexes), each), np.float32)
        row = each * _FLOAT
        start = answers.ctypes.data
        _all(map(ask, repeat(self._page), indexes, range(start, start + row * len(indexes), row)))
        return answers.astype(np.float64)

    def font_of(self, index: int) -> tuple[bytes, int, int]:
        """Name, flags and weight of the font of a character."""
        name, flags = ctypes.create_string_buffer(_NAME), _INT()
        pdfium_c.FPDFText_GetFontInfo(self._page_handle, index, name, _NAME, flags)
        return name.value, flags.value, pdfium_c.FPDFText_GetFontWeight(self._page_handle, index)

    def angle_of(self, index: int) -> float:
        """The angle that a character is printed at, in radians."""
        return float(pdfium_c.FPDFText_GetCharAngle(self._page_handle, index))
