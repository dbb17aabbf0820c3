"""The peak of a creatine kinase that runs up within days: ``On day 4 it reached 22,000 U/L``, the highest of all.

No word calls it so; that it rose, from a lower value and within days, and that no value is higher, does.
"""

import re

from extractors.cases import Case
from extractors.reading import Sentence
from schemas.mention import CkMention
from schemas.values import CkValue

_RAN_UP = re.compile(
    r"(?<!had )\b(?:rose|rising|climb(?:ed|ing)|reach(?:ed|ing)|increas(?:ed|ing)|soared|surged|shot up|went up|"
    r"jumped|ran up)\b(?: (?:further|again|rapidly|sharply|steeply|transiently|progressively|steadily))?"
    r"(?: (?:to|up to|as high as|above|beyond))?(?: (?:more than|over|about|nearly|almost|a value of|values of|a level "
    r"of|levels of))?\s?[<>~≈]?\s?$"
)
_WITHIN_DAYS = 14
_SAME_DAY = re.compile(
    r"\b(?:(?:next|following) (?:day|morning|evening)|within hours|\d+ ?(?:h|hours|hrs)\b|overnight)"
)


def tell_peak(case: Case, sentences: list[Sentence]) -> None:
    """Call the highest creatine kinase of a case its peak, where prose tells that it ran up to it within days."""
    told = [mention.value for mention in case.mentions if isinstance(mention, CkMention)]
    if any(value.phase == "peak" for value in told):
        return
    for place, (mention, order) in enumerate(zip(case.mentions, case.orders, strict=True)):
        if not isinstance(mention, CkMention) or mention.value.phase == "relapse":
            continue
        sentence, value = sentences[order], mention.value
        if sentence.passage.kind != "prose" or not _is_highest(value, told):
            continue
        ahead = sentence.lowered[: max(sentence.text.find(value.printed), 0)]
        if _RAN_UP.search(ahead[-80:]) and _within_days(value, ahead):
            case.mentions[place] = mention.model_copy(update={"value": value.model_copy(update={"phase": "peak"})})


def _is_highest(value: CkValue, told: list[CkValue]) -> bool:
    """Whether a value is higher than another, and none of the case is higher than it, all in one unit."""
    if value.value is None or any(other.unit != value.unit for other in told):
        return False
    others = [other.value for other in told if other.value is not None]
    return min(others) < value.value == max(others)


def _within_days(value: CkValue, ahead: str) -> bool:
    days = value.time.days if value.time else None
    return (days is not None and 0 < days <= _WITHIN_DAYS) or _SAME_DAY.search(ahead[-60:]) is not None
