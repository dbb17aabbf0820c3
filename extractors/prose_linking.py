"""Prose -> cases: each mention goes to the one patient that its sentence, or the story it continues, speaks of.

In the order of the article: an anchor opens or finds a case; a mention belongs to the anchor that claims it ("in
Patient 3", the subject before it), else to the case whose story is told. No candidate or several: it stays unlinked.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.cases import Case
from extractors.citations import Several, author_of, cited_paper, cited_reference, cited_several
from extractors.demographics import of_several
from extractors.headings import Part
from extractors.patients import Anchor
from extractors.persons import Person
from extractors.reading import Found, Sentence
from schemas.mention import Mention, SexMention

_CLAIMS_BEFORE = re.compile(r"[^,;.]{0,60}\b(?:in|for|of|to|by)\s+(?:the\s+)?$")
_ASIDE = re.compile(r"\b(?:of|in|by|than|to|like|as|with|for|from)\s+(?:the\s+|our\s+)?$")  # "as in Patient 1"
# "In contrast with Patient 1, CK was normal" tells of the one whose story it is.
_COMPARED = re.compile(
    r"\b(?:in contrast (?:to|with)|in comparison (?:to|with)|compared (?:to|with)|as opposed to|unlike|different from|"
    r"(?:similar(?:ly)?|identical|comparable|superimposable|analogous|equivalent) (?:to|with|on)|"
    r"as(?: \w+)? in|same (?:\w+ ){1,3}as|like|than(?: in)?)\s+"
    r"(?:the\s+|our\s+|(?:that|those) (?:of|in)\s+(?:the\s+|our\s+)?)?$"
)
# "When her brother was diagnosed, CK was 221" goes on with her: the clause tells when.
_MEANWHILE = re.compile(
    r"(?:^|[,;:] |\band |\bbut )(?:when|after|before|while|since|until|once|as|because|although|though|at the time)\s+$"
)
# "The youngest published child, a boy of 10 months": somebody else's patient.
_PUBLISHED = re.compile(
    r"\b(?:youngest|oldest|first|only|earliest|one) (?:published|reported|described|recorded) (?:[\w-]+ ){0,2}[\w-]+, $"
)
# "A girl with the same antibody was published previously": a patient of nobody here, where no author is named.
_TOLD_BEFORE = re.compile(
    r"[^.;,:]{0,70}?\b(?:was|has been|had been) (?:(?:previously|recently|already|once) )?"
    r"(?:published|reported|described)\b"
    r"(?! (?:here|above|below|by us|to (?:have|be)))"
)
_OF_A_COUNTRY = re.compile(r"[Tt]he [A-Z][a-z]+ ")
# "Azathioprine was refused by the mother", "as was noticed by her father": they act for the patient.
_ACTS_FOR = re.compile(
    r"\b(?:refus|declin|reject|notic|not|report|observ|accept)ed by $|"
    r"\b(?:administered|given|injected|infused)(?: at home)? by $"
)
_REFUSES = re.compile(
    r" (?:then |both |had |having |however )*(?:refused|declined|rejected|noticed|observed)\b"
)  # "but the parents refused it"
_ELDER = re.compile(r"\bthe (?P<which>elder|older|younger|eldest|oldest|youngest)\b")
_APART = re.compile(r";|[,)] (?:\w+ )?(?:while|whereas|but|and|although|the|both|her|his)\b|\b(?:while|whereas|but)\b")
_GROWN = 18  # years
_UNTOLD = 2  # patients of whom a report numbers, but tells nothing
_NEAR = 12  # words between a label and the description that belongs to it
_OPENING = 40  # characters: a description without a noun opens a case only at the beginning of a sentence
_STORY_SECTIONS = ("body", "case", "results", "methods")


@dataclass(frozen=True, slots=True)
class _Everybody:
    """What is said of all patients while they are not all known; ``told`` are those who have it already."""

    sentence: Sentence
    mention: Mention
    group: Anchor
    told: tuple[Case, ...] = ()


@dataclass(slots=True)
class Prose:
    """The state of reading: the cases so far, and whose story is open."""

    cases: list[Case] = field(default_factory=list)
    open: list[Case] = field(default_factory=list)
    unlinked: list[Mention] = field(default_factory=list)
    announced: list[Case] = field(default_factory=list)
    together: list[Case] = field(default_factory=list)
    waiting: list[_Everybody] = field(default_factory=list)

    def read(self, sentences: list[Sentence], found: dict[int, list[Found]]) -> None:
        """Link the mentions of all prose sentences, in the order of the article."""
        part = Part.of(sentence.passage for sentence in sentences if sentence.first == 0)
        passage = None
        for sentence in sentences:
            if sentence.passage is not passage:
                passage = sentence.passage
                self._enter(sentence, part)
            before = self.open
            if sentence.passage.kind in ("prose", "figure", "heading") and sentence.level in ("patient", "group"):
                self._sentence(sentence, found.get(sentence.order, []))
            else:
                self.unlinked += [
                    item.mention
                    for item in found.get(sentence.order, [])
                    if item.mention.level == "patient" and item.mention.kind != "cohort"
                ]
            if self.open != before:
                part.begin()

    def _enter(self, opening: Sentence, part: Part) -> None:
        """The story of a cited patient ends with its paragraph, that of one of several with its part of the article."""
        own = [case for case in self.cases if case.origin == "own"]
        heading = opening.passage.kind == "heading"
        if any(case.origin == "cited" for case in self.open):
            self.open = own if len(own) == 1 else []
        elif heading and part.pass_heading(opening.passage) and len(own) > 1 and not opening.anchors:
            self.open = []

    def _sentence(self, sentence: Sentence, found: list[Found]) -> None:
        subjects = self._subjects(sentence)
        mine = [item for item in found if item.mention.level == "patient" and item.mention.kind != "cohort"]
        for item in mine:
            owners = self._owners(sentence, item, subjects)
            shares = self._shares(sentence, item, owners, mine, subjects) if owners else []
            for case, mention in shares:
                case.add(mention, sentence.order)
            lasts = item.mention.kind in ("drug", "antibody")
            groups = (anchor for anchor in sentence.anchors if anchor.kind == "group" and not anchor.rest)
            group = next(groups, None) if lasts else None
            if owners and shares:
                if group is not None and group.count is None and _of_all(group, owners, subjects):
                    self.waiting.append(_Everybody(sentence, item.mention, group, tuple(owners)))
                continue
            if group is not None and not subjects:
                self.waiting.append(_Everybody(sentence, item.mention, group))
            else:
                self.unlinked.append(item.mention)

    def settle(self) -> None:
        """What was said of all before the tables told who they are, now that they are known."""
        for waiting in self.waiting:
            cases = [case for case in self._group(waiting.group) if case not in waiting.told]
            for case in cases:
                case.add(waiting.mention, waiting.sentence.order)
            if not cases and not waiting.told:
                self.unlinked.append(waiting.mention)

    # ---- anchors -----------------------------------------------------------------------------------------------

    def _subjects(self, sentence: Sentence) -> list[tuple[Anchor, list[Case]]]:
        """The anchors of a sentence with the cases they mean; opens new cases on the way."""
        if (several := cited_several(sentence)) is not None:
            together = self._of_several(sentence, several)
            return [together, *_by_age(sentence, *together)]
        subjects: list[tuple[Anchor, list[Case]]] = []
        relative = False
        for index, anchor in enumerate(sentence.anchors):
            before = sentence.lowered[: anchor.start]
            if anchor.kind == "other":
                relative = True
                if not _ACTS_FOR.search(before) and not _REFUSES.match(sentence.lowered, anchor.end):
                    subjects.append((anchor, []))
                continue
            if self.open and (_COMPARED.search(before) or (anchor.kind == "kin" and _MEANWHILE.search(before))):
                subjects += [(anchor, [])] * _is_cited(sentence, anchor)
                continue
            if (relative and self._of_relative(anchor)) or self._of_another(sentence, anchor):
                subjects.append((anchor, []))
                continue
            cases = self._rest(anchor, subjects) if anchor.rest else self._meant(sentence, anchor, index)
            if (anchor.kind == "kin" or anchor.rest) and not cases:
                subjects.append((anchor, []))
            if cases:
                subjects.append((anchor, cases))
                self.together = cases if anchor.kind == "label" and len(cases) > 1 else self.together
                if (
                    anchor.kind != "group"
                    and (anchor.kind != "label" or len(cases) == 1)
                    and sentence.passage.kind != "figure"
                    and not (len(subjects) > 1 and (anchor.pronoun or _ASIDE.search(sentence.lowered[: anchor.start])))
                ):
                    self.open = cases
        return subjects

    def _of_relative(self, anchor: Anchor) -> bool:
        """``Her cousin was tested, but his CK was 96``: a pronoun of the other sex behind a relative is not hers."""
        sex = self.open[0].sex if len(self.open) == 1 else None
        return anchor.pronoun and None not in (sex, anchor.sex) and sex != anchor.sex

    def _of_another(self, sentence: Sentence, anchor: Anchor) -> bool:
        """``The Chilean girl`` behind a cited patient is another one, whom only a table may tell.

        So is ``a girl`` without an age who ``was published previously``.
        """
        person = anchor.person
        if (
            person is not None
            and person.age_years is None
            and person.article == "a"
            and sentence.passage.section not in _STORY_SECTIONS
        ):
            before = _TOLD_BEFORE.match(sentence.lowered, anchor.end)
            if before is not None and cited_paper(sentence, person) is None:
                return True
        told = anchor.kind == "reference" and any(case.origin == "cited" for case in self.open)
        return told and _OF_A_COUNTRY.match(sentence.text, anchor.start, anchor.end) is not None

    def _meant(self, sentence: Sentence, anchor: Anchor, index: int) -> list[Case]:
        if anchor.kind == "label":
            if re.search(
                r"\b(?:table|reported|previous)\b", sentence.lowered[max(0, anchor.start - 12) : anchor.start]
            ):
                return []
            return [self._numbered(number, sentence.text[anchor.start : anchor.end]) for number in anchor.labels]
        if anchor.kind == "series":
            return self._announced(sentence, anchor)
        if anchor.kind == "ordinal":
            return self._ordinal(anchor)
        if anchor.kind == "sibling":
            return self._sibling(sentence, anchor)
        if anchor.kind == "kin":
            return self._relative(sentence, anchor)
        if anchor.kind == "person" and anchor.person is not None:
            return self._described(sentence, anchor.person, index)
        if anchor.kind == "group":
            return self._group(anchor)
        return self._referred(sentence, anchor)

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
                known = Case(label=f"{_label_word(words)} {letter if lettered else number}")
                self.cases.append(known)
            known.number = number
        return known

    def _announced(self, sentence: Sentence, anchor: Anchor) -> list[Case]:
        """``Two girls were admitted``: as many cases as announced, kept only where something is told of them."""
        if self.cases or sentence.passage.section not in _STORY_SECTIONS or anchor.count is None:
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
        return self.announced

    def _ordinal(self, anchor: Anchor) -> list[Case]:
        own = [case for case in self.cases if case.origin == "own"]
        which = anchor.labels[0]
        if which == 0:
            others = [case for case in own if case not in self.open]
            return others if len(others) == 1 else []
        if 0 < which <= len(own):
            return [own[which - 1]]
        if which == len(own) + 1:
            case = Case(label=f"Case {which}")
            self.cases.append(case)
            return [case]
        return []

    def _sibling(self, sentence: Sentence, anchor: Anchor) -> list[Case]:
        """The elder or the younger of two patients: by name, by age, as announced; else somebody new."""
        which = anchor.labels[0]
        words = sentence.text[anchor.start : anchor.end].split(maxsplit=1)[1].lower()
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
            opened.aliases.append(words)
            opened.sex_hint = opened.sex_hint or anchor.sex
            return [opened]
        case = Case(label=words, sex_hint=anchor.sex, aliases=[words])
        self.cases.append(case)
        return [case]

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
        whose, *_, noun = sentence.lowered[anchor.start : anchor.end].split()
        own = [case for case in self.cases if case.origin == "own" and case.fits(anchor.sex, None)]
        if whose in ("the", "our", "this") and (named := [case for case in own if noun in case.aliases]):
            return self._under_label(named[:1])
        owner = whose not in ("the", "our", "this") and len(self.open) == 1
        others = [case for case in own if not (owner and case in self.open)]
        fit = [case for case in others if anchor.sex is None or case.sex == anchor.sex] or others[:1]
        fit = [case for case in fit if any(told.kind not in ("sex", "age") for told in case.mentions)] or fit
        if len(fit) > 1 or (not fit and (not self.cases or sentence.passage.section not in _STORY_SECTIONS)):
            return []
        if not fit:
            fit = [Case(label=noun)]
            self.cases += fit
        fit[0].sex_hint = fit[0].sex_hint or anchor.sex
        if noun not in fit[0].aliases:
            fit[0].aliases.append(noun)
        return fit

    def _described(self, sentence: Sentence, person: Person, index: int) -> list[Case]:
        """The case that a description means, or a new one."""
        if (citation := cited_paper(sentence, person)) is not None:
            return [self._of_another_paper(citation)]
        if self._labelled(sentence, person, index):
            return self.open
        known = [] if person.kin else self._known(person)
        if known or self._definite(person) or (not person.noun and self.open):
            return known or self.open
        if sentence.passage.section in ("introduction", "discussion", "conclusion") and self.cases:
            return []
        if not person.noun and not (person.article and person.start < _OPENING):
            return []
        if _PUBLISHED.search(sentence.lowered[: person.start]):
            return []
        case = Case(label="index patient" if not self.cases else f"Case {len(self.cases) + 1}")
        self.cases.append(case)
        return [case]

    def _labelled(self, sentence: Sentence, person: Person, index: int) -> bool:
        """Whether it describes the open case: the label just before it, or the only one, of whom no age is told yet."""
        if len(self.open) != 1:
            return False
        labels = [anchor for anchor in sentence.anchors[:index] if anchor.kind == "label"]
        if labels:
            return sentence.between(sentence.first + labels[-1].end, sentence.first + person.start).count(" ") < _NEAR
        return not self.open[0].ages and self.open[0].fits(person.sex, None) and not person.kin

    def _known(self, person: Person) -> list[Case]:
        """The own case of that sex and age, or the first announced one of whom nothing is told yet."""
        own = [case for case in self.cases if case.origin == "own" and case.fits(person.sex, person.age_years, 0.5)]
        known = [case for case in own if case.ages or person.age_years is None]
        if not known:
            waiting = [case for case in self.announced if not case.mentions and case.number is None]
            return [case for case in waiting if case.fits(person.sex, None)][:1]
        return known if len(known) == 1 else ([case for case in known if case in self.open] or known[-1:])

    def _definite(self, person: Person) -> bool:
        """Whether "this 12-year-old girl", or an age without article ("at 14 years old she"), is of the open case."""
        newcomer = ("a", "an", "another", "one", "second", "first", "her", "his", "their")
        return len(self.open) == 1 and person.article not in newcomer and self.open[0].fits(person.sex, None)

    def _of_another_paper(self, citation: str) -> Case:
        case = Case(label=citation, origin="cited", citation=citation)
        self.cases.append(case)
        return case

    def _of_several(self, sentence: Sentence, several: Several) -> tuple[Anchor, list[Case]]:
        """The new cases of several patients of one paper, with their ages."""
        cases = [self._of_another_paper(several.citation) for _ in several.ages]
        for number, (case, age) in enumerate(zip(cases, several.ages, strict=True), start=1):
            case.label = f"{several.citation} #{number}"
            for found in of_several(sentence, age, several.noun, several.sex):
                case.add(found.mention, sentence.order)
        self.open = cases
        return Anchor("group", several.start, several.end, count=len(cases), sex=several.sex), cases

    def _of_author(self, citation: str, anchor: Anchor) -> Case:
        """The patient of a paper that was told of before, or a new one."""
        same = [case for case in self.cases if case.origin == "cited" and author_of(case.label) == author_of(citation)]
        if len(same) == 1 and same[0].fits(anchor.sex, None):
            return same[0]
        case = self._of_another_paper(citation)
        case.sex_hint = anchor.sex
        return case

    def _group(self, anchor: Anchor) -> list[Case]:
        if anchor.count is not None and anchor.count == len(self.together):
            return self.together  # "P1 and P5 recovered. In both, ..."
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

    def _rest(self, anchor: Anchor, subjects: list[tuple[Anchor, list[Case]]]) -> list[Case]:
        """``the other three``: the patients beside those named before, where they are as many."""
        named = [case for _, cases in subjects for case in cases] or self.open
        if anchor.labels:  # "all but Patient 2"
            named = [case for case in self.cases if case.origin == "own" and case.number in anchor.labels]
        rest = [case for case in self.cases if case.origin == "own" and case.mentions and case not in named]
        told = len(rest) > 1 and len(named) == len(anchor.labels) if anchor.labels else len(rest) == anchor.count
        return rest if named and told else []

    def _referred(self, sentence: Sentence, anchor: Anchor) -> list[Case]:
        """The open case where its sex allows; else the latest case of that sex."""
        ours = sentence.lowered.startswith("our ", anchor.start)
        if not anchor.pronoun and (citation := cited_reference(sentence, anchor.end)) is not None:
            return [self._of_author(citation, anchor)]
        if len(self.open) == 1 and not (ours and self.open[0].origin == "cited"):
            case = self.open[0]
            if anchor.sex is None or case.sex in (anchor.sex, None) or len(self.cases) == 1:
                if anchor.sex and case.sex is None:
                    case.sex_hint = anchor.sex
                return self.open
        own = [case for case in self.cases if case.origin == "own"]
        if not own and sentence.passage.section in _STORY_SECTIONS and not anchor.pronoun:
            case = Case(label="index patient", sex_hint=anchor.sex)
            self.cases.append(case)
            return [case]
        same = [case for case in own if anchor.sex is not None and case.sex == anchor.sex]
        if len(same) == 1:
            return same
        return own if len(own) == 1 else []

    # ---- mentions ----------------------------------------------------------------------------------------------

    def _owners(
        self,
        sentence: Sentence,
        item: Found,
        subjects: list[tuple[Anchor, list[Case]]],
        at: tuple[int, int] | None = None,
    ) -> list[Case]:
        """The cases a mention belongs to: one, the members of a named group, or none."""
        start, end = at or (item.start, item.end)
        if item.mention.kind in ("sex", "age"):
            own = next(
                (
                    cases
                    for anchor, cases in subjects
                    if sentence.first + anchor.start <= start < sentence.first + anchor.end
                ),
                None,
            )
            if own is not None:
                return own if len(own) == 1 or item.mention.kind == "sex" else []
        if not subjects:
            several = sum(case.origin == "own" for case in self.cases) > 1
            if any(anchor.kind == "group" and (anchor.count or several) for anchor in sentence.anchors):
                return []  # "both children" of another report, "all patients" of a cohort
            row = item.mention.kind in ("ck", "lab", "cmas", "age")
            return self.open if sentence.story and (len(self.open) == 1 or row) else []
        distinct = {id(case) for _, cases in subjects for case in cases}
        others = any(not cases for _, cases in subjects)
        if len(distinct) == 1 and not others:
            return next(cases for _, cases in subjects if cases)
        return self._nearest(sentence, start, end, subjects)

    def _nearest(
        self, sentence: Sentence, start: int, end: int, subjects: list[tuple[Anchor, list[Case]]]
    ) -> list[Case]:
        behind = [(anchor, cases) for anchor, cases in subjects if sentence.first + anchor.start >= end]
        # what is left at the patient's level behind a relative is not the relative's ("her parents feared it, and ...")
        before = [
            (anchor, cases)
            for anchor, cases in subjects
            if anchor.kind != "other" and sentence.first + anchor.end <= start
        ]
        if (
            behind
            and behind[0][0].kind != "reference"
            and _CLAIMS_BEFORE.fullmatch(sentence.between(end, sentence.first + behind[0][0].start))
        ):
            return behind[0][1]
        bracket = self._bracket(sentence, start, subjects)
        if bracket:
            return bracket
        if before:
            return before[-1][1]
        if behind and behind[0][0].kind == "other" and sentence.story and len(self.open) == 1:
            words = sentence.between(end, sentence.first + behind[0][0].start)
            if _APART.search(words):
                return self.open  # "It was 1,965 U/L, while that of her mother was normal"
        return behind[0][1] if behind else []

    def _bracket(self, sentence: Sentence, start: int, subjects: list[tuple[Anchor, list[Case]]]) -> list[Case]:
        """Inside a bracket that names patients, what follows the last of them is of all those that it names."""
        text = sentence.text
        position = start - sentence.first
        opening = text.rfind("(", 0, position)
        if opening < 0 or ")" in text[opening:position]:
            return []
        inside = [
            (anchor, cases)
            for anchor, cases in subjects
            if opening < anchor.start < position and anchor.kind == "label"
        ]
        if len(inside) < 2:
            return []
        return [case for _, cases in inside for case in cases]

    def _shares(
        self,
        sentence: Sentence,
        item: Found,
        owners: list[Case],
        mine: list[Found],
        subjects: list[tuple[Anchor, list[Case]]],
    ) -> list[tuple[Case, Mention]]:
        """Who gets what of a mention: a list told "respectively", or a drug whose doses are told patient by patient."""
        if item.mention.kind == "drug" and len(item.doses) == len(owners) > 1 and "respectively" in sentence.lowered:
            value = item.mention.value
            return [
                (case, item.mention.model_copy(update={"value": value.model_copy(update={"doses": (dose,)})}))
                for case, dose in zip(owners, value.doses, strict=True)
            ]
        labelled = sum(1 for anchor, _ in subjects if anchor.kind in ("label", "ordinal", "person"))
        if item.mention.kind == "drug" and len(item.doses) > 1 and labelled > 1:
            shares: list[tuple[Case, Mention]] = []
            for dose, at in zip(item.mention.value.doses, item.doses, strict=True):
                one = item.mention.model_copy(
                    update={"value": item.mention.value.model_copy(update={"doses": (dose,)})}
                )
                shares += [(case, one) for case in self._owners(sentence, item, subjects, at)]
            return shares
        if len(owners) > 1 and item.mention.kind in ("ck", "lab", "cmas", "age"):
            return self._respectively(item, owners, mine)
        return [(case, item.mention) for case in owners]

    def _respectively(self, item: Found, owners: list[Case], mine: list[Found]) -> list[tuple[Case, Mention]]:
        """As many values of one kind as patients: the first to the first, the second to the second."""
        row = [other for other in mine if other.mention.kind == item.mention.kind and _analyte(other) == _analyte(item)]
        if len(row) == len(owners):
            return [(owners[row.index(item)], item.mention)]
        return []


def _is_cited(sentence: Sentence, anchor: Anchor) -> bool:
    """``Unlike the patient of Ito, who received rituximab, she ...``: another's patient, of whom more may be told."""
    return not anchor.pronoun and cited_reference(sentence, anchor.end) is not None


def _by_age(sentence: Sentence, together: Anchor, cases: list[Case]) -> Iterator[tuple[Anchor, list[Case]]]:
    """``the elder received ..., and the younger ...`` of two patients told of together, with their ages."""
    aged = sorted(cases, key=lambda case: case.ages[:1])
    if len(aged) != 2 or aged[0].ages == aged[1].ages:
        return
    for match in _ELDER.finditer(sentence.lowered, together.end):
        younger = match["which"].startswith("young")
        anchor = Anchor("sibling", match.start(), match.end(), (1 + younger,))
        yield anchor, [aged[0] if younger else aged[1]]


def _of_all(group: Anchor, owners: list[Case], subjects: list[tuple[Anchor, list[Case]]]) -> bool:
    """Whether a mention has its owners from "all patients"."""
    return any(anchor is group and cases == owners for anchor, cases in subjects)


def _analyte(item: Found) -> str | None:
    return item.mention.value.analyte if item.mention.kind == "lab" else None


def _label_word(words: str) -> str:
    word = words.split(maxsplit=1)[0].strip(".").capitalize().rstrip("s")
    return "Patient" if word.lower().startswith("p") and len(word) < 4 else word
