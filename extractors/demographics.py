"""Sex and age of a patient: ``A 34-year-old woman``, ``Gender: F``, ``Age at onset (y): 9.2``, ``Female, 10 years``."""

import re
from collections.abc import Iterator

from extractors.age_moments import At
from extractors.anchors import Anchor
from extractors.gates import Gated
from extractors.person_cells import person_of_cell
from extractors.person_words import number_of, sex_of
from extractors.persons import Person, find_persons
from extractors.reading import Found, Sentence
from schemas.mention import AgeMention, SexMention
from schemas.values import Sex

POINT = "demographics.at-point"
"""The rule of an age that may as well be a time of the course."""
_SEX_HEAD = re.compile(r"\b(?:sex|gender)\b")
# "was a girl", "a male infant": not "the girls", not "a male predominance".
_SEX_NOUN = Gated(
    r"\b(?:was|is|an?|this|our|the|of)\s+(?:an?\s+)?(?:[a-z-]+\s+)??(?P<noun>female|male|girl|boy|"
    r"woman|man|lady|gentleman)\b(?!-)(?!\s+(?:predomin|prepond|sex|donor|relative|cousin|sibling|"
    r"gender|to|and))"
)
_AGE_HEAD = re.compile(
    r"\bage\b(?!nt)|^(?:(?:disease|symptom|clinical) )?onset\s?[(,]\s?(?:in )?(?:years?|yrs?|y)\b\.?\)?\W*$"
)
_APPOSED = re.compile(
    r"(?:,| \(|:) ?(?:an? )?(?:[a-z-]+ ){0,2}?(?P<noun>female|male|girl|boy|woman|man)(?=[,;.):]| who\b)"
)
# "Patient 1 (F, 12 y)": the name of a row or column with sex and age.
_NAMED = re.compile(
    r"^(?:(?:case|patient|pt|subject|child|proband|p)\.? ?)?(?:no\.? ?)?(?:\d{1,2}|[a-h])\W{0,3}"
    r"\((?P<words>[^()]{3,40})\)"
)
_NAMED_KINDS = ("label", "ordinal", "sibling", "relative")
_AGED = re.compile(r" \((?:aged? )?(?P<years>\d{1,2}) (?P<unit>years?|months)[);]")
_SIGNS = str.maketrans({"♀": "f", "♂": "m"})
_SEX_CELL = re.compile(r"\s*(?P<sex>female|male|girl|boy|woman|man|f|m)\b")
_MONTHS_ALONE = re.compile(r"\s*\d{1,2}\s?m\W*")
_AGE_CELL = re.compile(
    r"\s*(?P<age>\d{1,3}(?:\.\d+)?)\s*(?P<unit>years?|yrs?|y|months?|mo|m)?\s*"
    r"(?:,?\s?(?:and\s)?(?P<months>\d{1,2})\s*(?:months?|mo|m)\b|(?<=\s)(?P<twelfths>\d{1,2})/12\b)?"
    r"\s*(?:old|of age)?\s*(?:\([^)]*\))?\s*"
)


def find_demographics(sentence: Sentence) -> Iterator[Found]:
    """The sexes and ages that a sentence or a table cell tells of one patient."""
    if sentence.passage.kind == "cell":
        yield from _of_cell(sentence)
        return
    told = any(anchor.person is not None and anchor.person.sex is not None for anchor in _described(sentence))
    for anchor in sentence.anchors:
        yield from _of_anchor(sentence, anchor)
    for person in find_persons(sentence.lowered):
        if not person.noun and person.at != "presentation":
            rule = POINT if person.point else "demographics.at-age"
            yield _age(sentence, person, sentence.first, rule)
    noun = _SEX_NOUN.search(sentence.lowered) if not told and (sentence.refers or not sentence.anchors) else None
    if noun and (sex := sex_of(noun["noun"])):
        yield _sex(
            sentence, sex, sentence.first + noun.start("noun"), sentence.first + noun.end("noun"), "demographics.noun"
        )
        return
    pronoun = next((anchor for anchor in sentence.anchors if anchor.kind == "reference" and anchor.sex), None)
    if pronoun and pronoun.sex and not told:
        start = sentence.first + pronoun.start
        yield _sex(sentence, pronoun.sex, start, sentence.first + pronoun.end, "demographics.reference")


def _described(sentence: Sentence) -> list[Anchor]:
    """Who is described by sex or age, of patients and relatives who are patients."""
    return [
        anchor for anchor in sentence.anchors if anchor.kind in ("person", "relative") and anchor.person is not None
    ]


def _of_anchor(sentence: Sentence, anchor: Anchor) -> Iterator[Found]:
    """What a naming of a patient tells of sex and age."""
    if anchor.kind in ("person", "relative") and anchor.person is not None:
        yield from _of_person(sentence, anchor.person, sentence.first, "demographics.person")
    elif anchor.kind == "label" and anchor.sex is not None:
        place = sentence.first + anchor.start
        yield _sex(sentence, anchor.sex, place, sentence.first + anchor.end, "demographics.noun")
    elif anchor.kind == "label" and len(anchor.labels) == 1:
        yield from _of_apposed(sentence, anchor.end)
    if anchor.kind in _NAMED_KINDS and anchor.person is None:
        yield from _aged(sentence, anchor.end)


def _aged(sentence: Sentence, end: int) -> Iterator[Found]:
    """The age in "the elder (22 years) had", "patient 2 (14 years)"."""
    match = _AGED.match(sentence.lowered, end)
    if match is None or any(
        person.start < match.end() and end <= person.start for person in find_persons(sentence.lowered)
    ):
        return
    years = float(match["years"]) / (12 if match["unit"].startswith("m") else 1)
    start, last = (sentence.first + place for place in (match.start("years"), match.end("unit")))
    yield _age_found(sentence, round(years, 2), "presentation", start, last, "demographics.noun")


def _of_apposed(sentence: Sentence, end: int) -> Iterator[Found]:
    """The sex in "Patient 2 (female)", "Patient A, a boy, fell ill": no person by itself, as no age is told with it."""
    noun = _APPOSED.match(sentence.lowered, end)
    sex = sex_of(noun["noun"]) if noun else None
    if (
        noun is None
        or sex is None
        or any(anchor.start <= noun.start("noun") < anchor.end for anchor in sentence.anchors)
    ):
        return
    start, last = (sentence.first + place for place in noun.span("noun"))
    yield _sex(sentence, sex, start, last, "demographics.noun")


def of_several(
    sentence: Sentence, ages: tuple[int, int], noun: tuple[int, int], sex: Sex | None, divisor: int = 1
) -> Iterator[Found]:
    """Age and sex of one of several persons told of together, of whose age and noun the places are given.

    ``divisor``: how many of the units in which the age is told are a year.
    """
    start, end = (sentence.first + place for place in ages)
    years = round(number_of(sentence.passage.clean.text[start:end].lower()) / divisor, 2)
    yield _age_found(sentence, years, "presentation", start, end, "demographics.person")
    if sex is not None:
        yield _sex(sentence, sex, sentence.first + noun[0], sentence.first + noun[1], "demographics.person")


def _of_person(sentence: Sentence, person: Person, offset: int, rule: str) -> Iterator[Found]:
    if person.age_span is not None and person.age_years is not None:
        yield _age(sentence, person, offset, rule)
    if person.sex is not None and person.noun_span is not None:
        yield _sex(sentence, person.sex, offset + person.noun_span[0], offset + person.noun_span[1], rule)


def _of_cell(sentence: Sentence) -> Iterator[Found]:
    offset = sentence.passage.head
    head, cell = sentence.passage.clean.text[:offset].lower(), sentence.passage.clean.text[offset:].lower()
    cell = cell.translate(_SIGNS)
    person = person_of_cell(cell)
    if _MONTHS_ALONE.fullmatch(cell) and not _SEX_HEAD.search(head):
        person = None  # "9m" under "Age"
    named = _NAMED.search(cell) if person is None else None
    if named is not None and (person := person_of_cell(named["words"])) is not None:
        yield from _of_person(sentence, person, offset + named.start("words"), "demographics.cell")
        return
    if person is not None and (
        re.search(r"\b(?:sex|gender|age|case|patient|demographic)", head) or not head.strip(" :")
    ):
        yield from _of_person(sentence, person, offset, "demographics.cell")
        return
    if _SEX_HEAD.search(head) and (match := _SEX_CELL.match(cell)):
        sex = sex_of(match["sex"])
        if sex:
            yield _sex(sentence, sex, offset + match.start("sex"), offset + match.end("sex"), "demographics.cell")
    if _AGE_HEAD.search(head) and (match := _AGE_CELL.fullmatch(cell)):
        unit = match["unit"] or ("months" if "month" in head and "year" not in head else "years")
        years = (
            float(match["age"]) / (12 if unit.startswith("m") else 1)
            + float(match["months"] or match["twelfths"] or 0) / 12
        )
        at: At = "onset" if "onset" in head else "diagnosis" if "diagnos" in head else "presentation"
        if "last" in head or "follow" in head or "current" in head or "now" in head:
            at = "other"
        yield _age_found(
            sentence, round(years, 2), at, offset + match.start("age"), offset + match.end(), "demographics.cell"
        )


def _age(sentence: Sentence, person: Person, offset: int, rule: str) -> Found:
    first, last = person.age_span or (person.start, person.end)
    return _age_found(sentence, person.age_years or 0.0, person.at, offset + first, offset + last, rule)


def _age_found(sentence: Sentence, years: float, at: At, start: int, end: int, rule: str) -> Found:
    mention = AgeMention(
        level=sentence.level,
        cue=sentence.cue,
        age_years=years,
        at=at,
        printed=sentence.passage.clean.text[start:end],
        evidence=sentence.evidence(start, end),
        rule=rule,
    )
    return Found(mention, sentence, start, end)


def _sex(sentence: Sentence, sex: Sex, start: int, end: int, rule: str) -> Found:
    mention = SexMention(
        level=sentence.level,
        cue=sentence.cue,
        sex=sex,
        printed=sentence.passage.clean.text[start:end],
        evidence=sentence.evidence(start, end),
        rule=rule,
    )
    return Found(mention, sentence, start, end)
