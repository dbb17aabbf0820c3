"""Whom a label ("Patient 2") or a place ("the second girl", "the latter") means."""

import re

from extractors.anchors import Anchor
from extractors.cases import Case, label_word
from extractors.citations import cited_reference
from extractors.ordinals import COUNTED_THINGS, OTHER_THINGS
from extractors.reading import Sentence
from extractors.told_cases import ToldCases
from extractors.told_papers import of_author

_AHEAD = 120  # characters before a sentence in which is told what is counted
# "The second patient in that report, a 15-year-old, ..."
_IN_THAT_PAPER = re.compile(r" (?:in|of|from) (?:that|the same|their) (?:report|paper|series|study|article|letter)\b")


def labelled(told: ToldCases, sentence: Sentence, anchor: Anchor, index: int) -> list[Case]:
    """The cases of a label, unless it is that of another paper or of a table."""
    if re.search(r"\b(?:table|reported|previous)\b", sentence.lowered[max(0, anchor.start - 12) : anchor.start]):
        return []
    words = sentence.text[anchor.start : anchor.end]
    if (named := _named_so(told, sentence, anchor, index, words)) is not None:
        return [named]
    return [_numbered(told, number, words) for number in anchor.labels]


def _named_so(told: ToldCases, sentence: Sentence, anchor: Anchor, index: int, words: str) -> Case | None:
    """``A 50-year-old man (patient B)``: the label of somebody who is described right ahead."""
    person = sentence.anchors[index - 1].person if index and len(anchor.labels) == 1 else None
    if person is None or not told.named or told.described.get(id(told.named[-1])) is not person:
        return None
    case, number = told.named[-1], anchor.labels[0]
    taken = any(other.number == number and other.origin == "own" for other in told.cases)
    if sentence.lowered[person.end : anchor.start] != " (" or taken or case.number or case.origin != "own":
        return None
    case.number, case.label = number, words[:1].upper() + words[1:]
    return case


def _numbered(told: ToldCases, number: int, words: str) -> Case:
    known = next((case for case in told.cases if case.number == number and case.origin == "own"), None)
    if known is None:
        bare = [case for case in told.cases if case.number is None and case.origin == "own"]
        known = bare[0] if number == 1 and len(bare) == 1 and len(told.cases) == 1 else None
        if (
            known is None
            and told.announced
            and number <= len(told.announced)
            and told.announced[number - 1].number is None
        ):
            known = told.announced[number - 1]
        if known is None:
            letter = chr(ord("A") + number - 1)
            lettered = re.search(rf"\b{re.escape(letter)}\b", words.split(maxsplit=1)[-1])
            known = Case(label=f"{label_word(words)} {letter if lettered else number}")
            told.cases.append(known)
        known.number = number
    return known


def by_ordinal(told: ToldCases, sentence: Sentence, anchor: Anchor) -> list[Case]:
    """The patient by place among those told so far, also among those of one other paper; the next one is new."""
    if (citation := cited_reference(sentence, anchor.end)) is not None:  # "the second patient of Ito and Sato"
        number = anchor.labels[0]
        return [of_author(told, f"{citation} #{number}" if number else citation, anchor)]
    if told.review or _IN_THAT_PAPER.match(sentence.lowered, anchor.end):
        theirs = [case.label.split(" #", maxsplit=1)[0] for case in told.open if case.origin == "cited"]
        return [of_author(told, f"{label} #{anchor.labels[0]}", anchor) for label in theirs[:1] if anchor.labels[0]]
    own = [case for case in told.cases if case.origin == "own"]
    which = anchor.labels[0]
    before = sentence.passage.clean.lowered[max(0, sentence.first - _AHEAD) : sentence.first + anchor.start]
    if anchor.bare:
        return [] if OTHER_THINGS.search(before) else _by_place(told, anchor, own)
    if which == 0:
        others = [case for case in own if case not in told.open]
        return others if len(others) == 1 else []
    if 0 < which <= len(own):
        return [own[which - 1]]
    alone = sentence.lowered[anchor.start : anchor.end].count(" ") == 1
    if alone and COUNTED_THINGS.search(before):  # "Two relapses followed. ... The second came in May"
        return []
    if which == len(own) + 1:
        case = Case(label=f"Case {which}")
        told.cases.append(case)
        return [case]
    return []


def _by_place(told: ToldCases, anchor: Anchor, own: list[Case]) -> list[Case]:
    """``the latter``, ``in the third``: of those told together last, or of all patients; nobody new."""
    cited = bool(told.together) and all(case.origin == "cited" for case in told.together)
    pool = told.together if cited or (anchor.count == len(told.together)) else own
    if anchor.count not in (None, len(pool)):
        return []
    if anchor.labels == (0,):
        left = [case for case in pool if case not in told.open]
        return left if len(left) == 1 else []
    reach = max(map(abs, anchor.labels))
    if not 1 < len(pool) >= reach:
        return []
    return [pool[place if place < 0 else place - 1] for place in anchor.labels]
