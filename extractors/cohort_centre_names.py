"""Which measure a mean or median is of: named with it, ahead of it, or taken up from the sentence before."""

import re

from extractors.measures import Measure
from extractors.reading import Sentence

UNIT = r"years?|yrs?|months?|weeks?|days?|iu/l|u/l|units?/l|ui/l|µkat/l"
ENZYME = re.compile(
    r"\b(?:ldh|aldolase|ast|alt|lactate|transaminases?|aminotransferases?|myoglobin|troponin|c[kp]k?-mb)\b"
)
_CK = re.compile(r"\b(?:ck|cpk|creatine (?:phospho)?kinase)\b(?!-mb)")
_WAS_A = re.compile(
    r"(?: (?:scores?|levels?|values?))?(?: (?:at|on|before|after) [a-z]+(?: [a-z]+)?)?(?: (?:was|were|"
    r"had|of))? (?:an?|the) "
)
_BARE = re.compile(
    r"[\s,=:]*(?:(?:±|\+/-)\s?(?:sd|standard deviation):?\)?\s?)?"
    r"(?:\((?:(?:min(?:imum)?[-–/]max(?:imum)?|range|iqr|"
    r"sd|q1-q3)[^()]{0,12})\):?\s?)?(?:value|level)?\s*(?:was|were|of|is|:|=|,|being|around|about)?\s*"
)
_OPENED = re.compile(
    r"(?:[(\[]|[;,:.]\s(?:and )?(?:the\s)?(?:pooled |overall )?|"
    r"\b(?:reported|found|noted|observed|recorded|gave|had|showed|with)\s(?:an?|the)\s"
    r"|^(?:and )?the\s(?:pooled |overall )?)$"
)
# "anti-HMGCR disease began at a median of 5 years"
BEGAN = re.compile(r"\b(?:began|begun|begins|started|set in|onset (?:was|occurred))(?: earlier| later)? at an?\s$")
_FOLLOWED = re.compile(r"\bfollowed\b(?: up)?[^.;()]{0,60}\b(?:for|over|during) an?\s$")
NO_AGE = re.compile(r"\b(?:delay|interval|lag|latency|duration|time (?:from|to|between)|dose|level|titre|titer)\b")
# a median right behind the range of the same measure needs no unit: "from 2,100 to 31,400 U/L (median 9,870)"
_RANGED = re.compile(
    rf"\b(?:rang\w+|from|between|were|was)\b[^.;()]{{0,40}}(?P<unit>{UNIT})(?:\s?[(,]\s?|,? (?:with|and) (?:an? |"
    rf"the )?)$"
)
_YOUNGER = re.compile(r"\b(?:younger|older)\b[^.;()]{0,40}[(\[]$")
_ELSE = re.compile(
    r"\b(?:mmt|chaq|vas|dose|esr|crp|number|delay|interval|lag|latency|duration|time|"
    r"titres?|titers?|age|change|by) |[;:]"
)
_OF_FOLLOW_UP = re.compile(r"\s(?:of|in) (?:follow[- ]?up|observation)\b")
CLAUSE = 130  # characters of a clause that are looked at ahead of a mean
_REACH = 250  # characters back to the enzyme that a sentence without one goes on with


def fits(name: str, unit: str | None) -> bool:
    """Whether a measure is told in a unit: no age in U/L, no CK in years."""
    if unit is None:
        return name != "follow_up"
    return (name == "ck") == ("/" in unit) and name != "cmas"


def named_of(
    sentence: Sentence, text: str, numbered: list[Measure], match: re.Match[str], unit: str | None
) -> str | None:
    """The measure whose mean or median this is: named with it, or just ahead of it."""
    ahead = 60 if match["kind"] == "averaged" else 4
    named = [measure.name for measure in numbered if match.start() - ahead <= measure.start <= match.end("words") + 4]
    if named:
        fitting = [name for name in named if fits(name, unit)]
        if not fitting:
            return None
        name = fitting[-1] if unit else next((item for item in fitting if item in ("ck", "cmas")), fitting[-1])
        return None if name == "age_at_onset" and NO_AGE.search(match["words"]) else name
    if unit and _OF_FOLLOW_UP.match(text, match.end()) and fits("follow_up", unit):
        return "follow_up"
    if not _BARE.fullmatch(match["words"]):
        return None
    before = text[max(0, match.start() - CLAUSE) : match.start()]
    if unit and "/" not in unit and _FOLLOWED.search(before):
        return "follow_up"
    if unit and unit.startswith(("year", "month")) and BEGAN.search(before):
        return "age_at_onset"
    return _taken_up(sentence, text, numbered, match.start(), unit)


def _taken_up(sentence: Sentence, text: str, numbered: list[Measure], start: int, unit: str | None) -> str | None:
    """The measure of a bare median that begins at ``start``: named just ahead of it, or what the clause is about."""
    before = text[max(0, start - CLAUSE) : start]
    nearest = next((measure for measure in reversed(numbered) if measure.end <= start), None)
    if nearest and fits(nearest.name, unit) and _WAS_A.fullmatch(text, nearest.end, start):
        return nearest.name
    if nearest and before.endswith((" its ", " whose ")) and (unit is None or fits(nearest.name, unit)):
        return nearest.name
    # as in: CMAS scores were lower in one group than in the other, the median being 12 and 28
    if (only := _only(text, numbered, start, unit)) is not None:
        return only
    told_of = unit and "/" in unit and before.endswith(" the ")  # "in one series of 20 children the mean was 8,000 U/L"
    if start and not told_of and not _OPENED.search(before):
        return None
    if unit and "year" in unit and _YOUNGER.search(before):
        return "age_at_onset"
    if unit and "/" in unit:
        return "ck" if goes_on_with_ck(sentence, start) else None
    return _near(text, nearest, start, unit)


def _only(text: str, numbered: list[Measure], start: int, unit: str | None) -> str | None:
    """CK or CMAS where it is all that a mean can be of: no other is told so, and nothing else is named in between."""
    fitting = [measure for measure in numbered if fits(measure.name, unit)]
    ahead = [measure for measure in fitting if measure.end <= start]
    if not ahead or {measure.name for measure in fitting} != {ahead[-1].name} or ahead[-1].name not in ("ck", "cmas"):
        return None
    name, end = ahead[-1].name, ahead[-1].end
    if start - end > CLAUSE or (unit is None) != (name == "cmas"):
        return None
    return None if _ELSE.search(text, end, start) or ENZYME.search(text, end, start) else name


def time_of_range(text: str, start: int) -> str | None:
    """The years or months of a range right ahead of its mean: ``ranged from 1 to 14 years (mean 5.6)``."""
    ranged = _RANGED.search(text[max(0, start - CLAUSE) : start])
    return ranged["unit"] if ranged and "/" not in ranged["unit"] else None


def _near(text: str, nearest: Measure | None, start: int, unit: str | None) -> str | None:
    """The measure ahead of a median in brackets, where nothing else stands between them."""
    before = text[max(0, start - CLAUSE) : start]
    far = 70 if unit or _RANGED.search(before) else 12
    if nearest is None or start - nearest.end > far or not fits(nearest.name, unit):
        return None
    between = text[nearest.end : start]
    timed = nearest.name in ("age_at_onset", "follow_up")
    no_age = timed and NO_AGE.search(text[max(0, nearest.start - 30) : start])
    return None if no_age or "%" in between else nearest.name


def goes_on_with_ck(sentence: Sentence, start: int) -> bool:
    """Whether the enzyme named last shortly ahead of a place, in its sentence or before it, is CK."""
    text = shortly_before(sentence, start)
    named = list(_CK.finditer(text))
    return bool(named) and ENZYME.search(text, named[-1].end()) is None


def shortly_before(sentence: Sentence, start: int) -> str:
    """The words shortly ahead of a place in a sentence, in lower case, also those of the sentences before it."""
    place = sentence.first + start
    return sentence.passage.clean.text[max(0, place - _REACH) : place].lower()
