"""Numbers in words, from one to ninety-nine: ``four children``, ``fifty-four-year-old``, ``thirty times``."""

import re
from collections.abc import Iterable

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fourty": 40,  # a frequent slip
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
IN_WORDS = {word: number for number, word in enumerate(ONES)} | TENS

SMALL = {word: number for word, number in IN_WORDS.items() if 1 <= number <= 12}
"""One to twelve: what a text writes in words when it counts patients."""


def _one_of(words: Iterable[str]) -> str:
    """A pattern of any of the words, put together by their first letters: a search asks six of them, not 28 words."""
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[0], []).append(word[1:])
    branches = [f"{letter}(?:{'|'.join(rest)})" for letter, rest in rests.items()]
    return f"(?:{'|'.join(branches)})"


WORD_NUMBER = rf"(?:{_one_of(TENS)}(?:[- ]{_one_of(ONES[1:10])})?|{_one_of(ONES[1:])})"


def in_words(printed: str) -> float:
    """The number that words tell; the caller knows that they are one (``WORD_NUMBER``)."""
    return float(sum(IN_WORDS[word] for word in re.split(r"[- ]", printed)))
