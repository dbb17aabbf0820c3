"""How a drug was given: how often, how long, how many times: ``every 4 weeks``, ``for 5 days``, ``three pulses of``.

What is read stands ahead of a dose (or of a name without one), in its own words, or behind it, up to the doses and
drugs beside it, in lower case; each letter of the drug's name is ``DRUG`` there.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.reading import Sentence
from extractors.times import DRUG, MONTH, NUMBER, UNIT, marked, span_days

_PORTION = r"(?:doses|pulses|infusions|cycles|courses|injections|boluses|rounds|administrations|pulse|boli)(?![a-z])"
_TIMES_A = r"(?P<times>twice|thrice|[2-6]x|(?:[2-6]|two|three|four|five|six) times)[ ]?(?:a |per |/|each |in a )?"
_OFTEN: tuple[tuple[float, str], ...] = (
    (2.0, r"(?:every|each) other day|(?:on )?alternat(?:e|ing)[- ]days?|q\.?o\.?d\b"),
    (0.5, r"b\.?i\.?d\b|\bb\.?d\b|every 12 ?h"),
    (1 / 3, r"t\.?i\.?d\b|\bt\.?d\.?s\b|every 8 ?h"),
    (0.25, r"q\.?i\.?d\b|every 6 ?h"),
    (14.0, r"fortnightly|(?:every|each) (?:other|second) week|on alternate weeks"),
    (2 * MONTH, r"(?:every|each) (?:other|second) month"),
    (1.0, r"daily|(?:/|per |a |each |every )(?:day|d|24 ?h(?:ours|rs?)?|die)(?![a-z])|q\.?d\b|\bo\.?d\b"),
    (7.0, r"(?<!bi)(?<!bi-)weekly|(?:/|per |a |each |every )(?:week|wk|w)(?![a-z])"),
    (MONTH, r"(?<!bi)(?<!bi-)monthly|(?:/|per |a |each |every )mo(?:nth)?(?![a-z])"),
)
_EVERY = re.compile(
    rf"(?:\b(?:every|each)[ ]|\bq[ ]?|/[ ]?(?=\d))(?P<a>{NUMBER})[ -]?(?P<unit>{UNIT})|"
    rf"\bat[ ](?P<b>{NUMBER})[ -](?P<unit2>{UNIT})[ -]intervals?|"
    rf"\b(?P<c>{NUMBER})[ -](?P<unit3>{UNIT})[ -](?:apart|interval)"
)
_TIMES = re.compile(rf"\b{_TIMES_A}(?P<unit>dai|day|d\b|week)")
_HOW_OFTEN = tuple((days, re.compile(rf"(?:(?<![a-z])|(?=/))(?:{words})")) for days, words in _OFTEN)
_LONG = re.compile(
    r"(?:\bfor|\bover|[x×]|\bon)[ ]?"
    r"(?:(?:a|the|total|period|of|further|another|additional|next|first|following)[ ]){0,4}"
    rf"(?<![\w.-])(?P<a>{NUMBER})[ -]?(?:(?:more|consecutive|successive|additional)[ ])?(?P<unit>{UNIT})"
    r"(?![ ]?(?:old|of age|ago))"
)
_LONG_AHEAD = re.compile(
    rf"\b(?P<a>{NUMBER})[ -](?P<unit>{UNIT})[ -](?:long[ ])?"
    r"(?:(?!after|before|following|later|post|and\b|from\b|since\b|prior)[a-z-]+[ ]){0,3}?"
    r"(?:course|pulse|cycle|treatment|trial)s?(?![a-z])"
)
_MANY = re.compile(
    rf"[x×*][ ]?(?P<x>\d{{1,2}})(?!\d|[.,]\d|[ ]?-?[ ]?(?:{UNIT}|\d))|(?<![\w.,-])(?P<a>{NUMBER})[ ]"
    rf"(?:(?:more|further|additional|consecutive|daily|weekly|monthly|[a-z]+-daily)[ ])?{_PORTION}"
)
_MANY_AHEAD = re.compile(
    rf"(?<![\w.,-])(?P<a>{NUMBER})[ ](?:(?!of\b|and\b|to\b)[a-z-]+[ ]|{DRUG}[{DRUG} ]*[ ]){{0,4}}?{_PORTION}"
    r"[^,;.]{0,40}$"
)
_PAIR_AHEAD = re.compile(r"\b(?P<a>two|three|four|five|six)[ ]$")
_END = re.compile(
    r"[;]|\.\s|\b(?:then|followed by|and (?:was|were|had|then|later)|but|which|until|taper\w*|wean\w*|reduc\w+|"
    r"decreas\w+|increas\w+|when|after|because|while|improv\w+|without)\b"
)
_MAYBE = re.compile(
    r"da(?:y|i)|we?e?k|mo(?:nth|s?\b)|ye?a?r|hour|/[ ]?[\ddw]|[/\d ]h|\bq[\d .a-z]|\bb\.?i?\.?d\b|\bt\.?[id]\.?[ds]\b|"
    r"\bo\.?d\b|fortnight|[x×*][ ]?\d|twice|thrice|times|dose|pulse|infusion|cycle|course|injection|bol[iu]|round|"
    r"administration|die"
)
_APART = re.compile(r"[;.]\s|\bthen\b|\bfollowed by\b")
_LISTED = re.compile(r"\)\s*(?:,|and\b)|,(?! ?(?:every|each|once|twice|daily|weekly|monthly))|\band\b")
_JOINT = re.compile(r",|\band\b")
_PORTIONS = re.compile(rf"[ ]?{_PORTION}")
_FAR = 60  # characters


@dataclass(frozen=True, slots=True)
class Schedule:
    """Days from dose to dose, days of treatment, number of doses; None where the text does not say."""

    interval_days: float | None = None
    duration_days: float | None = None
    count: int | None = None


def schedules(
    sentence: Sentence, name: tuple[int, int], doses: Sequence[tuple[int, int]], left: int, right: int
) -> list[Schedule]:
    """The schedule of each dose of a drug between its neighbours ``left`` and ``right``; without a dose the name's own.

    Characters are those of the clean text of the passage.
    """
    first = sentence.first
    text = marked(sentence.lowered, [(name[0] - first, name[1] - first)])
    found = []
    for index, (start, end) in enumerate(doses or [name]):
        before = doses[index - 1][1] if index else max(left, first)
        behind = doses[index + 1][0] if index + 1 < len(doses) else right
        words = text[start - first : end - first] if doses else ""
        found.append(_schedule(text[before - first : start - first], words, text[end - first : behind - first]))
    return found


def _schedule(ahead: str, printed: str, behind: str) -> Schedule:
    """The schedule of a dose ``printed`` between the words ahead of it and behind it."""
    end = _END.search(behind)
    behind = behind[: min(end.start() if end else len(behind), _FAR)]
    if not _MAYBE.search(f"{ahead[-_FAR:]} {printed} {behind}"):
        return Schedule()
    ahead = _APART.split(ahead)[-1][-_FAR:]
    return Schedule(_interval(ahead, printed, behind), _duration(ahead, printed + behind), _count(ahead, behind))


def _interval(ahead: str, printed: str, behind: str) -> float | None:
    """The frequency in the dose, right behind it, or as an adjective ahead of it."""
    near = _LISTED.split(behind, maxsplit=1)[0]
    for words in (printed.split("divided", maxsplit=1)[0], near, _JOINT.split(ahead)[-1][-25:]):
        if not words:
            continue
        if (every := _EVERY.search(words)) is not None:
            groups = every.groupdict()
            amount, unit = (
                groups["a"] or groups["b"] or groups["c"],
                groups["unit"] or groups["unit2"] or groups["unit3"],
            )
            return span_days(amount, unit)
        if (times := _TIMES.search(words)) is not None:
            number = {"twice": 2, "thrice": 3}.get(times["times"]) or span_days(
                re.split("[ x]", times["times"])[0], "d"
            )
            return (7.0 if times["unit"] == "week" else 1.0) / number
        for days, pattern in _HOW_OFTEN:
            if pattern.search(words):
                return days
    return None


def _duration(ahead: str, behind: str) -> float | None:
    match = _LONG.search(behind) or _LONG_AHEAD.search(ahead)
    return span_days(match["a"], match["unit"]) if match else None


def _count(ahead: str, behind: str) -> int | None:
    match = _MANY.search(behind) or _MANY_AHEAD.search(ahead)
    if match is None and _PORTIONS.match(behind):
        match = _PAIR_AHEAD.search(ahead)
    if match is None:
        return None
    return int(span_days(match.groupdict().get("x") or match["a"], "d")) or None
