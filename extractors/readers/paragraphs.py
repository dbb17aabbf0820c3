"""Where a paragraph ends in a run of lines without gaps: hard-wrapped prose, or one paragraph a line."""

from extractors.readers.lines import Line, begins_lower, ends_sentence

_SHORT = 0.75  # of the wrap width: so short a line, if it ends a sentence, ends its paragraph
_LONG = 160  # characters; longer lines are not wrapped by hand
_WINDOW = 40  # lines that tell whether a run is wrapped


def paragraph_end(lines: list[Line], first: int, last: int) -> int:
    """Last line of the paragraph that begins in ``first``; lines ``first`` to ``last`` have no gap between them."""
    window = lines[first : min(last, first + _WINDOW) + 1]
    wrapped = 2 * sum(not ends_sentence(line.text) for line in window[:-1]) >= len(window) - 1
    width = max(len(line.text) for line in window)
    for index in range(first, last):
        if _parts(lines[index], lines[index + 1], width, wrapped=wrapped):
            return index
    return last


def _parts(line: Line, following: Line, width: int, *, wrapped: bool) -> bool:
    if not ends_sentence(line.text):
        return len(line.text) > _LONG and not begins_lower(following.text)
    if not wrapped or len(line.text) > _LONG:
        return True
    return len(line.text) < _SHORT * width or following.indent > line.indent + 1
