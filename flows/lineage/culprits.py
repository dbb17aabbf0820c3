"""What made a value change: the one thing that is another one, or what the records in between prove.

A record names what made it: the bytes of its file, its reader, and the versions of readers, rules, words and schema.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from flows.lineage.changed_values import Change, changed_values
from schemas.changed import Cause, ValueChange
from schemas.record import ArticleRecord

_NAMES: dict[Cause, str] = {
    "file": "the file",
    "reader": "the reader",
    "vocabulary": "the vocabulary",
    "rules": "the rules",
    "schema": "the schema",
    "program": "the program",
}


def causes(before: ArticleRecord, after: ArticleRecord) -> tuple[Cause, ...]:
    """All that is another one between two records of an article, in the order in which it comes to bear.

    A record of schema 2 has one version for readers and rules: beside it, both may be others.
    """
    one, two = before.versions, after.versions
    together = one.readers is None or two.readers is None
    rules = one.rules != two.rules
    readers = rules if together else one.readers != two.readers
    told: dict[Cause, bool] = {
        "file": before.id != after.id,
        "reader": readers or (before.id == after.id and before.reader != after.reader),
        "vocabulary": one.vocabulary != two.vocabulary,
        "rules": rules,
        "schema": one.document_schema != two.document_schema,
    }
    found = tuple(cause for cause, differs in told.items() if differs)
    return found or (("program",) if one.program != two.program else ("unknown",))


def judged(chain: Sequence[ArticleRecord]) -> list[ValueChange]:
    """Every value that differs between the first and the last of an article's records, with its culprit.

    ``chain``: all its records from the one to the other. Where several things changed from first to last, a value's
    culprit is the one thing that changed at the steps at which the value did.
    """
    first, last = chain[0], chain[-1]
    steps = [(changed_values(one, two), causes(one, two)) for one, two in pairwise(chain)] if len(chain) > 2 else []
    together = first.versions.readers is None or last.versions.readers is None
    return [_judged(change, first, last, steps, together=together) for change in changed_values(first, last)]


def _judged(
    change: Change,
    first: ArticleRecord,
    last: ArticleRecord,
    steps: Iterable[tuple[list[Change], tuple[Cause, ...]]],
    *,
    together: bool,
) -> ValueChange:
    possible = causes(first, last)
    why = f"only {_NAMES.get(possible[0], '')} is another one" if len(possible) == 1 else ""
    if possible == ("unknown",):
        why = "file, reader, rules, vocabulary and schema are the same: the records were changed, or other files joined"
    elif len(possible) > 1:
        possible, why = _narrowed(change, possible, steps)
        if len(possible) > 1 and together and {"reader", "rules"} & set(possible):
            why += "; a record of schema 2 does not tell reader and rules apart"
    return ValueChange(
        article=last.article.source_file,
        field=change.item.field,
        name=change.item.name,
        kind=change.kind,
        before=change.before.side if change.before else None,
        after=change.after.side if change.after else None,
        keys=change.keys,
        culprit=possible[0] if len(possible) == 1 else None,
        possible=possible,
        why=why,
    )


def _narrowed(
    change: Change, possible: tuple[Cause, ...], steps: Iterable[tuple[list[Change], tuple[Cause, ...]]]
) -> tuple[tuple[Cause, ...], str]:
    """What is left of several causes, and what proves it."""
    if "schema" in possible and _only_new_keys(change):
        return ("schema",), "the older record was written without what differs"
    here = [found for changes, found in steps if any(_touches(each, change) for each in changes)]
    met = tuple(cause for cause in possible if any(cause in found for found in here))
    if met and len(met) < len(possible):
        left = "only this" if len(met) == 1 else "only these"
        return met, f"the store's records in between: {left} changed where the value did"
    names = _listed(_NAMES[cause] for cause in possible)
    return possible, f"{names} changed at once, and no record in between tells which did it"


def _only_new_keys(change: Change) -> bool:
    """Whether all that differs are keys with which one of the two records was not written."""
    one, two = change.before, change.after
    return bool(one and two and change.keys) and all(
        (key in one.unset) != (key in two.unset) for key in change.keys if one and two
    )


def _touches(step: Change, change: Change) -> bool:
    """Whether a step made the value go, or come, that the whole made go or come."""
    went = change.before is not None and step.before is not None and step.before.says(change.before)
    came = change.after is not None and step.after is not None and step.after.says(change.after)
    return went or came


def _listed(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}"
