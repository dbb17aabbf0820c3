"""Files of one article -> one record: the best source speaks, the others are its cross-checks.

Which files are of one article is told by ``article_files``.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from flows.literature.article_files import of_one_article
from flows.scores.facts import CaseFacts, Fact, merged
from flows.scores.flattening import found_case, found_cohort
from flows.scores.pairing import pair_cases, settle
from flows.scores.scoreboard import told
from schemas.record import ArticleRecord, CrossCheck, IntegrityFinding, SourceDifference

_SOURCES = ("jats", "bmc", "html", "pdf", "text")
"""Readers, the best source first: markup, then a page, then print, then somebody's copy of the text."""

_SHOWN = 3


def by_article(records: Sequence[ArticleRecord]) -> list[ArticleRecord]:
    """One record an article, in the order in which the articles first appear.

    A record that stands for several files has a cross-check for each of the others, and a finding for each that tells
    something else.
    """
    groups = of_one_article([record.article for record in records])
    return [joined([records[place] for place in places]) for places in groups]


def source_rank(reader: str) -> int:
    """Which of an article's files speaks for it: that of the reader with the least rank, the first of several."""
    return _SOURCES.index(reader)


def joined(files: Sequence[ArticleRecord]) -> ArticleRecord:
    """The records of one article's files as one: that of the best source, checked against the others."""
    best = min(files, key=lambda record: source_rank(record.reader))
    checks = tuple(_cross_check(best, other) for other in files if other is not best)
    if not checks:
        return best
    findings = tuple(_finding(best, check) for check in checks if check.differences)
    return best.model_copy(update={"cross_checks": checks, "findings": best.findings + findings})


class Repeated(NamedTuple):
    """A file that repeats the article of a better source: how many facts agree, and how many only one of them tells."""

    article_id: str
    source_file: str
    of_article_id: str
    of_source_file: str
    agreed: int
    different: int


def repeated(article_id: str, source_file: str, checks: Iterable[CrossCheck]) -> Iterator[Repeated]:
    """The files that were checked against the article of ``source_file``."""
    for check in checks:
        counts = {"agreed": check.agreed, "different": len(check.differences)}
        yield Repeated(check.id, check.source_file, article_id, source_file, **counts)


def _cross_check(best: ArticleRecord, other: ArticleRecord) -> CrossCheck:
    agreed, differences = 0, list[SourceDifference]()
    for case, ours, theirs in _paired(best, other):
        settled = settle(ours, theirs)
        agreed += len(settled.hits)
        differences += [_difference(best, case, fact) for fact in settled.missed]
        differences += [_difference(other, case, fact) for fact in settled.extra]
    return CrossCheck(
        source_file=other.article.source_file,
        reader=other.reader,
        id=other.id,
        agreed=agreed,
        differences=tuple(differences),
    )


def _paired(
    best: ArticleRecord, other: ArticleRecord
) -> Iterator[tuple[str | None, tuple[Fact, ...], tuple[Fact, ...]]]:
    """Each patient with its facts in both files, and the statements about groups."""
    ours, theirs = _cases(best), _cases(other)
    partner = dict(pair_cases(ours, theirs))
    for place, case in enumerate(ours):
        yield case.label, case.facts, theirs[partner[place]].facts if place in partner else ()
    for place, case in enumerate(theirs):
        if place not in partner.values():
            yield case.label, (), case.facts
    yield None, merged(map(found_cohort, best.cohort)), merged(map(found_cohort, other.cohort))


def _cases(record: ArticleRecord) -> list[CaseFacts]:
    return [found_case(case) for case in record.cases]


def _difference(only_in: ArticleRecord, case: str | None, fact: Fact) -> SourceDifference:
    return SourceDifference(
        only_in=only_in.article.source_file,
        case=case,
        field=fact.field,
        fact=told(fact.shown),
        evidence=fact.evidence,
    )


def _finding(best: ArticleRecord, check: CrossCheck) -> IntegrityFinding:
    shown = check.differences[:_SHOWN]
    some = "; ".join(f"only in {each.only_in}: {each.case or 'group'}, {each.field}, {each.fact}" for each in shown)
    more = f"; and {len(check.differences) - len(shown)} more" if len(check.differences) > len(shown) else ""
    files = f"{best.article.source_file} and {check.source_file}"
    return IntegrityFinding(
        kind="sources_differ",
        severity="warning",
        message=f"{files} are one article and do not tell the same: {some}{more}",
        evidence=tuple(words for each in shown if each.only_in == best.article.source_file for words in each.evidence),
    )
