"""Records and their files -> the folder of review pages."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePath

from flows.against_gold import GoldResult, compare_with_gold
from flows.extraction import Extraction
from flows.gold import GoldFolder, load_gold
from flows.site.article_page import PageJob, write_page, write_text
from flows.site.overview import OverviewRow, overview_html
from schemas.gold import GoldRecord
from schemas.record import ArticleFailure, ArticleRecord

_PAGES = "articles"
_LONGEST = 60  # characters of a file's name in that of its page


def write_site(
    records: Sequence[ArticleRecord],
    articles: Mapping[str, Path],
    out: Path,
    extraction: Extraction,
    *,
    failures: Sequence[ArticleFailure] = (),
    gold: Path | None = None,
    result: GoldResult | None = None,
) -> list[ArticleFailure]:
    """Write ``index.html``, a page an article and the pictures of their pages into ``out``; gives what failed.

    ``articles``: the files by the SHA-256 of their bytes, as ``ArticleRecord.id`` names them; a record whose file is
    not there has no page and is a failure. ``result``: the comparison with ``gold``, where it was made already.
    """
    truth = load_gold(gold) if gold else GoldFolder({}, ())
    there = [record for record in records if record.id in articles]
    jobs = [_job(record, place, there, articles, truth.records, out) for place, record in enumerate(there)]
    failed = [*failures, *(_without_file(record) for record in records if record.id not in articles)]
    rows: list[OverviewRow] = []
    for written in extraction.each(write_page, ((job.path, job) for job in jobs)):
        if isinstance(written, ArticleFailure):
            failed.append(written)
        else:
            rows.append(written)
    if gold and result is None:
        result = compare_with_gold(records, gold, expected=_stems(records, failures))
    write_text(out / "index.html", overview_html(rows, failed, result))
    return failed


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
    place: int,
    records: Sequence[ArticleRecord],
    articles: Mapping[str, Path],
    gold: Mapping[str, GoldRecord],
    out: Path,
) -> PageJob:
    stems = _stems_of(record)
    stem = next((stem for stem in stems if stem in gold), stems[0])
    return PageJob(
        path=articles[record.id],
        record=record,
        gold=gold.get(stem),
        gold_stem=stem,
        folder=out / _PAGES,
        name=page_name(record),
        before=page_name(records[place - 1]) if place else None,
        after=page_name(records[place + 1]) if place + 1 < len(records) else None,
    )


def _stems_of(record: ArticleRecord) -> list[str]:
    files = (record.article.source_file, *(check.source_file for check in record.cross_checks))
    return [PurePath(name).stem for name in files]


def _stems(records: Iterable[ArticleRecord], failures: Iterable[ArticleFailure]) -> set[str]:
    read = {stem for record in records for stem in _stems_of(record)}
    return read | {PurePath(failure.source_file).stem for failure in failures}


def _without_file(record: ArticleRecord) -> ArticleFailure:
    reason = "its file is not among the articles: there is no page of it"
    return ArticleFailure(source_file=record.article.source_file, reason=reason, kind="no_file")
