"""What an article says of groups: ``69 % had anti-HMGCR``, ``39% (33/84)``, ``mean age at onset 9.4 years (n = 49)``.

Statistics are found, measures are found, and the words between them say whether they belong together. Adults are
left out where the sentence only sets them apart from children; those that are counted are a group like any other.
"""

import re
from collections.abc import Iterator
from itertools import chain

from extractors.cohort_between import Share
from extractors.cohort_centres import find_centres, goes_on_with_ck
from extractors.cohort_counts import find_counts, share_found
from extractors.cohort_findings import finding, finding_at, parsed, plural, unit_of
from extractors.cohort_rows import find_in_row
from extractors.cohort_shares import find_shares
from extractors.cohort_sizes import COUNT, MEMBERS, PART, TOTAL, number_of, size_of, total_before
from extractors.cohort_tables import read_group_cell
from extractors.gates import Gated
from extractors.measures import Measure, find_measures
from extractors.number_words import WORD_NUMBER
from extractors.printed_numbers import NUMBER, parse_number
from extractors.reading import Found, Sentence
from schemas.values import Statistic

_MOST_OWN = 20  # "we report four children" announces the cases of this article, no cohort
_REPEATED = re.compile(
    r"\b(?:occasions?|visits?|measurements|repeatedly|follow-up|treatment|for (?:\w+ )?(?:years|months))\b"
)
_SEVERAL = re.compile(
    r"\b(?:patients|children|cases|girls|boys|adults|siblings|twins|subjects|all|both|each|they|their)\b"
)
_FEW = 5  # named in passing, so few are a report of cases
_OURS = Gated(r"\b(?:we|this (?:report|letter|article)|here)\b")
_PUBLISHED = re.compile(r"\b(?:further|other|additional|published|reported|previous(?:ly)?)\b")
_YOUNGEST = Gated(
    rf"\b(?P<which>youngest|oldest)\b(?:(?!received|after|later|infusion|treat|since)[^.;]){{0,40}}?(?P<value>{NUMBER})"
    rf"[ -]?(?P<unit>years?|months?)"
)
_BETWEEN = Gated(
    rf"(?:(?<!\d)\b(?P<aged>{COUNT} (?:[\w-]+ )?{MEMBERS} (?:\([^()]{{3,30}}\) )?aged)[ ](?:from[ ]|between[ ])?|"
    rf"\b(?:rang(?:ing|ed|es|e)|between|from|varied)\b[ ]?(?:from|between|of|was)?[ ]?)"
    rf"+(?P<low>{NUMBER})[ ]?(?:-|to|and)[ ]?(?P<high>{NUMBER})[ ]?(?P<unit>years?|months?|iu/l|u/l|"
    rf"ui/l)"
)
_NORMAL = re.compile(r"\b(?:normal|reference|ref)\b")
_NO_GROUPS = re.compile(  # of one patient in time, and of the disease
    r"\b(?:fluctuat\w*|oscillat\w*|hover\w*|remain\w*|stayed|swung|lies?)\b"
)
# "is generally between 3,000 and 20,000 U/L": of the disease; "usually ranged" is of those who were looked at
_IN_GENERAL = re.compile(
    r"\b(?:is|are|lies?|ranges?) (?:generally|usually|often|typically|commonly|normally|mostly) "
    r"(?:comprised |found |situated )?(?:between|from|in)\b"
)
_RATIO = Gated(
    rf"\b(?:females?|girls?|wom[ae]n)[ ]?(?:/|:|-to-|-|to )[ ]?(?:males?|boys?|m[ae]n)\)?(?:[ ]ratio)?"
    rf"(?:(?:[ ]?(?:of|was|is|=|:|,))*[ "
    rf"]?(?P<value>{NUMBER})[ ]?(?::[ ]?(?P<to>{NUMBER}))?|[^.;\d]{{0,60}}?(?P<value1>{NUMBER})[ ]?(?::|to)[ ]?1\b"
    rf"|[^.;]{{0,60}}?\b(?:was|is)[ ](?P<value2>{NUMBER})[ ]?(?::|to)[ ]?1\b)"
)
_TIMES_AS_OFTEN = Gated(
    rf"\b(?:females?|girls|women)\b[^.;\d]{{0,50}}?(?P<value>{NUMBER})[ ]times (?:as|more)\b[^.;\d]{{0,30}}?\b"
    rf"(?:than|as)\s(?:males?|boys|men)\b"
)
_IN_BRACKETS = Gated(
    rf"(?<![\w/-])(?P<n>{COUNT})(?: (?:[\w-]+ ){{0,3}}?{MEMBERS}| \w+)?(?: with [\w-]+(?: [\w-]+)?)?"
    rf" \((?:including |only )?(?P<x>{COUNT})(?: of (?:them|whom|these))? "
    rf"(?P<first>girls?|females?|women|boys?|males?|men)(?=[);]|[,;] (?:median|mean|age)|, with\b)"
)
_SEXES = Gated(
    rf"(?<![\w/-])(?P<x>{COUNT}) (?P<first>girls?|females?|women|boys?|males?|men)(?:,? and |, ?|/)(?P<y>{COUNT}) "
    rf"(?P<second>girls?|females?|women|boys?|males?|men)\b"
)
_OF_THEM = Gated(
    rf"\b(?P<n>{COUNT}) (?:[\w-]+ ){{0,3}}?{MEMBERS}(?: with [\w-]+(?: [\w-]+)?)?,? "
    rf"(?P<x>{COUNT}) (?:of (?:them|whom)|being)(?: were)? "
    rf"(?P<first>girls?|females?|women|boys?|males?|men)\b"
)
_ALL_RECEIVED = Gated(
    r"\ball(?: (?:of )?(?:them|the|these))?(?: (?P<n>\d+))?(?: (?:patients|children|cases))? (?:were treated "
    r"with|(?:had )?received|had been given|were given)\s+(?:high[ -]dose |oral |systemic )?$"
)
_COUNTED = Gated(rf"\d|\b(?:{WORD_NUMBER}|all)\b")
_ADULT = Gated(r"\badults?\b")
_VALUES = re.compile(r"\bvalues\s(?:ranged|ranging|were|between|from|varied)\b")
_RECORDED = re.compile(r"\b(?:recorded|seen|noted|occurred|observed|developed)\s$")
_COMPARED_WITH = re.compile(
    r"\([^()]*\)|\b(?:than|close to|similar to|comparable (?:to|with)|in contrast to|unlike|as in) "
    r"(?:that |those |the )?[^.;]*?\badults?\b[^.;]*"
)
_IN_TITLE = Gated(
    rf"\b(?:of|in|with|from) (?P<n>{COUNT}) "
    rf"(?:(?!years?|months?|weeks?|cent|hospitals?|countr)[\w-]+ ){{0,3}}?{MEMBERS}\b"
)
_STUDIED = re.compile(r"\b(?:cohort|study|survey|audit|registry|register|database)\b")
_SIZED = re.compile(rf"\(\*?n\*? ?= ?\d{{2,}}|\b\d{{2,}}\s+(?:[\w-]+\s+){{0,3}}?{MEMBERS}\b")


def find_cohort(sentence: Sentence) -> Iterator[Found]:
    """The statements of a sentence about groups."""
    text = sentence.lowered
    if not _COUNTED.search(text):
        return
    if _ADULT.search(text) and not _mainly_children(text) and not _SIZED.search(text):
        return
    if sentence.passage.kind == "cell":
        yield from find_in_row(sentence, text)
        return
    if sentence.passage.kind == "group":
        for name, statistic, numbers in read_group_cell(sentence):
            end = len(sentence.lowered)
            yield finding_at(sentence, sentence.passage.head, end, name, statistic, "group-table", **numbers)
        return
    if sentence.passage.kind == "title":
        yield from _titled(sentence, text)
    elif sentence.passage.kind in ("prose", "caption"):
        yield from _find_in_prose(sentence, text)


def _find_in_prose(sentence: Sentence, text: str) -> Iterator[Found]:
    measures = find_measures(sentence)
    shares = list(find_shares(text, measures)) if measures else []
    yield from _totals(sentence, text, {share.n for _, share, _ in shares if share.n is not None})
    for measure, share, rule in shares:
        if not any(_tells_also(other, share) for name, other, _ in shares if name == measure):
            yield share_found(sentence, measure, share, rule)
    total = total_before(sentence) if measures else None
    if measures:
        yield from find_counts(sentence, measures, total, [share for _, share, _ in shares])
    yield from find_centres(sentence, text, measures, total)
    yield from _singles(sentence, text, measures)
    yield from _everybody(sentence, text, measures)


def _tells_also(share: Share, percent: Share) -> bool:
    """Whether a percentage is that of a share ahead of its measure: ``21 of the 30 were girls (70%)``."""
    alone = percent.count is None and percent.n is None and percent.bracketed
    return alone and share.start < percent.start and share.count is not None and share.percent is None


def _mainly_children(text: str) -> bool:
    """Whether adults are only compared with, in brackets or behind "than"."""
    bare = _COMPARED_WITH.sub(" ", text)
    return not _ADULT.search(bare)


def _totals(sentence: Sentence, text: str, told: set[float]) -> Iterator[Found]:
    """Sizes of groups; one that is ``told`` as the whole of a share in the same sentence is not told again."""
    for match in TOTAL.finditer(text):
        size, kind = size_of(match), match.lastgroup
        own = bool(kind == "b" and size <= _MOST_OWN and _OURS.search(text[: match.start()]))
        own = own and not _PUBLISHED.search(match.group())
        passing = kind in ("f", "i", "j", "k")
        if size > 1 and not (
            own
            or kind == "h"
            or (kind == "p" and size <= _MOST_OWN)
            or (kind == "g" and total_before(sentence, sentence.first) is not None)
            or (passing and (size <= _FEW or (size in told and kind != "k")))
        ):
            yield finding(sentence, match, "patients", "count", "total", value=size)
    for match in PART.finditer(text):
        if match["c4"] and _RECORDED.search(text[max(0, match.start() - 30) : match.start()]):
            continue
        count = match["c"] or match["c4"] or match["only"] or match["c1"] or match["c5"]
        whole = match["n"] or match["n4"]
        n = number_of(whole) if whole else None
        yield finding(sentence, match, "patients", "count", "part", value=number_of(count), n=n)


def _titled(sentence: Sentence, text: str) -> Iterator[Found]:
    """The size of the cohort that a title tells: ``a retrospective study of 38 patients``; so few are its cases."""
    least = _FEW if _STUDIED.search(text) else _MOST_OWN
    for match in _IN_TITLE.finditer(text):
        if (size := number_of(match["n"])) > least:
            yield finding(sentence, match, "patients", "count", "total", value=size)


def _singles(sentence: Sentence, text: str, measures: list[Measure]) -> Iterator[Found]:
    """The youngest and the oldest, the ratio of the sexes, ranges."""
    for match in _YOUNGEST.finditer(text):
        statistic: Statistic = "minimum" if match["which"] == "youngest" else "maximum"
        yield finding(
            sentence,
            match,
            "age_at_onset",
            statistic,
            "extreme",
            value=parse_number(match["value"]),
            unit=plural(match["unit"]),
        )
    for match in _RATIO.finditer(text):
        value = parse_number(match["value"] or match["value1"] or match["value2"]) / (
            parse_number(match["to"]) if match["to"] else 1
        )
        yield finding(sentence, match, "sex_ratio_female_male", "ratio", "ratio", value=round(value, 3))
    for match in _TIMES_AS_OFTEN.finditer(text):
        yield finding(sentence, match, "sex_ratio_female_male", "ratio", "ratio", value=parse_number(match["value"]))
    yield from _sexes(sentence, text)
    if sentence.level != "patient" or not sentence.refers:
        yield from _ranges(sentence, text, measures)


def _sexes(sentence: Sentence, text: str) -> Iterator[Found]:
    """``three girls and two boys``, ``five children, four of them girls``; one alone is a person."""
    for match in chain(_SEXES.finditer(text), _OF_THEM.finditer(text), _IN_BRACKETS.finditer(text)):
        told = match.groupdict()
        count, other = number_of(told["x"]), told.get("y")
        n = count + number_of(other) if other else number_of(told["n"])
        sexes = [_sex(told["first"]), *([_sex(told["second"])] if other else [])]
        if count > n or len(set(sexes)) < len(sexes):
            continue
        for sex, value in zip(sexes, (count, n - count), strict=False):
            if value > 1:
                yield finding(sentence, match, sex, "count", "sexes", value=value, n=n)


def _sex(word: str) -> str:
    return "sex_female" if word.startswith(("girl", "female", "women")) else "sex_male"


def _ranges(sentence: Sentence, text: str, measures: list[Measure]) -> Iterator[Found]:
    for match in _BETWEEN.finditer(text):
        around = text[max(0, match.start() - 40) : match.end()]
        if _NORMAL.search(around) or _NO_GROUPS.search(around) or _IN_GENERAL.search(around):
            continue
        kinds = ("ck",) if "/" in match["unit"] else ("age_at_onset", "follow_up")
        named = [
            measure
            for measure in measures
            if measure.name in kinds and measure.end <= match.start() and match.start() - measure.end < 60
        ]
        name = named[-1].name if named else None
        enzyme = "enzyme" if "/" in match["unit"] else None
        if enzyme and _of_one(sentence, parse_number(match["low"], enzyme), parse_number(match["high"], enzyme)):
            continue
        if match["aged"]:
            name = "age_at_onset" if match["unit"][0] in "ym" else None
        if enzyme and _VALUES.search(around) and goes_on_with_ck(sentence, match.start()):
            name = "ck"
        if name is not None:
            yield finding(
                sentence,
                match,
                name,
                "range",
                "range",
                low=parse_number(match["low"], enzyme),
                high=parse_number(match["high"], enzyme),
                unit=unit_of(match["unit"]),
            )


def _of_one(sentence: Sentence, low: float, high: float) -> bool:
    """Whether a range is one patient's: ``between 3,900 and 5,600 U/L at the three visits``; a fall is no range."""
    if low > high:
        return True
    grouped = any(anchor.kind in ("group", "series") for anchor in sentence.anchors)
    one = sentence.refers or _REPEATED.search(sentence.lowered) is not None
    return sentence.level == "patient" and one and not grouped and _SEVERAL.search(sentence.lowered) is None


def _everybody(sentence: Sentence, text: str, measures: list[Measure]) -> Iterator[Found]:
    """``All received high-dose steroids`` of a cohort is 100 %; of own patients it is a fact of each."""
    for measure in measures:
        match = _ALL_RECEIVED.search_in(text[: measure.start], text) if measure.drug else None
        size = parsed(match["n"]) if match else None
        if match is None or (sentence.story and (size or 0) <= _MOST_OWN):
            continue
        told: Statistic = "count" if size else "percent"
        yield finding_at(
            sentence, match.start(), measure.end, measure.name, told, "everybody", value=size or 100.0, n=size
        )
