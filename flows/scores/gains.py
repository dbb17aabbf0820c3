"""What was gained and lost, fact by fact, since each article was scored the last time.

A fact is told in names and numbers: no words of an article are kept. It is told as gold has it now: where gold itself
was changed, a fact can be lost that is read as it always was.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from flows.printing.markdown import markdown_table
from flows.scores.scoreboard import fact_in_names
from schemas.base import Frozen
from schemas.diff import Comparison, Field, FieldDiff, Verdict


class Difference(Frozen):
    """A difference from gold as it is kept. ``case``: None for a group; ``gold``: empty where it has no such fact."""

    case: str | None
    field: Field
    verdict: Verdict
    gold: str
    read: str

    @property
    def fact(self) -> tuple[str | None, Field, str, str]:
        """What it is about, however it was read: the fact in gold, or the one that should not be there."""
        return self.case, self.field, self.gold, "" if self.gold else self.read


class Scored(Frozen):
    """What was wrong in an article when ``run`` scored it."""

    run: str
    differences: tuple[Difference, ...]


class Change(NamedTuple):
    """One fact of an article before and now; None where it was or is right."""

    article: str
    before: Difference | None
    now: Difference | None


def differences_by_article(comparison: Comparison, scored: Iterable[str]) -> dict[str, tuple[Difference, ...]]:
    """The differences of each article that was ``scored`` (stems); none where all is right."""
    found: dict[str, list[Difference]] = {article: [] for article in scored}
    for difference in comparison.differences:
        found.setdefault(difference.article, []).append(_kept(difference))
    return {article: tuple(differences) for article, differences in found.items()}


def changes(before: Mapping[str, Scored], now: Mapping[str, tuple[Difference, ...]]) -> list[Change]:
    """Every fact that is read otherwise than before, in articles that were scored before and now."""
    found = []
    for article in sorted(now.keys() & before.keys()):
        old = {difference.fact: difference for difference in before[article].differences}
        new = {difference.fact: difference for difference in now[article]}
        pairs = ((old.get(fact), new.get(fact)) for fact in dict.fromkeys((*old, *new)))
        found += [Change(article, was, is_) for was, is_ in pairs if was != is_]
    return found


def gains_markdown(before: Mapping[str, Scored], now: Mapping[str, tuple[Difference, ...]], most: int) -> str:
    """Losses, gains, and what is wrong in another way, by name; no more than ``most`` rows of each."""
    changed = changes(before, now)
    lost = [change for change in changed if change.before is None]
    gained = [change for change in changed if change.now is None]
    other = [change for change in changed if change.before and change.now]
    blocks = [_since(before, now), f"{len(gained)} gained, {len(lost)} lost, {len(other)} still wrong in another way."]
    for title, some in (("Lost", lost), ("Gained", gained), ("Still wrong, in another way", other)):
        if some:
            blocks += [f"### {title}", markdown_table(_HEADS, map(_row, some[:most]))]
            blocks += [f"{len(some) - most} more are not shown."] if len(some) > most else []
    return "\n\n".join(blocks) + "\n"


_HEADS = ("article", "case", "field", "fact", "before", "now")


def _since(before: Mapping[str, Scored], now: Mapping[str, tuple[Difference, ...]]) -> str:
    runs = sorted({before[article].run for article in now if article in before})
    new = sorted(article for article in now if article not in before)
    told = [f"Since the run {run!r}." for run in runs[:1]]
    told = [f"Since these articles were scored last, in the runs {', '.join(map(repr, runs))}."] if runs[1:] else told
    told += [f"Scored for the first time: {', '.join(new)}."] if new else []
    return " ".join(told)


def _row(change: Change) -> tuple[str, ...]:
    some = change.now or change.before
    assert some is not None  # noqa: S101 - a change has a difference on one side at least
    states = (_state(side, spurious=not some.gold) for side in (change.before, change.now))
    return (change.article, some.case or "(group)", some.field, some.gold or some.read, *states)


def _state(difference: Difference | None, *, spurious: bool) -> str:
    if difference is None:
        return "not read" if spurious else "right"
    verdict = difference.verdict.replace("_", " ")
    return f"{verdict}: {difference.read}" if difference.gold and difference.read else verdict


def _kept(difference: FieldDiff) -> Difference:
    return Difference(
        case=difference.case,
        field=difference.field,
        verdict=difference.verdict,
        gold=fact_in_names(difference.gold),
        read=fact_in_names(difference.extracted),
    )
