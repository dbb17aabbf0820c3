"""Values that were given to no patient, as rows: each kind of them in the same few columns."""

from collections.abc import Iterator, Sequence

from flows.delivery.dictionary import Row
from flows.delivery.places import Placed
from schemas.mention import (
    AgeMention,
    AntibodyMention,
    CkMention,
    CmasMention,
    CohortMention,
    DrugMention,
    LabMention,
    Mention,
    SexMention,
)

_NOTHING = ("name", "told", "value", "low", "high", "comparator", "unit")


def unlinked_rows(mentions: Sequence[Mention], prefix: str) -> Iterator[Placed]:
    """One row a mention; its id is ``prefix`` and its number."""
    for number, mention in enumerate(mentions, start=1):
        source = mention if isinstance(mention, SexMention | AgeMention) else mention.value
        kind: Row = {"kind": mention.kind, "level": mention.level, "cue": mention.cue}
        row: Row = {"mention_id": f"{prefix}{number}", **kind, **dict.fromkeys(_NOTHING), **_told(mention)}
        yield Placed("unlinked", row | {"printed": source.printed, "rule": source.rule}, source.evidence)


def _told(mention: Mention) -> Row:
    match mention:
        case SexMention():
            return {"told": mention.sex}
        case AgeMention():
            return {"told": mention.at, "value": mention.age_years, "unit": "years"}
        case AntibodyMention():
            return {"name": mention.value.name, "told": mention.value.result}
        case CmasMention():
            return {"name": "CMAS", "value": mention.value.score}
        case DrugMention():
            return {"name": mention.value.name, "told": mention.value.status}
        case CohortMention():
            finding = mention.value
            numbers = finding.model_dump(include={"value", "low", "high", "unit"})
            return {"name": finding.measure, "told": finding.statistic, **numbers}
        case CkMention() | LabMention():
            return _measured(mention)


def _measured(mention: CkMention | LabMention) -> Row:
    value = mention.value
    name = mention.value.analyte if isinstance(mention, LabMention) else "CK"
    numbers = value.model_dump(include={"value", "low", "high", "unit"})
    return {"name": name, **numbers, "comparator": None if value.comparator == "=" else value.comparator}
