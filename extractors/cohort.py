"""What an article says of groups: ``69 % had anti-HMGCR``, ``39% (33/84)``, ``mean age at onset 9.4 years (n = 49)``.

Statistics are found, measures are found, and the words between them say whether they belong together. Groups of adults
are left out where the sentence sets them apart from children: the cohort table is about the children.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.cohort_tables import read_group_cell
from extractors.measures import Measure, find_measures
from extractors.number_words import SMALL
from extractors.quantities import NUMBER, parse_number
from extractors.reading import Found, Sentence
from schemas.mention import CohortMention
from schemas.values import CohortFinding, Statistic

_REACH = 4000  # characters back to the group that a paragraph speaks of
_NUMBERED = ("age_at_onset", "follow_up", "ck", "cmas")  # measured in numbers, never in shares
_MOST_OWN = 20  # "we report four children" announces the cases of this article, no cohort
_COUNT = rf"(?:\d{{1,5}}(?![\d.,]*\d)|{'|'.join(SMALL)})"
_MEMBERS = r"(?:patients?|children|cases?|girls?|boys?|individuals?|subjects?|participants?|adolescents?|infants?)"
_PERCENT = re.compile(
    rf"(?<![\d.,])(?P<p>{NUMBER})(?:[ ]?%)?(?:[ ]?(?:,|and|-|to)[ ]?(?P<p2>{NUMBER}))?[ ]?(?:%|per ?cent\b)(?:[ "
    rf"]?[(\[](?P<c>\d+)[ ]?(?:/|of|out of)[ ]?(?P<n>\d+)[^)\]]{{0,30}}[)\]])?"
    rf"|(?<![\d/])(?P<c2>\d{{1,4}})[ ]?(?:/|of|out of)[ ]?(?P<n2>\d{{1,5}})(?:[ ]?[(\[,;][ "
    rf"]?(?P<p3>{NUMBER})[ ]?%[ ]?[)\]]?)?(?![/\d])"
    rf"|(?<![\d/])(?P<c3>\d{{1,4}})(?: (?:of them|{_MEMBERS}))?[ ]?[(\[](?P<p4>{NUMBER})[ ]?%[ ]?[)\]]"
)
_TOTAL = re.compile(
    rf"\ba total of (?P<a>{_COUNT})\b|\b(?:report(?:ed)?|describe[d]?|present(?:ed)?|identified|"
    rf"included|enrolled|recruited|reviewed|analy[sz]ed|studied|collected|supplied|provided|yielded|"
    rf"covered|comprised|consisted of)\s+(?:the\s+)?(?P<b>{_COUNT})\s+(?:[\w-]+\s+)"
    rf"{{0,4}}?{_MEMBERS}\b"
    rf"|\b(?P<c>{_COUNT})\s+(?:[\w-]+\s+){{0,4}}?{_MEMBERS}\s+(?:with\s+(?:[\w-]+\s+){{1,4}})"
    rf"?were\s+(?:included|enrolled|identified|recruited|analy[sz]ed|reviewed)\b"
    rf"|\b(?P<g>{_COUNT})\s+(?:[\w-]+\s+){{0,2}}?{_MEMBERS}\s+with\s+(?:[\w-]+\s+){{1,6}}?(?:have|had)"
    rf"\s+been\s+(?:reported|described|published)\b"
    rf"|\b(?:fewer|less) than \d+\s+{_MEMBERS}\s*\(n\s?=\s?(?P<d>\d+)\)|\b(?:only|are|were|of)"
    rf"\s+(?P<e>{_COUNT})\s+(?:reported|published)\s+cases\b"
    rf"|\b(?:study|cohort|series|registry)\s+(?:with|of)\s+(?P<f>{_COUNT})\s+(?:[\w-]+\s+){{0,4}}?{_MEMBERS}\b"
)
_PART = re.compile(
    rf"\b(?P<c1>{_COUNT}) \(\d+(?:\.\d+)?\s?%\) of (?:these|them|those)\b|\b(?:for|in|of)"
    rf"\s+(?P<c4>{_COUNT})\s+(?:of|out of)\s+(?:the\s+)?(?P<n4>{_COUNT})"
    rf"\s+{_MEMBERS}\b(?=[^.;]{{0,60}}\b(?:follow|course|outcome|data|known|available))|"
    rf"\b(?:available|data)\b[^.;]{{0,40}}\b(?:in|for)\s+(?P<c>{_COUNT})\s+(?:of|out of)\s+(?:the\s+)"
    rf"?(?P<n>{_COUNT})\s+{_MEMBERS}|\bof (?:these|them|those)\b[^.;]{{0,40}}?,\s*(?P<only>{_COUNT})"
    rf"\s+\(\d+(?:\.\d+)?\s?%\)\s+were\s+(?:determined|found|diagnosed|classified|considered)"
)
_CENTRE = re.compile(
    rf"\b(?P<kind>median|mean|average)\b(?P<words>[^.;:%]{{0,70}}?)(?P<value>{NUMBER})(?:[ ]?±[ "
    rf"]?(?P<sd>{NUMBER}))?[ ]?-?(?P<unit>years?|months?|weeks?|days?|iu/l|u/l|ui/l|µkat/l)?(?:\s+old)?(?:[ "
    rf"]?[(\[,;][ ]?(?P<spread>range|iqr|interquartile range)?[:, ]*(?P<low>{NUMBER})\s?(?:-|to)"
    rf"\s?(?P<high>{NUMBER})[^)\]]{{0,14}}[)\]])?(?:[ ]?[(\[]n[ ]?=[ ]?(?P<n>\d+)[)\]])?"
)
_YOUNGEST = re.compile(rf"\b(?P<which>youngest|oldest)\b[^.;]{{0,40}}?(?P<value>{NUMBER})[ -]?(?P<unit>years?|months?)")
_BETWEEN = re.compile(
    rf"(?:\b(?:rang(?:ing|ed|es|e)|between|from|varied)\b[ ]?(?:from|between|of|was)?[ ]?)"
    rf"+(?P<low>{NUMBER})[ ]?(?:-|to|and)[ ]?(?P<high>{NUMBER})[ ]?(?P<unit>years?|months?|iu/l|u/l|"
    rf"ui/l)"
)
_CELL_RANGE = re.compile(rf"(?P<low>{NUMBER})[ ]?-[ ]?(?P<high>{NUMBER})[ ]?(?P<unit>years?|months?|iu/l|u/l|ui/l)")
_RATIO = re.compile(
    rf"\bfemale(?:s)?[ ]?(?:/|:|-to-|-|to )[ ]?males?(?:[ ]ratio)?(?:[ ]?(?:of|was|is|=|:|,))*[ "
    rf"]?(?P<value>{NUMBER})[ ]?(?::[ ]?(?P<to>{NUMBER}))?"
)
_HAVING = (
    r"(?:\s|,|\)|\]|\b(?:of|all|the|them|these|our|those|pa?ediatric|juvenile|patients?|children|"
    r"cases?|girls|boys|individuals|subjects|with|imnm|in|our|review|cohort|series|had|have|has|were|"
    r"was|are|is|being|received|receive|exhibited|showed|"
    r"presented|developed|tested|test|positive|for|carried|harbou?red|considered|classified|counted|"
    r"regarded|deemed|judged|remained|as|diagnosed|found|to|be|high|dose|high-dose|low-dose|treated|"
    r"treatment|also|a|an|underwent|experienced|reported)\b)*"
)
_NOUN = (
    r"(?:[\s-]*(?:positive|antibod\w*|autoantibod\w*|myopath\w*|imnm|myositis|positivity|"
    r"preponderance|predominance|patients?|cases?|group|disease|sex|course|onset|subtype))*"
)
_ADULT = re.compile(r"\badults?\b")
_UNITS = {"µkat/l": "µkat/L", "iu/l": "IU/L", "u/l": "U/L", "ui/l": "UI/L"}


@dataclass(frozen=True, slots=True)
class _Share:
    """A printed share: percent, count of n, or both."""

    start: int
    end: int
    percent: float | None
    count: float | None
    n: float | None
    bracketed: bool


def find_cohort(sentence: Sentence) -> Iterator[Found]:
    """The statements of a sentence about groups."""
    text = sentence.lowered
    if not any(character.isdigit() for character in text) and not re.search(rf"\b(?:{'|'.join(SMALL)}|all)\b", text):
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
    total = _total(sentence)
    yield from _totals(sentence, text)
    yield from _shares(sentence, text, measures)
    yield from _counts(sentence, text, measures, total)
    yield from _centres(sentence, text, measures, total)
    yield from _everybody(sentence, text, measures)


def _mainly_children(text: str) -> bool:
    """Whether adults are only compared with, in brackets or behind "than"."""
    bare = re.sub(r"\([^()]*\)|\bthan (?:that |those )?[^.;]*?\badults?\b[^.;]*", " ", text)
    return not _ADULT.search(bare)


def _number(printed: str) -> float:
    return float(SMALL[printed]) if printed in SMALL else parse_number(printed)


def _total(sentence: Sentence, end: int | None = None) -> float | None:
    """The size of the group that the passage speaks of, as announced last before ``end`` (the end of this sentence)."""
    last = sentence.last if end is None else end
    before = sentence.passage.clean.text[max(0, last - _REACH) : last].lower()
    matches = list(_TOTAL.finditer(before))
    matches = [match for match in matches if not match["g"]] or matches
    totals = [next(value for value in match.groups() if value) for match in matches]
    return _number(totals[-1]) if totals else None


def _totals(sentence: Sentence, text: str) -> Iterator[Found]:
    total_before = _total(sentence, sentence.first) is not None
    for match in _TOTAL.finditer(text):
        value = next(value for value in match.groups() if value)
        if (
            not (
                match["b"]
                and _number(value) <= _MOST_OWN
                and re.search(r"\b(?:we|this (?:report|letter|article)|here)\b", text[: match.start()])
            )
            and not match["f"]
            and not (match["g"] and total_before)
        ):
            yield _found(sentence, match, "patients", "count", "total", value=_number(value))
    for match in _PART.finditer(text):
        count = match["c"] or match["c4"] or match["only"] or match["c1"]
        whole = match["n"] or match["n4"]
        n = _number(whole) if whole else None
        yield _found(sentence, match, "patients", "count", "part", value=_number(count), n=n)


def _read_shares(text: str) -> list[_Share]:
    shares = []
    for match in _PERCENT.finditer(text):
        percent = match["p"] or match["p3"] or match["p4"]
        count = match["c"] or match["c2"] or match["c3"]
        n = match["n"] or match["n2"]
        if match["p2"] and "and" not in match.group():
            continue
        if (
            n
            and count
            and (float(count) > float(n) or (match["c2"] and not percent and "/" in match.group() and int(n) < 5))
        ):
            continue
        both = [match["p"], match["p2"]] if match["p2"] else [percent]
        opening = (
            text[: match.start()].rstrip()[-1:] in ("(", "[")
            or re.search(r"[(\[][^()\[\]]{0,20}$", text[: match.start()]) is not None
        )
        shares += [
            _Share(match.start(), match.end(), parse_number(p) if p else None, _optional(count), _optional(n), opening)
            for p in both
        ]
    return shares


def _optional(printed: str | None) -> float | None:
    return float(printed) if printed else None


def _shares(sentence: Sentence, text: str, measures: list[Measure]) -> Iterator[Found]:
    shares = _read_shares(text)
    if (pairs := _respectively(text, measures, shares)) is not None:
        for measure, share in pairs:
            yield _share_found(sentence, measure, share, "respectively")
        return
    for share in shares:
        nearest = sorted(
            (measure for measure in measures if measure.name not in _NUMBERED),
            key=lambda measure: max(share.start - measure.end, measure.start - share.end),
        )
        for measure in nearest:
            if _belongs(text, measure, share):
                n = share.n or (_size(text) if measure.name == "imnm" else None)
                yield _share_found(
                    sentence,
                    measure,
                    _Share(share.start, share.end, share.percent, share.count, n, share.bracketed),
                    "share",
                )
                break


def _size(text: str) -> float | None:
    match = re.search(rf"\b(?:with|of|in|among)\s+(\d+)\s+(?:[\w-]+\s+){{0,4}}?{_MEMBERS}", text)
    return float(match[1]) if match else None


def _belongs(text: str, measure: Measure, share: _Share) -> bool:
    if measure.name == "imnm":
        if measure.end > share.start or len(text[measure.end : share.start]) > 60:
            return False
        return (
            re.fullmatch(
                r"\s*(?:proportion|frequency|prevalence)?\s*(?:accounts?|accounted|made up|makes up|represents|"
                r"represented)?\s*(?:for|was|of|is)?\s*(?:only|about|approximately)?\s*\(?\s*",
                text[measure.end : share.start],
            )
            is not None
        )
    if measure.end <= share.start and share.bracketed:
        return (
            re.fullmatch(
                rf"{_NOUN}(?:(?!\band\b|\bor\b|\bmost\b|\bsome\b)[^,;:.()\[\]%]){{0,45}}[(\[][^()\[\]%]{{0,25}}",
                text[measure.end : share.start],
            )
            is not None
        )
    if measure.start >= share.end and share.bracketed and re.match(r"\s*[)\]]\s*[,;.]", text[share.end :]):
        return False
    if measure.start >= share.end and re.match(r"\s*,", text[share.end :]):
        return False
    if measure.start >= share.end:
        return (
            len(text[share.end : measure.start]) < 90
            and re.fullmatch(_HAVING, text[share.end : measure.start]) is not None
        )
    return (
        re.fullmatch(
            rf"{_NOUN}\s*(?:was|were|is|are)?\s*(?:found|seen|present|observed|detected|positive|noted|"
            rf"identified|reported|used|given|administered|required|needed|prescribed)?\s*(?:in|by|for|at|to)"
            rf"\s*(?:only |about |approximately )?",
            text[measure.end : share.start],
        )
        is not None
    )


def _respectively(text: str, measures: list[Measure], shares: list[_Share]) -> list[tuple[Measure, _Share]] | None:
    """``the proportions of A and B are 38.4 and 61.5%, respectively``."""
    if "respectively" not in text or len(shares) < 2 or len(measures) < 2:
        return None
    ahead = [measure for measure in measures if measure.end <= shares[0].start and measure.name != "imnm"][
        -len(shares) :
    ]
    return list(zip(ahead, shares, strict=True)) if len(ahead) == len(shares) else None


def _share_found(sentence: Sentence, measure: Measure, share: _Share, rule: str) -> Found:
    start, end = min(measure.start, share.start), max(measure.end, share.end)
    if share.percent is not None:
        return _at(
            sentence, start, end, measure.name, "percent", rule, value=share.percent, count=share.count, n=share.n
        )
    return _at(sentence, start, end, measure.name, "count", rule, value=share.count, n=share.n)


def _counts(sentence: Sentence, text: str, measures: list[Measure], total: float | None) -> Iterator[Found]:
    """``43 had anti-HMGCR myopathy``, ``Three children were female``, ``anti-SRP-positive IMNM (n = 43)``."""
    female = any(measure.name == "sex_female" for measure in measures)
    for measure in measures:
        if measure.name in ("patients", "imnm", "age_at_onset", "follow_up", "ck", "cmas") or (
            measure.name == "sex_male" and female
        ):
            continue
        behind = re.match(rf"{_NOUN}\s*\(n\s?=\s?(\d+)\)", text[measure.end :])
        if behind and not re.search(
            r"\b(?:series|study|cohort|trial) (?:of|with|on) (?:\w+ ){0,2}$", text[: measure.start]
        ):
            yield _at(
                sentence,
                measure.start,
                measure.end + behind.end(),
                measure.name,
                "count",
                "count-behind",
                value=float(behind[1]),
                n=total,
            )
            continue
        found_in = re.match(
            rf"{_NOUN}\s*(?:(?:was|were) (?:found|present|detected|seen|positive|identified) )?in "
            rf"(?P<count>{_COUNT})(?: of (?:the |these )?(?P<n>{_COUNT}))?(?: {_MEMBERS}|(?=[,.;]|$| and\b))",
            text[measure.end :],
        )
        if found_in and sum(
            1
            for other in measures
            if other.start < measure.start or re.search(r"found|present|detected|seen|positive", found_in.group())
        ):
            n = _number(found_in["n"]) if found_in["n"] else total
            yield _at(
                sentence,
                measure.start,
                measure.end + found_in.end(),
                measure.name,
                "count",
                "count-in",
                value=_number(found_in["count"]),
                n=n,
            )
            continue
        ahead = re.search(
            rf"(?:^|[\s,;(])(?P<count>{_COUNT})\s+(?:of\s+(?:them|these|the\s+\w+)\s+)?(?:(?:pa?ediatric|own|"
            rf"our)\s+)?(?:{_MEMBERS}\s+)?(?P<verb>(?:of them with|had|have|were|was|received|tested|showed|"
            rf"carried|presented with|developed|harbou?red|with)\s+)(?:found to have\s+|positive for\s+|"
            rf"treated with\s+|considered\s+|high-dose\s+)?$",
            text[: measure.start],
        )
        bare = (
            ahead is not None
            and total is not None
            and re.fullmatch(rf"[\s,;(]*{_COUNT} (?:of (?:them|these) )?with ", ahead.group())
        )
        if ahead is None or (
            ahead["verb"].startswith("with")
            and not bare
            and not re.match(
                rf"{_NOUN}\s+(?:have|has|had|were) (?:been )?(?:reported|described|published|included|identified)",
                text[measure.end :],
            )
        ):
            continue
        if _number(ahead["count"]) <= (total or 10_000):
            yield _at(
                sentence,
                ahead.start("count"),
                measure.end,
                measure.name,
                "count",
                "count-ahead",
                value=_number(ahead["count"]),
                n=total,
            )


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
        n = _optional(match["n"]) or (total if name == "age_at_onset" and match["sd"] else None)
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
    for match in _YOUNGEST.finditer(text):
        statistic = "minimum" if match["which"] == "youngest" else "maximum"
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
        match = re.search(
            r"\ball(?: (?:of )?(?:them|the|these|\d+))?(?: (?:patients|children|cases))? (?:were treated "
            r"with|(?:had )?received|had been given|were given)\s+(?:high[ -]dose |oral |systemic )?$",
            text[: measure.start],
        )
        if match and measure.drug:
            yield _at(sentence, match.start(), measure.end, measure.name, "percent", "everybody", value=100.0)


def _cells(sentence: Sentence, text: str) -> Iterator[Found]:
    """A row of a table that tells of several patients: ``(6 cases)``, ``4 female, 2 male``, ``11.6-16.1 years``."""
    offset = sentence.passage.head
    cell = text[offset:]
    if match := re.search(
        rf"\((?P<count>{_COUNT}) cases?\)|^\s*(?P<bare>{_COUNT}) (?:patients|cases|children)\b", cell
    ):
        yield _at(
            sentence,
            offset + match.start(),
            offset + match.end(),
            "patients",
            "count",
            "row-total",
            value=_number(match["count"] or match["bare"]),
        )
    if match := re.search(
        rf"(?P<count>{_COUNT}) (?:females?|girls)\b(?:[ ,;/]|and)*(?P<male>{_COUNT}) (?:males?|boys)", cell
    ):
        female = _number(match["count"])
        yield _at(
            sentence,
            offset + match.start(),
            offset + match.end(),
            "sex_female",
            "count",
            "row-sex",
            value=female,
            n=female + _number(match["male"]),
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
        population=_population(sentence),
        measure=measure,
        statistic=statistic,
        printed=sentence.passage.clean.text[first:last],
        evidence=sentence.evidence(first, last),
        rule=f"cohort.{rule}",
        **numbers,  # type: ignore[arg-type]
    )
    return Found(CohortMention(value=value), sentence, first, last)


def _population(sentence: Sentence) -> str:
    """The words that name the group, as printed: the last total of the passage, else the members named here."""
    before = sentence.passage.clean.text[max(0, sentence.last - _REACH) : sentence.last]
    named = list(re.finditer(rf"\b(?:[\w-]+ ){{0,4}}{_MEMBERS}(?: with [\w-]+(?: [\w-]+)?)?", before, re.IGNORECASE))
    if sentence.passage.kind == "cell":
        return "row of the table"
    if sentence.passage.kind == "group":
        return sentence.text[: sentence.passage.head].partition("| ")[2].rstrip(": ")
    return named[-1].group() if named else "patients"
