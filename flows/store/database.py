"""Opens the store's database and brings its tables up to what this program knows."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import (
    Column,
    Connection,
    Dialect,
    Engine,
    Row,
    Select,
    String,
    Table,
    column,
    create_engine,
    event,
    func,
    insert,
    inspect,
    select,
    table,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from flows.store.tables import VERSION, VERSION_TABLE

T = TypeVar("T")

_DATABASES = ("sqlite", "postgresql")
_MANY = 500  # keys in one statement: databases limit its parameters
_STEPS = Path(__file__).with_name("migrations")


class StoreError(Exception):
    """The store cannot be used; the message names it, without a password, and says why."""


def open_database(url: str) -> Engine:
    """Open the database at ``url`` (SQLAlchemy's form) with the tables of this program.

    A new database gets its tables, an older store is migrated in one transaction. Raises ``StoreError`` where it
    cannot be opened, and for a store of a newer program. Only for who has the store to itself (``run_lock``).
    """
    engine = database_engine(url)
    try:
        with engine.connect() as connection:
            current = _version(connection)
        if current != VERSION:
            with engine.begin() as connection:
                _upgrade(connection, url)
    except SQLAlchemyError as error:
        engine.dispose()
        raise cannot_open(url, error) from error
    except StoreError:
        engine.dispose()
        raise
    return engine


def slices(keys: Iterable[T]) -> list[list[T]]:
    """Keys in their order, in parts that one statement can take."""
    ordered = list(keys)
    return [ordered[first : first + _MANY] for first in range(0, len(ordered), _MANY)]


def rows_of(
    connection: Connection, asked: Select[*tuple[Any, ...]], key: Column[Any], keys: Iterable[str]
) -> Iterator[Row[*tuple[Any, ...]]]:
    """The rows of ``asked`` that have one of these keys in ``key``, its first column; in no order.

    A run mostly asks for all that its store has: the whole table is read then, which takes half the time.
    """
    wanted = set(keys)
    count = select(func.count()).select_from(key.table)
    if len(wanted) > _MANY and 2 * len(wanted) > connection.execute(count).scalar_one():
        yield from (row for row in connection.execute(asked).all() if row[0] in wanted)
        return
    for some in slices(wanted):
        yield from connection.execute(asked.where(key.in_(some))).all()


def insert_rows(connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of texts and numbers, each in the order of ``names``, as the database's own driver takes them.

    SQLAlchemy looks at every value on its way, which for the facts of a run takes longer than to write them.
    """
    statement, order = _insertion(connection.dialect, table, tuple(names))
    if order is None:
        told: Any = [dict(zip(names, row, strict=True)) for row in rows]
    elif order == tuple(range(len(names))):
        told = [tuple(row) for row in rows]
    else:
        told = list(map(itemgetter(*order), rows))
    if told:
        connection.exec_driver_sql(statement, told)


@lru_cache(32)
def _insertion(dialect: Dialect, table: Table, names: tuple[str, ...]) -> tuple[str, tuple[int, ...] | None]:
    """The statement that inserts a row, and the order in which it takes its values; none where by their names."""
    statement = insert(table).compile(dialect=dialect, column_keys=list(names))
    places = statement.positiontup
    return str(statement), None if places is None else tuple(map(names.index, places))


def database_engine(url: str) -> Engine:
    """The engine for ``url``, which nothing was asked of yet. Raises ``StoreError`` where there can be none."""
    where = address(url)
    try:
        engine = create_engine(where)
    except ModuleNotFoundError as error:
        raise StoreError(f"the store {shown(url)} needs the Python package {error.name}") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _tune_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def address(url: str) -> URL:
    """The address in its parts. Raises ``StoreError`` where it is none, or that of a database we cannot use."""
    try:
        where = make_url(url)
    except ArgumentError as error:
        raise StoreError(f"not a database URL: {url!r}") from error
    if where.get_backend_name() not in _DATABASES:
        known = where.render_as_string(hide_password=True)
        raise StoreError(f"not a database URL that casesift knows ({' or '.join(_DATABASES)}): {known}")
    return where


def shown(url: str) -> str:
    """The address as it may be shown: without its password. Raises ``StoreError`` where it is none."""
    return address(url).render_as_string(hide_password=True)


def cannot_open(url: str, error: Exception) -> StoreError:
    """What is told when the database itself says no."""
    reason = error.strerror if isinstance(error, OSError) else getattr(error, "orig", None)
    return StoreError(f"cannot open the store {shown(url)}: {str(reason or error).splitlines()[0]}")


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    versions = select(column("version_num", String)).select_from(table(VERSION_TABLE))
    return connection.execute(versions).scalar_one_or_none()


def _upgrade(connection: Connection, url: str) -> None:
    """Run the steps that this store has not taken."""
    from alembic import command  # only a store that is new or old pays for it
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    current = _version(connection)
    steps = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    if current is not None and current not in steps:
        told = f"its tables are of version {current}, and this one knows them up to {VERSION}"
        raise StoreError(f"the store {shown(url)} was written by a newer casesift: {told}")
    command.upgrade(config, VERSION)


def _tune_sqlite(connection: Any, _: object) -> None:
    """Readers of other programs do not wait for the writer, and a second writer waits for the first one's transaction.

    Python's driver would begin transactions itself, and not before a change of tables: it is told not to.
    """
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("busy_timeout=30000", "journal_mode=WAL", "synchronous=NORMAL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """Take the writer's place at once: a transaction that read first could find it taken, and would break."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
