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
_RAW = Path(__file__).parents[1] / "raw_docs"


class Kind(NamedTuple):
    """A kind of file: how many were read; seconds of CPU, bytes, and bytes of the record of one on the average."""

    name: str
    files: int
    cpu: float
    size: float
    record: float


class Flow(NamedTuple):
    """What a run adds to an article: seconds of CPU, and bytes on disk for each byte of its record.

    ``memory`` and ``worker`` are MB of the largest process of a run and of a worker.
    """

    cpu: float
    disk: float
    memory: float
    worker: float


def cost_tables(folder: Path) -> str:
    """What was measured of one article, and what follows for many."""
    kinds, flow = list(_kinds()), _flow(folder)
    lines = ["| an article as | files read | CPU | its file | its record |", "|---|--:|--:|--:|--:|"]
    for kind in kinds:
        sizes = f"{kind.size / 1000:.0f} kB | {kind.record / 1000:.0f} kB"
        lines.append(f"| {kind.name} | {kind.files} | {1000 * kind.cpu:.0f} ms | {sizes} |")
    adds = f"{1000 * flow.cpu:.1f} ms | | {flow.disk:.1f} times the record on disk |"
    lines += [f"| what a run adds: store, tables, report | {_RUN} | {adds}", ""]
    lines.append("| articles | as | core-hours | hours on 2 cores | on 64 | files | store and results |")
    lines.append("|--:|---|--:|--:|--:|--:|--:|")
    lines += [_row(count, kind, flow) for count in _COUNTS for kind in kinds]
    busy = ", ".join(f"{kind.cpu / flow.cpu:.0f} for {kind.name}" for kind in kinds) if flow.cpu else "any number"
    first = (
        "The first bottleneck is the one process that stores what all workers read: "
        f"{1000 * flow.cpu:.1f} ms an article. So many workers keep it busy, and more would wait for it: {busy}. "
        f"A worker held {flow.worker:.0f} MB, the largest process of a run of {_RUN} articles {flow.memory:.0f} MB."
    )
    return "\n".join([*lines, "", first])


def _row(count: int, kind: Kind, flow: Flow) -> str:
    hours = count * (kind.cpu + flow.cpu) / 3600
    # one process stores: no number of workers is faster than it
    clock = " | ".join(f"{max(hours / cores, count * flow.cpu / 3600):,.1f}" for cores in (2, 64))
    space = f"{count * kind.size / 1e9:,.0f} GB | {count * kind.record * flow.disk / 1e9:,.1f} GB"
    return f"| {count:,} | {kind.name} | {hours:,.1f} | {clock} | {space} |"


def _kinds() -> Iterator[Kind]:
    articles = SHARED / "dev_data" / "articles"
    for name, paths in {
        "text of a case report": sorted((SHARED / "seeds").glob("*.txt")) or sorted(_RAW.glob("0*.txt")),
        "XML of a whole article": sorted(articles.rglob("*.xml")) or sorted(_RAW.glob("0*.xml")),
        "PDF of a whole article": sorted(articles.rglob("*.pdf")) or sorted(_RAW.glob("0*.pdf")),
    }.items():
        records = [nlp.extract(read_article(path)) for path in paths]  # and warm
        begun = time.process_time()
        for path in paths:
            nlp.extract(read_article(path))
        cpu = (time.process_time() - begun) / len(paths)
        size = sum(path.stat().st_size for path in paths) / len(paths)
        yield Kind(name, len(paths), cpu, size, sum(len(record.model_dump_json()) for record in records) / len(paths))


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
    mere = spent(*extract, articles)
    added = run.cpu - start.cpu - (mere.cpu - spent(*extract, paths[0]).cpu)
    disk = _bytes(folder / "cost-all") - _bytes(folder / "cost-one")
    records = (folder / "cost-all" / "records.jsonl").stat().st_size
    return Flow(max(added, 0.0) / (_RUN - 1), disk / records, run.memory, mere.memory)


def _bytes(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
