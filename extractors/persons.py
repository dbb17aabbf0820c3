"""How a text names a person: ``A 34-year-old woman``, ``a girl aged 11 years``, ``Female, 10 years``, ``12 y/o``.

Offsets are those of the clean text. Ages are in years; months are divided by 12, weeks by 52, days by 365.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from extractors.gates import Gated, any_of, words_of
from extractors.number_words import WORD_NUMBER, in_words
from extractors.overlaps import keep
from schemas.values import Sex

FEMALE = r"girls?|wom[ae]n|females?|lad(?:y|ies)|sisters?|schoolgirl|housewife|mother|primigravida"
MALE = r"boys?|m[ae]n|males?|gentlem[ae]n|brothers?|schoolboy|father"
_FEMALE, _MALE = re.compile(FEMALE), re.compile(MALE)
FAMILY = (
    r"mother|father|sister|brother|sibling|son|daughter|aunt|uncle|cousin|grandmother|grandfather|"
    r"grandparent|parents?|twin|wife|husband|"
    r"niece|nephew|donor"
)
_NEUTRAL = (
    r"patients?|child|children|infants?|neonates?|newborns?|toddlers?|teenagers?|adolescents?|"
    r"adults?|subjects?|individuals?|persons?|people|student|baby"
)
NUMBER = rf"(?:(?:\d[\dl]?\d?|l\d)(?:\.\d+)?|{WORD_NUMBER})"
_GAP = r"[ -]{0,3}"
_YEARS = r"(?:years?|yrs?\.?|y(?![a-z/]))"
_NOUN = rf"(?P<noun>{FEMALE}|{MALE}|{_NEUTRAL}|{FAMILY})"
# Up to five words of origin, race, history or trade between age and noun ("previously healthy Japanese").
_WORDS = (
    r"(?:[\s,]{1,2}(?!(?:and|with|who|whose|was|is|had|of|by|presented|in|to|when|her|his|she|he|as|"
    r"at|follow\w*|history|"
    r"survival|duration|period|later|ago|after|course|since|before)\b)[a-z][\w'/-]{1,20}){0,5}?"
)
_OLD = (
    rf"(?P<years>{NUMBER})(?:[ ](?P<twelfths>\d{{1,2}})/12)?(?P<half>[ -]and[ -]a[ -]half|[ ]1/2)?"
    rf"{_GAP}{_YEARS}(?:{_GAP}(?:and )"
    rf"?(?P<months>\d{{1,2}}){_GAP}(?:months?|mo))"
    rf"?{_GAP}(?:olds?\b|of age\b)"
)
_OLD_SHORT = rf"(?P<short>\d{{1,3}}){_GAP}(?:y\.?/?o\.?(?![a-z])|yo\b|yr\.? ?old)"
_UNIT_OLD = rf"(?P<small>{NUMBER}){_GAP}(?P<unit>months?|weeks?|days?){_GAP}(?:olds?\b|of age\b)"
_AGE_NOUN = Gated(
    rf"(?<![\w.])(?:(?P<article>an?|the|this|our|another|her|his|their|one|first|second)(?:[ ]|(?=\d))"
    rf")?(?:(?:previously|formerly|otherwise)[ ][a-z]+[ ]|[a-z]+[ ](?=\d|[a-z]))??(?:{_OLD}|{_OLD_SHORT}|{_UNIT_OLD})"
    rf"(?:{_WORDS}[\s,]{{1,2}}{_NOUN}\b)?"
)
_YEAR_NOUN = Gated(
    rf"(?<![\w.])(?:(?P<article>an?|the|this|our|another)[ ])(?P<years>{NUMBER}){_GAP}years?(?:{_WORDS})[\s]{_NOUN}\b"
)
_NOUN_AGED = Gated(
    rf"\b(?:(?P<article>an?|the|this|our|another|her|his|one)[ ](?:(?!of\b|was\b|were\b|is\b|"
    rf"patient\b|case\b)[a-z-]+[ ]){{0,3}}?)?{_NOUN}(?:[ ]patient)?,?[ ](?:\(?(?:aged?(?:[ ]of)?|of)[ "
    rf"])"
    rf"(?P<years>{NUMBER})(?:[ ](?P<twelfths>\d{{1,2}})/12)?(?P<half>[ ]and[ ]a[ ]half)?"
    rf"(?:(?:[ ]|-)(?P<unit>years?|yrs?|y|months?|weeks?|days?)\b)?(?:[ ](?:and[ ])?"
    rf"(?P<months>\d{{1,2}})[ ]months)?(?![ ]?(?:to|-|and)[ ]?\d|[.,]?\d|[ ]?(?:k?g|cm|m|lbs?|pounds?)\b"
    # "the younger brother of two healthy girls"
    r"|[ ](?:[a-z-]+[ ]){0,2}?(?:girls|boys|children|sisters|brothers|siblings|sons|daughters)\b)"
)
_NOUN_OLD = Gated(
    rf"\b(?:(?P<article>an?|the|this|our|another|her|his|one)[ ](?:[a-z-]+[ ]){{0,2}}?)?{_NOUN},[ ](?P<years>{NUMBER})"
    r"[ -](?P<unit>years?)(?:[ ](?:and[ ])?(?P<months>\d{1,2})[ -]months?)?[ -](?:old|of age)\b"
)
# "Female patient of 15 years of age, resident of ...", "A male child of 8 years of age"
_NOUN_OF_AGE = Gated(
    rf"(?:\b(?P<article>an?|the|this|our|another|one)[ ](?:(?!of\b|was\b|were\b|is\b)[a-z-]+[ ]){{0,2}}?"
    rf"|(?:^|[.:][ ])(?:(?!(?:an?|the|this|our|his|her|their|any|each|every|in|of|for|when|if)\b)[a-z-]+[ ]){{0,2}}?)"
    rf"{_NOUN}(?:[ ](?:{_NEUTRAL}|schoolchild|schooler|sex)\b)?,?[ ](?:of[ ]|with[ ])?(?P<years>{NUMBER})[ ]"
    r"(?P<unit>years?|months?)(?:[ ](?:and[ ])?(?P<months>\d{1,2})[ ]months?)?[ ](?:old|of[ ]age)\b"
    r"(?!,?[ ](?:fe)?male\b)"
)
_AT_AGE = Gated(
    rf"\b(?:(?P<since>since|from|at|by)[ ])?(?:the[ ]|an[ ])?age[ ](?:of[ ])?(?P<years>{NUMBER})"
    r"(?P<half>[ ]and[ ]a[ ]half)?"
    rf"(?:(?:[ ]|-)(?P<unit>years?|yrs?|y|months?)\b)?(?:[ ](?:and[ ])?(?P<months>\d{{1,2}})[ ]months)"
    rf"?(?!\s?(?:to|-|and)\s?\d)"
)
_CELL = re.compile(
    r"^\s*\(?(?P<noun>female|male|girl|boy|woman|man|f|m)\b[\s,;/(]{0,3}(?P<years>\d{1,3}(?:\.\d+)?)"
    r"\s?(?P<unit>years?|yrs?|y|months?|mo)?\b(?!-\d)"
    r"(?:,?\s(?:and\s)?(?P<months>\d{1,2})\s?(?:months?|mo|m)\b)?"
    r"|^\s*(?P<years2>\d{1,3}(?:\.\d+)?)\s?(?P<unit2>years?|yrs?|y|months?|mo)?"
    r"(?:(?<=[sry]),?\s(?:and\s)?(?P<months2>\d{1,2})\s?(?:months?|mo|m)\b(?=[\s,/;]))?(?:[\s,/;]|old)"
    r"{1,5}(?P<noun2>female|male|girl|boy|woman|man|f|m)\b"
)

# Named by title and initial, as in: Mrs D., 44 years, secretary.
_TITLED = Gated(
    rf"\b(?P<noun>mrs|mr|ms|miss)\b\.?[ ][a-z]\b\.?(?:,| \(|,? aged)[ ]?(?P<years>{NUMBER})[ -]?"
    r"(?P<unit>years?|yrs?|y)\b(?:[ -]old\b)?"
)
# "Case: 52F, never-smoker": at the beginning of a note.
_NOTED = Gated(r"(?:^|: |\. )(?P<years>\d{1,3})[ ]?(?:y/?o\.?[ ]?|y[ ]?)?(?P<noun>[mf])(?=[.,;: ]|$)")
# "a 30-year-old assay" is no person; "a 66-year-old farmer" is one.
_THING = re.compile(
    r" (?:[a-z-]+ )?(?:assay|study|building|hospital|house|program\w*|history|registry|cohort|survey|"
    r"trial|method|practice|law|database|"
    r"report|disease|lesion|scar|wound|injury|problem|tradition|system|scale|specimen|sample|biopsy|group|age)\b"
)

# "At 2 years and 3 months he began": an age, where a pronoun follows; a point in time of the illness has none.
_AT_YEARS = Gated(
    rf"\b(?P<since>at)[ ](?P<years>{NUMBER})[ ]years(?:[ ](?:and[ ])?(?P<months>\d{{1,2}})[ ]months)"
    rf"?(?=,?[ ](?:he|she|the (?:boy|girl|child))[ ])"
)
# "weakness began at 12.4 years", "symptoms had set in at the age of 20 months"
_ILL_AT = Gated(
    rf"\b(?P<ill>weakness|symptoms?|illness|disease|complaints?|onset|myalgia|pain)[ ]"
    rf"(?:(?!from\b|of\b|free\b)[a-z]+[ ]){{0,3}}?(?:began|begun|started|set[ ]in|appeared|was)[ ]"
    rf"(?P<since>at)[ ](?:the[ ]age[ ]of[ ])?(?P<years>{NUMBER})"
    rf"[ ](?P<unit>years?|months?)\b(?:[ ](?:and[ ])?(?P<months>\d{{1,2}})[ ]months)?"
    r"(?![ ](?:after|later|before|from|of[ ](?!age\b)|into|on[ ]average)|\s?[(,]?\s?(?:range|median|mean)\b)"
)
# "a boy with onset at 5 years of age", "whose disease onset was at 14 months"
_ONSET_AT = Gated(
    rf"\b(?P<ill>onset)[ ](?:of[ ](?:the[ ])?(?:[a-z]+[ ]){{1,2}})?(?:was[ ])?(?:only[ ])?(?P<since>at)[ ]"
    rf"(?:the[ ]age[ ]of[ ]|age[ ])?(?P<years>{NUMBER})[ ]"
    rf"(?P<unit>years?|months?)\b(?:[ ](?:and[ ])?(?P<months>\d{{1,2}})[ ]months)?"
    r"(?![ ](?:after|later|before|from|of[ ](?!age\b)|into|on[ ]average)|\s?[(,]?\s?(?:range|median|mean)\b)"
)
# "At 19 months she could no longer climb stairs", "At 3 years her parents noticed that he fell often": what was lost.
_LOST_AT = Gated(
    rf"(?:^|[.;:][ ])(?P<since>at)[ ](?P<years>{NUMBER})[ ](?P<unit>months?|years?)(?:[ ](?:and[ ])?"
    rf"(?P<months>\d{{1,2}})[ ]months)?(?:[ ]of[ ]age)?,?[ ](?=(?:he|she|(?:the|her|his)[ ](?:boy|girl|child|"
    rf"parents|mother|father|family|teachers?|grandmother))\b)"
    rf"(?P<ill>(?:(?!after|improv|better|easi|treat|therap|infusion|follow|relaps)[^.;]){{0,60}}?\b"
    rf"(?:no[ ]longer|stopped|lost[ ]the|ceased|could[ ]not|unable|difficult\w*|weak\w*|fell|falls|falling|"
    r"limp\w*|waddl\w*|clums\w*|tired\w*)\b)"
)
# "Infusions were replaced from the age of six": when a treatment changed, not when the illness began.
_CARE = re.compile(
    r"\b(?:treated|given|replaced|switched|received|continued|administered|infus(?:ed|ions?)|therapy|treatment|doses?|"
    r"followed|school|wheelchair|ventilat\w+|walking (?:aid|frame)|feeding tube)\b[^.;]{0,40}$"
)

# "was brought to us aged 8 years": the age at a visit, without "age". Not "at the last visit, aged 13 years".
_COMES_AGED = Gated(
    rf"\b(?P<since>presented|referred|seen|brought|admitted|diagnosed|evaluated|examined|came|hospitali[sz]ed|became|fell)"
    rf"(?:[ ](?!last\b|follow|again\b|children\b|patients\b|with\b)[a-z]{{1,12}}){{0,4}}[ ]aged[ ](?P<years>{NUMBER})"
    r"(?P<half>[ ]and[ ]a[ ]half)?"
    rf"(?:[ ](?P<unit>years?|yrs?|y|months?|weeks?)\b)?(?:[ ](?:and[ ])?(?P<months>\d{{1,2}})[ ]months)?"
    rf"(?!\s?(?:to|-|and)\s?\d)"
)
# "She presented at 6 years with ...": the age of the onset; "at 2 years after the diagnosis" is none.
_COMES_AT = Gated(
    rf"\b(?P<since>presented|diagnosed|fell[ ]ill|became[ ](?:ill|weak))(?:[ ](?!last\b|again\b|with\b)[a-z]{{1,12}})?"
    rf"[ ]at[ ](?P<years>{NUMBER})[ ](?P<unit>years)(?:[ ](?:and[ ])?(?P<months>\d{{1,2}})[ ]months)?"
    r"(?![ ](?:after|later|post|from|into|of[ ](?!age\b)))"
)
# "A boy, 11 years, had", "An adolescent male (15 y 4 mo) was": the age in an aside
_NOUN_ASIDE = Gated(
    rf"\b(?:(?P<article>an?|the|this|our|another|one)[ ](?:(?!of\b|was\b|were\b|is\b)[a-z-]+[ ]){{0,3}}?)?{_NOUN}"
    rf"(?:,[ ](?P<years>{NUMBER})[ ](?P<unit>years)(?=,[ ]|[ ]was\b|[ ]had\b)|"
    r"[ ]\((?:aged?[ ])?(?P<short>\d{1,2})[ ]?(?:years?|yrs?\.?|y\.?)"
    r"(?:[ ,]{1,2}(?P<months>\d{1,2})[ ]?(?:months?|mo|m))?\))"
)
# "Girl B, aged 13 years, had": behind the name of a patient
_LABEL_AGED = Gated(
    rf"(?:(?<=[ ][a-h\d],[ ])|(?<=\bp\d,[ ])|(?<=\bp\d\d,[ ]))aged[ ](?P<years>{NUMBER})[ ]"
    rf"(?P<unit>years?|yrs?|months?)\b(?:[ ](?:and[ ])?"
    r"(?P<months>\d{1,2})[ ]months)?"
)
# "This girl was 6 when symptoms began"
_WAS_WHEN = Gated(
    rf"\b(?:girl|boy|she|he|child|patient|woman|man)[ ](?P<since>was)[ ](?:(?:aged|only|then|just)[ ])?"
    rf"(?P<years>{NUMBER})(?:[ ]years)?(?:[ ]old)?[ ]when[ ]"
    r"(?:(?:(?:the|her|his)[ ])?(?:first[ ])?(?:symptoms?|weakness|illness|disease|complaints)|"
    r"(?:she|he)[ ](?:first|fell|began|started|became|presented|developed|noticed))\b"
)
# "Case 1 (boy, 4 years)", "Patient 2: F, 6 y", "Case 3 (8 y/M)": notes behind the name of a patient
_NAMED_SO = (  # the sign first, by which a search is fast
    r"(?:[(](?:(?<=[ ][a-h\d][ ].)|(?<=[ ]\d\d[ ].)|(?<=\bp\d[ ].)|(?<=et al\.[ ].))|"
    r"[:,.][ ](?:(?<=[ ][a-h\d]..)|(?<=[ ]\d\d..)|(?<=\bp\d..)))"
)
_NOTE_NOUN = r"(?P<noun>female|male|girl|boy|woman|man|f|m)"
_NOTE_AGE = (
    r"(?P<years>\d{1,2}(?:\.\d)?)[ -]?(?P<unit>years?|yrs?|y|months?|mo)?\b\.?"
    r"(?:[ ,]{1,2}(?P<months>\d{1,2})[ ]?(?:months?|mo|m)\b)?(?:[ -]old)?"
)
_NOTE_END = r"(?=[),;.]|$)"
_LABEL_NOTES = (
    Gated(rf"{_NAMED_SO}{_NOTE_NOUN}[ ]?[,;/ ][ ]?(?:aged?[ ])?{_NOTE_AGE}{_NOTE_END}"),
    Gated(rf"{_NAMED_SO}(?:aged?[ ])?{_NOTE_AGE}[ ]?[,;/ ][ ]?{_NOTE_NOUN}{_NOTE_END}"),
)
# "a girl with anti-SRP antibodies, aged 9 years at onset"; "Patient B, a girl, at 16 years"
_NOUN_APART = Gated(
    rf"\b(?P<article>an?)[ ](?:(?!of\b|was\b|were\b|is\b)[a-z-]+[ ]){{0,2}}?{_NOUN}"
    rf"(?:[ ](?:with|from|of|on|without)[ ][^.,;:()]{{3,50}},[ ]aged|,[ ]at)[ ]"
    rf"(?:the[ ]age[ ]of[ ])?(?P<years>{NUMBER})[ ](?P<unit>years?|yrs?|months?)\b"
    r"(?:[ ](?:and[ ])?(?P<months>\d{1,2})[ ]months)?(?![ ](?:after|later|before|from|of[ ](?!age\b)|into|to)\b)"
)
_SUDDEN = Gated(r"^[ ]?(?P<years>\d{1,3})[ ]?(?:y/?o\.?[ ]?)?(?P<noun>[mf])(?=[.,;: ])")
_BARE = Gated(
    r"(?:^|[.:][ ]|\b(?:report|paper|letter|registry|survey|series|exception|contrast|child|patient|case),[ ]|"
    r"\b(?:of|in|on|is|was|concern(?:ed|s)|described|reported|published|treated|al\.?,)[ ])(?P<article>an?)[ ]"
    r"(?:[a-z-]+[ ]){0,2}?"
    r"(?P<noun>boy|girl|woman|man|infant|toddler)\b(?!-|[ ](?:of|aged|series|cohort|group)\b)"
    # "The youngest patient in the literature was a boy reported by Ito"
    r"|\b(?:was|is|concerned)[ ](?P<article2>an?)[ ](?:[a-z-]+[ ]){0,2}?(?P<noun2>boy|girl|woman|man|infant|toddler)"
    r"(?=[ ](?:who[ ]was[ ])?(?:reported|described|published)[ ](?:by|in)\b)"
)

# "a woman with anti-SRP antibodies who fell ill at 71 years": the age stands in the clause that tells of her.
_WHO_FELL = Gated(
    rf"\b(?P<article>an?)[ ](?:[a-z-]+[ ]){{0,2}}?(?P<noun>boy|girl|woman|man)[ ](?:with[ ][^.;,]{{3,40}}[ ])?"
    rf"who[ ](?:fell[ ]ill|became[ ](?:ill|weak)|presented|was[ ]diagnosed|had[ ]fallen[ ]ill)"
    rf"[ ](?:at|aged)[ ](?:the[ ]age[ ]of[ ])?(?P<years>{NUMBER})(?:[ ]years?)?(?![\d.,]\d|[ ](?:months|weeks|days))"
)

At = Literal["onset", "presentation", "diagnosis", "other"]


@dataclass(frozen=True, slots=True)
class Person:
    """A naming of a person at ``[start, end)``; ``age_span`` and ``noun_span`` are the words of each part."""

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


_NAMES = (
    *_LABEL_NOTES,
    _SUDDEN,
    _NOTED,
    _TITLED,
    _NOUN_OF_AGE,
    _NOUN_OLD,
    _AGE_NOUN,
    _NOUN_AGED,
    _YEAR_NOUN,
    _NOUN_ASIDE,
    _AT_AGE,
    _ILL_AT,
    _ONSET_AT,
    _LOST_AT,
    _AT_YEARS,
    _COMES_AGED,
    _WHO_FELL,
    _COMES_AT,
    _LABEL_AGED,
    _NOUN_APART,
    _WAS_WHEN,
)
_TOLD_AGED = re.compile(
    r"year|\b(?:(?:school)?(?:girl|boy)|wom[ae]n|man|child) of \d|\by\b|y\.?/?o|yr|month|week|day|aged?\b"
)
_WITHOUT_UNIT = (*_LABEL_NOTES, _SUDDEN, _NOTED, _AT_AGE, _WAS_WHEN)  # which may tell an age by its number alone
_AGED = any_of(pattern for pattern in _NAMES if pattern not in _WITHOUT_UNIT)
NAMES = _AGED.or_(any_of((*_WITHOUT_UNIT, _BARE)))
"""What a sentence needs for any person."""


@lru_cache(maxsize=512)  # anchors and demographics ask for the same sentence
def find_persons(text: str) -> tuple[Person, ...]:
    """The persons named with their age in a clean text, in order. ``text`` is in lower case."""
    found: list[Person] = []
    seen = words_of(text)
    if not NAMES.opens(seen):
        return ()
    aged = _AGED.opens(seen) and _TOLD_AGED.search(text)
    for pattern in _NAMES if aged else _WITHOUT_UNIT:
        for match in pattern.compiled.finditer(text) if pattern.gate.opens(seen) else ():
            person = _person(match, text)
            if person:
                keep(found, person)
    # "A healthy girl was referred at the age of 3 years": the age has no noun of its own.
    bare = None if any(person.noun or person.at == "presentation" for person in found) else _BARE.search(text)
    which = "2" if bare and bare["noun"] is None else ""
    if bare and not any(bare.start("article" + which) < person.end and person.start < bare.end() for person in found):
        noun = bare["noun" + which]
        start, span = bare.start("article" + which), bare.span("noun" + which)
        found.append(Person(start, bare.end(), None, sex_of(noun), None, span, noun, "a"))
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
    key = next(name for name in ("years", "short", "small") if groups.get(name))
    years = number_of(groups[key]) / _divisor(groups.get("unit"))
    if groups.get("months"):
        years += float(groups["months"]) / 12
    if groups.get("twelfths"):
        years += float(groups["twelfths"]) / 12
    if groups.get("half"):
        years += 0.5
    if years > 115 or _is_range(text, match, key):
        return None
    if not groups.get("noun") and re.match(r"the (?:old|young|eld)est\b", match.group()):
        return None  # "the youngest was 22 months and the oldest 86 years old": of a group
    if not groups.get("noun") and _THING.match(text, match.end()):
        return None
    noun = groups.get("noun") or ""
    noun_span = match.span("noun") if noun else None
    age_end = max(match.end(name) for name in ("years", "half", "short", "small", "unit", "months") if groups.get(name))
    article = groups.get("article") or ""
    at: At = "onset" if groups.get("ill") else _at(text, match, groups.get("since"), match.start(key))
    child_of = noun in ("son", "daughter", "twin") and text.startswith(" of", match.end())
    return Person(
        match.start(),
        match.end(),
        round(years, 2),
        sex_of(noun),
        (match.start(key), age_end),
        noun_span,
        noun,
        article,
        at,
        child_of,
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
    r" is (?:now |currently |today )?$"
)


# "at 10 years of age", "until the age of 16"
_SINCE = re.compile(
    r"\b(?P<since>at|by|since|from|until|till) (?:(?:the |an )?age (?:of )?)?(?:only |about |around )?$"
)
_ILL = re.compile(
    r"\b(?:onset|began|begun|started to|first symptoms?|symptoms? started|developed|noticed|"
    r"became (?:weak|ill|unable|symptomatic)|fell (?:ill|behind))\b"
)
# "whose parents had first noticed frequent falls and difficulty in climbing stairs at": no other number between
_NOTICED = re.compile(r"\b(?:first|parents|mother|father) (?:had )?(?:first )?(?:noticed|noted|observed)\b[^.;:\d]*$")
# "He played football from the age of six": what a healthy child can do.
_SKILL = re.compile(
    r"\b(?:play(?:ed|ing)|walk(?:ed|ing)|swam|swimming|rode|riding|danc(?:ed|ing)|train(?:ed|ing)|school)\b[^.;]{0,30}$"
)


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
    if since in ("since", "from") and (_SKILL.search(ahead_of_it) or _CARE.search(ahead_of_it)):
        return "other"
    if since in ("since", "from") or ((noticed or _ILL.search(around)) and since):
        return "onset"
    if since and re.search(r"\bdiagnos", around):
        return "diagnosis"
    return "other" if since else "presentation"


def _divisor(unit: str | None) -> float:
    if not unit:
        return 1
    return {"mo": 12, "we": 52, "da": 365}.get(unit[:2], 1)


def number_of(printed: str) -> float:
    """The number of digits or words: ``11``, ``l3`` (a misread 13), ``fifty-four``."""
    if any(character.isdigit() for character in printed):
        return float(printed.replace("l", "1"))
    return in_words(printed)


def sex_of(noun: str) -> Sex | None:
    """The sex that a noun tells, None for patient, child and the like."""
    if not noun:
        return None
    if noun in ("f", "mrs", "ms", "miss", "daughter") or _FEMALE.fullmatch(noun):
        return "female"
    if noun in ("m", "mr", "son") or _MALE.fullmatch(noun):
        return "male"
    return None
