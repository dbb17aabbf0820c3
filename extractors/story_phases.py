"""The phase of a creatine kinase that no word tells, by its place in the patient's story.

A value told first, before any treatment is told, is of the onset; one told after treatment and after another value is
of the follow-up (annotation guideline: onset is "before treatment"). Tables tell no story, and the abstract tells its
own.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.cases import Case
from extractors.lexicon import drugs
from extractors.reading import Sentence
from extractors.relapses import only_arrived, phase_at_relapse
from schemas.mention import CkMention, DrugMention, Mention
from schemas.values import CkValue, Phase

_TREATMENTS = frozenset(
    {
        "glucocorticoid",
        "conventional immunosuppressant",
        "biologic",
        "immunoglobulin",
        "JAK inhibitor",
        "FcRn blocker",
        "complement inhibitor",
        "procedure",
    }
)

# "had been given prednisone elsewhere", "her medications included": treatments from before the story.
_BACKGROUND = re.compile(
    r"\b(?:had (?:\w+ ){0,2}?(?:been|received|taken|used|undergone|got)|(?:was|were|has been|been) (?:already |still )?"
    r"(?:taking|on|using|receiving|maintained on|under)|medications?|outside|elsewhere|another hospital|other hospital|"
    r"previous\w*|prior|earlier|had failed|in the past|past (?:medical )?history|history of|initially treated|known|"
    r"general practitioner|local (?:hospital|doctor|physician|clinic)|for (?:suspected|presumed|a presumed))\b"
)
# "despite methotrexate CK remained", "CK was 800 U/L on tacrolimus": between the two stand no other words.
_UNDER = re.compile(
    r"\b(?:despite|in spite of|notwithstanding|under|while (?:on|taking|receiving)|whilst (?:on|taking)|during|"
    r"(?<!started )(?<!put )(?<!placed )(?<!commenced )(?<!begun )on|after|following|refractory to)"
    r"(?: (?:continued|ongoing|regular|maintenance|the|her|his|this|these|high-dose|oral|"
    r"intravenous|monthly|weekly|daily|pulsed?|combined|\d[\d.]*|first|second|third|a|an|course|cycle|infusion|dose|of|"
    r"treatment|therapy|with)){0,5} $"
)
_STOPS = re.compile(r"[;.]")
_FROM = re.compile(r"\bfrom (?:an? )?$")
_LOCAL = re.compile(r"\b(?:ointment|cream|topical\w*|lotion|inhal\w+|intra-?articular|eye ?drops|nasal)\b")
_ROSE = re.compile(r"\b(?:rose|risen|rise|rising|increas\w+|climb\w+|doubled|soared)\b[^.;]*$")
_BESIDE = re.compile(r"[\s(,]*(?!and\b|who\b|but\b)(?:(?:over|for|during|within) [a-z ]{1,25} |(?:[a-z]+[ ,]+){0,2})")
_LATE = re.compile(
    r"\b(?:last|latest|final\w*|discharg\w+|treat\w*|therap\w+|remission|recover\w*|fell|fall\w*|drop\w*|declin\w*|"
    r"decreas\w*|nadir|lowest|normal\w*|now|current\w*|follow-?up (?:visit|examination)|resolv\w+|improv\w+)\b"
)
# "In spite of this CK persisted around 4,000 U/L", "increased again to": there was a value before it.
_GOES_ON = re.compile(
    r"\b(?:again|still|persist\w*|remain\w*|stayed|once more|never|(?:did|has|had) not|failed to|fluctuat\w*|"
    r"plateau\w*|stabili[sz]ed|settled|became normal|between attacks)\b[^.;,]*$"
)
_FAR = 60  # characters ahead of a value
_NEAR = 30
_COURSE = 2  # values of a table, and more
_FIRST_DAYS = 14  # of a stay in hospital
_HALF = 0.5  # what came down so far is no value of the onset
_ARRIVED = re.compile(r"\b(?:our|first (?:visit|evaluation|examination|assessment)|transfer\w*|referr\w+)\b")


@dataclass(frozen=True, slots=True)
class _Told:
    """A value or a treatment at its place among the mentions of a case."""

    place: int
    mention: CkMention | DrugMention
    ahead: str = ""  # the words ahead of a value
    background: bool = False  # a treatment from before the story
    under: bool = False  # a value that its sentence puts under a treatment
    abstract: bool = False


def tell_phases(case: Case, sentences: list[Sentence], headings: list[int]) -> None:
    """Give every creatine kinase of the case that has no phase the one that the story tells.

    ``headings`` are the places of those among the sentences.
    """
    _tell_relapses(case, sentences, headings)
    _tell_courses(case, sentences)
    told = sorted(_told(case, sentences), key=lambda item: item.mention.value.evidence[0].start)
    named = {
        _number(mention): mention.value.phase
        for mention, order in zip(case.mentions, case.orders, strict=True)
        if isinstance(mention, CkMention) and sentences[order].passage.kind == "cell" and mention.value.phase != "peak"
    }
    for part in (True, False):
        items = [item for item in told if _abstract(sentences[case.orders[item.place]]) is part]
        for place, mention, phase in _in_order(items):
            # a table may name the phase of the same value; its peak may be of any
            value = mention.value.model_copy(update={"phase": named.get(_number(mention)) or phase})
            case.mentions[place] = mention.model_copy(update={"value": value})


def _abstract(sentence: Sentence) -> bool:
    return sentence.passage.section == "abstract"


def _told(case: Case, sentences: list[Sentence]) -> Iterator[_Told]:
    """The values and treatments that the prose tells of a case."""
    given: dict[int, list[DrugMention]] = {}
    for mention, order in zip(case.mentions, case.orders, strict=True):
        if isinstance(mention, DrugMention) and _is_treatment(mention):
            given.setdefault(order, []).append(mention)
    for place, (mention, order) in enumerate(zip(case.mentions, case.orders, strict=True)):
        sentence = sentences[order]
        if sentence.passage.kind != "prose":
            continue
        if isinstance(mention, CkMention):
            ahead = sentence.lowered[: max(sentence.text.find(mention.value.printed), 0)]
            under = any(_is_under(sentence, mention, drug) for drug in given.get(order, ()))
            yield _Told(place, mention, ahead, under=under, abstract=_abstract(sentence))
        elif isinstance(mention, DrugMention) and _is_treatment(mention):
            at = max(sentence.text.find(mention.value.printed), 0)
            if not _LOCAL.search(sentence.lowered, max(0, at - _NEAR), at + _FAR):
                yield _Told(place, mention, background=_BACKGROUND.search(sentence.lowered) is not None)


def _is_under(sentence: Sentence, ck: CkMention, drug: DrugMention) -> bool:
    """Whether a sentence puts a value under a treatment: ``on tacrolimus CK was 800 U/L``, ``despite rituximab``."""
    value, name = sentence.text.find(ck.value.printed), sentence.text.find(drug.value.printed)
    if value < 0 or name < 0:
        return False
    under = _UNDER.search(sentence.lowered, 0, name)
    if under is None:
        return False
    if name < value:
        return not _STOPS.search(sentence.lowered[name:value])
    return _BESIDE.fullmatch(sentence.lowered[value + len(ck.value.printed) : under.start()]) is not None


def _number(mention: CkMention) -> tuple[float | None, str | None]:
    return mention.value.value, mention.value.unit


def _tell_relapses(case: Case, sentences: list[Sentence], headings: list[int]) -> None:
    """Give the creatine kinase of a relapse that only the story names its phase."""
    treated = {
        order
        for mention, order in zip(case.mentions, case.orders, strict=True)
        if isinstance(mention, DrugMention) and _is_treatment(mention)
    }
    for place, (mention, order) in enumerate(zip(case.mentions, case.orders, strict=True)):
        if not isinstance(mention, CkMention) or sentences[order].passage.kind != "prose":
            continue
        above = bisect_right(headings, order) - 1
        heading = headings[above] if above >= 0 else None
        value = mention.value
        if value.phase == "onset" and only_arrived(
            sentences[order], sentences[heading] if heading is not None else None
        ):
            value = value.model_copy(update={"phase": None})
        if value.phase in (None, "follow_up"):
            phase = phase_at_relapse(sentences, order, heading, value, treated)
            value = mention.value.model_copy(update={"phase": phase or mention.value.phase})
            case.mentions[place] = mention.model_copy(update={"value": value})


def _tell_courses(case: Case, sentences: list[Sentence]) -> None:
    """Give the values of a table that is the course of one patient the phases that its times do not tell."""
    courses: dict[int, list[int]] = {}
    for place, (mention, order) in enumerate(zip(case.mentions, case.orders, strict=True)):
        passage = sentences[order].passage
        if isinstance(mention, CkMention) and passage.table is not None and passage.person is None:
            courses.setdefault(passage.table, []).append(place)
    highest = max(case.ck, default=0.0)
    for places in courses.values():
        if len(places) < _COURSE:
            continue
        before: list[CkValue] = []
        fell = False
        for place in sorted(places, key=lambda place: _start(case.mentions[place])):
            mention = case.mentions[place]
            if not isinstance(mention, CkMention):
                continue
            fell = fell or _came_down(mention.value, before)
            later = mention.value.phase == "onset" and any(value.phase == "follow_up" for value in before)
            first = not before and mention.value.value == highest
            if later or (mention.value.phase is None and (fell or first)):
                phase: Phase = "onset" if first else "follow_up"
                value = mention.value.model_copy(update={"phase": phase})
                case.mentions[place] = mention.model_copy(update={"value": value})
            before.append(mention.value)


def _start(mention: Mention) -> int:
    return mention.value.evidence[0].start if isinstance(mention, CkMention) else 0


def _blamed(items: list[_Told]) -> frozenset[str]:
    """The drug told ahead of the first value that is withdrawn first behind it, where another treatment is told."""
    first = next((place for place, item in enumerate(items) if isinstance(item.mention, CkMention)), len(items))
    ahead = {item.mention.value.name for item in items[:first] if isinstance(item.mention, DrugMention)}
    behind = [item.mention.value for item in items[first:] if isinstance(item.mention, DrugMention)]
    if not behind or behind[0].status != "stopped" or all(course.name in ahead for course in behind):
        return frozenset()
    return frozenset({behind[0].name}) & ahead


def _in_order(items: list[_Told]) -> Iterator[tuple[int, CkMention, Phase]]:
    treated = known = False  # known: treatments were told, if only as background
    blamed = _blamed(items)
    before: list[CkValue] = []
    last = max((place for place, item in enumerate(items) if isinstance(item.mention, DrugMention)), default=-1)
    for place, item in enumerate(items):
        mention = item.mention
        if not isinstance(mention, CkMention):
            known = True
            treated = treated or bool(before) or not (item.background or mention.value.name in blamed)
            continue
        value = mention.value
        begins = place < last
        phase = _phase_in_story(item, value, before, treated=treated, known=known, begins=begins)
        if phase is not None and phase != value.phase:
            yield item.place, mention, phase
        before.append(value)


def _phase_in_story(
    item: _Told, value: CkValue, before: list[CkValue], *, treated: bool, known: bool, begins: bool
) -> Phase | None:
    """The phase of a value behind the values ``before``, where its place in the story tells it.

    ``begins``: a treatment is told behind it.
    """
    early = begins and not known and _LATE.search(item.ahead) is None
    if value.phase == "follow_up" and not treated and _not_less(value, before) and (_only_later(value) or early):
        return "onset"  # not treated, and not on its way down
    if value.phase == "onset" and treated and _ARRIVED.search(item.ahead) and _came_down(value, before):
        return "follow_up"
    if value.phase == "onset" and treated and not item.abstract and _FROM.search(item.ahead) and _is_new(value, before):
        return "follow_up"  # "CK fell from 5,870": it had been measured before
    if value.phase is not None:
        return None
    goes_on = _GOES_ON.search(item.ahead[-_FAR:]) is not None
    if item.under or (goes_on and (known or before)):
        return "follow_up"
    if not before:
        return None if treated else "onset"
    if treated or _came_down(value, before) or _days_later(value, before):
        return "follow_up"
    untreated = begins and not known and all(other.phase in (None, "onset") for other in before)
    return "onset" if (_not_less(value, before) or untreated) and not _ROSE.search(item.ahead) else None


def _is_new(value: CkValue, before: list[CkValue]) -> bool:
    return bool(before) and all((other.value, other.low) != (value.value, value.low) for other in before)


def _came_down(value: CkValue, before: list[CkValue]) -> bool:
    """Whether a value is less than half of one before it, in the same unit."""
    told = [other.value for other in before if other.unit == value.unit and other.value is not None]
    return value.value is not None and bool(told) and value.value < _HALF * max(told)


def _not_less(value: CkValue, before: list[CkValue]) -> bool:
    """Whether a value is as high as all before it, in the same unit."""
    same = all(other.unit == value.unit and other.value is not None for other in before)
    if value.value is None:
        return not before  # a range
    return same and all(value.value >= (other.value or 0.0) for other in before)


def _days_later(value: CkValue, before: list[CkValue]) -> bool:
    """``410 U/L on admission ... on the second day 3,870 U/L``: a day counted from the one of the value before."""
    days = value.time.days if value.time else None
    arrived = any(
        other.time is not None and other.time.since == "admission" and not other.time.days for other in before
    )
    return days is not None and 1 < days <= _FIRST_DAYS and arrived


def _only_later(value: CkValue) -> bool:
    """``Six months later a doctor found a CK of 5,000``: later than the first symptoms, and before any treatment."""
    return value.time is not None and value.time.rule == "time.later"


def _is_treatment(mention: DrugMention) -> bool:
    course = mention.value
    if course.route in ("topical", "inhaled"):
        return False
    return course.status in ("given", "stopped") and drugs()[course.name]["class"] in _TREATMENTS
