"""Heads that are broken over several printed lines: "Onset" above "(y)", "CK at" above "diagnosis" above "(IU/L)"."""

import re

from extractors.readers.patient_axis import PERSONS_HEAD, is_person_label, tells_a_person

Words = list[list[str]]

# What opens the second line of a head: a bracket, a small letter, a unit, or a word that leads on from the first.
_LEADS_ON = re.compile(
    r"[(\[/%&×+]|[a-zµμα-ω]|[^()]{1,20}[)\]]$|(?:UI?|IU?|mU)/|"
    r"(?:CK|CMAS|Diagnosis|Onset|Presentation|Visit|Follow[- ]?up)\b"
)
_SMALL = re.compile(r"[a-z(\[]")
_LABEL_GOES_ON = re.compile(r"(?:no\.?|nr\.?|numbers?|#|ID|code|name|\([^()]{1,20}\))$", re.IGNORECASE)
_VALUE = re.compile(
    r"[<>~≈≤≥=±]?\s?\d[\d.,\s]*(?:$|[a-zµ%†*])|\d+\s?/\s?\d+$|"
    r"(?:[-+–—−±✓✗×xX]{1,4}|pos(?:itive)?|neg(?:ative)?|yes|no|none|nil|n\.?[adrt]\.?|n/a|not .{3,15}|normal)\.?$",
    re.IGNORECASE,
)
_TIME = re.compile(r"\d{1,3}\s?(?:days?|weeks?|wks?|months?|mo|years?|yrs?|[dwmy])\b", re.IGNORECASE)
_LATE = 6  # lines that heads may take up


def goes_on_below(words: Words, row: int) -> bool:
    """Whether ``row`` is one more printed line of the heads above it."""
    if row >= _LATE or row + 1 >= len(words):
        return False
    here = words[row]
    if not any(here) or any(_holds_a_value(cell) for cell in here):
        return False
    if here[0]:
        goes_on = bool(words[row - 1][0]) and _LABEL_GOES_ON.match(here[0]) is not None
        if not goes_on and (any(above[0] for above in words[:row]) or not _names_columns(here)):
            return False
    elif not _leads_on(words, row):
        return False
    return any(_holds_a_value(cell) for cell in words[row + 1]) or goes_on_below(words, row + 1)


def _leads_on(words: Words, row: int) -> bool:
    """Whether most of what stands in a line goes on with what stands above it."""
    here = words[row]
    under = [column for column, cell in enumerate(here) if cell and any(above[column] for above in words[:row])]
    leading = sum(_LEADS_ON.match(here[column]) is not None for column in under)
    return len(under) > 0 and 2 * leading >= len(under)


def _names_columns(here: list[str]) -> bool:
    """Whether a line that alone names its first column names persons there, or sex or age in another one."""
    return PERSONS_HEAD.match(here[0]) is not None or any(is_person_label(cell) for cell in here[1:])


def _holds_a_value(cell: str) -> bool:
    if not cell or _TIME.match(cell):
        return False
    return _VALUE.match(cell) is not None or tells_a_person(cell)


def parted_below(under: str, beside: str) -> bool:
    """Whether the cell ``under`` a head goes on with it while the one ``beside`` that cell begins another head."""
    return _SMALL.match(under) is not None and beside[:1].isupper()
