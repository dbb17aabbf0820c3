"""What the elements of one kind of markup are, told in words that all kinds share."""

from collections.abc import Callable
from typing import Literal, NamedTuple

from extractors.readers.marked_tables import MarkedTable
from extractors.readers.markup import Node
from extractors.readers.pieces import Piece
from schemas.document import SectionType

Role = Literal[
    "inline",  # words of the paragraph around it
    "through",  # a container
    "paragraph",
    "item",  # of a list
    "heading",
    "section",
    "abstract",  # within the body, as web pages have it
    "wrap",  # a table or figure with label, caption, notes
    "label",  # of a wrap or a note
    "caption",
    "table",
    "notes",  # under a table
    "note",
    "legend",  # terms and what they stand for
    "references",
    "citation",
    "raised",
    "power",  # MathML: a base and its exponent
    "link",
    "gap",  # white space
    "skip",
]


class Dialect(NamedTuple):
    """One kind of markup: the role of an element, the level of a heading and the type of a section.

    A level of 0 leaves it to the depth of the sections; ``figures`` are the names of wraps that hold no table.
    """

    role: Callable[[Node], Role]
    level: Callable[[Node], int]
    hint: Callable[[Node], SectionType | None]
    figures: frozenset[str]


class Walked(NamedTuple):
    """What a walk brings home: pieces in reading order, the tables that they point at, and warnings."""

    pieces: list[Piece]
    tables: list[MarkedTable]
    warnings: list[str]
