"""A dose told once in the legend of a table: ``MTX: methotrexate 15 mg/m2/week`` under cells that say ``MTX``.

It is the dose of each patient whose cell prints the abbreviation without a dose of its own.
"""

import re
from dataclasses import replace

from extractors.clean import CleanText, clean_pieces
from extractors.doses import find_doses
from extractors.reading import Found, Sentence
from extractors.table_heads import notes_of
from schemas.mention import DrugMention
from schemas.values import Dose, Evidence

_END = re.compile(r"[;\n]|[.,] (?=[A-Z][\w-]*\s?[:=])|\. (?=[A-Z])")
_LONGEST = 120  # characters


class Legends:
    """The doses that the legends of a document's tables tell, each looked for once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], Dose | None] = {}

    def complete(self, item: Found) -> Found:
        """The find with the dose of the legend, where it is a drug of a cell that tells no dose itself."""
        mention, passage = item.mention, item.sentence.passage
        if not isinstance(mention, DrugMention) or mention.value.doses or mention.value.status != "given":
            return item
        if passage.kind != "cell" or passage.table is None:
            return item
        key = (passage.table, mention.value.printed)
        if key not in self._known:
            self._known[key] = _dose(item.sentence, *key)
        dose = self._known[key]
        if dose is None:
            return item
        value = mention.value.model_copy(update={"doses": (dose,)})
        return replace(item, mention=mention.model_copy(update={"value": value}))


def _dose(sentence: Sentence, table: int, printed: str) -> Dose | None:
    document = sentence.document
    for footnote in notes_of(document, document.tables[table]):
        legend = document.quote(footnote)
        name = re.search(rf"(?<![\w-]){re.escape(printed)}\s?[:=,(]", legend)
        if name is None:
            continue
        rest = legend[name.end() : name.end() + _LONGEST]
        end = _END.search(rest)
        start = footnote.start + name.end()
        clean = clean_pieces(document.text, [(start, start + (end.start() if end else len(rest)))])
        return _only(sentence, clean)
    return None


def _only(sentence: Sentence, clean: CleanText) -> Dose | None:
    """The one dose that the words of a legend tell."""
    told = find_doses(clean.text.lower())
    if len(told) != 1 or told[0].amount is None:
        return None
    (dose,) = told
    evidence = tuple(
        Evidence(start=first, end=last, quote=sentence.document.text[first:last], table=sentence.passage.table)
        for first, last in clean.sources(dose.start, dose.end)
    )
    return Dose(
        printed=clean.text[dose.start : dose.end],
        evidence=evidence,
        amount=dose.amount,
        unit=dose.unit,
        basis=dose.basis,
        per=dose.per,
    )
