"""Tables that survive as text: cells between tabs, between pipes, or in columns of spaces."""

import re
from itertools import pairwise
from typing import NamedTuple

from extractors.readers.captions import is_figure_caption, table_caption
from extractors.readers.grid import COLUMN_LIMIT, Grid, RawCell, grid_of, trimmed
from extractors.readers.lines import Line
from extractors.readers.ruled_heads import is_rule
from extractors.readers.space_columns import FURNITURE_LINES, PAGE_LINE, aligned, gapped

_SEPARATOR = re.compile(r"[|:\-=+\s]+$")
_PIPE = re.compile(r"(?<!\\)\|")
_SPACED_PIPE = re.compile(r"(?<=\s)\|(?=\s|$)")
_LEAST_ROWS = 3  # of a table that has neither frame nor rule


class FoundTable(NamedTuple):
    """A table: the ranges of lines ``[first, last]`` that it takes up, one a page, and what is in it."""

    parts: tuple[tuple[int, int], ...]
    grid: Grid

    @property
    def first(self) -> int:
        """Its first line."""
        return self.parts[0][0]

    @property
    def last(self) -> int:
        """Its last line."""
        return self.parts[-1][1]


def find_tables(text: str, lines: list[Line]) -> dict[int, FoundTable]:
    """Every table that tells its columns by tabs, pipes or spaces, by its first line."""
    tables: dict[int, FoundTable] = {}
    index = 0
    while index < len(lines):
        last, grid = _judged(text, lines, index)
        if grid is not None:
            tables[index] = FoundTable(((index, last),), grid)
        index = last + 1
    return tables


def _judged(text: str, lines: list[Line], index: int) -> tuple[int, Grid | None]:
    """The last line of the run that begins in line ``index``, judged as a whole, and its grid if it is a table."""
    line = lines[index]
    if "\t" in line.text:
        return _tabbed(text, lines, index)
    if _in_pipes(line):
        return _piped(text, lines, index)
    if (gapped(line) or is_rule(line)) and not table_caption(line, lines[index - 1] if index else None):
        return aligned(text, lines, index)
    return index, None


# ---- tabs


def _tabbed(text: str, lines: list[Line], index: int) -> tuple[int, Grid | None]:
    last = index
    passed: set[int] = set()
    while last + 1 < len(lines):
        if step := _tab_step(lines, last):
            last += step
        elif (again := _resumed_tabs(lines, last)) is not None:
            passed |= set(range(last + 1, again))
            last = again
        else:
            break
    if any(line.raw.count("\t") >= COLUMN_LIMIT for line in lines[index : last + 1]):
        return last, None
    rows = [_tab_row(text, line) for at, line in enumerate(lines[index : last + 1], start=index) if at not in passed]
    return last, grid_of(text, rows) if _is_tabular(rows) else None


def _tab_step(lines: list[Line], last: int) -> int:
    """How many lines further the table goes: one, two where a row of one cell stands between, or none."""
    here, following = lines[last], lines[last + 1]
    if "\t" in following.raw:
        return 1 if not following.blank or following.raw.count("\t") == here.raw.count("\t") else 0
    after = lines[last + 2] if last + 2 < len(lines) else None
    if after is None or following.blank or after.blank or "\t" not in after.raw:
        return 0
    titled = table_caption(following, here) or is_figure_caption(following, here) or following.ends
    return 2 if len(following.text) <= 60 and not titled else 0


def _resumed_tabs(lines: list[Line], last: int) -> int | None:
    """Where rows of as many cells go on behind a page's end."""
    index = last + 1
    while index < len(lines) and index <= last + FURNITURE_LINES and PAGE_LINE.search(lines[index].raw):
        index += 1
    goes_on = last + 1 < index < len(lines) and lines[index].raw.count("\t") == lines[last].raw.count("\t") > 0
    return index if goes_on else None


def _tab_row(text: str, line: Line) -> list[RawCell]:
    row: list[RawCell] = []
    at = line.start - line.indent
    for column, words in enumerate(line.raw.split("\t")):
        row.append(trimmed(text, at, at + len(words), column))
        at += len(words) + 1
    return row


def _is_tabular(rows: list[list[RawCell]]) -> bool:
    """Tables, not paragraphs or lists set in with tabs."""
    filled = [[cell for cell in row if cell.end > cell.start] for row in rows]
    full = [row for row in filled if len(row) > 1]
    if len(full) < 2 or 2 * len(full) < len(rows):
        return False
    return max(len(row) for row in full) > 2 or sum(row[0].end - row[0].start for row in full) <= 80 * len(full)


# ---- pipes


def _piped(text: str, lines: list[Line], index: int) -> tuple[int, Grid | None]:
    last = index
    while last + 1 < len(lines) and not lines[last + 1].blank and _in_pipes(lines[last + 1]):
        last += 1
    run = lines[index : last + 1]
    ruled = [place for place, line in enumerate(run) if _SEPARATOR.match(line.text) and "-" in line.text]
    framed = all(line.text.startswith(("|", "+")) for line in run) or _in_even_pipes(run)
    if not (framed or (ruled and ruled[0] == 1)) or any(line.text.count("|") >= COLUMN_LIMIT for line in run):
        return last, None
    printed = [line for place, line in enumerate(run) if place not in set(ruled)]
    opened = all(line.text.startswith("|") for line in printed)
    closed = all(line.text.endswith("|") for line in printed)
    rows = [_pipe_row(text, line, opened=opened, closed=closed) for line in printed]
    if len(rows) < 2 or max(len(row) for row in rows) < 2:
        return last, None
    heads = ruled[0] if ruled and 0 < ruled[0] <= 3 else None
    return last, grid_of(text, rows, heads)


def _in_even_pipes(run: list[Line]) -> bool:
    """Whether several lines have as many pipes each, set off by spaces, as rows without a frame have."""
    parts = {len(_SPACED_PIPE.findall(line.raw)) for line in run}
    return len(run) >= _LEAST_ROWS and len(parts) == 1 and max(parts) > 1 and not any("||" in line.text for line in run)


def _in_pipes(line: Line) -> bool:
    """Whether a line is of a table between pipes: a row, or a rule drawn ``+----+----+``."""
    return "|" in line.text or (line.text.startswith("+-") and _SEPARATOR.match(line.text) is not None)


def _pipe_row(text: str, line: Line, *, opened: bool, closed: bool) -> list[RawCell]:
    """The cells of a line; a pipe at its begin or end is a frame where all rows are ``opened`` or ``closed`` by one."""
    marks = [match.start() + line.start for match in _PIPE.finditer(line.text)]
    bounds = ([] if opened else [line.start - 1]) + marks
    if not closed:
        bounds.append(line.end)
    return [trimmed(text, before + 1, after, column) for column, (before, after) in enumerate(pairwise(bounds))]
