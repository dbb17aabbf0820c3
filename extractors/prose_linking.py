"""Prose -> cases: each mention goes to the one patient that its sentence, or the story it continues, speaks of.

In the order of the article: an anchor opens or finds a case; a mention belongs to the anchor that claims it ("in
Patient 3", the subject before it), else to the case whose story is told. No candidate or several: it stays unlinked.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.anchor_roles import acts, in_passing, is_cited, is_somebody
from extractors.anchors import Anchor
from extractors.cases import Case
from extractors.citations import cited_paper, cited_several, cited_siblings
from extractors.dealt_values import dealt
from extractors.headings import Part
from extractors.mention_owners import Subjects, owners_of, shares_of
from extractors.reading import Found, Sentence
from extractors.told_cases import STORY_SECTIONS, ToldCases
from extractors.told_family import enter_family
from extractors.told_groups import members, rest
from extractors.told_papers import of_several_told, of_siblings_told
from extractors.who_is_meant import meant
from schemas.mention import Mention

_ASIDE = re.compile(r"\b(?:of|in|by|than|to|like|as|with|for|from)\s+(?:the\s+|our\s+)?$")  # "as in Patient 1"
# "A girl with the same antibody was published previously": a patient of nobody here, where no author is named.
_TOLD_BEFORE = re.compile(
    r"[^.;,:]{0,70}?\b(?:was|has been|had been) (?:(?:previously|recently|already|once) )?"
    r"(?:published|reported|described)\b"
    r"(?! (?:here|above|below|by us|to (?:have|be)))"
)
_OF_A_COUNTRY = re.compile(r"[Tt]he [A-Z][a-z]+ ")
_AND = re.compile(r",? (?:and|as well as) (?:(?:of|in|to|his|her|their) )?")
_OF_THE_LAST = re.compile(r",? (?:who|whose|in whom|aged|treated|\()")
_OF_THE_NEWBORN = re.compile(r"[^.;]{0,50}?\b(?:who|whose|whom|with)\b")
_ELDER = re.compile(r"\bthe (?P<which>elder|older|younger|eldest|oldest|youngest)\b")


# "All three received methotrexate, and two required rituximab": what is told of some of them is not told of all.
_SOME = re.compile(
    r"(?:[,;:]|\b(?:and|but|while|whereas|with))\s(?:(?:and|but|while|whereas|only|"
    r"of (?:whom|which|these|them),?) ){0,2}"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|some|several|most|half|[1-9]\d?)"
    r"(?: (?:of (?:them|these|whom)|others?))?(?: (?:also|additionally|later|subsequently|even|then|further))? "
    r"(?:received|required|needed|got|took|underwent|was|were|had (?:to|been|received|needed|required)|being|given|"
    r"receiving|requiring|needing)\b"
)


@dataclass(frozen=True, slots=True)
class _Everybody:
    """What is said of all patients while they are not all known; ``told`` are those who have it already."""

    sentence: Sentence
    mention: Mention
    group: Anchor
    told: tuple[Case, ...] = ()


@dataclass(slots=True)
class Prose(ToldCases):
    """Reads prose in order: what is nobody's is ``unlinked``, what is said of all is ``waiting`` to be settled.

    ``kin_told`` is the last sentence that told of a relative who is no patient.
    """

    unlinked: list[Mention] = field(default_factory=list)
    waiting: list[_Everybody] = field(default_factory=list)
    kin_told: Sentence | None = None

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
                self._pass_siblings(sentence)
                self.unlinked += [
                    item.mention
                    for item in found.get(sentence.order, [])
                    if item.mention.level == "patient" and item.mention.kind != "cohort"
                ]
            if self.open != before:
                part.begin()

    def _enter(self, opening: Sentence, part: Part) -> None:
        """The story of a cited patient ends with its paragraph, that of one of several with its part of the article."""
        enter_family(self, opening)
        self.siblings, self.here = [], []
        if any(case.origin == "cited" for case in self.together):
            self.together = []
        own = [case for case in self.cases if case.origin == "own"]
        heading = opening.passage.kind == "heading"
        if any(case.origin == "cited" for case in self.open):
            self.open = own if len(own) == 1 else []
        elif heading and part.pass_heading(opening.passage) and len(own) > 1 and not opening.anchors:
            self.open = []

    def _sentence(self, sentence: Sentence, found: list[Found]) -> None:
        mine = [item for item in found if item.mention.level == "patient" and item.mention.kind != "cohort"]
        subjects = self._subjects(sentence)
        for item in mine:
            if item.mention.kind == "drug" and _of_some(sentence, item):
                self.unlinked.append(item.mention)
                continue
            shares = dealt(self, sentence, item, mine, subjects)
            owners = [case for case, _ in shares] or owners_of(self, sentence, item, subjects)
            if owners and not shares:
                shares = shares_of(self, sentence, item, owners, mine, subjects)
            for case, mention in shares:
                case.add(mention, sentence.order)
            lasts = item.mention.kind in ("drug", "antibody")
            groups = (anchor for anchor in sentence.anchors if anchor.kind == "group" and not anchor.rest)
            group = next(groups, None) if lasts else None
            if owners and shares:
                if group is not None and group.count is None and _of_all(group, owners, subjects):
                    self.waiting.append(_Everybody(sentence, item.mention, group, tuple(owners)))
                continue
            left = next((anchor for anchor in sentence.anchors if anchor.rest and _stands_at(item, anchor)), None)
            if left is not None:
                named = tuple(case for _, cases in subjects for case in cases)
                self.waiting.append(_Everybody(sentence, item.mention, left, named))
            elif group is not None and not subjects:
                self.waiting.append(_Everybody(sentence, item.mention, group))
            else:
                self.unlinked.append(item.mention)

    def settle(self) -> None:
        """What was said of all before the tables told who they are, now that they are known."""
        for waiting in self.waiting:
            if waiting.group.rest:
                cases = rest(self, waiting.group, [(waiting.group, list(waiting.told))])
            else:
                cases = [case for case in members(self, waiting.group) if case not in waiting.told]
            for case in cases:
                case.add(waiting.mention, waiting.sentence.order)
            if not cases and (waiting.group.rest or not waiting.told):
                self.unlinked.append(waiting.mention)
        self.forget_passing()

    def _subjects(self, sentence: Sentence) -> Subjects:
        """The anchors of a sentence with the cases they mean; opens new cases on the way."""
        if (told := self._of_one_paper(sentence)) is not None:
            return told
        subjects: Subjects = []
        self.described, self.named = {}, []
        relative = False
        for index, anchor in enumerate(sentence.anchors):
            if anchor.kind == "other" or (anchor.kind == "relative" and acts(sentence, anchor)):
                relative = True
                if not acts(sentence, anchor):
                    subjects.append((anchor, []))
                    self.kin_told = sentence
                continue
            if self.open and in_passing(sentence, anchor):
                subjects += [(anchor, [])] * is_cited(sentence, anchor)
                continue
            if self._of_relative(sentence, anchor, relative) or self._of_another(sentence, anchor):
                subjects.append((anchor, []))
                continue
            cases = rest(self, anchor, subjects) if anchor.rest else meant(self, sentence, anchor, index)
            if (anchor.kind in ("kin", "relative") or anchor.rest or is_somebody(sentence, anchor)) and not cases:
                subjects.append((anchor, []))
            if cases:
                subjects.append((anchor, cases))
                self._pass_on(sentence, anchor, cases, alone=len(subjects) == 1)
                if joined := self._joined(sentence, index, cases) or self._goes_on(sentence, anchor, cases):
                    subjects.append(joined)
        return subjects

    def _pass_on(self, sentence: Sentence, anchor: Anchor, cases: list[Case], *, alone: bool) -> None:
        """Whose story goes on behind an anchor, and who was named together; ``alone``: nobody was named before it."""
        if anchor.kind in ("label", "series") and len(cases) > 1:
            self.together = cases
        self.here += [case for case in cases if case not in self.here]
        if len(cases) == 1:
            self.name(anchor, cases[0])
        aside = not alone and (anchor.pronoun or _ASIDE.search(sentence.lowered[: anchor.start]))
        several = anchor.kind == "group" or (anchor.kind in ("label", "ordinal") and len(cases) > 1)
        # of whom no age is told, in passing: the patient's story goes on
        passing = anchor.kind == "relative" and (cases == self.born or not (anchor.person or cases[0].ages))
        if not several and not passing and sentence.passage.kind != "figure" and not aside:
            self.open = cases

    def _joined(self, sentence: Sentence, index: int, cases: list[Case]) -> tuple[Anchor, list[Case]] | None:
        """``A girl of 13 and a boy of 15 years with ...``: what is told right behind the last is told of both."""
        anchor = sentence.anchors[index]
        before = sentence.anchors[index - 1] if index else anchor
        if anchor.person is None or before.person is None or len(self.named) < 2 or self.named[-1:] != cases:
            return None
        joined = _AND.fullmatch(sentence.lowered, before.end, anchor.start)
        if joined is None or _OF_THE_LAST.match(sentence.lowered, anchor.end):
            return None
        both = self.named[-2:]
        if both[0].origin != both[1].origin:
            return None
        if both[0].origin == "own":
            self.open = both
        return Anchor("group", anchor.end, anchor.end, count=2), both

    def _goes_on(self, sentence: Sentence, anchor: Anchor, cases: list[Case]) -> tuple[Anchor, list[Case]] | None:
        """``She delivered a healthy girl and received ...``: behind the newborn the mother goes on."""
        told = anchor.kind != "relative" or cases != self.born or _OF_THE_NEWBORN.match(sentence.lowered, anchor.end)
        return None if told else (Anchor("reference", anchor.end, anchor.end), self.open)

    def _pass_siblings(self, sentence: Sentence) -> None:
        """``Ito et al. described two sisters with the disease``: of whom the next sentences tell one by one."""
        arguing = sentence.level == "other" and sentence.passage.kind == "prose" and self.argues(sentence)
        siblings = cited_siblings(sentence) if arguing else None
        if siblings is not None:
            of_siblings_told(self, *siblings)

    def _of_one_paper(self, sentence: Sentence) -> Subjects | None:
        """Several patients of one paper whom a sentence tells of together; None where it tells of no such patients."""
        if (several := cited_several(sentence)) is not None:
            together = of_several_told(self, sentence, several)
            return [together, *_by_age(sentence, *together)]
        siblings = cited_siblings(sentence) if self.argues(sentence) else None
        if siblings is None:
            return None
        both = of_siblings_told(self, *siblings)
        one_by_one = any(anchor.kind == "sibling" for anchor in sentence.anchors)  # "..., of whom the elder had"
        return None if one_by_one else [both]

    def _of_relative(self, sentence: Sentence, anchor: Anchor, relative: bool) -> bool:
        """``Her cousin was tested, but his CK was 96``: a pronoun of the other sex behind a relative is not hers.

        Nor is ``their`` behind the parents. ``relative``: one is named ahead in this sentence; a pronoun may mean one
        of the sentence before.
        """
        if anchor.kind == "group":
            return relative and anchor.pronoun
        before = self.kin_told
        if not relative and (
            before is None or before.passage is not sentence.passage or before.last + 2 < sentence.first
        ):
            return False
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
            and (self.review or sentence.passage.section not in STORY_SECTIONS)
        ):
            before = _TOLD_BEFORE.match(sentence.lowered, anchor.end)
            if before is not None and cited_paper(sentence, person) is None:
                return True
        told = anchor.kind == "reference" and any(case.origin == "cited" for case in self.open)
        return told and _OF_A_COUNTRY.match(sentence.text, anchor.start, anchor.end) is not None


def _stands_at(item: Found, anchor: Anchor) -> bool:
    """Whether a result that is dealt out is that of an anchor."""
    first = item.sentence.first
    return (item.start, item.end) == (first + anchor.start, first + anchor.end)


def _of_some(sentence: Sentence, item: Found) -> bool:
    """Whether the clause of a drug speaks of some of those ahead of it: ``all had IVIG, and two were given X``."""
    ahead = [anchor for anchor in sentence.anchors if sentence.first + anchor.end <= item.start]
    if not ahead or ahead[-1].kind != "group" or ahead[-1].rest:
        return False
    words = sentence.between(sentence.first + ahead[-1].end, item.start)
    some = _SOME.search(words)
    return some is not None and ";" not in words[some.end() :]


def _by_age(sentence: Sentence, together: Anchor, cases: list[Case]) -> Iterator[tuple[Anchor, list[Case]]]:
    """``the elder received ..., and the younger ...`` of two patients told of together, with their ages."""
    aged = sorted(cases, key=lambda case: case.ages[:1])
    if len(aged) != 2 or aged[0].ages == aged[1].ages:
        return
    for match in _ELDER.finditer(sentence.lowered, together.end):
        younger = match["which"].startswith("young")
        anchor = Anchor("sibling", match.start(), match.end(), (1 + younger,))
        yield anchor, [aged[0] if younger else aged[1]]


def _of_all(group: Anchor, owners: list[Case], subjects: Subjects) -> bool:
    """Whether a mention has its owners from "all patients"."""
    return any(anchor is group and cases == owners for anchor, cases in subjects)
