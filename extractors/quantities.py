"""The grammar of printed numbers: thousands, ranges, comparators, units, multiples of normal, reference ranges.

Accepted, among others: ``7,350 U/L``, ``7 350 U/L``, ``12.5 × 10^3 U/L``, ``> 9 000``, ``in the 6000s``, ``30 times the
upper limit of normal``, ``7350 (normal range 20-200) U/L``, ``[normal range, 25-170]``, ``(<5 mg/L)``, ``8.2k``.
All offsets are those of the clean text.
"""

import re
from dataclasses import dataclass, replace
from functools import cache

from extractors.changes import REACH, dated, role
from extractors.printed_dates import date_at
from extractors.printed_numbers import COUNTS, NUMBER, THREE_DECIMALS, parse_number
from extractors.printed_units import unit_alone, unit_at, units, units_printed
from extractors.reference_ranges import RANGE, bounds_of, labels_of, reference_at
from schemas.values import Comparator

_START = r"(?<![A-Za-z\d])(?<![A-Za-z]-)(?<!\d[.,])"
_COMPARATORS: dict[Comparator, str] = {
    ">": r"(?<!-)>=?|≥|(?:more|greater|higher) than|over|above|exceed(?:ing|ed|s)?|surpass(?:ing|ed)|beyond|at least|"
    r"in excess of|upwards? of",
    "<": r"<=?|≤|less than|lower than|below|under|at most",
    "~": r"~|approximately|approx\.?|about|around|roughly|nearly|almost|circa|ca\.?|close to|"
    r"(?:in|of|on) the (?:order|region|range) of",
}
_COMPARATOR = "|".join(f"(?P<c{index}>{words})" for index, words in enumerate(_COMPARATORS.values()))
_POWER = r"(?:(?P<thousands>[ ]?[x×*][ ]?1[,.]?000(?!\d))|[ ]?[x×*][ ]?10[ ]?\^?[ ]?(?P<power>\d{1,2})(?!\d))"
_MULTIPLE = (
    r"[ ]?-?[ ]?(?:times|fold|x|×|X)(?![a-z])[ ]?(?:(?:higher|greater|more|above|over|elevated|increased)[ ])?"
    r"(?:(?:than|above|of)[ ])?(?:(?:the|its)[ ])?"
    r"(?:ULN|UNL|LSN|N(?![A-Za-z\d])|"
    r"(?:upper[ ](?:normal[ ])?(?:reference[ ])?(?:limit|level|value|range)s?)(?:[ ](?:of|for)"
    r"[ ](?:the[ ])?(?:normal|reference)\w*)?"
    r"|upper normal limit|normal(?:[ ](?:upper[ ])?(?:limit|value|level|range)s?)?)(?![a-z])"
    r"|[ ]?-?[ ]?fold[ ](?:high(?:er)?|elevat\w+|increas\w+|raised|rise)(?![a-z])"
)
_THOUSANDS = r"(?P<k>[kK](?![A-Za-z/^])|[ ]thousand(?![a-z]))"
_FOLDS = r"(?P<folds>[ ]?-?[ ]?(?:fold|times)(?![a-z]))"
# "did not fall below 3,000": it stayed above. The other way round with "never exceeded 400".
_TURNED = re.compile(r"\b(?:(?:not|never|n't)(?: [a-z]+){0,3}|no) $")
_TURN: dict[Comparator, Comparator] = {">": "<", "<": ">"}
_AHEAD = 80  # characters in which all stands that a number can have ahead of it
# How the words end that a number can have ahead of it: no number has any where none of them stands.
_ENDINGS = "an er ve ng ed ds nd st of to he ly x x. ut ca ca. w in id gh en < > = ≤ ≥ ~"
_LEADS = tuple(ending + space for ending in _ENDINGS.split() for space in ("", " "))
_LIKE_IT = re.compile(r"(?<![\d.,])\d\.\d{3}(?!\d)")
_BEGINS = re.compile(rf"\d|{COUNTS}")
_BETWEEN = re.compile(rf"between (?:\d|{COUNTS})")
_TIME = (
    r"(?:[ ]?-?[ ]?(?:years?|yrs?|y/o|yo|months?|mo|weeks?|wks?|days?|hours?|hrs?|minutes?|min|"
    r"seconds?)(?![A-Za-z])|(?:st|nd|rd|th)(?![A-Za-z]))"
)


_JOINED = re.compile(r"\s?(?:,|and|or|&|,\s?and|/|-|to)\s?")
_DAYS = re.compile(r"\b[Dd]ays \Z|\b(?:weeks|months|visits) \Z")
_DIGIT = re.compile(r"\d")
_FOLD = re.compile(r"\b(?:times|fold)\b")
_OWN_TIME = re.compile(r" (?:at|after|on|in|by) (?:\d|day|week|month|year|admission|discharge|the last)")
_LONGEST_GOING_ON = 120  # "at 3 months, 240": no time any more
_LONGEST = 400  # days: a longer time is not counted in days
NO_LEVEL = ("time", "change")
"""Kinds of numbers that are no level of an analyte."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at ``[start, end)`` of the clean text; ``value``, or ``low`` and ``high``."""

    start: int
    end: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    comparator: Comparator = "="
    unit: str | None = None
    kind: str | None = None
    ref_low: float | None = None
    ref_high: float | None = None
    reference: bool = False
    value_end: int = 0

    def moved(self, by: int) -> "Quantity":
        """The same number, so many characters further on."""
        return Quantity(
            self.start + by,
            self.end + by,
            self.value,
            self.low,
            self.high,
            self.comparator,
            self.unit,
            self.kind,
            self.ref_low,
            self.ref_high,
            self.reference,
            self.value_end + by,
        )


# "10,000 U/L or more"
_OR_MORE = re.compile(r" ?or (?:(?P<more>more|higher|above|greater|over)|less|lower|below)\b")


@cache
def _value(*, between: bool) -> re.Pattern[str]:
    """A number with what stands around it but for its unit; ``between``: whether one stands before a number."""
    begin, joined = "", RANGE
    if between:
        begin = "(?P<between>between[ ])?"
        joined = rf"(?(between)(?:[ ]?{units_printed()})?(?:[ ]and[ ]|{RANGE})|{RANGE})"
    return re.compile(
        rf"(?:(?:{_COMPARATOR})[ ]?(?:the[ ])?)?(?P<thes>in[ ](?:the[ ])?(?:(?:low|lower|mid|high|upper)[ "
        rf"]?)?(?=\d+,?\d*s(?![a-z])))?"
        rf"{begin}{_START}(?P<a>{NUMBER}|(?:{COUNTS})(?={_MULTIPLE}))(?:s(?![a-z]))?"
        rf"(?:{joined}(?P<b>{NUMBER})(?![\d]))?(?:{_POWER})?"
        rf"{_THOUSANDS}?(?:(?P<time>{_TIME})|(?P<multiple>{_MULTIPLE})|{_FOLDS})?",
    )


def _unit_of(number: re.Match[str]) -> re.Match[str] | None:
    """The unit behind a number, where it is none of a time or a multiple."""
    if number.lastgroup in ("time", "multiple", "folds"):
        return None
    text, place = number.string, number.end()
    place += text.startswith(" ", place)
    return unit_alone().match(text, place + text.startswith("-", place))


def quantities_at(text: str, place: int) -> list[Quantity]:
    """The numbers of a clean text that begins at ``place`` of its passage, at their places in there."""
    if not _DIGIT.search(text) and not (("times" in text or "fold" in text) and _FOLD.search(text)):
        return []
    return [number.moved(place) for number in find_quantities(text)]


def find_quantities(text: str) -> list[Quantity]:
    """The numbers of a clean text in order, each with its unit, comparator and reference range."""
    value = _value(between=_BETWEEN.search(text) is not None)
    found: list[Quantity] = []
    position = 0
    labels = list(labels_of(text))
    while match := _next(text, position, value):
        label, label_end = next(
            ((label, end) for label, end in labels if label.start() <= match.start("a") < end), (None, 0)
        )
        if label is not None:
            low, high = bounds_of(label, "q" if label["qhigh"] or label["qmax"] or label["qmin"] else "r")
            found.append(
                Quantity(label.start(), label_end, ref_low=low, ref_high=high, reference=True, value_end=label_end)
            )
            position = max(label_end, match.start("a") + 1)
            continue
        if (date := date_at(text, match.start("a"))) is not None:
            found.append(Quantity(date.start(), date.end(), kind="time", value_end=date.end()))
            position = date.end()
            continue
        unit = _unit_of(match)
        if match["b"] and unit and _counts_on(text[max(0, match.start() - REACH) : match.start()]):
            # "at week 12 to 390 U/L": the week and the value are no range
            found.append(Quantity(match.start("a"), match.end("a"), kind="time", value_end=match.end("a")))
            position = match.end("a")
            continue
        *before, last = _split(text, match, _quantity(match, unit))
        last = _as_decimal(text, _with_reference(text, last))
        found += [*before, last]
        position = max(last.end, (unit or match).end(), match.start() + 1)
    return _share_units(text, _times_of_lists(text, found))


def _counts_on(ahead: str) -> bool:
    """Whether a number is a day, a week or a patient's by the words ahead: "in Patient 5 to 388 U/L"."""
    return dated(ahead) or ahead.lower().endswith(("patient ", "case "))


def _next(text: str, position: int, value: re.Pattern[str]) -> re.Match[str] | None:
    """The next number from ``position`` on, with what it has ahead of it.

    Most have nothing ahead of them: such a number is asked for at its own place only, then the next one.
    """
    while number := _BEGINS.search(text, position):
        start = number.start()
        if text.endswith(_LEADS, position, start):
            return value.search(text, max(position, start - _AHEAD))
        if match := value.match(text, start):
            return match
        position = start + 1
    return None


def _quantity(match: re.Match[str], printed: re.Match[str] | None) -> Quantity:
    """The quantity of a number and the unit that is printed behind it."""
    comparator: Comparator = "~" if match["thes"] else "="
    for index, sign in enumerate(_COMPARATORS):
        if match[f"c{index}"]:
            comparator = sign
    ahead = match.string[max(0, match.start() - REACH) : match.start()]
    if comparator in _TURN and _TURNED.search(ahead.lower()):
        comparator = _TURN[comparator]
    if comparator == "=" and (bound := _OR_MORE.match(match.string, (printed or match).end())):
        comparator = ">" if bound["more"] else "<"
    unit, kind = _unit(match, printed, ahead)
    end = (printed or match).end()
    factor = 10 ** int(match["power"]) if match["power"] else 1000 if match["k"] or match["thousands"] else 1
    start = match.start("a") if comparator == "=" else match.start()
    first = parse_number(match["a"], kind) * factor
    if match["b"] and comparator == "~" and " range " in match.group():
        comparator = "="  # "in the range of 5,000 to 7,000 U/L"
    if match["b"] is None:
        return Quantity(start, end, first, None, None, comparator, unit, kind, value_end=end)
    second = parse_number(match["b"], kind) * factor
    return Quantity(start, end, None, first, second, comparator, unit, kind, value_end=end)


def _split(text: str, match: re.Match[str], quantity: Quantity) -> list[Quantity]:
    """``fell from 4,907 to 531 U/L`` is two values, ``ranged from 531 to 4,907 U/L`` one range."""
    if quantity.low is None or quantity.high is None:
        return [quantity]
    before = text[max(0, match.start() - 30) : match.start()].lower()
    course = re.search(r"\bfrom (?:an? )?(?:initial |peak |baseline )?$", before) and not re.search(
        r"rang|fluctuat|var[iy]", before
    )
    if quantity.low <= quantity.high and not (course and " to " in text[match.end("a") : match.start("b")]):
        return [quantity]
    shared = {"comparator": quantity.comparator, "unit": quantity.unit, "kind": quantity.kind}
    first = Quantity(quantity.start, match.end("a"), quantity.low, value_end=match.end("a"), **shared)  # type: ignore[arg-type]
    second = Quantity(match.start("b"), quantity.end, quantity.high, value_end=quantity.end, **shared)  # type: ignore[arg-type]
    return [first, second]


def _unit(match: re.Match[str], printed: re.Match[str] | None, ahead: str) -> tuple[str | None, str | None]:
    """The unit and its kind; the kind is ``time`` or ``change`` where the number is no level of anything."""
    told = role(ahead, folds=match["folds"] is not None, multiple=match["multiple"] is not None)
    if match["time"]:
        return None, "time"
    if match["multiple"] or told == "multiple":
        return "xULN", "enzyme"
    if told is not None:
        return None, told
    if printed is None:
        return None, None
    known = units()[printed.group()]
    return known.unit, known.kind


def _with_reference(text: str, quantity: Quantity) -> Quantity:
    """Add the reference range printed behind the value, and a unit printed behind the range."""
    if quantity.kind in NO_LEVEL:
        return quantity
    match = reference_at(text, quantity.end)
    if match is None:
        return quantity
    unit = unit_alone().match(text, match.end()) if match["open"] else None
    end = (unit or match).end()
    behind = unit_at(text, end) if quantity.unit is None else None
    if quantity.unit is None and not behind and not _speaks(text[match.start() : end]):
        return quantity
    low, high = next(
        (bounds for bounds in (bounds_of(match, prefix) for prefix in "lpu") if bounds != (None, None)), (None, None)
    )
    found = replace(quantity, ref_low=low, ref_high=high, end=end)
    if behind:
        known = units()[behind.group()]
        return replace(found, unit=known.unit, kind=known.kind, end=behind.end())
    if quantity.unit is None and match["unit"] and units()[match["unit"]].kind == "enzyme":
        return replace(found, unit=units()[match["unit"]].unit, kind="enzyme")  # "5,643 (normal < 170 U/L)"
    return found


def _as_decimal(text: str, quantity: Quantity) -> Quantity:
    """``12.450 (1.500-7.600) U/L``: beside a reference range to three decimals the value has decimals too."""
    printed = THREE_DECIMALS.match(text, quantity.start)
    alike = printed and _LIKE_IT.search(text[quantity.value_end : quantity.end])
    return replace(quantity, value=float(printed.group())) if printed and alike and quantity.value else quantity


def _speaks(words: str) -> bool:
    """Whether a bracket says that it holds a reference range; a bare range behind a bare number does not."""
    return bool(re.search(r"[A-Za-z]{2}|N", words))


def _times_of_lists(text: str, found: list[Quantity]) -> list[Quantity]:
    """``at 3, 6 and 12 months``, ``on days 1, 3 and 7``: every number of such a list is a time."""
    for index in range(len(found) - 2, -1, -1):
        here, behind = found[index], found[index + 1]
        if (
            behind.kind == "time"
            and here.unit is None
            and here.kind is None
            and _JOINED.fullmatch(text, here.end, behind.start)
        ):
            found[index] = replace(here, kind="time")
    for index, here in enumerate(found):
        before = found[index - 1] if index else None
        named = _DAYS.search(text, max(0, here.start - 12), here.start)
        goes_on = before and before.kind == "time" and _JOINED.fullmatch(text, before.end, here.start)
        if (
            here.unit is None
            and here.kind is None
            and here.value is not None
            and here.value < _LONGEST
            and (named or (goes_on and here.value < _LONGEST_GOING_ON and not _OWN_TIME.match(text, here.end)))
        ):
            found[index] = replace(here, kind="time")
    return found


_OF_ONE_UNIT = re.compile(
    r"/|or|to|vs\.?|[,;]?(?: ?(?:and|then|later|finally|subsequently|afterwards|thereafter|eventually))*(?<=.)"
)


def _share_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """``93 and 87 U/L``, ``509/664 U/L``: a number without a unit takes that of the number it is joined to."""
    for index in range(len(found) - 2, -1, -1):
        here, behind = found[index], found[index + 1]
        joined = _OF_ONE_UNIT.fullmatch(text[here.end : behind.start].strip().lower()) is not None
        bare = here.unit is None and (here.kind is None or (here.kind == "change" and behind.unit == "xULN"))
        if bare and behind.unit and joined and not (here.reference or behind.reference):
            printed = THREE_DECIMALS.fullmatch(text, here.start, here.value_end)
            value = parse_number(printed.group(), behind.kind) if printed else here.value
            found[index] = replace(here, value=value, unit=behind.unit, kind=behind.kind)
    return found
