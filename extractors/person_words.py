"""The nouns that name a person, the numbers of ages, and what they tell."""

import re

from extractors.number_words import WORD_NUMBER, in_words
from schemas.values import Sex

FEMALE = r"girls?|wom[ae]n|females?|lad(?:y|ies)|sisters?|schoolgirl|housewife|mother|primigravida"
MALE = r"boys?|m[ae]n|males?|gentlem[ae]n|brothers?|schoolboy|father"
# "policewoman", "fisherman"; a German may be either
_FEMALE = re.compile(
    rf"{FEMALE}|f|mrs|ms|miss|daughter|aunt|niece|grandmother|wife|widow|nun|waitress|seamstress|multigravida|[a-z]+woman"
)
_MALE = re.compile(
    rf"{MALE}|m|mr|master|son|uncle|nephew|grandfather|husband|widower|(?!german|norman|roman|human|ottoman)[a-z]+(?<!wo)man"
)
FAMILY = (
    r"mother|father|sister|brother|sibling|son|daughter|aunt|uncle|cousin|grandmother|grandfather|"
    r"grandparent|parents?|twin|wife|husband|"
    r"niece|nephew|donor"
)
NEUTRAL = (
    r"patients?|child|children|infants?|neonates?|newborns?|toddlers?|teenagers?|adolescents?|"
    r"adults?|subjects?|individuals?|persons?|people|student|baby"
)
_FRACTION = r"(?:[ ]1/2(?!\d)|[ ]\d{1,2}/12(?!\d)|[ -]and[ -](?:a[ -]half|a[ -]quarter|three[ -]quarters)\b)"
NUMBER = rf"(?:(?:\d[\dl]?\d?|l\d)(?:\.\d+)?|{WORD_NUMBER}){_FRACTION}?"
NOUN = rf"(?P<noun>{FEMALE}|{MALE}|{NEUTRAL}|{FAMILY})"


_ORDINALS = "birth first second third fourth fifth sixth seventh eighth ninth tenth".split()
_ORDINAL_ENDS = re.compile(r"(?<=\d)(?:st|nd|rd|th)$")
_PARTS = re.compile(r"(?P<whole>.+?)[ -](?:(?P<over>\d{1,2})/(?P<under>\d{1,2})|and[ -](?P<part>[a-z]+[ -][a-z]+))$")
_PART = {"half": 0.5, "quarter": 0.25, "quarters": 0.75}
BIRTHDAYS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth"
).split()
"""Of which the number is the age."""


def number_of(printed: str) -> float:
    """The number of digits or words: ``11``, ``l3`` (a misread 13), ``fifty-four``, ``5 1/2``, ``two and a half``."""
    if printed in _ORDINALS:  # days of life, of which a year has many
        return _ORDINALS.index(printed) / 365
    if (parts := _PARTS.match(printed)) is not None:
        part = _PART[re.split("[ -]", parts["part"])[-1]] if parts["part"] else int(parts["over"]) / int(parts["under"])
        return number_of(parts["whole"]) + part
    if any(character.isdigit() for character in printed):
        return float(printed.replace("l", "1"))
    return in_words(printed)


def age_of_birthday(printed: str) -> float:
    """The age on a birthday: ``seventh``, ``8th``."""
    return BIRTHDAYS.index(printed) + 1.0 if printed in BIRTHDAYS else float(_ORDINAL_ENDS.sub("", printed))


def sex_of(noun: str) -> Sex | None:
    """The sex that a noun tells, None for patient, child and the like."""
    if _FEMALE.fullmatch(noun):
        return "female"
    return "male" if _MALE.fullmatch(noun) else None


def parts_of_year(unit: str | None) -> float:
    """How many of a unit of age are a year; 1 where none is told."""
    if not unit:
        return 1
    return {"mo": 12, "we": 52, "wk": 52, "da": 365}.get(unit[:2], 1)
