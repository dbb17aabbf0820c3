"""Real articles that exist as PDF and as XML: the XML's sentences and tables are found in the PDF."""

import html
import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from extractors.readers.pdf import read_pdf
from schemas.document import Document

ARTICLES = Path(__file__).parents[3] / "shared" / "dev_data" / "articles"
NAMES = ("f1000-3-190", "plos-0115884", "trials-16-1-2")
APART = {
    "back", "disp-formula", "fig", "fn", "formula", "graphic", "inline-formula", "label", "ref-list", "response",
    "sub-article", "supplementary-material", "table", "table-wrap", "tbl",
}  # fmt: skip
FOUND, CELLS = 0.97, 0.90


def bare(text: str) -> str:
    """Letters and digits alone: spaces, hyphens and how citations are set do not count."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).lower()


def xml_of(name: str) -> ET.Element:
    text = (ARTICLES / name / "fulltext.xml").read_text(encoding="utf-8")
    text = re.sub(r"<!DOCTYPE[^>\[]*(\[.*?\])?>", "", text, flags=re.DOTALL)
    text = re.sub(r"&(?!amp;|lt;|gt;|quot;|apos;|#)(\w+);", lambda match: html.unescape(match[0]), text)
    return ET.fromstring(text)  # noqa: S314 - files of the development set


def prose(element: ET.Element) -> str:
    inner = (prose(child) * (child.tag not in APART) + (child.tail or "") for child in element)
    return (element.text or "") + "".join(inner)


def paragraphs(element: ET.Element) -> Iterator[str]:
    for child in element:
        if child.tag == "p":
            yield " ".join(prose(child).split())
        elif child.tag not in APART:
            yield from paragraphs(child)


def sentences(name: str) -> list[str]:
    root = xml_of(name)
    body = root.find(".//body") if root.find(".//body") is not None else root.find(".//bdy")
    assert body is not None
    told = [sentence for text in paragraphs(body) for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z])", text)]
    return [bare(sentence) for sentence in told if len(bare(sentence)) > 30]


@pytest.fixture(scope="module", params=NAMES)
def article(request: pytest.FixtureRequest) -> tuple[str, Document]:
    path = ARTICLES / request.param / "fulltext.pdf"
    if not path.exists():
        pytest.skip("the articles are not here (../shared/dev_data/articles)")
    return request.param, read_pdf(path.read_bytes(), path.name)


def test_the_sentences_of_the_body_are_found_in_order(article: tuple[str, Document]) -> None:
    name, document = article
    text = "".join(bare(document.quote(block)) for block in document.blocks if block.kind != "reference")
    told = sentences(name)
    found = in_order([[match.start() for match in re.finditer(re.escape(sentence), text)] for sentence in told])
    assert found >= FOUND * len(told), f"{found} of {len(told)}"


def in_order(places: list[list[int]]) -> int:
    """The most sentences that can be found one behind the other, each at one of its places."""
    ends: list[int] = []
    for options in places:
        for place in sorted(options, reverse=True):
            at = bisect_left(ends, place)
            ends[at : at + 1] = [place]
    return len(ends)


def test_the_cells_of_the_tables_are_found(article: tuple[str, Document]) -> None:
    name, document = article
    found = [Counter(bare(document.quote(cell)) for cell in table.cells) for table in document.tables]
    for wrap in (element for element in xml_of(name).iter() if element.tag in ("table-wrap", "tbl")):
        cells = (cell for cell in wrap.iter() if cell.tag in ("td", "th", "c"))
        printed = Counter(text for cell in cells if (text := bare("".join(cell.itertext()))))
        right = max((printed & table).total() for table in found)
        assert right >= CELLS * printed.total(), f"{right} of {printed.total()}"


def test_no_reference_is_text(article: tuple[str, Document]) -> None:
    name, document = article
    root = xml_of(name)
    listed = root.find(".//ref-list") if root.find(".//ref-list") is not None else root.find(".//refgrp")
    cited = {
        bare("".join(item.itertext()))
        for item in (listed.iter() if listed is not None else ())
        if item.tag in ("article-title", "title")
    }
    read = [
        block
        for block in document.blocks
        if block.kind not in ("reference", "furniture") and block.section != "references"
    ]
    leaked = [
        title for title in cited if len(title) > 30 and any(title in bare(document.quote(block)) for block in read)
    ]
    assert leaked == []


def test_the_article_tells_its_title_and_doi(article: tuple[str, Document]) -> None:
    name, document = article
    doi = {"f1000-3-190": "10.12688/f1000research.4767.2", "plos-0115884": "10.1371/journal.pone.0115884"}
    assert document.metadata.doi == doi.get(name, "10.1186/1745-6215-16-2")
    titles = [bare("".join(item.itertext())) for item in xml_of(name).iter() if item.tag in ("article-title", "title")]
    assert document.metadata.title is not None
    assert titles[0] in bare(document.metadata.title)


def test_every_word_is_where_the_text_says(article: tuple[str, Document]) -> None:
    _, document = article
    sizes = {page.number: (page.width, page.height) for page in document.pages}
    for word in document.words:
        width, height = sizes[word.page]
        assert -1 <= word.box[0] <= word.box[2] <= width + 1
        assert -1 <= word.box[1] <= word.box[3] <= height + 1
    assert all(before.end <= after.start for before, after in pairwise(document.words))
    told = "".join(document.quote(word) for word in document.words)
    assert "".join(told.split()) == "".join(document.text.split())
