"""The same run in many ways: here and on Dask, with this many workers and that batch size, into either database."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from sqlalchemy import create_engine, select

from flows.reports import report
from flows.runs import cluster
from flows.runs.cluster import check_cluster
from flows.runs.cluster_reading import ClusterError
from flows.runs.server import prefect_server
from flows.runs.settings import Settings
from flows.store.tables import ARTICLES, FACTS
from tests.conftest import write_article

pytest.importorskip("prefect_dask", reason="casesift[dask] is not installed")
distributed = pytest.importorskip("distributed")

ROOT = Path(__file__).parents[2]
RUNS = """
import json, sys
from flows.cli.main import main
for arguments in json.loads(sys.argv[1]):
    try:
        main(arguments)
    except SystemExit as ended:
        print("ended", ended.code, file=sys.stderr)
"""
POISONED = "from flows.workers import worker; from tests.flows import poison; poison.spread(worker)"
FILES = 16


class Dask(NamedTuple):
    """A scheduler and one worker with two threads, processes of their own in a folder of their own."""

    address: str
    worker: "subprocess.Popen[bytes]"
    scheduler: "subprocess.Popen[bytes]"

    def children(self) -> int:
        """How many processes there are on the worker that read articles."""
        with distributed.Client(self.address) as client:
            return int(sum(client.run(_children).values()))


def _children() -> int:
    import psutil  # Dask's own

    forked = 0
    for child in psutil.Process().children():
        with suppress(psutil.Error):  # it ended while it was looked at
            if "multiprocessing.forkserver" in " ".join(child.cmdline()):
                forked += len(child.children())
    return forked


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with articles, an empty file among them, and gold for one."""
    folder = tmp_path_factory.mktemp("many")
    (folder / "articles").mkdir()
    (folder / "gold").mkdir()
    for number in range(FILES):
        write_article(folder / "articles" / f"a{number:02}.txt", ck=4000 + number)
    (folder / "articles" / "a07.txt").write_bytes(b"")
    gold = "article: {source_file: a01.txt}\ncases: [{label: Case 1, sex: male, ck: [{value: 4001, unit: U/L}]}]\n"
    (folder / "gold" / "a01.yaml").write_text(gold, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def environment(place: Path) -> Iterator[dict[str, str]]:
    """What a process here is told: our code, and a Prefect server that all runs share."""
    outside = ("CASESIFT_", "PREFECT_")
    mine = {name: value for name, value in os.environ.items() if not name.startswith(outside)}
    path = os.pathsep.join([str(ROOT), mine.get("PYTHONPATH", "")])
    with prefect_server(place / "prefect") as server:
        server.wait_until_healthy(180)
        yield mine | {"PYTHONPATH": path, "PREFECT_API_URL": server.url, "PREFECT_HOME": str(place / "client")}


@contextmanager
def started(*command: str, environment: dict[str, str], folder: Path) -> "Iterator[subprocess.Popen[bytes]]":
    process = subprocess.Popen(
        [sys.executable, *command],
        env=environment,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)


@pytest.fixture(scope="module")
def dask(environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    """A real cluster, whose worker has poisoned articles by their names."""
    with cluster_in(tmp_path_factory.mktemp("elsewhere"), environment) as there:
        yield there


@contextmanager
def cluster_in(folder: Path, environment: dict[str, str]) -> Iterator[Dask]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    at = ("--host", "127.0.0.1", "--no-dashboard")
    poison = ("--preload", "tests.flows.poison")
    scheduler = ("-m", "distributed.cli.dask_scheduler", "--port", str(port), *at)
    worker = ("-m", "distributed.cli.dask_worker", address, "--nthreads", "2", *at, *poison)
    with (
        started(*scheduler, environment=environment, folder=folder) as scheduling,
        started(*worker, environment=environment, folder=folder) as process,
    ):
        with distributed.Client(address, timeout=60) as client:
            client.wait_for_workers(1, timeout=60)
        yield Dask(address, process, scheduling)


def run(place: Path, environment: dict[str, str], *commands: list[object], program: str = RUNS) -> str:
    """Run commands one after the other in one process; what they told."""
    words = json.dumps([[str(word) for word in command] for command in commands])
    command = [sys.executable, "-c", program, words]
    done = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False, timeout=400)
    assert "Traceback" not in done.stderr, done.stderr
    return done.stderr


def written(out: Path, url: str) -> dict[str, Any]:
    """All that a run wrote, but when and how it did it."""
    engine = create_engine(url)
    with engine.connect() as connection:
        facts = connection.execute(select(FACTS).order_by(FACTS.c.article_id, FACTS.c.source_file, FACTS.c.position))
        articles = connection.execute(select(ARTICLES).order_by(ARTICLES.c.number))
        tables = [[tuple(row) for row in rows] for rows in (facts, articles)]
    engine.dispose()
    files = {name: (out / name).read_bytes() for name in report.FILES}
    return {**files, "facts": tables[0], "articles": tables[1]}


@pytest.mark.prefect
def test_every_way_of_running_writes_the_same(
    place: Path, environment: dict[str, str], dask: Dask, postgres: Callable[[str], str]
) -> None:
    running = ["--runner", "dask", "--scheduler", dask.address]
    ways: dict[str, tuple[list[object], str]] = {
        "one": (["--workers", 1, "--batch-size", 7], ""),
        "two": (["--workers", 2, "--batch-size", 1], ""),
        "many": (["--workers", 2, "--batch-size", 500], postgres("many")),
        "cluster": (["--workers", 2, "--batch-size", 500, "--runner", "dask"], ""),
        "running": (["--batch-size", 1, *running], postgres("running")),
    }
    urls = {way: url or f"sqlite:///{place / way / 'casesift.db'}" for way, (_, url) in ways.items()}
    commands = [
        ["run", "articles", "--gold", "gold", "--out", way, "--store", urls[way], *options]
        for way, (options, _) in ways.items()
    ]
    told = run(place, environment, *commands)
    assert told.count("ended 1") == len(ways), told
    assert told.count(f"{FILES} articles, 1 failed") >= len(ways)
    results = {way: written(place / way, urls[way]) for way in ways}
    assert len(results["one"]["facts"]) > FILES
    assert [way for way in ways if results[way] != results["one"]] == []
    assert wait_for(dask.children, lambda left: left == 0) == 0, "what a run started on the worker has ended with it"
    batches = "select name, state_name from task_run where name like 'batch % of 16'"
    with closing(sqlite3.connect(place / "prefect" / "prefect.db")) as database:
        seen = wait_for(lambda: database.execute(batches).fetchall(), lambda rows: len(rows) == 2 * FILES)
    assert [state for _, state in seen] == ["Completed"] * 2 * FILES, "once here, once on the cluster"


def wait_for(ask: Callable[[], Any], enough: Callable[[Any], bool], seconds: float = 400) -> Any:
    """What is told as soon as it is enough; the record of tasks arrives behind them."""
    end = time.monotonic() + seconds
    while not enough(told := ask()) and time.monotonic() < end:
        time.sleep(0.2)
    return told


@pytest.mark.prefect
@pytest.mark.parametrize("where", ["here", "on a scheduler"])
def test_a_poisoned_article_costs_only_itself_on_dask_too(
    where: str, place: Path, environment: dict[str, str], dask: Dask
) -> None:
    folder = place / f"poison {where}"
    folder.mkdir()
    for name in ("a", "crash", "hang", "hog", "z"):
        write_article(folder / f"{name}.txt", ck=4100)
    store = folder.with_suffix(".db")
    limits = ["--time-limit", 8, "--memory-limit", 256]
    scheduler = [] if where == "here" else ["--scheduler", dask.address]
    options = ["--store", f"sqlite:///{store}", "--out", "poisoned", *limits, "--runner", "dask", *scheduler]
    command = ["run", folder, *options]
    run(place, environment, command, program=f"{POISONED}\n{RUNS}")
    with closing(sqlite3.connect(store)) as database:
        failures = database.execute("select source_file, kind from failures order by source_file").fetchall()
    assert failures == [("crash.txt", "crash"), ("hang.txt", "too_slow"), ("hog.txt", "too_much_memory")]


def slow_run(place: Path, dask: Dask, *, out: str, limit: int) -> list[object]:
    """The command that reads three articles on a scheduler; one of them takes its time, until the limit."""
    folder = place / f"{out} articles"
    folder.mkdir()
    for name in ("a", "hang", "z"):
        write_article(folder / f"{name}.txt", ck=4100)
    options = ["--batch-size", 1, "--time-limit", limit, "--runner", "dask", "--scheduler", dask.address]
    return [str(word) for word in ("run", folder, "--out", out, *options)]


@contextmanager
def reading(
    command: list[object], dask: Dask, place: Path, environment: dict[str, str]
) -> "Iterator[subprocess.Popen[bytes]]":
    """The process of a command that has come to reading articles on the scheduler's worker."""
    with started("-c", RUNS, json.dumps([command]), environment=environment, folder=place) as process:
        assert wait_for(lambda: process.poll() is not None or dask.children(), bool)
        yield process


@pytest.mark.prefect
def test_a_killed_run_leaves_nothing_on_the_workers_and_is_carried_on(
    place: Path, environment: dict[str, str], dask: Dask
) -> None:
    command = slow_run(place, dask, out="killed", limit=600)
    with reading(command, dask, place, environment) as process:
        process.kill()
        assert process.wait() == -signal.SIGKILL, "it was still reading"
    assert wait_for(dask.children, lambda left: left == 0, seconds=200) == 0, "nobody waits for the limit"
    assert "3 articles" in run(place, environment, [*command, "--time-limit", "5"])
    with closing(sqlite3.connect(place / "killed" / "casesift.db")) as database:
        stored = database.execute("select source_file from articles order by number").fetchall()
    assert stored == [("a.txt",), ("z.txt",)]


@pytest.mark.prefect
def test_a_scheduler_that_dies_midway_ends_the_run_at_once_and_the_next_one_carries_on(
    place: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    with cluster_in(tmp_path, environment) as dask:
        command = slow_run(place, dask, out="lost", limit=600)
        with reading(command, dask, place, environment) as process:
            dask.scheduler.kill()
            process.wait(timeout=200)  # the article alone would take longer
    with closing(sqlite3.connect(place / "lost" / "casesift.db")) as database:
        assert database.execute("select state from runs").fetchall() == [("running",)]  # nobody was there to end it
    assert "3 articles" in run(place, environment, [*command[:4], "--time-limit", 5])
    with closing(sqlite3.connect(place / "lost" / "casesift.db")) as database:
        assert database.execute("select state from runs order by id").fetchall() == [("broken off",), ("finished",)]


# ---- what is in the way is told


def asked(**settings: Any) -> Settings:
    return Settings(runner="dask", **settings)


def test_a_runner_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "find_spec", lambda _: None)
    with pytest.raises(ClusterError, match=r"pip install 'casesift\[dask\]'"):
        check_cluster(asked())
    check_cluster(Settings())


def test_a_running_cluster_needs_a_server_that_its_workers_reach() -> None:
    check_cluster(asked())
    with pytest.raises(ClusterError, match="PREFECT_API_URL"):
        check_cluster(asked(scheduler="tcp://127.0.0.1:9"))


@pytest.mark.parametrize("scheduler", ["tcp://127.0.0.1:9", "nonsense"])
def test_a_scheduler_that_cannot_be_reached_is_told(scheduler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    monkeypatch.setattr(cluster, "_ANSWER", 0.5)
    with pytest.raises(ClusterError, match=f"the Dask cluster {scheduler} cannot be reached"):
        check_cluster(asked(scheduler=scheduler))


def test_a_worker_of_another_version_is_refused() -> None:
    from flows.runs.cluster_task import read_there
    from flows.runs.steps import Held

    with pytest.raises(ClusterError, match="another version of casesift"):
        read_there.fn(Held(None), "", program="another")  # type: ignore[arg-type]
