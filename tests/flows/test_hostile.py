"""Hostile files through the workers, within their limits: each ends as a record or as a failure of its type."""

from pathlib import Path

import pytest

from flows.workers.extraction import Extraction
from flows.workers.limits import Limits
from flows.workers.worker import extract_article
from schemas.record import ArticleFailure

HOSTILE = Path(__file__).parents[3] / "shared" / "dev_data" / "hostile"
OUTCOMES = {
    "2b.pdf": "pdf",
    "Pages-tree-refs.pdf": "pdf",
    "REDHAT-1531897-0.pdf": "unreadable",
    "aes-256.pdf": "encrypted",
    "bug1721218_reduced.pdf": "no_text",
    "cyclic.xml": "unsupported",
    "dtd.xml": "html",
    "encrypted_doc_no_id.pdf": "encrypted",
    "external.xml": "unsupported",
    "external_file.xml": "unsupported",
    "habibi-rotated.pdf": "pdf",
    "imagemagick-images.pdf": "no_text",
    "issue-1113-evil-xobjects.pdf": "pdf",
    "issue-449-vertical.pdf": "pdf",
    "issue-886-xref-stream-widths.pdf": "pdf",
    "libreoffice-writer-password.pdf": "encrypted",
    "operator_list_cycle.pdf": "no_text",
    "pdf-with-jbig2.pdf": "no_text",
    "poppler-67295-0.pdf": "pdf",
    "quadratic.xml": "unsupported",
    "rc4-40.pdf": "encrypted",
    "xmlbomb.xml": "unsupported",
    "zen_of_python_corrupted.pdf": "pdf",
}
"""The reader of a file that gives a record, or the kind of its failure."""

LIMITS = Limits(seconds=20, megabytes=512)
"""Far below what an article may take."""

BOMB = "".join(f'<!ENTITY {name} "{f"&{of};" * 10}">' for of, name in zip("abcdefgh", "bcdefghi", strict=True))


def ends(paths: list[Path], limits: Limits = LIMITS) -> dict[str, str]:
    with Extraction(extract_article, 1, limits) as extraction:
        results = list(extraction.extract(paths))
    for result in results:
        if isinstance(result, ArticleFailure):
            assert not any(jargon in result.reason for jargon in ("Error", "xmlC", "XML_PARSE"))
            assert "\n" not in result.reason
    return {
        path.name: result.kind if isinstance(result, ArticleFailure) else result.reader
        for path, result in zip(paths, results, strict=True)
    }


def test_every_hostile_file_ends_as_it_should() -> None:
    if not HOSTILE.is_dir():
        pytest.skip("the hostile files are not here (../shared/dev_data/hostile)")
    assert ends(sorted(HOSTILE.iterdir())) == OUTCOMES


def jats(body: str, declared: str = "") -> str:
    told = f"<!DOCTYPE article [{declared}]>" if declared else ""
    return f'<?xml version="1.0"?>{told}<article article-type="case-report"><body>{body}</body></article>'


MANY_CELLS = ("<tr>" + "<td>1</td>" * 100 + "</tr>") * 10_000
ARTICLES = {
    "a bomb in the text": (jats("<p>A boy &i; was ill.</p>", '<!ENTITY a "ill ill ill">' + BOMB), "unreadable"),
    "a bomb in an attribute": (jats("<p id='&i;'>A boy.</p>", '<!ENTITY a "ill ill ill">' + BOMB), "unreadable"),
    "a bomb that nobody lights": (jats("<p>A boy was ill.</p>", '<!ENTITY a "ill ill ill">' + BOMB), "jats"),
    "long entities": (jats("<p>" + "&a;" * 50_000 + "</p>", f'<!ENTITY a "{"x" * 50_000}">'), "unreadable"),
    "a file of the system": (jats("<p>&e;</p>", '<!ENTITY e SYSTEM "file:///etc/passwd">'), "unreadable"),
    "a file in a parameter": (jats("<p>A boy.</p>", '<!ENTITY % e SYSTEM "file:///etc/passwd"> %e;'), "jats"),
    "a page of the network": (jats("<p>&e;</p>", '<!ENTITY e SYSTEM "http://192.0.2.1/x">'), "unreadable"),
    "elements without end": (jats("<b>" * 100_000 + "ill" + "</b>" * 100_000), "unreadable"),
    "a table of a million cells": (
        jats("<p>A boy.</p><table-wrap><table>" + MANY_CELLS + "</table></table-wrap>"),
        "jats",
    ),
    "a page with scripts": (
        "<!DOCTYPE html><html><body><script>" + "alert('ill');" * 100_000 + "</script><article><p>A boy was ill, "
        "and he was seen again after a year.</p></article></body></html>",
        "html",
    ),
}  # fmt: skip


def test_hostile_markup_inside_an_article(tmp_path: Path) -> None:
    paths = []
    for name, (markup, _) in ARTICLES.items():
        paths.append(tmp_path / name)
        paths[-1].write_text(markup, encoding="utf-8")
    assert ends(paths) == {name: kind for name, (_, kind) in ARTICLES.items()}
