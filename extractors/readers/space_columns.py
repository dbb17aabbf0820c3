"""Tables in columns of spaces: several lines with the same few gaps above one another."""

import re
from itertools import pairwise

from extractors.readers.captions import is_abbreviation_list, table_caption
from extractors.readers.grid import Grid, RawCell, grid_of, trimmed
from extractors.readers.lines import Line, begins_lower
from extractors.readers.ruled_heads import is_rule, spanning_row, stretches

_GAP = re.compile(r" {2,}")
_WIDE = re.compile(r" {3,}")
_TOUCHING = re.compile(r"(?<=\d[)\]]) (?=[\d<>~≥≤])")
_TOUCHING_OR_GAP = re.compile(rf"{_GAP.pattern}|{_TOUCHING.pattern}")
_LEAST_PLAIN = 3  # rows for each that has touching cells
_GAP_LIMIT = 15  # justified prose has more; printed tables fewer
_LINE_LIMIT = 500
_DEEP = 20  # columns from the left
_TITLE_LIMIT = 40  # characters of a line that names the rows below it
_NAME_LINES = 4  # that a row's name takes up at most
_MOST_APART = 60  # rows that are set apart by empty lines
_LAST_HEAD = 3  # lines from the top in which heads may stand over others
FURNITURE_LINES = 3
PAGE_LINE = re.compile(
    r"^\s*\d{1,4}\s*$|\bet al\.?\s*\d{0,4}$|\((?:19|20)\d\d\) \d|\b(?:19|20)\d\d;|"
    r"^\s*\d{1,4}\s{5,}\S|\S\s{5,}\d{1,4}\s*$|^\s*[A-Z][A-Z .&]{6,60}$"
)


def aligned(text: str, lines: list[Line], index: int) -> tuple[int, Grid | None]:
    """At least three lines with the same few gaps above one another, and no other gap in any line.

    Rules are no rows; a broken one parts the heads above it, each over the columns that its stretch covers.
    Where empty lines stand between the rows, the rows are judged together, and the first ones alone if that fails.
    """
    last = _run_end(lines, index)
    apart = _apart_end(lines, last)
    if apart > last and (found := _aligned_until(text, lines, index, apart))[1] is not None:
        return found
    return _aligned_until(text, lines, index, last)


def _aligned_until(text: str, lines: list[Line], index: int, last: int) -> tuple[int, Grid | None]:
    """The same for the lines from ``index`` to ``last``, and those behind a page's end that go on with them."""
    run = lines[index : last + 1]
    rules = {place for place, line in enumerate(run) if is_rule(line)}
    over = {place - 1: stretches(run[place]) for place in rules if place - 1 not in rules and place}
    over = {place: drawn for place, drawn in over.items() if len(drawn) > 1 and place <= _LAST_HEAD}
    body = [line for place, line in enumerate(run) if place not in rules and place not in over]
    plain = [line for line in body if not _is_title(line)]
    wide = 3 if _is_doubled(plain) else 2
    gaps = _common_gaps(plain, wide) if plain else []
    if not gaps or any(len(re.findall(f" {{{wide},}}", line.text)) > len(gaps) for line in plain):
        return last, _with_touching(text, body) if not over else None
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


def _with_touching(text: str, body: list[Line]) -> Grid | None:
    """The table of rows of which a few have cells so long that one space parts them: "9,120 (6,300-14,880) 7,015"."""
    long = {line.start: _touching_row(text, line) for line in body if _TOUCHING.search(line.text)}
    plain = [line for line in body if line.start not in long and not _is_title(line)]
    if not long or len(plain) < _LEAST_PLAIN * len(long):
        return None
    gaps = _common_gaps(plain, 2)
    if len(gaps) < 2 or any(len(_GAP.findall(line.text)) > len(gaps) for line in plain):
        return None
    if any(len(row) != len(gaps) + 1 for row in long.values()):
        return None
    return grid_of(text, [long.get(line.start) or _space_row(text, line, gaps) for line in body])


def _touching_row(text: str, line: Line) -> list[RawCell]:
    """The cells of a line that wide gaps part, or one space behind a bracket and ahead of a number."""
    ends = [match.span() for match in _TOUCHING_OR_GAP.finditer(line.text)]
    bounds = [0, *(place for span in ends for place in span), len(line.text)]
    pairs = zip(bounds[::2], bounds[1::2], strict=True)
    return [trimmed(text, line.start + a, line.start + b, column) for column, (a, b) in enumerate(pairs)]


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
        headed = last > index or len(_WIDE.findall(lines[index].text)) > 1
        titled = (headed and _titles_rows(lines, last + 1)) or _ends_label(lines, last + 1)
        if not (ruled or titled or gapped(following) or (_wrapped(following) and not following.blank)):
            break
        last += 1
    return last


def _apart_end(lines: list[Line], last: int) -> int:
    """The last of the rows that go on behind line ``last``, each set apart from the next by an empty line."""
    passed = 0
    while last + 1 < len(lines) and passed < _MOST_APART:
        following = lines[last + 1]
        if not gapped(following) or table_caption(following, None) or is_abbreviation_list(following):
            break
        last = _run_end(lines, last + 1)
        passed += 1
    return last


def _titles_rows(lines: list[Line], at: int) -> bool:
    """Whether a line between two rows names the rows below it: "Treatment"."""
    line, below = lines[at], lines[at + 1] if at + 1 < len(lines) else None
    if line.blank or below is None or below.blank or not gapped(below) or not _is_title(line):
        return False
    return len(line.text) <= _TITLE_LIMIT and not line.ends and table_caption(line, lines[at - 1]) is None


def _ends_label(lines: list[Line], at: int) -> bool:
    """Whether a line below a row goes on with its name alone: "<190 U/L)" below "CK (normal", "(U/L)".

    It stands above the row's second column, in the second or third line of a name.
    """
    line = lines[at]
    if line.blank or len(line.text) > _TITLE_LIMIT or not _is_title(line):
        return False
    row = next((above for above in range(at - 1, max(at - _NAME_LINES, -1), -1) if gapped(lines[above])), None)
    if row is None or any(below.blank or not _is_title(below) for below in lines[row + 1 : at]):
        return False
    first = _GAP.search(lines[row].text)
    if first is None or line.indent + len(line.text) > lines[row].indent + first.end():
        return False
    name = " ".join([lines[row].text[: first.start()], *(below.text for below in lines[row + 1 : at])])
    return (
        name.count("(") > name.count(")")
        or name.endswith((",", "/", "-"))
        or line.text[0] in "(["
        or begins_lower(line.text)
    )


def _is_title(line: Line) -> bool:
    """Whether a line of a run is neither a row nor the end of one."""
    return not gapped(line) and not _wrapped(line) and "\t" not in line.raw


def _wrapped(line: Line) -> bool:
    """Whether a line holds the end of a cell alone, far from the left."""
    return line.indent >= _DEEP and "\t" not in line.raw and len(line.raw) < _LINE_LIMIT


def _resumed(lines: list[Line], last: int) -> int | None:
    """Where the rows go on behind a page's end: past a running head or a page number."""
    index = last + 1
    while index < len(lines) and index <= last + FURNITURE_LINES and PAGE_LINE.search(lines[index].raw):
        index += 1
    return index if last + 1 < index < len(lines) and gapped(lines[index]) else None


def gapped(line: Line) -> bool:
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
