"""The words of a PDF page with their boxes and their type, as PDFium tells them."""

import ctypes
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from sys import intern
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractors.readers.pdf_place import Box, PdfWord, View
from extractors.readers.pdf_raised import raised

_LINE_END = "\ufffe"  # PDFium's mark of a hyphen at the end of a line
_AS_PRINTED = str.maketrans({_LINE_END: "-", "\xad": "-", "\u2010": "-"})
_NO_LETTERS = r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200b-\u200f\ufeff\uffff\uf8e5-\uf8fe"
_WORD = re.compile(rf"[^\s{_NO_LETTERS}{_LINE_END}]+{_LINE_END}?|{_LINE_END}")
_MAY_CHANGE = re.compile(r"\d|^[.,$#]")  # words in which a character may be raised or a sign
_ROUNDING = 0.02  # points
_BROAD = 0.65  # of the type's height: letters of a word are not as wide on the average
# Fonts of mathematical signs that call them by the keys they are typed with: an equals sign comes out as "5". No digit
# and no stop is as wide as these signs are.
_WIDE_SIGNS = {"5": "=", "2": "−", "1": "+", "3": "×", "6": "±", ".": ">", ",": "<", "$": "≥", "#": "≤"}
_SIGNS = frozenset(_WIDE_SIGNS)
_SIGN_WIDTH = 0.75  # of the type's height
_SYMBOLIC = 4  # the flag of a font whose characters are not those of a language
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_HYPHEN_CODE = 0x02
_BOLD = re.compile(r"bold|black|heavy|demi|\bBd\b|[.-]B$|,B", re.IGNORECASE)
_CHAR_LIMIT = 200_000  # a page with more characters is a drawing made of letters
_BOLD_WEIGHT = 600
_SAME_SPOT = 0.2  # of the type's height
_FARTHEST = 20.0  # points: damaged fonts are of any height
_BAND = 8.0  # points
_ASKEW = 3.0  # degrees


class _Char(NamedTuple):
    text: str
    box: Box
    number: int


def words_of(page: pdfium.PdfPage, view: View) -> list[PdfWord]:
    """The words of a page in the order of its content."""
    text_page = page.get_textpage()
    try:
        return _Words(text_page.raw, view).read()
    finally:
        text_page.close()


class _Style(NamedTuple):
    """What all characters of one stretch of content share; ``base`` and ``angle`` are those of the page as shown."""

    size: float
    quarter: int | None
    base: float
    angle: int
    bold: bool
    font: str
    symbolic: bool
    advance: float


class _Words:
    """The words of a page. Most need the boxes of their first and last character only."""

    def __init__(self, page: pdfium_c.FPDF_TEXTPAGE, view: View) -> None:
        self._page = page
        self._view = view
        self._rect, self._matrix = pdfium_c.FS_RECTF(), pdfium_c.FS_MATRIX()
        self._name, self._flags = ctypes.create_string_buffer(128), ctypes.c_int()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._styles: dict[int, _Style] = {}
        self._width, self._height = view.size

    def read(self) -> list[PdfWord]:
        words = []
        for first, text in _printed(self._codes()):
            style = self._style(first)
            if style.quarter is None:
                continue
            begin, end = self._box(first), self._box(first + len(text) - 1)
            if _is_even(text, begin, end, style.size) and self._is_plain(first, text, style):
                words.append(self._placed(text, (begin[0], begin[1], end[2], max(begin[3], end[3])), style))
            else:
                words += [self._joined(chars) for chars in self._stretches(first, text)]
        return _printed_once(word for word in words if self._is_on_page(word))

    # ---- characters

    def _codes(self) -> str:
        """One character of the string for each of the page; what PDFium adds for line ends included."""
        count = max(min(pdfium_c.FPDFText_CountChars(self._page), _CHAR_LIMIT), 0)
        buffer = (ctypes.c_ushort * (count + 1))()
        written = pdfium_c.FPDFText_GetText(self._page, 0, count, buffer) - 1
        text = bytes(buffer)[: 2 * written].decode("utf-16-le", "surrogatepass") if written > 0 else ""
        if len(text) == count:
            return text
        return "".join(self._code(index) for index in range(count))

    def _code(self, index: int) -> str:
        code = pdfium_c.FPDFText_GetUnicode(self._page, index)
        if code == _HYPHEN_CODE and pdfium_c.FPDFText_IsHyphen(self._page, index):
            return _LINE_END
        return "\ufffd" if 0xD800 <= code < 0xE000 else chr(code)  # half of a character beyond the first plane

    def _box(self, index: int) -> Box:
        rect = self._rect
        pdfium_c.FPDFText_GetLooseCharBox(self._page, index, rect)
        return rect.left, rect.bottom, rect.right, rect.top

    def _style(self, index: int) -> _Style:
        key = self._key(index)
        if key is None:
            return self._measured(index)
        if key not in self._styles:
            self._styles[key] = self._measured(index)
        return self._styles[key]

    def _key(self, index: int) -> int | None:
        """The stretch of content that a character belongs to; all in it have one type."""
        item = pdfium_c.FPDFText_GetTextObject(self._page, index)
        return ctypes.addressof(item.contents) if item else None

    def _measured(self, index: int) -> _Style:
        matrix, name, flags = self._matrix, self._name, self._flags
        pdfium_c.FPDFText_GetMatrix(self._page, index, matrix)
        pdfium_c.FPDFText_GetFontInfo(self._page, index, name, 128, flags)
        height = pdfium_c.FPDFText_GetFontSize(self._page, index)
        font, bold = _font_of(name.value)
        bold = bold or pdfium_c.FPDFText_GetFontWeight(self._page, index) >= _BOLD_WEIGHT
        degrees = pdfium_c.FPDFText_GetCharAngle(self._page, index) * 57.29578
        quarter = round(degrees / 90)
        x, y = self._x, self._y
        pdfium_c.FPDFText_GetCharOrigin(self._page, index, x, y)
        angle = (90 * quarter + self._view.rotation) % 360
        return _Style(
            size=height * (matrix.c**2 + matrix.d**2) ** 0.5,
            quarter=quarter % 4 if abs(degrees - 90 * quarter) <= _ASKEW else None,
            base=self._view.point(x.value, y.value)[angle in (0, 180)],
            angle=angle,
            bold=bold,
            font=font,
            symbolic=bool(flags.value & _SYMBOLIC),
            advance=height * (matrix.a**2 + matrix.b**2) ** 0.5,
        )

    # ---- words

    def _is_plain(self, first: int, text: str, style: _Style) -> bool:
        """Whether nothing in a word can be raised or a sign: that takes a change of type inside it."""
        if not _MAY_CHANGE.search(text):
            return True
        if style.symbolic and _SIGNS.issuperset(text):
            return False
        return len(text) == 1 or self._key(first) == self._key(first + len(text) - 1) is not None

    def _stretches(self, first: int, text: str) -> Iterator[list[_Char]]:
        """A word's characters; in parts where PDFium put together what stands apart."""
        part: list[_Char] = []
        for place, letter in enumerate(text):
            char = _Char(letter, self._box(first + place), first + place)
            if part and _apart(part[-1].box, char.box):
                yield part
                part = []
            part.append(self._sign(char, opens=not part) if letter in _WIDE_SIGNS else char)
        yield part

    def _sign(self, char: _Char, *, opens: bool) -> _Char:
        """A sign that a font of signs calls by the key it is typed with."""
        style = self._style(char.number)
        left, low, right, high = char.box
        width = high - low if style.quarter in (1, 3) else right - left
        if not style.symbolic or width < _SIGN_WIDTH * style.advance:
            return char
        return char._replace(text="∼" if char.text == "," and opens else _WIDE_SIGNS[char.text])

    def _joined(self, chars: list[_Char]) -> PdfWord:
        """One word in the type of its largest characters: it may begin with a raised one."""
        style = max((self._style(char.number) for char in chars), key=lambda style: style.size)
        lefts, lows, rights, highs = zip(*(char.box for char in chars), strict=True)
        text = raised([(char.text, *_feet(char.box, style.quarter or 0)) for char in chars])
        return self._placed(text, (min(lefts), min(lows), max(rights), max(highs)), style)

    def _placed(self, text: str, box: Box, style: _Style) -> PdfWord:
        shown = self._view.box(*box)
        turned = shown if style.angle else None
        return PdfWord(intern(text), *shown, style.size, style.base, style.bold, style.font, style.angle, turned)

    def _is_on_page(self, word: PdfWord) -> bool:
        inside = word.x0 > -1 and word.x1 < self._width + 1 and word.top > -1
        return inside and word.bottom < self._height + 1


@lru_cache(maxsize=1000)
def _font_of(name: bytes) -> tuple[str, bool]:
    """The name of a font without the mark of a subset, and whether it says that it is bold."""
    font = _SUBSET.sub("", name.decode("latin-1"))
    return font, _BOLD.search(font) is not None


def _printed(codes: str) -> Iterator[tuple[int, str]]:
    """The words of a page by their first character; a hyphen at the end of a line ends its word."""
    for match in _WORD.finditer(codes):
        yield match.start(), match[0].translate(_AS_PRINTED)


def _printed_once(words: Iterable[PdfWord]) -> list[PdfWord]:
    """Words without those that are printed again on the same spot to look bold."""
    kept: list[PdfWord] = []
    known: dict[str, dict[int, list[tuple[float, float]]]] = {}  # places by the word and the band of the page
    for word in words:
        x0, top = word.x0, word.top
        places = known.setdefault(word.text, {})
        if places:
            near = min(_FARTHEST, _SAME_SPOT * word.size)
            bands = range(int((top - near) // _BAND), int((top + near) // _BAND) + 1)
            if any(abs(x - x0) < near and abs(y - top) < near for band in bands for x, y in places.get(band, ())):
                continue
        places.setdefault(int(top // _BAND), []).append((x0, top))
        kept.append(word)
    return kept


def _is_even(text: str, begin: Box, end: Box, size: float) -> bool:
    """Whether the first and last character of a word stand on one line, no farther apart than its letters need."""
    narrow = 0 <= end[2] - begin[0] < _BROAD * size * (len(text) + 1)
    return narrow and abs(begin[1] - end[1]) < _ROUNDING


def _apart(before: Box, box: Box) -> bool:
    """Whether two characters stand on different lines or far from one another, space or no space."""
    height = max(min(before[3] - before[1], before[2] - before[0]), box[3] - box[1], 1.0)
    far = max(box[0] - before[2], before[0] - box[2])
    off = max(box[1] - before[3], before[1] - box[3])
    return far > height or off > 0.5 * height


def _feet(box: Box, quarter: int) -> tuple[float, float]:
    """Foot and head of a character in the direction its type grows, after so many quarter turns clockwise."""
    left, low, right, high = box
    return ((low, high), (left, right), (-high, -low), (-right, -left))[quarter]
