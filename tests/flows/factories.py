"""Small gold and extracted records, written with the keys of a gold file; whatever is left out has a good default."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flows.scores.scoring import compare
from schemas.diff import Comparison
from schemas.gold import GoldRecord
from schemas.record import ArticleRecord

Entry = Mapping[str, Any]

WORDS = {"printed": "words", "evidence": [{"start": 0, "end": 5, "quote": "words"}]}
READ = {**WORDS, "rule": "rule"}
GOLD_ONLY = {"optional", "unit_optional", "route_optional", "route_also", "status_also", "sex_also"}


def gold_of(
    *cases: Entry,
    cohort: Sequence[Entry] = (),
    fields: Sequence[str] | None = None,
    traps: Sequence[str] = (),
    stem: str = "paper",
) -> GoldRecord:
    """A gold record; cases are called "Case 1" ... where they have no label."""
    return GoldRecord.model_validate(
        {
            "article": {"source_file": f"{stem}.txt"},
            "cases": [{"label": f"Case {number}", **case} for number, case in enumerate(cases, start=1)],
            "cohort": [{"population": "the children", **entry} for entry in cohort],
            "fields_annotated": fields,
            "not_patient_facts": traps,
        }
    )


def record_of(*cases: Entry, cohort: Sequence[Entry] = (), stem: str = "paper") -> ArticleRecord:
    """An extracted record; cases are called "Case 1" ... where they have no label."""
    return ArticleRecord.model_validate(
        {
            "id": "0" * 64,
            "article": {"source_file": f"{stem}.md"},
            "reader": "text",
            "cases": [_case({"label": f"Case {number}", **case}) for number, case in enumerate(cases, start=1)],
            "cohort": [{"population": "the children", **READ, **entry} for entry in cohort],
            "versions": {"program": "1", "rules": "1", "vocabulary": "1"},
        }
    )


def faithful(gold: GoldRecord) -> ArticleRecord:
    """The record of a program that reads everything as ``gold`` has it, optional entries included."""
    told = gold.model_dump(mode="json")
    cases = [_without(case) for case in told["cases"]]
    return record_of(*cases, cohort=[_without(entry) for entry in told["cohort"]])


def compared(gold: GoldRecord, record: ArticleRecord | None, **options: Any) -> Comparison:
    """One document compared."""
    return compare({} if record is None else {"paper": record}, {"paper": gold}, **options)


def verdicts(gold: GoldRecord, record: ArticleRecord | None, **options: Any) -> list[str]:
    """The differences in short: "case: field verdict", sorted."""
    differences = compared(gold, record, **options).differences
    return sorted(f"{each.case or 'group'}: {each.field} {each.verdict}" for each in differences)


def counted(comparison: Comparison, level: str = "patient") -> dict[str, tuple[float | None, float | None]]:
    """Precision and recall of every field in which something was scored."""
    scores = comparison.patient if level == "patient" else comparison.document
    return {field: (score.precision, score.recall) for field, score in scores.items() if score.f1 is not None}


def _case(case: dict[str, Any]) -> dict[str, Any]:
    lists = ("ck", "antibodies", "cmas", "drugs", "labs")
    read = {key: [{**READ, **entry} for entry in case[key]] for key in lists if key in case}
    for drug in read.get("drugs", ()):
        drug["doses"] = [{**WORDS, "unit": "mg", **dose} for dose in drug.get("doses", ())]
    return {**case, **read}


def _without(told: Any) -> Any:
    """Gold data without the keys that only gold has."""
    if isinstance(told, dict):
        return {key: _without(value) for key, value in told.items() if key not in GOLD_ONLY}
    return [_without(value) for value in told] if isinstance(told, list) else told


def to_lines(records: Iterable[ArticleRecord]) -> str:
    """Write records as text, one a line."""
    return "".join(f"{record.model_dump_json()}\n" for record in records)
