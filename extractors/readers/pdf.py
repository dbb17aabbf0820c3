"""The reader of PDF files. PDFium gives words, boxes and rules; columns, paragraphs and tables are found from them."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractors.readers.blocks import blocks_and_tables
from extractors.readers.errors import ReadError
from extractors.readers.metadata import metadata_of
from extractors.readers.pdf_compose import compose
from extractors.readers.pdf_doi import whole_doi
from extractors.readers.pdf_kinds import tell
from extractors.readers.pdf_pages import ReadPage, column_boxes, pieces_of_pages, read_page
from extractors.readers.pdf_place import Box
from schemas.document import Document

PAGE_LIMIT = 2_000
SIDE_LIMIT = 14_400.0
"""Points; the largest page that the format allows without a unit of its own."""


def read_pdf(data: bytes, source: str, password: str | None = None) -> Document:
    """The document of a PDF's bytes.

    Raise ``ReadError`` of kind ``encrypted`` (no or a wrong password), ``no_text`` (only pictures, or fonts that do not
    tell their letters), ``too_large`` (pages or their size) or ``unreadable`` (damaged).
    """
    with _opened(data, password) as document:
        pages, warnings = _read_pages(document)
        encrypted = pdfium_c.FPDF_GetSecurityHandlerRevision(document.raw) >= 0
    _must_have_words(pages, encrypted=encrypted)
    return document_of_pages(pages, warnings, source, hashlib.sha256(data).hexdigest())


def document_of_pages(pages: list[ReadPage], warnings: tuple[str, ...], source: str, id: str) -> Document:  # noqa: A002
    """The document of pages whose words and rules are known."""
    composed = compose(tell(pieces_of_pages(pages)))
    blocks, tables = blocks_and_tables(composed.layout)
    metadata = metadata_of(composed.layout)
    return Document(
        id=id,
        source=source,
        reader="pdf",
        text=composed.text,
        metadata=metadata.model_copy(update={"doi": whole_doi(metadata.doi, pages)}),
        blocks=blocks,
        tables=tables,
        pages=tuple(page.page for page in pages),
        words=composed.words,
        warnings=warnings,
    )


def columns_of(data: bytes, password: str | None = None) -> list[tuple[int, Box]]:
    """Page and box of every column of a PDF in reading order; raise ``ReadError`` as ``read_pdf`` does."""
    with _opened(data, password) as document:
        return column_boxes(_read_pages(document)[0])


@contextmanager
def _opened(data: bytes, password: str | None) -> Iterator[pdfium.PdfDocument]:
    try:
        document = pdfium.PdfDocument(data, password=password)
    except pdfium.PdfiumError as error:
        raise _refusal(str(error), password) from error
    try:
        yield document
    finally:
        document.close()


def _refusal(message: str, password: str | None) -> ReadError:
    if "password" in message.lower():
        told = "the password does not open it" if password else "it needs a password (--password)"
        return ReadError(f"this PDF is encrypted: {told}", kind="encrypted")
    if "security" in message.lower():
        return ReadError("this PDF is encrypted in a way that cannot be opened", kind="encrypted")
    return ReadError("this PDF is damaged and cannot be opened", kind="unreadable")


def _read_pages(document: pdfium.PdfDocument) -> tuple[list[ReadPage], tuple[str, ...]]:
    count = len(document)
    if count > PAGE_LIMIT:
        raise ReadError(f"this PDF has {count:,} pages; at most {PAGE_LIMIT:,} are read", kind="too_large")
    pages: list[ReadPage] = []
    warnings: list[str] = []
    for index in range(count):
        page = _read(document, index)
        if page is None:
            warnings.append(f"page {index + 1} is damaged and was left out")
            continue
        pages.append(page)
        if not page.readable:
            warnings.append(f"page {index + 1} was left out: its fonts do not tell which letters they print")
        elif page.pictured and not page.sheets:
            warnings.append(f"page {index + 1} is a picture without text: it needs OCR")
    if not pages:
        raise ReadError("this PDF is damaged: none of its pages can be read", kind="unreadable")
    return pages, tuple(warnings)


def _read(document: pdfium.PdfDocument, index: int) -> ReadPage | None:
    """One page; None where it is damaged."""
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return None
    try:
        if max(page.get_size()) > SIDE_LIMIT:
            told = f"page {index + 1} measures {page.get_width():,.0f} by {page.get_height():,.0f} points"
            raise ReadError(f"this PDF's pages are too large: {told}", kind="too_large")
        return read_page(page, index + 1)
    except pdfium.PdfiumError:
        return None
    finally:
        page.close()


def _must_have_words(pages: list[ReadPage], *, encrypted: bool) -> None:
    if any(page.sheets for page in pages):
        return
    if not all(page.readable for page in pages):
        raise ReadError("this PDF's fonts do not tell which letters they print: it needs OCR", kind="no_text")
    if encrypted:
        raise ReadError("this PDF is encrypted and its pages open empty", kind="encrypted")
    if any(page.pictured for page in pages):
        raise ReadError("this PDF has no text layer: it needs OCR", kind="no_text")
    raise ReadError("this PDF holds no words: if it shows any, it needs OCR", kind="no_text")
