"""The command line. What a command needs is imported when it runs: Prefect and spaCy take seconds."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flows.cli.check import check
from flows.cli.export import export
from flows.cli.extract import extract
from flows.cli.gold import gold
from flows.cli.lineage import diff, explain
from flows.cli.options import (
    ARTICLES,
    FOLDER,
    ONE_ARTICLE,
    Articles,
    OnDisk,
    limited,
    settings_of,
    wrong_usage,
)
from flows.cli.report import report
from flows.cli.runs import run, serve, ui, watch

if TYPE_CHECKING:
    from flows.workers.locations import Location

PATHS = click.argument("paths", nargs=-1, required=True, type=ARTICLES)


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="""\b
Examples:
  casesift run                                    the articles in raw_docs, report in out/
  casesift run articles/ --gold gold --out out    with scores against gold
  casesift extract article.txt --format table     one article, straight to the terminal
  casesift check articles/                        what contradicts itself in them
  casesift COMMAND --help                         more about a command
""",
)
@click.version_option(package_name="casesift")
def main() -> None:
    """Turn medical case reports into a table of patients in which every value points at its words.

    Exit codes: 0 fine; 1 findings (a failed article, a score under its floor); 2 wrong usage.
    """


@main.command(
    epilog="""\b
Examples:
  casesift read article.txt
  casesift read article.txt --tables
  casesift read article.pdf --debug-images pictures
"""
)
@click.argument("path", type=ONE_ARTICLE)
@click.option("--tables", is_flag=True, help="Only the tables.")
@limited
@click.option(
    "--debug-images",
    type=OnDisk("pictures are drawn into a folder of this machine", file_okay=False),
    help="Draw the pages of a PDF into this folder, with blocks, columns, cells and the values found.",
)
def read(path: "Location", tables: bool, debug_images: Path | None, **options: Any) -> None:
    """Show what the reader saw in one article: its blocks in order, and its tables."""
    from flows.reports import console
    from flows.workers.extraction import show
    from schemas.record import ArticleFailure

    settings = settings_of(**options)
    password = settings.password.get_secret_value() if settings.password else None
    shown = show(path, settings.limits, password, debug_images)
    if isinstance(shown, ArticleFailure):
        console.say(f"{path}: {shown.reason}")
        sys.exit(1)
    if debug_images is not None and not shown.document.pages:
        raise click.UsageError(f"{path} has no pages to draw: --debug-images is for PDF")
    for picture in shown.pictures:
        console.say(f"drawn: {picture}")
    console.print_document(shown.document, tables_only=tables)


@main.command(
    epilog="""\b
Examples:
  casesift compare records.jsonl --gold gold
  casesift compare records.jsonl --gold gold --format json > scores.json
  casesift compare records.jsonl --gold gold --floors gold/floors.toml
  casesift compare records.jsonl --gold gold --by rule --articles raw_docs
  casesift compare records.jsonl --gold gold --accepted gold/accepted/samples.json
""",
)
@click.argument("records", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--gold", type=FOLDER, required=True, help="Folder with the gold records.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--floors", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Least F1 a field (TOML).")
@click.option("--by", type=click.Choice(["field", "rule"]), default="field", show_default=True, help="Scores of what.")
@click.option(
    "--articles", type=Articles(click.Path(exists=True, path_type=Path)), help="With --by rule: tell costs on these."
)
@click.option("--accepted", type=click.Path(dir_okay=False, path_type=Path), help="Tell gains and losses since these.")
@click.option("--accept", "accept_now", is_flag=True, help="Write these scores to the file of --accepted.")
def compare(records: Path, gold: Path, **options: Any) -> None:
    """Score RECORDS against gold and list every difference.

    RECORDS is what extract prints as jsonl. Differences alone are no error: the exit code is 1 where a score falls
    under its floor or below its accepted value, and where a record or a gold file is missing or cannot be used.
    """
    from flows.cli.compare import CompareError, compare_records
    from flows.reports import console

    try:
        problems = compare_records(records, gold, **options)
    except CompareError as error:
        wrong_usage(str(error))
    for problem in problems:
        console.say(problem)
    sys.exit(1 if problems else 0)


@main.command(
    epilog="""\b
Example:
  casesift schema gold > gold.schema.json
"""
)
@click.argument("what", type=click.Choice(["record", "gold", "diff", "findings"]), default="record")
def schema(what: str) -> None:
    """Print the JSON Schema of a record, a gold file, a comparison, or what check prints."""
    from schemas.base import Frozen
    from schemas.diff import Comparison
    from schemas.finding import FindingList
    from schemas.gold import GoldRecord
    from schemas.record import ArticleRecord

    models: dict[str, type[Frozen]] = {
        "record": ArticleRecord,
        "gold": GoldRecord,
        "diff": Comparison,
        "findings": FindingList,
    }
    told = {"$schema": "https://json-schema.org/draft/2020-12/schema", **models[what].model_json_schema()}
    click.echo(json.dumps(told, ensure_ascii=False, indent=2))


for command in (run, extract, watch, serve, ui, report, gold, check, explain, diff, export):
    main.add_command(command)
