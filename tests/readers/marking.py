"""Snippets wrapped into whole articles of each kind of markup, and read."""

from collections.abc import Callable
from pathlib import Path

from extractors.readers import read_article
from schemas.document import Document

Wrap = Callable[[str], str]

STORY = (
    "A girl of nine years had lost her strength within a month, could no longer climb the stairs of her school, "
    "and was seen in our clinic together with both of her parents, who were well and had no weakness themselves."
)
"""A paragraph long enough to be the text of an article."""


def jats(body: str, *, front: str = "", back: str = "", floats: str = "", abstract: str = "") -> str:
    """A JATS article around a body."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS Journal Publishing DTD v1.2//EN" "journalpublishing1.dtd">\n'
        '<article article-type="case-report" xmlns:xlink="http://www.w3.org/1999/xlink" '
        'xmlns:mml="http://www.w3.org/1998/Math/MathML"><front><article-meta>'
        f"<title-group><article-title>Weak legs</article-title></title-group>{front}{abstract}</article-meta></front>"
        f"<body>{body}</body>{floats}<back>{back}</back></article>"
    )


def html(body: str, *, head: str = "") -> str:
    """A web page around the inside of its body."""
    meta = f'<meta charset="utf-8"><title>Weak legs</title>{head}'
    return f"<!DOCTYPE html>\n<html><head>{meta}</head><body>{body}</body></html>"


def bmc(body: str, *, front: str = "", back: str = "") -> str:
    """An article in BioMed Central's older form around its body."""
    return (
        "<?xml version='1.0'?><!DOCTYPE art SYSTEM 'article.dtd'><art><fm><bibl><title><p>Weak legs</p></title>"
        "<aug><au><snm>Roe</snm><fnm>Ann</fnm></au></aug><source>J Weak</source><pubdate>2009</pubdate>"
        "<xrefbib><pubidlist><pubid idtype='doi'>10.1186/made-up-1</pubid><pubid idtype='pmpid'>1234</pubid>"
        f"</pubidlist></xrefbib></bibl>{front}</fm><bdy>{body}</bdy><bm>{back}</bm></art>"
    )


def read_markup(folder: Path, markup: str | bytes, name: str = "article.xml") -> Document:
    path = folder / name
    path.write_bytes(markup if isinstance(markup, bytes) else markup.encode())
    return read_article(path)


def kinds_of(document: Document) -> list[tuple[str, str, str]]:
    """Kind, section and words of every block."""
    return [(block.kind, block.section, document.quote(block)) for block in document.blocks]


def words_of(document: Document, kind: str = "paragraph") -> list[str]:
    return [document.quote(block) for block in document.blocks if block.kind == kind]


def grid_of(document: Document, table: int = 0) -> list[list[str]]:
    """The words of all cells at their places, covered places empty."""
    found = document.tables[table]
    rows = [[""] * found.column_count for _ in range(found.row_count)]
    for cell in found.cells:
        rows[cell.row][cell.column] = document.quote(cell)
    return rows


def spans_of(document: Document, table: int = 0) -> dict[str, tuple[int, int]]:
    """Rows and columns that each cell covers which covers more than its place."""
    cells = document.tables[table].cells
    return {
        document.quote(cell): (cell.row_span, cell.column_span)
        for cell in cells
        if cell.row_span + cell.column_span > 2
    }
