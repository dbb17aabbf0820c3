"""The command that delivers records in the formats people use."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from flows.cli.options import OnDisk, wrong_usage

PLACE = OnDisk("what is exported is written on this machine: give a place on it")
FORM_NAMES = ("csv", "xlsx", "parquet", "json", "phenopackets", "redcap")


@click.command(
    epilog="""\b
Examples:
  casesift export out/records.jsonl --format csv --out tables
  casesift export out/records.jsonl --format xlsx --out patients.xlsx --unique
  casesift extract articles --format jsonl | casesift export - --format parquet --out tables
  casesift export records.jsonl --format phenopackets --out phenopackets
""",
)
@click.argument("records", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--format", "form", type=click.Choice(FORM_NAMES), required=True, help="What to write.")
@click.option("--out", type=PLACE, required=True, help="The file (xlsx, json) or folder (others).")
@click.option("--unique", is_flag=True, help="One row a patient, whose other reports are named in it.")
def export(records: str, form: str, out: Path, *, unique: bool) -> None:
    """Deliver RECORDS as tidy tables, a workbook, phenopackets or a REDCap project.

    RECORDS is what extract prints as jsonl and run writes as records.jsonl; - is stdin. Each row has its words, its
    article and the versions that made it. What a format cannot carry is told on stderr and in what is written, and in
    docs/export.md. With --unique a patient who is reported more than once has one row: the best report speaks, and
    names the others. OUT is written as a whole or not at all. The exit code is 1 where a line of RECORDS is no record
    or an article comes a second time.
    """
    from flows.delivery import export as delivery
    from flows.delivery.delivery import DeliveryError
    from flows.delivery.dictionary import losses
    from flows.reports import console

    if not delivery.FORMS[form].folder and out.is_dir():
        wrong_usage(f"--out {out} is a folder: {form} is one file")
    outcome = delivery.Outcome()
    try:
        with click.open_file(records, encoding="utf-8") as lines:
            delivered = delivery.counted(lines, records, outcome)
            if unique:
                delivered = delivery.once_a_patient(delivered, outcome)
            delivery.export(delivered, form, out, datetime.now(UTC))
    except UnicodeDecodeError as error:
        wrong_usage(f"{records} cannot be read as text: {error}")
    except (OSError, DeliveryError) as error:
        wrong_usage(f"{form} cannot be written to {out}: {error}")
    for problem in outcome.problems:
        console.say(problem)
    for sentence in losses(form):
        console.say(f"{form} does not carry: {sentence}")
    repeated = f", {outcome.repeated} reports of them named in another one's row" if unique else ""
    patients = outcome.patients - outcome.repeated
    console.say(f"{patients} patients of {outcome.articles} articles are in {out}{repeated}")
    sys.exit(1 if outcome.problems else 0)
