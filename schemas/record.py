"""What an article says, patient by patient: the public result of casesift."""

from collections.abc import Iterator
from typing import Literal

from schemas.base import SCHEMA_VERSION, Frozen
from schemas.linked import AlsoReported
from schemas.mention import Mention
from schemas.values import AntibodyResult, CkValue, CmasScore, CohortFinding, DrugCourse, Evidence, LabValue, Sex

Origin = Literal["own", "cited"]


class ArticleInfo(Frozen):
    """The article: names as in the gold files."""

    source_file: str
    title: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    first_author: str | None = None
    journal: str | None = None
    year: int | None = None
    article_type: str | None = None


class CaseRecord(Frozen):
    """One patient. An empty list means not reported; a negative antibody or a drug ``not_given`` is a reported fact.

    ``also_reported``: the patient's other reports, where patients are counted once; empty in the record of an article.
    """

    label: str
    also_called: tuple[str, ...] = ()
    origin: Origin = "own"
    citation: str | None = None
    evidence: tuple[Evidence, ...] = ()
    sex: Sex | None = None
    sex_evidence: tuple[Evidence, ...] = ()
    age_years: float | None = None
    age_also: tuple[float, ...] = ()
    age_evidence: tuple[Evidence, ...] = ()
    ck: tuple[CkValue, ...] = ()
    antibodies: tuple[AntibodyResult, ...] = ()
    cmas: tuple[CmasScore, ...] = ()
    drugs: tuple[DrugCourse, ...] = ()
    labs: tuple[LabValue, ...] = ()
    also_reported: tuple[AlsoReported, ...] = ()

    def words(self) -> Iterator[Evidence]:
        """The places of all that is told of the patient."""
        yield from (*self.sex_evidence, *self.age_evidence)
        for fact in (*self.ck, *self.antibodies, *self.cmas, *self.drugs, *self.labs):
            yield from fact.evidence
        for course in self.drugs:
            for dose in course.doses:
                yield from dose.evidence


Severity = Literal["info", "warning", "error"]
"""``error``: both cannot be true; ``warning``: very probably a slip; ``info``: worth a look."""


class IntegrityFinding(Frozen):
    """Something in the article that contradicts itself, in one sentence a clinician understands.

    ``evidence`` are the words of one side, ``against`` those of the other; the latter is empty where a value is
    contradicted by nothing that the article says, as a dose a thousandfold off.
    """

    kind: str
    severity: Severity
    message: str
    evidence: tuple[Evidence, ...] = ()
    against: tuple[Evidence, ...] = ()


class SourceDifference(Frozen):
    """A fact that only one of two files of an article tells: ``fact`` in words, ``case`` None for one of a group."""

    only_in: str
    case: str | None
    field: str
    fact: str
    evidence: tuple[Evidence, ...] = ()


class CrossCheck(Frozen):
    """Another file of the same article, read and compared: how many facts agree, and where the files differ."""

    source_file: str
    reader: str
    id: str
    agreed: int
    differences: tuple[SourceDifference, ...] = ()


class Versions(Frozen):
    """What made the record: change one of them and the record may change.

    ``readers`` is None in a record of schema 2, whose ``rules`` are rules and readers together.
    """

    program: str
    rules: str
    readers: str | None = None
    vocabulary: str
    document_schema: str = SCHEMA_VERSION


class ArticleRecord(Frozen):
    """All that was found in one article, the unlinked and the doubtful included.

    Where an article came in several files, the record is that of the best source, and ``cross_checks`` are the others.
    """

    id: str
    article: ArticleInfo
    reader: str
    cases: tuple[CaseRecord, ...] = ()
    cohort: tuple[CohortFinding, ...] = ()
    unlinked: tuple[Mention, ...] = ()
    findings: tuple[IntegrityFinding, ...] = ()
    warnings: tuple[str, ...] = ()
    cross_checks: tuple[CrossCheck, ...] = ()
    versions: Versions

    def words(self) -> Iterator[Evidence]:
        """The places of all that is told of patients and groups, in no order."""
        for case in self.cases:
            yield from case.words()
        for finding in self.cohort:
            yield from finding.evidence


class ArticleFailure(Frozen):
    """An article that gave no record, and why, in words a clinician understands."""

    source_file: str
    reason: str
    kind: str
