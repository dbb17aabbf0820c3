"""A dose told once for several patients, none of them named: ``IVIG (2 g/kg monthly) was used in five patients``.

It is the dose of each patient of the article who took the drug and of whom no other dose is told, where these are as
many as the words say: then they are the ones who are meant.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from extractors.cases import Case
from extractors.number_words import SMALL
from extractors.reading import Found, Sentence
from schemas.mention import DrugMention

_SECTIONS = ("body", "case", "results", "methods")
_COUNTED = re.compile(
    r"\b(?P<count>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)(?: (?:of|out of) (?:the|our|these)(?: \w+)?)? "
    r"(?:\w+ )?(?:patients|children|cases|girls|boys|of them)\b"
)
# "at a median dose of 1.5 mg/kg", "up to 2 mg/kg": what nobody in particular got.
_SPREAD = re.compile(
    r"\b(?:median|mean|average|up to|max(?:imum|imal)?|at least|at most|range[ds]?|between)\b[^;.]{0,30}$"
)
_FAR = 40  # characters ahead of a dose


def share_doses(found: Sequence[Found], cases: Sequence[Case]) -> None:
    """Give each own case the doses that are told of as many patients as took the drug."""
    courses: dict[str, dict[int, list[DrugMention]]] = defaultdict(lambda: defaultdict(list))
    for place, case in enumerate(cases):
        for told in case.mentions if case.origin == "own" else ():
            if isinstance(told, DrugMention) and told.value.status in ("given", "stopped"):
                courses[told.value.name][place].append(told)
    for item in found:
        mention = item.mention
        if not isinstance(mention, DrugMention) or not _of_several(item, mention):
            continue
        takers = courses[mention.value.name]
        if len(takers) > 1 and len(takers) == _count(item.sentence):
            for place, own in takers.items():
                if not any(course.value.doses for course in own):
                    cases[place].add(mention.model_copy(update={"level": "patient"}), item.sentence.order)


def _of_several(item: Found, mention: DrugMention) -> bool:
    """Whether one plain dose is told of some of the article's patients."""
    if mention.level != "group" or mention.value.status != "given" or len(item.doses) != 1:
        return False
    sentence, (start, _) = item.sentence, item.doses[0]
    ahead = sentence.between(max(sentence.first, start - _FAR), start)
    told = sentence.passage.kind == "prose" and sentence.passage.section in _SECTIONS
    return told and mention.value.doses[0].amount is not None and _SPREAD.search(ahead) is None


def _count(sentence: Sentence) -> int | None:
    """How many patients a sentence tells of; None where it tells of several numbers, or of none."""
    told = {match["count"] for match in _COUNTED.finditer(sentence.lowered)}
    if len(told) != 1:
        return None
    count = told.pop()
    return int(count) if count.isdigit() else SMALL[count]
