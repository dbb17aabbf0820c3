"""Records against a gold folder: the comparison, and all that was in its way."""

from collections.abc import Collection, Iterable
from pathlib import Path

from extractors import lexicon
from flows.gold.records import load_gold
from flows.printing.records import by_stem
from flows.scores.scoring import compare
from schemas.base import Frozen
from schemas.diff import Comparison
from schemas.record import ArticleRecord


class GoldResult(Frozen):
    """``comparison`` is None where no gold stood against any article. ``problems``: gold that could not be used.

    ``missing``: gold whose article was not there. ``scored``: the stems that were compared.
    """

    comparison: Comparison | None
    problems: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    scored: tuple[str, ...] = ()


def compare_with_gold(
    records: Iterable[ArticleRecord], folder: Path, *, expected: Collection[str] | None = None
) -> GoldResult:
    """Compare records with the gold of ``folder``; what cannot be used is named and the rest is compared.

    ``expected``: the stems of the articles that should have given a record; gold of other articles is then named but
    not scored. Without it all gold is scored, and gold without a record counts as all missed.
    """
    keyed, problems = by_stem(records)
    gold = load_gold(folder)
    there = keyed.keys() if expected is None else set(expected)
    missing = [stem for stem in gold.records if stem not in there]
    scored = {stem: truth for stem, truth in gold.records.items() if expected is None or stem in there}
    problems += [f"gold {failure}" for failure in gold.failures]
    if not gold.records and not gold.failures:
        problems.append(f"no gold files (*.yaml) in {folder}")
    comparison = compare(keyed, scored, drug_names=frozenset(lexicon.drugs())) if scored else None
    return GoldResult(
        comparison=comparison,
        problems=tuple(problems),
        missing=tuple(f"gold {stem}: no record of this article" for stem in missing),
        scored=tuple(scored),
    )
