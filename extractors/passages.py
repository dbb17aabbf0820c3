"""Document -> passages: paragraphs made whole again, and every cell of a table of patients behind its heads.

A cell ``7350`` under ``Case 1`` in the row ``Initial CK (IU/L)`` is read as ``Initial CK (IU/L): 7350``, so that the
extractors need to know one language only.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from extractors.caption_subjects import subject_of, unit_of_time
from extractors.caption_units import TitleUnits
from extractors.clean import clean_behind, clean_pieces
from extractors.cohort_sizes import is_size
from extractors.readers.grid import SIZE_ALONE
from extractors.reading import Passage, PassageKind
from extractors.structured_paragraphs import parts_of
from extractors.table_heads import GROUP_HEAD, Heads, notes_of, visits_of
from extractors.tables_of_one import cells_of_one, tells_a_time
from extractors.wrapped_cells import all_lines, wrapped_lines
from schemas.document import Block, Cell, Document, SectionType, Span, Table

_MARK = re.compile(
    r"(?<=[\w)])\\?(?P<sign>[*†‡§¶#])|(?<=[\w)²])(?:\^(?P<letter>[a-z\d])\^|<sup>(?P<raised>[a-z])</sup>)"
)
_INSTEAD = (
    r"(?:[Ii]n place|[Ii]n ?stead) of [^,.;]{2,40}, "  # what the drug of the cell replaced has no part in its dose
)
_LEAST_GROUPS = 2
_COUNTED = re.compile(r"\W{0,2}(?:%|(?:n|no\.?|number|per ?cent|medians?|means?|range|iqr|sd)\b)", re.IGNORECASE)
_STUDIES = re.compile(
    r"\b(?:authors?|stud(?:y|ies)|references?|series|cohorts?|regist(?:er|ry)|publications?|papers?|source)\b",
    re.IGNORECASE,
)

_KINDS: dict[str, PassageKind] = {
    "title": "title",
    "heading": "heading",
    "paragraph": "prose",
    "list_item": "prose",
    "caption": "caption",
    "figure_caption": "figure",
    "footnote": "footnote",
}


def passages(document: Document) -> Iterator[Passage]:
    """Every passage that may hold a fact, in the order of the article; reference lists and page furniture are none."""
    yield from _blocks(document)
    for index, table in enumerate(document.tables):
        if table.patients is not None:
            yield from _cells(document, index, table)
        elif (of_one := cells_of_one(document, index, table)) is not None:
            yield from of_one
        else:
            yield from _group_cells(document, index, table)


def _blocks(document: Document) -> Iterator[Passage]:
    case_in: SectionType | None = None  # the section in which a label inside a paragraph has opened the case
    for block, parts in _joined(document):
        case_in = case_in if block.section == case_in and block.kind != "heading" else None
        if block.kind == "paragraph" and len(parts) == 1:
            section: SectionType = "case" if case_in else block.section
            for passage in _structured(document, block, section):
                yield passage
                section = passage.section
            case_in = block.section if section == "case" != block.section else None
            continue
        pieces: list[tuple[int, int] | str] = []
        for part in parts:
            if pieces:
                _rejoin(document, pieces)
            pieces.append((part.start, part.end))
        clean = clean_pieces(document.text, pieces)
        if clean.text.strip():
            yield Passage(_KINDS[block.kind], block.section, clean, block.table, level=block.level)


def _joined(document: Document) -> list[tuple[Block, list[Block]]]:
    """The blocks that are read, each with those in which it goes on behind a table or a page's end."""
    joined: list[tuple[Block, list[Block]]] = []
    for block in document.blocks:
        if block.kind not in _KINDS or block.section in ("references", "back"):
            continue
        if block.continues:
            target = next((item for item in reversed(joined) if item[0].kind == "paragraph"), None)
            if target is not None:
                target[1].append(block)
                continue
        joined.append((block, [block]))
    return joined


def _structured(document: Document, block: Block, section: SectionType) -> Iterator[Passage]:
    """A paragraph, or each part of it where it is a structured abstract; ``section`` is that of its beginning."""
    for start, end, opened in parts_of(document.text, block.start, block.end, section):
        clean = clean_pieces(document.text, [(start, end)])
        if clean.text.strip():
            yield Passage("prose", opened, clean, block.table, level=block.level)


def _rejoin(document: Document, pieces: list[tuple[int, int] | str]) -> None:
    """Part a continued paragraph by a space, or by nothing where a word was broken at the page's end."""
    before = pieces[-1]
    if isinstance(before, str):
        return
    words = document.text[before[0] : before[1]].rstrip()
    if words.endswith("-") and words[-2:-1].isalpha():
        pieces[-1] = (before[0], before[0] + len(words) - 1)
        return
    pieces.append(" ")


def _cells(document: Document, index: int, table: Table) -> Iterator[Passage]:
    """The cells of patients: column by column where patients are columns, row by row where they are rows."""
    by_columns = table.patients == "columns"
    heads_of = Heads(table)
    body = [
        cell
        for cell in table.cells
        if (not cell.head or (not by_columns and cell.row >= heads_of.first)) and cell.end > cell.start
    ]
    for cell in table.cells if by_columns else ():
        if not cell.row and cell.column and cell.head and "(" in document.quote(cell):  # "Patient 1 (F, 12 y)"
            clean, length = clean_behind(document.text, [], [(cell.start, cell.end)])
            yield Passage("cell", "results", clean, index, cell.column, cell.row, cell.column, length)
    subject, above = subject_of(document, table), wrapped_lines(document, table)
    below_of = {upper: lower for lower, upper in above.items()}
    units = TitleUnits(document, table)
    visits, notes = {} if by_columns else visits_of(document, table), notes_of(document, table)
    for cell in sorted(body, key=lambda cell: (cell.column, cell.row) if by_columns else (cell.row, cell.column)):
        if cell in above:
            continue
        heads = heads_of.row(cell) if by_columns else heads_of.column(cell)
        named = subject if by_columns or any(tells_a_time(document.quote(head)) for head in heads) else []
        pieces: list[tuple[int, int] | str] = list(named or unit_of_time(document, table, heads)) if heads else []
        for head in heads:
            pieces += [*all_lines(head, below_of), " " if head is not heads[-1] else ": "]
        below = heads_of.column(cell)[1:] if by_columns and pieces and _is_shared(heads_of, cell) else []
        for head in below:
            pieces[-1:] = [", ", (head.start, head.end), ": "]
        pieces[-1:] = [*units.beside([*heads, *below]), ": "] if pieces else []
        if cell.column > 1 and pieces and cell.row in visits:
            pieces[-1:] = [", ", *visits[cell.row], ": "]
        value, line = _noted(document, notes, cell), below_of.get(cell)
        while line is not None:
            value += [" ", *_noted(document, notes, line)]
            line = below_of.get(line)
        clean, length = clean_behind(document.text, pieces, value)
        person = cell.column if by_columns else cell.row
        yield Passage("cell", "results", clean, index, person, cell.row, cell.column, length)


def _is_shared(heads_of: Heads, cell: Cell) -> bool:
    """Whether a patient has several columns, each headed by when it was: "Patient 1" over "Onset" and "Last visit"."""
    return any(not head.row and head.column_span > 1 for head in heads_of.column(cell))


def _group_cells(document: Document, index: int, table: Table) -> Iterator[Passage]:
    """The cells of a table whose columns are groups ("anti-SRP (n = 11)"), each behind the heads of row and column."""
    heads_of = Heads(table)
    groups = {
        head for column in heads_of.columns.values() for head in column if GROUP_HEAD.search(document.quote(head))
    }
    sizes = {} if groups else _size_row(document, table)
    if not groups and not sizes:
        yield from _study_cells(document, index, table)
        return
    for cell in table.cells:
        if cell.head or cell.end == cell.start:
            continue
        columns = [head for head in heads_of.column(cell) if head in groups or cell.column in sizes]
        rows = heads_of.row(cell)
        if not columns or not rows:
            continue
        pieces: list[tuple[int, int] | str] = []
        for head in rows:
            pieces += [(head.start, head.end), " "]
        size = sizes.get(cell.column)
        below = [] if size else [head for head in heads_of.column(cell) if head.row > columns[-1].row]
        for head in below:  # "n", "%" tell how it is counted, "12 months" when
            pieces[-1:] = [" ", (head.start, head.end), " "] if _COUNTED.match(document.quote(head)) else [" "]
        pieces += ["| "]
        for head in below:
            pieces += [] if _COUNTED.match(document.quote(head)) else [(head.start, head.end), ", "]
        above = [head for head in heads_of.column(cell) if head.row < columns[-1].row]
        if above and SIZE_ALONE.match(document.quote(columns[-1])):
            pieces += [(above[-1].start, above[-1].end), " "]
        pieces += [(columns[-1].start, columns[-1].end)]
        pieces += [" (n = ", (size.start, size.end), "): "] if size else [": "]
        clean, length = clean_behind(document.text, pieces, [(cell.start, cell.end)])
        yield Passage("group", "results", clean, index, None, cell.row, cell.column, length)


def _size_row(document: Document, table: Table) -> dict[int, Cell]:
    """By column the cell of the row that tells how many patients each group has; none where no row does."""
    row = next(
        (cell.row for cell in table.cells if cell.row and not cell.column and is_size(document.quote(cell))), None
    )
    cells = [cell for cell in table.cells if cell.row == row and cell.column and cell.end > cell.start]
    counted = {cell.column: cell for cell in cells if _whole(document, cell)}
    return counted if len(counted) >= _LEAST_GROUPS else {}


def _study_cells(document: Document, index: int, table: Table) -> Iterator[Passage]:
    """The cells of a table whose rows are groups: studies with a column for their size, or each ``anti-SRP (n = 11)``.

    Each stands behind the head of its column and the name and size of its row: ``Female (%) | Lin (n = 21): 62``.
    """
    tops = {cell.column: cell for cell in table.cells if cell.row == 0 and cell.end > cell.start}
    rows: dict[int, dict[int, Cell]] = defaultdict(dict)
    for cell in table.cells:
        if cell.row and cell.end > cell.start:
            rows[cell.row][cell.column] = cell
    named = [row for row in rows.values() if 0 in row and GROUP_HEAD.search(document.quote(row[0]))]
    sizes = [column for column, cell in tops.items() if column and is_size(document.quote(cell))]
    if len(sizes) == 1 and 0 in tops and _STUDIES.search(document.quote(tops[0])):
        named = [row for row in rows.values() if 0 in row and _whole(document, row.get(sizes[0]))]
    elif len(named) < _LEAST_GROUPS or len(named) < len(rows):
        return
    for row in named:
        size = row.get(sizes[0]) if len(sizes) == 1 else None
        for column, cell in row.items():
            if column == 0 or column not in tops:
                continue
            top, name = tops[column], row[0]
            pieces: list[tuple[int, int] | str] = [(top.start, top.end), " | ", (name.start, name.end)]
            pieces += [" (n = ", (size.start, size.end), "): "] if size else [": "]
            clean, length = clean_behind(document.text, pieces, [(cell.start, cell.end)])
            yield Passage("group", "results", clean, index, None, cell.row, cell.column, length)


def _whole(document: Document, cell: Cell | None) -> bool:
    return cell is not None and document.quote(cell).strip().isdecimal()


def _noted(document: Document, notes: list[Span], cell: Cell) -> list[tuple[int, int] | str]:
    """A cell with its footnotes, each behind the word that has its mark: ``MTX (subcutaneous), RTX (four doses)``."""
    noted: list[tuple[int, int] | str] = []
    start = cell.start
    for mark in _MARK.finditer(document.quote(cell)) if notes else ():
        letter = mark["letter"] or mark["raised"]
        note = _footnote(document, notes, letter or mark["sign"], lettered=letter is not None)
        if note is not None:
            noted += [(start, cell.start + mark.start()), " (", note, ")"]
            start = cell.start + mark.end()
    return [*noted, (start, cell.end)] if start < cell.end else noted


def _footnote(document: Document, notes: list[Span], mark: str, *, lettered: bool) -> tuple[int, int] | None:
    """The words of the footnote that begins with a mark; letters are raised: ``^a^``, ``<sup>a</sup>``."""
    sign = rf"(?:\^{mark}\^|<sup>{mark}</sup>)" if lettered else rf"(?<![\w)]){re.escape(mark)}"
    for footnote in notes:
        note = re.search(rf"{sign}\s*(?:{_INSTEAD})?(?P<words>(?:[^.;*†‡§¶#\n^<]|\.(?=\d))+)", document.quote(footnote))
        if note:
            return footnote.start + note.start("words"), footnote.start + note.end("words")
    return None
