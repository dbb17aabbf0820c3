"""Drafts -> blocks and tables of the document: sections, broken paragraphs, captions and notes with their tables."""

import re

from extractors.readers.arrange import arrange
from extractors.readers.layout import Draft, Layout
from extractors.readers.lines import begins_lower
from extractors.readers.sections import PLAIN, Heading, inline_section
from schemas.document import Block, BlockKind, SectionType, Span, Table

_BROKEN_WORD = re.compile(r"\w-$")
_FULL_LINES, _FULL = 2, 45  # a paragraph of so many more lines, the last as long as this, was cut by the page's end
_INHERITED = frozenset({"case", "methods", "results", "discussion"})


def blocks_and_tables(layout: Layout) -> tuple[tuple[Block, ...], tuple[Table, ...]]:
    """The blocks of a document in order, each line in exactly one, and its tables."""
    opening = arrange(layout)
    sections = _sections(layout, opening)
    continued = _continued(layout)
    blocks = tuple(
        Block(
            start=layout.lines[draft.first].start,
            end=layout.lines[draft.last].end,
            kind=draft.kind,
            section=section,
            continues=place in continued,
            table=draft.table,
            level=_level(draft),
        )
        for place, (draft, section) in enumerate(zip(layout.drafts, sections, strict=True))
    )
    return blocks, _tables(layout)


def _level(draft: Draft) -> int | None:
    return draft.heading.level if draft.kind == "heading" and draft.heading and draft.heading.level < PLAIN else None


# ---- sections


def _sections(layout: Layout, opening: int | None) -> list[SectionType]:
    sections: list[SectionType] = []
    current: SectionType = "body" if opening is None else "front"
    level = 0
    for place, draft in enumerate(layout.drafts):
        if place == opening and current == "front" and draft.kind != "heading":
            current = "body"
        if draft.kind == "heading" and draft.heading and (opening is None or place >= opening):
            if draft.heading.section != "back" or _has_text(layout.drafts[:place]):
                current, level = _opened(draft.heading, current, level)
        elif draft.kind == "reference":
            current = "references"
        elif current == "references" and draft.kind == "furniture":
            current = "back"
        elif draft.kind == "paragraph" and current != "abstract":
            current = inline_section(layout.lines[draft.first].text) or current
        sections.append(_in_print("front" if opening is not None and place < opening else current, draft))
    _back_is_furniture(layout, sections)
    return _abstract_before_introduction(layout, sections)


def _has_text(drafts: list[Draft]) -> bool:
    """Whether anything was told yet: "Correspondence" above the first words is the rubric of a letter."""
    return any(draft.kind == "paragraph" for draft in drafts)


def _in_print(section: SectionType, draft: Draft) -> SectionType:
    """Captions, tables and notes gathered behind the references are part of the article all the same."""
    apart = draft.kind in ("caption", "figure_caption", "table", "footnote")
    return "body" if apart and section in ("references", "back") else section


def _opened(found: Heading, current: SectionType, level: int) -> tuple[SectionType, int]:
    """The section after a heading: the one it names; below a section of the same article its own; else the body."""
    if found.salutation:
        return "body", PLAIN
    if found.section:
        structured = current == "abstract" and level < found.level < PLAIN and found.section != "introduction"
        return (current, level) if structured else (found.section, found.level)
    if found.level > level and current not in ("front", "back", "references"):
        return current, level
    if found.level == PLAIN and current in _INHERITED:
        return current, level
    return "body", found.level


def _back_is_furniture(layout: Layout, sections: list[SectionType]) -> None:
    """Funding, consent, thanks: told by their heading, no part of what the article reports."""
    for draft, section in zip(layout.drafts, sections, strict=True):
        if section == "back" and draft.kind in ("paragraph", "list_item"):
            draft.kind = "furniture"


def _abstract_before_introduction(layout: Layout, sections: list[SectionType]) -> list[SectionType]:
    """Paragraphs ahead of the first heading are the abstract, where that heading is the introduction."""
    for place, draft in enumerate(layout.drafts):
        if draft.kind == "heading" and sections[place] != "front":
            if sections[place] != "introduction":
                return sections
            ahead: list[SectionType] = ["abstract" if section == "body" else section for section in sections[:place]]
            return ahead + sections[place:]
    return sections


# ---- broken paragraphs


def _continued(layout: Layout) -> set[int]:
    """Places of paragraphs that take up the sentence of the paragraph before, whatever was printed between."""
    places: set[int] = set()
    before: Draft | None = None
    paged = False  # whether the head of a page stands between
    for place, draft in enumerate(layout.drafts):
        if draft.kind in ("heading", "title", "reference"):
            before = None
        elif draft.kind == "furniture":
            paged = True
        elif draft.kind in ("paragraph", "list_item"):
            if draft.kind == "paragraph" and before is not None and _takes_up(layout, before, draft, paged=paged):
                places.add(place)
            before, paged = draft, False
    return places


def _takes_up(layout: Layout, before: Draft, draft: Draft, *, paged: bool) -> bool:
    """A small letter or a broken word goes on; behind the head of a page a name does, after a comma or full lines."""
    broken, following = layout.lines[before.last], layout.lines[draft.first].text
    if broken.ends:
        return False
    if begins_lower(following) or _BROKEN_WORD.search(broken.text[-3:]):
        return True
    full = before.last - before.first >= _FULL_LINES and len(broken.text) >= _FULL
    return paged and (broken.text.endswith(",") or full)


# ---- tables


def _tables(layout: Layout) -> tuple[Table, ...]:
    captions, notes = _of_tables(layout, "caption"), _of_tables(layout, "footnote")
    return tuple(
        Table(
            start=layout.lines[found.first].start,
            end=layout.lines[found.last].end,
            label=next((draft.label for draft in captions.get(place, []) if draft.label), None),
            caption=_span(layout, captions[place][0]) if place in captions else None,
            footnotes=tuple(_span(layout, draft) for draft in notes.get(place, [])),
            cells=found.grid.cells,
            patients=found.grid.patients,
        )
        for place, found in enumerate(layout.tables)
    )


def _of_tables(layout: Layout, kind: BlockKind) -> dict[int, list[Draft]]:
    """The drafts of one kind by the table that they belong to."""
    drafts: dict[int, list[Draft]] = {}
    for draft in layout.drafts:
        if draft.kind == kind and draft.table is not None:
            drafts.setdefault(draft.table, []).append(draft)
    return drafts


def _span(layout: Layout, draft: Draft) -> Span:
    return Span(start=layout.lines[draft.first].start, end=layout.lines[draft.last].end)
