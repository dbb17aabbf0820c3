"""Members of a family by their places in its pedigree, as a table lists them: ``IV-2``, ``II:3``.

Only an article whose table has a row or a column for each of them has such patients: elsewhere "her mother (I-2)" is
family history.
"""

import re

from extractors.anchors import Anchor
from extractors.overlaps import keep
from extractors.person_words import sex_of
from schemas.document import Document

_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_PLACE = r"(?P<generation>[ivx]{1,4})[-–.:] ?(?P<place>\d{1,2})"
_CELL = re.compile(rf"(?:patient |case |individual |subject )?{_PLACE}(?!\d)(?: \([^()]{{1,30}}\))?\W*$", re.IGNORECASE)
_NAMED = re.compile(rf"(?<![\w-]){_PLACE}(?![\w%]|[.,]\d)")
_NOUN = re.compile(r"\b(?P<noun>[a-z]+)s? \($|\b(?P<called>patient|case|individual|subject|member)s? $")
_GENERATION = 1000  # a place in the second generation is 2001, 2002: no patient is numbered so
_LEAST = 2  # members in a table


def member_number(words: str) -> int | None:
    """The number by which a member is known whose place in the pedigree is all that ``words`` tell; None for others."""
    match = _CELL.match(words)
    return _number(match) if match else None


def member_label(number: int) -> str | None:
    """The place that a number stands for: 4002 is ``IV-2``; None for a number that is none of a member."""
    generation, place = divmod(number, _GENERATION)
    return f"{_ROMANS[generation - 1].upper()}-{place}" if 0 < generation <= len(_ROMANS) else None


def members_of(document: Document) -> frozenset[int]:
    """The members whom the first column or the first row of a table lists."""
    found: set[int] = set()
    for table in document.tables:
        edges = ({}, {})  # type: tuple[dict[int, int], dict[int, int]]
        for cell in table.cells:
            if (cell.row and cell.column) or cell.end - cell.start > 50:
                continue
            number = member_number(" ".join(document.quote(cell).split()))
            if number is not None:
                edges[not cell.row][cell.start] = number
        found.update(*(edge.values() for edge in edges if len(edge) >= _LEAST))
    return frozenset(found)


def with_members(anchors: list[Anchor], text: str, members: frozenset[int]) -> list[Anchor]:
    """The anchors of a clean sentence in lower case and the members of the family that it names."""
    kept: list[Anchor] = []
    for match in _NAMED.finditer(text):
        number = _number(match)
        if number not in members:
            continue
        ahead = _NOUN.search(text, max(0, match.start() - 30), match.start())
        noun = (ahead["noun"] or "") if ahead else ""
        described = any(anchor.person and anchor.start <= match.start() - 2 < anchor.end + 1 for anchor in anchors)
        start = ahead.start() if ahead and not described else match.start()
        keep(kept, Anchor("label", start, match.end(), (number,), sex=sex_of(noun)))
    if not kept:
        return anchors
    for anchor in anchors:
        keep(kept, anchor)
    return kept


def _number(match: re.Match[str]) -> int | None:
    generation = match["generation"].lower()
    if generation not in _ROMANS:
        return None
    return (_ROMANS.index(generation) + 1) * _GENERATION + int(match["place"])
