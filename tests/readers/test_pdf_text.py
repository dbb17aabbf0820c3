"""Words, boxes and raised characters of PDFs."""

from io import BytesIO
from itertools import pairwise

import pypdfium2 as pdfium
import pytest

from extractors.clean import clean_words
from extractors.readers.pdf import read_pdf
from extractors.readers.pdf_health import is_readable
from extractors.readers.pdf_place import PdfWord, View, turned_box
from extractors.readers.pdf_raised import raised, superscript
from schemas.document import Document
from tests.readers.typeset import Press

TOLD = (
    "Mara was seven when her legs grew weak. She fell on level ground twice a week, and her teacher saw that she "
    "no longer ran with the others. A blood test was taken in May and showed what nobody had thought of before."
)


def text_of(press: Press) -> str:
    return read_pdf(press.bytes(), "letter.pdf").text


def changed(data: bytes, *, rotation: int = 0, crop: tuple[float, float, float, float] | None = None) -> bytes:
    out = BytesIO()
    with pdfium.PdfDocument(data) as document:
        for page in document:
            page.set_rotation(rotation)
            if crop:
                page.set_cropbox(*crop)
        document.save(out)
    return out.getvalue()


def test_every_word_knows_its_page_and_box() -> None:
    press = Press().page()
    press.column(TOLD, 60, 100, 300)
    press.page().put(60, 200, "Overleaf")
    document = read_pdf(press.bytes(), "letter.pdf")
    words = document.words
    assert [document.quote(word) for word in words] == document.text.split()
    assert all(before.end <= after.start for before, after in pairwise(words))
    assert (words[-1].page, [page.number for page in document.pages]) == (2, [1, 2])
    x0, top, x1, bottom = words[-1].box
    assert x0 == pytest.approx(60, abs=1)
    assert x1 > 90
    assert top < 200 < bottom + 1
    assert bottom - top < 15


def sideways() -> bytes:
    press = Press().page()
    press.put(60, 100, "Sideways on")
    return press.bytes()


def test_a_page_that_is_shown_turned_gives_boxes_as_shown() -> None:
    document = read_pdf(changed(sideways(), rotation=90), "turned.pdf")
    assert (document.pages[0].width, document.pages[0].height) == pytest.approx((842, 595))
    assert document.text == "Sideways on"
    x0, top, x1, bottom = document.words[0].box
    assert bottom - top > x1 - x0
    assert (x0 + x1) / 2 == pytest.approx(842 - 100, abs=6)
    assert top == pytest.approx(60, abs=2)


def test_boxes_count_from_the_corner_of_what_is_shown() -> None:
    document = read_pdf(changed(sideways(), crop=(40, 500, 400, 842)), "cropped.pdf")
    assert (document.pages[0].width, document.pages[0].height) == pytest.approx((360, 342))
    x0, top, _, bottom = document.words[0].box
    assert x0 == pytest.approx(20, abs=1)
    assert top < 100 < bottom + 1


def test_words_outside_of_the_page_are_left_out() -> None:
    press = Press().page()
    press.put(60, 100, "Seen")
    press.put(700, 100, "Unseen")
    assert text_of(press) == "Seen"


def test_a_word_printed_twice_to_look_bold_is_one() -> None:
    press = Press().page()
    press.put(60, 100, "Bold")
    press.put(60.4, 100, "Bold")
    assert text_of(press) == "Bold"


def test_a_hyphen_at_the_end_of_a_line_stays_for_the_matching_layer() -> None:
    press = Press().page()
    for place, line in enumerate(
        ["The biopsy of the thigh muscle showed necro-", "tising changes and hardly any lymphocytes."]
    ):
        press.put(60, 100 + 12 * place, line)
    text = text_of(press)
    assert "necro-\ntising" in text
    assert "necrotising changes" in clean_words(text)


def test_raised_figures_are_told_from_values() -> None:
    press = Press().page()
    x = press.raised(press.put(60, 100, "on the scale (CMAS)"), 100, "4,5")
    x = press.put(x + 3, 100, "it was 15/52, platelets 210 x 10")
    x = press.put(press.raised(x, 100, "9"), 100, "/L, surface 1.1 m")
    press.put(press.raised(x, 100, "2"), 100, ", and CD4")
    text = text_of(press)
    assert "(CMAS)⁴\u2009⁵ it was 15/52" in text
    assert "10⁹/L" in text
    assert "m²," in text
    assert " ".join(clean_words(text).split()) == (
        "on the scale (CMAS) it was 15/52, platelets 210 x 10^9/L, surface 1.1 m2, and CD4"
    )


@pytest.mark.parametrize(
    ("chars", "word"),
    [
        ([("m", 0, 10), ("2", 4, 10)], "m²"),
        ([("1", 0, 10), ("0", 0, 10), ("-", 4, 10), ("6", 4, 10)], "10^-6"),
        ([("2", 0, 10), ("n", 4, 10), ("d", 4, 10)], "2nd"),
        ([("D", 0, 10), ("4", 0, 10), ("+", 4, 10)], "D4+"),
        ([("H", 0, 10), ("2", -2, 4), ("O", 0, 10)], "H2O"),
        ([("7", 0, 10), ("a", 4, 10)], "7ᵃ"),
        ([("7", 0, 0), ("1", 0, 0)], "71"),
        ([("7", 0, float("inf")), ("1", 0, 10)], "71"),
        ([("7", 0, float("nan")), ("1", 0, 10)], "71"),
    ],
)
def test_raised_characters_of_a_word(chars: list[tuple[str, float, float]], word: str) -> None:
    assert raised(chars) == word


def test_a_word_that_begins_with_a_mark_is_no_mark() -> None:
    press = Press().page()
    x = press.put(60, 100, "Wards: ")
    x = press.put(press.raised(x, 100, "2"), 100, "Rheumatology, Bay Hospital; ")
    press.put(press.raised(x, 100, "3"), 100, "Paediatrics, Hill Hospital")
    text = read_pdf(press.bytes(), "letter.pdf").text
    assert "²Rheumatology, Bay Hospital; ³Paediatrics, Hill" in text


def test_a_word_raised_as_a_whole() -> None:
    assert superscript("1-3") == "¹\u2009³"


def test_text_across_the_page_and_in_the_margin_is_no_part_of_it() -> None:
    press = Press().page()
    press.column(TOLD, 60, 100, 475)
    with press.pdf.rotation(45, 300, 400):
        press.put(150, 400, "NOT FOR RELEASE", size=40)
    with press.pdf.rotation(90, 20, 600):
        press.put(20, 600, "Fetched by a reader on Monday")
    assert " ".join(text_of(press).split()) == TOLD


def test_a_letter_page_printed_sideways_is_read() -> None:
    press = Press().page()
    with press.pdf.rotation(90, 300, 400):
        press.column(TOLD, 100, 300, 400)
    document = read_pdf(press.bytes(), "sideways.pdf")
    assert " ".join(document.text.split()) == TOLD
    assert document.words[0].box[1] > document.words[5].box[1]


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_turning_a_box_four_times_leads_back(angle: int) -> None:
    box, size = (10.0, 20.0, 40.0, 30.0), (200.0, 100.0)
    for _ in range(4 if angle in {90, 270} else 2):
        box, size = turned_box(box, angle, *size), size if angle in {0, 180} else (size[1], size[0])
    assert box == (10.0, 20.0, 40.0, 30.0)


def test_a_view_keeps_to_its_corners() -> None:
    for rotation in (0, 90, 180, 270):
        view = View(10, 20, 110, 220, rotation)
        width, height = view.size
        assert view.box(10, 20, 110, 220) == (0, 0, width, height)


def test_a_doi_that_only_the_running_heads_print_in_one_piece() -> None:
    press = Press()
    for number, text in enumerate([TOLD, TOLD.upper(), TOLD[::-1]]):
        press.page().put(60, 40, "Invented Annals, doi:10.1234/annals.2031.77")
        press.column(text, 60, 100 + number, 475)
    assert read_pdf(press.bytes(), "letter.pdf").metadata.doi == "10.1234/annals.2031.77"
    broken = Press().page()
    broken.put(60, 60, "Citation: Roe J (2031) Legs. Invented Annals 3: 9. doi:10.1234/annals.")
    broken.put(60, 72, "2031.77")
    broken.column(TOLD, 60, 110, 475)
    broken.put(60, 800, "10.1234/annals.2031.77")
    assert read_pdf(broken.bytes(), "letter.pdf").metadata.doi == "10.1234/annals.2031.77"


def word(text: str) -> PdfWord:
    return PdfWord(text, 0, 0, 1, 1, 10, 1, bold=False, font="")


def test_rubbish_is_told_from_language() -> None:
    assert is_readable([])
    assert is_readable([word(text) for text in TOLD.split()])
    assert not is_readable(
        [word("".join(chr(ord(char) - 29) if char.isalpha() else "#" for char in text)) for text in TOLD.split()] * 2
    )
    assert not is_readable([word("VGZPT") for _ in range(30)])
    assert not is_readable([word("\ue001\ue002\ue003")])
    assert is_readable([word("12.5"), word("SDH"), word("(%)")])


def test_reading_twice_gives_the_same(sample: Document) -> None:
    press = Press().page()
    press.column(TOLD, 60, 100, 300)
    assert read_pdf(press.bytes(), "a.pdf").blocks == sample.blocks


@pytest.fixture
def sample() -> Document:
    press = Press().page()
    press.column(TOLD, 60, 100, 300)
    return read_pdf(press.bytes(), "a.pdf")
