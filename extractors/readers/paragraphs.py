"""Runs of lines without a gap: hard-wrapped prose, or one paragraph a line; and where paragraphs end in them."""

from typing import NamedTuple

from extractors.readers.lines import Line, begins_lower

_SHORT = 0.75  # of the wrap width: so short a line, if it ends a sentence, ends its paragraph
_LONG = 160  # characters; longer lines are not wrapped by hand


class Run(NamedTuple):
    """Lines ``first`` to ``last`` of prose without a gap, how wide they are, and whether they were wrapped by hand."""

    first: int
    last: int
    width: int
    wrapped: bool


def run_of(lines: list[Line], first: int, last: int) -> Run:
    """Measure a run: where at least half of the lines stop inside a sentence, it is wrapped."""
    run = lines[first : last + 1]
    open_ended = sum(not line.ends for line in run[:-1])
    return Run(first, last, max(len(line.text) for line in run), 2 * open_ended >= len(run) - 1)


def paragraph_end(lines: list[Line], index: int, run: Run) -> int:
    """Last line of the paragraph of ``run`` that begins in line ``index``."""
    for place in range(index, run.last):
        if _parts(lines[place], lines[place + 1], run):
            return place
    return run.last


def _parts(line: Line, following: Line, run: Run) -> bool:
    if not line.ends:
        return len(line.text) > _LONG and not begins_lower(following.text)
    if not run.wrapped or len(line.text) > _LONG:
        return True
    return len(line.text) < _SHORT * run.width or following.indent > line.indent + 1
