"""An article before it is set: what every form holds, whatever its markup."""

from dataclasses import dataclass
from typing import Literal

from raw_docs.typesetting.inline import Words

Kind = Literal["letter", "review-article", "news"]


@dataclass(frozen=True)
class SetCell:
    """A cell of a table; ``row`` and ``column`` count from 0."""

    row: int
    column: int
    words: Words
    row_span: int = 1
    column_span: int = 1
    head: bool = False


@dataclass(frozen=True)
class SetTable:
    """A table with its label ("Table I"), title and notes.

    ``head_rows`` stand above the others. ``patients`` is that of ``schemas.document.Table``. A table that the text
    knows by its title only has no cells: the journal printed it as a picture.
    """

    label: str
    title: Words
    cells: tuple[SetCell, ...] = ()
    notes: tuple[Words, ...] = ()
    head_rows: int = 1
    patients: Literal["columns", "rows"] | None = None

    @property
    def row_count(self) -> int:
        """Number of rows, spans included."""
        return max((cell.row + cell.row_span for cell in self.cells), default=0)

    @property
    def column_count(self) -> int:
        """Number of columns, spans included."""
        return max((cell.column + cell.column_span for cell in self.cells), default=0)


@dataclass(frozen=True)
class Figure:
    """A figure's label and legend; the samples have no pictures."""

    label: str
    legend: Words


@dataclass(frozen=True)
class Heading:
    """A heading; ``level`` counts from 1."""

    words: Words
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the text."""

    words: Words


Item = Paragraph | Heading | Figure | SetTable


@dataclass(frozen=True)
class Imprint:
    """Where the sample appeared: ``author``, ``journal``, ``year``, ``volume``, ``number`` of the article, ``doi``."""

    author: str
    journal: str
    year: int
    volume: str
    number: str
    doi: str

    @property
    def citation(self) -> str:
        """The imprint in a line, as the text sample prints it."""
        return f"{self.author}. {self.journal} {self.year};{self.volume}:{self.number}. doi:{self.doi}"


@dataclass(frozen=True)
class Manuscript:
    """An article: ``notes`` belong on its first page, ``back`` behind its references."""

    stem: str
    kind: Kind
    title: str
    imprint: Imprint
    second_title: Words = ()
    notes: tuple[Words, ...] = ()
    abstract: tuple[Words, ...] = ()
    body: tuple[Item, ...] = ()
    references: tuple[Words, ...] = ()
    back: tuple[Words, ...] = ()
