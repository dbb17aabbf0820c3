"""Calcium as a drug: ``calcium and vitamin D were added``. Elsewhere it is what a laboratory measures."""

import re

from extractors.lexicon import Hit, Term, drugs
from extractors.reading import Sentence

_CALCIUM = Term("drug", "calcium")
_JOINT = re.compile(r"(?: supplement\w*)? ?(?:,|and|plus|with|/|\+|&|,? as well as) ?(?:oral |daily )?")
_GIVEN = re.compile(r" (?:[a-z]+ )?supplement|(?: [a-z]+)? tablets?\b")


def with_calcium(sentence: Sentence, named: list[Hit]) -> list[Hit]:
    """The drugs named in a sentence, and calcium where it stands beside a vitamin or is called a supplement."""
    taken = [
        Hit(_CALCIUM, hit.start, hit.end)
        for hit in sentence.hits
        if hit.term.kind == "analyte" and hit.term.name == "calcium" and _is_drug(sentence, hit, named)
    ]
    return sorted((*named, *taken), key=lambda hit: hit.start) if taken else named


def _is_drug(sentence: Sentence, calcium: Hit, named: list[Hit]) -> bool:
    if _GIVEN.match(sentence.lowered, calcium.end - sentence.first):
        return True
    vitamins = (hit for hit in named if drugs()[hit.term.name]["class"] == "vitamin or mineral")
    return any(_JOINT.fullmatch(_between(sentence, calcium, vitamin)) for vitamin in vitamins)


def _between(sentence: Sentence, one: Hit, other: Hit) -> str:
    first, last = sorted((one, other), key=lambda hit: hit.start)
    return sentence.between(first.end, last.start)
