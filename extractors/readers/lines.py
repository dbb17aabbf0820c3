"""The lines of a text, with where they stand. Everything the layout is drawn from."""

import re
from typing import NamedTuple

_LINE = re.compile(r"[^\r\n\f]+")
_MARKUP_END = r"""["'”’»)\]*_\s]*"""
_SENTENCE_END = re.compile(
    rf"(?:[.!?:;…]{_MARKUP_END}|(?<!\d)\.[\[(]?\d[\d,\-–—−\s]{{0,30}}[\])]?)"
    rf"(?:<sup>[^<>]{{0,30}}</sup>[.]?)?{_MARKUP_END}$"
)
_ABBREVIATED = re.compile(r"\b(?:Figs?|Tab|al|vs|Dr|Drs|cf|ca|approx|e\.g|i\.e)\.$")
_END_SIGN = re.compile("[.!?:;…]")
_TAIL = 80  # characters that decide how a line ends
_LETTER = re.compile(r"[^\W\d_]")


class Line(NamedTuple):
    """A line with words on it: ``text`` is ``[start, end)`` without the white space around it.

    ``raw`` is the whole line, ``blank`` says that an empty line or a page break stands before it, ``indent`` is the
    number of white characters at its beginning, ``ends`` that it ends a sentence.
    """

    start: int
    end: int
    text: str
    raw: str
    blank: bool
    indent: int
    ends: bool


def split_lines(text: str) -> list[Line]:
    """Every line of ``text`` that has words on it; line ends may be of any kind."""
    lines: list[Line] = []
    end = 0
    for match in _LINE.finditer(text):
        raw = match[0]
        words = raw.strip()
        if not words:
            continue
        indent = len(raw) - len(raw.lstrip()) if len(words) < len(raw) else 0
        start = match.start() + indent
        blank = text[end:start] != "\n" and _apart(text[end:start])  # most lines stand right below one another
        lines.append(Line(start, start + len(words), words, raw, blank, indent, ends_sentence(words)))
        end = start + len(words)
    return lines


def _apart(gap: str) -> bool:
    breaks = gap.count("\n") + gap.count("\r") - gap.count("\r\n")
    return breaks > 1 or "\f" in gap


def ends_sentence(words: str) -> bool:
    """Whether a line or paragraph ends in sentence punctuation; citation marks after it do not count."""
    tail = words[-_TAIL:]
    if tail[-1:].isalpha():  # as most lines of a wrapped paragraph
        return False
    ends = any(_SENTENCE_END.match(tail, sign.start()) for sign in _END_SIGN.finditer(tail))
    return ends and not ("." in tail[-2:] and _ABBREVIATED.search(tail))


def begins_lower(words: str) -> bool:
    """Whether the first letter is a small one and nothing but quotes or brackets stands before it."""
    first = words.lstrip("\"'“‘([*_")[:1]
    return first.islower()


def has_letter(words: str) -> bool:
    """Whether there is any letter."""
    return _LETTER.search(words) is not None
