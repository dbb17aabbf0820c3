"""One run for a person at a terminal: a server where none is configured, the flow, and what came of it."""

import os
import shlex
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from rich.table import Table

from flows.literature.acknowledged import read_acknowledged
from flows.literature.integrity import gate
from flows.reports import console
from flows.runs.cluster import check_cluster
from flows.runs.server import PrefectServer, client_environment, prefect_server, shown_server
from flows.runs.settings import Settings
from flows.store.run_lock import only_run
from flows.store.store import Store

if TYPE_CHECKING:
    from flows.runs.outcome import Ended, Outcome


_PATIENTS_SHOWN = 200  # in the terminal: the table takes longer to draw than the articles to look up


def run_casesift(settings: Settings) -> int:
    """Run the flow, tell what came of it, and return the exit code.

    It is 1 where an article or the gold has a problem, a score is under its floor, or findings close the gate of
    ``fail_on``.

    Raises ``StoreError``, ``AcknowledgedError``, ``ClusterError`` and ``ServerError`` before anything was read, and
    ``OSError`` where the output folder cannot be written.
    """
    read_acknowledged(settings.acknowledged)  # a file that cannot be used is told now, not after the articles
    settings.out.mkdir(parents=True, exist_ok=True)
    configured = os.environ.get("PREFECT_API_URL")
    with only_run(settings.store_url):
        Store(settings.store_url).close()  # a store that cannot be opened is told now, not after the server's start
        check_cluster(settings)
        with configured_or_own_server(settings, shown=settings.review) as server:
            from flows.runs.pipeline import run_flow

            ended = run_flow(settings)
            if server:
                _wait_for_record(server, ended, settings.record_timeout)
    if ended.outcome is None:
        console.say(f"the run broke off: {ended.message}")
        return 1
    _tell(ended.outcome, settings, shown=configured or _ui_command(settings))
    return 1 if _findings(ended.outcome, settings) else 0


def watch_casesift(settings: Settings) -> None:
    """Run the flow for all that arrives in the folders, until Ctrl-C. Raises what ``run_casesift`` raises."""
    with _for_long(settings) as page:
        from flows.runs.watching import watch_folders

        folders = " ".join(map(str, settings.paths))
        console.say(f"waiting for articles in {folders}; Ctrl-C ends this. Runs: {page}")
        with suppress(KeyboardInterrupt):
            watch_folders(settings, _tell_shortly)


def serve_casesift(settings: Settings, name: str, *, cron: str | None, seconds: float | None) -> None:
    """Let the flow be started from the browser and by the clock, until Ctrl-C. Raises what ``run_casesift`` raises."""
    with _for_long(settings) as page:
        from flows.runs.serving import serve_flow

        console.say(f"the flow can be started as casesift/{name}; Ctrl-C ends this. Runs: {page}")
        serve_flow(settings, name, cron, seconds)


@contextmanager
def _for_long(settings: Settings) -> Iterator[str]:
    """A server for many runs, and a look whether the store can be opened; gives the address of the server's page."""
    settings.out.mkdir(parents=True, exist_ok=True)
    with only_run(settings.store_url):
        Store(settings.store_url).close()
        check_cluster(settings)
    with configured_or_own_server(settings, shown=True) as server:
        yield server.page if server else os.environ["PREFECT_API_URL"].removesuffix("/api")


@contextmanager
def configured_or_own_server(settings: Settings, *, shown: bool = False) -> Iterator[PrefectServer | None]:
    """The server that is configured (None), or one of our own; what is imported of Prefect inside speaks to it.

    ``shown``: it stays, and is for the browser as well.
    """
    if os.environ.get("PREFECT_API_URL"):
        yield None
        return
    new = not settings.prefect_home.is_dir()
    with (shown_server if shown else prefect_server)(settings.prefect_home) as server:
        if server.process:
            console.say("starting Prefect's server" + (" (its first start here takes longer)" if new else ""))
        os.environ.update(client_environment(settings.prefect_home, server.url))
        import flows.runs.pipeline  # noqa: F401 - takes a while, in which the server starts

        server.wait_until_healthy(settings.server_start_timeout)
        yield server


def _wait_for_record(server: PrefectServer, ended: "Ended", timeout: float) -> None:
    missing = server.wait_for_record(ended.task_runs, timeout)
    if missing:
        console.say(f"{missing} of {len(ended.task_runs)} task runs were not on record after {timeout:g} s")


def _tell_shortly(ended: "Ended") -> None:
    if ended.outcome is None:
        console.say(f"the run broke off: {ended.message}")
        return
    for failure in ended.outcome.findings.failures:
        console.say(f"{failure.source_file}: {failure.reason}")
    console.say(str(ended.outcome))


def _findings(outcome: "Outcome", settings: Settings) -> bool:
    """Gold of articles that were not read is a finding only where that gold was asked for."""
    gold = outcome.findings.gold
    if outcome.fallen or gate(outcome.findings.open_findings, settings.fail_on):
        return True
    return bool(outcome.findings.failures or (gold and (gold.problems or (settings.gold and gold.missing))))


def _tell(outcome: "Outcome", settings: Settings, *, shown: str) -> None:
    from flows.scores.scoreboard import score_table

    findings = outcome.findings
    out = console.stdout()
    out.print(console.patients_table(findings.patients[:_PATIENTS_SHOWN], of=findings.counts.patients))
    if findings.comparison:
        out.print(score_table(findings.comparison))
    out.print(_files(settings, shown))
    console.say_differing_files(findings.repeated)
    for failure in findings.failures:
        console.say(f"{failure.source_file}: {failure.reason}")
    if findings.gold:
        for problem in (*findings.gold.problems, *findings.gold.missing):
            console.say(problem)
    for review in findings.review.held_back:
        console.say(f"{review.source_file}: held back by review{review.remark and ': ' + review.remark}")
    for doubt in findings.review.not_reviewed:
        console.say(f"{doubt.name}: not reviewed: {doubt.why}")
    if findings.finding_count:
        count = sum(findings.open_findings.values())
        console.say(f"{findings.finding_count} contradictions found, {count} of them not acknowledged: see report.md")
    if closed := gate(findings.open_findings, settings.fail_on):
        console.say(closed)
    console.say(str(outcome))


def _files(settings: Settings, shown: str) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_row("Report", str(settings.out / "report.md"))
    grid.add_row("Data", f"{settings.out / 'records.jsonl'}, patients.csv, report.json, run.json")
    grid.add_row("In the browser", shown)
    return grid


def _ui_command(settings: Settings) -> str:
    usual = settings.out == Settings.model_fields["out"].default
    return "casesift ui" if usual else f"casesift ui --out {shlex.quote(str(settings.out))}"
