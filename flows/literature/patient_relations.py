"""How two cases stand to each other before any of their facts is compared, and how likely that alone makes a link."""

from collections import Counter
from collections.abc import Iterator

from flows.literature.linkage_weights import PRIORS, YEAR_DIFFERS
from flows.workers.patient_profiles import Paper, Profile
from schemas.linked import Relation


class Relations:
    """The relations of pairs of cases, all of which were added before the first is asked for."""

    def __init__(self) -> None:
        self._own: Counter[int] = Counter()
        self._papers: dict[int, Paper] = {}
        self._articles_named: Counter[tuple[str, int | None]] = Counter()
        self._cases_citing: Counter[tuple[int, Paper]] = Counter()
        self._cases_of: Counter[str] = Counter()

    def add(self, each: Profile) -> None:
        """Count a case."""
        if each.own:
            self._own[each.place] += 1
            if each.paper:
                self._cases_of.update({*each.paper.author})
                if each.place not in self._papers:
                    self._papers[each.place] = each.paper
                    self._articles_named.update(_dated(each.paper))
        elif each.paper:
            self._cases_citing[each.place, each.paper] += 1

    def between(self, left: Profile, right: Profile) -> tuple[Relation, float] | None:
        """The relation and its likelihood.

        None for two cases that are known to be two patients, or to be two files' reading of one article.
        """
        if left.place == right.place:
            told_apart = (left.own and right.own) or (left.paper is not None and left.paper == right.paper)
            return None if told_apart else ("one article", PRIORS["one article"])
        if _one_article(left, right):
            return None
        if left.own != right.own:
            own, cited = (left, right) if left.own else (right, left)
            return self.cited(own.place, own.paper, cited.paper)
        if left.paper and right.paper and not left.own and left.paper.names(right.paper):
            listed = max(self._citing(side) for side in (left, right))
            return "both cite", _near(left.paper, right.paper, PRIORS["both cite"]) / listed
        if left.own and left.paper and right.paper and left.paper.author == right.paper.author:
            return "one author", self.one_author(left.paper.author)
        return "unrelated", PRIORS["unrelated"]

    def one_author(self, author: tuple[str, ...]) -> float:
        """How likely it is that a case of this first author is a certain one of the author's others."""
        return PRIORS["one author"] / max(1, max(self._cases_of[word] for word in author) - 1)

    def cited(self, place: int, own: Paper | None, cited: Paper | None) -> tuple[Relation, float]:
        """Of a case of the article at ``place``, whose paper is ``own``, and one that is cited from a paper."""
        if cited is None or own is None:
            return "paper not told", PRIORS["paper not told"]
        if not cited.names(own):
            return "unrelated", PRIORS["unrelated"]
        articles = max(1, *(self._articles_named[key] for key in _dated(cited)))
        return "cited", _near(own, cited, PRIORS["cited"]) / max(1, self._own[place]) / articles

    def _citing(self, side: Profile) -> int:
        """How many cases of its article are from the same paper as this one."""
        return self._cases_citing[side.place, side.paper] if side.paper else 1


def _near(one: Paper, two: Paper, prior: float) -> float:
    return prior if one.year is not None and one.year == two.year else prior * YEAR_DIFFERS


def _one_article(one: Profile, two: Profile) -> bool:
    first, second = one.article, two.article
    same = ((first.doi, second.doi), (first.pmid, second.pmid), (first.pmcid, second.pmcid))
    return one.article_id == two.article_id or any(
        a is not None and b is not None and a.lower() == b.lower() for a, b in same
    )


def _dated(paper: Paper) -> Iterator[tuple[str, int | None]]:
    return ((word, paper.year) for word in dict.fromkeys(paper.author))
