"""Drafts -> what they are in this article: title, running heads, references, tables with captions and notes."""

import re

from extractors.readers.furniture import is_address, is_author_list, is_link
from extractors.readers.layout import Draft, Layout
from extractors.readers.lines import ends_sentence
from extractors.readers.sections import PLAIN, section_of
from schemas.document import BlockKind

_CITED_WORK = re.compile(
    r"\b(?:19|20)\d\d[a-z]?\)?[\s;:,.]{1,3}(?:[\w()-]{1,12}\s{0,2}){0,3}[:;,(]\s?[\w(]{0,9}\d|"
    r"\bdoi\b|doi\.org|\bet\s+al\b.{1,300}\b(?:19|20)\d\d\b"
)
_VOLUME = re.compile(r"\b(?:19|20)\d\d\s?[A-Za-z]{0,3}\s?\d{0,2}\s?;\s?\d")
_ENTRY = re.compile(
    r"(?:[-*•]\s)?(?:[\[(]?\d{1,3}[.)\]]{0,2}\s)?\s{0,3}"
    r"[^\W\d_a-z][\w'’-]{1,30}(?:\s[^\W\d_][\w'’-]{1,30}){0,2},?\s[A-Z]{1,3}\b"
)
_LEAST_ENTRIES = 3
_TELLS = re.compile(r"\b(?:was|were|had|has|have|is|are|presented|report|describe)\b")
_LINK = re.compile(r"\b10\.\d{4,9}/|https?://|\bdoi\b")
_NOTE_LENGTH = 400
_FRONT_BLOCKS = 30
_TITLE_LENGTH = 300
_PROSE_LENGTH = 200


def arrange(layout: Layout) -> int | None:
    """Settle the kinds of all drafts in place; returns the place at which the text opens, where it has a front."""
    _running_heads(layout)
    _references(layout)
    _attach_captions(layout)
    _attach_notes(layout)
    return _front(layout)


# ---- running heads


def _running_heads(layout: Layout) -> None:
    """The same heading again with no other between, or the same short line three times, is printed on every page."""
    headings = [draft for draft in layout.drafts if draft.kind == "heading"]
    for place, draft in enumerate(headings):
        near = [headings[beside] for beside in (place - 1, place + 1) if 0 <= beside < len(headings)]
        if any(_bare(layout, draft) == _bare(layout, other) for other in near) and _repeats(layout, draft):
            draft.kind = "furniture"
    lines = [draft for draft in layout.drafts if draft.kind == "paragraph" and _is_short(layout, draft)]
    counts: dict[str, int] = {}
    for draft in lines:
        counts[_bare(layout, draft)] = counts.get(_bare(layout, draft), 0) + 1
    for draft in lines:
        if counts[_bare(layout, draft)] > 2:
            draft.kind = "furniture"


def _repeats(layout: Layout, draft: Draft) -> bool:
    """The first words of a file are its title, however often they come again; sections may have one name."""
    return draft is not layout.drafts[0] and section_of(layout.words(draft)) is None


def _is_short(layout: Layout, draft: Draft) -> bool:
    line = layout.lines[draft.first]
    return draft.first == draft.last and len(line.text) <= 80 and not ends_sentence(line.text)


def _bare(layout: Layout, draft: Draft) -> str:
    return " ".join(re.sub(r"[\W\d_]+", " ", layout.lines[draft.first].text[:300]).lower().split())


# ---- references


def _references(layout: Layout) -> None:
    """Entries under their heading, and what follows them there; without a heading, only a run of clear entries."""
    under_heading = False
    run: list[Draft] = []
    for draft in layout.drafts:
        if draft.kind == "heading" and _reopens(layout, draft):
            under_heading = draft.heading is not None and draft.heading.section == "references"
            listing = under_heading
        elif under_heading:
            listing = _is_entry(layout, draft, listing=listing)
            draft.kind = "reference" if listing else _behind_list(draft)
        run = [*run, draft] if _is_clear_entry(layout, draft) else []
        if len(run) >= _LEAST_ENTRIES:
            for entry in run:
                entry.kind = "reference"
            run = run[-1:]


def _behind_list(draft: Draft) -> BlockKind:
    """Text behind a reference list is addresses and the like; tables and figures may be gathered there."""
    return "furniture" if draft.kind in ("paragraph", "list_item", "heading") else draft.kind


def _is_entry(layout: Layout, draft: Draft, *, listing: bool) -> bool:
    """Whether a draft under the heading is an entry; once the list was left, only a clear one is."""
    words = layout.words(draft)[:1500]
    if not listing:
        return _is_clear_entry(layout, draft)
    if draft.kind == "heading":
        return words[:1].isdecimal()
    if draft.kind == "furniture":
        return is_link(words) or (_VOLUME.search(words) is not None and words[:1] in "-[0123456789")
    return draft.kind == "list_item" or (draft.kind == "paragraph" and _CITED_WORK.search(words) is not None)


def _is_clear_entry(layout: Layout, draft: Draft) -> bool:
    """An entry that needs no heading above it: a name with initials, numbered or not, and year;volume."""
    if draft.kind not in ("list_item", "paragraph", "reference"):
        return False
    words = layout.words(draft)[:800]
    return _VOLUME.search(words) is not None and _ENTRY.match(words) is not None


def _reopens(layout: Layout, draft: Draft) -> bool:
    """Whether a heading opens a part of the article, the reference list included; a numbered entry looks like one."""
    if draft.heading is None or section_of(layout.words(draft)) is not None or draft.heading.salutation:
        return True
    return not layout.words(draft)[:1].isdecimal()


# ---- tables


def _attach_captions(layout: Layout) -> None:
    """A table takes the caption right above it, else one right below that no other table claims."""
    captioned: set[int | None] = set()
    for step in (-1, 1):
        for place, draft in enumerate(layout.drafts):
            caption = _beside(layout, place, step) if draft.kind == "table" and draft.table not in captioned else None
            if caption is not None:
                caption.table = draft.table
                captioned.add(draft.table)
    _continue_captions(layout)


def _beside(layout: Layout, place: int, step: int) -> Draft | None:
    """The free caption next to a table; ruled lines, page numbers and, below, notes may stand between."""
    place += step
    while 0 <= place < len(layout.drafts):
        draft = layout.drafts[place]
        if draft.kind == "caption":
            return draft if draft.table is None else None
        if draft.kind != "furniture" and not (draft.kind == "footnote" and step > 0):
            return None
        place += step
    return None


def _continue_captions(layout: Layout) -> None:
    """A caption between two pages of one table is that table's."""
    for place, draft in enumerate(layout.drafts):
        if draft.kind == "caption" and draft.table is None:
            around = [_nearest_table(layout, place, step) for step in (-1, 1)]
            if around[0] is not None and around[0] == around[1]:
                draft.table = around[0]


def _nearest_table(layout: Layout, place: int, step: int) -> int | None:
    place += step
    while 0 <= place < len(layout.drafts) and layout.drafts[place].kind == "furniture":
        place += step
    draft = layout.drafts[place] if 0 <= place < len(layout.drafts) else None
    return draft.table if draft and draft.kind == "table" else None


def _attach_notes(layout: Layout) -> None:
    table: int | None = None
    for draft in layout.drafts:
        if draft.kind == "table":
            table = draft.table
        elif draft.kind == "footnote":
            draft.table = table
        elif draft.kind != "caption" or draft.table != table:
            table = None


# ---- front


def _front(layout: Layout) -> int | None:
    """Find the title and the lines between it and the article's text."""
    _notes_on_top(layout)
    opening = _opening(layout)
    if opening is None:
        return None
    zone = layout.drafts[:opening]
    title = _title(layout, zone, layout.drafts[opening])
    if title is None:
        return None
    title.kind = "title"
    for draft in zone:
        if draft.kind == "paragraph":
            draft.kind = _beside_title(layout.words(draft), above=draft.first < title.first)
    return opening


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
