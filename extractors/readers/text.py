"""The reader of plain text and Markdown."""

import hashlib

from extractors.readers.blocks import blocks_and_tables
from extractors.readers.decoding import decode
from extractors.readers.layout import lay_out
from extractors.readers.lines import split_lines
from extractors.readers.metadata import metadata_of
from schemas.document import Document


def read_text(data: bytes, *, source: str, id: str) -> Document:  # noqa: A002 - the document's own word
    """The document of a text file's bytes; raise ``ReadError`` where they are none or hold no words."""
    decoded = decode(data)
    document = document_of_text(decoded.text, source=source, id=id, encoding=decoded.encoding)
    return document.model_copy(update={"warnings": decoded.warnings}) if decoded.warnings else document


def document_of_text(
    text: str,
    *,
    source: str,
    id: str | None = None,  # noqa: A002 - the document's own word
    reader: str = "text",
    encoding: str | None = None,
) -> Document:
    """Lay blocks and tables over ``text``, which is kept as it is; ``id`` is made from it where none is given."""
    layout = lay_out(text, split_lines(text))
    blocks, tables = blocks_and_tables(layout)
    return Document(
        id=id or hashlib.sha256(text.encode("utf-8")).hexdigest(),
        source=source,
        reader=reader,
        text=text,
        encoding=encoding,
        metadata=metadata_of(layout),
        blocks=blocks,
        tables=tables,
    )
