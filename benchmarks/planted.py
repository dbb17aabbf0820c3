"""Facts planted in sentences of our own: a tool that finds fewer of them is not compared with one that finds them all.

The sentences are plain, one statement each, so that every tool has its chance; what is hard is measured by the gold.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from benchmarks.tool import Found

BEFORE = ("no", "not treated with", "not given", "negative for", "without", "no evidence of")
BEHIND = ("was negative", "were negative", "was not given", "were not detected", "was not detected")
"""Cues that deny what follows, and what stands before them; every tool is given them beside its own."""

_DRUGS = ("prednisolone", "methotrexate", "azathioprine", "rituximab", "tacrolimus", "infliximab")
_ANTIBODIES = ("anti-HMGCR", "anti-SRP", "anti-Jo-1", "anti-MDA5", "anti-NXP2", "anti-Mi-2")


class Planted(NamedTuple):
    """A text and the facts in it."""

    text: str
    facts: tuple[Found, ...]


def _texts() -> Iterable[Planted]:
    for number, (drug, other) in enumerate(zip(_DRUGS, _DRUGS[1:] + _DRUGS[:1], strict=True)):
        opening = f"The patient was a {number + 6}-year-old girl with weakness of both legs."
        given = f"{opening} She was treated with {drug}. She was not treated with {other}."
        yield Planted(given, (("drug", drug, False), ("drug", other, True)))
        refused = f"{opening} She received {drug}. {other.capitalize()} was not given."
        yield Planted(refused, (("drug", drug, False), ("drug", other, True)))
    for number, (one, other) in enumerate(zip(_ANTIBODIES, _ANTIBODIES[1:] + _ANTIBODIES[:1], strict=True)):
        opening = f"The patient was a {number + 5}-year-old boy with weakness of both arms."
        tested = f"{opening} He was positive for {one} antibodies. There was no evidence of {other} antibodies."
        yield Planted(tested, (("antibody", one.lower(), False), ("antibody", other.lower(), True)))
        behind = f"{opening} {one} antibodies were positive. {other} antibodies were not detected."
        yield Planted(behind, (("antibody", one.lower(), False), ("antibody", other.lower(), True)))
    for number, value in enumerate(("5,400", "12,300", "870", "2,150", "21,000", "640")):
        opening = f"The patient was a {number + 4}-year-old girl with a rash."
        name = ("CK", "creatine kinase")[number % 2]
        measured = f"{opening} At presentation her {name} was {value} U/L."
        yield Planted(measured, (("ck", value.replace(",", ""), False),))


PLANTED = tuple(_texts())
COUNT = sum(len(planted.facts) for planted in PLANTED)
"""How many facts are planted."""


def missed(found: Sequence[Iterable[Sequence[object]]]) -> list[Found]:
    """The planted facts that are not among those found in each text, denied or not as they were planted."""
    return [
        fact
        for planted, facts in zip(PLANTED, found, strict=True)
        for fact in planted.facts
        if fact not in {tuple(each) for each in facts}
    ]
