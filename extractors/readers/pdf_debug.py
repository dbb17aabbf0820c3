"""Pictures of the pages of a PDF with what was seen in them: columns, numbered blocks, cells of tables, values."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.readers.errors import ReadError
from extractors.readers.pdf import columns_of
from extractors.readers.pdf_place import Box
from schemas.document import BlockKind, Document, Page, Span

if TYPE_CHECKING:
    from pdfplumber.display import PageImage

_RESOLUTION = 110  # dots an inch
_LONGEST = 4_000  # dots: a poster is drawn as coarsely as it takes
_POINTS = 72
_COLUMN = (120, 160, 255, 255)
_CELL = (0, 150, 60, 255)
_FOUND = (255, 210, 0, 110)
_CLEAR = (0, 0, 0, 0)
_COLOURS: dict[BlockKind, tuple[int, int, int, int]] = {
    "title": (200, 0, 120, 255),
    "heading": (200, 0, 120, 255),
    "caption": (0, 120, 160, 255),
    "figure_caption": (0, 120, 160, 255),
    "footnote": (0, 120, 160, 255),
    "table": (0, 150, 60, 255),
    "reference": (150, 150, 150, 255),
    "furniture": (150, 150, 150, 255),
}
_OTHER = (220, 110, 0, 255)


def debug_images(
    data: bytes, document: Document, folder: Path, password: str | None = None, found: Sequence[Span] = ()
) -> list[Path]:
    """Write a picture of every page that was read into ``folder``, ``page-1.png`` and on; gives their paths.

    ``document`` is what ``read_pdf`` made of ``data``; the words of ``found`` are marked. Raise ``ReadError``
    where the pages cannot be drawn.
    """
    columns = columns_of(data, password)
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for page in document.pages:
        path = folder / f"page-{page.number}.png"
        image = _image(data, page, password)
        _mark(image, document, page.number, found)
        _draw(image, document, page.number, columns).save(path)
        paths.append(path)
    return paths


def _image(data: bytes, page: Page, password: str | None) -> "PageImage":
    import pdfplumber  # noqa: PLC0415 - a quarter of a second that only these pictures cost

    resolution = min(_RESOLUTION, _LONGEST * _POINTS / max(page.width, page.height))
    try:
        with pdfplumber.open(BytesIO(data), pages=[page.number], password=password) as pdf:
            return pdf.pages[0].to_image(resolution=resolution, antialias=True)
    except MemoryError:
        raise
    except Exception as error:  # pdfplumber takes the file apart anew, and stumbles where PDFium mends
        raise ReadError("this PDF is damaged: its pages cannot be drawn", kind="unreadable") from error


def _mark(image: "PageImage", document: Document, page: int, found: Sequence[Span]) -> None:
    """Mark the words of spans, each word once."""
    left, top = image.page.cropbox[:2]
    met = {word.start: word for span in found for word in document.words.within(span.start, span.end)}
    for word in met.values():
        if word.page == page:
            x0, y0, x1, y1 = word.box
            image.draw_rect((x0 + left, y0 + top, x1 + left, y1 + top), fill=_FOUND, stroke=_CLEAR)


def _draw(image: "PageImage", document: Document, page: int, columns: list[tuple[int, Box]]) -> "PageImage":
    left, top = image.page.cropbox[:2]

    def frame(box: Box, colour: tuple[int, int, int, int], margin: float = 1.0) -> None:
        x0, y0, x1, y1 = box
        moved = (x0 + left - margin, y0 + top - margin, x1 + left + margin, y1 + top + margin)
        image.draw_rect(moved, fill=_CLEAR, stroke=colour)

    for _, box in (column for column in columns if column[0] == page):
        frame(box, _COLUMN, 4.0)
    for table in document.tables:
        for cell in table.cells:
            for box in boxes_of(document, cell, page):
                frame(box, _CELL)
    scale = image.resolution / _POINTS
    for number, block in enumerate(document.blocks, start=1):
        colour = _COLOURS.get(block.kind, _OTHER)
        boxes = list(boxes_of(document, block, page))
        for box in [_around(boxes)] if block.kind == "table" and boxes else boxes:
            frame(box, colour, 2.5)
            image.draw.text(((box[0] - 2) * scale, (box[1] - 10) * scale), f"{number} {block.kind}", fill=colour)
    return image


def _around(boxes: list[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def boxes_of(document: Document, span: Span, page: int) -> Iterator[Box]:
    """The boxes of a span on a page: one, or one a column where it runs on in the next one."""
    words = [word for word in document.words.within(span.start, span.end) if word.page == page]
    column = 0
    numbered = []
    for place, word in enumerate(words):
        column += place > 0 and word.box[3] < words[place - 1].box[1]
        numbered.append((column, word.box))
    for _, group in groupby(numbered, key=lambda item: item[0]):
        yield _around([box for _, box in group])
