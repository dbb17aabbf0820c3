"""What many articles would cost: the measured cost of one, times their number; for docs/scaling.md."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.process_speed import CASESIFT, spent
from benchmarks.texts import SHARED, write_made_up
from extractors import nlp
from extractors.readers import read_article

_COUNTS = (100_000, 5_000_000)
_RUN = 400  # articles: enough for the time an article takes to stand out from the start
_MB = 2**20
_RAW = Path(__file__).parents[1] / "raw_docs"


class Kind(NamedTuple):
    """A kind of file: how many were read, seconds of CPU and bytes of one on the average."""

    name: str
    files: int
    cpu: float
    size: float


class Flow(NamedTuple):
    """What a run adds to an article: seconds of CPU and bytes on disk; and the memory of its largest process in MB."""

    cpu: float
    disk: float
    memory: float


def cost_tables(folder: Path) -> str:
    """What was measured of one article, and what follows for many."""
    kinds, flow = list(_kinds()), _flow(folder)
    measured = [
        "| an article as | files read | CPU | size |",
        "|---|--:|--:|--:|",
        *(f"| {kind.name} | {kind.files} | {1000 * kind.cpu:.0f} ms | {kind.size / 1000:.0f} kB |" for kind in kinds),
        f"| what a run adds: store, tables, report | {_RUN} | {1000 * flow.cpu:.1f} ms | {flow.disk / 1000:.1f} kB |",
    ]
    head = "| articles | as | core-hours | days on 2 cores | days on 64 | files | store and results |"
    told = [head, "|--:|---|--:|--:|--:|--:|--:|", *(_row(count, kind, flow) for count in _COUNTS for kind in kinds)]
    busy = ", ".join(f"{kind.cpu / flow.cpu:.0f} for {kind.name}" for kind in kinds) if flow.cpu else "any number"
    first = (
        "The first bottleneck is the one process that stores what all workers read: "
        f"{1000 * flow.cpu:.1f} ms an article. So many workers keep it busy, and more would wait for it: {busy}. "
        f"The largest process of the run of {_RUN} short articles held {flow.memory:.0f} MB."
    )
    return "\n".join([*measured, "", *told, "", first])


def _row(count: int, kind: Kind, flow: Flow) -> str:
    hours = count * (kind.cpu + flow.cpu) / 3600
    # one process stores: no number of workers is faster than it
    days = [max(hours / cores, count * flow.cpu / 3600) / 24 for cores in (2, 64)]
    space = f"{count * kind.size / 1e9:,.0f} GB | {count * flow.disk / 1e9:,.1f} GB"
    return f"| {count:,} | {kind.name} | {hours:,.0f} | {days[0]:,.2f} | {days[1]:,.2f} | {space} |"


def _kinds() -> Iterator[Kind]:
    articles = SHARED / "dev_data" / "articles"
    for name, paths in {
        "text of a case report": sorted((SHARED / "seeds").glob("*.txt")) or sorted(_RAW.glob("0*.txt")),
        "XML of a whole article": sorted(articles.rglob("*.xml")) or sorted(_RAW.glob("0*.xml")),
        "PDF of a whole article": sorted(articles.rglob("*.pdf")) or sorted(_RAW.glob("0*.pdf")),
    }.items():
        for path in paths:  # warm
            nlp.extract(read_article(path))
        begun = time.process_time()
        for path in paths:
            nlp.extract(read_article(path))
        cpu = (time.process_time() - begun) / len(paths)
        yield Kind(name, len(paths), cpu, sum(path.stat().st_size for path in paths) / len(paths))


def _flow(folder: Path) -> Flow:
    """A run of made-up articles against the mere extraction of the same."""
    articles = folder / "cost"
    paths = write_made_up(articles, _RUN, 300)
    one, all_of_them = (
        (*CASESIFT, "run", given, "--out", folder / f"cost-{name}", "--batch-size", 50)
        for name, given in (("one", paths[0]), ("all", articles))
    )
    extract = (*CASESIFT, "extract", "--format", "jsonl")
    start, run = spent(*one), spent(*all_of_them)
    mere = spent(*extract, articles).cpu - spent(*extract, paths[0]).cpu
    disk = sum(file.stat().st_size for file in (folder / "cost-all").rglob("*") if file.is_file())
    bare = sum(file.stat().st_size for file in (folder / "cost-one").rglob("*") if file.is_file())
    return Flow(max(run.cpu - start.cpu - mere, 0.0) / (_RUN - 1), (disk - bare) / (_RUN - 1), run.memory)
