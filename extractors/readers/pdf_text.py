"""The words of a PDF page with their boxes and their type, as PDFium tells them."""

import ctypes
import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import repeat
from sys import intern
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractors.readers.pdf_calls import Chars
from extractors.readers.pdf_place import Box, Numbers, PdfWord, View
from extractors.readers.pdf_raised import raised
from extractors.readers.pdf_twice import printed_once
from extractors.readers.pdf_type import Type, Types

_LINE_END = "\ufffe"  # PDFium's mark of a hyphen at the end of a line
_HYPHENS = (_LINE_END, "\xad", "\u2010")
_NO_LETTERS = r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200b-\u200f\ufeff\uffff\uf8e5-\uf8fe"
_WORD = re.compile(rf"[^\s{_NO_LETTERS}{_LINE_END}]+{_LINE_END}?|{_LINE_END}")
_MAY_CHANGE = re.compile(r"\d|^[.,$#]")  # words in which a character may be raised or a sign
_ROUNDING = 0.02  # points
_LEAST_HEIGHT = 1.0  # points: no character is taken to be lower
_BROAD = 0.65  # of the type's height: letters of a word are not as wide on the average
# Fonts of mathematical signs that call them by the keys they are typed with: an equals sign comes out as "5". No digit
# and no stop is as wide as these signs are.
_WIDE_SIGNS = {"5": "=", "2": "−", "1": "+", "3": "×", "6": "±", ".": ">", ",": "<", "$": "≥", "#": "≤"}
_SIGNS = frozenset(_WIDE_SIGNS)
_SIGN_WIDTH = 0.75  # of the type's height
_HYPHEN_CODE = 0x02
_CHAR_LIMIT = 200_000  # a page with more characters is a drawing made of letters

_Side = TypeVar("_Side", float, Numbers)


def words_of(page: pdfium.PdfPage, view: View) -> list[PdfWord]:
    """The words of a page in the order of its content."""
    text_page = page.get_textpage()
    try:
        with np.errstate(all="ignore"):  # damaged fonts: places without end
            return _Words(text_page.raw, view).read()
    finally:
        text_page.close()


class _Char(NamedTuple):
    text: str
    box: Box
    type: Type
    base: float


class _Printed(NamedTuple):
    """The words of a page in columns: text, first and last character, stretch of content, type and base line of each.

    The stretch is that of the first character.
    """

    texts: tuple[str, ...]
    firsts: tuple[int, ...]
    lasts: tuple[int, ...]
    items: tuple[int, ...]
    types: tuple[Type, ...]
    bases: tuple[float, ...]


_TYPE = _Printed._fields.index("types")


class _Words:
    """The words of a page. Most need the boxes of their first and last character only."""

    def __init__(self, page: pdfium_c.FPDF_TEXTPAGE, view: View) -> None:
        self._page = page
        self._view = view
        self._chars = Chars(page)
        self._types = Types(self._chars, view)
        self._width, self._height = view.size

    def read(self) -> list[PdfWord]:
        printed = self._printed(self._codes())
        if printed is None:
            return []
        begin, end = np.split(self._chars.boxes(printed.firsts + printed.lasts), 2)
        whole = self._even(printed, begin, end)
        for place in self._changing(printed):
            whole[place] = False
        high = np.where(end[:, 3] > begin[:, 3], end[:, 3], begin[:, 3])
        boxes = self._view.boxes(np.column_stack((begin[:, 0], begin[:, 1], end[:, 2], high)))
        placed = _placed(printed, boxes)
        parts = self._parts(printed, np.flatnonzero(~whole).tolist())
        words: list[PdfWord] = []
        done = 0
        for place in np.flatnonzero(~(whole & self._on_page(*boxes.T))).tolist():
            words += placed[done:place]
            words += parts.get(place, ())
            done = place + 1
        return printed_once(words + placed[done:])

    # ---- characters

    def _codes(self) -> str:
        """One character of the string for each of the page; what PDFium adds for line ends included."""
        count = max(min(pdfium_c.FPDFText_CountChars(self._page), _CHAR_LIMIT), 0)
        buffer = (ctypes.c_ushort * (count + 1))()
        written = pdfium_c.FPDFText_GetText(self._page, 0, count, buffer) - 1
        text = bytes(buffer)[: 2 * written].decode("utf-16-le", "surrogatepass") if written > 0 else ""
        if len(text) == count:
            return text
        return "".join(self._code(index, code) for index, code in enumerate(self._chars.codes(range(count))))

    def _code(self, index: int, code: int) -> str:
        if code == _HYPHEN_CODE and pdfium_c.FPDFText_IsHyphen(self._page, index):
            return _LINE_END
        return "\ufffd" if 0xD800 <= code < 0xE000 else chr(code)  # half of a character beyond the first plane

    def _printed(self, codes: str) -> _Printed | None:
        """The words that are not askew, None where there are none; a hyphen at the end of a line ends its word."""
        spans = [match.span() for match in _WORD.finditer(codes)]
        if not spans:
            return None
        text = codes
        for hyphen in _HYPHENS:
            text = text.replace(hyphen, "-")
        texts = [intern(text[first:end]) for first, end in spans]
        firsts, ends = zip(*spans, strict=True)
        items = tuple(self._chars.items(firsts))
        types, bases = zip(*self._types.of(firsts, items), strict=True)
        printed = _Printed(tuple(texts), firsts, tuple(end - 1 for end in ends), items, types, bases)
        if all(type_.quarter is not None for type_ in types):
            return printed
        words = [word for word in zip(*printed, strict=True) if word[_TYPE].quarter is not None]
        return _Printed(*zip(*words, strict=True)) if words else None

    # ---- words

    def _even(self, printed: _Printed, begin: Numbers, end: Numbers) -> npt.NDArray[np.bool_]:
        """Whether first and last character of words stand on one line, no farther apart than their letters need."""
        sizes = np.array([type_.size for type_ in printed.types])
        letters = np.array(printed.lasts) - np.array(printed.firsts) + 2
        wide = end[:, 2] - begin[:, 0]
        even: npt.NDArray[np.bool_] = (wide >= 0) & (wide < _BROAD * sizes * letters)
        even &= np.abs(begin[:, 1] - end[:, 1]) < _ROUNDING
        return even

    def _changing(self, printed: _Printed) -> list[int]:
        """The places of words in which a character may be raised or a sign: that takes a change of type inside them."""
        places = [place for place, found in enumerate(map(_MAY_CHANGE.search, printed.texts)) if found]
        openings = [printed.items[place] for place in places]
        endings = self._chars.items([printed.lasts[place] for place in places])
        changing = []
        for place, opening, ending in zip(places, openings, endings, strict=True):
            text = printed.texts[place]
            signs = printed.types[place].symbolic and _SIGNS.issuperset(text)
            if signs or (len(text) > 1 and not opening == ending != 0):
                changing.append(place)
        return changing

    def _parts(self, printed: _Printed, places: list[int]) -> dict[int, list[PdfWord]]:
        """By their places, the words on the page that words are once they are looked at character by character."""
        indexes = [printed.firsts[place] + each for place in places for each in range(len(printed.texts[place]))]
        boxes = iter(self._chars.boxes(indexes).tolist())
        types = iter(self._types.of(indexes, self._chars.items(indexes)))
        parts = {}
        for place in places:
            chars = [_Char(letter, tuple(next(boxes)), *next(types)) for letter in printed.texts[place]]
            words = [self._joined(part) for part in _stretches(chars)]
            parts[place] = [word for word in words if self._on_page(word.x0, word.top, word.x1, word.bottom)]
        return parts

    def _joined(self, chars: list[_Char]) -> PdfWord:
        """One word in the type of its largest characters: it may begin with a raised one."""
        largest = max(chars, key=lambda char: char.type.size)
        lefts, lows, rights, highs = zip(*(char.box for char in chars), strict=True)
        text = raised([(char.text, *_feet(char.box, largest.type.quarter or 0)) for char in chars])
        box = self._view.box(min(lefts), min(lows), max(rights), max(highs))
        set_in = largest.type
        shown = box if set_in.angle else None
        return PdfWord(intern(text), *box, set_in.size, largest.base, set_in.bold, set_in.font, set_in.angle, shown)

    def _on_page(self, x0: _Side, top: _Side, x1: _Side, bottom: _Side) -> _Side:
        """Whether boxes are on the page, as truth values of one or of many."""
        return (x0 > -1) & (x1 < self._width + 1) & (top > -1) & (bottom < self._height + 1)  # type: ignore[return-value]


def _placed(printed: _Printed, boxes: Numbers) -> list[PdfWord]:
    """Words with their boxes on the page as shown."""
    sizes, _, angles, bolds, fonts, _, _ = zip(*printed.types, strict=True)
    shown: Iterable[Box | None] = repeat(None, len(angles))
    if any(angles):
        shown = [tuple(box) if angle else None for box, angle in zip(boxes.tolist(), angles, strict=True)]
    sides = boxes.T.tolist()
    return list(map(_word, zip(printed.texts, *sides, sizes, printed.bases, bolds, fonts, angles, shown, strict=True)))


_word = partial(tuple.__new__, PdfWord)  # no word is asked again whether it has all its fields


def _stretches(chars: Iterable[_Char]) -> Iterator[list[_Char]]:
    """A word's characters; in parts where PDFium put together what stands apart."""
    part: list[_Char] = []
    for char in chars:
        if part and _apart(part[-1].box, char.box):
            yield part
            part = []
        part.append(_sign(char, opens=not part) if char.text in _WIDE_SIGNS else char)
    yield part


def _sign(char: _Char, *, opens: bool) -> _Char:
    """A sign that a font of signs calls by the key it is typed with."""
    left, low, right, high = char.box
    width = high - low if char.type.quarter in (1, 3) else right - left
    if not char.type.symbolic or width < _SIGN_WIDTH * char.type.advance:
        return char
    return char._replace(text="∼" if char.text == "," and opens else _WIDE_SIGNS[char.text])


def _apart(before: Box, box: Box) -> bool:
    """Whether two characters stand on different lines or far from one another, space or no space."""
    far = max(box[0] - before[2], before[0] - box[2])
    off = max(box[1] - before[3], before[1] - box[3])
    if far <= _LEAST_HEIGHT and off <= 0.5 * _LEAST_HEIGHT:  # as most do
        return False
    height = max(min(before[3] - before[1], before[2] - before[0]), box[3] - box[1], _LEAST_HEIGHT)
    return far > height or off > 0.5 * height


def _feet(box: Box, quarter: int) -> tuple[float, float]:
    """Foot and head of a character in the direction its type grows, after so many quarter turns clockwise."""
    left, low, right, high = box
    return ((low, high), (left, right), (-high, -low), (-right, -left))[quarter]
