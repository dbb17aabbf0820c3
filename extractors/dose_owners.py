"""Whose a dose is among the drugs of a sentence: of the one it is "of", else of the one before, else of the next.

``15 mg of methotrexate and prednisone 40 mg daily`` · ``haloperidol, 5 mg daily, and promethazine``.
"""

import re
from dataclasses import replace

from extractors.dose_words import goes_with, is_average, is_cap, is_fluid, is_of_the_other
from extractors.doses import PrintedDose
from extractors.drug_clauses import is_step, taken_daily
from extractors.drug_routes import ADJECTIVE, ROUTE
from extractors.lexicon import Hit
from extractors.reading import Sentence

_NEXT_OF = re.compile(
    rf"\s*(?:(?:daily|weekly|monthly|once|twice|per|a|day|week|each|dose|doses|total|bolus|boluses|"
    rf"pulses?|infusions?|injections?|tablets?)\s+)*(?:of|dose of)"
    rf"\s+(?:(?:{ROUTE.replace('?P<r', '?P<x')}|the|an?|pulse|\d[\d.]* ?(?:%|per ?cent)|{ADJECTIVE})\s*)*"
)
_NEXT = re.compile(rf"\s*(?:\(?(?:{ROUTE.replace('?P<r', '?P<y')})\)?\s*|{ADJECTIVE}|\s)*")
_APART = re.compile(r"\s*\)?\s*(?:[,;-]|(?:and|with|plus|alongside)\b)")
_COMES_WITH = re.compile(r",? (?:with|plus|alongside) ")  # "1 g daily, with inhaled pentamidine"
_CLOSE = 30  # characters behind an amount
_ON_TO = re.compile(r"\s*(?:and )?(?:up |down )?to\s*")  # "raised from 5 mg to 40 mg daily, and rituximab was repeated"
# "was increased to 0.5 mg/kg, the IVIG was repeated": behind the comma another clause begins.
_CLAUSE_AHEAD = re.compile(r"\s*\)?(?:,\s*(?:and |while )?|\s+(?:and|while|but)\s+)(?:the |her |his )?")
_VERB_BEHIND = re.compile(r"\s(?:was|were|had|is|could|being)\b")
_PREDICATED = re.compile(
    r"\b(?:raised|increased|reduced|tapered|lowered|decreased|weaned|continued)\b|"
    r"\b(?:was|were|been|be|is|being) [^,;()]{2,60}\b(?:at|to|with|of|below|above|on|in|until)(?: \w+){0,4} $"
)
# "Prednisone was started; the dose was tapered from 40 mg": behind the break it goes on with the drug.
_SAME_DRUG = re.compile(r"; (?:it|this|the dos(?:e|age)|its dose)(?= (?:was|had been|could be)\b)")
_PREVIOUS_BREAK = re.compile(r";|\bfollowed by\b|\bthen (?:with|by)\b")
# "IVIG was added because CK was still 6,120 U/L, and was continued at 2 g/kg": behind the reason the drug goes on.
_GOES_ON = re.compile(
    r"\b(?:and|but) (?:(?:was|were) )?(?:then |later |thereafter )?(?:continued|repeated|resumed|maintained|restarted)"
    r" (?:at|with|in)(?: a dos(?:e|age) of)? $"
)
# "azathioprine (AZA; 50 mg/day)": the bracket begins with the short form of the drug
_SHORT_FORM = re.compile(r"\s*[(\[][\w./-]{2,12}\s?[;:]\s*")
_NEAR = 12  # characters between a drug and the dose that is printed right behind it


def owners_of(sentence: Sentence, hits: list[Hit], doses: list[PrintedDose]) -> list[int | None]:
    """For each dose the index of its drug: the one it is a dose "of", else the one before it, else behind it."""
    spans = [sentence.chars(hit) for hit in hits]
    if "respectively" in sentence.lowered and len(doses) == len(hits) and doses and spans[-1][1] <= doses[0].start:
        return list(range(len(hits)))
    owners: list[int | None] = []
    for position, dose in enumerate(doses):
        before = next((index for index in reversed(range(len(spans))) if spans[index][1] <= dose.start), None)
        behind = next((index for index in range(len(spans)) if spans[index][0] >= dose.end), None)
        gap = None if before is None else sentence.between(spans[before][1], dose.start)
        ahead = None if behind is None else sentence.between(dose.end, spans[behind][0])
        if gap is not None and _of_none(sentence, doses, position, gap):
            owners.append(None)
            continue
        if (
            gap is not None
            and before
            and is_of_the_other(sentence.between(spans[before - 1][1], spans[before][0]), gap)
        ):
            owners.append(before - 1)
            continue
        on_to = position > 0 and before is not None and owners[-1] == before
        if on_to and _ON_TO.fullmatch(sentence.between(doses[position - 1].end, dose.start)):
            owners.append(before)
        elif ahead is not None and (
            _NEXT_OF.fullmatch(ahead) or _bracketed(sentence, gap, ahead, spans[behind or 0][1])
        ):
            owners.append(behind)
        elif (
            gap is not None
            and before is not None
            and _follows(
                gap,
                position,
                owners,
                before,
                ahead,
                parted=_has_its_own(spans, doses, position, behind, ahead)
                or _new_clause(sentence, gap, ahead, spans[behind or 0][1]),
            )
        ):
            owners.append(before)
        elif ahead is not None and len(ahead) < 45 and _NEXT.fullmatch(ahead) and not _COMES_WITH.match(ahead):
            owners.append(behind)
        else:
            owners.append(None)
    return owners


def each_daily(
    sentence: Sentence, spans: list[tuple[int, int]], doses: list[PrintedDose], owners: list[int | None]
) -> list[PrintedDose]:
    """The doses, each ``per`` day where only the last of its list is told so: ``X 5 mg and Y 100 mg daily``."""
    told = list(doses)
    for place in reversed(range(len(told) - 1)):
        owner, following, (dose, behind) = owners[place], owners[place + 1], told[place : place + 2]
        if owner is None or following != owner + 1 or dose.per or dose.basis or behind.per != "day":
            continue
        printed = sentence.between(behind.start, behind.end)
        shared = taken_daily(sentence.between(dose.end, spans[following][0]), printed)
        if shared or (place + 2 < len(told) and told[place + 1].per != doses[place + 1].per):
            told[place] = replace(dose, per="day")
    return told


def _of_none(sentence: Sentence, doses: list[PrintedDose], position: int, gap: str) -> bool:
    """Whether an amount is no dose that anybody got: a bound, an average, a volume of fluid."""
    dose = doses[position]
    if is_average(gap):
        return True
    if is_step(gap, sentence.between(dose.end, min(dose.end + _CLOSE, sentence.last))):
        return True
    if dose.unit == "mL" and is_fluid(gap, sentence.between(dose.end, min(dose.end + _CLOSE, sentence.last))):
        return True
    before = doses[position - 1] if position else None
    weighed = before is not None and before.basis is not None and dose.basis is None
    return weighed and before is not None and is_cap(sentence.between(before.end, dose.start))


def _bracketed(sentence: Sentence, gap: str | None, ahead: str, end: int) -> bool:
    """``steroids (2 mg/kg prednisolone)``: dose and name fill the bracket behind another name."""
    return gap is not None and gap.strip() == "(" and not ahead.strip() and sentence.between(end, end + 1) == ")"


def _new_clause(sentence: Sentence, gap: str, ahead: str | None, end: int) -> bool:
    """Whether the drug that ends at ``end`` opens a clause of its own behind the dose of the one before."""
    opens = ahead is not None and _CLAUSE_AHEAD.fullmatch(ahead) and _PREDICATED.search(gap)
    return bool(opens) and _VERB_BEHIND.match(sentence.between(end, min(end + _NEAR, sentence.last))) is not None


def _has_its_own(
    spans: list[tuple[int, int]], doses: list[PrintedDose], position: int, behind: int | None, ahead: str | None
) -> bool:
    """``X was raised to 60 mg daily, and Y 2.5 mg/kg was added``: the next drug, told apart, has a dose of its own."""
    if behind is None or ahead is None or position + 1 == len(doses) or not _APART.match(ahead):
        return False
    until = spans[behind + 1][0] if behind + 1 < len(spans) else doses[position + 1].end
    return spans[behind][1] <= doses[position + 1].start < min(until, spans[behind][1] + _NEAR)


def _follows(
    gap: str, position: int, owners: list[int | None], before: int, ahead: str | None, *, parted: bool
) -> bool:
    """Whether a dose behind a drug is a dose of it; ``parted``: the drug behind it has a dose of its own."""
    if _SHORT_FORM.fullmatch(gap):
        return True
    earlier = position > 0 and owners[position - 1] == before
    gap = _SAME_DRUG.sub(",", gap)
    if len(gap) > (160 if earlier or _GOES_ON.search(gap) else 90) or (
        _PREVIOUS_BREAK.search(gap.rsplit(")", maxsplit=1)[-1]) and not earlier
    ):
        return False
    close = re.fullmatch(r"[\s(,:\[-]*(?:at |at a dos(?:e|age) of |dose of )?", gap) is not None
    comes = ahead is not None and _NEXT.fullmatch(ahead) is not None and len(ahead) < 30
    enclosed = (
        gap.strip() == "," and _APART.match(ahead or "") is not None
    )  # "haloperidol, 5 mg daily, and promethazine"
    if comes and (not close or "," in gap) and not (parted or enclosed) and not goes_with(gap, ahead or ""):
        return False
    return not re.search(
        r"\b(?:creatinine|proteinuria|albumin|h(?:a)?emoglobin|urea|glucose|weigh\w+|stone|mass|nodule|"
        r"secretion|excretion)\b",
        gap,
    )
