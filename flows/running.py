"""One run for a person at a terminal: a server where none is configured, the flow, and what came of it."""

import os
import shlex
from typing import TYPE_CHECKING

from rich.table import Table

from flows import console
from flows.run_lock import only_run
from flows.server import PrefectServer, client_environment, prefect_server
from flows.settings import Settings
from flows.store import Store

if TYPE_CHECKING:
    from flows.pipeline import Ended, Outcome


def run_casesift(settings: Settings) -> int:
    """Run the flow, tell what came of it, and return the exit code: 1 where an article or the gold has a problem.

    Raises ``StoreError`` and ``ServerError`` before anything was read, ``OSError`` where the output folder cannot be
    written.
    """
    settings.out.mkdir(parents=True, exist_ok=True)
    configured = os.environ.get("PREFECT_API_URL")
    with only_run(settings.store_url):
        Store(settings.store_url).close()  # a store that cannot be opened is told now, not after the server's start
        ended = _on_configured_server(settings) if configured else _on_own_server(settings)
    if ended.outcome is None:
        console.say(f"the run broke off: {ended.message}")
        return 1
    _tell(ended.outcome, settings, shown=configured or _ui_command(settings))
    return 1 if _findings(ended.outcome, settings) else 0


def _on_configured_server(settings: Settings) -> "Ended":
    from flows.pipeline import run_flow

    return run_flow(settings)


def _on_own_server(settings: Settings) -> "Ended":
    new = not settings.prefect_home.is_dir()
    with prefect_server(settings.prefect_home) as server:
        if server.process:
            console.say("starting Prefect's server" + (" (its first start here takes longer)" if new else ""))
        os.environ.update(client_environment(settings.prefect_home, server.url))
        from flows.pipeline import run_flow  # Prefect reads the environment once; the import uses the server's start

        server.wait_until_healthy(settings.server_start_timeout)
        ended = run_flow(settings)
        _wait_for_record(server, ended, settings.record_timeout)
    return ended


def _wait_for_record(server: PrefectServer, ended: "Ended", timeout: float) -> None:
    missing = server.wait_for_record(ended.task_runs, timeout)
    if missing:
        console.say(f"{missing} of {len(ended.task_runs)} task runs were not on record after {timeout:g} s")


def _findings(outcome: "Outcome", settings: Settings) -> bool:
    """Gold of articles that were not read is a finding only where that gold was asked for."""
    gold = outcome.findings.gold
    return bool(outcome.findings.failures or (gold and (gold.problems or (settings.gold and gold.missing))))


def _tell(outcome: "Outcome", settings: Settings, *, shown: str) -> None:
    from flows.scoreboard import score_table

    findings = outcome.findings
    out = console.stdout()
    out.print(console.patients_table(findings.records))
    if findings.comparison:
        out.print(score_table(findings.comparison))
    out.print(_files(settings, shown))
    console.say_differing_files(findings.records)
    for failure in findings.failures:
        console.say(f"{failure.source_file}: {failure.reason}")
    if findings.gold:
        for problem in (*findings.gold.problems, *findings.gold.missing):
            console.say(problem)
    console.say(str(outcome))


def _files(settings: Settings, shown: str) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_row("Report", str(settings.out / "report.md"))
    grid.add_row("Data", f"{settings.out / 'records.jsonl'}, patients.csv, report.json")
    grid.add_row("In the browser", shown)
    return grid


def _ui_command(settings: Settings) -> str:
    usual = settings.out == Settings.model_fields["out"].default
    return "casesift ui" if usual else f"casesift ui --out {shlex.quote(str(settings.out))}"
