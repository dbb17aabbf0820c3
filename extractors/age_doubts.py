"""Whether a point of time in somebody's life can be the age at which an illness began or was seen.

``normal until 4 years`` and ``hospitalised at 8 years`` are; ``walked at 13 months`` is what a healthy child learns,
``CMAS reached 40 at 2 years`` a time of the course.
"""

import re

# What a healthy child learns
_LEARNT = re.compile(
    r"\b(?:walk(?:ed|ing)?(?! difficult)|s[ia]t(?:ting)?|crawl(?:ed|ing)?|st(?:oo|an)d(?:ing)?|head control|"
    r"sp(?:oke|eak)|words|vaccin\w+|immuni[sz]\w+|menarche|smil\w+|roll\w+|born|adopted|weaned|"
    # another illness, or what else happens in a life
    r"[a-z]+ectomy|appendicitis|fractures?|surgery|operat\w+|asthma|measles|varicella|chickenpox|moved|[ei]mm?igrated|"
    r"arrived|entered|started school|"
    r"milestones? (?:were )?(?:attained|reached))\b[^.;]{0,25}$"
)
_NOT_ANY_MORE = re.compile(r"\b(?:never|not|unable to|no longer|stopped|ceased|lost|difficult\w*)\b[^.;]{0,30}$")
_COURSE = re.compile(
    r"\b(?:follow\w*|last|review(?:ed)?|surviv\w+|after (?:treatment|therapy|diagnosis)|remission|relaps\w+|recover\w+|"
    r"improv\w+|stable|discharged?|still|again|repeat\w*|treat\w+|therapy|normali[sz]\w+|"
    r"(?:reached|fell|rose|decreased|increased|dropped|declined|ranged|score\w*|cmas|mmt\w*))\b[^.;]{0,60}$"
)
# Of an age in months more has to be told than of one in years: that it is an age, or that an illness is seen.
_SEEN_ILL = re.compile(
    r"\b(?:first|noted|noticed|found|seen|referred|admitted|presented|brought|began|started|appeared|onset|detected|"
    r"diagnosed|hospitali[sz]ed|symptoms?|manifest\w*|stopped|ceased|lost|unable|normal|well|healthy|until|till|"
    r"came to)\b[^.;]{0,60}$"
)
_BEGAN = re.compile(
    r",? (?:she|he|the (?:girl|boy|child)) (?:had )?(?:first |then |soon )?(?:began|begun|started|noticed|fell|felt|"
    r"complained|lost|stopped|tired|limped|stumbled|could (?:no longer|not|hardly))\b"
)
_AT_LAST = re.compile(
    r"\b(?:at|on|in|since) (?:the |his |her |our )?(?:last|latest|most recent|final) [a-z-]+"
    r"(?: [a-z-]+){0,2},? (?:\(|at )?$"
)
_AVERAGE = re.compile(r"\b(?:median|mean|average|range|respectively)\b")
_SHORTEST = 1.5  # years
_AHEAD = 90  # characters ahead of an age


def learnt(text: str, start: int) -> bool:
    """Whether the words ahead of an age at ``start`` tell what a healthy child learns by then."""
    ahead = text[max(0, start - _AHEAD) : start]
    return _LEARNT.search(ahead) is not None and _NOT_ANY_MORE.search(ahead) is None


def of_course(text: str, start: int) -> bool:
    """Whether the words ahead of a time at ``start`` tell of the course of an illness, and not of its beginning."""
    return _COURSE.search(text[max(0, start - _AHEAD) : start]) is not None


def may_be_age(text: str, match: re.Match[str], years: float) -> bool:
    """Whether a point of time (a match of ``age_points`` with a ``point``) can be an age at the onset of an illness."""
    start = match.start("point")
    if of_course(text, start) or learnt(text, start) or _AVERAGE.search(text, max(0, start - _AHEAD), match.end() + 15):
        return False
    in_months = (match.groupdict().get("unit") or "").startswith("mo")
    seen = match["point"] in ("until", "till") or _SEEN_ILL.search(text[max(0, start - _AHEAD) : start]) is not None
    return seen if in_months else years >= _SHORTEST


def began_then(text: str, end: int) -> bool:
    """Whether the words behind an age that ends at ``end`` tell what began then: "at 8 she started to trip"."""
    return _BEGAN.match(text, end) is not None


def at_last(text: str, start: int) -> bool:
    """Whether the words ahead of an age tell that it is one of the last visit: "at last contact, 16 years old"."""
    return _AT_LAST.search(text[max(0, start - _AHEAD) : start]) is not None
