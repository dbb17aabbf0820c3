"""Values and doses with their times, drugs with their events: what the words around the finds of a sentence tell."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from extractors.drug_events import Event, find_events
from extractors.reading import Found, Sentence
from extractors.time_scope import Point, attribute
from extractors.times import Time, find_times, marked
from schemas.mention import CkMention, CmasMention, DrugMention, LabMention, Mention
from schemas.values import Dose, DrugCourse, DrugEvent, TimePoint


def timed(sentence: Sentence, found: list[Found]) -> list[Found]:
    """The finds of a sentence, its patients' values with their times and its drugs with their events."""
    told = [
        item for item in found if item.mention.level == "patient" and item.mention.kind in ("ck", "lab", "cmas", "drug")
    ]
    if not told:
        return found
    drugs = [(item.start, item.end) for item in told if item.mention.kind == "drug"]
    events = find_events(sentence, [item for item in told if item.mention.kind == "drug"])
    times = _times(sentence, drugs)
    if not times and not events:
        return found
    points = {id(item): list(_points(item, events.get(item.start, []))) for item in told}
    row = sorted((point for own in points.values() for point in own), key=lambda point: (point.start, point.end))
    attribute(sentence, times, [point for point in row if not _inside(point, times)])
    return [
        replace(item, mention=_with(sentence, item, points[id(item)], events.get(item.start, [])))
        if id(item) in points
        else item
        for item in found
    ]


def _times(sentence: Sentence, drugs: list[tuple[int, int]]) -> list[Time]:
    """The times of a sentence, at their places in the passage; none of a cell into which several columns have run."""
    first = sentence.first
    cell = sentence.passage.kind == "cell"
    if cell and sentence.passage.run_together:
        return []
    head = sentence.passage.head - first if cell else 0
    text = marked(sentence.lowered, ((start - first, end - first) for start, end in drugs))
    return [replace(time, start=time.start + first, end=time.end + first) for time in find_times(text, max(head, 0))]


def _inside(point: Point, times: list[Time]) -> bool:
    """Whether a drug or its dose is part of a time: "after 3 weeks of prednisone"."""
    return any(time.start <= point.start < time.end for time in times)


def _points(item: Found, events: list[Event]) -> Iterator[Point]:
    mention = item.mention
    if isinstance(mention, DrugMention):
        name = mention.value.name
        yield Point(item.start, item.end, "drug", name, name)
        yield from (Point(start, end, "dose", name, name) for start, end in item.doses)
        yield from (Point(event.start, event.end, "event", f"{event.kind} {name}", name) for event in events)
        return
    of = mention.value.analyte if isinstance(mention, LabMention) else mention.kind
    yield Point(item.start, item.end, "value", of)


def _with(sentence: Sentence, item: Found, points: list[Point], events: list[Event]) -> Mention:
    """The mention with its times and events."""
    mention = item.mention
    if isinstance(mention, CkMention | LabMention | CmasMention):
        time = points[0].time
        return mention if time is None else _updated(mention, {"time": _time_point(sentence, time)})
    if isinstance(mention, DrugMention) and (events or any(point.time for point in points)):
        return _updated(mention, _course(sentence, item, mention.value, points, events))
    return mention


def _updated(mention: CkMention | LabMention | CmasMention | DrugMention, update: dict[str, object]) -> Mention:
    return mention.model_copy(update={"value": mention.value.model_copy(update=update)})


def _time_point(sentence: Sentence, time: Time) -> TimePoint:
    return TimePoint(
        printed=sentence.passage.clean.text[time.start : time.end].strip(),
        evidence=sentence.evidence(time.start, time.end),
        rule=f"time.{time.rule}",
        days=time.days,
        low_days=time.low,
        high_days=time.high,
        since=time.since,
    )


def _course(
    sentence: Sentence, item: Found, course: DrugCourse, points: list[Point], events: list[Event]
) -> dict[str, object]:
    """Doses and events of a drug; a time that stands with its name is that of its event, or tells when it was given."""
    name, doses, happened = points[0], points[1 : 1 + len(item.doses)], points[1 + len(item.doses) :]
    if name.time and happened and not any(point.time for point in happened):
        happened[0].time = name.time
    told = [
        _event(sentence, event, point.time)
        for event, point in zip(events, happened, strict=True)
        if event.kind != "given" or point.time
    ]
    began = next((point.time for point in happened if point.of.startswith(("started", "given")) and point.time), None)
    times = [began if len(doses) == 1 and dose.time is None else dose.time for dose in doses]
    return {"events": tuple(told), "doses": tuple(_timed_doses(sentence, course.doses, times))}


def _timed_doses(sentence: Sentence, doses: Iterable[Dose], times: list[Time | None]) -> Iterator[Dose]:
    for dose, time in zip(doses, times, strict=True):
        yield dose if time is None else dose.model_copy(update={"time": _time_point(sentence, time)})


def _event(sentence: Sentence, event: Event, time: Time | None) -> DrugEvent:
    return DrugEvent(
        kind=event.kind,
        to=event.to,
        printed=sentence.passage.clean.text[event.start : event.end],
        evidence=sentence.evidence(event.start, event.end),
        rule=f"event.{event.rule}",
        time=None if time is None else _time_point(sentence, time),
    )
