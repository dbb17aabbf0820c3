"""Shares of a group: ``69 % had anti-HMGCR``, ``39% (33/84)``, ``refractory (21/37)``.

Shares are found, measures are found, and the words between them say whether they belong together.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.cohort_sizes import MEMBERS, number_of
from extractors.gates import Gated
from extractors.measures import Measure
from extractors.number_words import WORD_COUNT, WORD_NUMBER
from extractors.quantities import NUMBER, parse_number

_NUMBERED = ("age_at_onset", "follow_up", "ck", "cmas")  # measured in numbers, never in shares
_TESTED = r"(?: (?:who were |that were )?(?:tested|examined|studied|screened|investigated))?"
_PERCENT = Gated(
    rf"(?<![\d.,])(?P<p>{NUMBER})(?:[ ]?%)?(?:[ ]?(?:,|and|-|to)[ ]?(?P<p2>{NUMBER}))?[ ]?(?:%|per ?cent\b)(?:[ "
    rf"]?[(\[](?P<c>\d+)[ ]?(?:/|of|out of)[ ]?(?P<n>\d+)[^)\]]{{0,30}}[)\]]"
    rf"|[ ]of (?:the |these )?(?P<n5>\d{{1,3}},\d{{3}}|\d{{1,5}})(?= (?:[\w-]+ ){{0,2}}{MEMBERS}))?"
    rf"|(?<![\d/.,-])\b(?P<c2>\d{{1,4}}|{WORD_NUMBER})[ ]?(?:/|of(?: the| these)?\b|out of)[ ]?"
    rf"(?P<n2>\d{{1,3}},\d{{3}}|\d{{1,5}}|{WORD_NUMBER}\b)"
    rf"(?:(?: {MEMBERS}(?: with [^()\d,.;]{{3,70}}?)?)?{_TESTED}[ ]?[(\[,;][ ]?(?:i\.e\.,? )?(?P<p3>{NUMBER})[ ]?%[ ]?[)\]]?)?(?![/\d])"
    rf"|\b(?P<p6>{WORD_NUMBER}) ?per ?cent\b"
    rf"|(?<![\d/])\b(?P<c4>\d{{1,4}}|{WORD_NUMBER}) {MEMBERS} (?:of|out of) (?:the )?(?P<n4>\d{{1,5}}|{WORD_NUMBER})"
    rf"(?: {MEMBERS})?{_TESTED}[ ]?[(\[](?P<p5>{NUMBER})[ ]?%[ ]?[)\]]"
    rf"|(?<![\d/])\b(?P<c3>\d{{1,4}}|{WORD_COUNT})(?: (?:of (?:them|these|those)|{MEMBERS}))?[ ]?"
    rf"[(\[](?P<p4>{NUMBER})[ ]?%[ ]?[)\]]"
)
_VERSUS_BEHIND = re.compile(r"\s*(?:vs\b\.?|versus\b)")
_VERSUS_AHEAD = re.compile(r"\b(?:vs\.?|versus)\s*$")
_HAVING = (
    r"(?:\s|,|\)|\]|\b(?:of|all|the|them|these|our|those|pa?ediatric|juvenile|patients?|children|"
    r"cases?|girls|boys|individuals|subjects|with|imnm|in|our|review|cohort|series|had|have|has|were|"
    r"was|are|is|being|received|receive|exhibited|showed|"
    r"presented|developed|tested|test|positive|for|carried|harbou?red|considered|classified|counted|"
    r"called|regarded|deemed|judged|remained|as|diagnosed|found|to|be|high|dose|high-dose|low-dose|treated|"
    r"treatment|also|a|an|underwent|experienced|reported|been|needed|required|given|used|exposed|met|fulfilled|the|criteria|definition|who|"
    r"disease|course|illness|known|antibod(?:y|ies)|against|outcomes?|adequate|sufficient|follow-?up|onset|an?|myositis)\b)*"
)
_OF_THOSE_WITH = re.compile(
    rf"[\s)\]]*(?:of)?(?:\s*\b(?:all|the|these|those|our|pa?ediatric|juvenile)\b)*\s*{MEMBERS}\s+with\s+"
)
_WITH_IMNM = re.compile(
    r"\b(?:had|have|has|diagnosed with|(?:fulfilled|met)(?: the| our)?(?: diagnostic)? "
    r"(?:criteria|definition) (?:for|of))\s*$"
)
_WHO_HAD = re.compile(
    rf"[\s)\],]*(?:{MEMBERS}\s+)?(?:(?:with|in|of|from)\s[^,;:.()%\d]{{3,60}}?\s)?"
    rf"(?:had|have|has|were|are|was|received|tested|carried|fulfilled|met|needed|required|showed|presented)\b{_HAVING}"
)
_CLAUSE = 120  # characters that a clause is looked through
_COMPARATIVE = re.compile(r"\b(?:commoner|more|less|higher|lower|greater|rarer|fewer)\b")
_GROUP_AHEAD = re.compile(
    r"\b(?:in|with|among|for) (?:the |those |patients |children |with ){0,3}[^(),.;]{2,45}[(\[][^()\[\]]{0,25}$"
)
_IS = re.compile(r"[^,;:.()%]{0,50}?\b(?:was|were|is|are)\s[^,;:.()%]{0,20}")
_OF_BOTH = Gated(r"\((?P<c1>\d{1,3})/(?P<n1>\d{1,3}),? (?:vs\.?|versus) (?P<c2>\d{1,3})/(?P<n2>\d{1,3})\)")
_AGAINST = re.compile(r"[\s),]*(?:as )?(?:compared (?:with|to)|against|versus|vs\.?)\s+")
_GIVEN_TO = re.compile(r"\b(?:used|given|prescribed|administered|added)\s(?:in|to|by|for)\s(?:only\s|about\s)?$")
_BESIDES = re.compile(r"\b(?:in addition to|besides|beside|apart from|other than|on top of) $")
_MEMBERS_ARE = re.compile(
    rf"[\s-]*(?:positive |myopathy )?{MEMBERS}\s(?:[\w-]+\s){{0,4}}?(?:were|was|had|have|has|are|received|improved|"
    r"responded|died|recovered|relapsed|needed|required|developed|regained|reached)\b"
)
_PROPORTION = re.compile(r"\b(?:proportion|share|percentage|frequency|prevalence|rate) of (?:the )?$")
NOUN = (
    r"(?:[\s-]*(?:positive|antibod\w*|autoantibod\w*|myopath\w*|imnm|myositis|positivity|"
    r"preponderance|predominance|patients?|cases?|group|disease|sex|course|onset|subtype|"
    r"(?:at (?:an? )?tit(?:re|er)s? (?:of )?)?[≥>]?=?\s?1\s?[:/]\s?\d{2,5}(?: or (?:more|higher|above|over))?|"
    r"of (?:any|some|one|every) (?:kind|type|sort)))*"
)


@dataclass(frozen=True, slots=True)
class Share:
    """A printed share: percent, count of n, or both."""

    start: int
    end: int
    percent: float | None
    count: float | None
    n: float | None
    bracketed: bool


def find_shares(text: str, measures: list[Measure]) -> Iterator[tuple[Measure, Share, str]]:
    """The shares of a sentence with the measure each is of, and the rule that joined them."""
    shares = _read_shares(text)
    if (pairs := _respectively(text, measures, shares)) is not None:
        yield from ((measure, share, "respectively") for measure, share in pairs)
        return
    yield from _both_groups(text, measures)
    last: tuple[Measure, Share] | None = None
    for share in shares:
        if (group := _group_told(text, measures, share)) is not None:
            subject = _subject(text, measures, group)
            if subject is not None:
                yield subject, share, "share"
            continue
        nearest = sorted(
            (measure for measure in measures if measure.name not in _NUMBERED),
            key=lambda measure: max(share.start - measure.end, measure.start - share.end),
        )
        measure = next((measure for measure in nearest if _belongs(text, measure, share)), None)
        measure = measure or _drug_of(text, measures, share)
        if measure is None and last is not None and _AGAINST.fullmatch(text[last[1].end : share.start]):
            measure = last[0]
        if measure is not None:
            last = (measure, share)
            size = _size(text) if measure.name == "imnm" and share.n is None else share.n
            yield measure, replace(share, n=size), "share"


def _read_shares(text: str) -> list[Share]:
    shares = []
    for match in _PERCENT.finditer(text):
        percent = match["p"] or match["p3"] or match["p4"] or match["p5"] or match["p6"]
        count = match["c"] or match["c2"] or match["c3"] or match["c4"]
        n = match["n"] or match["n2"] or match["n4"] or match["n5"]
        if match["p2"] and "and" not in match.group():
            continue
        if (
            n
            and count
            and (
                number_of(count) > number_of(n)
                or (match["c2"] and not percent and "/" in match.group() and _no_share(text, match, number_of(n)))
            )
        ):
            continue
        both = [match["p"], match["p2"]] if match["p2"] else [percent]
        opening = (
            text[: match.start()].rstrip()[-1:] in ("(", "[")
            or re.search(r"[(\[][^()\[\]]{0,20}$", text[: match.start()]) is not None
        )
        shares += [
            Share(match.start(), match.end(), number_of(p) if p else None, _optional(count), _optional(n), opening)
            for p in both
        ]
    return shares


def _optional(printed: str | None) -> float | None:
    return number_of(printed) if printed else None


def _no_share(text: str, match: re.Match[str], n: float) -> bool:
    """Whether ``1/640`` is a titre, ``4/5`` a strength, and ``9/16 vs 7/28`` something else in two groups."""
    versus = _VERSUS_BEHIND.match(text, match.end()) or _VERSUS_AHEAD.search(
        text[max(0, match.start() - 10) : match.start()]
    )
    return n < 5 or (match["c2"] == "1" and n >= 20) or versus is not None


def _size(text: str) -> float | None:
    match = re.search(rf"\b(?:with|of|in|among)\s+(?:the\s+)?(\d+)\s+(?:[\w-]+\s+){{0,4}}?{MEMBERS}", text)
    return float(match[1]) if match else None


def _both_groups(text: str, measures: list[Measure]) -> Iterator[tuple[Measure, Share, str]]:
    """``Refractory disease was commoner with anti-SRP than with anti-HMGCR antibodies (9/16 vs 7/28)``."""
    for match in _OF_BOTH.finditer(text):
        words = next(_COMPARATIVE.finditer(text, max(0, match.start() - _CLAUSE), match.start()), None)
        subject = _subject(text, measures, words.start()) if words else None
        for part in ("1", "2") if subject is not None else ():
            count, n = float(match["c" + part]), float(match["n" + part])
            if count <= n:
                yield subject, Share(*match.span("c" + part), None, count, n, bracketed=True), "share"


def _group_told(text: str, measures: list[Measure], share: Share) -> int | None:
    """Where a comparison begins whose group a share is of: ``more often girls in the anti-SRP group (35/43)``."""
    if not share.bracketed or not ("than" in text or "vs" in text or "versus" in text):
        return None
    before = text[max(0, share.start - _CLAUSE) : share.start]
    shift = share.start - len(before)
    words = None
    for words in _COMPARATIVE.finditer(before):
        pass
    if words is None or _GROUP_AHEAD.search(before, words.end()) is None:
        return None
    inside = any(words.end() + shift <= measure.start and measure.end <= share.start for measure in measures)
    return words.start() + shift if inside else None


def _subject(text: str, measures: list[Measure], end: int) -> Measure | None:
    """What is said to be commoner: the measure ahead of a comparison, where the clause is about it."""
    ahead = [
        measure for measure in measures if measure.name not in _NUMBERED and end - _CLAUSE < measure.start < end
    ]
    between = text[ahead[0].end : end] if ahead else ""
    return ahead[0] if ahead and _IS.fullmatch(between) else None


def _drug_of(text: str, measures: list[Measure], share: Share) -> Measure | None:
    """The only drug ahead of ``had been used in 36 of 46 children``, however much is said of it in between."""
    if _GIVEN_TO.search(text[max(0, share.start - 60) : share.start]) is None:
        return None
    drugs = [
        measure
        for measure in measures
        if measure.drug
        and not text.startswith("-", measure.end)
        and measure.end <= share.start
        and not _BESIDES.search(text[max(0, measure.start - 20) : measure.start])
    ]
    alone = len({measure.name for measure in drugs}) == 1 and share.start - drugs[-1].end < 2 * _CLAUSE
    return drugs[0] if alone else None


def _belongs(text: str, measure: Measure, share: Share) -> bool:
    between = text[share.end : measure.start] if share.end <= measure.start else ""
    if (share.percent is None or between.lstrip(" )]").startswith("of")) and _OF_THOSE_WITH.fullmatch(between):
        return False
    if measure.drug and ("exposed" in between or _BESIDES.search(text[max(0, measure.start - 20) : measure.start])):
        return False
    if share.count is not None and share.n is not None and measure.start >= share.end and _MEMBERS_ARE.match(text, measure.end):
        if re.fullmatch(r"[\s)]*(?:the )?", between):  # "two of the three refractory patients were girls"
            return False
    if measure.end <= share.start and _PROPORTION.search(text[max(0, measure.start - 40) : measure.start]):
        return re.fullmatch(rf"{NOUN}(?:,| was| is|:)?\s*", text[measure.end : share.start]) is not None
    if measure.name == "imnm":
        if measure.start >= share.end:
            return _WITH_IMNM.search(between) is not None and _gap(between)
        if measure.end > share.start or len(text[measure.end : share.start]) > 60:
            return False
        return (
            re.fullmatch(
                r"\s*(?:proportion|frequency|prevalence)?\s*(?:accounts?|accounted|made up|makes up|represents|"
                r"constituted|represented|(?:was|were) (?:found|diagnosed|seen|present|identified|confirmed))?\s*"
                r"(?:for|was|of|is|in)?\s*(?:only|about|approximately)?\s*\(?\s*",
                text[measure.end : share.start],
            )
            is not None
        )
    if measure.end <= share.start and share.bracketed:
        return (
            re.fullmatch(
                rf"{NOUN}(?:(?!\band\b|\bor\b|\bmost\b|\bsome\b)[^,;:.()\[\]%]){{0,45}}[(\[][^()\[\]%]{{0,25}}",
                text[measure.end : share.start],
            )
            is not None
        )
    if measure.start >= share.end and share.bracketed and re.match(r"\s*[)\]]\s*[,;.]", text[share.end :]):
        return False
    if measure.start >= share.end and re.match(r"\s*,", text[share.end :]):
        return False
    if measure.start >= share.end:
        return len(text[share.end : measure.start]) < 90 and (
            re.fullmatch(_HAVING, between) is not None or _gap(between)
        )
    return (
        re.fullmatch(
            rf"{NOUN}(?:\s*\([^()%]{{2,40}}\)|,[^,;.()\d]{{3,60}},|\s(?:in addition to|besides) [\w-]+)?\s*(?:was|were|is|are)?\s*"
            rf"(?:found|seen|present|observed|detected|positive|noted|identified|reported|"
            rf"recorded|mentioned|described|documented|used|given|administered|"
            rf"required|needed|prescribed|associated|added|started|had been (?:given|used|prescribed|added)|called|the (?:first|presenting|initial|leading) (?:sign|symptom))?\s*"
            rf"(?:at (?:diagnosis|onset|presentation|entry)\s*)?(?:in|by|for|at|to)\s*(?:only |about |approximately )?",
            text[measure.end : share.start],
        )
        is not None
    )


def _gap(between: str) -> bool:
    """Whether the words between a share and its measure tell who was counted, and then that they had it."""
    return len(between) < 110 and _WHO_HAD.fullmatch(between) is not None


def _respectively(text: str, measures: list[Measure], shares: list[Share]) -> list[tuple[Measure, Share]] | None:
    """``the proportions of A and B are 38.4 and 61.5%, respectively``."""
    if "respectively" not in text or len(shares) < 2 or len(measures) < 2:
        return None
    ahead = [measure for measure in measures if measure.end <= shares[0].start and measure.name != "imnm"][
        -len(shares) :
    ]
    return list(zip(ahead, shares, strict=True)) if len(ahead) == len(shares) else None
