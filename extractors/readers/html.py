"""The reader of web pages: the article on the page, without what the page puts around it."""

import re

from extractors.readers.captions import is_table_note
from extractors.readers.dialects import Dialect, Role, Walked
from extractors.readers.furniture import is_address, is_author_list, is_furniture
from extractors.readers.html_metadata import metadata_of_page
from extractors.readers.html_page import Page, weigh
from extractors.readers.lines import split_lines
from extractors.readers.marked_articles import document_of_walk
from extractors.readers.marked_tables import is_data
from extractors.readers.markup import Node, name_of, parse_html
from extractors.readers.outline import label_of
from extractors.readers.pieces import Piece
from extractors.readers.sections import section_of
from extractors.readers.walk import walk
from schemas.document import Document

_NAMES: dict[Role, str] = {
    "through": (
        "html body div section article main header center ul ol blockquote details summary figure tbody thead tr td th "
        "tfoot fieldset hgroup search"
    ),
    "paragraph": "p pre",
    "item": "li",
    "heading": "h1 h2 h3 h4 h5 h6",
    "caption": "figcaption caption",
    "legend": "dl",
    "raised": "sup",
    "power": "msup",
    "gap": "br hr wbr",
    "skip": "col colgroup label",
}
_ROLES: dict[str, Role] = {name: role for role, names in _NAMES.items() for name in names.split()}
_CAPTION = re.compile(r"(?:^|[\s_-])captions?(?=$|[\s_])", re.IGNORECASE)
_NOTES = re.compile(
    r"(?:^|[\s_-])(?:table-?wrap-?foot|table-?foot\w*|tbl-?fn|tfoot|table-?notes?|footnotes?|table-?legend)(?=$|[\s_-])",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"(?:^|\s)(?:fig|figure|fig-?wrap|figure-?wrap|figure-?container|inline-?figure)(?=$|\s)", re.IGNORECASE
)
_ABSTRACT = re.compile(r"(?:^|[\s_-])abstract(?=$|[\s_-])", re.IGNORECASE)
_BLOCK = frozenset("div section figure span p ul ol table dl aside h1 h2 h3 h4 h5 h6".split())
_CITING = re.compile(
    r"(?:^|[\s_-])(?:bibr|citation|citation-ref|cite|ref-?link|xref-bibr|bib-?link)(?=$|[\s_-])", re.IGNORECASE
)
_ELSEWHERE = re.compile(
    r"(?:^|[-_.])(?:t|tab|tbl|table|f|fig|figure|g|sec|s|app|eq|e|fn|tfn|note|moesm|sm|video|box)[-_.]?\d",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"\W{0,3}(?P<label>[A-Z][A-Za-z' ]{2,30})\s?:")
_EDITOR = re.compile(r"(?:Academic\s)?Editors?\s?:|(?:Received|Accepted|Published)\s?:")
_TITLE = 400  # characters of a table's title
_SALUTATION = re.compile(r"(?:to the editor|dear\b|sir\b)", re.IGNORECASE)
_PROSE = 200  # characters of a paragraph that opens the text


def read_html(data: bytes, source: str) -> Document:
    """The document of a web page's bytes; raise ``ReadError`` of kind ``empty`` where no running text is on it."""
    parsed = parse_html(data)
    metadata = metadata_of_page(parsed.root)
    page = weigh(parsed.root)
    walked = Walked([], [], [])
    walk(page.main(), _dialect(page), walked)
    title = Piece("title", metadata.title or "")
    body = _tied(_article(walked.pieces, title.words))
    return document_of_walk(
        walked._replace(pieces=[title, *body]), metadata, parsed, data=data, source=source, reader="html"
    )


# ---- elements


def _dialect(page: Page) -> Dialect:
    return Dialect(role=lambda node: _role(node, page), level=_level, hint=lambda _: None, figures=frozenset())


def _level(node: Node) -> int:
    return int(name_of(node)[1]) if name_of(node)[1:].isdecimal() else 0


def _role(node: Node, page: Page) -> Role:
    name = name_of(node)
    if name == "a":
        return _link_role(node)
    if name == "table":
        return "table" if is_data(node) and not page.is_aside(node) else "through"
    if name not in _BLOCK and name in _ROLES:
        return _ROLES[name]
    if page.is_aside(node):
        return "skip"
    if page.is_references(node):
        return "references"
    told = f"{node.get('class', '')} {node.get('id', '')}"[:300] if name in _BLOCK else " "
    if told == " ":
        return "caption" if name == "figure" and not page.holds_table(node) else _ROLES.get(name, "inline")
    return _told_role(node, name, told, page)


def _told_role(node: Node, name: str, told: str, page: Page) -> Role:
    """What an element is by its class."""
    if name not in ("p", "span") and not page.holds_table(node):
        if _CAPTION.search(told) or name == "figure" or _FIGURE.search(node.get("class", "")[:300]):
            return "caption"
        if _NOTES.search(told):
            return "notes"
        if _ABSTRACT.search(told) and not page.is_article(node) and name in ("div", "section"):
            return "abstract"
    return _ROLES.get(name, "inline")


def _link_role(node: Node) -> Role:
    """A link within the page to anything but a table, a figure and the like may be a citation."""
    _, _, target = node.get("href", "").partition("#")
    if target and (_CITING.search(node.get("class", "")[:200]) or not _ELSEWHERE.search(target[-60:])):
        return "citation"
    return "inline" if target else "link"


# ---- the article on the page


def _article(pieces: list[Piece], title: str) -> list[Piece]:
    """The pieces from the opening of the text to the list of references, and labelled tables and figures behind it."""
    opening = _opening(pieces, title)
    kept: list[Piece] = []
    behind = False
    for piece in pieces[opening:]:
        _tell_caption(piece)
        listed = piece.kind == "reference" or (piece.kind == "heading" and section_of(piece.words) == "references")
        behind = behind or (listed and bool(kept))
        left_out = listed or _is_title(piece, title) or (piece.kind == "paragraph" and _is_page_furniture(piece.words))
        if not left_out and (not behind or _is_gathered(piece)):
            kept.append(piece)
    return kept


def _tell_caption(piece: Piece) -> None:
    """A short paragraph that opens as the title of a table does is one, wherever the page keeps the table."""
    if piece.kind == "paragraph" and len(piece.words) < _TITLE and (label := label_of(piece.words)):
        piece.kind, piece.label = "caption", label


def _opening(pieces: list[Piece], title: str) -> int:
    """The piece at which the text begins: the heading of a section, or the first real paragraph."""
    for place, piece in enumerate(pieces):
        if piece.kind == "heading" and (section_of(piece.words) or piece.hint) not in (None, "back", "references"):
            return place
        if piece.kind == "paragraph" and len(piece.words) >= _PROSE and not _is_front(piece.words, title):
            return place - 1 if place and _SALUTATION.match(pieces[place - 1].words) else place
    return 0


def _is_front(words: str, title: str) -> bool:
    if title and _bare(title) in _bare(words[: 2 * len(title) + _PROSE]):
        return True
    return _is_page_furniture(words) or is_author_list(words, bare=True) or is_address(words)


def _is_page_furniture(words: str) -> bool:
    """How to cite, funding, dates and addresses that the page prints among its paragraphs."""
    labelled = _LABELLED.match(words[:60])
    if labelled and section_of(labelled["label"]) == "back":
        return True
    return _EDITOR.match(words) is not None or is_furniture(words, after_doi=False)


def _is_title(piece: Piece, title: str) -> bool:
    return piece.kind == "heading" and (piece.level == 1 or _bare(piece.words) == _bare(title))


def _bare(words: str) -> str:
    return re.sub(r"\W+", "", words).lower()


def _is_gathered(piece: Piece) -> bool:
    """Whether a piece behind the references may be one of the tables and figures gathered there."""
    return piece.kind in ("table", "caption", "footnote") or (
        piece.kind == "figure_caption" and piece.words[:3] == "Fig"
    )


# ---- tables with their captions and notes


def _tied(pieces: list[Piece]) -> list[Piece]:
    """Tie captions and notes to the tables that they stand beside."""
    for place, piece in enumerate(pieces):
        if piece.kind == "table":
            _tie_caption(pieces, place)
            _tie_notes(pieces, place)
    return pieces


def _tie_caption(pieces: list[Piece], place: int) -> None:
    """The nearest caption, above the table before below it; a labelled paragraph or heading is one as well."""
    for beside in (place - 1, place - 2, place + 1, place + 2):
        if 0 <= beside < len(pieces) and (piece := pieces[beside]).table is None:
            label = label_of(piece.words)
            if label or (piece.kind in ("caption", "figure_caption") and beside == place - 1):
                piece.kind, piece.table, piece.label = "caption", pieces[place].table, label
                return


def _tie_notes(pieces: list[Piece], place: int) -> None:
    """The notes right below a table; its caption may stand between."""
    table = pieces[place].table
    for beside in range(place + 1, len(pieces)):
        piece = pieces[beside]
        noted = piece.kind == "paragraph" and is_table_note(split_lines(piece.words)[0])
        if piece.kind == "footnote" or noted:
            piece.kind, piece.table = "footnote", table
        elif piece.kind != "caption" or piece.table != table:
            return
