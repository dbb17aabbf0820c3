"""The nouns inside this room: a passage of an article, a sentence of it, and a find in a sentence.

They never leave ``extractors``; what leaves are mentions and records.
"""

from dataclasses import dataclass, field
from typing import Literal

from extractors.anchors import Anchor
from extractors.clean import CleanText
from extractors.lexicon import Hit
from extractors.quantities import Quantity, quantities_at
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


@dataclass(slots=True, eq=False)
class Sentence:
    """A sentence: the characters ``[first, last)`` of the clean text of its passage; ``lowered`` is as long as it.

    ``earlier`` are the terms of the sentence before it in the passage, which a pronoun may mean;
    ``opening`` is whom it opens the story of where only a second look finds a patient.
    """

    document: Document
    passage: Passage
    first: int
    last: int
    hits: list[Hit]
    earlier: list[Hit] = field(default_factory=list)
    level: Level = "patient"
    cue: str | None = None
    order: int = 0
    anchors: list[Anchor] = field(default_factory=list)
    opening: Anchor | None = None
    refers: bool = False
    story: bool = False
    lowered: str = field(init=False)
    text: str = field(init=False)
    _quantities: list[Quantity] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.text = self.passage.clean.text[self.first : self.last]
        lowered = self.text.lower()
        self.lowered = lowered if len(lowered) == len(self.text) else self.text

    @property
    def quantities(self) -> list[Quantity]:
        """The numbers of the sentence, at their places in the passage."""
        if self._quantities is None:
            self._quantities = quantities_at(self.text, self.first)
        return self._quantities

    def chars(self, hit: Hit) -> tuple[int, int]:
        """The characters of a hit in the clean text of the passage."""
        return hit.start, hit.end

    def between(self, start: int, end: int) -> str:
        """The clean words between two characters of the passage, in lower case."""
        first = self.first
        return self.lowered[start - first if start > first else 0 : end - first if end > first else 0]

    def evidence(self, start: int, end: int) -> tuple[Evidence, ...]:
        """The printed words behind the clean characters ``[start, end)`` of the passage."""
        passage, words = self.passage, self.document.words
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
            for place in (words.place(first, last) if words else None,)
        )


@dataclass(frozen=True, slots=True)
class Found:
    """A mention at the clean characters ``[start, end)`` of its passage; ``doses``: where its doses stand."""

    mention: Mention
    sentence: Sentence
    start: int
    end: int
    doses: tuple[tuple[int, int], ...] = ()
