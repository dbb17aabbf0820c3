"""What is told once for several patients, none of them named: ``IVIG (2 g/kg monthly) was used in five patients``.

A dose is that of each patient of the article who took the drug and of whom no other dose is told, where these are as
many as the words say: then they are the ones who are meant. A route that is told of all is that of each who took the
drug: ``All 19 children received oral prednisolone``. And what is told of a drug and of nobody at all is of all who took
it: ``Methotrexate, where it was used, was injected at 15 mg/m2 a week``.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from extractors.cases import Case
from extractors.number_words import SMALL
from extractors.reading import Found, Sentence
from schemas.mention import DrugMention, Mention

_SECTIONS = ("body", "case", "results", "methods")
_COUNTED = re.compile(
    r"\b(?P<count>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)(?: (?:of|out of) (?:the|our|these)(?: \w+)?)? "
    r"(?:\w+ )?(?:patients|children|cases|girls|boys|of them)\b"
)
# "at a median dose of 1.5 mg/kg", "up to 2 mg/kg": what nobody in particular got.
_SPREAD = re.compile(
    r"\b(?:median|mean|average|up to|max(?:imum|imal)?|at least|at most|range[ds]?|between)\b[^;.]{0,30}$"
)
_EVERYBODY = re.compile(
    r"(?:all|each|every(?:body|one)?)(?: of)?(?: the| our| these)?(?: (?:\d{1,3}|two|three|four|five|six|seven|"
    r"eight|nine|ten))?(?: of them)?(?: (?:patients?|child(?:ren)?|cases?|girls|boys))? "
    r"(?:(?:had )?received|(?:was|were|had been) (?:given|treated with|started on)|took)\b"
)
_SOMEBODY = re.compile(
    r"\b(?:one|another|an?|1|some|several|most|first|second|third|fourth|last|others?) (?:(?:further|other|more|of) )?"
    r"(?:\w+ )?(?:patient|child|case|girl|boy|woman|man|sibling|twin|of (?:them|whom))\b|"
    r"\b(?:usually|generally|typically|recommended|some|most of|many|few|he|she|his|her)\b"
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


def share_routes(found: Sequence[Found], cases: Sequence[Case]) -> None:
    """Give each own case the route by which all are said to have had a drug, where its own course tells none."""
    for item in found:
        mention = item.mention
        if not isinstance(mention, DrugMention) or not _of_everybody(item, mention):
            continue
        for case in cases:
            own = {
                place: told
                for place, told in enumerate(case.mentions)
                if isinstance(told, DrugMention) and told.value.name == mention.value.name
            }
            given = all(told.value.status in ("given", "stopped") for told in own.values())
            if case.origin != "own" or not given or any(told.value.route for told in own.values()):
                continue
            for place, told in own.items():
                evidence = (*told.value.evidence, *mention.value.evidence)
                value = told.value.model_copy(update={"route": mention.value.route, "evidence": evidence})
                case.mentions[place] = told.model_copy(update={"value": value})


def share_untold(unlinked: list[Mention], found: Sequence[Found], cases: Sequence[Case]) -> list[Mention]:
    """Give each own case that took a drug the doses and the route that are told of nobody; what is still unlinked."""
    own = [case for case in cases if case.origin == "own"]
    places = {id(item.mention): item for item in found if isinstance(item.mention, DrugMention)}
    left: list[Mention] = []
    for mention in unlinked:
        item = places.get(id(mention))
        if item is None or not isinstance(mention, DrugMention) or len(own) < 2 or not _of_all_takers(item, mention):
            left.append(mention)
            continue
        takers = [(case, place) for case in own if (place := _untold(case, mention)) is not None]
        told = _count(item.sentence) if _COUNTED.search(item.sentence.lowered) else len(takers)
        if len(takers) != told or not takers:
            left.append(mention)
            continue
        for case, _ in takers:
            case.add(mention, item.sentence.order)
    return left


def _untold(case: Case, mention: DrugMention) -> int | None:
    """The place of a course of the drug in a case in which neither a dose nor another route is told of it."""
    courses = [
        (place, told.value)
        for place, told in enumerate(case.mentions)
        if isinstance(told, DrugMention) and told.value.name == mention.value.name
    ]
    if not courses or any(course.status not in ("given", "stopped") or course.doses for _, course in courses):
        return None
    routes = {course.route for _, course in courses} - {None, mention.value.route}
    return None if routes and mention.value.route else courses[0][0]


def _of_all_takers(item: Found, mention: DrugMention) -> bool:
    """Whether plain doses or a route are told of a drug, and of nobody in particular."""
    value, sentence = mention.value, item.sentence
    if mention.level != "patient" or value.status != "given" or not (value.doses or value.route):
        return False
    if (
        sentence.passage.kind != "prose"
        or sentence.passage.section not in _SECTIONS
        or _SOMEBODY.search(sentence.lowered)
    ):
        return False
    ahead = [sentence.between(max(sentence.first, start - _FAR), start) for start, _ in item.doses]
    plain = all(dose.amount is not None for dose in value.doses) and not any(map(_SPREAD.search, ahead))
    return plain and all(anchor.kind in ("group", "series") for anchor in sentence.anchors)


def _of_everybody(item: Found, mention: DrugMention) -> bool:
    """Whether a drug and its route are told of all the patients of the article."""
    if mention.level != "group" or mention.value.status != "given" or mention.value.route is None:
        return False
    sentence = item.sentence
    told = sentence.passage.kind == "prose" and sentence.passage.section in _SECTIONS
    return told and _EVERYBODY.match(sentence.lowered) is not None


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
