"""What one page shows: the patients with their values, what was found besides, and where all of it stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from flows.gold.entries import FIELDS, as_gold, found_fact, told, values_of
from flows.site.judging import Judged, Judgement
from flows.site.text import Marked
from flows.site.wording import LABELS, Words, plain, readable, words_of
from schemas.diff import Verdict
from schemas.gold import GoldCase, GoldField
from schemas.mention import Mention
from schemas.record import ArticleRecord, CaseRecord, IntegrityFinding, Origin
from schemas.values import Evidence

_MENTIONED: dict[str, GoldField] = {
    "ck": "ck",
    "lab": "labs",
    "antibody": "antibodies",
    "cmas": "cmas",
    "drug": "drugs",
    "sex": "sex",
    "age": "age",
    "cohort": "cohort",
}
_LEVELS = {"patient": "whose it is, the text does not tell", "group": "told of a group"} | {
    "disease": "told of the disease, a criterion or a recommendation",
    "other": "told of another paper",
}


@dataclass(frozen=True)
class Value:
    """One value on the page. ``read`` and ``gold`` are the entries of both sides as gold would write them.

    ``case`` is the patient as gold calls it (None: a group), ``parts`` what differs inside the value.
    """

    id: str
    field: GoldField
    case: str | None
    words: Words | None = None
    evidence: tuple[Evidence, ...] = ()
    read: Any = None
    gold: Any = None
    gold_words: Words | None = None
    verdict: Verdict | None = None
    owner: str | None = None
    parts: tuple[str, ...] = ()
    printed: str = ""
    rule: str = ""


@dataclass(frozen=True)
class Row:
    """A field of a patient with all its values; none where it is not reported."""

    field: GoldField
    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Patient:
    """A card. ``label`` is as gold calls the patient; ``gold`` is gold's case, if any; ``read``: the record has one."""

    id: str
    label: str
    also_called: tuple[str, ...] = ()
    origin: Origin = "own"
    citation: str | None = None
    verdict: Verdict | None = None
    gold: GoldCase | None = None
    read: bool = True
    evidence: tuple[Evidence, ...] = ()
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Note:
    """A finding or a mention that belongs to nobody, with its words."""

    id: str
    kind: str
    words: Words
    evidence: tuple[Evidence, ...]
    severity: Literal["info", "warning", "error"] = "info"
    cue: str | None = None


@dataclass
class Content:
    """All of a page."""

    patients: list[Patient] = field(default_factory=list)
    groups: tuple[Value, ...] = ()
    findings: tuple[Note, ...] = ()
    unlinked: dict[str, list[Note]] = field(default_factory=dict)

    def values(self) -> Iterator[Value]:
        """Every value of patients and groups."""
        for patient in self.patients:
            for row in patient.rows:
                yield from row.values
        yield from self.groups

    def marks(self) -> Iterator[Marked]:
        """The words behind all that the page shows."""
        for patient in self.patients:
            yield from (Marked(words, patient.id, "person") for words in patient.evidence)
        for value in self.values():
            yield from (Marked(words, value.id, _tint(value.field)) for words in value.evidence)
        for note in (*self.findings, *(note for notes in self.unlinked.values() for note in notes)):
            yield from (Marked(words, note.id, "note") for words in note.evidence)


def content_of(record: ArticleRecord, judgement: Judgement | None) -> Content:
    """What the page of an article shows; ``judgement`` is None where the article has no gold."""
    numbers = iter(range(1, 10**9))
    content = Content()
    for place, case in enumerate(record.cases):
        content.patients.append(_patient(case, place, judgement, numbers))
    for lonely in judgement.alone if judgement else ():
        content.patients.append(_missed_patient(lonely, judgement, numbers))
    content.groups = tuple(_values(None, [("cohort", each) for each in record.cohort], judgement, numbers))
    content.findings = tuple(_finding(finding, numbers) for finding in record.findings)
    for mention in record.unlinked:
        content.unlinked.setdefault(_LEVELS[mention.level], []).append(_mention(mention, numbers))
    return content


def _tint(name: GoldField) -> str:
    tints = {"sex": "person", "age": "person", "antibodies": "antibody", "drugs": "drug", "cohort": "group"}
    return tints.get(name, "number")


def _patient(case: CaseRecord, place: int, judgement: Judgement | None, numbers: Iterator[int]) -> Patient:
    label = judgement.label(place, case.label) if judgement else case.label
    partner = judgement.partner(place) if judgement else None
    values = list(_values(label, list(values_of(case)), judgement, numbers, case))
    names = (case.label, *case.also_called) if partner else case.also_called
    return Patient(
        id=f"p{next(numbers)}",
        label=label or case.label,
        also_called=tuple(name for name in dict.fromkeys(names) if name != label),
        origin=case.origin,
        citation=case.citation,
        verdict=judgement.case(place, case.label) if judgement else None,
        gold=partner,
        evidence=case.evidence,
        rows=_rows(values),
    )


def _missed_patient(case: GoldCase, judgement: Judgement | None, numbers: Iterator[int]) -> Patient:
    lost = [_lost(name, entry, case.label, numbers, left_open=case.optional) for name, entry in values_of(case)]
    return Patient(
        id=f"p{next(numbers)}",
        label=case.label,
        also_called=case.also_called,
        origin=case.origin,
        verdict=judgement.missed(case) if judgement else None,
        gold=case,
        read=False,
        rows=_rows(lost),
    )


def _rows(values: Sequence[Value]) -> tuple[Row, ...]:
    fields = [name for name in FIELDS if name != "cohort"]
    return tuple(Row(name, LABELS[name], tuple(value for value in values if value.field == name)) for name in fields)


def _values(
    label: str | None,
    read: Sequence[tuple[GoldField, Any]],
    judgement: Judgement | None,
    numbers: Iterator[int],
    case: CaseRecord | None = None,
) -> Iterator[Value]:
    for name, value in read:
        judged = judgement.value(label, found_fact(name, value)) if judgement else Judged()
        yield Value(
            id=f"v{next(numbers)}",
            field=name,
            case=label,
            words=words_of(name, value),
            evidence=_evidence(name, value, case),
            read=told(as_gold(name, value)),
            gold=told(judged.gold),
            gold_words=None if judged.gold is None else words_of(name, judged.gold),
            verdict=judged.verdict,
            owner=judged.owner,
            parts=judged.parts,
            printed=" ".join(getattr(value, "printed", "").split()),
            rule=getattr(value, "rule", ""),
        )
    for name, entry in judgement.lost(label) if judgement else ():
        yield _lost(name, entry, label, numbers)


def _lost(name: GoldField, entry: Any, label: str | None, numbers: Iterator[int], *, left_open: bool = False) -> Value:
    optional = left_open or getattr(entry, "optional", False)
    return Value(
        id=f"v{next(numbers)}",
        field=name,
        case=label,
        gold=told(entry),
        gold_words=words_of(name, entry),
        verdict=None if optional else "missed",
    )


def _evidence(name: GoldField, value: Any, case: CaseRecord | None) -> tuple[Evidence, ...]:
    if case and name in {"sex", "age"}:
        return case.sex_evidence if name == "sex" else case.age_evidence
    doses = (dose.evidence for dose in value.doses) if name == "drugs" else ()
    events = (event.evidence for event in value.events) if name == "drugs" else ()
    whole = (*value.evidence, *(words for each in (*doses, *events) for words in each))
    return tuple(dict.fromkeys(whole))


def _finding(finding: IntegrityFinding, numbers: Iterator[int]) -> Note:
    """Both sides are its words; they are quoted where there are two."""
    sides = [" … ".join(plain(words.quote) for words in side) for side in (finding.evidence, finding.against)]
    notes = tuple(f"“{side}”" for side in sides) if all(sides) else ()
    words = Words(finding.message, notes)
    evidence = finding.evidence + finding.against
    return Note(f"n{next(numbers)}", readable(finding.kind.replace("-", "_")), words, evidence, finding.severity)


def _mention(mention: Mention, numbers: Iterator[int]) -> Note:
    name = _MENTIONED[mention.kind]
    value: Any = getattr(mention, "value", None)
    if value is None:
        value = getattr(mention, "sex", None) or getattr(mention, "age_years", None)
        evidence: tuple[Evidence, ...] = getattr(mention, "evidence", ())
    else:
        evidence = _evidence(name, value, None)
    return Note(f"n{next(numbers)}", LABELS[name], words_of(name, value), evidence, cue=mention.cue)
