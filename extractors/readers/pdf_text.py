"""The words of a PDF page with their boxes, and whether they are words at all. Everything here comes from PDFium.

Boxes are (x0, top, x1, bottom) in points from the upper left of the page as it is shown, crop and rotation applied.
"""

import ctypes
import re
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractors.readers.pdf_raised import raised

Box = tuple[float, float, float, float]

_LINE_END = {0x02, 0xFFFE}  # PDFium's marks of a hyphen at the end of a line
_HYPHENS = {*_LINE_END, 0xAD, 0x2010}
# Fonts of mathematical signs that call them by the keys they are typed with: an equals sign comes out as "5". No digit
# and no stop is as wide as these signs are.
_WIDE_SIGNS = {"5": "=", "2": "−", "1": "+", "3": "×", "6": "±", ".": ">", ",": "<", "$": "≥", "#": "≤"}
_SIGN_WIDTH = 0.75  # of the type's height
_SYMBOLIC = 4  # the flag of a font whose characters are not those of a language
_NO_LETTER = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200b-\u200f\ufeff\uffff\uf8e5-\uf8fe]")
_BOLD = re.compile(r"bold|black|heavy|demi|\bBd\b|[.-]B$|,B", re.IGNORECASE)
_CHAR_LIMIT = 200_000  # a page with more characters is a drawing made of letters
_BOLD_WEIGHT = 600
_ASKEW = 3.0  # degrees

_VOWELS = re.compile(r"[aeiouyàáâäãåæèéêëìíîïòóôöõøùúûüý]", re.IGNORECASE)
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ÿ]{4,30}")
_STRANGE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")
_STRANGE_SHARE = 0.2
_LEAST_WORDS = 20
_VOWEL_SHARE = 0.6


class PdfWord(NamedTuple):
    """A printed word: its box, the height of its type, its base line, whether it is bold, and how it is turned.

    ``angle`` is 0, 90, 180 or 270 degrees clockwise as shown; words at any other angle are no part of a page's text.
    ``place`` is the box on the page as shown; it differs from the box where the page was turned to be read.
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
    angle: int
    place: Box


class _Char(NamedTuple):
    text: str
    box: Box
    number: int


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

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of user space as shown, from the upper left."""
        if self.rotation == 90:
            return y - self.y0, x - self.x0
        if self.rotation == 180:
            return self.x1 - x, y - self.y0
        if self.rotation == 270:
            return self.y1 - y, self.x1 - x
        return x - self.x0, self.y1 - y

    def box(self, left: float, low: float, right: float, high: float) -> Box:
        """A rectangle of user space as shown."""
        (ax, ay), (bx, by) = self.point(left, low), self.point(right, high)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def words_of(page: pdfium.PdfPage, view: View) -> list[PdfWord]:
    """The words of a page in the order of its content."""
    text_page = page.get_textpage()
    try:
        return _Words(text_page.raw, view).read()
    finally:
        text_page.close()


def is_readable(words: list[PdfWord]) -> bool:
    """Whether the words are language: fonts without a Unicode map print well and decode to rubbish."""
    text = " ".join(word.text for word in words)
    if not text:
        return True
    if len(_STRANGE.findall(text)) > _STRANGE_SHARE * len(text):
        return False
    latin = _LATIN_WORD.findall(text)
    if len(latin) < _LEAST_WORDS:
        return True
    return sum(_VOWELS.search(word) is not None for word in latin) >= _VOWEL_SHARE * len(latin)


class _Words:
    """One pass over the characters of a page; PDFium's own spaces and line breaks part the words."""

    def __init__(self, page: pdfium_c.FPDF_TEXTPAGE, view: View) -> None:
        self._page = page
        self._view = view
        self._rect = pdfium_c.FS_RECTF()
        self._words: list[PdfWord] = []
        self._chars: list[_Char] = []

    def read(self) -> list[PdfWord]:
        count = min(pdfium_c.FPDFText_CountChars(self._page), _CHAR_LIMIT)
        high = 0
        for index in range(max(count, 0)):
            code = pdfium_c.FPDFText_GetUnicode(self._page, index)
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if 0xDC00 <= code < 0xE000:
                code, high = (0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0xFFFD), 0
            self._take(index, code)
        self._close()
        return self._words

    def _take(self, index: int, code: int) -> None:
        text = "-" if code in _HYPHENS else chr(code)
        if _NO_LETTER.match(text) or (code == 0x02 and not pdfium_c.FPDFText_IsHyphen(self._page, index)):
            return
        if text.isspace():
            self._close()
            return
        char = _Char(text, self._box(index), index)
        if text in _WIDE_SIGNS and self._is_sign(char):
            char = char._replace(text="∼" if text == "," and not self._chars else _WIDE_SIGNS[text])
        if self._chars and self._apart(self._chars[-1].box, char.box):
            self._close()
        self._chars.append(char)
        if code in _LINE_END:
            self._close()

    def _is_sign(self, char: _Char) -> bool:
        left, low, right, high = char.box
        if min(right - left, high - low) < 0.6 * max(right - left, high - low):
            return False
        matrix = pdfium_c.FS_MATRIX()
        pdfium_c.FPDFText_GetMatrix(self._page, char.number, matrix)
        across = abs(matrix.a) >= abs(matrix.b)
        size = pdfium_c.FPDFText_GetFontSize(self._page, char.number) * (matrix.a**2 + matrix.b**2) ** 0.5
        return bool((right - left if across else high - low) >= _SIGN_WIDTH * size) and self._is_symbolic(char.number)

    def _is_symbolic(self, index: int) -> bool:
        flags = ctypes.c_int()
        pdfium_c.FPDFText_GetFontInfo(self._page, index, None, 0, flags)
        return bool(flags.value & _SYMBOLIC)

    def _box(self, index: int) -> Box:
        pdfium_c.FPDFText_GetLooseCharBox(self._page, index, self._rect)
        return self._rect.left, self._rect.bottom, self._rect.right, self._rect.top

    def _apart(self, before: Box, box: Box) -> bool:
        """Whether two characters stand on different lines or far from one another, space or no space."""
        height = max(min(before[3] - before[1], before[2] - before[0]), box[3] - box[1], 1.0)
        far = max(box[0] - before[2], before[0] - box[2])
        off = max(box[1] - before[3], before[1] - box[3])
        return far > height or off > 0.5 * height

    def _close(self) -> None:
        if self._chars:
            word = self._word(self._chars)
            self._chars = []
            if word is not None and self._is_on_page(word):
                self._words.append(word)

    def _is_on_page(self, word: PdfWord) -> bool:
        width, height = self._view.size
        return word.x0 > -1 and word.x1 < width + 1 and word.top > -1 and word.bottom < height + 1

    def _word(self, chars: list[_Char]) -> PdfWord | None:
        size, quarter = self._style(chars[0].number)
        if quarter is None:
            return None
        x0, low = min(char.box[0] for char in chars), min(char.box[1] for char in chars)
        x1, high = max(char.box[2] for char in chars), max(char.box[3] for char in chars)
        box = self._view.box(x0, low, x1, high)
        angle = (90 * quarter + self._view.rotation) % 360
        text = raised([(char.text, *_feet(char.box, quarter)) for char in chars])
        base = self._base(chars[0].number, angle)
        bold, font = self._font(chars[0].number)
        return PdfWord(text, *box, size, base, bold, font, angle, box)

    def _base(self, index: int, angle: int) -> float:
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium_c.FPDFText_GetCharOrigin(self._page, index, x, y)
        return self._view.point(x.value, y.value)[0 if angle in (90, 270) else 1]

    def _style(self, index: int) -> tuple[float, int | None]:
        """Height of the type in points, and its quarter turns clockwise in user space (None: askew)."""
        matrix = pdfium_c.FS_MATRIX()
        pdfium_c.FPDFText_GetMatrix(self._page, index, matrix)
        size = pdfium_c.FPDFText_GetFontSize(self._page, index) * (matrix.c**2 + matrix.d**2) ** 0.5
        degrees = pdfium_c.FPDFText_GetCharAngle(self._page, index) * 57.29578
        quarter = round(degrees / 90)
        return size, quarter % 4 if abs(degrees - 90 * quarter) <= _ASKEW else None

    def _font(self, index: int) -> tuple[bool, str]:
        """Whether the font of a character is bold, and its name."""
        name = ctypes.create_string_buffer(128)
        pdfium_c.FPDFText_GetFontInfo(self._page, index, name, 128, ctypes.c_int())
        font = name.value.decode("latin-1").partition("+")[0 if name.value[6:7] != b"+" else 2]
        bold = _BOLD.search(font) is not None or pdfium_c.FPDFText_GetFontWeight(self._page, index) >= _BOLD_WEIGHT
        return bold, font


def _feet(box: Box, quarter: int) -> tuple[float, float]:
    """Foot and head of a character in the direction its type grows, after so many quarter turns clockwise."""
    left, low, right, high = box
    return ((low, high), (left, right), (-high, -low), (-right, -left))[quarter]


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
