"""A second look at an article of which no patient of the authors' own was found by then: who is its patient?

What opens the story of the one patient of a report is worth more than anything else in it, since without it every fact
is lost. So where the usual rules open nobody, or open somebody late, any person is taken whom the authors present
(``We encountered a female infant``), or of whom it is told what happened (``A young girl of Moroccan origin was
admitted``); in a section named case report, also somebody told of by a pronoun alone.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.anchors import Anchor
from extractors.gates import Gated
from extractors.last_look import look_last
from extractors.openings import Opening, anyone_of, opening_of
from extractors.others_patients import ARGUING
from extractors.person_words import NUMBER, number_of, sex_of
from extractors.persons import Person
from extractors.reading import Sentence
from extractors.reviews import is_review
from extractors.told_cases import OPENING
from schemas.values import Sex

_READ = ("prose", "heading")
_NO_STORY = (*ARGUING, "methods")
_NEWBORN = re.compile(r"\b(?:neonate|newborn)$")
# An article about many: "a patient in the placebo arm died" is no report of a patient.
_ABOUT_MANY = Gated(
    r"\b(?:randomi[sz]ed|placebo|enrolled|recruited|retrospective(?:ly)?|prospective(?:ly)?|cohort|"
    r"consecutive(?! (?:days?|weeks?|months?|hours?|doses?|infusions?|times|cycles?|mornings?))|"
    r"systematic review|meta-analysis|questionnaire|survey|registry|participants|median(?! nerve| age of onset)|"
    r"we (?:[a-z]+ )?(?:treated|studied|included|reviewed|analy[sz]ed|followed|evaluated|examined|assessed|tested|"
    r"compared) (?:all|\d+|sera|data)|"
    r"(?:\d{2,}|several|many) (?:[a-z-]+ ){0,2}(?:patients|children|subjects|centres|centers) (?:were|was|with|from))\b"
)
# "One pregnant female was collected" is a patient only where people are treated.
_SEX_ALONE = re.compile(r"\b(?:fe)?male$")
_CARE = re.compile(r"\b(?:patients?|hospitals?|clinics?|symptoms?|treated|she|he|serum)\b")
_SPECIES = re.compile(
    r"\b(?:(?<!oxygen )(?<!nitrogen )species|habitats?|genus|larvae|mice|zebrafish|rats?|tadpoles?)\b"
)
# "A widow of 71 was", "A Caucasian, aged 54 years,", "An ex-smoker, male, 66, had": behind who is no listed noun
_AGED = re.compile(
    rf"(?:,? \(?(?:fe)?male(?= ?[,)]))?(?:,? (?:aged|of)|,| \() ?(?:aged )?(?P<age>\d\d|{NUMBER}(?=[ -][ymd]))"
    r"(?:[ -](?P<unit>years?|yrs?|y|(?P<months>months?))(?:[ -](?:old|of age))?)?"
    r"(?=[,;)]| (?:was|had|who|with|[a-z]+ed)\b)"
)
_SOON = 3  # sentences in which who was told of by a trade is called he or she


def look_again(sentences: list[Sentence]) -> bool:
    """Give sentences that open the story of the one patient their ``opening``; returns whether there is any."""
    if any(
        sentence.passage.person is not None or any(anchor.kind in ("label", "series") for anchor in sentence.anchors)
        for sentence in sentences
    ):
        return False
    prose = [sentence for sentence in sentences if sentence.passage.kind in _READ]
    first = next((sentence for sentence in prose if _described(sentence) is not None), None)
    opened = list(_openings(prose, first))
    if (
        opened
        and all(_SEX_ALONE.search(told.lowered[: opening.end]) for told, opening in opened)
        and _of_animals(prose)
    ):
        opened = []
    if not any(opening.presented for _, opening in opened) and _about_many(sentences):
        opened = []
    if not opened:
        if first is not None or is_review(sentences):
            return False
        many = _about_many(sentences)
        return (not many and _by_age(prose)) or look_last(sentences, prose, many=many)
    if is_review(sentences):
        return False
    _open(opened, _described(first) if first is not None else None)
    return any(sentence.opening is not None for sentence in prose)


def _described(sentence: Sentence) -> Person | None:
    """The person whom the usual rules open in a sentence."""
    persons = (anchor.person for anchor in sentence.anchors if anchor.kind == "person")
    return next((person for person in persons if person and (person.noun or _begins(person))), None)


def _begins(person: Person) -> bool:
    """Whether an age without a noun opens a story by itself: "A 7-year-old was seen"."""
    return person.article != "" and person.start < OPENING


def _openings(prose: list[Sentence], first: Sentence | None) -> Iterator[tuple[Sentence, Opening]]:
    """The sentences ahead of the first person found so far that open a story, with the person of each."""
    for index, sentence in enumerate(prose):
        if sentence is first:
            return
        if sentence.passage.section in ("references", "back"):
            continue
        opening = opening_of(sentence.lowered, notes=sentence.passage.section == "case" and sentence.first == 0)
        if opening is None and any(map(_pronoun, prose[index : index + _SOON])):
            opening = anyone_of(sentence.lowered)
        if opening is not None and (opening.presented or sentence.passage.section not in _NO_STORY):
            yield sentence, opening


def _pronoun(sentence: Sentence) -> bool:
    return any(anchor.pronoun for anchor in sentence.anchors)


def _open(opened: list[tuple[Sentence, Opening]], known: Person | None) -> None:
    """Open the story of one person: of whom the authors present first, else of whom they tell first."""
    persons = [(sentence, opening, _person(sentence, opening)) for sentence, opening in opened]
    presented = [person for _, opening, person in persons if opening.presented]
    sex: Sex | None = presented[0].sex if presented else None  # who is told of later may be another's patient
    sex = sex or (known.sex if known else None) or (presented[0] if presented else persons[0][2]).sex
    passage = None
    for sentence, _, person in persons:
        if sentence.passage is not passage and (None in (sex, person.sex) or sex == person.sex):
            passage = sentence.passage
            sentence.opening = Anchor("person", person.start, person.end, person=person, sex=person.sex)


def _person(sentence: Sentence, opening: Opening) -> Person:
    noun = (opening.first, opening.last)
    age = 0.0 if _NEWBORN.search(sentence.lowered[opening.start : opening.end]) else None
    words = sentence.lowered[slice(*noun)]
    span = None if age is None else (opening.first, opening.end)
    told = _AGED.match(sentence.lowered, opening.end)
    if age is None and told is not None and (told["unit"] or told["age"].isdigit()):
        age = round(number_of(told["age"]) / (12 if told["months"] else 1), 2)
        span = told.start("age"), told.end("unit") if told["unit"] else told.end("age")
    return Person(opening.start, opening.end, age, sex_of(words), span, noun, words, "a", at="other")


def _of_animals(prose: list[Sentence]) -> bool:
    cared = any(_CARE.search(sentence.lowered) for sentence in prose)
    return not cared or any(_SPECIES.search(sentence.lowered) for sentence in prose)


def _about_many(sentences: list[Sentence]) -> bool:
    return any(_ABOUT_MANY.search(sentence.lowered) for sentence in sentences if sentence.passage.kind != "cell")


def _by_age(prose: list[Sentence]) -> bool:
    """Open the story of somebody told of by an age alone: "antibodies were found in a 7-year-old with weakness"."""
    for sentence in prose:
        asked = sentence.lowered.rstrip().endswith("?")
        for anchor in sentence.anchors if sentence.passage.section not in _NO_STORY and not asked else ():
            if anchor.person is not None and anchor.person.article in ("a", "an", "one"):
                person = replace(anchor.person, noun="patient")
                sentence.opening = replace(anchor, person=person)
                return True
    return False
