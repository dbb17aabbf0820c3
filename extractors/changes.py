"""Numbers beside an analyte that are no level of it: by how much it changed, how often or on which day it was taken.

``fell by 4,200 U/L`` · ``reduced 10-fold`` · ``measured 12 times`` · ``on day 4``. And the opposite: ``elevated
20-fold`` is a level, in multiples of normal. And what stands between the numbers of one course.
"""

import re
from typing import Literal

_CHANGED = (
    r"(?:f[ae]ll(?:en|s|ing)?|dropp?\w*|decreas\w+|declin\w+|reduc\w+|diminish\w+|r[oi]se[ns]?|rising|increas\w+|"
    r"improv\w+|lower\w*|chang\w+|differ\w+|climb\w*)"
)
_BY = re.compile(
    rf"\b(?:{_CHANGED}(?: \w+){{0,2}} by|(?:decrease|reduction|drop|fall|decline|change|difference) of)"
    r" (?:(?:a|an|another|further|more than|less than|over|about|around|approximately|nearly|almost|only) )*$"
)
_DATED = re.compile(r"\b(?:day|days|week|month|visit|hour|cycle|pod|hd|age|aged|the age of|(?<=he )was|turned)[ ]#?$")
_RAISED = re.compile(
    r"\b(?:elevat\w+|raised|above normal|(?:was|were|is|be|been) (?:\w+ly )?increased)"
    r"(?: (?:up|to|by|at|more|than|over|about|around|approximately|nearly|almost|a|an|some|of))*$"
)

# "12,000 (d1), 8,400 (d3)", "14,200 -> 6,100", "D2 45,000 -> D5 12,300": bare numbers of one course.
_WHEN = (
    r"(?:(?:on |by |at |hospital )?(?:d|day|hd|pod|wk|week|w|month|mo|m)[ .]?\d{1,3}|"
    r"(?:at|after|by|in) (?:\d{1,2}|one|two|three|four|five|six|nine|ten|twelve|eighteen) "
    r"(?:days?|weeks?|months?|years?)|"
    r"(?:at|by|in|after) the (?:first|second|third|fourth|fifth|sixth|ninth|twelfth|\d{1,2}(?:st|nd|rd|th)) "
    r"(?:day|week|month|year|visit)|"
    r"(?:at|on|before|after|upon) (?:the )?(?:admission|presentation|onset|diagnosis|discharge|baseline|relapse|"
    r"referral|treatment|(?:last )?follow[- ]?up))"
)
COURSE = re.compile(
    rf"\s*\(?{_WHEN}\)?\s*(?:[,;](?: and| then)?|,? and|,? then)\s*(?:{_WHEN}[:,]?|to\b)?\s*|"
    rf"\s*(?:\({_WHEN}\))?\s*(?:→|->|=>|>|,?(?: (?:and|then|finally|later|eventually|subsequently|down|up))*? to\b|"
    rf"[,;](?=\s*{_WHEN}))\s*(?:{_WHEN}[:,]?)?\s*"
)

REACH = 60
"""Characters ahead of a number that are looked at."""


def role(ahead: str, *, folds: bool, multiple: bool) -> Literal["change", "time", "multiple"] | None:
    """What a number is when it is no plain value, by the words ahead of it; None for a value.

    ``folds``: "fold" or "times" stands behind it and nothing that it is a multiple of; ``multiple``: that is told.
    """
    words = ahead.lower().rstrip("~<>≥≤")
    if folds:
        return "multiple" if _RAISED.search(words.rstrip()) else "change"
    if multiple:
        return None
    if dated(words):
        return "time"
    return "change" if _BY.search(words.rstrip() + " ") else None


def dated(ahead: str) -> bool:
    """Whether the words ahead of a number make it a day, a week, a visit."""
    return _DATED.search(ahead.lower()) is not None
