"""Lines -> drafts of blocks: which lines belong together, and what they look like. Sections come later."""

import re
from dataclasses import dataclass

from extractors.readers.captions import (
    goes_on_after_blank,
    is_abbreviation_list,
    is_figure_caption,
    is_table_note,
    table_caption,
)
from extractors.readers.case_rows import case_rows_after
from extractors.readers.cell_lines import patient_columns_after
from extractors.readers.family_rows import kin_of
from extractors.readers.furniture import is_furniture, is_rule
from extractors.readers.lines import Line, begins_lower, has_letter
from extractors.readers.paragraphs import Run, paragraph_end, run_of
from extractors.readers.sections import Heading, heading
from extractors.readers.stacked_cells import stacked_cells_after
from extractors.readers.text_tables import FoundTable, find_tables
from schemas.document import BlockKind

_BULLET = re.compile(r"(?:[-*•–·‣◦]|\(?\d{1,3}[.)]|\[\d{1,3}\]|\(?[a-z]\))\s+\S")
_HEAD_CELL = re.compile(
    r"(?:references?|stud(?:y|ies)|articles?|authors?|publications?|sources?|cases?|patients?|pts?\.?|p)"
    r"(?: ?(?:no\.? ?|#)?(?:\d{1,2}|[A-H]))?\W*$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Draft:
    """A block in the making: lines ``first`` to ``last``; ``table`` is the place of its table in the list of tables."""

    kind: BlockKind
    first: int
    last: int
    table: int | None = None
    label: str | None = None
    heading: Heading | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """All lines of a text, each in exactly one draft, and the tables that were found."""

    lines: list[Line]
    drafts: list[Draft]
    tables: list[FoundTable]

    def words(self, draft: Draft) -> str:
        """The words of a draft, its lines parted by single spaces."""
        return " ".join(line.text for line in self.lines[draft.first : draft.last + 1])


def lay_out(text: str, lines: list[Line]) -> Layout:
    """Draw the blocks of ``text`` in one pass over its lines."""
    drawing = _Drawing(text, lines)
    index = 0
    while index < len(lines):
        index = drawing.step(index)
    return Layout(lines, drawing.drafts, drawing.tables)


class _Drawing:
    """One pass over the lines; every step draws one block and gives the line after it."""

    def __init__(self, text: str, lines: list[Line]) -> None:
        self._text = text
        self.lines = lines
        self.drafts: list[Draft] = []
        self.tables: list[FoundTable] = []
        self._found = find_tables(text, lines)
        self._run = Run(0, -1, 0, wrapped=False)  # the run of prose that the last paragraph came from
        self._noting = False  # a table or one of its notes was drawn last
        self._ahead: dict[int, tuple[int, int]] = {}  # first line of a page of a table -> its last line, its table
        self._searched = 0  # literature tables were looked for up to this line

    def step(self, index: int) -> int:
        """Draw the block that begins in line ``index``."""
        if index in self._ahead:
            last, table = self._ahead[index]
            return self._draw(Draft("table", index, last, table))
        if found := self._found.get(index):
            self.tables.append(found)
            return self._draw(Draft("table", index, found.last, len(self.tables) - 1))
        line, above = self.lines[index], self.lines[index - 1] if index else None
        if caption := table_caption(line, above):
            return self._caption(index, caption.label)
        if is_figure_caption(line, above):
            return self._draw(Draft("figure_caption", index, self._caption_end(index)))
        return self._small(index)

    def _draw(self, draft: Draft) -> int:
        self.drafts.append(draft)
        self._noting = draft.kind == "table" or (draft.kind == "footnote" and self._noting)
        return draft.last + 1

    def _caption(self, index: int, label: str | None) -> int:
        """A table's title; where a table without columns follows, its pages are noted for the steps to come."""
        last = self._table_title_end(index, label)
        following = self._draw(Draft("caption", index, last, label=label))
        if following < len(self.lines) and following >= self._searched and self._may_be_cells(following):
            found = patient_columns_after(self._text, self.lines, following) or stacked_cells_after(
                self._text, self.lines, following
            )
            if found is None:
                found, self._searched = case_rows_after(self.lines, following, label)
            if found:
                self.tables.append(found)
                self._ahead |= {first: (end, len(self.tables) - 1) for first, end in found.parts}
        return following

    def _may_be_cells(self, index: int) -> bool:
        """Whether a table that lost its columns may begin here; "Reference" under a caption is the head of a column."""
        words = self.lines[index].text
        return _HEAD_CELL.match(words) is not None or kin_of(words) is not None or not self._begins_block(index)

    def _small(self, index: int) -> int:
        """Everything that is neither a table nor a caption."""
        line = self.lines[index]
        if self._noting and is_table_note(line):  # notes stand right under a table or under one another
            return self._draw(Draft("footnote", index, self._note_end(index)))
        if self._is_furniture(index):
            return self._draw(Draft("furniture", index, self._furniture_end(index)))
        if found := heading(self.lines, index):
            return self._draw(Draft("heading", index, index, heading=found))
        listed = self._opens_item(index)
        kind: BlockKind = "list_item" if listed else "footnote" if is_abbreviation_list(line) else "paragraph"
        return self._draw(Draft(kind, index, self._paragraph_end(index)))

    # ---- what a line is

    def _is_furniture(self, index: int) -> bool:
        line = self.lines[index]
        above = self.drafts[-1] if self.drafts else None
        after_doi = above is not None and above.kind == "furniture" and "10." in self.lines[above.last].text
        if not is_furniture(line.text, after_doi=after_doi):
            return False
        return not (line.text.isdecimal() and self._amid_prose(index))

    def _furniture_end(self, index: int) -> int:
        """Key words and addresses go on in the next line after a comma or a hyphen."""
        last = index
        while (
            last + 1 < len(self.lines)
            and not self.lines[last + 1].blank
            and self.lines[last].text.endswith((";", ",", "-"))
            and has_letter(self.lines[last].text)
            and not self._begins_block(last + 1)
        ):
            last += 1
        return last

    def _amid_prose(self, index: int) -> bool:
        """Whether a bare number stands inside a wrapped sentence, where it may be a value."""
        if index == 0 or index + 1 >= len(self.lines) or self.lines[index].blank or self.lines[index + 1].blank:
            return False
        under_table = len(self.drafts) > 0 and self.drafts[-1].kind == "table" and self.drafts[-1].last == index - 1
        above, following = self.lines[index - 1], self.lines[index + 1]
        return not above.ends and not under_table and table_caption(following, None) is None

    def _opens_item(self, index: int) -> bool:
        """Whether the line opens an item of a list; inside a wrapped paragraph a number and a stop do not."""
        if not _BULLET.match(self.lines[index].text):
            return False
        above = self.drafts[-1] if self.drafts else None
        if self.lines[index].blank or above is None or above.kind != "paragraph":
            return True
        return self.lines[index - 1].ends or self.lines[index].text[0] in "•‣◦"

    def _begins_block(self, index: int) -> bool:
        """Whether the line cannot belong to the paragraph above it."""
        line, above = self.lines[index], self.lines[index - 1]
        return (
            index in self._found
            or index in self._ahead
            or table_caption(line, above) is not None
            or is_figure_caption(line, above)
            or self._is_furniture(index)
            or heading(self.lines, index) is not None
        )

    # ---- where it ends

    def _paragraph_end(self, index: int) -> int:
        """Last line of the paragraph; the run of lines that it is cut from is measured once."""
        if not self._run.first <= index <= self._run.last:
            last = index
            while last + 1 < len(self.lines) and not self.lines[last + 1].blank and not self._ends_run(index, last + 1):
                last += 1
            self._run = run_of(self.lines, index, last)
        return paragraph_end(self.lines, index, self._run)

    def _ends_run(self, first: int, index: int) -> bool:
        line, above = self.lines[index], self.lines[index - 1]
        listing = above.ends or _BULLET.match(self.lines[first].text) is not None
        listed = listing and _BULLET.match(line.text) is not None
        return listed or (above.ends and is_abbreviation_list(line)) or self._begins_block(index)

    def _caption_end(self, index: int) -> int:
        last = self._paragraph_end(index)
        while goes_on_after_blank(self.lines, last) and not self._begins_block(last + 1):
            last = self._paragraph_end(last + 1)
        return last

    def _table_title_end(self, index: int, label: str | None) -> int:
        """A title goes on while its sentence does; a lone "Table 1" takes its words from the next line."""
        last = index
        lone = label is not None and len(self.lines[index].text.strip("*_#:. ")) <= len(label) + 2
        short = index + 1 < len(self.lines) and len(self.lines[index + 1].text) < 300
        if lone and short and not self._begins_block(index + 1):
            last += 1
        while last + 1 < len(self.lines) and not self.lines[last].ends:
            following = self.lines[last + 1]
            leads_on = begins_lower(following.text) or self.lines[last].text.endswith(("-", ","))
            joined = leads_on and not following.blank
            if not joined or is_rule(following.text) or self._begins_block(last + 1):
                break
            last += 1
        return last

    def _note_end(self, index: int) -> int:
        """A note ends with its sentence, or where a line begins another note or block; a list of them goes on."""
        last = index
        while last + 1 < len(self.lines) and (not self.lines[last].ends or self.lines[last].text.endswith((";", ":"))):
            following = self.lines[last + 1]
            if following.blank or is_table_note(following) or self._begins_block(last + 1):
                break
            last += 1
        return last
