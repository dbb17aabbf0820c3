"""The words between a share and a measure that say whether it is a share of those who had it."""

import re
from dataclasses import dataclass

from extractors.cohort_sizes import COUNT, MEMBERS
from extractors.measures import Measure

HAVING = (
    r"(?:\s|,|\)|\]|\b(?:of|all|the|them|these|our|those|pa?ediatric|juvenile|patients?|children|"
    r"cases?|sera|samples|girls|boys|individuals|subjects|with|imnm|in|our|review|cohort|series|had|have|has|were|"
    r"was|are|is|being|received|receive|exhibited|showed|"
    r"presented|developed|tested|test|positive|started|on|put|maintained|initially|still|currently|taking|intravenous|iv|oral|subcutaneous|weekly|monthly|for|carried|harbou?red|considered|classified|counted|"
    r"called|regarded|deemed|judged|remained|as|diagnosed|found|to|be|high|dose|high-dose|low-dose|treated|"
    r"treatment|also|a|an|underwent|experienced|reported|been|needed|required|given|used|exposed|met|fulfilled|the|criteria|definition|who|"
    r"pulses?|courses?|cycles?|infusions?|boluses|disease|course|illness|known|antibod(?:y|ies)|against|outcomes?|adequate|sufficient|follow-?up|onset|an?|myositis)\b)*"
)
_OF_THOSE_WITH = re.compile(
    rf"[\s)\]]*(?:of)?(?:\s*\b(?:all|the|these|those|our|pa?ediatric|juvenile)\b)*\s*{MEMBERS}\s+"
    r"(?:with|treated with|given|who (?:had )?received|receiving)\s+"
)
_WITH_IMNM = re.compile(
    r"\b(?:had|have|has|diagnosed with|(?:classified|diagnosed|labelled) as(?: having)?|"
    r"(?:fulfilled|met|satisfied)(?: [\w/-]+){0,6} (?:criteria|definition) (?:for|of))\s*$"
)
_MET_CRITERIA = re.compile(
    rf"[\s)\]]*(?:{MEMBERS} )?(?:had )?(?:fulfilled|met|satisfied)(?: [\w/-]+){{0,6}} (?:criteria|definition) "
    r"(?:for|of)\s*"
)
_WHO_HAD = re.compile(
    rf"[\s)\],]*(?:{MEMBERS}\s+)?(?:(?:with|in|of|from)\s"
    rf"(?:[^,;:.()%\d]|\b\d{{1,2}}(?= (?:months?|years?|weeks?)\b)){{3,60}}?\s)?"
    rf"(?:had|have|has|were|are|was|received|tested|carried|fulfilled|met|needed|required|showed|presented)\b{HAVING}"
)
_BESIDES = re.compile(r"\b(?:in addition to|besides|beside|apart from|other than|on top of) $")
_ABOUT_DRUG = re.compile(
    r"\b(?:effects?|events?|toxicity|intoleran\w+|respon\w+|titres?|titers?|doses?|withdrawal|discontinuation|"
    r"relapsed?|relapses|resistan\w+|failure|reduction|tapering|cessation|efficacy|"
    r"toleran\w+)(?: (?:occurred|was|were|seen|noted|observed|found))* "
    r"(?:of|to|on|under|with|after|during|from|due to) (?:the |oral |systemic |high-dose |low-dose |intravenous )*$"
)
_DENIED = re.compile(r"\b(?:no|without|absence of|lack of|neither) (?:[a-z-]+ )?$")
BESIDE_ANOTHER = re.compile(r"\b(?:(?:coexist\w*|coincided|overlapp\w+) with|accompan(?:ied|ying)) (?:the )?$")
_CLINICAL = ("proximal_weakness", "cutaneous_involvement", "subacute_onset", "insidious_onset", "chronic_onset")
_FURTHER_TOLD = re.compile(  # as in: a rash mimicking dermatomyositis was seen
    r"\s(?:[a-z]+ing|[a-z]+ed|of|over|with|on|compatible|suggestive|typical)\s[^,;.()%]{2,50}?(?=\s(?:was|were|"
    r"had been)\s)"
)
_CAME_FROM = re.compile(r"\bfrom (?:an? \w+ of )?\d[^.;]*$")
_CHANGED_BY = re.compile(
    r"\b(?:decreas|reduc|f[ae]ll|dropp|declin|increas|rose|lower|improv|rais)\w*\b[^.;%]{0,40}\bby (?:about |up to )?$"
)
_MEMBERS_ARE = re.compile(
    rf"[\s-]*(?:[a-z][\w-]* ){{0,3}}?{MEMBERS}\s(?:(?:in|of|from|at|with)\s[^,;.()]{{3,60}}?\s)?"
    rf"(?:[\w-]+\s){{0,4}}?(?:reached|achieved|were|was|had|have|has|are|received|improved|"
    r"responded|died|recovered|relapsed|needed|required|developed|regained|reached)\b"
)
_PROPORTION = re.compile(r"\b(?:proportion|share|percentage|frequency|prevalence|rate) of (?:the )?$")
_RIGHT_BEHIND = re.compile(r"[\s)]*(?:the )?")
_CLOSED = re.compile(r"\s*(?:[)\]]\s*[,;.]|,)")
_MADE_UP = re.compile(
    r"(?: (?:in|among) [^,;.:()%\d]{3,45}?(?= (?:was|is|were) ))?\s*(?:proportion|frequency|"
    r"prevalence)?\s*(?:accounts?|accounted|made up|makes up|represents|"
    r"constituted|represented|(?:was|were) (?:found|diagnosed|seen|present|identified|confirmed))?\s*"
    r"(?:for|was|of|is|in)?\s*(?:only|about|approximately)?\s*\(?\s*"
)
NOUN = (
    r"(?:[\s-]*(?:positive|\+|antibod\w*|autoantibod\w*|myopath\w*|imnm|myositis|(?:co-?)?positivity|(?:co-?)?reactivity|"
    r"preponderance|predominance|patients?|cases?|group|disease|sex|course|onset|subtype|"
    r"(?:at (?:an? )?tit(?:re|er)s? (?:of )?)?[≥>]?=?\s?1\s?[:/]\s?\d{2,5}(?: or (?:more|higher|above|over))?|"
    r"of (?:any|some|one|every) (?:kind|type|sort)))*"
)
_MADE_UP_OF = re.compile(  # as in: female patients made up 77% overall
    rf"{NOUN} (?:made up|accounted for|represented|constituted|comprised|formed) "
    rf"(?:only |about |approximately )?"
)
_SHARE_OF_IT = re.compile(
    rf"{NOUN}(?:\s(?:in|among|of|across) [^,;.:()%\d]{{2,60}}?)?(?:,| was| is|:)?(?:\s(?:only|about|approximately|"
    rf"around))?\s*"
)
_IN_BRACKETS = re.compile(
    rf"{NOUN}(?:(?!\band\b|\bor\b|\bmost\b(?! (?:common|frequent|often|widely|prevalent))|"
    rf"\bsome\b)[^,;:.()\[\]%]){{0,45}}[(\[][^()\[\]%]{{0,25}}"
)
ADVERB = (
    r"(?:simultaneously|also|eventually|finally|initially|additionally|concomitantly|later|subsequently|ultimately)"
)
# who was tested stands between the name and the share: "was tested in 39 children and was positive in 8"
_TESTED_IN = (
    r"(?:\s(?:was|were|had been))?\s(?:tested|measured|sought|determined|looked for|assessed|examined|available|known|"
    rf"recorded) (?:in|for) {COUNT}(?: (?:[\w-]+ ){{0,2}}?{MEMBERS})?,?(?: and)?"
)
_TOLD_OF = re.compile(
    rf"{NOUN}(?: (?:as )?(?:mono|add-on |maintenance |combination |first-line |pulse )?(?:therapy|treatment|"
    rf"infusions?|pulses))?"
    rf"(?:{_TESTED_IN})?(?:\s*\([^()%]{{2,40}}\)|,[^,;.()\d]{{3,60}},|\s(?:in addition to|besides) [\w-]+)?"
    rf"\s*(?:was|were|is|are|(?:had|has|have) been)?\s*(?:(?:{ADVERB}|only|still)\s)?"
    rf"(?:found|seen|present|observed|detected|positive|noted|identified|reported|"
    rf"recorded|mentioned|described|documented|used|given|administered|"
    rf"required|needed|prescribed|tried|chosen|employed|introduced|associated|added|started|called|"
    rf"the (?:first|presenting|initial|leading|preferred|main|usual|commonest|most [a-z]+(?: used)?) "
    rf"(?:sign|symptom|agent|drug|treatment|therapy|antibody|choice|finding))?\s*"
    rf"(?:at (?:diagnosis|onset|presentation|entry)\s*)?(?:in|by|for|at|to)\s*(?:only |about |approximately )?"
)
_OF_ITEM = re.compile(r"(?:\s[-–]|:|,? in)?\s")  # of a list: "female 21 (70%), male 9 (30%)"
_ITEM_ENDS = re.compile(r"\s*(?:[,;.)\]]|and\b|$)")
_ITEM_BEGINS = re.compile(r"(?:[;:(]|^)\s?$")  # "; girls, 64%;"
_ITEM_CLOSED = re.compile(r"\s*(?:[;.)]|$)")
_LEAST_OF_DRUG = 5  # per cent; less is the strength of an ointment


@dataclass(frozen=True, slots=True)
class Share:
    """A printed share: percent, count of n, or both."""

    start: int
    end: int
    percent: float | None
    count: float | None
    n: float | None
    bracketed: bool


def belongs(text: str, measure: Measure, share: Share) -> bool:
    """Whether the words between them make a share one of the measure."""
    ahead = measure.end <= share.start
    if not ahead and measure.start < share.end:
        return False
    between = text[measure.end : share.start] if ahead else text[share.end : measure.start]
    if _is_no_share(text, measure, share, between):
        return False
    if measure.name == "imnm":
        return (
            _of_imnm(between)
            if ahead
            else _WITH_IMNM.search(between) is not None
            and (_gap(between) or _MET_CRITERIA.fullmatch(between) is not None)
        )
    if not ahead:
        return _behind(text, share, between)
    if (
        _OF_ITEM.fullmatch(between)
        and _ITEM_ENDS.match(text, share.end)
        and (not measure.drug or (share.percent or 0) >= _LEAST_OF_DRUG or share.n is not None)
    ):
        return True
    if not measure.drug and _MADE_UP_OF.fullmatch(between):
        return True
    if between == ", " and _ITEM_BEGINS.search(text[: measure.start]) and _ITEM_CLOSED.match(text, share.end):
        return not measure.drug
    if _PROPORTION.search(text[max(0, measure.start - 40) : measure.start]):
        return _SHARE_OF_IT.fullmatch(between) is not None
    if measure.name in _CLINICAL and not share.bracketed and (further := _FURTHER_TOLD.match(between)):
        between = between[further.end() :]
    return (_IN_BRACKETS if share.bracketed else _TOLD_OF).fullmatch(between) is not None


def _is_no_share(text: str, measure: Measure, share: Share, between: str) -> bool:
    """Whether the measure only says of whom the share is, or what else was given."""
    if share.count is None and _CHANGED_BY.search(text[max(0, share.start - 60) : share.start]):
        return True
    if measure.drug and ("exposed" in between or besides(text, measure) or moves_on(text, measure, between)):
        return True
    if measure.end <= share.start:
        return (
            is_not_it(text, measure)
            or BESIDE_ANOTHER.search(text[max(0, measure.start - 40) : measure.start]) is not None
        )
    if (share.percent is None or between.lstrip(" )]").startswith("of")) and _OF_THOSE_WITH.fullmatch(between):
        return True
    counted = share.count is not None and share.n is not None  # "two of the three refractory patients were girls"
    return (
        counted and _RIGHT_BEHIND.fullmatch(between) is not None and _MEMBERS_ARE.match(text, measure.end) is not None
    )


def is_not_it(text: str, measure: Measure) -> bool:
    """Whether the words ahead deny a measure or tell of something else about it: ``side effects of ciclosporin``."""
    ahead = text[max(0, measure.start - 60) : measure.start]
    return (measure.drug and _ABOUT_DRUG.search(ahead) is not None) or (
        measure.name in _CLINICAL and _DENIED.search(ahead) is not None
    )


def besides(text: str, measure: Measure) -> bool:
    """Whether a drug is only what another was added to."""
    return _BESIDES.search(text[max(0, measure.start - 20) : measure.start]) is not None


def moves_on(text: str, measure: Measure, between: str) -> bool:
    """Whether a drug only dates where a value came from: ``rose from 21 before rituximab to 34``."""
    return between.startswith(" to ") and _CAME_FROM.search(text, max(0, measure.start - 60), measure.start) is not None


def _of_imnm(between: str) -> bool:
    return len(between) <= 60 and _MADE_UP.fullmatch(between) is not None


def _behind(text: str, share: Share, between: str) -> bool:
    """``69 % had``, unless the share closes what was said before it."""
    if _CLOSED.match(text, share.end) and (share.bracketed or re.match(r"\s*,", text[share.end :])):
        return False
    return len(between) < 90 and (re.fullmatch(HAVING, between) is not None or _gap(between))


def _gap(between: str) -> bool:
    """Whether the words between a share and its measure tell who was counted, and then that they had it."""
    return len(between) < 110 and _WHO_HAD.fullmatch(between) is not None
