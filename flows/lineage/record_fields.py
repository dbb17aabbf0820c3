"""A value of a record by its name: "Patient 1.ck[0]", "Case 2.drugs[prednisone]", "ck", "cohort[3]"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from schemas.mention import AgeMention, SexMention
from schemas.record import ArticleRecord, CaseRecord
from schemas.values import Dose, Evidence, Fact

_LISTS = ("ck", "antibodies", "cmas", "drugs", "labs")
FIELDS = ("sex", "age", *_LISTS, "cohort", "unlinked")
_NAMES = ("analyte", "name", "measure", "kind")
_FIELD = re.compile(
    rf"(?:(?P<case>.+)\.)?(?P<field>{'|'.join(FIELDS)}|age_years)(?:\[(?P<which>[^\]]*)\])?"
    r"(?:\.(?P<part>doses|events)(?:\[(?P<nth>\d+)\])?)?"
)


class FieldError(Exception):
    """There is no such value; the message says what there is."""


class Value(NamedTuple):
    """One value: ``path`` as it can be asked for, ``field``, ``name`` within it, and what it is.

    ``told`` holds its keys; ``case`` is None for a group's value and for an unlinked one. ``of`` is the drug of a dose.
    """

    path: str
    field: str
    name: str
    case: CaseRecord | None
    told: dict[str, object]
    printed: str
    evidence: tuple[Evidence, ...]
    rule: str | None
    cue: str | None = None
    level: str | None = None
    of: str | None = None


def values_of(record: ArticleRecord) -> Iterator[Value]:
    """Every value of a record, in its order; doses and events behind their drug."""
    for case in record.cases:
        yield from _of_case(case)
    for place, finding in enumerate(record.cohort):
        yield _fact(f"cohort[{place}]", "cohort", finding, None)
    for place, mention in enumerate(record.unlinked):
        path = f"unlinked[{place}]"
        if isinstance(mention, SexMention | AgeMention):
            told = mention.model_dump(include={"sex", "age_years", "at"})
            value = Value(path, "unlinked", "", None, told, mention.printed, mention.evidence, mention.rule)
        else:
            value = _fact(path, "unlinked", mention.value, None)
        name = f"{mention.kind} {value.name}".strip()
        yield value._replace(name=name, cue=mention.cue, level=mention.level)


def select(record: ArticleRecord, field: str) -> list[Value]:
    """The values that ``field`` names, at least one. Raises ``FieldError``."""
    match = _FIELD.fullmatch(field.strip())
    if match is None:
        raise FieldError(
            f"{field!r} names no value: write Case 1.ck[0], Case 1.drugs[prednisone].doses[0], ck ({', '.join(FIELDS)})"
        )
    wanted = match["field"].removesuffix("_years")
    of_field = [value for value in values_of(record) if value.field == wanted and _is_of(value, match["case"])]
    named = [
        value for value in of_field if _is_which(value, match["which"]) and _is_part(value, match["part"], match["nth"])
    ]
    if not named:
        known = of_field or [value for value in values_of(record) if value.field == wanted]
        there = ", ".join(dict.fromkeys(value.path for value in known)) or "nothing of this field"
        raise FieldError(f"{record.article.source_file} has no {field}; there is {there}")
    return named


def _of_case(case: CaseRecord) -> Iterator[Value]:
    if case.sex:
        yield Value(
            f"{case.label}.sex", "sex", "", case, {"sex": case.sex}, _quote(case.sex_evidence), case.sex_evidence, None
        )
    if case.age_years is not None:
        told: dict[str, object] = {"age_years": case.age_years}
        yield Value(f"{case.label}.age", "age", "", case, told, _quote(case.age_evidence), case.age_evidence, None)
    for field in _LISTS:
        for place, fact in enumerate(getattr(case, field)):
            path = f"{case.label}.{field}[{place}]"
            yield _fact(path, field, fact, case)
            for part in ("doses", "events"):
                for nth, piece in enumerate(getattr(fact, part, ())):
                    value = _fact(f"{path}.{part}[{nth}]", field, piece, case)
                    yield value._replace(name=fact.name, of=fact.name, rule=value.rule or fact.rule)


def _fact(path: str, field: str, fact: Fact | Dose, case: CaseRecord | None) -> Value:
    told = fact.model_dump(exclude={"printed", "evidence", "rule", "doses", "events"}, exclude_none=True)
    name = next((str(told[key]) for key in _NAMES if key in told), "")
    return Value(path, field, name, case, told, fact.printed, fact.evidence, getattr(fact, "rule", None))


def _quote(evidence: tuple[Evidence, ...]) -> str:
    return evidence[0].quote if evidence else ""


def _is_of(value: Value, case: str | None) -> bool:
    if case is None:
        return True
    names = (value.case.label, *value.case.also_called) if value.case else ()
    return case.casefold() in (name.casefold() for name in names)


def _is_which(value: Value, which: str | None) -> bool:
    if which is None:
        return True
    places = re.findall(r"\[(\d+)\]", value.path.split(".doses")[0].split(".events")[0])
    return which.casefold() == value.name.casefold() or (bool(places) and which == places[-1])


def _is_part(value: Value, part: str | None, nth: str | None) -> bool:
    if part is None:
        return value.of is None
    return f".{part}[" in value.path and (nth is None or value.path.endswith(f"[{nth}]"))
