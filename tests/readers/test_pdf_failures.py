"""PDFs that cannot be read, or not wholly: each ends with a reason and within its time."""

import time
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from extractors.readers import pdf
from extractors.readers.errors import ReadError, ReadErrorKind
from extractors.readers.pdf import read_pdf
from tests.readers.typeset import Press

HOSTILE = Path(__file__).parents[3] / "shared" / "dev_data" / "hostile"
OUTCOMES: dict[str, ReadErrorKind | int] = {
    "2b.pdf": 1,
    "Pages-tree-refs.pdf": 1,
    "REDHAT-1531897-0.pdf": "unreadable",
    "aes-256.pdf": "encrypted",
    "bug1721218_reduced.pdf": "no_text",
    "encrypted_doc_no_id.pdf": "encrypted",
    "habibi-rotated.pdf": 4,
    "imagemagick-images.pdf": "no_text",
    "issue-1113-evil-xobjects.pdf": 1,
    "issue-449-vertical.pdf": 1,
    "issue-886-xref-stream-widths.pdf": 1,
    "libreoffice-writer-password.pdf": "encrypted",
    "operator_list_cycle.pdf": "no_text",
    "pdf-with-jbig2.pdf": "no_text",
    "poppler-67295-0.pdf": 1,
    "rc4-40.pdf": "encrypted",
    "zen_of_python_corrupted.pdf": 1,
}
"""Pages of a file that is read, or why it is not."""

SECONDS = 60.0  # no measure of speed: what takes as long hangs
PASSWORD = "sesame"  # noqa: S105 - opens a made-up letter


def letter() -> Press:
    press = Press().page()
    press.put(60, 100, "She walked to school again.")
    return press


def refused(data: bytes, password: str | None = None) -> ReadError:
    with pytest.raises(ReadError) as raised:
        read_pdf(data, "letter.pdf", password)
    assert "letter.pdf" not in raised.value.reason
    return raised.value


def test_an_encrypted_file_asks_for_its_password() -> None:
    data = letter().bytes(password=PASSWORD)
    error = refused(data)
    assert (error.kind, "--password" in error.reason) == ("encrypted", True)
    error = refused(data, "simsim")
    assert (error.kind, "does not open" in error.reason) == ("encrypted", True)
    assert read_pdf(data, "letter.pdf", PASSWORD).text == "She walked to school again."


def test_a_damaged_file_is_unreadable() -> None:
    assert refused(b"%PDF-1.7\nnothing that could be read").kind == "unreadable"


def test_a_file_cut_in_half_is_read_or_refused() -> None:
    data = letter().bytes()
    for size in range(20, len(data), 97):
        with suppress(ReadError):
            read_pdf(data[:size], "letter.pdf")


def test_pictures_alone_need_ocr() -> None:
    press = Press().page()
    press.pdf.image(BytesIO(_picture()), x=0, y=0, w=595, h=842)
    error = refused(press.bytes())
    assert error.kind == "no_text"
    assert error.reason == "this PDF has no text layer: it needs OCR"


def test_a_page_that_is_a_picture_is_named() -> None:
    press = letter().page()
    press.pdf.image(BytesIO(_picture()), x=0, y=0, w=595, h=842)
    document = read_pdf(press.bytes(), "letter.pdf")
    assert document.warnings == ("page 2 is a picture without text: it needs OCR",)


def _picture() -> bytes:
    from PIL import Image

    out = BytesIO()
    Image.new("L", (60, 80), 128).save(out, format="PNG")
    return out.getvalue()


def test_an_empty_page_holds_no_words() -> None:
    assert refused(Press().page().bytes()).kind == "no_text"


def test_fonts_that_do_not_tell_their_letters() -> None:
    rubbish = "VKH ZDONHG WR VFKRRO DJDLQ DQG VSRNH RI KHU GRJ ZKR ZDV ZDLWLQJ IRU KHU ZLWK DOO KLV KHDUW DQG WDLO " * 3
    press = Press().page()
    press.column(rubbish, 60, 100, 400)
    assert refused(press.bytes()).kind == "no_text"
    both = letter().page()
    both.column(rubbish, 60, 100, 400)
    document = read_pdf(both.bytes(), "letter.pdf")
    assert document.text == "She walked to school again."
    assert [page.number for page in document.pages] == [1, 2]
    assert document.warnings == ("page 2 was left out: its fonts do not tell which letters they print",)


def test_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "PAGE_LIMIT", 3)
    press = letter()
    for _ in range(3):
        press.page()
    error = refused(press.bytes())
    assert (error.kind, "4 pages" in error.reason) == ("too_large", True)


def test_two_thousand_and_one_pages_are_refused_at_once() -> None:
    out = BytesIO()
    with pdfium.PdfDocument.new() as document:
        for _ in range(2001):
            document.new_page(300, 300).close()
        document.save(out)
    started = time.perf_counter()
    assert refused(out.getvalue()).kind == "too_large"
    assert time.perf_counter() - started < SECONDS


def test_a_page_as_large_as_a_field() -> None:
    out = BytesIO()
    with pdfium.PdfDocument.new() as document:
        document.new_page(200_000, 300).close()
        document.save(out)
    assert refused(out.getvalue()).kind == "too_large"


@pytest.mark.parametrize(("name", "outcome"), OUTCOMES.items())
def test_hostile_files(name: str, outcome: ReadErrorKind | int) -> None:
    path = HOSTILE / name
    if not path.exists():
        pytest.skip("the hostile files are not here (../shared/dev_data/hostile)")
    started = time.perf_counter()
    try:
        found: ReadErrorKind | int = len(read_pdf(path.read_bytes(), name).pages)
    except ReadError as error:
        found = error.kind
    assert found == outcome
    assert time.perf_counter() - started < SECONDS


@pytest.mark.parametrize("name", ["aes-256.pdf", "rc4-40.pdf"])
def test_hostile_files_open_with_their_password(name: str) -> None:
    path = HOSTILE / name
    if not path.exists():
        pytest.skip("the hostile files are not here (../shared/dev_data/hostile)")
    assert len(read_pdf(path.read_bytes(), name, "foo").pages) == 1
    assert refused(path.read_bytes(), "bar").kind == "encrypted"


def test_every_hostile_pdf_has_an_outcome() -> None:
    if not HOSTILE.is_dir():
        pytest.skip("the hostile files are not here (../shared/dev_data/hostile)")
    assert {path.name for path in HOSTILE.glob("*.pdf")} == set(OUTCOMES)


def test_graph_paper_with_figures_in_it_takes_no_time() -> None:
    press = Press().page()
    press.put(60, 20, "She walked to school again.")
    for x in range(30, 570, 4):
        press.rule(x, 30, x, 826)
    for y in range(30, 830, 4):
        press.rule(30, y, 570, y)
    for y in range(40, 820, 12):
        for x in range(35, 560, 12):
            press.put(x, y, "1", size=3)
    data = press.bytes()
    started = time.perf_counter()
    assert "She walked to school again." in read_pdf(data, "letter.pdf").text
    assert time.perf_counter() - started < SECONDS


def test_memory_does_not_grow_with_the_files_read() -> None:
    statm = Path("/proc/self/statm")
    if not statm.exists():
        pytest.skip("the memory in use is only told on Linux")
    press = Press()
    for _ in range(4):
        press.page().column("She walked to school again, and nobody had to wait for her. " * 30, 60, 60, 475)
    data = press.bytes()

    def used() -> float:
        return int(statm.read_text().split()[1]) * 4096 / 1e6

    for _ in range(10):
        read_pdf(data, "letter.pdf")
    before = used()
    for _ in range(60):
        read_pdf(data, "letter.pdf")
    assert used() - before < 5.0
