"""Values of groups or times that no word of their own calls a mean or median, since one nearby is or all are alike.

``CK was higher in the anti-SRP group (14,210 vs 8,105 U/L)``, ``median CMAS was 22 at onset, 38 at 6 months and 47 at
one year``: whatever is set beside a mean of a measure is one too.
"""

import re
from collections.abc import Iterator, Sequence

from extractors.cohort_centre_names import ENZYME, NO_AGE, UNIT, fits
from extractors.cohort_findings import finding_at, parsed, unit_of
from extractors.cohort_sizes import MEMBERS
from extractors.gates import Gated
from extractors.measures import CENTRED, Measure
from extractors.printed_numbers import NUMBER, parse_number
from extractors.reading import Found, Sentence
from schemas.mention import CohortMention
from schemas.values import CohortFinding, Statistic

_SD = rf"(?:\s?(?:±|\+/-)\s?(?P<sd>{NUMBER}))?"
_SD2 = rf"(?:\s?(?:±|\+/-)\s?(?P<sd2>{NUMBER}))?"
_NO_MEMBERS = rf"(?![.,]?\d|\s?%|\s?/\s?\d|-\d|\s(?:[a-z-]+\s)?{MEMBERS}\b)"
_VERSUS = r"(?:vs\.?|versus|compared (?:with|to)|(?:as )?against|as opposed to|rather than)"
_PAIR = Gated(
    rf"(?<![\d.,/±<>=-])(?<!± )(?P<value>{NUMBER}){_SD}\s?(?P<unit>{UNIT})?(?:\s?[(\[][^()\[\]%]{{3,40}}[)\]])?,?\s"
    rf"{_VERSUS}\s(?P<value2>{NUMBER}){_SD2}\s?(?P<unit2>{UNIT})?{_NO_MEMBERS}"
)
_PHRASE = r"(?:(?:month|week|year|day) \d{1,3}|(?:[^.;:(),\d]|\d{1,3}(?= (?:months?|years?|weeks?|days?)\b)){2,45}?)"
_AT = r"(?:at|after|before|on|by|in|for|with|without|among|under|within)"
_NEXT = re.compile(
    rf"[)\]]?(?:\s?[(\[][^()\[\]]{{0,40}}[)\]])?(?:\s{_AT}\s{_PHRASE})?[,;]?\s"
    r"(?:and |but |while |whereas |then |versus |vs\.? |to )*"
    rf"(?P<led>(?:{_AT}\s{_PHRASE}\s)?)(?:(?:it |this )?(?:was|were|of|to|had|rose|fell|reached|increased|decreased|"
    rf"improved|declined|dropped) )*(?P<value>{NUMBER})(?:\s?(?:±|\+/-)\s?(?P<sd>{NUMBER}))?(?:\s?(?P<unit>{UNIT}))?"
    rf"(?:\s?[(\[]sd:? (?P<sd2>{NUMBER}))?(?P<behind>[)\]]?\s{_AT}\b)?"
    rf"(?![.,]?\d|\s?%|\s?/\s?\d|-\d|\s?(?:months?|years?|weeks?|days?)\b|\sof\s|\s(?:[a-z-]+\s)?{MEMBERS}\b|"
    r"\s(?:were|had|received|needed)\b)"
)
_NEXT_GROUP = re.compile(
    rf"[^()\[\]]{{0,30}}[)\]]\s(?:than|{_VERSUS}|and|but)\s[^.;()\d]{{3,60}}[(\[](?P<value>{NUMBER})"
    rf"(?:\s?(?:±|\+/-)\s?(?P<sd>{NUMBER}))?\s?(?P<unit>{UNIT})?(?=[)\],;])"
)
_OLDER = re.compile(r"\b(?:younger|older)\b")
_APART = re.compile(r"[;:]|\.\s|\b(?:mmt|chaq|vas|dose|esr|crp|number|score of|titres?|titers?)\b")
_OF_ONE = re.compile(r"\b(?:she|he|her|his|him|(?:the|this|our) (?:[\w-]+ ){0,2}(?:patient|girl|boy|child))\b")
_KIND = re.compile(r"\b(?P<kind>median|mean|average)s?\b")
_WORDS = {
    "ck": r"(?:ck|cpk|creatine (?:phospho)?kinase)",
    "cmas": r"cmas",
    "age_at_onset": r"(?:age|ages|onset)",
    "follow_up": r"follow-? ?up",
}
_NO_CENTRE = re.compile(r"\b(?:maxim\w+|minim\w+|max|min|ranges?|ranging|highest|lowest|peak|iqr|quartiles?|p|or|hr)\b")
_LEAST_CK = 20
_MOST_CMAS = 52
_REACH = 170  # characters ahead in which the measure of a pair is named


def find_pairs(sentence: Sentence, text: str, measures: list[Measure], told: Sequence[Found]) -> Iterator[Found]:
    """The values that are set beside another of their measure; ``told``: what was found in the sentence so far."""
    if _OF_ONE.search(text):
        return
    places = [(found.start - sentence.first, found.end - sentence.first) for found in told if _centre_of(found)]
    numbered = [measure for measure in measures if measure.name in CENTRED]
    for match in _PAIR.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in places):
            continue
        unit = match["unit2"] or match["unit"]
        name = _subject(text, numbered, match.start(), unit)
        kind = _kind_of(sentence, text, match, name) if name else None
        if name is None or kind is None:
            continue
        for group, sd in (("value", "sd"), ("value2", "sd2")):
            yield _found(sentence, match.span(group), (name, kind), match[sd], unit_of(unit))
    last = max((found for found in told if _centre_of(found)), key=lambda found: found.end, default=None)
    value = _centre_of(last) if last else None
    if last is not None and value is not None:
        yield from _further(sentence, text, len(text[: last.end - sentence.first].rstrip()), value)


def _centre_of(found: Found) -> CohortFinding | None:
    """The mean or median that a find is; None for any other."""
    value = found.mention.value if isinstance(found.mention, CohortMention) else None
    return value if value is not None and value.statistic in ("median", "mean") else None


def _subject(text: str, numbered: list[Measure], start: int, unit: str | None) -> str | None:
    """The measure that a pair of values is of: the one named last ahead of it that is told in such a unit."""
    ahead = [measure for measure in numbered if measure.end <= start and start - measure.end < _REACH]
    older = _OLDER.search(text, max(0, start - _REACH), start)
    if older and unit and "/" not in unit:
        return "age_at_onset"
    fitting = [measure for measure in ahead if fits(measure.name, unit) and (unit or measure.name in ("ck", "cmas"))]
    if not fitting:
        return None
    between = text[fitting[-1].end : start]
    if _APART.search(between) or ENZYME.search(between) or NO_AGE.search(text[max(0, fitting[-1].start - 30) : start]):
        return None
    return fitting[-1].name


def _kind_of(sentence: Sentence, text: str, match: re.Match[str], name: str) -> Statistic | None:
    """Whether the values of a pair are means or medians: by their spread, their sentence, or others of the measure."""
    if match["sd"]:
        return "mean"
    kinds = [kind["kind"] for kind in _KIND.finditer(text, 0, match.start())]
    if not kinds:
        words = _WORDS[name]
        pattern = rf"\b(median|mean)\b[^.;]{{0,60}}?\b{words}\b|\b{words}\b[^.;]{{0,60}}?\b(median|mean)\b"
        whole = sentence.document.text.lower()
        kinds = [first or second for first, second in re.findall(pattern, whole)]
        kinds = kinds[-1:] if len(set(kinds)) == 1 else list(set(_KIND.findall(whole)))
        if len(kinds) != 1:
            return None
    return "median" if kinds[-1] == "median" else "mean"


def _further(sentence: Sentence, text: str, place: int, last: CohortFinding) -> Iterator[Found]:
    """The values behind the last mean of a sentence that are of the same measure, at other times or of other groups."""
    while match := _NEXT_GROUP.match(text, place) or _NEXT.match(text, place):
        told = match.groupdict()
        if _NO_CENTRE.search(text, place, match.start("value")):
            return
        if "led" in told and not (match["led"] or match["behind"]):
            return
        unit, value = match["unit"], parse_number(match["value"], "enzyme" if last.measure == "ck" else None)
        if not fits(last.measure, unit) or (unit is None and last.measure not in ("ck", "cmas")):
            return
        if value < _LEAST_CK if last.measure == "ck" else last.measure == "cmas" and value > _MOST_CMAS:
            return
        sd = told["sd"] or told.get("sd2")
        yield _found(sentence, match.span("value"), (last.measure, last.statistic), sd, unit_of(unit) or last.unit)
        place = match.end("sd2") if told.get("sd2") else match.end("unit") if unit else match.end("value")


def _found(
    sentence: Sentence,
    span: tuple[int, int],
    told: tuple[str, Statistic],
    sd: str | None,
    unit: str | None,
) -> Found:
    """A value at the place ``span``; ``told``: its measure, and whether it is a mean or a median."""
    value = parse_number(sentence.lowered[slice(*span)], "enzyme" if told[0] == "ck" else None)
    return finding_at(sentence, *span, *told, "centre", value=value, sd=parsed(sd), unit=unit)
