"""Words of a PDF -> rows: what stands on one base line, from left to right."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from math import inf
from operator import attrgetter, sub

from extractors.readers.captions import is_figure_caption, table_caption
from extractors.readers.lines import split_lines
from extractors.readers.pdf_place import Box, PdfWord
from extractors.readers.pdf_raised import superscript

_SAME_LINE = 0.3  # of the type's height: base lines so near are one
_SMALL = 0.85
BREAK = 1.3  # of the type's height: a gap so wide is none between words
_GAP = 0.9  # of the type's height: a wider gap parts cells; spaces of justified lines rarely reach it
_NUMERIC = re.compile(r"[(\[<>~≈≤≥=±+$€£−–-]{0,3}\s?(?:[pn]\s?[=<>]\s?)?\d")
_CAPTION_START = 200
_MAY_OPEN = re.compile(r"[\W_]{0,8}(?:tab|fig|cont)", re.IGNORECASE)
_MARK_LENGTH = 12
FLOAT = "\ufffc"
"""The text of a word that stands for a whole table in the flow of a page."""


class Row:
    """Words on one base line, from left to right: their ends, base line, type and text.

    ``texts``, ``lefts``, ``tops``, ``rights`` and ``bottoms`` are those of each word, ``x0``, ``top``, ``x1`` and
    ``bottom`` those of the row; ``text`` are its words, parted by single spaces.
    ``size`` is the height of most of the type; ``bold`` says that all that has letters is bold, ``some_bold`` that
    some of it is; ``font`` is the one font of all that has letters, None where there are several.
    """

    def __init__(self, words: Sequence[PdfWord]) -> None:
        self.words = tuple(words)
        first = self.words[0]
        self.texts: tuple[str, ...]
        self.lefts: tuple[float, ...]
        self.rights: tuple[float, ...]
        self.tops: tuple[float, ...]
        self.bottoms: tuple[float, ...]
        sizes: tuple[float, ...]
        columns = zip(*self.words, strict=True)
        self.texts, self.lefts, self.tops, self.rights, self.bottoms, sizes, _, self._bolds, self._fonts, *_ = columns
        self.text = " ".join(self.texts)
        self.x0, self.x1 = first.x0, max(self.rights)
        self.top, self.bottom = min(self.tops), max(self.bottoms)
        self.size, self.base = first.size, first.base
        if sizes.count(self.size) != len(sizes):
            self.size = sorted(sizes)[len(sizes) // 2]
            self.base = max(self.words, key=_height).base
        self.is_float = first.text[0] == FLOAT

    @cached_property
    def reach(self) -> list[float]:
        """How far to the right each word and those before it reach: in order, to be searched by halves."""
        ends = list(self.rights)
        return ends if ends == sorted(ends) else list(accumulate(ends, max))

    @cached_property
    def in_order(self) -> bool:
        """Whether the words end in the order in which they begin."""
        return self.reach == list(self.rights)

    @cached_property
    def breaks(self) -> list[int]:
        """The places of words before which there is a gap that is none between words."""
        least = BREAK * self.size
        gaps = map(sub, self.lefts[1:], self.rights)
        return [place for place, gap in enumerate(gaps, 1) if gap >= least]

    @cached_property
    def bold(self) -> bool:
        """Whether all that has letters is bold."""
        return self.some_bold and all(word.bold for word in self.words if has_letters(word))

    @cached_property
    def some_bold(self) -> bool:
        """Whether any word with letters is bold."""
        return True in self._bolds and any(has_letters(word) for word in self.words if word.bold)

    @cached_property
    def font(self) -> str | None:
        """The one font of all that has letters; None where there are several."""
        fonts = set(self._fonts)
        if len(fonts) > 1:
            fonts = {word.font for word in self.words if has_letters(word)}
        return fonts.pop() if len(fonts) == 1 and any(map(has_letters, self.words)) else None


def has_letters(word: PdfWord) -> bool:
    """Whether there is any letter in a word."""
    return word.text.isalpha() or any(map(str.isalpha, word.text))


def rows_of(words: Iterable[PdfWord]) -> list[Row]:
    """Rows from the top down; raised words, such as citation numbers, join the row that they belong to."""
    rows: list[Row] = []
    groups: list[list[PdfWord]] = []
    group: list[PdfWord] = []  # the last one; the next three are of its largest word and of its first
    base, tall, least = -inf, 0.0, 1.0
    last_base, last_size = -inf, 0.0  # of the last word
    for word in sorted(words, key=_base_line):
        size, here = word.size, word.base
        if word.text[0] == FLOAT:
            rows.append(Row((word,)))
            continue
        if here == last_base and size == last_size:  # as of most words: it goes where the last one went
            group.append(word)
            continue
        last_base, last_size = here, size
        if here - base <= _SAME_LINE * (max(least, size)):
            group.append(word)
            if size > tall:
                base, tall = here, size
        else:
            group = [word]
            groups.append(group)
            base, tall, least = here, size, max(size, 1.0)
    rows += [Row(sorted(group, key=_left_end)) for group in _with_raised(groups)]
    return sorted(rows, key=lambda row: row.top if row.is_float else row.base - row.size)


_height = attrgetter("size")
_base_line = attrgetter("base")
_left_end = attrgetter("x0")


def _with_raised(groups: list[list[PdfWord]]) -> list[list[PdfWord]]:
    """Join small groups to the line of larger type that they hang on, above or below it."""
    sizes = [max([word.size for word in group]) for group in groups]
    kept: list[tuple[float, list[PdfWord]]] = []
    for place, group in enumerate(groups):
        size = sizes[place]
        if place + 1 < len(groups) and size <= _SMALL * sizes[place + 1] and _hangs_on(group, groups[place + 1]):
            groups[place + 1] += [word._replace(text=superscript(word.text)) for word in group]
        elif kept and size <= _SMALL * kept[-1][0] and _hangs_on(group, kept[-1][1]):
            kept[-1][1].extend(group)
        else:
            kept.append((size, group))
    return [group for _, group in kept]


def _hangs_on(small: list[PdfWord], line: list[PdfWord]) -> bool:
    """Whether every word of ``small`` touches a word of ``line`` and overlaps it in height."""
    if sum([len(word.text) for word in small]) > _MARK_LENGTH * len(line):
        return False
    return all(any(_touches(word, other) for other in line) for word in small)


def _touches(small: PdfWord, word: PdfWord) -> bool:
    overlap = min(small.bottom, word.bottom) - max(small.top, word.top)
    near = max(small.x0 - word.x1, word.x0 - small.x1)
    return overlap > 0.3 * (small.bottom - small.top) and -0.5 * word.size < near < 0.6 * word.size


def segments_of(row: Row, gap: float | None = None) -> list[tuple[PdfWord, ...]]:
    """The words of a row parted where the gap between them is wider than a space can be."""
    limit = gap if gap is not None else _GAP * max(row.size, 4.0)
    cuts = [place for place, space in enumerate(map(sub, row.lefts[1:], row.rights), 1) if space > limit]
    if not cuts:
        return [row.words]
    if row.in_order:
        return [row.words[begin:end] for begin, end in pairwise([0, *cuts, len(row.words)])]
    return _segments_searched(row, limit)


def _segments_searched(row: Row, limit: float) -> list[tuple[PdfWord, ...]]:
    """The same where words overlap: a short one may stand before the end of a long one."""
    segments: list[list[PdfWord]] = []
    right = 0.0
    for word in row.words:
        if segments and word.x0 - right <= limit:
            segments[-1].append(word)
        else:
            segments.append([word])
            right = word.x1
            continue
        right = max(right, word.x1)
    return [tuple(segment) for segment in segments]


def opens_table(text: str) -> bool:
    """Whether a row opens with "Table N" and goes on as a title does."""
    if not _MAY_OPEN.match(text):
        return False
    return table_caption(split_lines(text[:_CAPTION_START])[0], None) is not None


def opens_figure(text: str) -> bool:
    """Whether a row opens with "Figure N" and goes on as a legend does."""
    return _MAY_OPEN.match(text) is not None and is_figure_caption(split_lines(text[:_CAPTION_START])[0], None)


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
