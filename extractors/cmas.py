"""Childhood Myositis Assessment Scale: ``14/52 on the Childhood Myositis Assessment Scale``, ``CMAS 47/52``.

The scale's name, then the score, or the score, then the name. MMT8, MRC and CHAQ, the
scale's own bounds (0-52) and cut-offs (CMAS < 48) are no scores.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from extractors.cmas_between import is_counting, is_difference, leads_on
from extractors.phases import phase_of, phase_of_head, stages_of
from extractors.reading import Found, Sentence
from schemas.mention import CmasMention
from schemas.values import CmasScore, Phase

_MAXIMA = "52|51|49|48"
_FAR = 70  # characters from the name to a score that only its maximum tells
_FARTHEST = 100  # characters to any score
_NEXT = 24  # characters behind a number in which a noun would stand that it counts
_SCORE = re.compile(
    rf"(?<![\d.,/\-])(?:(?<![a-z])|(?<=cmas))(?P<score>\d{{1,2}}(?:\.\d)?)"
    rf"(?:\s?(?:/|(?:points? )?(?:out )?of(?: an?| the| its)?"
    rf"(?: total| maximum| maximal| possible)*(?: score)?(?: of)?)\s?(?P<max>{_MAXIMA})\b)?"
    rf"(?!\s?(?:%|/\d|\d|-\s?\d|[.,]\d|±|patients|(?:cm|kg|mg|mm)\b|-?(?:years?|months?|weeks?|days?)\b(?! \d)))"
)
_SCORE_TO_NAME = re.compile(
    r"\s*(?:points?|score[ds]?)?\s*(?:on|in|of|by|for|with|at|according to)?\s*(?:the\s*)?(?:\(|\[)?\s*$"
)
_SCORED = re.compile(r"\bscor(?:ed?|ing) (?:only )?\d{1,2}(?: points?)? (?:on|in|at) the $")
# "CMAS initial/last: 14/38", "CMAS at presentation → 12 mo: ND → 47": the scores of one cell, as the head says.
_UNTOLD = r"n\.?[adrt]\.?|-+|\?"
_SIGN = r"\s?(?:/|→|->|;|,|\bto\b)\s?"
_PART = re.compile(rf"(?P<score>\d{{1,2}})(?:\s?/\s?(?P<max>{_MAXIMA})(?={_SIGN}|\s*$))?|(?:{_UNTOLD})")
_PLAIN = re.compile(rf"(?P<score>\d{{1,2}})(?P<max>(?!))?|(?:{_UNTOLD})")
_SPLIT = re.compile(_SIGN)
_BRACKETED = re.compile(
    r"(?:\[|\((?:of|out of|range|(?:(?:the )?(?:maximum|maximal|max\.?|possible|highest|best|normal|full))"
    r"(?: possible| attainable| achievable)?(?: scores?| points?| value)?(?: is| of| being)?)[ :=,]*)$"
)
# "The CMAS gave a score of 14/52", "CMAS and MMT8 were 14/52 and 48/80": out of 52 is a score of this scale only.
_ITS_OWN = re.compile(r"[)\]\s]*(?![^()]*\bmean\b)(?:[^\d;:.()]|mmt-?8|\([^()\d]{1,20}\))*")
_SECOND_OF_TWO = re.compile(r"(?:[^\d;.()])*\d{1,3}/\d{2,3}(?: points)?,? and (?:\w+ )?")
# "at 0, 3 and 12 months"
_TIMES_BEHIND = re.compile(
    r"(?:\s*,\s*\d{1,2})*\s*,?\s*(?:and|or|to|&)\s*\d{1,2}\s?-?(?:days?|weeks?|months?|years?)\b"
)
_LISTED = re.compile(r"\s*(?:→|->|=>|>)\s*|\s*,\s*(?=\d{1,2}(?:\s*,\s*\d{1,2})*,?\s*and\s+\d{1,2}\b(?!\s?[/%]|\.?\d))")
_AGGREGATE = re.compile(r"\b(?:median|mean|average)\s+(?:\w+\s+){0,2}$")
_CUT_OFF = re.compile(
    r"(?:<|(?<![-=])>|≤|≥|below|under|above|less than|greater than|at least|cut-?off(?: of)?|±|0\s?-\s?|mean|"
    r"median|average|range[ds]?(?: from)?|between)\s*$"
)
# "A CMAS of 48 or more means good function", "a CMAS of 48 is generally regarded as normal": of nobody
_BOUND_BEHIND = re.compile(
    r"\s?(?:points?\s)?(?:or\s(?:more|above|over|higher|greater|better|beyond|less|lower|below|under|fewer|worse)\b|"
    r"and\s(?:above|over|higher|below|under|lower)\b|"
    r"(?:is|are)\s(?:[a-z]+ly\s)?(?:regarded|considered|taken|defined|deemed|accepted|held|seen|used|thought)\b)"
)
# The head of a cell that holds no score, whatever else it says between the name of the scale and the number.
_NO_LEVEL = re.compile(
    r"change|delta|δ|\btime\b|\b(?:days?|weeks?|months?) (?:to|until)\b|improv|gain|loss|differen|%|percent|"
    r"\b(?:date|age|number|item|part|chaq|mmt|and|or)\b"
)
_NUMBERED = re.compile(r"(?:\b(?:days?|weeks?|months?|years?|visits?) [+-]?|[+-])$")
_BOUNDS = re.compile(rf"0 ?(?:-|to|and) ?(?:{_MAXIMA})\b")
_GAIN = re.compile(r"\bby (?:about |almost |over |nearly |some )?$")


_BACK = 250  # characters in which the sentence before a pronoun stands
_IT = re.compile(
    r"(?:[^,;:.()]{2,40},? )?(?P<it>it|they|(?:the|this|his|her|their) scores?)"
    r"(?= (?:was|were|had|is|are|has|have|rose|fell|improved|increased|decreased|dropped|reached|remained|went)\b)"
)
_ELSE = re.compile(r"\b(?:mmt|manual|chaq|mrc|vas|ck|scale (?:for|of) )\b")


# The names overlap, and each is asked for itself: a score may stand behind the shorter one.
_SCALES = tuple(
    re.compile(rf"(?<![^\W\d_]){words}(?![^\W\d_])")
    for words in (
        r"cmas",
        r"c ?- ?mas",
        r"childhood myositis assessment",
        r"childhood myositis assessment scale",
        r"childhood myositis assessment score",
        r"child myositis assessment scale",
    )
)


def find_cmas(sentence: Sentence) -> Iterator[Found]:
    """The CMAS scores of a sentence."""
    if "mas" in sentence.lowered or "myositis assessment" in sentence.lowered:
        spans = sorted(match.span() for scale in _SCALES for match in scale.finditer(sentence.lowered))
    else:
        spans = _taken_up(sentence)
    taken: set[int] = set()
    for start, end in spans:
        first, last = sentence.first + start, sentence.first + end
        scores = list(_scores(sentence, first, last))
        maxima = list({int(match["max"]) for match, _ in scores if match["max"]})  # "from 35 to 46/52"
        for match, rule in scores:
            if match.start("score") not in taken:
                taken.add(match.start("score"))
                yield _found(sentence, match, rule, maxima[0] if len(maxima) == 1 else None)


def _taken_up(sentence: Sentence) -> list[tuple[int, int]]:
    """The pronoun that means the scale, the only measure of the sentence before: ``At month 6 it was 31``."""
    if sentence.first == 0 or sentence.passage.kind != "prose" or sentence.hits:
        return []
    told = sentence.passage.clean.lowered
    if told.find("mas", 0, sentence.first) < 0 and told.find("myositis assessment", 0, sentence.first) < 0:
        return []
    match = _IT.match(sentence.lowered)
    if match is None or any(hit.term.kind == "analyte" for hit in sentence.earlier):
        return []
    before = told[max(0, sentence.first - _BACK) : sentence.first].rstrip(" .")
    before = before[before.rfind(". ") + 1 :]
    named = any(scale.search(before) for scale in _SCALES) and not _ELSE.search(before)
    return [match.span("it")] if named else []


def _scores(sentence: Sentence, first: int, last: int) -> Iterator[tuple[re.Match[str], str]]:
    text = sentence.passage.clean.text.lower()
    if _AGGREGATE.search(text[max(sentence.first, first - 25) : first]) or " vs" in sentence.lowered:
        return
    if staged := _staged(sentence, text, last):
        yield from ((match, "cmas.last" if at else "cmas.first") for at, match in enumerate(staged) if match["score"])
        return
    behind = list(_behind(sentence, text, last))
    if not behind or _SCORED.search(text[max(sentence.first, first - 60) : first]):
        yield from _ahead(sentence, text, first)
    yield from behind


def _ahead(sentence: Sentence, text: str, first: int) -> Iterator[tuple[re.Match[str], str]]:
    """The scores ahead of the name: ``14 points on the CMAS``."""
    for match in _SCORE.finditer(text, max(sentence.first, first - 60), first):
        scored = re.search(
            r"\bscor(?:ed?|ing)(?: (?:of|was|only|a))*\s*$", text[max(0, match.start() - 20) : match.start()]
        )
        if (match["max"] or scored) and _SCORE_TO_NAME.fullmatch(text[match.end() : first]):
            yield match, "cmas.score-name"


def _staged(sentence: Sentence, text: str, last: int) -> list[re.Match[str]]:
    """The scores of a cell whose head, in which the name ends at ``last``, tells as many stages of the illness."""
    head = sentence.passage.head
    celled = sentence.passage.kind == "cell" and last <= head
    stages = stages_of(text[sentence.first : head], text[head : sentence.last]) if celled else None
    for maxima in (True, False):  # "14/52 / 47/52", but "30/52" of two stages
        parts = _parts(text, head, sentence.last, maxima=maxima)
        if stages and len(parts) == len(stages):
            return parts
    return []


def _parts(text: str, start: int, end: int, *, maxima: bool) -> list[re.Match[str]]:
    """The scores between two places, one behind the other; none where anything else stands there."""
    parts: list[re.Match[str]] = []
    at = start + len(text[start:end]) - len(text[start:end].lstrip())
    while match := (_PART if maxima else _PLAIN).match(text, at, end):
        parts.append(match)
        at = match.end()
        if not text[at:end].strip():
            return parts
        sign = _SPLIT.match(text, at, end)
        at = sign.end() if sign else end
    return []


def _behind(sentence: Sentence, text: str, last: int) -> Iterator[tuple[re.Match[str], str]]:
    """The scores behind the name; a number in a bracket of its own ("[12]", "(maximum 52)") is passed over."""
    head = sentence.passage.head if sentence.passage.kind == "cell" else 0
    position, found = max(last, head), False  # a number of the head is a bound of the scale, or a time
    skipped = head if last <= head and not _NO_LEVEL.search(text[sentence.first : head]) else last
    while match := _SCORE.search(text, position, sentence.last):
        before = text[max(0, match.start() - 30) : match.start()]
        if match["max"] is None and (
            _NUMBERED.search(before)
            or _names(sentence, match.start())
            or is_counting(text[match.end() : match.end() + _NEXT])
        ):
            position = match.end()
            continue
        if bounds := _BOUNDS.match(text, match.start()):
            position = skipped = bounds.end()
            continue
        if match["max"] is None and _TIMES_BEHIND.match(text, match.end()):
            return
        closed = match["max"] is None and text[match.end() : match.end() + 1] in (")", "]")
        if closed and (_BRACKETED.search(before) or (found and before.endswith(("(", "[")))):
            position = skipped = match.end() + 1
            continue
        if match["max"] is None and any(
            hit.term.kind != "drug" and skipped <= hit.start < match.start() for hit in sentence.hits
        ):
            return
        words = _unnamed(sentence, skipped, match.start())
        if len(words) > _FARTHEST or not _joined(words, match, found=found, paired="respectively" in sentence.lowered):
            return
        if _CUT_OFF.search(before) or _BOUND_BEHIND.match(text, match.end(), sentence.last):
            return
        position = match.end()
        if match["max"] is None and (
            _GAIN.search(before) or is_difference(before, text[match.start() : match.end() + _NEXT])
        ):
            skipped = match.end()
            continue
        yield match, "cmas.series" if found else "cmas.name-score"
        found, skipped = True, position


def _names(sentence: Sentence, place: int) -> bool:
    """Whether a place is inside of the words that name a patient: ``31 in Patient 1``."""
    return any(anchor.start <= place - sentence.first < anchor.end for anchor in sentence.anchors)


def _unnamed(sentence: Sentence, start: int, end: int) -> str:
    """The words between two places, those that name a patient left out."""
    words, at = [], start
    for anchor in sentence.anchors:
        first, last = sentence.first + anchor.start, sentence.first + anchor.end
        if at <= first and last <= end:
            words.append(sentence.between(at, first))
            at = last
    return " ".join((*words, sentence.between(at, end)))


def _joined(words: str, match: re.Match[str], *, found: bool, paired: bool) -> bool:
    """Whether words lead from the name, or from the score ``found`` before, to a score."""
    whole = match["max"] is not None
    if whole and len(words) <= _FAR and _ITS_OWN.fullmatch(words):
        return True
    if leads_on(words, whole=whole):
        return True
    if found:
        return _listed(match, len(words))
    return whole and len(words) <= _FAR and paired and _SECOND_OF_TWO.fullmatch(words) is not None


def _listed(match: re.Match[str], length: int) -> bool:
    """Whether an arrow or the comma of a list stands ahead of a score: ``22, 34 and 47``."""
    sign = _LISTED.match(match.string, match.start() - length)
    return sign is not None and sign.end() == match.start()


# The maximum that a legend, the methods or another score tells: "CMAS (range 0-52)", "CMAS, maximum 52", "CMAS 14/52".
_TOLD = re.compile(
    r"(?:cmas|childhood myositis assessment (?:scale|score|tool))\b[^.;\n/]{0,60}?"
    rf"(?:/ ?|\b0 ?(?:-|–|to) ?|\bmax(?:imum|imal|\.)?(?: possible)?(?: scores?)?(?: is| of|:|,| =)? ?|\bout of |"
    rf"\bof (?:a (?:total|maximum) of )?)({_MAXIMA})\b(?! ?(?:%|patients|children|cases|years|months|weeks|days))"
)


@lru_cache(maxsize=1)  # of one document after the other
def _told(text: str) -> int | None:
    """The one maximum that an article tells for the scale; None where it tells none, or several."""
    maxima = {int(match[1]) for match in _TOLD.finditer(" ".join(text.lower().split()))}
    return maxima.pop() if len(maxima) == 1 else None


def _maximum(sentence: Sentence) -> int | None:
    """The maximum that the head of a cell tells: ``CMAS at diagnosis (/52)``."""
    head = re.search(
        rf"(?:/|\b0 ?(?:-|to) ?|of |max(?:imum)?\.? ?)({_MAXIMA})\b",
        sentence.passage.clean.text[: sentence.passage.head],
    )
    return int(head[1]) if head else None


def _of_cell(sentence: Sentence) -> bool:
    return sentence.passage.kind == "cell"


def _found(sentence: Sentence, match: re.Match[str], rule: str, maximum: int | None) -> Found:
    start, end = match.start("score"), match.end()
    before = sentence.between(max(sentence.first, start - 50), start)
    behind = sentence.between(end, min(end + 40, sentence.last))
    if rule in ("cmas.first", "cmas.last"):
        phase: Phase | None = "onset" if rule == "cmas.first" else "follow_up"
    elif re.search(r"\bfrom (?:an? )?(?:score of )?$" if rule == "cmas.name-score" else r"\(from $", before):
        phase = phase_of(before) or "onset"
    else:
        phase = (
            phase_of(before)
            or phase_of(re.split(r"\bto \d|;|, but\b", behind)[0])
            or phase_of(sentence.between(sentence.first, start))
            or (phase_of_head(sentence.between(sentence.first, sentence.passage.head)) if _of_cell(sentence) else None)
        )
        if rule == "cmas.series" and phase in (None, "onset"):
            phase = "follow_up"
    value = CmasScore(
        score=float(match["score"]),
        max=int(match["max"]) if match["max"] else _maximum(sentence) or maximum or _told(sentence.document.text),
        phase=phase,
        printed=sentence.passage.clean.text[start:end],
        evidence=sentence.evidence(start, end),
        rule=rule,
    )
    return Found(CmasMention(level=sentence.level, cue=sentence.cue, value=value), sentence, start, end)
