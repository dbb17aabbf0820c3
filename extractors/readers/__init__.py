"""File -> ``Document``. The content of a file, not its name, decides which reader claims it."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from extractors.readers.errors import ReadError
from extractors.readers.formats import (
    HEAD,
    Reader,
    choose,
    claims_bmc,
    claims_html,
    claims_jats,
    claims_pdf,
    claims_text,
)
from extractors.readers.text import document_of_text, read_text
from extractors.readers.unpacking import unpacked
from schemas.document import Document, Span

__all__ = ["SIZE_LIMIT", "ReadError", "document_of_text", "page_pictures", "plain_pages", "read_article"]

SIZE_LIMIT = 20_000_000
"""Bytes. The longest case reports with all their tables stay far below a tenth of this."""


def read_article(path: Path, *, size_limit: int = SIZE_LIMIT, password: str | None = None) -> Document:
    """Read one article, packed with gzip or not. ``password`` opens an encrypted PDF.

    Raise ``ReadError`` where the file is empty, binary, damaged, of a format without a reader, or larger than
    ``size_limit`` bytes, packed or unpacked.
    """
    data = _bytes_of(path, size_limit)
    content = unpacked(data, size_limit)
    reader = choose(_READERS, content.lstrip()[:HEAD])
    try:
        document = reader.read(content, path.name, password)
    except RecursionError as error:
        raise ReadError("its parts are nested too deeply for an article", kind="unreadable") from error
    return document.model_copy(update={"id": hashlib.sha256(data).hexdigest()})


def page_pictures(
    path: Path, document: Document, folder: Path, password: str | None = None, found: Sequence[Span] = ()
) -> list[Path]:
    """Write a picture of every page of a PDF with what the reader saw in it, the words ``found`` marked."""
    from extractors.readers.pdf_debug import debug_images  # noqa: PLC0415 - pdfplumber, as below

    return debug_images(unpacked(_bytes_of(path, SIZE_LIMIT), SIZE_LIMIT), document, folder, password, found)


def plain_pages(path: Path, document: Document, folder: Path, password: str | None = None) -> list[Path]:
    """Write a plain picture of every page of a PDF that was read, once; none where the file has no pages."""
    if not document.pages:
        return []
    from extractors.readers.pdf_pictures import draw_pages  # noqa: PLC0415 - PDFium, as below

    return draw_pages(unpacked(_bytes_of(path, SIZE_LIMIT), SIZE_LIMIT), document.pages, folder, password)


def _read_text(data: bytes, source: str, _password: str | None) -> Document:
    return read_text(data, source=source, id=hashlib.sha256(data).hexdigest())


def _read_jats(data: bytes, source: str, _password: str | None) -> Document:
    from extractors.readers.jats import read_jats  # noqa: PLC0415 - lxml is loaded for the files that need it

    return read_jats(data, source)


def _read_bmc(data: bytes, source: str, _password: str | None) -> Document:
    from extractors.readers.bmc import read_bmc  # noqa: PLC0415 - lxml, as above

    return read_bmc(data, source)


def _read_html(data: bytes, source: str, _password: str | None) -> Document:
    from extractors.readers.html import read_html  # noqa: PLC0415 - lxml, as above

    return read_html(data, source)


def _read_pdf(data: bytes, source: str, password: str | None) -> Document:
    from extractors.readers.pdf import read_pdf  # noqa: PLC0415 - PDFium, as above

    return read_pdf(data, source, password)


_READERS = (
    Reader("JATS", claims_jats, _read_jats),
    Reader("BMC", claims_bmc, _read_bmc),
    Reader("HTML", claims_html, _read_html),
    Reader("PDF", claims_pdf, _read_pdf),
    Reader("text", claims_text, _read_text),
)


def _bytes_of(path: Path, size_limit: int) -> bytes:
    try:
        status = path.stat()
        if not (S_ISREG(status.st_mode) or S_ISDIR(status.st_mode)):
            raise ReadError("this is no file but a pipe or a device of the system", kind="unreadable")
        size = status.st_size
        if size > size_limit:
            told = f"{size / 1e6:.1f} MB, at most {size_limit / 1e6:.1f} MB are read"
            raise ReadError(f"the file is too large: {told}", kind="too_large")
        data = path.read_bytes()
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise ReadError(f"the file cannot be opened ({why})", kind="unreadable") from error
    if not data:
        raise ReadError("the file is empty", kind="empty")
    return data
