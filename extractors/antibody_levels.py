"""Levels of antibodies in cells of tables: a number is positive or negative by its bound, and without one neither.

``Anti-HMGCR (U/mL; normal <20): 148`` · ``SRP IgG, AU: 3 (reference range <15)`` · ``HMGCR IgG, CU: >550 (H)``.
"""

import re
from functools import lru_cache

from extractors.printed_numbers import NUMBER, parse_number
from extractors.reading import Sentence
from extractors.table_heads import notes_of
from schemas.values import Result

_LEVEL = re.compile(
    rf"\s*(?P<sign>[<>≤≥]?)\s?(?P<value>{NUMBER})(?![:/.,]?\d)\s?(?:(?:units?|[acri]?u)(?:/m?l)?)?\s*[*†‡]?"
    r"(?:\(?(?P<high>h|high|↑|elevated)\)?(?![a-z]))?\s*(?:\(.*)?"
)
_BOUND = re.compile(
    r"(?:\b(?:reference(?: range| value)?|ref\.?|normal(?: range| value)?|nl|cut-?off|threshold|"
    r"(?:positive|negative)(?: if)?)[ :,]*(?:(?:of|is|at|above|below|from|up to) )*|[(,;] ?(?=[<≤]))"
    rf"(?:{NUMBER} ?(?:-|to) ?)?[<>≤≥]? ?(?P<bound>{NUMBER})(?![:/]\d)"
)
_ANNOUNCED = re.compile(r"\b(?:reference|ref\.?|normal|nl|cut-?off|threshold|positive|negative)\b")


def is_level(sentence: Sentence) -> bool:
    """Whether a cell is a bare number with what belongs to it: a sign, a unit, a flag, a range."""
    return sentence.passage.kind == "cell" and _LEVEL.fullmatch(_cell(sentence)) is not None


def result_of_level(sentence: Sentence, name: str) -> tuple[Result, str] | None:
    """What the number of a cell says of the antibody that its head prints as ``name``; None where no bound is told."""
    level = _LEVEL.fullmatch(_cell(sentence))
    if level is None:
        return None
    printed = level.group().partition("(")[0].strip()
    if level["high"]:
        return "positive", printed
    bound = _bound(sentence, name)
    value = parse_number(level["value"])
    if bound is None or (value == bound and not level["sign"]):
        return None
    above = value >= bound
    if (level["sign"] in (">", "≥") and not above) or (level["sign"] in ("<", "≤") and value > bound):
        return None
    return ("positive" if above and level["sign"] not in ("<", "≤") else "negative"), printed


def bound_in(behind: str) -> float | None:
    """The bound that is told in brackets or behind a comma at once behind a level: ``4 CU (negative <20)``."""
    told = _BOUND.match(behind.lstrip(" (,;"))
    return parse_number(told["bound"]) if told else None


def _cell(sentence: Sentence) -> str:
    return sentence.between(max(sentence.first, sentence.passage.head), sentence.last)


def _bound(sentence: Sentence, name: str) -> float | None:
    """The upper bound of what is normal: of the cell or its head, else of the notes, else told in the article."""
    if own := _BOUND.search(sentence.lowered):
        return parse_number(own["bound"])
    document, table = sentence.document, sentence.passage.table
    notes = notes_of(document, document.tables[table]) if table is not None else []
    target = re.sub(r"^anti[- ]?", "", name.lower())
    for text in (*(document.quote(note) for note in notes), document.text):
        if (bound := _told(text, target)) is not None:
            return bound
    return None


@lru_cache(maxsize=64)  # each cell of a row asks the same
def _told(text: str, target: str) -> float | None:
    for named in re.finditer(rf"(?<!\w){re.escape(target)}(?!\w)[^.;\n\d<>≤≥]{{0,40}}", text, re.IGNORECASE):
        if bound := _BOUND.match(text[named.start() : named.end() + 20].lower(), _words(named.group())):
            return parse_number(bound["bound"])
    return None


def _words(named: str) -> int:
    """Where the word that announces a bound begins behind a name."""
    told = _ANNOUNCED.search(named.lower())
    return told.start() if told else len(named)
