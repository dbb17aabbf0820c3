"""The words of a text sample -> runs: line ends, Markdown and LaTeX undone, raised characters raised again."""

import re
from dataclasses import dataclass
from typing import Literal

Style = Literal["roman", "bold", "italic", "raised", "cited"]
"""``cited``: raised numbers of references; ``raised``: powers and marks of footnotes."""


@dataclass(frozen=True)
class Run:
    """Words in one style."""

    text: str
    style: Style = "roman"


Words = tuple[Run, ...]

_LEAD = re.compile(r"^(?:[#>\s]+|[-*]\s+(?:\d{1,2}\.\s+)?)+")
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])-\n\s*(?=[a-z])")
_CITATION = re.compile(r"(?<=[a-z)][.,;])(\d{1,2}(?:–\d{1,2})?)(?=\s|$)")
_POWER = re.compile(r"(?<=/m)2(?!\w)|(?<=\d m)2(?!\w)")
_UNIT = re.compile(r"(?:/| )m$")
_NUMBERS = re.compile(r"\d{1,2}(?:[-–,]\d{1,2})*")
_LATEX = {"checkmark": "✓", "gamma": "γ"}
_COMMAND = re.compile(r"\s?\$\\(\w+)\$\s?(?=[,;])|\$\\(\w+)\$")
_RAISED_LATEX = re.compile(r"\$([^$^]+)\^([^$]+)\$")
_SPACE = re.compile(r"(?<=\w) (?=<sup>\+)|(?<=>)\s+(?=,)")
_STYLED = re.compile(
    r"<sup>(?P<raised>[^<]*)</sup>|\*\*(?P<bold>[^*]+)\*\*|(?<![\w\\])\*(?P<italic>[^*\s][^*]*)\*(?!\w)", re.DOTALL
)


def words_of(printed: str) -> Words:
    """The runs of a stretch of a text sample.

    What text files spell with signs is set as printed: ``---`` as a dash, ``m2`` and citation numbers behind a full
    stop raised.
    """
    text = _BROKEN_WORD.sub("", _LEAD.sub("", printed, count=1))
    text = " ".join(text.split()).replace("---", "–")
    text = _COMMAND.sub(lambda found: _LATEX[found[1] or found[2]], text)
    text = _RAISED_LATEX.sub(r"\1<sup>\2</sup>", text)
    text = _CITATION.sub(r"<sup>\1</sup>", _POWER.sub("<sup>2</sup>", text))
    return tuple(_runs(_SPACE.sub("", text)))


def plain(words: Words) -> str:
    """The words without their styles."""
    return "".join(run.text for run in words)


def _runs(text: str) -> list[Run]:
    runs: list[Run] = []
    place = 0
    for found in _STYLED.finditer(text):
        style, inner = _style_of(found, before=text[: found.start()])
        runs += [Run(text[place : found.start()]), Run(inner, style)]
        place = found.end()
    runs.append(Run(text[place:]))
    return [Run(run.text.replace("\\*", "*"), run.style) for run in runs if run.text]


def _style_of(found: re.Match[str], *, before: str) -> tuple[Style, str]:
    raised = found["raised"]
    if raised is None:
        return ("bold", found["bold"]) if found["bold"] else ("italic", found["italic"])
    power = _UNIT.search(before) is not None
    return "cited" if _NUMBERS.fullmatch(raised) and not power else "raised", raised


_NUMBER = re.compile(r"(\d{1,3})")
CITED = re.compile(r"(?<=\()\d{1,2}(?:[-–, ]+\d{1,2})*(?=\))")
"""Citation numbers in round brackets."""


def cited(text: str, count: int) -> list[tuple[str, int | None]]:
    """``text`` cut into citation numbers, each with its reference of ``count``, and what stands between them."""
    pieces = [piece for piece in _NUMBER.split(text) if piece]
    return [(piece, int(piece) if piece.isdecimal() and 0 < int(piece) <= count else None) for piece in pieces]
