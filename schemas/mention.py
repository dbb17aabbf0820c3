"""A mention: one value read at one place, before anyone asked whose it is."""

from typing import Annotated, Literal

from pydantic import Field

from schemas.base import Frozen
from schemas.values import AntibodyResult, CkValue, CmasScore, CohortFinding, DrugCourse, Evidence, LabValue, Sex

Level = Literal["patient", "group", "disease", "other"]
"""Whose fact it is: a patient's; a group's; the disease's, a criterion's or a recommendation's; another paper's."""


class MentionBase(Frozen):
    """``level`` says whose fact it is, ``cue`` the words that decided on level or negation."""

    level: Level = "patient"
    cue: str | None = None


class CkMention(MentionBase):
    """A total creatine kinase value."""

    kind: Literal["ck"] = "ck"
    value: CkValue


class LabMention(MentionBase):
    """Another laboratory value."""

    kind: Literal["lab"] = "lab"
    value: LabValue


class AntibodyMention(MentionBase):
    """An antibody result."""

    kind: Literal["antibody"] = "antibody"
    value: AntibodyResult


class CmasMention(MentionBase):
    """A CMAS score."""

    kind: Literal["cmas"] = "cmas"
    value: CmasScore


class DrugMention(MentionBase):
    """A drug with the doses and the route told in the same breath."""

    kind: Literal["drug"] = "drug"
    value: DrugCourse


class SexMention(MentionBase):
    """A patient's sex."""

    kind: Literal["sex"] = "sex"
    sex: Sex
    printed: str
    evidence: tuple[Evidence, ...]
    rule: str


class AgeMention(MentionBase):
    """A patient's age in years; ``at`` tells which age of several it is."""

    kind: Literal["age"] = "age"
    age_years: float
    at: Literal["onset", "presentation", "diagnosis", "other"] = "presentation"
    printed: str
    evidence: tuple[Evidence, ...]
    rule: str


class CohortMention(MentionBase):
    """A statement about a group."""

    kind: Literal["cohort"] = "cohort"
    level: Level = "group"
    value: CohortFinding


Mention = Annotated[
    CkMention | LabMention | AntibodyMention | CmasMention | DrugMention | SexMention | AgeMention | CohortMention,
    Field(discriminator="kind"),
]
