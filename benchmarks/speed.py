"""Everything that is promised of speed, measured in one run: ``python -m benchmarks.speed`` after ``make bench-setup``.

Rounds are interleaved, and medians and ratios are told. On a machine that does other work too, ratios move by a
quarter. ``--write`` puts the tables into the pages of ``docs`` that tell them.
"""

import os
import platform
import re
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from benchmarks.cost import cost_tables
from benchmarks.figures import table
from benchmarks.pdf_path import pdf_figures
from benchmarks.process_speed import growth_figures, length_figures, start_figures, worker_figures
from benchmarks.text_speed import text_speeds, text_table
from extractors import nlp

ROOT = Path(__file__).parents[1]
_VENVS = ROOT / ".venv-bench"
PAGES = dict.fromkeys(("text", "start", "workers", "length", "growth", "pdf"), "performance.md") | {
    "cost": "scaling.md"
}
"""Every part that can be measured, and the page that tells it."""
_LIBRARIES = ("spacy", "pypdfium2", "pdfplumber", "numpy", "pydantic")


def conditions() -> str:
    """Date, versions and machine."""
    ours = f"casesift {nlp.PROGRAM_VERSION} with rules {nlp.rules_version()}"
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    load = " ".join(f"{each:.1f}" for each in os.getloadavg())
    machine = f"{os.cpu_count()} cores ({_processor()}), {_memory():.0f} GiB"
    when = time.strftime("%Y-%m-%d", time.gmtime())
    return f"{when}; {ours}; Python {platform.python_version()}, {libraries}; {machine}; load at the end {load}"


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*: (.+)", told.read_text(encoding="utf-8")) if told.exists() else None
    return found[1] if found else platform.machine()


def _memory() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def put(page: str, part: str, text: str) -> str:
    """A page with the text of one part anew, which stands between two marks."""
    begin, end = f"<!-- {part}:begin -->", f"<!-- {part}:end -->"
    before, _, rest = page.partition(begin)
    _, _, after = rest.partition(end)
    if not rest or end not in rest:
        raise ValueError(f"the page has no place for {part}: {begin} and {end}")
    return f"{before}{begin}\n\n{text}\n\n{end}{after}"


@click.command()
@click.option("--rounds", type=click.IntRange(1), default=5, show_default=True)
@click.option("--peers", type=click.Path(path_type=Path), default=_VENVS, help="Folder of the peers' set-ups.")
@click.option("--articles", type=click.IntRange(100), default=1000, show_default=True, help="Most articles of a run.")
@click.option("--part", "parts", type=click.Choice(list(PAGES)), multiple=True, help="Only this part; may be repeated.")
@click.option("--write", is_flag=True, help="Put the tables into the pages of docs.")
def main(rounds: int, peers: Path, articles: int, parts: tuple[str, ...], write: bool) -> None:
    """Measure, and print the tables."""
    if not peers.is_dir():
        click.echo(f"{peers} is not here: without peers, no comparison with them (make bench-setup)", err=True)
    with TemporaryDirectory() as name:
        folder = Path(name)
        measure: dict[str, Callable[[], str]] = {
            "text": lambda: text_table(text_speeds(peers, rounds, folder)),
            "start": lambda: table(start_figures(rounds, folder)),
            "workers": lambda: table(worker_figures(rounds, folder)),
            "length": lambda: table(length_figures(rounds, folder)),
            "growth": lambda: table(growth_figures(folder, articles)),
            "pdf": lambda: table(pdf_figures(rounds)),
            "cost": lambda: cost_tables(folder),
        }
        for part in parts or PAGES:
            told = f"{measure[part]()}\n\n{conditions()}."
            click.echo(f"\n{told}")
            sys.stdout.flush()
            if write:
                page = ROOT / "docs" / PAGES[part]
                page.write_text(put(page.read_text(encoding="utf-8"), part, told), encoding="utf-8")


if __name__ == "__main__":
    main()
