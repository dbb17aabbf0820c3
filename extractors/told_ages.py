"""The ages told of a patient, the most fitting first: at onset, at presentation, at diagnosis, then any other."""

import re

from extractors.cases import Case
from extractors.demographics import POINT
from schemas.mention import AgeMention, SexMention

_ORDER = {"onset": 0, "presentation": 1, "diagnosis": 2, "other": 3}
_GROWN = re.compile(r"(?:wo)?man|lady|gentleman|mrs?|housewife|widow(?:er)?|husband|wife|mother|father")
_ADULT = 15  # years


def ages_of(case: Case, started: int | None) -> list[AgeMention]:
    """The ages of a case, in order; ``started``: the place of the sentence of the first drug, None without any.

    What may be a time of the course is an age only ahead of any treatment, and of nobody who is grown by then.
    """
    told = [(m, order) for m, order in zip(case.mentions, case.orders, strict=True) if isinstance(m, AgeMention)]
    if any(mention.rule == POINT for mention, _ in told):
        grown = any(isinstance(m, SexMention) and _GROWN.fullmatch(m.printed.lower()) for m in case.mentions)
        firm = min((m.age_years for m, _ in told if m.rule != POINT and m.at != "other"), default=None)
        told = [
            (mention, order)
            for mention, order in told
            if mention.rule != POINT
            or not (
                _is_later(mention, firm)
                or (started is not None and order > started)
                or (grown and mention.age_years < _ADULT)
            )
        ]
    return sorted((mention for mention, _ in told), key=lambda mention: _ORDER[mention.at])


def _is_later(point: AgeMention, firm: float | None) -> bool:
    """Whether an age is told that is surer: of two the earlier, where the illness is told to have begun at it."""
    return firm is not None and (point.at != "onset" or point.age_years >= firm)
