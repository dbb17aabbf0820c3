"""What happened with a drug."""

from dataclasses import dataclass

from extractors.reading import Found, Sentence
from schemas.values import EventKind


@dataclass(frozen=True, slots=True)
class Event:
    """An event at the clean characters ``[start, end)``."""

    start: int
    end: int
    kind: EventKind
    rule: str
    to: str | None = None


def find_events(sentence: Sentence, drugs: list[Found]) -> dict[int, list[Event]]:
    return {}
