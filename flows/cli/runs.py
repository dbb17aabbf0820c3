"""The commands that run the flow, once or again and again, and the one that shows the runs."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flows.cli.options import (
    ARTICLES,
    OUT,
    WATCHED,
    articles_of,
    awaiting,
    gated,
    reading,
    results,
    reviewing,
    running,
    settings_of,
    wrong_usage,
)

if TYPE_CHECKING:
    from flows.workers.locations import Location


@click.command(
    epilog="""\b
Examples:
  casesift run
  casesift run articles/*.txt more/ --out results
  casesift run articles --gold gold --workers 2
  casesift run s3://bucket/articles
  casesift run articles --gold gold --floors gold/floors.toml
  casesift run articles --review --review-below 0.7
  casesift run articles --store postgresql+psycopg://me@db/casesift
  casesift run /shared/articles --runner dask --scheduler tcp://10.0.0.5:8786
""",
)
@click.argument("paths", nargs=-1, type=ARTICLES)
@results
@gated
@reading
@running
@reviewing
@click.option("--force", is_flag=True, default=None, help="Read unchanged articles again.")
def run(paths: "tuple[Location, ...]", **options: Any) -> None:
    """Run the main job as a Prefect flow: read, extract, store, compare with gold, report.

    PATHS are files, folders or patterns, here or at an address such as s3://bucket/folder; without any, the folder
    raw_docs. Articles that have not changed since an
    earlier run into the same store are not read again. Every option can also be set in the environment, as
    CASESIFT_OUT and so on, or in a file casesift.toml in this folder (out = "results"). With PREFECT_API_URL in the
    environment that server keeps the record of the run; else one is started for it, with its data in the output folder.

    With --review the run waits where articles are in doubt: where most of what was read in one found no patient, or
    where it contradicts gold. The address to answer at is told; without an answer the run goes on after a time.
    """
    from flows.runs.running import run_casesift

    settings = settings_of(paths=paths or None, **options)
    articles_of(settings.paths)
    with _told_errors():
        sys.exit(run_casesift(settings))


@click.command(
    epilog="""\b
Examples:
  casesift watch inbox
  casesift watch inbox --out results --settle 10
""",
)
@click.argument("folders", nargs=-1, required=True, type=WATCHED)
@results
@gated
@reading
@running
@reviewing
@awaiting
def watch(folders: tuple[Path, ...], **options: Any) -> None:
    """Run whenever articles arrive in FOLDERS, until Ctrl-C.

    What lies there already is read first. A file is read when it is whole: when size and time have not changed for
    some seconds. Every run takes the folders as a whole, reads what it has no record of, and writes the reports anew.
    """
    from flows.runs.running import watch_casesift

    settings = settings_of(paths=folders, **options).for_arrivals()
    with _told_errors():
        watch_casesift(settings)


@click.command(
    epilog="""\b
Examples:
  casesift serve inbox --cron "0 6 * * 1"
  casesift serve inbox --interval 3600 --out results
""",
)
@click.argument("paths", nargs=-1, type=ARTICLES)
@click.option("--cron", metavar="FIELDS", help='Start by the clock, as "0 6 * * 1" for Mondays at six (UTC).')
@click.option("--interval", type=click.FloatRange(1), metavar="SECONDS", help="Start again and again.")
@click.option("--name", default="casesift", show_default=True, help="The name of the deployment.")
@results
@gated
@reading
@running
@reviewing
@awaiting
def serve(paths: "tuple[Location, ...]", cron: str | None, interval: float | None, name: str, **options: Any) -> None:
    """Let runs be started in the browser, with a form for their settings, and by the clock, until Ctrl-C.

    PATHS are files, folders or patterns; without any, the folder raw_docs. This is a Prefect deployment: with
    PREFECT_API_URL in the environment it is known to that server; else one is started and stays. One run at a time.
    """
    from flows.runs.running import serve_casesift

    if cron and interval:
        wrong_usage("--cron and --interval exclude each other")
    settings = settings_of(paths=paths or None, **options).for_arrivals()
    with _told_errors():
        serve_casesift(settings, name, cron=cron, seconds=interval)


@click.command(
    epilog="""\b
Examples:
  casesift ui
  casesift ui --out results --port 4300
"""
)
@click.option("--out", type=OUT, help="The folder of the runs. [default: out]")
@click.option("--port", type=click.IntRange(1, 65535), help="Port on this machine. [default: 4200, or any free one]")
def ui(out: Path | None, port: int | None) -> None:
    """Show the runs of an output folder in the browser, until Ctrl-C."""
    from flows.runs.server import ServerError, serve_ui

    settings = settings_of(out=out)
    if not settings.prefect_home.is_dir():
        wrong_usage(f"no runs in {settings.out} yet: start one with casesift run --out {settings.out}")
    try:
        serve_ui(settings.prefect_home, port=port, timeout=settings.server_start_timeout, tell=click.echo)
    except ServerError as error:
        raise click.ClickException(str(error)) from error


@contextmanager
def _told_errors() -> Iterator[None]:
    """A store that cannot be used was named wrongly; a server or a disk that fails is no fault of the command."""
    from flows.literature.acknowledged import AcknowledgedError
    from flows.runs.cluster_reading import ClusterError
    from flows.runs.server import ServerError
    from flows.store.database import StoreError
    from flows.workers.locations import LocationError

    try:
        yield
    except (StoreError, LocationError, AcknowledgedError) as error:
        wrong_usage(str(error))
    except (ClusterError, ServerError, OSError) as error:
        raise click.ClickException(str(error)) from error
