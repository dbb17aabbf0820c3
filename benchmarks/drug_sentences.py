"""Drugs, doses, routes, and the age and sex of the subject in single sentences, against the marks of PHEE.

``python -m benchmarks.drug_sentences ../shared/dev_data/drug_sentences/phee_dev.jsonl``

A mark and a find are the same where their words overlap. Counted are drugs whose words the vocabulary has; doses with a
digit, as pairs with their drug; routes that the schema knows, as pairs with their drug; ages with a digit; sexes.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import click

from extractors.lexicon import terms
from extractors.nlp import find_mentions
from extractors.readers.text import document_of_text
from schemas.mention import AgeMention, DrugMention, Mention, SexMention
from schemas.values import Evidence

_ROUTES = {
    "intravenous": r"intravenous|\bi\.?v\b",
    "oral": r"\boral|tablet|by mouth",
    "subcutaneous": r"subcutan",
    "intramuscular": r"intramusc",
    "topical": r"topical|lotion|cream",
    "inhaled": r"inhal|nebuli",
}
_SEXES = {"female": r"wom[ae]n|girl|female|\bshe\b|\bher\b|lady", "male": r"\bm[ae]n\b|boy|\bmale|\bhe\b|\bhis\b"}


class Mark(NamedTuple):
    """Words that somebody marked, at ``[start, end)`` of the sentence."""

    start: int
    end: int
    words: str

    def meets(self, places: Iterable[Evidence]) -> bool:
        """Whether one of the places overlaps."""
        return any(place.start < self.end and self.start < place.end for place in places)


class Counted(NamedTuple):
    """What was found and right, found and not marked, marked and not found."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def recall(self) -> float:
        """Share of the marks that were found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """F1."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 1.0


Pairs = set[tuple[str, object]]
"""Names of drugs with a dose or a route."""


def marks(part: dict[str, Any], name: str) -> list[Mark]:
    """The marks of one argument of an event."""
    told = part.get(name, {"text": [], "start": []})
    return [
        Mark(start, start + len(words), words)
        for texts, starts in zip(told["text"], told["start"], strict=True)
        for words, start in zip(texts, starts, strict=True)
    ]


def compare_sentence(text: str, events: Iterable[dict[str, Any]]) -> Iterator[tuple[str, Counted]]:
    """What one sentence adds to the counts, by what is counted."""
    found = find_mentions(document_of_text(text, source="sentence"))
    drugs = [mention for mention in found if isinstance(mention, DrugMention)]
    events = list(events)
    parts = [event.get("Treatment", {}) for event in events]
    known = {alias.casefold() for alias, term in terms().items() if term.kind == "drug"}
    for mark in {mark for part in parts for mark in marks(part, "Drug")}:
        hit = any(mark.meets(drug.value.evidence) for drug in drugs)
        if hit or mark.words.casefold() in known:
            yield "drugs", Counted(hit, 0, not hit)
    yield "doses", _pairs(_marked_doses(parts, drugs), _found_doses(parts, drugs))
    yield (
        "routes",
        _pairs(
            _marked_routes(parts, drugs), {(drug.value.name, drug.value.route) for drug in drugs if drug.value.route}
        ),
    )
    yield from _subject([event["Subject"] for event in events if "Subject" in event], found)


def _marked_doses(parts: list[dict[str, Any]], drugs: list[DrugMention]) -> Pairs:
    """The marked doses with a digit, each with the drug of its event; an unknown drug gives no pair."""
    doses = [(dose, part) for part in parts for dose in marks(part, "Dosage") if re.search(r"\d", dose.words)]
    return {(name, dose) for dose, part in doses for name in _of(part, drugs, dose)}


def _found_doses(parts: list[dict[str, Any]], drugs: list[DrugMention]) -> Pairs:
    """The doses found, each as the mark that it meets, where it meets one."""
    marked = [dose for part in parts for dose in marks(part, "Dosage")]
    return {
        (drug.value.name, next((mark for mark in marked if mark.meets(dose.evidence)), dose.printed))
        for drug in drugs
        for dose in drug.value.doses
    }


def _marked_routes(parts: list[dict[str, Any]], drugs: list[DrugMention]) -> Pairs:
    told = [(mark, part) for part in parts for mark in marks(part, "Route")]
    return {
        (name, route)
        for mark, part in told
        for route, pattern in _ROUTES.items()
        if re.search(pattern, mark.words.lower())
        for name in _of(part, drugs, mark)
    }


def _of(part: dict[str, Any], drugs: list[DrugMention], of: Mark) -> list[str]:
    """The drug of an event that a dose or route belongs to: of several the nearest; none where it is not known."""
    named = sorted(marks(part, "Drug"), key=lambda mark: max(mark.start - of.end, of.start - mark.end))[:1]
    return [drug.value.name for mark in named for drug in drugs if mark.meets(drug.value.evidence)]


def _pairs(marked: Pairs, found: Pairs) -> Counted:
    return Counted(len(marked & found), len(found - marked), len(marked - found))


def _subject(subjects: list[dict[str, Any]], found: Iterable[Mention]) -> Iterator[tuple[str, Counted]]:
    found = list(found)
    ages = [mention.evidence for mention in found if isinstance(mention, AgeMention)]
    sexes = {mention.sex for mention in found if isinstance(mention, SexMention)}
    for mark in {mark for subject in subjects for mark in marks(subject, "Age") if re.search(r"\d", mark.words)}:
        hit = any(mark.meets(age) for age in ages)
        yield "age", Counted(hit, 0, not hit)
    for mark in {mark for subject in subjects for mark in marks(subject, "Gender")}:
        told = {sex for sex, pattern in _SEXES.items() if re.search(pattern, mark.words.lower())}
        if told and not mark.words.lower().endswith(("men", "s")):
            yield "sex", Counted(bool(told & sexes), 0, not told & sexes)


def score_file(path: Path) -> dict[str, Counted]:
    """All sentences of a file of marks, by what is counted."""
    totals: dict[str, Counter[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        events = [event for annotation in told["annotations"] for event in annotation["events"]]
        for name, counted in compare_sentence(told["context"], events):
            totals.setdefault(name, Counter()).update(counted._asdict())
    return {name: Counted(**total) for name, total in totals.items()}


@click.command()
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def main(path: Path) -> None:
    """Score the sentences of PATH, a file of PHEE."""
    for name, counted in score_file(path).items():
        numbers = f"right {counted.right:>4}  wrong {counted.wrong:>3}  missed {counted.missed:>3}"
        click.echo(f"{name:<8}{numbers}  recall {counted.recall:.3f}  F1 {counted.f1:.3f}")


if __name__ == "__main__":
    main()
