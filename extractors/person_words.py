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
    rf"{MALE}|m|mr|son|uncle|nephew|grandfather|husband|widower|(?!german|norman|roman|human|ottoman)[a-z]+(?<!wo)man"
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
NUMBER = rf"(?:(?:\d[\dl]?\d?|l\d)(?:\.\d+)?|{WORD_NUMBER})"
NOUN = rf"(?P<noun>{FEMALE}|{MALE}|{NEUTRAL}|{FAMILY})"


_ORDINALS = "birth first second third fourth fifth sixth seventh eighth ninth tenth".split()


def number_of(printed: str) -> float:
    """The number of digits or words: ``11``, ``l3`` (a misread 13), ``fifty-four``."""
    if printed in _ORDINALS:  # days of life, of which a year has many
        return _ORDINALS.index(printed) / 365
    if any(character.isdigit() for character in printed):
        return float(printed.replace("l", "1"))
    return in_words(printed)


def sex_of(noun: str) -> Sex | None:
    """The sex that a noun tells, None for patient, child and the like."""
    if _FEMALE.fullmatch(noun):
        return "female"
    return "male" if _MALE.fullmatch(noun) else None
