"""Two records of one article -> the values that are not what they were.

A value is what it says: where its words stand and which rule read them is no part of it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flows.scores.flattening import found_case
from flows.scores.pairing import pair_cases
from flows.scores.scoreboard import told
from schemas.changed import ChangeKind, Side
from schemas.mention import AgeMention, SexMention
from schemas.record import ArticleRecord, CaseRecord
from schemas.values import Evidence

_NO_VALUE = {"printed", "evidence", "rule", "doses", "events", "cue"}
_NAMES = ("name", "analyte", "measure")
_LISTS = ("ck", "antibodies", "cmas", "drugs", "labs")


@dataclass(frozen=True, slots=True)
class Item:
    """One value: ``content`` is what it says. ``unset``: keys that the record was written without."""

    case: str | None
    field: str
    name: str
    content: Mapping[str, Any]
    unset: frozenset[str] = frozenset()
    evidence: tuple[Evidence, ...] = ()
    rule: str | None = None

    @property
    def side(self) -> Side:
        """As it is shown."""
        return Side(case=self.case, told=told(self.content), evidence=self.evidence, rule=self.rule)

    def says(self, other: "Item") -> bool:
        """Whether both say the same of the same thing, of whatever patient."""
        return (self.field, self.name, self.content) == (other.field, other.name, other.content)


@dataclass(frozen=True, slots=True)
class Change:
    """A value on the one side, on the other, or on both."""

    before: Item | None
    after: Item | None

    @property
    def item(self) -> Item:
        """The value as it is now, or else as it was."""
        item = self.after or self.before
        assert item is not None  # noqa: S101 - one of the two is always there
        return item

    @property
    def kind(self) -> ChangeKind:
        """What happened to it."""
        if self.before is None or self.after is None:
            return "added" if self.before is None else "removed"
        return "moved" if self.before.says(self.after) else "changed"

    @property
    def keys(self) -> tuple[str, ...]:
        """What of it differs, where it is on both sides."""
        if self.before is None or self.after is None:
            return ()
        one, two = self.before.content, self.after.content
        return tuple(key for key in dict.fromkeys((*one, *two)) if one.get(key) != two.get(key))


def changed_values(before: ArticleRecord, after: ArticleRecord) -> list[Change]:
    """Every value that differs, patients paired by label and else by what agrees; those of ``after`` in its order."""
    partner = _partners(before, after)
    ours = [_renamed(item, partner) for item in items_of(before)]
    theirs = list(items_of(after))
    gone, new = _without_equal(ours, theirs)
    changes = list(_in_place(gone, new))
    kept_before = {id(change.before) for change in changes}
    kept_after = {id(change.after) for change in changes}
    gone = [item for item in gone if id(item) not in kept_before]
    new = [item for item in new if id(item) not in kept_after]
    changes += _moved(gone, new)
    moved = {id(side) for change in changes for side in (change.before, change.after)}
    changes += [Change(item, None) for item in gone if id(item) not in moved]
    changes += [Change(None, item) for item in new if id(item) not in moved]
    order = {id(item): place for place, item in enumerate((*theirs, *ours))}
    return sorted(changes, key=lambda change: order[id(change.item)])


def items_of(record: ArticleRecord) -> Iterator[Item]:
    """Every value of a record."""
    for name, value in record.article.model_dump(exclude={"source_file"}).items():
        if value is not None:
            yield Item(None, "article", name, {name: value})
    for case in record.cases:
        yield from _of_case(case)
    for finding in record.cohort:
        yield _item(None, "cohort", finding)
    for mention in record.unlinked:
        told_of = mention if isinstance(mention, SexMention | AgeMention) else mention.value
        item = _item(None, "unlinked", told_of)
        yield replace(item, name=f"{mention.kind} {item.name}".strip())


def _of_case(case: CaseRecord) -> Iterator[Item]:
    yield Item(
        case.label, "cases", case.label, {"origin": case.origin, "citation": case.citation}, evidence=case.evidence
    )
    if case.sex:
        yield Item(case.label, "sex", "", {"sex": case.sex}, evidence=case.sex_evidence)
    if case.age_years is not None or case.age_also:
        ages = {"age_years": case.age_years, "age_also": case.age_also}
        yield Item(case.label, "age", "", ages, evidence=case.age_evidence)
    for field in _LISTS:
        for fact in getattr(case, field):
            item = _item(case.label, field, fact)
            yield item
            for part in ("doses", "events"):
                for piece in getattr(fact, part, ()):
                    of = _item(case.label, part, piece)
                    yield replace(of, name=item.name, rule=of.rule or item.rule)


def _item(case: str | None, field: str, value: Any) -> Item:
    content = _plain(value.model_dump(exclude=_NO_VALUE))
    unset = frozenset(type(value).model_fields) - value.model_fields_set
    name = next((str(content[key]) for key in _NAMES if content.get(key)), "")
    return Item(case, field, name, content, unset, value.evidence, getattr(value, "rule", None))


def _plain(content: dict[str, Any]) -> dict[str, Any]:
    """Without the words and the rule of the times in it."""
    return {
        key: _plain({inner: each for inner, each in value.items() if inner not in _NO_VALUE})
        if isinstance(value, dict)
        else value
        for key, value in content.items()
    }


# ---- which belongs to which


def _partners(before: ArticleRecord, after: ArticleRecord) -> dict[str, str]:
    """The labels of ``after`` by those of ``before``, of patients that both have."""
    labels = {case.label for case in after.cases}
    partner = {case.label: case.label for case in before.cases if case.label in labels}
    ours = [case for case in before.cases if case.label not in partner]
    theirs = [case for case in after.cases if case.label not in partner.values()]
    pairs = pair_cases([found_case(case) for case in ours], [found_case(case) for case in theirs])
    return partner | {ours[one].label: theirs[two].label for one, two in pairs}


def _renamed(item: Item, partner: Mapping[str, str]) -> Item:
    """The value under its patient's label of now; the label itself keeps the old name, which has changed."""
    if item.case is None or partner.get(item.case, item.case) == item.case:
        return item
    return replace(item, case=partner[item.case])


def _without_equal(ours: list[Item], theirs: list[Item]) -> tuple[list[Item], list[Item]]:
    """What only one side says, of a patient."""
    left: dict[str, list[Item]] = {}
    for item in ours:
        left.setdefault(_said(item), []).append(item)
    new = []
    for item in theirs:
        known = left.get(_said(item))
        if known:
            known.pop()
        else:
            new.append(item)
    remaining = {id(item) for items in left.values() for item in items}
    return [item for item in ours if id(item) in remaining], new


def _said(item: Item) -> str:
    return repr((item.case, item.field, item.name, sorted(item.content.items())))


def _in_place(gone: Iterable[Item], new: Iterable[Item]) -> Iterator[Change]:
    """Values of one patient, field and name: the nth that is gone became the nth that is new."""
    waiting: dict[tuple[str | None, str, str], list[Item]] = {}
    for item in gone:
        waiting.setdefault(_place(item), []).append(item)
    for item in new:
        if known := waiting.get(_place(item)):
            nearest = min(known, key=lambda other: len(Change(other, item).keys))
            known.remove(nearest)
            yield Change(nearest, item)


def _place(item: Item) -> tuple[str | None, str, str]:
    return item.case, item.field, "" if item.field == "cases" else item.name


def _moved(gone: Iterable[Item], new: Iterable[Item]) -> list[Change]:
    """The same value of another patient, or of nobody before."""
    left = list(gone)
    moves = []
    for item in new:
        was = next((other for other in left if other.says(item) and item.field not in ("cases", "sex", "age")), None)
        if was is not None:
            left = [other for other in left if other is not was]
            moves.append(Change(was, item))
    return moves
