"""The grammar of printed doses: ``400 mg``, ``1-2 mg/kg/day``, ``7.5 mg/m2/week``, ``2 g/kg monthly``.

Offsets are those of the clean text. A concentration (``mg/dL``), an excretion (``2.5 g/24 h``) and a bare weight are no
doses. What is taken several times a day or every few weeks is told ``per`` ``dose``.
"""

import re
from dataclasses import dataclass, replace

from extractors.gates import Gated
from extractors.printed_numbers import NUMBER, parse_number
from schemas.values import Basis, DoseUnit, Per

_UNITS: dict[DoseUnit, str] = {
    "mg": r"mgs?|milligrams?|miligrams?",
    "µg": r"[µu]gs?|mcgs?|micrograms?",
    "g": r"gr?|gms?|grams?|grammes?",
    "IU": r"i\.?u\.?|units?|u(?=[ ]?(?:/|daily|per))|miu|international units",
    "mL": r"mls?|cc|millilit(?:er|re)s?",
}
_UNIT = "|".join(f"(?P<u{index}>(?:{words}))" for index, words in enumerate(_UNITS.values()))
_PERSON = r"(?:body ?weight|bw|b\.w\.)"
_BASIS = (
    rf"[ ]?(?:/|per[ ]|\.)[ ]?(?:(?P<kg>kg|kilogram|kilo|{_PERSON})(?:[ ]?/?(?:of[ ])?{_PERSON})"
    rf"?(?:-1)?|(?P<m2>m[ ]?\^?2|m\(2\)|sqm|square met(?:er|re)|m²)(?:sc\b|[ ]?bsa\b|[ ]body surface(?: area)?)?)"
    rf"(?![a-z])"
)
# "20 mg/(kg·d)", "2 mg·kg-1·d-1": how it is written in China
_TOGETHER = (
    r"[ ]?(?:/[ ]?\(|[·⋅∙•.])(?:(?P<kg2>kg)|(?P<m22>m2|m²))(?:-1|-2)?[ ]?[·⋅∙•.*x×][ ]?"
    r"(?:(?P<d2>d(?:ays?)?)|(?P<w2>w(?:k|eek)?)|(?P<mo2>mo(?:nth)?)|dose|time)(?:-1)?\)?(?![a-z])"
)
_SLASH = r"[ ]?(?:,[ ]?)?(?:/|per[ ]|\.|an?[ ]|each[ ]|every[ ])[ ]?"
_WORDS = (
    r"(?:[ ,(]{1,2}(?:orally|once|po|p\.o\.|per os|by mouth|oral|iv|i\.v\.|intravenously|"
    r"subcutaneously|sc|s\.c\.|intramuscularly|im|i\.m\.|as a single dose|single dose|at a time|in "
    r"the morning|divided|in divided doses|given|administered|infused|injected|tablets?|infusion|in))"
    r"{0,3}"
)
_DAY = (
    rf"(?:{_SLASH}(?:days?|d|24[ ]?h(?:ours|rs?)?|die|diem)(?![a-z])|{_WORDS}[ "
    rf",]{{0,2}}(?:\(?(?:once[ ])?(?:daily|a day|per day|each day|every day|on days? \d+ ?(?:to|"
    rf"through|-) ?\d+|q\.?d\.?|o\.?d\.?|qday|"
    r"at (?:night|bedtime)|nightly|nocte|(?:every|each|in the) (?:night|morning|evening)|"
    rf"q24h|id)(?![a-z])))"
)
_WEEK = (
    rf"(?:{_SLASH}(?:weeks?|wk|w)(?![a-z])|{_WORDS}[ ,]{{0,2}}\(?(?:once[ -])?(?:weekly|a week|per "
    rf"week|each week|every week|qw|week)(?![a-z]))"
)
_MONTH = (
    rf"(?:{_SLASH}mo(?:nths?)?(?![a-z])|{_WORDS}[ ,]{{0,2}}\(?(?:once[ ])?(?:monthly|a month|per month|"
    rf"each month|every month|every (?:4|four)[ -]weeks?)(?![a-z]))"
)
_TIMES = (
    rf"(?:{_SLASH}(?:(?!24[ ]?-?h)(?:[2-9]\d?|two|three|four|six|eight|twelve|fourteen)[ -]?(?:days?|weeks?|wks?|"
    rf"months?|hours?|h)|dose)(?![a-z])|{_WORDS}[ ,(]{{0,2}}(?:(?:twice|thrice|three times|two times|"
    rf"four times|[2-4] times|[2-4]x)[ ]?(?:a |per |/|each )?(?:day|daily|week|weekly)?|(?:[a-z]+ )?"
    r"(?:times daily|times a day|times per day)|b\.?i\.?d\.?|b\.?d\.?|t\.?d\.?s\.?|t\.?i\.?d\.?|"
    r"q\.?i\.?d\.?|q\d+h|every "
    r"other day|(?:on )?alternate[- ]days?|alternate day|\d+[ -]?h(?:ou)?r?ly|(?:every|q) ?(?:\d+|"
    r"two|three|four|six|eight|twelve|other|second|third)[ -]?(?:days?|weeks?|wks?|months?|hours?|h)|"
    r"(?:bi-?weekly|fortnightly)|per dose|each dose|/dose|per infusion|each infusion)"
    r"(?![a-z]))"
)
_PER: dict[Per, str] = {"dose": _TIMES, "day": _DAY, "week": _WEEK, "month": _MONTH}
_FREQUENCY = "|".join(f"(?P<f{index}>{words})" for index, words in enumerate(_PER.values()))
_DOSE = Gated(
    rf"(?<![\w/])(?<!\d[.,])(?:(?P<a>{NUMBER})(?:[ ]?(?:mg|g)?(?:/kg)?[ ]?(?:-|to)[ ]?(?P<b>{NUMBER}))"
    rf"?)[ ]?-?[ ]?(?:{_UNIT})(?![a-z])"
    rf"(?![ ]?(?:/|per[ ])[ ]?(?:d?l|ml|mmol|mol|24|dl|100|l|litre|liter|cm|mm|g|min|h|hpf|field)"
    rf"(?![a-z]))(?:{_TOGETHER}|{_BASIS})?(?P<minute>[ ]?/[ ]?(?:min(?:ute)?|h(?:r|our)?)(?![a-z]))"
    rf"?(?:{_FREQUENCY})?"
)
_LEADING = re.compile(
    r"\b(?:(?P<day>daily|every day|once a day)|(?P<week>weekly|every week|once a week)|"
    r"(?P<month>monthly|every month|once a month))[ ,(]{0,2}(?:at |with )?(?:a )?(?:dos(?:e|age)s? )"
    r"?(?:of )?\(?$"
)


@dataclass(frozen=True, slots=True)
class PrintedDose:
    """A dose at ``[start, end)``: ``amount``, or ``low`` and ``high``."""

    start: int
    end: int
    amount: float | None
    low: float | None
    high: float | None
    unit: DoseUnit
    basis: Basis | None
    per: Per | None


def find_doses(text: str) -> list[PrintedDose]:
    """The doses of a clean text in lower case, in order."""
    return [dose for match in _DOSE.finditer(text) for dose in _split(match, text, _dose(match, text))]


def _split(match: re.Match[str], text: str, dose: PrintedDose) -> list[PrintedDose]:
    """``from 40 to 5 mg daily`` is a course of two doses, ``40-60 mg`` one range."""
    if dose.low is None or dose.high is None:
        return [dose]
    course = (
        re.search(r"\bfrom $", text[max(0, match.start() - 5) : match.start()])
        and "to" in text[match.end("a") : match.start("b")]
    )
    if dose.low < dose.high and not course:
        return [dose]
    first = replace(dose, end=match.end("a"), amount=dose.low, low=None, high=None, per=None)
    return [first, replace(dose, start=match.start("b"), amount=dose.high, low=None, high=None)]


def _dose(match: re.Match[str], text: str) -> PrintedDose:
    unit = next(name for index, name in enumerate(_UNITS) if match[f"u{index}"])
    basis: Basis | None = "kg" if match["kg"] or match["kg2"] else "m2" if match["m2"] or match["m22"] else None
    per: Per | None = next((name for index, name in enumerate(_PER) if match[f"f{index}"]), None)
    if per is None and (match["kg2"] or match["m22"]):
        per = "day" if match["d2"] else "week" if match["w2"] else "month" if match["mo2"] else "dose"
    if per is None:
        per = _leading(text, match.start())
    first = _amount(match["a"], unit)
    if match["b"] is None:
        return PrintedDose(match.start(), match.end(), first, None, None, unit, basis, per)
    return PrintedDose(match.start(), match.end(), None, first, _amount(match["b"], unit), unit, basis, per)


def _amount(printed: str, unit: DoseUnit) -> float:
    """``1.000 IU`` and ``20.000 IU`` are thousands: nobody measures international units to three decimals."""
    return parse_number(printed, "enzyme" if unit == "IU" else None)


def _leading(text: str, start: int) -> Per | None:
    """``monthly (1 g/kg)``: the frequency stands ahead of the amount."""
    match = _LEADING.search(text[max(0, start - 45) : start])
    if match is None:
        return None
    return "day" if match["day"] else "week" if match["week"] else "month"
