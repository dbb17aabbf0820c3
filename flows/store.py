"""The store: articles, records, facts, runs and scores in one database. The only room that writes there."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from flows.database import StoreError, open_database
from flows.filing import file_record, find_again, renamed
from flows.planning import Work
from flows.tables import CROSS_CHECKS, FAILURES, FINDINGS, RECORDS, RUNS, SCORES
from schemas.diff import Comparison
from schemas.finding import Finding
from schemas.record import ArticleFailure, ArticleRecord, CrossCheck

__all__ = ["Store", "StoreError"]

_MANY = 500  # keys in one query: databases limit the parameters of a statement


class Store:
    """An open store. Every writing method is one transaction: it happens as a whole or not at all."""

    def __init__(self, url: str) -> None:
        """Open the database at ``url`` (SQLAlchemy's form), made or migrated if need be. Raises ``StoreError``."""
        self._engine = open_database(url)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def begin_run(self, name: str, articles: int = 0, flow_run: str | None = None) -> int:
        """Note that a run has begun, which Prefect knows as ``flow_run``; returns its number."""
        values = {"name": name, "started": datetime.now(UTC), "state": "running", "articles": articles}
        with self._engine.begin() as connection:
            begun = insert(RUNS).values(**values, flow_run=flow_run).returning(RUNS.c.id)
            return int(connection.execute(begun).scalar_one())

    def note_articles(self, run: int, articles: int) -> None:
        """Note how many articles a run is to read, as soon as that is known."""
        with self._engine.begin() as connection:
            connection.execute(update(RUNS).where(RUNS.c.id == run).values(articles=articles))

    def note_broken_off(self) -> list[str]:
        """Note that no run is going on, whatever is noted; returns the flow runs of those that never came to an end.

        Only for who has the store to itself.
        """
        left = RUNS.c.state == "running"
        with self._engine.begin() as connection:
            flow_runs = connection.execute(select(RUNS.c.flow_run).where(left)).scalars().all()
            connection.execute(update(RUNS).where(left).values(state="broken off"))
        return [flow_run for flow_run in flow_runs if flow_run]

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

    def last_scores(self) -> tuple[str | None, dict[str, float | None]]:
        """The last run that was scored, and its F1 by field at patient level; nothing where there is none."""
        scored = select(RUNS).where(RUNS.c.id.in_(select(SCORES.c.run))).order_by(RUNS.c.id.desc()).limit(1)
        with self._engine.connect() as connection:
            run = connection.execute(scored).one_or_none()
            if run is None:
                return None, {}
            its_own = (SCORES.c.run == run.id) & (SCORES.c.level == "patient")
            rows = connection.execute(select(SCORES.c.field, SCORES.c.f1).where(its_own))
            return run.name, {row.field: row.f1 for row in rows}

    def known(self, fingerprints: Iterable[str]) -> set[str]:
        """Which of these pieces of work have a record already."""
        column = RECORDS.c.fingerprint
        with self._engine.connect() as connection:
            return {
                row[0]
                for some in _slices(fingerprints)
                for row in connection.execute(select(column).where(column.in_(some)))
            }

    def save(self, run: int, read: Iterable[tuple[Path, ArticleRecord]]) -> list[str]:
        """Write the records of a batch, each with the file it was read from; returns their fingerprints.

        An article that came back changed is a new version: its facts are those of the new record, and the old record
        stays.
        """
        with self._engine.begin() as connection:
            return [file_record(connection, run, path, record) for path, record in read]

    def records(self, works: Sequence[tuple[str, str]]) -> list[ArticleRecord]:
        """The record of each fingerprint, under the name given beside it. Raises ``KeyError`` for an unknown one."""
        table = RECORDS.c
        found: dict[str, str] = {}
        with self._engine.connect() as connection:
            for some in _slices(key for key, _ in works):
                rows = connection.execute(select(table.fingerprint, table.record).where(table.fingerprint.in_(some)))
                found.update((row.fingerprint, row.record) for row in rows)
        return [renamed(ArticleRecord.model_validate_json(found[key]), name) for key, name in works]

    def note_cross_checks(self, records: Iterable[ArticleRecord]) -> None:
        """Note which files repeat the article of a better source, in place of what was noted of these files before."""
        with self._engine.begin() as connection:
            for record in records:
                others = [(check.id, check.source_file) for check in record.cross_checks]
                for key, source in ((record.id, record.article.source_file), *others):
                    where = (CROSS_CHECKS.c.article_id == key) & (CROSS_CHECKS.c.source_file == source)
                    connection.execute(delete(CROSS_CHECKS).where(where))
                _insert(connection, CROSS_CHECKS, [_cross_check(record, check) for check in record.cross_checks])

    def note_findings(self, run: int, findings: Iterable[Finding]) -> None:
        """Note the integrity findings of a run, in their order."""
        rows = [_found(run, position, finding) for position, finding in enumerate(findings)]
        with self._engine.begin() as connection:
            _insert(connection, FINDINGS, rows)

    def seen(self, run: int, works: Iterable[Work]) -> None:
        """Note that ``run`` found these articles unchanged, under whatever name, and where they lie now."""
        with self._engine.begin() as connection:
            find_again(connection, run, works)


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


def _found(run: int, position: int, finding: Finding) -> dict[str, Any]:
    told = finding.model_dump(mode="json")
    lists = {name: json.dumps(told[name], ensure_ascii=False) for name in ("articles", "evidence")}
    return {"run": run, "position": position, **told, **lists}


def _cross_check(record: ArticleRecord, check: CrossCheck) -> dict[str, Any]:
    of = {"of_article_id": record.id, "of_source_file": record.article.source_file}
    counts = {"agreed": check.agreed, "different": len(check.differences)}
    return {"article_id": check.id, "source_file": check.source_file, **of, **counts}


def _slices(keys: Iterable[str]) -> list[list[str]]:
    ordered = list(keys)
    return [ordered[first : first + _MANY] for first in range(0, len(ordered), _MANY)]
