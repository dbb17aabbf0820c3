"""What an article says of groups: ``69 % had anti-HMGCR``, ``39% (33/84)``, ``mean age at onset 9.4 years (n = 49)``.

Statistics are found, measures are found, and the words between them say whether they belong together. Groups of adults
are left out where the sentence sets them apart from children: the cohort table is about the children.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from extractors.cohort_shares import NOUN, Share, find_shares
from extractors.cohort_sizes import COUNT, MEMBERS, PART, TOTAL, number_of, population_of, total_before, whole_of
from extractors.cohort_tables import read_group_cell
from extractors.gates import Gated
from extractors.measures import Measure, find_measures
from extractors.number_words import WORD_NUMBER
from extractors.quantities import NUMBER, parse_number
from extractors.reading import Found, Sentence
from schemas.mention import CohortMention
from schemas.values import CohortFinding, Statistic

_MOST_OWN = 20  # "we report four children" announces the cases of this article, no cohort
_FEW = 5  # named in passing, so few are a report of cases
_OURS = Gated(r"\b(?:we|this (?:report|letter|article)|here)\b")
_PUBLISHED = re.compile(r"\b(?:further|other|additional|published|reported|previous(?:ly)?)\b")
_CENTRE = Gated(
    rf"\b(?P<kind>median|mean|averaged?)\b(?P<words>[^.;:%]{{0,70}}?)(?P<value>{NUMBER})(?![.,]?\d|[ ]?(?:-|to)[ ]?\d|\s(?:[\w-]+\s){{0,2}}{MEMBERS}\b)"
    rf"(?:[ ]?±[ ]?(?P<sd>{NUMBER}))?[ ]?-?(?P<unit>years?|months?|weeks?|days?|iu/l|u/l|ui/l|µkat/l)?(?:\s+old)?"
    rf"(?:[ ]?[(\[][ ]?(?:sd|standard deviation)[:,=]?[ ]?(?P<sd2>{NUMBER})(?=[^.\d]))?"
    rf"(?:[ ]?[(\[,;][ ]?(?P<spread>range|iqr|interquartile range)?[:, ]*(?P<low>{NUMBER})\s?(?:-|to)"
    rf"\s?(?P<high>{NUMBER})[^)\]]{{0,14}}[)\]])?(?:[ ]?[(\[]n[ ]?=[ ]?(?P<n>\d+)[)\]])?"
)
_AMONG = re.compile(rf"\s*(?:in|among) (?:the |these )?(?P<n>\d{{1,4}}) (?:[\w-]+ ){{0,2}}?{MEMBERS}\b")
_YOUNGEST = Gated(
    rf"\b(?P<which>youngest|oldest)\b(?:(?!received|after|later|infusion|treat|since)[^.;]){{0,40}}?(?P<value>{NUMBER})"
    rf"[ -]?(?P<unit>years?|months?)"
)
_BETWEEN = Gated(
    rf"(?:\b(?:rang(?:ing|ed|es|e)|between|from|varied)\b[ ]?(?:from|between|of|was)?[ ]?)"
    rf"+(?P<low>{NUMBER})[ ]?(?:-|to|and)[ ]?(?P<high>{NUMBER})[ ]?(?P<unit>years?|months?|iu/l|u/l|"
    rf"ui/l)"
)
_NORMAL = re.compile(r"\b(?:normal|reference|ref)\b")
_BARE_RANGE = re.compile(
    rf"(?<![\d.,-])(?P<low>{NUMBER})[ ]?-[ ]?(?P<high>{NUMBER})(?![\d.,-]|[ ]?(?:%|years?|months?|m?g|[iu]{{1,2}}/l))"
)
_LEAST_CK = 200  # U/L; smaller ranges in a cell are of something else
_CELL_RANGE = re.compile(rf"(?P<low>{NUMBER})[ ]?-[ ]?(?P<high>{NUMBER})[ ]?(?P<unit>years?|months?|iu/l|u/l|ui/l)")
_RATIO = Gated(
    rf"\b(?:females?|girls|women)[ ]?(?:/|:|-to-|-|to )[ ]?(?:males?|boys|men)\)?(?:[ ]ratio)?(?:(?:[ ]?(?:of|was|is|=|:|,))*[ "
    rf"]?(?P<value>{NUMBER})[ ]?(?::[ ]?(?P<to>{NUMBER}))?|[^.;\d]{{0,60}}?(?P<value1>{NUMBER})[ ]?(?::|to)[ ]?1\b)"
)
_SEXES = Gated(
    rf"(?<![\w/-])(?P<x>{COUNT}) (?P<first>girls?|females?|women|boys?|males?|men)(?:,? and |, ?|/)(?P<y>{COUNT}) "
    rf"(?P<second>girls?|females?|women|boys?|males?|men)\b"
)
_OF_THEM = Gated(
    rf"\b(?P<n>{COUNT}) (?:[\w-]+ ){{0,3}}?{MEMBERS},? (?P<x>{COUNT}) (?:of (?:them|whom)|being)(?: were)? "
    rf"(?P<first>girls?|females?|women|boys?|males?|men)\b"
)
_ELLIPTIC = re.compile(rf"(?:,|\band)\s+(?:and )?(?P<count>{COUNT})\s+$")
_HAD = re.compile(r"\b(?:had|received|were given|were treated with|carried|took|needed|required)\b")
_TIMES = re.compile(r"\s*(?:infusions?|pulses?|courses?|cycles?|doses?|injections?|bolus)")
_PERCENT_BEHIND = re.compile(rf"{NOUN}\s*\(\s?(?P<percent>{NUMBER})\s?%\s?\)")
_NONE_FOUND = re.compile(rf"\bin (?P<count>{COUNT})(?: {MEMBERS})?,? $")
_SIZE_BEHIND = re.compile(rf"{NOUN}\s*\(n\s?=\s?(\d+)\)")
_FOUND_IN = re.compile(
    rf"{NOUN}\s*(?:(?:was|were) (?:found|present|detected|seen|positive|identified) )?(?:in|to) "
    rf"(?P<count>{COUNT})(?: of (?:the |these )?(?P<n>{COUNT}))?(?: {MEMBERS}|(?=[,.;]|$| and\b))"
)
_COUNT_AHEAD = Gated(
    rf"(?P<all>\ball (?:but )?|\bexcept |\b(?:the|these|our) )?(?:^|(?<=[\s,;(]))(?P<count>{COUNT})\s+(?:of\s+(?:them|these|the\s+\w+)\s+)?"
    rf"(?:(?:pa?ediatric|own|our)\s+)?(?:{MEMBERS}\s+)?(?P<verb>(?:of them with|had been (?:given|treated with)|had received|"
    rf"had|have|has|were|was|received|tested|showed|needed|required|took|"
    rf"carried|presented with|developed|harbou?red|with)\s+)(?:found to have\s+|positive for\s+|given\s+|"
    rf"treated with\s+|considered\s+|judged\s+|deemed\s+|classified as\s+|high-dose\s+)?$"
)
_COUNT_WITH = re.compile(rf"[\s,;(]*{COUNT} (?:of (?:them|these) )?with ")
_REPORTED = re.compile(
    rf"{NOUN}\s+(?:have|has|had|were) (?:been )?(?:reported|described|published|included|identified)"
)
_ALL_RECEIVED = Gated(
    r"\ball(?: (?:of )?(?:them|the|these))?(?: (?P<n>\d+))?(?: (?:patients|children|cases))? (?:were treated "
    r"with|(?:had )?received|had been given|were given)\s+(?:high[ -]dose |oral |systemic )?$"
)
_COUNTED = Gated(rf"\d|\b(?:{WORD_NUMBER}|all)\b")
_ADULT = Gated(r"\badults?\b")
_SIZED = re.compile(rf"\b\d{{2,}}\s+(?:[\w-]+\s+){{0,3}}?{MEMBERS}\b")
_UNITS = {"µkat/l": "µkat/L", "iu/l": "IU/L", "u/l": "U/L", "ui/l": "UI/L"}


def find_cohort(sentence: Sentence) -> Iterator[Found]:
    """The statements of a sentence about groups."""
    text = sentence.lowered
    if not _COUNTED.search(text):
        return
    if _ADULT.search(text) and not _mainly_children(text) and not _SIZED.search(text):
        return
    if sentence.passage.kind == "cell":
        yield from _cells(sentence, text)
        return
    if sentence.passage.kind == "group":
        for name, statistic, numbers in read_group_cell(sentence):
            end = len(sentence.lowered)
            yield _at(sentence, sentence.passage.head, end, name, statistic, "group-table", **numbers)
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
        own = own and not _PUBLISHED.search(match.group())
        passing = match["f"] or match["i"] or match["j"] or match["k"]
        if size > 1 and not (
            own
            or match["h"]
            or (match["g"] and total_before(sentence, sentence.first) is not None)
            or (passing and (size <= _FEW or (size in told and not match["k"])))
        ):
            yield _found(sentence, match, "patients", "count", "total", value=size)
    for match in PART.finditer(text):
        count = match["c"] or match["c4"] or match["only"] or match["c1"] or match["c5"]
        whole = match["n"] or match["n4"]
        n = number_of(whole) if whole else None
        yield _found(sentence, match, "patients", "count", "part", value=number_of(count), n=n)


def _share_found(sentence: Sentence, measure: Measure, share: Share, rule: str) -> Found:
    start, end = min(measure.start, share.start), max(measure.end, share.end)
    told = (
        _PERCENT_BEHIND.match(sentence.lowered, measure.end)
        if share.count and share.n and share.start < measure.start
        else None
    )
    if told and share.percent is None:
        share = replace(share, percent=parse_number(told["percent"]))
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
    counted = False
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
        if measure.name == "seronegative" and (none := _NONE_FOUND.search(text[: measure.start])):
            if not _told(shares, none.start("count")):
                value = number_of(none["count"])
                yield _at(sentence, none.start(), measure.end, measure.name, "count", "count-in", value=value, n=total)
            continue
        elliptic = _ELLIPTIC.search(text[: measure.start]) if counted or shares else None
        if elliptic and not _told(shares, elliptic.start("count")) and not _TIMES.match(text, measure.end):
            if _HAD.search(text[: elliptic.start()]):
                value = number_of(elliptic["count"])
                yield _at(
                    sentence,
                    elliptic.start("count"),
                    measure.end,
                    measure.name,
                    "count",
                    "count-ahead",
                    value=value,
                    n=total,
                )
            continue
        ahead = _COUNT_AHEAD.search_in(text[: measure.start], text)
        bare = ahead is not None and total is not None and _COUNT_WITH.fullmatch(ahead.group())
        if ahead is None or (ahead["verb"].startswith("with") and not bare and not _REPORTED.match(text, measure.end)):
            continue
        if ahead["all"]:
            continue
        if number_of(ahead["count"]) <= (total or 10_000) and not _told(shares, ahead.start("count")):
            counted = True
            percent = _PERCENT_BEHIND.match(text, measure.end)
            if percent:
                count = number_of(ahead["count"])
                share = Share(ahead.start("count"), percent.end(), parse_number(percent["percent"]), count, None, False)
                yield _share_found(sentence, measure, share, "share")
                continue
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
            if match.start() - (30 if match["kind"] == "averaged" else 4) <= measure.start <= match.end("words") + 4
            and measure.name in ("age_at_onset", "follow_up", "ck", "cmas")
        ]
        if not named or re.search(r"\d ?%", match.group()) or re.search(r"\d\s?(?:to|-)\s?$", match["words"]):
            continue
        statistic: Statistic = "median" if match["kind"] == "median" else "mean"
        name = named[-1].name
        unit = _unit(match["unit"]) or ("years" if name == "age_at_onset" else None)
        sd = _parsed(match["sd"] or match["sd2"])
        among = _AMONG.match(text, match.end())
        whole = match["n"] or (among and among["n"])
        n = _parsed(whole) or (total if name == "age_at_onset" and sd is not None else None)
        yield _found(
            sentence,
            match,
            name,
            statistic,
            "centre",
            value=parse_number(match["value"], "enzyme" if name == "ck" else None),
            sd=sd,
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
        value = parse_number(match["value"] or match["value1"]) / (parse_number(match["to"]) if match["to"] else 1)
        yield _found(sentence, match, "sex_ratio_female_male", "ratio", "ratio", value=round(value, 3))
    yield from _sexes(sentence, text)
    if sentence.level != "patient" or not sentence.refers:
        yield from _ranges(sentence, text, measures)


def _sexes(sentence: Sentence, text: str) -> Iterator[Found]:
    """``three girls and two boys``, ``five children, four of them girls``; one alone is a person."""
    for match in chain(_SEXES.finditer(text), _OF_THEM.finditer(text)):
        told = match.groupdict()
        count, other = number_of(told["x"]), told.get("y")
        n = count + number_of(other) if other else number_of(told["n"])
        sexes = [_sex(told["first"]), *([_sex(told["second"])] if other else [])]
        if count > n or len(set(sexes)) < len(sexes):
            continue
        for sex, value in zip(sexes, (count, n - count), strict=False):
            if value > 1:
                yield _found(sentence, match, sex, "count", "sexes", value=value, n=n)


def _sex(word: str) -> str:
    return "sex_female" if word.startswith(("girl", "female", "women")) else "sex_male"


def _ranges(sentence: Sentence, text: str, measures: list[Measure]) -> Iterator[Found]:
    for match in _BETWEEN.finditer(text):
        if _NORMAL.search(text[max(0, match.start() - 20) : match.end()]):
            continue
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
    for measure in measures:
        match = _ALL_RECEIVED.search_in(text[: measure.start], text) if measure.drug else None
        size = _parsed(match["n"]) if match else None
        if match is None or (sentence.story and (size or 0) <= _MOST_OWN):
            continue
        told: Statistic = "count" if size else "percent"
        yield _at(sentence, match.start(), measure.end, measure.name, told, "everybody", value=size or 100.0, n=size)


def _cells(sentence: Sentence, text: str) -> Iterator[Found]:
    """A row of a table that tells of several patients: ``(6 cases)``, ``4 female, 2 male``, ``11.6-16.1 years``."""
    offset = sentence.passage.head
    cell = text[offset:]
    if match := re.search(
        rf"\((?:n\s?=\s?(?P<n>\d+)|(?P<count>{COUNT}) cases?)\)|^\s*(?P<bare>{COUNT}) (?:patients|cases|children)\b",
        cell,
    ):
        yield _at(
            sentence,
            offset + match.start(),
            offset + match.end(),
            "patients",
            "count",
            "row-total",
            value=number_of(match["n"] or match["count"] or match["bare"]),
        )
    if match := re.search(
        rf"(?P<count>{COUNT}) ?(?:females?|girls|f)\b(?:[ ,;/]|and)*(?P<male>{COUNT}) ?(?:males?|boys|m)\b", cell
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
    yield from _bare_ranges(sentence, text[:offset], cell)
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


def _bare_ranges(sentence: Sentence, head: str, cell: str) -> Iterator[Found]:
    """A range of CK or of ages whose unit is in the head: ``CK (IU/L): 4,800-31,000``."""
    ck = re.search(r"\bc[kp]k?\b[^()]{0,40}\((?P<unit>u/l|iu/l|ui/l)\)", head)
    age = re.match(r"[^|]{0,20}\bage\b", head) if "ck" not in head else None
    for match in _BARE_RANGE.finditer(cell) if ck or age else ():
        low, high = parse_number(match["low"], "enzyme"), parse_number(match["high"], "enzyme")
        if low >= high or (ck and low < _LEAST_CK) or (age and match.end() - match.start() < len(cell.strip())):
            continue
        unit = _unit(ck["unit"]) if ck else "months" if "month" in head else "years"
        start, end = (sentence.passage.head + place for place in match.span())
        yield _at(
            sentence, start, end, "ck" if ck else "age_at_onset", "range", "row-range", low=low, high=high, unit=unit
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
