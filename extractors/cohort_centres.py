"""Means and medians of groups: ``median CK was 7,100 U/L in girls and 5,900 in boys``, ``(mean 7.9 ± 4.4 years)``."""

import re
from collections.abc import Iterator
from functools import lru_cache

from extractors.cohort_centre_names import BEGAN, CLAUSE, UNIT, fits, named_of, shortly_before, time_of_range
from extractors.cohort_findings import finding, finding_at, parsed, unit_of
from extractors.cohort_sizes import COUNT, MEMBERS
from extractors.gates import Gated
from extractors.measures import CENTRED, Measure
from extractors.printed_numbers import NUMBER, parse_number
from extractors.reading import Found, Sentence
from schemas.values import Statistic

_SD = r"(?:sd|s\.d\.|standard deviation)"
_ENDS = r"(?:range|extremes?|min(?:imum)?\s?[-/]\s?max(?:imum)?)"
CENTRE = Gated(
    rf"\b(?P<kind>medians?|means?|averaged?)\b(?P<words>(?:[^.;:%]|:(?=\s\d)){{0,70}}?)(?<!of the )(?<!in the "
    rf")(?<!these )(?<!/)(?<!/\d)(?<!\bat )(?<!after )(?<!within )(?P<value>{NUMBER})"
    rf"(?![.,]?\d|[ ]?(?:-|to)[ ]?\d| and \d+ (?:months|weeks|years) (?:was|were)\b|"
    rf"\s(?!(?:{UNIT})\b)(?:[\w-]+\s){{0,2}}{MEMBERS}\b)"
    rf"(?:[ ]?(?:±|\+/-)[ ]?(?P<sd>{NUMBER}))?(?:[ ]?[(\[][ ]?{_SD}[:,=]?[ ]?(?P<sd3>{NUMBER})[)\]](?=[ ]?(?:{UNIT})))?"
    rf"[ ]?-?(?P<unit>{UNIT})?(?:\s+old)?"
    rf"(?:[ ]?[(\[][ ]?{_SD}[:,=]?[ ]?(?P<sd2>{NUMBER})(?=[^.\d]))?"
    rf"(?:,? (?:and )?{_SD}[:,=]?[ ]?(?P<sd4>{NUMBER})(?![.,]?\d))?"
    rf"(?:[ ]?[(\[,;][ ]?(?P<spread>{_ENDS}|iqr|interquartile range)?[:, ]*(?P<low>{NUMBER})\s?(?:-|to)"
    rf"\s?(?P<high>{NUMBER})(?:[^)\]]{{0,14}}[)\]]|(?=[.;,]?(?:\s|$)))(?:[ "
    rf"]?(?P<unit4>{UNIT}))?)?(?:[ ]?[(\[]n[ ]?=[ ]?(?P<n>\d+)[)\]])?"
)
_OF_SOME = re.compile(rf"\b(?:in|among|of) (?P<n>\d{{1,4}}) (?:[\w-]+ ){{0,2}}?{MEMBERS}\b")
_AMONG = re.compile(rf"\s*(?:in|among) (?P<these>the |these )?(?P<n>\d{{1,4}}) (?:[\w-]+ ){{0,2}}?{MEMBERS}\b")
_RANGE_TOO = re.compile(
    rf"[(\[][^()\[\]]{{0,40}}?(?<!quartile )\b{_ENDS}[:,]? ?(?P<low>{NUMBER})\s?(?:-|to)\s?(?P<high>{NUMBER})"
)
_RANGE_WITH = re.compile(rf"[\s(\[,;:]{{1,3}}{_ENDS}[:,]? ?(?P<low>{NUMBER})\s?(?:-|to)\s?(?P<high>{NUMBER})")
_AND = r"(?:\bvs\b\.?|\bversus|\bagainst|\bcompared (?:with|to)|\bbut|\band|\bin contrast to)"
_OTHER = re.compile(
    rf"(?:,?\s(?:at|after) (?:\w+ ){{1,2}}?\w+)?,?\s*(?:\bvs\b\.?|\bversus|\bcompared (?:with|to)|"
    rf"\b(?:as )?against|\bas opposed to|"
    rf"\bin contrast to|\brather than)\s+(?:only |just )?(?P<value>{NUMBER})(?![.,]?\d|\s?%)(?:[ ]?(?:±|\+/-)[ "
    rf"]?(?P<sd>{NUMBER}))?"
    rf"[ ]?(?P<unit>{UNIT})?"
)
_PAIR = re.compile(rf"\s*\band\s+(?P<value>{NUMBER})(?![.,]?\d|\s?%)[ ]?(?P<unit>{UNIT})?")
_LATER = re.compile(  # as in: 18 at diagnosis and 41 at the last visit
    rf"\s?\b(?:at|on|before) (?:diagnosis|baseline|onset|presentation|admission|entry|treatment)"
    rf"(?:\s\([^()]{{3,25}}\))?,? and (?P<value>{NUMBER})(?![.,]?\d|\s?%)[ ]?(?P<unit>{UNIT})?(?= (?:at|after|on)\b)"
)
_MONTHS_TOO = re.compile(r",? (?:and )?(?P<months>\d{1,2}) months?\b")
_ON_AVERAGE = Gated(
    rf"(?<![\d.,-])(?P<value>{NUMBER}) ?(?P<unit>{UNIT})?(?: old)?(?:,? on (?:average|the mean)\b|"
    rf" [(\[](?P<kind>median|mean|average)\b)|\bon average,? (?:of )?(?P<value2>{NUMBER}) ?(?P<unit2>{UNIT})?"
)
_UNIT_AHEAD = re.compile(rf"[,(]\s?(?P<unit>{UNIT})\)?[,:]?\s$")  # as in the head of a row: "Age (years), mean"
_POWER = re.compile(r"\s?[×x*] ?10")
_OF_VALUES = re.compile(
    rf" of (?:the |these |her |his )?{COUNT} (?:[a-z]+ )?(?:values|measurements|determinations|"
    rf"readings)\b"
)
_AGED = re.compile(r"\baged $")
_SAME_CLAUSE = re.compile(r"[^.;:\d%]{0,60}")
_EACH = re.compile(r"\)?(?: (?:in|for|among) [^.;:()\d]{3,80}?)?,? respectively\b")
_NEXT_GROUP = re.compile(
    rf"(?:\s*\b(?:in|for|among)\s(?:(?!\d{{2}}|[.;:(%]).){{3,60}}?)(?:,|:)?\s(?:{_AND}\s)?(?P<value>{NUMBER})"
    rf"(?![.,]?\d)[ ]?(?P<unit>{UNIT})?(?:\s?\([^()]{{3,25}}\))?(?=\s(?:in|for|among)\s(?!the \w+ half)[a-z])"
)
_COMPARED = re.compile(
    rf"\b(?:higher|lower|greater|longer|shorter|older|younger)\b[^.;()]{{0,60}}\((?P<value>{NUMBER})"
    rf"[ ]?(?P<unit>{UNIT})?[^()]{{0,25}}\)\s+than\s[^.;()]{{3,60}}\((?P<value2>{NUMBER})[ ]?(?P<unit2>{UNIT})?"
)
_THAN_THOSE = re.compile(r"\bthan\s[^.;()]{3,60}\(\s?$")
_CHANGED = r"(?:fell|rose|dropped|decreased|increased|declined|improved|went|recovered|climbed|normali[sz]ed)"
_ASIDE = r"(?:\s\([^()]{3,40}\))?(?:,? (?:at|before|on|in) [^.;:()\d]{3,40}?)?"
_MOVED = Gated(
    rf"\b(?:(?P<kind>median|mean)\s[^.;:%\d]{{0,40}}?\b{_CHANGED}\s+from|"
    rf"{_CHANGED}\s+from\s+an?\s+(?P<kind2>median|mean)(?:\s+of)?)\s+(?P<value>{NUMBER})[ ]?(?P<unit>{UNIT})?"
    rf"(?:[ ]?(?:±|\+/-)[ ]?(?P<sd>{NUMBER}))?{_ASIDE}\s+to\s+(?:an?\s(?:median|mean)\s(?:of\s)?)?(?P<value2>{NUMBER})"
    rf"(?![.,]?\d)(?:[ ]?(?:±|\+/-)[ ]?(?P<sd2>{NUMBER}))?[ ]?(?P<unit2>{UNIT})?"
)
_THEN_MOVED = Gated(
    rf"\b(?P<kind>median|mean)\s[^.;:%\d]{{0,60}}?\b(?:was|were)\s+(?P<value>{NUMBER})[ ]?(?P<unit>{UNIT})?"
    rf"(?:[ ]?(?:±|\+/-)[ ]?(?P<sd>{NUMBER}))?{_ASIDE}(?:\s(?:{UNIT}))?,? and (?:(?:had |later |then |"
    rf"subsequently )?{_CHANGED}(?:n|en)? to|"
    rf"(?:at|after|on) [^.;:()%]{{3,30}}? (?:it )?was)\s+(?:an?\s(?:median|mean)\s(?:of\s)?)?(?P<value2>{NUMBER})"
    rf"(?![.,]?\d)(?:[ ]?(?:±|\+/-)[ ]?(?P<sd2>{NUMBER}))?(?:\s\(sd (?P<sd3>{NUMBER})\))?[ ]?(?P<unit2>{UNIT})?"
)
_THEIR = Gated(
    rf"\btheir (?P<name>ck|cmas|creatine kinase|cpk)(?: (?:level|value|score)s?)?(?: at [a-z]+)?(?: was| were| of)?\s+"
    rf"(?P<value>{NUMBER})[ ]?(?P<unit>{UNIT})?\s?\((?P<low>{NUMBER})-(?P<high>{NUMBER})\)"
)
_LARGEST = re.compile(
    rf"\b(?:maximum|highest value)(?:\s(?:of|was|value|level))*\s(?P<value>{NUMBER})(?![.,]?\d)[ ]?(?P<unit>{UNIT})"
)
_SPREAD_NAMED = re.compile(r"\biqr\b|quartile|\b95 ?%|confidence interval|percentile")
_KINDS = re.compile(r"\b(?:median|mean)s?\b")
_NEXT_BEGAN = re.compile(
    rf",?\s(?:and|but|while|whereas)\s(?:[\w-]+\s){{1,3}}?at\s(?P<value>{NUMBER})\s(?P<unit>years?|months?)\b"
)


def find_centres(sentence: Sentence, text: str, measures: list[Measure], total: float | None) -> Iterator[Found]:
    """The means and medians of a sentence, those of the groups that are compared, and ranges printed with them."""
    last: tuple[str, Statistic] | None = None
    numbered = [measure for measure in measures if measure.name in CENTRED]
    for match in CENTRE.finditer(text):
        if (
            re.search(r"\d ?%", match.group())
            or re.match(r" ?%", text[match.end() : match.end() + 2])
            or re.search(r"\d\s?(?:to|-)\s?$", match["words"])
            or _OF_VALUES.match(match["words"])
            or _POWER.match(text, match.end())
        ):
            continue
        others = list(_others(text, match))
        if match["kind"] in ("medians", "means") and not others:
            continue
        unit = match["unit"] or match["unit4"] or next((other["unit"] for other in others if other["unit"]), None)
        headed = _UNIT_AHEAD.search(text[max(0, match.start() - 15) : match.start()])
        unit = unit or (headed["unit"] if headed else None) or time_of_range(text, match.start())
        name = named_of(sentence, text, numbered, match, unit) or (
            last[0] if last and _THAN_THOSE.search(text[max(0, match.start() - 90) : match.start()]) else None
        )
        if name is None or not fits(name, unit):
            continue
        statistic: Statistic = "median" if match["kind"].startswith("median") else "mean"
        last = (name, statistic)
        yield from _centre(sentence, text, match, name, statistic, unit, total)
        for other in others:
            told = unit_of(other["unit"] or unit) or ("years" if name == "age_at_onset" else None)
            sd = parsed(other.groupdict().get("sd"))
            value = _number(other["value"], name)
            yield finding(sentence, other, name, statistic, "centre", value=value, sd=sd, unit=told)
    if last and last[0] == "ck" and (most := _LARGEST.search(text)):
        value = _number(most["value"], "ck")
        yield finding(sentence, most, "ck", "maximum", "centre-range", value=value, unit=unit_of(most["unit"]))
    yield from _averages(sentence, text, numbered)
    yield from _compared(sentence, text, last)
    yield from _moved(sentence, text, measures)


def _averages(sentence: Sentence, text: str, numbered: list[Measure]) -> Iterator[Found]:
    """``Age was 9.6 years on average``, ``followed for 4.5 years (median; range 1-11)``, and the range with it."""
    for match in _ON_AVERAGE.finditer(text):
        printed = match["unit"] or match["unit2"]
        ahead = next((item for item in reversed(numbered) if item.end <= match.start()), None)
        if _AGED.search(text[: match.start()]) and fits("age_at_onset", printed):
            ahead = Measure("age_at_onset", match.start(), match.start())
        if ahead is None or not fits(ahead.name, printed):
            continue
        if _SAME_CLAUSE.fullmatch(text, ahead.end, match.start()) is None:
            continue
        value, unit = _number(match["value"] or match["value2"], ahead.name), unit_of(printed)
        told: Statistic = "median" if match["kind"] == "median" else "mean"
        yield finding(sentence, match, ahead.name, told, "centre", value=value, unit=unit)
        if (spread := _RANGE_WITH.match(text, match.end())) is not None:
            low, high = _number(spread["low"], ahead.name), _number(spread["high"], ahead.name)
            yield finding(sentence, spread, ahead.name, "range", "centre-range", low=low, high=high, unit=unit)


def _number(printed: str, name: str) -> float:
    return parse_number(printed, "enzyme" if name == "ck" else None)


def _others(text: str, match: re.Match[str]) -> Iterator[re.Match[str]]:
    """The values of further groups behind that of the first: ``9,870 vs 640 IU/L``, ``26 in girls and 15 in boys``."""
    if other := _OTHER.match(text, match.end()):
        yield other
        return
    if later := _LATER.match(text, match.end()):
        yield later
        return
    pair = _PAIR.match(text, match.end())
    if match["kind"] in ("medians", "means") or (pair and _EACH.match(text, pair.end())):
        if pair:
            yield pair
        return
    if BEGAN.search(text[max(0, match.start() - CLAUSE) : match.start()]):
        if other := _NEXT_BEGAN.match(text, match.end()):
            yield other
        return
    end = match.end()
    while other := _NEXT_GROUP.match(text, end):
        if (match["unit"] or "/").count("/") != (other["unit"] or match["unit"] or "/").count("/"):
            return
        yield other
        end = other.end()


def _centre(
    sentence: Sentence,
    text: str,
    match: re.Match[str],
    name: str,
    statistic: Statistic,
    printed_unit: str | None,
    total: float | None,
) -> Iterator[Found]:
    unit = unit_of(printed_unit) or ("years" if name == "age_at_onset" else None)
    sd = parsed(match["sd"] or match["sd2"] or match["sd3"] or match["sd4"])
    among = _OF_SOME.search(text, *match.span("words")) or _AMONG.match(text, match.end())
    whole = match["n"] or (among and among["n"])
    n = parsed(whole) or (total if name == "age_at_onset" and sd is not None else None)
    value = _number(match["value"], name)
    months = _MONTHS_TOO.match(text, match.end()) if unit == "years" else None
    value = round(value + float(months["months"]) / 12, 3) if months else value
    yield finding(sentence, match, name, statistic, "centre", value=value, sd=sd, unit=unit, n=n)
    if among and not among.groupdict().get("these") and float(among["n"]) > 1:
        yield finding(sentence, among, "patients", "count", "total", value=float(among["n"]))
    named = match["spread"] is not None and re.fullmatch(_ENDS, match["spread"]) is not None
    ranged = match["low"] and (named or _is_range(sentence, match))
    spread = match if ranged else _RANGE_TOO.search(text, match.end("value"))
    if spread is match or (spread and spread.start() - match.end("value") < 20):
        low, high = _number(spread["low"], name), _number(spread["high"], name)
        yield finding(sentence, spread, name, "range", "centre-range", low=low, high=high, unit=unit)


def _is_range(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether two numbers in brackets without a word are the least and the greatest, not quartiles or an interval."""
    if match["spread"] or match["sd"] or _SPREAD_NAMED.search(match["words"]):
        return False
    if "range" in match["words"]:
        return True
    return not _tells_quartiles(sentence.document.text)


@lru_cache(maxsize=1)  # asked for every median of an article
def _tells_quartiles(text: str) -> bool:
    return _SPREAD_NAMED.search(text.lower()) is not None


def _compared(sentence: Sentence, text: str, last: tuple[str, Statistic] | None) -> Iterator[Found]:
    """``It was higher in anti-SRP (12,000 U/L) than in anti-HMGCR disease (7,000 U/L)``, of what was told ahead."""
    match = _COMPARED.search(text) if last and "than" in text else None
    if match is None or last is None:
        return
    unit = match["unit"] or match["unit2"]
    if unit is None or not fits(last[0], unit):
        return
    for group in ("value", "value2"):
        start, end = match.span(group)
        value = _number(match[group], last[0])
        yield finding_at(sentence, start, end, *last, "centre", value=value, unit=unit_of(unit))


def _moved(sentence: Sentence, text: str, measures: list[Measure]) -> Iterator[Found]:
    """``Mean CK fell from 5,000 to 1,000 U/L``, ``CMAS rose from a mean of 13 to 36``, and ``their CK was 640 U/L``."""
    for match in (*_MOVED.finditer(text), *_THEN_MOVED.finditer(text)):
        near = [
            item for item in measures if item.name in ("ck", "cmas") and match.start() - 30 < item.start < match.end()
        ]
        unit = match["unit2"] or match["unit"]
        if not near or not fits(near[0].name, unit):
            continue
        name = near[0].name
        statistic: Statistic = "median" if (match["kind"] or match.groupdict().get("kind2")) == "median" else "mean"
        for group, sd in (("value", "sd"), ("value2", "sd2")):
            start, end = match.span(group)
            value = _number(match[group], name)
            yield finding_at(
                sentence, start, end, name, statistic, "centre", value=value, sd=parsed(match[sd]), unit=unit_of(unit)
            )
    for match in _THEIR.finditer(text):
        kinds = _KINDS.findall(shortly_before(sentence, match.start()))
        name = "cmas" if match["name"] == "cmas" else "ck"
        value = _number(match["value"], name)
        if (
            not kinds
            or not fits(name, match["unit"])
            or not _number(match["low"], name) < value < _number(match["high"], name)
        ):
            continue
        told: Statistic = "median" if kinds[-1].startswith("median") else "mean"
        yield finding(sentence, match, name, told, "centre", value=value, unit=unit_of(match["unit"]))
