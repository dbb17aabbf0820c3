"""The nouns inside this room: a passage of an article, a sentence of it, and a find in a sentence.

They hold spaCy objects and therefore never leave ``extractors``; what leaves are mentions and records.
"""

from dataclasses import dataclass, field
from typing import Literal

from spacy.tokens import Doc

from extractors.clean import CleanText
from extractors.lexicon import Hit
from extractors.patients import Anchor
from extractors.quantities import Quantity
from schemas.document import Document, SectionType
from schemas.mention import Level, Mention
from schemas.values import Evidence

_LONGEST_HEAD = 45  # characters

PassageKind = Literal["title", "heading", "prose", "caption", "figure", "cell", "group", "footnote"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the article that is read in one go: a paragraph, a caption, or one table cell behind its heads.

    ``person`` is the row or column of the table that stands for one patient; ``head`` the length of the heads in the
    clean text of a cell; ``level`` that of a heading, as in its block.
    """

    kind: PassageKind
    section: SectionType
    clean: CleanText
    table: int | None = None
    person: int | None = None
    row: int | None = None
    column: int | None = None
    head: int = 0
    level: int | None = None

    @property
    def run_together(self) -> bool:
        """Whether the head of a cell is a row of heads that could not be parted."""
        return self.head > _LONGEST_HEAD


@dataclass(slots=True)
class Sentence:
    """A sentence: ``doc`` is its passage's, ``[start, end)`` its tokens, ``[first, last)`` its characters in there."""

    document: Document
    passage: Passage
    doc: Doc
    start: int
    end: int
    hits: list[Hit]
    quantities: list[Quantity]
    level: Level = "patient"
    cue: str | None = None
    order: int = 0
    anchors: list[Anchor] = field(default_factory=list)
    refers: bool = False
    story: bool = False
    lowered: str = field(init=False)
    text: str = field(init=False)
    first: int = field(init=False)

    def __post_init__(self) -> None:
        self.first = self.doc[self.start].idx
        self.text = self.passage.clean.text[self.first : self.last]
        self.lowered = self.text.lower() if len(self.text.lower()) == len(self.text) else self.text

    @property
    def last(self) -> int:
        """Where the last token ends in the clean text of the passage."""
        token = self.doc[self.end - 1]
        return token.idx + len(token)

    def chars(self, hit: Hit) -> tuple[int, int]:
        """The characters of a hit in the clean text of the passage."""
        token = self.doc[hit.end - 1]
        return self.doc[hit.start].idx, token.idx + len(token)

    def between(self, start: int, end: int) -> str:
        """The clean words between two characters of the passage, in lower case."""
        return self.lowered[max(0, start - self.first) : max(0, end - self.first)]

    def evidence(self, start: int, end: int) -> tuple[Evidence, ...]:
        """The printed words behind the clean characters ``[start, end)`` of the passage."""
        passage = self.passage
        return tuple(
            Evidence(
                start=first,
                end=last,
                quote=self.document.text[first:last],
                page=place[0] if place else None,
                box=place[1] if place else None,
                table=passage.table,
                row=passage.row,
                column=passage.column,
            )
            for first, last in passage.clean.sources(start, end)
            for place in (self.document.place(first, last),)
        )


@dataclass(frozen=True, slots=True)
class Found:
    """A mention at the clean characters ``[start, end)`` of its passage; ``doses``: where its doses stand."""

    mention: Mention
    sentence: Sentence
    start: int
    end: int
    doses: tuple[tuple[int, int], ...] = ()
