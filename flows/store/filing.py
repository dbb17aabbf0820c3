"""Files records under their articles: each as a new one, as its next version, or as the one it has already.

An article is known by its bytes and name; by its place, where a changed file came back; and by its bytes alone, where
the file is no longer at its old place and so was renamed or moved.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import (
    Connection,
    Executable,
    Row,
    Table,
    bindparam,
    delete,
    select,
    update,
)

from flows.store.database import insert_rows, rows_of, slices
from flows.store.listing import LISTED, Listed, listed
from flows.store.tables import ARTICLES, FACTS, PATIENTS, RECORDS, VERSIONS
from flows.workers.extracted import Extracted, extracted
from flows.workers.fact_rows import FACT_COLUMNS
from flows.workers.locations import Location, is_there
from flows.workers.planning import Work, fingerprint
from schemas.record import ArticleRecord

_Key: TypeAlias = tuple[str, str]
"""The hash of an article's bytes, and its name."""


class _Filed(NamedTuple):
    """An article as the table has it, or will have it."""

    key: _Key
    number: int
    version: int
    path: str | None
    fingerprint: str


def file_records(connection: Connection, run: int, read: Sequence[tuple[Location, Extracted]]) -> list[str]:
    """Write the records of a batch, each read from the path beside it, as the newest of their articles.

    Returns their fingerprints.
    """
    keys = [fingerprint(each.article_id) for _, each in read]
    _write_records(connection, {key: each for key, (_, each) in reversed(list(zip(keys, read, strict=True)))})
    filing = _Filing(connection, run, [(each.article_id, str(path.absolute())) for path, each in read])
    for key, (path, each) in zip(keys, read, strict=True):
        filing.file(path, key, each)
    filing.write()
    return keys


def find_again(connection: Connection, run: int, works: Iterable[Work]) -> dict[_Key, Listed]:
    """Note that ``run`` found the files of which there is a record: also under other names, or changed back.

    Returns their articles as they are listed now, by the hash of the file's bytes and its name.
    """
    works = list(works)
    rows = rows_of(connection, _ASKED_AND_LISTED, ARTICLES.c.id, (work.article_id for work in works))
    now = {(row[0], row[1]): row for row in rows}
    found: dict[_Key, Listed] = {}
    others: list[Work] = []
    for work in works:
        row = now.get(key := (work.article_id, work.path.name))
        if row is not None and _is_there(row, work):
            found[key] = Listed(*row[:_COLUMNS])
        else:
            others.append(work)
    for these in slices([article.number for article in found.values()]):
        connection.execute(update(ARTICLES).where(ARTICLES.c.number.in_(these)).values(run=run))
    moved = _recorded(connection, others)
    for some in slices(moved):
        filing = _Filing(connection, run, [(work.article_id, str(work.path.absolute())) for work in some])
        for work in some:
            filing.file(work.path, work.fingerprint, extracted(_record(connection, work)))
        filing.write()
    keys = [(work.article_id, work.path.name) for work in moved]
    return found | dict(zip(keys, listed(connection, keys), strict=True))


def _is_there(row: Row[*tuple[Any, ...]], work: Work) -> bool:
    """Whether the work's record is the newest of its article, and its file where it was."""
    *listed, path, complete = row  # by place: to look each column up by its name takes longer than the rest
    return bool(complete) and (listed[_FINGERPRINT], path) == (work.fingerprint, str(work.path.absolute()))


def _recorded(connection: Connection, works: Sequence[Work]) -> list[Work]:
    """Those of which there is a record."""
    column = RECORDS.c.fingerprint
    known = {row[0] for row in rows_of(connection, select(column), column, (work.fingerprint for work in works))}
    return [work for work in works if work.fingerprint in known]


def renamed(record: ArticleRecord, name: str) -> ArticleRecord:
    """The same record of a file that is now called ``name``."""
    if record.article.source_file == name:
        return record
    return record.model_copy(update={"article": record.article.model_copy(update={"source_file": name})})


class _Filing:
    """What a transaction makes of the articles it touches: decided one after the other, written all at once."""

    def __init__(self, connection: Connection, run: int, sought: Iterable[tuple[str, str]]) -> None:
        """``sought``: the ids that are to be filed, each with its place."""
        self._connection = connection
        self._run = run
        ids, places = zip(*sought, strict=True)
        sought_by = [ARTICLES.c.id.in_(some) for some in slices(set(ids))]
        sought_by += [ARTICLES.c.path.in_(some) for some in slices(set(places))]
        there = [row for condition in sought_by for row in connection.execute(_ASKED.where(condition)).all()]
        self._before: dict[_Key, _Filed] = {(row.id, row.source_file): _filed(row) for row in there}
        self._now = dict(self._before)
        self._new: dict[_Key, Extracted] = {}
        self._versions: list[dict[str, Any]] = []
        self._at: dict[str, _Key] = {each.path: key for key, each in self._now.items() if each.path is not None}
        self._of_bytes: defaultdict[str, set[_Key]] = defaultdict(set)
        for key in self._now:
            self._of_bytes[key[0]].add(key)
        self._next_number = _next_number(connection)

    def file(self, path: Location, record_key: str, record: Extracted) -> None:
        """Make ``record``, which was read from ``path``, the newest of its article."""
        place, key = str(path.absolute()), (record.article_id, record.source_file)
        before = self._known_as(key, place)
        if before is None:
            number, version = self._next_number, 0
            self._next_number += 1
        else:
            number, version = before.number, before.version
        if before is None or (before.key, before.fingerprint) != (key, record_key):
            version += 1
            named = {"article_id": key[0], "source_file": key[1], "fingerprint": record_key}
            self._versions.append({"number": number, "version": version, "run": self._run, **named})
        if before:
            self._take_out(before.key)
        if (other := self._at.pop(place, None)) in self._now:  # one file a place
            self._now[other] = self._now[other]._replace(path=None)
        self._now[key] = _Filed(key, number, version, place, record_key)
        self._at[place] = key
        self._of_bytes[key[0]].add(key)
        self._new[key] = record

    def write(self) -> None:
        """Write what has changed; the facts of a record that is the newest no more are deleted, the record is not."""
        gone = [key for key in self._before if key in self._new or key not in self._now]
        numbers = [{"of": self._before[key].number} for key in gone]
        for table in (FACTS, PATIENTS):
            _execute(self._connection, delete(table).where(table.c.number == bindparam("of")), numbers)
        _execute(self._connection, delete(ARTICLES).where(_THIS), [_of(key) for key in gone])
        moved = [key for key in self._before if key in self._now and key not in gone and self._changed(key)]
        _execute(self._connection, update(ARTICLES).where(_THIS).values(path=None), [_of(key) for key in moved])
        _insert(self._connection, VERSIONS, self._versions)
        filed = [(self._now[key], record) for key, record in self._new.items()]
        _insert(self._connection, ARTICLES, [{**record.article, **self._columns(now)} for now, record in filed])
        _insert(self._connection, PATIENTS, [row for now, record in filed for row in _patients(now, record)])
        insert_rows(self._connection, FACTS, _FACT, (row for now, record in filed for row in _facts(now, record)))

    def _known_as(self, key: _Key, place: str) -> _Filed | None:
        """The article as it was until now."""
        if known := self._now.get(key) or self._now.get(self._at.get(place, ("", ""))):
            return known
        same_bytes = sorted((self._now[other] for other in self._of_bytes[key[0]]), key=lambda each: each.number)
        return next((each for each in same_bytes if each.path is None or not is_there(each.path)), None)

    def _take_out(self, key: _Key) -> None:
        gone = self._now.pop(key)
        self._of_bytes[key[0]].discard(key)
        self._new.pop(key, None)
        if gone.path is not None and self._at.get(gone.path) == key:
            del self._at[gone.path]

    def _changed(self, key: _Key) -> bool:
        return self._before[key].path != self._now[key].path

    def _columns(self, now: _Filed) -> dict[str, Any]:
        numbers = {"number": now.number, "version": now.version}
        return {**numbers, "path": now.path, "fingerprint": now.fingerprint, "run": self._run}


_THIS = (ARTICLES.c.id == bindparam("of_id")) & (ARTICLES.c.source_file == bindparam("of_name"))


def _of(key: _Key) -> dict[str, str]:
    return {"of_id": key[0], "of_name": key[1]}


# Whether all columns are filled: those of a store that was migrated are not.
_COMPLETE = ARTICLES.c.noted.is_not(None) & ARTICLES.c.profiles.is_not(None)
_ASKED = select(*(ARTICLES.c[name] for name in ("id", "source_file", "number", "version", "path", "fingerprint")))
_COLUMNS = len(Listed._fields)
_FINGERPRINT = Listed._fields.index("fingerprint")
_ASKED_AND_LISTED = LISTED.add_columns(ARTICLES.c.path, _COMPLETE.label("complete"))


def _filed(row: Row[*tuple[Any, ...]]) -> _Filed:
    article_id, name, number, version, path, record_key = row
    return _Filed((article_id, name), number, version, path, record_key)


_FACT = ("number", "article_id", "source_file", "position", *FACT_COLUMNS)


def _facts(now: _Filed, record: Extracted) -> Iterator[tuple[Any, ...]]:
    """The facts of a record, each with its place, in the order of ``_FACT``."""
    of = (now.number, *now.key)
    return ((*of, position, *row) for position, row in enumerate(record.facts))


def _patients(now: _Filed, record: Extracted) -> Iterator[dict[str, Any]]:
    of = {"number": now.number, "article_id": now.key[0], "source_file": now.key[1]}
    return ({**of, "position": position, **row} for position, row in enumerate(record.patients))


def _write_records(connection: Connection, records: dict[str, Extracted]) -> None:
    """Write records by their fingerprints: anew where they were read again."""
    column = RECORDS.c.fingerprint
    known = {
        key for some in slices(records) for key in connection.execute(select(column).where(column.in_(some))).scalars()
    }
    again = update(RECORDS).where(column == bindparam("of_key"))
    again = again.values(source_file=bindparam("name"), record=bindparam("words"))
    rows = [{"of_key": key, "name": each.source_file, "words": each.words} for key, each in records.items()]
    _execute(connection, again, [row for row in rows if row["of_key"] in known])
    new = [
        {"fingerprint": key, "article_id": each.article_id, "source_file": each.source_file, "record": each.words}
        for key, each in records.items()
        if key not in known
    ]
    _insert(connection, RECORDS, new)


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Write rows that have the same columns, in the same order."""
    if rows:
        insert_rows(connection, table, tuple(rows[0]), (tuple(row.values()) for row in rows))


def _execute(connection: Connection, statement: Executable, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(statement, rows)


def _next_number(connection: Connection) -> int:
    newest = select(VERSIONS.c.number).order_by(VERSIONS.c.number.desc()).limit(1)
    return (connection.execute(newest).scalar() or 0) + 1


def _record(connection: Connection, work: Work) -> ArticleRecord:
    words = connection.execute(select(RECORDS.c.record).where(RECORDS.c.fingerprint == work.fingerprint)).scalar_one()
    return renamed(ArticleRecord.model_validate_json(words), work.path.name)
