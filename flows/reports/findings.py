"""What a run found, as much of it as a reader is shown: gathered article by article, so that it stays small."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, TypeVar

from pydantic import Field

from flows.gold.against_gold import GoldResult
from flows.literature.integrity import Integrity, open_counts
from flows.literature.same_article import Repeated, repeated
from flows.printing.patients import PatientRow
from flows.reports.told import Told
from flows.scores.doubts import NOTHING_IN_DOUBT, Review
from schemas.base import Frozen
from schemas.diff import Comparison
from schemas.finding import Finding
from schemas.linked import PatientLink
from schemas.record import ArticleFailure, Severity

SHOWN = 500
"""Patients, articles and findings that a reader is shown; the files of data have them all."""

T = TypeVar("T")


class Counts(Frozen):
    """How much a run found."""

    articles: int = 0
    failed: int = 0
    patients: int = 0
    cohort_findings: int = 0
    unlinked_mentions: int = 0
    contradictions: int = 0


class ArticleNote(Frozen):
    """An article with what there is to note of it."""

    id: str
    source_file: str
    reader: str
    cases: int
    cohort: int
    unlinked: int
    cross_checks: tuple[dict[str, Any], ...] = ()
    findings: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


class Findings(Frozen):
    """Counts, and no more than ``SHOWN`` of each kind; all failures, and what gold says of the records.

    ``repeated``: the files that repeat another's article; ``links``: patients that are reported more than once;
    ``finding_count`` and ``link_count``: how many there are in all; ``open_findings``: how many findings of each
    severity nobody has acknowledged.
    ``gold`` is None where there was no gold folder. What was held back is in ``review`` only, and counted nowhere else.
    """

    counts: Counts = Counts()
    patients: tuple[PatientRow, ...] = ()
    articles: tuple[ArticleNote, ...] = ()
    findings: tuple[Finding, ...] = ()
    finding_count: int = 0
    open_findings: dict[Severity, int] = Field(default_factory=dict)
    links: tuple[PatientLink, ...] = ()
    link_count: int = 0
    repeated: tuple[Repeated, ...] = ()
    failures: tuple[ArticleFailure, ...] = ()
    gold: GoldResult | None = None
    review: Review = Review()

    @property
    def comparison(self) -> Comparison | None:
        """The comparison with gold, where there was any."""
        return self.gold.comparison if self.gold else None


class Gathering:
    """Findings in the making."""

    def __init__(self, integrity: Integrity | None = None) -> None:
        self._counts = {"patients": 0, "cohort_findings": 0, "unlinked_mentions": 0}
        self._articles = 0
        self._patients: list[PatientRow] = []
        self._notes: list[ArticleNote] = []
        self._integrity = integrity if integrity is not None else Integrity({})
        self._repeated: list[Repeated] = []

    def add(self, told: Told) -> ArticleNote:
        """Add an article; returns the note of it."""
        note = note_of(told)
        self._articles += 1
        for name, count in zip(self._counts, (told.cases, told.cohort, told.unlinked), strict=True):
            self._counts[name] += count
        _fill(self._patients, told.patients)
        _fill(self._notes, [note])
        self._integrity.add((told.id, told.source_file), told.identity, told.findings)
        self._repeated += repeated(told.id, told.source_file, told.cross_checks)
        return note

    def findings(
        self,
        failures: Sequence[ArticleFailure],
        gold: GoldResult | None,
        review: Review = NOTHING_IN_DOUBT,
        links: Sequence[PatientLink] = (),
    ) -> Findings:
        """All that was added, with what failed, what was held back, and patients that are reported more than once."""
        self._integrity.link(links)
        found = self._integrity.found
        articles = self._articles + len(failures)
        counts = Counts(articles=articles, failed=len(failures), **self._counts, contradictions=len(found))
        return Findings(
            counts=counts,
            patients=tuple(self._patients),
            articles=tuple(self._notes),
            findings=tuple(found[:SHOWN]),
            finding_count=len(found),
            open_findings=open_counts(found),
            links=tuple(links[:SHOWN]),
            link_count=len(links),
            repeated=tuple(self._repeated),
            failures=tuple(failures),
            gold=gold,
            review=review,
        )


def note_of(told: Told) -> ArticleNote:
    """What there is to note of an article."""
    counts = {"cases": told.cases, "cohort": told.cohort, "unlinked": told.unlinked}
    checks = (check.model_dump(include={"source_file", "reader", "agreed"}) for check in told.cross_checks)
    return ArticleNote(
        id=told.id,
        source_file=told.source_file,
        reader=told.reader,
        **counts,
        cross_checks=tuple(checks),
        findings=tuple(finding.message for finding in told.findings),
        warnings=told.warnings,
    )


def _fill(shown: list[T], more: Iterable[T]) -> None:
    shown += islice(more, SHOWN - len(shown))
