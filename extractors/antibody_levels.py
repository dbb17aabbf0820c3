"""Levels of antibodies in cells and in prose: a number is positive or negative by its bound, and without one neither.

``Anti-HMGCR (U/mL; normal <20): 148`` · ``SRP IgG, AU: 3 (reference range <15)`` · ``HMGCR IgG, CU: >550 (H)``.
"""

import re
from functools import lru_cache

from extractors.antibody_names import Name
from extractors.antibody_scope import EXCLUSIVE
from extractors.antibody_words import FILLER
from extractors.printed_numbers import NUMBER, parse_number
from extractors.reading import Sentence
from extractors.table_heads import notes_of
from schemas.values import Result

_LEVEL = re.compile(
    rf"\s*(?P<sign>[<>≤≥]?)\s?(?P<value>{NUMBER})(?![:/.,]?\d)\s?(?:(?:units?|[acri]?u)(?:/m?l)?)?\s*[*†‡]?"
    r"(?:\(?(?P<high>h|high|↑|elevated)\)?(?![a-z]))?\s*(?:\(.*)?"
)
_BOUND = re.compile(
    r"(?:\b(?:reference(?: range| value)?|ref\.?|normal(?: range| value)?|nl|cut-?off|threshold|"
    r"(?:positive|negative)(?: if)?)[ :,]*(?:(?:of|is|at|above|below|from|up to) )*|[(,;] ?(?=[<≤]))"
    rf"(?:{NUMBER} ?(?:-|to) ?)?[<>≤≥]? ?(?P<bound>{NUMBER})(?![:/]\d)"
)
_ANNOUNCED = re.compile(r"\b(?:reference|ref\.?|normal|nl|cut-?off|threshold|positive|negative)\b")


def is_level(sentence: Sentence) -> bool:
    """Whether a cell is a bare number with what belongs to it: a sign, a unit, a flag, a range."""
    return sentence.passage.kind == "cell" and _LEVEL.fullmatch(_cell(sentence)) is not None


def result_of_level(sentence: Sentence, name: str) -> tuple[Result, str] | None:
    """What the number of a cell says of the antibody that its head prints as ``name``; None where no bound is told."""
    level = _LEVEL.fullmatch(_cell(sentence))
    if level is None:
        return None
    printed = level.group().partition("(")[0].strip()
    if level["high"]:
        return "positive", printed
    bound = _bound(sentence, name)
    value = parse_number(level["value"])
    if bound is None:
        return ("positive", printed) if level["sign"] == ">" and value >= _PLAIN else None
    if value == bound and not level["sign"]:
        return None
    above = value >= bound
    if (level["sign"] in (">", "≥") and not above) or (level["sign"] in ("<", "≤") and value > bound):
        return None
    return ("positive" if above and level["sign"] not in ("<", "≤") else "negative"), printed


def bound_in(behind: str) -> float | None:
    """The bound that is told in brackets or behind a comma at once behind a level: ``4 CU (negative <20)``."""
    told = _BOUND.match(re.sub(r"^[\s,;]*(?:index|units?)\b", "", behind).lstrip(" (,;"))
    return parse_number(told["bound"]) if told else None


_TO_LEVEL = FILLER.removesuffix(")*?") + r"|\b(?:with|an?|gave|reached|chemiluminescen\w+|immunoassay|value)\b|>)*?"
# The bound of the commonest kit for anti-HMGCR, and above that of the others.
_PLAIN = 20
_UNIT = re.compile(r"\d ?(?:(?:[ACRI]?U|UA)(?:/m?[lL])?|[uU]nits?|arbitrary units)$")
# Up to a level in units of a kit stand any words but those of another statement.
_ITS_OWN = re.compile(
    r"(?:(?!\b(?:and|but|while|whereas|with|anti|who|which|or|ck|cpk|kinase|aldolase|ldh|esr|crp|a?st|alt|ferritin|"
    r"not|no|negativ\w+|given|received|dose|mg)\b)[^;:,.\d]){1,50}"
)
_SAID_OF_LEVEL = re.compile(
    r"\s?[(,;-]{1,2} ?(?P<said>negative|positive|borderline|normal|elevated|high)(?= ?(?:[).,;]|$))(?!,? ?[<>≥≤\d])"
)
_TOLD_LEVEL = re.compile(r"(?:anti-?)?(?P<target>[\w-]{2,12})\b.*?\d ?(?P<unit>(?:units?|[acri]?u)(?:/m?l)?)$")


# "returned positive at >200 units" tells what the test showed, and no bound.
_NOT_TOLD_OF = r"(?<!\bwas )(?<!\bwere )(?<!returned )(?<!\bback )(?<!strongly )(?<!weakly )(?<!highly )(?<!tested )"


@lru_cache(maxsize=256)  # a text is asked for the same words by every antibody of the sentence
def _cut_off(text: str, words: str) -> float | None:
    """The cut-off that the article tells elsewhere for the antibody and unit of ``anti-hmgcr was 120 u/ml``."""
    level = _TOLD_LEVEL.fullmatch(words)
    if level is None:
        return None
    target, unit = re.escape(level["target"]), re.escape(level["unit"])
    told = re.search(
        rf"\b{target}\b[^.\n]{{0,40}}?\b(?:(?:positive|negative)(?! at\b)|{_NOT_TOLD_OF}(?:positive|negative)|"
        r"cut-?off|normal|threshold)\b"
        rf"(?: (?:values?|if|at|of|is|was|when|above|below))*[:,]? ?[<>≥≤]? ?(\d+(?:\.\d+)?) ?{unit}\b",
        text.lower(),
    )
    return float(told[1]) if told else None


def level_behind(sentence: Sentence, name: Name) -> tuple[Result, str] | None:
    """A level with its normal range, ``anti-HMGCR 120 U/mL (normal <20)``, or with a cut-off that is told elsewhere."""
    number = next((item for item in sentence.quantities if name.end <= item.start <= name.end + 60), None)
    if number is None or number.value is None:
        return None
    text = sentence.passage.clean.text
    printed = text[number.start : number.end]
    between = sentence.between(name.end, number.start)
    if not re.fullmatch(_TO_LEVEL, between.rstrip("<>≤≥ ")) and not (
        _UNIT.search(text[number.start : number.value_end]) and _ITS_OWN.fullmatch(between)
    ):
        return None
    behind = text[number.end : min(number.end + 50, sentence.last)].lower()
    if said := _SAID_OF_LEVEL.match(behind):
        word = said["said"]
        return (
            "positive" if word[0] == "p" or word[0] in "eh" else "borderline" if word[0] == "b" else "negative"
        ), printed
    if number.comparator == "<":
        return "negative", printed
    bound = number.ref_high if number.ref_high is not None else bound_in(behind)
    if bound is None:
        bound = _cut_off(sentence.document.text, text[name.start : number.end].lower())
    if bound is None:
        alone = number.value >= _PLAIN and _speaks_alone(sentence, name, printed, over=number.comparator == ">")
        return ("positive", printed) if alone else None
    above = number.value > bound or (number.value == bound and number.comparator == ">")
    return ("positive" if above else "negative"), printed


def _speaks_alone(sentence: Sentence, name: Name, printed: str, *, over: bool) -> bool:
    """Whether a level in units of a kit needs no bound: it is ``over`` what the kit measures, or others were negative.

    ``Anti-HMGCR was 298 AU/mL, anti-SRP and ANA were negative``; not where the article tells a bound in any unit.
    """
    if sentence.passage.kind != "prose" or name.name not in EXCLUSIVE or not _UNIT.search(printed):
        return False
    if not over and "negative" not in sentence.lowered:
        return False
    target = re.escape(name.name.removeprefix("anti-"))
    return over or re.search(rf"{target}[^.\n\d]{{0,40}}(?<! at )[<>≤≥] ?\d", sentence.document.text) is None


def _cell(sentence: Sentence) -> str:
    return sentence.between(max(sentence.first, sentence.passage.head), sentence.last)


def _bound(sentence: Sentence, name: str) -> float | None:
    """The upper bound of what is normal: of the cell or its head, else of the notes, else told in the article."""
    if own := _BOUND.search(sentence.lowered):
        return parse_number(own["bound"])
    document, table = sentence.document, sentence.passage.table
    notes = notes_of(document, document.tables[table]) if table is not None else []
    target = re.sub(r"^anti[- ]?", "", name.lower())
    for text in (*(document.quote(note) for note in notes), document.text):
        if (bound := _told(text, target)) is not None:
            return bound
    return None


@lru_cache(maxsize=64)  # each cell of a row asks the same
def _told(text: str, target: str) -> float | None:
    for named in re.finditer(rf"(?<!\w){re.escape(target)}(?!\w)[^.;\n\d<>≤≥]{{0,40}}", text, re.IGNORECASE):
        if bound := _BOUND.match(text[named.start() : named.end() + 20].lower(), _words(named.group())):
            return parse_number(bound["bound"])
    return None


def _words(named: str) -> int:
    """Where the word that announces a bound begins behind a name."""
    told = _ANNOUNCED.search(named.lower())
    return told.start() if told else len(named)
