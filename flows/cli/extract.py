"""The command that prints records: no store, no server."""

import json
import sys
from collections.abc import Iterator, Sequence
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

import click

from flows.cli.options import ARTICLES, articles_of, reading, settings_of
from flows.cli.reading import read_each

if TYPE_CHECKING:
    from flows.printing.kept import Kept, Place
    from flows.workers.locations import Location
    from schemas.record import ArticleInfo


@click.command(
    epilog="""\b
Examples:
  casesift extract articles/ --format jsonl > records.jsonl
  casesift extract one.txt two.md --format table
""",
)
@click.argument("paths", nargs=-1, required=True, type=ARTICLES)
@click.option("--format", "form", type=click.Choice(["json", "jsonl", "table"]), default="json", show_default=True)
@reading
def extract(paths: "tuple[Location, ...]", form: str, **options: Any) -> None:
    """Print the records of articles, without store or server.

    jsonl prints one record a line, in the order given. Several files of one article (x.pdf, x.xml) give one record,
    that of the best source, with the others as its cross-checks. Articles that fail are named on stderr, and the rest
    is printed, also where it is broken off with Ctrl-C.
    """
    from flows.printing.kept import Kept
    from flows.workers.worker import extract_words

    settings = settings_of(**options)
    articles = articles_of(paths)  # none is wrong usage, and prints nothing
    written: list[tuple[ArticleInfo, Place]] = []
    failed = False
    with TemporaryFile() as file:
        kept = Kept(file)
        try:
            for result in read_each(articles, settings, extract_words):
                if result is None:
                    failed = True
                else:
                    written.append((result.article, kept.add(result.words)))
        finally:
            _print(_one_an_article(written, kept), form)
    sys.exit(1 if failed else 0)


def _one_an_article(written: "Sequence[tuple[ArticleInfo, Place]]", kept: "Kept") -> Iterator[str]:
    """The records, as JSON, of articles that came in one or more files each; files that tell other things are named."""
    from flows.literature.article_files import of_one_article

    for places in of_one_article([article for article, _ in written]):
        files = [kept.text(written[place][1]) for place in places]
        yield files[0] if len(files) == 1 else _joined(files)


def _joined(files: Sequence[str]) -> str:
    from flows.literature.same_article import joined, repeated
    from flows.reports import console
    from schemas.record import ArticleRecord

    record = joined([ArticleRecord.model_validate_json(words) for words in files])
    console.say_differing_files(repeated(record.id, record.article.source_file, record.cross_checks))
    return record.model_dump_json()


def _print(records: Iterator[str], form: str) -> None:
    if form == "jsonl":
        for words in records:
            click.echo(words)
    elif form == "json":
        _print_list(records)
    else:
        from flows.printing.patients import patient_rows
        from flows.reports import console
        from schemas.record import ArticleRecord

        rows = patient_rows(ArticleRecord.model_validate_json(words) for words in records)
        console.stdout().print(console.patients_table(list(rows)))


def _print_list(records: Iterator[str]) -> None:
    """One JSON list, of which no more than a record is in memory."""
    separator = ""
    click.echo("[", nl=False)
    for words in records:
        told = json.dumps(json.loads(words), ensure_ascii=False, indent=2)
        click.echo(f"{separator}\n{told}".replace("\n", "\n  "), nl=False)
        separator = ","
    click.echo("\n]" if separator else "]")
