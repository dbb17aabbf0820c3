"""What gold says of each value of a record: the verdict, gold's own entry, and what was missed."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flows.gold.entries import gold_fact, values_of
from flows.scores.comparing import compare_document
from flows.scores.facts import Fact
from flows.scores.flattening import found_case, gold_case
from flows.scores.pairing import pair_cases
from flows.scores.scoreboard import told
from flows.scores.verdicts import Outcome
from schemas.diff import Verdict
from schemas.gold import GoldCase, GoldField, GoldRecord
from schemas.record import ArticleRecord

_PARTS = {"doses": "dose", "routes": "route", "ck_phase": "phase"}

_Key = tuple[str | None, str, object]


@dataclass(frozen=True)
class Judged:
    """One value against gold: ``verdict`` None where it is not scored, ``gold`` the entry it stands against, if any.

    ``owner``: the patient whose fact it is in gold. ``parts``: what differs inside of it, in words: doses, a phase.
    """

    verdict: Verdict | None = None
    gold: Any = None
    owner: str | None = None
    parts: tuple[str, ...] = ()


class Judgement:
    """The comparison of one record with its gold, to be asked value by value."""

    def __init__(self, gold: GoldRecord, record: ArticleRecord, drug_names: frozenset[str]) -> None:
        outcomes = compare_document(gold, record, drug_names).outcomes
        pairs = pair_cases([gold_case(case) for case in gold.cases], [found_case(case) for case in record.cases])
        self._labels = {column: gold.cases[row].label for row, column in pairs}
        self._gold = gold
        self.alone = [case for row, case in enumerate(gold.cases) if row not in dict(pairs)]
        self._partner = {column: gold.cases[row] for row, column in pairs}
        self._entries = _entries(gold)
        self._found: dict[_Key, Outcome] = {}
        self._parts: defaultdict[tuple[str | None, str, str], list[Outcome]] = defaultdict(list)
        self._lost: defaultdict[str | None, list[tuple[GoldField, Any]]] = defaultdict(list)
        self._cases: dict[str | None, Verdict] = {}
        for outcome in outcomes:
            self._note(outcome)

    def _note(self, outcome: Outcome) -> None:
        fact = outcome.found or outcome.gold
        if outcome.field == "cases":
            self._cases[outcome.case] = outcome.verdict
        elif outcome.field in _PARTS and fact:
            self._parts[outcome.case, outcome.field, fact.name].append(outcome)
        elif outcome.found:
            self._found.setdefault(_key(outcome.case, outcome.found), outcome)
        if outcome.gold and outcome.lost and outcome.field not in _PARTS and (not outcome.found or outcome.owner):
            case = outcome.owner or outcome.case
            entry = self._entries.get(_key(case, outcome.gold))
            self._lost[case] += [entry] if entry else []

    def label(self, place: int | None, own: str | None) -> str | None:
        """What gold calls the case at a place of the record; its own label where gold has no such case."""
        return own if place is None else self._labels.get(place, own)

    def case(self, place: int, own: str) -> Verdict | None:
        """Whether the case is one of gold's; None where gold leaves it open."""
        return self._cases.get(self.label(place, own))

    def missed(self, case: GoldCase) -> Verdict | None:
        """The verdict for a case that only gold has; None where gold leaves it open."""
        return None if case.optional else "missed"

    def partner(self, place: int) -> GoldCase | None:
        """The case of gold that the case at a place of the record is, if any."""
        return self._partner.get(place)

    def value(self, case: str | None, fact: Fact) -> Judged:
        """What gold says of one value of ``case`` (as gold calls it)."""
        outcome = self._found.get(_key(case, fact))
        parts = tuple(self._differing(case, fact))
        if outcome is None:
            return Judged(gold=self._entry(case, fact), parts=parts)
        gold = self._entries.get(_key(outcome.owner or case, outcome.gold)) if outcome.gold else None
        return Judged(outcome.verdict, gold[1] if gold and not outcome.owner else None, outcome.owner, parts)

    def lost(self, case: str | None) -> list[tuple[GoldField, Any]]:
        """What only gold has of a case (None: of groups)."""
        return self._lost[case]

    def _entry(self, case: str | None, fact: Fact) -> Any:
        entry = self._entries.get(_key(case, fact))
        return entry[1] if entry else None

    def _differing(self, case: str | None, fact: Fact) -> Iterator[str]:
        for field, name in _PARTS.items():
            if (field == "ck_phase") != (fact.field == "ck") or fact.field not in {"ck", "drugs"}:
                continue
            for outcome in self._parts[case, field, fact.name]:
                if outcome.verdict != "match" and _is_of(outcome, fact):
                    yield f"{name} {outcome.verdict.replace('_', ' ')}: {_both(outcome, fact.name)}"


def _is_of(outcome: Outcome, fact: Fact) -> bool:
    """Whether a part belongs to this fact: a phase is told by the numbers of its CK."""
    part = outcome.found or outcome.gold
    return outcome.field != "ck_phase" or (part is not None and part.numbers == fact.numbers)


def _both(outcome: Outcome, name: str) -> str:
    sides = (("read", outcome.found), ("gold", outcome.gold))
    return "; ".join(f"{side} {_short(fact, name)}" for side, fact in sides if fact)


def _short(fact: Fact, name: str) -> str:
    shown = {key: value for key, value in fact.shown.items() if key != "drug" or value.casefold() != name}
    return told(shown) if fact.field != "ck_phase" else str(fact.shown.get("phase"))


def _entries(gold: GoldRecord) -> dict[_Key, tuple[GoldField, Any]]:
    entries: dict[_Key, tuple[GoldField, Any]] = {}
    for case in gold.cases:
        for field, entry in values_of(case):
            entries.setdefault(_key(case.label, gold_fact(field, entry)), (field, entry))
    for finding in gold.cohort:
        entries.setdefault(_key(None, gold_fact("cohort", finding)), ("cohort", finding))
    return entries


def _key(case: str | None, fact: Fact) -> _Key:
    values = frozenset((key, values[0]) for key, values in fact.values.items())
    return case, fact.field, (fact.name, fact.group, values)
