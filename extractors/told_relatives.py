"""Relatives who are patients by values of their own: who is meant by "his mother", and whose relative they are."""

import re

from extractors.anchors import Anchor
from extractors.cases import Case
from extractors.measured_kin import NEWBORN
from extractors.person_words import FAMILY
from schemas.values import Sex

_NOUN = re.compile(rf"\b(?P<noun>{FAMILY})\b")
_OF_WHOM = ("his", "her", "their")
_WHICH = re.compile(r"\b(?:elder|eldest|older|oldest|younger|youngest)\b")
_GROWN = 14  # years: who can be a mother
_REVERSE: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("son", "daughter"), ("mother", "father")),
    **dict.fromkeys(("brother", "sister", "sibling", "twin"), ("sister", "brother")),
    **dict.fromkeys(("mother", "father"), ("daughter", "son")),
}


def noun_of(words: str) -> str:
    """The noun of kinship in the words of an anchor, ``NEWBORN`` where they hold none or tell of a birth."""
    match = _NOUN.search(words)
    return match["noun"] if match else NEWBORN


def known_relative(cases: list[Case], words: str, anchor: Anchor, owner: Case | None) -> Case | None:
    """The patient told of before by such words, or whom they can only mean; None where it is nobody yet."""
    noun, age = noun_of(words), anchor.person.age_years if anchor.person else None
    own = [case for case in cases if case.origin == "own" and case.fits(anchor.sex, age)]
    whose = words.split(maxsplit=1)[0]
    named = [case for case in own if noun in case.aliases and not (whose in _OF_WHOM and case is owner)]
    if which := _WHICH.search(words):
        other = [case for case in named if any(_WHICH.search(alias) for alias in case.aliases)]
        named = [case for case in named if f"{which.group()} {noun}" in case.aliases or case not in other]
    if not named and noun == "mother" and age is None and whose in ("the", "our"):
        named = [case for case in own if case.sex == "female" and case.ages and case.ages[0] >= _GROWN]
        named = named if len(named) == 1 else []
    return named[-1] if named else None


def new_relative(words: str, sex: Sex | None) -> Case:
    """A relative of whom nobody told before."""
    noun = noun_of(words)
    which = _WHICH.search(words)
    aliases = [noun, f"{which.group()} {noun}"] if which else [noun]
    return Case(label=aliases[-1], sex_hint=sex, aliases=aliases)


def call_owner(owner: Case, noun: str, sex: Sex | None) -> None:
    """Whose relative it is gets the name that this makes: a woman with a son is the mother."""
    names = _REVERSE.get(noun)
    if names is not None and sex is not None and names[sex == "male"] not in owner.aliases:
        owner.aliases.append(names[sex == "male"])
