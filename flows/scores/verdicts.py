"""Gives every fact that found no partner in its own case a verdict (annotation guideline, section 3).

The order of the rules is their precedence: a right number with a wrong unit, a fact of another case, a group's fact,
a wrong value, and only then missed and spurious.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from flows.scores.facts import Fact, agrees, distance, unit_differs
from schemas.diff import Field, Verdict
from schemas.gold import GoldRecord

_ONE_SLOT = {"sex", "ck_phase"}  # few values to choose from: the same one on another case is no sign of a mix-up
_NAMED = {"antibodies", "drugs"}  # the name alone tells what is meant
_GROUP_MEASURES = {"ck": "ck", "age": "age_at_onset", "cmas": "cmas"}
_TOLD_OF_NOBODY = {"ck", "labs", "antibodies", "drugs", "doses"}
_NUMBER = re.compile(r"\d+(?:[ ,\u2009\u202f]\d{3})*(?:\.\d+)?")
_CK = re.compile(r"\b(?:CP?K|creatine? (?:phospho)?kinase)\b", re.IGNORECASE)


class Counts(NamedTuple):
    """Facts found and right, found and not right, not found."""

    true_positive: int = 0
    false_positive: int = 0
    false_negative: int = 0


@dataclass(frozen=True)
class Outcome:
    """One verdict over one fact of ``case`` (None: a group's).

    ``owner``: the case whose fact it is in gold, where that is another one. ``lost``: False when gold's fact was also
    found where it belongs, and stands here only to show whose it is.
    """

    field: Field
    verdict: Verdict
    case: str | None
    gold: Fact | None = None
    found: Fact | None = None
    owner: str | None = None
    lost: bool = True

    @property
    def counts(self) -> Counts:
        """What the verdict adds to the score: a wrong value is a false positive and a false negative."""
        if self.verdict == "match":
            return Counts(true_positive=1)
        return Counts(0, int(self.found is not None), int(self.gold is not None and self.lost))


class Placed(NamedTuple):
    """A fact with its case; ``place`` numbers the pair of cases, or the case that stays alone."""

    place: int
    case: str | None
    fact: Fact


Relation = Callable[[Placed, Placed], bool]


def judge_loose(
    missed: Iterable[Placed], extra: Iterable[Placed], known: Iterable[Placed], gold: GoldRecord
) -> list[Outcome]:
    """One verdict for each fact that only gold has (``missed``) or that was only extracted (``extra``).

    ``known`` are all of gold's facts, ``gold`` the record with the cohort findings and traps of the document.
    """
    lost, surplus = list(missed), list(extra)
    outcomes = _take(lost, surplus, _same_case(unit_differs), "wrong_unit")
    outcomes += _take(lost, surplus, _same_case(_one_slot), "wrong_value")
    outcomes += _take(lost, surplus, _of_another_case, "wrong_patient")
    outcomes += _take(lost, surplus, _same_case(_named_alike), "wrong_value")
    nobodys = [extra for extra in surplus if is_no_patients(extra.fact, gold)]
    outcomes += [_alone("cohort_as_patient", extra) for extra in nobodys]
    surplus = [extra for extra in surplus if extra not in nobodys]
    outcomes += _take(lost, surplus, _same_case(_of_one_kind), "wrong_value")
    outcomes += [Outcome(fact.field, "missed", case, gold=fact) for _, case, fact in lost]
    return outcomes + _judge_surplus(surplus, list(known))


def is_no_patients(fact: Fact, gold: GoldRecord) -> bool:
    """True when gold tells that an extracted fact is a group's or nobody's.

    So it is when the document has no patient, when its numbers are those of a cohort finding, or when one of the
    document's traps (``not_patient_facts``) names it.
    """
    if fact.field == "cohort":
        return False
    if all(case.optional for case in gold.cases):
        return True
    numbers = {number for number in fact.numbers.values() if number is not None}
    groups = [finding for finding in gold.cohort if finding.measure == _GROUP_MEASURES.get(fact.field)]
    if numbers and any(numbers <= {finding.value, finding.low, finding.high} for finding in groups):
        return True
    return fact.field in _TOLD_OF_NOBODY and any(_tells(line, fact, numbers) for line in gold.not_patient_facts)


def _tells(line: str, fact: Fact, numbers: set[float]) -> bool:
    """True when a trap's line has the fact's name as a word and all of its numbers."""
    name = re.escape(fact.name.removeprefix("anti-"))
    named = _CK.search(line) if fact.field == "ck" else re.search(rf"(?<!\w){name}(?!\w|-\d)", line, re.IGNORECASE)
    told = {float(re.sub(r"[^\d.]", "", number)) for number in _NUMBER.findall(line)}
    return named is not None and numbers <= told


def _judge_surplus(surplus: Iterable[Placed], known: list[Placed]) -> list[Outcome]:
    """The facts that nothing was missed for: another case's, told here as well, or spurious."""
    outcomes = []
    for extra in surplus:
        owner = next((gold for gold in known if _of_another_case(gold, extra)), None)
        if owner is None:
            outcomes.append(_alone("spurious", extra))
        else:
            kind, case = extra.fact.field, extra.case
            outcomes.append(Outcome(kind, "wrong_patient", case, owner.fact, extra.fact, owner.case, lost=False))
    return outcomes


def _alone(verdict: Verdict, extra: Placed) -> Outcome:
    return Outcome(extra.fact.field, verdict, extra.case, found=extra.fact)


def _take(lost: list[Placed], surplus: list[Placed], relation: Relation, verdict: Verdict) -> list[Outcome]:
    """Pair what is related, the nearest numbers first, and take it out of both lists."""
    related = [(gold, extra) for gold in lost for extra in surplus if relation(gold, extra)]
    related.sort(key=lambda pair: distance(pair[0].fact, pair[1].fact))
    outcomes = []
    for gold, extra in related:
        if gold in lost and extra in surplus:
            lost.remove(gold)
            surplus.remove(extra)
            owner = gold.case if gold.place != extra.place else None
            outcomes.append(Outcome(gold.fact.field, verdict, extra.case, gold.fact, extra.fact, owner))
    return outcomes


def _same_case(relation: Callable[[Fact, Fact], bool]) -> Relation:
    return lambda gold, extra: gold.place == extra.place and relation(gold.fact, extra.fact)


def _of_another_case(gold: Placed, extra: Placed) -> bool:
    return gold.place != extra.place and extra.fact.field not in _ONE_SLOT and agrees(gold.fact, extra.fact)


def _of_one_kind(gold: Fact, found: Fact) -> bool:
    return gold.field == found.field and gold.name == found.name


def _one_slot(gold: Fact, found: Fact) -> bool:
    return gold.field in _ONE_SLOT and _of_one_kind(gold, found)


def _named_alike(gold: Fact, found: Fact) -> bool:
    return gold.field in _NAMED and _of_one_kind(gold, found)
