"""Whom a word of kinship means: the elder of two siblings, "her brother", the newborn."""

from extractors.anchors import Anchor
from extractors.cases import Case, called
from extractors.kinship import family_of_others
from extractors.measured_kin import NEWBORN
from extractors.others_patients import OTHERS
from extractors.person_words import sex_of
from extractors.reading import Sentence
from extractors.told_cases import ToldCases
from extractors.told_relatives import call_owner, known_relative, new_relative, noun_of


def sibling(told: ToldCases, sentence: Sentence, anchor: Anchor) -> list[Case]:
    """The elder or the younger of two patients: by name, by age, as announced; else somebody new."""
    which = anchor.labels[0]
    if told.siblings:
        return [told.siblings[which - 1]]
    words = sentence.text[anchor.start : anchor.end].split(maxsplit=1)[1].lower()
    if anchor.count is None:
        return _eldest(told, anchor)
    own = [case for case in told.cases if case.origin == "own" and case.fits(anchor.sex, None)]
    if named := [case for case in own if words in case.aliases]:
        return told.under_label(named)
    aged = sorted((case for case in own if case.ages), key=lambda case: -case.ages[0])
    if len(aged) == 2 and aged[0].ages[0] != aged[1].ages[0]:
        return [aged[which - 1]]
    if len(told.announced) == 2:
        return [told.announced[which - 1]]
    if not told.cases or which == 1:
        return []
    if (opened := told.opened_by_label()) is not None and opened.fits(anchor.sex, None):
        return called(opened, words, anchor.sex)
    case = Case(label=words, sex_hint=anchor.sex, aliases=[words])
    told.cases.append(case)
    return [case]


def _eldest(told: ToldCases, anchor: Anchor) -> list[Case]:
    """The eldest or the youngest of several who were announced: by age, else in their order."""
    aged = sorted(told.announced, key=lambda case: -case.ages[0] if case.ages else 0)
    return [aged[0 if anchor.labels[0] == 1 else -1]] if aged else []


def relative(told: ToldCases, sentence: Sentence, anchor: Anchor) -> list[Case]:
    """The patient whom a word of kinship means: not the one whose relative it is; else somebody new."""
    *whose, noun = sentence.lowered[anchor.start : anchor.end].split()
    heading = sentence.passage.kind == "heading" and not whose
    definite = not whose or whose[0] in ("the", "our", "this")
    if noun in told.family:
        return [of_family(told, noun)]
    own = [case for case in told.cases if case.origin == "own" and case.fits(anchor.sex, None)]
    opened = None if anchor.start else told.opened_by_label()  # "Sibling 2. Her brother was seen when"
    named = [case for case in own if noun in case.aliases]
    if named and (opened or definite):
        return told.under_label(named[:1])
    if opened and opened.fits(anchor.sex, None):
        return called(opened, noun, anchor.sex)
    owner = not definite and len(told.open) == 1
    others = [case for case in own if not (owner and case in told.open)]
    fit = [case for case in others if anchor.sex is None or case.sex == anchor.sex] or others[:1]
    fit = [case for case in fit if any(item.kind not in ("sex", "age") for item in case.mentions)] or fit
    if len(fit) > 1 or (not fit and not heading and (not told.cases or not told.tells(sentence))):
        return []
    if not fit:
        fit = [Case(label=noun)]
        told.cases += fit
    return called(fit[0], noun, anchor.sex)


def measured(told: ToldCases, sentence: Sentence, anchor: Anchor) -> list[Case]:
    """A relative of whom values of their own are told, or a newborn."""
    words = sentence.lowered[anchor.start : anchor.end]
    owner = told.open[0] if len(told.open) == 1 else None
    known = known_relative(told.cases, words, anchor, owner)
    if known is None:
        if sentence.passage.kind != "prose" or not (told.tells(sentence) or sentence.passage.section == "abstract"):
            return []
        known = new_relative(words, anchor.sex)
        told.cases.append(known)
        told.relatives.append(known)
        noun = noun_of(words)
        if noun == NEWBORN:
            told.born = [known]
        if owner is not None:
            mother = told.described.get(id(owner))
            call_owner(owner, noun, owner.sex or (mother.sex if mother else None))
    return [known]


def enter_family(told: ToldCases, opening: Sentence) -> None:
    """The relatives whom a paragraph tells of as patients of others: "a report of a mother and her son"."""
    relatives = family_of_others(opening.passage.clean.lowered) if opening.passage.kind == "prose" else None
    if any(noun in case.aliases for noun in relatives or () for case in told.cases):
        relatives = None  # relatives who are patients of this article
    told.family = {noun: Case(label=f"{OTHERS}, {noun}", origin="cited", citation=OTHERS) for noun in relatives or ()}


def of_family(told: ToldCases, noun: str) -> Case:
    """The patient of others whom such a word means in a paragraph that tells of their family."""
    case = told.family[noun]
    case.sex_hint = sex_of(noun)
    if case not in told.cases:
        told.cases.append(case)
    told.together = [other for other in told.family.values() if other in told.cases]
    return case
