"""A table of patients that lost its columns: one cell a line, the patients' names first, then row after row.

The names tell how many columns there are; each row is a label and as many values. Running heads and page numbers that
stand between the cells are passed over. Where the cells stand apart, the lines of one belong together.
"""

import re
from typing import NamedTuple

from extractors.readers.captions import is_abbreviation_list, table_caption
from extractors.readers.furniture import is_furniture
from extractors.readers.grid import Grid, RawCell, grid_of
from extractors.readers.lines import Line, ends_sentence
from extractors.readers.patient_axis import ONE_PERSON, PERSONS_HEAD, is_person_label, tells_a_person
from extractors.readers.text_tables import FoundTable

_NAME = re.compile(
    rf"(?:{ONE_PERSON}|p)\.?\s{{0,2}}(?:no\.?\s?|#)?(?P<number>\d{{1,2}}|[A-H])$",
    re.IGNORECASE,
)
_BARE_NAME = re.compile(r"(?P<number>\d{1,2}|[A-H])$")  # below "Patient"
_SIGN = re.compile(r"[-+–—−±✓✔✗×xX♀♂]{1,4}$")  # "yes", "no" or a sex, and no rule
_NUMBERS_HEAD = re.compile(r"(?:no\.?|nr\.?|numbers?|#|№)$", re.IGNORECASE)
_RUNNING_HEAD = re.compile(r"\bet\s+al\.?$|\((?:19|20)\d\d\)|\b(?:19|20)\d\d;|\bdoi\b|^page\s\d", re.IGNORECASE)
_NO_LABEL = re.compile(
    r"(?:yes|no|none|normal|abnormal|n/?a|nd|nr|nt|unknown|positive|negative|present|absent|mild|moderate|severe|"
    r"not (?:done|tested|available|known))\W*$",
    re.IGNORECASE,
)
_HEADS = 6  # lines in which the names begin
_LEAST_ROWS = 3
_LONGEST = 80  # characters of a cell
_LONGEST_APART = 300  # of one that stands apart, all its lines together
_PROSE_WORDS = 25


class _Names(NamedTuple):
    first: int
    last: int

    @property
    def width(self) -> int:
        return self.last - self.first + 1


def patient_columns_after(text: str, lines: list[Line], first: int) -> FoundTable | None:
    """The table of patients that begins in line ``first``, below its caption; None where there is none."""
    names = _names(lines, first)
    if names is None:
        return None
    rows = [[_cell(lines[at], column) for column, at in enumerate(range(names.first, names.last + 1), start=1)]]
    if names.first > first and _is_corner(lines[names.first - 1].text):
        rows[0].insert(0, _cell(lines[names.first - 1], 0))
    at, last = names.last + 1, names.last
    if all(line.blank for line in lines[names.first + 1 : names.last + 2]):
        while (apart := _row_apart(lines, at, names.width)) is not None:
            rows.append([RawCell(lines[one].start, lines[end].end, column) for column, (one, end) in enumerate(apart)])
            last, at = apart[-1][1], apart[-1][1] + 1
        return _found(text, rows, first, last)
    while (row := _row(lines, at, names.width)) is not None:
        rows.append([_cell(lines[index], column) for column, index in enumerate(row)])
        last, at = row[-1], row[-1] + 1
    return _found(text, rows, first, last)


def _found(text: str, rows: list[list[RawCell]], first: int, last: int) -> FoundTable | None:
    """The table, where its rows are those of patients."""
    labels = [text[row[0].start : row[0].end] for row in rows[1:]]
    if len(labels) < _LEAST_ROWS or not any(is_person_label(words) or re.search(r"\bC[KP]", words) for words in labels):
        return None
    grid = grid_of(text, rows, 1)
    return FoundTable(((first, last),), Grid(grid.cells, "columns"))


def _names(lines: list[Line], first: int) -> _Names | None:
    """The lines that name the patients, one after the other: "Patient 1", "Patient 2"."""
    for start in range(first, min(first + _HEADS, len(lines))):
        last = start
        bare = start > first and _is_corner(lines[start - 1].text) and _BARE_NAME.match(lines[start].text)
        name = _BARE_NAME if bare else _NAME
        while (
            last < len(lines)
            and (found := name.match(lines[last].text))
            and _place(found["number"]) == last - start + 1
        ):
            last += 1
        if last - start > 1:
            return _Names(start, last - 1)
    return None


def _is_corner(words: str) -> bool:
    """Whether a line is the head beside the names of the patients: "Patient", "Case no.", "No."."""
    return PERSONS_HEAD.match(words) is not None or _NUMBERS_HEAD.match(words) is not None


def _place(number: str) -> int:
    return int(number) if number.isdecimal() else ord(number.upper()) - ord("A") + 1


def _row(lines: list[Line], at: int, width: int) -> list[int] | None:
    """The lines of the next row: its label and its values; what belongs to the page between them is left out."""
    kept: list[int] = []
    skipped = False
    while at < len(lines) and len(kept) <= width:
        line = lines[at]
        paged = _is_of_page(line.text)
        if paged or (skipped and line.text.isdecimal()):
            skipped = paged
        elif len(line.text) > _LONGEST or table_caption(line, None) or (not kept and not _is_label(line.text)):
            return None
        else:
            kept.append(at)
            skipped = False
        at += 1
    return kept if len(kept) == width + 1 else None


def _row_apart(lines: list[Line], at: int, width: int) -> list[tuple[int, int]] | None:
    """The lines ``[first, last]`` of each cell of the next row, where an empty line stands before every cell."""
    kept: list[tuple[int, int]] = []
    skipped = False
    while at < len(lines) and len(kept) <= width:
        last = at
        while last + 1 < len(lines) and not lines[last + 1].blank:
            last += 1
        words = " ".join(line.text for line in lines[at : last + 1])
        if _is_of_page(words) or (skipped and words.isdecimal()):
            skipped = not lines[last].text.isdecimal()  # the page's number may still come
        elif _ends_table(lines[at], words) or (not kept and not (len(words) <= _LONGEST and _is_label(words))):
            return None
        else:
            kept.append((at, last))
            skipped = False
        at = last + 1
    return kept if len(kept) == width + 1 else None


def _is_of_page(words: str) -> bool:
    if _SIGN.match(words):
        return False
    return _RUNNING_HEAD.search(words) is not None or (not words.isdecimal() and is_furniture(words, after_doi=False))


def _ends_table(line: Line, words: str) -> bool:
    """Whether a paragraph is no cell: a title, a legend, or prose."""
    prose = len(words.split()) >= _PROSE_WORDS and ends_sentence(words)
    return len(words) > _LONGEST_APART or prose or table_caption(line, None) is not None or is_abbreviation_list(line)


def _is_label(words: str) -> bool:
    lettered = sum(char.isalpha() for char in words) >= 2
    return lettered and not tells_a_person(words) and not _NO_LABEL.match(words)


def _cell(line: Line, column: int) -> RawCell:
    return RawCell(line.start, line.end, column)
