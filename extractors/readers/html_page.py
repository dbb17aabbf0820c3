"""Where the article is on a web page, and what on the page is none of it: menus, forms, related articles, pop-ups."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from extractors.readers.markup import Node, name_of

_NEVER = frozenset(
    "script style noscript nav aside footer form button select option textarea input iframe object embed svg canvas "
    "video audio template head link meta img map dialog address picture annotation".split()
)
_CONTAINERS = frozenset("div section article main table tbody tr td center".split())
_ROLES = frozenset(
    "navigation banner complementary contentinfo search dialog menu menubar toolbar tablist alert".split()
)
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|submenu|breadcrumbs?|sidebar|side-?bar|toolbar|footer|cookies?|popup|modal|"
    r"tooltip|dialog|overlay|share|sharing|social|metrics?|altmetric|advert\w*|banner|login|sign-?in|subscri\w+|newsletter|"
    r"related|recommend\w*|similar|cited-?by|comments?|referee|thumbnails?|thmbs|carousel|download|buttons?|btn|"
    r"article-?info|article-?metadata|authors?|affiliations?|contrib-group|license|permissions|copyright|toc|outline|"
    r"correspond\w*|mathjax\w*|disp-formula|citation-tools|skip-?link|back-?to-?top|view-?all|viewers?)(?=$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(
    r"(?:^|\s)(?:hidden|is-hidden|hide|invisible|sr-only|visually-?hidden|screen-?reader(?:-text|-only)?)(?=$|\s)"
)
_HIDDEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_REFERENCES = re.compile(
    r"(?:^|[\s_-])(?:references?|reference-?list|ref-?list|reflist|refs|bibliograph\w*|citation-?list|cit-?list)(?=$|\s)",
    re.IGNORECASE,
)
_FOLDED = re.compile(r"(?:^|[\s_-])(?:table|tbl|foot|footnotes?)(?=$|[\s_-])", re.IGNORECASE)
_LONG = 40  # characters of a text that is prose, not a menu
_MAIN = 0.6  # of the page's prose: an element that says that it is the article holds as much
_SHARE = 0.9  # so much is in the article's container, whatever it says
_ARTICLE = 0.4  # of the page's prose: nothing with as much is left out


class Weight(NamedTuple):
    """How much prose an element holds, in characters, and how many paragraphs and tables."""

    prose: int
    paragraphs: int
    tables: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page with the weights of its elements."""

    body: Node
    weights: dict[Node, Weight] = field(default_factory=dict)

    def is_aside(self, node: Node) -> bool:
        """Whether an element and all in it is no part of the article."""
        name = name_of(node)
        if name in _NEVER:
            return True
        told = f"{node.get('class', '')} {node.get('id', '')}"
        apart = node.get("role", "") in _ROLES or self._is_hidden(node, told) or _ASIDE.search(told[:300]) is not None
        return apart and not self.is_article(node)

    def is_references(self, node: Node) -> bool:
        """Whether an element is the list of references."""
        if node.get("role", "") in ("doc-bibliography", "doc-endnotes"):
            return True
        told = (node.get("class", ""), node.get("id", ""))
        return any(_REFERENCES.search(words[:300]) for words in told) and not self.is_article(node)

    def holds_table(self, node: Node) -> bool:
        """Whether a table stands in an element."""
        return node in self.weights and self.weights[node].tables > 0

    def is_article(self, node: Node) -> bool:
        """Whether an element holds so much of the page's prose that it cannot be left out."""
        return self._prose(node) > _ARTICLE * max(self.weights[self.body].prose, 1)

    def main(self) -> Node:
        """The smallest element that says that it is the article and holds most of the prose, else one that holds it."""
        whole = self._prose(self.body)
        told = [node for node in self.body.iter() if _is_main(node) and self._prose(node) >= _MAIN * whole]
        if told:
            return min(told, key=self._prose)
        node = self.body
        while (inner := self._inner(node)) is not None:
            node = inner
        return node

    def _inner(self, node: Node) -> Node | None:
        """The container in ``node`` that holds nearly all its prose and paragraphs, where there is one."""
        least = self.weights[node]
        for found in node:
            weight = self.weights.get(found)
            if weight is None or name_of(found) not in _CONTAINERS or weight.prose < max(_SHARE * least.prose, 1):
                continue
            return found if weight.paragraphs >= _SHARE * least.paragraphs else None
        return None

    def _is_hidden(self, node: Node, told: str) -> bool:
        """Whether an element is not shown; a table that is merely folded away is part of the article."""
        shown = "hidden" not in node.attrib and node.get("aria-hidden", "") != "true"
        if shown and not _HIDDEN.search(told[:300]) and not _HIDDEN_STYLE.search(node.get("style", "")[:300]):
            return False
        return name_of(node) != "table" and not _FOLDED.search(told[:300])

    def _prose(self, node: Node) -> int:
        return self.weights[node].prose if node in self.weights else 0


def weigh(root: Node) -> Page:
    """The page with the weights of all its elements, in one pass from the leaves up."""
    body = next((node for node in root.iter() if name_of(node) == "body"), root)
    page = Page(body)
    parents: list[tuple[Node, Node | None]] = [(body, None)]
    for node, _ in parents:  # grows while it is read
        parents.extend((found, node) for found in node if isinstance(found.tag, str) and name_of(found) not in _NEVER)
    prose = {node: _length(node.text) for node, _ in parents}
    paragraphs = {node: int(name_of(node) == "p") for node, _ in parents}
    tables = {node: int(name_of(node) == "table") for node, _ in parents}
    for node, above in reversed(parents):
        if above is not None:
            prose[above] += prose[node] + _length(node.tail)
            paragraphs[above] += paragraphs[node]
            tables[above] += tables[node]
    page.weights.update({node: Weight(prose[node], paragraphs[node], tables[node]) for node, _ in parents})
    return page


def _length(text: str | None) -> int:
    length = len(text.strip()) if text else 0
    return length if length >= _LONG else 0


def _is_main(node: Node) -> bool:
    name = name_of(node)
    return (
        name in ("article", "main")
        or node.get("role", "") in ("main", "article")
        or node.get("itemprop", "") == "articleBody"
    )
