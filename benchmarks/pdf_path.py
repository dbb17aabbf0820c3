"""A PDF's whole path to its record, and the same path with pdfplumber reading every page."""

import logging
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pdfplumber

from benchmarks.figures import Figure, median
from benchmarks.texts import SHARED
from extractors import nlp
from extractors.readers import ReadError, read_article
from extractors.readers.pdf import document_of_pages
from extractors.readers.pdf_drawn import Drawn
from extractors.readers.pdf_pages import ReadPage, page_of
from extractors.readers.pdf_place import Box, PdfWord

_FOOT = 0.22  # of the type's height: pdfplumber tells no base line
_SAMPLES = Path(__file__).parents[1] / "raw_docs"


def ours(path: Path) -> int:
    """The path of this project; gives the characters that were read."""
    document = read_article(path)
    nlp.extract(document)
    return len(document.text)


def with_pdfplumber(path: Path) -> int:
    """The same with words, rules and pictures of every page from pdfplumber."""
    with pdfplumber.open(path) as pdf:
        pages = [_read(page) for page in pdf.pages]
    document = document_of_pages(pages, (), path.name, path.name)
    nlp.extract(document)
    return len(document.text)


def _read(page: pdfplumber.page.Page) -> ReadPage:
    words = page.extract_words(x_tolerance_ratio=0.15, use_text_flow=True, extra_attrs=["fontname", "size"])
    across = tuple(_box(edge) for edge in page.edges if edge["orientation"] == "h")
    down = tuple(_box(edge) for edge in page.edges if edge["orientation"] == "v")
    pictures = tuple(_box(picture) for picture in page.images)
    curves = tuple(_box(curve) for curve in page.curves)
    read = page_of(
        page.page_number,
        [_word(word) for word in words if word["upright"]],
        Drawn(across, down, pictures, curves),
        (float(page.width), float(page.height)),
    )
    page.close()
    return read


def _word(word: dict[str, float | str]) -> PdfWord:
    size, font = float(word["size"]), str(word["fontname"])
    base = float(word["bottom"]) - _FOOT * size
    return PdfWord(str(word["text"]), *_box(word), size, base, "Bold" in font, font)


def _box(item: dict[str, float | str]) -> Box:
    return float(item["x0"]), float(item["top"]), float(item["x1"]), float(item["bottom"])


def pdf_figures(rounds: int) -> Iterator[Figure]:
    """Times of both paths over all PDFs at hand that both read alike, file by file where this project is not faster."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    nlp.warm_up()  # as every worker does
    paths = [path for path in _pdfs() if _is_comparable(path)]
    spent = {path: [(_seconds(ours, path), _seconds(with_pdfplumber, path)) for _ in range(rounds)] for path in paths}
    own = [sum(times[number][0] for times in spent.values()) for number in range(rounds)]
    plumber = [sum(times[number][1] for times in spent.values()) for number in range(rounds)]
    pages = sum(len(read_article(path).pages) for path in paths)
    yield Figure(f"PDF to record, {len(paths)} files, {pages} pages", pages / median(own), "pages/s")
    yield Figure("the same with pdfplumber on every page", pages / median(plumber), "pages/s")
    faster = median(theirs / mine for mine, theirs in zip(own, plumber, strict=True))
    yield Figure("PDF: times as fast as with pdfplumber on every page", faster, "x", 12)
    factors = {path: median(theirs / mine for mine, theirs in times) for path, times in spent.items()}
    slowest = min(factors, key=lambda path: factors[path])
    where = f"{slowest.parent.name}/{slowest.name}"
    yield Figure("PDF: the same on the file where it is least", factors[slowest], "x", 1, remark=where)
    for path in sorted(factors, key=lambda path: factors[path]):
        if path.stat().st_size > _ARTICLE:
            yield Figure(f"PDF: {path.parent.name}/{path.name}", factors[path], "x")


_ARTICLE = 30_000  # bytes: smaller ones are single pages and samples
_LEAST = 0.1  # seconds
_SHARE = 0.9  # of the characters: a path that reads less does not count


def _pdfs() -> list[Path]:
    return sorted([*(SHARED / "dev_data").rglob("*.pdf"), *_SAMPLES.glob("*.pdf")])


def _is_comparable(path: Path) -> bool:
    """Whether both paths read a file, and pdfplumber's hardly less than this project's."""
    own = _characters(ours, path)
    return own > 0 and _characters(with_pdfplumber, path) >= _SHARE * own


def _characters(path_of: Callable[[Path], int], path: Path) -> int:
    """What a path reads of a file; 0 where it cannot be read. Reading it here also warms the path up."""
    try:
        return path_of(path)
    except ReadError:
        return 0
    except Exception:  # noqa: BLE001 - pdfminer gives up in many ways
        return 0


def _seconds(path_of: Callable[[Path], int], path: Path) -> float:
    """CPU seconds; the mean of as many readings as a tenth of a second holds, since some files take a millisecond."""
    begun = time.process_time()
    readings = 0
    while time.process_time() - begun < _LEAST:
        path_of(path)
        readings += 1
    return (time.process_time() - begun) / readings
