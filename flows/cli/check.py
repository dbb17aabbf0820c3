"""The command that looks for contradictions in articles and between them."""

import sys
from typing import TYPE_CHECKING, Any

import click

from flows.cli.options import ARTICLES, articles_of, gated, reading, settings_of, wrong_usage
from flows.cli.reading import read_each

if TYPE_CHECKING:
    from flows.workers.locations import Location


@click.command(
    epilog="""\b
Examples:
  casesift check articles/
  casesift check articles/ --format json > findings.json
  casesift check articles/ --fail-on error --acknowledged acknowledged.yaml
""",
)
@click.argument("paths", nargs=-1, required=True, type=ARTICLES)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@gated
@reading
def check(paths: "tuple[Location, ...]", form: str, **options: Any) -> None:
    r"""Tell what contradicts itself in articles, and what two reports of one patient tell differently.

    Findings alone are no error: the exit code is 1 where one is as severe as --fail-on says, and where an article
    fails. A finding whose key stands in the file of --acknowledged, with a reason, is told apart and fails no gate:

    \b
      - key: 3f09c1d2e4b5
        reason: the authors were asked; 9,640 is right
    """
    from flows.literature.acknowledged import AcknowledgedError, read_acknowledged
    from flows.literature.integrity import all_findings, gate, open_counts
    from flows.literature.same_article import by_article
    from flows.literature.same_patients import links
    from flows.reports import console
    from flows.workers.worker import extract_article
    from schemas.finding import FindingList

    settings = settings_of(**options)
    try:
        acknowledged = read_acknowledged(settings.acknowledged)
    except AcknowledgedError as error:
        wrong_usage(str(error))
    read = list(read_each(articles_of(paths), settings, extract_article))
    records = by_article([record for record in read if record is not None])
    findings = all_findings(records, links(records), acknowledged)
    if form == "json":
        click.echo(FindingList(findings=findings).model_dump_json(indent=2))
    else:
        console.stdout().print(console.findings_table(findings))
    reason = gate(open_counts(findings), settings.fail_on)
    if reason:
        console.say(reason)
    sys.exit(1 if reason or None in read else 0)
