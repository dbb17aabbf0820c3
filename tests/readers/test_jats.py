"""JATS and BioMed Central's older XML: what is kept, as what, and what never reaches an extractor."""

from pathlib import Path

import pytest

from extractors.abbreviations import defined_in_legend
from extractors.passages import passages
from extractors.readers import ReadError
from tests.growth import grows_linearly
from tests.readers.marking import bmc, grid_of, jats, kinds_of, read_markup, spans_of, words_of

CITE = '<xref ref-type="bibr" rid="r1">{}</xref>'


def refused(folder: Path, markup: str | bytes) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read_markup(folder, markup)
    return caught.value


def paragraph(folder: Path, inside: str) -> str:
    """The one paragraph of an article."""
    (words,) = words_of(read_markup(folder, jats(f"<p>{inside}</p>")))
    return words


# ---- words


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("Platelets were 10<sup>9</sup>/L.", "Platelets were 10^9/L."),
        ("about 3 × 10 <sup>−3</sup> of it", "about 3 × 10^−3 of it"),
        ("15 mg/m<sup>2</sup>/week", "15 mg/m2/week"),
        ("20 cells/mm<sup>3</sup> and I<sup>2</sup>", "20 cells/mm3 and I^2"),
        ("2 mg kg<sup>-1</sup> a day", "2 mg kg^-1 a day"),
        ("CD8<sup>+</sup> cells, Ca<sup>2+</sup>", "CD8+ cells, Ca2+"),
        ("anti-TIF1<sup>γ</sup> on the 2<sup>nd</sup> day", "anti-TIF1γ on the 2nd day"),
        ("a <sup>99m</sup>Tc scan and <sup>18</sup>F-FDG", "a 99mTc scan and 18F-FDG"),
        ("at 38<sup>o</sup>C", "at 38°C"),
        ("CO<sub>2</sub> fell", "CO2 fell"),
        ("<mml:math><mml:msup><mml:mn>10</mml:mn><mml:mn>4</mml:mn></mml:msup></mml:math> cells", "10^4 cells"),
        ("<inline-formula><tex-math>\\usepackage{x}</tex-math></inline-formula>None.", "None."),
    ],
)
def test_raised_characters_mean_what_stands_beside_them(tmp_path: Path, inside: str, words: str) -> None:
    assert paragraph(tmp_path, inside) == words


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        (f"She was weak.<sup>{CITE.format(4)}</sup> She fell.", "She was weak. She fell."),
        (f"weak<sup>{CITE.format(4)},{CITE.format(5)}–{CITE.format(7)}</sup> and ill", "weak and ill"),
        (f"as known [{CITE.format(4)}, {CITE.format(5)}]. She", "as known. She"),
        (f"as known ({CITE.format('4-6')}), she", "as known, she"),
        (f"as known {CITE.format('[12]')}.", "as known."),
        ("as others<sup>3,4</sup> wrote", "as others wrote"),
        (f"as {CITE.format('Roe et al. (2012)')} wrote", "as Roe et al. (2012) wrote"),
        (f"as known ( {CITE.format('Roe, 2012')} )", "as known (Roe, 2012)"),
        ('see Table <xref ref-type="table" rid="t2">2</xref>', "see Table 2"),
        ('see <xref ref-type="fig" rid="f1">Figure 1</xref>', "see Figure 1"),
        ('a score of 15/52<xref ref-type="bibr" rid="r4"><sup>4</sup></xref> then', "a score of 15/52 then"),
    ],
)
def test_citation_marks_are_left_out_and_cited_names_are_not(tmp_path: Path, inside: str, words: str) -> None:
    assert paragraph(tmp_path, inside) == words


def test_white_space_of_a_pretty_printed_file_is_none_of_the_text(tmp_path: Path) -> None:
    assert (
        paragraph(tmp_path, "\n   A <italic>weak</italic>\n\t\t(\n  <bold>floppy</bold>\n ) boy\n .")
        == "A weak (floppy) boy."
    )


def test_known_characters_by_name_are_read(tmp_path: Path) -> None:
    assert paragraph(tmp_path, "TIF1-&gamma;, 5&nbsp;&micro;kat &lt; 6") == "TIF1-γ, 5\xa0µkat < 6"


def test_the_encoding_that_the_file_tells_is_believed(tmp_path: Path) -> None:
    told = jats("<p>90 µkat, Müller</p>").replace("utf-8", "iso-8859-1").encode("latin-1")
    assert words_of(read_markup(tmp_path, told)) == ["90 µkat, Müller"]
    wide = jats("<p>90 µkat</p>").replace("utf-8", "UTF-16").encode("utf-16")
    assert words_of(read_markup(tmp_path, wide)) == ["90 µkat"]


# ---- blocks and sections


def test_every_offset_points_at_its_words(tmp_path: Path) -> None:
    document = read_markup(tmp_path, jats("<sec><title>Results</title><p>One.</p><p>Two.</p></sec>"))
    assert document.text == "Weak legs\n\nResults\n\nOne.\n\nTwo."
    assert kinds_of(document) == [
        ("title", "front", "Weak legs"),
        ("heading", "results", "Results"),
        ("paragraph", "results", "One."),
        ("paragraph", "results", "Two."),
    ]


@pytest.mark.parametrize(
    ("section", "found"),
    [
        ("<sec><title>Case presentation</title><p>X</p></sec>", "case"),
        ("<sec><title>2. Methods</title><p>X</p></sec>", "methods"),
        ("<sec><title>Methods/design</title><p>X</p></sec>", "methods"),
        ("<sec sec-type='cases'><title>Our girl</title><p>X</p></sec>", "case"),
        ("<sec sec-type='materials|methods'><title>How</title><p>X</p></sec>", "methods"),
        ("<sec sec-type='intro'><p>X</p></sec>", "introduction"),
        ("<sec><title>Discussion</title><sec><title>Strength</title><p>X</p></sec></sec>", "discussion"),
        ("<sec><title>Results</title><p>Y</p></sec><sec><title>Outlook</title><p>X</p></sec>", "body"),
        ("<sec><title>Results</title><p>Y</p></sec><sec><p>X</p></sec>", "body"),
        ("<p><bold>Case report</bold></p><p>X</p>", "case"),
        ("<p>X</p>", "body"),
    ],
)
def test_sections_by_title_and_by_type(tmp_path: Path, section: str, found: str) -> None:
    blocks = kinds_of(read_markup(tmp_path, jats(section)))
    assert [told for kind, told, words in blocks if words == "X"] == [found]


def test_an_abstract_stays_one_whatever_its_parts_are_called(tmp_path: Path) -> None:
    abstract = (
        "<abstract><sec><title>Methods</title><p>How.</p></sec></abstract>"
        '<abstract abstract-type="graphical"><p>Picture.</p></abstract><trans-abstract><p>Wie.</p></trans-abstract>'
    )
    document = read_markup(tmp_path, jats("<p>Text.</p>", abstract=abstract))
    assert kinds_of(document)[1:] == [
        ("heading", "abstract", "Methods"),
        ("paragraph", "abstract", "How."),
        ("paragraph", "body", "Text."),
    ]


def test_a_paragraph_around_a_list_or_table_goes_on_behind_it(tmp_path: Path) -> None:
    inside = (
        "<p>She took<list><list-item><label>1.</label><p>methotrexate</p></list-item></list>for a year.</p><p>Then?</p>"
    )
    document = read_markup(tmp_path, jats(inside))
    assert kinds_of(document)[1:] == [
        ("paragraph", "body", "She took"),
        ("list_item", "body", "methotrexate"),
        ("paragraph", "body", "for a year."),
        ("paragraph", "body", "Then?"),
    ]
    assert [block.continues for block in document.blocks] == [False, False, False, True, False]


def test_a_paragraph_that_ended_its_sentence_does_not_go_on(tmp_path: Path) -> None:
    document = read_markup(tmp_path, jats("<p>She fell.<fig><caption><p>A leg.</p></caption></fig>Then she stood.</p>"))
    assert [block.kind for block in document.blocks if block.continues] == []


BACK = (
    "<ack><title>Acknowledgements</title><p>Thanks SECRET.</p></ack>"
    "<sec><title>Competing interests</title><p>None SECRET.</p></sec>"
    "<sec><title>Some other heading</title><p>All authors SECRET.</p></sec>"
    "<fn-group><fn><p>Edited by SECRET.</p></fn></fn-group><notes><p>Note SECRET.</p></notes>"
    "<ref-list><title>References</title>"
    "<ref><mixed-citation>Roe A. SECRET. J Weak 2001;1:2.</mixed-citation></ref></ref-list>"
)


def test_what_is_not_the_article_never_reaches_an_extractor(tmp_path: Path) -> None:
    front = (
        "<author-notes><fn><p>SECRET</p></fn></author-notes><permissions><license><p>SECRET</p></license></permissions>"
    )
    document = read_markup(
        tmp_path,
        jats(
            "<p>A boy.</p><supplementary-material><caption><p>SECRET</p></caption></supplementary-material>",
            front=front,
            back=BACK,
        ),
    )
    assert [passage.clean.text for passage in passages(document)] == ["Weak legs", "A boy."]
    assert "SECRET" not in document.text


def test_a_review_printed_with_the_article_is_none_of_it(tmp_path: Path) -> None:
    review = '<sub-article article-type="reviewer-report"><body><p>SECRET</p></body></sub-article></article>'
    document = read_markup(tmp_path, jats("<p>A boy.</p>").replace("</article>", review))
    assert document.text == "Weak legs\n\nA boy."


def test_an_appendix_and_floating_tables_are_part_of_the_article(tmp_path: Path) -> None:
    back = "<app-group><app><title>Appendix</title><p>More.</p></app></app-group>"
    legend = "<caption><title>A leg</title><p>Thin.</p></caption>"
    floats = f"<floats-group><fig><label>Figure 1</label>{legend}</fig></floats-group>"
    document = read_markup(tmp_path, jats("<p>A boy.</p>", back=back, floats=floats))
    assert kinds_of(document)[1:] == [
        ("paragraph", "body", "A boy."),
        ("figure_caption", "body", "Figure 1. A leg. Thin."),
        ("heading", "body", "Appendix"),
        ("paragraph", "body", "More."),
    ]


# ---- abbreviations


LEGENDS = {
    "glossary": (
        "<glossary><title>Abbreviations</title><def-list>"
        "<def-item><term>MTX</term><def><p>methotrexate</p></def></def-item>"
        "<def-item><term>CK</term><def><p>creatine kinase</p></def></def-item></def-list></glossary>"
    ),
    "section": "<sec><title>Abbreviations</title><p>MTX: methotrexate; CK: creatine kinase.</p></sec>",
    "list": (
        "<sec><title>List of abbreviations</title><list><list-item><p>MTX: methotrexate</p></list-item>"
        "<list-item><p>CK: creatine kinase</p></list-item></list></sec>"
    ),
    "note": '<fn-group><fn fn-type="abbr"><p>MTX, methotrexate; CK, creatine kinase.</p></fn></fn-group>',
}


@pytest.mark.parametrize("legend", LEGENDS.values(), ids=LEGENDS.keys())
@pytest.mark.parametrize("behind", [True, False])
def test_a_list_of_abbreviations_is_a_legend_wherever_it_stands(tmp_path: Path, legend: str, *, behind: bool) -> None:
    markup = jats("<p>A boy.</p>", back=legend) if behind else jats(f"<p>A boy.</p>{legend}")
    found = [passage for passage in passages(read_markup(tmp_path, markup)) if passage.kind == "footnote"]
    pairs = dict(pair for passage in found for pair in defined_in_legend(passage.clean.text))
    assert pairs == {"MTX": "methotrexate", "CK": "creatine kinase"}


# ---- tables


TABLE = """<table-wrap id="t1"><label>Table 1.</label><caption><title>Two children</title><p>At onset.</p></caption>
<table><thead>
<tr><th rowspan="2">Item</th><th colspan="2">Children</th></tr>
<tr><th>Case 1</th><th>Case 2</th></tr></thead>
<tbody>
<tr><td>Sex</td><td>F</td><td>M</td></tr>
<tr><td colspan="3"><hr/></td></tr>
<tr><td rowspan="2">CK (U/L)</td><td>9000<xref ref-type="table-fn" rid="n1"><sup>a</sup></xref></td>
<td>11 000<sup>*</sup></td></tr>
<tr><td colspan="2">fell</td></tr>
</tbody></table>
<table-wrap-foot><fn id="n1"><label>a</label><p>After a week.</p></fn><fn><p>*At birth.</p></fn>
<p>CK: creatine kinase.</p></table-wrap-foot>
</table-wrap>"""


def test_a_table_with_spans_heads_caption_and_notes(tmp_path: Path) -> None:
    document = read_markup(tmp_path, jats(f"<p>Text.</p>{TABLE}"))
    assert grid_of(document) == [
        ["Item", "Children", ""],
        ["", "Case 1", "Case 2"],
        ["Sex", "F", "M"],
        ["CK (U/L)", "9000ᵃ", "11 000*"],
        ["", "fell", ""],
    ]
    assert spans_of(document) == {"Item": (2, 1), "Children": (1, 2), "CK (U/L)": (2, 1), "fell": (1, 2)}
    (table,) = document.tables
    assert table.patients == "columns"
    assert {document.quote(cell) for cell in table.cells if cell.head} == {
        "Item",
        "Children",
        "Case 1",
        "Case 2",
        "Sex",
        "CK (U/L)",
    }
    assert table.label == "Table 1"
    assert table.caption is not None
    assert document.quote(table.caption) == "Table 1. Two children. At onset."
    assert [document.quote(note) for note in table.footnotes] == [
        "ᵃ After a week.",
        "*At birth.",
        "CK: creatine kinase.",
    ]
    assert [block.table for block in document.blocks if block.kind in ("caption", "table", "footnote")] == [0] * 5


def test_no_two_cells_stand_in_one_place(tmp_path: Path) -> None:
    document = read_markup(tmp_path, jats(TABLE))
    places = [
        (cell.row + down, cell.column + right)
        for cell in document.tables[0].cells
        for down in range(cell.row_span)
        for right in range(cell.column_span)
    ]
    assert sorted(places) == [(row, column) for row in range(5) for column in range(3)]


def test_rows_of_a_table_are_lines_and_its_columns_stand_between_tabs(tmp_path: Path) -> None:
    document = read_markup(tmp_path, jats(TABLE))
    table = document.tables[0]
    assert document.quote(table).split("\n") == [
        "Item\tChildren",
        "\tCase 1\tCase 2",
        "Sex\tF\tM",
        "CK (U/L)\t9000ᵃ\t11 000*",
        "\tfell",
    ]


CALS = """<table-wrap><label>Table 2</label><table><tgroup cols="3">
<colspec colname="a"/><colspec colname="b"/><colspec colname="c"/>
<thead><row><entry>Item</entry><entry namest="b" nameend="c">Children</entry></row></thead>
<tbody><row><entry morerows="1">CK</entry><entry>1</entry><entry>2</entry></row>
<row><entry colname="c">3</entry></row></tbody>
</tgroup></table></table-wrap>"""


def test_a_cals_table(tmp_path: Path) -> None:
    document = read_markup(tmp_path, jats(CALS))
    assert grid_of(document) == [["Item", "Children", ""], ["CK", "1", "2"], ["", "", "3"]]
    assert spans_of(document) == {"Children": (1, 2), "CK": (2, 1)}


@pytest.mark.parametrize("span", ["0", "-3", "x", "", "999999999"])
def test_spans_that_cannot_be_are_held_in_bounds(tmp_path: Path, span: str) -> None:
    rows = f'<tr><td colspan="{span}" rowspan="{span}">a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr>'
    document = read_markup(tmp_path, jats(f"<table-wrap><table>{rows}</table></table-wrap><p>Text.</p>"))
    assert document.tables[0].column_count <= 200
    assert document.tables[0].row_count <= 2


def test_a_picture_of_a_table_has_a_caption_only(tmp_path: Path) -> None:
    wrap = (
        '<table-wrap><label>Table 3</label><caption><p>Drugs</p></caption><graphic xlink:href="t3.gif"/></table-wrap>'
    )
    document = read_markup(tmp_path, jats(f"<p>Text.</p>{wrap}"))
    assert document.tables == ()
    assert words_of(document, "caption") == ["Table 3. Drugs"]


def test_a_table_beyond_all_measure_is_left_out_and_told(tmp_path: Path) -> None:
    rows = '<tr><td colspan="150">1</td><td>2</td></tr>' * 1000
    document = read_markup(tmp_path, jats(f"<p>Text.</p><table-wrap><table>{rows}</table></table-wrap>"))
    assert document.tables == ()
    assert document.warnings == ("a table of 1,000 rows was left out",)


# ---- metadata


def test_metadata(tmp_path: Path) -> None:
    front = (
        '<article-id pub-id-type="doi">10.1000/x.1</article-id><article-id pub-id-type="pmid">77</article-id>'
        '<article-id pub-id-type="pmc">55</article-id>'
        '<contrib-group><contrib contrib-type="editor"><name><surname>Other</surname></name></contrib>'
        '<contrib contrib-type="author"><name><surname>van Roe</surname><given-names>A</given-names></name></contrib>'
        "</contrib-group>"
        '<pub-date pub-type="epub"><year>2011</year></pub-date><pub-date pub-type="ppub"><year>2012</year></pub-date>'
        '<pub-date pub-type="pmc-release"><year>2014</year></pub-date>'
    )
    markup = jats("<p>Text.</p>", front=front).replace(
        "<front>",
        "<front><journal-meta><journal-title>J Weak</journal-title></journal-meta>",
    )
    meta = read_markup(tmp_path, markup).metadata
    assert (meta.doi, meta.pmid, meta.pmcid) == ("10.1000/x.1", "77", "PMC55")
    assert (meta.first_author, meta.journal, meta.year, meta.title) == ("van Roe", "J Weak", 2012, "Weak legs")


def test_a_title_in_two_parts_with_its_footnote_mark(tmp_path: Path) -> None:
    title = '<article-title>Weak <italic>legs</italic><xref ref-type="fn" rid="n">*</xref></article-title>'
    told = f"{title}<subtitle>A case</subtitle>"
    document = read_markup(tmp_path, jats("<p>T.</p>").replace("<article-title>Weak legs</article-title>", told))
    assert document.metadata.title == "Weak legs: A case"


# ---- BioMed Central's older form


def test_the_older_form_of_biomed_central(tmp_path: Path) -> None:
    body = (
        "<sec><st><p>Case presentation</p></st><p>A boy (Table <tblr tid='T1'>1</tblr>) was weak "
        "<abbrgrp><abbr bid='B1'>1</abbr><abbr bid='B2'>2</abbr></abbrgrp>. CK 3 × 10<sup>4</sup> U/L.</p>"
        "<tbl id='T1'><title><p>Table 1</p></title><caption><p>A boy</p></caption><tblbdy cols='2'>"
        "<r><c><p>Item</p></c><c><p>Case 1</p></c></r><r><c cspan='2'><hr/></c></r>"
        "<r><c rspan='1'><p>CK</p></c><c><p>9</p></c></r>"
        "</tblbdy><tblfn><p>CK: creatine kinase.</p></tblfn></tbl>"
        "<fig id='F1'><title><p>Figure 1</p></title><caption><p>A leg</p></caption><text><p>Thin.</p></text>"
        "<graphic file='x'/></fig></sec>"
    )
    references = "<refgrp><bibl><title><p>SECRET</p></title></bibl></refgrp>"
    back = f"<ack><sec><st><p>Thanks</p></st><p>SECRET</p></sec></ack>{references}"
    abstract = "<abs><sec><st><p>Abstract</p></st><sec><st><p>Methods</p></st><p>How.</p></sec></sec></abs>"
    document = read_markup(tmp_path, bmc(body, front=abstract, back=back))
    assert kinds_of(document)[3:] == [
        ("paragraph", "abstract", "How."),
        ("heading", "case", "Case presentation"),
        ("paragraph", "case", "A boy (Table 1) was weak. CK 3 × 10^4 U/L."),
        ("caption", "case", "Table 1. A boy"),
        ("table", "case", "Item\tCase 1\nCK\t9"),
        ("footnote", "case", "CK: creatine kinase."),
        ("figure_caption", "case", "Figure 1. A leg. Thin."),
    ]
    assert document.tables[0].patients == "columns"
    assert document.reader == "bmc"
    meta = document.metadata
    assert (meta.title, meta.first_author, meta.journal, meta.year) == ("Weak legs", "Roe", "J Weak", 2009)
    assert (meta.doi, meta.pmid) == ("10.1186/made-up-1", "1234")


# ---- what cannot be read


@pytest.mark.parametrize(
    "subset",
    [
        '<!ENTITY a "lol"><!ENTITY x "&a;&a;&a;">',
        '<!ENTITY a "&x;"><!ENTITY x "&a;">',
        '<!ENTITY x SYSTEM "file:///etc/hostname">',
        '<!ENTITY x SYSTEM "http://localhost:9/x">',
        f'<!ENTITY x "{"B" * 100_000}">',
    ],
    ids=["bomb", "cyclic", "a file", "the network", "quadratic"],
)
def test_text_kept_elsewhere_is_never_fetched(tmp_path: Path, subset: str) -> None:
    uses = "&x;" * 1000
    error = refused(
        tmp_path, f"<!DOCTYPE article [{subset}]><article article-type='x'><body><p>{uses}</p></body></article>"
    )
    assert error.kind == "unreadable"
    assert error.reason.startswith("this XML file ")


@pytest.mark.parametrize(
    ("markup", "kind", "word"),
    [
        ("<?xml version='1.0'?><TEI xmlns='http://www.tei-c.org/ns/1.0'><text/></TEI>", "unsupported", "<TEI>"),
        (
            "<?xml version='1.0'?><article xmlns='http://docbook.org/ns/docbook'><para/></article>",
            "unsupported",
            "JATS",
        ),
        ("<?xml version='1.0'?><pmc-articleset/>", "unsupported", "no article"),
        (jats("<p>a<b></p>"), "unreadable", "damaged"),
        (jats("<p>Cut")[:-60], "unreadable", "damaged"),
        (jats(""), "empty", "running text"),
        (jats("<sec>" * 3000 + "</sec>" * 3000), "unreadable", ""),
    ],
    ids=["another root", "another article", "an empty set", "broken", "cut off", "nothing in it", "deep"],
)
def test_xml_that_is_no_article_of_ours(tmp_path: Path, markup: str, kind: str, word: str) -> None:
    error = refused(tmp_path, markup)
    assert error.kind == kind
    assert word in error.reason


def bare(document: str) -> str:
    return document[document.index("<article ") :]


@pytest.mark.parametrize("root", ["pmc-articleset", "OAI-PMH"])
def test_one_article_in_the_wrapping_of_an_archive(tmp_path: Path, root: str) -> None:
    inner = f"<record><metadata>{bare(jats('<p>A boy.</p>'))}</metadata></record>"
    document = read_markup(tmp_path, f"<?xml version='1.0'?><{root}>{inner}</{root}>")
    assert document.text == "Weak legs\n\nA boy."
    error = refused(tmp_path, f"<?xml version='1.0'?><{root}>{inner * 2}</{root}>")
    assert (error.kind, "2 articles" in error.reason) == ("unsupported", True)


def test_a_default_namespace_changes_nothing(tmp_path: Path) -> None:
    markup = jats("<p>A boy<sup>+</sup>.</p>").replace("<article ", '<article xmlns="http://jats.nlm.nih.gov" ')
    assert words_of(read_markup(tmp_path, markup)) == ["A boy+."]


# ---- time


GROWING = {
    "paragraphs": "<p>The girl<sup>1</sup> had 10<sup>3</sup> U/L [<xref ref-type='bibr'>3</xref>].</p>",
    "sections": "<sec><p>Words.</p></sec>",
    "tables": (
        "<table-wrap><label>Table 1</label><table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>"
        "</table-wrap>"
    ),
    "spaces": "\xa0" * 5,
    "dashes": f"<p><xref ref-type='bibr'>{'-' * 50}x</xref></p>",
}


@pytest.mark.parametrize("piece", GROWING.values(), ids=GROWING.keys())
def test_time_grows_with_the_length_of_the_article(tmp_path: Path, piece: str) -> None:
    def read(count: int) -> object:
        return read_markup(tmp_path, jats(f"<p>x</p>{piece * count}"))

    assert grows_linearly(read, 300)
