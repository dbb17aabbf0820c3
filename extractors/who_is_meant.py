"""Whom an anchor means, of the cases told so far; a new case where nobody was told of before."""

import re

from extractors.anchors import Anchor
from extractors.cases import Case
from extractors.citations import cited_owner, cited_reference
from extractors.reading import Sentence
from extractors.told_cases import ToldCases
from extractors.told_family import measured, relative, sibling
from extractors.told_groups import announced, just_told, members
from extractors.told_labels import by_ordinal, labelled
from extractors.told_papers import of_author
from extractors.told_persons import described

_INDEX = re.compile(r"(?:the|our|this) (?:index (?:case|patient|child|girl|boy)|proband|proposit(?:us|a))\b")
_PATIENT = re.compile(r"\b(?:patient|proband|propositus|proposita)\b")
_BORN = re.compile(r"\b(?:newborn|neonate|baby|infant)\b")
_FIRST_OF = re.compile(r"' ?s? (?P<which>first|second|third) ")  # "Ito's second patient"


def meant(told: ToldCases, sentence: Sentence, anchor: Anchor, index: int) -> list[Case]:
    """The cases that an anchor means, the ``index``-th of its sentence; none where that cannot be told."""
    if anchor.kind == "label":
        return labelled(told, sentence, anchor, index)
    if anchor.kind == "series":
        return announced(told, sentence, anchor)
    if anchor.kind == "ordinal":
        return by_ordinal(told, sentence, anchor)
    if anchor.kind == "sibling":
        return sibling(told, sentence, anchor)
    if anchor.kind == "kin":
        return relative(told, sentence, anchor)
    if anchor.kind == "relative":
        return measured(told, sentence, anchor)
    if anchor.kind == "person" and anchor.person is not None:
        return described(told, sentence, anchor.person, index)
    if anchor.kind == "group":
        return members(told, anchor) or just_told(told, anchor)
    return _referred(told, sentence, anchor)


def _referred(told: ToldCases, sentence: Sentence, anchor: Anchor) -> list[Case]:
    """The open case where its sex allows; else the latest case of that sex."""
    ours = sentence.lowered.startswith("our ", anchor.start)
    owner = cited_owner(sentence.text[anchor.start : anchor.end])  # patients may have a name too: "Lena's case"
    owner = owner if told.argues(sentence) else None
    if owner and (number := _FIRST_OF.search(sentence.lowered, anchor.start, anchor.end)):
        owner = f"{owner} #{1 + ('first', 'second', 'third').index(number['which'])}"
    if not anchor.pronoun and (citation := owner or cited_reference(sentence, anchor.end)) is not None:
        return [of_author(told, citation, anchor)]
    if (index := _index(told, sentence, anchor)) is not None:
        return [index]
    own = [case for case in told.cases if case.origin == "own"]
    if not anchor.pronoun and told.born and _BORN.search(sentence.lowered, anchor.start, anchor.end):
        return told.born
    if not anchor.pronoun and told.tells(sentence) and _is_first(told, sentence, anchor, own):
        case = Case(label="index patient", sex_hint=anchor.sex)
        told.cases.append(case)
        return [case]
    if len(told.open) == 1 and not (ours and told.open[0].origin == "cited"):
        case = told.open[0]
        if anchor.sex is None or case.sex in (anchor.sex, None) or len(told.cases) == 1:
            if anchor.sex and case.sex is None:
                case.sex_hint = anchor.sex
            return told.open
    return _of_that_sex(told, anchor, own)


def _index(told: ToldCases, sentence: Sentence, anchor: Anchor) -> Case | None:
    """Of several patients of one family, the one whom "the index case" means: by a sentence before, or the first.

    "The index case is the older sister": whose story it is, the words behind tell.
    """
    if not _INDEX.match(sentence.lowered, anchor.start, anchor.end):
        return None
    own = [case for case in told.cases if case.origin == "own"]
    if told.index is not None or len(own) < 2:
        return told.index
    named = next((other for other in sentence.anchors if other.start > anchor.start), None)
    if named is not None and named.kind in ("sibling", "kin"):
        behind = sibling(told, sentence, named) if named.kind == "sibling" else relative(told, sentence, named)
        told.index = behind[0] if len(behind) == 1 else None
    else:
        told.index = own[0]
    return told.index if told.index is not None and told.index.fits(anchor.sex, None) else None


def _is_first(told: ToldCases, sentence: Sentence, anchor: Anchor, own: list[Case]) -> bool:
    """Whether nobody was told of before, or only a relative of the patient."""
    if any(case not in told.relatives for case in own):
        return False
    return not told.open if not own else _PATIENT.search(sentence.lowered, anchor.start, anchor.end) is not None


def _of_that_sex(told: ToldCases, anchor: Anchor, own: list[Case]) -> list[Case]:
    """The only one of that sex; of two siblings, one a girl, the other is meant by "his CK"."""
    same = [case for case in own if anchor.sex is not None and case.sex == anchor.sex]
    if not same and anchor.sex is not None:
        same = [case for case in own if case.sex is None and case not in told.open]
    if len(same) == 1:
        same[0].sex_hint = same[0].sex_hint or anchor.sex
        return same
    return own if len(own) == 1 else []
