"""Pictures of pages with what the reader saw."""

import re
from pathlib import Path

import pytest
from PIL import Image

from extractors.readers.errors import ReadError
from extractors.readers.pdf import columns_of, read_pdf
from extractors.readers.pdf_debug import boxes_of, debug_images
from schemas.document import Span
from tests.readers.typeset import Press

PASSWORD = "sesame"  # noqa: S105 - opens a made-up letter
PROSE = (
    "Four children were followed for three years in a town by the sea. They were seen every month, and each of them "
    "kept a diary of steps and falls. Nobody was lost, and nobody asked to leave before the end of the third year."
)


def letter() -> Press:
    press = Press().page()
    y = press.column(PROSE, 60, 60, 225)
    press.column(" ".join([PROSE] * 3), 310, 60, 225)
    press.put(60, y + 10, "Table 5. Enzymes of the boy")
    press.booktabs([["Month", "CK"], ["May", "8421"], ["June", "7700"]], [60, 150], y + 30, 285)
    return press


def colours(path: Path) -> set[tuple[int, ...]]:
    with Image.open(path) as image:
        found = image.convert("RGB").getcolors(1 << 20)
    assert found is not None
    return {colour for _, colour in found if isinstance(colour, tuple)}


def test_columns_blocks_and_cells_are_drawn_on_every_page(tmp_path: Path) -> None:
    press = letter()
    press.page().column(PROSE, 60, 60, 475)
    data = press.bytes()
    paths = debug_images(data, read_pdf(data, "letter.pdf"), tmp_path / "pictures")
    assert [path.name for path in paths] == ["page-1.png", "page-2.png"]
    column, cell, paragraph = (120, 160, 255), (0, 150, 60), (220, 110, 0)
    assert {column, cell, paragraph} <= colours(paths[0])
    assert {column, paragraph} <= colours(paths[1])
    assert cell not in colours(paths[1])


def test_the_words_that_were_found_are_marked(tmp_path: Path) -> None:
    data = letter().bytes()
    document = read_pdf(data, "letter.pdf")
    start = document.text.index("8421")
    found = Span(start=start, end=start + 4)
    (plain,), (marked,) = (
        debug_images(data, document, tmp_path / "1"),
        debug_images(data, document, tmp_path / "2", found=[found]),
    )
    yellow = {colour for colour in colours(marked) - colours(plain) if colour[0] > 200 and colour[2] < 160}
    assert yellow


def test_an_encrypted_file_is_drawn_with_its_password(tmp_path: Path) -> None:
    data = letter().bytes(password=PASSWORD)
    document = read_pdf(data, "letter.pdf", PASSWORD)
    assert len(debug_images(data, document, tmp_path, PASSWORD)) == 1
    with pytest.raises(ReadError):
        debug_images(data, document, tmp_path)


def test_columns_are_told_in_reading_order() -> None:
    press = Press().page()
    press.column(" ".join([PROSE] * 2), 60, 60, 225)
    press.column(" ".join([PROSE] * 2), 310, 60, 225)
    (first, left), (second, right) = columns_of(press.bytes())
    assert (first, second) == (1, 1)
    assert left[2] < right[0]


def test_a_block_has_a_box_in_every_column() -> None:
    press = Press().page()
    lines = press.wrapped(" ".join([PROSE] * 2), 225)
    for place, line in enumerate(lines):
        half = len(lines) // 2
        press.put(60 if place < half else 310, 60 + 12 * (place % half), line)
    document = read_pdf(press.bytes(), "letter.pdf")
    (block,) = document.blocks
    boxes = list(boxes_of(document, block, 1))
    assert [round(box[0], -1) for box in boxes] == [60, 310]


def test_a_poster_is_drawn_coarsely(tmp_path: Path) -> None:
    press = Press(page=(14_000, 14_000)).page()
    press.put(60, 100, "She walked to school again.")
    data = press.bytes()
    (path,) = debug_images(data, read_pdf(data, "letter.pdf"), tmp_path)
    with Image.open(path) as image:
        assert max(image.size) <= 4_001


def test_a_page_without_size_cannot_be_drawn(tmp_path: Path) -> None:
    data = re.sub(rb"/MediaBox \[0 0 \S+ \S+\]", b"/MediaBox [0 0 0 0]", letter().bytes())
    assert b"[0 0 0 0]" in data
    with pytest.raises(ReadError) as raised:
        debug_images(data, read_pdf(data, "letter.pdf"), tmp_path)
    assert (raised.value.kind, "cannot be drawn" in raised.value.reason) == ("unreadable", True)
