"""Shares compared with one told before: ``similar to the 5% of one centre``, ``This is above the 2.9% of others``."""

import re
from collections.abc import Iterator

from extractors.cohort_between import Share
from extractors.gates import Gated
from extractors.measures import NAMED, Measure
from extractors.printed_numbers import NUMBER, parse_number
from extractors.reading import Sentence

_LIKE = (
    r"(?:than|(?:similar|close|comparable|identical|contrary|in contrast|compared|opposed) (?:to|with)|in line with|"
    r"like|unlike|as in|against|above|below|exceeds|exceeded|matches|matched|contrasts with|agrees with|resembles)"
    r" (?:only |just |about )?(?:the |an? |that |those )?(?:(?:figure|rate|share|proportion|prevalence|frequency|"
    r"percentage)s? )?(?:of )?(?:only |just |about |approximately )?"
)
LIKE_ANOTHER = re.compile(rf"[^.;:%]{{0,100}}?\b{_LIKE}")
"""The words between a share and another that it is compared with."""
OF_ANOTHER = re.compile(
    r"\s?(?:reported|published|found|described|seen|observed|noted|given|recorded|from|in|of|among|by|for)\b"
)
"""The words behind it that say whose it is."""
_THIS_IS = Gated(
    r"^(?:this|that|these|our|the|such an?) (?:(?:figure|proportion|share|rate|prevalence|frequency|percentage)s? )?"
    rf"(?:(?:\w+ )?(?:is|was|are|were|lies)\b[^.;:%]{{0,40}}?\b)?{_LIKE}"
    rf"(?P<percent>{NUMBER}) ?(?:%|per ?cent)"
)
_AGAIN = re.compile(
    rf"(?:[^.;:%\d]|\[\d{{1,3}}\]|\(\d{{1,3}}\)){{0,80}}?\b{_LIKE}(?P<percent>{NUMBER}) ?(?:%|per ?cent)"
)
_IMNM = re.compile(NAMED["imnm"])
_LAST = re.compile(r"(?:[^.;]|\.(?=\d))*%[^;]{0,160}$")


def find_shares_taken_up(sentence: Sentence, text: str, measures: list[Measure]) -> Iterator[tuple[str, Share]]:
    """The shares that a sentence compares with that of the sentence before, and what they are of."""
    match = None if measures else _THIS_IS.search(text)
    name = _told_before(sentence) if match else None
    while match is not None and name is not None:
        yield name, Share(*match.span("percent"), parse_number(match["percent"]), None, None, bracketed=False)
        match = _AGAIN.match(text, match.end())


def _told_before(sentence: Sentence) -> str | None:
    """What the share of the sentence before was of, where it can only be one thing."""
    text = sentence.passage.clean.lowered
    before = _LAST.search(text[max(0, sentence.first - 300) : sentence.first].rstrip(" ."))
    if before is None:
        return None
    names = {hit.term.name for hit in sentence.earlier if hit.term.kind in ("antibody", "drug")}
    if _IMNM.search(before.group()):
        names = {"imnm"}
    return names.pop() if len(names) == 1 else None
