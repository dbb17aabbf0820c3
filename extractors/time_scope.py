"""What a time governs: the values of a sentence and its times in one row, each time given to what it is of.

A time right behind a value is its own ("531 U/L after 6 months", "8,000 U/L (day 3)"). Any other governs the values
behind it, up to the next time or until the words move on in the story ("then", "previously"). Of two values of one
analyte it governs the one that the words lead to ("At 6 months CK had fallen from 8,000 to 531 U/L"). What cannot be
told stays without a time.
"""

import re
from dataclasses import dataclass
from typing import Literal

from extractors.reading import Sentence
from extractors.times import Time

_IN_CELL = 25  # a cell tells in headwords: what stands farther off is another of them

_BRACKET = r"\((?:normal|reference|ref\b|n\b|nl\b|uln|range|\d|<|[a-z]{2,5}\))[^()]{0,40}\)?"
_BEHIND_VALUE = re.compile(
    rf"(?:[\s)\]]|{_BRACKET}|\b(?:u/l|iu/l|levels?|points?|only|still|again|already|even|as|measured|recorded|obtained|noted|"
    r"found|documented|both|respectively|when|about|approximately)\b){0,6}[(\[]?\s*"
)
_BEHIND_DRUG = re.compile(
    r"(?!.*\b(?:and|but|when|which|with|while|because|who|for|until|every|then|was|were|is|are|had|has|to)\b)"
    r"[^,;.:]{0,30}[(\[]?"
)
_BEHIND_EVENT = re.compile(r"(?!.*\b(?:and|but|when|which|while|who|then|was|were|until)\b)[^,;.:]{0,40}")
_FRONT = re.compile(
    r"(?:^|[;:,(\[.]|\band\b|\bbut\b|\bwhile\b)\s*(?:(?:and|but|while|whereas|which|then|however|again|only|thus|nevertheless)"
    r"\b[\s,]*){0,3}$"
)
_MOVED_ON = re.compile(
    r"\b(?:then|later|subsequently|thereafter|afterwards|until|till|eventually|finally|previous\w*|prior|before|after|since|"
    r"history|ago|earlier|at first|followed by|while)\b"
)
_HAD_BEEN = re.compile(r"\bhad been\b")
# What ends the reach of a time that does not open its clause: "The rash present at onset resolved, and her CK was 500".
_NEW_CLAUSE = re.compile(
    r";|\.\s|\b(?:but|while|whereas|because|which|who|although|resolved|disappeared|improved)\b|"
    r", (?:had|was|were|has|is)\b|(?:, |\band )(?:[a-z-]+ ){1,5}?(?:was|were|had|is|has|underwent|received|developed|"
    r"decreased|increased|fell|rose)\b"
)
# "Within 24 hours of fluid restriction and cessation of X, ..."
_ANCHOR_GOES_ON = re.compile(r" (?:of|after|following|from|since)\b[^,]*$")
_FROM = re.compile(
    r"\bfrom (?:an? |the )?(?:(?:initial|peak|baseline|level of|value of|maximum|max|score of|highest) ){0,3}$"
)
_JOINT = re.compile(r"\s?(?:,|,? and|,? or|/|&)\s?")
_LIST = re.compile(r"(?![^;]*\b(?:to|then|from|fell|rose|decreas\w+|increas\w+|improv\w+|later|but)\b)[^;]{1,45}")


@dataclass(slots=True)
class Point:
    """A value, dose, drug or event at ``[start, end)``: ``of`` tells which of them are of one kind."""

    start: int
    end: int
    kind: Literal["value", "drug", "dose", "event"]
    of: str
    drug: str = ""
    time: Time | None = None


def attribute(sentence: Sentence, times: list[Time], row: list[Point]) -> None:
    """Give the points of a sentence, which stand in order, their times."""
    if _paired(sentence, times, row):
        return
    times = _single(sentence, times)
    for time in times:
        before = _nearest_before(time, times, row)
        if before is not None and _behind(sentence, before, time, row):
            before.time = time
            _share(_event_of(before, row), time, row)
    for index, time in enumerate(times):
        if any(point.time is time for point in row):
            _spread_back(sentence, time, row)
            continue
        limit = times[index + 1].start if index + 1 < len(times) else sentence.last
        _govern(sentence, time, [point for point in row if time.end <= point.start < limit and point.time is None])


def _single(sentence: Sentence, times: list[Time]) -> list[Time]:
    """The times but those of a list ("on day 1, day 8 and day 15"): none of them is the time of one value."""
    runs: list[list[Time]] = []
    joined: list[bool] = []
    for time in times:
        gap = sentence.between(runs[-1][-1].end, time.start) if runs else "."
        if _JOINT.fullmatch(gap):
            runs[-1].append(time)
            joined[-1] = joined[-1] or gap.strip() != ","
        else:
            runs.append([time])
            joined.append(False)
    return [time for run, together in zip(runs, joined, strict=True) if not together for time in run]


def _nearest_before(time: Time, times: list[Time], row: list[Point]) -> Point | None:
    before = [point for point in row if point.end <= time.start]
    nearest = max(before, key=lambda point: point.end, default=None)
    if nearest is None or any(nearest.end <= other.start < time.start for other in times):
        return None
    return nearest


def _event_of(point: Point, row: list[Point]) -> Point:
    """The event that the time behind a drug or its dose is of: ``started on prednisone 60 mg daily on day 3``."""
    events = [other for other in row if other.kind == "event" and other.drug == point.drug and other.end <= point.start]
    return point if point.kind in ("value", "event") or not events else events[-1]


def _share(own: Point, time: Time, row: list[Point]) -> None:
    """The same words tell of every drug of a list: ``methotrexate and IVIG were stopped at 6 months``."""
    for point in row:
        if (point.start, point.end) == (own.start, own.end):
            point.time = time


def _behind(sentence: Sentence, point: Point, time: Time, row: list[Point]) -> bool:
    """Whether a time stands right behind what it is of."""
    gap = sentence.between(point.end, time.start)
    if point.kind == "value":
        last = not any(other.start >= time.end for other in row)
        return _BEHIND_VALUE.fullmatch(gap) is not None or (last and gap.strip() == "," and time.rule != "bound")
    return (_BEHIND_EVENT if point.kind == "event" else _BEHIND_DRUG).fullmatch(gap) is not None


def _govern(sentence: Sentence, time: Time, row: list[Point]) -> None:
    """Give the time to the values behind it."""
    opened = sentence.between(max(sentence.first, time.start - 1), time.start) in ("(", "[")
    front = _FRONT.search(sentence.between(max(sentence.first, time.start - 40), time.start)) is not None
    cell = sentence.passage.kind == "cell" and time.start >= sentence.passage.head
    position, taken = time.end, set[tuple[str, str]]()
    for index, point in enumerate(row):
        gap = sentence.between(position, point.start)
        told = sentence.between(time.end, point.start)
        if _closes(told) and not (opened and index == 0):
            return
        if _ANCHOR_GOES_ON.match(told):
            position = point.end
            continue
        if (
            _MOVED_ON.search(gap)
            or (_HAD_BEEN.search(gap) and not (time.days is not None and time.days < 0))
            or ". " in gap
            or (cell and len(gap) > _IN_CELL)
            or (not front and _NEW_CLAUSE.search(gap))
        ):
            return
        led_to = any(other.of == point.of and other.kind == point.kind for other in row[index + 1 :])
        came_from = led_to and _FROM.search(sentence.between(max(time.end, point.start - 40), point.start))
        if (point.kind, point.of) not in taken and not came_from:
            point.time = time
            taken.add((point.kind, point.of))
        position = point.end


def _closes(words: str) -> bool:
    """Whether the words leave a bracket that began before them."""
    depth = 0
    for sign in re.findall(r"[()\[\]]", words):
        depth += 1 if sign in "([" else -1
        if depth < 0:
            return True
    return False


def _spread_back(sentence: Sentence, time: Time, row: list[Point]) -> None:
    """``CK was 531 U/L and aldolase 9 U/L at 6 months``: values of several analytes in one list share their time."""
    own = next(point for point in reversed(row) if point.time is time)
    seen, position = {own.of}, own.start
    for point in reversed([point for point in row if point.end <= own.start]):
        words = sentence.between(point.end, position)
        if point.kind != "value" or own.kind != "value" or point.time or point.of in seen or not _LIST.fullmatch(words):
            return
        point.time = time
        seen.add(point.of)
        position = point.start


def _paired(sentence: Sentence, times: list[Time], row: list[Point]) -> bool:
    """As many times as values of one analyte, each in a row: the first to the first, the second to the second."""
    values = [point for point in row if point.kind == "value"]
    apart = values and times and (times[-1].end <= values[0].start or values[-1].end <= times[0].start)
    if len(times) < 2 or not apart or not ("respectively" in sentence.lowered or sentence.passage.kind == "cell"):
        return False
    if len(values) == len(times) and len({point.of for point in values}) == 1:
        for point, time in zip(values, times, strict=True):
            point.time = time
    return True
