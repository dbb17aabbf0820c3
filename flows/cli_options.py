"""Options that several commands share, and how a wrong one is told."""

import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

if TYPE_CHECKING:
    from flows.settings import Settings

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
OUT = click.Path(file_okay=False, path_type=Path)

_Command = TypeVar("_Command", bound=Callable[..., Any])


def reading(command: _Command) -> _Command:
    """Give a command the options of reading articles."""
    workers = click.option("--workers", type=click.IntRange(1, 64), help="Processes that read articles. [default: 1]")
    return workers(limited(command))


def limited(command: _Command) -> _Command:
    """Give a command the options of reading one article."""
    return _with_options(
        command,
        click.option(
            "--time-limit",
            type=click.FloatRange(0, min_open=True),
            metavar="SECONDS",
            help="What one article may take. [default: 120]",
        ),
        click.option(
            "--memory-limit", type=click.IntRange(64), metavar="MB", help="What one article may take. [default: 2048]"
        ),
        click.option("--password", metavar="WORD", help="Opens encrypted PDFs; better in CASESIFT_PASSWORD."),
    )


def results(command: _Command) -> _Command:
    """Give a command the options of what a run makes and where it goes."""
    return _with_options(
        command,
        click.option("--out", type=OUT, help="Folder for the reports. [default: out]"),
        click.option("--gold", type=FOLDER, help="Gold records to score against. [default: gold, where it exists]"),
        click.option("--store", metavar="URL", help="Database of all records. [default: SQLite in the output folder]"),
        click.option(
            "--batch-size",
            type=click.IntRange(1),
            help="Articles a task and a transaction. [default: 20, and more beyond 2,000 articles]",
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

    from flows.settings import Settings

    try:
        return Settings(**{name: value for name, value in options.items() if value is not None})
    except tomllib.TOMLDecodeError as error:
        wrong_usage(f"casesift.toml is no TOML: {error}")
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = ".".join(str(part) for part in first["loc"][:1])
        wrong_usage(f"{name}: {first['msg']}" if name else first["msg"].removeprefix("Value error, "))


def articles_of(paths: Sequence[Path]) -> list[Path]:
    """The articles of paths; none is wrong usage."""
    from flows.articles import NoArticlesError, find_articles

    try:
        return find_articles(paths)
    except NoArticlesError as error:
        wrong_usage(str(error))


def wrong_usage(message: str) -> NoReturn:
    """End the command with exit code 2."""
    raise click.UsageError(message)
