"""The phase of a creatine kinase that no word tells, by its place in the patient's story.

A value told first, before any treatment is told, is of the onset; one told after treatment and after another value is
of the follow-up (annotation guideline: onset is "before treatment"). Tables tell no story, and the abstract tells its
own.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from extractors.cases import Case
from extractors.lexicon import drugs
from extractors.reading import Sentence
from extractors.relapses import only_arrived, phase_at_relapse
from schemas.mention import CkMention, DrugMention
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

# "In spite of this CK persisted around 4,000 U/L", "increased again to": there was a value before it.
_GOES_ON = re.compile(r"\b(?:again|still|persist\w*|remain\w*|stayed|once more)\b[^.;,]*$")
_FAR = 60  # characters ahead of a value


def tell_phases(case: Case, sentences: list[Sentence], headings: list[int]) -> None:
    """Give every creatine kinase of the case that has no phase the one that the story tells.

    ``headings`` are the places of those among the sentences.
    """
    _tell_relapses(case, sentences, headings)
    told = [
        (place, sentences[order].passage.section == "abstract", mention, _goes_on(mention, sentences[order]))
        for place, (mention, order) in enumerate(zip(case.mentions, case.orders, strict=True))
        if sentences[order].passage.kind == "prose" and isinstance(mention, CkMention | DrugMention)
    ]
    named = {
        _number(mention): mention.value.phase
        for mention, order in zip(case.mentions, case.orders, strict=True)
        if isinstance(mention, CkMention) and sentences[order].passage.kind == "cell" and mention.value.phase != "peak"
    }
    told.sort(key=lambda item: item[2].value.evidence[0].start)
    for part in (True, False):
        mentions = [(place, mention, on) for place, abstract, mention, on in told if abstract is part]
        for place, mention, phase in _in_order(mentions):
            # a table may name the phase of the same value; its peak may be of any
            value = mention.value.model_copy(update={"phase": named.get(_number(mention)) or phase})
            case.mentions[place] = mention.model_copy(update={"value": value})


def _goes_on(mention: CkMention | DrugMention, sentence: Sentence) -> bool:
    """Whether the words ahead of a value say that it was not the first."""
    if not isinstance(mention, CkMention):
        return False
    at = max(sentence.text.find(mention.value.printed), 0)
    return _GOES_ON.search(sentence.lowered[max(0, at - _FAR) : at]) is not None


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


def _in_order(mentions: list[tuple[int, CkMention | DrugMention, bool]]) -> Iterator[tuple[int, CkMention, Phase]]:
    measured = treated = False
    before: list[CkValue] = []
    for place, mention, goes_on in mentions:
        if isinstance(mention, CkMention):
            if mention.value.phase is None and (measured is treated or (treated and goes_on)):
                yield place, mention, "follow_up" if treated else "onset"
            elif not treated and _only_later(mention) and _not_less(mention.value, before):
                yield place, mention, "onset"  # not treated, and not on its way down
            measured = True
            before.append(mention.value)
        else:
            treated = treated or _is_treatment(mention)


def _not_less(value: CkValue, before: list[CkValue]) -> bool:
    """Whether a value is as high as all before it, in the same unit."""
    same = all(other.unit == value.unit and other.value is not None for other in before)
    return same and value.value is not None and all(value.value >= (other.value or 0.0) for other in before)


def _only_later(mention: CkMention) -> bool:
    """``Six months later a doctor found a CK of 5,000``: later than the first symptoms, and before any treatment."""
    time = mention.value.time
    return mention.value.phase == "follow_up" and time is not None and time.rule == "time.later"


def _is_treatment(mention: DrugMention) -> bool:
    course = mention.value
    return course.status in ("given", "stopped") and drugs()[course.name]["class"] in _TREATMENTS
