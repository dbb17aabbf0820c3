"""Scores records against gold: precision, recall and F1 a field, at patient level and at document level.

The gap between the two levels is the attribution error: facts that were found, and given to the wrong patient.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, get_args

import numpy as np
import numpy.typing as npt

from flows.scores.comparing import FIELDS, compare_document
from flows.scores.verdicts import Counts, Outcome
from schemas.diff import Comparison, Field, FieldDiff, Score, Verdict
from schemas.gold import GoldRecord
from schemas.record import ArticleRecord

RESAMPLES = 1000
SEED = 20250101  # any fixed number: the same records always give the same interval

Tally = dict[str, dict[Field, Counts]]
"""By article, then by field."""


def compare(
    records: Mapping[str, ArticleRecord], gold: Mapping[str, GoldRecord], *, drug_names: frozenset[str] = frozenset()
) -> Comparison:
    """Compare the records (by stem) with gold (by stem).

    Gold without a record counts as all missed; a record without gold is left out. ``drug_names``: the INNs that make
    an extracted cohort finding one about a drug, which is then scored even where gold has none of them.
    """
    patient: Tally = {}
    document: Tally = {}
    verdicts: Counter[Verdict] = Counter()
    differences: list[FieldDiff] = []
    for stem in sorted(gold):
        compared = compare_document(gold[stem], records.get(stem), drug_names)
        patient[stem] = _tally(compared.outcomes)
        document[stem] = compared.document
        verdicts.update(outcome.verdict for outcome in compared.outcomes)
        differences += [_difference(stem, outcome) for outcome in compared.outcomes if outcome.verdict != "match"]
    return Comparison(
        patient=_scores(patient),
        document=_scores(document),
        verdicts={verdict: verdicts[verdict] for verdict in get_args(Verdict)},
        differences=tuple(sorted(differences, key=lambda each: (each.article, FIELDS.index(each.field)))),
    )


def rule_counts(
    records: Mapping[str, ArticleRecord], gold: Mapping[str, GoldRecord], *, drug_names: frozenset[str] = frozenset()
) -> dict[tuple[Field, str], Counts]:
    """By field and rule: how many facts it read right and wrong at patient level (what no rule read is not told)."""
    counts: dict[tuple[Field, str], Counts] = {}
    for stem in sorted(gold):
        for outcome in compare_document(gold[stem], records.get(stem), drug_names).outcomes:
            if outcome.found and outcome.found.rule:
                key = outcome.field, outcome.found.rule
                counts[key] = _add(counts.get(key, Counts()), outcome.counts._replace(false_negative=0))
    return dict(sorted(counts.items()))


def check_floors(comparison: Comparison, floors: Mapping[str, Mapping[str, float]]) -> list[str]:
    """One sentence for each F1 under its floor; ``floors`` is ``{level: {field: least F1}}``.

    A field that nothing was scored in cannot fall. Raises ValueError for a level or field that does not exist.
    """
    levels: dict[str, Mapping[Field, Score]] = {"patient": comparison.patient, "document": comparison.document}
    fallen = []
    for level, fields in floors.items():
        for name, floor in fields.items():
            if level not in levels or name not in FIELDS:
                raise ValueError(f"there is no score '{level}.{name}' to hold a floor")
            score = next(score for field, score in levels[level].items() if field == name)
            if score.f1 is not None and score.f1 < floor:
                fallen.append(f"{level} level, {name}: F1 {score.f1:.3f} is under its floor of {floor:.3f}")
    return fallen


def to_json(comparison: Comparison) -> dict[str, Any]:
    """The public JSON contract: ``patient``, ``document``, ``verdicts``, ``differences``; intervals are lists."""
    return comparison.model_dump(mode="json")


def _tally(outcomes: Iterable[Outcome]) -> dict[Field, Counts]:
    tally: dict[Field, Counts] = {}
    for outcome in outcomes:
        tally[outcome.field] = _add(tally.get(outcome.field, Counts()), outcome.counts)
    return tally


def _add(first: Counts, second: Counts) -> Counts:
    return Counts(*(one + other for one, other in zip(first, second, strict=True)))


def _difference(stem: str, outcome: Outcome) -> FieldDiff:
    """The difference as it is shown; a fact of another case tells of which."""
    owner = {"case": outcome.owner} if outcome.owner else {}
    return FieldDiff(
        article=stem,
        case=outcome.case,
        field=outcome.field,
        verdict=outcome.verdict,
        gold={**owner, **outcome.gold.shown} if outcome.gold else None,
        extracted=dict(outcome.found.shown) if outcome.found else None,
        evidence=outcome.found.evidence if outcome.found else (),
    )


def _scores(tally: Tally) -> dict[Field, Score]:
    """The scores of every field. The resampled documents are the same for all fields and both levels."""
    drawn = np.random.default_rng(SEED).integers(len(tally), size=(RESAMPLES, len(tally))) if tally else None
    scores: dict[Field, Score] = {}
    for field in FIELDS:
        counts = np.array([by_field.get(field, Counts()) for by_field in tally.values()], dtype=float).reshape(-1, 3)
        hits, false, lost = map(int, counts.sum(axis=0))
        f1 = _ratio(2 * hits, 2 * hits + false + lost)
        interval = None if f1 is None or drawn is None else _interval(counts[drawn].sum(axis=1))
        scores[field] = Score(
            precision=_ratio(hits, hits + false),
            recall=_ratio(hits, hits + lost),
            f1=f1,
            support=hits + lost,
            interval=interval,
        )
    return scores


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _interval(resamples: npt.NDArray[np.float64]) -> tuple[float, float]:
    """The middle 95 % of the F1 of resampled counts (rows of hits, false, lost); empty resamples have none."""
    hits, whole = 2 * resamples[:, 0], 2 * resamples[:, 0] + resamples[:, 1] + resamples[:, 2]
    low, high = np.percentile(hits[whole > 0] / whole[whole > 0], [2.5, 97.5])
    return float(low), float(high)
