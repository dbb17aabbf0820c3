"""Runs -> lines of a width: words filled in, broken with hyphens, and set with both edges straight."""

from collections.abc import Iterator
from dataclasses import dataclass

from raw_docs.typesetting.hyphens import breaks
from raw_docs.typesetting.inline import Run, Words
from raw_docs.typesetting.press import Press

Word = tuple[Run, ...]
"""Runs without a space between or in them."""


@dataclass(frozen=True)
class Line:
    """Words that stand in one line, ``indent`` from its left; ``full``: stretched to the whole width."""

    words: tuple[Word, ...]
    indent: float = 0.0
    full: bool = False

    def draw(self, press: Press, place: tuple[float, float], width: float, size: float) -> None:
        """Set the line with its base line at ``place``."""
        x, y = place
        x += self.indent
        space = press.width(" ", size)
        if self.full and len(self.words) > 1:
            bare = sum(width_of(press, word, size) for word in self.words)
            space = (width - self.indent - bare) / (len(self.words) - 1)
        for word in self.words:
            for run in word:
                x = press.put((x, y), run.text, size, run.style)
            x += space


def width_of(press: Press, word: Word, size: float) -> float:
    """How wide a word is when set."""
    return sum(press.width(run.text, size, run.style) for run in word)


def split_words(words: Words) -> list[list[Word]]:
    """The words between the line ends of the runs."""
    lines: list[list[Word]] = [[]]
    glued = False
    for run in words:
        for number, part in enumerate(run.text.split("\n")):
            if number:
                lines.append([])
                glued = False
            for word, spaced in _parts(part):
                if glued and not spaced and lines[-1]:
                    lines[-1][-1] = (*lines[-1][-1], Run(word, run.style))
                elif word:
                    lines[-1].append((Run(word, run.style),))
                glued = bool(word)
    return lines


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """The words of a text, each with whether a space stands before it; a space at the end gives an empty word."""
    for number, word in enumerate(text.split(" ")):
        yield word, number > 0


def filled(
    press: Press,
    words: Words,
    width: float,
    size: float,
    *,
    indent: float = 0.0,
    hanging: float = 0.0,
    even: bool = False,
) -> list[Line]:
    """Lines of at most ``width`` with ``words``; ``even``: hyphenated, with straight right edges.

    The first line is set in by ``indent``, the others by ``hanging``.
    """
    lines: list[Line] = []
    space = press.width(" ", size)
    for waiting in split_words(words):
        left = list(waiting)
        while left:
            inset = hanging if lines else indent
            taken, left = _take(press, left, width - inset, size, space, even)
            lines.append(Line(tuple(taken), inset, full=even and bool(left)))
    return lines


def _take(
    press: Press, words: list[Word], width: float, size: float, space: float, even: bool
) -> tuple[list[Word], list[Word]]:
    """The words of the next line, and those that are left."""
    taken: list[Word] = []
    used = 0.0
    for place, word in enumerate(words):
        wide = width_of(press, word, size)
        room = width - used - (space if taken else 0)
        if wide <= room + 0.01:
            taken.append(word)
            used = width - room + wide
            continue
        broken = _broken(press, word, room, size) if even or not taken else None
        if broken is not None:
            return [*taken, broken[0]], [broken[1], *words[place + 1 :]]
        if taken:
            return taken, words[place:]
        return [word], words[place + 1 :]
    return taken, []


def _broken(press: Press, word: Word, room: float, size: float) -> tuple[Word, Word] | None:
    """``word`` broken so that its beginning fits into ``room``."""
    first, rest = word[0], word[1:]
    for begin, end in breaks(first.text):
        if press.width(begin, size, first.style) <= room:
            return (Run(begin, first.style),), (Run(end, first.style), *rest)
    return None
