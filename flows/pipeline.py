"""The flow: the order of things, as Prefect sees it. What is done in each step is in the plain modules.

A task is a batch of articles, never one article: a task run costs tens of milliseconds here and on the server. There
is no ``from __future__ import annotations`` here: with it, Prefect cannot build the flow's parameter form.
"""

from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from prefect import flow, get_run_logger, runtime
from prefect.artifacts import update_progress_artifact
from prefect.client.schemas.objects import State
from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogWorker
from prefect.states import Completed, Failed

from flows.acknowledged import read_acknowledged
from flows.against_gold import GoldResult, compare_with_gold
from flows.arrivals import whole_files
from flows.articles import find_articles
from flows.artifacts import show_failures, show_findings, show_progress, show_report, show_scores
from flows.console import article_progress
from flows.crashed import mark_crashed
from flows.extraction import Extraction
from flows.integrity import all_findings, gate
from flows.planning import Batch, Work, plan, split
from flows.report import Findings, write_report
from flows.run_lock import only_run
from flows.same_article import by_article, files_of
from flows.same_patients import links
from flows.settings import Settings
from flows.steps import Held, noted_task_runs, step
from flows.store import Store
from schemas.base import Frozen
from schemas.record import ArticleFailure, ArticleRecord

P = ParamSpec("P")
R = TypeVar("R")

Results = dict[Path, str | ArticleFailure]
"""What became of each article: the fingerprint of its record, or a failure."""


class Outcome(Frozen):
    """What a run did: ``extracted`` counts the files read in it, ``unchanged`` those it had records of.

    ``being_written``: files that were left for a later run.
    """

    findings: Findings
    extracted: int
    unchanged: int
    being_written: tuple[Path, ...] = ()

    def __str__(self) -> str:
        failed = len(self.findings.failures)
        total = len(self.findings.records) + failed
        files = files_of(self.findings.records) + failed
        notes = [f"{files} files"] if files > total else []
        notes += [f"{self.unchanged} unchanged"] if self.unchanged else []
        notes += [f"{len(self.being_written)} still being written"] if self.being_written else []
        noted = f" ({', '.join(notes)})" if notes else ""
        return f"{total} articles{noted}, {failed} failed"


class Ended(Frozen):
    """How a run ended: ``outcome`` is None where it broke, and ``message`` says why.

    ``task_runs``: the ids of all its task runs, for whoever waits until they are on record.
    """

    outcome: Outcome | None
    message: str
    task_runs: tuple[str, ...]


@step("ingest")
def ingest(settings: Settings) -> tuple[list[Work], list[Path]]:
    """Find the articles and fingerprint them; what is being written while we look is left aside.

    What a run itself wrote into its output folder is no article.
    """
    named = set(settings.paths)
    found = [path for path in find_articles(settings.paths) if path in named or not _below(settings.out, path)]
    whole, being_written = whole_files(found, settings.settle) if settings.settle else (found, [])
    for path in being_written:
        get_run_logger().info("%s is being written: it is left for a later run", path.name)
    return plan(whole), being_written


def _below(folder: Path, path: Path) -> bool:
    return path.absolute().is_relative_to(folder.absolute())


@step("batch {batch.number} of {batch.of}")
def read_batch(batch: Batch, extraction: Extraction, done: Callable[[], None], store: Store, run: int) -> Results:
    """Extract one batch and write its records in one transaction.

    A failed article is a result like any other, and a line in the log.
    """
    log = get_run_logger()
    paths = [work.path for work in batch.works]
    results: dict[Path, ArticleRecord | ArticleFailure] = {}
    for path, result in zip(paths, extraction.extract(paths), strict=True):
        done()
        results[path] = result
        if isinstance(result, ArticleFailure):
            log.warning("%s: %s", result.source_file, result.reason)
    read = [(path, result) for path, result in results.items() if isinstance(result, ArticleRecord)]
    keys = dict(zip((path for path, _ in read), store.save(run, read), strict=True))
    failed = {path: result for path, result in results.items() if isinstance(result, ArticleFailure)}
    log.info("batch %d of %d: %d files read, %d failed", batch.number, batch.of, len(keys), len(failed))
    return {**keys, **failed}


@step("compare")
def compare_records(
    records: Held[list[ArticleRecord]], stems: set[str], folder: Path, store: Store
) -> Held[GoldResult]:
    """Compare with gold and show scores and differences; ``stems`` are those of all articles of the run."""
    result = compare_with_gold(records.value, folder, expected=stems)
    if result.comparison:
        last_run, before = store.last_scores()
        show_scores(result.comparison, before, last_run)
    for problem in (*result.problems, *result.missing):
        get_run_logger().warning(problem)
    return Held(result)


@step("report")
def report(findings: Held[Findings], out: Path, run: dict[str, Any]) -> None:
    """Write the report, and show what a reader asks first."""
    write_report(findings.value, out, run)
    show_failures(findings.value.failures)
    show_findings(findings.value.integrity)
    show_report(findings.value, out)


def _run_name() -> str:
    settings = Settings.model_validate(runtime.flow_run.parameters["settings"])
    folder = " ".join(path.name or str(path.absolute().name) for path in settings.paths[:3])
    return f"{folder} {datetime.now().astimezone():%Y-%m-%d %H:%M:%S}"


@flow(name="casesift", flow_run_name=_run_name, persist_result=False)
def casesift(settings: Settings) -> State[Held[Outcome]]:
    """Read articles, extract records, store them, compare them with gold and report.

    The final state tells how many articles there were and how many failed; it is Failed where all of them did, and
    where integrity findings are as severe as ``fail_on`` says.
    """
    started = datetime.now().astimezone()
    settings.out.mkdir(parents=True, exist_ok=True)
    with only_run(settings.store_url), closing(Store(settings.store_url)) as store:
        mark_crashed(store.note_broken_off())
        run = store.begin_run(runtime.flow_run.name, flow_run=str(runtime.flow_run.id))
        works, being_written = ingest(settings)
        store.note_articles(run, len(works))
        results, extracted = _extract(settings, works, store, run)
        keys = [
            (result, work.path.name) for result, work in zip(results, works, strict=True) if isinstance(result, str)
        ]
        failures = tuple(result for result in results if isinstance(result, ArticleFailure))
        records = by_article(store.records(keys))
        gold = _gold(settings, records, works, store)
        told = all_findings(records, links(records), read_acknowledged(settings.acknowledged))
        store.note_findings(run, told)
        findings = Findings(records=tuple(records), failures=failures, gold=gold, integrity=told)
        counts = {"extracted": extracted, "unchanged": len(keys) - extracted, "failed": len(failures)}
        store.note_cross_checks(records)
        report(Held(findings), settings.out, _told(settings, started, counts))
        store.finish_run(run, failures, findings.comparison, **counts)
    outcome = Outcome(
        findings=findings, extracted=extracted, unchanged=counts["unchanged"], being_written=tuple(being_written)
    )
    closed = gate(told, settings.fail_on)
    state = Failed if closed or (failures and not records) else Completed
    return state(message="; ".join(filter(None, (str(outcome), closed))), data=Held(outcome))


def _extract(settings: Settings, works: list[Work], store: Store, run: int) -> tuple[list[str | ArticleFailure], int]:
    """A fingerprint or a failure for each work, in order, and how many records are new."""
    known = set() if settings.force else store.known(work.fingerprint for work in works)
    unchanged = [work for work in works if work.fingerprint in known]
    store.seen(run, unchanged)
    results: Results = {work.path: work.fingerprint for work in unchanged}
    todo = [work for work in works if work.fingerprint not in known]
    share = len(unchanged) / max(len(works), 1) * 100
    shown = show_progress(share)
    get_run_logger().info("%d files: %d to be read, %d unchanged", len(works), len(todo), len(unchanged))
    with Extraction.of(settings) as extraction, article_progress(len(todo)) as done:
        for batch in split(todo, settings.batch_size):
            results |= read_batch(batch, extraction, done, store, run)
            update_progress_artifact(shown, progress=len(results) / len(works) * 100)
    extracted = sum(isinstance(results[work.path], str) for work in todo)
    return [results[work.path] for work in works], extracted


def _gold(settings: Settings, records: list[ArticleRecord], works: list[Work], store: Store) -> GoldResult | None:
    if settings.gold_folder is None:
        return None
    stems = {work.path.stem for work in works}
    return compare_records(Held(records), stems, settings.gold_folder, store).value


def _told(settings: Settings, started: datetime, counts: dict[str, int]) -> dict[str, Any]:
    ended = datetime.now().astimezone()
    times = {"started": started.isoformat(timespec="seconds"), "seconds": round((ended - started).total_seconds(), 1)}
    return {"flow_run": runtime.flow_run.name, **times, **counts, "settings": settings.told()}


def run_flow(settings: Settings) -> Ended:
    """Run the flow in this process and hand over all that it told the server. Never raises what the flow raised."""
    with noted_task_runs() as task_runs:
        state = casesift(settings, return_state=True)
    # Both work in the background: what they still hold would be lost with the server.
    APILogWorker.drain_all(timeout=30)
    EventsWorker.drain_all(timeout=30)
    returned: object = state.result(raise_on_failure=False)  # the exception, where there was one
    outcome = returned.value if isinstance(returned, Held) else None
    return Ended(outcome=outcome, message=state.message or str(state.name), task_runs=tuple(task_runs))
