"""Every marked sentence: what is marked is found, and nothing else is."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from extractors.nlp import find_mentions
from extractors.readers.text import document_of_text
from schemas.document import Document
from schemas.mention import AgeMention, CohortMention, DrugMention, Mention, SexMention
from schemas.values import Evidence, TimePoint
from tests.extractors.marked import (
    NOT_COMPARED,
    TIME_KEYS,
    Mark,
    MarkError,
    Sentence,
    Value,
    read_sentence,
    read_sentences,
)

FOLDER = Path(__file__).parent / "sentences"

KINDS = {
    "ck.txt": frozenset({"ck"}),
    "labs.txt": frozenset({"lab"}),
    "antibodies.txt": frozenset({"antibody"}),
    "cmas.txt": frozenset({"cmas"}),
    "drugs.txt": frozenset({"drug", "dose"}),
    "times.txt": frozenset({"ck", "lab", "cmas", "dose"}),
    "events.txt": frozenset({"event"}),
    "schedules.txt": frozenset({"drug", "dose"}),
    "demographics.txt": frozenset({"sex", "age"}),
    "context.txt": frozenset({"ck", "lab", "antibody", "cmas", "drug", "dose", "sex", "age"}),
    "numbers.txt": frozenset({"ck", "lab", "antibody", "cmas", "drug", "dose"}),
    "scope.txt": frozenset({"ck", "lab", "antibody", "cmas", "drug", "dose"}),
}

SENTENCES = [sentence for file, kinds in KINDS.items() for sentence in read_sentences(FOLDER / file, kinds)]


@dataclass(frozen=True)
class Find:
    """A patient-level find, flattened: a dose stands beside its drug, as in the marks."""

    kind: str
    evidence: tuple[Evidence, ...]
    values: Mapping[str, object]

    def told(self) -> str:
        """The find in words: where it stands and what it says."""
        shown = {key: value for key, value in self.values.items() if value is not None}
        return f"{self.kind} at {' + '.join(repr(piece.quote) for piece in self.evidence)} with {_listed(shown)}"


def _listed(values: Mapping[str, object]) -> str:
    return ", ".join(f"{key}={'-' if value is None else value}" for key, value in values.items())


def _finds(mention: Mention) -> Iterator[Find]:
    """What a mention says, in the terms of the marks."""
    if isinstance(mention, CohortMention):
        return
    if isinstance(mention, SexMention | AgeMention):
        yield Find(mention.kind, mention.evidence, _compared(dict(mention)))
        return
    yield Find(mention.kind, mention.value.evidence, _compared(dict(mention.value)))
    if isinstance(mention, DrugMention):
        for dose in mention.value.doses:
            yield Find("dose", dose.evidence, {"drug": mention.value.name, **_compared(dict(dose))})
        for event in mention.value.events:
            told = {"drug": mention.value.name, "kind": event.kind, **_compared(dict(event))}
            yield Find("event", event.evidence, told)


def _compared(values: Mapping[str, object]) -> dict[str, object]:
    told = {key: value for key, value in values.items() if key not in NOT_COMPARED}
    if "time" in told:
        time = told["time"]
        told |= {key: getattr(time, key, None) for key in TIME_KEYS}
        told["time"] = time.printed if isinstance(time, TimePoint) else None
    return told


def _agrees(mark: Mark, find: Find) -> bool:
    overlaps = any(piece.start < mark.end and mark.start < piece.end for piece in find.evidence)
    return mark.kind == find.kind and overlaps and all(_same(k, v, find.values[k]) for k, v in mark.values.items())


def _same(key: str, expected: Value, found: object) -> bool:
    if isinstance(expected, float) and isinstance(found, float):
        return math.isclose(expected, found, rel_tol=1e-9, abs_tol=0.01 if key == "age_years" else 0)
    return expected == found


def _pair(marks: tuple[Mark, ...], finds: list[Find]) -> dict[int, int]:
    """Each mark's find, by their numbers: as many pairs as can be, so that the order of the finds decides nothing."""
    mark_of: dict[int, int] = {}

    def place(number: int, tried: set[int]) -> bool:
        for other, find in enumerate(finds):
            if other not in tried and _agrees(marks[number], find):
                tried.add(other)
                if other not in mark_of or place(mark_of[other], tried):
                    mark_of[other] = number
                    return True
        return False

    for number in range(len(marks)):
        place(number, set())
    return {number: other for other, number in mark_of.items()}


def _difference(sentence: Sentence, finds: list[Find]) -> str:
    """What is wrong, in words; empty when every mark has its find and every find its mark."""
    pairs = _pair(sentence.marks, finds)
    missed = [mark for number, mark in enumerate(sentence.marks) if number not in pairs]
    beyond = [find for number, find in enumerate(finds) if number not in pairs.values()]
    lines = [f"did not find {mark.kind} at {mark.words!r} with {_listed(mark.values)}" for mark in missed]
    lines += [f"found what is not marked: {find.told()}" for find in beyond]
    return "\n  ".join([f"In {sentence.text!r} the program", *lines]) if lines else ""


def _quotes_are_true(document: Document, mention: Mention) -> None:
    pieces = list(mention.evidence if isinstance(mention, SexMention | AgeMention) else mention.value.evidence)
    if isinstance(mention, DrugMention):
        pieces += [piece for dose in mention.value.doses for piece in dose.evidence]
        pieces += [piece for event in mention.value.events for piece in event.evidence]
    assert pieces, f"{mention} stands nowhere"
    for piece in pieces:
        assert document.text[piece.start : piece.end] == piece.quote


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence.name)
def test_finds_what_is_marked_and_nothing_else(sentence: Sentence) -> None:
    document = document_of_text(sentence.text, source="sentence.txt")
    assert document.text == sentence.text
    mentions = find_mentions(document)
    for mention in mentions:
        _quotes_are_true(document, mention)
    finds = [find for mention in mentions if mention.level == "patient" for find in _finds(mention)]
    difference = _difference(sentence, [find for find in finds if find.kind in sentence.kinds])
    assert not difference, difference


@pytest.mark.parametrize("file", KINDS)
def test_each_file_has_enough_sentences_and_enough_with_nothing_to_find(file: str) -> None:
    sentences = [sentence for sentence in SENTENCES if sentence.name.startswith(f"{file}:")]
    assert len(sentences) >= 30
    assert sum(not sentence.marks for sentence in sentences) >= 10


def test_no_file_of_sentences_is_left_out() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(KINDS)


def test_reads_words_and_values_of_a_mark() -> None:
    line = 'CK [[5 100 U/L|ck value=5100 unit="U/L" phase=-]] and again [[> 90|ck value=90 comparator=>]].'
    sentence = read_sentence(line, frozenset({"ck"}))
    assert sentence.text == "CK 5 100 U/L and again > 90."
    assert [sentence.text[mark.start : mark.end] for mark in sentence.marks] == ["5 100 U/L", "> 90"]
    assert sentence.marks[0].values == {"value": 5100.0, "unit": "U/L", "phase": None}
    assert sentence.marks[1].values == {"value": 90.0, "comparator": ">"}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("CK was [[90 U/L|ck value=90] high.", "stray [["),
        ("CK was 90 U/L]] high.", "stray ]]"),
        ("CK was [[90 [U/L]|ck value=90]] high.", "stray [["),
        ("CK was [[90|ck value=90 unit=U /L]] high.", "stray [["),
        ("CK was [[90|ck  value=90]] high.", "stray [["),
        ("CK was [[90|kc value=90]] high.", "unknown kind"),
        ("LDH was [[90|lab analyte=LDH value=90]].", "not compared"),
        ("CK was [[90|ck value=90 colour=red]] high.", "unknown key"),
        ("CK was [[90|ck value=90 printed=90]] high.", "unknown key"),
        ("CK was [[90|ck value=90 value=90]] high.", "given twice"),
        ("CK was [[90|ck value=ninety]] high.", "no value"),
        ("CK was [[90|ck value=90 phase=later]] high.", "no value"),
        ("CK was [[90|ck value=90 comparator=-]] high.", "no value"),
        ("CK was [[90|ck unit=U/L]] high.", "needs"),
        ("CK was [[90 |ck value=90]] high.", "white space"),
        (" CK was [[90|ck value=90]] high.", "white space"),
        ("! CK was [[90|ck value=90]] high.", "holds a mark"),
        ("!CK was high.", "needs a space"),
        ("CK was 90 U/L.", "no mark"),
    ],
)
def test_refuses_what_is_not_in_the_format(line: str, reason: str) -> None:
    with pytest.raises(MarkError) as refusal:
        read_sentence(line, frozenset({"ck"}))
    assert reason in str(refusal.value)


def test_refuses_a_sentence_told_twice_and_names_both_lines(tmp_path: Path) -> None:
    path = tmp_path / "ck.txt"
    path.write_text("# CK\n! CK was high.\n\n! CK was high.\n", encoding="utf-8")
    with pytest.raises(MarkError, match=r"^ck\.txt:4: the same sentence as ck\.txt:2$"):
        read_sentences(path, frozenset({"ck"}))
