"""Abbreviations that only this article uses: ``DHL: lactic dehydrogenase``, ``prednisolone (PNL)``.

Each stands for the drug, analyte or antibody that its long form names, wherever the article prints it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from extractors.abbreviations import by_route
from extractors.lexicon import Hit, Lexicon, Term

# What may stand beside the name in a long form: "pulsed methylprednisolone therapy", "serum aldolase level".
_BESIDE = {
    "drug": r"intravenous|oral|subcutaneous|high|low|dose|daily|weekly|pulsed?|pulses|bolus(?:es)?|therapy|treatment|"
    r"infusions?",
    "analyte": r"serum|total|plasma|levels?|activity|concentration",
    "antibody": r"anti|auto|antibod(?:y|ies)|autoantibod(?:y|ies)|serum",
}
_CAPITALS = 2  # at least: "Arm" and "Type" are words


@dataclass(frozen=True, slots=True)
class Coined:
    """The terms of an article's own abbreviations, and the pattern that finds these."""

    terms: Mapping[str, Term]
    pattern: re.Pattern[str]


def coined(defined: Mapping[str, str], words: Lexicon) -> Coined | None:
    """The abbreviations of an article that the vocabulary does not know and whose long form it knows; else None."""
    terms = {
        short: term
        for short, long in defined.items()
        if sum(map(str.isupper, short)) >= _CAPITALS
        and not words.find(short)
        and (term := _meant(long, words)) is not None
    }
    if not terms:
        return None
    longest_first = sorted(terms, key=len, reverse=True)
    return Coined(terms, re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])"))


def _meant(long: str, words: Lexicon) -> Term | None:
    """The one term that a long form is, but for words like "serum" and "therapy"."""
    hits = words.find(long)
    if len(hits) != 1 or hits[0].term.kind not in _BESIDE or hits[0].term.sense in ("defined", "weak"):
        return None
    hit = hits[0]
    rest = f"{long[: hit.start]} {long[hit.end :]}".lower()
    if not re.fullmatch(rf"(?:\b(?:{_BESIDE[hit.term.kind]})\b|[\s-])*", rest):
        return None
    if hit.term.kind == "antibody":  # "AHA: anti-HMGCR antibody": of the antibody, where "HMGCR" alone may be a target
        return replace(hit.term, sense="sure") if "anti" in long.lower() else None
    return by_route(hit.term, long)


def with_coined(hits: list[Hit], text: str, own: Coined | None) -> list[Hit]:
    """The hits of a text with those of the article's own abbreviations, in order, none overlapping."""
    if own is None or (found := list(own.pattern.finditer(text))) == []:
        return hits
    more = [
        Hit(own.terms[match.group()], match.start(), match.end())
        for match in found
        if all(hit.end <= match.start() or match.end() <= hit.start for hit in hits)
    ]
    return sorted([*hits, *more], key=lambda hit: hit.start)
