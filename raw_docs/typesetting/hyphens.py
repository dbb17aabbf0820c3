"""Where a word may be broken at the end of a line."""

import re

_VOWELS = "aeiouy"
_INSIDE = re.compile(
    rf"(?<=[{_VOWELS}])[^\W\d_{_VOWELS}][^\W\d_{_VOWELS}](?=[{_VOWELS}])|(?<=[{_VOWELS}])[^\W\d_{_VOWELS}](?=[{_VOWELS}])"
)
_TOGETHER = frozenset("ch ck gh gn ph qu sc sh th wh bl br cl cr dr fl fr gl gr pl pr sl sp st tr".split())
_LETTERS = re.compile(r"[^\W\d_]+")
_LEAST = 3  # letters before and behind a break


def breaks(word: str) -> list[tuple[str, str]]:
    """The ways to break ``word`` over two lines, the longest beginning first; a hyphen of its own serves as well.

    Between vowels, two consonants are parted and a single one goes to the next line: rough, and right enough for print.
    """
    ends = [found.end() for found in re.finditer(r"(?<=[a-zA-Z]{2})-(?=[a-zA-Z]{3}|\d-[a-z]{3})", word)]
    told = [(word[:end], word[end:]) for end in ends]
    if (letters := _LETTERS.search(word)) is not None and word.count("-") == 0:
        told += [(word[:at] + "-", word[at:]) for at in _inside(word, letters)]
    return sorted(told, key=lambda parts: -len(parts[0]))


def _inside(word: str, letters: re.Match[str]) -> list[int]:
    if not letters[0].islower() and not letters[0].istitle():
        return []
    places = []
    for found in _INSIDE.finditer(word):
        at = found.start() + (1 if len(found[0]) == 2 and found[0] not in _TOGETHER else 0)
        if letters.start() + _LEAST <= at <= letters.end() - _LEAST:
            places.append(at)
    return places
