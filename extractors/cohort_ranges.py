"""Ranges of groups, their youngest and their oldest: ``aged 3 to 14 years``, ``CK ranged from 2,100 to 18,000 U/L``."""

import re
from collections.abc import Iterator

from extractors.cohort_centre_names import goes_on_with_ck
from extractors.cohort_findings import finding, plural, unit_of
from extractors.cohort_sizes import COUNT, MEMBERS
from extractors.gates import Gated
from extractors.measures import Measure
from extractors.printed_numbers import NUMBER, parse_number
from extractors.reading import Found, Sentence
from schemas.values import Statistic

_MONTHS = 12  # of a year
_REPEATED = re.compile(
    r"\b(?:occasions?|visits?|measurements|repeatedly|follow-up|treatment|thereafter|subsequently|"
    r"for (?:\w+ )?(?:years|months)|over (?:the |these )?(?:\w+ )?(?:years|months)|over time)\b"
)
_SEVERAL = re.compile(
    r"\b(?:patients|children|cases|girls|boys|adults|siblings|twins|subjects|all|both|each|they|their)\b"
)
_YOUNGEST = Gated(
    rf"\b(?P<which>youngest|oldest)\b(?:(?!received|after|later|infusion|treat|since)[^.;]){{0,40}}?(?P<value>{NUMBER})"
    rf"(?:[ -]?(?P<unit>years?|months?)|"
    rf",? and (?:the )?oldest (?:[a-z]+ ){{0,3}}?{NUMBER}[ -]?(?P<unit2>years?|months?))"
)
_OLDEST_TOO = re.compile(
    rf",? and (?:the )?oldest (?:[a-z]+ ){{0,3}}?(?P<value>{NUMBER})[ -]?(?P<unit>years?|months?)$"
)
_BETWEEN = Gated(
    rf"(?:(?<!\d)\b(?P<aged>{COUNT} (?:[\w-]+ )?{MEMBERS} (?:\([^()]{{3,30}}\),? )?aged)[ ](?:from[ ]|between[ ])?|"
    rf"\b(?:rang(?:ing|ed|es|e)|spann(?:ed|ing)|between|from|varied)\b[ ]?(?:from|between|of|was)?[ ]?)"
    rf"+(?P<low>{NUMBER})(?:[ ](?P<young>months)(?= (?:to|and) ))?"
    rf"[ ]?(?:-|to|and)[ ]?(?P<high>{NUMBER})[ ]?(?P<unit>years?|months?|iu/l|u/l|"
    rf"ui/l|µkat/l)"
)
_NORMAL = re.compile(r"\b(?:normal|reference|ref)\b")
_NO_GROUPS = re.compile(  # of one patient in time, and of the disease
    r"\b(?:(?:kept|held|maintained|settled|stabili[sz]ed|plateaued) (?:at |in )?(?:between|from|around)|"
    r"fluctuat\w*|oscillat\w*|hover\w*|remain\w*|stayed|swung|lies?|every|yearly|annually|"
    r"monthly|weekly|repeatedly|serial\w*|on \w+ occasions|"
    r"(?:ck|it) varied|f[ae]ll(?:en|ing)?|rose|risen|rising|dropp\w+|decreas\w+|increas\w+|declin\w+|improv\w+|went|"
    r"\d[\d,. ]* [iu]{1,2}/l (?:is|are) (?:found|seen|usual|common|typical|compatible))\b"
)
# "is generally between 3,000 and 20,000 U/L": of the disease; "usually ranged" is of those who were looked at
_IN_GENERAL = re.compile(
    r"\b(?:(?:is|are|lies?|ranges?) (?:generally|usually|often|typically|commonly|normally|mostly)|"
    r"(?:generally|usually|often|typically|commonly|normally|mostly) (?:lies?|ranges?|varies)) "
    r"(?:comprised |found |situated )?(?:between|from|in)\b"
)
_CMAS_RANGE = Gated(
    rf"\bcmas\b(?: scores?| values?)?(?: (?:at|on) \w+(?: \w+)?)? (?:ranged|ranging|varied|was|were) (?:between |from )"
    rf"(?P<low>{NUMBER}) ?(?:-|to|and) ?(?P<high>{NUMBER})(?!\d|[./]\d)"
)
_CK_SPAN = Gated(
    rf"\b(?:ck|cpk|creatine kinase)(?: levels?| values?)?(?: at \w+)? (?:was|were) "
    rf"(?P<low>{NUMBER}) ?(?:-|to) ?(?P<high>{NUMBER}) ?"
    rf"(?P<unit>iu/l|u/l|ui/l|µkat/l)"
)
_AGES = Gated(
    rf"\bages\b[^.;:\d]{{0,50}}? (?:was|were) (?P<low>{NUMBER}) ?(?:-|to) ?(?P<high>{NUMBER}) ?(?P<unit>years?|months?)"
)
_OLD = Gated(
    rf"\b{MEMBERS} (?:were|was) (?P<low>{NUMBER}) ?(?:-|to) ?(?P<high>{NUMBER}) ?(?P<unit>years?|months?) (?:old|"
    rf"of age)\b"
)
_RANGES = re.compile(r"ranges?\b")
_IN_DISEASE = re.compile(r" in (?:the |this |[a-z]?imnm\b|[\w -]{0,30}(?:disease|myopath|myositis|dystroph))")
_OF_AGE = re.compile(r" (?:of age|old)\b")
_WERE = re.compile(rf"\b(?:{MEMBERS}|all|both|they)\b[^.;:\d]{{0,40}}\b(?:were|was) $")
_FOLLOWED_FOR = Gated(
    rf"\bfollowed(?: up)?(?: for| over)(?: a period of| between)? (?P<low>{NUMBER}) ?(?:-|to|and) ?(?P<high>{NUMBER}) "
    rf"?(?P<unit>years?|months?)"
)
_DELAY = re.compile(r"\b(?:delay|interval|lag|latency|duration|time (?:from|to|between))\b")
_VALUES = re.compile(r"\bvalues\s(?:ranged|ranging|were|between|from|varied)\b")


def find_ages_at_the_ends(sentence: Sentence, text: str) -> Iterator[Found]:
    """The age of the youngest and that of the oldest."""
    for match in _YOUNGEST.finditer(text):
        statistic: Statistic = "minimum" if match["which"] == "youngest" else "maximum"
        unit, value = plural(match["unit"] or match["unit2"]), parse_number(match["value"])
        yield finding(sentence, match, "age_at_onset", statistic, "extreme", value=value, unit=unit)
        if oldest := _OLDEST_TOO.search(match.group()):
            value, unit = parse_number(oldest["value"]), plural(oldest["unit"])
            yield finding(sentence, match, "age_at_onset", "maximum", "extreme", value=value, unit=unit)


def find_ranges(sentence: Sentence, text: str, measures: list[Measure]) -> Iterator[Found]:
    """The ranges of a sentence; of one that speaks of patients themselves, only what several are aged."""
    own = sentence.level == "patient" and sentence.refers
    if not own:
        yield from _spans(sentence, text)
    for match in _BETWEEN.finditer(text):
        if (own and not match["aged"]) or not _is_range(text, match):
            continue
        enzyme = "enzyme" if "/" in match["unit"] else None
        if enzyme and _of_one(sentence):
            continue
        name = _name_of(sentence, text, match, measures)
        if name is not None:
            low, high = parse_number(match["low"], enzyme), parse_number(match["high"], enzyme)
            low = round(low / _MONTHS, 3) if _in_both(match) else low
            yield finding(sentence, match, name, "range", "range", low=low, high=high, unit=unit_of(match["unit"]))


def _in_both(match: re.Match[str]) -> bool:
    """Whether a range begins in months and ends in years."""
    return bool(match["young"]) and match["unit"].startswith("year")


def _is_range(text: str, match: re.Match[str]) -> bool:
    """Whether two numbers are the ends of a range of a group: no fall, nothing normal, not of the disease."""
    around = text[max(0, match.start() - 40) : match.end() + 15]
    if _RANGES.match(match.group()) and _IN_DISEASE.match(text, match.end()):
        return False
    if _NORMAL.search(around) or _NO_GROUPS.search(around) or _IN_GENERAL.search(around):
        return False
    return _in_both(match) or parse_number(match["low"], "enzyme") < parse_number(match["high"], "enzyme")


def _name_of(sentence: Sentence, text: str, match: re.Match[str], measures: list[Measure]) -> str | None:
    """What a range is of: the measure named last shortly ahead of it, or the age of members."""
    enzyme = "/" in match["unit"]
    kinds = ("ck",) if enzyme else ("age_at_onset", "follow_up")
    named = [
        measure
        for measure in measures
        if measure.name in kinds and measure.end <= match.start() and match.start() - measure.end < 60
    ]
    if named and _DELAY.search(text, named[-1].end, match.start()):
        return None  # of something else
    if match["aged"]:
        return "age_at_onset" if match["unit"][0] in "ym" else None
    around = text[max(0, match.start() - 40) : match.end() + 15]
    if enzyme and _VALUES.search(around) and goes_on_with_ck(sentence, match.start()):
        return "ck"
    if named:
        return named[-1].name
    of_age = _OF_AGE.match(text, match.end()) and _WERE.search(text[: match.start()])
    return "age_at_onset" if of_age else None


def _spans(sentence: Sentence, text: str) -> Iterator[Found]:
    """Ranges without "ranged": of scores, of what a group had, of the time that it was followed."""
    grouped = sentence.level != "patient"
    for name, pattern in (
        ("cmas", _CMAS_RANGE),
        ("ck", _CK_SPAN),
        ("follow_up", _FOLLOWED_FOR),
        ("age_at_onset", _AGES),
        ("age_at_onset", _OLD),
    ):
        for match in pattern.finditer(text):
            kind = "enzyme" if name == "ck" else None
            low, high = parse_number(match["low"], kind), parse_number(match["high"], kind)
            if low < high and (grouped or name == "cmas") and not _IN_GENERAL.search(text):
                unit = unit_of(match.groupdict().get("unit"))
                yield finding(sentence, match, name, "range", "range", low=low, high=high, unit=unit)


def _of_one(sentence: Sentence) -> bool:
    """Whether a range is one patient's: ``between 3,900 and 5,600 U/L at the three visits``."""
    grouped = any(anchor.kind in ("group", "series") for anchor in sentence.anchors)
    one = sentence.refers or _REPEATED.search(sentence.lowered) is not None
    return sentence.level == "patient" and one and not grouped and _SEVERAL.search(sentence.lowered) is None
