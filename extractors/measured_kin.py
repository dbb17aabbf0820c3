"""Relatives of whom an article tells values of their own: ``Their mother, 41 years old, ... Her CK was 872 U/L``.

A relative with a raised creatine kinase is a patient of the article, as one of its family, whether or not they are said
to be ill; one who is healthy, or whose value is normal, is family history. So is a newborn whose own values are told.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractors.gates import Gated
from extractors.person_words import sex_of
from extractors.printed_numbers import NUMBER, parse_number
from schemas.values import Sex

_NOUN = (
    r"(?:half-)?(?:grandmother|grandfather|mother|father|brother|sister|sibling|twin(?! (?:brother|sister)\b)|cousin|"
    r"wife|husband|son|daughter|aunt|uncle|niece|nephew)"
)
_PATIENT = r"(?:proband|patient|propositus|proposita|case|girl|boy|child|woman|man)"
_WHOSE = rf"(?:his|her|their|(?:(?:the|our) )?(?:index |first |same )?{_PATIENT}['’]s)"
_ADJECTIVES = (
    r"(?:(?!(?:healthy|unaffected|and|or|of|in|to|with|by|was|had|is|girl|boy|patient|child|woman|man|his|her|their|the|"
    r"same|other|whose|who)\b)[a-z\d][a-z\d-]* ){0,3}?"
)
_RELATIVE = Gated(rf"\b(?:{_WHOSE}|the|our|this|an?|one) {_ADJECTIVES}(?P<noun>{_NOUN})\b(?! of (?!\d))")
_STOPS = {
    sex: re.compile(
        rf"\b(?:(?:{_WHOSE}|the|an?) {_ADJECTIVES}{_NOUN}|(?:the|our|this) {_PATIENT}|{pronouns}|they|both|neither)\b"
    )
    for sex, pronouns in (("female", "he|his|him"), ("male", "she|her|hers"), (None, "neither"))
}
_SENTENCE = re.compile(r"\. (?!(?:(?:when|once|on|at|after) [a-z ]{3,40},? )?(?:her|his|she|he) )")
# "When tested because of her brother, she had a CK of 2,850 U/L": the brother is an occasion
_OCCASION = re.compile(
    rf"\b(?:because of|after|owing to|due to|on account of|like|as|following) (?:her|his|their) {_NOUN}\b(?! had| was)"
)
_AGED = re.compile(r"[^.;:\d]{0,20}\b\d{1,2}(?:[ -]years?\b|\)|, )|,? (?:who was )?(?:born|delivered) at\b")
_AGED_AHEAD = re.compile(r"\d-year-old ")
_WHICH = re.compile(r"\d-year-old |\b(?:elder|older|younger) ")
_VALUE = rf"(?P<value>{NUMBER})(?![\d,.]*\d)"
_CK = re.compile(rf"\b(?:ck|cpk|creatine (?:phospho)?kinase)\b[^.;\d(]{{0,50}}?(?:\([^()]*\) ?(?:of |was )?)?{_VALUE}")
# "her sister had a CK of 900", "his mother (CK 610 U/L)": the value is said to be theirs
_HAD = re.compile(r"[^.;]{0,60}?(?:\bhad\b|\bhas\b|\bwith\b|\bwhose\b|\bshowed\b|\bhave\b|\()[^.;]{0,60}$")
# where CK stands right behind the relative, as in "in the mother CK was 900"
_OWN = re.compile(r"(?:['’]s)?,? (?:(?:serum|the|initial|total) )*")
# "creatine kinase of the mother was 900 U/L", "CK levels of his father and of his sister were 900 and 95 U/L"
_CK_OF = re.compile(r"\b(?:ck|cpk|creatine (?:phospho)?kinase)(?: (?:levels?|values?|activity))?,? (?:of|in) $")
_WAS = re.compile(
    rf"(?: and (?:of )?(?:{_WHOSE}|the|an?|one) {_ADJECTIVES}{_NOUN})? "
    rf"(?:was|were|amounted to|measured|reached) (?:[a-z]+ )?{_VALUE}"
)
# raised "in her brother (1,230 U/L)"; "the father had a CK of 900, the mother (44 years) of 640 U/L"
_SHARED = re.compile(
    rf"(?: \((?:aged )?\d+[^()\d]{{0,12}}\))?,?(?: \(| of| it was| had| was)? ?{_VALUE} ?(?:i?u/l|µkat|units)"
)
# "a CK of 1,900 U/L in her 7-year-old brother"
_BEFORE = re.compile(rf"\bof {_VALUE} ?(?:i?u/l|units/l|µkat/l) in $")
# "A boy of 4 and his sister of 6 years were brought in": both fell ill
_TOGETHER = Gated(
    rf"\b(?:girl|boy|man|woman|patient|proband|child)\b[^.;]{{0,40}}?,? and (?:his|her) {_ADJECTIVES}"
    rf"(?P<noun>{_NOUN})\b(?P<behind>[^.;]{{0,40}}?)\b(?:were (?:both )?(?:brought|admitted|seen|referred|"
    r"hospitali[sz]ed|diagnosed|affected|treated)|both|presented|developed|complained|fell ill)\b"
)
_ILL_TOO = re.compile(r"(?: (?:also|later|then|subsequently))? (?:became (?:ill|weak)|fell ill|presented|developed)\b")
_CK_WORD = re.compile(r"\b(?:ck|cpk|creatine (?:phospho)?kinase)\b")
_HEALTHY = re.compile(r"\b(?:healthy|unaffected|normal|was well|not affected|free of disease)\b")
_RAISED = 250  # U/L: what no laboratory calls normal in a person at rest
_ILL = 1000  # U/L: of a relative who is told of by nothing but the value
# "412 U/L (upper limit 80), and she is a carrier": what it is measured against, or what was found
_WEIGHED = re.compile(
    r"[^.;]{0,90}?\b(?:carriers?|carried|carries|heterozygous|homozygous|mutations?|deletion|variant|affected|"
    r"upper limit|normal|ref|reference|raised|elevated)\b"
)
_CLEAR = 400  # U/L: of such a relative
_FAR = 450  # characters behind a relative in which the value is told
_FAMILY = Gated(rf"\b{_NOUN}\b")

_SIBLINGS = frozenset({"brother", "sister", "sibling", "twin"})
# "Two brothers presented": who is told of as the patients is no relative of one of them
_SEVERAL = Gated(r"(?<!healthy )(?<!unaffected )(?<!no )\b(?:siblings|brothers|sisters|twins)\b")
_BIRTH = Gated(
    r"\b(?:gave birth|delivered|was delivered of|birth|delivery of|delivery)\b"
    r"(?:[^.;]{0,50}?\b(?:to|of))?[ ](?:an?|her)[ ]"
    r"(?P<child>(?:(?!patient|woman|mother)[a-z-]+[ ]){0,3}?(?:girl|boy|baby|infant|newborn|neonate|son|daughter))\b"
)
# "A male infant weighing 2640 g was delivered": of a mother who is told of
_WAS_BORN = Gated(
    r"(?:^|[.;:][ ])(?P<child>an?[ ](?:(?!patient|woman|mother)[a-z-]+[ ]){0,3}?"
    r"(?:girl|boy|baby|infant|newborn|neonate))\b[^.;]{0,60}?[ ]was[ ](?:delivered|born)\b"
)
# the mother is the patient herself where she is told to bear a child
_BEARS = re.compile(
    r"\b(?:primigravida|primipara|gravida|pregnant (?:woman|patient|lady)|(?:she|woman|patient) (?:[a-z]+ ){0,2}?"
    r"(?:gave birth|delivered|was delivered of|conceived|became pregnant)|woman[^.;]{0,80} (?:gave birth|delivered))\b"
)


NAMED = _RELATIVE.gate.or_(_BIRTH.gate, _WAS_BORN.gate)
"""What a sentence needs for any relative or newborn."""
NEWBORN = "newborn"


@dataclass(frozen=True, slots=True)
class Relative:
    """A relative named at ``[start, end)`` by ``noun``, a newborn by ``NEWBORN``; ``sex`` as the words tell it."""

    start: int
    end: int
    noun: str
    sex: Sex | None


def relatives_told(text: str, nouns: frozenset[str]) -> Iterator[Relative]:
    """The relatives ``nouns`` whom a clean sentence in lower case names, and the newborn whose birth it tells."""
    for match in _named(text) if nouns else ():
        if (noun := match["noun"].removeprefix("half-")) in nouns:
            yield Relative(match.start(), match.end(), noun, sex_of(noun))
    for match in _BIRTH.finditer(text):
        yield Relative(match.start("child"), match.end(), NEWBORN, _sex_of_child(match["child"]))
    for match in _WAS_BORN.finditer(text) if "mother" in nouns else ():
        yield Relative(*match.span("child"), NEWBORN, _sex_of_child(match["child"]))


def _sex_of_child(words: str) -> Sex | None:
    """The sex that ``girl`` or ``healthy male infant`` tells."""
    return next((sex for word in words.split() if (sex := sex_of(word)) is not None), None)


def measured_relatives(passages: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The nouns of relatives of whom a raised creatine kinase is told as their own; ``mother`` also of a birth.

    ``passages``: the section of each passage, and its clean text in lower case.
    """
    nouns: set[str] = set()
    several = False
    for section, text in passages:
        several = several or _SEVERAL.search(text) is not None
        if section in ("introduction", "discussion", "conclusion") or not _FAMILY.search(text):
            continue
        nouns.update(_measured(text))
        nouns.update(match["noun"] for match in _TOGETHER.finditer(text) if re.search(r"\d", match["behind"]))
        if "the mother" in text and _BEARS.search(text):
            nouns.add("mother")
    return frozenset(nouns) - _SIBLINGS if several else frozenset(nouns)


def _measured(text: str) -> Iterator[str]:
    for match in _named(text):
        noun = match["noun"].removeprefix("half-")
        begin = text.rfind(". ", 0, match.start()) + 1
        named = _CK_WORD.search(text, begin, match.start())
        value = _SHARED.match(text, match.end()) if named else None
        value = value or (_BEFORE.search(text, max(begin, match.start() - 40), match.start()) if named else None)
        if value is None and _CK_OF.search(text, max(begin, match.start() - 60), match.start()):
            value = _WAS.match(text, match.end())
        value = value or _own_value(text, match, noun)
        aged = _AGED.match(text, match.end()) or _AGED_AHEAD.search(match.group())
        if value is None:
            continue
        least = _RAISED if aged else _CLEAR if _WEIGHED.match(value.string, value.end()) else _ILL
        if parse_number(value["value"], "enzyme") >= least:
            yield noun


def _named(text: str) -> Iterator[re.Match[str]]:
    """The relatives named; "a sister" is one only with an age of hers or a place among several."""
    for match in _RELATIVE.finditer(text):
        some = match.group().startswith(("a ", "an ", "one "))
        if not some or _WHICH.search(match.group()) or _AGED.match(text, match.end()):
            yield match


def _own_value(text: str, relative: re.Match[str], noun: str) -> re.Match[str] | None:
    """The creatine kinase told behind a relative as theirs, before anybody else is named."""
    stretch = _OCCASION.sub(lambda words: " " * len(words.group()), text[relative.end() : relative.end() + _FAR])
    for pattern in (_STOPS[sex_of(noun)], _SENTENCE):
        end = pattern.search(stretch)
        stretch = stretch[: end.start()] if end else stretch
    value = _CK.search(stretch)
    if value is None or _HEALTHY.search(stretch, 0, value.start()):
        return None
    aged = _AGED.match(stretch) or _AGED_AHEAD.search(relative.group())
    own = _OWN.fullmatch(stretch, 0, value.start()) or _HAD.match(stretch[: value.start()])
    return value if aged or own or _ILL_TOO.match(stretch) else None
