"""An analyte that a sentence takes up without its name: ``CK was measured. It was 1,965 U/L. A control found 2,230``.

"It" is what the sentence before named last, where it named one analyte only; a control goes back two sentences more.
The word stands for the analyte as its name would, so that whatever reads values reads these too.
"""

import re

from extractors.lexicon import Hit
from extractors.reading import Sentence

_NUMBER = r"(?:[<>~≥≤]\s?)?\d"
_AHEAD = (
    r"(?:(?:at|on|after|by|in|during|within|when|with|under|despite|before|following|"
    r"once|as|since|until|from|\w+ (?:days?|weeks?|months?|years?) (?:later|before|after))\b"
    r"[^.;:]{0,50}?,? )?"
)
_IT = re.compile(
    rf"{_AHEAD}(?P<name>it|this|the (?:first |initial |measured )?(?:level|value|result)|"
    r"the (?:muscle )?enzymes?|the figure|"
    r"(?:(?:the|these|those|his|her|all|later|subsequent|further|serial|repeated) )?(?:values|levels|readings))"
    rf"\s[^.;:\d]{{0,40}}?{_NUMBER}"
)
# "IVIG brought it to 700 U/L", "ten days after the pulses the value had dropped to 9,000 U/L"
_IT_LATER = re.compile(rf"[^;:\d]{{1,60}}?\b(?P<name>it|the (?:value|level|enzyme))\s[^.;:\d]{{1,40}}?{_NUMBER}")
_CONTROL = re.compile(
    rf"(?:[^.;:\d]{{0,80}}?[,;] (?:and|but) )?{_AHEAD}"
    rf"(?P<name>(?:(?:an?|the) )?(?:control|repeat|repeated|second|new|further) ?(?:test|testing|measurement|"
    rf"determination|sample|value|level|dosage|assay)?)\b(?:[ ,][^.;:\d]{{0,40}})? (?:found|showed|gave|was|revealed|"
    rf"yielded|of|read)\s(?:an? |only |still )?(?:(?:level|value) of )?{_NUMBER}"
)
_MEASURED = re.compile(
    r"\d[^.;]{0,30}?(?:/m?l\b|kat\b|units?\b|times\b|fold\b|uln\b|x ?n\b|\bu l)"
)  # a unit of enzymes
_ADDED = re.compile(r"[^\w]{0,3}(?:levels? )?(?:was |were )?(?:also |then |only )*added\b")
_BACK = 3  # sentences to which a control goes back


def take_up(sentences: list[Sentence]) -> None:
    """Give the sentences of one passage the analytes that they take up from the sentences ahead of them."""
    for index, sentence in enumerate(sentences):
        if not index or not _MEASURED.search(sentence.lowered):
            continue
        match, back = _IT.match(sentence.lowered), 1
        if match is None and (match := _IT_LATER.match(sentence.lowered)) is None:
            match, back = _CONTROL.match(sentence.lowered), _BACK
        if match is None or (named := _named(sentences[max(0, index - back) : index])) is None:
            continue
        start, end = (sentence.first + place for place in match.span("name"))
        value = next((number for number in sentence.quantities if number.start >= end), None)
        if (
            value is None
            or value.kind != "enzyme"
            or any(_is_analyte(hit) and hit.start < value.start for hit in sentence.hits)
        ):
            continue
        sentence.hits = sorted([*sentence.hits, Hit(named.term, start, end)], key=lambda hit: hit.start)


def _named(ahead: list[Sentence]) -> Hit | None:
    """The one analyte that the last of the sentences with any names; of several the last one, where that was added."""
    for sentence in reversed(ahead):
        if named := [hit for hit in sentence.hits if _is_analyte(hit)]:
            added = _ADDED.match(sentence.between(named[-1].end, sentence.last))
            return named[-1] if added or len({hit.term.name for hit in named}) == 1 else None
    return None


def _is_analyte(hit: Hit) -> bool:
    return hit.term.kind == "analyte"
