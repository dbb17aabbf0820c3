"""An antibody whose results are dealt out: ``ANA was positive in Patient 1 and negative in the other two``.

``Positive in Patient 1 (1:640) and Patient 3 (1:160), and negative in Patient 2`` · ``detected in the girl but not in
the boy`` · ``only Patient 3 was positive; the other two were negative``. Who is meant is what an anchor says.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.anchors import Anchor
from extractors.printed_numbers import parse_number
from extractors.reading import Sentence
from schemas.values import Result

_POSITIVE = r"positiv\w*|detected|detectable|present|found|elevated|raised|identified|confirmed|demonstrated"
_NEGATIVE = r"negativ\w*|absent|undetectable|undetected|normal|not (?:detected|present|found|identified|elevated)"
_SAID = (
    rf"(?:(?P<neg>{_NEGATIVE})|(?P<not>not)|(?P<pos>(?:strongly |weakly |only )?(?:{_POSITIVE}))|"
    r"(?P<border>borderline|equivocal))"
)
_TITRE = r"(?P<titre>1\s?[:/]\s?\d{1,3}(?:,\d{3}|\d{0,3}))"
# A level told in place of a result: "above 200 U in patient A and 12 U in patient B, where 20 U is normal"
_LEVEL = re.compile(
    r"(?:^|[\s(])[<>]?\s?(?P<value>\d[\d.,]*)\s?(?:c?u|units?|a?u|iu)(?:/ml)?,? (?:in|for) (?:the |our )?$"
)
_NORMAL = re.compile(
    r"\b(?:normal|cut-?off|reference|positive)(?: (?:range|value|level|limit))?"
    r":?,? ?[<>≤≥]? ?(?:0 ?- ?)?(?P<bound>\d[\d.]*)"
)
_BRACKET = r"(?:\s?\([^()]{1,60}\))?"
_IN = re.compile(
    rf"\b{_SAID}\b(?:,? (?:at|with|to) (?:an? )?(?:(?:low |high )?(?:titer|titre|level|dilution) )?(?:of )?{_TITRE})?"
    rf"(?:,? (?:by [\w -]{{3,20}}|in serum|again|also|only))?{_BRACKET},? (?:in|for) (?:both |all |only |our |the )?$"
)
# between a patient and the next who has the same result, and between a result and the next
_AND = re.compile(rf"{_BRACKET}(?:,|,? and|,? as well as|,? or|,? &) (?:also )?(?:in |for )?(?:the |our )?$")
_NEXT = re.compile(rf"^{_BRACKET}(?:[;,]|,? and|,? but|,? whereas|,? while)+ ")
_SUBJECT = re.compile(rf"{_BRACKET}(?:[;,]|,? and|,? but|,? whereas|,? while)+ (?:in )?(?:only )?$")
_WAS = re.compile(rf" (?:was|were|tested|remained|proved) (?:all |both |also )?{_SAID}\b(?! (?:for|in|to)\b)")
_HELD = re.compile(rf"\s?\((?:titre |titer |at |ana )*{_TITRE}[^()]{{0,40}}\)")


@dataclass(frozen=True, slots=True)
class Dealt:
    """A result, its titre where one is told, and the anchor of those who have it at ``[start, end)`` of the passage."""

    result: Result
    titre: str | None
    start: int
    end: int


def dealt(sentence: Sentence, place: int) -> list[Dealt]:
    """The results behind a list of antibodies that ends at ``place``; none where they are not dealt out to several."""
    anchors = [anchor for anchor in sentence.anchors if sentence.first + anchor.start >= place]
    if sentence.passage.kind == "cell" or not anchors or len(sentence.anchors) + len(anchors[0].labels) < 2:
        return []
    told = list(_told(sentence, anchors, place))
    results = {one.result for one in told}
    return told if len(told) > 1 and (len(results) > 1 or len(told) == len(anchors)) else []


def _told(sentence: Sentence, anchors: list[Anchor], place: int) -> Iterator[Dealt]:
    result: Result | None = None
    titre: str | None = None
    normal = _NORMAL.search(sentence.lowered)
    for anchor in anchors:
        start, end = sentence.first + anchor.start, sentence.first + anchor.end
        between = sentence.between(place, start)
        said = _IN.search(between)
        behind = sentence.between(end, min(end + 60, sentence.last))
        level = _LEVEL.search(between) if normal is not None and said is None else None
        if level is not None and normal is not None:
            high = parse_number(level["value"]) > parse_number(normal["bound"])
            result, titre = "positive" if high else "negative", None
        elif said is not None and (result is None or _NEXT.match(between)):
            result, titre = _result(said, result), said["titre"]
        elif result is not None and _SUBJECT.fullmatch(between) and (said := _WAS.match(behind)) is not None:
            result, titre = _result(said, result), None
        elif result is not None and _AND.fullmatch(between):
            titre = None
        else:
            return
        held = _HELD.match(behind)
        place = end
        if anchor.kind != "other":
            printed = held["titre"] if held else titre
            yield Dealt(result, printed.replace(" ", "") if printed else None, start, end)


def _result(said: re.Match[str], before: Result | None) -> Result:
    if said["not"]:
        return "positive" if before == "negative" else "negative"
    return "negative" if said["neg"] else "borderline" if said["border"] else "positive"
