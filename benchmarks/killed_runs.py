"""Kills ``casesift run`` at random moments, several times in a row, and looks whether anything is lost or doubled.

python -m benchmarks.killed_runs --kills 10
"""

import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import click

from flows.runs.server import prefect_server

ROOT = Path(__file__).parents[1]
PROGRAM = [sys.executable, "-c", "from flows.cli.main import main; main(prog_name='casesift')"]
EXPORTS = ("records.jsonl", "patients.csv")
STORED = (
    "select id, source_file, version, fingerprint from articles order by source_file",
    "select * from facts order by source_file, position",
    "select level, field, f1, support from scores where run = (select max(run) from scores) order by level, field",
)


class Told(NamedTuple):
    """What became of killed runs: how many ``records`` of the ``whole`` were stored at each kill.

    ``equal``: whether the end was that of an undisturbed run.
    """

    records: tuple[int, ...]
    whole: int
    equal: bool


def killed_runs(arguments: Sequence[object], folder: Path, *, kills: int, seed: int, api: str | None = None) -> Told:
    """Run ``casesift run ARGUMENTS`` undisturbed, then killed ``kills`` times and carried on, and compare the two.

    ``folder`` takes both results. ``api``: the address of a Prefect server; without one each run starts its own.
    """
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    calm, wild = folder / "calm", folder / "wild"
    _run(arguments, calm, api).wait()
    whole = _count(calm)
    stored = [0]
    for left in range(kills, 0, -1):
        if stored[-1] == whole:
            break
        process = _run(arguments, wild, api)
        share = max(1, (whole - stored[-1]) // (left + 1))
        _wait(process, wild, chance.randint(stored[-1] + 1, stored[-1] + share))
        time.sleep(chance.uniform(0, 0.3))  # any moment: within a batch, a transaction, the report
        process.kill()
        process.wait()
        stored.append(_count(wild))
    _run(arguments, wild, api).wait()
    equal = all((calm / name).read_bytes() == (wild / name).read_bytes() for name in EXPORTS)
    return Told(tuple(stored[1:]), whole, equal and _stored(calm) == _stored(wild))


def _wait(process: "subprocess.Popen[bytes]", out: Path, records: int) -> None:
    """Wait until so many records are stored, or the process has ended."""
    while _count(out) < records and process.poll() is None:
        time.sleep(0.02)


def _run(arguments: Sequence[object], out: Path, api: str | None) -> "subprocess.Popen[bytes]":
    outside = ("CASESIFT_", "PREFECT_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(outside)}
    more = {"PREFECT_API_URL": api} if api else {}
    return subprocess.Popen(
        [*PROGRAM, "run", *map(str, arguments), "--out", str(out)],
        env=environment | {"PYTHONPATH": str(ROOT)} | more,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _count(out: Path) -> int:
    """How many records the store holds; 0 before it exists."""
    try:
        with closing(sqlite3.connect(out / "casesift.db")) as connection:
            return int(connection.execute("select count(*) from records").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def _stored(out: Path) -> list[list[object]]:
    with closing(sqlite3.connect(out / "casesift.db")) as connection:
        return [connection.execute(query).fetchall() for query in STORED]


@click.command()
@click.option("--kills", default=10, show_default=True)
@click.option("--articles", default=120, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(kills: int, articles: int, seed: int) -> None:
    """Kill runs and tell when, how far they had come, and whether the last one made good."""
    with tempfile.TemporaryDirectory() as name, prefect_server(Path(name) / "prefect") as server:
        folder = Path(name) / "articles"
        folder.mkdir()
        for number in range(articles):
            words = f"Case 1 was a 7-year-old girl. Her CK was {4000 + number} U/L at presentation.\n"
            (folder / f"a{number:04}.txt").write_text(words, encoding="utf-8")
        server.wait_until_healthy(180)
        arguments = (folder, "--batch-size", "2")
        told = killed_runs(arguments, Path(name), kills=kills, seed=seed, api=server.url)
    click.echo(f"killed after {told.records} records")
    click.echo("the same as an undisturbed run" if told.equal else "NOT the same as an undisturbed run")
    sys.exit(0 if told.equal else 1)


if __name__ == "__main__":
    main()
