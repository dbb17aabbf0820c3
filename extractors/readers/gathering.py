"""The words of a paragraph while it is read, until it is complete and becomes a piece."""

from collections.abc import Iterator
from contextlib import contextmanager

from extractors.readers.inline import is_all_link, tidy
from extractors.readers.lines import ends_sentence
from extractors.readers.pieces import Piece
from schemas.document import BlockKind

_LINK_LENGTH = 200  # characters: more than what a page offers to click on


class Gathering:
    """Words of the kind ``kind``; complete ones are added to ``pieces``."""

    def __init__(self, pieces: list[Piece], kind: BlockKind) -> None:
        self.kind: BlockKind = kind
        self._pieces = pieces
        self._gathered: list[str] = []
        self._begun: Piece | None = None  # the part of the same paragraph before a table or list in it
        self._within = False  # a paragraph, which ends where its element ends

    def put(self, text: str | None) -> None:
        """Gather more words."""
        if text:
            self._gathered.append(text)

    def flush(self) -> None:
        """Make a piece of what was gathered; a line that is nothing but links is none."""
        raw = "".join(self._gathered)
        self._gathered.clear()
        linked = self.kind in ("paragraph", "list_item") and len(raw) < _LINK_LENGTH and is_all_link(raw)
        if linked or not (words := tidy(raw)):
            return
        piece = Piece(self.kind, words)
        if self._within and self.kind == "paragraph":
            piece.continues = self._begun is not None and not ends_sentence(self._begun.words)
            self._begun = piece
        self._pieces.append(piece)

    @contextmanager
    def paragraph(self) -> Iterator[None]:
        """One paragraph, in which tables and lists may stand."""
        self.flush()
        outer = self._begun, self._within
        self._begun, self._within = None, True
        yield
        self.flush()
        self._begun, self._within = outer

    @contextmanager
    def block(self, kind: BlockKind) -> Iterator[None]:
        """A block of another kind."""
        self.flush()
        outer, self.kind = self.kind, kind
        yield
        self.flush()
        self.kind = outer
