"""A document: one canonical text and layers of spans over it.

Offsets are character offsets into ``Document.text``, end exclusive, everywhere in casesift.
"""

from typing import Literal, Self

from pydantic import ConfigDict, model_validator

from schemas.base import Frozen, Span
from schemas.words import Box, Word, Words

__all__ = [
    "Block",
    "BlockKind",
    "Cell",
    "Document",
    "Metadata",
    "Page",
    "SectionType",
    "Span",
    "Table",
    "Word",
    "Words",
]

BlockKind = Literal[
    "title",
    "heading",
    "paragraph",
    "list_item",
    "caption",  # of a table
    "figure_caption",
    "table",  # the whole region of one table
    "footnote",  # of a table, abbreviation legends included
    "reference",  # an entry of the reference list
    "furniture",  # running heads, addresses, page numbers, correspondence, key words
]

SectionType = Literal[
    "front",
    "abstract",
    "introduction",
    "methods",
    "case",
    "results",
    "discussion",
    "conclusion",
    "references",
    "back",
    "body",
]


class Block(Span):
    """A piece of the article's layout.

    ``continues`` marks a paragraph that takes up the sentence of the previous paragraph after a figure, a table or a
    page break stood in between. ``table`` is the index into ``Document.tables`` for a table, its caption and footnotes.
    ``level`` is that of a heading, 1 the highest, None where the layout does not tell it.
    """

    kind: BlockKind
    section: SectionType = "body"
    continues: bool = False
    table: int | None = None
    level: int | None = None


class Cell(Span):
    """One cell of a table; ``row`` and ``column`` count from 0. An empty cell has ``start == end``."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    head: bool = False


class Table(Span):
    """A table, however it was printed: tab-separated, one cell a line, in columns of spaces, pipes, or ruled in a PDF.

    ``patients`` says along which axis persons stand: each column one person (``columns``), each row one (``rows``), or
    neither. ``label`` is as printed ("Table II"); ``caption`` and ``footnotes`` are spans of the same text.
    """

    label: str | None = None
    caption: Span | None = None
    footnotes: tuple[Span, ...] = ()
    cells: tuple[Cell, ...] = ()
    patients: Literal["columns", "rows"] | None = None

    @property
    def row_count(self) -> int:
        """Number of rows, spans included."""
        return max((cell.row + cell.row_span for cell in self.cells), default=0)

    @property
    def column_count(self) -> int:
        """Number of columns, spans included."""
        return max((cell.column + cell.column_span for cell in self.cells), default=0)


class Metadata(Frozen):
    """What the file tells of the article itself; None where it does not.

    ``article_type`` is in the words of the file ("case-report" in JATS, "Case Report" on a web page).
    """

    title: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    first_author: str | None = None
    journal: str | None = None
    year: int | None = None
    article_type: str | None = None


class Page(Frozen):
    """A page of a file that has pages: ``number`` from 1, size in points."""

    number: int
    width: float
    height: float


class Document(Frozen):
    """An article as it was read.

    ``id`` is the SHA-256 of the file's bytes in hex, ``source`` the file's name without its folder, ``reader`` the name
    of the reader that claimed it. For a text file ``text`` is the decoded file, byte for byte. ``pages`` and ``words``
    (in the order of the text) are there where the file has pages.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    id: str
    source: str
    reader: str
    text: str
    encoding: str | None = None
    metadata: Metadata = Metadata()
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    pages: tuple[Page, ...] = ()
    words: Words = Words()
    warnings: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _within_text(self) -> Self:
        length = len(self.text)
        for span in (*self.blocks, *self.tables, *(cell for table in self.tables for cell in table.cells)):
            if span.end > length:
                raise ValueError(f"span [{span.start}, {span.end}) leaves the text of {length} characters")
        return self

    def place(self, start: int, end: int) -> tuple[int, Box] | None:
        """Page and enclosing box of the words of ``[start, end)`` on their first page; None in a file without pages."""
        return self.words.place(start, end)

    def quote(self, span: Span) -> str:
        """The words of ``span``."""
        return self.text[span.start : span.end]
