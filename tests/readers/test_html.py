"""Web pages: the article on them is found, and nothing of what the page puts around it."""

from pathlib import Path

import pytest

from extractors.passages import passages
from extractors.readers import ReadError
from schemas.document import Document
from tests.growth import grows_linearly
from tests.readers.marking import STORY, grid_of, html, kinds_of, read_markup, spans_of, words_of


def page(folder: Path, body: str, *, head: str = "") -> Document:
    return read_markup(folder, html(body, head=head), "page.html")


def article(inside: str) -> str:
    """An article on a page with all the usual things around it."""
    return (
        '<nav><ul><li><a href="/">Home SECRET</a></li></ul></nav>'
        '<header class="site-banner"><p>Journal SECRET</p></header>'
        '<div class="cookie-popup"><p>We use SECRET biscuits here and ask you to agree to all of them now.</p></div>'
        f"<main><article><h1>Weak legs</h1>{inside}</article></main>"
        '<aside class="related"><h2>Related articles</h2><p>A boy with CK 99 999 U/L SECRET elsewhere.</p></aside>'
        "<script>var ck = 'SECRET';</script><style>p { color: SECRET }</style><footer><p>SECRET Press</p></footer>"
    )


def test_the_article_and_nothing_else(tmp_path: Path) -> None:
    document = page(tmp_path, article(f"<h2>Case report</h2><p>{STORY}</p><h3>Therapy</h3><p>She got better.</p>"))
    assert kinds_of(document) == [
        ("title", "front", "Weak legs"),
        ("heading", "case", "Case report"),
        ("paragraph", "case", STORY),
        ("heading", "case", "Therapy"),
        ("paragraph", "case", "She got better."),
    ]
    assert document.reader == "html"


@pytest.mark.parametrize(
    "around",
    [
        f'<div id="content"><div class="x"><h1>Weak legs</h1><h2>Results</h2><p>{STORY}</p></div></div>',
        f'<div role="main"><h1>Weak legs</h1><h2>Results</h2><p>{STORY}</p></div>',
        f"<table><tr><td><p>Menu</p></td><td><h1>Weak legs</h1><h2>Results</h2><p>{STORY}</p></td></tr></table>",
        f'<div class="page-with-sidebar comments"><h1>Weak legs</h1><h2>Results</h2><p>{STORY}</p></div>',
        f"<h1>Weak legs</h1><h2>Results</h2><div>{STORY}</div>",
    ],
    ids=["by weight", "by its role", "laid out by a table", "a class that misleads", "no paragraphs"],
)
def test_the_main_text_is_found_however_the_page_is_built(tmp_path: Path, around: str) -> None:
    document = page(
        tmp_path, f'<div class="menu"><p>Menu SECRET</p></div>{around}<div class="footer"><p>SECRET</p></div>'
    )
    assert words_of(document) == [STORY]
    assert document.tables == ()
    assert "SECRET" not in document.text


HIDDEN = [
    "style='display: none'",
    "style='color:red;visibility:hidden'",
    "hidden",
    "aria-hidden='true'",
    "class='sr-only'",
]


@pytest.mark.parametrize("hidden", HIDDEN)
def test_what_is_not_shown_is_not_read(tmp_path: Path, hidden: str) -> None:
    document = page(tmp_path, article(f"<h2>Results</h2><p>{STORY}</p><div {hidden}><p>SECRET words.</p></div>"))
    assert words_of(document) == [STORY]


def test_a_whole_article_marked_as_hidden_is_read_all_the_same(tmp_path: Path) -> None:
    document = page(tmp_path, f'<div class="is-hidden"><h2>Results</h2><p>{STORY}</p></div>')
    assert words_of(document) == [STORY]


def test_forms_buttons_and_links_are_no_text(tmp_path: Path) -> None:
    inside = (
        "<form><p>SECRET</p></form><button>SECRET</button><svg><text>SECRET</text></svg>"
        '<p><a href="x.ppt">Download SECRET</a></p>'
    )
    document = page(tmp_path, article(f"<h2>Results</h2><p>{STORY}</p>{inside}"))
    assert words_of(document) == [STORY]


# ---- front and back


def test_names_addresses_and_how_to_cite_are_none_of_the_text(tmp_path: Path) -> None:
    front = (
        "<p>Ann Roe<sup>1</sup>, Ben Doe<sup>2</sup></p>"
        "<p>Department of Muscles, University of Somewhere, Sometown, Somewhere</p>"
        "<p>Received: 1 May 2011; Accepted: 2 May 2012</p>"
    )
    told = "<p>Funding: SECRET gave money for all of it.</p><p>© 2012 SECRET. All rights reserved.</p>"
    document = page(tmp_path, article(f"{front}<h2>Abstract</h2><p>Short.</p>{told}<h2>Results</h2><p>{STORY}</p>"))
    assert [words for _, _, words in kinds_of(document)] == ["Weak legs", "Abstract", "Short.", "Results", STORY]


def test_a_letter_opens_with_its_first_paragraph(tmp_path: Path) -> None:
    document = page(tmp_path, article(f"<p>Ann Roe, Ben Doe</p><p>To the Editor:</p><p>{STORY}</p><p>Yours</p>"))
    assert words_of(document) == ["To the Editor:", STORY, "Yours"]


BEHIND = "<h2>Comments</h2><p>A reader writes SECRET.</p><p>Figure out SECRET.</p>"


@pytest.mark.parametrize(
    "references",
    [
        "<h2>References</h2><ol><li>Roe A. SECRET. J Weak 2001;1:2.</li></ol>",
        '<div class="ref-list"><h2>Literature</h2><p>Roe A. SECRET. J Weak 2001;1:2.</p></div>',
        '<section class="c-article-references"><ul><li>Roe A. SECRET. J Weak 2001;1:2.</li></ul></section>',
        '<div role="doc-bibliography"><p>Roe A. SECRET. J Weak 2001;1:2.</p></div>',
    ],
    ids=["heading", "class", "ending of a class", "role"],
)
def test_the_reference_list_and_what_stands_behind_it_never_reach_an_extractor(tmp_path: Path, references: str) -> None:
    back = "<h2>Acknowledgements</h2><p>SECRET helped.</p><h2>Competing interests</h2><h3>Of all</h3><p>SECRET</p>"
    document = page(tmp_path, article(f"<h2>Results</h2><p>{STORY}</p>{back}{references}{BEHIND}"))
    assert [passage.clean.text for passage in passages(document)] == ["Weak legs", "Results", STORY]


def test_tables_gathered_behind_the_references_are_read(tmp_path: Path) -> None:
    late = "<p>Table 1. Drugs</p><table><tr><th>Drug</th><th>Dose</th></tr><tr><td>MTX</td><td>9 mg</td></tr></table>"
    document = page(
        tmp_path,
        article(f"<h2>Results</h2><p>{STORY}</p><h2>References</h2><ol><li>Roe</li></ol><h2>Tables</h2>{late}"),
    )
    assert grid_of(document) == [["Drug", "Dose"], ["MTX", "9 mg"]]
    assert words_of(document, "caption") == ["Table 1. Drugs"]


@pytest.mark.parametrize(
    ("abstract", "section"),
    [
        ("<h2>Abstract</h2><h3>Background</h3><p>X</p>", "abstract"),
        ("<h2>Abstract</h2><p>Y</p><h2>Background</h2><p>X</p>", "introduction"),
        ("<h2>Abstract</h2><p>Y</p><h3>Introduction</h3><p>X</p>", "introduction"),
        ('<div class="abstract"><h2>Abstract</h2><p>Y</p></div><h3>Methods</h3><p>X</p>', "methods"),
        ('<section id="abstract"><p>X</p></section>', "abstract"),
    ],
)
def test_where_the_abstract_ends(tmp_path: Path, abstract: str, section: str) -> None:
    document = page(tmp_path, article(f"{abstract}<h2>Discussion</h2><p>{STORY}</p>"))
    assert [told for _, told, words in kinds_of(document) if words == "X"] == [section]


# ---- words


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ('weak [<a href="#B1">1</a>,<a href="#B2">2</a>]. She', "weak. She"),
        ('weak<sup><a href="#ref-CR4">4</a>,<a href="#ref-CR5">5</a></sup> and', "weak and"),
        ('weak <a class="bibr" href="#x">3</a>.', "weak."),
        ("weak<sup>4–6</sup> and", "weak and"),
        ('as <a href="#B7">Roe et al., 2012</a> wrote', "as Roe et al., 2012 wrote"),
        ('see Table <a href="/full#T1">1</a> and <a href="#fig2">2</a>', "see Table 1 and 2"),
        ('see <a href="#tbl1">Table 1</a>', "see Table 1"),
        ("10<sup>9</sup>/L, 5 mg/m<sup>2</sup>", "10^9/L, 5 mg/m2"),
        ("5&nbsp;mg &lt; 6&micro;g<br>then", "5\xa0mg < 6µg then"),
        ("An <a href='https://x.org'>open</a> <b>word</b>", "An open word"),
    ],
)
def test_citation_links_raised_characters_and_names_of_characters(tmp_path: Path, inside: str, words: str) -> None:
    document = page(tmp_path, article(f"<h2>Results</h2><p>{STORY}</p><p>{inside}</p>"))
    assert words_of(document) == [STORY, words]


def test_lists_and_lists_of_abbreviations(tmp_path: Path) -> None:
    inside = "<h2>Abbreviations</h2><dl><dt>MTX</dt><dd>methotrexate</dd><dt>CK</dt><dd>creatine kinase</dd></dl>"
    document = page(
        tmp_path, article(f"<h2>Results</h2><p>{STORY}</p><ul><li>One</li><li><p>Two</p></li></ul>{inside}")
    )
    assert words_of(document, "list_item") == ["One", "Two"]
    assert words_of(document, "footnote") == ["MTX: methotrexate; CK: creatine kinase."]


# ---- tables and figures


ROWS = (
    '<thead><tr><th rowspan="2">Item</th><th colspan="2">Children</th></tr>'
    "<tr><th>Case 1</th><th>Case 2</th></tr></thead>"
    '<tbody><tr><td>Sex</td><td>F</td><td>M</td></tr><tr><td rowspan="2">CK</td><td>9</td><td>8</td></tr>'
    "<tr><td>7</td><td>6</td></tr></tbody>"
)
GRID = [["Item", "Children", ""], ["", "Case 1", "Case 2"], ["Sex", "F", "M"], ["CK", "9", "8"], ["", "7", "6"]]


CAPTION = "Table 1. Two children"
NOTE = "CK: creatine kinase; F: female."
LAID_OUT = {
    "caption element": f"<table><caption>{CAPTION}</caption>{ROWS}</table><p>{NOTE}</p>",
    "class": (
        f'<div class="table-wrap"><div class="caption"><h3>{CAPTION}</h3></div><table>{ROWS}</table>'
        f'<div class="table-wrap-foot"><p>{NOTE}</p></div></div>'
    ),
    "figure": f"<figure><figcaption>{CAPTION}</figcaption><table>{ROWS}</table></figure><p>{NOTE}</p>",
    "paragraph above": f"<p><b>Table 1.</b> Two children</p><table>{ROWS}</table><p>{NOTE}</p>",
    "paragraph below": f"<table>{ROWS}<tfoot><tr><td colspan=3>{NOTE}</td></tr></tfoot></table><p>{CAPTION}</p>",
    "folded away": (
        f'<div class="table-wrap"><p>{CAPTION}</p><table style="display:none">{ROWS}</table>'
        f'<div class="table-foot" style="display:none"><p>{NOTE}</p></div></div>'
    ),
}


@pytest.mark.parametrize("table", LAID_OUT.values(), ids=LAID_OUT.keys())
def test_a_table_with_spans_caption_and_notes(tmp_path: Path, table: str) -> None:
    document = page(tmp_path, article(f"<h2>Results</h2><p>{STORY}</p>{table}<p>Later.</p>"))
    assert grid_of(document) == GRID
    assert spans_of(document) == {"Item": (2, 1), "Children": (1, 2), "CK": (2, 1)}
    (found,) = document.tables
    assert (found.label, found.patients) == ("Table 1", "columns")
    assert found.caption is not None
    assert document.quote(found.caption) == CAPTION
    assert [document.quote(note) for note in found.footnotes] == [NOTE]
    assert words_of(document) == [STORY, "Later."]


def test_the_legend_of_a_figure_without_what_the_page_offers_with_it(tmp_path: Path) -> None:
    figure = (
        '<figure><img src="x" alt="SECRET"><figcaption><b>Figure 1</b><p>A leg.</p></figcaption>'
        '<div class="download"><a href="y">SECRET</a></div></figure>'
    )
    document = page(tmp_path, article(f"<h2>Results</h2><p>{STORY}</p>{figure}"))
    assert words_of(document, "figure_caption") == ["Figure 1. A leg."]


# ---- metadata


@pytest.mark.parametrize(
    ("author", "surname"),
    [
        ("Ann Roe", "Roe"),
        ("Roe, Ann B", "Roe"),
        ("Roe AB", "Roe"),
        ("Jan van der Roe", "van der Roe"),
        ("Roe, Ann; Doe, Ben", "Roe"),
    ],
)
def test_metadata_of_the_head(tmp_path: Path, author: str, surname: str) -> None:
    tags = {
        "citation_title": "Weak &lt;i&gt;legs&lt;/i&gt;",
        "citation_doi": "doi:10.1000/x.1",
        "citation_pmid": "77",
        "citation_journal_title": "J Weak",
        "citation_publication_date": "2012/05/01",
        "citation_author": author,
    }
    head = "".join(f'<meta name="{name}" content="{content}">' for name, content in tags.items())
    meta = page(tmp_path, article(f"<h2>Results</h2><p>{STORY}</p>"), head=head).metadata
    assert (meta.title, meta.doi, meta.pmid, meta.journal, meta.year) == (
        "Weak legs",
        "10.1000/x.1",
        "77",
        "J Weak",
        2012,
    )
    assert meta.first_author == surname


def test_without_tags_the_first_heading_is_the_title(tmp_path: Path) -> None:
    document = page(tmp_path, f"<h1>Weak <i>arms</i></h1><h2>Results</h2><p>{STORY}</p>")
    assert document.metadata.title == "Weak arms"
    assert kinds_of(document)[0] == ("title", "front", "Weak arms")


def test_the_title_stands_in_the_text_once(tmp_path: Path) -> None:
    document = page(tmp_path, "<h1>Weak arms</h1><p>A boy could not lift his arms.</p>")
    assert document.text == "Weak arms\n\nA boy could not lift his arms."


def test_the_encoding_that_the_page_tells_is_believed(tmp_path: Path) -> None:
    told = (
        html(f"<h2>Results</h2><p>{STORY}</p><p>90 µkat, Müller</p>").replace("utf-8", "iso-8859-1").encode("latin-1")
    )
    assert words_of(read_markup(tmp_path, told)) == [STORY, "90 µkat, Müller"]


# ---- what cannot be read, and time


@pytest.mark.parametrize("body", ["", "<script>alert('words')</script>", "<nav><p>Menu</p></nav>"])
def test_a_page_without_an_article_is_told(tmp_path: Path, body: str) -> None:
    with pytest.raises(ReadError) as caught:
        page(tmp_path, body)
    assert caught.value.kind == "empty"


def test_a_page_with_unclosed_and_crossed_elements_is_read(tmp_path: Path) -> None:
    document = page(tmp_path, f"<h2>Results</h2><p>{STORY}<p>One <b>two <i>three</b> four</i><ul><li>Five<li>Six</ul>")
    assert [words for _, _, words in kinds_of(document)][2:] == [STORY, "One two three four", "Five", "Six"]


GROWING = {
    "paragraphs": "<div><p>The girl<sup>1</sup> was weak in both of her legs [<a href='#B1'>1</a>].</p></div>",
    "tables": (
        "<h3>More</h3><p>Table 1. T</p><table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>"
        "<p>* Note</p>"
    ),
    "links": "<p><a href='x'>y</a></p>",
    "unclosed": "<p>Words",
}


@pytest.mark.parametrize("piece", GROWING.values(), ids=GROWING.keys())
def test_time_grows_with_the_length_of_the_page(tmp_path: Path, piece: str) -> None:
    def read(count: int) -> object:
        return read_markup(tmp_path, html(article(f"<h2>Results</h2><p>{STORY}</p>{piece * count}")))

    assert grows_linearly(read, 300)
