"""Whom a description by age, sex or noun means: somebody told of before, or a new patient."""

import re

from extractors.cases import Case
from extractors.citations import cited_paper, of_authors
from extractors.others_patients import NEWCOMERS, of_nobody_here, paper_of_others
from extractors.persons import Person
from extractors.reading import Sentence
from extractors.told_cases import OPENING, ToldCases
from extractors.told_family import of_family, sibling
from extractors.told_papers import of_another_paper

# "The youngest published child, a boy of 10 months": somebody else's patient.
_PUBLISHED = re.compile(
    r"\b(?:youngest|oldest|first|only|earliest|one) (?:published|reported|described|recorded) (?:[\w-]+ ){0,2}[\w-]+, $"
)
# "The youngest child, a boy of 10 months": of those whom a table of a review lists
_EXTREME = re.compile(r"\b(?:youngest|oldest) (?:[a-z-]+ )?[a-z-]+, $")
_NEAR = 12  # words between a label and the description that belongs to it


def described(told: ToldCases, sentence: Sentence, person: Person, index: int) -> list[Case]:
    """The case that a description means, or a new one."""
    if told.siblings and index and sentence.anchors[index - 1].kind == "sibling":
        return sibling(told, sentence, sentence.anchors[index - 1])  # "the elder, a girl of 12"
    if told.review and _EXTREME.search(sentence.lowered, max(0, person.start - OPENING), person.start):
        return []
    return _person_meant(told, sentence, person, index)


def _person_meant(told: ToldCases, sentence: Sentence, person: Person, index: int) -> list[Case]:
    """The same of somebody who is no sibling named just before."""
    if (citation := cited_paper(sentence, person) or of_authors(sentence, person)) is not None:
        return [of_another_paper(told, citation, person)]
    if person.noun in told.family:
        return [of_family(told, person.noun)]
    arguing = told.argues(sentence)
    if (arguing or (told.cases and told.tells(sentence))) and (
        citation := paper_of_others(sentence, person)
    ) is not None:
        return [of_another_paper(told, citation, person)]
    if _is_labelled(told, sentence, person, index):
        return told.under_label(_abstracted(told, person)) or told.open
    known = [] if person.kin else _known(told, person)
    if known or _definite(told, person) or (not person.noun and told.open):
        return known or told.open
    if arguing and (told.cases or told.review):
        citation = of_nobody_here(sentence, person)
        return [] if citation is None else [of_another_paper(told, citation, person)]
    if not person.noun and not (person.article and person.start < OPENING):
        return []
    if _PUBLISHED.search(sentence.lowered[: person.start]):
        return []
    own = sum(case.origin == "own" for case in told.cases)
    case = Case(label=f"Case {own + 1}" if own else "index patient")
    told.cases.append(case)
    return [case]


def _is_labelled(told: ToldCases, sentence: Sentence, person: Person, index: int) -> bool:
    """Whether it describes the open case: the label just before it, or the only one, of whom no age is told yet."""
    if len(told.open) != 1 or _is_another(told, person):
        return False
    labels = [anchor for anchor in sentence.anchors[:index] if anchor.kind == "label"]
    if labels:
        return sentence.between(sentence.first + labels[-1].end, sentence.first + person.start).count(" ") < _NEAR
    headed = person.start == 0 and told.opened_by_label() is not None  # "Case 2. Her 15-year-old cousin was seen"
    return not told.open[0].ages and told.open[0].fits(person.sex, None) and (headed or not person.kin)


def _abstracted(told: ToldCases, person: Person) -> list[Case]:
    """The patient whom the abstract described by sex and age, and who is described here again, under a label."""
    if person.age_years is None or person.sex is None or told.opened_by_label() is None:
        return []
    aged = [case for case in told.cases if case.origin == "own" and case.number is None and case.ages]
    same = [case for case in aged if case.sex == person.sex and case.fits(person.sex, person.age_years)]
    return same if len(same) == 1 else []


def _known(told: ToldCases, person: Person) -> list[Case]:
    """The own case of that sex and age, or the first announced one of whom nothing is told yet."""
    own = [case for case in told.cases if case.origin == "own" and case.fits(person.sex, person.age_years, 0.5)]
    known = [case for case in own if case.ages or person.age_years is None]
    if not known:
        waiting = [
            case
            for case in told.announced
            if _untold(told, case) and case.number is None and id(case) not in told.described
        ]
        return [case for case in waiting if case.fits(person.sex, None)][:1]
    return known if len(known) == 1 else ([case for case in known if case in told.open] or known[-1:])


def _untold(told: ToldCases, case: Case) -> bool:
    """Whether of one of those announced together nothing is told yet but what is said of all of them."""
    shared = [item for other in told.announced if other is not case for item in other.mentions]
    return not case.ages and all(item in shared for item in case.mentions)


def _is_another(told: ToldCases, person: Person) -> bool:
    """``A 9-year-old girl and a boy aged 7``: whom the sentence at hand has described otherwise just before."""
    before = told.described.get(id(told.open[0])) if len(told.open) == 1 else None
    if before is None:
        return False
    aged = person.noun and before.age_years is not None and person.age_years is not None
    return person.article in NEWCOMERS or (bool(aged) and before.age_years != person.age_years)


def _definite(told: ToldCases, person: Person) -> bool:
    """Whether "this 12-year-old girl", or an age without article ("at 14 years old she"), is of the open case."""
    newcomer = ("a", "an", "another", "one", "second", "first", "her", "his", "their")
    if _is_another(told, person):
        return False
    return len(told.open) == 1 and person.article not in newcomer and told.open[0].fits(person.sex, None)
