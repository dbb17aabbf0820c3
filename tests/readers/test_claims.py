"""Which reader claims a file: by its content, and exactly one."""

import codecs
import gzip
from pathlib import Path

import pytest

from extractors.readers import SIZE_LIMIT, ReadError, read_article
from extractors.readers.formats import (
    Reader,
    choose,
    claims_bmc,
    claims_html,
    claims_jats,
    claims_pdf,
    claims_text,
)
from schemas.document import Document
from tests.growth import grows_linearly
from tests.readers.marking import STORY, html, jats, read_markup

CLAIMS = {"JATS": claims_jats, "BMC": claims_bmc, "HTML": claims_html, "PDF": claims_pdf, "text": claims_text}

HEADS = [
    ("JATS", b"<?xml version='1.0'?><article>"),
    ("JATS", b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a comment > -->\n<!DOCTYPE article PUBLIC 'x' 'y'>\n<article>"),
    ("JATS", b"<!DOCTYPE article SYSTEM 'x'><article>"),
    ("JATS", b"<article article-type='case-report'><front>"),
    ("JATS", b"<article><front><article-meta>"),
    ("JATS", b"<?xml version='1.0'?><pmc-articleset><article>"),
    ("JATS", b"<?xml version='1.0'?><OAI-PMH xmlns='x'>"),
    ("JATS", b"<?xml version='1.0'?><nlm:article xmlns:nlm='x'>"),
    ("JATS", codecs.BOM_UTF16_LE + "<?xml version='1.0'?><article>".encode("utf-16-le")),
    ("JATS", "<?xml version='1.0'?><article>".encode("utf-16-be")),
    ("BMC", b"<?xml version='1.0'?><!DOCTYPE art SYSTEM 'x'><art>"),
    ("BMC", b"<?xml version='1.0'?><art>"),
    ("HTML", b"<!doctype html><html>"),
    ("HTML", b"\n\n<HTML LANG='en'>"),
    ("HTML", b"<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html xmlns='x'>"),
    ("HTML", b"<!-- saved from a page --><html>"),
    ("HTML", b"<!-- saved from a page, with much to say " + b"of it " * 2000),
    ("HTML", b"<body><p>Words"),
    ("HTML", b"<article class='x'><h1>Words"),
    ("PDF", b"%PDF-1.7\n1 0 obj"),
    ("PDF", b"rubbish\n%PDF-1.4\n"),
    ("text", b"A boy was ill."),
    ("text", b"<sup>1</sup>A boy was ill. PDF files begin with %PDF.\n"),
    ("text", b"<b>Case report</b>\nA boy was ill."),
    ("text", b"< 5 U/L was normal."),
    ("text", b"<!-- a note -->\n# Title\n"),
    ("text", b"\x00\x01\x02 whatever this is"),
    (None, b"<?xml version='1.0'?><TEI xmlns='x'>"),
    (None, b"<!DOCTYPE bomb [<!ENTITY a 'b'>]><bomb>"),
    (None, b"<svg xmlns='http://www.w3.org/2000/svg'>"),
    (None, b"<?xml version='1.0'?>"),
    (None, b"PK\x03\x04word/document.xml"),
    (None, b"\xd0\xcf\x11\xe0\xa1"),
    (None, b"{\\rtf1\\ansi hello}"),
    (None, b"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n"),
    ("HTML and PDF", b"<!doctype html><html>%PDF-1.4"),
]


@pytest.mark.parametrize(("name", "head"), HEADS, ids=lambda value: repr(value)[:40])
def test_by_its_first_bytes(name: str | None, head: bytes) -> None:
    assert [told for told, claims in CLAIMS.items() if claims(head)] == ([] if name is None else name.split(" and "))


def never(_: bytes, __: str, ___: str | None) -> Document:
    raise AssertionError


READERS = [Reader(name, claims, never) for name, claims in CLAIMS.items()]


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (b"<!doctype html><html>%PDF-1.4", "two things at once (HTML and PDF)"),
        (b"<?xml version='1.0'?><TEI>", "outermost element is <TEI>"),
        (b"<?xml version='1.0'?>", "JATS articles are read"),
        (b"PK\x03\x04", "Word document"),
        (b"\xd0\xcf\x11\xe0", "old Word document"),
        (b"{\\rtf1", "RTF"),
        (b"MIME-Version: 1.0\nContent-Type: text/html\n", "saved as an archive"),
    ],
)
def test_two_claims_or_none_are_a_clear_failure(head: bytes, words: str) -> None:
    with pytest.raises(ReadError) as caught:
        choose(READERS, head)
    assert caught.value.kind == "unsupported"
    assert words in caught.value.reason


@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a.html", "a"])
def test_the_name_of_a_file_says_nothing(tmp_path: Path, name: str) -> None:
    document = read_markup(tmp_path, jats("<p>A boy.</p>"), name)
    assert (document.reader, document.source) == ("jats", name)


def test_a_page_far_below_empty_lines_is_a_page(tmp_path: Path) -> None:
    assert read_markup(tmp_path, " \n" * 9000 + html(f"<p>{STORY}</p>")).reader == "html"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_page_in_wide_letters_without_a_mark(tmp_path: Path, encoding: str) -> None:
    document = read_markup(tmp_path, html(f"<p>{STORY}</p>").encode(encoding))
    assert (document.reader, STORY in " ".join(document.text.split())) == ("html", True)


# ---- packed files


@pytest.mark.parametrize(
    ("markup", "reader"), [(jats("<p>A boy.</p>"), "jats"), (html(f"<p>{STORY}</p>"), "html"), ("A boy.\n", "text")]
)
def test_a_packed_file_is_read_as_what_is_in_it(tmp_path: Path, markup: str, reader: str) -> None:
    plain = read_markup(tmp_path, markup, "plain")
    packed = read_markup(tmp_path, gzip.compress(markup.encode()), "packed.gz")
    assert packed.reader == reader
    assert (packed.text, packed.blocks) == (plain.text, plain.blocks)
    assert packed.id != plain.id  # the id is that of the file's own bytes


def test_a_packed_file_in_two_parts_is_one(tmp_path: Path) -> None:
    assert read_markup(tmp_path, gzip.compress(b"A boy ") + gzip.compress(b"was ill.")).text == "A boy was ill."


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (gzip.compress(b"a" * (SIZE_LIMIT + 1)), "too_large"),
        (gzip.compress(b"a" * SIZE_LIMIT) + gzip.compress(b"a" * SIZE_LIMIT), "too_large"),
        (gzip.compress(jats("<p>A boy.</p>").encode())[:-30], "unreadable"),
        (gzip.compress(b"A boy.")[:12] + b"\xff" * 40, "unreadable"),
        (gzip.compress(gzip.compress(b"A boy.")), "unsupported"),
        (gzip.compress(b""), "empty"),
        (b"\x1f\x8b", "unreadable"),
    ],
    ids=["a bomb", "a bomb in two parts", "cut off", "damaged", "packed twice", "nothing", "a mark only"],
)
def test_packed_files_that_cannot_be_read(tmp_path: Path, data: bytes, kind: str) -> None:
    path = tmp_path / "x.gz"
    path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read_article(path)
    assert caught.value.kind == kind


def test_very_many_packed_parts_take_no_time(tmp_path: Path) -> None:
    def read(parts: int) -> object:
        return read_markup(tmp_path, gzip.compress(b"ill ") * parts, "x.gz")

    assert read_markup(tmp_path, gzip.compress(b"ill ") * 10_000, "x.gz").text == "ill " * 10_000
    assert grows_linearly(read, 10_000)


def test_what_stands_behind_the_packed_file_is_not_read(tmp_path: Path) -> None:
    assert read_markup(tmp_path, gzip.compress(b"A boy was ill.") + bytes(9000)).text == "A boy was ill."


def test_a_pdf_is_known_by_its_mark_within_the_first_bytes() -> None:
    assert claims_pdf(b"%PDF-1.4\n")
    assert claims_pdf(b"\x00" * 900 + b"%PDF-2.0")
    assert not claims_pdf(b"\x00" * 1100 + b"%PDF-2.0")
    assert not claims_pdf(b"A letter about %PDF files")
