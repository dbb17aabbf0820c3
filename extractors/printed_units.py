"""Units as they are printed, behind a number and in the heads of tables."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import product

from extractors.lexicon import table

_LONGEST_UNIT = 40  # characters, and more than any has
# The reference range ahead of a unit in the bracket of a head: "ALT (<40 U/L)", "CK (normal 30-200 U/L)".
_BOUND = re.compile(
    r"\s?(?:(?:normal|reference|ref\.?|range|n\.?|nv|nr)[\s:,]{0,2}){0,2}[<>≤≥]?\s?\d[\d.,]{0,8}(?:\s?-\s?\d[\d.,]{0,8})?\s?"
)
# "CK (× ULN)", "CK, fold upper limit": the head of values that are multiples of the upper limit.
_MULTIPLES = re.compile(
    r"\s?(?:(?:[x×*]|times|(?:multiples?|fold)(?: of)?|-?fold)\s?(?:the )?)"
    r"(?:ULN|upper (?:limit(?: of (?:the )?(?:normal|reference)(?: range)?)?|normal(?: limit)?|reference limit)|"
    r"normal)"
    r"\s*(?=[()\[\]:,;]|$)",
    re.IGNORECASE,
)

# Of the sedimentation rate: "mm in the 1st hour", "mm/1 h", "mm after one hour".
_JOINS = tuple(
    join.replace("_", " ")
    for join in "/ _ /_ _in_ _in_the_ _after_ _after_the_ _at_ _at_the_ _for_the_ _the_ _during_the_ _per_".split()
)
_WHICH_HOUR = ("1 ", "1", "1st ", "1 st ", "first ", "one ", "an ")
_HOURS = ("h", "hr", "hour")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed, its canonical spelling and kind (enzyme, mass, dose, time, other)."""

    unit: str
    kind: str


@cache
def units() -> dict[str, Unit]:
    """Every printed spelling of a unit."""
    listed = {row["printed"]: Unit(row["unit"], row["kind"]) for row in table("units")}
    hour = listed["mm/h"]
    return listed | {f"mm{join}{which}{word}": hour for join, which, word in product(_JOINS, _WHICH_HOUR, _HOURS)}


@cache
def units_printed() -> str:
    """A pattern of every unit, the longer before those that they begin with; no letter or digit stands behind it."""
    return _alternatives(list(units())) + "(?![A-Za-z0-9])"


@cache
def unit_alone() -> re.Pattern[str]:
    """The same, ready to be asked."""
    return re.compile(units_printed())


def unit_at(text: str, place: int) -> re.Match[str] | None:
    """The unit at a place, or behind one space there."""
    return unit_alone().match(text, place + text.startswith(" ", place))


def ends_with_unit(text: str, end: int) -> bool:
    """Whether the words up to ``end`` end with a unit behind a number."""
    begins = (start for start in range(max(end - _LONGEST_UNIT, 1), end) if text[start - 1] in " 0123456789")
    return any(text[start:end] in units() for start in begins)


def _alternatives(words: list[str]) -> str:
    """The words folded by their common beginnings, so that the cost of asking does not grow with them."""
    by_letter: dict[str, list[str]] = {}
    for word in words:
        by_letter.setdefault(word[:1], []).append(word[1:])
    ends = by_letter.pop("", None)
    branches = [re.escape(letter) + _alternatives(rests) for letter, rests in by_letter.items()]
    if not branches:
        return ""
    if ends is not None:
        branches.append("")
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def unit_in(text: str) -> Unit | None:
    """The unit that stands in a bracket or behind a comma of a table head: ``Initial CK (IU/L)``."""
    for match in re.finditer(r"[(\[,]", text):
        bound = _BOUND.match(text, match.end()) if match.group() != "," else None
        found = unit_at(text, bound.end() if bound else match.end())
        if found and re.match(r"\s*(?:[()\[\]:,;]|$)", text[found.end() :]):
            return units()[found.group()]
        if _MULTIPLES.match(text, match.end()):
            return Unit("xULN", "enzyme")
    return None
