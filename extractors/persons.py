"""How a text names a person: ``A 34-year-old woman``, ``a girl aged 11 years``, ``Female, 10 years``, ``12 y/o``.

Offsets are those of the clean text. Ages are in years; months are divided by 12, weeks by 52, days by 365.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from extractors.age_doubts import at_last, began_then, learnt, may_be_age, of_course
from extractors.age_patterns import AGED, TOLD_AGED, WITH_AGE, WITHOUT_UNIT
from extractors.gates import any_of, words_of
from extractors.openings import BARE, bare_person
from extractors.overlaps import keep
from extractors.person_words import FAMILY, age_of_birthday, number_of, sex_of
from schemas.values import Sex

_CELL = re.compile(
    r"^\s*\(?(?P<noun>female|male|girl|boy|woman|man|f|m)\b[\s,;/(]{0,3}(?P<years>\d{1,3}(?:\.\d+)?)"
    r"\s?(?P<unit>years?|yrs?|y|months?|mo)?\b(?!-\d)"
    r"(?:,?\s(?:and\s)?(?P<months>\d{1,2})\s?(?:months?|mo|m)\b)?"
    r"|^\s*(?P<years2>\d{1,3}(?:\.\d+)?)\s?(?P<unit2>years?|yrs?|y|months?|mo)?"
    r"(?:(?<=[sry]),?\s(?:and\s)?(?P<months2>\d{1,2})\s?(?:months?|mo|m)\b(?=[\s,/;]))?(?:[\s,/;]|old)"
    r"{1,5}(?P<noun2>female|male|girl|boy|woman|man|f|m)\b"
)

# "a 30-year-old assay" is no person; "a 66-year-old farmer" is one.
_THING = re.compile(
    r" (?:[a-z-]+ )?(?:assay|study|building|hospital|house|program\w*|history|registry|cohort|survey|"
    r"trial|method|practice|law|database|"
    r"report|disease|lesion|scar|wound|injury|problem|tradition|system|scale|specimen|sample|biopsy|group|age)\b"
)

_SEX_BEHIND = re.compile(r" (?P<noun>girl|boy|female|male|woman|man)\b(?! (?:and|or|to)\b)")  # "adolescent girl"
_CARE = re.compile(
    r"\b(?:treated|given|replaced|switched|received|continued|administered|infus(?:ed|ions?)|therapy|treatment|doses?|"
    r"followed|school|wheelchair|ventilat\w+|walking (?:aid|frame)|feeding tube)\b[^.;]{0,40}$"
)

_NEWBORN = re.compile(r"\b(?:newborn|neonat\w+)\b")
At = Literal["onset", "presentation", "diagnosis", "other"]


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
        new = _NEWBORN.search(text, start, bare.end())
        age = (None, None) if new is None else (0.0, new.span())
        found.append(Person(start, bare.end(), age[0], sex_of(noun), age[1], span, noun, "a"))
    return tuple(sorted(found, key=lambda person: person.start))


def person_of_cell(text: str) -> Person | None:
    """The person of a table cell such as ``Female, 10 years, Asian`` or ``34/F``. ``text`` is in lower case."""
    match = _CELL.search(text)
    if match is None or re.search(r"\b(?:fe)?males?\b.*\b(?:fe)?males?\b|\d ?-\d", text):
        return None
    second = "2" if match["noun"] is None else ""
    age = float(match["years" + second]) / _divisor(match["unit" + second]) + float(match["months" + second] or 0) / 12
    return Person(
        match.start(),
        match.end(),
        round(age, 2),
        sex_of(match["noun" + second]),
        match.span("years" + second),
        match.span("noun" + second),
    )


def _person(match: re.Match[str], text: str) -> Person | None:
    groups = match.groupdict()
    key = next(name for name in ("years", "short", "small", "birthday") if groups.get(name))
    years = age_of_birthday(groups[key]) if key == "birthday" else number_of(groups[key])
    years /= _divisor(groups.get("unit"))
    if groups.get("months"):
        years += number_of(groups["months"]) / 12
    if groups.get("twelfths"):
        years += float(groups["twelfths"]) / 12
    if groups.get("half"):
        years += 0.5
    if years > 115 or _is_range(text, match, key):
        return None
    if not groups.get("noun") and re.match(r"the (?:old|young|eld)est\b", match.group()):
        return None  # "the youngest was 22 months and the oldest 86 years old": of a group
    if not (groups.get("noun") or groups.get("sign")) and _THING.match(text, match.end()):
        return None
    told = "noun" if groups.get("noun") else "sign"
    noun = groups.get(told) or ""
    noun_span = match.span(told) if noun else None
    age_end = max(match.end(name) for name in (key, "half", "unit", "months", "twelfths") if groups.get(name))
    article = groups.get("article") or ""
    ill = groups.get("ill") or groups.get("when") == "onset"
    point = groups.get("point")
    if point and not may_be_age(text, match, years):
        return None
    ill = ill or (point and began_then(text, match.end()))
    at: At = "onset" if ill else "other" if point else _at(text, match, groups.get("since"), match.start(key))
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


# "Nine years after presentation, the girl is 12 years old": an age at follow-up, told in the present.
_BY_NOW = re.compile(
    r"\b(?:(?:years?|months?) (?:later|after)|now|currently|today|at present|last (?:follow[- ]?up|visit))\b[^.;]*"
    r" is (?:now |currently |today )?$|\b(?:now|currently|presently|today) (?:aged )?$"
)


# "at 10 years of age", "until the age of 16"
_SINCE = re.compile(
    r"\b(?P<since>at|by|since|from|until|till) (?:(?:the |an )?age (?:of )?)?(?:only |about |around )?$"
)
_ILL = re.compile(
    r"\b(?:onset|began|begun|started to|first symptoms?|symptoms? started|developed|noticed|"
    r"became (?:weak|ill|unable|symptomatic)|fell (?:ill|behind)|"
    r"(?:weakness|illness|disease|complaints?|symptoms?|pains?|myalgias?|falls?) (?:had )?(?:first )?started)\b"
)
# "whose parents had first noticed frequent falls and difficulty in climbing stairs at": no other number between
_NOTICED = re.compile(r"\b(?:first|parents|mother|father) (?:had )?(?:first )?(?:noticed|noted|observed)\b[^.;:\d]*$")
# "He played football from the age of six": what a healthy child can do.
_SKILL = re.compile(
    r"\b(?:play(?:ed|ing)|walk(?:ed|ing)|swam|swimming|rode|riding|danc(?:ed|ing)|train(?:ed|ing)|school)\b[^.;]{0,30}$"
)


# "with type 1 diabetes since the age of 4", "living in Lisbon since the age of five": nothing of the illness told of
_SICK = re.compile(
    r"weak|fall|fell|pain|myalg|cramp|fatig|tired|symptom|difficult|unable|gait|walk|limp|stiff|complain|\bill|swallow|"
    r"dysphag|rash|hypoton|flopp|delay|clums|stumbl|stair|progress|problem|trouble|episod|attack|fever|disease|affected|"
    r"suffer|wheelchair|ataxi|slow|abnormal|unwell|sick|suspect|muscle|motor|elevated|\bck\b|swell|arthr|myo|dystroph|"
    r"onset|beg[iau]n|start|run\b|climb"
)
_JOINT = ("who", "which", "that", "and", "but", "had", "has", "have", "then", "already")


def _background(ahead: str) -> bool:
    """Whether the words of a clause ahead of "since the age of" tell of anything but an illness of muscles."""
    clause = re.split(r"[,;.:]", ahead)[-1]
    words = clause.split()
    return bool(words) and words[-1] not in _JOINT and _SICK.search(clause) is None


def _at(text: str, match: re.Match[str], since: str | None, start: int) -> At:
    if not since and not match.groupdict().get("noun") and (ahead := _SINCE.search(text[max(0, start - 30) : start])):
        since = ahead["since"]
    if not since and not match.groupdict().get("noun") and _BY_NOW.search(text[:start]):
        return "other"
    around = text[max(0, match.start() - 60) : match.end() + 30]
    clause = text[max(0, match.start() - 120) : match.start()]
    noticed = _NOTICED.search(clause) is not None
    if not since and re.search(
        r"\b(?:when|while|as|until|since) (?:he|she|the \w+) (?:was|had been) (?:only |about )?$", text[:start]
    ):
        return (
            "onset"
            if re.search(r"\b(?:onset|began|begun|started|first|symptoms?|noticed|developed)\b", around)
            else "other"
        )
    ahead_of_it = text[max(0, match.start() - 60) : match.start()]
    if since == "until" and match.groupdict().get("birthday"):
        return "other" if of_course(text, match.start()) else "onset"
    if since in ("since", "from") and (
        _SKILL.search(ahead_of_it) or _CARE.search(ahead_of_it) or _background(text[: match.start()])
    ):
        return "other"
    if since in ("since", "from") or ((noticed or _ILL.search(around)) and since):
        return "onset"
    if since and re.search(r"\bdiagnos", around):
        return "diagnosis"
    return "other" if since else "presentation"


def _divisor(unit: str | None) -> float:
    if not unit:
        return 1
    return {"mo": 12, "we": 52, "wk": 52, "da": 365}.get(unit[:2], 1)
