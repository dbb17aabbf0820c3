"""Gold: the hand-curated truth of one document (annotation guideline).

The field names are those of ``ArticleRecord``. Every class refuses unknown keys, so a curator's slip is told at once.
"""

from typing import Literal

from pydantic import Field

from schemas.base import Frozen
from schemas.values import Basis, Comparator, DoseUnit, Per, Phase, Result, Route, Sex, Statistic, Status

GoldField = Literal["sex", "age", "ck", "antibodies", "cmas", "drugs", "labs", "cohort"]


class GoldArticle(Frozen):
    """Which document, and what kind of article it is."""

    source_file: str
    title: str | None = None
    first_author: str | None = None
    journal: str | None = None
    source: str | None = None
    licence: str | None = None
    year: int | None = None
    doi: str | None = None
    kind: str | None = None


class GoldEntry(Frozen):
    """``optional``: a careful reader could defend it either way; neither a hit nor a miss."""

    optional: bool = False


class GoldMeasurement(GoldEntry):
    """A number of one patient."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    comparator: Comparator = "="
    unit: str | None = None
    unit_optional: bool = False
    ref_low: float | None = None
    ref_high: float | None = None
    phase: Phase | None = None


class GoldLab(GoldMeasurement):
    """A laboratory value other than total creatine kinase."""

    analyte: str


class GoldAntibody(GoldEntry):
    """An antibody result."""

    name: str
    result: Result
    titre: str | None = None


class GoldCmas(GoldEntry):
    """A CMAS score."""

    score: float
    max: int | None = None
    phase: Phase | None = None


class GoldDose(GoldEntry):
    """A dose; a key left out is not compared."""

    amount: float | None = None
    low: float | None = None
    high: float | None = None
    unit: DoseUnit | None = None
    basis: Basis | None = None
    per: Per | None = None


class GoldDrug(GoldEntry):
    """A drug by its INN."""

    name: str
    route: Route | None = None
    route_optional: bool = False
    route_also: tuple[Route, ...] = ()
    status: Status = "given"
    status_also: tuple[Status, ...] = ()
    doses: tuple[GoldDose, ...] = ()


class GoldCase(GoldEntry):
    """One patient."""

    label: str
    also_called: tuple[str, ...] = ()
    origin: Literal["own", "cited"] = "own"
    sex: Sex | None = None
    sex_also: tuple[Sex, ...] = ()
    age_years: float | None = None
    age_also: tuple[float, ...] = ()
    ck: tuple[GoldMeasurement, ...] = ()
    antibodies: tuple[GoldAntibody, ...] = ()
    cmas: tuple[GoldCmas, ...] = ()
    drugs: tuple[GoldDrug, ...] = ()
    labs: tuple[GoldLab, ...] = ()


class GoldCohort(GoldEntry):
    """A statement about a group."""

    population: str
    measure: str
    statistic: Statistic
    value: float | None = None
    low: float | None = None
    high: float | None = None
    sd: float | None = None
    unit: str | None = None
    count: float | None = None
    n: float | None = None


class GoldRecord(Frozen):
    """The truth of one document. ``fields_annotated``: only these fields are complete and scored (absent: all)."""

    article: GoldArticle
    fields_annotated: tuple[GoldField, ...] | None = None
    cases: tuple[GoldCase, ...] = ()
    cohort: tuple[GoldCohort, ...] = ()
    not_patient_facts: tuple[str, ...] = Field(default=())
