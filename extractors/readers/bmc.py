"""The reader of BioMed Central's own older form of articles, whose outermost element is ``art``."""

from collections.abc import Iterator

from extractors.readers.dialects import Dialect, Role, Walked
from extractors.readers.marked_articles import document_of_walk
from extractors.readers.markup import Node, child, name_of, parse_xml
from extractors.readers.pieces import Piece
from extractors.readers.walk import walk, words_of
from schemas.document import Document, Metadata, SectionType

_NAMES: dict[Role, str] = {
    "through": "ul ol l dl quote boxed-text bdy abs",
    "paragraph": "p",
    "item": "li",
    "heading": "st",
    "section": "sec",
    "wrap": "tbl table fig",
    "label": "title",
    "caption": "caption text",
    "table": "tblbdy tgroup",
    "notes": "tblfn",
    "legend": "deflist",
    "references": "refgrp",
    "citation": "abbrgrp abbr",
    "raised": "sup",
    "power": "msup",
    "gap": "br hr",
    "skip": "graphic suppl ack display-formula tex-math annotation colspec note email",
}
_ROLES: dict[str, Role] = {name: role for role, names in _NAMES.items() for name in names.split()}
_PARTS: dict[str, SectionType] = {"bdy": "body", "bm": "back"}


def _role(node: Node) -> Role:
    return _ROLES.get(name_of(node), "inline")


_ART = Dialect(role=_role, level=lambda _: 0, hint=lambda _: None, figures=frozenset({"fig"}))


def read_bmc(data: bytes, source: str) -> Document:
    """The document of such a file's bytes; raises ``ReadError`` as the reader of JATS does."""
    parsed = parse_xml(data)
    article_type = words_of(child(parsed.root, "fm", "dochead"), _ART) or None
    metadata = _metadata(child(parsed.root, "fm", "bibl")).model_copy(update={"article_type": article_type})
    walked = Walked([], [], [])
    walked.pieces.append(Piece("title", metadata.title or ""))
    if (abstract := child(parsed.root, "fm", "abs")) is not None:
        walk(abstract, _ART, walked, "abstract")
    for name, section in _PARTS.items():
        if (part := child(parsed.root, name)) is not None:
            walk(part, _ART, walked, section)
    return document_of_walk(walked, metadata, parsed, data=data, source=source, reader="bmc")


def _metadata(bibl: Node | None) -> Metadata:
    ids = {node.get("idtype", ""): words_of(node, _ART) for node in _all(child(bibl, "xrefbib"), "pubid")}
    year = words_of(child(bibl, "pubdate"), _ART)[:4]
    return Metadata(
        title=words_of(child(bibl, "title"), _ART) or None,
        doi=ids.get("doi") or None,
        pmid=ids.get("pmpid") or None,
        pmcid=f"PMC{pmcid.upper().removeprefix('PMC')}" if (pmcid := ids.get("pmcid")) else None,
        first_author=words_of(next(_all(child(bibl, "aug"), "snm"), None), _ART) or None,
        journal=words_of(child(bibl, "source"), _ART) or None,
        year=int(year) if year.isdecimal() else None,
    )


def _all(node: Node | None, name: str) -> Iterator[Node]:
    return iter(()) if node is None else (found for found in node.iter() if name_of(found) == name)
