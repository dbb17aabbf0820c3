"""Compares one document's record with its gold, at patient level and at document level."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import get_args

from flows.scores.facts import CaseFacts, Fact, as_optional, merged
from flows.scores.flattening import found_case, found_cohort, gold_case, gold_cohort, spelled
from flows.scores.pairing import Settled, pair_cases, settle
from flows.scores.verdicts import Counts, Outcome, Placed, is_no_patients, judge_loose
from schemas.diff import Field, Verdict
from schemas.gold import GoldRecord
from schemas.record import ArticleRecord

FIELDS: tuple[Field, ...] = get_args(Field)

MEASURES = frozenset(
    """patients sex_female sex_male sex_ratio_female_male age_at_onset follow_up ck cmas seronegative glucocorticoid
    multiple_immunotherapies refractory imnm subacute_onset insidious_onset chronic_onset proximal_weakness
    cutaneous_involvement ana anca rf ama autoantibodies""".split()
) | {"myositis-specific antibodies"}
"""Measures that are always scored, as are antibodies called anti-... and drugs; others only where gold has them."""

# An annotated field of gold stands for these scored ones; the others for the one of their own name.
_SCORED_WITH: dict[str, tuple[Field, ...]] = {"ck": ("ck", "ck_phase"), "drugs": ("drugs", "doses", "routes")}

_Pairs = list[tuple[int, int]]


@dataclass(frozen=True)
class DocumentComparison:
    """Verdicts at patient level, and counts by field at document level; only fields that gold annotates."""

    outcomes: tuple[Outcome, ...]
    document: dict[Field, Counts]


def compare_document(
    gold: GoldRecord, record: ArticleRecord | None, drug_names: frozenset[str] = frozenset()
) -> DocumentComparison:
    """Compare ``record`` (None: nothing was extracted) with ``gold``.

    ``drug_names``: the INNs that a cohort finding's measure may be.
    """
    wanted = [gold_case(case) for case in gold.cases]
    read = [found_case(case) for case in record.cases] if record else []
    pairs = pair_cases(wanted, read)
    groups = settle(merged(map(gold_cohort, gold.cohort)), _scored_findings(gold, record, drug_names))
    outcomes = [*_judge_cases(gold, wanted, read, pairs), *_judge_facts(gold, wanted, read, pairs)]
    outcomes += _judge_groups(gold, groups)
    document = _count_facts(_settle_document(wanted, read, pairs)) | _count_facts(groups)
    document["cases"] = _count_cases(wanted, read)
    fields = _scored_fields(gold)
    return DocumentComparison(
        outcomes=tuple(outcome for outcome in outcomes if outcome.field in fields),
        document={field: document.get(field, Counts()) for field in FIELDS if field in fields},
    )


def _scored_fields(gold: GoldRecord) -> set[Field]:
    if gold.fields_annotated is None:
        return set(FIELDS)
    return {"cases", *chain.from_iterable(_SCORED_WITH.get(name, (name,)) for name in gold.fields_annotated)}


def _scored_findings(gold: GoldRecord, record: ArticleRecord | None, drug_names: frozenset[str]) -> tuple[Fact, ...]:
    """The extracted cohort findings that count, each once."""
    measures = MEASURES | {spelled(entry.measure) for entry in gold.cohort} | set(map(spelled, drug_names))
    findings = map(found_cohort, record.cohort if record else ())
    return merged(fact for fact in findings if fact.name in measures or fact.name.startswith("anti-"))


# ---- patient level


def _judge_cases(
    gold: GoldRecord, wanted: Sequence[CaseFacts], read: Sequence[CaseFacts], pairs: _Pairs
) -> Iterator[Outcome]:
    partner = dict(pairs)
    for row, case in enumerate(wanted):
        if case.optional:
            continue
        if row in partner:
            yield Outcome("cases", "match", case.label, _person(case), _person(read[partner[row]]))
        else:
            yield Outcome("cases", "missed", case.label, gold=_person(case))
    for column, case in enumerate(read):
        if column not in partner.values():
            person = _person(case)
            verdict: Verdict = "cohort_as_patient" if is_no_patients(person, gold) else "spurious"
            yield Outcome("cases", verdict, case.label, found=person)


def _person(case: CaseFacts) -> Fact:
    return Fact("cases", "", {}, {"label": case.label, "origin": case.origin}, evidence=case.evidence)


def _judge_facts(
    gold: GoldRecord, wanted: Sequence[CaseFacts], read: Sequence[CaseFacts], pairs: _Pairs
) -> list[Outcome]:
    outcomes: list[Outcome] = []
    missed: list[Placed] = []
    extra: list[Placed] = []
    for row, column in pairs:
        case = wanted[row]
        if case.optional:
            continue
        settled = settle(case.facts, read[column].facts)
        outcomes += [Outcome(fact.field, "match", case.label, fact, found) for fact, found in settled.hits]
        missed += [Placed(row, case.label, fact) for fact in settled.missed]
        extra += [Placed(row, case.label, fact) for fact in settled.extra]
    rows, columns = {row for row, _ in pairs}, {column for _, column in pairs}
    known = [Placed(row, case.label, fact) for row, case in enumerate(wanted) for fact in _spread(case.facts)]
    alone = {row for row, case in enumerate(wanted) if row not in rows and not case.optional}
    missed += [placed for placed in known if placed.place in alone and not placed.fact.optional]
    for place, case in enumerate(read, start=len(wanted)):
        if place - len(wanted) not in columns:
            extra += [Placed(place, case.label, fact) for fact in _spread(case.facts)]
    return outcomes + judge_loose(missed, extra, known, gold)


def _spread(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Facts and their parts. The phase is scored among matched CK values only, and there is none here."""
    for fact in facts:
        yield fact
        yield from (part for part in fact.parts if part.field != "ck_phase")


def _judge_groups(gold: GoldRecord, groups: Settled) -> list[Outcome]:
    matches = [Outcome("cohort", "match", None, fact, found) for fact, found in groups.hits]
    missed = [Placed(0, None, fact) for fact in groups.missed]
    return matches + judge_loose(missed, [Placed(0, None, fact) for fact in groups.extra], (), gold)


# ---- document level


def _settle_document(wanted: Sequence[CaseFacts], read: Sequence[CaseFacts], pairs: _Pairs) -> Settled:
    """All patients' facts as one set. What was read of a person whom gold leaves open is neither right nor wrong."""
    left_open = {column for row, column in pairs if wanted[row].optional}
    bag = chain.from_iterable(case.facts for column, case in enumerate(read) if column not in left_open)
    told = (as_optional(fact) if case.optional else fact for case in wanted for fact in case.facts)
    return settle(merged(told), merged(bag))


def _count_facts(settled: Settled) -> dict[Field, Counts]:
    hits = Counter(fact.field for fact, _ in settled.hits)
    extra, missed = (Counter(fact.field for fact in facts) for facts in (settled.extra, settled.missed))
    return {field: Counts(hits[field], extra[field], missed[field]) for field in hits | extra | missed}


def _count_cases(wanted: Sequence[CaseFacts], read: Sequence[CaseFacts]) -> Counts:
    """Persons counted, whoever they are; optional ones may be there or not."""
    required = sum(not case.optional for case in wanted)
    found = min(required, len(read))
    return Counts(found, max(0, len(read) - len(wanted)), required - found)
