"""Pairs what gold knows with what was extracted: facts inside one case, and the cases of a document."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from scipy.optimize import linear_sum_assignment

from flows.scores.facts import CaseFacts, Fact, agrees, merged, touches
from schemas.diff import Field

# Agreement decides; the rest only breaks ties, each too small to outweigh the one before.
_HIT, _OPTIONAL_HIT, _SAME_NAME, _REQUIRED, _SAME_ORIGIN = 1.0, 1e-3, 1e-6, 1e-7, 1e-9
_LITERAL = 1e-3


@dataclass(frozen=True)
class Settled:
    """Two sets of facts compared: what agrees, what only gold has, what was only extracted.

    Optional facts of gold, whatever was extracted of them, and repetitions stand in none of the three;
    ``optional_hits`` counts the optional facts that were found.
    """

    hits: list[tuple[Fact, Fact]] = field(default_factory=list)
    missed: list[Fact] = field(default_factory=list)
    extra: list[Fact] = field(default_factory=list)
    optional_hits: int = 0


def settle(gold: Iterable[Fact], found: Iterable[Fact]) -> Settled:
    """Compare two sets of facts, and the parts of those that agree."""
    wanted, read = _by_field(gold), _by_field(found)
    return _sum(_settle_field(wanted[kind], read[kind]) for kind in dict.fromkeys((*wanted, *read)))


def pair_cases(gold: Sequence[CaseFacts], found: Sequence[CaseFacts]) -> list[tuple[int, int]]:
    """Pair cases one to one so that the agreement over the document is greatest (indices into both).

    Two cases that agree in nothing, their names included, are not the same person and stay alone.
    """
    if not gold or not found:
        return []
    return _assign([[_agreement(case, candidate) for candidate in found] for case in gold], at_least=_SAME_NAME)


def _agreement(gold: CaseFacts, found: CaseFacts) -> float:
    settled = settle(gold.facts, found.facts)
    return (
        _HIT * len(settled.hits)
        + _OPTIONAL_HIT * settled.optional_hits
        + _SAME_NAME * bool(gold.names & found.names)
        + _REQUIRED * (not gold.optional)
        + _SAME_ORIGIN * (gold.origin == found.origin)
    )


def _assign(weights: list[list[float]], at_least: float = 1.0) -> list[tuple[int, int]]:
    rows, columns = linear_sum_assignment(weights, maximize=True)
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    return [(row, column) for row, column in pairs if weights[row][column] >= at_least]


def _settle_field(gold: list[Fact], found: list[Fact]) -> Settled:
    required = [fact for fact in gold if not fact.optional]
    optional = [fact for fact in gold if fact.optional]
    pairs = _best_pairs(required, found)
    paired = {column for _, column in pairs}
    rest = [fact for column, fact in enumerate(found) if column not in paired]
    hit = {row for row, _ in pairs}
    # What touches an optional fact is no error, and what agrees with a fact that is already hit tells it again.
    closed = [read for read in rest if not _any(touches, optional, read)]
    hits = [(required[row], _with_repeats(required[row], found[column], closed)) for row, column in pairs]
    extra = [read for read in closed if not _any(agrees, required, read)]
    here = Settled(
        hits=hits,
        missed=[fact for row, fact in enumerate(required) if row not in hit],
        extra=extra,
        optional_hits=sum(any(agrees(fact, read) for read in rest) for fact in optional),
    )
    return _sum([here, *(settle(wanted.parts, read.parts) for wanted, read in hits)])


def _best_pairs(gold: Sequence[Fact], found: Sequence[Fact]) -> list[tuple[int, int]]:
    """The largest one-to-one set of pairs (index in ``gold``, index in ``found``) that agree."""
    weights = [[_fit(wanted, read) for read in found] for wanted in gold]
    pairs = [(row, column) for row, fits in enumerate(weights) for column, fit in enumerate(fits) if fit]
    if len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs):
        return pairs  # nothing to choose between
    return _assign(weights)


def _fit(gold: Fact, found: Fact) -> float:
    """1 where the facts agree, and a little more where that is so without anything gold accepts besides."""
    if not agrees(gold, found):
        return 0
    return _HIT + _LITERAL * all(found.values.get(key) == accepted[:1] for key, accepted in gold.values.items())


def _with_repeats(gold: Fact, hit: Fact, rest: Iterable[Fact]) -> Fact:
    """The extracted fact with the doses and routes of those that tell it again."""
    repeats = [fact for fact in rest if fact.parts and agrees(gold, fact)]
    return replace(hit, parts=merged(chain(hit.parts, *(fact.parts for fact in repeats)))) if repeats else hit


def _any(relation: Callable[[Fact, Fact], bool], gold: Iterable[Fact], found: Fact) -> bool:
    return any(relation(fact, found) for fact in gold)


def _by_field(facts: Iterable[Fact]) -> defaultdict[Field, list[Fact]]:
    grouped: defaultdict[Field, list[Fact]] = defaultdict(list)
    for fact in facts:
        grouped[fact.field].append(fact)
    return grouped


def _sum(parts: Iterable[Settled]) -> Settled:
    total, optional_hits = Settled(), 0
    for part in parts:
        total.hits.extend(part.hits)
        total.missed.extend(part.missed)
        total.extra.extend(part.extra)
        optional_hits += part.optional_hits
    return replace(total, optional_hits=optional_hits)
