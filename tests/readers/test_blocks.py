"""Paragraphs, headings, sections, captions and page furniture."""

import pytest

from extractors.readers.lines import ends_sentence, split_lines
from tests.readers.reading import block_with, kinds, of_kind, read

WRAPPED = (
    "A girl of six came with falls and could not climb the stairs\n"
    "of her school. Her creatine kinase was far too high, and the\n"
    "muscles of hips and shoulders were weak. She was admitted on\n"
    "the same day.\n"
)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_wrapped_paragraph_is_one_block(end: str) -> None:
    document = read((WRAPPED + "\n" + WRAPPED).replace("\n", end))
    assert [block.kind for block in document.blocks] == ["paragraph", "paragraph"]
    assert document.quote(document.blocks[0]) == WRAPPED.strip().replace("\n", end)


def test_one_paragraph_a_line() -> None:
    long = "The boy walked late and fell often, and his mother noticed that he rose from the floor with his hands. "
    assert len(read(f"{long * 3}\n{long}\n{long * 2}\n").blocks) == 3


def test_short_lines_that_each_end_a_sentence_are_paragraphs() -> None:
    assert len(read("He was weak.\nHe was treated.\nHe got well.\n").blocks) == 3


def test_a_short_last_line_parts_wrapped_paragraphs_without_a_gap() -> None:
    assert [kind for kind, _ in kinds(WRAPPED + WRAPPED)] == ["paragraph", "paragraph"]


def test_a_hyphen_at_a_line_end_stays() -> None:
    text = "The autoanti-\nbodies were found in the serum of\nthe child.\n"
    document = read(text)
    assert document.quote(document.blocks[0]) == text.strip()


@pytest.mark.parametrize(
    "words",
    [
        "It is rare.",
        "It is rare.1",
        "It is rare.2---5",
        "rare.<sup>1,2</sup>",
        "(it is rare).",
        "rare.”",
        "as follows:",
    ],
)
def test_ends_of_sentences(words: str) -> None:
    assert ends_sentence(words)


@pytest.mark.parametrize("words", ["a CK of 5.4", "as shown in Fig.", "allowing her", "sus-", "Roe et al.", "(Fig. 2"])
def test_ends_that_are_none(words: str) -> None:
    assert not ends_sentence(words)


@pytest.mark.parametrize(
    "between",
    [
        "",
        "Figure 2 Biopsy of the thigh. Necrotic fibres are pale.\n\n",
        "Fig. 1. MRI.\n\n[image: Figure1]\n\n",
        "© 2020 The Authors. All rights reserved.\n\n7\n\n",
        "Table 2 Tests.\n\nTest\tBefore\tAfter\nCK\t900\t80\nLDH\t700\t200\n\nCK: creatine kinase.\n\n",
        "\f",
    ],
    ids=["a gap", "a figure", "a picture", "page furniture", "a table", "a page's end"],
)
def test_a_sentence_broken_by_the_page_goes_on(between: str) -> None:
    text = f"The girl was given drugs for a year, allowing her\n\n{between}to walk to school again.\n\nShe is well.\n"
    document = read(text)
    assert block_with(document, "to walk to school").continues
    assert not block_with(document, "She is well").continues


def test_a_word_broken_by_the_page_goes_on_even_in_capitals() -> None:
    document = read("The serum of the boy held anti-\n\nMi-2 antibodies in high titre.\n")
    assert document.blocks[1].continues


@pytest.mark.parametrize("end", ["He was well.", "He was well.3", "He was well.<sup>3</sup>"])
def test_nothing_goes_on_after_a_finished_sentence(end: str) -> None:
    assert not read(f"{end}\n\nmethotrexate was stopped.\n").blocks[1].continues


def test_nothing_goes_on_across_a_heading() -> None:
    document = read("The course was\n\n## Discussion\n\nnot foreseen by anyone who had seen the child before.\n")
    assert not document.blocks[-1].continues


def test_figure_captions() -> None:
    text = (
        "The boy was ill.\n\nFig. 1. MRI of both legs.\n\nFigure 2 (a) The skin of the hand.\n\n"
        "**Figure 3** a) Before; b) after treatment.\n\nFigure 4 (right) shows that he was well.\n"
    )
    assert [kind for kind, _ in kinds(text)] == ["paragraph", *["figure_caption"] * 3, "paragraph"]


def test_a_caption_printed_with_gaps_between_its_lines_is_one_block() -> None:
    one = "Figure 1 (a) Magnetic resonance imaging of the thighs with bright signal in all of the muscles"
    two = "on both sides, most of all in the hamstrings and in the adductors, and sparing of the skin and the"
    document = read(f"{one}\n\n{two}\n\nbones. (b) Biopsy with necrotic fibres.\n\nThe child was treated.\n")
    assert [block.kind for block in document.blocks] == ["figure_caption", "paragraph"]


@pytest.mark.parametrize(
    "words", ["Table 1 shows it.", "Table 1 (left) shows it.", "Table 2 lists them.", "Table 1) was drawn.", "Tables"]
)
def test_prose_that_begins_with_the_word_table(words: str) -> None:
    assert of_kind(read(f"He was ill.\n\n{words}\n"), "caption") == []


def test_a_wrapped_line_that_happens_to_begin_with_a_label() -> None:
    text = "The findings of all of our patients are listed in\nTable 1. The boys were younger than the girls were.\n"
    assert [kind for kind, _ in kinds(text)] == ["paragraph"]


@pytest.mark.parametrize(
    "line",
    [
        "17",
        "- 4 -",
        "Page 3 of 9",
        "https://doi.org/10.1234/made.up.5",
        "doi: 10.1234/made.up.5",
        "E-mail address: someone@hospital.example",
        "Corresponding author: A. Doe",
        "Please cite this article as: Doe J. A case. J Made Up 2020;1:2-3.",
        "© 2021 The Authors. Published by Nobody Ltd.",
        "Key words: myositis; children",
        "Keywords myositis, children",
        "Conflict of interest: none.",
        "Received 4 May 2020",
        "Published March 3, 2021",
        "Edited by: Jo Doe, MD",
        "<sup>1</sup>Department of Paediatrics, General Hospital, Sometown, Nowhere",
        "Division of Rheumatology, Children's Hospital, Sometown, Nowhere.",
        "Jane Q. Doe<sup>a</sup>, John Roe<sup>b</sup>, Mary van der Poe<sup>a,b</sup>",
        "- J. DOE, *MD*",
        "![](picture.png)",
        "[image: Table1]",
        "---",
    ],
)
def test_page_furniture(line: str) -> None:
    document = read(f"The child was ill for a year and then got better.\n\n{line}\n\nThe child is well today.\n")
    assert [block.kind for block in document.blocks] == ["paragraph", "furniture", "paragraph"]


@pytest.mark.parametrize(
    "line",
    [
        "Published cases in children are few.",
        "Received methotrexate in May.",
        "The department of paediatrics, which she knew, and the ward, admitted her.",
        "Methotrexate, Prednisone and Rituximab were given.",
        "[normal range, 26-192]",
        "5400 U/L",
        "Anti-Jo1, anti-Mi2",
        "Methotrexate<sup>a</sup>, Rituximab<sup>b</sup>",
        "Clinic visits were short, rare, and of little help",
    ],
)
def test_what_only_looks_like_furniture(line: str) -> None:
    assert of_kind(read(f"The child was ill.\n\n{line}\n\nThe child is well.\n"), "furniture") == []


def test_a_number_inside_a_wrapped_sentence_may_be_a_value() -> None:
    text = "On admission the creatine kinase of the child was at\n5400\nunits per litre.\n"
    assert [kind for kind, _ in kinds(text)] == ["paragraph"]


def test_a_page_number_between_a_table_and_the_text() -> None:
    text = "Patient\t1\t2\nSex\tF\tM\nAge\t3\t4\n7\nBoth of the children are well.\n"
    assert [kind for kind, _ in kinds(text)] == ["table", "furniture", "paragraph"]


def test_the_rest_of_a_broken_doi_is_furniture() -> None:
    text = "It was so.\n\nDOI of refers to article: https://doi.org/10.1234/j.made\n\n.05.001\n\nIt is so.\n"
    assert [kind for kind, _ in kinds(text)] == ["paragraph", "furniture", "furniture", "paragraph"]


def test_running_heads() -> None:
    text = "### A case\n\nHe was ill.\n\n# **Letters to us**\n\nHe was treated.\n\n## Letters to us\n\nHe is well.\n"
    expected = ["title", "paragraph", "furniture", "paragraph", "furniture", "paragraph"]
    assert [kind for kind, _ in kinds(text)] == expected


@pytest.mark.parametrize(
    "line",
    [
        "J. Brunsvik-Aho et al. / Archives of Muscle 7 (2019) 33-39    35",
        "36    J. Brunsvik-Aho et al. / Archives of Muscle 7 (2019) 33-39",
        "Arch Muscle 2019, 7, 35",
        "Arch Muscle 2019;7(2):33-39",
        "Arch Muscle 7 (2019) 33-39",
    ],
)
def test_authors_and_journal_amid_a_sentence_are_a_running_head(line: str) -> None:
    document = read(
        f"He was ill.\n\nThe blot was done again: the bands of Mi-2,\n\n{line}\n\nMDA5 and SRP were negative.\n"
    )
    assert [block.kind for block in document.blocks] == ["paragraph", "paragraph", "furniture", "paragraph"]


def test_key_words_go_on_in_the_next_line() -> None:
    text = "He was ill.\n\nKeywords: weakness; falls; muscle;\nanti-SRP; muscular dys-\ntrophy\n\nHe is well.\n"
    document = read(text)
    assert [block.kind for block in document.blocks] == ["paragraph", "furniture", "paragraph"]
    assert document.quote(document.blocks[1]).endswith("trophy")


def test_a_sentence_goes_on_behind_the_head_of_a_page_with_a_name() -> None:
    head = "Arch Muscle 2019, 7, 35"
    text = f"He was ill.\n\nThe blot was negative for Mi-2,\n\n{head}\n\nSRP and Jo-1. He is well.\n\nSRP was sought.\n"
    assert [block.continues for block in read(text).blocks] == [False, False, False, True, False]


def test_the_authors_and_the_title_on_two_pages() -> None:
    head = "Brunsvik-Aho et al.   A boy with weakness"
    text = f"He was ill and was seen by\n\n{head}\n\na doctor, who measured\n\n{head}\n\nhis strength.\n"
    assert [kind for kind, _ in kinds(text)] == ["paragraph", "furniture", "paragraph", "furniture", "paragraph"]


@pytest.mark.parametrize("line", ["Reported by Brunsvik-Aho et al", "CK 5400 U/L (2019)", "Born in 2011, 3, 40 cm"])
def test_a_line_that_only_names_authors_or_a_year_is_no_running_head(line: str) -> None:
    assert of_kind(read(f"He was ill for long.\n\n{line}\n\nHe is well.\n"), "furniture") == []


def test_values_that_repeat_their_words_are_no_running_head() -> None:
    text = "He was ill for long.\n\nCK 5400 U/L\n\nCK 300 U/L\n\nCK 90 U/L\n"
    assert of_kind(read(text), "furniture") == []


def test_list_items() -> None:
    text = "He received:\n\n- prednisone 1 mg/kg\n- methotrexate, which was\n  stopped soon\n- folic acid\n"
    assert [kind for kind, _ in kinds(text)] == ["paragraph", *["list_item"] * 3]


def test_an_abbreviation_list_is_a_footnote_and_a_list_of_results_is_not() -> None:
    text = "CK: creatine kinase; LDH: lactate dehydrogenase; MRI: magnetic resonance imaging.\n\n"
    assert kinds(f"He was ill.\n\n{text}")[1][0] == "footnote"
    text = "CK: creatine kinase; MTX: methotrexate. Reference values: CK 26-192 U/L; LDH < 250 U/L; AST < 40 U/L.\n\n"
    assert kinds(f"He was ill.\n\n{text}")[1][0] == "footnote"
    assert kinds("He was ill.\n\nANA: negative; RF: negative; ANCA: positive.\n")[1][0] == "paragraph"
    prose = (
        "CK, on its own, tells little of the course; MRI, in turn, shows where to take the biopsy; EMG, at last, hurts."
    )
    assert kinds(f"He was ill.\n\n{prose}\n")[1][0] == "paragraph"


def test_lines_know_where_they_stand() -> None:
    lines = split_lines("one\r\ntwo\r\n\r\n  three \f four\n\u2009\nfive")
    assert [line.text for line in lines] == ["one", "two", "three", "four", "five"]
    assert [line.blank for line in lines] == [False, False, True, True, True]
