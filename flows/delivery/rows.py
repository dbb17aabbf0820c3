"""A record as rows of the tidy tables: pure, one article at a time, in the record's order.

A row holds the columns of its table in ``dictionary.tsv``, each of them, None where the article says nothing. Rows have
ids made of the article's and their own number, so that tables can be joined and the same record gives the same ids.
"""

from collections.abc import Iterator, Sequence

from flows.delivery.cells import cell_text
from flows.delivery.dictionary import Row
from flows.delivery.places import Placed, article_columns, key_of, time_columns
from flows.delivery.unlinked import unlinked_rows
from schemas.linked import AlsoReported
from schemas.record import ArticleRecord, CaseRecord, IntegrityFinding
from schemas.values import AntibodyResult, CkValue, CmasScore, CohortFinding, Dose, DrugCourse, DrugEvent, LabValue

BETWEEN = " | "
"""What stands between several names in one cell."""


def article_rows(record: ArticleRecord) -> Iterator[tuple[str, Row]]:
    """All rows of an article, each with the name of its table."""
    ending = article_columns(record)
    for table, row in _rows(record):
        yield table, {**row, **(ending if table != "articles" else {})}


def patient_id(record: ArticleRecord, number: int) -> str:
    """The id of the patient with this number (from 1) in the article."""
    return f"{key_of(record)}-{number}"


def _rows(record: ArticleRecord) -> Iterator[tuple[str, Row]]:
    article: Row = record.article.model_dump()
    counted: Row = {"reader": record.reader, "patients": len(record.cases)}
    yield "articles", {"article_id": record.id, **article, **counted, **record.versions.model_dump()}
    key = key_of(record)
    for number, case in enumerate(record.cases, start=1):
        yield from _case(case, patient_id(record, number))
    for number, finding in enumerate(record.cohort, start=1):
        yield from _cohort(finding, f"{key}-c{number}").rows()
    for unlinked in unlinked_rows(record.unlinked, f"{key}-u"):
        yield from unlinked.rows()
    yield from _findings(record.findings, record.warnings, f"{key}-f")
    for number, check in enumerate(record.cross_checks, start=1):
        other: Row = {"other_file": check.source_file, "other_reader": check.reader, "other_id": check.id}
        counts = {"agreed": check.agreed, "differing": len(check.differences)}
        yield "cross_checks", {"check_id": f"{key}-x{number}", **other, **counts}


def _case(case: CaseRecord, patient: str) -> Iterator[tuple[str, Row]]:
    yield from _patient(case, patient).rows()
    whose: Row = {"patient_id": patient, "patient": case.label}
    measured: list[CkValue | LabValue | CmasScore] = [*case.ck, *case.labs, *case.cmas]
    for number, value in enumerate(measured, start=1):
        told: Row = {"measurement_id": f"{patient}-m{number}", **whose, **_measured(value)}
        yield from Placed("measurements", told, value.evidence, value.time).rows()
    for number, test in enumerate(case.antibodies, start=1):
        yield from Placed("antibodies", _antibody(test, f"{patient}-a{number}", whose), test.evidence).rows()
    for number, course in enumerate(case.drugs, start=1):
        yield from _drug(course, f"{patient}-d{number}", whose)


def _patient(case: CaseRecord, patient: str) -> Placed:
    row: Row = {
        "patient_id": patient,
        "label": case.label,
        "also_called": BETWEEN.join(case.also_called) or None,
        "origin": case.origin,
        "citation": case.citation,
        "sex": case.sex,
        "age_years": case.age_years,
        "age_also": BETWEEN.join(map(cell_text, case.age_also)) or None,
        "also_reported": BETWEEN.join(map(_other_report, case.also_reported)) or None,
    }
    shown = {"sex": case.sex_evidence, "age": case.age_evidence}
    return Placed("patients", row, case.evidence, shown=shown)


def _other_report(other: AlsoReported) -> str:
    cited = f", citing {other.citation}" if other.citation else ""
    apart = f": {'; '.join(other.disagreements)}" if other.disagreements else ""
    return f"{other.case} of {other.source_file}{cited} ({other.verdict}, {other.likelihood}){apart}"


def _measured(value: CkValue | LabValue | CmasScore) -> Row:
    row: Row = dict.fromkeys(("value", "low", "high", "comparator", "unit", "maximum", "ref_low", "ref_high"))
    row |= {"phase": value.phase, **time_columns(value.time), "loinc": None, "ucum": None}
    row |= {"printed": value.printed, "rule": value.rule}
    if isinstance(value, CmasScore):
        return {"kind": "cmas", "analyte": "CMAS", **row, "value": value.score, "maximum": value.max}
    row |= value.model_dump(include={"value", "low", "high", "unit", "ref_low", "ref_high", "loinc", "ucum"})
    # a lone "=" is a formula to a spreadsheet, and says nothing
    row["comparator"] = None if value.comparator == "=" else value.comparator
    if isinstance(value, LabValue):
        return {"kind": "lab", "analyte": value.analyte, **row}
    return {"kind": "ck", "analyte": "CK", **row}


def _antibody(test: AntibodyResult, row_id: str, whose: Row) -> Row:
    told = test.model_dump(include={"name", "result", "titre", "printed", "rule"})
    return {"antibody_id": row_id, **whose, **told}


def _drug(course: DrugCourse, row_id: str, whose: Row) -> Iterator[tuple[str, Row]]:
    told = course.model_dump(exclude={"evidence", "doses", "events"})
    yield from Placed("drugs", {"drug_id": row_id, **whose, **told}, course.evidence).rows()
    whose = {"drug_id": row_id, **whose, "drug": course.name}
    for number, dose in enumerate(course.doses, start=1):
        given: Row = {"dose_id": f"{row_id}-{number}", **whose, **_dose(dose)}
        yield from Placed("doses", given, dose.evidence, dose.time).rows()
    for number, event in enumerate(course.events, start=1):
        happened: Row = {"event_id": f"{row_id}-e{number}", **whose, **_event(event)}
        yield from Placed("drug_events", happened, event.evidence, event.time).rows()


def _dose(dose: Dose) -> Row:
    return {**dose.model_dump(exclude={"evidence", "time"}), **time_columns(dose.time)}


def _event(event: DrugEvent) -> Row:
    told = event.model_dump(include={"kind", "printed", "rule"})
    return {**told, "switched_to": event.to, **time_columns(event.time)}


def _cohort(finding: CohortFinding, row_id: str) -> Placed:
    return Placed("cohort", {"cohort_id": row_id, **finding.model_dump(exclude={"evidence"})}, finding.evidence)


def _findings(findings: Sequence[IntegrityFinding], warnings: Sequence[str], prefix: str) -> Iterator[tuple[str, Row]]:
    for number, finding in enumerate(findings, start=1):
        told = finding.model_dump(include={"kind", "severity", "message"})
        row: Row = {"finding_id": f"{prefix}{number}", "told_by": "check", **told}
        yield from Placed("findings", row, finding.evidence + finding.against).rows()
    for number, warning in enumerate(warnings, start=len(findings) + 1):
        told = {"told_by": "reader", "kind": "reading", "severity": "warning", "message": warning}
        yield from Placed("findings", {"finding_id": f"{prefix}{number}", **told}, ()).rows()
