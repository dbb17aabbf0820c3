"""What was told so far: the cases, whose story is open, and who was named together."""

from dataclasses import dataclass, field

from extractors.anchors import Anchor
from extractors.cases import Case
from extractors.others_patients import ARGUING
from extractors.persons import Person
from extractors.reading import Sentence

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

    def tells(self, sentence: Sentence) -> bool:
        """Whether a story of a patient of the article may be told."""
        return not self.review and sentence.passage.section in STORY_SECTIONS

    def name(self, anchor: Anchor, case: Case) -> None:
        """Note whom a sentence names one by one: two of them are told together."""
        if anchor.person is not None:
            self.described[id(case)] = anchor.person
        if anchor.kind in ("person", "ordinal", "sibling", "relative", "label") and case not in self.named:
            self.named.append(case)
        if len(self.named) > 1:
            self.together = list(self.named)

    def opened_by_label(self) -> Case | None:
        """The case that a label has just opened ("Case 2") and of whom nothing is told yet."""
        opened = self.open[0] if len(self.open) == 1 else None
        return opened if opened is not None and opened.number is not None and not opened.mentions else None

    def under_label(self, named: list[Case]) -> list[Case]:
        """``Case 2``, then ``The younger sister ...``, of whom was told before: she gets the label, and is one case."""
        opened = self.opened_by_label()
        if opened is not None and len(named) == 1 and named[0] is not opened and named[0].number is None:
            named[0].label, named[0].number = opened.label, opened.number
            self.cases.remove(opened)
            self.open = named
        return named

    def forget_passing(self) -> None:
        """Those of several of whom nothing but sex and age is told are a group, and such a newborn is no patient."""
        for cases in (self.in_passing, self.born):
            if all(item.kind in ("sex", "age") for case in cases for item in case.mentions):
                self.cases = [case for case in self.cases if case not in cases]
