"""Which number belongs to which analyte: the grammar that creatine kinase and the other laboratory values share.

``CK, 9 240 U/L; aldolase, 14 U/L`` · ``AST/ALT 210/185 U/L`` · ``ALT and AST were 93 and 87 U/L, respectively`` ·
``a creatine kinase of 4500`` · ``fell from 6,120 to 480 U/L`` · ``CK (normal 20-200 U/L) was 8000``. A number whose
neighbour is an analyte outside the vocabulary is not taken.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from extractors.changes import COURSE
from extractors.general_bounds import of_nobody
from extractors.lexicon import Hit, analytes
from extractors.measurement_words import (
    AGGREGATE,
    BEFORE,
    CYTOKERATIN,
    JOINT,
    LINK_WORD,
    OTHER_SUBJECT,
    REFERENCE_OF,
    SERIES,
    TIGHT,
)
from extractors.phase_words import of_the_value_before, of_the_value_behind
from extractors.phases import only_phase_of, phase_of, phase_of_head, stages_of
from extractors.printed_numbers import THREE_DECIMALS, parse_number
from extractors.printed_units import Unit, unit_in
from extractors.quantities import NO_LEVEL, Quantity
from extractors.reading import Sentence
from extractors.reference_lists import list_of_references
from schemas.mention import Level
from schemas.values import Phase


@dataclass(frozen=True, slots=True)
class Measured:
    """A quantity claimed by an analyte, with the rule that claimed it."""

    analyte: str
    hit: Hit
    quantity: Quantity
    rule: str
    level: Level
    phase: Phase | None


def measured(sentence: Sentence) -> tuple[Measured, ...]:
    """Every laboratory value of a sentence; analytes outside the scored list are read too, since they claim numbers."""
    hits = [hit for hit in sentence.hits if hit.term.kind == "analyte"]
    if hits and sentence.passage.kind == "cell" and _TIME_HEAD.match(_head_of(sentence)):
        return ()
    return _measured(sentence, tuple(hits)) if hits else ()


def _without_references(sentence: Sentence, hits: Sequence[Hit]) -> tuple[Sequence[Hit], list[Quantity]]:
    """The analytes and numbers of a sentence but for those in a list of what is normal."""
    numbers = list(_numbers(sentence))
    if not numbers or sentence.passage.kind == "cell":
        return hits, numbers
    places = [sentence.chars(hit) for hit in hits]
    listed = list_of_references(
        sentence.lowered, [(start - sentence.first, end - sentence.first) for start, end in places]
    )
    if listed is None:
        return hits, numbers
    first, last = (sentence.first + place for place in listed)
    kept = [hit for hit, (start, _) in zip(hits, places, strict=True) if not first <= start < last]
    return kept, [number for number in numbers if not first <= number.start < last]


@lru_cache(maxsize=1)  # creatine kinase and the other values ask one after the other
def _measured(sentence: Sentence, hits: Sequence[Hit]) -> tuple[Measured, ...]:
    return tuple(_claimed(sentence, *_without_references(sentence, hits)))


def _claimed(sentence: Sentence, hits: Sequence[Hit], numbers: list[Quantity]) -> Iterator[Measured]:
    if not numbers:
        return
    taken: set[int] = set()
    claims = [
        *_named_behind(sentence, hits, numbers, taken),
        *_respectively(sentence, hits, numbers, taken),
        *_behind(sentence, hits, numbers, taken),
        *_ahead(sentence, hits, numbers, taken),
    ]
    for hit, number, rule in sorted(claims, key=lambda claim: claim[1].start):
        level: Level = "group" if _aggregate(sentence, hit, number) else _level(sentence, hit, number)
        yield Measured(hit.term.name, hit, number, rule, level, _phase(sentence, hit, number, numbers))


def _level(sentence: Sentence, hit: Hit, number: Quantity) -> Level:
    """That of its sentence, but for a bound that is of nobody."""
    if sentence.level != "patient" or sentence.passage.kind == "cell":
        return sentence.level
    if number.comparator not in ("<", ">") and number.low is None:
        return sentence.level
    start, end = sentence.chars(hit)
    nobody = of_nobody(sentence.lowered, (start - sentence.first, end - sentence.first), number.start - sentence.first)
    return "disease" if nobody else sentence.level


def _numbers(sentence: Sentence) -> Iterator[Quantity]:
    """The numbers that may be values: no times, and what stands in the head of a table is the reference range."""
    head = sentence.passage.head if sentence.passage.kind == "cell" else 0
    for number in sentence.quantities:
        if number.kind in NO_LEVEL or (number.unit is None and _counted(sentence, number)):
            continue
        if number.reference or number.end > head:
            yield number
        elif number.low is not None:
            yield replace(number, low=None, high=None, ref_low=number.low, ref_high=number.high, reference=True)
        elif number.value is not None and number.comparator in ("<", ">"):
            low, high = (None, number.value) if number.comparator == "<" else (number.value, None)
            yield replace(number, value=None, comparator="=", ref_low=low, ref_high=high, reference=True)


_CK_HEAD = re.compile(r"\b(?:S-)?(?:CP?K|[Cc]reatine (?:phospho)?kinase)\b[^\n:;]{0,40}")
# "Age at first abnormal CK (years)", "Months to normal CK": the cell tells a time, and no level.
_TIME_HEAD = re.compile(
    r"(?:age|time|delay|duration|interval|date|(?:days|weeks|months|years) (?:from|to|until|between|since))\b(?! ?:)"
)
_PAIR = re.compile(r"\s*(?:/|→|->|;|,|to)\s*")
_FOR = re.compile(r" ?for (?:the |serum )?")
_BARE = 30  # a smaller number without a unit is a day, an age or a count sooner than a level
_SMALL = ("ESR", "CRP")  # often printed without a unit, and small
_ENDS = re.compile(r"\s?(?:[,;.)]|$|and\b)")

Claim = tuple[Hit, Quantity, str]


def _named_behind(sentence: Sentence, hits: Sequence[Hit], numbers: list[Quantity], taken: set[int]) -> list[Claim]:
    """``130 IU/L (normal < 50) for GOT``: the number in front of its analyte, joined by "for"."""
    claims: list[Claim] = []
    for number in numbers if "for " in sentence.lowered else ():
        for hit in hits:
            if (
                not number.reference
                and _fits(hit, number)
                and _FOR.fullmatch(sentence.between(number.end, hit.start) or "?")
            ):
                taken.add(number.start)
                claims.append((hit, number, "for"))
                break
    return claims


def _respectively(sentence: Sentence, hits: Sequence[Hit], numbers: list[Quantity], taken: set[int]) -> list[Claim]:
    """As many numbers as analytes, both in a row: the first to the first, the second to the second."""
    claims: list[Claim] = []
    for run in _runs(sentence, hits):
        names = list({hit.term.name: hit for hit in reversed(run)}.values())[::-1]
        end = sentence.chars(run[-1])[1]
        following = [
            number for number in numbers if number.start >= end and number.start not in taken and not number.reference
        ][: len(names)]
        if len(names) < 2 or len(following) < len(names) or not _in_row(sentence, following):
            continue
        nearer = any(end <= sentence.chars(hit)[0] < following[-1].start for hit in hits)
        words = re.sub(r"[);]|\brespectively\b", " ", sentence.between(end, following[0].start))
        if nearer or not TIGHT.fullmatch(words):
            continue
        taken.update(number.start for number in following)
        values = [
            _headed(sentence, hit.term.name, number, end, None) for hit, number in zip(names, following, strict=True)
        ]
        claims += [(hit, number, "respectively") for hit, number in zip(names, values, strict=True)]
    return claims


def _runs(sentence: Sentence, hits: Sequence[Hit]) -> Iterator[list[Hit]]:
    run = [hits[0]]
    for left, right in pairwise(hits):
        if JOINT.fullmatch(sentence.between(sentence.chars(left)[1], sentence.chars(right)[0])):
            run.append(right)
            continue
        yield run
        run = [right]
    yield run


def _in_row(sentence: Sentence, numbers: list[Quantity]) -> bool:
    return all(
        re.fullmatch(r"\s*(?:/|and|,|, and|&|;|; and)\s*(?:to )?", sentence.between(left.end, right.start))
        for left, right in pairwise(numbers)
    )


def _behind(sentence: Sentence, hits: Sequence[Hit], numbers: list[Quantity], taken: set[int]) -> Iterator[Claim]:
    """The numbers between an analyte and the next one."""
    for index, hit in enumerate(hits):
        start = sentence.chars(hit)[1]
        other = next((later for later in hits[index + 1 :]), None)
        end = sentence.chars(other)[0] if other else sentence.last
        region = [number for number in numbers if start <= number.start < end and number.start not in taken]
        reference = next((number for number in region[:1] if number.reference), None)
        region = [number for number in region if not number.reference]
        series: list[Quantity] = []
        for number in region:
            if not series and not _linked(sentence, hit, start, number, reference):
                continue
            if series and number.unit is None and _dated(sentence, number):
                continue
            if series and _IN_DOSE.match(sentence.between(number.start, min(number.start + 24, sentence.last))):
                continue  # "after prednisolone (1.5 mg/kg) and 240 U/L a year later"
            if series and number.unit == "xULN" and _BESIDE.fullmatch(sentence.between(series[-1].end, number.start)):
                continue  # "11,640 U/L (61 x ULN); a week later it was 12,905 U/L": the same value twice
            if series and not _continued(sentence, hit, series[-1], number):
                break
            taken.add(number.start)
            series.append(number if series else _headed(sentence, hit.term.name, number, start, reference))
        for place, number in enumerate(_one_unit(series)):
            yield hit, number, "series" if place else "behind"


_IN_DOSE = re.compile(
    r"[\d.,]+(?: ?(?:-|to) ?[\d.,]+)? ?(?:mg|g|µg|mcg)(?:(?:/| per )(?:kg|m2|day|d|week|month|dose)\b|"
    r" (?:daily|weekly|monthly|twice|once|a day|every)\b)|\d{1,2} (?:consecutive|successive) days\b"
)


_BESIDE = re.compile(r"[\s(\[,;]*(?:i\.e\.|that is|equal to|equivalent to|corresponding to|or|about|=|~|≈)?,?\s*")


def _one_unit(series: list[Quantity]) -> list[Quantity]:
    """A course whose unit is printed once, in its head or behind its last number: each number has it."""
    told = next((number for number in series if number.unit is not None and number.unit != "xULN"), None)
    if told is None:
        return series
    return [number if number.unit else replace(number, unit=told.unit, kind=told.kind) for number in series]


def _headed(sentence: Sentence, name: str, number: Quantity, start: int, reference: Quantity | None) -> Quantity:
    """The number with the unit and the reference range that stand between name and number."""
    if reference and number.ref_high is None:
        number = replace(number, ref_low=reference.ref_low, ref_high=reference.ref_high)
    unit = unit_in(sentence.passage.clean.text[start - 1 : number.start]) if number.unit is None else None
    unit = unit or (_unit_of_table(sentence) if number.unit is None and name == "CK" else None)
    if unit is None and number.unit is None and name == "CK" and sentence.passage.kind == "cell":
        printed = THREE_DECIMALS.fullmatch(sentence.passage.clean.text, number.start, number.end)
        return replace(number, value=parse_number(printed.group(), "enzyme")) if printed else number
    if unit is None and number.kind == "mass":
        printed = THREE_DECIMALS.match(sentence.passage.clean.text, number.start)
        grouped = printed is not None and _points_group(sentence.document.text)
        return replace(number, value=parse_number(printed.group(), "enzyme")) if printed and grouped else number
    if unit is None:
        return number
    printed = THREE_DECIMALS.fullmatch(sentence.passage.clean.text, number.start, number.end)
    value = parse_number(printed.group(), unit.kind) if printed else number.value  # "18.640" under "CK (U/l)"
    return replace(number, value=value, unit=unit.unit, kind=unit.kind)


_COMMA_UNIT = re.compile(r"(?<![\d.,])\d{1,3},\d{1,2} ?(?:[munµ]?g|[munµ]?mol|U|IU|ng|%|kg)\b")
_POINT_UNIT = re.compile(r"(?<![\d.,])\d{1,3}\.\d{1,2} ?(?:[munµ]?g|[munµ]?mol|U|IU|ng|%|kg)\b")


@lru_cache(maxsize=1)  # of one document after the other
def _points_group(text: str) -> bool:
    """Whether decimals have a comma in an article ("96,3 U/l"), so that points part thousands ("3.210 µg/l")."""
    return len(_COMMA_UNIT.findall(text)) > 2 and _POINT_UNIT.search(text) is None


def _unit_of_table(sentence: Sentence) -> Unit | None:
    """The one unit that the heads of a table print for creatine kinase, for the values whose own head prints none."""
    if sentence.passage.kind != "cell" or sentence.passage.table is None:
        return None
    heads = (
        sentence.document.quote(cell) for cell in sentence.document.tables[sentence.passage.table].cells if cell.head
    )
    told = {unit for head in heads for match in _CK_HEAD.finditer(head[:2000]) if (unit := unit_in(match.group()))}
    return told.pop() if len(told) == 1 else None


def _linked(sentence: Sentence, hit: Hit, start: int, number: Quantity, reference: Quantity | None) -> bool:
    """Whether the words between name and number join them."""
    if reference is not None:
        start = max(start, reference.end)
    words = sentence.between(start, number.start)
    if REFERENCE_OF.search(sentence.between(max(sentence.first, start - 70), sentence.chars(hit)[0])):
        return False
    if not _fits(hit, number) or (number.unit is None and _disowned(sentence, number) and not _first_of_two(sentence)):
        return False
    if start <= sentence.passage.head <= number.start and sentence.passage.kind == "cell":
        return True  # the cell answers its head
    if TIGHT.fullmatch(words.lstrip(")]")):
        return (
            number.unit is not None
            or words.strip() != ""
            or sentence.passage.kind == "cell"
            or number.value is None
            or number.value >= _BARE
            or (hit.term.name in _SMALL and _ENDS.match(sentence.between(number.end, sentence.last) or ".") is not None)
        )
    if number.unit is None or len(words) > 90 or ";" in words:
        return False
    last = re.split(r"[,(]", words)[-1]
    return bool(re.search(rf"\b(?:{LINK_WORD})\b", last)) or not last.strip()


def _disowned(sentence: Sentence, number: Quantity) -> bool:
    """A bare number that counts something else: ``12 patients``, ``3 hours``, ``2+``, ``5 of 8``, ``%``, a date."""
    behind = sentence.between(number.value_end, min(number.value_end + 14, sentence.last))
    if re.match(
        r"\s?(?:%|percent|per cent|patients|cases|children|of \d|out of|/\d|\+|and \d+ (?:years|months)|"
        r"[a-z]*ly\b|courses|doses|cycles|mg|g\b)",
        behind,
    ) or (number.value is not None and number.value < _BARE and re.match(r"\s[a-z]{4,}s\b", behind)):
        return True
    before = sentence.between(max(sentence.first, number.start - 12), number.start)
    return bool(
        _dated(sentence, number)
        or re.search(r"(?:fig\.?|table|day|grade|stage|type|case|patient|ref\.?|week|month) $", before)
    )


_DATED = re.compile(
    r"\b(?:in|since|until|january|february|march|april|may|june|july|august|september|october|november|december|from) $"
)


def _dated(sentence: Sentence, number: Quantity) -> bool:
    """Whether a bare number is a year: ``October 2020``, ``since 2018``."""
    year = number.value is not None and 1950 <= number.value <= 2035
    return year and _DATED.search(sentence.between(max(sentence.first, number.start - 12), number.start)) is not None


_TWO = re.compile(r"\s*[\d., ]+\s?/\s?[\d., ]+\s*")
_COUNTED = re.compile(r"\s(?:infusions?|doses?|courses?|cycles?|pulses?|injections?|weeks?|months?|days?)\b")


def _counted(sentence: Sentence, number: Quantity) -> bool:
    """Whether a bare number counts what was given: ``1,540 U/L after 3 infusions and 402 U/L after 6``."""
    return _COUNTED.match(sentence.between(number.value_end, min(number.value_end + 14, sentence.last))) is not None


def _continued(sentence: Sentence, hit: Hit, last: Quantity, number: Quantity) -> bool:
    """Whether a further number tells of the same analyte: ``... and decreased to 560 U/L``."""
    words = sentence.between(last.end, number.start)
    if number.value is not None and number.value >= _BARE and _fits(hit, number) and COURSE.fullmatch(words):
        return not _disowned(sentence, number)
    if _paired(sentence, last, number) and _fits(hit, number):
        return True
    if not _fits(hit, number) or number.unit is None or (last.unit is not None and number.kind != last.kind):
        return False
    if OTHER_SUBJECT.search(sentence.passage.clean.text[last.end : number.start]):
        return False
    final = re.split(r"[,(;]", words)[-1]
    known = re.search(rf"\b(?:{LINK_WORD})\b", final) or not final.strip()
    return bool(len(words) < 90 and SERIES.search(words) and known)


def _paired(sentence: Sentence, last: Quantity, number: Quantity) -> bool:
    """Whether two bare numbers of a cell answer a head with two stages: ``CK (U/L), first / last: 9,048 / 131``."""
    if sentence.passage.kind != "cell" or number.unit is not None or last.start < sentence.passage.head:
        return False
    return _stages(sentence) is not None and _PAIR.fullmatch(sentence.between(last.end, number.start)) is not None


def _first_of_two(sentence: Sentence) -> bool:
    """Whether a cell holds nothing but two numbers, and its head names two stages: ``CK, first / last: 9,048/131``."""
    if sentence.passage.kind != "cell" or _stages(sentence) is None:
        return False
    return _TWO.fullmatch(sentence.between(sentence.passage.head, sentence.last)) is not None


def _stages(sentence: Sentence) -> tuple[Phase, ...] | None:
    return stages_of(_head_of(sentence), sentence.between(sentence.passage.head, sentence.last))


def _head_of(sentence: Sentence) -> str:
    return sentence.between(sentence.first, sentence.passage.head)


def _ahead(sentence: Sentence, hits: Sequence[Hit], numbers: list[Quantity], taken: set[int]) -> Iterator[Claim]:
    """The number in front of its analyte: ``12,000 U/L of creatine kinase``."""
    for number in numbers:
        if number.start in taken or number.reference or number.unit is None:
            continue
        for hit in hits:
            if _fits(hit, number) and BEFORE.fullmatch(sentence.between(number.end, sentence.chars(hit)[0]) or "?"):
                taken.add(number.start)
                yield hit, number, "ahead"


def _fits(hit: Hit, number: Quantity) -> bool:
    """Whether a unit may stand with the analyte. An impossible unit of concentration is kept as printed."""
    kind = analytes()[hit.term.name]["kind"]
    if kind == "other":
        return True
    if kind == "ck":
        return (number.kind in ("enzyme", "mass", None) or number.unit == "IU") and number.value != 0
    return number.kind in ("enzyme", "mass", None) or (hit.term.name == "ESR" and number.unit in ("mm", "mm/h"))


def _aggregate(sentence: Sentence, hit: Hit, number: Quantity) -> bool:
    start = sentence.chars(hit)[0]
    around = sentence.between(max(sentence.first, min(start, number.start) - 25), min(number.end + 4, sentence.last))
    return sentence.passage.kind != "cell" and AGGREGATE.search(around) is not None


def _title(sentence: Sentence) -> str:
    """The caption of the table that a cell stands in, in lower case."""
    table = sentence.passage.table
    caption = sentence.document.tables[table].caption if table is not None else None
    return sentence.document.quote(caption).lower() if caption else ""


def is_cytokeratin(sentence: Sentence) -> bool:
    """Whether ``CK`` in this sentence is a stain of a pathologist rather than an enzyme."""
    return CYTOKERATIN.search(sentence.lowered) is not None


# "900 U/L on day 1, 500 U/L on day 12": behind a number, up to the comma, stands its own time.
_TAIL = re.compile(r"^\s?\(?(?:on|at|after) [^,;()]{3,40}[,;)]")


# "The peak CK was 22,700 U/L on day 4": what it is called goes before when it was.
_CALLED_PEAK = re.compile(
    r"\b(?:peak|maximum|maximal|highest)(?: (?:serum|total|recorded|measured|levels? of|values? of))* $"
)
_ROSE = re.compile(
    r"\b(?:rose|risen|rising|increased|climbed|jumped|surged|went up|rise)(?: again)? from (?:an? )?(?:\w+ )?$"
)
_LISTED = re.compile(r"\s*(?:,|,? and|,? or)\s*")


def _last_of_list(sentence: Sentence, number: Quantity, numbers: list[Quantity]) -> Quantity:
    """The last number of "118, 127 and 104 U/L", where the number stands: what is told behind it is told of all."""
    for other in numbers:
        if other.start >= number.end:
            if not _LISTED.fullmatch(sentence.between(number.end, other.start)):
                break
            number = other
    return number


# What a course prints behind its value: "(day 21)", "(14 Jan 2020 (admission))".
_TIME_BEHIND = re.compile(r"\((?P<time>[^()]*(?:\([^()]*\))?[^()]*)\)$")
_SOME_TIME = re.compile(
    r"\b(?:(?:day|d|week|wk|w|month|mo|year)s?\)?\.? ?\+?(?!0\b|(?<!month )1\b)\d+|"
    r"(?<![-\d])[1-9]\d* ?(?:days|weeks?|months?|years?))\b"
)


_NO_LATER = re.compile(r"\bage|\bold\b|\bbefore\b|\bprior\b|\bpre\b|\bago\b|\bearlier\b")


def _phase_of_course(sentence: Sentence) -> Phase | None:
    """The phase of a value in a course of one patient, by its time: ``940 (month 6)`` is of the follow-up."""
    time = _TIME_BEHIND.search(sentence.lowered) if sentence.passage.person is None else None
    if time is None or time.start() < sentence.passage.head:
        return None
    told = phase_of(time["time"]) or ("onset" if time["time"].strip() == "diagnosis" else None)
    if told is None and _SOME_TIME.search(time["time"]) and not _NO_LATER.search(time["time"]):
        return "follow_up"
    return told


# "fell from" ahead of "8,000 to 300 U/L"
_FELL_FROM = re.compile(
    r"\b(?:fell|fall\w*|dropp\w*|declin\w*|decreas\w*|reduc\w*|came down|went down|improv\w*|sank)\b[^.;\d]{0,40}"
    r"\bfrom (?:an? )?(?:\w+ )?$"
)
_SINCE_ONSET = re.compile(r"\b(?:after|since) (?:the |disease |symptom )?onset\b")


def _ahead_of(sentence: Sentence, end: int, numbers: list[Quantity]) -> str:
    """The words ahead of the number that ends at ``end``."""
    number = next((other for other in numbers if other.end == end), None)
    return sentence.between(max(sentence.first, number.start - 80), number.start) if number else ""


# What a head says beside the name: "Peak CK", "CK before (U/L)", "CK, last".
_CALLED_CK_HEAD = re.compile(
    r"(?:\b(?:peak|highest|max(?:imum|imal)?\.?|initial|first|last|latest|final|baseline) )?" + _CK_HEAD.pattern,
    re.IGNORECASE,
)


def _phase_of_heads(sentence: Sentence) -> Phase | None:
    """The phase of the one head that names creatine kinase in a row of heads that could not be parted."""
    stretches = sentence.passage.clean.sources(sentence.first, sentence.passage.head)
    heads = [
        match.group()
        for start, end in stretches
        for match in _CALLED_CK_HEAD.finditer(sentence.document.text[start:end])
    ]
    return only_phase_of(" ".join(heads[0].lower().split())) if len(heads) == 1 else None


def _phase(sentence: Sentence, hit: Hit, number: Quantity, numbers: list[Quantity]) -> Phase | None:
    """By the clause of the number, then by the words between name and number, then by the sentence's beginning."""
    start, end = sentence.chars(hit)
    if sentence.passage.kind == "cell":
        # The other words of a cell are another column's, or another value's.
        head = "" if sentence.passage.run_together else _head_of(sentence)
        if (
            stages := stages_of(head, sentence.between(sentence.passage.head, sentence.last))
        ) is not None and hit.start < number.start:
            earlier = [other for other in numbers if sentence.passage.head <= other.start < number.start]
            return stages[min(len(earlier), len(stages) - 1)]
        told = phase_of(sentence.between(end, number.start)) or phase_of(head)
        if sentence.passage.run_together and hit.term.name == "CK":
            told = told or _phase_of_heads(sentence)
        return told or phase_of_head(head) or _phase_of_course(sentence) or only_phase_of(_title(sentence))
    before = max((other.end for other in numbers if other.end <= number.start), default=sentence.first)
    behind = min((other.start for other in numbers if other.start >= number.end), default=sentence.last)
    own = _TAIL.sub("", sentence.between(max(before, end) if end <= number.start else before, number.start), count=1)
    own = of_the_value_behind(own) if before > start else own
    if number.start > end and re.search(r"\bfrom (?:an? )?(?:\w+ )?$", own):
        told = phase_of(own)
        return told if told in ("peak", "relapse") or _ROSE.search(own) else "onset"
    if re.fullmatch(r"\s*to (?:an? |about |only )?", own) and _FELL_FROM.search(_ahead_of(sentence, before, numbers)):
        return "follow_up"
    if before <= start and _CALLED_PEAK.search(sentence.between(max(sentence.first, start - 40), start)):
        return "peak"
    last = _last_of_list(sentence, number, numbers)
    behind = min((other.start for other in numbers if other.start >= last.end), default=sentence.last)
    tail = of_the_value_before(sentence.between(last.end, behind), before_another=behind < sentence.last)
    tail = re.split(r"[;]|, (?:and|with|which|but)|\bto \d", tail)[0]
    head = sentence.between(max(sentence.first, start - 80), start) if before <= start else ""
    head = _SINCE_ONSET.sub(" ", head)[-60:]  # "two years after the onset" is no time of the onset
    return (
        phase_of(own)
        or phase_of(tail[:60])
        or phase_of(head)
        or (phase_of(sentence.between(sentence.first, start)) if before <= start else None)
    )
