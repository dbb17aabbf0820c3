"""Several persons told together, with an age for each: ``five boys (aged 4, 6, 6, 8 and 11 years)``.

As many ages as persons tell them apart, wherever in a sentence the words stand; a range or an average never does.
"""

import re
from dataclasses import dataclass

from extractors.gates import Gated
from extractors.number_words import SMALL
from extractors.person_words import NUMBER, sex_of
from schemas.values import Sex

_COUNTS = r"two|three|four|five|six|seven|eight|nine|ten|[2-9]|10"
_SIBLINGS = r"siblings|sisters|brothers|twins|cousins"
_NOUNS = (
    rf"patients|children|cases|girls|boys|females|males|women|men|infants|newborns|neonates|babies|toddlers|"
    rf"adolescents|teenagers|youths|adults|individuals|subjects|students|pupils|soldiers|recruits|athletes|workers|"
    rf"school(?:boys|girls|children)|{_SIBLINGS}"
)
_UNIT = r"(?P<unit>years?|yrs?\.?|months?|weeks?|y)\b"
_LIST = rf"(?P<ages>{NUMBER}(?:, ?{NUMBER}){{0,8}},? (?:and|&) {NUMBER})"
_AGED = (
    r"(?:[Aa]ged|ages?(?: at (?:the )?(?:onset|presentation|diagnosis|admission|first (?:visit|symptoms?)))?"
    r"(?: (?:of|were|was))?:?|who were|"
    r"(?:fell ill|(?:became|were) (?:ill|weak)|presented|diagnosed|beginning|onset) at(?: (?:the )?ages?(?: of)?)?)"
)
_ROW = Gated(
    rf"\b(?:(?P<count>{_COUNTS})[ ]"
    r"(?:(?!(?:of|in|to|or|and|with|years?|months?|weeks?|days?|times)\b)[a-z][\w'-]*,?[ ]){0,5}?"
    rf"(?P<noun>{_NOUNS})|(?P<kin>{_SIBLINGS}))\b"
    r"(?![ ]of[ ](?:an?|the)[ ](?:girl|boy|child|patient|proband)\b)"
    rf"(?:,?[ ](?P<of>of)[ ](?:ages?[ ])?|(?P<between>[^.\d]{{0,90}}?)"
    rf"(?:[ (,;](?P<aged>{_AGED})[ ]|(?P<apart>,[ ]|[(;][ ]?)))"
    rf"{_LIST}(?:[ -]{_UNIT}(?P<old>[ -]old|[ ]of[ ]age)?)?"
    r"(?![ ]?(?:to|-|%|±|mg|g|kg|of[ ](?!the\b)|later|after|before|ago|earlier|apart|from|patients|children|cases|"
    r"u/l|iu|"
    r"years|months|weeks|days|hours)\b|[\d.,]?\d)"
)
ROWS = _ROW.gate
"""What a sentence needs for any such row."""


@dataclass(frozen=True, slots=True)
class AgeRow:
    """Persons at ``[start, end)``: what they are called, where the age of each stands, and in which part of a year."""

    start: int
    end: int
    noun: str
    noun_span: tuple[int, int]
    ages: tuple[tuple[int, int], ...]
    divisor: int

    @property
    def sex(self) -> Sex | None:
        """The sex that their noun tells."""
        return sex_of(self.noun.rstrip("s")) or sex_of(self.noun)


def age_row(text: str) -> AgeRow | None:
    """The persons whom a clean sentence in lower case tells of with an age for each."""
    for match in _ROW.finditer(text):
        ages = tuple(number.span() for number in re.compile(NUMBER).finditer(text, *match.span("ages")))
        count = match["count"]
        if count is not None and len(ages) != (int(count) if count.isdigit() else SMALL[count]):
            continue
        if count is None and len(ages) != 2:
            continue
        unit = match["unit"]
        if unit is None and match["aged"] is None:
            continue
        if match["apart"] and not match["old"] and not re.match(r" ?[),;.]", text[match.end() :]):
            continue  # "two patients, 5 and 7 years after"
        divisor = {"m": 12, "w": 52}.get((unit or "y")[0], 1)
        key = "noun" if count is not None else "kin"
        return AgeRow(match.start(), match.end(), match[key], match.span(key), ages, divisor)
    return None
