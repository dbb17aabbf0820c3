"""Pieces of a PDF -> what each is, by its words and its type: title, heading, caption, note, list item, paragraph."""

import re
from collections import Counter
from typing import NamedTuple

from extractors.readers.captions import is_abbreviation_list, is_figure_caption, is_table_note, table_caption
from extractors.readers.furniture import is_furniture
from extractors.readers.lines import begins_lower, ends_sentence, has_letter, split_lines
from extractors.readers.pdf_grids import PdfTable
from extractors.readers.pdf_paragraphs import Piece, Prose, Tabular
from extractors.readers.sections import PLAIN, Heading, section_of
from schemas.document import BlockKind

_LARGER = 1.08
_HEADING_LENGTH = 150
_HEADING_ROWS = 3
_TITLE_LENGTH = 300
_LEAST_SIZE = 0.85  # of the body's type: a heading in smaller type is none
_NOTE_SIZE = 0.97  # of the body's type: what stands right below a table in smaller type is its note
_FULL = 0.85
_SAME_SIZE = 0.05
_SAME_END = 15.0
_LISTED = frozenset({"paragraph", "list_item", "heading", "furniture", "footnote"})
_OF_THE_ARTICLE = re.compile(r"cite\s+this|©|copyright", re.IGNORECASE)  # printed below the list
_INITIAL = re.compile(r"\b[A-Z]\.$")


class Body(NamedTuple):
    """The type that most of the article is set in: its height in points and the name of its font."""

    size: float
    font: str


class Told(NamedTuple):
    """A piece and its kind. ``prose`` has the parts of one paragraph, one a column; a table has none.

    ``continues`` says that a table goes on with the rows of the one before.
    """

    kind: BlockKind
    page: int
    prose: tuple[Prose, ...] = ()
    table: PdfTable | None = None
    label: str | None = None
    heading: Heading | None = None
    continues: bool = False


def tell(pieces: list[Piece]) -> list[Told]:
    """The kind of every piece; paragraphs broken by the end of a column are one again."""
    body = _body(pieces)
    title = _title(pieces, body)
    told: list[Told] = []
    noting = False
    begun: set[int] = set()  # columns whose text has begun
    for piece in pieces:
        if isinstance(piece, Tabular):
            told.append(Told("table", piece.page, table=piece.table, continues=_goes_on(told, piece)))
            noting = True
            continue
        noting = noting and told[-1].page == piece.page
        item = _told(piece, body, noting=noting)
        noting = noting and item.kind == "footnote"
        place = _broken(told, piece) if item.kind == "paragraph" and piece.column not in begun else None
        if item.kind in ("paragraph", "list_item", "heading"):
            begun.add(piece.column)
        if place is None:
            told.append(item)
        else:
            told[place] = told[place]._replace(prose=(*told[place].prose, piece))
    return _references(_levels(_front(told, title)))


def _body(pieces: list[Piece]) -> Body:
    """The commonest height of type, and the commonest font in it."""
    words: dict[tuple[float, str | None], int] = {}
    for piece in pieces:
        if isinstance(piece, Prose):
            for row in piece.rows:
                words[row.size, row.font] = words.get((row.size, row.font), 0) + len(row.words)
    counts: Counter[Body] = Counter()
    for (size, font), count in words.items():
        counts[Body(round(size * 2) / 2, font or "")] += count
    sizes: Counter[float] = Counter()
    for style, count in counts.items():
        sizes[style.size] += count
    if not sizes:
        return Body(10.0, "")
    size = sizes.most_common(1)[0][0]
    return max(
        (style for style in counts if style.size == size and style.font),
        key=lambda style: counts[style],
        default=Body(size, ""),
    )


def _told(piece: Prose, body: Body, *, noting: bool) -> Told:
    text = piece.text
    line = split_lines(text)[0]
    if caption := table_caption(line, None):
        return Told("caption", piece.page, (piece,), label=caption.label)
    if is_figure_caption(line, None):
        return Told("figure_caption", piece.page, (piece,))
    small = piece.size < _NOTE_SIZE * body.size and not piece.bold
    found = _heading(piece, text, body)
    named = found is not None and found.section is not None
    if ((noting and (is_table_note(line) or small)) or is_abbreviation_list(line)) and not named:
        return Told("footnote", piece.page, (piece,))
    if found is not None:
        return Told("heading", piece.page, (piece,), heading=found)
    if is_furniture(text, after_doi=False) or text.startswith("©") or (piece.aside and piece.page == 1):
        return Told("furniture", piece.page, (piece,))
    return Told("list_item" if piece.listed else "paragraph", piece.page, (piece,))


def _heading(piece: Prose, text: str, body: Body) -> Heading | None:
    """A few words in bold or larger type, or known as the name of a section."""
    if len(piece.rows) > _HEADING_ROWS or len(text) > _TITLE_LENGTH or not has_letter(text):
        return None
    section = section_of(text)
    if section is not None:
        return Heading(PLAIN, section)
    larger = piece.size >= _LARGER * body.size
    apart = _is_apart(piece, body)
    if len(text) > (_TITLE_LENGTH if larger else _HEADING_LENGTH) or not (piece.bold or larger or apart):
        return None
    if piece.listed and not (text[:1].isdecimal() and (piece.bold or larger)):
        return None
    if begins_lower(text) or text.endswith((",", ";")) or (ends_sentence(text) and not larger and len(text) > 60):
        return None
    return Heading(PLAIN, None)


def _is_apart(piece: Prose, body: Body) -> bool:
    """Whether one line stands in a font of its own, about as large as the body's."""
    return (
        piece.font is not None
        and piece.font != body.font
        and len(piece.rows) == 1
        and piece.size > _LEAST_SIZE * body.size
    )


# ---- title


def _title(pieces: list[Piece], body: Body) -> Prose | None:
    """The largest type of the first page that has words enough to be a title."""
    first = [piece for piece in pieces if isinstance(piece, Prose) and piece.page == pieces[0].page]
    large = [piece for piece in first if piece.size >= _LARGER * body.size]
    fit = [piece for piece in large if 10 <= len(piece.text) <= _TITLE_LENGTH and len(piece.text.split()) > 2]
    return max(fit, key=lambda piece: piece.size, default=None)


def _front(told: list[Told], title: Prose | None) -> list[Told]:
    """What stands above the title, such as the kind of article, is no heading of the text."""
    place = next((at for at, item in enumerate(told) if title is not None and item.prose[:1] == (title,)), None)
    if place is None:
        return told
    above = [item._replace(kind="furniture", heading=None) if item.kind == "heading" else item for item in told[:place]]
    named = told[place]
    if named.heading is None and named.kind == "paragraph":
        named = named._replace(kind="heading", heading=Heading(PLAIN, None))
    return [*above, named, *told[place + 1 :]]


def _levels(told: list[Told]) -> list[Told]:
    """Levels of headings by their type: the larger, and of one size the bold, stands higher."""
    styles = sorted({_style(item) for item in told if item.heading is not None}, reverse=True)
    known = [_style(item) for item in told if item.heading is not None and item.heading.section is not None]
    top = styles.index(max(known)) if known else 0
    return [
        item._replace(heading=item.heading._replace(level=min(max(styles.index(_style(item)) - top, 0) + 1, PLAIN - 1)))
        if item.heading is not None
        else item
        for item in told
    ]


def _references(told: list[Told]) -> list[Told]:
    """All text below the heading of the reference list is the list's, down to a heading that stands as high.

    Only the notes of tables that stand among the references remain notes.
    """
    kept: list[Told] = []
    above: Told | None = None
    for item in told:
        if item.heading is not None and (above is None or item.heading.section or _style(item) >= _style(above)):
            above = item if item.heading.section == "references" else None
        elif above is None or (kept and _notes_table(kept[-1], item)):
            pass
        elif item.kind in _LISTED and not _OF_THE_ARTICLE.search(_opening(item)):
            item = item._replace(kind="reference", heading=None)  # noqa: PLW2901
        kept.append(item)
    return kept


def _notes_table(before: Told, item: Told) -> bool:
    """Whether a piece is a note of the table above it, or goes on with the notes in the same column."""
    if item.kind != "footnote":
        return False
    if before.kind == "footnote":
        return before.prose[0].column == item.prose[0].column
    return before.kind == "table" and is_table_note(split_lines(item.prose[0].text)[0])


def _opening(item: Told) -> str:
    return " ".join(part.text for part in item.prose)[:300]


def _style(item: Told) -> tuple[float, bool]:
    return round(item.prose[0].size), item.prose[0].bold


# ---- what goes on


def _broken(told: list[Told], piece: Prose) -> int | None:
    """The place of the paragraph that ``piece``, first in its column, takes up; floats may stand between."""
    for place in range(len(told) - 1, -1, -1):
        item = told[place]
        if item.kind in ("paragraph", "list_item"):
            adjacent = place == len(told) - 1
            return place if _takes_up(item.prose[-1], piece, adjacent=adjacent) else None
        if item.kind not in ("caption", "figure_caption", "table", "footnote", "furniture"):
            return None
    return None


def _takes_up(before: Prose, piece: Prose, *, adjacent: bool) -> bool:
    last = before.rows[-1]
    initial = begins_lower(piece.text) and _INITIAL.search(last.text) is not None
    if (
        (ends_sentence(last.text) and not initial)
        or abs(piece.size - before.size) > _SAME_SIZE * before.size
        or piece.bold != before.bold
    ):
        return False
    if piece.page - before.page > 2:
        return False
    if begins_lower(piece.text) or (adjacent and last.text.endswith("-")):
        return True
    return last.x1 - before.x0 > _FULL * (before.x1 - before.x0) and not piece.listed


def _goes_on(told: list[Told], piece: Tabular) -> bool:
    """Whether a table on top of a page has the columns of the one at the end of the page before."""
    titled = False
    for item in reversed(told):
        if item.kind == "caption" and item.page == piece.page and not titled:
            line = split_lines(item.prose[0].text)[0]
            caption = table_caption(line, None)
            if caption is None or not caption.continued:
                return False
            titled = True
        elif item.kind == "table":
            return item.table is not None and item.page == piece.page - 1 and _alike(item.table, piece.table)
        elif item.kind not in ("footnote", "furniture") or item.page == piece.page:
            return False
    return False


def _alike(begun: PdfTable, more: PdfTable) -> bool:
    ends = abs(begun.box[0] - more.box[0]) < _SAME_END and abs(begun.box[2] - more.box[2]) < _SAME_END
    return begun.columns == more.columns and ends
