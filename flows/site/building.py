"""Records and their files -> the folder of review pages."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, pairwise
from pathlib import Path, PurePath
from typing import Any

from flows.gold.against_gold import GoldResult, compare_with_gold
from flows.gold.records import load_gold
from flows.site.article_page import PageJob, write_page, write_text
from flows.site.overview import OverviewRow, overview_html
from flows.workers.extraction import Extraction
from schemas.gold import GoldRecord
from schemas.record import ArticleFailure, ArticleRecord

PAGES = "pages"
_LONGEST = 60  # characters of a file's name in that of its page


def write_site(
    records: Iterable[ArticleRecord],
    articles: Mapping[str, Path],
    out: Path,
    extraction: Extraction[Any],
    *,
    failures: Iterable[ArticleFailure] = (),
    gold: Path | None = None,
    result: GoldResult | None = None,
    password: str | None = None,
    done: Callable[[], None] = lambda: None,
) -> list[ArticleFailure]:
    """Write ``index.html``, a page an article and the pictures of their pages into ``out``; gives what failed.

    ``records`` are taken one after the other, and only a few of them are in memory at a time. ``articles``: the files
    by the SHA-256 of their bytes, as ``ArticleRecord.id`` names them; a record whose file is not there has no page and
    is a failure. ``failures``: the articles that gave no record. ``result``: the comparison with ``gold``, where it
    was made already; else it is made here. ``done`` is called after each page.
    """
    truth = load_gold(gold).records if gold else {}
    failed = list(failures)
    judged = _Judged(truth, {PurePath(failure.source_file).stem for failure in failed})
    there = _with_files(judged.noting(records), articles, failed)
    jobs = (_job(record, near, articles, truth, out, password) for record, near in _with_neighbours(there))
    rows: list[OverviewRow] = []
    for written in extraction.each(write_page, ((job.path, job) for job in jobs)):
        done()
        if isinstance(written, ArticleFailure):
            failed.append(written)
        else:
            rows.append(written)
    if gold and result is None:
        result = compare_with_gold(judged.records, gold, expected=judged.stems)
    write_text(out / "index.html", overview_html(rows, failed, result))
    return failed


class _Judged:
    """What of a stream of records the comparison needs: those that have gold, and the stems of all."""

    def __init__(self, gold: Mapping[str, GoldRecord], stems: set[str]) -> None:
        self._gold = gold
        self.stems = stems
        self.records: list[ArticleRecord] = []

    def noting(self, records: Iterable[ArticleRecord]) -> Iterator[ArticleRecord]:
        for record in records:
            stems = _stems_of(record)
            self.stems.update(stems)
            if any(stem in self._gold for stem in stems):
                self.records.append(record)
            yield record


def _with_files(
    records: Iterable[ArticleRecord], articles: Mapping[str, Path], failed: list[ArticleFailure]
) -> Iterator[ArticleRecord]:
    reason = "its file is not among the articles: there is no page of it"
    for record in records:
        if record.id in articles:
            yield record
        else:
            failed.append(ArticleFailure(source_file=record.article.source_file, reason=reason, kind="no_file"))


def _with_neighbours(
    records: Iterable[ArticleRecord],
) -> Iterator[tuple[ArticleRecord, tuple[str | None, str | None]]]:
    """Each record with the pages before and after it."""
    before: str | None = None
    for record, following in pairwise(chain[ArticleRecord | None](records, [None])):
        if record is not None:
            yield record, (before, page_name(following) if following else None)
            before = page_name(record)


def own_page(path: Path, out: Path) -> bool:
    """Whether a file is one that an earlier report wrote into ``out``, and no article."""
    absolute, folder = path.absolute(), out.absolute()
    return absolute == folder / "index.html" or absolute.is_relative_to(folder / PAGES)


def by_content(paths: Iterable[Path]) -> dict[str, Path]:
    """Files by the SHA-256 of their bytes; a file that cannot be opened is left out."""
    found: dict[str, Path] = {}
    for path in paths:
        try:
            found.setdefault(hashlib.sha256(path.read_bytes()).hexdigest(), path)
        except OSError:
            continue
    return found


def page_name(record: ArticleRecord) -> str:
    """The name of an article's page: plain letters of its file's name, and what makes it the only one."""
    stem = PurePath(record.article.source_file).stem
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-") or "article"
    return f"{slug}-{record.id[:8]}.html"


def _job(
    record: ArticleRecord,
    near: tuple[str | None, str | None],
    articles: Mapping[str, Path],
    gold: Mapping[str, GoldRecord],
    out: Path,
    password: str | None,
) -> PageJob:
    stems = _stems_of(record)
    stem = next((stem for stem in stems if stem in gold), stems[0])
    return PageJob(
        path=articles[record.id],
        record=record,
        gold=gold.get(stem),
        gold_stem=stem,
        folder=out / PAGES,
        name=page_name(record),
        before=near[0],
        after=near[1],
        password=password,
    )


def _stems_of(record: ArticleRecord) -> list[str]:
    files = (record.article.source_file, *(check.source_file for check in record.cross_checks))
    return [PurePath(name).stem for name in files]
