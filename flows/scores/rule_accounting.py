"""What each rule earned on gold and what it cost: facts right and wrong, rules that read nothing, time by extractor."""

from collections.abc import Iterable, Mapping
from time import process_time

from rich.table import Table
from rich.text import Text

from extractors import lexicon, nlp, readers
from flows.scores.verdicts import Counts
from flows.workers.locations import Location, LocationError, on_disk
from schemas.base import Frozen
from schemas.diff import Field


class RuleAccount(Frozen):
    """One rule: what it ``reads``, the ``fields`` it read on gold, and how many facts right and wrong."""

    rule: str
    reads: str
    fields: tuple[Field, ...] = ()
    right: int = 0
    wrong: int = 0


class Cost(Frozen):
    """What one extractor cost: CPU ``seconds`` of all the ``words`` that were read."""

    extractor: str
    seconds: float
    words: int


def accounts(counts: Mapping[tuple[Field, str], Counts]) -> list[RuleAccount]:
    """Every rule with what it read on gold (``scoring.rule_counts``), in the order of their names.

    Raises ``KeyError`` for a rule that the table of rules does not name.
    """
    told = {row["rule"]: row["reads"] for row in lexicon.table("rules")}
    found: dict[str, list[tuple[Field, Counts]]] = {rule: [] for rule in told}
    for (field, rule), count in counts.items():
        found[rule].append((field, count))
    return [
        RuleAccount(
            rule=rule,
            reads=told[rule],
            fields=tuple(field for field, _ in read),
            right=sum(count.true_positive for _, count in read),
            wrong=sum(count.false_positive for _, count in read),
        )
        for rule, read in found.items()
    ]


def costs(paths: Iterable[Location]) -> list[Cost]:
    """What each extractor costs on these articles; those that cannot be read are passed over."""
    spent = dict.fromkeys(nlp.extractor_names(), 0.0)
    words = 0
    nlp.warm_up()
    for path in paths:
        try:
            with on_disk(path, readers.SIZE_LIMIT) as file:
                document = readers.read_article(file)
        except (readers.ReadError, LocationError):
            continue
        words += len(document.text.split())
        for name, seconds in nlp.time_extractors(document, process_time).items():
            spent[name] += seconds
    return [Cost(extractor=name, seconds=seconds, words=words) for name, seconds in spent.items()]


def account_table(rules: Iterable[RuleAccount]) -> Table:
    """The rules that read something, a row each; below the table those that read nothing."""
    rules = list(rules)
    dead = [account.rule for account in rules if not account.fields]
    table = Table(title="Rules against gold", caption=f"Read nothing that is scored: {', '.join(dead) or 'none'}")
    for head in ("rule", "fields", "reads"):
        table.add_column(head, overflow="fold")
    for head in ("right", "wrong", "precision"):
        table.add_column(head, justify="right")
    for account in rules:
        if account.fields:
            precision = account.right / (account.right + account.wrong)
            numbers = (str(account.right), str(account.wrong), f"{precision:.3f}")
            table.add_row(account.rule, ", ".join(account.fields), Text(account.reads), *numbers)
    return table


def cost_table(spent: Iterable[Cost]) -> Table:
    """Milliseconds for a thousand words, by extractor; all rules of an extractor are read in one go."""
    table = Table(title="Cost of the extractors")
    table.add_column("extractor")
    table.add_column("ms / 1,000 words", justify="right")
    for cost in spent:
        table.add_row(cost.extractor, f"{cost.seconds * 1e6 / cost.words:.2f}" if cost.words else "-")
    return table
