"""Options that several commands share, and how a wrong one is told."""

import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

if TYPE_CHECKING:
    from flows.runs.settings import Settings
    from flows.workers.locations import Location


class OnDisk(click.Path):
    """A path of this machine; ``only`` says so to who gives the address of something elsewhere."""

    def __init__(self, only: str, **options: Any) -> None:
        super().__init__(**options, path_type=Path)
        self._only = only

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Refuse an address, of which a path would make a folder with a strange name."""
        if "://" in str(value):
            self.fail(self._only, param, ctx)
        return super().convert(value, param, ctx)


class Articles(click.ParamType["Location"]):
    """A path of this machine, or an address that ``fsspec`` knows; ``local`` says what is asked of the former."""

    name = "path"

    def __init__(self, local: click.Path) -> None:
        self._local = local

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Give a ``Location``."""
        from flows.workers.locations import location  # pydantic takes a while

        try:
            where = location(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)
        return self._local.convert(str(where), param, ctx) if isinstance(where, Path) else where


FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
OUT = OnDisk("reports and store are written on this machine: give a folder of it", file_okay=False)
ARTICLES = Articles(click.Path(path_type=Path))
ONE_ARTICLE = Articles(click.Path(exists=True, dir_okay=False, path_type=Path))
WATCHED = OnDisk(
    "only this machine's own disks tell when a file arrives: for a folder elsewhere use casesift serve --interval",
    exists=True,
    file_okay=False,
)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

_Command = TypeVar("_Command", bound=Callable[..., Any])


def reading(command: _Command) -> _Command:
    """Give a command the options of reading articles."""
    workers = click.option("--workers", type=click.IntRange(1, 64), help="Processes that read articles. [default: 1]")
    return workers(limited(command))


def limited(command: _Command) -> _Command:
    """Give a command the options of reading one article. While they are looked at, the rules begin to be loaded."""
    return _with_options(
        command,
        click.option(
            "--time-limit",
            type=click.FloatRange(0, min_open=True),
            metavar="SECONDS",
            help="What one article may take. [default: 120]",
        ),
        click.option(
            "--memory-limit",
            type=click.IntRange(64),
            metavar="MB",
            help="What one article may take. [default: 2048]",
            is_eager=True,  # before the paths, for which pydantic is imported
            callback=_get_ready,
        ),
        click.option("--password", metavar="WORD", help="Opens encrypted PDFs; better in CASESIFT_PASSWORD."),
    )


def _get_ready(context: click.Context, _option: click.Parameter, megabytes: int | None) -> int | None:
    if not context.resilient_parsing:
        from flows.workers.processes import get_ready

        get_ready()
    return megabytes


def results(command: _Command) -> _Command:
    """Give a command the options of what a run makes and where it goes."""
    return _with_options(
        command,
        click.option("--out", type=OUT, help="Folder for the reports. [default: out]"),
        click.option("--gold", type=FOLDER, help="Gold records to score against. [default: gold, where it exists]"),
        click.option("--floors", type=FILE, help="Least F1 a field (TOML): a score under its floor fails the run."),
        click.option("--store", metavar="URL", help="Database of all records. [default: SQLite in the output folder]"),
        click.option(
            "--batch-size",
            type=click.IntRange(1),
            help="Articles a task and a transaction. [default: 20, and more beyond 1,000 articles]",
        ),
    )


def running(command: _Command) -> _Command:
    """Give a command the options of where articles are read."""
    return _with_options(
        command,
        click.option(
            "--runner", type=click.Choice(["local", "dask"]), help="Where articles are read. [default: local]"
        ),
        click.option("--scheduler", metavar="ADDRESS", help="With dask: a running one. [default: a cluster here]"),
    )


def reviewing(command: _Command) -> _Command:
    """Give a command the options of asking a person."""
    below = "Doubt articles whose confidence is below this. [default: 0.5]"
    timeout = "How long to wait for the answer. [default: 3600]"
    return _with_options(
        command,
        click.option(
            "--review", is_flag=True, default=None, help="Ask in the browser about articles in doubt, and wait."
        ),
        click.option("--review-below", type=click.FloatRange(0, 1), metavar="SHARE", help=below),
        click.option("--review-timeout", type=click.FloatRange(0, min_open=True), metavar="SECONDS", help=timeout),
    )


def gated(command: _Command) -> _Command:
    """Give a command the options of the gate that findings may close."""
    return _with_options(
        command,
        click.option("--fail-on", type=click.Choice(["info", "warning", "error"]), help="Findings as severe fail."),
        click.option(
            "--acknowledged",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            help="Findings that were acknowledged, with reasons (YAML).",
        ),
    )


def awaiting(command: _Command) -> _Command:
    """Give a command the option of waiting for files to be whole."""
    still = "For how long a file must not have changed to be read. [default: 2]"
    return _with_options(command, click.option("--settle", type=click.FloatRange(0), metavar="SECONDS", help=still))


def _with_options(command: _Command, *options: Callable[[_Command], _Command]) -> _Command:
    for option in reversed(options):
        command = option(command)
    return command


def settings_of(**options: Any) -> "Settings":
    """Settings from the options that were given, the environment, casesift.toml and the defaults."""
    from pydantic import ValidationError

    from flows.runs.settings import Settings

    try:
        return Settings(**{name: value for name, value in options.items() if value is not None})
    except tomllib.TOMLDecodeError as error:
        wrong_usage(f"casesift.toml is no TOML: {error}")
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = ".".join(str(part) for part in first["loc"][:1])
        wrong_usage(f"{name}: {first['msg']}" if name else first["msg"].removeprefix("Value error, "))


def articles_of(paths: "Sequence[Location]") -> "list[Location]":
    """The articles of paths; none is wrong usage."""
    from flows.workers.articles import NoArticlesError, find_articles

    try:
        return find_articles(paths)
    except NoArticlesError as error:
        wrong_usage(str(error))


def wrong_usage(message: str) -> NoReturn:
    """End the command with exit code 2."""
    raise click.UsageError(message)
