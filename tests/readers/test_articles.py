"""Three published articles, each as XML, web page and PDF: they tell the same, and none tells of a patient."""

import re
from functools import cache
from pathlib import Path

import pytest

from extractors.clean import clean_words
from extractors.nlp import extract
from extractors.readers import ReadError, read_article
from schemas.document import Document

DATA = Path(__file__).parents[3] / "shared" / "dev_data"
ARTICLES = sorted(path.name for path in (DATA / "articles").glob("*")) if DATA.is_dir() else []
HOSTILE = sorted((DATA / "hostile").glob("*.xml")) if DATA.is_dir() else []

pytestmark = pytest.mark.skipif(
    not ARTICLES, reason="the articles to develop against are not here (../shared/dev_data)"
)


@cache
def read(name: str, form: str) -> Document:
    return read_article(DATA / "articles" / name / f"fulltext.{form}")


def pressed(words: str) -> str:
    return "".join(clean_words(words).split())


def sentences(document: Document) -> list[str]:
    texts = [document.quote(block) for block in document.blocks if block.kind in ("paragraph", "list_item")]
    return [part for text in texts for part in re.split(r"(?<=[.!?])\s+(?=[A-Z])", text) if len(part) > 20]


@pytest.mark.parametrize("name", ARTICLES)
def test_the_sentences_of_the_xml_stand_in_order_on_the_page(name: str) -> None:
    page = pressed(read(name, "html").text)
    told = sentences(read(name, "xml"))
    place, found = 0, 0
    for sentence in told:
        at = page.find(pressed(sentence), place)
        found += at >= 0
        place = at + 1 if at >= 0 else place
    assert len(told) > 50
    assert found >= 0.99 * len(told)


def cells(document: Document, table: int) -> dict[tuple[int, int], str]:
    found = document.tables[table].cells
    return {(cell.row, cell.column): pressed(document.quote(cell)) for cell in found if cell.end > cell.start}


@pytest.mark.parametrize("name", ARTICLES)
def test_the_tables_of_the_page_are_those_of_the_xml(name: str) -> None:
    """Two of the three pages show their only table as a picture or on a page of its own."""
    xml, page = read(name, "xml"), read(name, "html")
    assert [table.label for table in page.tables] in ([], [table.label for table in xml.tables])
    for place in range(len(page.tables)):
        expected = cells(xml, place)
        assert sum(expected.get(where) == words for where, words in cells(page, place).items()) >= 0.9 * len(expected)


def test_one_page_has_its_tables() -> None:
    assert sum(len(read(name, "html").tables) for name in ARTICLES) == 2


@pytest.mark.parametrize("form", ["xml", "html"])
@pytest.mark.parametrize("name", ARTICLES)
def test_no_cited_title_is_in_the_text(name: str, form: str) -> None:
    source = (DATA / "articles" / name / "fulltext.xml").read_text(encoding="utf-8")
    listed = re.split(r"<ref-list|<refgrp", source)[-1]
    found = re.findall(r"<(article-title|title)>(.*?)</\1>", listed, re.DOTALL)
    titles = [pressed(re.sub(r"<[^>]+>", "", title)) for _, title in found]
    assert len(titles) > 10
    text = pressed(read(name, form).text)
    assert [title for title in titles if len(title) > 30 and title in text] == []


@pytest.mark.parametrize("form", ["xml", "html"])
@pytest.mark.parametrize("name", ARTICLES)
def test_both_forms_tell_of_the_same_article(name: str, form: str) -> None:
    xml, meta = read(name, "xml").metadata, read(name, form).metadata
    assert meta.doi is not None
    assert (meta.doi, meta.title, meta.first_author) == (xml.doi, xml.title, xml.first_author)


@pytest.mark.parametrize("form", ["xml", "html", "pdf"])
@pytest.mark.parametrize("name", ARTICLES)
def test_no_patient_and_no_result_comes_out(name: str, form: str) -> None:
    record = extract(read(name, form))
    assert record.cases == ()
    results = ("ck", "cmas", "antibody")
    assert [mention for mention in record.unlinked if mention.kind in results] == []
    assert [finding for finding in record.cohort if finding.measure in results] == []


@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path.name)
def test_hostile_files_end_as_a_record_or_a_reason(path: Path) -> None:
    if path.name == "dtd.xml":  # a web page with a document type on the network
        assert read_article(path).reader == "html"
        return
    with pytest.raises(ReadError) as caught:
        read_article(path)
    assert caught.value.kind in ("unreadable", "unsupported")
    assert path.name not in caught.value.reason
