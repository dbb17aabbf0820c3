"""``casesift compare``: scores, differences, rules, and what has changed since the accepted scores."""

import json
from collections.abc import Sequence
from pathlib import Path

import click

from flows.gold.against_gold import compare_with_gold
from flows.gold.records import load_gold
from flows.printing.records import by_stem, read_records
from flows.reports import console
from flows.scores import rule_accounting
from flows.scores.accepted import AcceptedError, accept, changes, changes_text, load_accepted, save_accepted
from flows.scores.floors import FloorsError, read_floors
from flows.scores.scoreboard import differences_markdown, score_table
from flows.scores.scoring import check_floors, rule_counts, to_json
from flows.workers.articles import NoArticlesError, find_articles
from flows.workers.locations import Location
from schemas.diff import Comparison
from schemas.record import ArticleRecord


class CompareError(Exception):
    """What was given cannot be used; the message says what and why."""


def compare_records(
    records: Path,
    gold: Path,
    *,
    form: str = "table",
    floors: Path | None = None,
    by: str = "field",
    articles: Location | None = None,
    accepted: Path | None = None,
    accept_now: bool = False,
) -> list[str]:
    """Compare, print the result, and return what is wrong, a sentence each. Raises ``CompareError``."""
    try:
        least = read_floors(floors) if floors else {}
    except FloorsError as error:
        raise CompareError(str(error)) from error
    try:
        read_in, bad_lines = read_records(records)
    except (OSError, UnicodeDecodeError) as error:
        raise CompareError(f"{records} cannot be read as text: {error}") from error
    result = compare_with_gold(read_in, gold)
    problems = [*(f"{records}: {line}" for line in bad_lines), *result.problems, *result.missing]
    if result.comparison is None:
        return problems
    if by == "rule":
        _print_rules(read_in, gold, articles)
    elif accepted is None:
        _print_comparison(result.comparison, form)
    problems += check_floors(result.comparison, least)
    return problems if accepted is None else problems + _since(result.comparison, accepted, write=accept_now)


def _print_rules(records: Sequence[ArticleRecord], gold: Path, articles: Location | None) -> None:
    counts = rule_counts(by_stem(records)[0], load_gold(gold).records)
    console.stdout().print(rule_accounting.account_table(rule_accounting.accounts(counts)))
    if articles is not None:
        try:
            found = find_articles([articles])
        except NoArticlesError as error:
            raise CompareError(str(error)) from error
        console.stdout().print(rule_accounting.cost_table(rule_accounting.costs(found)))


def _since(comparison: Comparison, path: Path, *, write: bool) -> list[str]:
    """Print what was gained and lost since the accepted scores; tells what has fallen, unless it is accepted now."""
    now = accept(comparison)
    try:
        change = changes(load_accepted(path), now) if path.exists() or not write else None
    except AcceptedError as error:
        raise CompareError(str(error)) from error
    if change is not None:
        click.echo(changes_text(change), nl=False)
    if write:
        save_accepted(path, now)
        return []
    return [f"{field}: below its accepted score" for field in (change.fallen if change else [])]


def _print_comparison(comparison: Comparison, form: str) -> None:
    if form == "json":
        click.echo(json.dumps(to_json(comparison), ensure_ascii=False, indent=2))
        return
    console.stdout().print(score_table(comparison))
    click.echo(f"\n{differences_markdown(comparison)}", nl=False)
