"""Do the columns of a table stand for persons, or its rows, or neither?"""

import re
from collections.abc import Callable
from typing import Literal

from extractors.readers.case_cells import begin
from extractors.readers.family_rows import are_a_family

Words = list[list[str]]
_Test = Callable[[str], bool]

_LOOK_ALIKE = str.maketrans({"М": "M", "Μ": "M", "Ϝ": "F", "m": "M", "f": "F"})
_MONTHS = r"(?:,?\s{0,2}(?:and\s)?\d{1,2}\s{0,2}m(?:o|ths?|onths?)?\b)"  # "4 y 6 m", "5 years and 3 months"
_AGE = (
    rf"\d{{1,2}}(?:[.,·]\d{{1,2}}|\s?[½¼¾])?\s{{0,2}}(?:y(?:ears?|rs?|/o|\.?o\.?)?{_MONTHS}?|m(?:o|ths?|onths?)?)?\.?"
    r"(?:[\s-]old)?"
)
_SEX = r"(?:[FM]|females?|males?|girls?|boys?|wom[ae]n|m[ae]n|♀|♂)"
_PERSON_VALUE = re.compile(
    rf"\W{{0,2}}(?:{_AGE}[\s,/;().-]{{0,3}})?{_SEX}(?:[\s,/;(.-]{{1,3}}{_AGE})?\W{{0,3}}$", re.IGNORECASE
)
_AGE_VALUE = re.compile(rf"\W{{0,2}}{_AGE}\W{{0,2}}$", re.IGNORECASE)
_SEX_LABEL = re.compile(r"(?:sex|gender)\b|.{0,20}[/,(]\s?(?:sex|gender)\b", re.IGNORECASE)
_AGE_LABEL = re.compile(r"(?:\w+\s)?(?:onset\s)?age\b", re.IGNORECASE)
ONE_PERSON = "case|patient|pt|subject|proband|child|girl|boy|sibling|sister|brother|twin"
"""What a person is called before the number or letter that names it, as the branches of a pattern."""
_NAMED_PERSON = re.compile(
    rf"(?:(?:{ONE_PERSON})s?\.?\s{{0,3}}(?:no\.?|number|#)?\s{{0,3}}(?:\d{{1,3}}|[IVX]{{1,4}}|[A-H])|"
    r"p\.?\s?\d{1,3}|(?:index|our|present|this)\s+(?:case|patient|proband|study)|(?:case|patient|the\s+patient))"
    r"(?:\s{0,3}[(,/].{0,60})?(?:\s?\\?[*†‡§¶#]|\s[a-c]$|[¹²³ᵃᵇᶜ]){0,2}$",  # with the mark of a note under the table
    re.IGNORECASE,
)
_NUMBERED_PERSON = re.compile(r"(?:#|no\.?\s?)?(?:\d{1,3}|[IVX]{1,4})[.*†‡§¶]{0,2}$", re.IGNORECASE)
_PERSON_COLUMN = re.compile(
    r"(?:cases?|patients?|pts?|subjects?|probands?|child(?:ren)?|no|nr|number|id|ref(?:erences?|s)?|authors?|"
    r"stud(?:y|ies)|articles?|reports?|publications?|source|p)\b|[#№]",
    re.IGNORECASE,
)
PERSONS_HEAD = re.compile(
    r"(?:patients?|cases?|pts?|subjects?|probands?|child(?:ren)?)\.?\s?(?:no\.?|nr\.?|number|id|#)?\W*$", re.IGNORECASE
)
"""The head above "1", "2" or "A", "B", where nothing but persons stands below."""
TIME_HEAD = re.compile(
    r"(?:time(?:[ -]?points?)?|visits?|dates?|weeks?|months?|years?|days?|stages?|when|follow[- ]?up|phase)"
    r"(?: (?:after|from|since|of)\b.{0,40})?\W*$",
    re.IGNORECASE,
)
"""The head of a column that tells when the values of its row were measured."""
_CITATION = re.compile(r"[^\W\d_a-z].{0,60}\b(?:et\s+al\b|(?:19|20)\d\d)")
_IN_BRACKETS = re.compile(r"(?<=[\dA-H])[\s,]{0,3}\([^()]{1,30}\)$")  # "1 (F, 12 y)"
_AGED = re.compile(rf"(?<=[\dA-H])\s{{0,2}}[(,]\s?(?:{_SEX}\W{{1,3}}{_AGE}|{_AGE}\W{{1,3}}{_SEX})\)?$", re.IGNORECASE)
_INITIALS = re.compile(r"[A-Z]{1,4}\.?\d{0,3}$")
_GROUP = re.compile(
    r"\bn\s?=|%|^p$|\b(?:groups?|total|controls?|mean|median|p[\s-]?values?|all|cohort)\b", re.IGNORECASE
)
_TIME = re.compile(r"\b(?:weeks?|months?|days?|years?|visit|baseline|follow[\s-]?up)\b", re.IGNORECASE)
_SIDE_COLUMN = re.compile(r"normal|reference|ref\.|units?\b|range", re.IGNORECASE)


def patient_axis(words: Words, heads: int, labels: int) -> Literal["columns", "rows"] | None:
    """The axis along which persons stand; ``heads`` rows and ``labels`` columns of ``words`` are heads."""
    if not words or not words[0]:
        return None
    if _persons_in_columns(words, heads, labels):
        return "columns"
    return "rows" if _persons_in_rows(words, heads) else None


def tells_a_person(words: str) -> bool:
    """Whether a cell is the sex, or sex and age, of one person: "F", "12/M", "Female, 10 years"."""
    return _PERSON_VALUE.match(words[:60].translate(_LOOK_ALIKE) if len(words) < 3 else words[:60]) is not None


def is_person_label(words: str) -> bool:
    """Whether a cell names sex or age."""
    return _SEX_LABEL.match(words[:60]) is not None or _AGE_LABEL.match(words[:60]) is not None


def names_a_person(words: str) -> bool:
    """Whether a cell names a person, or the report that tells of one: "Patient 2", "Doe et al. 2012"."""
    return any(pattern.match(words[:120]) for pattern in (_NAMED_PERSON, _CITATION))


def _persons_in_columns(words: Words, heads: int, labels: int) -> bool:
    tops = [[cell for cell in row[labels:] if cell and not _SIDE_COLUMN.search(cell[:60])] for row in words[:heads]]
    if len(tops) > 1 and len(tops[0]) > 1 and all(_NAMED_PERSON.match(cell[:100]) for cell in tops[0]):
        return not any(
            _GROUP.search(cell[:80]) for row in tops for cell in row
        )  # below the names: "Onset", "Last visit"
    if tops and are_a_family(tops[0]):
        return True
    names = [_AGED.sub("", cell[:80]) for row in tops for cell in row]
    if any(_GROUP.search(name) or _TIME.search(name) for name in names):
        return False
    corner = " ".join(cell for row in words[:heads] for cell in row[:labels])
    counted = _PERSON_COLUMN.match(corner) is not None
    for row in tops:
        enough = len(row) > 1 or (len(row) == 1 and len(words[0]) == labels + 1)
        if enough and all(_NAMED_PERSON.match(cell[:100]) for cell in row):
            return True
        if counted and len(row) > 1 and (all(_names_one(cell) for cell in row) or _counts_persons(row)):
            return True
    return _told_by_a_row(words[heads:], labels)


def _names_one(cell: str) -> bool:
    return _NUMBERED_PERSON.match(cell[:20]) is not None or _NAMED_PERSON.match(cell[:100]) is not None


def _told_by_a_row(body: Words, labels: int) -> bool:
    """A row "Sex" with one sex a column, or a row "Age" with one plain age a column."""
    for row in body:
        label = " ".join(row[:labels]).strip()
        values = [cell for cell in row[labels:] if cell and not _SIDE_COLUMN.search(cell[:60])]
        if _GROUP.search(label):
            continue
        if values and _SEX_LABEL.match(label[:60]) and all(tells_a_person(cell) for cell in values):
            return True
        if len(values) > 1 and _AGE_LABEL.match(label[:60]) and all(_AGE_VALUE.match(cell[:30]) for cell in values):
            return True
    return False


def _persons_in_rows(words: Words, heads: int) -> bool:
    body = [row for row in words[heads:] if any(row)]
    if len(body) < 1 or not heads:
        return False
    first = [row[0] for row in body if row[0]]
    if len(first) == len(body) and are_a_family(first):
        return True
    for column in range(len(words[0])):
        top = " ".join(row[column] for row in words[:heads] if row[column])[:80]
        values = [row[column] for row in body if row[column]]
        if not values or _GROUP.search(top):
            continue
        if (_SEX_LABEL.match(top) or _AGE_LABEL.match(top)) and _mostly(values, tells_a_person):
            return True
        if _PERSON_COLUMN.match(top) and _mostly(values, describes_a_person):
            return True
        aged = _AGE_LABEL.match(top) and _mostly(values, lambda cell: _AGE_VALUE.match(cell[:30]) is not None)
        if aged and _mostly(first, _heads_a_row) and _PERSON_COLUMN.match(words[0][0]):
            return True
    corner = " ".join(row[0] for row in words[:heads] if row[0])
    if PERSONS_HEAD.match(corner) and _counts_persons(first):
        timed = len(words[0]) > 2 and any(TIME_HEAD.match(row[1]) for row in words[:heads])
        return len(first) == len(body) or (timed and body[0][0] != "")  # a row for each visit of each patient
    return len(first) > 1 and all(_NAMED_PERSON.match(cell[:100]) for cell in first)


def _counts_persons(first: list[str]) -> bool:
    """Whether cells number persons one after the other: "1", "2", "3" or "A", "B"."""
    places = [
        int(cell) if cell.isdecimal() else ord(cell) - ord("A") + 1
        for cell in (_IN_BRACKETS.sub("", cell).strip("*†‡§¶.# ") for cell in first)
        if (cell.isdecimal() and len(cell) < 4) or (len(cell) == 1 and "A" <= cell <= "H")
    ]
    return len(first) > 1 and len(places) == len(first) and places == list(range(places[0], places[0] + len(places)))


def describes_a_person(cell: str) -> bool:
    """Whether a cell holds sex and age in one: "Female, 10 years, Asian"."""
    begun = begin(cell[:120], cited=False)
    return begun is not None and begun.case_end > 0


def _heads_a_row(cell: str) -> bool:
    return any(pattern.match(cell[:120]) for pattern in (_NAMED_PERSON, _NUMBERED_PERSON, _CITATION, _INITIALS))


def _mostly(values: list[str], holds: _Test) -> bool:
    return len(values) > 0 and sum(holds(value) for value in values) >= 0.6 * len(values)
