"""The reference list: its entries, and the addresses behind it."""

import re

from extractors.readers.furniture import is_link
from extractors.readers.layout import Draft, Layout
from extractors.readers.sections import section_of
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


def mark_references(layout: Layout) -> None:
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
        linked = len(run) > 0 and draft.kind == "furniture" and is_link(layout.words(draft)[:400])
        run = [*run, draft] if linked or _is_clear_entry(layout, draft) else []
        if len(run) >= _LEAST_ENTRIES:
            for entry in run:
                entry.kind = "reference"
            run = run[-_LEAST_ENTRIES:]  # all but the next are marked already


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
