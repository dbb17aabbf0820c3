"""The commands on gold: a template for a curator, patches of reviewers, the agreement of two curators."""

import json
import sys
from pathlib import Path

import click

from flows.cli.options import FOLDER, OUT, wrong_usage

FILES = click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
SIDE = click.Path(exists=True, path_type=Path)


@click.group(
    epilog="""\b
Examples:
  casesift gold new article.pdf --out gold-of-anna
  casesift gold agree gold-of-anna gold-of-ben
  casesift gold apply *.patch.yaml --gold gold
""",
)
def gold() -> None:
    """Curate gold: the hand-made records that scores are measured against."""


@gold.command(
    epilog="""\b
Example:
  casesift gold apply article.patch.yaml --gold gold
""",
)
@FILES
@click.option("--gold", "folder", type=FOLDER, required=True, help="Folder with the gold records.")
def apply(files: tuple[Path, ...], folder: Path) -> None:
    """Merge the patches that review pages save into gold.

    Each patch is checked and merged as a whole or not at all; comments and the layout of the file stay. An article
    without gold gets its file; fields in which a value was left open are not scored in it.
    """
    from flows.gold.patches import PatchError, apply_patch, read_patch
    from flows.reports import console

    failed = False
    for path in files:
        try:
            click.echo(apply_patch(read_patch(path), folder))
        except PatchError as error:
            failed = True
            console.say(f"{path.name}: {error}" if path.name not in str(error) else str(error))
    sys.exit(1 if failed else 0)


@gold.command(
    epilog="""\b
Example:
  casesift gold new raw_docs/*.pdf --out gold-of-anna
""",
)
@FILES
@click.option("--out", type=OUT, required=True, help="Folder of this curator.")
def new(files: tuple[Path, ...], out: Path) -> None:
    """Start an empty gold file for each article, for a curator who must not see what the program read.

    A file that is there already is left alone and named. An unfinished one is refused by compare, not scored.
    """
    from extractors.readers import ReadError
    from flows.gold.template import write_template
    from flows.reports import console

    failed = False
    for article in files:
        try:
            click.echo(write_template(article, out))
        except FileExistsError:
            failed = True
            console.say(f"{out / article.stem}.yaml is there already")
        except ReadError as error:
            failed = True
            console.say(f"{article.name}: {error.reason}")
    sys.exit(1 if failed else 0)


@gold.command(
    epilog="""\b
Examples:
  casesift gold agree gold-of-anna gold-of-ben
  casesift gold agree anna/article.yaml ben/article.yaml --format json
""",
)
@click.argument("first", type=SIDE)
@click.argument("second", type=SIDE)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def agree(first: Path, second: Path, form: str) -> None:
    """Tell how far two curators agree, field by field; FIRST and SECOND are gold files or folders.

    F1 counts the facts that both have; kappa, which chance is taken out of, the answers to what both name.
    """
    from flows.gold.agreement import agreement, agreement_table, load_both
    from flows.gold.records import GoldError
    from flows.reports import console

    try:
        told = agreement(*load_both(first, second))
    except GoldError as error:
        wrong_usage(str(error))
    if form == "json":
        click.echo(json.dumps(told.model_dump(mode="json"), ensure_ascii=False, indent=2))
    else:
        console.stdout().print(agreement_table(told))
    for side, stems in ((first, told.only_first), (second, told.only_second)):
        for stem in stems:
            console.say(f"only in {side}: {stem}")
    sys.exit(0 if told.articles else 1)
