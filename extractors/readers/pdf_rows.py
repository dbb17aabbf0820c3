"""Words of a PDF -> rows: what stands on one base line, from left to right."""

import re
from statistics import median
from typing import NamedTuple

from extractors.readers.captions import table_caption
from extractors.readers.lines import split_lines
from extractors.readers.pdf_raised import superscript
from extractors.readers.pdf_text import Box, PdfWord

_SAME_LINE = 0.3  # of the type's height: base lines so near are one
_SMALL = 0.85
_GAP = 0.9  # of the type's height: a wider gap parts cells; spaces of justified lines rarely reach it
_NUMERIC = re.compile(r"[(\[<>~≈≤≥=±+$€£−–-]{0,3}\s?(?:[pn]\s?[=<>]\s?)?\d")
_CAPTION_START = 200
FLOAT = "\ufffc"
"""The text of a word that stands for a whole table in the flow of a page."""


class Row(NamedTuple):
    """Words on one base line, from left to right."""

    words: tuple[PdfWord, ...]

    @property
    def x0(self) -> float:
        """Left end."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Right end."""
        return max(word.x1 for word in self.words)

    @property
    def top(self) -> float:
        """Upper end of the tallest word."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """Lower end of the deepest word."""
        return max(word.bottom for word in self.words)

    @property
    def base(self) -> float:
        """The base line."""
        return max(self.words, key=lambda word: word.size).base

    @property
    def size(self) -> float:
        """Height of most of the type."""
        return median(word.size for word in self.words)

    @property
    def bold(self) -> bool:
        """Whether all that has letters is bold."""
        lettered = [word for word in self.words if any(char.isalpha() for char in word.text)]
        return bool(lettered) and all(word.bold for word in lettered)

    @property
    def some_bold(self) -> bool:
        """Whether any word with letters is bold."""
        return any(word.bold and any(char.isalpha() for char in word.text) for word in self.words)

    @property
    def font(self) -> str | None:
        """The one font of all that has letters; None where there are several."""
        fonts = {word.font for word in self.words if any(char.isalpha() for char in word.text)}
        return fonts.pop() if len(fonts) == 1 else None

    @property
    def text(self) -> str:
        """The words, parted by single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def is_float(self) -> bool:
        """Whether the row is a table that was found already."""
        return self.words[0].text.startswith(FLOAT)


def rows_of(words: list[PdfWord]) -> list[Row]:
    """Rows from the top down; raised words, such as citation numbers, join the row that they belong to."""
    floats = [Row((word,)) for word in words if word.text.startswith(FLOAT)]
    groups: list[list[PdfWord]] = []
    for word in sorted((word for word in words if not word.text.startswith(FLOAT)), key=lambda word: word.base):
        if groups and abs(word.base - _base(groups[-1])) <= _SAME_LINE * max(word.size, groups[-1][0].size, 1.0):
            groups[-1].append(word)
        else:
            groups.append([word])
    rows = [Row(tuple(sorted(group, key=lambda word: word.x0))) for group in _with_raised(groups)]
    return sorted([*rows, *floats], key=lambda row: row.top if row.is_float else row.base - row.size)


def _base(group: list[PdfWord]) -> float:
    return max(group, key=lambda word: word.size).base


def _with_raised(groups: list[list[PdfWord]]) -> list[list[PdfWord]]:
    """Join small groups to the line of larger type that they hang on, above or below it."""
    kept: list[list[PdfWord]] = []
    for place, group in enumerate(groups):
        below = groups[place + 1] if place + 1 < len(groups) else None
        if below is not None and _hangs_on(group, below):
            below += [word._replace(text=superscript(word.text)) for word in group]
        elif kept and _hangs_on(group, kept[-1]):
            kept[-1] += group
        else:
            kept.append(group)
    return kept


def _hangs_on(small: list[PdfWord], line: list[PdfWord]) -> bool:
    """Whether every word of ``small`` touches a word of ``line`` that is larger and overlaps it in height."""
    size = max(word.size for word in line)
    if max(word.size for word in small) > _SMALL * size or sum(len(word.text) for word in small) > 12 * len(line):
        return False
    return all(any(_touches(word, other) for other in line) for word in small)


def _touches(small: PdfWord, word: PdfWord) -> bool:
    overlap = min(small.bottom, word.bottom) - max(small.top, word.top)
    near = max(small.x0 - word.x1, word.x0 - small.x1)
    return overlap > 0.3 * (small.bottom - small.top) and -0.5 * word.size < near < 0.6 * word.size


def segments_of(row: Row, gap: float | None = None) -> list[tuple[PdfWord, ...]]:
    """The words of a row parted where the gap between them is wider than a space can be."""
    limit = gap if gap is not None else _GAP * max(row.size, 4.0)
    segments: list[list[PdfWord]] = []
    right = 0.0
    for word in row.words:
        if segments and word.x0 - right <= limit:
            segments[-1].append(word)
        else:
            segments.append([word])
        right = max(right, word.x1) if segments and len(segments[-1]) > 1 else word.x1
    return [tuple(segment) for segment in segments]


def opens_table(text: str) -> bool:
    """Whether a row opens with "Table N" and goes on as a title does."""
    lines = split_lines(text[:_CAPTION_START])
    return bool(lines) and table_caption(lines[0], None) is not None


def is_numeric(text: str) -> bool:
    """Whether a cell begins with a figure."""
    return _NUMERIC.match(text) is not None


def box_of(words: tuple[PdfWord, ...] | list[PdfWord]) -> Box:
    """The box around words."""
    return (
        min(word.x0 for word in words),
        min(word.top for word in words),
        max(word.x1 for word in words),
        max(word.bottom for word in words),
    )
