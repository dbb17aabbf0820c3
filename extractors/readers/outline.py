"""Pieces -> the sections they stand in; and what of an article's end is no part of its text."""

import re

from extractors.readers.captions import table_caption
from extractors.readers.lines import split_lines
from extractors.readers.pieces import Piece
from extractors.readers.sections import inline_section, section_of
from schemas.document import SectionType

_ABBREVIATIONS = re.compile(r"\W{0,3}(?:list\s+of\s+)?abbreviations?(?:\s+used)?(?:\s+list)?\W{0,3}$", re.IGNORECASE)
# Where only the sizes of headings tell how a page is built, this one ends the abstract; "Background" may be part of it.
_INTRODUCTION = re.compile(r"\W{0,3}(?:1\W{1,3})?introduction\W{0,3}$", re.IGNORECASE)
_RUN_IN = 60  # characters of a heading that is marked up as a paragraph
_RUN_IN_LEVEL = 9
_APART = frozenset({"caption", "figure_caption", "table", "footnote"})


def outline(pieces: list[Piece]) -> list[Piece]:
    """The pieces with their sections, in place; what stands under "References", "Funding" and the like is left out.

    A section has the type that its title names, else that of the section it is part of. Lists of abbreviations
    become footnotes, wherever they stand; tables and figures gathered at the end remain.
    """
    stack: list[tuple[int, SectionType]] = [(-1, "body")]
    listing: int | None = None  # the level of a heading "Abbreviations", while what is under it is read
    kept: list[Piece] = []
    for piece in pieces:
        if piece.kind == "paragraph" and _is_heading(piece.words):
            piece.kind, piece.level = "heading", _RUN_IN_LEVEL
        if piece.kind == "heading":
            _open(stack, piece)
            listing = piece.level if _ABBREVIATIONS.match(piece.words) else None if _ends(listing, piece) else listing
        elif piece.kind == "paragraph" and stack[-1][1] != "abstract":
            stack[-1] = (stack[-1][0], inline_section(piece.words) or stack[-1][1])
        if piece.kind == "title":
            piece.section = "front"
        else:
            _settle(piece, stack[-1][1], listing=listing is not None)
        if piece.section not in ("back", "references"):
            kept.append(piece)
    return _without_idle_headings(kept)


def label_of(words: str) -> str | None:
    """The label that a caption of a table opens with: "Table 2"."""
    lines = split_lines(words[:300])
    found = table_caption(lines[0], None) if lines else None
    return found.label if found else None


def _is_heading(words: str) -> bool:
    return len(words) <= _RUN_IN and (section_of(words) is not None or _ABBREVIATIONS.match(words) is not None)


def _open(stack: list[tuple[int, SectionType]], piece: Piece) -> None:
    while len(stack) > 1 and stack[-1][0] >= piece.level:
        stack.pop()
    level, above = stack[-1]
    named = section_of(piece.words) or section_of(piece.words.partition("/")[0])
    section = named or piece.hint or above
    if (
        above == "abstract"
        and section not in ("back", "references")
        and not (level and _INTRODUCTION.match(piece.words))
    ):
        section = "abstract"
    stack.append((piece.level, section))


def _ends(listing: int | None, piece: Piece) -> bool:
    return listing is not None and piece.level <= listing


def _settle(piece: Piece, section: SectionType, *, listing: bool) -> None:
    """The section of a piece, and its kind where it stands in a list of abbreviations."""
    if listing and piece.kind in ("paragraph", "list_item", "heading"):
        if piece.kind != "heading":
            piece.kind = "footnote"
        piece.section = "body"
    elif piece.kind in _APART and section in ("back", "references"):
        piece.section = "body"
    else:
        piece.section = section


def _without_idle_headings(pieces: list[Piece]) -> list[Piece]:
    """Headings at the very end have nothing under them any more."""
    while pieces and pieces[-1].kind == "heading":
        pieces.pop()
    return pieces
