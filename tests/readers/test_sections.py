"""Which section a block stands in; title, front and metadata."""

import pytest

from extractors.readers.text import document_of_text
from tests.readers.reading import block_with, kinds, of_kind, read

LONG = "The child had been well until the spring, when the family saw that climbing stairs had become hard for him. "


@pytest.mark.parametrize(
    ("printed", "section"),
    [
        ("## Abstract", "abstract"),
        ("1. Introduction", "introduction"),
        ("BACKGROUND", "introduction"),
        ("2 Materials and Methods", "methods"),
        ("Case report", "case"),
        ("**Case presentation**", "case"),
        ("Case 2", "case"),
        ("Patient 1: a girl with falls", "case"),
        ("### Results", "results"),
        ("4. Discussion", "discussion"),
        ("Conclusions:", "conclusion"),
        ("4. Outlook for the family", "body"),
    ],
)
def test_headings_open_sections(printed: str, section: str) -> None:
    document = read(f"{LONG}\n\n{printed}\n\n{LONG}He fell.\n")
    heading, paragraph = document.blocks[-2:]
    assert (heading.kind, paragraph.kind) == ("heading", "paragraph")
    assert (heading.section, paragraph.section) == (section, section)


@pytest.mark.parametrize("printed", ["Acknowledgements", "## Funding", "Conflict of interest", "Patient consent"])
def test_what_stands_at_the_back_is_furniture(printed: str) -> None:
    document = read(f"{LONG}\n\n{printed}\n\nWe thank the girl of five and her family.\n\n## Discussion\n\n{LONG}\n")
    assert (block_with(document, "We thank").kind, block_with(document, "We thank").section) == ("furniture", "back")
    assert document.blocks[-1].section == "discussion"


def test_headings_below_a_section_stay_in_it() -> None:
    document = read(f"## Case report\n\n{LONG}\n\n### Treatment and course\n\nHe was treated.\n\n## Outlook\n\nGood.\n")
    assert block_with(document, "He was treated").section == "case"
    assert block_with(document, "Good.").section == "body"


def test_a_numbered_part_of_a_numbered_section() -> None:
    document = read(f"3. Results\n\n{LONG}\n\n3.1. Muscle\n\nIt was weak.\n\n4. Therapy\n\nIt was long.\n")
    assert block_with(document, "It was weak").section == "results"
    assert block_with(document, "It was long").section == "body"


def test_a_section_may_open_inside_its_line() -> None:
    document = read(f"{LONG}\n\nCase report: A boy of four fell often.\n\nHe was treated.\n\nDiscussion: It is rare.\n")
    assert [block.section for block in document.blocks] == ["body", "case", "case", "discussion"]


def test_parts_of_a_structured_abstract_are_the_abstract() -> None:
    document = read(f"# A rare case\n\n## Abstract\n\n### Results\n\nOne of five died.\n\n## Case\n\n{LONG}\n")
    assert block_with(document, "One of five").section == "abstract"
    assert document.blocks[-1].section == "case"


def test_text_ahead_of_the_introduction_is_the_abstract() -> None:
    document = read(f"{LONG * 3}\n1. Introduction\n\n{LONG}\n")
    assert [block.section for block in document.blocks] == ["abstract", "introduction", "introduction"]


def test_a_number_at_the_start_of_a_line_is_no_heading() -> None:
    text = "The strength of her legs was\n3. She could not stand up from\nthe floor on that day.\n"
    assert [kind for kind, _ in kinds(text)] == ["paragraph"]


# ---- front


def test_a_markdown_title() -> None:
    document = read(f"# A boy with *weak* legs<sup>1</sup>\n\n## Un niño débil\n\nDear Editor:\n\n{LONG}\n")
    assert document.metadata.title == "A boy with weak legs"
    assert [block.kind for block in document.blocks] == ["title", "heading", "heading", "paragraph"]
    assert [block.section for block in document.blocks] == ["front", "front", "body", "body"]


def test_a_title_over_several_lines_before_a_salutation() -> None:
    document = read(
        f" Weak legs in a\nboy of four: what now.\nA review\n\nPiernas débiles\n\nDear Editors,\n\n{LONG}\n"
    )
    assert document.metadata.title == "Weak legs in a boy of four: what now. A review"


def test_a_title_line_before_page_furniture() -> None:
    document = read(f"News: Weak Legs in Children\nPublished March 3, 2021\nEdited by: Jo Doe\n{LONG}\n")
    assert document.metadata.title == "News: Weak Legs in Children"
    assert document.metadata.year == 2021


def test_authors_and_addresses_between_title_and_abstract() -> None:
    front = "Weak legs in a boy\n\nJane Doe, John Q. Roe and Mary Poe\n\nGeneral Hospital, Sometown, Nowhere\n\n"
    document = read(f"{front}Abstract\n\n{LONG}\n")
    assert [block.kind for block in document.blocks] == ["title", "furniture", "furniture", "heading", "paragraph"]


def test_a_note_above_the_title_is_not_the_title() -> None:
    document = read(f"> Told after doi:10.1234/made.up\n\n# Weak legs\n\n{LONG}\n")
    assert document.metadata.title == "Weak legs"
    assert document.blocks[0].kind == "furniture"
    plain = read(f"Told after doi:10.1234/made.up\n\nWeak legs\n\nAbstract\n\n{LONG}\n")
    assert plain.metadata.title == "Weak legs"


@pytest.mark.parametrize(
    "text",
    [
        f"Weak legs since spring.\n\n{LONG * 3}",
        LONG * 4,
        f"{LONG}\n{LONG}\n",
        "A boy was ill. CK 900 U/L.\n\nHe is well.\n",
        "Weak",
    ],
)
def test_prose_from_the_first_line_has_no_title(text: str) -> None:
    document = read(text)
    assert document.metadata.title is None
    assert of_kind(document, "title") == []


# ---- metadata


def test_the_own_doi_stands_by_the_copyright() -> None:
    text = (
        f"# Weak legs\n\nSee 10.1234/other.one for more. {LONG}\n\n"
        "https://doi.org/10.1234/pictures\n\nWell.\n\nhttps://doi.org/10.1234/own.one\n© 2019 The Authors.\n\n"
        "## References\n\n1. Doe J. Legs. J Made Up. 2001;5:6-7. doi:10.1234/cited\n"
    )
    metadata = read(text).metadata
    assert (metadata.doi, metadata.year) == ("10.1234/own.one", 2019)


def test_the_citation_line_tells_author_year_and_doi() -> None:
    cited = "Please cite this article as: Van Doe J, Roe M. Legs. *J Made Up.* 2018;3:4-5. doi:10.1234/legs.18."
    metadata = read(f"# Weak legs\n\n{cited}\n\n{LONG}\n").metadata
    assert (metadata.first_author, metadata.year, metadata.doi) == ("Van Doe", 2018, "10.1234/legs.18")


def test_nothing_is_made_up() -> None:
    metadata = read(f"{LONG}In 2011 Doe et al. told of four.\n\nDOI of refers to article: 10.1234/another\n").metadata
    assert metadata == type(metadata)()


# ---- references

ENTRIES = (
    "1. Doe J, Roe M. Weak legs. J Made Up. 2001;5:6-7.\n"
    "2. Poe E. Weak arms. J Made Up. 2002;6(1):8-9,\nhttps://doi.org/10.1234/arms\n"
    "3. Coe A, Boe B. Weak necks. Ann Made Up. 2003;7:10.\n"
)


def test_a_reference_list_under_its_heading() -> None:
    document = read(f"{LONG}\n\n## References\n\n{ENTRIES}\nJane Doe and her friends live here.\n")
    sections = [(block.kind, block.section) for block in document.blocks]
    assert sections[1] == ("heading", "references")
    assert set(sections[2:-1]) == {("reference", "references")}
    assert sections[-1] == ("furniture", "back")


def test_a_run_of_entries_needs_no_heading() -> None:
    document = read(f"{LONG}\n\n{ENTRIES}")
    assert {block.kind for block in document.blocks[1:]} == {"reference"}


def test_tables_behind_the_references_stay_tables() -> None:
    table = "Table 1. Tests.\n\nPatient\tSex\tCK\n1\tF\t900\n2\tM\t800\n"
    document = read(f"{LONG}\n\nReferences\n\n{ENTRIES}\n{table}")
    assert [(block.kind, block.section) for block in document.blocks[-2:]] == [("caption", "body"), ("table", "body")]
    assert document.tables[0].label == "Table 1"


def test_numbered_findings_are_no_references() -> None:
    document = read(f"{LONG}\n\n1. Weakness in 2019; CK 900\n2. Rash in 2020; CK 80\n3. Cough in 2021; CK 70\n")
    assert of_kind(document, "reference") == []


def test_the_rubric_above_a_letter_is_no_end_of_it() -> None:
    document = document_of_text(
        "Correspondence\n\nThree kinds of weakness\n\nTo the Editor: A girl of nine could not climb stairs any more, "
        "and her parents asked us why.\n",
        source="letter.txt",
    )
    assert any(block.kind == "paragraph" and block.section != "back" for block in document.blocks)
