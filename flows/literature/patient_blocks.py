"""Which pairs of cases are compared at all: those that share a key; and what is known of a pair before.

A pair with no key in common could not be linked if it were compared: without a citation it takes a number that both
tell, equal or with exchanged digits, to outweigh how rarely two reports are of one patient.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import combinations

from flows.literature.linkage_weights import PRIORS, YEAR_DIFFERS
from flows.literature.patient_profiles import Paper, Profile
from schemas.linked import Relation

_LONG, _SHORT = 4, 2  # digits of a number that is rare alone; of one that is rare among those of one sex and age
_CROWD = 400  # cases with one key: a value that so many share tells nothing


class Candidates:
    """All pairs that share a key, each once, with their relation and its prior likelihood."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self._profiles = profiles
        self._own = Counter(each.place for each in profiles if each.own)
        papers = {each.place: each.paper for each in profiles if each.own and each.paper}
        self._articles_of = Counter(word for paper in papers.values() for word in {*paper.author})
        self._articles_named = Counter(key for paper in papers.values() for key in _dated(paper))
        self._cases_citing = Counter((each.place, each.paper) for each in profiles if not each.own and each.paper)
        self._cases_of = Counter(word for each in profiles if each.own and each.paper for word in {*each.paper.author})

    def __iter__(self) -> Iterator[tuple[Profile, Profile, Relation, float]]:
        """Every pair, the case of the earlier article first."""
        for one, two in self._places():
            left, right = self._profiles[one], self._profiles[two]
            if known := self._relation(left, right):
                yield left, right, *known

    def _places(self) -> set[tuple[int, int]]:
        pairs: set[tuple[int, int]] = set()
        own = _own_cases(self._profiles)
        for place, each in enumerate(self._profiles):
            if not each.own and each.paper:
                for word in each.paper.author:
                    named = self._worth_comparing(each, own.get((word, each.paper.year), []))
                    pairs.update((min(place, other), max(place, other)) for other in named)
        for keys in (_cited, _authors, _numbers):
            for block in _blocks(self._profiles, keys):
                if len(block) <= _CROWD:
                    pairs.update(combinations(block, 2))
        return pairs

    def _worth_comparing(self, cited: Profile, own: list[int]) -> list[int]:
        """Those of one sex and age, where a name stands for so many that nothing else could tell them apart."""
        if len(own) <= _CROWD:
            return own
        years = _years(cited)
        return [
            place for place in own if self._profiles[place].sex == cited.sex and years & _years(self._profiles[place])
        ]

    def _relation(self, left: Profile, right: Profile) -> tuple[Relation, float] | None:
        """None for two cases that are known to be two patients, or to be two files' reading of one article."""
        if left.place == right.place:
            told_apart = (left.own and right.own) or (left.paper is not None and left.paper == right.paper)
            return None if told_apart else ("one article", PRIORS["one article"])
        if _one_article(left, right):
            return None
        if left.own != right.own:
            own, cited = (left, right) if left.own else (right, left)
            return self._cited(own, cited)
        if left.paper and right.paper and not left.own and left.paper.names(right.paper):
            listed = max(self._citing(side) for side in (left, right))
            return "both cite", _near(left.paper, right.paper, PRIORS["both cite"]) / listed
        if left.own and left.paper and right.paper and left.paper.author == right.paper.author:
            others = max(1, max(self._cases_of[word] for word in left.paper.author) - 1)
            return "one author", PRIORS["one author"] / others
        return "unrelated", PRIORS["unrelated"]

    def _citing(self, side: Profile) -> int:
        """How many cases of its article are from the same paper as this one."""
        return self._cases_citing[side.place, side.paper] if side.paper else 1

    def _cited(self, own: Profile, cited: Profile) -> tuple[Relation, float]:
        if cited.paper is None or own.paper is None:
            return "paper not told", PRIORS["paper not told"]
        if not cited.paper.names(own.paper):
            return "unrelated", PRIORS["unrelated"]
        articles = max(1, *(self._articles_named[key] for key in _dated(cited.paper)))
        prior = _near(own.paper, cited.paper, PRIORS["cited"])
        return "cited", prior / max(1, self._own[own.place]) / articles


def _near(one: Paper, two: Paper, prior: float) -> float:
    return prior if one.year is not None and one.year == two.year else prior * YEAR_DIFFERS


def _one_article(one: Profile, two: Profile) -> bool:
    first, second = one.article, two.article
    same = ((first.doi, second.doi), (first.pmid, second.pmid), (first.pmcid, second.pmcid))
    return one.article_id == two.article_id or any(
        a is not None and b is not None and a.lower() == b.lower() for a, b in same
    )


# ---- keys


def _blocks(profiles: Sequence[Profile], keys: Callable[[Profile], Iterable[Hashable]]) -> Iterator[list[int]]:
    places: defaultdict[Hashable, list[int]] = defaultdict(list)
    for place, each in enumerate(profiles):
        for key in dict.fromkeys(keys(each)):
            places[key].append(place)
    return (block for block in places.values() if len(block) > 1)


def _dated(paper: Paper) -> Iterator[tuple[str, int | None]]:
    return ((word, paper.year) for word in dict.fromkeys(paper.author))


def _own_cases(profiles: Sequence[Profile]) -> dict[tuple[str, int | None], list[int]]:
    """Own cases by a word of their first author and by every year that a citation of them could give, or None."""
    places: defaultdict[tuple[str, int | None], list[int]] = defaultdict(list)
    for place, each in enumerate(profiles):
        if each.own and each.paper:
            years = {None} if each.paper.year is None else {each.paper.year + off for off in (-1, 0, 1)} | {None}
            for key in ((word, year) for word in dict.fromkeys(each.paper.author) for year in years):
                places[key].append(place)
    return places


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
