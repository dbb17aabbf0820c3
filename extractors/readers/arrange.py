"""Drafts -> what they are in this article: running heads, references, tables with captions and notes, the front."""

import re
from collections import Counter

from extractors.readers.front import mark_front
from extractors.readers.furniture import ET_AL, is_running_head
from extractors.readers.layout import Draft, Layout
from extractors.readers.lines import ends_sentence
from extractors.readers.references import mark_references
from extractors.readers.sections import section_of


def arrange(layout: Layout) -> int | None:
    """Settle the kinds of all drafts in place; returns the place at which the text opens, where it has a front."""
    _running_heads(layout)
    mark_references(layout)
    _attach_captions(layout)
    _attach_notes(layout)
    return mark_front(layout)


# ---- running heads


def _running_heads(layout: Layout) -> None:
    """The same heading again with no other between, or the same short line three times, is printed on every page."""
    headings = [draft for draft in layout.drafts if draft.kind == "heading"]
    for place, draft in enumerate(headings):
        near = [headings[beside] for beside in (place - 1, place + 1) if 0 <= beside < len(headings)]
        if any(_bare(layout, draft) == _bare(layout, other) for other in near) and _repeats(layout, draft):
            draft.kind = "furniture"
    lines = [draft for draft in layout.drafts if draft.kind == "paragraph" and _is_short(layout, draft)]
    counts = Counter(_bare(layout, draft) for draft in lines)
    for draft in lines:
        printed = layout.lines[draft.first].text
        cited = is_running_head(printed)
        if cited or counts[_bare(layout, draft)] > (1 if ET_AL.search(printed) else 2):
            draft.kind = "furniture"


def _repeats(layout: Layout, draft: Draft) -> bool:
    """The first words of a file are its title, however often they come again; sections may have one name."""
    return draft is not layout.drafts[0] and section_of(layout.words(draft)) is None


def _is_short(layout: Layout, draft: Draft) -> bool:
    line = layout.lines[draft.first]
    return draft.first == draft.last and len(line.text) <= 100 and not ends_sentence(line.text)


def _bare(layout: Layout, draft: Draft) -> str:
    """The words of a line; the number of the page on either side is none of them."""
    words = re.sub(r"[\W_]+", " ", layout.lines[draft.first].text[:300]).lower().split()
    edges = {place for place in (0, len(words) - 1) if len(words) > 2 and words[place].isdecimal()}
    return " ".join(word for place, word in enumerate(words) if place not in edges)


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
