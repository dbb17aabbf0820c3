"""Shares of a group: ``69 % had anti-HMGCR``, ``39% (33/84)``, ``refractory (21/37)``.

Shares are found, measures are found, and the words between them say whether they belong together.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.cohort_between import Share, belongs, besides
from extractors.cohort_compared import both_groups, comparison_before, subject_of
from extractors.cohort_labels import named_just_ahead, shares_of_parts, subject_of_part
from extractors.cohort_sizes import MEMBERS, number_of
from extractors.cohort_taken_up import LIKE_ANOTHER, OF_ANOTHER
from extractors.gates import Either
from extractors.measures import CENTRED, Measure
from extractors.number_words import WORD_COUNT, WORD_NUMBER
from extractors.printed_numbers import NUMBER

_TESTED = r"(?: (?:who were |that were )?(?:tested|examined|studied|screened|investigated))?"
_PERCENT = Either(
    rf"(?<![\d.,])(?P<p>{NUMBER})(?:[ ]?%)?(?:[ ]?(?:,|and|-|to)[ ]?(?P<p2>{NUMBER}))?[ ]?(?:%|per ?cent\b)(?:[ "
    rf"]?[(\[](?P<c>\d+)[ ]?(?:/|of|out of)[ ]?(?P<n>\d+)[^)\]]{{0,30}}[)\]]"
    rf"|[,;] ?n ?= ?(?P<c8>\d{{1,4}})(?=[ ]?[)\];,])"
    rf"|[ ]?[(\[](?P<c6>\d{{1,4}}) {MEMBERS}[)\]]"
    rf"|[ ]of (?:the |these )?(?P<n5>\d{{1,3}},\d{{3}}|\d{{1,5}})(?= (?:[\w-]+ ){{0,2}}{MEMBERS}))?",
    rf"(?<![\d/.,-])\b(?P<c2>\d{{1,4}}|{WORD_NUMBER})[ ]?(?:/|of(?: the| these)?\b|out of)[ ]?"
    rf"(?P<n2>\d{{1,3}},\d{{3}}|\d{{1,5}}|{WORD_NUMBER}\b)"
    rf"(?:(?: (?:(?!anti-|patients|children)[\w-]+ ){{0,2}}?{MEMBERS}(?: (?:with|in|from|of|"
    rf"at) [^()\d,.;]{{3,70}}?)?)?{_TESTED}"
    rf"[ ]?[(\[,;][ ]?(?:i\.e\.,? )?(?P<p>{NUMBER})[ ]?%[ ]?[)\]]?)?(?![/\d])",
    rf"\bn ?= ?(?P<c>\d{{1,4}})[,;] ?(?P<p>{NUMBER}) ?%",
    rf"\b(?P<p>{WORD_NUMBER}) ?per ?cent\b",
    rf"(?<![\d/])\b(?P<c>\d{{1,4}}|{WORD_NUMBER}) {MEMBERS} (?:of|out of) (?:the )?(?P<n>\d{{1,5}}|{WORD_NUMBER})"
    rf"(?: {MEMBERS})?{_TESTED}[ ]?[(\[](?P<p>{NUMBER})[ ]?%[ ]?[)\]]",
    rf"(?<![\d/])\b(?P<c>\d{{1,4}}|{WORD_COUNT})(?: (?:of (?:them|these|those)|{MEMBERS}))?[ ]?"
    rf"[(\[](?P<p>{NUMBER})[ ]?%[ ]?[)\]](?: (?:of|out of) (?:the |these |our )?(?P<n>\d{{1,5}}|{WORD_NUMBER})"
    rf"(?= (?:[\w-]+ ){{0,2}}(?:{MEMBERS}|sera|samples)\b))?",
)
_SIGNS = ("%", "/", "of", "cent")  # without any of them nothing is a share
_VERSUS_BEHIND = re.compile(r"\s*(?:vs\b\.?|versus\b)")
_VERSUS_AHEAD = re.compile(r"\b(?:vs\.?|versus)\s*$")
_OF_THINGS = re.compile(
    r" (?:(?!had\b|were\b|received\b|needed\b|with\b|for\b)[a-z-]+ ){0,2}?(?:cycles|infusions|courses|pulses|doses|"
    r"injections|weeks|days|months|tests|assays|occasions|visits|"
    r"muscles|fib(?:re|er)s|sections)\b| (?:tests|samples|sera) of (?:the|this|"
    r"our) (?:patient|girl|boy|child)\b"
)
_OF_NORMAL = re.compile(r"(?: of)?(?: the)? predicted\b|[,;] ?(?:normal|reference|ref|cut-?off)\b")
_OF_QUANTITY = re.compile(
    r"\b(?:saturation|capacity|fvc|dlco|ejection fraction|l?vef|hba1c|fat fraction|h(?:a)?ematocrit|humidity|weight|"
    r"sensitivity|specificity|predictive value)\b[^.;,]{0,30}?(?:was|were|of|is|at|to|by|=|:) ?$"
)
_OF_MEMBERS = re.compile(
    rf"\b(?:with|of|in|among)\s+(?:the\s+)?(\d{{1,3}}[, ]\d{{3}}(?!\d)|\d+)\s+(?:[\w-]+\s+){{0,4}}?{MEMBERS}"
)
_LONG_CLAUSE = 240  # characters
_CLAUSE = 60  # characters
_FULL_STRENGTH = 5  # of a muscle, as graded by the Medical Research Council
EITHER = "either"
"""In place of a rule: a share of those who had one antibody or another, which is one of neither."""
_OR_ANOTHER = re.compile(r"(?:[ -](?:positive|antibod(?:y|ies)))?,? (?:and/)?or (?:with )?(?:anti-|hmgcr\b|srp\b)")
_STRENGTH = re.compile(r"\b(?:power|strength|mrc|graded?|oxford)\b")
_AGAINST = re.compile(r"[\s),]*(?:as )?(?:compared (?:with|to)|against|versus|vs\.?)\s+")
_BEHIND = 60  # characters in which a share may still be of something named behind it
_ANOTHER = re.compile(
    r"\s(?:(?:of|in) )?(?:(?!\bhad\b|\bwere\b|\bwas\b)[^.;:%]){3,120}?(?:,? (?:as opposed to|compared "
    r"(?:with|to)|as against|against|versus|vs\.?)"
    r"|,? (?:and|but) (?:in|of))\s(?:only |just |about )?"
)
_ELSEWHERE = re.compile(r"\s(?:in|from|of) [^.;:%]{3,60}?(?:,? (?:and|but|while|whereas)|,)\s(?:only |just |about )?")
_IN_NEXT = re.compile(r"(?:\s(?:[^.;:%\d]|\[\d{1,3}\]){3,70}?)?,?(?: and| but)? (?:in|of)\s(?:only )?")
_IN_ANOTHER = re.compile(r"\s(?:in|of|from|by) (?:another|an?|one|the (?:other|second|third|latter))\b")
_OF_WHICH = re.compile(r"(?::|[,;]|\band|\bbut|\bversus|\bvs\.?)\s(?:and |only |but |in )?$")
_WITHIN = re.compile(r"\s(?:with|in|among|of)\s(?:the |those with |patients with |children with )?")
_GIVEN_TO = re.compile(r"\b(?:used|given|prescribed|administered|added)\s(?:in|to|by|for)\s(?:only\s|about\s)?$")


def find_shares(text: str, measures: list[Measure]) -> Iterator[tuple[Measure, Share, str]]:
    """The shares of a sentence with the measure each is of, and the rule that joined them."""
    shares = _read_shares(text)
    if (pairs := _respectively(text, measures, shares)) is not None:
        yield from ((measure, share, "respectively") for measure, share in pairs)
        return
    for subject, span, count, n in both_groups(text, measures):
        yield subject, Share(*span, None, count, n, bracketed=True), "share"
    last: tuple[Measure, Share] | None = None
    parts, shares = shares_of_parts(text, measures, shares)
    yield from ((measure, share, "share") for measure, share in parts)
    for share in shares:
        compared = comparison_before(text, measures, share.start) if share.bracketed else None
        if compared is not None:
            if (commoner := subject_of(text, measures, compared)) is not None:
                yield commoner, share, "share"
            continue
        measure = _named_with(text, measures, share)
        if last is not None and _breaks_down(text, measures, last, share):
            measure = last[0]
        if measure is None and last is not None and _goes_on(text, measures, last, share):
            measure = last[0]
        if measure is not None and _either(text, measure):
            yield measure, share, EITHER
            continue
        if measure is not None:
            last = (measure, share)
            size = _size(text) if measure.name == "imnm" and share.n is None else share.n
            yield measure, replace(share, n=size), "share"


def _either(text: str, measure: Measure) -> bool:
    """Whether a share is of those who had one antibody or another: ``20 (5%) had anti-SRP or anti-HMGCR``."""
    return measure.name.startswith("anti-") and _OR_ANOTHER.match(text, measure.end) is not None


def _named_with(text: str, measures: list[Measure], share: Share) -> Measure | None:
    """The nearest measure of which the words between say that a share is its own."""
    nearest = sorted(
        (measure for measure in measures if measure.name not in CENTRED),
        key=lambda measure: max(share.start - measure.end, measure.start - share.end),
    )
    measure = next((measure for measure in nearest if belongs(text, measure, share)), None)
    measure = measure or _drug_of(text, measures, share)
    if measure and share.bracketed and measure.end <= share.start and named_just_ahead(text, measure):
        return subject_of_part(text, measures, measure)
    return measure


def _goes_on(text: str, measures: list[Measure], last: tuple[Measure, Share], share: Share) -> bool:
    """``in 2.5% of the children of one registry and in 17% of those of another``, ``as opposed to 14% of a series``."""
    before = last[1]
    if _AGAINST.fullmatch(text[before.end : share.start]):
        return True
    counts = share.count is not None and share.n is not None and before.count is not None and before.n is not None
    if (
        counts
        and _IN_ANOTHER.match(text, share.end)
        and _IN_NEXT.fullmatch(text, before.end, share.start)
        and not any(before.end <= measure.start < share.end + _BEHIND for measure in measures)
    ):
        return True
    if share.percent is None or before.percent is None or before.end > share.start or share.bracketed:
        return False
    if any(before.end <= measure.start and measure.end <= share.start for measure in measures):
        return False
    if any(share.end <= measure.start < share.end + _BEHIND for measure in measures):
        return False
    if OF_ANOTHER.match(text, share.end) and (
        LIKE_ANOTHER.fullmatch(text, before.end, share.start) or _ELSEWHERE.fullmatch(text, before.end, share.start)
    ):
        return True
    return _ANOTHER.fullmatch(text, before.end, share.start) is not None


def _breaks_down(text: str, measures: list[Measure], last: tuple[Measure, Share], share: Share) -> bool:
    """``18 of 43 were refractory: 11 of 16 with anti-SRP and 7 of 23 with anti-HMGCR``: what was told, by groups."""
    told, before = last
    counted = share.count is not None and share.n is not None and share.count <= (before.count or 0.0)
    if not counted or not told.end <= share.start or _OF_WHICH.search(text[: share.start]) is None:
        return False
    group = next((measure for measure in measures if measure.start >= share.end), None)
    if group is None or group.drug or _WITHIN.fullmatch(text[share.end : group.start]) is None:
        return False
    return ":" in text[max(told.end, before.end) : share.start] or _was_within(text, before)


def _was_within(text: str, share: Share) -> bool:
    """Whether a share is itself of a group told behind a colon."""
    return _OF_WHICH.search(text[: share.start]) is not None and _WITHIN.match(text, share.end) is not None


def _read_shares(text: str) -> list[Share]:
    shares: list[Share] = []
    if not any(sign in text for sign in _SIGNS):
        return shares
    for match in _PERCENT.finditer(text):
        told = match.groupdict()
        percent = told["p"]
        count = told.get("c") or told.get("c2") or told.get("c6") or told.get("c8")
        n = told.get("n") or told.get("n2") or told.get("n5")
        second = told.get("p2")
        if second and "and" not in match.group():
            continue
        if (
            n
            and count
            and (
                number_of(count) > number_of(n)
                or ("c2" in told and not percent and "/" in match.group() and _no_share(text, match, number_of(n)))
            )
        ):
            continue
        if (_OF_NORMAL if percent else _OF_THINGS).match(text, match.end()):
            continue
        if _OF_QUANTITY.search(text[max(0, match.start() - 60) : match.start()]):
            continue
        both = [percent, second] if second else [percent]
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
    """Whether ``1/640`` is a titre, ``3/2021`` an issue, ``4/5`` a strength, and ``9/16 vs 7/28`` of two groups."""
    versus = _VERSUS_BEHIND.match(text, match.end()) or _VERSUS_AHEAD.search(
        text[max(0, match.start() - 10) : match.start()]
    )
    strength = n == _FULL_STRENGTH and _STRENGTH.search(text, max(0, match.start() - _CLAUSE), match.end() + _CLAUSE)
    dated = match["n2"].isdigit() and len(match["n2"]) == len("2021") and 1900 <= n < 2100 and len(match["c2"]) < 3
    return n < 5 or (match["c2"] == "1" and n >= 20) or bool(strength) or dated or versus is not None


def _size(text: str) -> float | None:
    match = _OF_MEMBERS.search(text)
    return number_of(match[1]) if match else None


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
        and not besides(text, measure)
    ]
    alone = len({measure.name for measure in drugs}) == 1 and share.start - drugs[-1].end < _LONG_CLAUSE
    return drugs[0] if alone else None


def _respectively(text: str, measures: list[Measure], shares: list[Share]) -> list[tuple[Measure, Share]] | None:
    """``the proportions of A and B are 38.4 and 61.5%, respectively``."""
    if "respectively" not in text or len(shares) < 2 or len(measures) < 2:
        return None
    ahead = [
        measure for measure in measures if measure.end <= shares[0].start and measure.name not in ("imnm", *CENTRED)
    ][-len(shares) :]
    return list(zip(ahead, shares, strict=True)) if len(ahead) == len(shares) else None
