"""What an article says of groups: ``69 % had anti-HMGCR``, ``39% (33/84)``, ``mean age at onset 9.4 years (n = 49)``.

Statistics are found, measures are found, and the words between them say whether they belong together. Adults are
left out where the sentence only sets them apart from children; those that are counted are a group like any other.
"""

import re
from collections.abc import Iterator

from extractors.cohort_between import Share
from extractors.cohort_centres import find_centres
from extractors.cohort_counts import find_counts
from extractors.cohort_findings import finding, finding_at, parsed
from extractors.cohort_items import find_items
from extractors.cohort_pairs import find_pairs
from extractors.cohort_ranges import find_ages_at_the_ends, find_ranges
from extractors.cohort_rows import find_in_row
from extractors.cohort_sexes import find_ratios, find_sexes, find_sexes_in_short
from extractors.cohort_shares import EITHER, find_shares
from extractors.cohort_sizes import COUNT, MEMBERS, NEW, PART, find_totals, number_of, one_sex, size_of, total_before
from extractors.cohort_spreads import find_means_by_spread
from extractors.cohort_tables import read_group_cell
from extractors.cohort_taken_up import find_shares_taken_up
from extractors.cohort_told import share_found
from extractors.cohort_wholes import is_study, sizes_of_article, told_one_by_one
from extractors.gates import Gated
from extractors.measures import Measure, find_measures
from extractors.number_words import WORD_NUMBER
from extractors.reading import Found, Sentence
from schemas.values import Statistic

_MOST_OWN = 20  # "we report four children" announces the cases of this article, no cohort
_FEW = 5  # named in passing, so few are a report of cases
_PASSING = ("f", "i", "j", "k", "q", "r", "s", "v", "w", "y")
_OURS = Gated(r"\b(?:we|this (?:report|letter|article)|here)\b")
_PUBLISHED = re.compile(r"\b(?:further|other|additional|published|reported|previous(?:ly)?)\b")
_ALL_RECEIVED = Gated(
    r"\ball(?: (?:of )?(?:them|the|these))?(?: (?P<n>\d+))?(?: (?:patients|children|cases))? (?:were treated "
    r"with|(?:had )?received|had been given|were given)\s+(?:high[ -]dose |oral |systemic )?$"
)
_GIVEN_TO_ALL = Gated(
    r"(?:[ -]therapy)? (?:was|were|had been) (?:given|administered|used|prescribed) (?:to|in|"
    r"for) all(?: of)?(?: (?:the|these))?"
    r"(?: (?P<n>\d+))?(?: (?:patients|children|cases))?(?=[.,;]|$| and\b| \()"
)
_COUNTED = Gated(rf"\d|\b(?:{WORD_NUMBER}|all|twice)\b")
_AFTER_TESTS = re.compile(rf"\btested (?:\w+ly )?(?:sera of )?{COUNT}\b")
_POSITIVE = re.compile(r"\banti-[\w-]+[ -](?:antibody[ -])?positive\b")
_ADULT = Gated(r"\badults?\b")
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
_BY_NAME = re.compile(r"\b(?:et al\.?|colleagues|co-?workers)(?: ?[(\[][^()\[\]]*[)\]])?,? (?:[a-z]+ ){0,2}$")
_SOME_OF = Gated(
    rf"\b(?:none|all|any|most|some|half|each|{COUNT}) (?:\([^()]{{1,12}}\) )?(?:out )?of (?P<n>{COUNT}) "
    rf"(?:(?!anti-|of )[\w-]+ ){{0,3}}?{MEMBERS}\b(?! with anti-| (?:were )?(?:tested|examined|followed|screened))"
)
_OF_OTHERS = Gated(
    r"\bet al\b|\bcolleagues\b|\bco-?workers\b|\bin (?:an?|one|another|their|his|her|that|the) (?:[\w-]+ ){0,4}?"
    r"(?:cohort|series|study|paper|report|survey|registry|register|trial|experience)\b"
)
_STUDIED = re.compile(r"\b(?:cohort|study|survey|audit|registry|register|database)\b")
_SIZED = re.compile(rf"\(\*?n\*? ?= ?\d{{2,}}|\b{COUNT}\s+(?:[\w-]+\s+){{0,3}}?{MEMBERS}\b")
_COUNTED_MEMBERS = re.compile(rf"\b(?P<n>{COUNT}) (?:[\w-]+ ){{0,3}}?{MEMBERS}\b")
_ANY_MEMBERS = Gated(
    rf"(?<![\w.,/-])(?P<n>(?!(?:19|20)\d\d\b){COUNT}) (?:(?!years?|months?|of\b|in\b|and\b|which|hospitals?|cent|famil|"
    rf"papers?|reports?|stud)[\w-]+ ){{0,4}}?(?:patients|children|cases|individuals|"
    r"subjects|participants|adolescents|infants|adults|people)\b"
)
_BOUND = re.compile(r"\b(?:than|under|over|least|per|of|every|each|in)\s(?:the )?$")
_NEW_OTHERS = re.compile(r"\bet al\b|\bcolleagues\b|\bco-?workers\b|\bin (?:an?|one|another|their|his|her) ")


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
        measures = find_measures(sentence)
        told = list(_find_in_prose(sentence, text, measures))
        yield from told
        if measures:
            yield from find_items(sentence, text, measures, total_before(sentence), told)
            yield from find_pairs(sentence, text, measures, told)


def _find_in_prose(sentence: Sentence, text: str, measures: list[Measure]) -> Iterator[Found]:
    shares = list(find_shares(text, measures)) if measures else []
    told = {share.n for measure, share, _ in shares if measure.name == "imnm" and share.n is not None}
    yield from _totals(sentence, text, told)
    yield from _largest(sentence, text, {share.count for _, share, _ in shares})
    yield from _wholes(sentence, text, [share for measure, share, _ in shares if measure.name != "imnm"])
    yield from _wholes_of_others(sentence, text, [share for _, share, _ in shares])
    for measure, share, rule in shares:
        if rule != EITHER and not any(_tells_also(other, share) for name, other, _ in shares if name == measure):
            yield share_found(sentence, measure, share, rule)
    for name, share in find_shares_taken_up(sentence, text, measures):
        yield finding_at(sentence, share.start, share.end, name, "percent", "share", value=share.percent)
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
    for match in find_totals(text):
        size, kind = size_of(match), match.lastgroup
        own = bool(kind in ("b", "q", "s") and size <= _MOST_OWN and _OURS.search(text[: match.start()]))
        own = own and not _PUBLISHED.search(match.group())
        if kind == "b" and _AFTER_TESTS.search(text, 0, match.start()) and _POSITIVE.search(match.group()):
            continue  # those who were positive, told as a count of them
        new = (kind or "").startswith(NEW) or match.group().startswith("includ")
        if new and (total_before(sentence, sentence.first + match.start()) or 0) >= size:
            continue  # some of them
        passing = (kind or "").startswith(NEW) or kind in _PASSING
        passing = passing and not _BY_NAME.search(text[max(0, match.start() - 60) : match.start()])
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


def _largest(sentence: Sentence, text: str, counts: set[float | None]) -> Iterator[Found]:
    """The members counted where no group as large was announced before, in a study or of others.

    ``counts`` are those of shares, of which a larger group is the whole.
    """
    others = sentence.level == "other" or _OF_OTHERS.search(text) is not None
    if not others and not is_study(sentence):
        return
    for match in _ANY_MEMBERS.finditer(text):
        size = number_of(match["n"])
        known = total_before(sentence, sentence.first + match.end()) or 0
        if not others:
            known = max(known, *sizes_of_article(sentence.document.text), 0)
        if (
            size not in counts
            and size > max(_FEW, known)
            and not _BOUND.search(text[max(0, match.start() - 15) : match.start()])
        ):
            yield finding(sentence, match, "patients", "count", "total", value=size)
            return


def _wholes(sentence: Sentence, text: str, shares: list[Share]) -> Iterator[Found]:
    """The whole of a share where it is a group of its own: ``11 of 381 children in the registry``."""
    for share in shares:
        match = _WHOLE.search(text, share.start, share.end + 40) if (share.n or 0) >= _LEAST_WHOLE else None
        if match is None or number_of(match["n"]) != share.n:
            continue
        if (before := total_before(sentence)) is not None and before >= share.n:
            continue
        if _STUDIED.search(text) or "series" in text or sentence.level == "other" or _OF_OTHERS.search(text):
            yield finding(sentence, match, "patients", "count", "total", value=share.n)


def _wholes_of_others(sentence: Sentence, text: str, shares: list[Share]) -> Iterator[Found]:
    """The group of others of which some did what is no measure: ``in their cohort 11 of 16 patients recovered``."""
    match = _SOME_OF.search(text)
    if (
        match is None
        or (size := number_of(match["n"])) <= _FEW
        or not (sentence.level == "other" or _OF_OTHERS.search(text))
    ):
        return
    known = 0 if _NEW_OTHERS.search(text) else total_before(sentence) or 0
    named = (number_of(group["n"]) for group in _COUNTED_MEMBERS.finditer(text, 0, match.start()))
    if known < size and all(size > other for other in named) and all(share.n != size for share in shares):
        yield finding(sentence, match, "patients", "count", "total", value=size)


def _titled(sentence: Sentence, text: str) -> Iterator[Found]:
    """The size of the cohort that a title tells: ``a retrospective study of 38 patients``; so few are its cases."""
    least = _FEW if _STUDIED.search(text) else _MOST_OWN
    for match in _IN_TITLE.finditer(text):
        if (size := number_of(match["n"])) > least:
            yield finding(sentence, match, "patients", "count", "total", value=size)


def _singles(sentence: Sentence, text: str, measures: list[Measure]) -> Iterator[Found]:
    """The youngest and the oldest, the ratio of the sexes, ranges."""
    yield from find_ages_at_the_ends(sentence, text)
    yield from find_ratios(sentence, text)
    yield from find_sexes(sentence, text)
    yield from find_sexes_in_short(sentence, text)
    yield from find_ranges(sentence, text, measures)


def _everybody(sentence: Sentence, text: str, measures: list[Measure]) -> Iterator[Found]:
    """``All received high-dose steroids`` of a cohort is 100 %; of own patients it is a fact of each."""
    for measure in measures:
        ahead = _ALL_RECEIVED.search_in(text[: measure.start], text) if measure.drug else None
        match = ahead or (_GIVEN_TO_ALL.match_in(text[measure.end :], text) if measure.drug else None)
        size = parsed(match["n"]) if match else None
        if match is None or (sentence.story and (size or 0) <= _MOST_OWN):
            continue
        if size is None and sentence.level != "other" and told_one_by_one(sentence):
            continue
        told: Statistic = "count" if size else "percent"
        start = ahead.start() if ahead else measure.start
        yield finding_at(sentence, start, measure.end, measure.name, told, "everybody", value=size or 100.0, n=size)
