"""Reference ranges behind a value, and those that say that they are some: ``(20-200)``, ``normal < 170 U/L``."""

import re
from collections.abc import Iterator
from functools import cache

from extractors.printed_numbers import NUMBER, parse_number
from extractors.printed_units import ends_with_unit, unit_alone, units, units_printed

RANGE = r"[ ]?(?:-|to|\?|~)[ ]?"
"""What stands between the ends of a range."""
_LABELLED = re.compile(r"[Nn]orm|[Rr]ef|[Nn]l|N|R[RI]|nv|[nNrRvV]\.|[Cc]ut|[Ll]imit|[Rr]ange")
_LABEL = (
    r"(?:(?:[Ll]aboratory|[Ll]ab|[Uu]pper|the)[ ])*(?:[Nn]ormal|[Rr]eference|[Rr]ef\.?|[Nn]l\.?|NR|RR|NV|nv|ULN|N|RI|"
    r"[Cc]ut-?off|[nNrR]\.[ ]?[vVrRiI]\.?|[vV]\.[ ]?[nN]\.?|limit[ ]of[ ]normal|limit|[Rr]ange)(?![a-z])"
    r"(?:[ ](?:ranges?|values?|levels?|intervals?|limits?|upper[ ]limit|for[ ]age|of[ ]normal|being|"
    r"is|was|of|up[ ]to))*[ ]?[:=,]?[ ]?"
)
_BOUND_BY = (
    rf"(?:(?P<rlow>{NUMBER})(?:{RANGE})(?P<rhigh>{NUMBER})|(?:<=?|≤|up[ ]to|under|below|less[ ]than|"
    rf"to)[ ]?(?P<rmax>{NUMBER})|(?:>=?|≥|above|over)[ ]?(?P<rmin>{NUMBER}))"
)
_LABELLED_BY = rf"{_LABEL}(?:{_BOUND_BY}|(?P<rone>{NUMBER}))"


@cache
def reference_pattern(unit: str) -> re.Pattern[str]:
    """A reference range behind a number, but for the unit behind one that has no bracket."""
    return re.compile(
        rf"[ ]?[,;/]?[ ]?(?:[(\[{{][ ]?(?:{_LABELLED_BY.replace('?P<r', '?P<l')}|{_BOUND_BY.replace('?P<r', '?P<p')})"
        rf"[ ]?(?P<unit>{unit})?(?:[ ](?:normal|reference)(?:[ ]range)?)?[ ]?[)\]}}]"
        rf"|(?P<open>{_LABELLED_BY.replace('?P<r', '?P<u')}[ ]?))"
    )


def reference_at(text: str, place: int) -> re.Match[str] | None:
    """The reference range at a place. What stands for its unit mostly is one; if not, each unit is asked for."""
    match = reference_pattern(r"(?![ ]|normal|reference)[^()\[\]{}]{1,40}?").match(text, place)
    if match is None or match["unit"] is None or match["unit"] in units():
        return match
    if not ends_with_unit(text, match.end("unit")):
        return None
    return reference_pattern(units_printed()).match(text, place)


@cache
def _told_alone() -> re.Pattern[str]:
    told = rf"(?:normal|reference)[ ](?:range|limits?|values?|interval)s?[ ]?[(\[]{_BOUND_BY.replace('?P<r', '?P<q')}"
    return re.compile(rf"(?<![A-Za-z])(?<!from )(?!(?:the[ ])?range[ ]of[ ]\d)(?:{_LABELLED_BY}|{told})[ ]?")


def labels_of(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """Reference ranges that say that they are some, with where their units end."""
    if not _LABELLED.search(text):
        return
    place = 0
    while label := _told_alone().search(text, place):
        unit = unit_alone().match(text, label.end())
        place = (unit or label).end()
        yield label, place


def bounds_of(match: re.Match[str], prefix: str) -> tuple[float | None, float | None]:
    """Its lower and its upper bound; ``prefix``: that of the groups that hold them."""
    groups = match.groupdict()
    low, high = groups.get(prefix + "low"), groups.get(prefix + "high")
    if low and high:
        return parse_number(low), parse_number(high)
    if most := groups.get(prefix + "max") or groups.get(prefix + "one"):
        return None, parse_number(most)
    if least := groups.get(prefix + "min"):
        return parse_number(least), None
    return None, None
