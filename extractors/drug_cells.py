"""Drugs in cells of tables: a head that names the drug is answered by its cell.

``IVIG: -`` and ``Rituximab: not given`` tell of nothing given; ``Prednisolone (mg/day): 20`` is a dose whose unit the
head tells.
"""

import re

from extractors.doses import PrintedDose, find_doses
from extractors.printed_numbers import NUMBER, parse_number
from extractors.reading import Sentence

# The cell says no, or that nobody knows.
_NOTHING = re.compile(
    r"\s*\(?(?:-+|no|none|nil|never|not (?:given|received|used|done|known|available|applicable|reported|stated|"
    r"treated)|"
    r"n\.?/?[adr]\.?|n\.?k\.?|0(?:\.0)? ?(?:mg|g)?(?:/\w+){0,2}|absent|unknown|unavailable|declined|refused|\?)\)?"
    r"[\s.,;*†‡§¶]*(?:\(.*\))?\s*"
)
_BARE = re.compile(
    rf"\s*(?P<amount>{NUMBER})(?:[ ]?(?:-|to)[ ]?{NUMBER})?(?=[\s,;(*†‡]|$)(?![ ]?(?:years?|y|months?|mo|weeks?|wk|"
    r"days?|d|h|%|x|times|courses?|cycles?|doses?|infusions?|pulses?|mg|g|ml|iu|u)\b)"
)
# The unit in a head, in a bracket or behind a comma: "(mg/kg/day)", ", mg/week".
_UNIT = re.compile(
    r"(?:[(\[]|,|\bin)\s?(?P<unit>(?:mg|g|µg|mcg|iu)(?:[/ ](?:kg|m2|day|d|week|wk|w|month|dose)\b){0,2})"
)
_PARTS = re.compile(r"[/,;]")
_YES = re.compile(r"\s*(?:\+{1,3}|x|✓|yes|given|started|continued)\s*(?:\([^()]*\))?\s*")
_ANSWER = re.compile(r"\s*(?:[+x✓-]{1,3}|yes|no|y|n)\s*")


def nothing_given(sentence: Sentence, start: int) -> bool:
    """Whether the cell under a head that names a drug at ``start`` says that it was not given, or is not known."""
    head = sentence.passage.head
    if sentence.passage.kind != "cell" or start >= head:
        return False
    cell = sentence.between(head, sentence.last)
    named, answers = _PARTS.split(sentence.between(sentence.first, head)), _PARTS.split(cell)
    if 1 < len(named) == len(answers) and all(map(_ANSWER.fullmatch, answers)):  # "GC/MTX/IVIG: +/-/+"
        place = len(_PARTS.findall(sentence.between(sentence.first, start)))
        return _NOTHING.fullmatch(answers[place]) is not None
    return _NOTHING.fullmatch(cell) is not None


def answers_yes(sentence: Sentence) -> bool:
    """Whether a cell says nothing but that what its head names was so: ``IVIG: + (month 3)``."""
    return _YES.fullmatch(sentence.between(sentence.passage.head, sentence.last)) is not None


def dose_of_head(sentence: Sentence) -> list[PrintedDose]:
    """The bare number of a cell with the unit that its head tells, at its place in the sentence; else nothing."""
    head = sentence.passage.head - sentence.first
    if sentence.passage.kind != "cell" or head <= 0 or sentence.passage.run_together:
        return []
    unit = _UNIT.search(sentence.lowered, 0, head)
    number = _BARE.match(sentence.lowered, head) if unit else None
    if unit is None or number is None or parse_number(number["amount"]) == 0:
        return []
    start = number.start("amount")
    length = number.end() - start
    read = find_doses(f"{sentence.lowered[start : start + length]} {unit['unit']}")[:1]
    return [
        PrintedDose(start, start + length, dose.amount, dose.low, dose.high, dose.unit, dose.basis, dose.per)
        for dose in read
    ]
