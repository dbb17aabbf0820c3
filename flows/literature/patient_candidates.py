"""The pairs of cases that could be linked: those that share a key and could agree in enough, with all that compete."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from flows.literature.patient_blocks import Blocks, Ints
from flows.literature.patient_bounds import Bounds
from flows.workers.patient_profiles import Profile
from schemas.linked import Relation

_AT_ONCE = 10_000  # pairs whose bounds are told at the same time: 10 MB
_MARGIN = 1e-6  # bits: what a sum of floats in another order may be off

Candidate = tuple[Profile, Profile, Relation, float]
"""Two cases, the one of the earlier article first, their relation and its prior likelihood."""


class Candidates:
    """The pairs of cases that share a key. Of the profiles themselves, none is kept."""

    def __init__(self, profiles: Iterable[Profile]) -> None:
        """Take profiles in the order of their records."""
        blocks, self._bounds = Blocks(), Bounds()
        positions = []
        for each in profiles:
            blocks.add(each)
            self._bounds.add(each)
            positions.append(each.position)
        self._positions = np.array(positions, dtype=np.int32)
        self._left, self._right = blocks.pairs()

    def __len__(self) -> int:
        """How many pairs share a key."""
        return len(self._left)

    def by_articles(self, profiles_at: Callable[[int], Sequence[Profile]], least: float) -> Iterator[list[Candidate]]:
        """Of every two articles with a pair that could come to odds of ``least``: all their pairs that share a key.

        ``profiles_at`` gives the profiles of the record at a place.
        """
        places = self._bounds.places()
        articles = places[self._left] * (len(self._positions) + 1) + places[self._right]
        wanted = np.flatnonzero(np.isin(articles, articles[self._possible(least)]))
        grouped: defaultdict[int, list[int]] = defaultdict(list)
        for pair in wanted.tolist():
            grouped[int(articles[pair])].append(pair)
        for pairs in grouped.values():
            one, two = (profiles_at(int(places[side[pairs[0]]])) for side in (self._left, self._right))
            found = [(one[self._position(self._left, pair)], two[self._position(self._right, pair)]) for pair in pairs]
            related = [(*pair, self._bounds.relations.between(*pair)) for pair in found]
            yield [(left, right, *relation) for left, right, relation in related if relation]

    def _position(self, side: Ints, pair: int) -> int:
        return int(self._positions[side[pair]])

    def _possible(self, least: float) -> Ints:
        """The pairs that could come to such odds."""
        found = []
        for first in range(0, len(self), _AT_ONCE):
            left, right = self._left[first : first + _AT_ONCE], self._right[first : first + _AT_ONCE]
            priors = self._bounds.priors(left, right)
            before = np.log2(np.maximum(priors / (1 - priors), 1e-300))
            enough = before + self._bounds.bits(left, right) >= np.log2(least) - _MARGIN
            found.append(first + np.flatnonzero(enough))
        return np.concatenate(found) if found else np.zeros(0, dtype=np.int64)
