"""Shows a comparison to a reader: the scores as a table, the differences as Markdown."""

import json
from collections.abc import Mapping
from typing import Any

from rich.table import Table

from flows.scores.comparing import FIELDS
from schemas.diff import Comparison, FieldDiff, Score

_NAMES_AND_NUMBERS = frozenset(
    """name result analyte drug measure statistic value low high score max amount unit basis per comparator phase route
    status sex age_years count n sd origin case""".split()
)


def score_table(comparison: Comparison) -> Table:
    """Both levels side by side, a row a field; a dash where nothing was there to be scored."""
    table = Table(title="Scores against gold", caption="F1 with its 95 % interval (bootstrap over documents)")
    table.add_column("field")
    for heading in ("support", "precision", "recall", "F1", "95 %", "document F1"):
        table.add_column(heading, justify="right", no_wrap=True)
    for field in FIELDS:
        score = comparison.patient[field]
        numbers = map(_number, (score.precision, score.recall, score.f1))
        table.add_row(field, str(score.support), *numbers, _interval(score), _number(comparison.document[field].f1))
    return table


def differences_markdown(comparison: Comparison) -> str:
    """Every difference under its article, a table row each; one sentence where there is none."""
    if not comparison.differences:
        return "No differences from gold.\n"
    blocks = []
    for article in dict.fromkeys(difference.article for difference in comparison.differences):
        rows = [_row(difference) for difference in comparison.differences if difference.article == article]
        head = ["| case | field | verdict | gold | extracted | words |", "|---|---|---|---|---|---|"]
        blocks.append("\n".join([f"### {_cell(article)}", "", *head, *rows]))
    return "\n\n".join(blocks) + "\n"


def told(fact: Mapping[str, Any] | None) -> str:
    """A fact in words: "value 900, unit U/L"; nothing for None."""
    if fact is None:
        return ""
    hidden = {"rule", "printed", "atc", "rxnorm", "loinc", "ucum"}
    return ", ".join(f"{key} {_plain(value)}" for key, value in fact.items() if key not in hidden and value is not None)


def fact_in_names(fact: Mapping[str, Any] | None) -> str:
    """A fact in names and numbers alone: what may be kept of an article whose words may not."""
    return told({key: value for key, value in (fact or {}).items() if key in _NAMES_AND_NUMBERS})


def _row(difference: FieldDiff) -> str:
    words = " … ".join(evidence.quote for evidence in difference.evidence[:2])
    cells = (
        difference.case or "(group)",
        difference.field,
        difference.verdict.replace("_", " "),
        told(difference.gold),
        told(difference.extracted),
        words,
    )
    return f"| {' | '.join(map(_cell, cells))} |"


def _plain(value: Any) -> str:
    """A value as a reader would write it: 900, not 900.0."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _cell(text: str) -> str:
    """Text that cannot break a Markdown table or turn into HTML."""
    flat = " ".join(text.split())
    return flat.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("`", "\\`")


def _number(ratio: float | None) -> str:
    return "-" if ratio is None else f"{ratio:.3f}"


def _interval(score: Score) -> str:
    return "-" if score.interval is None else f"{score.interval[0]:.2f} to {score.interval[1]:.2f}"
