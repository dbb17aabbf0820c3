"""Facts as flat rows for the store: one value of one case, or of a group, with the words it was read from."""

from collections.abc import Iterator
from operator import itemgetter
from typing import Any

from schemas.record import ArticleRecord, CaseRecord
from schemas.values import Dose, Evidence, Fact

_KEYS = ("value", "low", "high", "comparator", "unit", "phase", "result", "status", "rule")
FACT_COLUMNS = (
    *("case_label", "origin", "field", "name", "printed", "route"),
    *_KEYS,
    *("quote", "start_offset", "end_offset"),
)
"""The columns of a row, in its order."""

FactRow = tuple[Any, ...]

_in_order = itemgetter(*FACT_COLUMNS)


def fact_rows(record: ArticleRecord) -> Iterator[FactRow]:
    """One row a fact, in the record's order; ``case_label`` is None for a statement about a group."""
    return map(_in_order, _rows(record))


def _rows(record: ArticleRecord) -> Iterator[dict[str, Any]]:
    for case in record.cases:
        for row in _case_rows(case):
            yield {"case_label": case.label, "origin": case.origin, **row}
    for finding in record.cohort:
        row = _row("cohort", finding.measure, finding, finding.evidence)
        yield {"case_label": None, "origin": None, **row, "result": finding.statistic}


def _case_rows(case: CaseRecord) -> Iterator[dict[str, Any]]:
    if case.sex:
        yield _row("sex", case.sex, None, case.sex_evidence)
    if case.age_years is not None:
        yield {**_row("age", "age_years", None, case.age_evidence), "value": case.age_years, "unit": "years"}
    for ck in case.ck:
        yield _row("ck", "CK", ck, ck.evidence)
    for test in case.antibodies:
        yield _row("antibodies", test.name, test, test.evidence)
    for cmas in case.cmas:
        yield {**_row("cmas", "CMAS", cmas, cmas.evidence), "value": cmas.score, "high": cmas.max}
    for drug in case.drugs:
        yield {**_row("drugs", drug.name, drug, drug.evidence), "route": drug.route}
        for dose in drug.doses:
            yield {**_dose_row(drug.name, dose), "status": drug.status, "route": drug.route, "rule": drug.rule}
    for lab in case.labs:
        yield _row("labs", lab.analyte, lab, lab.evidence)


def _row(field: str, name: str, fact: Fact | None, evidence: tuple[Evidence, ...]) -> dict[str, Any]:
    """Every column of the table, empty where this kind of fact has nothing to say."""
    row: dict[str, Any] = {"field": field, "name": name, "printed": fact.printed if fact else None, "route": None}
    told = vars(fact) if fact else {}  # to ask a model for a field that it has not takes as long as all the rest
    row |= {key: told.get(key) for key in _KEYS}
    first = evidence[0] if evidence else None
    row |= {"quote": first and first.quote, "start_offset": first and first.start, "end_offset": first and first.end}
    return row


def _dose_row(drug: str, dose: Dose) -> dict[str, Any]:
    unit = "/".join(part for part in (dose.unit, dose.basis, dose.per) if part)
    row = _row("doses", drug, None, dose.evidence)
    return {**row, "printed": dose.printed, "value": dose.amount, "low": dose.low, "high": dose.high, "unit": unit}
