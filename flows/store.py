"""The store: articles, records, facts, runs and scores in one database. The only room that writes there."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, delete, event, insert, select, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from flows.fact_rows import fact_rows
from flows.planning import Work, fingerprint
from flows.tables import ARTICLES, CROSS_CHECKS, FACTS, FAILURES, METADATA, RECORDS, RUNS, SCORES
from schemas.diff import Comparison
from schemas.record import ArticleFailure, ArticleRecord, CrossCheck

_MANY = 500  # keys in one query: databases limit the parameters of a statement


class StoreError(Exception):
    """The store cannot be opened; the message names it, without a password."""


class Store:
    """An open store. Every writing method is one transaction: it happens as a whole or not at all."""

    def __init__(self, url: str) -> None:
        """Open the database at ``url`` (SQLAlchemy's form) and make its tables. Raises ``StoreError``."""
        self._engine = _engine(url)
        try:
            METADATA.create_all(self._engine)
        except SQLAlchemyError as error:
            raise StoreError(f"cannot open the store {_shown(url)}: {_reason(error)}") from error

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def begin_run(self, name: str, articles: int) -> int:
        """Note that a run of ``articles`` articles has begun; returns its number."""
        values = {"name": name, "started": datetime.now(UTC), "state": "running", "articles": articles}
        with self._engine.begin() as connection:
            return int(connection.execute(insert(RUNS).values(values).returning(RUNS.c.id)).scalar_one())

    def finish_run(
        self,
        run: int,
        failures: Sequence[ArticleFailure],
        comparison: Comparison | None,
        *,
        extracted: int,
        unchanged: int,
        failed: int,
    ) -> None:
        """Note that a run has come to its end, with its failures and its scores."""
        counts = {"extracted": extracted, "unchanged": unchanged, "failed": failed}
        ended = update(RUNS).where(RUNS.c.id == run)
        rows = [{"run": run, "position": place, **each.model_dump()} for place, each in enumerate(failures)]
        with self._engine.begin() as connection:
            _insert(connection, FAILURES, rows)
            _insert(connection, SCORES, _scores(run, comparison) if comparison else [])
            connection.execute(ended.values(finished=datetime.now(UTC), state="finished", **counts))

    def known(self, fingerprints: Iterable[str]) -> set[str]:
        """Which of these pieces of work have a record already."""
        column = RECORDS.c.fingerprint
        with self._engine.connect() as connection:
            return {
                row[0]
                for some in _slices(fingerprints)
                for row in connection.execute(select(column).where(column.in_(some)))
            }

    def save(self, run: int, records: Sequence[ArticleRecord]) -> list[str]:
        """Write the records of a batch in place of older ones of the same articles; returns their fingerprints."""
        keys = []
        with self._engine.begin() as connection:
            for record in records:
                key = fingerprint(record.id, record.article.source_file)
                _replace_record(connection, run, key, record)
                keys.append(key)
        return keys

    def records(self, fingerprints: Sequence[str]) -> list[ArticleRecord]:
        """The records of these fingerprints, in their order. Raises ``KeyError`` for an unknown one."""
        table = RECORDS.c
        found: dict[str, str] = {}
        with self._engine.connect() as connection:
            for some in _slices(fingerprints):
                rows = connection.execute(select(table.fingerprint, table.record).where(table.fingerprint.in_(some)))
                found.update((row.fingerprint, row.record) for row in rows)
        return [ArticleRecord.model_validate_json(found[key]) for key in fingerprints]

    def note_cross_checks(self, records: Iterable[ArticleRecord]) -> None:
        """Note which files repeat the article of a better source, in place of what was noted of these files before."""
        with self._engine.begin() as connection:
            for record in records:
                others = [(check.id, check.source_file) for check in record.cross_checks]
                for key, source in ((record.id, record.article.source_file), *others):
                    where = (CROSS_CHECKS.c.article_id == key) & (CROSS_CHECKS.c.source_file == source)
                    connection.execute(delete(CROSS_CHECKS).where(where))
                _insert(connection, CROSS_CHECKS, [_cross_check(record, check) for check in record.cross_checks])

    def seen(self, run: int, works: Iterable[Work]) -> None:
        """Note that ``run`` found these articles unchanged."""
        with self._engine.begin() as connection:
            for work in works:
                where = (ARTICLES.c.id == work.article_id) & (ARTICLES.c.source_file == work.path.name)
                connection.execute(update(ARTICLES).where(where).values(run=run))


def _replace_record(connection: Connection, run: int, key: str, record: ArticleRecord) -> None:
    """Delete and insert: the one way to replace that every database understands."""
    source = record.article.source_file
    connection.execute(delete(RECORDS).where(RECORDS.c.fingerprint == key))
    connection.execute(delete(FACTS).where((FACTS.c.article_id == record.id) & (FACTS.c.source_file == source)))
    connection.execute(delete(ARTICLES).where((ARTICLES.c.id == record.id) & (ARTICLES.c.source_file == source)))
    named = {"article_id": record.id, "source_file": source}
    connection.execute(insert(RECORDS).values(**named, fingerprint=key, record=record.model_dump_json()))
    connection.execute(insert(ARTICLES).values(_article(record) | {"fingerprint": key, "run": run}))
    _insert(connection, FACTS, [{**named, "position": place, **row} for place, row in enumerate(fact_rows(record))])


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _scores(run: int, comparison: Comparison) -> list[dict[str, Any]]:
    levels = {"patient": comparison.patient, "document": comparison.document}
    rows = []
    for level, scores in levels.items():
        for field, score in scores.items():
            low, high = score.interval or (None, None)
            numbers = score.model_dump(exclude={"interval"})
            rows.append({"run": run, "level": level, "field": field, **numbers, "low": low, "high": high})
    return rows


def _cross_check(record: ArticleRecord, check: CrossCheck) -> dict[str, Any]:
    of = {"of_article_id": record.id, "of_source_file": record.article.source_file}
    counts = {"agreed": check.agreed, "different": len(check.differences)}
    return {"article_id": check.id, "source_file": check.source_file, **of, **counts}


def _article(record: ArticleRecord) -> dict[str, Any]:
    info = record.article.model_dump(include={"source_file", "title", "doi", "first_author", "year"})
    counts = {"cases": len(record.cases), "unlinked": len(record.unlinked)}
    return {"id": record.id, "reader": record.reader, **info, **counts}


def _engine(url: str) -> Engine:
    try:
        engine = create_engine(url)
    except (ArgumentError, NoSuchModuleError) as error:
        raise StoreError(f"not a database URL: {_shown(url)} ({error})") from error
    except ModuleNotFoundError as error:
        raise StoreError(f"the store {_shown(url)} needs the Python package {error.name}") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _tune_sqlite)
    return engine


def _tune_sqlite(connection: Any, _: object) -> None:
    """Readers do not wait for the writer, and a second run waits for the first one's transaction."""
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=30000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _shown(url: str) -> str:
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return repr(url)


def _reason(error: SQLAlchemyError) -> str:
    return str(getattr(error, "orig", None) or error).splitlines()[0]


def _slices(keys: Iterable[str]) -> list[list[str]]:
    ordered = list(keys)
    return [ordered[first : first + _MANY] for first in range(0, len(ordered), _MANY)]
