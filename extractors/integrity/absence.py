"""A sign that the text denies of a numbered patient, and that the table of patients tells of the same one."""

import re
from collections.abc import Iterator

from extractors.clean import clean_words
from extractors.integrity.article import ReadArticle, finding
from extractors.reading import Sentence
from schemas.document import Cell, Table
from schemas.record import IntegrityFinding

_WORDS = re.compile(r"[a-z][a-z-]+(?: [a-z][a-z-]+){1,3}$")  # "lymphocyte infiltration": one word may mean much
_PRESENT = re.compile(r"(?:y|yes|\+{1,3}|present|positive|scarce|scant|scanty|mild|moderate|severe|marked|few)$")
_PATIENT = re.compile(r"\b(?:patient|case) (?P<number>\d{1,2})\b")
_DENIED = r"(?:without|no|absence of|lack of) (?:any |clear |evident |significant )?"
_MANY = re.compile(r"\b(?:patients|cases) \d|\b(?:all|other|both|two|three|four|none)\b")


def find_absence(article: ReadArticle) -> Iterator[IntegrityFinding]:
    """A text that says "no lymphocyte infiltration" of Patient 4, whose cell says "Scarce"."""
    rows = [row for index, table in enumerate(article.document.tables) for row in _rows(article, index, table)]
    if not rows:
        return
    for sentence in article.prose():
        numbers = {match["number"] for match in _PATIENT.finditer(sentence.lowered)}
        if len(numbers) == 1 and not _MANY.search(sentence.lowered):
            yield from _contradicted(article, sentence, numbers.pop(), rows)


def _contradicted(
    article: ReadArticle, sentence: Sentence, number: str, rows: list[tuple[int, str, str, Cell]]
) -> Iterator[IntegrityFinding]:
    for table, words, person, cell in rows:
        match = re.search(rf"\b{_DENIED}{re.escape(words)}\b", sentence.lowered) if person == number else None
        if match is not None:
            told = clean_words(article.document.quote(cell))
            yield finding(
                "denied-in-text",
                "warning",
                f'The text says "{match.group()}" of patient {number}; the table says "{told}".',
                sentence.evidence(sentence.first + match.start(), sentence.first + match.end()),
                article.cell_evidence(table, cell),
            )
            return


def _rows(article: ReadArticle, index: int, table: Table) -> Iterator[tuple[int, str, str, Cell]]:
    """Each sign of a table whose numbered columns are patients, and the cell of each patient that has it.

    Tables number their patients from 1 on anew: only the first one is numbered as the text is.
    """
    first_of_patients = (
        next(place for place, each in enumerate(article.document.tables) if each.patients) if table.patients else None
    )
    if table.patients != "columns" or first_of_patients != index:
        return
    first = min((cell.row for cell in table.cells if not cell.head), default=0)
    numbers = {
        cell.column: match.group()
        for cell in table.cells
        if cell.row < first and (match := re.search(r"\d{1,2}$", article.document.quote(cell).strip()))
    }
    heads = {
        cell.row: cell
        for cell in table.cells
        if cell.head and cell.row >= first and cell.end > cell.start and cell.row_span == 1
    }
    for cell in table.cells:
        if cell.head or cell.column not in numbers or cell.row not in heads or cell.end == cell.start:
            continue
        words = " ".join(clean_words(article.document.quote(heads[cell.row])).lower().split())
        if _WORDS.match(words) and _PRESENT.match(clean_words(article.document.quote(cell)).lower()):
            yield index, words, numbers[cell.column], cell
