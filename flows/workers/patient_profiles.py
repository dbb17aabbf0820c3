"""A case as two of them are compared: its facts in sets and numbers, and the paper it is from."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from extractors.lexicon import drugs
from flows.printing.units import common_unit
from flows.workers.articles import Named
from schemas.linked import LinkedField, PatientRef
from schemas.record import ArticleRecord, CaseRecord, Origin
from schemas.values import Measurement, Sex

Name = tuple[LinkedField, str]
"""What a number is of: ("ck", ""), ("labs", "LDH"), ("cmas", "")."""

_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)[a-z]?\b")
_FIRST_NAME_ENDS = re.compile(r"\bet\s+al|\band\b|&|[,;(]|\b(?:1[89]|20)\d\d")
_NO_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"})


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number: ``value`` in the unit that stands for all equal ones, ``digits`` that are significant.

    ``position`` counts the facts of its kind in the case (``ck``, ``labs``, ``cmas``).
    """

    value: float
    unit: str | None
    digits: str
    phase: str | None
    position: int
    as_told: tuple[float, str | None]


class DoseAt(NamedTuple):
    """The dose at ``position`` of the case's drug ``course``."""

    course: int
    position: int
    dose: tuple[object, ...]
    unit: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper by the surname of its first author, in folded words, and its year."""

    author: tuple[str, ...]
    year: int | None

    def names(self, other: "Paper") -> bool:
        """Whether both may be one paper: of two surnames, one may be left out; a year may be missing or one off."""
        if not _part_of(self.author, other.author) and not _part_of(other.author, self.author):
            return False
        return self.year is None or other.year is None or abs(self.year - other.year) <= 1


@dataclass(slots=True)
class Profile:
    """One case of one record, without its words. ``paper``: the one a cited case is from, or that of its own article.

    ``place`` counts the records, ``position`` the cases of the record.
    """

    place: int
    position: int
    article_id: str
    article: Named
    label: str
    origin: Origin
    citation: str | None
    sex: Sex | None
    paper: Paper | None
    ages: tuple[float, ...]
    numbers: dict[Name, list[Number]]
    positive: frozenset[str]
    negative: frozenset[str]
    given: frozenset[str]
    denied: frozenset[str]
    doses: dict[str, list[DoseAt]]
    facts: int

    @property
    def own(self) -> bool:
        """Whether it is a patient of the article itself."""
        return self.origin == "own"

    @property
    def speaks_before(self) -> tuple[bool, int, int, int]:
        """The order in which reports of one patient speak: own before cited, richer before poorer, then as given."""
        return not self.own, -self.facts, self.place, self.position

    def reference(self) -> PatientRef:
        """The case by name."""
        return PatientRef(
            article_id=self.article_id,
            source_file=self.article.source_file,
            position=self.position,
            case=self.label,
            origin=self.origin,
            citation=self.citation,
        )


def profiles_of(record: ArticleRecord, place: int) -> Iterator[Profile]:
    """Every case of the record at ``place``."""
    own_paper = paper_of(record)
    for position, case in enumerate(record.cases):
        given = frozenset(_drug(course.name) for course in case.drugs if course.status in ("given", "stopped"))
        denied = frozenset(_drug(course.name) for course in case.drugs if course.status == "not_given")
        yield Profile(
            place=place,
            position=position,
            article_id=record.id,
            article=record.article,
            label=case.label,
            origin=case.origin,
            citation=case.citation,
            sex=case.sex,
            paper=paper_cited(case.citation) if case.origin == "cited" else own_paper,
            ages=tuple(age for age in (case.age_years, *case.age_also) if age is not None),
            numbers=_numbers(case),
            positive=frozenset(test.name for test in case.antibodies if test.result == "positive"),
            negative=frozenset(test.name for test in case.antibodies if test.result == "negative"),
            given=given,
            denied=denied - given,
            doses=_doses(case),
            facts=sum(map(len, (case.ck, case.labs, case.cmas, case.antibodies, case.drugs))),
        )


def paper_of(record: ArticleRecord) -> Paper | None:
    """The article's own name; None where its file does not tell its first author."""
    words = _words(record.article.first_author or "")
    return Paper(words, record.article.year) if words else None


@cache
def paper_cited(citation: str | None) -> Paper | None:
    """What a citation names: "Binns et al, 2017", "Della Marina 2021"; None where it names nobody."""
    told = citation or ""
    end = _FIRST_NAME_ENDS.search(told)
    words = _words(told[: end.start()] if end else told)
    year = _YEAR.search(told)
    return Paper(words, int(year[1]) if year else None) if words else None


def significant(value: float) -> str:
    """The significant digits of a number as it is printed: 13,798 has five, 20,000 one, 94.2 three."""
    return f"{abs(value):.6f}".replace(".", "").strip("0")


def _numbers(case: CaseRecord) -> dict[Name, list[Number]]:
    numbers: dict[Name, list[Number]] = {}
    for position, ck in enumerate(case.ck):
        _add(numbers, ("ck", ""), position, ck)
    for position, lab in enumerate(case.labs):
        _add(numbers, ("labs", lab.analyte), position, lab)
    for position, told in enumerate(case.cmas):
        number = Number(told.score, None, significant(told.score), told.phase, position, (told.score, None))
        numbers.setdefault(("cmas", ""), []).append(number)
    return numbers


def _add(numbers: dict[Name, list[Number]], name: Name, position: int, told: Measurement) -> None:
    if told.value is None or told.comparator not in ("=", "~"):
        return
    factor, unit = common_unit(told.unit)
    converted = float(f"{told.value * factor:.6g}")
    number = Number(converted, unit, significant(told.value), told.phase, position, (told.value, told.unit))
    numbers.setdefault(name, []).append(number)


def _doses(case: CaseRecord) -> dict[str, list[DoseAt]]:
    return {
        course.name: [
            DoseAt(place, position, (dose.amount, dose.low, dose.high, dose.basis), dose.unit)
            for position, dose in enumerate(course.doses)
        ]
        for place, course in enumerate(case.drugs)
        if course.doses
    }


@cache
def _drug(name: str) -> str:
    """The name, or "glucocorticoid" for all of them: a table writes "steroids" where a report names prednisone."""
    known = drugs().get(name)
    return "glucocorticoid" if known and known["class"] == "glucocorticoid" else name


@cache
def _words(name: str) -> tuple[str, ...]:
    """A surname in folded words, without initials: "MARTÍN PEDRAZ L" is ("martin", "pedraz")."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    words = re.findall(r"[^\W\d_]+", bare)
    kept = [
        word for place, word in enumerate(words) if len(word) > 1 and not (place and word.isupper() and len(word) <= 3)
    ]
    return tuple(word.casefold().translate(_NO_LETTERS) for word in kept)


def _part_of(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    size = len(part)
    return any(whole[first : first + size] == part for first in range(len(whole) - size + 1))
