"""What changed between two readings of articles, value by value, and what made it change."""

from typing import Literal

from schemas.base import Frozen
from schemas.values import Evidence

Cause = Literal["file", "reader", "vocabulary", "rules", "schema", "program", "unknown"]
"""``file``: other bytes, or another file of the article; ``unknown``: nothing that makes records is another one."""

ChangeKind = Literal["changed", "added", "removed", "moved"]
"""``moved``: the same value, of another patient."""


class Side(Frozen):
    """A value on one side: whose it is, in words, with its places and the rule that read it."""

    case: str | None
    told: str
    evidence: tuple[Evidence, ...] = ()
    rule: str | None = None


class ValueChange(Frozen):
    """One value that is not what it was. ``keys``: what of it differs, where it is on both sides.

    ``culprit`` is None where several things changed at once and nothing tells which of them did it: these are
    ``possible``, which holds the culprit alone where there is one. ``why`` says so in a sentence.
    """

    article: str
    field: str
    name: str
    kind: ChangeKind
    before: Side | None
    after: Side | None
    keys: tuple[str, ...] = ()
    culprit: Cause | None
    possible: tuple[Cause, ...]
    why: str


class Differences(Frozen):
    """Two runs, or two files of records, compared; articles of which only one side has a record are named."""

    before: str
    after: str
    articles: int
    only_before: tuple[str, ...] = ()
    only_after: tuple[str, ...] = ()
    changes: tuple[ValueChange, ...] = ()
