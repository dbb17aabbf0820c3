"""Relatives who are patients: an article on two siblings tells of "her brother" as it would of Patient 2.

Only an article that says so ("We report two sisters", a title "in a mother and her son") has such patients; everywhere
else a relative is family history.
"""

import re
from collections.abc import Iterable, Iterator

from extractors.gates import Gated

_SIBLINGS = frozenset({"brother", "sister", "sibling", "twin"})
_NOUNS = tuple("mother father brother sister sibling twin cousin son daughter aunt uncle niece nephew".split())
_NOUN = (
    r"(?:grandmother|grandfather|mother|father|brother|sister|sibling|twin|cousin|son|daughter|aunt|uncle|niece|nephew)"
)
_ADJECTIVES = (
    r"(?:(?:elder|older|younger|adult|affected|twin|identical|teenage|infant|half|first|\w+-year-old)[ -]){0,2}"
)
_SEVERAL = r"(?P<several>siblings|brothers|sisters|twins|cousins)"
_PAIR = (
    rf"(?P<one>{_NOUN}|boy|girl|woman|man)(?: with [\w-]+)? and (?:an? |his |her |their |the )?{_ADJECTIVES}"
    rf"(?P<other>{_NOUN})\b"
)
# In a title the words stand alone; in the text the authors say that they report them.
_IN_TITLE = re.compile(rf"\b(?:{_PAIR}|(?:two |three |in |of |, |: |between ){_ADJECTIVES}{_SEVERAL}\b)")
_IN_TEXT = re.compile(
    rf"\b(?:we|here|herein|letter|report|article|paper)\b[^.;]{{0,50}}\b(?:reports?|describes?|presents?) "
    rf"(?:on )?[^.;]{{0,40}}?\b(?:{_PAIR}|(?:two|three|of|on|in|the) (?:[\w-]+ ){{0,3}}?{_SEVERAL}\b)"
)
# "only one report of a mother and her son": a family of another paper
_OF_OTHERS = Gated(
    rf"\b(?:reports?|paper|letter|description|publication|observation|reported|described|published|observed)\b"
    rf"[^.;]{{0,40}}?\b(?:an?|in|of|two|the) (?P<one>{_NOUN}) and (?:an? |his |her |their |the )?{_ADJECTIVES}"
    rf"(?P<other>{_NOUN})\b"
)
_OWN = re.compile(
    r"\b(?:we|our|here|herein|this (?:report|letter|article|paper)|the present|"
    r"first (?:report|description|publication|observation)s?)\b(?! knowledge)"
)
_FOUND = re.compile(r"\bwe (?:have |could )?(?:found?|know|traced?|identif\w+)\b")
_REPORTS = ("report", "describe", "present")
_SAYS_SO = Gated(rf"{_SEVERAL}|\b{_NOUN}\b")
_NAMED = Gated(
    rf"\b(?:the|our|this|his|her|their|(?:the |our )?(?:patient|boy|girl|child)'s)[ ]"
    rf"(?:(?:elder|older|younger|affected|little|big|twin|index)[ ])?(?P<noun>{_NOUN})\b(?![ ](?:of|and|or)[ ])"
)
# a heading, such as "Sister (index patient)"
_HEADING = re.compile(rf"(?:(?:index|elder|older|younger|twin) )?(?P<noun>{_NOUN})(?=$| \([^()]{{3,30}}\)$)")
NAMED = _NAMED.gate
"""What a sentence needs for any relative."""


def related_patients(passages: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The nouns of relatives whom the article reports as its patients; none where it reports no family.

    ``passages``: the kind of each passage, and its clean text in lower case.
    """
    nouns: set[str] = set()
    for kind, text in passages:
        if kind not in ("title", "heading", "prose"):
            continue
        if kind == "prose" and not any(word in text for word in _REPORTS):
            continue
        if not _SAYS_SO.search(text):
            continue
        pattern = _IN_TEXT if kind == "prose" else _IN_TITLE
        others = family_of_others(text) if kind == "prose" else None
        for match in pattern.finditer(text):
            if others is None or others != (match["one"], match["other"]):
                nouns |= _nouns(match)
    return frozenset(nouns)


def family_of_others(text: str) -> tuple[str, str] | None:
    """The two relatives whom another paper reports together, by a passage in lower case; None where there are none."""
    if not any(noun in text for noun in _NOUNS):  # most passages name no relative, and are not searched
        return None
    for match in _OF_OTHERS.finditer(text):
        clause = re.split(r"[.;] ", text[max(0, match.start() - 200) : match.end()])[-1]
        if match["one"] != match["other"] and not _OWN.search(_FOUND.sub(" ", clause)):
            return match["one"], match["other"]
    return None


def _nouns(match: re.Match[str]) -> frozenset[str]:
    """The nouns under which the patients of an announcement may be told of."""
    if several := match["several"]:
        return frozenset({"cousin"}) if several == "cousins" else _SIBLINGS
    pair = frozenset({match["one"], match["other"]})
    return pair | _SIBLINGS if pair & _SIBLINGS else pair


def relatives_named(text: str, nouns: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """Where a clean sentence in lower case names one of the relatives ``nouns``, and by which noun."""
    if (heading := _HEADING.match(text)) and heading["noun"] in nouns:
        yield heading.start(), heading.end(), heading["noun"]
    for match in _NAMED.finditer(text):
        if match["noun"] in nouns:
            yield match.start(), match.end(), match["noun"]
