"""How well are the cells of printed tables found? The PDF reader against the truth of the ICDAR 2013 competition.

For every document the cells' texts without white space are compared as a multiset, which forgives where a cell stands
and nothing else: ``python -m benchmarks.icdar ../shared/dev_data/tables``
"""

import re
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import click

from extractors.readers.errors import ReadError
from extractors.readers.pdf import read_pdf


class Score(NamedTuple):
    """Cells found, cells printed, and cells found that were printed so."""

    found: int = 0
    printed: int = 0
    right: int = 0

    @property
    def recall(self) -> float:
        """Share of the printed cells that were found."""
        return self.right / self.printed if self.printed else 1.0

    @property
    def precision(self) -> float:
        """Share of the found cells that are right."""
        return self.right / self.found if self.found else 1.0

    def plus(self, other: "Score") -> "Score":
        """Both together."""
        return Score(self.found + other.found, self.printed + other.printed, self.right + other.right)


def bare(text: str) -> str:
    """A text without white space."""
    return re.sub(r"\s+", "", text)


def printed_cells(structure: Path) -> Counter[str]:
    """The texts of all cells that a ``*-str.xml`` names."""
    cells = ET.parse(structure).getroot().iter("cell")  # noqa: S314 - the benchmark's own truth
    texts = (bare("".join(content.itertext())) for cell in cells for content in cell.iter("content"))
    return Counter(text for text in texts if text)


def found_cells(pdf: Path) -> Counter[str]:
    """The texts of all cells that the reader finds; none where it cannot read the file."""
    try:
        document = read_pdf(pdf.read_bytes(), pdf.name)
    except ReadError:
        return Counter()
    texts = (bare(document.quote(cell)) for table in document.tables for cell in table.cells)
    return Counter(text for text in texts if text)


def score(found: Counter[str], printed: Counter[str]) -> Score:
    """Compare two multisets of cells."""
    return Score(found.total(), printed.total(), (found & printed).total())


def score_folder(folder: Path) -> dict[str, Score]:
    """The score of every PDF that has its truth beside it, by its name."""
    scores = {}
    for pdf in sorted(folder.glob("*.pdf")):
        structure = pdf.with_name(f"{pdf.stem}-str.xml")
        if structure.exists():
            scores[pdf.stem] = score(found_cells(pdf), printed_cells(structure))
    return scores


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(folder: Path) -> None:
    """Print the scores of the PDFs in FOLDER that have their truth beside them, one by one and all together."""
    scores = score_folder(folder)
    if not scores:
        click.echo(f"no PDF with its truth beside it in {folder}", err=True)
        sys.exit(2)
    total = Score()
    for one in scores.values():
        total = total.plus(one)
    click.echo(f"{'document':<12}{'printed':>9}{'found':>7}{'right':>7}{'recall':>8}{'precision':>11}")
    for name, one in {**scores, "all": total}.items():
        counts = f"{one.printed:>9}{one.found:>7}{one.right:>7}"
        click.echo(f"{name:<12}{counts}{one.recall:>8.3f}{one.precision:>11.3f}")


if __name__ == "__main__":
    main()
