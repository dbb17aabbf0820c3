"""Pages a second of the PDF reader beside the tools it could have been built on, all in one run.

``python -m benchmarks.pdf_speed FILE-OR-FOLDER...`` - CPU time, children included, and the time on the clock; ratios
move by about a quarter.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import click
import pdfplumber
import pypdfium2 as pdfium

from extractors.readers.pdf import read_pdf
from extractors.readers.pdf_place import View
from extractors.readers.pdf_text import words_of

_ROUNDS = 3


def our_reader(path: Path) -> None:
    """Words with boxes, columns, blocks, tables: the whole document."""
    read_pdf(path.read_bytes(), path.name)


def our_words(path: Path) -> None:
    """Words with boxes alone."""
    with pdfium.PdfDocument(path.read_bytes()) as document:
        for page in document:
            words_of(page, View.of(page))


def pdfium_text(path: Path) -> None:
    """PDFium's text without boxes."""
    with pdfium.PdfDocument(path.read_bytes()) as document:
        for page in document:
            page.get_textpage().get_text_range()


def plumber_words(path: Path) -> None:
    """Words with boxes by pdfplumber."""
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_words(x_tolerance_ratio=0.15)
            page.close()


def plumber_text(path: Path) -> None:
    """Text by pdfplumber."""
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.close()


def poppler_layout(path: Path) -> None:
    """Text by ``pdftotext -layout``."""
    subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True)  # noqa: S607


class Spent(NamedTuple):
    """Seconds of this process and its children on the CPU, and on the clock."""

    cpu: float
    clock: float


def spent(read: Callable[[Path], None], paths: list[Path]) -> Spent:
    """The time for reading all files once, the best of three rounds."""
    rounds = []
    for _ in range(_ROUNDS):
        before = os.times()
        for path in paths:
            read(path)
        after = os.times()
        rounds.append(Spent(sum(after[:4]) - sum(before[:4]), after.elapsed - before.elapsed))
    return Spent(min(each.cpu for each in rounds), min(each.clock for each in rounds))


def page_count(paths: list[Path]) -> int:
    """Pages of all files."""
    total = 0
    for path in paths:
        with pdfium.PdfDocument(path.read_bytes()) as document:
            total += len(document)
    return total


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def main(paths: tuple[Path, ...]) -> None:
    """Time every reader over PATHS, which are PDFs and folders of them."""
    files = [file for path in paths for file in (sorted(path.rglob("*.pdf")) if path.is_dir() else [path])]
    if not files:
        click.echo("no PDF there", err=True)
        sys.exit(2)
    readers = [our_reader, our_words, pdfium_text, plumber_words, plumber_text]
    readers += [poppler_layout] if shutil.which("pdftotext") else []
    pages = page_count(files)
    seconds = {read.__name__: spent(read, files) for read in readers}
    words = seconds["plumber_words"]
    click.echo(f"{len(files)} files, {pages} pages; times as fast as pdfplumber's words, by CPU and by clock")
    for name, time in seconds.items():
        ratios = f"{words.cpu / time.cpu:>8.1f} x{words.clock / time.clock:>8.1f} x"
        click.echo(f"{name:<16}{pages / time.cpu:>9.1f} pages/s{ratios}")


if __name__ == "__main__":
    main()
