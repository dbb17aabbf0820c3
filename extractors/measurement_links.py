"""Whether the words between an analyte and a number join them, or those between two numbers of one course."""

import re

from extractors.changes import COURSE
from extractors.lexicon import Hit, analytes
from extractors.measurement_words import LINK_WORD, OTHER_SUBJECT, REFERENCE_OF, SERIES, TIGHT, head_of
from extractors.phases import stages_of
from extractors.printed_dates import only_dates, without_dates
from extractors.quantities import Quantity
from extractors.reading import Sentence
from schemas.values import Phase

_PAIR = re.compile(r"\s*(?:/|→|->|;|,|to)\s*")
_BARE = 30  # a smaller number without a unit is a day, an age or a count sooner than a level
_OLD = 100  # years
_COPULA = re.compile(r"\s(?:was|were|is|had|reached|rose|fell)\b")
_SMALL = ("ESR", "CRP")  # often printed without a unit, and small
_PERSONS = ("label", "ordinal", "sibling", "person", "relative", "kin", "reference")
_ELLIPSIS = re.compile(
    r"(?:[\s,;()]|\([^()]*\)|\b(?:and|while|whereas|but|that|those|one|of|in|for|had|has|was|were|to|with|a|an|the|"
    r"value|level|only|even|as|much|as|about|approximately)\b)*"
)
_ENDS = re.compile(r"\s?(?:[,;.)]|$|and\b)")


def linked(sentence: Sentence, hit: Hit, start: int, number: Quantity, reference: Quantity | None) -> bool:
    """Whether the words between name and number join them."""
    if reference is not None:
        start = max(start, reference.end)
    words = without_dates(sentence.between(start, number.start))
    behind = sentence.between(number.end, min(number.end + 12, sentence.last))
    if REFERENCE_OF.search(sentence.between(max(sentence.first, start - 70), sentence.chars(hit)[0])):
        return False
    if number.unit is None and sentence.between(*sentence.chars(hit)).startswith("hyper"):
        return False  # "hyperCKemia of 3,200 U/L", but "hyperCKemia since 2016"
    if not fits(hit, number) or (number.unit is None and _disowned(sentence, number) and not _first_of_two(sentence)):
        return False
    if number.unit is None and (number.value or _OLD) < _OLD and words.endswith("at ") and _COPULA.match(behind):
        return False  # "CK at 17 was 3,120 U/L"
    if start <= sentence.passage.head <= number.start and sentence.passage.kind == "cell":
        return True  # the cell answers its head
    if TIGHT.fullmatch(words.lstrip(")]")):
        return (
            number.unit is not None
            or words.strip() != ""
            or sentence.passage.kind == "cell"
            or number.value is None
            or number.value >= _BARE
            or (hit.term.name in _SMALL and _ENDS.match(sentence.between(number.end, sentence.last) or ".") is not None)
        )
    return _led_to(sentence, start, number, words)


def _led_to(sentence: Sentence, start: int, number: Quantity, words: str) -> bool:
    """Whether longer words lead from a name that ends at ``start`` to its number."""
    if number.unit is None or len(words) > 90 or ";" in words:
        return False
    last = re.split(r"[,(]", words)[-1]
    if re.search(rf"\b(?:{LINK_WORD})\b", last) or not last.strip():
        return True
    # "CK became 520 IU/L": nothing but an enzyme has such a unit, and no other is named
    if number.kind != "enzyme" or _IMAGINED.search(sentence.between(sentence.first, number.start)):
        return False
    return OTHER_SUBJECT.search(sentence.passage.clean.text[start : number.start]) is None


def _disowned(sentence: Sentence, number: Quantity) -> bool:
    """A bare number that counts something else: ``12 patients``, ``3 hours``, ``2+``, ``5 of 8``, ``%``, a date."""
    behind = sentence.between(number.value_end, min(number.value_end + 14, sentence.last))
    if re.match(
        r"\s?(?:%|[13]/[234]\b|percent|per cent|patients|cases|children|of \d|out of|/\d|\+|and \d+ (?:years|months)|"
        r"[a-z]*ly\b|courses|doses|cycles|mg|g\b)",
        behind,
    ) or (number.value is not None and number.value < _BARE and re.match(r"\s[a-z]{4,}s\b", behind)):
        return True
    before = sentence.between(max(sentence.first, number.start - 12), number.start)
    return bool(
        is_year(sentence, number)
        or re.search(r"(?:fig\.?|table|day|grade|stage|type|case|patient|ref\.?|week|month) $", before)
    )


_DATED = re.compile(
    r"\b(?:in|since|until|january|february|march|april|may|june|july|august|september|october|november|december|from) $"
)


def is_year(sentence: Sentence, number: Quantity) -> bool:
    """Whether a bare number is a year: ``October 2020``, ``since 2018``."""
    year = number.value is not None and 1950 <= number.value <= 2035
    return year and _DATED.search(sentence.between(max(sentence.first, number.start - 12), number.start)) is not None


_TWO = re.compile(r"\s*[\d., ]+\s?/\s?[\d., ]+\s*")
_COUNTED = re.compile(r"\s(?:infusions?|doses?|courses?|cycles?|pulses?|injections?|weeks?|months?|days?)\b")


def counted(sentence: Sentence, number: Quantity) -> bool:
    """Whether a bare number counts what was given: ``1,540 U/L after 3 infusions and 402 U/L after 6``."""
    return _COUNTED.match(sentence.between(number.value_end, min(number.value_end + 14, sentence.last))) is not None


def continued(sentence: Sentence, hit: Hit, last: Quantity, number: Quantity) -> bool:
    """Whether a further number tells of the same analyte: ``... and decreased to 560 U/L``."""
    words = without_dates(sentence.between(last.end, number.start))
    if number.value is not None and number.value >= _BARE and fits(hit, number) and COURSE.fullmatch(words):
        return not _disowned(sentence, number)
    if _paired(sentence, last, number) and fits(hit, number):
        return True
    if not fits(hit, number) or number.unit is None or (last.unit is not None and number.kind != last.kind):
        return False
    if _of_the_next(sentence, last.end, number.start) or only_dates(sentence.between(last.end, number.start)):
        return True
    if OTHER_SUBJECT.search(sentence.passage.clean.text[last.end : number.start]):
        return False
    final = re.split(r"[,(;]", words)[-1]
    known = re.search(rf"\b(?:{LINK_WORD})\b", final) or not final.strip()
    return bool(len(words) < 90 and SERIES.search(words) and known)


_IMAGINED = re.compile(r"\b(?:if|should|would|will|must|may|might|can|whenever|unless|until|target)\b")


def _of_the_next(sentence: Sentence, start: int, end: int) -> bool:
    """``CK was 900 U/L in case 1, case 2 (a boy) 5,000 U/L``: only the next patient stands between two values."""
    at, words, named = start, "", False
    for anchor in sentence.anchors:
        first, behind = sentence.first + anchor.start, sentence.first + anchor.end
        if at <= first and behind <= end and anchor.kind in _PERSONS and not anchor.pronoun:
            words, at, named = f"{words} {sentence.between(at, first)}", behind, True
    return named and _ELLIPSIS.fullmatch(f"{words} {sentence.between(at, end)}") is not None


def _paired(sentence: Sentence, last: Quantity, number: Quantity) -> bool:
    """Whether two bare numbers of a cell answer a head with two stages: ``CK (U/L), first / last: 9,048 / 131``."""
    if sentence.passage.kind != "cell" or number.unit is not None or last.start < sentence.passage.head:
        return False
    return _stages(sentence) is not None and _PAIR.fullmatch(sentence.between(last.end, number.start)) is not None


def _first_of_two(sentence: Sentence) -> bool:
    """Whether a cell holds nothing but two numbers, and its head names two stages: ``CK, first / last: 9,048/131``."""
    if sentence.passage.kind != "cell" or _stages(sentence) is None:
        return False
    return _TWO.fullmatch(sentence.between(sentence.passage.head, sentence.last)) is not None


def _stages(sentence: Sentence) -> tuple[Phase, ...] | None:
    return stages_of(head_of(sentence), sentence.between(sentence.passage.head, sentence.last))


def fits(hit: Hit, number: Quantity) -> bool:
    """Whether a unit may stand with the analyte. An impossible unit of concentration is kept as printed."""
    kind = analytes()[hit.term.name]["kind"]
    if kind == "other":
        return True
    if kind == "ck":
        return (number.kind in ("enzyme", "mass", None) or number.unit == "IU") and number.value != 0
    return number.kind in ("enzyme", "mass", None) or (hit.term.name == "ESR" and number.unit in ("mm", "mm/h"))
