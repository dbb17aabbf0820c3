"""The store as it stood after a run: every article with the records it had until then. Nothing is written here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError

from flows.store.database import StoreError, cannot_open, database_engine, shown, slices
from flows.store.filing import renamed
from flows.store.tables import ARTICLES, RECORDS, RUNS, VERSIONS
from schemas.record import ArticleInfo, ArticleRecord


class NoSuchRunError(Exception):
    """The store has no such run; the message names those it has."""


@dataclass(frozen=True, slots=True)
class Version:
    """A record that was the newest of an article's file from ``run`` on."""

    number: int
    version: int
    source_file: str
    fingerprint: str
    run: int


class PastRuns:
    """A store that is read: its runs, and the versions of its articles."""

    def __init__(self, url: str) -> None:
        """Open the store at ``url``. Raises ``StoreError`` where there is none that this program can read."""
        self._engine = _existing(url)
        try:
            with self._engine.connect() as connection:
                self._runs: dict[int, str] = {
                    row.id: row.name for row in connection.execute(select(RUNS.c.id, RUNS.c.name))
                }
                rows = connection.execute(select(VERSIONS).order_by(VERSIONS.c.number, VERSIONS.c.version)).all()
                infos = connection.execute(select(ARTICLES)).all()
        except SQLAlchemyError as error:
            self._engine.dispose()
            raise cannot_open(url, error) from error
        self._versions: dict[int, list[Version]] = {}
        for row in rows:
            version = Version(row.number, row.version, row.source_file, row.fingerprint, row.run)
            self._versions.setdefault(row.number, []).append(version)
        keys = ("source_file", "title", "doi", "pmid", "pmcid")
        self.articles = {row.number: ArticleInfo(**{key: getattr(row, key) for key in keys}) for row in infos}

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def run(self, named: str) -> int:
        """The number of a run that is named by number or by name; of several of one name the last."""
        numbers = [number for number, name in self._runs.items() if named in (str(number), name)]
        if not numbers:
            known = ", ".join(f"{number} ({name})" for number, name in list(self._runs.items())[-5:])
            raise NoSuchRunError(f"there is no run {named!r}; the last ones are {known or 'none'}")
        return max(numbers)

    def name(self, run: int) -> str:
        """The run by number and name."""
        return f"run {run} ({self._runs[run]})"

    def versions(self, number: int, until: int) -> list[Version]:
        """The versions of an article's file that there were after the run ``until``."""
        return [version for version in self._versions.get(number, []) if version.run <= until]

    def records(self, versions: Sequence[Version]) -> list[ArticleRecord]:
        """The record of each version."""
        found: dict[str, str] = {}
        table = RECORDS.c
        with self._engine.connect() as connection:
            for some in slices({version.fingerprint for version in versions}):
                rows = connection.execute(select(table.fingerprint, table.record).where(table.fingerprint.in_(some)))
                found.update((row.fingerprint, row.record) for row in rows)
        return list(_parsed(versions, found))


def _parsed(versions: Sequence[Version], found: dict[str, str]) -> Iterator[ArticleRecord]:
    for version in versions:
        yield renamed(ArticleRecord.model_validate_json(found[version.fingerprint]), version.source_file)


def _existing(url: str) -> Engine:
    engine = database_engine(url)
    file = engine.url.database
    if engine.dialect.name == "sqlite" and not (file and Path(file).is_file()):
        raise StoreError(f"there is no store {shown(url)}")
    return engine
