"""Titres of antibodies: positive or negative by what is said of them, else by the bound that is told with them.

``ANA 1:80, which is regarded as negative`` · ``ANA 1:40 (normal <1:80)`` · "titres of 1:160 and above are positive".
"""

import re
from functools import lru_cache

from schemas.values import Result

_PRINTED = r"(?P<sign>[<>≥≤]?)\s?1\s?[:/]\s?(?P<titre>\d{1,3},\d{3}|\d{1,6})(?!\d)"
_READ_AS = (
    r"(?:regarded|considered|judged|interpreted|taken|reported|read|classed|classified|rated|deemed|counted|defined|"
    r"viewed)"
    r"(?: (?:as|to be|here as|by (?:us|the laboratory) as))?"
)
_VERDICT = re.compile(
    r"(?:,? ?(?:with )?(?:an? )?\(?(?:[a-z]{5,14}(?: and [a-z]{5,14})?)(?: pattern)?\)?(?=,| and| which|\)))?[\s,(]*"
    r"(?:(?:and|but|i\.e\.,?|that is,?|which|this|that|a titre|a titer|a level|a value|it) )*"
    rf"(?:(?:was|is|were|are|being|has been|had been) )?(?:{_READ_AS} )?(?:still |only )?"
    r"(?P<said>negative|normal|within normal limits|borderline|equivocal|indeterminate|positive)\b"
    r"(?![\s:,]*(?:[<>≥≤\d]|(?:range|values?|titres?|titers?|if|below|up to|for|at|is|was)\b))"
)
_BOUND = re.compile(
    r"[\s,]*\(?(?:[a-z]{5,14}[,;] )?(?P<of>normal|reference|ref\.?|nl|cut-?off|negative|positive|threshold)"
    r"(?: (?:range|value|titre|titer|if|at|of|is|was|below|up to))*[\s:,]*" + _PRINTED
)
_TOLD = re.compile(
    r"\b(?:titers?|titres?|dilutions?|ana|antinuclear antibod(?:y|ies))\b[^.;:\n]{0,60}?"
    + _PRINTED
    + rf"(?: (?:and|or) (?:above|more|higher|greater|over))?,? (?:(?:is|are|was|were|being|be) )?{_READ_AS} positive\b|"
    r"\b(?:ana|antinuclear antibod(?:y|ies))\b[^.;\n]{0,30}?\b(?:positive (?:if|when)|cut-?off(?: titre| titer)?)"
    r"[ :,(]*(?:(?:of|is|was|at|from|above|a titre|a titer) )*"
    + _PRINTED.replace("sign", "sign2").replace("<titre", "<titre2")
)
A_BOUND = re.compile(
    rf"[^.;:\d]{{0,30}}{_PRINTED} (?:and|or) (?:above|more|higher|greater|over)\b|, ?positive (?:if|when|[>≥]) ?"
)
"""Behind a name: the titre or level from which on it counts, and nobody's."""


def result_of_titre(printed: str, behind: str, text: str) -> tuple[Result, str]:
    """What ``1:80`` says, by the words ``behind`` it else by the ``text`` of the article; and the words that say so."""
    if said := _VERDICT.match(behind):
        word = said["said"]
        if word == "positive":
            return "positive", printed
        return ("borderline" if word[0] in "bei" else "negative"), word
    if "<" in printed:
        return "negative", printed
    titre = _number(re.split("[:/x×]", printed)[-1])
    if bound := _BOUND.match(behind):
        last = _number(bound["titre"])
        inside = bound["sign"] == "≤" or (bound["of"] in ("normal", "negative", "nl") and bound["sign"] in ("", "≤"))
        negative = titre < last or (inside and titre == last)
        return ("negative" if negative else "positive"), bound.group().strip(" ,(")
    least = _least(text)
    return ("negative" if least is not None and titre < least else "positive"), printed


@lru_cache(maxsize=2)  # every titre of an article asks the same
def _least(text: str) -> int | None:
    """The titre from which on antinuclear antibodies are positive, where the article tells it."""
    if "1:" not in text and "1/" not in text:
        return None
    told = _TOLD.search(text.lower())
    if told is None:
        return None
    sign, titre = (told["sign"], told["titre"]) if told["titre"] else (told["sign2"], told["titre2"])
    return _number(titre) + (1 if sign == ">" else 0)


def _number(printed: str) -> int:
    return int(printed.replace(",", ""))
