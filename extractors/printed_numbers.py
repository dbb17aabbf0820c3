"""Numbers as they are printed: thousands by commas, points, apostrophes or spaces, decimals by points or commas."""

import re

from extractors.number_words import IN_WORDS

# A space or a comma with a space parts thousands only where groups of exactly three digits follow.
NUMBER = (
    r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d{1,3}(?:'\d{3})+(?!\d)|"
    r"(?<![Dd]ay )(?<!eek )(?<!nth )(?<!ear )(?<!isit )\d{1,2},[ ]\d{3}(?![\d]|[.,]\d|,? (?:and|or) \d{3}\b)|"
    r"\d{1,3}(?:[ ]\d{3})+(?![\d]|[.,]\d)|\d{1,12}(?:[.,]\d{1,9})?)"
)
THREE_DECIMALS = re.compile(r"[1-9]\d{0,2}\.\d{3}(?!\d)")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_TIMES = {**{word: number for word, number in IN_WORDS.items() if number > 1}, "hundred": 100}
COUNTS = "|".join(sorted(_TIMES, key=len, reverse=True))
"""Numbers in words, as a pattern."""


def parse_number(printed: str, kind: str | None = None) -> float:
    """The value of a printed number.

    ``7 350`` and ``7,350`` are thousands; ``0,01`` and ``7,5`` decimals; ``7.350`` is thousands for enzyme
    activities only, since no laboratory prints those to three decimals.
    """
    if printed in _TIMES:
        return float(_TIMES[printed])
    digits = printed.replace(" ", "").replace("'", "")
    if _GROUPED.fullmatch(digits) and not digits.startswith("0"):
        return float(digits.replace(",", ""))
    if kind == "enzyme" and THREE_DECIMALS.fullmatch(digits):
        return float(digits.replace(".", ""))
    return float(digits.replace(",", "."))
