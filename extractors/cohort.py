"""What an article says of groups: ``69 % had anti-HMGCR``, ``39% (33/84)``, ``mean age at onset 9.4 years (n = 49)``.

Statistics are found, measures are found, and the words between them say whether they belong together. Groups of adults
are left out where the sentence sets them apart from children: the cohort table is about the children.
"""

import re
from collections.abc import Iterator

from extractors.cohort_shares import NOUN, Share, find_shares
from extractors.cohort_sizes import COUNT, MEMBERS, PART, TOTAL, number_of, population_of, total_before, whole_of
from extractors.cohort_tables import read_group_cell
from extractors.gates import Gated
from extractors.measures import Measure, find_measures
from extractors.number_words import SMALL
from extractors.quantities import NUMBER, parse_number
from extractors.reading import Found, Sentence
from schemas.mention import CohortMention
from schemas.values import CohortFinding, Statistic

_MOST_OWN = 20  # "we report four children" announces the cases of this article, no cohort
_FEW = 5  # named in passing, so few are a report of cases
_OURS = Gated(r"\b(?:we|this (?:report|letter|article)|here)\b")
_CENTRE = Gated(
    rf"\b(?P<kind>median|mean|average)\b(?P<words>[^.;:%]{{0,70}}?)(?P<value>{NUMBER})(?:[ ]?±[ "
    rf"]?(?P<sd>{NUMBER}))?[ ]?-?(?P<unit>years?|months?|weeks?|days?|iu/l|u/l|ui/l|µkat/l)?(?:\s+old)?(?:[ "
    rf"]?[(\[,;][ ]?(?P<spread>range|iqr|interquartile range)?[:, ]*(?P<low>{NUMBER})\s?(?:-|to)"
    rf"\s?(?P<high>{NUMBER})[^)\]]{{0,14}}[)\]])?(?:[ ]?[(\[]n[ ]?=[ ]?(?P<n>\d+)[)\]])?"
)
_YOUNGEST = Gated(rf"\b(?P<which>youngest|oldest)\b[^.;]{{0,40}}?(?P<value>{NUMBER})[ -]?(?P<unit>years?|months?)")
_BETWEEN = Gated(
    rf"(?:\b(?:rang(?:ing|ed|es|e)|between|from|varied)\b[ ]?(?:from|between|of|was)?[ ]?)"
    rf"+(?P<low>{NUMBER})[ ]?(?:-|to|and)[ ]?(?P<high>{NUMBER})[ ]?(?P<unit>years?|months?|iu/l|u/l|"
    rf"ui/l)"
)
_CELL_RANGE = re.compile(rf"(?P<low>{NUMBER})[ ]?-[ ]?(?P<high>{NUMBER})[ ]?(?P<unit>years?|months?|iu/l|u/l|ui/l)")
_RATIO = Gated(
    rf"\bfemale(?:s)?[ ]?(?:/|:|-to-|-|to )[ ]?males?(?:[ ]ratio)?(?:[ ]?(?:of|was|is|=|:|,))*[ "
    rf"]?(?P<value>{NUMBER})[ ]?(?::[ ]?(?P<to>{NUMBER}))?"
)
_SIZE_BEHIND = re.compile(rf"{NOUN}\s*\(n\s?=\s?(\d+)\)")
_FOUND_IN = re.compile(
    rf"{NOUN}\s*(?:(?:was|were) (?:found|present|detected|seen|positive|identified) )?in "
    rf"(?P<count>{COUNT})(?: of (?:the |these )?(?P<n>{COUNT}))?(?: {MEMBERS}|(?=[,.;]|$| and\b))"
)
_COUNT_AHEAD = Gated(
    rf"(?:^|[\s,;(])(?P<count>{COUNT})\s+(?:of\s+(?:them|these|the\s+\w+)\s+)?(?:(?:pa?ediatric|own|"
    rf"our)\s+)?(?:{MEMBERS}\s+)?(?P<verb>(?:of them with|had|have|were|was|received|tested|showed|"
    rf"carried|presented with|developed|harbou?red|with)\s+)(?:found to have\s+|positive for\s+|"
    rf"treated with\s+|considered\s+|high-dose\s+)?$"
)
_COUNT_WITH = re.compile(rf"[\s,;(]*{COUNT} (?:of (?:them|these) )?with ")
_REPORTED = re.compile(
    rf"{NOUN}\s+(?:have|has|had|were) (?:been )?(?:reported|described|published|included|identified)"
)
_ALL_RECEIVED = Gated(
    r"\ball(?: (?:of )?(?:them|the|these|\d+))?(?: (?:patients|children|cases))? (?:were treated "
    r"with|(?:had )?received|had been given|were given)\s+(?:high[ -]dose |oral |systemic )?$"
)
_COUNTED = Gated(rf"\d|\b(?:{'|'.join(SMALL)}|all)\b")
_ADULT = Gated(r"\badults?\b")
_UNITS = {"µkat/l": "µkat/L", "iu/l": "IU/L", "u/l": "U/L", "ui/l": "UI/L"}


def find_cohort(sentence: Sentence) -> Iterator[Found]:
    """The statements of a sentence about groups."""
    text = sentence.lowered
    if not _COUNTED.search(text):
        return
    if _ADULT.search(text) and not _mainly_children(text):
        return
    if sentence.passage.kind == "cell":
        yield from _cells(sentence, text)
        return
    if sentence.passage.kind == "group":
        for measure, statistic, numbers in read_group_cell(sentence):
            end = len(sentence.lowered)
            yield _at(sentence, sentence.passage.head, end, measure.name, statistic, "group-table", **numbers)
        return
    if sentence.passage.kind not in ("prose", "caption"):
        return
    measures = find_measures(sentence)
    shares = list(find_shares(text, measures)) if measures else []
    yield from _totals(sentence, text, {share.n for _, share, _ in shares if share.n is not None})
    for measure, share, rule in shares:
        yield _share_found(sentence, measure, share, rule)
    if measures:
        total = total_before(sentence)
        yield from _counts(sentence, text, measures, total, [share for _, share, _ in shares])
        yield from _centres(sentence, text, measures, total)
    yield from _singles(sentence, text, measures)
    yield from _everybody(sentence, text, measures)


def _mainly_children(text: str) -> bool:
    """Whether adults are only compared with, in brackets or behind "than"."""
    bare = re.sub(r"\([^()]*\)|\bthan (?:that |those )?[^.;]*?\badults?\b[^.;]*", " ", text)
    return not _ADULT.search(bare)


def _totals(sentence: Sentence, text: str, told: set[float]) -> Iterator[Found]:
    """Sizes of groups; one that is ``told`` as the whole of a share in the same sentence is not told again."""
    for match in TOTAL.finditer(text):
        size = number_of(next(value for value in match.groups() if value))
        own = match["b"] and size <= _MOST_OWN and _OURS.search(text[: match.start()])
        passing = match["f"] or match["i"]
        if not (
            own
            or match["h"]
            or (match["g"] and total_before(sentence, sentence.first) is not None)
            or (passing and (size <= _FEW or size in told))
        ):
            yield _found(sentence, match, "patients", "count", "total", value=size)
    for match in PART.finditer(text):
        count = match["c"] or match["c4"] or match["only"] or match["c1"]
        whole = match["n"] or match["n4"]
        n = number_of(whole) if whole else None
        yield _found(sentence, match, "patients", "count", "part", value=number_of(count), n=n)


def _share_found(sentence: Sentence, measure: Measure, share: Share, rule: str) -> Found:
    start, end = min(measure.start, share.start), max(measure.end, share.end)
    if share.percent is not None:
        known = share.n is not None or share.count is None
        n = share.n if known else whole_of(sentence, share.count or 0.0, share.percent)
        return _at(sentence, start, end, measure.name, "percent", rule, value=share.percent, count=share.count, n=n)
    return _at(sentence, start, end, measure.name, "count", rule, value=share.count, n=share.n)


def _counts(
    sentence: Sentence, text: str, measures: list[Measure], total: float | None, shares: list[Share]
) -> Iterator[Found]:
    """``43 had anti-HMGCR myopathy``, ``Three children were female``, ``anti-SRP-positive IMNM (n = 43)``."""
    female = any(measure.name == "sex_female" for measure in measures)
    for measure in measures:
        if measure.name in ("patients", "imnm", "age_at_onset", "follow_up", "ck", "cmas") or (
            measure.name == "sex_male" and female
        ):
            continue
        behind = _SIZE_BEHIND.match(text, measure.end) if "(n" in text else None
        if behind and not re.search(
            r"\b(?:series|study|cohort|trial) (?:of|with|on) (?:\w+ ){0,2}$", text[: measure.start]
        ):
            yield _at(
                sentence,
                measure.start,
                behind.end(),
                measure.name,
                "count",
                "count-behind",
                value=float(behind[1]),
                n=total,
            )
            continue
        found_in = _FOUND_IN.match(text, measure.end) if "in " in text else None
        if found_in and _told(shares, found_in.start("count")):
            continue
        if found_in and sum(
            1
            for other in measures
            if other.start < measure.start or re.search(r"found|present|detected|seen|positive", found_in.group())
        ):
            n = number_of(found_in["n"]) if found_in["n"] else total
            yield _at(
                sentence,
                measure.start,
                found_in.end(),
                measure.name,
                "count",
                "count-in",
                value=number_of(found_in["count"]),
                n=n,
            )
            continue
        ahead = _COUNT_AHEAD.search_in(text[: measure.start], text)
        bare = ahead is not None and total is not None and _COUNT_WITH.fullmatch(ahead.group())
        if ahead is None or (ahead["verb"].startswith("with") and not bare and not _REPORTED.match(text, measure.end)):
            continue
        if number_of(ahead["count"]) <= (total or 10_000) and not _told(shares, ahead.start("count")):
            yield _at(
                sentence,
                ahead.start("count"),
                measure.end,
                measure.name,
                "count",
                "count-ahead",
                value=number_of(ahead["count"]),
                n=total,
            )


def _told(shares: list[Share], place: int) -> bool:
    """Whether a count is part of a share, which tells it already."""
    return any(share.start <= place < share.end for share in shares)


def _centres(sentence: Sentence, text: str, measures: list[Measure], total: float | None) -> Iterator[Found]:
    for match in _CENTRE.finditer(text):
        named = [
            measure
            for measure in measures
            if match.start() - 4 <= measure.start <= match.end("words") + 4
            and measure.name in ("age_at_onset", "follow_up", "ck", "cmas")
        ]
        if not named or re.search(r"\d ?%", match.group()):
            continue
        statistic: Statistic = "median" if match["kind"] == "median" else "mean"
        name = named[-1].name
        unit = _unit(match["unit"]) or ("years" if name == "age_at_onset" else None)
        n = _parsed(match["n"]) or (total if name == "age_at_onset" and match["sd"] else None)
        yield _found(
            sentence,
            match,
            name,
            statistic,
            "centre",
            value=parse_number(match["value"]),
            sd=_parsed(match["sd"]),
            unit=unit,
            n=n,
        )
        if match["low"] and match["spread"] == "range":
            yield _found(
                sentence,
                match,
                name,
                "range",
                "centre-range",
                low=_parsed(match["low"]),
                high=_parsed(match["high"]),
                unit=unit,
            )


def _singles(sentence: Sentence, text: str, measures: list[Measure]) -> Iterator[Found]:
    """The youngest and the oldest, the ratio of the sexes, ranges."""
    for match in _YOUNGEST.finditer(text):
        statistic: Statistic = "minimum" if match["which"] == "youngest" else "maximum"
        yield _found(
            sentence,
            match,
            "age_at_onset",
            statistic,
            "extreme",
            value=parse_number(match["value"]),
            unit=_plural(match["unit"]),
        )
    for match in _RATIO.finditer(text):
        value = parse_number(match["value"]) / (parse_number(match["to"]) if match["to"] else 1)
        yield _found(sentence, match, "sex_ratio_female_male", "ratio", "ratio", value=round(value, 3))
    if sentence.level != "patient" or not sentence.refers:
        yield from _ranges(sentence, text, measures)


def _ranges(sentence: Sentence, text: str, measures: list[Measure]) -> Iterator[Found]:
    for match in _BETWEEN.finditer(text):
        kinds = ("ck",) if "/" in match["unit"] else ("age_at_onset", "follow_up")
        named = [
            measure
            for measure in measures
            if measure.name in kinds and measure.end <= match.start() and match.start() - measure.end < 60
        ]
        if named:
            yield _found(
                sentence,
                match,
                named[-1].name,
                "range",
                "range",
                low=_parsed(match["low"]),
                high=_parsed(match["high"]),
                unit=_unit(match["unit"]),
            )


def _everybody(sentence: Sentence, text: str, measures: list[Measure]) -> Iterator[Found]:
    """``All received high-dose steroids`` of a cohort is 100 %; of own patients it is a fact of each."""
    if sentence.story:
        return
    for measure in measures:
        match = _ALL_RECEIVED.search_in(text[: measure.start], text) if measure.drug else None
        if match:
            yield _at(sentence, match.start(), measure.end, measure.name, "percent", "everybody", value=100.0)


def _cells(sentence: Sentence, text: str) -> Iterator[Found]:
    """A row of a table that tells of several patients: ``(6 cases)``, ``4 female, 2 male``, ``11.6-16.1 years``."""
    offset = sentence.passage.head
    cell = text[offset:]
    if match := re.search(rf"\((?P<count>{COUNT}) cases?\)|^\s*(?P<bare>{COUNT}) (?:patients|cases|children)\b", cell):
        yield _at(
            sentence,
            offset + match.start(),
            offset + match.end(),
            "patients",
            "count",
            "row-total",
            value=number_of(match["count"] or match["bare"]),
        )
    if match := re.search(
        rf"(?P<count>{COUNT}) (?:females?|girls)\b(?:[ ,;/]|and)*(?P<male>{COUNT}) (?:males?|boys)", cell
    ):
        female = number_of(match["count"])
        yield _at(
            sentence,
            offset + match.start(),
            offset + match.end(),
            "sex_female",
            "count",
            "row-sex",
            value=female,
            n=female + number_of(match["male"]),
        )
    for match in _CELL_RANGE.finditer(cell):
        measure = (
            "ck"
            if "/" in match["unit"] and re.search(r"\bc[kp]k?\b[^a-z]*$", cell[: match.start()])
            else "age_at_onset"
            if match["unit"].startswith("year")
            else None
        )
        if measure:
            yield _at(
                sentence,
                offset + match.start(),
                offset + match.end(),
                measure,
                "range",
                "row-range",
                low=_parsed(match["low"]),
                high=_parsed(match["high"]),
                unit=_unit(match["unit"]),
            )


def _parsed(printed: str | None) -> float | None:
    return parse_number(printed) if printed else None


def _unit(printed: str | None) -> str | None:
    return None if printed is None else _UNITS.get(printed) or _plural(printed)


def _plural(unit: str) -> str:
    return unit if unit.endswith("s") else unit + "s"


def _found(
    sentence: Sentence, match: re.Match[str], measure: str, statistic: Statistic, rule: str, **numbers: object
) -> Found:
    return _at(sentence, match.start(), match.end(), measure, statistic, rule, **numbers)


def _at(
    sentence: Sentence, start: int, end: int, measure: str, statistic: Statistic, rule: str, **numbers: object
) -> Found:
    first, last = sentence.first + start, sentence.first + end
    value = CohortFinding(
        population=population_of(sentence),
        measure=measure,
        statistic=statistic,
        printed=sentence.passage.clean.text[first:last],
        evidence=sentence.evidence(first, last),
        rule=f"cohort.{rule}",
        **numbers,  # type: ignore[arg-type]
    )
    return Found(CohortMention(value=value), sentence, first, last)
