"""Sentences with their finds marked in place, and the strict reader of that format.

One sentence a line. ``#`` begins a comment, ``! `` a sentence that tells nothing of the file's kinds about a patient::

    # a glued unit
    On admission the CK was [[8120U/L|ck value=8120 unit=U/L phase=onset]].
    ! CK levels above 5,000 U/L suggest a necrotizing myopathy.

A mark is ``[[words|kind key=value key="value with space"]]``. Its keys are the field names of the value in
``schemas.values``; ``key=-`` stands for None. A dose or an event says its drug: ``dose drug=methotrexate amount=15
unit=mg``, ``event drug=methotrexate kind=started``. The time of a value is told beside its own keys: ``time`` (the
printed words), ``days``, ``low_days``, ``high_days``, ``since``. Words that tell of two drugs have two parts:
``[[were added|event drug=rituximab kind=started|event drug=tacrolimus kind=started]]``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from schemas.base import Frozen
from schemas.mention import AgeMention, SexMention
from schemas.values import AntibodyResult, CkValue, CmasScore, Dose, DrugCourse, DrugEvent, LabValue, TimePoint

Value = str | float | int | None

NOT_COMPARED = {"printed", "evidence", "rule", "doses", "events", "kind", "level", "cue"}
TIME_KEYS = ("days", "low_days", "high_days", "since")

MODELS: dict[str, type[Frozen]] = {
    "ck": CkValue,
    "lab": LabValue,
    "antibody": AntibodyResult,
    "cmas": CmasScore,
    "drug": DrugCourse,
    "dose": Dose,
    "event": DrugEvent,
    "sex": SexMention,
    "age": AgeMention,
}

# Of each tuple of key sets one must be given whole: a mark that names no value would compare nothing.
REQUIRED: dict[str, tuple[set[str], ...]] = {
    "ck": ({"value"}, {"low", "high"}),
    "lab": ({"analyte", "value"}, {"analyte", "low", "high"}),
    "antibody": ({"name", "result"},),
    "cmas": ({"score"},),
    "drug": ({"name"},),
    "dose": ({"drug", "amount", "unit"}, {"drug", "low", "high", "unit"}),
    "event": ({"drug", "kind"},),
    "sex": ({"sex"},),
    "age": ({"age_years"},),
}

KEY = r'[a-z][a-z0-9_]*=(?:"[^"]*"|[^\s"|\[\]]+)'
PART = rf"\|(?P<kind>[a-z]+)(?P<keys>(?: {KEY})*)"
MARK = re.compile(rf"\[\[(?P<words>[^\[\]|]+)(?P<parts>(?:\|[a-z]+(?: {KEY})*)+)\]\]")


class MarkError(ValueError):
    """A line that is not in the format; the message names file, line and reason."""


@dataclass(frozen=True)
class Mark:
    """One expected find: ``text[start:end]`` are its words, ``values`` what must be read there."""

    kind: str
    start: int
    end: int
    words: str
    values: Mapping[str, Value]


@dataclass(frozen=True)
class Sentence:
    """A sentence without its marks; ``name`` is file and line, ``kinds`` what is compared in it."""

    name: str
    text: str
    marks: tuple[Mark, ...]
    kinds: frozenset[str]


def read_sentences(path: Path, kinds: frozenset[str]) -> tuple[Sentence, ...]:
    """All sentences of a file, in order. Raises MarkError on the first line that is not in the format."""
    sentences: dict[str, Sentence] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line or line.startswith("#"):
            continue
        name = f"{path.name}:{number}"
        try:
            sentence = read_sentence(line, kinds, name=name)
        except MarkError as error:
            raise MarkError(f"{name}: {error}") from error
        if sentence.text in sentences:
            raise MarkError(f"{name}: the same sentence as {sentences[sentence.text].name}")
        sentences[sentence.text] = sentence
    return tuple(sentences.values())


def read_sentence(line: str, kinds: frozenset[str], *, name: str = "sentence") -> Sentence:
    """One line read strictly: its plain text and its marks. Raises MarkError with the reason."""
    nothing_there = line.startswith("!")
    if nothing_there and not line.startswith("! "):
        raise MarkError("'!' needs a space after it")
    text, marks = _without_marks(line.removeprefix("! "), kinds)
    if text != text.strip() or not text:
        raise MarkError("white space at an end of the sentence, or no sentence")
    if nothing_there and marks:
        raise MarkError("a '! ' line holds a mark")
    if not nothing_there and not marks:
        raise MarkError("no mark, and no '! ' to say that nothing is there")
    return Sentence(name, text, marks, kinds)


def _without_marks(line: str, kinds: frozenset[str]) -> tuple[str, tuple[Mark, ...]]:
    text, marks, last = "", [], 0
    for found in MARK.finditer(line):
        text += _plain(line[last : found.start()])
        words = found["words"]
        if words != words.strip():
            raise MarkError(f"white space at an end of the marked words {words!r}")
        for part in re.finditer(PART, found["parts"]):
            values = _values(part["kind"], part["keys"], kinds)
            marks.append(Mark(part["kind"], len(text), len(text) + len(words), words, values))
        text, last = text + words, found.end()
    return text + _plain(line[last:]), tuple(marks)


def _plain(piece: str) -> str:
    for stray in ("[[", "]]"):
        if stray in piece:
            raise MarkError(f"stray {stray} in {piece!r}")
    return piece


def _values(kind: str, keys: str, kinds: frozenset[str]) -> dict[str, Value]:
    if kind not in MODELS:
        raise MarkError(f"unknown kind {kind!r}")
    if kind not in kinds:
        raise MarkError(f"{kind!r} is not compared in this file")
    values: dict[str, Value] = {}
    for part in re.findall(KEY, keys):
        key, _, raw = part.partition("=")
        if key in values:
            raise MarkError(f"{key!r} is given twice")
        values[key] = _value(kind, key, raw)
    if not any(needed <= values.keys() for needed in REQUIRED[kind]):
        raise MarkError(f"a {kind} needs {' or '.join(', '.join(sorted(needed)) for needed in REQUIRED[kind])}")
    return values


def _value(kind: str, key: str, raw: str) -> Value:
    fields = _fields(kind)
    if key not in fields:
        raise MarkError(f"unknown key {key!r} of a {kind}")
    read: Value = None if raw == "-" else raw.removeprefix('"').removesuffix('"')
    annotation: Any = fields[key].annotation
    adapter: TypeAdapter[Value] = TypeAdapter(annotation | None if key == "time" else annotation)
    try:
        return adapter.validate_python(read)
    except ValidationError as error:
        raise MarkError(f"{key}={raw} is no value of a {kind}") from error


def _fields(kind: str) -> dict[str, FieldInfo]:
    """What a mark of a kind may tell."""
    fields = {key: field for key, field in MODELS[kind].model_fields.items() if key not in NOT_COMPARED}
    if kind == "dose":
        fields = {"drug": DrugCourse.model_fields["name"], **fields}
    if kind == "event":
        fields = {"drug": DrugCourse.model_fields["name"], "kind": DrugEvent.model_fields["kind"], **fields}
    if "time" in fields:
        time = TimePoint.model_fields
        fields |= {"time": time["printed"]} | {key: time[key] for key in TIME_KEYS}
    return fields
