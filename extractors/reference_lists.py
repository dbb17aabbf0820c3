"""Lists of what is normal: ``Reference values: CK 26-192 U/L; aldolase < 7.6 U/L``, in a note, a bracket or a sentence.

What stands in such a list is nobody's value.
"""

import re

from extractors.gates import Gated

_ANNOUNCED = Gated(
    r"\b(?:(?:normal|reference|ref\.?)(?: (?:laboratory|serum|plasma|adult|pa?ediatric|local|range))?"
    r" (?:values?|ranges?|limits?|intervals?|levels?)|upper (?:normal |reference )?limits?|"
    r"(?:^|(?<=[(\[;] )|(?<=[(\[]))normals?)"
    r"(?: of (?:the )?(?:normal|reference)(?: (?:range|interval))?)?"
    r"(?:,? (?:in|of|for|at|used|from|by|according to)(?: [\w'-]+){1,6}?)?"
    r"(?:(?:,? (?:are|were|is|was|being)(?: as follows)?)? ?[:=] ?|,? (?:are|were) (?:as follows:? )?)"
)

_COMPARED = re.compile(r"\b(?:above|over|beyond|exceed\w*|times|within|outside|below|than|x) (?:the |their )?$")


def list_of_references(text: str, analytes: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Where a sentence in lower case lists what is normal, ``[start, end)``; ``analytes`` are where it names some."""
    match = _ANNOUNCED.search(text)
    if match is None or _COMPARED.search(text[max(0, match.start() - 30) : match.start()]):
        return None
    behind = [start for start, _ in analytes if start >= match.end()]
    opens = bool(behind) and re.fullmatch(r"(?:for |(?:serum|plasma|total|[sp]-) ?)*", text[match.end() : behind[0]])
    ahead = bool(behind) and re.match(r"[<>≤≥]? ?\d", text[match.end() :])  # "limits are 170 U/L for CK"
    if not opens and not ahead:
        return None
    opening = text.rfind("(", 0, match.start())
    within = opening >= 0 and ")" not in text[opening : match.start()]
    closing = _closing(text, opening) if within else len(text)
    return match.start(), closing


def _closing(text: str, opening: int) -> int:
    depth = 0
    for place in re.finditer(r"[()]", text[opening:]):
        depth += 1 if place.group() == "(" else -1
        if depth == 0:
            return opening + place.start()
    return len(text)
