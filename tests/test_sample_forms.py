"""The samples say the same in every form: text, JATS, HTML and PDF."""

import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from extractors.nlp import extract
from extractors.readers import read_article
from raw_docs.typesetting.gathering import manuscript_of, sample_texts
from raw_docs.typesetting.html import html_of
from raw_docs.typesetting.inline import plain, words_of
from raw_docs.typesetting.jats import jats_of
from schemas.document import Document, Span
from schemas.record import ArticleRecord

TEXTS = sample_texts()
FORMS = (".xml", ".html", ".pdf")
PLACES = frozenset({"evidence", "against", "sex_evidence", "age_evidence", "start", "end"})
SET_BY_PRINTERS = frozenset({"abstract", "references"})


def facts_of(record: ArticleRecord) -> Any:
    """All that a record says of patients and groups, but where it stands."""
    return without_places(record.model_dump(include={"cases", "cohort", "unlinked", "findings"}))


def without_places(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_places(inner) for key, inner in value.items() if key not in PLACES}
    return [without_places(inner) for inner in value] if isinstance(value, list | tuple) else value


def words_in(text: str) -> Counter[str]:
    """The words of a text; hyphens do not count, at the end of a line or elsewhere."""
    joined = re.sub(r"[-‐−](?:\s*\n\s*)?", "", unicodedata.normalize("NFKC", text))
    return Counter(re.findall(r"\w+", joined.lower()))


def test_there_are_five_samples() -> None:
    assert len(TEXTS) == 5


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.stem[:3])
def test_every_form_gives_the_facts_of_the_text(text: Path, form: str) -> None:
    told = facts_of(extract(read_article(text)))
    assert told["cases"] or told["cohort"]
    assert facts_of(extract(read_article(text.with_suffix(form)))) == told


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.stem[:3])
def test_every_form_has_the_title_doi_and_year_of_the_text(text: Path, form: str) -> None:
    wanted, found = read_article(text).metadata, read_article(text.with_suffix(form)).metadata
    assert wanted.title
    assert (found.title, found.doi, found.year) == (wanted.title, f"10.5555/casesift.2026.{text.stem[:3]}", 2026)


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.stem[:3])
def test_jats_and_html_are_what_is_set_from_the_text_today(text: Path) -> None:
    manuscript = manuscript_of(text)
    stale = "run: python -m raw_docs.typesetting --fonts FOLDER"
    assert text.with_suffix(".xml").read_bytes() == jats_of(manuscript), stale
    assert text.with_suffix(".html").read_bytes() == html_of(manuscript), stale


def words_of_text(document: Document) -> Counter[str]:
    """What the text prints once: the heads of a table that goes on overleaf are printed again and again."""
    kinds = ("furniture", "table", "caption")
    spans: list[Span] = [block for block in document.blocks if block.kind not in kinds]
    for table in document.tables:
        spans += [*table.cells, *([table.caption] if table.caption else [])]
    return words_in("\n".join(plain(words_of(document.quote(span))) for span in spans))


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.stem[:3])
def test_the_pdf_has_all_words_of_the_text_and_no_others(text: Path) -> None:
    document = read_article(text)
    printed = words_in(read_article(text.with_suffix(".pdf")).text)
    assert words_of_text(document) - printed == Counter()
    new = set(printed) - set(words_in(plain(words_of(document.text)))) - SET_BY_PRINTERS
    assert {word for word in new if not word.isdecimal()} == set()
