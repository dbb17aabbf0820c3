"""What a run found, as much of it as a reader is shown: gathered article by article, so that it stays small."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, TypeVar

from flows.against_gold import GoldResult
from flows.patients import PatientRow
from flows.same_article import Repeated, repeated
from flows.told import Told
from schemas.base import Frozen
from schemas.diff import Comparison
from schemas.record import ArticleFailure, IntegrityFinding

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

    ``repeated``: the files that repeat another's article; ``finding_count``: how many findings there are in all.
    ``gold`` is None where there was no gold folder.
    """

    counts: Counts = Counts()
    patients: tuple[PatientRow, ...] = ()
    articles: tuple[ArticleNote, ...] = ()
    findings: tuple[tuple[str, IntegrityFinding], ...] = ()
    finding_count: int = 0
    repeated: tuple[Repeated, ...] = ()
    failures: tuple[ArticleFailure, ...] = ()
    gold: GoldResult | None = None

    @property
    def comparison(self) -> Comparison | None:
        """The comparison with gold, where there was any."""
        return self.gold.comparison if self.gold else None

    @property
    def files(self) -> int:
        """How many files were read or failed."""
        return self.counts.articles + len(self.repeated)


class Gathering:
    """Findings in the making."""

    def __init__(self) -> None:
        self._counts = {"patients": 0, "cohort_findings": 0, "unlinked_mentions": 0}
        self._articles = self._finding_count = 0
        self._patients: list[PatientRow] = []
        self._notes: list[ArticleNote] = []
        self._findings: list[tuple[str, IntegrityFinding]] = []
        self._repeated: list[Repeated] = []

    def add(self, told: Told) -> ArticleNote:
        """Add an article; returns the note of it."""
        note = note_of(told)
        self._articles += 1
        self._finding_count += len(told.findings)
        for name, count in zip(self._counts, (told.cases, told.cohort, told.unlinked), strict=True):
            self._counts[name] += count
        _fill(self._patients, told.patients)
        _fill(self._notes, [note])
        _fill(self._findings, [(told.source_file, finding) for finding in told.findings])
        self._repeated += repeated(told.id, told.source_file, told.cross_checks)
        return note

    def findings(self, failures: Sequence[ArticleFailure], gold: GoldResult | None) -> Findings:
        """All that was added, with what failed."""
        counts = Counts(articles=self._articles + len(failures), failed=len(failures), **self._counts)
        return Findings(
            counts=counts,
            patients=tuple(self._patients),
            articles=tuple(self._notes),
            findings=tuple(self._findings),
            finding_count=self._finding_count,
            repeated=tuple(self._repeated),
            failures=tuple(failures),
            gold=gold,
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
