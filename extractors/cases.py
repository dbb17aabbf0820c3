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

    def add(self, mention: Mention, order: int) -> None:
        """Take a mention; ``order`` is its sentence's place in the article."""
        self.mentions.append(mention)
        self.orders.append(order)

    @property
    def sex(self) -> Sex | None:
        """The sex told first by a noun or a cell, else by a pronoun."""
        told = [mention for mention in self.mentions if isinstance(mention, SexMention)]
        strong = [mention for mention in told if mention.rule != "demographics.reference"]
        return (strong or told)[0].sex if told else self.sex_hint

    @property
    def ages(self) -> list[float]:
        """Every age told, in order."""
        return [mention.age_years for mention in self.mentions if isinstance(mention, AgeMention)]

    @property
    def ck(self) -> set[float]:
        """Every creatine kinase number told."""
        return {
            mention.value.value
            for mention in self.mentions
            if isinstance(mention, CkMention) and mention.value.value is not None
        }

    def fits(self, sex: Sex | None, age: float | None, tolerance: float = 0.05) -> bool:
        """Whether a description could be of this patient."""
        if sex and self.sex and sex != self.sex:
            return False
        return age is None or not self.ages or any(abs(age - known) <= tolerance for known in self.ages)
