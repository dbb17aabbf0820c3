"""A case while it is being put together: one patient, its names in the article, the mentions that are its own."""

from dataclasses import dataclass, field
from typing import Literal

from schemas.mention import AgeMention, CkMention, Mention, SexMention
from schemas.values import Sex

Origin = Literal["own", "cited"]


@dataclass(slots=True, eq=False)
class Case:
    """One patient. ``number`` is the article's own numbering, ``person`` a (table, row or column)."""

    label: str
    origin: Origin = "own"
    number: int | None = None
    citation: str | None = None
    aliases: list[str] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    orders: list[int] = field(default_factory=list)
    sex_hint: Sex | None = None
    hint: SexMention | None = None
    persons: list[tuple[int, int]] = field(default_factory=list)
    caption: list[Mention] = field(default_factory=list)
    _sex: Sex | None = None  # what is asked for at every sentence is kept: a text may tell of one patient for ever
    _hinted: Sex | None = None
    _ages: dict[float, None] = field(default_factory=dict)
    _ck: set[float] = field(default_factory=set)

    def add(self, mention: Mention, order: int) -> None:
        """Take a mention; ``order`` is its sentence's place in the article."""
        self.mentions.append(mention)
        self.orders.append(order)
        if isinstance(mention, SexMention) and mention.rule == "demographics.reference":
            self._hinted = self._hinted or mention.sex
        elif isinstance(mention, SexMention):
            self._sex = self._sex or mention.sex
        elif isinstance(mention, AgeMention) and mention.rule != "demographics.at-point":
            self._ages[mention.age_years] = None
        elif isinstance(mention, CkMention) and mention.value.value is not None:
            self._ck.add(mention.value.value)

    def overrule(self, sex: Sex) -> None:
        """Take the sex that a row of a family's table tells of it, whatever was understood before."""
        told = list(zip(self.mentions, self.orders, strict=True))
        kept = [item for item in told if not isinstance(item[0], SexMention) or item[0].sex == sex]
        self.mentions, self.orders = [mention for mention, _ in kept], [order for _, order in kept]
        self._sex, self._hinted = sex, None

    @property
    def sex(self) -> Sex | None:
        """The sex told first by a noun or a cell, else by a pronoun."""
        return self._sex or self._hinted or self.sex_hint

    @property
    def ages(self) -> list[float]:
        """Every age told, in order, each once."""
        return list(self._ages)

    @property
    def ck(self) -> frozenset[float]:
        """Every creatine kinase number told."""
        return frozenset(self._ck)

    def fits(self, sex: Sex | None, age: float | None, tolerance: float = 0.05) -> bool:
        """Whether a description could be of this patient."""
        if sex and self.sex and sex != self.sex:
            return False
        return age is None or not self.ages or any(abs(age - known) <= tolerance for known in self.ages)

    def told_alike(self, sex: Sex | None, age: float | None) -> bool:
        """Whether a description agrees in what both tell: the age, or the sex where only one of them has an age."""
        if age is not None and self.ages:
            return self.fits(sex, age)
        return sex is not None and sex == self.sex


def label_word(words: str) -> str:
    """What a label calls a patient: "pts 3" is a Patient."""
    word = words.split(maxsplit=1)[0].strip(".").capitalize().rstrip("s")
    return "Patient" if word.lower().startswith("p") and len(word) < 4 else word


def called(case: Case, words: str, sex: Sex | None) -> list[Case]:
    """The case, which is called by these words from now on."""
    case.sex_hint = case.sex_hint or sex
    if words not in case.aliases:
        case.aliases.append(words)
    return [case]


def number_counted(cases: list[Case], told: list[tuple[int | None, Sex | None]]) -> None:
    """Number the patients whom the text only counts ("the first boy") where a table has one of each: 1, 2 ...

    ``told`` is the number and the sex of each of the table's persons, in their order.
    """
    own = [case for case in cases if case.origin == "own"]
    counted = all(case.number is None and case.label == f"Case {at}" for at, case in enumerate(own, start=1))
    if len(own) < 2 or not counted or [number for number, _ in told] != list(range(1, len(own) + 1)):
        return
    if all(case.fits(sex, None) for case, (_, sex) in zip(own, told, strict=True)):
        for number, case in enumerate(own, start=1):
            case.number = number
