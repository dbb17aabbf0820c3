"""The front of an article: its title, and what stands between the title and the text."""

import re

from extractors.readers.furniture import is_address, is_author_list
from extractors.readers.layout import Draft, Layout
from extractors.readers.lines import begins_lower, ends_sentence
from extractors.readers.sections import PLAIN
from schemas.document import BlockKind

_TELLS = re.compile(r"\b(?:was|were|had|has|have|is|are|presented|report|describe)\b")
_LINK = re.compile(r"\b10\.\d{4,9}/|https?://|\bdoi\b")
_NOTE_LENGTH = 400
_FRONT_BLOCKS = 30
_TITLE_LENGTH = 300
_PROSE_LENGTH = 200


def mark_front(layout: Layout) -> int | None:
    """Find the title and what stands between it and the text; returns the place at which the text opens."""
    _notes_on_top(layout)
    _join_title(layout)
    opening = _opening(layout)
    if opening is None:
        return None
    zone = layout.drafts[:opening]
    title = _title(layout, zone, layout.drafts[opening])
    if title is None or _is_broken_off(layout, title, opening):
        return None
    title.kind = "title"
    for draft in zone:
        if draft.kind == "paragraph":
            draft.kind = _beside_title(layout.words(draft), above=draft.first < title.first)
    return opening


def _is_broken_off(layout: Layout, title: Draft, opening: int) -> bool:
    """Whether what looks like a title is the beginning of a sentence that goes on further down."""
    below = [draft for draft in layout.drafts[:opening] if draft.kind == "paragraph" and draft.first > title.last]
    below += [draft for draft in layout.drafts[opening : opening + _FRONT_BLOCKS] if draft.kind == "paragraph"][:1]
    return title.kind == "paragraph" and any(begins_lower(layout.lines[draft.first].text) for draft in below)


def _beside_title(words: str, *, above: bool) -> BlockKind:
    """What a paragraph next to the title is: authors, addresses, a note on top, or a title in another language."""
    if above or is_author_list(words, bare=True) or is_address(words):
        return "furniture"
    return "heading" if len(words) <= _TITLE_LENGTH else "paragraph"


def _notes_on_top(layout: Layout) -> None:
    """What stands above the title and names a source or a link is about the file, not its title or its text."""
    for draft in layout.drafts:
        words = layout.words(draft)[: _NOTE_LENGTH + 1]
        if draft.kind == "paragraph" and len(words) <= _NOTE_LENGTH and (words[0] == ">" or _LINK.search(words)):
            draft.kind = "furniture"
        elif draft.kind != "furniture":
            return


def _join_title(layout: Layout) -> None:
    """A title that was broken behind its colon is one: ``Anti-HMGCR myopathy in children:`` / ``three cases``."""
    place = next((place for place, draft in enumerate(layout.drafts) if draft.kind != "furniture"), None)
    first, *behind = layout.drafts[place : place + 2] if place is not None else (None,)
    if first is None or not behind or not first.kind == behind[0].kind == "paragraph":
        return
    below = layout.lines[behind[0].first]
    short = len(layout.words(first)) + len(layout.words(behind[0])) < _TITLE_LENGTH
    if layout.words(first).endswith(":") and short and not below.blank and not ends_sentence(layout.words(behind[0])):
        first.last = behind[0].last
        layout.drafts.remove(behind[0])


def _opening(layout: Layout) -> int | None:
    """The draft at which the text opens: a salutation, a section's heading, or the first real paragraph."""
    for place, draft in enumerate(layout.drafts[:_FRONT_BLOCKS]):
        if draft.kind == "heading" and draft.heading and (draft.heading.salutation or draft.heading.section):
            return place
        if draft.kind == "paragraph" and _is_prose(layout, draft):
            return place
        if draft.kind in ("table", "reference"):
            return place
    return None


def _is_prose(layout: Layout, draft: Draft) -> bool:
    words = layout.words(draft)
    if is_author_list(words, bare=True) or is_address(words):
        return False
    if len(words) > _TITLE_LENGTH or (len(words) > _PROSE_LENGTH and ends_sentence(words)):
        return True
    return ends_sentence(words) and _TELLS.search(words) is not None


def _title(layout: Layout, zone: list[Draft], opening: Draft) -> Draft | None:
    for draft in zone:
        if draft.kind == "heading" and draft.heading is not None and draft.heading.level < PLAIN:
            return draft
    for draft in zone:
        if draft.kind == "heading":
            return draft
        if draft.kind == "paragraph":
            words = layout.words(draft)
            below = opening.heading
            fixed = below is not None and (below.salutation or below.section == "abstract")  # no text above these
            fits = len(words) <= _TITLE_LENGTH and (fixed or not ends_sentence(words))
            return draft if fits and not is_author_list(words) else None
    return None
