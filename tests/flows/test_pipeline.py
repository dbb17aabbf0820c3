"""The whole run, as a user starts it: one server for the first run, one for all others, real processes throughout."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest

from benchmarks.killed_runs import killed_runs
from flows.runs.server import ENDED, PrefectServer
from flows.store.run_lock import only_run
from tests.conftest import write_article

pytestmark = pytest.mark.prefect

ROOT = Path(__file__).parents[2]
PROGRAM = "from flows.cli.main import main; main(prog_name='casesift')"
POISONED = f"from flows.workers import worker; from tests.flows import poison; poison.spread(worker); {PROGRAM}"
ARTICLES = 120
"""So many that their task runs take the server some seconds: without waiting for it, a third of them would be lost."""

GOLD = "article: {source_file: a001.txt}\ncases: [{label: Case 1, sex: male, ck: [{value: 4001, unit: U/L}]}]\n"


class Place:
    """A folder with articles and an empty file, gold for one of them, and an output folder."""

    def __init__(self, folder: Path, articles: int = ARTICLES) -> None:
        self.folder = folder
        self.out = folder / "out"
        (folder / "articles").mkdir()
        (folder / "gold").mkdir()
        for number in range(articles):
            write_article(folder / "articles" / f"a{number:03}.txt", ck=4000 + number)
        if articles:
            (folder / "articles" / "empty.txt").touch()
            (folder / "gold" / "a001.yaml").write_text(GOLD, encoding="utf-8")

    def start(self, *arguments: object, program: str = PROGRAM) -> "subprocess.Popen[str]":
        """Start the program here; the settings of whoever runs the tests do not reach it."""
        outside = ("CASESIFT_", "PREFECT_")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(outside)}
        return subprocess.Popen(
            [sys.executable, "-c", program, *map(str, arguments)],
            cwd=self.folder,
            env=environment | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    @contextmanager
    def background(self, *arguments: object) -> Iterator["subprocess.Popen[str]"]:
        """The program while it waits for something to do; Ctrl-C ends it, and that is no error."""
        process = self.start(*arguments)
        try:
            yield process
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=60)
            assert process.returncode == 0
        finally:
            process.kill()
            process.communicate()

    def run(self, *arguments: object) -> "subprocess.CompletedProcess[str]":
        """Run ``casesift run`` to its end."""
        process = self.start("run", *arguments)
        stdout, stderr = process.communicate(timeout=240)
        return subprocess.CompletedProcess(process.args, process.returncode, stdout, stderr)

    def prefect(self, query: str) -> list[tuple[Any, ...]]:
        """Ask the database of our Prefect server, as it is now."""
        return rows(self.out / ".prefect" / "prefect.db", query)

    def recorded(self, query: str) -> list[tuple[Any, ...]]:
        """Ask the database as the first run left it."""
        return rows(self.folder / "recorded" / "prefect.db", query)

    def told(self) -> dict[str, Any]:
        """What is told of the last run."""
        told: dict[str, Any] = json.loads((self.out / "run.json").read_text(encoding="utf-8"))
        return told


def rows(database: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place(tmp_path_factory.mktemp("casesift"))


@pytest.fixture(scope="module")
def first(place: Place) -> "subprocess.CompletedProcess[str]":
    """The first run in a new folder, with nothing configured; what it left on record is kept as ``recorded``."""
    done = place.run("articles", "--batch-size", "1")
    shutil.copytree(place.out / ".prefect", place.folder / "recorded")
    return done


@pytest.fixture(scope="module")
def page(place: Place, first: "subprocess.CompletedProcess[str]") -> Iterator[str]:
    """``casesift ui`` on the same folder; the runs that follow use its server. Ctrl-C ends it."""
    assert first.returncode == 1
    process = place.start("ui")
    assert process.stdout is not None
    line = process.stdout.readline()
    assert "http://127.0.0.1:" in line, process.stderr and process.stderr.read()
    yield line.split()[-1]
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert not answers(line.split()[-1])


def answers(page: str) -> bool:
    return PrefectServer(int(page.rsplit(":", 1)[1])).healthy()


def test_a_run_without_any_set_up_does_the_job(place: Place, first: "subprocess.CompletedProcess[str]") -> None:
    assert first.returncode == 1, "an article failed"
    assert "casesift: empty.txt: the file is empty" in first.stderr
    assert [f"{4000 + number} U/L" in first.stdout for number in range(ARTICLES)] == [True] * ARTICLES
    assert "Scores against gold" in first.stdout
    assert "out/report.md" in first.stdout
    assert "casesift ui" in first.stdout
    assert sorted(file.name for file in place.out.iterdir() if not file.name.startswith((".", "casesift.db"))) == [
        "patients.csv",
        "records.jsonl",
        "report.json",
        "report.md",
        "run.json",
    ]
    assert {name: place.told()[name] for name in ("extracted", "unchanged", "failed")} == {
        "extracted": ARTICLES,
        "unchanged": 0,
        "failed": 1,
    }


def test_the_report_tells_the_settings(place: Place, first: "subprocess.CompletedProcess[str]") -> None:
    assert first.returncode == 1
    told = place.told()["settings"]
    assert (told["batch_size"], told["gold"], told["store"]) == (1, "gold", "sqlite:///out/casesift.db")


def test_every_task_run_is_on_record_after_the_command_ended(
    place: Place, first: "subprocess.CompletedProcess[str]"
) -> None:
    assert first.returncode == 1
    total = ARTICLES + 1
    batches = [f"batch {number} of {total}" for number in range(1, total + 1)]
    recorded = place.recorded("select name, state_type from task_run")
    assert sorted(recorded) == sorted((name, "COMPLETED") for name in (*batches, "ingest", "compare", "report"))


def test_the_flow_run_tells_what_happened(place: Place, first: "subprocess.CompletedProcess[str]") -> None:
    assert first.returncode == 1
    ((name, state, message),) = place.recorded(
        "select run.name, type, message from flow_run run join flow_run_state state on state.id = run.state_id"
    )
    assert name.startswith("articles 20")
    assert (state, message) == ("COMPLETED", f"{ARTICLES + 1} articles, 1 failed")


def test_the_artifacts_show_scores_differences_failures_findings_and_progress(
    place: Place, first: "subprocess.CompletedProcess[str]"
) -> None:
    assert first.returncode == 1
    artifacts = {key: (kind, data) for key, kind, data in place.recorded("select key, type, data from artifact")}
    assert {key: kind for key, (kind, _) in artifacts.items()} == {
        "scores": "table",
        "differences": "markdown",
        "gains-and-losses": "markdown",
        "failures": "markdown",
        "findings": "markdown",
        "review": "markdown",
        "same-patients": "markdown",
        "report": "markdown",
        "patients": "table",
        "progress": "progress",
    }
    assert "wrong value" in artifacts["differences"][1]
    assert "empty.txt" in artifacts["failures"][1]
    assert f"{ARTICLES + 1} articles, 1 failed" in artifacts["report"][1]
    assert str(place.out / "report.md") in artifacts["report"][1]
    assert float(artifacts["progress"][1]) == 100


def test_the_log_of_the_run_is_in_the_browser_not_on_the_terminal(
    place: Place, first: "subprocess.CompletedProcess[str]"
) -> None:
    assert ("empty.txt: the file is empty",) in place.recorded("select message from log where level = 30")
    told = [message for (message,) in place.recorded("select message from log")]
    assert "Finished in state Completed()" not in told, "what each task says at its end, to nobody's use"
    assert "INFO" not in first.stderr
    assert "Finished in state" not in first.stderr


def test_the_server_is_gone_after_the_run(place: Place, first: "subprocess.CompletedProcess[str]") -> None:
    assert first.returncode == 1
    log = (place.out / ".prefect" / "server.log").read_text(encoding="utf-8")
    url = log.split("dashboard at ")[1].split()[0]
    assert not answers(url)


def test_a_second_run_reads_nothing_again_and_reports_the_same(page: str, place: Place) -> None:
    assert answers(page)
    before = {name: (place.out / name).read_bytes() for name in ("records.jsonl", "patients.csv", "report.md")}
    second = place.run("articles")
    assert f"{ARTICLES} unchanged" in second.stderr
    assert "starting Prefect's server" not in second.stderr, "the server of the browser is used"
    assert {name: (place.out / name).read_bytes() for name in before} == before
    assert rows(place.out / "casesift.db", "select count(*), max(run) from articles") == [(ARTICLES, 2)]
    told = "select description, data from artifact where key = 'scores' order by created desc limit 1"
    ((description, data),) = place.prefect(told)
    assert "change of F1 since the run 'articles " in description
    assert {row["field"]: row["change"] for row in json.loads(json.loads(data))}["ck"] == "="


@pytest.mark.usefixtures("page")
def test_workers_and_batches_change_no_byte(place: Place) -> None:
    before = (place.out / "records.jsonl").read_bytes()
    place.run("articles", "--force", "--workers", "2", "--batch-size", "7")
    assert place.told()["extracted"] == ARTICLES
    assert (place.out / "records.jsonl").read_bytes() == before


@pytest.mark.usefixtures("page")
def test_gold_of_other_articles_is_a_finding_only_where_it_was_asked_for(place: Place) -> None:
    alone = place.run("articles/a002.txt")
    assert alone.returncode == 0, alone.stderr
    assert "gold a001: no record of this article" in alone.stderr
    asked = place.run("articles/a002.txt", "--gold", "gold")
    assert asked.returncode == 1
    assert "gold a001: no record of this article" in asked.stderr


@pytest.mark.usefixtures("page")
def test_a_run_in_which_every_article_fails_has_failed(place: Place) -> None:
    run = place.run("articles/empty.txt")
    assert run.returncode == 1
    query = "select type, message from flow_run_state order by timestamp desc limit 1"
    assert place.prefect(query) == [("FAILED", "1 articles, 1 failed")]


@pytest.mark.usefixtures("page")
def test_a_run_whose_articles_contradict_themselves_fails_at_its_gate_until_that_is_acknowledged(place: Place) -> None:
    slip = place.folder / "slip.txt"
    slip.write_text("# A series\n\nAnti-SRP was found in 12/40 (35%) of the children.\n", encoding="utf-8")
    closed = place.run("slip.txt", "--fail-on", "error")
    assert closed.returncode == 1
    query = "select type, message from flow_run_state order by timestamp desc limit 1"
    reason = "1 finding of severity error"
    assert place.prefect(query) == [("FAILED", f"1 articles, 0 failed; {reason}")]
    assert f"casesift: {reason}\n" in closed.stderr
    (finding,) = json.loads((place.out / "report.json").read_text(encoding="utf-8"))["findings"]
    noted = rows(place.out / "casesift.db", "select key, source_file, acknowledged from findings")
    assert noted == [(finding["key"], "slip.txt", None)]
    known = place.folder / "known.yaml"
    known.write_text(f"- key: '{finding['key']}'\n  reason: a misprint\n", encoding="utf-8")
    assert place.run("slip.txt", "--fail-on", "error", "--acknowledged", known).returncode == 0
    assert rows(place.out / "casesift.db", "select acknowledged from findings") == [("a misprint",)]
    assert "a misprint" in (place.out / "report.md").read_text(encoding="utf-8")


@pytest.mark.usefixtures("page")
def test_a_run_that_breaks_off_says_so_without_a_traceback(place: Place) -> None:
    (place.out / "report.md").unlink()
    (place.out / "report.md").mkdir()
    broken = place.run("articles")
    (place.out / "report.md").rmdir()
    assert broken.returncode == 1
    assert "the run broke off" in broken.stderr
    assert "Traceback" not in broken.stderr


def test_killed_runs_are_carried_on_without_loss_or_doubles(place: Place, page: str) -> None:
    folder = place.folder / "killed"
    folder.mkdir()
    arguments = (place.folder / "articles" / "a0[0-4]*.txt", "--batch-size", "2", "--gold", place.folder / "gold")
    told = killed_runs(arguments, folder, kills=10, seed=2, api=f"{page}/api")
    assert told.equal
    assert max(told.records) > 0
    assert told.records[0] < told.whole
    runs = dict(place.prefect("select name, state_type from flow_run"))
    ours = rows(folder / "wild" / "casesift.db", "select name, state from runs order by id")
    ended = [(state, runs[name]) for name, state in ours]
    assert ended[-1] == ("finished", "COMPLETED")
    # A run that had stored everything may have told its end before it was killed.
    midway = [end for end, records in zip(ended[:-1], told.records, strict=True) if records < told.whole]
    assert set(midway) == {("broken off", "CRASHED")}
    assert {state for state, _ in ended[:-1]} <= {"broken off", "finished"}


@pytest.mark.usefixtures("page")
def test_a_poisoned_article_costs_only_itself(place: Place) -> None:
    folder = place.folder / "poison"
    folder.mkdir()
    for name in ("a", "crash", "hang", "hog", "z"):
        write_article(folder / f"{name}.txt", ck=4100)
    limits = ("--time-limit", "3", "--memory-limit", "256")
    store = place.folder / "poisoned.db"
    process = place.start("run", folder, "--store", f"sqlite:///{store}", *limits, program=POISONED)
    _, stderr = process.communicate(timeout=120)
    assert process.returncode == 1
    assert "5 articles, 3 failed" in stderr
    failures = rows(store, "select source_file, kind from failures order by source_file")
    assert failures == [("crash.txt", "crash"), ("hang.txt", "too_slow"), ("hog.txt", "too_much_memory")]
    assert rows(store, "select source_file from articles order by 1") == [("a.txt",), ("z.txt",)]


def test_a_second_run_on_a_store_is_refused(place: Place) -> None:
    with only_run(f"sqlite:///{place.out / 'casesift.db'}"):
        second = place.run("articles", "--store", f"sqlite:///{place.out / 'casesift.db'}")
    assert second.returncode == 2
    assert f"in use by another run (process {os.getpid()} on " in second.stderr


@pytest.mark.usefixtures("page")
def test_watch_picks_up_each_file_once_and_slow_ones_when_they_are_whole(place: Place) -> None:
    inbox, store = place.folder / "inbox", place.folder / "watched.db"
    inbox.mkdir()
    with place.background("watch", inbox, "--store", f"sqlite:///{store}", "--settle", "1") as watching:
        assert watching.stderr is not None
        assert "waiting for articles in" in watching.stderr.readline()
        for number in range(45):
            write_article(inbox / f"quick{number}.txt", ck=4000 + number)
        write_slowly(*(inbox / f"slow{number}.txt" for number in range(5)))
        end = time.monotonic() + 60
        while " 50 articles" not in watching.stderr.readline():
            assert time.monotonic() < end
            assert watching.poll() is None
    assert rows(store, "select sum(extracted), sum(failed) from runs") == [(50, 0)], "each was read once"
    assert rows(store, "select count(*), max(version) from articles") == [(50, 1)], "and none before it was whole"
    assert rows(store, "select distinct cases from articles where source_file like 'slow%'") == [(8,)]


def write_slowly(*paths: Path) -> None:
    """Write eight patients into each file, all files at the same time, in three seconds."""
    for case in range(1, 9):
        for path in paths:
            with path.open("a", encoding="utf-8") as file:
                file.write(f"Case {case} was a 7-year-old girl. Her CK was {5000 + case} U/L at presentation.\n")
        time.sleep(0.4)


def test_a_served_flow_is_started_from_the_browser_with_a_form(place: Place, page: str) -> None:
    api = PrefectServer(int(page.rsplit(":", 1)[1]))
    with place.background("serve", "articles/a00*.txt", "--settle", "0.2", "--interval", "86400") as serving:
        assert serving.stderr is not None
        assert "casesift/casesift" in serving.stderr.readline()
        (deployment,) = until(lambda: api.ask("deployments/filter", {}))
        asked = until(lambda: [api.ask(f"deployments/{deployment['id']}/create_flow_run", {})])[0]
        ended = until(lambda: [run for run in [api.ask(f"flow_runs/{asked['id']}")] if run["state_type"] in ENDED])
    form = deployment["parameter_openapi_schema"]["definitions"]["Settings"]["properties"]
    assert {name for name, field in form.items() if not field.get("title") or not field.get("description")} == set()
    assert deployment["parameters"]["settings"]["paths"] == [str(place.folder / "articles" / "a00*.txt")]
    assert deployment["global_concurrency_limit"]["limit"] == 1
    assert [(run["state_type"], run["state"]["message"]) for run in ended] == [
        ("COMPLETED", "10 articles (10 unchanged), 0 failed")
    ]


def until(told: Callable[[], list[Any]]) -> list[Any]:
    """What is told as soon as it is not empty; a server that is busy is asked again."""
    found: list[Any] = []
    end = time.monotonic() + 60
    while not found and time.monotonic() < end:
        with suppress(HTTPError):
            found = told()
        time.sleep(0.2)
    return found
