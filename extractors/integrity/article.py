"""What the checks look at: an article as it was read and linked, and the making of a finding."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractors.number_words import WORD_NUMBER, in_words
from extractors.reading import Found, Sentence
from schemas.document import Cell, Document
from schemas.record import CaseRecord, IntegrityFinding, Severity
from schemas.values import CohortFinding, Evidence

COUNT = rf"(?:\d{{1,5}}(?![.,]*\d)|{WORD_NUMBER})"
"""A number of people, in digits or in words up to ninety-nine."""

MEMBERS = (
    r"(?:patients?|children|cases?|girls?|boys?|individuals?|subjects?|participants?|infants?|adults?|persons?|people)"
)

DESCRIBED = r"(?:(?!of\b|years?\b|months?\b|weeks?\b|days?\b|hundred\b|thousand\b|generations?\b|famil)[\w-]+ )"
"""A word between a number and the people that it counts: "four unrelated girls", not "three generations of"."""

_PROSE = ("prose", "title", "caption", "figure", "heading")


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """One article: its sentences with all that was found in them, and what became of it."""

    document: Document
    sentences: list[Sentence]
    found: list[Found]
    cases: tuple[CaseRecord, ...]
    cohort: tuple[CohortFinding, ...]

    @property
    def own(self) -> list[CaseRecord]:
        """The patients of the article itself."""
        return [case for case in self.cases if case.origin == "own"]

    def prose(self) -> Iterator[Sentence]:
        """The sentences outside tables."""
        return (sentence for sentence in self.sentences if sentence.passage.kind in _PROSE)

    def cell_evidence(self, table: int, cell: Cell, start: int = 0, end: int | None = None) -> tuple[Evidence, ...]:
        """The words ``[start, end)`` of a cell, all of them where no end is given."""
        quote = self.document.quote(cell)
        return _evidence(
            self.document, cell.start + start, cell.start + (len(quote) if end is None else end), table, cell
        )


def words_at(document: Document, start: int, end: int) -> tuple[Evidence, ...]:
    """The words ``[start, end)`` of the document."""
    return _evidence(document, start, end, None, None)


def _evidence(document: Document, start: int, end: int, table: int | None, cell: Cell | None) -> tuple[Evidence, ...]:
    place = document.place(start, end)
    return (
        Evidence(
            start=start,
            end=end,
            quote=document.text[start:end],
            page=place[0] if place else None,
            box=place[1] if place else None,
            table=table,
            row=cell.row if cell else None,
            column=cell.column if cell else None,
        ),
    )


def finding(
    kind: str,
    severity: Severity,
    message: str,
    evidence: Iterable[Evidence],
    against: Iterable[Evidence] = (),
) -> IntegrityFinding:
    """A finding with each place once."""
    return IntegrityFinding(
        kind=kind,
        severity=severity,
        message=message,
        evidence=tuple(dict.fromkeys(evidence)),
        against=tuple(dict.fromkeys(against)),
    )


def matched(sentence: Sentence, match: re.Match[str], group: str | int = 0) -> tuple[Evidence, ...]:
    """The printed words behind a match, or a group of it, in the sentence's own text."""
    return sentence.evidence(sentence.first + match.start(group), sentence.first + match.end(group))


def number(printed: str) -> int:
    """A count in digits or words."""
    return int(printed) if printed[0].isdigit() else int(in_words(printed))


def decimals(printed: str) -> int:
    """How many digits stand behind the decimal point."""
    return len(printed.partition(".")[2])


def plain(value: float, places: int | None = None) -> str:
    """A number for a reader: 9.63, 12, 0.4."""
    return f"{value:g}" if places is None else f"{value:.{places}f}"
