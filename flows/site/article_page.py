"""The page of one article: written in a worker process, from its file, its record and its gold."""

import os
from itertools import groupby
from pathlib import Path, PurePath
from typing import Any

from flows.gold.entries import FIELDS, told
from flows.site.content import Content, Patient, Value, content_of
from flows.site.courses import course_of
from flows.site.forms import forms, names
from flows.site.judging import Judgement
from flows.site.overview import OverviewRow, overview_row
from flows.site.plots import course_svg
from flows.site.rendering import render
from flows.site.sheets import sheets_of
from flows.site.text import Marked, Marker, ShownBlock, shown_blocks
from flows.site.wording import LABELS, readable
from schemas.base import Frozen
from schemas.document import Document, Span
from schemas.gold import GoldArticle, GoldCase, GoldRecord
from schemas.patch import GoldPerson
from schemas.record import ArticleFailure, ArticleRecord

PICTURES = "pictures"


class PageJob(Frozen):
    """What a worker needs for one page, whose file is ``name`` in ``folder``.

    ``gold_stem``: that of the gold file, also of one that is not there yet. ``before`` and ``after``: the neighbours.
    """

    path: Path
    record: ArticleRecord
    gold: GoldRecord | None
    gold_stem: str
    folder: Path
    name: str
    before: str | None = None
    after: str | None = None
    password: str | None = None


def write_page(job: PageJob) -> OverviewRow | ArticleFailure:
    """Write the page and the pictures of its file's pages; gives its row of the overview. Never raises."""
    from flows.workers.worker import guarded

    return guarded(job.path, lambda _: _written(job))


def _written(job: PageJob) -> OverviewRow:
    from extractors import lexicon
    from extractors.readers import ReadError, plain_pages, read_article

    document = read_article(job.path, password=job.password)
    pictures = job.folder.parent / PICTURES / document.id[:16]
    try:
        drawn = plain_pages(job.path, document, pictures, job.password)
    except ReadError:  # its words were read: the page shows them as text
        drawn = []
    judgement = Judgement(job.gold, job.record, frozenset(lexicon.drugs())) if job.gold else None
    content = content_of(job.record, judgement)
    paths = [f"../{PICTURES}/{document.id[:16]}/{path.name}" for path in drawn]
    write_text(job.folder / job.name, page_html(job, document, content, paths))
    return overview_row(job.record, content, f"{job.folder.name}/{job.name}", judged=job.gold is not None)


def page_html(job: PageJob, document: Document, content: Content, pictures: list[str]) -> str:
    """The page of an article; ``pictures`` are the paths of those of its pages, from the page that shows them."""
    record = job.record
    # words of another file of the article, or of another article, stand elsewhere
    marks = [mark for mark in content.marks() if document.quote(_span(mark)) == mark.evidence.quote]
    blocks = shown_blocks(document, Marker(document, marks))
    groups = [(kind, list(group)) for kind, group in groupby(blocks, key=_grouped)]
    plots = {
        patient.id: course_svg(patient.label, course_of(case))
        for patient, case in zip(content.patients, record.cases, strict=False)
    }
    return render(
        "article.html",
        title=record.article.title or record.article.source_file,
        about=_about(record),
        before=job.before,
        after=job.after,
        sheets=sheets_of(document, pictures, marks) if pictures else [],
        groups=groups,
        content=content,
        judged=job.gold is not None,
        plots=plots,
        remarks=_remarks(record),
        data=_data(job, content),
    )


def _span(mark: Marked) -> Span:
    return Span(start=mark.evidence.start, end=mark.evidence.end)


def write_text(path: Path, text: str) -> None:
    """Write beside and rename: a page is there as a whole, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_text(text, encoding="utf-8", newline="")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _grouped(block: ShownBlock) -> str:
    return "reference" if block.kind == "reference" else ""


def _about(record: ArticleRecord) -> list[str]:
    article = record.article
    known = (article.first_author, article.journal, article.year, article.doi and f"doi {article.doi}")
    return [*(str(each) for each in known if each), article.source_file, f"read as {record.reader}"]


def _remarks(record: ArticleRecord) -> list[str]:
    """The other files of the article, what only one of them tells, and the reader's warnings."""
    told = []
    for check in record.cross_checks:
        told.append(f"also read: {check.source_file}, {check.agreed} facts agree, {len(check.differences)} differ")
        told += [
            f"only in {each.only_in}: {each.case or 'a group'}, {readable(each.field)}, {each.fact}"
            for each in check.differences
        ]
    return [*told, *record.warnings]


# ---- what the scripts need


def _data(job: PageJob, content: Content) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for patient in content.patients:
        values[patient.id] = _patient(patient)
        values |= {value.id: _value(value) for row in patient.rows for value in row.values}
    values |= {value.id: _value(value) for value in content.groups}
    return {
        "document": job.record.id,
        "gold": job.gold_stem,
        "article": told(_article(job)),
        "values": values,
        "forms": forms(),
        "names": names(),
        "fields": FIELDS,
        "labels": LABELS,
    }


def _article(job: PageJob) -> GoldArticle:
    """How gold calls the article: as it does, or by what the file tells."""
    if job.gold:
        return job.gold.article
    article = job.record.article
    return GoldArticle(
        source_file=f"{job.gold_stem}{PurePath(article.source_file).suffix}",
        title=article.title,
        first_author=article.first_author,
        journal=article.journal,
        year=article.year,
        doi=article.doi,
    )


def _patient(patient: Patient) -> dict[str, Any]:
    """Who the patient is, as gold would say it: an entry like any other."""
    person = GoldPerson(label=patient.label, also_called=patient.also_called, origin=patient.origin)
    gold = told(_person(patient.gold)) if patient.gold else None
    read = (gold or told(person)) if patient.read else None
    verdict = "match" if gold and read else patient.verdict
    return {"case": patient.label, "field": "case", "read": read, "gold": gold, "verdict": verdict}


def _person(case: GoldCase) -> GoldPerson:
    return GoldPerson(label=case.label, also_called=case.also_called, origin=case.origin)


def _value(value: Value) -> dict[str, Any]:
    return {
        "case": value.case,
        "field": value.field,
        "read": value.read,
        "gold": value.gold,
        "verdict": value.verdict,
        "parts": bool(value.parts),
        "printed": value.printed,
        "rule": value.rule,
    }
