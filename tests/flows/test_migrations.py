"""A store is brought up to date whatever made it, and one from the future is left alone."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic import op
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

from flows.store.store import Store, StoreError
from flows.store.tables import METADATA, VERSION, VERSION_TABLE

ROOT = Path(__file__).parents[2]
OLD = Path(__file__).with_name("stores") / "version_0001.sql"
"""A store of two articles as it was written before there were migrations."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def old(path: Path) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(OLD.read_text(encoding="utf-8"))
    return path


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def opened(path: Path) -> None:
    Store(f"sqlite:///{path}").close()


def differences(path: Path) -> Iterator[object]:
    """In what the tables of a store are not those of this program."""
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "version_table": VERSION_TABLE})
        yield from compare_metadata(context, METADATA)
        keys = {
            table: set(inspect(connection).get_pk_constraint(table)["constrained_columns"]) for table in METADATA.tables
        }
    engine.dispose()
    yield from (
        name for name, table in METADATA.tables.items() if {key.name for key in table.primary_key} != keys[name]
    )


def test_a_new_store_has_the_tables_that_the_program_knows(path: Path) -> None:
    opened(path)
    assert list(differences(path)) == []
    assert rows(path, "select version_num from casesift_version") == [(VERSION,)]


def test_an_old_store_gets_the_same_tables_and_loses_nothing(old: Path) -> None:
    tables = ("runs", "articles", "records", "facts", "scores", "failures")
    queries = [f"select count(*) from {table}" for table in tables]  # noqa: S608 - our own tables
    before = [rows(old, query) for query in queries]
    opened(old)
    assert list(differences(old)) == []
    assert [rows(old, query) for query in queries] == before
    numbered = "select number, version, source_file, path from articles order by number"
    assert rows(old, numbered) == [(1, 1, "one.md", None), (2, 1, "two.md", None)]
    history = "select number, version from versions join records using (fingerprint) order by number"
    assert rows(old, history) == [(1, 1), (2, 1)]


def test_a_store_that_is_up_to_date_is_opened_without_alembic(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(path)
    monkeypatch.setattr("flows.store.database._upgrade", None)
    opened(path)


def test_a_newer_store_is_refused_and_not_touched(path: Path) -> None:
    opened(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("update casesift_version set version_num = '9999'")
        connection.commit()
    with pytest.raises(StoreError, match=rf"store\.db was written by a newer casesift: .* 9999, .* up to {VERSION}"):
        Store(f"sqlite:///{path}")
    assert rows(path, "select version_num from casesift_version") == [("9999",)]


def test_a_migration_that_breaks_changes_nothing(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks_late(name: str, *arguments: Any, **options: Any) -> None:
        if name == "articles_by_path":
            raise OSError("the power is gone")
        make(name, *arguments, **options)

    before = rows(old, "select sql from sqlite_master order by name")
    make = op.create_index
    monkeypatch.setattr(op, "create_index", breaks_late)
    with pytest.raises(OSError, match="power"):
        Store(f"sqlite:///{old}")
    assert rows(old, "select sql from sqlite_master order by name") == before


def test_the_version_of_the_program_is_that_of_the_newest_step() -> None:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "flows" / "store" / "migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [VERSION]
