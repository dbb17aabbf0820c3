"""The measures of cohort findings (annotation guideline, section 2): named clinical ones, antibodies and drugs."""

import re
from dataclasses import dataclass, replace

from extractors.antibody_names import PANELS
from extractors.gates import Gated, any_of, words_of
from extractors.number_words import WORD_NUMBER
from extractors.overlaps import keep
from extractors.reading import Sentence

_SHARE_BEHIND = rf"(?=(?: \([^()]{{3,40}}\)|,[^,;.()]{{3,50}},)? in (?:\d|{WORD_NUMBER}))"
NAMED = {
    "sex_female": r"\b(?:females?|girls|women)\b(?! ?(?:/|:|-to-|to male))",
    "sex_male": r"\b(?<!fe)males?\b|\bboys\b|\bmen\b",
    "age_at_onset": r"\b(?:age (?:at|of) (?:disease )?(?:onset|diagnosis|presentation|first symptoms?)|onset age|age|"
    r"ages|(?<!from )(?<!since )(?<!after )onset(?! (?:to|until)\b))\b",
    "follow_up": r"\b(?:later course|observation (?:time|period))\b|\bfollow(?:ed)?[ -]?up(?: (?:duration|period|"
    r"time|data|interval))?\b",
    "ck": r"\b(?:creatine (?:phospho)?kinase|creatinine (?:phospho)?kinase|ck|cpk)(?: levels?| values?)?\b",
    "cmas": r"\bcmas\b",
    "seronegative": r"\b(?:sero-?negative|sero-?negativity|antibody-negative)\b|"
    r"\bneither (?:antibody|of (?:them|these|the two))(?= (?:was|were|could))|"
    r"\bno (?:(?:known|detectable|identifiable|detected|identified|associated|myositis[ -](?:specific|associated)|"
    r"specific) "
    r"){0,3}(?:auto)?antibod(?:y|ies)\b"
    r"(?: (?:was|were|could be) (?:found|detected|identified))?|"
    r"\bwithout (?:(?:either|any|an?|known|detectable|identified|myositis[ -]specific) "
    r"){1,3}(?:auto)?antibod(?:y|ies)\b|"
    r"\bnegative for (?:both|either)(?: antibod(?:y|ies))?\b|"
    r"(?:(?<=had )|(?<=for )|(?<=with ))neither(?: antibody| of them)?(?=[.,;]|$| \()",
    "multiple_immunotherapies": r"\b(?:two|three|2|3|at least (?:two|three)|more than (?:one|two)|≥ ?[23])"
    r"(?: or more)? (?:immuno?\w+ (?:drugs|agents|therap\w+|treatments?)|immunosuppress\w+|immunotherap(?:y|ies)|"
    r"drugs|agents)\b(?: or more\b)?|"
    r"\bmultiple immun(?:otherap\w+|osuppressants?|osuppressive (?:drugs|therap\w+))",
    "refractory": r"\b(?:refractory|treatment-resistant|not responsive|non-?responders?|failed to respond|"
    r"did not respond)\b",
    "imnm": r"\b(?:j?imnm|immune[ -]mediated necroti[sz]ing myopath(?:y|ies))\b",
    "subacute_onset": r"\b(?:onset (?:was |being )?)?sub-?acute(?:[ -]onset| course| disease course|"
    + _SHARE_BEHIND
    + ")"
    r"|\bonset (?:was |being )sub-?acute\b(?! (?:\(|in\b|to\b|or\b))",
    "insidious_onset": r"\b(?:onset (?:was |being )?)?insidious(?:[ -]onset| course| disease course|"
    + _SHARE_BEHIND
    + ")"
    r"|\bonset (?:was |being )insidious\b(?! (?:\(|in\b|to\b|or\b))",
    "chronic_onset": r"\bchronic(?:[ -]onset| course| disease course)\b|"
    r"\bonset (?:was |being )?chronic(?:" + _SHARE_BEHIND + r")|\bchronic" + _SHARE_BEHIND,
    "proximal_weakness": r"\bweakness (?:was|being) (?:(?:predominantly|mainly|mostly|symmetrical(?:ly)?|"
    r"always) )?proximal\b|\bproximal (?:muscle )?weakness\b",
    "cutaneous_involvement": r"\b(?:cutaneous|skin) (?:involvement|manifestations?|lesions?|rash(?:es)?|changes|signs|"
    r"findings|features|disease)\b|\brash(?:es)?\b|\bskin was involved\b",
}
"""The words of each measure that is no drug or antibody, as patterns."""
_OF_ONSET = re.compile(r"\bonset\b|\b(?:sub)?-?acute\b")  # what else is chronic is no way to begin
_ANTI = re.compile(r"\banti[\s-]{0,2}$")
CENTRED = ("age_at_onset", "follow_up", "ck", "cmas")
"""The measures that are told in means and ranges, never in shares."""

_PATTERNS = {name: Gated(pattern) for name, pattern in NAMED.items()}
_ANY = any_of(_PATTERNS.values())


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure named at ``[start, end)`` of the sentence's own text."""

    name: str
    start: int
    end: int
    drug: bool = False


def find_measures(sentence: Sentence) -> list[Measure]:
    """The measures of a sentence in order; of overlapping ones the longest."""
    found = []
    seen = words_of(sentence.lowered)
    if _ANY.opens(seen):
        found = [
            Measure(name, *match.span())
            for name, pattern in _PATTERNS.items()
            if pattern.gate.opens(seen)
            for match in pattern.compiled.finditer(sentence.lowered)
            if match.group() != "chronic" or _OF_ONSET.search(sentence.lowered)
        ]
    for hit in sentence.hits:
        if hit.term.kind in ("antibody", "drug"):
            start, end = (position - sentence.first for position in sentence.chars(hit))
            anti = _ANTI.search(sentence.lowered[:start]) if hit.term.kind == "antibody" else None
            found.append(Measure(hit.term.name, anti.start() if anti else start, end, hit.term.kind == "drug"))
    kept: list[Measure] = []
    for measure in sorted(found, key=lambda item: (item.start - item.end, item.start)):
        keep(kept, measure)
    return kept if len(kept) < 2 else _without_echoes(sentence.lowered, kept)


def _without_echoes(text: str, measures: list[Measure]) -> list[Measure]:
    """The measures in order; "anti-SRP autoantibodies" is one, as far as the end of both words."""
    kept: list[Measure] = []
    for measure in measures:
        if measure.name in PANELS and kept and not text[kept[-1].end : measure.start].strip(" -"):
            kept[-1] = replace(kept[-1], end=measure.end)
        else:
            kept.append(measure)
    return kept
