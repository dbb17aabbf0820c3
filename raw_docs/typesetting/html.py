"""A manuscript -> an article page as a publisher makes it: menu, head tags, the article, a footer, a script."""

from lxml import etree

from raw_docs.typesetting.inline import Words
from raw_docs.typesetting.manuscript import Figure, Heading, Manuscript, Paragraph, SetTable
from raw_docs.typesetting.markup import Markup, Node, add_text, one_a_line

_BLOCKS = (
    "html head meta title style body header nav ul ol li main article section h1 h2 h3 p div figure figcaption table "
    "thead tbody tr th td aside footer script"
).split()
_STYLE = """
body { font: 17px/1.55 Georgia, serif; color: #222; max-width: 60rem; margin: 0 auto; padding: 0 1.5rem; }
header.site, footer { font: 14px sans-serif; display: flex; justify-content: space-between; padding: 1rem 0; }
header.site { border-bottom: 3px solid #2b5f75; } footer { border-top: 1px solid #bbb; margin-top: 2rem; color: #555; }
nav ul { display: flex; gap: 1.5rem; list-style: none; margin: 0; } a { color: #2b5f75; text-decoration: none; }
.kind { font: 14px sans-serif; text-transform: uppercase; letter-spacing: .1em; color: #2b5f75; margin-bottom: 0; }
h1 { font-size: 1.9rem; line-height: 1.2; margin-top: .3rem; } h2 { font-size: 1.3rem; } h3 { font-size: 1.1rem; }
.subtitle { font-style: italic; font-size: 1.15rem; } .article-info, .footnotes, figcaption { font-size: .85rem; }
.abstract { background: #eef3f5; padding: .2rem 1.2rem; } .table-wrap { overflow-x: auto; margin: 1.5rem 0; }
table { border-collapse: collapse; font: 13px/1.35 sans-serif; width: 100%; border-block: 2px solid #2b5f75; }
th, td { text-align: left; vertical-align: top; padding: .3rem .5rem; border-bottom: 1px solid #ddd; }
thead th { background: #eef3f5; } .caption { font: bold 14px sans-serif; margin-bottom: .4rem; }
figure { border: 1px solid #ddd; margin: 1.5rem 0; padding: 1rem; }
"""
_SCRIPT = """
document.querySelectorAll('a[href^="#"]').forEach(function (link) {
  link.addEventListener('click', function () { window.lastPlace = window.scrollY; });
});
"""
_KINDS = {"letter": "Letter to the editor", "review-article": "Mini review", "news": "Science news"}


def _link(node: Node, piece: str, number: int) -> None:
    add_text(node, "a", piece, **{"href": f"#ref{number}", "class": "citation-ref"})


_HTML = Markup({"bold": "b", "italic": "i", "raised": "sup"}, "br", _link)


def html_of(manuscript: Manuscript) -> bytes:
    """The page as bytes."""
    page = etree.Element("html", {"lang": "en"})
    _set_head(etree.SubElement(page, "head"), manuscript)
    body = etree.SubElement(page, "body")
    _set_menu(body, manuscript)
    article = etree.SubElement(etree.SubElement(body, "main", {"id": "content"}), "article")
    _set_front(article, manuscript)
    _set_text(article, manuscript)
    _set_back(article, manuscript)
    _set_footer(body, manuscript)
    one_a_line(page, _BLOCKS)
    return bytes(etree.tostring(page, method="html", encoding="UTF-8", doctype="<!DOCTYPE html>"))


def _set_head(head: Node, manuscript: Manuscript) -> None:
    imprint = manuscript.imprint
    etree.SubElement(head, "meta", {"charset": "utf-8"})
    add_text(head, "title", f"{manuscript.title} | {imprint.journal}")
    told = {
        "viewport": "width=device-width, initial-scale=1",
        "citation_title": manuscript.title,
        "citation_author": imprint.author,
        "citation_journal_title": imprint.journal,
        "citation_publication_date": str(imprint.year),
        "citation_volume": imprint.volume,
        "citation_firstpage": imprint.number,
        "citation_doi": imprint.doi,
        "citation_language": "en",
        "citation_pdf_url": f"{manuscript.stem}.pdf",
    }
    for name, content in told.items():
        etree.SubElement(head, "meta", {"name": name, "content": content})
    add_text(head, "style", _STYLE)


def _set_menu(body: Node, manuscript: Manuscript) -> None:
    header = etree.SubElement(body, "header", {"class": "site"})
    add_text(etree.SubElement(header, "div", {"class": "banner"}), "b", manuscript.imprint.journal)
    listed = etree.SubElement(etree.SubElement(header, "nav", {"aria-label": "Article"}), "ul")
    links = {"#content": "Article", f"{manuscript.stem}.pdf": "PDF", f"{manuscript.stem}.xml": "XML"}
    if manuscript.references:
        links["#references"] = "References"
    for target, words in links.items():
        add_text(etree.SubElement(listed, "li"), "a", words, href=target)


def _set_front(article: Node, manuscript: Manuscript) -> None:
    imprint = manuscript.imprint
    front = etree.SubElement(article, "header")
    add_text(front, "p", _KINDS[manuscript.kind], **{"class": "kind"})
    add_text(front, "h1", manuscript.title)
    if manuscript.second_title:
        _HTML.add(front, "p", manuscript.second_title, {"class": "subtitle"})
    add_text(front, "p", imprint.author, **{"class": "authors"})
    info = etree.SubElement(front, "div", {"class": "article-info"})
    cited = add_text(info, "p", f"{imprint.journal} {imprint.year};{imprint.volume}:{imprint.number}. ")
    add_text(cited, "a", f"doi:{imprint.doi}", href=f"https://doi.org/{imprint.doi}")
    for note in manuscript.notes:
        _HTML.add(info, "p", note)
    if manuscript.abstract:
        abstract = etree.SubElement(article, "section", {"class": "abstract"})
        add_text(abstract, "h2", "Abstract")
        for words in manuscript.abstract:
            _HTML.add(abstract, "p", words)


def _set_text(article: Node, manuscript: Manuscript) -> None:
    sections = [article]
    for place, item in enumerate(manuscript.body):
        if isinstance(item, Heading):
            section = etree.SubElement(sections[min(item.level, len(sections)) - 1], "section", {"id": f"s{place}"})
            _HTML.add(section, f"h{item.level + 1}", item.words)
            sections = [*sections[: item.level], section]
        elif isinstance(item, Paragraph):
            _HTML.add(sections[-1], "p", item.words, references=len(manuscript.references))
        elif isinstance(item, Figure):
            figure = etree.SubElement(sections[-1], "figure", {"id": f"fig-{place}"})
            _add_labelled(etree.SubElement(figure, "figcaption"), item.label, item.legend)
        else:
            _add_table(sections[-1], item, place)


def _add_table(parent: Node, table: SetTable, place: int) -> None:
    wrap = etree.SubElement(parent, "div", {"class": "table-wrap", "id": f"table-{place}"})
    _add_labelled(etree.SubElement(wrap, "div", {"class": "caption"}), table.label, table.title)
    if not table.cells:
        return
    _HTML.add_rows(etree.SubElement(wrap, "table"), table)
    if table.notes:
        foot = etree.SubElement(wrap, "div", {"class": "footnotes"})
        for note in table.notes:
            _HTML.add(foot, "p", note)


def _add_labelled(node: Node, label: str, words: Words) -> None:
    add_text(node, "b", label).tail = " "
    _HTML.write(node, words)


def _set_back(article: Node, manuscript: Manuscript) -> None:
    if manuscript.references:
        section = etree.SubElement(article, "section", {"id": "references", "class": "references"})
        add_text(section, "h2", "References")
        listed = etree.SubElement(section, "ol")
        for number, reference in enumerate(manuscript.references, 1):
            _HTML.add(listed, "li", reference, {"id": f"ref{number}"})
    if manuscript.back:
        notes = etree.SubElement(article, "section", {"class": "correspondence"})
        for words in manuscript.back:
            _HTML.add(notes, "p", words)


def _set_footer(body: Node, manuscript: Manuscript) -> None:
    footer = etree.SubElement(body, "footer")
    add_text(footer, "p", f"\u00a9 {manuscript.imprint.year} {manuscript.imprint.author}. MIT License.")
    add_text(footer, "p", "A sample article of casesift, in our own words.")
    add_text(body, "script", _SCRIPT)
