"""The store on a real PostgreSQL: the same tables, the same rows, and a lock that dies with who held it."""

import os
import signal
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, select

from flows.store.database import StoreError
from flows.store.run_lock import only_run
from flows.store.store import Store
from flows.store.tables import ARTICLES, FACTS, METADATA, VERSION_TABLE, VERSIONS
from flows.workers.extracted import extracted
from flows.workers.worker import extract_article
from schemas.record import ArticleRecord
from tests.conftest import write_article
from tests.flows.test_run_lock import held_elsewhere


@pytest.fixture
def url(postgres: Callable[[str], str], request: pytest.FixtureRequest) -> str:
    """A database of its own for each test."""
    return postgres(f"test_{abs(hash(request.node.name))}")


def rows(url: str, *tables: Any) -> list[list[tuple[Any, ...]]]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = [sorted((tuple(row) for row in connection.execute(select(table))), key=repr) for table in tables]
    engine.dispose()
    return found


def test_a_new_store_has_the_tables_that_the_program_knows(url: str) -> None:
    Store(url).close()
    engine = create_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "version_table": VERSION_TABLE})
        assert compare_metadata(context, METADATA) == []
    engine.dispose()
    Store(url).close()


def test_the_rows_are_those_of_sqlite(url: str, articles: Path) -> None:
    stored = []
    for address in (url, f"sqlite:///{articles.parent / 'store.db'}"):
        with closing(Store(address)) as store:
            for ck in (4100, 4900):  # the second time a.txt has changed
                path = write_article(articles / "a.txt", ck=ck)
                run = store.begin_run("run", 3)
                for file in (path, articles / "b.txt", articles / "c.txt"):
                    record = extract_article(file)
                    assert isinstance(record, ArticleRecord)
                    store.save(run, [(file, extracted(record))])
        stored.append(rows(address, ARTICLES, VERSIONS, FACTS))
    assert stored[0] == stored[1]
    assert len(stored[0][0]) == 3
    assert len(stored[0][1]) == 4


def test_a_second_run_is_refused_until_the_first_is_killed(url: str) -> None:
    with held_elsewhere(url) as process:
        owner = rf"in use by another run \(process {process.pid} on .*, since 20\d\d-"
        with pytest.raises(StoreError, match=owner), only_run(url):
            pass
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        with only_run(url), only_run(url):
            pass


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    wrong = f"postgresql+psycopg://me:secret@/store?host={tmp_path}"
    with pytest.raises(StoreError, match="cannot open the store") as error, only_run(wrong):
        pass
    assert "secret" not in str(error.value)
