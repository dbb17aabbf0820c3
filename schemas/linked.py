"""One patient reported more than once: which two cases, how likely it is, and what agrees and disagrees."""

from typing import Literal

from schemas.base import Frozen
from schemas.values import Evidence

LinkVerdict = Literal["same", "likely same", "conflict"]
"""``conflict``: by all the rest the same patient, but the two reports cannot both be right in something."""

Relation = Literal[
    "cited",  # an article's own case, and the row of another article that cites it
    "both cite",  # two articles cite the same paper
    "one article",  # two cases of one article, as two rows of a review
    "one author",  # two articles of one first author
    "paper not told",  # a cited case of which the article does not say by name whose it is
    "unrelated",  # nothing but the values
]

LinkedField = Literal["sex", "age", "ck", "labs", "cmas", "antibodies", "drugs", "doses"]

How = Literal[
    "equal",
    "rounded",  # 13,798 and 13,800; 9.2 and 9 years
    "digits exchanged",  # two neighbouring digits: 13,798 and 13,789
    "names exchanged",  # each of two analytes has the value of the other
    "power of ten",  # the same digits, ten, a hundred or a thousand times as much
    "unit",  # the same number in another unit
    "differs",
]


class Told(Frozen):
    """One side of a compared fact: in words, as a number in its own ``unit`` where it is one, and where it stands."""

    told: str
    value: float | None = None
    unit: str | None = None
    evidence: tuple[Evidence, ...] = ()


class ComparedFact(Frozen):
    """One fact that both reports tell. ``name``: the analyte, antibody or drug; "" where the field says it all.

    ``weight`` is in bits: log2 of how much more often two reports of one patient stand so to each other than reports
    of two. Below 0 it speaks against one patient.
    """

    field: LinkedField
    name: str
    how: How
    left: Told
    right: Told
    weight: float


class PatientRef(Frozen):
    """A case of a record: ``article_id`` and ``source_file`` name the record, ``position`` counts its cases from 0."""

    article_id: str
    source_file: str
    position: int
    case: str
    origin: Literal["own", "cited"]
    citation: str | None = None

    @property
    def key(self) -> tuple[str, str, int]:
        """What tells one case from every other."""
        return self.article_id, self.source_file, self.position


class PatientLink(Frozen):
    """Two cases that are one patient, with a stated ``likelihood`` (0.9 to 1) and what it was made of.

    ``prior`` is the likelihood before any fact was compared, which ``relation`` gives; ``agreements`` and
    ``disagreements`` are the facts, heaviest first. ``message`` is one sentence for a clinician. Cases are never merged
    because of a link; ``left`` is the report that would speak for both.
    """

    left: PatientRef
    right: PatientRef
    verdict: LinkVerdict
    likelihood: float
    relation: Relation
    prior: float
    agreements: tuple[ComparedFact, ...] = ()
    disagreements: tuple[ComparedFact, ...] = ()
    message: str


class AlsoReported(Frozen):
    """Another report of a patient, where patients are counted once: nothing of it is lost, and it can be found."""

    source_file: str
    article_id: str
    case: str
    origin: Literal["own", "cited"]
    citation: str | None = None
    verdict: LinkVerdict
    likelihood: float
    disagreements: tuple[str, ...] = ()
