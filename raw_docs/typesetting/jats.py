"""A manuscript -> a JATS article."""

from lxml import etree

from raw_docs.typesetting.inline import Words
from raw_docs.typesetting.manuscript import Figure, Heading, Manuscript, Paragraph, SetTable
from raw_docs.typesetting.markup import Markup, Node, add_text, one_a_line

_DOCTYPE = (
    '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Archiving and Interchange DTD v1.3 20210610//EN" '
    '"JATS-archivearticle1-3.dtd">'
)
_BLOCKS = (
    "article front journal-meta journal-id journal-title-group publisher article-meta article-id title-group "
    "article-title contrib-group author-notes fn pub-date volume elocation-id abstract body sec title p fig "
    "table-wrap label caption table thead tbody tr th td table-wrap-foot back notes ref-list ref"
).split()


def _link(node: Node, piece: str, number: int) -> None:
    add_text(node, "xref", piece, **{"ref-type": "bibr", "rid": f"ref{number}"})


_JATS = Markup({"bold": "bold", "italic": "italic", "raised": "sup"}, "break", _link)


def jats_of(manuscript: Manuscript) -> bytes:
    """The article as the bytes of a JATS 1.3 file."""
    article = etree.Element("article", {"article-type": manuscript.kind, "dtd-version": "1.3"})
    article.set("{http://www.w3.org/XML/1998/namespace}lang", "en")
    front = etree.SubElement(article, "front")
    _set_journal(front, manuscript)
    _set_meta(etree.SubElement(front, "article-meta"), manuscript)
    _set_body(etree.SubElement(article, "body"), manuscript)
    _set_back(article, manuscript)
    one_a_line(article, _BLOCKS)
    return bytes(etree.tostring(article, xml_declaration=True, encoding="UTF-8", doctype=_DOCTYPE))


def _set_journal(front: Node, manuscript: Manuscript) -> None:
    journal = etree.SubElement(front, "journal-meta")
    add_text(journal, "journal-id", "casesift-samples", **{"journal-id-type": "publisher-id"})
    add_text(etree.SubElement(journal, "journal-title-group"), "journal-title", manuscript.imprint.journal)
    add_text(etree.SubElement(journal, "publisher"), "publisher-name", "casesift")


def _set_meta(meta: Node, manuscript: Manuscript) -> None:
    imprint = manuscript.imprint
    add_text(meta, "article-id", manuscript.stem, **{"pub-id-type": "publisher-id"})
    add_text(meta, "article-id", imprint.doi, **{"pub-id-type": "doi"})
    titles = etree.SubElement(meta, "title-group")
    add_text(titles, "article-title", manuscript.title)
    if manuscript.second_title:
        _JATS.add(titles, "alt-title", manuscript.second_title)
    authors = etree.SubElement(meta, "contrib-group")
    add_text(etree.SubElement(authors, "contrib", {"contrib-type": "author"}), "collab", imprint.author)
    notes = etree.SubElement(meta, "author-notes")
    for note in manuscript.notes:
        _JATS.add(etree.SubElement(notes, "fn", {"fn-type": "other"}), "p", note)
    date = etree.SubElement(meta, "pub-date", {"date-type": "pub", "publication-format": "electronic"})
    add_text(date, "year", str(imprint.year))
    add_text(meta, "volume", imprint.volume)
    add_text(meta, "elocation-id", imprint.number)
    if manuscript.abstract:
        _add_paragraphs(etree.SubElement(meta, "abstract"), manuscript.abstract)


def _set_body(body: Node, manuscript: Manuscript) -> None:
    sections = [body]
    for place, item in enumerate(manuscript.body):
        if isinstance(item, Heading):
            section = etree.SubElement(sections[min(item.level, len(sections)) - 1], "sec")
            _JATS.add(section, "title", item.words)
            sections = [*sections[: item.level], section]
        elif isinstance(item, Paragraph):
            _JATS.add(sections[-1], "p", item.words, references=len(manuscript.references))
        elif isinstance(item, Figure):
            _add_captioned(sections[-1], "fig", f"fig-{place}", item.label, item.legend)
        else:
            _add_table(sections[-1], item, f"table-{place}")


def _set_back(article: Node, manuscript: Manuscript) -> None:
    if not manuscript.back and not manuscript.references:
        return
    back = etree.SubElement(article, "back")
    if manuscript.back:
        _add_paragraphs(etree.SubElement(back, "notes"), manuscript.back)
    if manuscript.references:
        listed = etree.SubElement(back, "ref-list")
        add_text(listed, "title", "References")
        for number, reference in enumerate(manuscript.references, 1):
            entry = etree.SubElement(listed, "ref", {"id": f"ref{number}"})
            add_text(entry, "label", str(number))
            _JATS.add(entry, "mixed-citation", reference)


def _add_table(parent: Node, table: SetTable, name: str) -> None:
    wrap = _add_captioned(parent, "table-wrap", name, table.label, table.title)
    if not table.cells:
        return
    _JATS.add_rows(etree.SubElement(wrap, "table", {"frame": "hsides", "rules": "groups"}), table)
    if table.notes:
        foot = etree.SubElement(wrap, "table-wrap-foot")
        for note in table.notes:
            _JATS.add(etree.SubElement(foot, "fn"), "p", note)


def _add_captioned(parent: Node, kind: str, name: str, label: str, words: Words) -> Node:
    wrap = etree.SubElement(parent, kind, {"id": name})
    add_text(wrap, "label", label)
    _JATS.add(etree.SubElement(wrap, "caption"), "p", words)
    return wrap


def _add_paragraphs(parent: Node, paragraphs: tuple[Words, ...]) -> None:
    for words in paragraphs:
        _JATS.add(parent, "p", words)
