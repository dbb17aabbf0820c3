"""Patients told by their place among several: ``the second boy``, ``the latter``, ``the first two``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.gates import Gated
from extractors.number_words import SMALL
from extractors.person_words import FAMILY

_PLACES = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_NUMBERED = "|".join(_PLACES)
_NOUN = (
    r"(?:case|patient|child|girl|boy|sibling|sister|brother|twin|woman|man|infant|newborn|neonate|baby|toddler|"
    r"adolescent|teenager)"
)
_WITH_NOUN = Gated(
    rf"\b(?:the|our|in|a)[ ](?P<which>{_NUMBERED}|other|latter|former)[ "
    rf"](?:{_NOUN}\b"
    # "the second child of healthy parents": a place among brothers and sisters
    r"(?![ ](?:born|(?:of|to|in|from)[ ](?:(?!series|report)[a-z-]+,?[ ]){0,4}"
    r"(?:parents|couple|family|mother|father|marriage|siblings)\b)))"
    rf"|\b(?:the|a(?=[ ][a-z]+,))[ ](?P<alone>{_NUMBERED})"
    r"(?=(?:[ ]one)?,[ ](?:an?|the|who|aged?|of|now)\b|[ ](?:was|had|"
    r"presented|fell|came|received)\b)"
)
# Without a noun: what stands behind is no noun either, but the end of a clause, a number or a verb.
_VERB = (
    r"(?:also|then|never|alone|still|now|was|had|is|has|did|were|have|became|died|fell|took|began|rose|came|went|lost|got|"
    r"(?!limited|infected|affected|involved|reported|required|recommended|repeated|published|described|mentioned|"
    r"named|cited|need)[a-z]{2,}ed)\b"
)
END = (
    rf"(?=[ ]?(?:[,;:.)(]|$)|[ ](?:(?:ck|cpk|cmas|creatine|it|and|but|while|whereas|who|whose)\b|{_VERB}|"
    r"(?:of|to|with)[ ]\d|\d))"
)
_BARE = Gated(
    rf"\b(?:(?<!on )the[ ](?P<which>former|latter|other)(?:[ ]one)?{END}|"
    rf"(?:(?<=in )|(?<=to )|(?<=of )|(?<=by ))the[ ](?P<place>{_NUMBERED})(?:[ ]one)?{END}|"
    rf"the[ ](?P<subject>{_NUMBERED})(?:[ ]one)?(?=[ ]{_VERB}|[ ](?:of|with)[ ](?:\d{{1,3}}[,. ]?\d{{3}}|\d{{3,}})\b)|"
    rf"the[ ](?P<end>first|last)[ ](?P<span>two|three|four|five)"
    rf"(?:[ ](?:patients|children|cases|girls|boys|men|women))?{END})"
    # "and the latter rituximab": what they share with the former is not said again
    r"|(?:(?<=[,;] )|(?<=and )|(?<=while ))the[ ](?P<gapped>former|latter)(?=(?:[ ][a-z-]+){1,3}[.;]?$)"
)
# "Two relapses followed. The first was treated with ...": what else is counted
OTHER_THINGS = re.compile(
    r"\b(?:relapses?|flares?|episodes?|attacks?|bouts?|biops(?:y|ies)|doses?|courses?|infusions?|pulses?|cycles?|"
    r"admissions?|pregnanc(?:y|ies)|deliver(?:y|ies)|samples?|tests?|controls?|vaccin\w+|injections?|lines?|drugs?|"
    r"assays?|blots?|sections?|groups?|phases?|types?|hypothes[ei]s|reasons?|points?|arms?|stud(?:y|ies)|trials?|"
    r"treatments?|agents?|variants?|mutations?|alleles?|exercises?|operations?|criteri\w+)\b"
)
COUNTED_THINGS = re.compile(rf"\b(?:two|three|four|several|both|{_NUMBERED}) (?:[a-z]+ )?{OTHER_THINGS.pattern}")
_RELATIVE_OF = re.compile(rf"(?:'s|’s) (?:[a-z-]+ )?(?:{FAMILY})\b")  # "the first patient's mother"
GATE = _WITH_NOUN.gate.or_(_BARE.gate)
"""What a sentence needs for any of these."""


@dataclass(frozen=True, slots=True)
class Place:
    """Places among several at ``[start, end)``: 1 the first, -1 the last, 0 the other; ``pair``: there are two."""

    start: int
    end: int
    places: tuple[int, ...]
    bare: bool
    pair: bool = False


def places_told(text: str) -> Iterator[Place]:
    """Who a clean sentence in lower case names by their place among several."""
    for match in _WITH_NOUN.finditer(text):
        which = match["which"] or match["alone"]
        if "follow" not in text[match.end() : match.end() + 8] and not _RELATIVE_OF.match(text, match.end()):
            number = _PLACES.index(which) + 1 if which in _PLACES else 0
            yield Place(match.start(), match.end(), (number,), bare=False)
    for match in _BARE.finditer(text):
        if span := SMALL.get(match["span"] or ""):
            places = tuple(range(1, span + 1)) if match["end"] == "first" else tuple(range(-span, 0))
            yield Place(match.start(), match.end(), places, bare=True)
            continue
        which = match["which"] or match["place"] or match["subject"] or match["gapped"]
        if which in _PLACES:
            yield Place(match.start(), match.end(), (_PLACES.index(which) + 1,), bare=True)
        else:
            number = {"former": 1, "latter": -1}.get(which, 0)
            yield Place(match.start(), match.end(), (number,), bare=True, pair=True)
