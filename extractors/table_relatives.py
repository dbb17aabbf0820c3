"""Whom the row of a relative means in a table of one family: a patient known from the text, or one more."""

from extractors.cases import Case
from extractors.person_words import sex_of
from schemas.values import Sex


def of_relative(label: str, kin: str, told: tuple[Sex | None, float | None], cases: list[Case]) -> Case:
    """The case of the row ``label`` of a relative, ``kin`` "" for the index patient; ``told``: its sex and age."""
    sex, age = told
    own = [case for case in cases if case.origin == "own"]
    sex = sex or sex_of(kin)
    named = [case for case in own if kin in (case.label.lower(), *case.aliases) and case.fits(sex, None)]
    if len(named) == 1:
        return named[0]
    first = [case for case in own if case.label == "index patient" or len(own) == 1]
    if not kin and len(first) == 1:
        return first[0]
    alike = [case for case in own if age is not None and case.ages and case.sex and case.fits(sex, age)]
    if len(alike) == 1 and (not kin or len(own) > 1):
        return alike[0]
    words = label[:1].upper() + label[1:]
    case = Case(label=words, sex_hint=sex, aliases=[kin] if kin else [])
    cases.append(case)
    return case
