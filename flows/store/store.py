"""The store: articles, records, facts, runs and scores in one database. The only room that writes there."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, bindparam, delete, insert, select, update

from flows.literature.integrity import Filed
from flows.literature.same_article import Repeated
from flows.printing.patients import PatientRow
from flows.scores.doubts import Reviewed
from flows.scores.gains import Scored, differences_by_article
from flows.store.database import StoreError, open_database, slices
from flows.store.filing import file_records, find_again, renamed
from flows.store.listing import Listed, listed
from flows.store.remembered import last_differences, note_differences, note_reviews, reviews
from flows.store.tables import ARTICLES, CROSS_CHECKS, FAILURES, FINDINGS, PATIENTS, RECORDS, RUNS, SCORES
from flows.workers.extracted import Extracted
from flows.workers.locations import Location
from flows.workers.patient_profiles import Profile
from flows.workers.planning import Work
from flows.workers.profile_rows import profiles_told
from schemas.diff import Comparison
from schemas.record import ArticleFailure, ArticleRecord

__all__ = ["Listed", "Store", "StoreError"]


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
        scored: Iterable[str] = (),
        extracted: int,
        unchanged: int,
        failed: int,
    ) -> None:
        """Note that a run has come to its end, with its failures, its scores, and what is wrong in what it scored."""
        counts = {"extracted": extracted, "unchanged": unchanged, "failed": failed}
        ended = update(RUNS).where(RUNS.c.id == run)
        rows = [{"run": run, "position": place, **each.model_dump()} for place, each in enumerate(failures)]
        with self._engine.begin() as connection:
            _insert(connection, FAILURES, rows)
            if comparison:
                _insert(connection, SCORES, _scores(run, comparison))
                note_differences(connection, run, differences_by_article(comparison, scored))
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

    def last_differences(self) -> dict[str, Scored]:
        """What was wrong in each article, by the stem of its gold, when it was scored the last time."""
        with self._engine.connect() as connection:
            return last_differences(connection)

    def reviews(self) -> dict[str, Reviewed]:
        """What people said of records, by fingerprint."""
        with self._engine.connect() as connection:
            return reviews(connection)

    def note_reviews(self, run: int, reviewed: Iterable[Reviewed]) -> None:
        """Note what a person said of records, in place of what was said of them before."""
        with self._engine.begin() as connection:
            note_reviews(connection, run, reviewed)

    def save(self, run: int, read: Sequence[tuple[Location, Extracted]]) -> list[str]:
        """Write the records of a batch, each with the file it was read from; returns their fingerprints.

        An article that came back changed is a new version: its facts are those of the new record, and the old record
        stays.
        """
        if not read:
            return []
        with self._engine.begin() as connection:
            return file_records(connection, run, read)

    def listed(self, keys: Iterable[tuple[str, str]]) -> list[Listed]:
        """The articles of these keys, each a file's hash and name, in their order. Raises ``KeyError``."""
        with self._engine.connect() as connection:
            return listed(connection, keys)

    def words(self, fingerprints: Iterable[str]) -> dict[str, str]:
        """The records of these fingerprints as JSON, as they were first written."""
        table = RECORDS.c
        found: dict[str, str] = {}
        with self._engine.connect() as connection:
            for some in slices(fingerprints):
                rows = connection.execute(select(table.fingerprint, table.record).where(table.fingerprint.in_(some)))
                found.update((row.fingerprint, row.record) for row in rows)
        return found

    def patients(self, files: Iterable[Listed]) -> dict[tuple[str, str], list[PatientRow]]:
        """The patients of each of these files that has any, by the file's hash and name."""
        found: dict[tuple[str, str], list[PatientRow]] = {}
        with self._engine.connect() as connection:
            for some in slices({file.number for file in files}):
                rows = select(PATIENTS).where(PATIENTS.c.number.in_(some)).order_by(PATIENTS.c.position)
                for row in connection.execute(rows).mappings():
                    found.setdefault((row["article_id"], row["source_file"]), []).append(_patient(row))
        return found

    def profiles(self, files: Sequence[Listed], first: int = 0) -> Iterator[Profile]:
        """What the patients of these files are compared by, file by file; ``first``: the place of the first file."""
        column = ARTICLES.c.profiles
        place = first
        with self._engine.connect() as connection:
            for some in slices(files):
                rows = select(ARTICLES.c.id, ARTICLES.c.source_file, column).where(
                    ARTICLES.c.id.in_({file.id for file in some})
                )
                found = {(row[0], row[1]): row[2] for row in connection.execute(rows).all()}
                for file in some:
                    yield from profiles_told(found[file.id, file.source_file], place, file.id, file)
                    place += 1

    def records(self, works: Sequence[tuple[str, str]]) -> list[ArticleRecord]:
        """The record of each fingerprint, under the name given beside it. Raises ``KeyError`` for an unknown one."""
        found = self.words(key for key, _ in works)
        return [renamed(ArticleRecord.model_validate_json(found[key]), name) for key, name in works]

    def note_cross_checks(self, files: Iterable[Listed], repeated: Iterable[Repeated]) -> None:
        """Note which files repeat the article of a better source, in place of what was noted of these files before."""
        with self._engine.begin() as connection:
            _forget(connection, CROSS_CHECKS, files)
            _insert(connection, CROSS_CHECKS, [each._asdict() for each in repeated])

    def note_findings(self, files: Iterable[Listed], filed: Iterable[Filed]) -> None:
        """Note the integrity findings of these files, in place of those that were noted of them before."""
        rows = [_found(position, each) for position, each in enumerate(filed)]
        with self._engine.begin() as connection:
            _forget(connection, FINDINGS, files)
            _insert(connection, FINDINGS, rows)

    def find_again(self, run: int, works: Iterable[Work]) -> dict[tuple[str, str], Listed]:
        """Note that ``run`` found those of these files that there is a record of, whatever their name, and where.

        Returns their articles by the hash of the file's bytes and its name: what is not among them is to be read.
        """
        with self._engine.begin() as connection:
            return find_again(connection, run, works)


def _forget(connection: Connection, table: Table, files: Iterable[Listed]) -> None:
    """Delete what a table holds of these files."""
    this = (table.c.article_id == bindparam("of_id")) & (table.c.source_file == bindparam("of_name"))
    noted = select(table.c.article_id, table.c.source_file).distinct()
    old = {(row.article_id, row.source_file) for row in connection.execute(noted)}
    gone = old & {(file.id, file.source_file) for file in files}
    if gone:
        rows = [{"of_id": key, "of_name": name} for key, name in sorted(gone)]
        connection.execute(delete(table).where(this), rows)


def _found(position: int, filed: Filed) -> dict[str, Any]:
    first, second = filed.articles[0], filed.articles[1] if len(filed.articles) > 1 else (None, None)
    told = filed.finding.model_dump(mode="json", exclude={"articles"})
    return {
        **told,
        "evidence": json.dumps(told["evidence"], ensure_ascii=False),
        "article_id": first[0],
        "source_file": first[1],
        "position": position,
        "other_article_id": second[0],
        "other_source_file": second[1],
    }


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


def _patient(row: RowMapping) -> PatientRow:
    words = {name: row[name] for name in PatientRow.model_fields if name in row}
    return PatientRow(article=row["source_file"], case=row["case_label"], **words)
