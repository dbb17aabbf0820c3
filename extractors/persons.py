"""How a text names a person: ``A 34-year-old woman``, ``a girl aged 11 years``, ``Female, 10 years``, ``12 y/o``.

Offsets are those of the clean text. Ages are in years; months are divided by 12, weeks by 52, days by 365.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.age_doubts import at_last, began_then, learnt, may_be_age
from extractors.age_moments import At, moment_of
from extractors.age_patterns import AGED, TOLD_AGED, WITH_AGE, WITHOUT_UNIT
from extractors.gates import any_of, words_of
from extractors.openings import BARE, bare_person
from extractors.overlaps import keep
from extractors.person_words import FAMILY, age_of_birthday, number_of, parts_of_year, sex_of
from schemas.values import Sex

# "a 30-year-old assay" is no person; "a 66-year-old farmer" is one.
_THING = re.compile(
    r" (?:[a-z-]+ )?(?:assay|study|building|hospital|house|program\w*|history|registry|cohort|survey|"
    r"trial|method|practice|law|database|"
    r"report|disease|lesion|scar|wound|injury|problem|tradition|system|scale|specimen|sample|biopsy|group|age)\b"
)

_SEX_BEHIND = re.compile(r" (?P<noun>girl|boy|female|male|woman|man)\b(?! (?:and|or|to)\b)")  # "adolescent girl"
_NEWBORN = re.compile(r"\b(?:newborn|neonat\w+)\b")
# "46 children (31 F, 15 M)": how many of either sex, no ages; of two siblings they would be ages
_EITHER_SEX = {
    sex: (
        re.compile(rf"[ ]?(?:[,;/:]|and)?[ ]?(?:and )?\d{{1,3}} ?{other}\b"),
        re.compile(rf"\d ?{other}[ ]?(?:[,;/:]|and)?[ ]?(?:and )?$"),
    )
    for sex, other in (("f", "m"), ("m", "f"))
}
_SIBLINGS = re.compile(r"\b(?:siblings?|twins?|brothers?|sisters?|cousins?)\b")


@dataclass(frozen=True, slots=True)
class Person:
    """A naming of a person at ``[start, end)``; ``age_span`` and ``noun_span`` are the words of each part.

    ``point``: the age may as well be a time of the course.
    """

    start: int
    end: int
    age_years: float | None
    sex: Sex | None
    age_span: tuple[int, int] | None
    noun_span: tuple[int, int] | None
    noun: str = ""
    article: str = ""
    at: At = "presentation"
    child_of: bool = False
    point: bool = False

    @property
    def family(self) -> bool:
        """A relative, not the patient."""
        return re.fullmatch(FAMILY, self.noun) is not None and not self.child_of

    @property
    def kin(self) -> bool:
        """Told by what they are to the patient: "her sister"."""
        return self.family and self.article in ("her", "his", "their")

    @property
    def plural(self) -> bool:
        """Several persons at once: a group, no patient."""
        titled = self.noun.startswith(("mrs", "ms", "miss"))
        return (self.noun.endswith("s") and not titled) or self.noun in ("men", "women", "children", "people", "ladies")


NAMES = AGED.or_(any_of((*WITHOUT_UNIT, BARE)))
"""What a sentence needs for any person."""


@lru_cache(maxsize=512)  # anchors and demographics ask for the same sentence
def find_persons(text: str) -> tuple[Person, ...]:
    """The persons named with their age in a clean text, in order. ``text`` is in lower case."""
    found: list[Person] = []
    seen = words_of(text)
    if not NAMES.opens(seen):
        return ()
    aged = AGED.opens(seen) and TOLD_AGED.search(text)
    for pattern in WITH_AGE if aged else WITHOUT_UNIT:
        for match in pattern.compiled.finditer(text) if pattern.gate.opens(seen) else ():
            person = _person(match, text)
            if person:
                keep(found, person)
    # "A healthy girl was referred at the age of 3 years": the age has no noun of its own.
    bare = None if any(person.noun or person.at == "presentation" for person in found) else bare_person(text)
    which = "2" if bare and bare["noun"] is None else ""
    if bare and not any(bare.start("article" + which) < person.end and person.start < bare.end() for person in found):
        noun = bare["noun" + which]
        start, span = bare.start("article" + which), bare.span("noun" + which)
        sex = sex_of(noun) or next((told for word in text[start : span[0]].split() if (told := sex_of(word))), None)
        new = _NEWBORN.search(text, start, bare.end())
        age = (None, None) if new is None else (0.0, new.span())
        found.append(Person(start, bare.end(), age[0], sex, age[1], span, noun, "a"))
    return tuple(sorted(found, key=lambda person: person.start))


def _person(match: re.Match[str], text: str) -> Person | None:
    groups = match.groupdict()
    key = next(name for name in ("years", "short", "small", "birthday") if groups.get(name))
    years = _years(groups, key)
    if years > 115 or _is_range(text, match, key):
        return None
    if not groups.get("noun") and re.match(r"the (?:old|young|eld)est\b", match.group()):
        return None  # "the youngest was 22 months and the oldest 86 years old": of a group
    if not (groups.get("noun") or groups.get("sign")) and _THING.match(text, match.end()):
        return None
    told = "noun" if groups.get("noun") else "sign"
    noun = groups.get(told) or ""
    if _counts_a_sex(text, match, noun):
        return None
    noun_span = match.span(told) if noun else None
    age_end = max(match.end(name) for name in (key, "half", "unit", "months", "twelfths") if groups.get(name))
    article = groups.get("article") or ""
    ill = groups.get("ill") or groups.get("when") == "onset"
    point = groups.get("point")
    if point and not may_be_age(text, match, years):
        return None
    ill = ill or (point and began_then(text, match.end()))
    at: At = "onset" if ill else "other" if point else moment_of(text, match, groups.get("since"), match.start(key))
    if not groups.get("noun") and (at_last(text, match.start()) or (at == "other" and learnt(text, match.start()))):
        return None
    sex = sex_of(noun)
    if noun and sex is None and (behind := _SEX_BEHIND.match(text, match.end())) is not None:
        sex, noun_span = sex_of(behind["noun"]), behind.span("noun")
    child_of = noun in ("son", "daughter", "twin") and text.startswith(" of", match.end())
    return Person(
        match.start(),
        match.end(),
        round(years, 2),
        sex,
        (match.start(key), age_end),
        noun_span,
        noun,
        article,
        at,
        child_of,
        bool(point),
    )


def _years(groups: dict[str, str | None], key: str) -> float:
    """The age in years that the groups of a match tell together; its number is in the group ``key``."""
    told = groups[key] or ""
    years = age_of_birthday(told) if key == "birthday" else number_of(told)
    years /= parts_of_year(groups.get("unit"))
    if months := groups.get("months"):
        years += number_of(months) / 12
    if twelfths := groups.get("twelfths"):
        years += float(twelfths) / 12
    return years + 0.5 if groups.get("half") else years


def _counts_a_sex(text: str, match: re.Match[str], noun: str) -> bool:
    """Whether a number with a letter stands beside one of the other sex, each the number of those of that sex."""
    groups = match.groupdict()
    if noun not in _EITHER_SEX or groups.get("unit") or not groups.get("years"):
        return False
    behind, ahead = _EITHER_SEX[noun]
    before = text[max(0, match.start("years") - 12) : match.start("years")]
    beside = behind.match(text, match.end()) or ahead.search(before)
    return beside is not None and _SIBLINGS.search(text) is None


def _is_range(text: str, match: re.Match[str], key: str) -> bool:
    before, behind = text[max(0, match.start(key) - 20) : match.start(key)], text[match.end() : match.end() + 8]
    return bool(
        re.search(
            r"\d ?(?:-|to|and|or) ?$|(?:under|over|above|below|than|>|<|≥|≤|median|mean|between|average) "
            r"?(?:the )?(?:ages? )?(?:of )?(?:the )?$|\bbefore (?:the )?age (?:of )?$",
            before,
        )
        or re.match(r" ?(?:-|to|±) ?\d", behind)
    )
