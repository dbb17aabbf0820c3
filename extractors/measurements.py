"""Which number belongs to which analyte: the grammar that creatine kinase and the other laboratory values share.

``CK, 9 240 U/L; aldolase, 14 U/L`` · ``AST/ALT 210/185 U/L`` · ``ALT and AST were 93 and 87 U/L, respectively`` ·
``a creatine kinase of 4500`` · ``fell from 6,120 to 480 U/L`` · ``CK (normal 20-200 U/L) was 8000``. A number whose
neighbour is an analyte outside the vocabulary is not taken.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

from extractors.general_bounds import of_nobody, usual
from extractors.lexicon import Hit, analytes
from extractors.measured_units import headed, one_unit, united
from extractors.measurement_links import continued, counted, fits, is_year, linked
from extractors.measurement_words import AGGREGATE, BEFORE, CYTOKERATIN, JOINT, TIGHT, head_of
from extractors.quantities import NO_LEVEL, Quantity
from extractors.reading import Sentence
from extractors.reference_lists import list_of_references
from extractors.value_phases import phase_of_value
from schemas.mention import Level
from schemas.values import Measurement, Phase

Value = TypeVar("Value", bound=Measurement)


@dataclass(frozen=True, slots=True)
class Measured:
    """A quantity claimed by an analyte, with the rule that claimed it."""

    analyte: str
    hit: Hit
    quantity: Quantity
    rule: str
    level: Level
    phase: Phase | None


def measured(sentence: Sentence) -> tuple[Measured, ...]:
    """Every laboratory value of a sentence; analytes outside the scored list are read too, since they claim numbers."""
    hits = [hit for hit in sentence.hits if hit.term.kind == "analyte"]
    if hits and sentence.passage.kind == "cell" and _TIME_HEAD.match(head_of(sentence)):
        return ()
    return _measured(sentence, tuple(hits)) if hits else ()


def _without_references(sentence: Sentence, hits: Sequence[Hit]) -> tuple[Sequence[Hit], list[Quantity]]:
    """The analytes and numbers of a sentence but for those in a list of what is normal."""
    numbers = list(_numbers(sentence))
    if not numbers or sentence.passage.kind == "cell":
        return hits, numbers
    places = [sentence.chars(hit) for hit in hits]
    listed = list_of_references(
        sentence.lowered, [(start - sentence.first, end - sentence.first) for start, end in places]
    )
    if listed is None:
        return hits, numbers
    first, last = (sentence.first + place for place in listed)
    kept = [hit for hit, (start, _) in zip(hits, places, strict=True) if not first <= start < last]
    return kept, [number for number in numbers if not first <= number.start < last]


@lru_cache(maxsize=1)  # creatine kinase and the other values ask one after the other
def _measured(sentence: Sentence, hits: Sequence[Hit]) -> tuple[Measured, ...]:
    return tuple(_claimed(sentence, *_without_references(sentence, hits)))


def _claimed(sentence: Sentence, hits: Sequence[Hit], numbers: list[Quantity]) -> Iterator[Measured]:
    if not numbers:
        return
    taken: set[int] = set()
    claims = [
        *_named_behind(sentence, hits, numbers, taken),
        *_respectively(sentence, hits, numbers, taken),
        *_behind(sentence, hits, numbers, taken),
        *_ahead(sentence, hits, numbers, taken),
    ]
    for hit, number, rule in united(sentence, sorted(claims, key=lambda claim: claim[1].start)):
        level: Level = "group" if _aggregate(sentence, hit, number) else _level(sentence, hit, number)
        yield Measured(hit.term.name, hit, number, rule, level, phase_of_value(sentence, hit, number, numbers))


def _level(sentence: Sentence, hit: Hit, number: Quantity) -> Level:
    """That of its sentence, but for a bound that is of nobody."""
    if sentence.level != "patient" or sentence.passage.kind == "cell":
        return sentence.level
    start, end = (place - sentence.first for place in sentence.chars(hit))
    if number.comparator not in ("<", ">") and number.low is None:
        return "disease" if usual(sentence.lowered, (start, end)) else sentence.level
    nobody = of_nobody(sentence.lowered, (start, end), number.start - sentence.first)
    return "disease" if nobody else sentence.level


def _numbers(sentence: Sentence) -> Iterator[Quantity]:
    """The numbers that may be values: no times, and what stands in the head of a table is the reference range."""
    head = sentence.passage.head if sentence.passage.kind == "cell" else 0
    for number in sentence.quantities:
        if number.kind in NO_LEVEL or (number.unit is None and counted(sentence, number)):
            continue
        if number.reference or number.end > head:
            yield number
        elif number.low is not None:
            yield replace(number, low=None, high=None, ref_low=number.low, ref_high=number.high, reference=True)
        elif number.value is not None and number.comparator in ("<", ">"):
            low, high = (None, number.value) if number.comparator == "<" else (number.value, None)
            yield replace(number, value=None, comparator="=", ref_low=low, ref_high=high, reference=True)


# "Age at first abnormal CK (years)", "Months to normal CK": the cell tells a time, and no level.
_TIME_HEAD = re.compile(
    r"(?:age|time|delay|duration|interval|date|(?:days|weeks|months|years) (?:from|to|until|between|since))\b(?! ?:)"
)
_FOR = re.compile(r" ?for (?:the |serum )?")

Claim = tuple[Hit, Quantity, str]


def _named_behind(sentence: Sentence, hits: Sequence[Hit], numbers: list[Quantity], taken: set[int]) -> list[Claim]:
    """``130 IU/L (normal < 50) for GOT``: the number in front of its analyte, joined by "for"."""
    claims: list[Claim] = []
    for number in numbers if "for " in sentence.lowered else ():
        for hit in hits:
            if (
                not number.reference
                and fits(hit, number)
                and _FOR.fullmatch(sentence.between(number.end, hit.start) or "?")
            ):
                taken.add(number.start)
                claims.append((hit, number, "for"))
                break
    return claims


def _respectively(sentence: Sentence, hits: Sequence[Hit], numbers: list[Quantity], taken: set[int]) -> list[Claim]:
    """As many numbers as analytes, both in a row: the first to the first, the second to the second."""
    claims: list[Claim] = []
    for run in _runs(sentence, hits):
        names = list({hit.term.name: hit for hit in reversed(run)}.values())[::-1]
        end = sentence.chars(run[-1])[1]
        following = [
            number for number in numbers if number.start >= end and number.start not in taken and not number.reference
        ][: len(names)]
        if len(names) < 2 or len(following) < len(names) or not _in_row(sentence, following):
            continue
        nearer = any(end <= sentence.chars(hit)[0] < following[-1].start for hit in hits)
        words = re.sub(r"[);]|\brespectively\b", " ", sentence.between(end, following[0].start))
        if nearer or not TIGHT.fullmatch(words):
            continue
        taken.update(number.start for number in following)
        values = [
            headed(sentence, hit.term.name, number, end, None) for hit, number in zip(names, following, strict=True)
        ]
        claims += [(hit, number, "respectively") for hit, number in zip(names, values, strict=True)]
    return claims


def _runs(sentence: Sentence, hits: Sequence[Hit]) -> Iterator[list[Hit]]:
    run = [hits[0]]
    for left, right in pairwise(hits):
        if JOINT.fullmatch(sentence.between(sentence.chars(left)[1], sentence.chars(right)[0])):
            run.append(right)
            continue
        yield run
        run = [right]
    yield run


def _in_row(sentence: Sentence, numbers: list[Quantity]) -> bool:
    return all(
        re.fullmatch(r"\s*(?:/|and|,|, and|&|;|; and)\s*(?:to )?", sentence.between(left.end, right.start))
        for left, right in pairwise(numbers)
    )


def _behind(sentence: Sentence, hits: Sequence[Hit], numbers: list[Quantity], taken: set[int]) -> Iterator[Claim]:
    """The numbers between an analyte and the next one."""
    for index, hit in enumerate(hits):
        start = sentence.chars(hit)[1]
        other = next((later for later in hits[index + 1 :]), None)
        end = sentence.chars(other)[0] if other else sentence.last
        region = [number for number in numbers if start <= number.start < end and number.start not in taken]
        reference = next((number for number in region[:1] if number.reference), None)
        region = [number for number in region if not number.reference]
        series: list[Quantity] = []
        for number in region:
            if not series and not linked(sentence, hit, start, number, reference):
                continue
            if series and number.unit is None and is_year(sentence, number):
                continue
            if series and _IN_DOSE.match(sentence.between(number.start, min(number.start + 24, sentence.last))):
                continue  # "after prednisolone (1.5 mg/kg) and 240 U/L a year later"
            if series and number.unit == "xULN" and _BESIDE.fullmatch(sentence.between(series[-1].end, number.start)):
                continue  # "11,640 U/L (61 x ULN); a week later it was 12,905 U/L": the same value twice
            if series and not continued(sentence, hit, series[-1], number):
                break
            taken.add(number.start)
            series.append(number if series else headed(sentence, hit.term.name, number, start, reference))
        for place, number in enumerate(one_unit(series)):
            yield hit, number, "series" if place else "behind"


_IN_DOSE = re.compile(
    r"[\d.,]+(?: ?(?:-|to) ?[\d.,]+)? ?(?:mg|g|µg|mcg)(?:(?:/| per )(?:kg|m2|day|d|week|month|dose)\b|"
    r" (?:daily|weekly|monthly|twice|once|a day|every)\b)|\d{1,2} (?:consecutive|successive) days\b"
)


_BESIDE = re.compile(r"[\s(\[,;]*(?:i\.e\.|that is|equal to|equivalent to|corresponding to|or|about|=|~|≈)?,?\s*")


def _ahead(sentence: Sentence, hits: Sequence[Hit], numbers: list[Quantity], taken: set[int]) -> Iterator[Claim]:
    """The number in front of its analyte: ``12,000 U/L of creatine kinase``."""
    for number in numbers:
        if number.start in taken or number.reference or number.unit is None:
            continue
        for hit in hits:
            if fits(hit, number) and BEFORE.fullmatch(sentence.between(number.end, sentence.chars(hit)[0]) or "?"):
                taken.add(number.start)
                yield hit, number, "ahead"


def _aggregate(sentence: Sentence, hit: Hit, number: Quantity) -> bool:
    start = sentence.chars(hit)[0]
    around = sentence.between(max(sentence.first, min(start, number.start) - 25), min(number.end + 4, sentence.last))
    return sentence.passage.kind != "cell" and AGGREGATE.search(around) is not None


def value_of(sentence: Sentence, item: Measured, make: Callable[..., Value], rule: str) -> Value:
    """The value as it is recorded, by the class that ``make`` calls."""
    number, codes = item.quantity, analytes()[item.analyte]
    return make(
        printed=sentence.passage.clean.text[number.start : number.end],
        evidence=sentence.evidence(number.start, number.end),
        rule=f"{rule}.{item.rule}",
        value=number.value,
        low=number.low,
        high=number.high,
        comparator=number.comparator,
        unit=number.unit,
        ref_low=number.ref_low,
        ref_high=number.ref_high,
        phase=item.phase,
        loinc=codes["loinc"] or None,
        ucum=codes["ucum"] or None,
    )


def is_cytokeratin(sentence: Sentence) -> bool:
    """Whether ``CK`` in this sentence is a stain of a pathologist rather than an enzyme."""
    return CYTOKERATIN.search(sentence.lowered) is not None
