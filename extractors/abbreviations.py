"""What an article's abbreviations mean, by its own words: ``methotrexate (MTX)``, ``PDN: prednisolone;``

An abbreviation that the article defines means what the article says, whatever the vocabulary thinks.
"""

import re
from collections.abc import Iterable

_LEGEND = re.compile(r"(?:^|[;.,]\s)\s*([A-Za-z][\w\-/+]{1,9})\s*[:=,]\s*([A-Za-z][^;:.=]{3,80}?)(?=\s*[;.]|$)")
_BRACKET = re.compile(r"((?:[\w\-/']+[ ]){1,8}?[\w\-/']+)[ ]?[(\[]([A-Z][\w\-/]{1,9})[;,)\]]")


def defined_in_prose(text: str) -> Iterable[tuple[str, str]]:
    """Pairs (abbreviation, long form) of ``long form (ABBR)``; the initials must fit."""
    for match in _BRACKET.finditer(text):
        words = match[1].split()
        for count in range(min(len(words), 8), 0, -1):
            long = " ".join(words[-count:])
            if _fits(match[2], long):
                yield match[2], long
                break


def defined_in_legend(text: str) -> Iterable[tuple[str, str]]:
    """Pairs (abbreviation, long form) of a legend under a table: ``CK: creatine kinase; CK, creatine kinase.``"""
    for match in _LEGEND.finditer(text):
        if sum(letter.isupper() for letter in match[1]) >= 2 or _fits(match[1], match[2]):
            yield match[1], match[2].strip()


def _fits(short: str, long: str) -> bool:
    """Whether the letters of the abbreviation stand in order in the long form, the first at its beginning."""
    letters = [letter for letter in short.lower().rstrip("s") if letter.isalnum()]
    position = 0
    folded = long.lower()
    if len(letters) < 2 or not folded.startswith(letters[0]) or folded == short.lower():
        return False
    for letter in letters:
        position = folded.find(letter, position) + 1
        if position == 0:
            return False
    return len(long) > len(short) + 2
