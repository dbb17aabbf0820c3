"""Numbers in words: ``four children``, ``fifty-four-year-old``, ``thirty times``, ``one hundred and six patients``."""

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


WORD_NUMBER = rf"(?:{_one_of(TENS)}(?:[- ]{_one_of(ONES[1:10])})?|{_one_of(ONES[1:])})(?![a-z])"


WORD_COUNT = rf"(?:(?:a|{'|'.join(ONES[1:10])})[ -]hundred(?: and)?[ -]{WORD_NUMBER}|{WORD_NUMBER})"
"""The same where a group is counted, and hundreds."""


def in_words(printed: str) -> float:
    """The number that words tell; the caller knows that they are one (``WORD_NUMBER``)."""
    hundreds, _, rest = printed.rpartition("hundred")
    ahead = 100 * IN_WORDS.get(hundreds.strip(" -"), 1) if hundreds else 0
    return float(ahead + sum(IN_WORDS[word] for word in re.split(r"[- ]", rest) if word not in ("and", "")))
