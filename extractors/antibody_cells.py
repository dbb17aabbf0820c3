"""Cells about antibodies: what a head or title says of a whole table, a cell that denies all, signs told in a legend.

``Antibody: none`` · a row ``Ku`` in a table whose corner says "Antibody" · ``(+)`` under "(+), borderline".
"""

import re

from extractors.reading import Sentence
from extractors.table_heads import notes_of
from schemas.values import Result

# A head that asks which antibody a patient has: a cell "none" answers that there is none.
_WHICH = re.compile(
    r"\s*(?:(?:main|serum|positive|detected|identified|myositis|disease)[ -])?"
    r"(?:(?P<specific>(?:myositis[ -])(?:(?:specific|associated)[ -])?)?(?:antibod(?:y|ies)|abs?|serology|serotype)|"
    r"(?:(?:auto-?)?antibod(?:y|ies)[: ]+)?(?P<msa>msas?(?: ?(?:/|and|or|&) ?maas?)?)|serolog(?:y|ical|"
    r"ic) (?:subtype|subgroup|group|type|status))"
    r"(?: (?:status|results?|types?|subtypes?|groups?|found|detected|specificity|profile))?(?:\(s\))?"
    r"(?: ?\([^()]{0,40}\))?\s*:?\s*"
)
_NONE = re.compile(
    r"\s*(?P<no>(?:sero-?|double[ -]|antibody[ -])?negative|none|nil|no (?:known |specific |detectable |myositis )?"
    r"(?:auto-?)?antibod(?:y|ies)|(?:un|not )(?:detected|found|identified))(?: (?:detected|found|identified|known))?\s*"
)
_ABOUT = re.compile(
    r"\b(?:auto-?)?antibod(?:y|ies)\b|\bserolog(?:y|ical)\b|\bauto-?immun(?:e|ity) (?:panel|profile|screen)"
)
_SIGN = re.compile(r"\s*(?P<sign>[^\w\s]{1,5}|[A-Za-z]|[01])\s*")
_LEGEND = 300  # characters
_SAID = re.compile(
    r"\s?[,:=]?\s?(?:denotes |means |indicates |stands for |is )?(?:weakly |weak )?"
    r"(?P<said>borderline|equivocal|indeterminate|doubtful|positive|present|detected|negative|absent|not detected)\b"
)


def denies_all(sentence: Sentence) -> tuple[int, int, str] | None:
    """The words of a cell that deny every antibody of a patient, ``[first, last)`` in the passage; else None.

    Under "Antibody" they are of necrotizing myopathy where the article tells of both of its antibodies.
    """
    head = sentence.passage.head
    none = _NONE.fullmatch(sentence.lowered, max(head - sentence.first, 0)) if head else None
    which = _WHICH.fullmatch(sentence.between(sentence.first, head)) if none else None
    if none is None or which is None:
        return None
    text = sentence.document.text
    if not (which["specific"] or which["msa"] or ("SRP" in text and "HMGCR" in text)):
        return None
    first, last = (sentence.first + place for place in none.span("no"))
    return first, last, none["no"]


def of_antibodies(sentence: Sentence) -> bool:
    """Whether a cell stands in a table of antibodies by its title or its corner."""
    index = sentence.passage.table
    if sentence.passage.kind != "cell" or index is None:
        return False
    table = sentence.document.tables[index]
    corner = next((cell for cell in table.cells[:1] if cell.row == cell.column == 0), None)
    titles = [span for span in (corner, table.caption) if span is not None]
    return any(_ABOUT.search(sentence.document.quote(span)[:80].lower()) for span in titles)


def by_legend(sentence: Sentence) -> tuple[Result, str] | None:
    """What the legend of a table says of the one sign in a cell: ``(+)`` is weak here and no more than that there."""
    index = sentence.passage.table
    cell = _SIGN.fullmatch(sentence.passage.clean.text, sentence.passage.head, sentence.last)
    if index is None or cell is None:
        return None
    sign = cell["sign"]
    document, table = sentence.document, sentence.document.tables[index]
    below = document.text[table.end : table.end + _LEGEND]  # a legend that begins with a sign is no note to the reader
    for legend in (*(document.quote(note) for note in notes_of(document, table)), below):
        for place in re.finditer(rf"(?<![\w+(±-]){re.escape(sign)}(?![\w+)±])", legend):
            if told := _SAID.match(legend.lower(), place.end()):
                word = told["said"]
                positive = word in ("positive", "present", "detected")
                doubtful = word in ("borderline", "equivocal", "indeterminate", "doubtful")
                return ("positive" if positive else "borderline" if doubtful else "negative"), sign
    return None
