"""What a run costs beside extraction: ``casesift run`` against the same extraction called as plain functions.

python -m benchmarks.orchestration --articles 1000 --articles 10000 --workers 2

For each number of made-up articles: plain extraction, a first run and a second one on unchanged files, each in a
process of its own, one after the other on one Prefect server; their times, task runs and peak memory. The clock starts,
for all three, when what they import is there and workers can be forked.
"""

import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from benchmarks.made_articles import write_articles
from flows.runs.server import prefect_server

ROOT = Path(__file__).parents[1]


def plain(paths: Sequence[Path], workers: int) -> dict[str, float]:
    """Extract as ``casesift extract`` does and drop the records."""
    from flows.workers.extraction import Extraction
    from flows.workers.processes import worker_context
    from flows.workers.worker import extract_article

    worker_context()
    begun = time.perf_counter()
    with Extraction(extract_article, workers) as extraction:
        for _ in extraction.extract(paths):
            pass
    return {"seconds": time.perf_counter() - begun}


def flow(paths: Sequence[Path], workers: int, out: Path) -> dict[str, float]:
    """Run the flow on the server that the environment names."""
    from flows.runs.pipeline import run_flow
    from flows.runs.settings import Settings
    from flows.workers.processes import worker_context

    settings = Settings(paths=(paths[0].parent,), out=out, workers=workers)
    out.mkdir(parents=True, exist_ok=True)
    worker_context()
    begun = time.perf_counter()
    ended = run_flow(settings)
    seconds = time.perf_counter() - begun
    if ended.outcome is None:
        raise SystemExit(f"the run broke off: {ended.message}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "task_runs": len(ended.task_runs), "megabytes": memory}


def measured(what: str, folder: Path, workers: int, out: Path, api: str) -> dict[str, float]:
    """Do one of the two in a process of its own and tell what it took."""
    code = f"""if 1:
    import json, sys
    from pathlib import Path
    from benchmarks import orchestration
    if __name__ == "__main__":
        paths = sorted(Path(sys.argv[1]).iterdir())
        told = orchestration.{what}(paths, int(sys.argv[2]){", Path(sys.argv[3])" if what == "flow" else ""})
        print(json.dumps(told))
    """
    script = out.with_name("measured.py")  # a file: worker processes begin by reading it
    script.parent.mkdir(parents=True, exist_ok=True)
    script.write_text(code, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, script, folder, str(workers), out],
        env=os.environ | {"PYTHONPATH": str(ROOT), "PREFECT_API_URL": api, "PREFECT_LOGGING_LEVEL": "WARNING"},
        cwd=out.parent,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


def records(out: Path) -> int:
    """How many records the store of a run holds."""
    with closing(sqlite3.connect(out / "casesift.db")) as connection:
        return int(connection.execute("select count(*) from records").fetchone()[0])


def measure(count: int, workers: int, folder: Path, api: str) -> dict[str, Any]:
    """All that is measured with so many articles."""
    articles = folder / f"articles-{count}"
    write_articles(articles, count)
    out = folder / f"runs-{count}" / "out"
    alone = measured("plain", articles, workers, out, api)
    first = measured("flow", articles, workers, out, api)
    second = measured("flow", articles, workers, out, api)
    if records(out) != count:
        raise SystemExit(f"{records(out)} records of {count} articles")
    return {
        "articles": count,
        "plain, s": round(alone["seconds"], 1),
        "first run, s": round(first["seconds"], 1),
        "more than plain": f"{first['seconds'] / alone['seconds'] - 1:.1%}",
        "second run, s": round(second["seconds"], 2),
        "second of first": f"{second['seconds'] / first['seconds']:.2%}",
        "task runs": int(first["task_runs"]),
        "peak memory, MB": round(first["megabytes"]),
    }


@click.command()
@click.option("--articles", "counts", type=click.IntRange(1), multiple=True, default=(1000, 10_000), show_default=True)
@click.option("--workers", default=2, show_default=True)
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), help="Where articles and results stay.")
def main(counts: tuple[int, ...], workers: int, folder: Path | None) -> None:
    """Measure runs of these numbers of articles and print a table."""
    with tempfile.TemporaryDirectory() as name, prefect_server(Path(name) / "prefect") as server:
        server.wait_until_healthy(180)
        told = [measure(count, workers, folder or Path(name), server.url) for count in counts]
    table = Table(title=f"{workers} workers")
    for column in told[0]:
        table.add_column(column, justify="right")
    for row in told:
        table.add_row(*map(str, row.values()))
    Console(width=140).print(table)


if __name__ == "__main__":
    main()
