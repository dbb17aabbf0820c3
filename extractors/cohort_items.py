"""What a group had, item by item: ``all received glucocorticoids, 31 IVIG, 28 methotrexate, and 12 rituximab``.

A list of a group is read by what its items are made of, not by the words around them: an item that names one measure
and one number of patients tells how many had it, unless a word says that it counts something else.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.cohort_between import Share
from extractors.cohort_sizes import COUNT, MEMBERS, find_totals, number_of, size_of
from extractors.cohort_told import count_found, share_found
from extractors.cohort_wholes import size_of_study, told_one_by_one
from extractors.gates import Gated
from extractors.measures import CENTRED, Measure
from extractors.printed_numbers import NUMBER, parse_number
from extractors.reading import Found, Sentence
from schemas.mention import CohortMention

_EDGE = re.compile(
    rf"[()\[\]]|,(?=\s)(?!\s\d{{1,4}}(?:\s?\([^()]*\))?(?:;|\.?$)|\s{NUMBER}\s?%\s?(?:[);,.]|$))|[;:](?=\s)|"
    r"\s(?:and|or|but|while|whereas|plus|followed by|as well as|versus|vs\.?|although|though|which|who|when|if|"
    r"compared|than|then)\s"
)
_BRACKET = re.compile(r"[(\[][^()\[\]]*[)\]]")
_NUMBERS = re.compile(
    rf"(?<![\w.,/±-])(?:(?P<percent>{NUMBER})\s?(?:%|per ?cent\b)|(?:in )?(?:only |just )?(?:n\s?=\s?)?"
    rf"(?P<count>{COUNT})(?:\s?/\s?(?P<n>\d{{1,5}})|\s(?:out )?of\s(?:the |these |our )?(?P<n2>{COUNT}))?"
    r"(?![\w/±.-]*\d|\s?%|\s?per ?cent))"
)
_MEMBERS = re.compile(rf"\b{MEMBERS}\b")
_EVERYBODY = re.compile(
    r"(?<!almost )(?<!nearly )(?<!virtually )(?<!practically )(?<!not )\b(?:in all|by all|to all|for all|"
    r"everyone|everybody|"
    rf"all(?: of)?(?: the| our| these)?(?: [a-z]+)? {MEMBERS}|(?:every|each)(?: single)? {MEMBERS}|"
    r"(?:the )?(?:entire|whole) (?:group|cohort|series|population))\b(?! but\b)"
)
# what else is counted, dated, compared or denied, and what happened to those who had it
_NO_COUNT = re.compile(
    r"\d|[<>=±≥≤]|\b(?:years?|months?|weeks?|days?|hours?|minutes?|times|yr|visits?|cent(?:er|re)s?|hospitals?|doses?|"
    r"pulses?|cycles?|courses?|infusions?|injections?|boluses|bolus|m?g|mcg|kg|iu|u/l|weekly|monthly|daily|"
    r"p|hr|or|rr|ci|iqr|sd|range|odds|hazard|median|mean|average|score|titres?|titers?|levels?|units|bands?|sera|"
    r"samples?|assays?|tests?|kits?|controls?|sections?|fib(?:re|er)s|"
    r"tested|looked|sought|screened|searched|measured|determined|assessed|examined|available|known|negative|either|"
    r"both|reduced|generally|usually|often|typically|commonly|no|not|never|without|none|neither|nor|except|unless|"
    r"at least|thirds?|half|quarters?|fold|groups?|subgroups?|arms?|"
    r"after|before|until|since|despite|during|because|due|under|following|prior|off|from|against|"
    r"respon[ds]\w*|relaps\w*|flare\w*|improv\w*|remission|remit\w*|recover\w*|resol\w*|fail\w*|normal\w*|stop\w*|"
    r"withdr\w*|discontinu\w*|taper\w*|wean\w*|switch\w*|toxic\w*|intoler\w*|toler\w*|adverse|side|effects?|died|"
    r"deaths?|worse\w*|resist\w*|refractor\w+|alone|only|placebo|study|studies|series|"
    r"cohorts?|case|patient|et al|day|grade|table|figure)\b"
)
_OF_ONE = Gated(
    r"\b(?:she|he|her|his|him|proband|(?:the|this|our|a|an|one) (?:[\w-]+ ){0,3}"
    r"(?:patient|girl|boy|child|infant|man|woman))\b"
)
_HAD = re.compile(
    r"\b(?:had|have|received|got|took|(?:were|was|been|are) (?:[\w-]+ )?(?:given|treated|used|needed|required|seen|"
    r"found|noted|present|positive|detected|observed|reported|added|introduced|administered|on)|needed|required|"
    r"occurred|developed|showed|presented|underwent|carried|harbou?red|randomi[sz]ed|assigned|allocated)\b"
)
_OF_WHOM = re.compile(r"\b(?:of|among|from|the|these|those|our|all|whom|cases?|patients?|child|no\.?) $")
_OF_THOSE = re.compile(r" of (?:those|these|the|them|our)\b")
_OR_NEXT = re.compile(rf",? or (?!{COUNT}|\d)")
_CITED = re.compile(r"\[[\d,–\s-]+\]")  # as in: a rash was rare [4]
_SOUGHT = Gated(r"\b(?:looked for|sought|searched|screened|tested|measured|determined|assessed|examined)\b")
_MOST_WORDS = 7  # of an item besides its measure and its number
_LEAST_LISTED = 2
_TITRE = 20  # "1/80" is no share
_FEW = 5  # so few may be told one by one
_WORD = re.compile(r"[a-z][\w-]*")


@dataclass(frozen=True, slots=True)
class Item:
    """A measure with the number of those who had it."""

    measure: Measure
    start: int
    end: int
    percent: float | None
    count: float | None
    n: float | None
    alone: bool  # its words tell by themselves that the group had it
    everybody: bool = False


def find_items(
    sentence: Sentence, text: str, measures: list[Measure], total: float | None, told: Sequence[Found]
) -> Iterator[Found]:
    """The items of a group's lists that no other rule has told; ``told``: what the others found in this sentence."""
    size = total if total is not None else size_of_study(sentence)
    if size is None or "respectively" in text or _OF_ONE.search(text):
        return
    places = [(found.start - sentence.first, found.end - sentence.first) for found in told if _is_share(found)]
    items = [item for item in read_items(text, measures) if (item.count or 0) <= size]
    if sought := _SOUGHT.search(text):  # "looked for in 28 and anti-SRP in 30"
        items = [item for item in items if item.alone or item.end < sought.start()]
    # "40 children with anti-SRP myositis have been reported": who they are, and not what they had
    whole = [match.span(match.lastgroup or 0) for match in find_totals(text) if size_of(match) == size]
    new = [item for item in items if not any(start < item.end and item.start < end for start, end in places + whole)]
    if len({start for start, _ in places}) + len(new) < _LEAST_LISTED:
        new = [item for item in new if item.alone]
    if size <= _FEW and all(item.count == 1 for item in new):
        return  # persons, no groups
    for item in new:
        start, end = min(item.start, item.measure.start), max(item.end, item.measure.end)
        if item.everybody and (sentence.story or (sentence.level != "other" and told_one_by_one(sentence))):
            continue
        if item.percent is None and item.count is not None:
            yield count_found(sentence, start, end, item.measure, "count-list", item.count, item.n or total)
        else:
            share = Share(item.start, item.end, item.percent, item.count, item.n, bracketed=False)
            yield share_found(sentence, item.measure, share, "share")


def _is_share(found: Found) -> bool:
    """Whether a finding tells how many of a group had something."""
    value = found.mention.value if isinstance(found.mention, CohortMention) else None
    return value is not None and value.statistic in ("count", "percent") and value.measure != "patients"


def read_items(text: str, measures: list[Measure]) -> Iterator[Item]:
    """The items of a sentence that name one measure and one number of patients."""
    for start, end in _pieces(text, measures):
        inside = [measure for measure in measures if start <= measure.start < end]
        if len(inside) != 1 or inside[0].name in (*CENTRED, "imnm") or inside[0].end > end:
            continue
        item = _item(text, inside[0], start, end)
        if item is not None:
            yield item


def _pieces(text: str, measures: list[Measure]) -> Iterator[tuple[int, int]]:
    """The stretches between commas and conjunctions outside of brackets; brackets that name measures are lists too."""
    lists = {
        place
        for bracket in _BRACKET.finditer(text)
        if any(bracket.start() < measure.start < bracket.end() for measure in measures)
        for place in (bracket.start(), bracket.end() - 1)
    }
    depth = start = 0
    for match in _EDGE.finditer(text):
        sign = match.group()
        if sign in "([" and match.start() not in lists:
            depth += 1
        elif sign in ")]" and match.start() not in lists:
            depth = max(depth - 1, 0)
        elif depth == 0:
            yield start, match.start()
            start = match.end()
    yield start, len(text)


def _item(text: str, measure: Measure, start: int, end: int) -> Item | None:
    """The item of a stretch; None where it holds no number of patients or more than one."""
    words = text[start : measure.start] + " " * (measure.end - measure.start) + text[measure.end : end]
    words = _CITED.sub(lambda cited: " " * len(cited.group()), words)
    numbers = list(_NUMBERS.finditer(words))
    counts = [match for match in numbers if match["count"]]
    percents = [match for match in numbers if match["percent"]]
    if not numbers:
        return _of_all(words, measure, start)
    if len(counts) > 1 or len(percents) > 1:
        return None
    first, last = start + numbers[0].start(), start + numbers[-1].end()
    rest = _MEMBERS.sub(" ", _NUMBERS.sub(" ", words))
    if _counts_others(rest) or _OR_NEXT.match(text, end) or _OF_WHOM.search(text[max(0, first - 15) : first]):
        return None
    count = number_of(counts[0]["count"]) if counts else None
    whole = (counts[0]["n"] or counts[0]["n2"]) if counts else None
    n = number_of(whole) if whole else None
    if (
        count is not None
        and n is not None
        and (count > n or (count == 1 and n >= _TITRE) or _is_label(text, start + counts[0].end(), measure))
    ):
        return None
    if _OF_THOSE.match(text, last) and _HAD.search(text, last, max(last, measure.start)) is None:
        return None  # "five of those on methotrexate": those who had something else
    percent = parse_number(percents[0]["percent"]) if percents else None
    alone = _HAD.search(rest) is not None or (count is not None and (percent or n) is not None)
    alone = alone or (percent is not None and measure.name.startswith("sex_"))
    return Item(measure, first, last, percent, count, n, alone=alone)


def _is_label(text: str, counted: int, measure: Measure) -> bool:
    """Whether a measure only names the whole that a count is of: ``4/10 anti-SRP positive``."""
    return counted < measure.start and _HAD.search(text, counted, measure.start) is None


def _of_all(words: str, measure: Measure, start: int) -> Item | None:
    """The item of a drug that everybody was given: ``prednisone in the entire group``."""
    everybody = _EVERYBODY.search(words) if measure.drug else None
    if everybody is None:
        return None
    rest = words[: everybody.start()] + words[everybody.end() :]
    if _counts_others(rest):
        return None
    first, last = start + everybody.start(), start + everybody.end()
    return Item(measure, first, last, 100.0, None, None, alone=_HAD.search(rest) is not None, everybody=True)


def _counts_others(rest: str) -> bool:
    """Whether the words of an item besides its measure and number say that something else is counted."""
    return _NO_COUNT.search(rest) is not None or len(_WORD.findall(rest)) > _MOST_WORDS
