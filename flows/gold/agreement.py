"""How far two curators agree: facts by field, and kappa where a fact is one of few answers.

Neither of them is the truth: what one of them leaves open counts for neither, and of the two directions of comparing,
which differ where one gives a detail that the other leaves out, the one counts in which more agrees.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from rich.table import Table

from flows.gold.records import GoldError, load_gold, read_gold
from flows.scores.comparing import FIELDS
from flows.scores.facts import CaseFacts, Fact, merged, touches
from flows.scores.flattening import gold_case, gold_cohort
from flows.scores.pairing import pair_cases, settle
from schemas.base import Frozen
from schemas.diff import Field
from schemas.gold import GoldRecord

_ANSWERS: dict[Field, str] = {
    "sex": "sex",
    "antibodies": "result",
    "ck_phase": "phase",
    "drugs": "status",
    "routes": "route",
}
"""What two curators who both have a fact can answer differently: the key of its values."""

_Pair = tuple[Hashable, Hashable]


class FieldAgreement(Frozen):
    """``f1``: facts that both have, of all facts; None where neither has any.

    ``kappa``: Cohen's, over what both name and answer (``named``); None where the field has no such answers, or where
    only one was ever given.
    """

    both: int
    only_first: int
    only_second: int
    f1: float | None
    kappa: float | None = None
    named: int = 0


class Agreement(Frozen):
    """Agreement by field, over the articles that both curators have; the others are named."""

    articles: int
    fields: dict[Field, FieldAgreement]
    only_first: tuple[str, ...] = ()
    only_second: tuple[str, ...] = ()


def load_both(first: Path, second: Path) -> tuple[dict[str, GoldRecord], dict[str, GoldRecord]]:
    """The records of two files or two folders by stem. Raises ``GoldError`` for the first file that cannot be used."""
    return _load(first), _load(second)


def agreement(first: dict[str, GoldRecord], second: dict[str, GoldRecord]) -> Agreement:
    """Compare the records of two curators; two single records are compared whatever their names."""
    if len(first) == len(second) == 1:
        second = dict(zip(first, second.values(), strict=True))
    pairs = [(record, second[stem]) for stem, record in first.items() if stem in second]
    both: Counter[Field] = Counter()
    alone: tuple[Counter[Field], Counter[Field]] = (Counter(), Counter())
    answers: dict[Field, list[_Pair]] = {field: [] for field in _ANSWERS}
    for one, other in pairs:
        _count(one, other, both, alone)
        for field, pair in _answers(one, other):
            answers[field].append(pair)
    return Agreement(
        articles=len(pairs),
        fields={field: _field(field, both, alone, answers.get(field, [])) for field in FIELDS},
        only_first=tuple(sorted(first.keys() - second.keys())),
        only_second=tuple(sorted(second.keys() - first.keys())),
    )


def kappa(pairs: Sequence[_Pair]) -> float | None:
    """Cohen's kappa of pairs of answers; None where chance alone would agree always."""
    if not pairs:
        return None
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    by_chance = sum(first[answer] * second[answer] for answer in first) / len(pairs) ** 2
    observed = sum(one == other for one, other in pairs) / len(pairs)
    return None if by_chance == 1 else (observed - by_chance) / (1 - by_chance)


def agreement_table(told: Agreement) -> Table:
    """A row a field."""
    caption = f"{told.articles} articles of both. F1: facts of both; kappa: answers to what both name"
    table = Table(title="Agreement of two curators", caption=caption)
    table.add_column("field")
    for heading in ("both", "only the first", "only the second", "F1", "named by both", "kappa"):
        table.add_column(heading, justify="right")
    for field, row in told.fields.items():
        counts = map(str, (row.both, row.only_first, row.only_second))
        named = str(row.named) if field in _ANSWERS else "-"
        table.add_row(field, *counts, _number(row.f1), named, _number(row.kappa))
    return table


def _load(path: Path) -> dict[str, GoldRecord]:
    if path.is_file():
        return {path.stem: read_gold(path)}
    folder = load_gold(path)
    if folder.failures:
        raise folder.failures[0]
    if not folder.records:
        raise GoldError(path, "no gold files (*.yaml) in this folder")
    return folder.records


def _count(
    one: GoldRecord, other: GoldRecord, both: Counter[Field], alone: tuple[Counter[Field], Counter[Field]]
) -> None:
    cases, others = _cases(one), _cases(other)
    pairs = pair_cases(cases, others)
    both["cases"] += len(pairs)
    for side, own, paired in ((0, cases, {row for row, _ in pairs}), (1, others, {column for _, column in pairs})):
        lonely = [case for place, case in enumerate(own) if place not in paired and not case.optional]
        alone[side]["cases"] += len(lonely)
        alone[side].update(fact.field for case in lonely for fact in _spread(case.facts))
    sides = [(cases[row].facts, others[column].facts) for row, column in pairs]
    sides.append((merged(map(gold_cohort, one.cohort)), merged(map(gold_cohort, other.cohort))))
    for ours, theirs in sides:
        forth, back = settle(ours, theirs), settle(theirs, ours)
        agreed, first, second = forth.hits, forth.missed, forth.extra
        if len(back.hits) > len(forth.hits):
            agreed, first, second = back.hits, back.extra, back.missed
        both.update(fact.field for fact, _ in agreed)
        alone[0].update(fact.field for fact in first if not _left_open(fact, theirs))
        alone[1].update(fact.field for fact in second if not _left_open(fact, ours))


def _left_open(fact: Fact, others: Iterable[Fact]) -> bool:
    """Whether the curator who tells a fact, or the other one, leaves it open."""
    return fact.optional or any(other.optional and touches(other, fact) for other in others)


def _cases(record: GoldRecord) -> list[CaseFacts]:
    return [gold_case(case) for case in record.cases]


def _spread(facts: Iterable[Fact]) -> Iterator[Fact]:
    return chain.from_iterable((fact, *fact.parts) for fact in facts if not fact.optional)


def _answers(one: GoldRecord, other: GoldRecord) -> Iterator[tuple[Field, _Pair]]:
    """What both answer to the same question: the sex of a patient, the result of an antibody that both name."""
    cases, others = _cases(one), _cases(other)
    for row, column in pair_cases(cases, others):
        ours, theirs = _questions(cases[row]), _questions(others[column])
        for question, answer in ours.items():
            if question in theirs:
                yield question[0], (answer, theirs[question])


def _questions(case: CaseFacts) -> dict[tuple[Field, Hashable], Hashable]:
    asked: dict[tuple[Field, Hashable], Hashable] = {}
    for fact in case.facts:
        for each, about in ((fact, fact.name), *((part, _about(fact, part)) for part in fact.parts)):
            key = _ANSWERS.get(each.field)
            if key and each.values.get(key):
                asked.setdefault((each.field, about), each.values[key][0])
    return asked


def _about(fact: Fact, part: Fact) -> Hashable:
    """What a part is asked about: a phase about the numbers of its CK, a route about its drug."""
    return tuple(sorted(fact.values.items())) if part.field == "ck_phase" else fact.name


def _field(
    field: Field, both: Counter[Field], alone: tuple[Counter[Field], Counter[Field]], answers: Sequence[_Pair]
) -> FieldAgreement:
    shared, first, second = both[field], alone[0][field], alone[1][field]
    whole = 2 * shared + first + second
    return FieldAgreement(
        both=shared,
        only_first=first,
        only_second=second,
        f1=2 * shared / whole if whole else None,
        kappa=kappa(answers),
        named=len(answers),
    )


def _number(ratio: float | None) -> str:
    return "-" if ratio is None else f"{ratio:.3f}"
