"""Files a record under its article: as a new one, as its next version, or as the one it has already.

An article is known by its bytes and name; by its place, where a changed file came back; and by its bytes alone, where
the file is no longer at its old place and so was renamed or moved.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, delete, insert, select, update

from flows.fact_rows import fact_rows
from flows.locations import Location, is_there
from flows.planning import Work, fingerprint
from flows.tables import ARTICLES, FACTS, RECORDS, VERSIONS
from schemas.record import ArticleRecord


def file_record(connection: Connection, run: int, path: Location, record: ArticleRecord) -> str:
    """Write a record that was read from ``path`` and make it the newest of its article; returns its fingerprint."""
    key = fingerprint(record.id)
    words = record.model_dump_json()
    known = update(RECORDS).where(RECORDS.c.fingerprint == key).values(record=words)
    if not connection.execute(known).rowcount:
        named = {"article_id": record.id, "source_file": record.article.source_file}
        connection.execute(insert(RECORDS).values(**named, fingerprint=key, record=words))
    _make_newest(connection, run, path, key, record)
    return key


def find_again(connection: Connection, run: int, works: Iterable[Work]) -> None:
    """Note that ``run`` found these files, of all of which there is a record: under other names, or changed back."""
    there = []
    for work in works:
        article = connection.execute(_of_name(work.article_id, work.path.name)).one_or_none()
        if article and (article.fingerprint, article.path) == (work.fingerprint, str(work.path.absolute())):
            there.append({"of_id": work.article_id, "of_name": work.path.name})
        else:
            _make_newest(connection, run, work.path, work.fingerprint, _record(connection, work))
    if there:
        same = (ARTICLES.c.id == bindparam("of_id")) & (ARTICLES.c.source_file == bindparam("of_name"))
        connection.execute(update(ARTICLES).where(same).values(run=run), there)


def renamed(record: ArticleRecord, name: str) -> ArticleRecord:
    """The same record of a file that is now called ``name``."""
    return record.model_copy(update={"article": record.article.model_copy(update={"source_file": name})})


def _make_newest(connection: Connection, run: int, path: Location, key: str, record: ArticleRecord) -> None:
    place = str(path.absolute())
    before = _before(connection, place, record)
    number, version = (before.number, before.version) if before else (_next_number(connection), 0)
    now = (record.id, record.article.source_file, key)
    if before is None or (before.id, before.source_file, before.fingerprint) != now:
        version += 1
        named = dict(zip(("article_id", "source_file", "fingerprint"), now, strict=True))
        connection.execute(insert(VERSIONS).values(number=number, version=version, run=run, **named))
    if before:
        _take_out(connection, before)
    connection.execute(update(ARTICLES).where(ARTICLES.c.path == place).values(path=None))  # one file a place
    row = {"number": number, "version": version, "path": place, "fingerprint": key, "run": run}
    connection.execute(insert(ARTICLES).values(_article(record) | row))
    of = {"article_id": record.id, "source_file": record.article.source_file}
    facts = [{**of, "position": position, **fact} for position, fact in enumerate(fact_rows(record))]
    if facts:
        connection.execute(insert(FACTS), facts)


def _before(connection: Connection, place: str, record: ArticleRecord) -> Row[Any] | None:
    """The article as it was until now."""
    same = connection.execute(_of_name(record.id, record.article.source_file)).one_or_none()
    here = select(ARTICLES).where(ARTICLES.c.path == place)
    if known := same or connection.execute(here).one_or_none():
        return known
    same_bytes = select(ARTICLES).where(ARTICLES.c.id == record.id).order_by(ARTICLES.c.number)
    return next((row for row in connection.execute(same_bytes).all() if not (row.path and is_there(row.path))), None)


def _take_out(connection: Connection, article: Row[Any]) -> None:
    """Delete what is said anew of an article. Its records and versions stay."""
    for table, key in ((FACTS, FACTS.c.article_id), (ARTICLES, ARTICLES.c.id)):
        connection.execute(delete(table).where((key == article.id) & (table.c.source_file == article.source_file)))


def _of_name(article_id: str, name: str) -> Select[Any]:
    return select(ARTICLES).where((ARTICLES.c.id == article_id) & (ARTICLES.c.source_file == name))


def _next_number(connection: Connection) -> int:
    newest = select(VERSIONS.c.number).order_by(VERSIONS.c.number.desc()).limit(1)
    return (connection.execute(newest).scalar() or 0) + 1


def _record(connection: Connection, work: Work) -> ArticleRecord:
    words = connection.execute(select(RECORDS.c.record).where(RECORDS.c.fingerprint == work.fingerprint)).scalar_one()
    return renamed(ArticleRecord.model_validate_json(words), work.path.name)


def _article(record: ArticleRecord) -> dict[str, Any]:
    info = record.article.model_dump(include={"source_file", "title", "doi", "first_author", "year"})
    counts = {"cases": len(record.cases), "unlinked": len(record.unlinked)}
    return {"id": record.id, "reader": record.reader, **info, **counts}
