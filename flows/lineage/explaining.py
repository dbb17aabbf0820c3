"""Explains a value: words, rule, line of the vocabulary, what was made of the print, what denied it, whose it is.

A record tells most of it. With the article's document the sentence, the words that decided and the names in the heads
of a table come from there.
"""

from collections.abc import Iterable, Iterator

from extractors import tracing
from extractors.antibodies import SERONEGATIVE
from flows.lineage.normalisation import steps
from flows.lineage.record_fields import Value, select
from flows.scores.scoreboard import told
from schemas.document import Document
from schemas.explained import Explanation, VocabularyLine
from schemas.record import ArticleRecord, CaseRecord
from schemas.values import Evidence

_KINDS = {"ck": "analyte", "labs": "analyte", "antibodies": "antibody", "drugs": "drug"}
_DENYING = {"result": ("negative",), "status": ("not_given",)}


def explain(record: ArticleRecord, field: str, document: Document | None = None) -> list[Explanation]:
    """Each value that ``field`` names, explained. Raises ``FieldError`` where there is none.

    ``document`` is the record's article; another one would explain nothing.
    """
    values = select(record, field)
    tracer = tracing.Tracer(document) if document else None
    return [_explained(record, value, tracer) for value in values]


def _explained(record: ArticleRecord, value: Value, tracer: tracing.Tracer | None) -> Explanation:
    trace = tracer.trace(value.evidence[0], value.rule) if tracer and value.evidence else None
    context = trace.words if trace else None
    rule = value.rule or (trace.rule if trace else None)
    lines = _vocabulary(value, trace)
    return Explanation(
        article=record.article.source_file,
        path=value.path,
        value=told(_shown(value)),
        printed=value.printed,
        words=value.evidence,
        context=context,
        rule=rule,
        reads=tracing.rule_sentences().get(rule or ""),
        vocabulary=tuple(lines),
        normalisation=(*steps(value, context), *_defined(value, trace, lines)),
        denied_by=_denied(value, value.cue or (trace.cue if trace else None)),
        whose=_whose(value),
        linked_by=_linked(value),
        versions=record.versions,
    )


def _shown(value: Value) -> dict[str, object]:
    """What the value tells; an equals sign says nothing, and its time has a line of its own."""
    return {key: each for key, each in value.told.items() if key != "time" and each != "="}


def _defined(value: Value, trace: tracing.Trace | None, lines: Iterable[VocabularyLine]) -> Iterator[str]:
    """The article's own abbreviations that stand in the words of the value."""
    used = {_flat(words.quote) for words in value.evidence} | {line.alias for line in lines}
    for short, long in trace.defined if trace else ():
        if short in used:
            yield f'the article itself says: "{short}" is {_flat(long)}'


def _vocabulary(value: Value, trace: tracing.Trace | None) -> list[VocabularyLine]:
    """Lines by the value's own words first; by their long forms, its sentence or its heads where they tell no name."""
    kind = _KINDS.get(value.field if value.field != "unlinked" else value.name.split()[0])
    name = "CK" if value.field == "ck" else value.name
    own = " ".join((value.printed, *(words.quote for words in value.evidence)))
    unit = value.told.get("unit")
    units = tracing.unit_lines(own, str(unit)) if unit else []
    if kind is None or value.of is not None:
        return units
    places = [own, *(long for short, long in trace.defined if short in own), trace.words] if trace else [own]
    named = (tracing.vocabulary_lines(place, kind, name) for place in places)
    return next((lines for lines in named if lines), []) + units


def _denied(value: Value, cue: str | None) -> str | None:
    """What denies the value; for a value that is nobody's, what made it so."""
    denied = any(value.told.get(key) in results for key, results in _DENYING.items())
    if value.level not in (None, "patient"):
        return f"told of {_levels(value.level)}{f' by the words {cue!r}' if cue else ''}"
    if not denied:
        return None
    if value.rule == SERONEGATIVE:
        return f'"{_flat(value.printed)}"'  # one word says both what and that it is not
    if cue:
        return f'"{cue}"'
    return "the words that the rule reads; the record does not keep which"


def _levels(level: str | None) -> str:
    return {"group": "a group", "disease": "the disease or a criterion", "other": "another paper"}.get(level or "", "")


def _whose(value: Value) -> str:
    if value.field == "cohort":
        return f"a group: {value.told.get('population')}"
    if value.case is None:
        return "nobody's: it was not given to a patient, because not exactly one could be meant"
    case = value.case
    also = f", also called {', '.join(case.also_called)}" if case.also_called else ""
    of = f"cited from {case.citation or 'another paper'}" if case.origin == "cited" else "a patient of the article"
    return f"{case.label}{also} ({of})"


def _linked(value: Value) -> str:
    if value.case is None:
        return "not linked to a patient"
    if not value.evidence:
        return "the record keeps no words of it"
    return _by_table(value.evidence[0], value.case) or _by_prose(value.evidence[0], value.case)


def _by_table(words: Evidence, case: CaseRecord) -> str | None:
    if words.table is None:
        return None
    where = f"of table {words.table} (counted from 0)"
    if words.row is None and words.column is None:
        return f"it stands in the title or the notes {where}, which speak for all its patients"
    same = [each for each in case.words() if each.table == words.table and each.row is not None]
    for axis, other in (("column", "row"), ("row", "column")):
        mine = {getattr(each, axis) for each in same}
        if len(mine) == 1 < len({getattr(each, other) for each in same}):
            return f"it stands in {axis} {getattr(words, axis)} {where}, with all that this table tells of the patient"
    return f"it stands in row {words.row}, column {words.column} {where}"


def _by_prose(words: Evidence, case: CaseRecord) -> str:
    anchors = [each for each in (*case.evidence, *case.sex_evidence, *case.age_evidence) if each.table is None]
    ahead = [each for each in anchors if each.start <= words.start]
    if not ahead:
        return "it stands in prose, ahead of the first words that make the patient, or these stand in a table"
    nearest = max(ahead, key=lambda each: each.start)
    apart = words.start - nearest.end
    if apart <= 0:
        return f'"{_flat(nearest.quote)}" are the words that make the patient'
    more = "the record keeps no more of how it was linked"
    return f'it is told {apart} characters behind "{_flat(nearest.quote)}", words of this patient; {more}'


def _flat(quote: str) -> str:
    return " ".join(quote.split())
