"""A gold patch: what a reviewer decided about the values of one article, as the review page saves it."""

import re
from typing import Annotated, Generic, Literal, Self, TypeVar

from pydantic import AfterValidator, Field, model_validator

from schemas.base import Frozen
from schemas.gold import (
    GoldAntibody,
    GoldArticle,
    GoldCmas,
    GoldCohort,
    GoldDrug,
    GoldField,
    GoldLab,
    GoldMeasurement,
)
from schemas.values import Sex

PATCH_VERSION = 1

_T = TypeVar("_T")


def _plain_name(name: str) -> str:
    """A stem that stays in its folder, whoever wrote the patch."""
    if not re.fullmatch(r"[^\x00-\x1f\x7f/\\:]+", name) or name.startswith("."):
        raise ValueError("must be the stem of a gold file, without a folder")
    return name


class GoldPerson(Frozen):
    """A patient without the values: what a gold case says of who it is."""

    label: str
    also_called: tuple[str, ...] = ()
    origin: Literal["own", "cited"] = "own"


class _Change(Frozen, Generic[_T]):
    """One decision: gold said ``was`` (None: nothing) and shall say ``now``; equal where the decision keeps gold.

    ``case`` is the patient's label in gold, None for a group.
    """

    case: str
    decision: Literal["accept", "correct", "reject", "add"]
    was: _T | None = None
    now: _T | None = None


class CaseChange(_Change[GoldPerson]):
    """Whether this is a patient of the article, and how the patient is called."""

    field: Literal["case"]


class SexChange(_Change[Sex]):
    """The sex of a patient."""

    field: Literal["sex"]


class AgeChange(_Change[float]):
    """The age of a patient in years."""

    field: Literal["age"]


class CkChange(_Change[GoldMeasurement]):
    """A creatine kinase."""

    field: Literal["ck"]


class AntibodyChange(_Change[GoldAntibody]):
    """An antibody result."""

    field: Literal["antibodies"]


class CmasChange(_Change[GoldCmas]):
    """A CMAS score."""

    field: Literal["cmas"]


class DrugChange(_Change[GoldDrug]):
    """A drug with all its doses."""

    field: Literal["drugs"]


class LabChange(_Change[GoldLab]):
    """Another laboratory value."""

    field: Literal["labs"]


class CohortChange(_Change[GoldCohort]):
    """A statement about a group: it has no case."""

    case: None = None  # type: ignore[assignment]
    field: Literal["cohort"]


Change = Annotated[
    CaseChange | SexChange | AgeChange | CkChange | AntibodyChange | CmasChange | DrugChange | LabChange | CohortChange,
    Field(discriminator="field"),
]


class GoldPatch(Frozen):
    """The decisions on one article. ``gold`` is the stem of its gold file, ``document`` the SHA-256 of the article.

    ``complete``: the fields in which every value was decided on.
    """

    patch: Literal[1]
    gold: Annotated[str, AfterValidator(_plain_name)]
    document: str
    article: GoldArticle
    reviewer: str | None = None
    complete: tuple[GoldField, ...] = ()
    changes: tuple[Change, ...] = ()

    @model_validator(mode="after")
    def _of_one_article(self) -> Self:
        if self.article.source_file.rpartition(".")[0] != self.gold:
            raise ValueError(f"article.source_file is '{self.article.source_file}', which is not '{self.gold}'")
        return self
