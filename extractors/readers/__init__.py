"""File -> ``Document``. The content of a file, not its name, decides which reader claims it."""

import hashlib
from pathlib import Path

from extractors.readers.errors import ReadError
from extractors.readers.formats import refuse_foreign
from extractors.readers.text import document_of_text, read_text
from schemas.document import Document

__all__ = ["SIZE_LIMIT", "ReadError", "document_of_text", "read_article"]

SIZE_LIMIT = 20_000_000
"""Bytes. The longest case reports with all their tables stay far below a tenth of this."""


def read_article(path: Path, *, size_limit: int = SIZE_LIMIT) -> Document:
    """Read one article.

    Raise ``ReadError`` where the file is empty, binary, damaged, of a format without a reader, or larger than
    ``size_limit`` bytes.
    """
    data = _bytes_of(path, size_limit)
    refuse_foreign(data)
    return read_text(data, source=path.name, id=hashlib.sha256(data).hexdigest())


def _bytes_of(path: Path, size_limit: int) -> bytes:
    try:
        size = path.stat().st_size
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
