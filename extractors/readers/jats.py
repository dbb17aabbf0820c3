"""The reader of JATS articles (NLM 2.3 to JATS 1.3), alone or in the wrapping of an archive."""

import re
from collections.abc import Iterator

from extractors.readers.dialects import Dialect, Role, Walked
from extractors.readers.errors import ReadError
from extractors.readers.marked_articles import document_of_walk
from extractors.readers.markup import Node, child, name_of, parse_xml
from extractors.readers.pieces import Piece
from extractors.readers.sections import section_of
from extractors.readers.walk import walk, words_of
from schemas.document import Document, Metadata, SectionType

_NAMES: dict[Role, str] = {
    "through": (
        "list boxed-text disp-quote statement speech verse-group app-group fig-group table-wrap-group alternatives "
        "block-alternatives floats-group floats-wrap question answer question-wrap explanation code preformat"
    ),
    "paragraph": "p verse-line speaker",
    "item": "list-item",
    "heading": "title",
    "section": "sec app",
    "wrap": "table-wrap fig",
    "label": "label",
    "caption": "caption",
    "table": "table tgroup array",
    "notes": "table-wrap-foot",
    "note": "fn",
    "legend": "def-list glossary",
    "references": "ref-list",
    "raised": "sup",
    "power": "msup",
    "gap": "break hr",
    "skip": (
        "graphic inline-graphic media inline-media supplementary-material alt-text long-desc tex-math annotation "
        "disp-formula disp-formula-group object-id permissions attrib ack notes bio sub-article response sec-meta "
        "kwd-group sig-block related-article related-object index-term chem-struct-wrap processing-meta subtitle "
        "def-head term-head col colgroup colspec"
    ),
}
_ROLES: dict[str, Role] = {name: role for role, names in _NAMES.items() for name in names.split()}
_FOOTNOTE_LINKS = frozenset({"fn", "table-fn"})

_SECTION_TYPES: dict[str, SectionType] = {
    "intro": "introduction",
    "subjects": "methods",
    "supplementary-material": "back",
}
_OTHER_ABSTRACTS = frozenset({"graphical", "teaser", "toc", "video", "plain-language-summary", "editor", "web-summary"})
_DATES = ("collection", "ppub", "epub-ppub", "pub", "epub", "preprint")


def read_jats(data: bytes, source: str) -> Document:
    """The document of a JATS file's bytes.

    Raise ``ReadError`` of kind ``unreadable`` where the XML is broken or leans on what is kept elsewhere,
    ``unsupported`` where it holds no article or several, and ``empty`` where the article has no text.
    """
    parsed = parse_xml(data)
    article = _article(parsed.root)
    meta = child(article, "front", "article-meta")
    walked = Walked([], [], [])
    metadata = _metadata(article, meta)
    walked.pieces.append(Piece("title", metadata.title or ""))
    for abstract in _named(meta, "abstract"):
        if abstract.get("abstract-type", "") not in _OTHER_ABSTRACTS:
            walk(abstract, _JATS, walked, "abstract")
    for name, section in _PARTS.items():
        for part in _named(article, name):
            walk(part, _JATS, walked, section)
    return document_of_walk(walked, metadata, parsed, data=data, source=source, reader="jats")


_PARTS: dict[str, SectionType] = {"body": "body", "floats-group": "body", "floats-wrap": "body", "back": "back"}


def _article(root: Node) -> Node:
    """The one article in the file."""
    articles = [root] if name_of(root) == "article" else list(_outermost(root))
    if len(articles) != 1:
        told = f"{len(articles)} articles; please save each on its own" if articles else "no article"
        raise ReadError(f"this XML file holds {told}", kind="unsupported")
    if not any(name_of(part) in ("front", "body") for part in articles[0]):
        raise ReadError("this XML file is an article of another kind than JATS", kind="unsupported")
    return articles[0]


def _outermost(root: Node) -> Iterator[Node]:
    inner = list(root)
    while inner:
        node = inner.pop(0) if len(inner) < 2 else inner.pop()
        if name_of(node) == "article":
            yield node
        else:
            inner.extend(node)


# ---- elements


def _role(node: Node) -> Role:
    name = name_of(node)
    if name == "xref":
        return _reference_role(node.get("ref-type", ""))
    if name == "fn-group":
        return "notes" if any(_is_legend(note) for note in node) else "skip"
    if name == "fn" and _is_legend(node):
        return "notes"
    return _ROLES.get(name, "inline")


def _reference_role(kind: str) -> Role:
    if kind == "bibr":
        return "citation"
    return "raised" if kind in _FOOTNOTE_LINKS else "skip" if kind in ("aff", "corresp") else "inline"


def _is_legend(node: Node) -> bool:
    return node.get("fn-type", "") in ("abbr", "abbreviation", "abbreviations")


def _section_type(node: Node) -> SectionType | None:
    """The section that the markup names; "materials|methods" names one as well."""
    for told in re.split(r"[|\s]+", node.get("sec-type", "").lower()):
        if found := _SECTION_TYPES.get(told) or section_of(told):
            return found
    return "body" if name_of(node) == "app" else None


_JATS = Dialect(role=_role, level=lambda _: 0, hint=_section_type, figures=frozenset({"fig"}))


# ---- metadata


def _metadata(article: Node, meta: Node | None) -> Metadata:
    journal = child(article, "front", "journal-meta")
    ids = {node.get("pub-id-type", ""): words_of(node, _JATS) for node in _named(meta, "article-id")}
    pmcid = ids.get("pmcid") or ids.get("pmc") or ids.get("pmcaid")
    return Metadata(
        title=_title(meta),
        doi=ids.get("doi") or None,
        pmid=ids.get("pmid") or None,
        pmcid=f"PMC{pmcid.upper().removeprefix('PMC')}" if pmcid else None,
        first_author=_first_author(meta),
        journal=_first(journal, "journal-title") or _first(journal, "journal-id") or None,
        year=_year(meta),
        article_type=article.get("article-type", "") or None,
    )


def _title(meta: Node | None) -> str | None:
    group = child(meta, "title-group")
    parts = [words_of(node, _TITLES) for name in ("article-title", "subtitle") for node in _named(group, name)]
    return ": ".join(part.rstrip("*") for part in parts if part) or None


_TITLES = Dialect(
    role=lambda node: (
        "skip" if name_of(node) in ("xref", "fn") else "inline" if name_of(node) == "subtitle" else _role(node)
    ),
    level=lambda _: 0,
    hint=lambda _: None,
    figures=frozenset(),
)


def _first_author(meta: Node | None) -> str | None:
    for group in _named(meta, "contrib-group"):
        for contrib in _named(group, "contrib"):
            if contrib.get("contrib-type", "author") == "author" and (surname := _first(contrib, "surname")):
                return surname
    return None


def _year(meta: Node | None) -> int | None:
    """The year that the article is cited with."""
    years: dict[str, int] = {}
    for date in _named(meta, "pub-date"):
        year = words_of(child(date, "year"), _JATS)[:4]
        if year.isdecimal():
            years.setdefault(date.get("pub-type", "") or date.get("date-type", "") or "pub", int(year))
    return next((years[kind] for kind in _DATES if kind in years), None)


def _named(node: Node | None, name: str) -> Iterator[Node]:
    return iter(()) if node is None else (found for found in node if name_of(found) == name)


def _first(node: Node | None, name: str) -> str:
    """The words of the first element of that name, however deep."""
    found = next((inner for inner in node.iter() if name_of(inner) == name), None) if node is not None else None
    return words_of(found, _JATS)
