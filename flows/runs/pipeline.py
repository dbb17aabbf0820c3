"""The flow: the order of things, as Prefect sees it. What is done in each step is in the plain modules.

A task is a batch of articles, never one article: a task run costs tens of milliseconds here and on the server. There
is no ``from __future__ import annotations`` here: with it, Prefect cannot build the flow's parameter form.
"""

import os
import time
from collections.abc import Callable, Iterator, Sequence
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

from flows.gold.against_gold import GoldResult, compare_with_gold
from flows.gold.records import gold_stems
from flows.literature.acknowledged import read_acknowledged
from flows.literature.article_files import of_one_article
from flows.literature.integrity import Integrity, gate
from flows.reports.console import article_progress
from flows.reports.findings import Findings
from flows.reports.links_beside import links_beside
from flows.reports.report import write_report, write_run
from flows.reports.told import records_of, tell
from flows.runs.arrivals import whole_files
from flows.runs.artifacts import (
    show_failures,
    show_findings,
    show_gains,
    show_links,
    show_progress,
    show_report,
    show_review,
    show_scores,
)
from flows.runs.crashed import mark_crashed
from flows.runs.outcome import Ended, Outcome
from flows.runs.overhead import heartbeats, keep_imported
from flows.runs.review import Articles, review_articles
from flows.runs.settings import Settings
from flows.runs.standing import made_of, note_standing, standing
from flows.runs.steps import Held, noted_task_runs, step
from flows.scores.doubts import Review
from flows.scores.floors import fallen, read_floors
from flows.scores.gains import differences_by_article
from flows.store.run_lock import only_run
from flows.store.store import Listed, Store
from flows.workers.articles import find_articles
from flows.workers.extracted import Extracted
from flows.workers.extraction import Extraction
from flows.workers.known_files import KnownFiles
from flows.workers.locations import Location
from flows.workers.planning import BATCHES, BATCHES_ON_CLUSTER, Batch, Work, plan, split
from flows.workers.worker import extract_rows
from schemas.record import ArticleFailure

P = ParamSpec("P")
R = TypeVar("R")

_KNOWN = ".files.json"  # in the output folder: what each article's file looked like, and its hash
_WRITTEN = 50  # articles in one transaction
_PROGRESS = 1.0  # seconds at least between two updates of the bar: each is a question to the server

Results = dict[Location, ArticleFailure | None]
"""What became of each article: a failure, or None where the store has its record."""

Stream = Iterator[Extracted | ArticleFailure]
"""The results of all articles to be read, in their order. Reading runs ahead of whoever takes them."""


@step("ingest")
def ingest(settings: Settings) -> Held[tuple[list[Work], list[Location]]]:
    """Find the articles and fingerprint them; what is being written while we look is left aside.

    What a run itself wrote into its output folder is no article.
    """
    named = set(settings.paths)
    out = f"{settings.out.absolute()}{os.sep}"
    found = [path for path in find_articles(settings.paths) if path in named or not _begins(path, out)]
    whole, being_written = whole_files(found, settings.settle) if settings.settle else (found, [])
    for path in being_written:
        get_run_logger().info("%s is being written: it is left for a later run", path.name)
    known = KnownFiles(settings.out / _KNOWN, forget=settings.force)
    return Held((plan(whole, known.digests), being_written))


def _begins(path: Location, folder: str) -> bool:
    return isinstance(path, Path) and str(path.absolute()).startswith(folder)


@step("batch {batch.value.number} of {batch.value.of}")
def read_batch(
    batch: Held[Batch], stream: Held[Stream], done: Callable[[], None], store: Store, run: int
) -> Held[Results]:
    """Take the results of one batch and write its records."""
    return Held(_stored(batch.value, stream.value, done, store, run))


def _stored(batch: Batch, stream: Stream, done: Callable[[], None], store: Store, run: int) -> Results:
    """Write what was read of a batch, some articles in one transaction: while more are written, workers wait.

    A failed article is a result like any other, and a line in the log.
    """
    log = get_run_logger()
    read: list[tuple[Location, Extracted]] = []
    results: Results = {}
    for work, result in zip(batch.works, stream, strict=False):  # the stream goes on after the batch
        done()
        if isinstance(result, ArticleFailure):
            log.warning("%s: %s", result.source_file, result.reason)
            results[work.path] = result
        else:
            read.append((work.path, result))
            results[work.path] = None
        if len(read) == _WRITTEN:
            store.save(run, read)
            read.clear()
    store.save(run, read)
    failed = sum(failure is not None for failure in results.values())
    log.info("batch %d of %d: %d files read, %d failed", batch.number, batch.of, len(results) - failed, failed)
    return results


@step("compare")
def compare_records(articles: Held[Articles], stems: Held[set[str]], folder: Path, store: Store) -> Held[GoldResult]:
    """Compare with gold and show scores and differences; ``stems`` are those of all articles of the run."""
    wanted = gold_stems(folder)
    compared = [files for files in articles.value if any(Path(file.source_file).stem in wanted for file in files)]
    result = compare_with_gold(records_of(store, compared), folder, expected=stems.value)
    if result.comparison:
        last_run, before = store.last_scores()
        show_scores(result.comparison, before, last_run)
        show_gains(store.last_differences(), differences_by_article(result.comparison, result.scored))
    for problem in (*result.problems, *result.missing):
        get_run_logger().warning(problem)
    return Held(result)


@step("report")
def report(
    articles: Held[Articles],
    failures: Held[Sequence[ArticleFailure]],
    gold: GoldResult | None,
    review: Review,
    acknowledged: dict[str, str],
    store: Store,
    settings: Settings,
) -> Held[Findings]:
    """Write the report, unless the one that lies there says the same, and show what a reader asks first."""
    files = [file for article in articles.value for file in article]
    notes = [*(gold.problems if gold else ()), *(gold.missing if gold else ()), review.model_dump_json()]
    notes += [f"{key}: {reason}" for key, reason in acknowledged.items()]
    of = made_of(files, failures.value, gold.comparison if gold else None, notes)
    findings = standing(settings.out, of)
    if findings is None:
        integrity = Integrity(acknowledged)
        with links_beside(settings.store_url, store, articles.value) as links_found:
            told = tell(store, articles.value)
            findings = write_report(told, failures.value, gold, settings.out, review, links_found, integrity)
        note_standing(settings.out, of, findings)
        store.note_cross_checks(files, findings.repeated)
        store.note_findings(files, integrity.filed)
    else:
        get_run_logger().info("nothing has changed: the report of the last run stands")
        findings = findings.model_copy(update={"gold": gold})
    show_failures(findings.failures)
    show_findings(findings)
    show_review(findings.review)
    show_links(findings)
    show_report(findings, settings.out)
    return Held(findings)


def _run_name() -> str:
    settings = Settings.model_validate(runtime.flow_run.parameters["settings"])
    folder = " ".join(path.name or str(path.absolute().name) for path in settings.paths[:3])
    return f"{folder} {datetime.now().astimezone():%Y-%m-%d %H:%M:%S}"


@flow(name="casesift", flow_run_name=_run_name, persist_result=False)
def casesift(settings: Settings) -> State[Held[Outcome]]:
    """Read articles, extract records, store them, compare them with gold and report.

    The final state tells how many articles there were and how many failed; it is Failed where all of them did, and
    where a score is under its floor, or integrity findings are as severe as ``fail_on`` says.
    """
    started = datetime.now().astimezone()
    settings.out.mkdir(parents=True, exist_ok=True)
    with only_run(settings.store_url), closing(Store(settings.store_url)) as store:
        mark_crashed(store.note_broken_off())
        run = store.begin_run(runtime.flow_run.name, flow_run=str(runtime.flow_run.id))
        works, being_written = ingest(settings).value
        store.note_articles(run, len(works))
        known = {} if settings.force else store.find_again(run, works)
        results, extracted = _extract(settings, works, known, store, run)
        articles = _articles([work for work in works if results[work.path] is None], known, store)
        failures = [failure for failure in results.values() if failure is not None]
        gold = _gold(settings, articles, works, store)
        review, shown = review_articles(settings, articles, gold, store, run)
        acknowledged = read_acknowledged(settings.acknowledged)
        findings = report(Held(shown), Held(failures), gold, review, acknowledged, store, settings).value
        unchanged = len(works) - len(failures) - extracted
        counts = {"extracted": extracted, "unchanged": unchanged, "failed": len(failures)}
        write_run(settings.out, _told(settings, started, counts))
        store.finish_run(run, failures, findings.comparison, scored=gold.scored if gold else (), **counts)
    outcome = Outcome(
        findings=findings,
        extracted=extracted,
        unchanged=unchanged,
        being_written=tuple(being_written),
        fallen=fallen(findings.comparison, read_floors(settings.floors)) if settings.floors else (),
    )
    closed = gate(findings.open_findings, settings.fail_on)
    state = Failed if outcome.fallen or closed or (failures and not articles) else Completed
    return state(message="; ".join(filter(None, (str(outcome), closed))), data=Held(outcome))


def _extract(
    settings: Settings, works: list[Work], known: dict[tuple[str, str], Listed], store: Store, run: int
) -> tuple[Results, int]:
    """What became of each work, in order, and how many records are new."""
    todo = [work for work in works if _key(work) not in known]
    unchanged = [work for work in works if _key(work) in known]
    results: Results = {work.path: None for work in unchanged}
    share = len(unchanged) / max(len(works), 1) * 100
    shown = show_progress(share)
    get_run_logger().info("%d files: %d to be read, %d unchanged", len(works), len(todo), len(unchanged))
    told = time.monotonic()
    with article_progress(len(todo)) as done:
        most = BATCHES_ON_CLUSTER if settings.runner == "dask" else BATCHES
        for read in _batches(settings, split(todo, settings.batch_size, most), done, store, run):
            results |= read
            if time.monotonic() - told > _PROGRESS or len(results) == len(works):
                update_progress_artifact(shown, progress=len(results) / len(works) * 100)
                told = time.monotonic()
    extracted = sum(results[work.path] is None for work in todo)
    return {work.path: results[work.path] for work in works}, extracted


def _batches(
    settings: Settings, batches: list[Batch], done: Callable[[], None], store: Store, run: int
) -> Iterator[Results]:
    """What became of each batch, in order, once its records are in the store."""
    if settings.runner == "dask" and batches:
        from flows.runs.cluster import read_on_cluster  # Dask is imported by who asked for it

        with read_on_cluster(settings, batches) as reads:
            for batch, read in reads:
                yield _stored(batch, iter(read), done, store, run)
        return
    with Extraction.of(settings, extract_rows) as extraction:
        stream = Held(extraction.extract([work.path for batch in batches for work in batch.works]))
        for batch in batches:
            yield read_batch(Held(batch), stream, done, store, run).value


def _articles(read: list[Work], known: dict[tuple[str, str], Listed], store: Store) -> Articles:
    new = [key for work in read if (key := _key(work)) not in known]
    now = known | dict(zip(new, store.listed(new), strict=True))
    listed = [now[_key(work)] for work in read]
    return [[listed[place] for place in places] for places in of_one_article(listed)]


def _key(work: Work) -> tuple[str, str]:
    return work.article_id, work.path.name


def _gold(settings: Settings, articles: Articles, works: list[Work], store: Store) -> GoldResult | None:
    if settings.gold_folder is None:
        return None
    stems = {work.path.stem for work in works}
    return compare_records(Held(articles), Held(stems), settings.gold_folder, store).value


def _told(settings: Settings, started: datetime, counts: dict[str, int]) -> dict[str, Any]:
    ended = datetime.now().astimezone()
    times = {"started": started.isoformat(timespec="seconds"), "seconds": round((ended - started).total_seconds(), 1)}
    return {"flow_run": runtime.flow_run.name, **times, **counts, "settings": settings.told()}


def run_flow(settings: Settings) -> Ended:
    """Run the flow in this process and hand over all that it told the server. Never raises what the flow raised."""
    keep_imported()
    with noted_task_runs() as task_runs, heartbeats():
        state = casesift(settings, return_state=True)
    # Both work in the background: what they still hold would be lost with the server.
    APILogWorker.drain_all(timeout=30)
    EventsWorker.drain_all(timeout=30)
    returned: object = state.result(raise_on_failure=False)  # the exception, where there was one
    outcome = returned.value if isinstance(returned, Held) else None
    return Ended(outcome=outcome, message=state.message or str(state.name), task_runs=tuple(task_runs))
