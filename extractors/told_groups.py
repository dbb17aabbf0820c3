"""Whom words for several patients mean: those announced together, "both girls", "the other three"."""

import re

from extractors.age_rows import AgeRow
from extractors.anchors import Anchor
from extractors.cases import Case
from extractors.demographics import of_several
from extractors.reading import Sentence
from extractors.told_cases import ToldCases
from schemas.mention import SexMention

# in whose text some are told by their ages, as members of a group
_COHORT = re.compile(
    r"\b(?:median|mean|cohort|registry|retrospective\w*|\d{2,} (?:[a-z-]+ ){0,2}(?:patients|children|cases|families))\b"
)
_GROWN = 18  # years
_UNTOLD = 2  # patients of whom a report numbers, but tells nothing


def announced(told: ToldCases, sentence: Sentence, anchor: Anchor) -> list[Case]:
    """``Two girls were admitted``: as many cases as announced, kept only where something is told of them."""
    row = anchor.row
    abstract = row is not None and sentence.passage.section == "abstract"
    if anchor.count is None or not (told.tells(sentence) or abstract):
        return []
    if told.cases:
        return _told_again(told, sentence, anchor)
    if row is not None and _COHORT.search(sentence.passage.clean.lowered, 0, sentence.first + anchor.start):
        return []
    start, end = sentence.first + anchor.start, sentence.first + anchor.end
    words, evidence = sentence.passage.clean.text[start:end], sentence.evidence(start, end)
    hint = (
        SexMention(sex=anchor.sex, printed=words, evidence=evidence, rule="demographics.series") if anchor.sex else None
    )
    told.announced = [Case(label=f"Case {index + 1}", sex_hint=anchor.sex, hint=hint) for index in range(anchor.count)]
    told.cases += told.announced
    if row is not None:
        told.in_passing = [] if anchor.firm else told.announced
        _add_ages(told.announced, sentence, row)
    return told.announced


def _told_again(told: ToldCases, sentence: Sentence, anchor: Anchor) -> list[Case]:
    """``Two brothers with X``, then ``we report two brothers, aged 8 and 11``: the ages of those announced before."""
    row, known = anchor.row, told.announced
    if row is None or len(row.ages) != len(known) or len(known) != len(told.cases):
        return []
    if any(case.ages or case.number or not case.fits(row.sex, None) for case in known):
        return []
    _add_ages(known, sentence, row)
    return known


def _add_ages(cases: list[Case], sentence: Sentence, row: AgeRow) -> None:
    for case, age in zip(cases, row.ages, strict=True):
        for found in of_several(sentence, age, row.noun_span, row.sex, row.divisor):
            case.add(found.mention, sentence.order)


def members(told: ToldCases, anchor: Anchor) -> list[Case]:
    """The own cases that "both girls", "all five" or "no patient" mean, where they are as many."""
    fit = all(case.fits(anchor.sex, None) for case in told.together)
    if fit and anchor.count is not None and anchor.count == len(told.together):
        return told.together  # "P1 and P5 recovered. In both, ..."
    if anchor.bare:
        return []  # "Both improved": as well the weakness and the rash
    own = [
        case for case in told.cases if case.origin == "own" and (anchor.sex is None or case.sex in (anchor.sex, None))
    ]
    if anchor.count is not None and anchor.count != len(own) and anchor.young:
        young = [case for case in own if case.ages and case.ages[0] < _GROWN]
        own = young if len(young) == anchor.count else own  # "all five children" of seven patients
    if anchor.count is not None and anchor.count != len(own):
        own = [case for case in own if case.mentions]  # a third child who was well is no patient
    if anchor.count is not None and anchor.count != len(own):
        return []
    if anchor.count is None and max((case.number or 0 for case in own), default=0) > len(own) + _UNTOLD:
        return []  # "Patient 17" and "Patient 33" are two of a cohort, and "no patient" is said of all of it
    return own if len(own) > 1 else []


def just_told(told: ToldCases, anchor: Anchor) -> list[Case]:
    """The patients of other papers told right before, where they are as many as "none of the three" says."""
    latest = told.cases[-anchor.count :] if anchor.count else []
    cited = len(latest) == anchor.count and all(case.origin == "cited" for case in latest)
    return latest if cited and told.open == latest[-1:] else []


def rest(told: ToldCases, anchor: Anchor, subjects: list[tuple[Anchor, list[Case]]]) -> list[Case]:
    """``the other three``: the patients beside those named before, where they are as many."""
    named = [case for _, cases in subjects for case in cases] or (told.open if anchor.count else [])
    if anchor.labels:  # "all but Patient 2"
        named = [case for case in told.cases if case.origin == "own" and case.number in anchor.labels]
    rest = [case for case in told.cases if case.origin == "own" and case.mentions and case not in named]
    known = len(rest) > 1 and len(named) == len(anchor.labels) if anchor.labels else anchor.count in (None, len(rest))
    return rest if named and known else []
