"""Who is meant: the cases told so far, and which of them an anchor means; a new one where nobody was told of before."""

import re
from dataclasses import dataclass, field

from extractors.anchors import Anchor
from extractors.cases import Case, called, label_word
from extractors.citations import Several, author_of, cited_owner, cited_paper, cited_reference, of_authors, same_paper
from extractors.demographics import of_several
from extractors.kinship import family_of_others
from extractors.measured_kin import NEWBORN
from extractors.ordinals import COUNTED_THINGS, OTHER_THINGS
from extractors.others_patients import ARGUING, NEWCOMERS, OTHERS, of_nobody_here, paper_of_others
from extractors.person_words import sex_of
from extractors.persons import Person
from extractors.reading import Sentence
from extractors.told_relatives import call_owner, known_relative, new_relative, noun_of
from schemas.mention import SexMention
from schemas.values import Sex

# "The youngest published child, a boy of 10 months": somebody else's patient.
_PUBLISHED = re.compile(
    r"\b(?:youngest|oldest|first|only|earliest|one) (?:published|reported|described|recorded) (?:[\w-]+ ){0,2}[\w-]+, $"
)
# "The youngest child, a boy of 10 months": of those whom a table of a review lists
_EXTREME = re.compile(r"\b(?:youngest|oldest) (?:[a-z-]+ )?[a-z-]+, $")
_INDEX = re.compile(r"(?:the|our|this) (?:index (?:case|patient|child|girl|boy)|proband|proposit(?:us|a))\b")
# in whose text some are told by their ages, as members of a group
_COHORT = re.compile(
    r"\b(?:median|mean|cohort|registry|retrospective\w*|\d{2,} (?:[a-z-]+ ){0,2}(?:patients|children|cases|families))\b"
)
_AHEAD = 120  # characters before a sentence in which is told what is counted
_PATIENT = re.compile(r"\b(?:patient|proband|propositus|proposita)\b")
_BORN = re.compile(r"\b(?:newborn|neonate|baby|infant)\b")
_GROWN = 18  # years
_UNTOLD = 2  # patients of whom a report numbers, but tells nothing
_FIRST_OF = re.compile(r"' ?s? (?P<which>first|second|third) ")  # "Ito's second patient"
# "The second patient in that report, a 15-year-old, ..."
_IN_THAT_PAPER = re.compile(r" (?:in|of|from) (?:that|the same|their) (?:report|paper|series|study|article|letter)\b")
_NEAR = 12  # words between a label and the description that belongs to it
OPENING = 40
"""Characters: a description without a noun opens a case only at the beginning of a sentence."""
STORY_SECTIONS = ("body", "case", "results", "methods")
"""Where a story is told: elsewhere a description without a label opens no case."""


@dataclass(slots=True)
class ToldCases:
    """The cases so far: whose story is ``open``, who was ``announced`` ("two girls"), who was named ``together``.

    ``named`` are those whom the sentence at hand names one by one, ``described`` how it describes them.
    ``in_passing`` are those of whom a sentence told the ages without announcing them: patients where more is told.
    """

    cases: list[Case] = field(default_factory=list)
    open: list[Case] = field(default_factory=list)
    announced: list[Case] = field(default_factory=list)
    together: list[Case] = field(default_factory=list)
    family: dict[str, Case] = field(default_factory=dict)
    index: Case | None = None
    review: bool = False
    siblings: list[Case] = field(default_factory=list)
    in_passing: list[Case] = field(default_factory=list)
    described: dict[int, Person] = field(default_factory=dict)
    named: list[Case] = field(default_factory=list)
    born: list[Case] = field(default_factory=list)
    relatives: list[Case] = field(default_factory=list)

    def argues(self, sentence: Sentence) -> bool:
        """Whether others' patients are told of for comparison; a review does so wherever it tells of any."""
        return self.review or sentence.passage.section in ARGUING

    def _tells(self, sentence: Sentence) -> bool:
        """Whether a story of a patient of the article may be told."""
        return not self.review and sentence.passage.section in STORY_SECTIONS

    def meant(self, sentence: Sentence, anchor: Anchor, index: int) -> list[Case]:
        """The cases that an anchor means, the ``index``-th of its sentence; none where that cannot be told."""
        if anchor.kind == "label":
            return self._label(sentence, anchor, index)
        if anchor.kind == "series":
            return self._announced(sentence, anchor)
        if anchor.kind == "ordinal":
            return self._ordinal(sentence, anchor)
        if anchor.kind == "sibling":
            return self._sibling(sentence, anchor)
        if anchor.kind == "kin":
            return self._relative(sentence, anchor)
        if anchor.kind == "relative":
            return self._measured(sentence, anchor)
        if anchor.kind == "person" and anchor.person is not None:
            return self._described(sentence, anchor.person, index)
        if anchor.kind == "group":
            return self.members(anchor) or self._just_told(anchor)
        return self._referred(sentence, anchor)

    def _label(self, sentence: Sentence, anchor: Anchor, index: int) -> list[Case]:
        """The cases of a label, unless it is that of another paper or of a table."""
        if re.search(r"\b(?:table|reported|previous)\b", sentence.lowered[max(0, anchor.start - 12) : anchor.start]):
            return []
        words = sentence.text[anchor.start : anchor.end]
        if (named := self._named_so(sentence, anchor, index, words)) is not None:
            return [named]
        return [self._numbered(number, words) for number in anchor.labels]

    def _named_so(self, sentence: Sentence, anchor: Anchor, index: int, words: str) -> Case | None:
        """``A 50-year-old man (patient B)``: the label of somebody who is described right ahead."""
        person = sentence.anchors[index - 1].person if index and len(anchor.labels) == 1 else None
        if person is None or not self.named or self.described.get(id(self.named[-1])) is not person:
            return None
        case, number = self.named[-1], anchor.labels[0]
        taken = any(other.number == number and other.origin == "own" for other in self.cases)
        if sentence.lowered[person.end : anchor.start] != " (" or taken or case.number or case.origin != "own":
            return None
        case.number, case.label = number, words[:1].upper() + words[1:]
        return case

    def _numbered(self, number: int, words: str) -> Case:
        known = next((case for case in self.cases if case.number == number and case.origin == "own"), None)
        if known is None:
            bare = [case for case in self.cases if case.number is None and case.origin == "own"]
            known = bare[0] if number == 1 and len(bare) == 1 and len(self.cases) == 1 else None
            if (
                known is None
                and self.announced
                and number <= len(self.announced)
                and self.announced[number - 1].number is None
            ):
                known = self.announced[number - 1]
            if known is None:
                letter = chr(ord("A") + number - 1)
                lettered = re.search(rf"\b{re.escape(letter)}\b", words.split(maxsplit=1)[-1])
                known = Case(label=f"{label_word(words)} {letter if lettered else number}")
                self.cases.append(known)
            known.number = number
        return known

    def _announced(self, sentence: Sentence, anchor: Anchor) -> list[Case]:
        """``Two girls were admitted``: as many cases as announced, kept only where something is told of them."""
        row = anchor.row
        abstract = row is not None and sentence.passage.section == "abstract"
        if self.cases or anchor.count is None or not (self._tells(sentence) or abstract):
            return []
        if row is not None and _COHORT.search(sentence.passage.clean.lowered, 0, sentence.first + anchor.start):
            return []
        start, end = sentence.first + anchor.start, sentence.first + anchor.end
        words, evidence = sentence.passage.clean.text[start:end], sentence.evidence(start, end)
        hint = (
            SexMention(sex=anchor.sex, printed=words, evidence=evidence, rule="demographics.series")
            if anchor.sex
            else None
        )
        self.announced = [
            Case(label=f"Case {index + 1}", sex_hint=anchor.sex, hint=hint) for index in range(anchor.count)
        ]
        self.cases += self.announced
        if row is not None:
            self.in_passing = [] if anchor.firm else self.announced
            for case, age in zip(self.announced, row.ages, strict=True):
                for found in of_several(sentence, age, row.noun_span, row.sex, row.divisor):
                    case.add(found.mention, sentence.order)
        return self.announced

    def _ordinal(self, sentence: Sentence, anchor: Anchor) -> list[Case]:
        if (citation := cited_reference(sentence, anchor.end)) is not None:  # "the second patient of Ito and Sato"
            number = anchor.labels[0]
            return [self._of_author(f"{citation} #{number}" if number else citation, anchor)]
        if self.review or _IN_THAT_PAPER.match(sentence.lowered, anchor.end):
            theirs = [case.label.split(" #", maxsplit=1)[0] for case in self.open if case.origin == "cited"]
            return [self._of_author(f"{label} #{anchor.labels[0]}", anchor) for label in theirs[:1] if anchor.labels[0]]
        own = [case for case in self.cases if case.origin == "own"]
        which = anchor.labels[0]
        before = sentence.passage.clean.lowered[max(0, sentence.first - _AHEAD) : sentence.first + anchor.start]
        if anchor.bare:
            return [] if OTHER_THINGS.search(before) else self._by_place(anchor, own)
        if which == 0:
            others = [case for case in own if case not in self.open]
            return others if len(others) == 1 else []
        if 0 < which <= len(own):
            return [own[which - 1]]
        alone = sentence.lowered[anchor.start : anchor.end].count(" ") == 1
        if alone and COUNTED_THINGS.search(before):  # "Two relapses followed. ... The second came in May"
            return []
        if which == len(own) + 1:
            case = Case(label=f"Case {which}")
            self.cases.append(case)
            return [case]
        return []

    def _by_place(self, anchor: Anchor, own: list[Case]) -> list[Case]:
        """``the latter``, ``in the third``: of those told together last, or of all patients; nobody new."""
        cited = bool(self.together) and all(case.origin == "cited" for case in self.together)
        pool = self.together if cited or (anchor.count == len(self.together)) else own
        if anchor.count not in (None, len(pool)):
            return []
        if anchor.labels == (0,):
            left = [case for case in pool if case not in self.open]
            return left if len(left) == 1 else []
        reach = max(map(abs, anchor.labels))
        if not 1 < len(pool) >= reach:
            return []
        return [pool[place if place < 0 else place - 1] for place in anchor.labels]

    def name(self, anchor: Anchor, case: Case) -> None:
        """Note whom a sentence names one by one: two of them are told together."""
        if anchor.person is not None:
            self.described[id(case)] = anchor.person
        if anchor.kind in ("person", "ordinal", "sibling", "relative", "label") and case not in self.named:
            self.named.append(case)
        if len(self.named) > 1:
            self.together = list(self.named)

    def _sibling(self, sentence: Sentence, anchor: Anchor) -> list[Case]:
        """The elder or the younger of two patients: by name, by age, as announced; else somebody new."""
        which = anchor.labels[0]
        if self.siblings:
            return [self.siblings[which - 1]]
        words = sentence.text[anchor.start : anchor.end].split(maxsplit=1)[1].lower()
        if anchor.count is None:
            return self._eldest(anchor)
        own = [case for case in self.cases if case.origin == "own" and case.fits(anchor.sex, None)]
        if named := [case for case in own if words in case.aliases]:
            return self._under_label(named)
        aged = sorted((case for case in own if case.ages), key=lambda case: -case.ages[0])
        if len(aged) == 2 and aged[0].ages[0] != aged[1].ages[0]:
            return [aged[which - 1]]
        if len(self.announced) == 2:
            return [self.announced[which - 1]]
        if not self.cases or which == 1:
            return []
        if (opened := self._opened_by_label()) is not None and opened.fits(anchor.sex, None):
            return called(opened, words, anchor.sex)
        case = Case(label=words, sex_hint=anchor.sex, aliases=[words])
        self.cases.append(case)
        return [case]

    def _eldest(self, anchor: Anchor) -> list[Case]:
        """The eldest or the youngest of several who were announced: by age, else in their order."""
        aged = sorted(self.announced, key=lambda case: -case.ages[0] if case.ages else 0)
        return [aged[0 if anchor.labels[0] == 1 else -1]] if aged else []

    def _opened_by_label(self) -> Case | None:
        """The case that a label has just opened ("Case 2") and of whom nothing is told yet."""
        opened = self.open[0] if len(self.open) == 1 else None
        return opened if opened is not None and opened.number is not None and not opened.mentions else None

    def _under_label(self, named: list[Case]) -> list[Case]:
        """``Case 2``, then ``The younger sister ...``, of whom was told before: she gets the label, and is one case."""
        opened = self._opened_by_label()
        if opened is not None and len(named) == 1 and named[0] is not opened and named[0].number is None:
            named[0].label, named[0].number = opened.label, opened.number
            self.cases.remove(opened)
            self.open = named
        return named

    def _relative(self, sentence: Sentence, anchor: Anchor) -> list[Case]:
        """The patient whom a word of kinship means: not the one whose relative it is; else somebody new."""
        *whose, noun = sentence.lowered[anchor.start : anchor.end].split()
        heading = sentence.passage.kind == "heading" and not whose
        definite = not whose or whose[0] in ("the", "our", "this")
        if noun in self.family:
            return [self._of_family(noun)]
        own = [case for case in self.cases if case.origin == "own" and case.fits(anchor.sex, None)]
        opened = None if anchor.start else self._opened_by_label()  # "Sibling 2. Her brother was seen when"
        named = [case for case in own if noun in case.aliases]
        if named and (opened or definite):
            return self._under_label(named[:1])
        if opened and opened.fits(anchor.sex, None):
            return called(opened, noun, anchor.sex)
        owner = not definite and len(self.open) == 1
        others = [case for case in own if not (owner and case in self.open)]
        fit = [case for case in others if anchor.sex is None or case.sex == anchor.sex] or others[:1]
        fit = [case for case in fit if any(told.kind not in ("sex", "age") for told in case.mentions)] or fit
        if len(fit) > 1 or (not fit and not heading and (not self.cases or not self._tells(sentence))):
            return []
        if not fit:
            fit = [Case(label=noun)]
            self.cases += fit
        return called(fit[0], noun, anchor.sex)

    def _measured(self, sentence: Sentence, anchor: Anchor) -> list[Case]:
        """A relative of whom values of their own are told, or a newborn."""
        words = sentence.lowered[anchor.start : anchor.end]
        owner = self.open[0] if len(self.open) == 1 else None
        known = known_relative(self.cases, words, anchor, owner)
        if known is None:
            if sentence.passage.kind != "prose" or not (
                self._tells(sentence) or sentence.passage.section == "abstract"
            ):
                return []
            known = new_relative(words, anchor.sex)
            self.cases.append(known)
            self.relatives.append(known)
            noun = noun_of(words)
            if noun == NEWBORN:
                self.born = [known]
            if owner is not None:
                told = self.described.get(id(owner))
                call_owner(owner, noun, owner.sex or (told.sex if told else None))
        return [known]

    def _described(self, sentence: Sentence, person: Person, index: int) -> list[Case]:
        """The case that a description means, or a new one."""
        if self.siblings and index and sentence.anchors[index - 1].kind == "sibling":
            return self._sibling(sentence, sentence.anchors[index - 1])  # "the elder, a girl of 12"
        if self.review and _EXTREME.search(sentence.lowered, max(0, person.start - OPENING), person.start):
            return []
        return self._person_meant(sentence, person, index)

    def _person_meant(self, sentence: Sentence, person: Person, index: int) -> list[Case]:
        """The same of somebody who is no sibling named just before."""
        if (citation := cited_paper(sentence, person) or of_authors(sentence, person)) is not None:
            return [self._of_another_paper(citation, person)]
        if person.noun in self.family:
            return [self._of_family(person.noun)]
        arguing = self.argues(sentence)
        if (arguing or (self.cases and self._tells(sentence))) and (
            citation := paper_of_others(sentence, person)
        ) is not None:
            return [self._of_another_paper(citation, person)]
        if self._labelled(sentence, person, index):
            return self._under_label(self._abstracted(person)) or self.open
        known = [] if person.kin else self._known(person)
        if known or self._definite(person) or (not person.noun and self.open):
            return known or self.open
        if arguing and (self.cases or self.review):
            citation = of_nobody_here(sentence, person)
            return [] if citation is None else [self._of_another_paper(citation, person)]
        if not person.noun and not (person.article and person.start < OPENING):
            return []
        if _PUBLISHED.search(sentence.lowered[: person.start]):
            return []
        own = sum(case.origin == "own" for case in self.cases)
        case = Case(label=f"Case {own + 1}" if own else "index patient")
        self.cases.append(case)
        return [case]

    def _labelled(self, sentence: Sentence, person: Person, index: int) -> bool:
        """Whether it describes the open case: the label just before it, or the only one, of whom no age is told yet."""
        if len(self.open) != 1 or self._is_another(person):
            return False
        labels = [anchor for anchor in sentence.anchors[:index] if anchor.kind == "label"]
        if labels:
            return sentence.between(sentence.first + labels[-1].end, sentence.first + person.start).count(" ") < _NEAR
        return not self.open[0].ages and self.open[0].fits(person.sex, None) and not person.kin

    def _abstracted(self, person: Person) -> list[Case]:
        """The patient whom the abstract described by sex and age, and who is described here again, under a label."""
        if person.age_years is None or person.sex is None or self._opened_by_label() is None:
            return []
        told = [case for case in self.cases if case.origin == "own" and case.number is None and case.ages]
        same = [case for case in told if case.sex == person.sex and case.fits(person.sex, person.age_years)]
        return same if len(same) == 1 else []

    def _known(self, person: Person) -> list[Case]:
        """The own case of that sex and age, or the first announced one of whom nothing is told yet."""
        own = [case for case in self.cases if case.origin == "own" and case.fits(person.sex, person.age_years, 0.5)]
        known = [case for case in own if case.ages or person.age_years is None]
        if not known:
            waiting = [
                case
                for case in self.announced
                if self._untold(case) and case.number is None and id(case) not in self.described
            ]
            return [case for case in waiting if case.fits(person.sex, None)][:1]
        return known if len(known) == 1 else ([case for case in known if case in self.open] or known[-1:])

    def _untold(self, case: Case) -> bool:
        """Whether of one of those announced together nothing is told yet but what is said of all of them."""
        shared = [told for other in self.announced if other is not case for told in other.mentions]
        return not case.ages and all(told in shared for told in case.mentions)

    def _is_another(self, person: Person) -> bool:
        """``A 9-year-old girl and a boy aged 7``: whom the sentence at hand has described otherwise just before."""
        told = self.described.get(id(self.open[0])) if len(self.open) == 1 else None
        if told is None:
            return False
        aged = person.noun and told.age_years is not None and person.age_years is not None
        return person.article in NEWCOMERS or (bool(aged) and told.age_years != person.age_years)

    def _definite(self, person: Person) -> bool:
        """Whether "this 12-year-old girl", or an age without article ("at 14 years old she"), is of the open case."""
        newcomer = ("a", "an", "another", "one", "second", "first", "her", "his", "their")
        if self._is_another(person):
            return False
        return len(self.open) == 1 and person.article not in newcomer and self.open[0].fits(person.sex, None)

    def _of_another_paper(self, citation: str, person: Person | None = None) -> Case:
        """The patient of a paper of whom was told before, where the description is the same; else a new one."""
        if person is not None and citation != OTHERS:
            known = (case for case in self.cases if case.origin == "cited" and same_paper(case.label, citation))
            same = [
                case
                for case in known
                if case.fits(person.sex, person.age_years) and case.told_alike(person.sex, person.age_years)
            ]
            if len(same) == 1:
                return same[0]
        case = Case(label=citation, origin="cited", citation=citation)
        self.cases.append(case)
        return case

    def _index(self, sentence: Sentence, anchor: Anchor) -> Case | None:
        """Of several patients of one family, the one whom "the index case" means: by a sentence before, or the first.

        "The index case is the older sister": whose story it is, the words behind tell.
        """
        if not _INDEX.match(sentence.lowered, anchor.start, anchor.end):
            return None
        own = [case for case in self.cases if case.origin == "own"]
        if self.index is not None or len(own) < 2:
            return self.index
        named = next((other for other in sentence.anchors if other.start > anchor.start), None)
        if named is not None and named.kind in ("sibling", "kin"):
            told = self._sibling(sentence, named) if named.kind == "sibling" else self._relative(sentence, named)
            self.index = told[0] if len(told) == 1 else None
        else:
            self.index = own[0]
        return self.index if self.index is not None and self.index.fits(anchor.sex, None) else None

    def forget_passing(self) -> None:
        """Those of several of whom nothing but sex and age is told are a group, and such a newborn is no patient."""
        for cases in (self.in_passing, self.born):
            if all(told.kind in ("sex", "age") for case in cases for told in case.mentions):
                self.cases = [case for case in self.cases if case not in cases]

    def enter_family(self, opening: Sentence) -> None:
        """The relatives whom a paragraph tells of as patients of others: "a report of a mother and her son"."""
        told = family_of_others(opening.passage.clean.lowered) if opening.passage.kind == "prose" else None
        if any(noun in case.aliases for noun in told or () for case in self.cases):
            told = None  # relatives who are patients of this article
        self.family = {noun: Case(label=f"{OTHERS}, {noun}", origin="cited", citation=OTHERS) for noun in told or ()}

    def _of_family(self, noun: str) -> Case:
        case = self.family[noun]
        case.sex_hint = sex_of(noun)
        if case not in self.cases:
            self.cases.append(case)
        self.together = [other for other in self.family.values() if other in self.cases]
        return case

    def of_several_told(self, sentence: Sentence, several: Several) -> tuple[Anchor, list[Case]]:
        """The new cases of several patients of one paper, with their ages."""
        cases = [self._of_another_paper(several.citation) for _ in several.ages]
        for number, (case, age) in enumerate(zip(cases, several.ages, strict=True), start=1):
            case.label = f"{several.citation} #{number}"
            for found in of_several(sentence, age, several.noun, several.sex):
                case.add(found.mention, sentence.order)
        self.open = cases
        return Anchor("group", several.start, several.end, count=len(cases), sex=several.sex), cases

    def of_siblings_told(self, citation: str, start: int, end: int, sex: Sex | None) -> tuple[Anchor, list[Case]]:
        """The new cases of two siblings of one paper, of whom the next sentences tell as the elder and the younger."""
        self.siblings = [
            Case(label=f"{citation} #{number}", origin="cited", citation=citation, sex_hint=sex) for number in (1, 2)
        ]
        self.cases += self.siblings
        self.together = self.siblings
        self.open = []
        return Anchor("group", start, end, count=2, sex=sex), self.siblings

    def _of_author(self, citation: str, anchor: Anchor) -> Case:
        """The patient of a paper that was told of before, or a new one."""
        same = [case for case in self.cases if case.origin == "cited" and author_of(case.label) == author_of(citation)]
        if "#" in citation:
            same = [case for case in same if case.label.endswith(citation[citation.index("#") :])]
        if len(same) == 1 and same[0].fits(anchor.sex, None):
            return same[0]
        case = self._of_another_paper(citation)
        case.sex_hint = anchor.sex
        return case

    def members(self, anchor: Anchor) -> list[Case]:
        """The own cases that "both girls", "all five" or "no patient" mean, where they are as many."""
        fit = all(case.fits(anchor.sex, None) for case in self.together)
        if fit and anchor.count is not None and anchor.count == len(self.together):
            return self.together  # "P1 and P5 recovered. In both, ..."
        if anchor.bare:
            return []  # "Both improved": as well the weakness and the rash
        own = [
            case
            for case in self.cases
            if case.origin == "own" and (anchor.sex is None or case.sex in (anchor.sex, None))
        ]
        if anchor.count is not None and anchor.count != len(own) and anchor.young:
            young = [case for case in own if case.ages and case.ages[0] < _GROWN]
            own = young if len(young) == anchor.count else own  # "all five children" of seven patients
        if anchor.count is not None and anchor.count != len(own):
            own = [case for case in own if case.mentions]  # a third child who was well is no patient
        if anchor.count is not None and anchor.count != len(own):
            return []
        if anchor.count is None and max((case.number or 0 for case in own), default=0) > len(own) + _UNTOLD:
            return []  # "Patient 17" and "Patient 33" are two of a cohort, and "no patient" is said of all of it
        return own if len(own) > 1 else []

    def _just_told(self, anchor: Anchor) -> list[Case]:
        """The patients of other papers told right before, where they are as many as "none of the three" says."""
        told = self.cases[-anchor.count :] if anchor.count else []
        cited = len(told) == anchor.count and all(case.origin == "cited" for case in told)
        return told if cited and self.open == told[-1:] else []

    def rest(self, anchor: Anchor, subjects: list[tuple[Anchor, list[Case]]]) -> list[Case]:
        """``the other three``: the patients beside those named before, where they are as many."""
        named = [case for _, cases in subjects for case in cases] or (self.open if anchor.count else [])
        if anchor.labels:  # "all but Patient 2"
            named = [case for case in self.cases if case.origin == "own" and case.number in anchor.labels]
        rest = [case for case in self.cases if case.origin == "own" and case.mentions and case not in named]
        told = (
            len(rest) > 1 and len(named) == len(anchor.labels) if anchor.labels else anchor.count in (None, len(rest))
        )
        return rest if named and told else []

    def _referred(self, sentence: Sentence, anchor: Anchor) -> list[Case]:
        """The open case where its sex allows; else the latest case of that sex."""
        ours = sentence.lowered.startswith("our ", anchor.start)
        owner = cited_owner(sentence.text[anchor.start : anchor.end])  # patients may have a name too: "Lena's case"
        owner = owner if self.argues(sentence) else None
        if owner and (number := _FIRST_OF.search(sentence.lowered, anchor.start, anchor.end)):
            owner = f"{owner} #{1 + ('first', 'second', 'third').index(number['which'])}"
        if not anchor.pronoun and (citation := owner or cited_reference(sentence, anchor.end)) is not None:
            return [self._of_author(citation, anchor)]
        if (index := self._index(sentence, anchor)) is not None:
            return [index]
        own = [case for case in self.cases if case.origin == "own"]
        if not anchor.pronoun and self.born and _BORN.search(sentence.lowered, anchor.start, anchor.end):
            return self.born
        if not anchor.pronoun and self._tells(sentence) and self._is_first(sentence, anchor, own):
            case = Case(label="index patient", sex_hint=anchor.sex)
            self.cases.append(case)
            return [case]
        if len(self.open) == 1 and not (ours and self.open[0].origin == "cited"):
            case = self.open[0]
            if anchor.sex is None or case.sex in (anchor.sex, None) or len(self.cases) == 1:
                if anchor.sex and case.sex is None:
                    case.sex_hint = anchor.sex
                return self.open
        return self._of_that_sex(anchor, own)

    def _is_first(self, sentence: Sentence, anchor: Anchor, own: list[Case]) -> bool:
        """Whether nobody was told of before, or only a relative of the patient."""
        if any(case not in self.relatives for case in own):
            return False
        return not self.open if not own else _PATIENT.search(sentence.lowered, anchor.start, anchor.end) is not None

    def _of_that_sex(self, anchor: Anchor, own: list[Case]) -> list[Case]:
        """The only one of that sex; of two siblings, one a girl, the other is meant by "his CK"."""
        same = [case for case in own if anchor.sex is not None and case.sex == anchor.sex]
        if not same and anchor.sex is not None:
            same = [case for case in own if case.sex is None and case not in self.open]
        if len(same) == 1:
            same[0].sex_hint = same[0].sex_hint or anchor.sex
            return same
        return own if len(own) == 1 else []
