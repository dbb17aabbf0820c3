"""What records tell, as facts of a field each: the side that a round trip is measured against."""

from collections.abc import Iterable, Iterator
from typing import Any

from schemas.linked import AlsoReported
from schemas.record import ArticleRecord, CaseRecord
from schemas.values import CkValue, CmasScore, Evidence, LabValue, TimePoint

Fact = tuple[Any, ...]
"""A field, whose it is, and what is told."""


def facts(records: Iterable[ArticleRecord]) -> set[Fact]:
    """Every fact of records."""
    return {fact for record in records for fact in _record(record)}


def _record(record: ArticleRecord) -> Iterator[Fact]:
    article = record.article.model_dump() | {"reader": record.reader}
    yield from (("articles", record.id, name, value) for name, value in article.items() if value is not None)
    yield from (("versions", record.id, name, value) for name, value in record.versions.model_dump().items())
    for case in record.cases:
        yield from _case(case, record.id)
    for finding in record.cohort:
        numbers = (finding.value, finding.low, finding.high, finding.sd, finding.unit, finding.count, finding.n)
        yield "cohort findings", record.id, finding.population, finding.measure, finding.statistic, numbers
        yield from _places(record.id, finding.evidence)
    for mention in record.unlinked:
        yield from _unlinked(record.id, mention.model_dump(exclude_defaults=True) | {"kind": mention.kind})
    for each in record.findings:
        yield "findings", record.id, each.kind, each.severity, each.message
        yield from _places(record.id, each.evidence + each.against)
    yield from (("findings", record.id, "reading", "warning", warning) for warning in record.warnings)
    for check in record.cross_checks:
        yield "other files", record.id, check.source_file, check.reader, check.id, check.agreed, len(check.differences)
        yield from (("differences of files", record.id, check.id, each.fact) for each in check.differences)


def _case(case: CaseRecord, article: str) -> Iterator[Fact]:
    who = (article, case.label)
    yield "patients", *who
    yield "origin", *who, case.origin, case.citation
    yield from (("other names", *who, name) for name in case.also_called)
    yield from (("other reports", *who, *_other_report(other)) for other in case.also_reported)
    if case.sex:
        yield "sex", *who, case.sex
    if case.age_years is not None:
        yield "age, to the month", *who, round(case.age_years * 12)
    yield from (("other ages", *who, age) for age in case.age_also)
    yield from _places(article, (*case.evidence, *case.sex_evidence, *case.age_evidence))
    for ck in case.ck:
        yield "CK", *who, ck.value, ck.low, ck.high, ck.comparator, ck.unit
        yield from _measured(who, "CK", ck)
    for lab in case.labs:
        yield "laboratory values", *who, lab.analyte, lab.value, lab.low, lab.high, lab.comparator, lab.unit
        yield from _measured(who, lab.analyte, lab)
    for cmas in case.cmas:
        yield "CMAS", *who, cmas.score
        if cmas.max:
            yield "maximum of CMAS", *who, cmas.score, cmas.max
        yield from _when(who, ("CMAS", cmas.score), cmas)
        yield from _value(who, cmas)
    for test in case.antibodies:
        yield "antibodies", *who, test.name, test.result
        if test.titre:
            yield "titres", *who, test.name, test.titre
        yield from _value(who, test)
    for course in case.drugs:
        yield from _drug(who, course)


def _other_report(other: AlsoReported) -> Fact:
    told = (other.case, other.source_file, other.citation, other.verdict, str(other.likelihood))
    return (*told, "; ".join(other.disagreements))


def _measured(who: Fact, name: str, value: CkValue | LabValue) -> Iterator[Fact]:
    numbers = (value.value, value.low, value.high)
    for bound in ("ref_low", "ref_high"):
        if getattr(value, bound) is not None:
            yield "reference ranges", *who, name, numbers, bound, getattr(value, bound)
    yield from (("LOINC and UCUM", *who, name, value.unit, code) for code in (value.loinc, value.ucum) if code)
    yield from _when(who, (name, *numbers), value)
    yield from _value(who, value)


def _when(who: Fact, what: Fact, value: CkValue | LabValue | CmasScore) -> Iterator[Fact]:
    if value.phase:
        yield "phases", *who, *what, value.phase
    yield from _time(who, what, value.time)


def _time(who: Fact, what: Fact, time: TimePoint | None) -> Iterator[Fact]:
    if time:
        yield "times", *who, *what, time.printed, time.days, time.low_days, time.high_days, time.since
        yield from _places(str(who[0]), time.evidence)


def _drug(who: Fact, course: Any) -> Iterator[Fact]:
    name = course.name
    # that a drug was not given is told by its status alone
    yield ("drugs not given" if course.status == "not_given" else "drugs", *who, name)
    yield "status of drugs", *who, name, course.status
    if course.route:
        yield "routes", *who, name, course.route
    yield from (("ATC and RxNorm", *who, name, code) for code in (course.atc, course.rxnorm) if code)
    yield from _schedule(who, name, None, course)
    yield from _value(who, course)
    for dose in course.doses:
        amount = (dose.amount, dose.low, dose.high, dose.unit, dose.basis, dose.per)
        yield "doses", *who, name, amount
        yield from _schedule(who, name, amount, dose)
        yield from _time(who, (name, amount), dose.time)
        yield "spellings", *who, dose.printed
        yield from _places(str(who[0]), dose.evidence)
    for event in course.events:
        yield "events of drugs", *who, name, event.kind, event.to
        yield from _time(who, (name, event.kind), event.time)
        yield from _value(who, event)


def _schedule(who: Fact, name: str, amount: Fact | None, told: Any) -> Iterator[Fact]:
    for part in ("interval_days", "duration_days", "count"):
        if getattr(told, part) is not None:
            yield "schedules", *who, name, amount, part, getattr(told, part)


def _value(who: Fact, value: Any) -> Iterator[Fact]:
    yield "spellings", *who, value.printed
    yield "rules", *who, value.printed, value.rule
    yield from _places(str(who[0]), value.evidence)


def _places(article: str, evidence: Iterable[Evidence]) -> Iterator[Fact]:
    for place in evidence:
        yield "words", article, place.start, place.end, place.quote
        if place.page is not None:
            yield "pages", article, place.start, place.page
        if place.box is not None:
            yield "boxes", article, place.start, to_a_millionth(place.box)
        if place.table is not None:
            yield "table cells", article, place.start, place.table, place.row, place.column


_SHOWN = {"name", "analyte", "measure", "value", "score", "age_years", "low", "high", "comparator", "unit", "result"}
_SHOWN |= {"status", "statistic", "sex", "at", "printed", "rule", "evidence", "population"}


def _unlinked(article: str, mention: dict[str, Any]) -> Iterator[Fact]:
    value = mention.get("value", mention)
    who = (article, mention["kind"], value["printed"])
    number = value.get("value", value.get("score", value.get("age_years")))
    numbers = (number, value.get("low"), value.get("high"), value.get("unit"), value.get("comparator"))
    yield "unlinked values", *who, mention.get("level"), mention.get("cue"), value["rule"], numbers
    yield from _places(article, [Evidence.model_validate(place) for place in value["evidence"]])
    known = _SHOWN | {"kind", "level", "cue"}
    yield from (("more of unlinked values", *who, key) for key in value if key not in known)


def to_a_millionth(box: Iterable[float]) -> tuple[float, ...]:
    """A box in millionths of a point: a spreadsheet keeps sixteen digits."""
    return tuple(round(edge, 6) for edge in box)
