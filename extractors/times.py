"""The grammar of printed times: ``at 6 months``, ``on hospital day 3``, ``two years after diagnosis``, ``at onset``.

Durations ("for 6 weeks", "a 3-month history"), ages ("at 6 years of age") and intervals ("every 4 weeks") are no times.
Offsets are those of the text given: lower case, with ``DRUG`` in place of each letter of a drug's name.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from extractors.gates import Gated
from extractors.number_words import ONES, WORD_NUMBER, in_words
from extractors.overlaps import keep
from schemas.values import Since

DRUG = "§"
"""Stands for each letter of the name of a drug, so that "after 3 weeks of prednisone" is a time of treatment."""

MONTH, YEAR = 30.4375, 365.25
_DAYS = {"h": 1 / 24, "d": 1.0, "w": 7.0, "m": MONTH, "y": YEAR}
UNIT = r"(?:hours?|hrs?|h|days?|weeks?|wks?|months?|mos?|years?|yrs?)(?![a-z])"
NUMBER = rf"(?:\d{{1,3}}(?:\.\d{{1,2}})?|{WORD_NUMBER})"
_ORDINALS = (*ONES[:1], *"first second third fourth fifth sixth seventh eighth ninth tenth".split())

_AMOUNT = (
    r"(?:(?P<bound>more than|at least|less than|nearly|almost|about|approximately|around|roughly|just|[~<>])[ ]?)?"
    rf"(?<![\w./])(?<!\d[,-])(?:(?P<vague>several|a few|few|many|some)[ ]|(?P<a>half an?|{NUMBER}|an?)"
    rf"(?:[ ]?(?:-|to|or)[ ]?(?P<b>{NUMBER}))?(?P<half>[ ]and a half)?[ -]?(?:full[ ]|more[ ])?)(?P<unit>{UNIT})"
    rf"(?:[ ]and[ ](?P<more>{NUMBER})[ ](?P<more_unit>{UNIT}))?'?"
)
_ONE = rf"{DRUG}(?:[{DRUG} -]{{0,60}}{DRUG})?(?!{DRUG})(?:[ ]?\([^()]{{0,12}}\))?(?:[ ](?:therapy|treatment))?"
_DRUGS = rf"{_ONE}(?:(?:,|,? and|/|[ ]plus)[ ]?{_ONE}){{0,2}}"
_DOSED = r"(?:[ ]\(?[\d.,-]{1,8}[ ]?(?:mg|g|µg|iu)(?:/[a-z0-9/]{1,12})?(?:[ ](?:daily|weekly|monthly))?\)?)?"
_THE = r"(?:the[ ]|her[ ]|his[ ])?"
_OWN = r"(?:(?:the|her|his|our|its|this|a|an|first|second|initial|disease|symptom|clinical|hospital|definite)[ ]){0,3}"
_BEGIN = r"(?:(?:initiation|start|onset|beginning|commencement|introduction|institution)[ ]of|"
_BEGIN += r"starting|initiating|beginning|commencing|receiving)[ ]" + _THE
_ENDED = r"and\b|with\b|the\b|withdr|discontin|cessation|stop|completi|end\b|ending|fail|without|no\b|last\b|final"
# What a time counts from. "Onset of treatment" is no onset, so treatment stands first.
_ANCHORS: dict[Since, str] = {
    "treatment": rf"{_THE}(?:{_BEGIN})?(?:(?!{_ENDED})[a-z-]{{2,20}}[ ]){{0,3}}?"
    rf"(?:(?:treatments?|therapy)(?:[ ]with[ ](?:[a-z-]{{2,20}}[ ]){{0,2}}?{_DRUGS}{_DOSED})?|{_DRUGS}{_DOSED})"
    r"(?![ ](?:was|were|had|has|is|withdr|discontin|cessation|stop|fail))",
    "onset": rf"{_OWN}(?:onset(?:[ ]of[ ]{_THE}(?:disease|symptoms?|illness|weakness))?|first symptoms)",
    "presentation": rf"(?:{_OWN}(?:presentation|consultation)|{_THE}(?:first|initial)[ ](?:visit|examination))",
    "admission": rf"{_OWN}(?:admission|hospitali[sz]ation|arrival)",
    "diagnosis": rf"(?:{_OWN}diagnosis|being diagnosed)",
    "relapse": rf"{_OWN}(?:relapse|flare|recurrence|exacerbation)",
}
_ANCHOR = "(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _ANCHORS.items()) + r")(?![a-z])"
_OTHER = rf"{_OWN}(?!which\b|that\b|when\b|birth\b|it\b|s?he\b|the\b|age\b|life\b)[a-z][a-z-]{{2,30}}"
_OTHER += rf"(?:(?:(?<=ing)|[ ]of)[ ](?:[a-z-]{{2,20}}[ ]){{0,2}}?{_DRUGS}{_DOSED})?"
_NO_AGE = r"(?![ -]{0,3}(?:of[ ](?:age|life|gestation)|old\b|gestation|post-?partum))"
_VISIT = r"(?:(?:[ ]of)?[ -](?:clinic[ ])?(?:follow-?[ ]?up|visit|mark|check-?up|evaluation|assessment|review))"
_LAST = r"(?:the[ ]|her[ ]|his[ ]|our[ ])?(?:last|latest|most recent|final)[ ](?:available[ ]|clinical[ ])?"
_LAST += r"(?:follow-?[ ]?up|visit|review|examination|evaluation|assessment|check-?up|contact)"

_PATTERNS: dict[str, str] = {
    "anchored": (
        rf"(?:\b(?P<prep>at|after|by|within|in|on)[ ])?{_AMOUNT}{_NO_AGE}[ -](?:(?P<back>before|prior to|preceding)|"
        rf"after|following|from|since|post|into|(?P<of>of))[ -]{_ANCHOR}"
    ),
    "other": (
        rf"(?:\b(?P<prep>at|after|by|within|on)[ ])?{_AMOUNT}[ -](?:(?P<back>before|prior to)|after|following|post)"
        rf"[ -]{_OTHER}"
    ),
    "later": (
        rf"{_AMOUNT}[ ](?:later|afterwards?|thereafter|"
        r"(?:(?P<back>earlier|previously|before|prior)|after)(?=[,.;:)]|$))"
    ),
    "next": (r"\b(?:on |in |by )?the (?:next|following) (?P<unit>day|week|month|year)\b"),
    "elapsed": (rf"\b(?P<prep>after|within|by|in)[ ]{_AMOUNT}{_NO_AGE}{_VISIT}?"),
    "at": (rf"\bat[ ](?:the[ ]|her[ ]|his[ ]|a[ ])?{_AMOUNT}{_NO_AGE}(?:(?P<visit>{_VISIT})|(?![\w]|[ -]interval))"),
    "numbered": (
        rf"(?:\b(?:on|at|by|in|from)[ ])?(?:the[ ])?\b(?:(?P<hospital>hospital|inpatient|admission)[ ]|"
        rf"(?P<ill>illness)[ ]|(?P<treated>treatment|therapy)[ ]|(?P<after>post-?[ ]?[a-z]+)[ ])?"
        rf"(?P<unit>day|week|month|year)[ ]?#?(?P<n>{NUMBER})(?![\w/]|[ ]?(?:-|,|and|to|through)[ ]?\d|\.\d)"
        rf"(?:[ ](?:of|after|from|following|on|since)[ ]{_ANCHOR})?"
    ),
    "ordinal": (
        rf"\b(?P<prep>on|at|by|in)[ ](?:the[ ]|her[ ]|his[ ])(?:(?P<th>\d{{1,2}})(?:st|nd|rd|th)|"
        rf"(?P<word>{'|'.join(_ORDINALS[1:])}))[ ](?:(?P<hospital>hospital|inpatient)[ ]|(?P<treated>treatment)[ ]|"
        rf"(?P<after>post-?[ ]?[a-z]+)[ ])?(?P<unit>day|week|month|year)\b{_NO_AGE}"
        rf"(?:[ ](?:of|after|from|following|on|since)[ ]{_ANCHOR})?"
    ),
    "named": (
        rf"\b(?:at|on|upon)[ ](?:the[ ])?(?:(?:time|moment|point|day)[ ]of[ ])?(?:{_ANCHOR}|(?P<baseline>baseline))"
    ),
    "bound": (rf"\b(?:(?P<back>before|prior to)|after|following)[ ]{_ANCHOR}"),
    "visit": (
        rf"\b(?:at|on|by|upon|during)[ ](?:the time of[ ])?(?:{_LAST}|{_THE}(?:follow-?[ ]?up|discharge|referral|"
        r"readmission|re-admission)(?:[ ]visit)?|present\b)|\bcurrently\b"
    ),
    "date": (
        r"\b(?:in|on|by)[ ](?:(?:early|late|mid)[ -])?(?:(?:\d{1,2}(?:st|nd|rd|th)?[ ](?:of[ ])?)?"
        r"(?:january|february|march|april|may|june|july|august|september|october|november|december)[ ]"
        r"(?:\d{1,2},?[ ])?(?:of[ ])?)?(?:19|20)\d\d(?!\d|,\d|[ ]?(?:-|[ui]{1,2}/|mg|ng|[x*]))"
    ),
}
_RULES = {rule: Gated(pattern) for rule, pattern in _PATTERNS.items()}
# In the head of a cell a time needs no "at": "CK (6 months)", "Baseline CK", "CMAS, admission".
_STAGE = r"(?P<presentation>presentation)|(?P<onset>onset)|(?P<admission>admission)|(?P<diagnosis>diagnosis)|baseline"
_HEADS: dict[str, re.Pattern[str]] = {
    "head": re.compile(rf"(?<=[ (,]){_AMOUNT}(?={_VISIT}?[):, ]*$)"),
    "stage": re.compile(rf"\b(?:{_STAGE})(?= (?:serum )?(?:ck|cpk|cmas|creatine)\b)"),
    "stage-behind": re.compile(rf"(?:(?<=ck )|(?<=cpk )|(?<=cmas )|(?<=, )|(?<=\())(?:{_STAGE})(?=[):, ]*$)"),
}
_MAYBE = re.compile(
    r"day|we?e?k|mo(?:nth|s?\b)|y(?:ea)?r|h(?:ou)?rs?\b|\d ?h\b|onset|present|admi|hospital|arriv|diagnos|treat|therap|"
    rf"laps|flare|recur|exacerb|baseline|follow|discharge|referral|visit|last|final|recent|current|{DRUG}|(?:19|20)\d\d"
)
_DURATION_AHEAD = re.compile(
    r"\b(?:for|every|each|over|during|lasting|until|till|than|per|up to)(?: (?:the|a|an|about|another|only|at least|"
    r"approximately|first|last|past|next|following|further))*\s*$"
)
_NOT_NUMBERED = re.compile(r"(?:/ ?|\bper |\ba |\beach |\bevery |\bonce |\btwice |\btimes )$")
_COUNTED = ("anchored", "other", "later", "next", "elapsed", "at", "numbered", "ordinal")  # rules that need a unit
_COUNTS = re.compile(r"day|we?e?k|mo(?:nth|s?\b)|ye?a?r|h(?:ou)?rs?\b|\d ?h\b")
_BEGINS = re.compile(_BEGIN)
_MEASURED = re.compile(rf"{UNIT}'?\s*$")
_COMPARED = {"more than": ">", "at least": ">", ">": ">", "less than": "<", "<": "<"}


@dataclass(frozen=True, slots=True)
class Time:
    """A time at ``[start, end)``: ``days`` since the anchor, or its bounds; the fields are those of ``TimePoint``."""

    start: int
    end: int
    rule: str
    days: float | None = None
    low: float | None = None
    high: float | None = None
    since: Since | None = None


def find_times(text: str, head: int = 0) -> list[Time]:
    """The times of a text in order, none overlapping another; ``head`` is the length of the heads of a cell."""
    if not _MAYBE.search(text):
        return []
    counted = _COUNTS.search(text) is not None
    found = [
        time
        for rule, pattern in _RULES.items()
        if counted or rule not in _COUNTED
        for match in pattern.finditer(text)
        if (time := _time(rule, match))
    ]
    if head:
        heads = [(rule, match) for rule, pattern in _HEADS.items() for match in pattern.finditer(text, 0, head)]
        found += [_amount(rule, match) if rule == "head" else _named("named", match) for rule, match in heads]
    kept: list[Time] = []
    for time in sorted(found, key=lambda time: (time.start - time.end, time.start)):
        keep(kept, time)
    return kept


def span_days(amount: str, unit: str) -> float:
    """``three weeks`` in days; ``a`` is one, ``half a`` a half."""
    if amount in ("a", "an"):
        number = 1.0
    elif amount.startswith("half"):
        number = 0.5
    else:
        number = float(amount) if amount[0].isdigit() else in_words(amount)
    return number * _DAYS[unit[0]]


def _time(rule: str, match: re.Match[str]) -> Time | None:
    """The time of a match, None where the words around it make it a duration, an age or a schedule."""
    before = match.string[max(0, match.start() - 40) : match.start()]
    groups = match.groupdict()
    if rule in ("anchored", "other", "later"):
        if not groups.get("prep") and (_DURATION_AHEAD.search(before) or groups.get("of")):
            return None
        return _amount(rule, match)
    if rule == "elapsed":
        return _amount(rule, match)
    if rule == "at":
        # "At 9 years" is an age unless the text says that it is a visit.
        return None if groups["unit"][0] == "y" and not groups["visit"] else _amount(rule, match)
    if rule in ("numbered", "ordinal"):
        return None if _NOT_NUMBERED.search(before) else _counted(rule, match)
    if rule == "named" and groups["treatment"] and not _BEGINS.search(groups["treatment"]):
        return None  # "on treatment"
    if rule == "bound" and _MEASURED.search(before):
        return None  # "for 6 weeks after diagnosis"
    return _named(rule, match)


def _named(rule: str, match: re.Match[str]) -> Time:
    """A time without a number: a stage that the text names, the next day, a visit, a date."""
    since = _since(match.groupdict())
    if rule == "next":
        return Time(*match.span(), rule, days=_DAYS[match["unit"][0]], since="previous")
    if rule == "bound":
        back = match["back"] is not None
        return Time(*match.span(), rule, low=None if back else 0.0, high=0.0 if back else None, since=since)
    return Time(*match.span(), rule, days=0.0 if rule == "named" else None, since=since)


def _amount(rule: str, match: re.Match[str]) -> Time:
    """A time by a number and a unit, counted forward or ``back``."""
    groups = match.groupdict()
    since = "previous" if rule == "later" else _since(groups)
    if groups["vague"]:
        return Time(*match.span(), rule, since=since)
    low = span_days(groups["a"], groups["unit"])
    if groups["half"]:
        low += _DAYS[groups["unit"][0]] / 2
    if groups["more"]:
        low += span_days(groups["more"], groups["more_unit"])
    bounds: tuple[float | None, float | None] = (low, span_days(groups["b"], groups["unit"]) if groups["b"] else low)
    if (sign := _COMPARED.get(groups["bound"] or "")) or groups.get("prep") in ("within", "in"):
        bounds = (low, None) if sign == ">" else (None if sign else 0.0, bounds[1])
    if groups.get("back"):
        bounds = (_negative(bounds[1]), _negative(bounds[0]))
    if bounds[0] == bounds[1]:
        return Time(*match.span(), rule, days=bounds[0], since=since)
    return Time(*match.span(), rule, low=bounds[0], high=bounds[1], since=since)


def _negative(days: float | None) -> float | None:
    return None if days is None else 0.0 - days


def _counted(rule: str, match: re.Match[str]) -> Time:
    """``hospital day 3``, ``at the 3rd month``; "in the third week" is between two and three weeks."""
    groups = match.groupdict()
    length = _DAYS[groups["unit"][0]]
    if rule == "numbered":
        number = span_days(groups["n"], "d")
    else:
        number = float(groups["th"] or _ORDINALS.index(groups["word"]))
    since = _since(groups)
    if groups.get("prep") == "in" and groups["unit"] != "day":
        return Time(*match.span(), rule, low=(number - 1) * length, high=number * length, since=since)
    return Time(*match.span(), rule, days=number * length, since=since)


def _since(groups: dict[str, str | None]) -> Since | None:
    if groups.get("hospital"):
        return "admission"
    if groups.get("ill"):
        return "onset"
    if groups.get("treated"):
        return "treatment"
    return next((name for name in _ANCHORS if groups.get(name)), None)


def marked(text: str, drugs: Iterable[tuple[int, int]]) -> str:
    """``text`` with the names of drugs, which stand at ``drugs``, as ``DRUG``: as long as before."""
    for start, end in drugs:
        text = text[:start] + DRUG * (end - start) + text[end:]
    return text
