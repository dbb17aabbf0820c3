"""What is printed on every page and is no part of the text: running heads, footers, page and line numbers."""

import re
from collections import Counter
from itertools import pairwise

from extractors.readers.captions import is_figure_caption, table_caption
from extractors.readers.lines import split_lines
from extractors.readers.pdf_place import PdfWord
from extractors.readers.pdf_rows import Row, rows_of, segments_of

_EDGE = 0.14  # of the page's height: heads and footers stand within
_ROWS = 4  # at most so many, at either edge
_NUMBER = re.compile(r"(?:[A-Za-z]{0,2}[-–—. ]{0,2})?(?P<number>\d{1,5}|[ivxl]{1,6})[-–—. ]{0,3}$")
_LINE_NUMBER = re.compile(r"\d{1,4}$")
_LINE_WORDS = 4
_LEAST_NUMBERED = 5
_NEAR = 30.0  # points above the first line number and below the last one: a table has its heads there
_LEAST_LETTERS = 6  # in a row of several parts; rows of tables have figures in most
_SAME_EDGE = 4.0  # points

Key = tuple[str, int]


def without_furniture(pages: list[list[PdfWord]], heights: list[float]) -> list[list[PdfWord]]:
    """The words of every page but those of running heads, footers, page numbers and line numbers.

    Words that stand for a ruled table are never furniture, nor is what stands between two of them.
    """
    pages = [_without_line_numbers(words) for words in pages]
    edges = [_edges(words, height) for words, height in zip(pages, heights, strict=True)]
    counts = Counter(key for sides in edges for key in {_key(part, top) for row, top in sides for part in _parts(row)})
    kept = []
    for words, sides in zip(pages, edges, strict=True):
        gone = {id(word) for row in _peeled(sides, counts) for word in row.words}
        kept.append([word for word in words if id(word) not in gone] if gone else words)
    return kept if any(kept) else pages


def _edges(words: list[PdfWord], height: float) -> list[tuple[Row, bool]]:
    """Rows near the upper (True) and the lower edge, from the outside in."""
    upper = [word for word in words if word.bottom < _EDGE * height]
    lower = [word for word in words if word.top > (1 - _EDGE) * height]
    below = [(row, False) for row in reversed(rows_of(lower))]
    return [(row, True) for row in rows_of(upper)][:_ROWS] + below[:_ROWS]


def _parts(row: Row) -> list[Row]:
    return [Row(part) for part in segments_of(row, 2 * row.size)]


def _peeled(sides: list[tuple[Row, bool]], counts: Counter[Key]) -> list[Row]:
    """Rows and parts of rows that are furniture, as far as nothing else stands farther out on the page."""
    peeled: list[Row] = []
    for side in (True, False):
        for row in (row for row, top in sides if top is side):
            parts = _parts(row)
            gone = _furniture_parts(row, parts, side, counts)
            peeled += gone
            if len(gone) < len(parts):
                break
    return peeled


def _furniture_parts(row: Row, parts: list[Row], side: bool, counts: Counter[Key]) -> list[Row]:
    """The parts of a row that are printed on other pages too, and a page number beside nothing else."""
    if row.is_float:
        return []
    repeated = [part for part in parts if _is_repeated(part, side, counts)]
    if len(parts) > 1 and sum(char.isalpha() for part in repeated for char in part.text) < _LEAST_LETTERS:
        return []
    numbers = [part for part in parts if part not in repeated and _NUMBER.match(part.text)]
    return repeated + (numbers if len(numbers) == 1 and len(repeated) + 1 == len(parts) else [])


def _key(row: Row, top: bool) -> Key:
    bare = re.sub(r"\d+", "#", row.text.lower())
    return " ".join(bare.split())[:120], round(row.base / 8) * (1 if top else -1)


def _is_repeated(row: Row, top: bool, counts: Counter[Key]) -> bool:
    """Whether the same words stand at the same height of another page, figures aside."""
    line = split_lines(row.text)
    if not line or table_caption(line[0], None) or is_figure_caption(line[0], None):
        return False
    text, height = _key(row, top)
    return sum(counts[text, height + step] for step in (-1, 0, 1)) > 1


def _without_line_numbers(words: list[PdfWord]) -> list[PdfWord]:
    """Manuscripts number their lines in the margin: rising figures, one under the other, left of all the rest."""
    numbers = [word for word in words if word.text[0].isdecimal() and _LINE_NUMBER.match(word.text)]
    for edge in {round(word.x1) for word in numbers}:
        column = sorted((word for word in numbers if abs(word.x1 - edge) <= _SAME_EDGE), key=lambda word: word.base)
        if len(column) < _LEAST_NUMBERED or not _rises(column):
            continue
        members = {id(word) for word in column}
        rest = [word for word in words if id(word) not in members]
        right, top, bottom = max(word.x1 for word in column), column[0].top - _NEAR, column[-1].bottom + _NEAR
        beside = [word for word in rest if top < word.top < bottom]
        if beside and all(word.x0 > right + 2 for word in beside) and _is_prose(beside):
            return rest
    return words


def _is_prose(words: list[PdfWord]) -> bool:
    rows = rows_of(words)
    return sum(len(row.words) >= _LINE_WORDS and len(segments_of(row)) == 1 for row in rows) >= 0.5 * len(rows)


def _rises(column: list[PdfWord]) -> bool:
    steps = [int(after.text) - int(before.text) for before, after in pairwise(column)]
    return max(Counter(steps).values()) >= 0.8 * len(steps) and Counter(steps).most_common(1)[0][0] in (1, 2, 5)
