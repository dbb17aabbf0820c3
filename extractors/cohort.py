"""What an article says of groups: ``69 % had anti-HMGCR``, ``39% (33/84)``, ``mean age at onset 9.4 years (n = 49)``.

Statistics are found, measures are found, and the words between them say whether they belong together. Adults are
left out where the sentence only sets them apart from children; those that are counted are a group like any other.
"""

import re
from collections.abc import Iterator

from extractors.cohort_between import Share
from extractors.cohort_centre_names import goes_on_with_ck
from extractors.cohort_centres import find_centres
from extractors.cohort_counts import find_counts
from extractors.cohort_findings import finding, finding_at, parsed, plural, unit_of
from extractors.cohort_rows import find_in_row
from extractors.cohort_sexes import find_ratios, find_sexes
from extractors.cohort_shares import find_shares
from extractors.cohort_sizes import COUNT, MEMBERS, PART, TOTAL, number_of, one_sex, size_of, total_before
from extractors.cohort_spreads import find_means_by_spread
from extractors.cohort_tables import read_group_cell
from extractors.cohort_told import share_found
from extractors.cohort_wholes import own_size, sizes_of_article
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
_PASSING = ("f", "i", "j", "k", "q", "r", "s", "v", "w", "y")
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
_ALL_RECEIVED = Gated(
    r"\ball(?: (?:of )?(?:them|the|these))?(?: (?P<n>\d+))?(?: (?:patients|children|cases))? (?:were treated "
    r"with|(?:had )?received|had been given|were given)\s+(?:high[ -]dose |oral |systemic )?$"
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
_FOLLOWED_FOR = Gated(
    rf"\bfollowed(?: up)?(?: for| over)(?: a period of| between)? (?P<low>{NUMBER}) ?(?:-|to|and) ?(?P<high>{NUMBER}) "
    rf"?(?P<unit>years?|months?)"
)
_COUNTED = Gated(rf"\d|\b(?:{WORD_NUMBER}|all|twice)\b")
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
_WHOLE = re.compile(
    rf"\bof (?P<n>{COUNT}) (?:(?!anti-)[\w-]+ ){{0,3}}?{MEMBERS}\b(?! (?:\([^()]*\) )?(?:with "
    rf"(?:anti-|follow|known|data|at least)|"
    r"(?:who were |that were )?(?:tested|treated|given|examined|followed)|for whom|in whom|whose))"
)
_LEAST_WHOLE = 30
_STUDIED = re.compile(r"\b(?:cohort|study|survey|audit|registry|register|database)\b")
_SIZED = re.compile(rf"\(\*?n\*? ?= ?\d{{2,}}|\b{COUNT}\s+(?:[\w-]+\s+){{0,3}}?{MEMBERS}\b")


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
    told = {share.n for measure, share, _ in shares if measure.name == "imnm" and share.n is not None}
    yield from _totals(sentence, text, told)
    yield from _wholes(sentence, text, [share for measure, share, _ in shares if measure.name != "imnm"])
    for measure, share, rule in shares:
        if not any(_tells_also(other, share) for name, other, _ in shares if name == measure):
            yield share_found(sentence, measure, share, rule)
    total = total_before(sentence) if measures else None
    if measures:
        yield from find_counts(sentence, measures, total, [share for _, share, _ in shares])
    yield from find_centres(sentence, text, measures, total)
    yield from find_means_by_spread(sentence, text, measures)
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
        own = bool(kind in ("b", "q", "s") and size <= _MOST_OWN and _OURS.search(text[: match.start()]))
        own = own and not _PUBLISHED.search(match.group())
        passing = kind in _PASSING
        if size > 1 and not (
            own
            or one_sex(match)
            or kind == "h"
            or (kind == "p" and size <= _MOST_OWN)
            or (kind in ("g", "r") and total_before(sentence, sentence.first) is not None)
            or (kind == "r" and max(sizes_of_article(sentence.document.text)) > size)  # those who were tested
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


def _wholes(sentence: Sentence, text: str, shares: list[Share]) -> Iterator[Found]:
    """The whole of a share where it is a group of its own: ``11 of 381 children in the registry``."""
    for share in shares:
        match = _WHOLE.search(text, share.start, share.end + 40) if (share.n or 0) >= _LEAST_WHOLE else None
        if match is None or number_of(match["n"]) != share.n:
            continue
        if (before := total_before(sentence)) is not None and before >= share.n:
            continue
        if _STUDIED.search(text) or "series" in text or sentence.level == "other":
            yield finding(sentence, match, "patients", "count", "total", value=share.n)


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
    yield from find_ratios(sentence, text)
    yield from find_sexes(sentence, text)
    if sentence.level != "patient" or not sentence.refers:
        yield from _ranges(sentence, text, measures)


def _ranges(sentence: Sentence, text: str, measures: list[Measure]) -> Iterator[Found]:
    yield from _spans(sentence, text)
    for match in _BETWEEN.finditer(text):
        around = text[max(0, match.start() - 40) : match.end() + 15]
        if _NORMAL.search(around) or _NO_GROUPS.search(around) or _IN_GENERAL.search(around):
            continue
        if parse_number(match["low"], "enzyme") >= parse_number(match["high"], "enzyme"):
            continue  # a fall, no range
        kinds = ("ck",) if "/" in match["unit"] else ("age_at_onset", "follow_up")
        named = [
            measure
            for measure in measures
            if measure.name in kinds and measure.end <= match.start() and match.start() - measure.end < 60
        ]
        name = named[-1].name if named else None
        enzyme = "enzyme" if "/" in match["unit"] else None
        if enzyme and _of_one(sentence):
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


def _spans(sentence: Sentence, text: str) -> Iterator[Found]:
    """Ranges without "ranged": of scores, of what a group had, of the time that it was followed."""
    grouped = sentence.level != "patient"
    for name, pattern in (("cmas", _CMAS_RANGE), ("ck", _CK_SPAN), ("follow_up", _FOLLOWED_FOR)):
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


def _everybody(sentence: Sentence, text: str, measures: list[Measure]) -> Iterator[Found]:
    """``All received high-dose steroids`` of a cohort is 100 %; of own patients it is a fact of each."""
    for measure in measures:
        match = _ALL_RECEIVED.search_in(text[: measure.start], text) if measure.drug else None
        size = parsed(match["n"]) if match else None
        if match is None or (sentence.story and (size or 0) <= _MOST_OWN):
            continue
        if size is None and own_size(sentence) is not None and sentence.level != "other":
            continue
        told: Statistic = "count" if size else "percent"
        yield finding_at(
            sentence, match.start(), measure.end, measure.name, told, "everybody", value=size or 100.0, n=size
        )
