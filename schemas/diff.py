"""The differences between a record and its gold, and the scores that follow."""

from typing import Any, Literal

from schemas.base import Frozen
from schemas.values import Evidence

Field = Literal[
    "cases", "sex", "age", "ck", "ck_phase", "antibodies", "cmas", "drugs", "doses", "routes", "labs", "cohort"
]
Verdict = Literal["match", "wrong_value", "wrong_unit", "missed", "spurious", "wrong_patient", "cohort_as_patient"]


class FieldDiff(Frozen):
    """One fact compared: both sides, one verdict (annotation guideline, section 3)."""

    article: str
    case: str | None
    field: Field
    verdict: Verdict
    gold: dict[str, Any] | None = None
    extracted: dict[str, Any] | None = None
    evidence: tuple[Evidence, ...] = ()


class Score(Frozen):
    """Precision, recall and F1 of one field. ``support``: facts in gold. ``interval``: 95 % bootstrap over documents.

    A ratio without a denominator is None: nothing was there to be found, and nothing was.
    """

    precision: float | None
    recall: float | None
    f1: float | None
    support: int
    interval: tuple[float, float] | None


class Comparison(Frozen):
    """All of a comparison: the scores at both levels, the verdicts counted, every difference that is no match."""

    patient: dict[Field, Score]
    document: dict[Field, Score]
    verdicts: dict[Verdict, int]
    differences: tuple[FieldDiff, ...]
