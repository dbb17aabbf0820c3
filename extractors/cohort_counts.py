"""Counts of a group: ``43 had anti-HMGCR myopathy``, ``anti-SRP-positive IMNM (n = 43)``, ``tacrolimus in 5``."""

import re
from collections.abc import Iterator

from extractors.cohort_between import ADVERB, BESIDE_ANOTHER, NOUN, Share, is_not_it, moves_on
from extractors.cohort_lists import NEVER, counts_in_brackets, find_lists
from extractors.cohort_sizes import COUNT, MEMBERS, number_of
from extractors.cohort_told import PERCENT_BEHIND, count_found, share_found, told_in
from extractors.gates import Gated
from extractors.measures import Measure
from extractors.printed_numbers import NUMBER, parse_number
from extractors.reading import Found, Sentence
from schemas.mention import CohortMention

_SIZE_BEHIND = re.compile(
    rf"{NOUN}(?:\s*(?:\bwas the most [a-z ]{{4,50}})?\(n\s?=\s?(?P<n>\d+)\)|(?:[,:]?\s|"
    rf"\s?[(])(?:in )?n\s?=\s?(?P<bare>\d+)\b)"
)
_FOUND_IN = re.compile(
    rf"{NOUN}(?:\s?\([^()]{{2,40}}\))?\s*(?P<verb>(?:given|used|added|prescribed|administered) |"
    rf"(?:was|were|(?:had|has|have) been) (?:{ADVERB} )?(?:found|present|"
    rf"detected|"
    rf"seen|positive|noted|observed|recorded|documented|"
    rf"identified|used|given|required|needed|prescribed|administered|added|necessary|tried|chosen|employed|introduced|"
    rf"part of (?:the )?treatment|the (?:first|presenting|main|initial|leading|most common) "
    rf"(?:symptom|sign|feature|finding|complaint|manifestation)) (?:as [\w-]+(?: [\w-]+)? )?|"
    rf"coexisted |occurred )?(?:in|to|by|for) (?:only |just )?"
    rf"(?P<count>(?!(?:19|20)\d\d\b){COUNT})(?: of (?:the |these )?(?P<n>{COUNT}))?(?: {MEMBERS}|(?=[,.;]|$| and\b|"
    rf" ?\[\d))"
)
# "Mycophenolate was given to four, tacrolimus to two": the next drug with its count.
_NEXT_GIVEN = re.compile(rf"(?:,|,? and) [a-z-]+(?: [a-z-]+)? (?:in|to) {COUNT}(?=[,.;]| and\b|$)")
_MANNER = (
    r"(?:high-dose|low-dose|oral|systemic|intravenous|iv|i\.v\.|subcutaneous|weekly|monthly|additional|coexisting|concomitant|"
    r"(?:pulses|courses|cycles|infusions) of)"
)
_COUNT_AHEAD = Gated(
    rf"(?P<all>\ball (?:but )?|\bexcept |\b(?:the|these|our) )?(?:^|(?<=[\s,;(]))(?P<count>{COUNT})\s+"
    rf"(?:of\s+(?:them|these|whom|the\s+\w+|(?:our|the|these)\s+{MEMBERS})\s+)?"
    rf"(?:(?:pa?ediatric|own|our)\s+)?(?:{MEMBERS}\)?\s+)?(?P<verb>(?:of them with|had been (?:given|treated with)|"
    rf"had received|"
    rf"had|have|has|were|was|received|tested|showed|needed|required|took|"
    rf"carried|presented with|developed|harbou?red|with)\s+)(?:(?:found to have|positive for|given|"
    rf"antibodies\s+(?:to|against)|"
    rf"(?:treated|managed)(?: initially)? with|considered|judged|deemed|classified as|still|an?|on|started "
    rf"on|put on|maintained on|"
    rf"{_MANNER})\s+){{0,4}}$"
)
# "A boy of 9 had anti-PL-7": an age
_AGE_OF = re.compile(
    r"\b(?:girl|boy|man|woman|child|infant|toddler|teenager|adolescent|youth|person|patient) (?:of|aged) $"
)
_IDENTIFIED = re.compile(rf"\b(?:identified|found|detected|revealed) (?:only )?(?P<count>{COUNT}) $")
_POSITIVE_MEMBERS = re.compile(rf"[ -](?:antibody[ -])?positive (?:[\w-]+ )?{MEMBERS}\b")
_COUNT_WITH = re.compile(rf"[\s,;(]*{COUNT} (?:of (?:them|these) )?with ")
_REPORTED = re.compile(
    rf"{NOUN}\s+(?:have|has|had|were) (?:been )?(?:reported|described|published|included|identified)"
)
_ELLIPTIC = re.compile(
    rf"(?:[,;]|\band|\bwhile|\bwhereas|\bbut)\s+(?:and |being )?(?P<count>{COUNT})\s+(?:(?:for|to|against|"
    rf"with|had|were|only|being|who (?:were|had|are))\s+)?"
    rf"(?:{_MANNER}\s+){{0,2}}(?:antibodies (?:to|against)\s+)?$"
)
_HAD = re.compile(
    r"\b(?:had|have|with|tested|(?:was|were|are) (?:positive|negative)|received|"
    r"were given|were treated with|carried|took|needed|required)\b"
)
_NUMBER_OF_ONE = re.compile(
    r"\b(?:patients?|pts?|cases?|child|no)\.? (?:\d{1,2}(?:,|,? and) ?){0,6}$"
)  # "Patients 1 and 3"
_AMONG_ALL = re.compile(
    rf"{NOUN}\s+(?:among|out of|of|in) (?:the |all )?(?P<n>{COUNT}) (?:[\w-]+ ){{0,2}}?{MEMBERS}\b"
    rf"(?: with [^()\d,.;]{{3,60}}?)?\s?\((?P<percent>{NUMBER})\s?%\)"
)
_MEMBERS_WITH = re.compile(rf"(?:^|(?<=[\s,;(]))(?P<count>{COUNT}) (?:[\w-]+ )?{MEMBERS} (?:with|had|having) $")
_OF_OURS = re.compile(r"\bof our\b")
_ONE_IN = re.compile(r"\b(?:one|two|1|2)\b[^.;,]{0,20}\bin $")  # "one child in three had"
_TIMES = re.compile(r"\s*(?:infusions?|pulses?|courses?|cycles?|doses?|injections?|bolus)")
_IN_SOME = re.compile(
    rf"\bin (?:only )?(?P<count>{COUNT})(?: of (?:them|these|the \w+))?(?: {MEMBERS})?,? (?:the |a |an )?$"
)
_WAS_SEEN = re.compile(
    rf"{NOUN}\s(?:was|were|had been) (?:also )?(?:found|present|detected|seen|positive|noted|observed|"
    rf"recorded|used|given|added|needed|"
    r"required)\b"
)
_NO_COUNT = re.compile(
    r"\bof (?:her|his|their|my) $|"
    r"\b(?:day|week|month|year|grade|stage|under|over|below|above|than|aged?|until|reference|ref|"
    r"figure|fig|table|score|at|\d of|\d of the|out of)\.? $"
)
_ITS_PERCENT = re.compile(rf" ?\((?P<percent>{NUMBER}) ?%\)")
_STOPPED = re.compile(
    r"\b(?:stopped|withdrawn|discontinued|tapered|failed|failure|reduced)\b(?: \w+)? (?:in|by|with|after) [^.;]{0,30}$"
)
_SERIES_OF = re.compile(r"\b(?:series|study|cohort|trial) (?:of|with|on) (?:\w+ ){0,2}$")
_SEEN = re.compile(
    r"found|present|detected|seen|positive|noted|observed|recorded|documented|identified|coexisted|occurred"
)
_MORE_COUNTS = re.compile(rf"(?:, {COUNT})*,? and {COUNT}\b")
_SEEN_AHEAD = re.compile(r"\b(?:detected|found|identified|revealed|disclosed|demonstrated) $")
_AND = re.compile(
    rf"(?:[ -]therapy)?(?:,| and|, and| plus| combined with| together with|"
    rf" as well as)\s(?:{_MANNER}\s)*"
)
_PATIENTS = re.compile(rf"\b{MEMBERS}$")


def find_counts(
    sentence: Sentence, measures: list[Measure], total: float | None, shares: list[Share]
) -> Iterator[Found]:
    """The counts of a sentence, each with its measure; those in ``shares`` are told already."""
    text = sentence.lowered
    bracketed = list(counts_in_brackets(text, measures)) if "(" in text else []
    listed = list(find_lists(sentence, measures, total, shares, bracketed))
    yield from listed
    told = {found.end for found in listed} | {sentence.first + measure.end for measure, *_ in bracketed}
    female = any(measure.name == "sex_female" for measure in measures)
    before = bool(shares)
    last: tuple[Measure, float] | None = None  # the count ahead of a drug or antibody that others may be joined to
    for index, measure in enumerate(measures):
        if measure.name == "imnm" and (found := _among_all(sentence, measure)):
            yield found
        if measure.name in NEVER or sentence.first + measure.end in told or (measure.name == "sex_male" and female):
            continue
        beside = bool(index) and BESIDE_ANOTHER.search(text[max(0, measure.start - 40) : measure.start]) is not None
        named = measures[index - 1] if beside else measure
        found = _behind(sentence, measure, total, shares) or _found_in(
            sentence, measure, total, shares, named, first=not index
        )
        found = (
            found
            or _identified(sentence, measure)
            or _in_some(sentence, measure, total, shares)
            or _among_all(sentence, measure)
        )
        if found is None and before:
            found = _elliptic(sentence, measure, total, shares)
        if found is None and last and _alike(measure, last[0]) and _AND.fullmatch(text, last[0].end, measure.start):
            found = count_found(sentence, measure.start, measure.end, measure, "count-ahead", last[1], total)
            last = (measure, last[1])
        if found is None and (found := _ahead(sentence, measure, total, shares)):
            before = True
            held = found.mention.value if isinstance(found.mention, CohortMention) else None
            counted = held.value if held is not None and held.statistic == "count" else None
            last = (measure, counted) if counted is not None else None
        if found:
            yield found


def _alike(measure: Measure, other: Measure) -> bool:
    """Whether two measures can be joined to one count: two drugs or two antibodies."""
    return (measure.drug and other.drug) or (measure.name.startswith("anti-") and other.name.startswith("anti-"))


def _behind(sentence: Sentence, measure: Measure, total: float | None, shares: list[Share]) -> Found | None:
    """``anti-SRP-positive IMNM (n = 43)``."""
    text = sentence.lowered
    behind = _SIZE_BEHIND.match(text, measure.end) if "n=" in text or "n =" in text else None
    if behind is None or _SERIES_OF.search(text[: measure.start]):
        return None
    if told_in(shares, behind.end("n") - 1 if behind["n"] else behind.end("bare") - 1):
        return None  # with its percentage: "(n = 28, 82%)"
    return count_found(
        sentence, measure.start, behind.end(), measure, "count-behind", float(behind["n"] or behind["bare"]), total
    )


def _found_in(
    sentence: Sentence, measure: Measure, total: float | None, shares: list[Share], named: Measure, *, first: bool
) -> Found | None:
    """``anti-Ro52 was found in 12 of 40``; of the first measure only where it says that it was found.

    ``named``: whose count it is, where the measure only tells what was there too: ``anti-Ku coexisted with it in two``.
    """
    match = _FOUND_IN.match(sentence.lowered, measure.end)
    if match is None or told_in(shares, match.start("count")):
        return None
    if "respectively" in sentence.lowered and _MORE_COUNTS.match(sentence.lowered, match.end("count")):
        return None  # of several in one breath, which the lists tell apart
    told = total is not None or _PATIENTS.search(match.group()) or _NEXT_GIVEN.match(sentence.lowered, match.end())
    given = match["verb"] and measure.drug and told
    if measure.drug and _STOPPED.search(sentence.lowered[max(0, measure.start - 60) : measure.start]):
        return None  # "IVIG was stopped in 4 and methotrexate in 6"
    if measure.drug and "occurred" in (match["verb"] or ""):
        return None  # something else did, after the drug
    if (measure.drug and moves_on(sentence.lowered, measure, match.group())) or is_not_it(sentence.lowered, measure):
        return None
    onset = measure.name.endswith("_onset")
    given = given or (measure.drug and total is not None and _NEXT_GIVEN.match(sentence.lowered, match.end()))
    seen = _SEEN.search(match["verb"] or "") or _SEEN_AHEAD.search(sentence.lowered[: measure.start])
    if first and not given and not onset and not seen:
        return None
    n = number_of(match["n"]) if match["n"] else total
    value = number_of(match["count"])
    if not match["n"] and (percent := _ITS_PERCENT.match(sentence.lowered, match.end())):
        share = Share(
            match.start("count"), percent.end(), parse_number(percent["percent"]), value, None, bracketed=False
        )
        return share_found(sentence, named, share, "share")
    return count_found(sentence, named.start, match.end(), named, "count-in", value, n)


def _identified(sentence: Sentence, measure: Measure) -> Found | None:
    """``tested 41 children and identified 3 anti-HMGCR positive subjects``."""
    if "tested" not in sentence.lowered or not _POSITIVE_MEMBERS.match(sentence.lowered, measure.end):
        return None
    ahead = sentence.lowered[max(0, measure.start - 60) : measure.start]
    match = _IDENTIFIED.search(ahead)
    if match is None or (value := number_of(match["count"])) < 2:
        return None
    start = measure.start - len(ahead) + match.start()
    return count_found(sentence, start, measure.end, measure, "count-ahead", value, None)


def _in_some(sentence: Sentence, measure: Measure, total: float | None, shares: list[Share]) -> Found | None:
    """``in one no antibody was found``, ``in four the onset was insidious``, ``in six anti-Ro52 was found``."""
    text = sentence.lowered
    match = _IN_SOME.search(text[max(0, measure.start - 60) : measure.start])
    if match is None:
        return None
    place = measure.start - len(match.group())
    whole = measure.name == "seronegative" or measure.name.endswith("_onset")
    if told_in(shares, place + match.start("count") - match.start()) or not (
        whole or _WAS_SEEN.match(text, measure.end)
    ):
        return None
    return count_found(sentence, place, measure.end, measure, "count-in", number_of(match["count"]), total)


def _among_all(sentence: Sentence, measure: Measure) -> Found | None:
    """``four children with IMNM among 97 children with myositis (4.1%)``."""
    text = sentence.lowered
    match = _AMONG_ALL.match(text, measure.end) if "%" in text else None
    ahead = _MEMBERS_WITH.search(text[max(0, measure.start - 60) : measure.start]) if match else None
    if match is None or ahead is None:
        return None
    count, n = number_of(ahead["count"]), number_of(match["n"])
    start = measure.start - len(ahead.group())
    share = Share(start, match.end(), parse_number(match["percent"]), count, n, bracketed=False)
    return share_found(sentence, measure, share, "share") if count <= n else None


def _elliptic(sentence: Sentence, measure: Measure, total: float | None, shares: list[Share]) -> Found | None:
    """``5 received mycophenolate, 3 cyclophosphamide and 2 tacrolimus``."""
    text = sentence.lowered
    match = _ELLIPTIC.search(text[: measure.start])
    if match is None or told_in(shares, match.start("count")) or _TIMES.match(text, measure.end):
        return None
    if not _HAD.search(text[: match.start()]):
        return None
    start, value = match.start("count"), number_of(match["count"])
    if _NUMBER_OF_ONE.search(text[max(0, start - 40) : start]):
        return None
    if percent := PERCENT_BEHIND.match(text, measure.end):
        share = Share(start, percent.end(), parse_number(percent["percent"]), value, None, bracketed=False)
        return share_found(sentence, measure, share, "share")
    return count_found(sentence, start, measure.end, measure, "count-ahead", value, total)


def _ahead(sentence: Sentence, measure: Measure, total: float | None, shares: list[Share]) -> Found | None:
    """``43 had anti-HMGCR myopathy``, ``Three children were female``, ``Forty were girls (71%)``."""
    text = sentence.lowered
    ahead = _COUNT_AHEAD.search_in(text[: measure.start], text)
    if ahead is None or ahead["all"] or told_in(shares, ahead.start("count")):
        return None
    bare = total is not None and _COUNT_WITH.fullmatch(ahead.group())
    if ahead["verb"].startswith("with") and not bare and not _REPORTED.match(text, measure.end):
        return None
    start, value = ahead.start("count"), number_of(ahead["count"])
    if _ONE_IN.search(text[max(0, start - 30) : start]) or _NO_COUNT.search(text[max(0, start - 12) : start]):
        return None
    if value > (total or 10_000) or _NUMBER_OF_ONE.search(text[max(0, start - 40) : start]):
        return None
    if _AGE_OF.search(text[max(0, start - 25) : start]):
        return None
    if _OF_OURS.search(ahead.group()):
        total = None  # the group announced last may be another's
    if percent := PERCENT_BEHIND.match(text, measure.end):
        share = Share(start, percent.end(), parse_number(percent["percent"]), value, None, bracketed=False)
        return share_found(sentence, measure, share, "share")
    return count_found(sentence, start, measure.end, measure, "count-ahead", value, total)
