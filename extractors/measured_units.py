"""The unit and the reference range of a value that are printed elsewhere: in its head, behind the last of a course."""

import re
from dataclasses import replace
from functools import lru_cache

from extractors.lexicon import Hit, analytes
from extractors.measurement_words import CK_HEAD
from extractors.printed_numbers import THREE_DECIMALS, parse_number
from extractors.printed_units import Unit, unit_at, unit_in, units
from extractors.quantities import Quantity
from extractors.reading import Sentence


def one_unit(series: list[Quantity]) -> list[Quantity]:
    """A course whose unit is printed once, in its head or behind its last number: each number has it."""
    told = next((number for number in series if number.unit is not None and number.unit != "xULN"), None)
    if told is None:
        return series
    return [number if number.unit else replace(number, unit=told.unit, kind=told.kind) for number in series]


# The unit of a whole list of enzymes, behind it: "(all U/L)".
_ALL_IN = re.compile(
    r"\b(?:all|each|both|values|units)(?: (?:values|activities|enzymes))?(?: (?:are|were|is|being))?"
    r"(?: (?:given|expressed|reported))?(?: in|:)? ?"
)
_BY_UNIT = re.compile(r"\s*(?:,|;|,? and|/)\s*(?:serum |total |the )?")
_OF = ("", "of", ":")

Claim = tuple[Hit, Quantity, str]


def united(sentence: Sentence, claims: list[Claim]) -> list[Claim]:
    """The claims of a sentence, in order, those of enzymes with the unit that is printed once for all of a list."""
    if sentence.passage.kind == "cell" or all(number.unit for _, number, _ in claims):
        return claims
    told = _unit_of_all(sentence, claims)
    for index in range(len(claims) - 1, -1, -1):
        hit, number, rule = claims[index]
        if number.unit is not None or number.kind is not None or analytes()[hit.term.name]["kind"] == "other":
            continue
        unit = told or (_unit_behind(sentence, number, claims[index + 1]) if index + 1 < len(claims) else None)
        if unit and hit.term.name in _ENZYMES:
            claims[index] = hit, replace(number, unit=unit.unit, kind=unit.kind), rule
    return claims


_ENZYMES = ("CK", "AST", "ALT", "LDH", "aldolase", "GGT", "ALP", "CK-MB")


def _unit_of_all(sentence: Sentence, claims: list[Claim]) -> Unit | None:
    text = sentence.passage.clean.text
    for match in _ALL_IN.finditer(sentence.lowered, max(claims[-1][1].end - sentence.first, 0) if claims else 0):
        unit = unit_at(text, sentence.first + match.end())
        if unit is not None and units()[unit.group()].kind == "enzyme":
            return units()[unit.group()]
    return None


def _unit_behind(sentence: Sentence, number: Quantity, following: Claim) -> Unit | None:
    """The unit of the next value of a list: ``AST 412, ALT 377 U/L``."""
    hit, other, _ = following
    start, end = sentence.chars(hit)
    if other.kind != "enzyme" or other.unit in (None, "xULN"):
        return None
    near = _BY_UNIT.fullmatch(sentence.between(number.end, start)) and sentence.between(end, other.start).strip() in _OF
    return Unit(other.unit, other.kind) if near else None


def headed(sentence: Sentence, name: str, number: Quantity, start: int, reference: Quantity | None) -> Quantity:
    """The number with the unit and the reference range that stand between name and number."""
    if reference and number.ref_high is None:
        number = replace(number, ref_low=reference.ref_low, ref_high=reference.ref_high)
    unit = unit_in(sentence.passage.clean.text[start - 1 : number.start]) if number.unit is None else None
    unit = unit or (_unit_of_table(sentence) if number.unit is None and name == "CK" else None)
    if unit is None and number.unit is None and name == "CK" and sentence.passage.kind == "cell":
        printed = _grouped(sentence, number)
        return replace(number, value=parse_number(printed.group(), "enzyme")) if printed else number
    if unit is None and number.kind == "mass":
        printed = THREE_DECIMALS.match(sentence.passage.clean.text, number.start)
        grouped = printed is not None and _points_group(sentence.document.text)
        return replace(number, value=parse_number(printed.group(), "enzyme")) if printed and grouped else number
    if unit is None:
        return number
    printed = _grouped(sentence, number)
    value = parse_number(printed.group(), unit.kind) if printed else number.value  # "18.640" under "CK (U/l)"
    return replace(number, value=value, unit=unit.unit, kind=unit.kind)


def _grouped(sentence: Sentence, number: Quantity) -> re.Match[str] | None:
    """A number that three digits behind a point end, unless the range behind it has decimals like it."""
    text = sentence.passage.clean.text
    if THREE_DECIMALS.search(text, number.value_end, number.end):
        return None
    return THREE_DECIMALS.fullmatch(text, number.start, number.value_end)


_COMMA_UNIT = re.compile(r"(?<![\d.,])\d{1,3},\d{1,2} ?(?:[munµ]?g|[munµ]?mol|U|IU|ng|%|kg)\b")
_POINT_UNIT = re.compile(r"(?<![\d.,])\d{1,3}\.\d{1,2} ?(?:[munµ]?g|[munµ]?mol|U|IU|ng|%|kg)\b")


@lru_cache(maxsize=1)  # of one document after the other
def _points_group(text: str) -> bool:
    """Whether decimals have a comma in an article ("96,3 U/l"), so that points part thousands ("3.210 µg/l")."""
    return len(_COMMA_UNIT.findall(text)) > 2 and _POINT_UNIT.search(text) is None


def _unit_of_table(sentence: Sentence) -> Unit | None:
    """The one unit that the heads of a table print for creatine kinase, for the values whose own head prints none."""
    if sentence.passage.kind != "cell" or sentence.passage.table is None:
        return None
    heads = (
        sentence.document.quote(cell) for cell in sentence.document.tables[sentence.passage.table].cells if cell.head
    )
    told = {unit for head in heads for match in CK_HEAD.finditer(head[:2000]) if (unit := unit_in(match.group()))}
    return told.pop() if len(told) == 1 else None
