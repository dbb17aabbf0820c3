"""How much two cases could weigh for being one patient, at the most: for many pairs at a time, in arrays.

Comparing two cases fact by fact takes 50 microseconds, and of a thousand pairs that share a key one is a link. What is
told here is never less than what ``patient_evidence`` and ``patient_relations`` come to, so that pairs may be left out
by it.
"""

from array import array
from collections.abc import Collection, Sequence
from math import log2

import numpy as np
import numpy.typing as npt

from flows.literature import linkage_weights as weights
from flows.literature.patient_blocks import Ints
from flows.literature.patient_relations import Relations
from flows.workers.patient_profiles import Name, Number, Paper, Profile
from schemas.values import Sex

Bits = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_DIGITS = 20  # more than any number is printed with
_EXCHANGED = 100.0  # bits: two analytes that may have each other's values are always compared
_CLOSE = 1.1e-5  # of a number: a little more than equal ones may be apart
_ROUNDED = 0.6  # of the unit of a number's last digit: a little more than what rounding takes
_SEXES: tuple[Sex, ...] = ("female", "male")


class Bounds:
    """Sex, ages, numbers and papers of many cases, without their words: 300 bytes a case."""

    def __init__(self) -> None:
        self._relations = Relations()
        self._sex, self._age, self._ages = array("b"), array("d"), array("b")
        self._positive, self._given, self._dosed = _Sets(), _Sets(), _Sets()
        self._first, self._told = array("q"), array("q")
        self._names: dict[Name, int] = {}
        self._name, self._value, self._digits, self._score = array("q"), array("d"), array("b"), array("b")
        self._print, self._significant = array("q"), array("q")
        self._place, self._own, self._paper = array("q"), array("b"), array("q")
        self._papers: dict[Paper | None, int] = {None: 0}
        self._author = array("q")
        self._authors: dict[tuple[str, ...], int] = {}

    @property
    def relations(self) -> Relations:
        """How the cases stand to each other, once all are added."""
        return self._relations

    def add(self, each: Profile) -> None:
        """Add the next case."""
        self._relations.add(each)
        self._sex.append(_SEXES.index(each.sex) if each.sex else -1)
        self._age.append(each.ages[0] if each.ages else 0.0)
        self._ages.append(min(len(each.ages), 2))
        self._positive.add(each.positive)
        self._given.add(each.given)
        self._dosed.add(each.doses)
        self._place.append(each.place)
        self._own.append(each.own)
        self._paper.append(self._papers.setdefault(each.paper, len(self._papers)))
        author = each.paper.author if each.own and each.paper else None
        self._author.append(self._authors.setdefault(author, len(self._authors)) if author else -1)
        self._first.append(len(self._value))
        for name, numbers in each.numbers.items():
            for number in numbers:
                self._add_number(name, number)
        self._told.append(len(self._value) - self._first[-1])

    def _add_number(self, name: Name, number: Number) -> None:
        self._name.append(self._names.setdefault(name, len(self._names)))
        self._value.append(number.value)
        self._digits.append(min(len(number.digits) or 1, _DIGITS))
        self._score.append(name[0] == "cmas")
        self._significant.append(hash(number.digits))
        printed = f"{number.as_told[0]:g}" if number.as_told[0] < 1e6 else number.digits
        self._print.append(hash("".join(sorted(printed))))

    def places(self) -> Ints:
        """The place of each case's record."""
        return np.array(self._place, dtype=np.int64)

    def bits(self, left: Ints, right: Ints) -> Bits:
        """The most that all facts of these pairs can weigh."""
        kinds = (self._sex_bits, self._age_bits, self._number_bits, self._name_bits)
        return sum((bits(left, right) for bits in kinds), np.zeros(len(left)))

    def _sex_bits(self, left: Ints, right: Ints) -> Bits:
        sex = np.array(self._sex)
        one, two = sex[left], sex[right]
        known = (one >= 0) & (two >= 0)
        return np.where(known, np.where(one == two, weights.SEX_SAME, weights.SEX_OTHER), 0.0)

    def _age_bits(self, left: Ints, right: Ints) -> Bits:
        ages, count = np.array(self._age), np.array(self._ages)
        one, two = ages[left], ages[right]
        apart = abs(one - two)
        whole = (one % 1 == 0) & (two % 1 == 0)
        near = np.where(apart <= 1, weights.AGE_WITHIN_A_YEAR, weights.AGE_OTHER)
        same = np.where(whole, weights.AGE_SAME_YEAR, weights.AGE_SAME_EXACT)
        bits = np.where(np.where(whole, apart <= 0.05, apart < 1), same, near)
        several = (count[left] > 1) | (count[right] > 1)
        told = (count[left] > 0) & (count[right] > 0)
        return np.where(told, np.where(several, weights.AGE_SAME_EXACT, bits), 0.0)

    def _number_bits(self, left: Ints, right: Ints) -> Bits:
        """The most of each two numbers of one name, and of analytes that may be exchanged."""
        first, told = np.array(self._first), np.array(self._told)
        crossed = told[left] * told[right]
        pair = np.repeat(np.arange(len(left)), crossed)
        within = np.arange(len(pair)) - np.repeat(np.cumsum(crossed) - crossed, crossed)
        others = told[right][pair]
        one, two = first[left][pair] + within // others, first[right][pair] + within % others
        names, score = np.array(self._name), np.array(self._score, dtype=np.bool_)
        same = names[one] == names[two]
        equal = self._apart(one, two) <= _CLOSE
        exchanged = np.bincount(pair[equal & ~same & ~score[one] & ~score[two]], minlength=len(left)) > 1
        pair, one, two, equal = pair[same], one[same], two[same], equal[same]
        bits = np.bincount(pair, weights=self._of_one_name(one, two, equal, score[one]), minlength=len(left))
        return np.where(exchanged, _EXCHANGED, bits)

    def _of_one_name(self, one: Ints, two: Ints, equal: Flags, score: Flags) -> Bits:
        digits = np.array(self._digits)
        fewer = np.minimum(digits[one], digits[two])
        rare = np.where(score, log2(1 / weights.CMAS_CHANCE), _RARITY[fewer])
        printed, significant = np.array(self._print), np.array(self._significant)
        kinds = [
            equal,
            (digits[one] != digits[two]) & (self._apart(one, two) <= _ROUNDED * 10.0 ** (1 - fewer)),
            significant[one] == significant[two],
            printed[one] == printed[two],
        ]
        share = np.select(kinds, _SHARES, 0.0)
        bits: Bits = np.where(share > 0, np.maximum(np.log2(np.maximum(share, 1e-9)) + rare, 0.0), 0.0)
        return bits

    def _name_bits(self, left: Ints, right: Ints) -> Bits:
        positive, given, dosed = (names.shared(left, right) for names in (self._positive, self._given, self._dosed))
        antibodies = np.where(
            self._positive.none(left, right),
            weights.ALL_NEGATIVE,
            np.minimum(positive, weights.MOST_ANTIBODIES) * weights.ANTIBODY_SAME,
        )
        drugs = np.select([given > 2, given == 2], [weights.DRUGS_ALL_SAME, weights.DRUGS_WITHIN], 0.0)
        bits: Bits = antibodies + drugs + np.minimum(dosed, weights.MOST_DOSES) * weights.DOSE_SAME
        return bits

    def _apart(self, one: Ints, two: Ints) -> Bits:
        """The difference of numbers as a share of the larger one."""
        value = np.array(self._value)
        largest = np.maximum(abs(value[one]), abs(value[two]))
        apart: Bits = abs(value[one] - value[two]) / np.where(largest > 0, largest, 1.0)
        return apart

    def priors(self, left: Ints, right: Ints) -> Bits:
        """The most that the relation of these pairs makes likely; 0 for two own cases of one article."""
        own, author, place = np.array(self._own, dtype=np.bool_), np.array(self._author), self.places()
        priors = np.full(len(left), _PRIORS["unrelated"])
        one_author = (author[left] >= 0) & (author[left] == author[right])
        series = np.array([*map(self._relations.one_author, self._authors), 0.0])
        priors[one_author] = np.maximum(series[author[left[one_author]]], _PRIORS["unrelated"])
        cited = ~own[left] | ~own[right]
        priors[cited] = self._cited(left[cited], right[cited], own[left[cited]] | own[right[cited]])
        one_article = place[left] == place[right]
        priors[one_article] = np.where(own[left] & own[right], 0.0, _PRIORS["one article"])[one_article]
        return priors

    def _cited(self, left: Ints, right: Ints, with_own: Flags) -> Bits:
        """Of pairs in which one or both are cited; ``with_own``: whether the other is an article's own case."""
        number, papers = np.array(self._paper), list(self._papers)
        pairs, which = np.unique(number[left] * len(papers) + number[right], return_inverse=True)
        named = [_may_be_one(papers[pair // len(papers)], papers[pair % len(papers)]) for pair in pairs.tolist()]
        one_paper = np.array(named, dtype=np.bool_)[which]
        alone = np.where(with_own, _PRIORS["paper not told"], _PRIORS["unrelated"])
        return np.where(one_paper, np.where(with_own, _PRIORS["cited"], _PRIORS["both cite"]), alone)


class _Sets:
    """Sets of names, of which 62 are told apart."""

    def __init__(self) -> None:
        self._bits: dict[str, int] = {}
        self._masks, self._counts = array("q"), array("b")

    def add(self, names: Collection[str]) -> None:
        """Add the set of the next case."""
        mask = 0
        for name in names:
            mask |= 1 << self._bits.setdefault(name, len(self._bits)) % 62
        self._masks.append(mask)
        self._counts.append(min(len(names), 100))

    def shared(self, left: Ints, right: Ints) -> Ints:
        """How many names two sets can share at the most."""
        masks, counts = np.array(self._masks), np.array(self._counts, dtype=np.int64)
        return np.where(masks[left] & masks[right], np.minimum(counts[left], counts[right]), 0)

    def none(self, left: Ints, right: Ints) -> Flags:
        """Whether neither set has a name."""
        counts = np.array(self._counts)
        without: Flags = (counts[left] == 0) & (counts[right] == 0)
        return without


def _may_be_one(one: Paper | None, two: Paper | None) -> bool:
    return one is not None and two is not None and (one.names(two) or two.names(one))


def _rarity(digits: Sequence[int]) -> Bits:
    return np.array([log2(1 / weights.chance(max(1, count))) for count in digits])


_PRIORS = weights.PRIORS
_SHARES = [
    weights.share("equal"),
    weights.share("rounded"),
    max(weights.share("power of ten"), weights.share("unit")),
    weights.share("digits exchanged"),
]
_RARITY = _rarity(range(_DIGITS + 1))
