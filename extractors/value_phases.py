"""The phase of a value by the words around it in its sentence, or by the heads of its cell."""

import re

from extractors.lexicon import Hit
from extractors.measurement_words import CK_HEAD, head_of
from extractors.phase_words import of_the_value_before, of_the_value_behind
from extractors.phases import only_phase_of, phase_of, phase_of_head, stages_of
from extractors.quantities import Quantity
from extractors.reading import Sentence
from schemas.values import Phase


def _title(sentence: Sentence) -> str:
    """The caption of the table that a cell stands in, in lower case."""
    table = sentence.passage.table
    caption = sentence.document.tables[table].caption if table is not None else None
    return sentence.document.quote(caption).lower() if caption else ""


# "900 U/L on day 1, 500 U/L on day 12": behind a number, up to the comma, stands its own time.
_TAIL = re.compile(r"^\s?\(?(?:on|at|after) [^,;()]{3,40}[,;)]")


# "The peak CK was 22,700 U/L on day 4": what it is called goes before when it was.
_CALLED_PEAK = re.compile(
    r"\b(?:peak|maximum|maximal|highest)(?: (?:serum|total|recorded|measured|levels? of|values? of))* $"
)
_ROSE = re.compile(
    r"\b(?:rose|risen|rising|increased|climbed|jumped|surged|went up|rise)(?: again)? from (?:an? )?(?:\w+ )?$"
)
_LISTED = re.compile(r"\s*(?:,|,? and|,? or)\s*")


def _last_of_list(sentence: Sentence, number: Quantity, numbers: list[Quantity]) -> Quantity:
    """The last number of "118, 127 and 104 U/L", where the number stands: what is told behind it is told of all."""
    for other in numbers:
        if other.start >= number.end:
            if not _LISTED.fullmatch(sentence.between(number.end, other.start)):
                break
            number = other
    return number


# What a course prints behind its value: "(day 21)", "(14 Jan 2020 (admission))".
_TIME_BEHIND = re.compile(r"\((?P<time>[^()]*(?:\([^()]*\))?[^()]*)\)$")
_SOME_TIME = re.compile(
    r"\b(?:(?:day|d|week|wk|w|month|mo|year)s?\)?\.? ?\+?(?!0\b|(?<!month )1\b)\d+|"
    r"(?<![-\d])[1-9]\d* ?(?:days|weeks?|months?|years?))\b"
)


_AFTER = re.compile(r"\s*(?:after|post|under|on) (?!admission|arrival|presentation)")  # "After the second IVIG"
_NO_LATER = re.compile(r"\bage|\bold\b|\bbefore\b|\bprior\b|\bpre\b|\bago\b|\bearlier\b")


def _phase_of_course(sentence: Sentence) -> Phase | None:
    """The phase of a value in a course of one patient, by its time: ``940 (month 6)`` is of the follow-up."""
    time = _TIME_BEHIND.search(sentence.lowered) if sentence.passage.person is None else None
    if time is None or time.start() < sentence.passage.head:
        return None
    told = phase_of(time["time"]) or ("onset" if time["time"].strip() == "diagnosis" else None)
    if told is None and time["time"].strip() in ("before", "after"):
        return phase_of_head(time["time"])
    if told is None and _AFTER.match(time["time"]):
        return "follow_up"
    if told is None and _SOME_TIME.search(time["time"]) and not _NO_LATER.search(time["time"]):
        return "follow_up"
    return told


# "fell from" ahead of "8,000 to 300 U/L"
_FELL_FROM = re.compile(
    r"\b(?:fell|fall\w*|dropp?\w*|declin\w*|decreas\w*|reduc\w*|(?:came|went|brought|down)|improv\w*|sank|normali[sz]\w+|"
    r"halved|diminish\w*)\b[^.;\d]{0,40}"
    r"\bfrom (?:an? )?(?:\w+ )?$"
)
# "fell from 8,000 U/L at baseline to 300 U/L"
_TO = re.compile(r"(?:^\s*|^[^;.,]{0,40} )to (?:an? |about |only )?$")
_ARROW_BEHIND = re.compile(r"\s?(?:→|->|=>|➔|⟶)")
_ARROW_AHEAD = re.compile(r"(?:→|->|=>|➔|⟶)\s?$")
# "14,340 U/L initially and 310 U/L at the last visit": what stands ahead of "and" is of the value before it.
_OF_THE_ONE_BEFORE = re.compile(
    r"\s*\(?(?!and\b|to\b|then\b|which\b|but\b|with\b|was\b|were\b|had\b|[,;])(?:(?!\b(?:and|to|peak\w*|was|were|fell|rose|increas\w+|"
    r"decreas\w+|dropped|declined)\b)[^,;]){3,40}?\)?,?\s+and\s*"
)
_SINCE_ONSET = re.compile(r"\b(?:after|since) (?:the |disease |symptom )?onset\b")


def _ahead_of(sentence: Sentence, end: int, numbers: list[Quantity]) -> str:
    """The words ahead of the number that ends at ``end``."""
    number = next((other for other in numbers if other.end == end), None)
    return sentence.between(max(sentence.first, number.start - 80), number.start) if number else ""


# What a head says beside the name: "Peak CK", "CK before (U/L)", "CK, last".
_CALLED_CK_HEAD = re.compile(
    r"(?:\b(?:peak|highest|max(?:imum|imal)?\.?|initial|first|last|latest|final|baseline) )?" + CK_HEAD.pattern,
    re.IGNORECASE,
)


def _phase_of_heads(sentence: Sentence) -> Phase | None:
    """The phase of the one head that names creatine kinase in a row of heads that could not be parted."""
    stretches = sentence.passage.clean.sources(sentence.first, sentence.passage.head)
    heads = [
        match.group()
        for start, end in stretches
        for match in _CALLED_CK_HEAD.finditer(sentence.document.text[start:end])
    ]
    return only_phase_of(" ".join(heads[0].lower().split())) if len(heads) == 1 else None


def _later(numbers: list[Quantity], start: int) -> bool:
    """Whether a level is told ahead of the name at ``start``: how the sentence opens is of that one."""
    return any(other.kind == "enzyme" and not other.reference and other.end <= start for other in numbers)


def _its_own(words: str) -> str:
    """The words between two values but for those of the first."""
    words = of_the_value_behind(words)
    return "" if _OF_THE_ONE_BEFORE.fullmatch(words) and phase_of(words) == "onset" else words


# What joins the words behind a value to the next one.
_GOES_ON_TO = re.compile(
    r"\s?(?:\([^()]*\)\s?)?(?:[,;] ?(?:and |but |then )?|and |but |then )(?=(?:after|at|on|by|before|"
    r"following|within|during|under|in|one|two|three|four|five|six|nine|ten|twelve|\d)\b)"
)
_PEAKS = re.compile(r"\b(?:peak|maxim|highest)")


def _before_list(sentence: Sentence, number: Quantity, numbers: list[Quantity]) -> int:
    """Where the number ends that stands ahead of the list of which the number is: what leads to it leads to all."""
    for other in reversed([other for other in numbers if other.end <= number.start]):
        if not _LISTED.fullmatch(sentence.between(other.end, number.start)):
            return other.end
        number = other
    return sentence.first


def _tail_of(sentence: Sentence, number: Quantity, numbers: list[Quantity]) -> str:
    """The words behind a value that may tell its phase."""
    last = _last_of_list(sentence, number, numbers)
    behind = min((other.start for other in numbers if other.start >= last.end), default=sentence.last)
    tail = of_the_value_before(sentence.between(last.end, behind), before_another=behind < sentence.last)
    if behind < sentence.last and _GOES_ON_TO.match(tail) and not _PEAKS.search(tail):
        tail = ""  # "10,000 U/L, after the third infusion 3,300 U/L": the time of the next value
    return re.split(r"[;]|, (?:and|with|which|but|who|whose|in whom|detected|found)\b|\bto \d", tail)[0]


def phase_of_value(sentence: Sentence, hit: Hit, number: Quantity, numbers: list[Quantity]) -> Phase | None:
    """By the clause of the number, then by the words between name and number, then by the sentence's beginning."""
    start, end = sentence.chars(hit)
    if sentence.passage.kind == "cell":
        # The other words of a cell are another column's, or another value's.
        head = "" if sentence.passage.run_together else head_of(sentence)
        if (
            stages := stages_of(head, sentence.between(sentence.passage.head, sentence.last))
        ) is not None and hit.start < number.start:
            earlier = [other for other in numbers if sentence.passage.head <= other.start < number.start]
            return stages[min(len(earlier), len(stages) - 1)]
        told = phase_of(sentence.between(end, number.start)) or phase_of(head)
        if sentence.passage.run_together and hit.term.name == "CK":
            told = told or _phase_of_heads(sentence)
        return told or phase_of_head(head) or _phase_of_course(sentence) or only_phase_of(_title(sentence))
    before = max((other.end for other in numbers if other.end <= number.start), default=sentence.first)
    lead = _before_list(sentence, number, numbers)
    own = _TAIL.sub("", sentence.between(max(lead, end) if end <= number.start else lead, number.start), count=1)
    own = _its_own(own) if before > start else own
    if number.start > end and re.search(r"\bfrom (?:an? )?(?:\w+ )?$", own):
        told = phase_of(own)
        return told if told in ("peak", "relapse") or _ROSE.search(own) else "onset"
    if _ARROW_AHEAD.search(own):
        return "follow_up"
    if _ARROW_BEHIND.match(sentence.passage.clean.text, number.end):
        return "onset"
    if _TO.search(own) and _FELL_FROM.search(_ahead_of(sentence, before, numbers)):
        return "follow_up"
    if sentence.between(start, end).endswith("max"):
        return "peak"
    if before <= start and _CALLED_PEAK.search(sentence.between(max(sentence.first, start - 40), start)):
        return "peak"
    tail = _tail_of(sentence, number, numbers)
    head = sentence.between(max(sentence.first, start - 80), start) if before <= start else ""
    head = _SINCE_ONSET.sub(" ", head)[-60:].rpartition(";")[2]  # "two years after the onset" is no time of the onset
    return (
        phase_of(own)
        or phase_of(tail[:60])
        or phase_of(head)
        or (
            phase_of(sentence.between(sentence.first, start))
            if before <= start and not _later(numbers, start)
            else None
        )
    )
