"""The commands that tell where values come from, and what changed between two runs."""

import json
import re
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli.options import OUT, settings_of, wrong_usage

if TYPE_CHECKING:
    from schemas.changed import Differences
    from schemas.document import Document
    from schemas.explained import Explanation
    from schemas.record import ArticleRecord

_LINE = re.compile(r"(?P<path>.+\.jsonl)(?::(?P<line>\d+))?")
FORM = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)


@click.command(
    epilog="""\b
Examples:
  casesift explain article.txt "Case 1.ck[0]"
  casesift explain article.pdf drugs[prednisone].doses
  casesift explain out/records.jsonl:3 "Patient 2.antibodies"
  casesift explain out/records.jsonl:3 unlinked --source article.txt --format json
  casesift explain article.txt age --out results      as results/records.jsonl has it
"""
)
@click.argument("record")
@click.argument("field")
@FORM
@click.option(
    "--source",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The article's file: more can be told with it.",
)
@click.option("--out", type=OUT, help="Where records.jsonl lies, for an article that is named. [default: out]")
def explain(record: str, field: str, form: str, source: Path | None, out: Path | None) -> None:
    """Tell which words, rule, vocabulary line and normalisation made a value, what denied it and whose it is.

    RECORD is an article's file, which is read now; a line of records (FILE.jsonl:LINE); or the name or the DOI of an
    article of an earlier run. FIELD is a value ("Case 1.ck[0]", "Case 1.drugs[prednisone]", "cohort[2]") or all values
    of a field (ck, labs, unlinked).
    """
    from flows.lineage.explaining import explain as explain_value
    from flows.lineage.record_fields import FieldError
    from flows.reports import console

    found, document = _record(record, source, out)
    try:
        explanations = explain_value(found, field, document)
    except FieldError as error:
        wrong_usage(str(error))
    if form == "json":
        told = [explanation.model_dump(mode="json") for explanation in explanations]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    click.echo("\n\n".join(map(_in_words, explanations)))
    if document is None:
        console.say("the sentence and the words that decided are told with --source ARTICLE")


def _record(named: str, source: Path | None, out: Path | None) -> "tuple[ArticleRecord, Document | None]":
    """The record, and the article's document where its file is at hand."""
    match = _LINE.fullmatch(named)
    if match:
        record = _of_line(Path(match["path"]), int(match["line"]) if match["line"] else None)
    elif Path(named).is_file() and out is None:
        return _read(Path(named))
    else:
        record = _of_name(named, settings_of(out=out).out / "records.jsonl")
    if source is None:
        return record, None
    document = _read(source)[1]
    if document.id != record.id:
        wrong_usage(f"{source} is not the file that the record of {record.article.source_file} was read from")
    return record, document


def _read(path: Path) -> "tuple[ArticleRecord, Document]":
    from extractors import nlp
    from flows.reports import console
    from flows.workers.extraction import show
    from schemas.record import ArticleFailure

    settings = settings_of()
    password = settings.password.get_secret_value() if settings.password else None
    shown = show(path, settings.limits, password, None)
    if isinstance(shown, ArticleFailure):
        console.say(f"{path}: {shown.reason}")
        sys.exit(1)
    return nlp.extract(shown.document), shown.document


def _of_line(path: Path, line: int | None) -> "ArticleRecord":
    from flows.printing.records import read_records

    if not path.is_file():
        wrong_usage(f"there is no file {path}")
    records, problems = read_records(path)
    for problem in problems:
        if line is None or problem.startswith(f"line {line}:"):
            wrong_usage(f"{path}: {problem}")
    if line is None and len(records) == 1:
        return records[0]
    if line is None:
        wrong_usage(f"{path} holds {len(records)} records: name one by its line, {path}:1")
    bad = sum(int(problem.split()[1].rstrip(":")) < line for problem in problems)
    if not 0 < line - bad <= len(records):
        wrong_usage(f"{path} has no line {line}")
    return records[line - bad - 1]


def _of_name(named: str, path: Path) -> "ArticleRecord":
    from flows.printing.records import read_records

    if not path.is_file():
        wrong_usage(f"{named} is no file, and there are no records in {path}")
    asked = {named.casefold(), Path(named).name.casefold()}  # a DOI has a slash, and so has a path
    records = [record for record in read_records(path)[0] if asked & _names(record)]
    if not records:
        wrong_usage(f"{path} has no record of {named}")
    return records[0]


def _names(record: "ArticleRecord") -> set[str]:
    article = record.article
    names = (article.source_file, Path(article.source_file).stem, article.doi, article.pmid, record.id)
    return {name.casefold() for name in names if name}


@click.command(
    epilog="""\b
Examples:
  casesift diff 1 2
  casesift diff 1 "raw_docs 2026-05-04 09:30:00" --out results
  casesift diff before.jsonl after.jsonl --format json
"""
)
@click.argument("run_a")
@click.argument("run_b")
@FORM
@click.option("--out", type=OUT, help="The folder of the runs. [default: out]")
@click.option("--store", metavar="URL", help="Database of the runs. [default: SQLite in the output folder]")
def diff(run_a: str, run_b: str, form: str, out: Path | None, store: str | None) -> None:
    """List every value that changed from RUN_A to RUN_B, and the one thing that changed it.

    A run is one of the store, by number or name, and stands for the store as it was after it; or it is a file of
    records (.jsonl). The culprit is the file, the reader, the vocabulary, the rules or the schema. Where several
    changed at once the records in between may tell which; else all of them are named.
    """
    from flows.lineage.run_diff import told

    files = [name for name in (run_a, run_b) if name.endswith(".jsonl")]
    if len(files) == 1:
        wrong_usage("both have to be runs of a store, or both files of records")
    url = settings_of(out=out, store=store).store_url
    differences = _of_files(run_a, run_b) if files else _of_runs(run_a, run_b, url)
    click.echo(differences.model_dump_json(indent=2) if form == "json" else "\n".join(told(differences)))


def _of_files(before: str, after: str) -> "Differences":
    from flows.lineage.run_diff import diff_records
    from flows.printing.records import read_records

    sides = []
    for name in (before, after):
        try:
            records, problems = read_records(Path(name))
        except (OSError, UnicodeDecodeError) as error:
            wrong_usage(f"{name} cannot be read as text: {error}")
        if problems:
            wrong_usage(f"{name}: {problems[0]}")
        sides.append(records)
    return diff_records(sides[0], sides[1], (before, after))


def _of_runs(before: str, after: str, url: str) -> "Differences":
    from flows.lineage.run_diff import diff_runs
    from flows.store.database import StoreError
    from flows.store.past_runs import NoSuchRunError, PastRuns

    try:
        with closing(PastRuns(url)) as store:
            return diff_runs(store, store.run(before), store.run(after))
    except (NoSuchRunError, StoreError) as error:
        wrong_usage(str(error))


def _in_words(told: "Explanation") -> str:
    lines = [f"{told.article}: {told.path}", f"  value       {told.value}"]
    for words in told.words:
        place = f"characters {words.start} to {words.end}"
        if words.page is not None:
            place += f", page {words.page}"
        if words.table is not None:
            cell = "" if words.row is None else f", row {words.row}, column {words.column}"
            place += f", table {words.table}{cell} (counted from 0)"
        lines.append(f'  words       "{" ".join(words.quote.split())}" ({place})')
    if told.context:
        lines.append(f"  in          {told.context}")
    lines.append(f"  rule        {told.rule or 'none kept'}{f': {told.reads}' if told.reads else ''}")
    lines += [f'  vocabulary  {each.file}:{each.line}: "{each.alias}" means {each.means}' for each in told.vocabulary]
    lines += [f"  made of it  {step}" for step in told.normalisation]
    lines += [f"  denied by   {told.denied_by}"] if told.denied_by else []
    lines += [f"  whose       {told.whose}", f"  linked      {told.linked_by}"]
    by = told.versions
    lines.append(f"  made by     casesift {by.program}, rules {by.rules}, readers {by.readers}, words {by.vocabulary}")
    return "\n".join(lines)
