"""What a walk brought home -> the document."""

import hashlib

from extractors.readers.dialects import Walked
from extractors.readers.errors import ReadError
from extractors.readers.markup import Parsed
from extractors.readers.outline import outline
from extractors.readers.pieces import compose
from schemas.document import Document, Metadata


def document_of_walk(
    walked: Walked, metadata: Metadata, parsed: Parsed, *, data: bytes, source: str, reader: str
) -> Document:
    """The document of the file ``data``; raise ``ReadError`` of kind ``empty`` where it holds no more than a title."""
    composed = compose(outline(walked.pieces), walked.tables)
    if all(block.kind == "title" for block in composed.blocks):
        raise ReadError("the file holds no article: nothing in it is running text", kind="empty")
    return Document(
        id=hashlib.sha256(data).hexdigest(),
        source=source,
        reader=reader,
        text=composed.text,
        encoding=parsed.encoding,
        metadata=metadata,
        blocks=composed.blocks,
        tables=composed.tables,
        warnings=(*parsed.warnings, *walked.warnings),
    )
