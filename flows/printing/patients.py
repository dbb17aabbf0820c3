"""Patients as rows of short texts: the one wording that the terminal, the report and the CSV file share."""

from collections.abc import Iterable, Iterator

from schemas.base import Frozen
from schemas.record import ArticleRecord, CaseRecord
from schemas.values import AntibodyResult, CmasScore, Dose, DrugCourse, LabValue, Measurement

_ROUTES = {
    "intravenous": "iv",
    "oral": "oral",
    "subcutaneous": "sc",
    "intramuscular": "im",
    "topical": "topical",
    "inhaled": "inhaled",
}


class PatientRow(Frozen):
    """One case in words; an empty text means not reported."""

    article: str
    case: str
    also_called: str
    origin: str
    sex: str
    age_years: str
    ck: str
    antibodies: str
    cmas: str
    drugs: str
    labs: str


def patient_rows(records: Iterable[ArticleRecord]) -> Iterator[PatientRow]:
    """One row a case, in the order of the records."""
    for record in records:
        for case in record.cases:
            yield _row(record.article.source_file, case)


def number(value: float) -> str:
    """A number as people write it: without a needless ``.0`` and never with an exponent."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _row(article: str, case: CaseRecord) -> PatientRow:
    return PatientRow(
        article=article,
        case=case.label,
        also_called=_joined(case.also_called),
        origin=f"cited: {case.citation}" if case.citation else case.origin,
        sex=case.sex or "",
        age_years="" if case.age_years is None else number(round(case.age_years, 2)),
        ck=_joined(map(_measurement, case.ck)),
        antibodies=_joined(map(_antibody, case.antibodies)),
        cmas=_joined(map(_cmas, case.cmas)),
        drugs=_joined(map(_drug, case.drugs)),
        labs=_joined(map(_lab, case.labs)),
    )


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(texts))


def _amount(value: float | None, low: float | None, high: float | None) -> str:
    if value is not None:
        return number(value)
    return "-".join(number(bound) for bound in (low, high) if bound is not None)


def _measurement(value: Measurement) -> str:
    sign = "" if value.comparator == "=" else value.comparator
    text = f"{sign}{_amount(value.value, value.low, value.high)} {value.unit or ''}".strip()
    return text + _phase(value.phase)


def _phase(phase: str | None) -> str:
    return f" ({phase.replace('_', '-')})" if phase else ""


def _lab(value: LabValue) -> str:
    return f"{value.analyte} {_measurement(value)}"


def _antibody(test: AntibodyResult) -> str:
    return f"{test.name} {test.result}" + (f" ({test.titre})" if test.titre else "")


def _cmas(cmas: CmasScore) -> str:
    bound = f"/{cmas.max}" if cmas.max else ""
    return f"{number(cmas.score)}{bound}{_phase(cmas.phase)}"


def _drug(course: DrugCourse) -> str:
    words = [course.name, _ROUTES.get(course.route or "", ""), ", ".join(map(_dose, course.doses))]
    text = " ".join(word for word in words if word)
    return text if course.status == "given" else f"{text} ({course.status.replace('_', ' ')})"


def _dose(dose: Dose) -> str:
    unit = "/".join(part for part in (dose.unit, dose.basis, dose.per) if part)
    return f"{_amount(dose.amount, dose.low, dose.high)} {unit}"
