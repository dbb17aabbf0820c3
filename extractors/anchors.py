"""Where a text names a patient: the noun that labels, descriptions, references and groups have in common."""

from dataclasses import dataclass
from typing import Literal

from extractors.age_rows import AgeRow
from extractors.persons import Person
from schemas.values import Sex

SUBJECT = 25
"""Characters of a sentence in which its subject begins."""
AnchorKind = Literal[
    "label", "ordinal", "sibling", "person", "reference", "group", "series", "kin", "relative", "other"
]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A naming of a patient at ``[start, end)``.

    ``labels``: numbers of a label, 1 for the elder and 2 for the younger of two; ``person``: the description; ``sex``:
    of a noun or pronoun; ``count``: how many a group holds, None for "all" without a number; ``young``: it is one of
    children; ``rest``: it is who is left beside those named before; ``row``: the age of each of several; ``firm``: the
    authors say that they tell of them; ``bare``: a place among several, or two of them, without a noun.
    """

    kind: AnchorKind
    start: int
    end: int
    labels: tuple[int, ...] = ()
    person: Person | None = None
    sex: Sex | None = None
    count: int | None = None
    pronoun: bool = False
    young: bool = False
    rest: bool = False
    row: AgeRow | None = None
    firm: bool = True
    bare: bool = False
