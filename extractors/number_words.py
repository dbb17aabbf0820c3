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


def _by_letter(words: Iterable[str]) -> dict[str, str]:
    """By their first letter the rest of the words, one or another of them: a search asks six letters, not 28 words."""
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[0], []).append(word[1:])
    return {letter: "|".join(rest) for letter, rest in rests.items()}


def _word_number() -> str:
    digit = "|".join(f"{letter}(?:{rest})" for letter, rest in _by_letter(ONES[1:10]).items())
    tens, ones = _by_letter(TENS), _by_letter(ONES[1:])
    branches = [
        f"{letter}(?:{f'(?:{tens[letter]})(?:[- ](?:{digit}))?|' if letter in tens else ''}{rest})"
        for letter, rest in ones.items()
    ]
    return f"(?:{'|'.join(branches)})"


WORD_NUMBER = _word_number()
"""A pattern of any of them; at every letter the longer number, then the words in their order."""


def in_words(printed: str) -> float:
    """The number that words tell; the caller knows that they are one (``WORD_NUMBER``)."""
    return float(sum(IN_WORDS[word] for word in re.split(r"[- ]", printed)))
