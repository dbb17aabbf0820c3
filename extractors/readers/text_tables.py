"""Tables that survive as text: cells between tabs, between pipes, or in columns of spaces."""

import re
from itertools import pairwise
from typing import NamedTuple

from extractors.readers.captions import is_figure_caption, table_caption
from extractors.readers.grid import COLUMN_LIMIT, Grid, RawCell, grid_of, trimmed
from extractors.readers.lines import Line
from extractors.readers.ruled_heads import is_rule, spanning_row, stretches

_SEPARATOR = re.compile(r"[|:\-=+\s]+$")
_PIPE = re.compile(r"(?<!\\)\|")
_SPACED_PIPE = re.compile(r"(?<=\s)\|(?=\s|$)")
_LEAST_ROWS = 3  # of a table that has neither frame nor rule
_GAP = re.compile(r" {2,}")
_GAP_LIMIT = 15  # justified prose has more; printed tables fewer
_LINE_LIMIT = 300
_DEEP = 20  # columns from the left
_TITLE_LIMIT = 40  # characters of a line that names the rows below it
_FURNITURE_LINES = 3
_LAST_HEAD = 3  # lines from the top in which heads may stand over others
_PAGE_LINE = re.compile(
    r"^\s*\d{1,4}\s*$|\bet al\.?\s*\d{0,4}$|\((?:19|20)\d\d\) \d|\b(?:19|20)\d\d;|"
    r"^\s*\d{1,4}\s{5,}\S|\S\s{5,}\d{1,4}\s*$|^\s*[A-Z][A-Z .&]{6,60}$"
)


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
    if (_gapped(line) or is_rule(line)) and not table_caption(line, lines[index - 1] if index else None):
        return _aligned(text, lines, index)
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
    while index < len(lines) and index <= last + _FURNITURE_LINES and _PAGE_LINE.search(lines[index].raw):
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


# ---- columns of spaces


def _aligned(text: str, lines: list[Line], index: int) -> tuple[int, Grid | None]:
    """At least three lines with the same few gaps above one another, and no other gap in any line.

    Rules are no rows; a broken one parts the heads above it, each over the columns that its stretch covers.
    """
    last = _run_end(lines, index)
    run = lines[index : last + 1]
    rules = {place for place, line in enumerate(run) if is_rule(line)}
    over = {place - 1: stretches(run[place]) for place in rules if place - 1 not in rules and place}
    over = {place: drawn for place, drawn in over.items() if len(drawn) > 1 and place <= _LAST_HEAD}
    body = [line for place, line in enumerate(run) if place not in rules and place not in over]
    plain = [line for line in body if not _is_title(line)]
    wide = 3 if _is_doubled(plain) else 2
    gaps = _common_gaps(plain, wide) if plain else []
    if not gaps or any(len(re.findall(f" {{{wide},}}", line.text)) > len(gaps) for line in plain):
        return last, None
    while not over and (again := _resumed(lines, last)) is not None:
        end = _run_end(lines, again)
        longer = [*body, *(line for line in lines[again : end + 1] if not is_rule(line))]
        common = _common_gaps([line for line in longer if not _is_title(line)], wide)
        if len(common) != len(gaps):
            break
        last, body, gaps = end, longer, common
    heads = [spanning_row(text, run[place], gaps, over[place]) for place in sorted(over)]
    if any(row is None for row in heads):
        return last, None
    rows = [row for row in heads if row] + [_space_row(text, line, gaps) for line in body]
    filled = sum(sum(cell.end > cell.start for cell in row) > 1 for row in rows)
    return last, grid_of(text, rows) if filled > 2 else None


def _is_doubled(run: list[Line]) -> bool:
    """Whether two spaces part words, as in a justified print that was copied so."""
    doubled = sum(re.search(r"\S \S", line.text) is None for line in run)
    return 5 * doubled >= 4 * len(run) and any(re.search(r"\S  \S+  \S", line.text) for line in run)


def _run_end(lines: list[Line], index: int) -> int:
    """The last line of the rows that begin in line ``index``, wrapped ends of cells included; heads may stand apart."""
    last = index
    while last + 1 < len(lines) and (last == index or not lines[last + 1].blank):
        following = lines[last + 1]
        ruled = is_rule(following) and not following.blank
        titled = last > index and _titles_rows(lines, last + 1)
        if not (ruled or titled or _gapped(following) or (_wrapped(following) and not following.blank)):
            break
        last += 1
    return last


def _titles_rows(lines: list[Line], at: int) -> bool:
    """Whether a line between two rows names the rows below it: "Treatment"."""
    line, below = lines[at], lines[at + 1] if at + 1 < len(lines) else None
    if line.blank or below is None or below.blank or not _gapped(below) or not _is_title(line):
        return False
    return len(line.text) <= _TITLE_LIMIT and not line.ends and table_caption(line, lines[at - 1]) is None


def _is_title(line: Line) -> bool:
    """Whether a line of a run is neither a row nor the end of one."""
    return not _gapped(line) and not _wrapped(line) and "\t" not in line.raw


def _wrapped(line: Line) -> bool:
    """Whether a line holds the end of a cell alone, far from the left."""
    return line.indent >= _DEEP and "\t" not in line.raw and len(line.raw) < _LINE_LIMIT


def _resumed(lines: list[Line], last: int) -> int | None:
    """Where the rows go on behind a page's end: past a running head or a page number."""
    index = last + 1
    while index < len(lines) and index <= last + _FURNITURE_LINES and _PAGE_LINE.search(lines[index].raw):
        index += 1
    return index if last + 1 < index < len(lines) and _gapped(lines[index]) else None


def _gapped(line: Line) -> bool:
    """Whether a line has a few wide gaps, as rows do."""
    text = line.text
    return (
        "  " in text and "\t" not in line.raw and len(line.raw) < _LINE_LIMIT and len(_GAP.findall(text)) <= _GAP_LIMIT
    )


def _common_gaps(run: list[Line], wide: int) -> list[tuple[int, int]]:
    """Stretches of columns that are open in every line of ``run``, and ``wide`` or wider in most of them.

    One that all lines have in common in a single place is a gap where each of them has a wide one there.
    """
    width = max(len(line.raw.rstrip()) for line in run)
    opened, opened_wide = (1 << width) - 1, [0] * width
    for line in run:
        spaces = 0
        for match in re.finditer(r" +", line.raw.rstrip().ljust(width)):
            stretch = match.end() - match.start()
            spaces |= ((1 << stretch) - 1) << match.start()
            for place in range(match.start(), match.end()) if stretch >= wide else ():
                opened_wide[place] += 1
        opened &= spaces
    bits = "".join("1" if opened >> place & 1 else "0" for place in range(width))
    gaps = [(match.start(), match.end()) for match in re.finditer("1+", bits)]
    most = [(a, b, max(opened_wide[a:b])) for a, b in gaps if a > 0 and b < width]
    return [(a, b) for a, b, lines in most if 5 * lines >= (3 if wide > 2 or b - a > 1 else 5) * len(run)]


def _space_row(text: str, line: Line, gaps: list[tuple[int, int]]) -> list[RawCell]:
    begin = line.start - line.indent
    if _is_title(line):
        empty = [RawCell(line.end, line.end, column) for column in range(1, len(gaps) + 1)]
        return [RawCell(line.start, line.end, 0), *empty]
    bounds = [0, *(end for _, end in gaps), len(line.raw)]
    return [
        trimmed(text, begin + min(before, len(line.raw)), begin + min(after, len(line.raw)), column)
        for column, (before, after) in enumerate(pairwise(bounds))
    ]
