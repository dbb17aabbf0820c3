"""The command that writes the review pages."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flows.cli.options import FOLDER, OUT, OnDisk, articles_of, reading, settings_of, wrong_usage

if TYPE_CHECKING:
    from schemas.record import ArticleRecord


@click.command(
    epilog="""\b
Examples:
  casesift report raw_docs --out site
  casesift report articles/ --gold gold --out site --workers 2
  casesift report raw_docs --records out/records.jsonl --gold gold
""",
)
@click.argument("paths", nargs=-1, required=True, type=OnDisk("review pages are made of articles on this machine"))
@click.option(
    "--records",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Records of these articles, from extract or run; without it they are extracted now.",
)
@click.option("--gold", type=FOLDER, help="Gold records to judge every value by.")
@click.option("--out", type=OUT, default=Path("site"), show_default=True, help="Folder for the pages.")
@reading
def report(paths: tuple[Path, ...], records: Path | None, gold: Path | None, out: Path, **options: Any) -> None:
    """Write review pages: every article beside its record, every value linked to its words.

    The folder needs no server and no network: open its index.html. A reviewer decides on the values by keyboard and
    saves a gold patch, which 'casesift gold apply' merges into gold. Articles that fail are named, and the rest is
    written.
    """
    from flows.literature.same_article import by_article
    from flows.reports import console
    from flows.site.building import by_content, own_page, write_site
    from flows.workers.extraction import Extraction
    from flows.workers.worker import extract_article
    from schemas.record import ArticleFailure

    settings = settings_of(**options)
    articles = [path for path in articles_of(paths) if isinstance(path, Path) and not own_page(path, out)]
    failures: list[ArticleFailure] = []
    with Extraction.of(settings, extract_article) as extraction:
        if records is None:
            read: list[ArticleRecord] = []
            with console.article_progress(len(articles)) as done:
                for result in extraction.extract(articles):
                    done()
                    if isinstance(result, ArticleFailure):
                        failures.append(result)
                    else:
                        read.append(result)
            read = by_article(read)
        else:
            read = _read(records)
        password = settings.password.get_secret_value() if settings.password else None
        files = by_content(articles)
        told: dict[str, Any] = {"failures": failures, "gold": gold, "password": password}
        with console.article_progress(len(read)) as done:
            failed = write_site(read, files, out, extraction, **told, done=done)
    for failure in failed:
        console.say(f"{failure.source_file}: {failure.reason}")
    click.echo(out / "index.html")
    sys.exit(1 if failed else 0)


def _read(path: Path) -> "list[ArticleRecord]":
    from flows.printing.records import read_records

    try:
        records, bad_lines = read_records(path)
    except (OSError, UnicodeDecodeError) as error:
        wrong_usage(f"{path} cannot be read as text: {error}")
    if bad_lines:
        wrong_usage(f"{path}: {bad_lines[0]}")
    return records
