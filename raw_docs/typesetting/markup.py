"""What JATS and HTML have in common: runs written into elements, rows into tables, one block a line."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from lxml import etree

from raw_docs.typesetting.inline import CITED, Style, Words, cited
from raw_docs.typesetting.manuscript import SetCell, SetTable

Node: TypeAlias = Any
"""An element of lxml, which ships no types."""


@dataclass(frozen=True)
class Markup:
    """The names of one kind of markup: elements of styles, of line ends, and how a citation number is linked.

    ``link`` writes a number of the list of references into an element.
    """

    styles: dict[Style, str]
    line_end: str
    link: Callable[[Node, str, int], None]

    def write(self, node: Node, words: Words, *, references: int = 0) -> None:
        """Runs into an element; citation numbers up to ``references`` become links."""
        for run in words:
            if run.style == "roman":
                self._write_roman(node, run.text, references)
            elif run.style == "cited":
                self._write_cited(etree.SubElement(node, self.styles["raised"]), run.text, references)
            else:
                append(etree.SubElement(node, self.styles[run.style]), run.text)

    def add(
        self, parent: Node, name: str, words: Words, attributes: Mapping[str, str] | None = None, *, references: int = 0
    ) -> Node:
        """A new element with runs in it."""
        node = etree.SubElement(parent, name, attributes)
        self.write(node, words, references=references)
        return node

    def add_rows(self, parent: Node, table: SetTable) -> None:
        """The head and the body of a table."""
        parts = etree.SubElement(parent, "thead"), etree.SubElement(parent, "tbody")
        for row in range(table.row_count):
            line = etree.SubElement(parts[row >= table.head_rows], "tr")
            for cell in table.cells:
                if cell.row == row:
                    self._add_cell(line, cell)

    def _add_cell(self, line: Node, cell: SetCell) -> None:
        node = self.add(line, "th" if cell.head else "td", cell.words)
        if cell.row_span > 1:
            node.set("rowspan", str(cell.row_span))
        if cell.column_span > 1:
            node.set("colspan", str(cell.column_span))

    def _write_roman(self, node: Node, text: str, references: int) -> None:
        place = 0
        for found in CITED.finditer(text) if references else ():
            append(node, text[place : found.start()])
            self._write_cited(node, found[0], references)
            place = found.end()
        lines = text[place:].split("\n")
        append(node, lines[0])
        for line in lines[1:]:
            etree.SubElement(node, self.line_end)
            append(node, line)

    def _write_cited(self, node: Node, text: str, references: int) -> None:
        for piece, number in cited(text, references):
            if number is None:
                append(node, piece)
            else:
                self.link(node, piece, number)


def append(node: Node, text: str) -> None:
    """Text behind all that an element holds."""
    if len(node):
        node[-1].tail = (node[-1].tail or "") + text
    else:
        node.text = (node.text or "") + text


def add_text(parent: Node, name: str, text: str, **attributes: str) -> Node:
    """A new element with text in it."""
    node = etree.SubElement(parent, name, attributes)
    node.text = text
    return node


def one_a_line(root: Node, blocks: Iterable[str]) -> None:
    """A line for each element of these names; none of them may stand among words."""
    for node in root.iter(*blocks):
        node.tail = "\n"
        if len(node) and not (node.text or "").strip() and node[0].tail == "\n":
            node.text = "\n"
