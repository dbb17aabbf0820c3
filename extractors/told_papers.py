"""Patients of other papers: one told of before, or somebody new."""

from extractors.anchors import Anchor
from extractors.cases import Case
from extractors.citations import Several, author_of, same_paper
from extractors.demographics import of_several
from extractors.others_patients import OTHERS
from extractors.persons import Person
from extractors.reading import Sentence
from extractors.told_cases import ToldCases
from schemas.values import Sex


def of_another_paper(told: ToldCases, citation: str, person: Person | None = None) -> Case:
    """The patient of a paper of whom was told before, where the description is the same; else a new one."""
    if person is not None and citation != OTHERS:
        known = (case for case in told.cases if case.origin == "cited" and same_paper(case.label, citation))
        same = [
            case
            for case in known
            if case.fits(person.sex, person.age_years) and case.told_alike(person.sex, person.age_years)
        ]
        if len(same) == 1:
            return same[0]
    case = Case(label=citation, origin="cited", citation=citation)
    told.cases.append(case)
    return case


def of_author(told: ToldCases, citation: str, anchor: Anchor) -> Case:
    """The patient of a paper that was told of before, or a new one."""
    same = [case for case in told.cases if case.origin == "cited" and author_of(case.label) == author_of(citation)]
    if "#" in citation:
        same = [case for case in same if case.label.endswith(citation[citation.index("#") :])]
    if len(same) == 1 and same[0].fits(anchor.sex, None):
        return same[0]
    case = of_another_paper(told, citation)
    case.sex_hint = anchor.sex
    return case


def of_several_told(told: ToldCases, sentence: Sentence, several: Several) -> tuple[Anchor, list[Case]]:
    """The new cases of several patients of one paper, with their ages."""
    cases = [of_another_paper(told, several.citation) for _ in several.ages]
    for number, (case, age) in enumerate(zip(cases, several.ages, strict=True), start=1):
        case.label = f"{several.citation} #{number}"
        for found in of_several(sentence, age, several.noun, several.sex):
            case.add(found.mention, sentence.order)
    told.open = cases
    return Anchor("group", several.start, several.end, count=len(cases), sex=several.sex), cases


def of_siblings_told(
    told: ToldCases, citation: str, start: int, end: int, sex: Sex | None
) -> tuple[Anchor, list[Case]]:
    """The new cases of two siblings of one paper, of whom the next sentences tell as the elder and the younger."""
    told.siblings = [
        Case(label=f"{citation} #{number}", origin="cited", citation=citation, sex_hint=sex) for number in (1, 2)
    ]
    told.cases += told.siblings
    told.together = told.siblings
    told.open = []
    return Anchor("group", start, end, count=2, sex=sex), told.siblings
