"""Files of one article -> one record: the best source speaks, the others are its cross-checks.

Files are of one article where they name the same DOI, PubMed or PubMed Central number; or the same title, where that is
long enough to be its own and no identifier tells them apart.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from flows.scores.facts import CaseFacts, Fact, merged
from flows.scores.flattening import found_case, found_cohort
from flows.scores.pairing import pair_cases, settle
from flows.scores.scoreboard import told
from flows.workers.articles import Named
from schemas.record import ArticleRecord, CrossCheck, IntegrityFinding, SourceDifference

_SOURCES = ("jats", "bmc", "html", "pdf", "text")
"""Readers, the best source first: markup, then a page, then print, then somebody's copy of the text."""

_TITLE_WORDS = 5  # "Letter to the editor" is the title of many
_SHOWN = 3

_Links = list[tuple[int, int]]


def by_article(records: Sequence[ArticleRecord]) -> list[ArticleRecord]:
    """One record an article, in the order in which the articles first appear.

    A record that stands for several files has a cross-check for each of the others, and a finding for each that tells
    something else.
    """
    groups = of_one_article([record.article for record in records])
    return [joined([records[place] for place in places]) for places in groups]


def of_one_article(files: Sequence[Named]) -> list[list[int]]:
    """The places of files that are of one article, in the order in which the articles first appear."""
    identified = _groups(len(files), _of_one_identifier(files))
    return _groups(len(files), _of_one_identifier(files) + _of_one_title(files, identified))


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


# ---- which files are of one article


def _of_one_identifier(files: Sequence[Named]) -> _Links:
    places: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for place, file in enumerate(files):
        for identifier in _identifiers(file):
            places[identifier].append(place)
    return [link for same in places.values() for link in pairwise(same)]


def _of_one_title(files: Sequence[Named], identified: list[list[int]]) -> _Links:
    """Groups of one title become one, unless their identifiers say that there are several such articles."""
    titled: defaultdict[str, list[list[int]]] = defaultdict(list)
    for group in identified:
        for title in {_title(files[place]) for place in group} - {""}:
            titled[title].append(group)
    links: _Links = []
    for groups in (some for some in titled.values() if len(some) > 1):
        named = [dict(_identifiers(files[place])) for group in groups for place in group]
        if all(len({names[kind] for names in named if kind in names}) <= 1 for kind in ("doi", "pmid", "pmcid")):
            links += pairwise(group[0] for group in groups)
    return links


def _identifiers(article: Named) -> Iterator[tuple[str, str]]:
    for kind, identifier in (("doi", article.doi), ("pmid", article.pmid), ("pmcid", article.pmcid)):
        if identifier:
            yield kind, identifier.lower()


def _title(article: Named) -> str:
    words = re.findall(r"\w+", (article.title or "").casefold())
    return " ".join(words) if len(words) >= _TITLE_WORDS else ""


def _groups(count: int, links: _Links) -> list[list[int]]:
    """The places 0 to ``count`` in groups that the links connect; each group and all groups in ascending order."""
    ends = np.array(links, dtype=np.int32).reshape(-1, 2)
    graph = coo_array((np.ones(len(links)), (ends[:, 0], ends[:, 1])), shape=(count, count))
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for place, group in enumerate(connected_components(graph, directed=False)[1].tolist() if count else []):
        groups[group].append(place)
    return list(groups.values())


# ---- what they tell


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
