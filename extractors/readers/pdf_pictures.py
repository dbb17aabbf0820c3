"""The pages of a PDF as plain pictures, as a reader of the paper would see them."""

from collections.abc import Sequence
from pathlib import Path

import pypdfium2 as pdfium

from extractors.readers.errors import ReadError
from schemas.document import Page

_RESOLUTION = 120  # dots an inch: small print can be read
_LONGEST = 2_400  # dots: a poster is drawn as coarsely as it takes
_POINTS = 72
_QUALITY = 70


def draw_pages(data: bytes, pages: Sequence[Page], folder: Path, password: str | None = None) -> list[Path]:
    """Write ``page-1.webp`` and on into ``folder``, one for each of ``pages``; what is there already stays.

    Gives their paths, in order. Raise ``ReadError`` where a page cannot be drawn.
    """
    paths = [folder / f"page-{page.number}.webp" for page in pages]
    missing = [(page, path) for page, path in zip(pages, paths, strict=True) if not path.exists()]
    if not missing:
        return paths
    folder.mkdir(parents=True, exist_ok=True)
    try:
        document = pdfium.PdfDocument(data, password=password)
    except pdfium.PdfiumError as error:
        raise ReadError("this PDF cannot be opened: its pages are not drawn", kind="unreadable") from error
    try:
        for page, path in missing:
            _draw(document, page, path)
    except pdfium.PdfiumError as error:
        raise ReadError("this PDF is damaged: its pages cannot be drawn", kind="unreadable") from error
    finally:
        document.close()
    return paths


def _draw(document: pdfium.PdfDocument, page: Page, path: Path) -> None:
    """Drawn beside and renamed: a picture is there as a whole, or not at all."""
    scale = min(_RESOLUTION / _POINTS, _LONGEST / max(page.width, page.height))
    sheet = document[page.number - 1]
    beside = path.with_name(f".{path.name}")
    try:
        sheet.render(scale=scale).to_pil().convert("RGB").save(beside, format="WEBP", quality=_QUALITY)
        beside.replace(path)
    finally:
        sheet.close()
        beside.unlink(missing_ok=True)
