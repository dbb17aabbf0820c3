"""Two runs of a store, or two files of records: what changed, value by value, and what did it."""

from collections.abc import Iterable, Iterator, Sequence

from flows.lineage.culprits import judged
from flows.literature.article_files import of_one_article
from flows.literature.same_article import joined
from flows.store.past_runs import PastRuns, Version
from schemas.changed import Differences, ValueChange
from schemas.record import ArticleRecord


def diff_runs(store: PastRuns, before: int, after: int) -> Differences:
    """The store as it stood after two of its runs.

    Files of one article are compared as one, the best source of each side; an article whose records are the same is not
    even read.
    """
    numbers = list(store.articles)
    changes: list[ValueChange] = []
    only: dict[bool, list[str]] = {True: [], False: []}
    groups = of_one_article([store.articles[number] for number in numbers])
    compared = 0
    for places in groups:
        sides = [_newest(store, [numbers[place] for place in places], run) for run in (before, after)]
        if not all(sides):
            only[bool(sides[0])] += [version.source_file for version in sides[0] or sides[1]][:1]
            continue
        compared += 1
        if _same(*sides):
            continue
        changes += judged(_chain(store, sides[0], sides[1]))
    return Differences(
        before=store.name(before),
        after=store.name(after),
        articles=compared,
        only_before=tuple(only[True]),
        only_after=tuple(each for each in only[False] if each),
        changes=tuple(changes),
    )


def diff_records(
    before: Sequence[ArticleRecord], after: Sequence[ArticleRecord], names: tuple[str, str]
) -> Differences:
    """Two sets of records, articles paired by bytes, by DOI, and by the names of their files."""
    pairs = _pairs(before, after)
    left = {id(record) for record, _ in pairs}
    found = {id(record) for _, record in pairs}
    return Differences(
        before=names[0],
        after=names[1],
        articles=len(pairs),
        only_before=tuple(record.article.source_file for record in before if id(record) not in left),
        only_after=tuple(record.article.source_file for record in after if id(record) not in found),
        changes=tuple(change for pair in pairs for change in judged(pair)),
    )


def _pairs(
    before: Sequence[ArticleRecord], after: Sequence[ArticleRecord]
) -> list[tuple[ArticleRecord, ArticleRecord]]:
    """Records of one article, in the order of ``after``; the surest sign of it is asked for first."""
    partner: dict[int, ArticleRecord] = {}
    taken: set[int] = set()
    for keys in (_ids, _dois, _files):
        known = {key: record for record in reversed(before) if id(record) not in taken for key in keys(record)}
        for record in after:
            other = next((known[key] for key in sorted(keys(record)) if key in known), None)
            if other is not None and id(record) not in partner and id(other) not in taken:
                partner[id(record)] = other
                taken.add(id(other))
    return [(partner[id(record)], record) for record in after if id(record) in partner]


def _newest(store: PastRuns, numbers: Iterable[int], run: int) -> list[Version]:
    """The last version of each of an article's files after a run."""
    return [versions[-1] for number in numbers if (versions := store.versions(number, run))]


def _same(one: Iterable[Version], two: Iterable[Version]) -> bool:
    return [version.fingerprint for version in one] == [version.fingerprint for version in two]


def _chain(store: PastRuns, before: list[Version], after: list[Version]) -> list[ArticleRecord]:
    """The records of an article from the one side to the other; those in between where it is one file all along."""
    first, last = joined(store.records(before)), joined(store.records(after))
    if len(before) != 1 or len(after) != 1 or before[0].number != after[0].number:
        return [first, last]
    early, late = sorted((before[0], after[0]), key=lambda each: each.version)
    versions = store.versions(early.number, late.run)
    between = store.records([each for each in versions if early.version < each.version < late.version])
    return [first, *(between if early is before[0] else between[::-1]), last]


def _ids(record: ArticleRecord) -> set[str]:
    return {record.id, *(check.id for check in record.cross_checks)}


def _dois(record: ArticleRecord) -> set[str]:
    return {record.article.doi.lower()} if record.article.doi else set()


def _files(record: ArticleRecord) -> set[str]:
    return {record.article.source_file, *(check.source_file for check in record.cross_checks)}


def told(differences: Differences) -> Iterator[str]:
    """The differences in lines, article by article."""
    yield f"{differences.before} -> {differences.after}: {differences.articles} articles compared"
    for files, side in ((differences.only_before, differences.before), (differences.only_after, differences.after)):
        if files:
            yield f"only in {side}: {', '.join(files)}"
    for article in dict.fromkeys(change.article for change in differences.changes):
        yield ""
        yield article
        for change in differences.changes:
            if change.article == article:
                yield from _change(change)
    yield ""
    yield _summary(differences.changes)


def _change(change: ValueChange) -> Iterator[str]:
    item = change.after or change.before
    of = item.case if item and item.case else "article" if change.field == "article" else "nobody or a group"
    named = " ".join(part for part in (change.field, change.name) if part)
    culprit = change.culprit or " or ".join(change.possible)
    yield f"  {of}: {named} {change.kind}  [{culprit}]"
    for sign, side in (("-", change.before), ("+", change.after)):
        if side:
            of_whom = f"{side.case or 'nobody'}: " if change.kind == "moved" else ""
            words = f'  "{" ".join(side.evidence[0].quote.split())}"' if side.evidence else ""
            yield f"    {sign} {of_whom}{side.told}{words}"
    yield f"    {change.why}"


def _summary(changes: Sequence[ValueChange]) -> str:
    if not changes:
        return "No value changed."
    counts: dict[str, int] = {}
    for change in changes:
        culprit = change.culprit or " or ".join(change.possible)
        counts[culprit] = counts.get(culprit, 0) + 1
    by = ", ".join(f"{count} by {culprit}" for culprit, count in counts.items())
    return f"{len(changes)} values changed: {by}."
