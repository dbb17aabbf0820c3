"""One walk over the elements of an article for every kind of markup; a dialect tells what each element is."""

from collections.abc import Callable

from extractors.readers.dialects import Dialect, Role, Walked
from extractors.readers.gathering import Gathering
from extractors.readers.inline import CITED, CITED_END, LINKED, LINKED_END, RAISED, RAISED_END, as_legend, as_sentences
from extractors.readers.marked_tables import MarkedTable, read_table
from extractors.readers.markup import Node, entity, name_of
from extractors.readers.outline import label_of
from extractors.readers.pieces import Piece
from schemas.document import BlockKind, SectionType


def walk(node: Node, dialect: Dialect, walked: Walked, section: SectionType | None = None) -> None:
    """Add what is in ``node`` to ``walked``, as a part of its own of the type ``section`` where one is given."""
    if section is not None:
        walked.pieces.append(Piece("heading", level=0, hint=section))
    _Walk(dialect, walked).whole(node)


def words_of(node: Node | None, dialect: Dialect) -> str:
    """The words of an element as one line."""
    return "" if node is None else _words(node, dialect)


def _words(node: Node, dialect: Dialect) -> str:
    return " ".join(_lines(node, dialect))


def _told(node: Node, dialect: Dialect) -> str:
    """The words of a caption: its title and paragraphs as sentences."""
    return as_sentences(_lines(node, dialect))


def _lines(node: Node, dialect: Dialect) -> list[str]:
    inner = Walked([], [], [])
    _Walk(dialect, inner, kind="footnote").whole(node)
    return [piece.words for piece in inner.pieces if piece.words]


class _Walk:
    """The walk itself: words are gathered until a block begins or ends, and then become a piece."""

    def __init__(self, dialect: Dialect, walked: Walked, kind: BlockKind = "paragraph") -> None:
        self._dialect = dialect
        self._walked = walked
        self._words = Gathering(walked.pieces, kind)
        self._one_line = kind != "paragraph"
        self._depth = 0
        self._raised = False
        self._steps: dict[Role, Callable[[Node], None]] = {
            "inline": self._read,
            "through": self._through,
            "paragraph": self._paragraph,
            "item": self._item,
            "heading": self._heading,
            "section": self._section,
            "abstract": self._abstract,
            "wrap": self._wrap,
            "label": self._label,
            "caption": self._caption,
            "table": self._table,
            "notes": self._notes,
            "note": self._note,
            "legend": self._legend,
            "references": self._references,
            "citation": self._citation,
            "raised": self._raise,
            "power": self._power,
            "link": self._link,
            "gap": self._gap,
        }

    def whole(self, node: Node) -> None:
        """Everything in ``node``."""
        self._read(node)
        self._words.flush()

    # ---- words

    def _read(self, node: Node) -> None:
        self._words.put(node.text)
        for found in node:
            self._take(found)
            self._words.put(found.tail)

    def _take(self, node: Node) -> None:
        if not isinstance(node.tag, str):
            self._words.put(entity(node))
            return
        step = self._steps.get(self._dialect.role(node))
        if step is not None:
            step(node)

    # ---- blocks

    def _through(self, node: Node) -> None:
        self._words.flush()
        self._read(node)
        self._words.flush()

    def _paragraph(self, node: Node) -> None:
        with self._words.paragraph():
            self._read(node)

    def _item(self, node: Node) -> None:
        with self._words.block("footnote" if self._one_line else "list_item"):
            self._read(node)

    def _heading(self, node: Node) -> None:
        self._words.flush()
        if self._one_line:
            self._through(node)
            return
        level = self._dialect.level(node) or max(self._depth, 1)
        self._walked.pieces.append(Piece("heading", _words(node, self._dialect), level=level))

    def _section(self, node: Node) -> None:
        self._words.flush()
        self._depth += 1
        before = len(self._walked.pieces)
        self._through(node)
        self._opened(before, self._dialect.hint(node))
        self._depth -= 1

    def _opened(self, before: int, hint: SectionType | None) -> None:
        """Tell the heading of a section what the markup calls it; give it one if it has none."""
        pieces = self._walked.pieces
        if before < len(pieces) and pieces[before].kind == "heading" and pieces[before].level == self._depth:
            pieces[before].hint = hint
        else:
            pieces.insert(before, Piece("heading", level=self._depth, hint=hint))

    def _abstract(self, node: Node) -> None:
        """An abstract within the article's body, as web pages have it: a part of its own."""
        self._words.flush()
        self._walked.pieces.append(Piece("heading", level=0, hint="abstract"))
        self._through(node)
        self._walked.pieces.append(Piece("heading", level=0, hint="body"))

    # ---- tables and figures

    def _wrap(self, node: Node) -> None:
        """A table or figure: its label and caption as one piece, then its tables and notes."""
        self._words.flush()
        roles = [(found, self._dialect.role(found)) for found in node if isinstance(found.tag, str)]
        told = [_told(found, self._dialect) for found, role in roles if role in ("label", "caption")]
        label = next((_words(found, self._dialect) for found, role in roles if role == "label"), "")
        figure = name_of(node) in self._dialect.figures
        first = len(self._walked.pieces)
        if words := as_sentences(told):
            bare = label.strip(" .:") or label_of(words)
            self._walked.pieces.append(Piece("figure_caption" if figure else "caption", words, label=bare))
        for found, role in roles:
            if role not in ("label", "caption"):
                self._take(found)
        self._words.flush()
        self._tie(first)

    def _tie(self, first: int) -> None:
        """Tie caption and notes of a wrap, which begin at the piece ``first``, to its table."""
        pieces = self._walked.pieces[first:]
        tables = [piece.table for piece in pieces if piece.kind == "table"]
        for piece in pieces:
            if tables and piece.kind == "caption" and piece.table is None:
                piece.table = tables[0]
            elif tables and piece.kind == "footnote" and piece.table is None:
                piece.table = tables[-1]

    def _label(self, node: Node) -> None:
        """The mark of a note; other labels are numbers that the words do not need."""
        if self._words.kind == "footnote":
            self._raise(node)
            self._words.put(" ")

    def _caption(self, node: Node) -> None:
        """A caption outside of a wrap, as web pages have them."""
        self._words.flush()
        words = _told(node, self._dialect)
        label = label_of(words)
        if words:
            self._walked.pieces.append(Piece("caption" if label else "figure_caption", words, label=label))

    def _table(self, node: Node) -> None:
        self._words.flush()
        if self._one_line:
            self._through(node)
            return
        for found in node:
            if self._dialect.role(found) == "caption":
                self._caption(found)
        marked = read_table(node, lambda cell: _words(cell, self._dialect))
        if marked.too_large:
            self._walked.warnings.append(f"a table of {marked.height:,} rows was left out")
        elif marked.cells:
            self._add(marked)

    def _add(self, marked: MarkedTable) -> None:
        place = len(self._walked.tables)
        self._walked.tables.append(marked)
        self._walked.pieces.append(Piece("table", table=place))
        self._walked.pieces.extend(Piece("footnote", words, table=place) for words in marked.notes if words)

    def _notes(self, node: Node) -> None:
        with self._words.block("footnote"):
            self._read(node)

    def _note(self, node: Node) -> None:
        """A note under a table in one piece; a note elsewhere is the page's, not the article's."""
        if self._words.kind == "footnote" and (words := _words(node, self._dialect)):
            self._words.flush()
            self._walked.pieces.append(Piece("footnote", words))

    def _legend(self, node: Node) -> None:
        """Terms and what they stand for, as the legend under a table is printed."""
        self._words.flush()
        pairs: list[list[str]] = []
        for found in node.iter():
            if name_of(found) in ("term", "dt"):
                pairs.append([_words(found, self._dialect)])
            elif name_of(found) in ("def", "dd") and pairs:
                pairs[-1].append(_words(found, self._dialect))
        if told := as_legend(pairs):
            self._walked.pieces.append(Piece("footnote", told))

    def _references(self, _: Node) -> None:
        self._words.flush()
        self._walked.pieces.append(Piece("reference"))

    # ---- inside a paragraph

    def _between(self, opening: str, node: Node, closing: str) -> None:
        self._words.put(opening)
        self._read(node)
        self._words.put(closing)

    def _citation(self, node: Node) -> None:
        self._between(CITED, node, CITED_END)

    def _link(self, node: Node) -> None:
        self._between(LINKED, node, LINKED_END)

    def _raise(self, node: Node) -> None:
        if self._raised:
            self._read(node)
            return
        self._raised = True
        self._between(RAISED, node, RAISED_END)
        self._raised = False

    def _power(self, node: Node) -> None:
        for place, found in enumerate(node):
            if place:
                self._raise(found)
            else:
                self._take(found)

    def _gap(self, _: Node) -> None:
        self._words.put(" ")
