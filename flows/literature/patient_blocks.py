"""Which pairs of cases are compared at all: those that share a key.

A pair with no key in common could not be linked if it were compared: without a citation it takes a number that both
tell, equal or with exchanged digits, to outweigh how rarely two reports are of one patient.
"""

from array import array
from collections import defaultdict
from collections.abc import Hashable, Iterator

import numpy as np
import numpy.typing as npt

from flows.workers.patient_profiles import Paper, Profile

Ints = npt.NDArray[np.int64]

_LONG, _SHORT = 4, 2  # digits of a number that is rare alone; of one that is rare among those of one sex and age
_CROWD = 400  # cases with one key: a value that so many share tells nothing


class Blocks:
    """The keys of many cases, by their hashes: the keys themselves would take more memory than all else."""

    def __init__(self) -> None:
        self._hashes, self._holders = array("q"), array("q")
        self._who: list[tuple[str | None, frozenset[int]]] = []  # sex and age
        self._shared: dict[tuple[str | None, frozenset[int]], tuple[str | None, frozenset[int]]] = {}
        self._own: defaultdict[tuple[str, int | None], array[int]] = defaultdict(lambda: array("q"))
        self._cited: list[tuple[int, Paper]] = []

    def add(self, each: Profile) -> None:
        """Add the next case."""
        case = len(self._who)
        who = (each.sex, frozenset(_years(each)))
        self._who.append(self._shared.setdefault(who, who))
        for key in {hash(key) for keys in (_cited, _authors, _numbers) for key in keys(each)}:
            self._hashes.append(key)
            self._holders.append(case)
        if each.paper and each.own:
            for name in _names(each.paper):
                self._own[name].append(case)
        elif each.paper:
            self._cited.append((case, each.paper))

    def pairs(self) -> tuple[Ints, Ints]:
        """All pairs that share a key, each once, as the numbers of the earlier and of the later case."""
        count = len(self._who)
        found = [np.minimum(one, two) * count + np.maximum(one, two) for one, two in self._some_pairs()]
        every = np.unique(np.concatenate(found)) if found else np.zeros(0, dtype=np.int64)
        return every // max(1, count), every % max(1, count)

    def _some_pairs(self) -> Iterator[tuple[Ints, Ints]]:
        for case, paper in self._cited:
            for word in paper.author:
                own = self._worth_comparing(case, self._own.get((word, paper.year), array("q")))
                if len(own):
                    yield np.full(len(own), case, dtype=np.int64), own
        yield from _combined(np.array(self._hashes, dtype=np.int64), np.array(self._holders, dtype=np.int64))

    def _worth_comparing(self, cited: int, own: "array[int]") -> Ints:
        """Those of one sex and age, where a name stands for so many that nothing else could tell them apart."""
        if len(own) > _CROWD:
            sex, years = self._who[cited]
            own = array("q", (case for case in own if self._who[case][0] == sex and years & self._who[case][1]))
        return np.array(own, dtype=np.int64)


def _combined(hashes: Ints, holders: Ints) -> Iterator[tuple[Ints, Ints]]:
    """The pairs of those who hold one key; keys of equally many holders at a time."""
    order = np.argsort(hashes, kind="stable")
    holders = holders[order]
    firsts = np.flatnonzero(np.diff(hashes[order], prepend=hashes[order][:1] - 1))
    sizes = np.diff(firsts, append=len(holders))
    for size in np.unique(sizes[(sizes > 1) & (sizes <= _CROWD)]).tolist():
        block = holders[firsts[sizes == size][:, None] + np.arange(size)]
        one, two = np.triu_indices(size, 1)
        yield block[:, one].ravel(), block[:, two].ravel()


# ---- keys


def _names(paper: Paper) -> Iterator[tuple[str, int | None]]:
    """The words of its first author with every year that a citation of the paper could give, or None."""
    years = {None} if paper.year is None else {paper.year + off for off in (-1, 0, 1)} | {None}
    return ((word, year) for word in dict.fromkeys(paper.author) for year in years)


def _cited(each: Profile) -> Iterator[Hashable]:
    """Cited cases of one paper, of one sex and age."""
    if not each.own and each.paper and each.paper.year is not None:
        dates = [(word, each.paper.year - off) for word in each.paper.author for off in (0, 1)]
        yield from ((*date, each.sex, year) for date in dates for year in _years(each))


def _authors(each: Profile) -> Iterator[Hashable]:
    """Own cases of one first author, of one sex and age."""
    if each.own and each.paper:
        yield from (("author", each.paper.author, each.sex, year) for year in _years(each))


def _numbers(each: Profile) -> Iterator[Hashable]:
    """Each number: alone where it has many digits; with sex and age where it has few; and its digits in any order."""
    for name, numbers in each.numbers.items():
        for number in numbers:
            if len(number.digits) >= _LONG:
                yield name, number.value
                yield from (("".join(sorted(number.digits)), each.sex, year) for year in _years(each))
            elif len(number.digits) >= _SHORT:
                yield from ((name, number.value, each.sex, year) for year in _years(each))


def _years(each: Profile) -> set[int]:
    """Every whole year that an age comes to when it is rounded or cut."""
    return {int(age + more) for age in each.ages for more in (0, 0.5)}
