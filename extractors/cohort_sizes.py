"""How many a group holds: ``a total of 71 patients``, ``29 of 41``, ``(n = 90)``; and which group is meant."""

import re
from collections.abc import Iterator
from functools import lru_cache

from extractors.clean import CleanText
from extractors.gates import Either, Gated
from extractors.number_words import WORD_COUNT, in_words
from extractors.printed_numbers import parse_number
from extractors.reading import Sentence

_ENDED = re.compile(r"[.!?\"')\]](?!\S)")  # no announcement goes on behind the end of a sentence
_REACH = 4000  # characters back to the group that a paragraph speaks of
COUNT = (
    rf"(?:\d{{1,3}}[, ]\d{{3}}(?![\d,])|(?!(?:19|20)\d\d[ ](?:\d|and\b|to\b))\d{{1,5}}(?![.,]*\d)|"
    rf"{WORD_COUNT}(?![\w-]))"
)
MEMBERS = (
    r"(?:patients?|children|child|cases?|girls?|boys?|individuals?|subjects?|participants?|adolescents?|infants?|"
    r"adults?|people)"
)
_KIND = (
    r"(?:(?!papers?\b|stud|reports?\b|publi|articles?\b|cent(?:er|re)s?\b|hospitals?\b|years?\b|months?\b|"
    r"siblings?\b|relatives?\b|parents?\b|controls?\b|samples?\b)[\w-]+\s+)"
)
_STUDY = (
    r"(?:(?<!case )study|cohort|series|registry|register|review|trial|survey|analysis|database|report|compilation|"
    r"collection)s?"
)
_RECORDS = (
    r"(?:(?:medical |case |clinical |stored )?(?:charts?|records|notes|files|data|sera|serum|plasma|"
    r"samples|biops(?:y|ies)|"
    r"specimens|dna)(?: (?:and|or) [\w-]+)?)"
)
_ANY_TOTAL = Either(
    rf"\ba total of (?P<a>{COUNT})\b(?!\s*(?:(?:monthly|weekly|daily|further|consecutive|intravenous) )?"
    r"(?:m?g|µg|m?l|%|iu|units?|doses?|infusions?|cycles?|courses?|pulses?|injections?|sessions?|days?|weeks?|"
    r"months?|years?|hours?|papers|articles|stud|publi|records|reports|biops|samples|cent)\b)",
    rf"\b(?:report(?:ed)?(?: on)?|describe[d]?|present(?:ed)?|identified|found|gathered|pooled|retrieved|"
    rf"included|enrolled|recruited|reviewed|analy[sz]ed|studied|followed|collected|supplied|provided|yielded|counts?|counted|"
    rf"published|encountered|disclosed|returned|detailed|contributed|assembled|randomi[sz]ed|summari[sz]ed|surveyed|"
    rf"compared|"
    rf"(?:brings?|brought) together|(?:gave|giving) \w+ to|covered|comprised|consisted of)"
    rf"\s+(?:the\s+)?(?P<b>{COUNT})\s+{_KIND}"
    rf"{{0,4}}?{MEMBERS}\b",
    rf"\bnumber of (?:(?:published|reported|known|described|paediatric|pediatric|such|all)\s)*{MEMBERS}"
    rf"(?:\s(?:with|of)\s[^.;:\d]{{3,40}})?\s(?:rises|rose|increases|comes|amounts|grows|is brought|was)"
    rf"(?:\s(?:now|thus))?\s(?:to\s)?(?P<t>{COUNT})(?=[.,;]|\sin\b|$)",
    rf"\b(?P<c>{COUNT})\s+{_KIND}{{0,4}}?{MEMBERS}\s+(?:\([^()]{{3,40}}\)\s+)?(?:with\s+(?:[\w-]+\s+){{1,7}})"
    rf"?were\s+(?:included|enrolled|identified|recruited|analy[sz]ed|reviewed)\b",
    rf"\b(?P<g>{COUNT})\s+{_KIND}{{0,2}}?{MEMBERS}\s+with\s+(?:[\w-]+\s+){{1,8}}?(?:have|had)"
    rf"(?:\s+(?:now|so far|only|ever|since))?\s+been\s+(?:reported|described|published)\b",
    rf"\b(?:fewer|less) than \d+\s+{MEMBERS}\s*\(n\s?=\s?(?P<d>\d+)\)",
    rf"\b(?:only|are|were|of)\s+(?P<e>{COUNT})\s+(?:reported|published)\s+cases\b",
    rf"\b{_STUDY}(?: to date| so far)?(?: (?:by|of) [^\d.,;:()]{{3,40}}(?:et "
    rf"al\.)?)?(?: ?[(\[]\d{{1,3}}[)\]])?,?\s+(?:with|of|on|in|comprising|"
    rf"including|covering)\s+(?:the\s+)?(?P<f>{COUNT})\s+{_KIND}{{0,4}}?{MEMBERS}\b",
    rf"\b(?:papers|publications|reports|articles|studies)\s+(?:with|on|describing|reporting)\s+(?P<j>{COUNT})\s+"
    rf"{_KIND}{{0,4}}?{MEMBERS}\b",
    rf"\b(?P<m>{COUNT}) (?:came|were) from (?:[\w-]+ ){{0,2}}?{MEMBERS} with\b",
    rf"\b{_RECORDS}\s+(?:of|from|on)\s+(?:all\s+)?(?:the\s+)?(?P<q>{COUNT})\s+{_KIND}{{0,4}}?{MEMBERS}\b",
    rf"\b(?:sought|looked for|screened(?: for)?|tested|measured|determined|searched for|assayed)\s+in\s+(?P<r>{COUNT})"
    rf"\s+{_KIND}{{0,4}}?{MEMBERS}\b",
    rf"\b(?:treated|managed|observed|screened|examined|investigated|evaluated|assessed|retested|re-tested|"
    rf"tested(?:\s\w+ly)?)\s+(?:the\s+)?"
    rf"(?P<s>{COUNT})\s+{_KIND}{{0,4}}?{MEMBERS}\b",
    rf"\b(?P<v>{COUNT})\s+{_KIND}{{0,4}}?{MEMBERS}(?:\s+\([^()]{{3,100}}\)|,\s(?:(?:\w+ )?of whom|including) "
    rf"[^.;:,()]{{3,40}},)?\s+(?:(?:with|from|in|of|aged)\s[^.;:()]{{3,60}}?\s)?"
    rf"(?:(?:met|fulfilled|satisfied)\s(?:[\w-]+\s){{0,4}}?criteria|remained(?=[.,;]| \(| for\b| in\b|"
    rf" after\b| eligible\b)|"
    rf"(?:were|have been|had been) (?:included|enrolled|identified|recruited|analy[sz]ed|reviewed|described|reported|"
    rf"published|registered|assembled|found(?! to\b)|traced|retrieved|gathered|collected)\b)",
    rf"\b{_RECORDS}\s+of\s+(?:all\s+)?[^.;:()\d]{{0,30}}\b{MEMBERS}\s[^.;()]{{0,90}}\(n\s?=\s?(?P<z>\d+)\)",
    rf"\b(?P<w>\d{{2,5}})-(?:patient|child|case|member|person)\s+(?:[\w-]+\s+){{0,3}}?{_STUDY}\b",
    rf"\bthere (?:were|are|have been)\s+(?P<y>{COUNT})\s+{_KIND}{{0,4}}?{MEMBERS}\b",
    rf"\d\s?%\s+of\s+(?:the|all)\s+(?P<u>{COUNT})\s+{_KIND}{{0,4}}?{MEMBERS}\s[^.;:()]{{0,60}}?"
    rf"\b(?:admitted|seen|followed|registered|diagnosed|referred|treated|enrolled|included)\b",
    rf"(?:(?:^|[.:;] |\bthat )(?:in [a-z][a-z ]{{2,40}}, )?(?:(?:out )?of|among|amongst)|, out of)"
    rf"\s+(?P<k>{COUNT})\s+{_KIND}{{0,4}}?{MEMBERS}\b",
    rf"\bof\s+the\s+(?P<o>{COUNT})\s+{_KIND}{{0,4}}?{MEMBERS},?\s+(?:(?:whom?|that|which) (?:we |have been |were )?)?"
    rf"(?:traced|found|identified|collected|gathered|reported|published|described|in the literature|randomi[sz]ed|"
    rf"enrolled|recruited|included|reviewed|registered|analy[sz]ed)\b",
    rf"\bof\s+the\s+(?P<x>{COUNT})\s+{_KIND}{{0,4}}?{MEMBERS},?\s+(?:(?:(?:who were )?(?:recruited|enrolled|included|"
    rf"registered|followed|entered)\s(?:\w+\s)?)?(?:in|to|into|from|by|of)\s(?:one|an?|another)\s(?:[\w-]+\s)"
    rf"{{0,3}}?{_STUDY}\b|(?:for|in) whom\s(?:[\w-]+\s){{1,4}}?(?:was|were)\s(?:\w+\s)?(?:described|known|available|"
    rf"reported|given|recorded)\b)",
    rf"(?:^|[.:;] )the\s+(?P<p>{COUNT})\s+{_KIND}{{0,3}}?{MEMBERS}\s+"
    rf"(?:\(\d+ (?:girls|boys|fem|male|women|men)|came from|"
    rf"(?:are|were) (?:described|summari[sz]ed|listed|characteri[sz]ed))",
    rf"\b(?:of\s+(?:the|these|our)|among(?:st)?\s+(?:these|our))\s+(?P<h>{COUNT})\s+{_KIND}{{0,4}}?{MEMBERS}\b",
    rf"\b(?:largest|earlier|previous|published|international|national|multicent\w+|recent|retrospective|pa?ediatric)"
    rf"(?: [\w-]+){{0,2}} {_STUDY}(?: to date| so far)?(?: (?:of|in|on) [^.;:()\d]{{3,60}})? \(n\s?=\s?(?P<l>\d+)\)",
    rf"\b(?:comprising|comprised|including|among|amongst)\s+(?:the\s+)?(?P<i>{COUNT})\s+{_KIND}{{0,4}}?{MEMBERS}\b",
    rf"\b(?:in|from) (?:an?|one|another|the|their|our) (?:(?!groups?\b|"
    rf"of\b)[\w-]+ ){{0,4}}?{_STUDY} \(n\s?=\s?(?P<new_n>\d+)\)",
    rf"\b(?:[a-z]{{3,}}(?:ing|ation|ison|ysis|ption)|group|sample|population|outcomes?|features|course|follow-up) "
    rf"of (?P<new_of>{COUNT}) {_KIND}{{0,4}}?{MEMBERS}\b",
    rf"\b(?:screening|testing|experience) (?:in|with|among) (?P<new_in>{COUNT}) {_KIND}{{0,4}}?{MEMBERS}\b",
    rf"(?<=ed |en |nd )out of (?:all )?(?P<new_out>{COUNT}) {_KIND}{{0,4}}?{MEMBERS}\b",
    rf"\d ?(?:%|per ?cent) of (?P<new_share>{COUNT}) {_KIND}{{0,4}}?{MEMBERS}\b",
    rf"\b(?P<new_were>{COUNT}) {_KIND}{{0,4}}?{MEMBERS} (?:(?:with|from|in|of|aged) [^.;:()]{{3,60}}? )?were "
    rf"(?:retrospectively |prospectively )?(?:compared|studied|randomi[sz]ed|selected|surveyed|eligible|"
    rf"followed(?= up\b| for\b| over\b))\b",
    rf"(?:^|[.:;] )(?P<new_bare>{COUNT}) {_KIND}{{0,3}}?{MEMBERS}(?: with [^.;:,()\d]{{3,50}})?,? ?(?<=[, ])\(?"
    rf"(?:(?:n ?= ?)?\d[\d.]*(?: ?%)? ?(?:wom|fem|girl|boy|males?\b|men\b|[fm]\b)|n ?= ?\d+;|(?:median|mean)\b)",
)
NEW = "new_"
"""How the kinds of announcement are called that are read only where no larger group was announced before."""
# Most kinds count members; a text in which no count stands ahead of any is asked for the few others only.
_MEMBERS_COUNTED = Gated(rf"\b{COUNT}\s+(?:[\w-]+\s+){{0,4}}?{MEMBERS}\b")
_OTHER_TOTAL = Either(
    *(total.pattern for total in _ANY_TOTAL.patterns if MEMBERS not in total.pattern.partition(COUNT)[2])
)
PART = Gated(
    rf"\b(?P<c1>{COUNT}) \(\d+(?:\.\d+)?\s?%\) of (?:these|them|those)\b"
    rf"(?!,? (?:were )?(?:girls|boys|females?|males?|women|men)\b)|\b(?:for|in|of)"
    rf"\s+(?P<c4>{COUNT})\s+(?:of|out of)\s+(?:the\s+)?(?P<n4>{COUNT})"
    rf"\s+{MEMBERS}\b(?=[^.;]{{0,60}}\b(?:follow|course|outcome|data|known|available))|"
    rf"\b(?:available|data)\b[^.;]{{0,40}}\b(?:in|for)\s+(?P<c>{COUNT})\s+(?:of|out of)\s+(?:the\s+)"
    rf"?(?P<n>{COUNT})\s+{MEMBERS}|\bof (?:these|them|those)\b[^.;]{{0,40}}?,\s*(?P<only>{COUNT})"
    rf"\s+\(\d+(?:\.\d+)?\s?%\)\s+were\s+(?:determined|found|diagnosed|classified|considered)|"
    rf"\b(?:follow-?up|data|outcomes?|treatment|course)\b[^.;]{{0,60}}\b(?:was|were) (?:available|known) (?:for|in) "
    rf"(?P<c5>{COUNT})\s+{MEMBERS}\b"
)
_ONE_SEX = re.compile(r"\b(?:girls?|boys?)$")
_BOTH_SEXES = re.compile(rf"\b(?:girls?|boys?)(?:,? and |, ?|/){COUNT} (?:girls?|boys?)\b")
_BRACKETED = re.compile(r"\([^()]*\)")
_OTHER_SEX = re.compile(rf"(?:,? and |, ?|/){COUNT} (?:girls?|boys?)\b")
_MEMBERS_NAMED = re.compile(rf"\b(?:[\w-]+ ){{0,4}}{MEMBERS}(?: with [\w-]+(?: [\w-]+)?)?", re.IGNORECASE)
_SIZE_HEAD = re.compile(
    rf"\s*(?:(?:n|no\.?|number)(?: of)?(?: {MEMBERS}| {MEMBERS},? \(?n\)?)?|{MEMBERS}(?:,? \(?(?:n|no\.?|number)\)?)?|"
    r"(?:sample|cohort|series) size)\s*",
    re.IGNORECASE,
)


def is_size(head: str) -> bool:
    """Whether the head of a row or column of a table announces how many patients there are: ``N``, ``Patients (n)``."""
    return _SIZE_HEAD.fullmatch(head) is not None


def number_of(printed: str) -> float:
    """The value of a count in digits or words."""
    return parse_number(printed) if printed[0].isdigit() else in_words(printed)


def find_totals(text: str) -> Iterator[re.Match[str]]:
    """The announcements of groups in a text in lower case.

    Each is told with its size: the one named group of the match, which tells the kind of announcement.
    """
    return (_ANY_TOTAL if _MEMBERS_COUNTED.search(text) else _OTHER_TOTAL).finditer(text)


def size_of(total: re.Match[str]) -> float:
    """The size that an announcement (``find_totals``) tells."""
    return number_of(total[total.lastgroup or 0])


def one_sex(total: re.Match[str]) -> bool:
    """Whether an announcement (``find_totals``) counts only the one sex: ``comprised 19 girls and 11 boys``."""
    if _BOTH_SEXES.search(_BRACKETED.sub("", total.group())):
        return True
    return _OTHER_SEX.match(total.string, total.end()) is not None and _ONE_SEX.search(total.group()) is not None


def total_before(sentence: Sentence, end: int | None = None) -> float | None:
    """The size of the group that the passage speaks of, as announced last before ``end`` (the end of this sentence)."""
    last = sentence.last if end is None else end
    totals = announced(sentence.passage.clean, last)
    sure = [size for size, reported in totals if not reported] or [size for size, _ in totals]
    return sure[-1] if sure else None


def announced(clean: CleanText, last: int) -> list[tuple[float, bool]]:
    """The sizes announced up to the character ``last``, and whether each is of cases that were reported by others."""
    if last > _REACH:
        return [(size, reported) for _, size, reported in totals_in(clean.text[last - _REACH : last].lower())]
    if _ENDED.match(clean.text, last - 1):
        return [(size, reported) for end, size, reported in _totals_of(clean) if end <= last]
    return [(size, reported) for _, size, reported in totals_in(clean.text[:last].lower())]


@lru_cache(maxsize=1)  # asked for every sentence of a passage
def _totals_of(clean: CleanText) -> list[tuple[int, float, bool]]:
    return totals_in(clean.lowered)


def totals_in(text: str) -> list[tuple[int, float, bool]]:
    """The groups that a text in lower case announces: where, how many, and whether they were reported by others."""
    return [(match.end(), size_of(match), match.lastgroup == "g") for match in find_totals(text) if not one_sex(match)]


def population_of(sentence: Sentence) -> str:
    """The words that name the group, as printed: the last total of the passage, else the members named here."""
    if sentence.passage.kind == "cell":
        return "row of the table"
    if sentence.passage.kind == "group":
        return sentence.text[: sentence.passage.head].partition("| ")[2].rstrip(": ")
    return _named_before(sentence.passage.clean, sentence.last)


@lru_cache(maxsize=1)  # asked for every finding of a sentence
def _named_before(clean: CleanText, last: int) -> str:
    named = _MEMBERS_NAMED.findall(clean.text[max(0, last - _REACH) : last])
    return str(named[-1]) if named else "patients"
