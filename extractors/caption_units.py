"""Units of enzymes that only the title of a table tells: "Course of CK activity (IU/l) and CMAS" over a head "CK"."""

import re

from extractors.lexicon import written
from extractors.table_heads import said
from schemas.document import Cell, Document, Span, Table

_ENZYMES = ("CK", "aldolase", "LDH", "ALT", "AST")
_ENZYME = f"(?:{'|'.join(map(written, _ENZYMES))})"
_AMOUNT = r"(?: (?:levels?|values?|concentrations?|activit(?:y|ies)))?(?: ?\(CP?K\)?)?"
_IN_TITLE = re.compile(
    rf"\b{_ENZYME}{_AMOUNT}(?:(?:, | and |, and |/){_ENZYME}{_AMOUNT}){{0,4}}(?P<said>,? (?:given |measured )?in)?,? ?"
    r"(?P<unit>[(\[](?:in )?(?:[UI]{1,2}|[µμn]kat)/(?:l|ml)[)\]]|(?:[UI]{1,2}|[µμn]kat)/(?:l|ml)\b)",
    re.IGNORECASE,
)
_HEAD = re.compile(
    rf"[^()\[\]/%×]{{0,24}}\b(?P<name>{_ENZYME})\b(?:[^()\[\]/%×]|/(?=\s?(?:after|last|final|post|peak|latest))){{0,30}}$",
    re.IGNORECASE,
)


class TitleUnits:
    """The units that the title of a table tells, each for the enzymes named right before it."""

    def __init__(self, document: Document, table: Table) -> None:
        self.document = document
        self.units: dict[str, Span] = {}
        caption = table.caption
        if caption is None:
            return
        for match in _IN_TITLE.finditer(document.quote(caption)):
            unit = Span(start=caption.start + match.start("unit"), end=caption.start + match.end("unit"))
            for named in re.finditer(_ENZYME, match.group(), re.IGNORECASE):
                self.units.setdefault(_enzyme(named.group()), unit)

    def beside(self, heads: list[Cell]) -> list[tuple[int, int] | str]:
        """The unit to be read behind the ``heads`` of a cell: of the enzyme that one of them names without a unit."""
        for head in heads if self.units else ():
            match = _HEAD.match(said(self.document, head))
            unit = self.units.get(_enzyme(match["name"])) if match else None
            if unit is not None:
                bracket = self.document.text[unit.start] in "(["
                return [" ", (unit.start, unit.end)] if bracket else [" (", (unit.start, unit.end), ")"]
        return []


def _enzyme(words: str) -> str:
    """The enzyme that these words name."""
    return next(name for name in _ENZYMES if re.fullmatch(written(name), words, re.IGNORECASE))
