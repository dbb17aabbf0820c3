"""The profiles of a record's cases as JSON, so that the search for patients reported twice parses no record."""

import json
from collections.abc import Iterator
from typing import Any

from flows.workers.articles import Named
from flows.workers.patient_profiles import DoseAt, Number, Paper, Profile, paper_cited, paper_of, profiles_of
from schemas.record import ArticleRecord


def profile_words(record: ArticleRecord) -> str:
    """All profiles of a record as one JSON text, without what the article's own columns tell."""
    paper = paper_of(record)
    told = {
        "paper": [paper.author, paper.year] if paper else None,
        "cases": [_row(each) for each in profiles_of(record, 0)],
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def profiles_told(words: str, place: int, article_id: str, article: Named) -> Iterator[Profile]:
    """The profiles that ``profile_words`` told, of the record at ``place``."""
    told = json.loads(words)
    own_paper = Paper(tuple(told["paper"][0]), told["paper"][1]) if told["paper"] else None
    for position, (label, origin, citation, sex, ages, numbers, names, doses, facts) in enumerate(told["cases"]):
        positive, negative, given, denied = map(frozenset, names)
        yield Profile(
            place=place,
            position=position,
            article_id=article_id,
            article=article,
            label=label,
            origin=origin,
            citation=citation,
            sex=sex,
            paper=paper_cited(citation) if origin == "cited" else own_paper,
            ages=tuple(ages),
            numbers={(field, name): [_number(*each) for each in rows] for field, name, rows in numbers},
            positive=positive,
            negative=negative,
            given=given,
            denied=denied,
            doses={drug: [_dose(*each) for each in rows] for drug, rows in doses},
            facts=facts,
        )


def _row(each: Profile) -> list[Any]:
    numbers = [[*name, [_number_row(number) for number in told]] for name, told in each.numbers.items()]
    names = [sorted(told) for told in (each.positive, each.negative, each.given, each.denied)]
    doses = [[drug, [[at.course, at.position, *at.dose, at.unit] for at in told]] for drug, told in each.doses.items()]
    return [each.label, each.origin, each.citation, each.sex, each.ages, numbers, names, doses, each.facts]


def _number_row(each: Number) -> list[Any]:
    return [each.value, each.unit, each.digits, each.phase, each.position, *each.as_told]


def _number(
    value: float, unit: str | None, digits: str, phase: str | None, position: int, told: float, told_unit: str | None
) -> Number:
    return Number(value, unit, digits, phase, position, (told, told_unit))


def _dose(course: int, position: int, amount: object, low: object, high: object, basis: object, unit: str) -> DoseAt:
    return DoseAt(course, position, (amount, low, high, basis), unit)
