"""One run at a time on a store: whoever has it is told to the next, and who died has it no longer.

The lock is the system's on a file beside a SQLite store, and PostgreSQL's own on the store of a server. Both are gone
with the process that held them, so there is nothing left to be cleared away after a crash.
"""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from pathlib import Path
from typing import IO

from sqlalchemy import Connection, Engine, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from flows.store.database import StoreError, address, cannot_open, database_engine, shown

_RUNNING = 0x73696674  # any number: the run that has a store on PostgreSQL holds the lock of it

_held: ContextVar[frozenset[str]] = ContextVar("_held", default=frozenset())


@contextmanager
def only_run(url: str) -> Iterator[None]:
    """Have the store at ``url`` for one run; a flow inside a run that has it already goes on.

    Raises ``StoreError`` where another run has it, with its process and since when.
    """
    if url in _held.get():
        yield
        return
    where = address(url)
    with _server_lock(url) if where.get_backend_name() == "postgresql" else _file_lock(url, where):
        token = _held.set(_held.get() | {url})
        try:
            yield
        finally:
            _held.reset(token)


@contextmanager
def _file_lock(url: str, where: URL) -> Iterator[None]:
    if not where.database or where.database == ":memory:":
        yield  # nobody else can open it
        return
    import fcntl

    try:
        file = Path(f"{where.database}.lock").open("a+", encoding="utf-8")  # noqa: SIM115 - closed below
    except OSError as error:
        raise cannot_open(url, error) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise _in_use(url, *_noted(file)) from error
        _note(file)
        yield


def _note(file: IO[str]) -> None:
    """Write who has the lock into its file, for the one who finds it taken."""
    file.truncate(0)
    since = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
    file.write(json.dumps({"owner": _me(), "since": since}))
    file.flush()


def _noted(file: IO[str]) -> tuple[str, str]:
    file.seek(0)
    try:
        note = json.loads(file.read())
    except ValueError:  # it is being written now
        return "another process", "just now"
    return note["owner"], note["since"]


@contextmanager
def _server_lock(url: str) -> Iterator[None]:
    """Hold a lock of the session: the server takes it back when the connection ends, however that comes about."""
    engine = database_engine(url)
    try:
        with _locked(engine, url):
            yield
    finally:
        engine.dispose()


def _locked(engine: Engine, url: str) -> Connection:
    try:
        connection = engine.connect()
        connection.execute(text("SET tcp_keepalives_idle = 30"))  # a machine that lost its power is noticed
        connection.execute(text("SELECT set_config('application_name', :me, false)"), {"me": _me()})
        taken = connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": _RUNNING}).scalar()
        holder = ("", "") if taken else _holder(connection)
        connection.commit()  # the lock stays; a transaction left open would keep the server from tidying up
    except SQLAlchemyError as error:
        raise cannot_open(url, error) from error
    if not taken:
        connection.close()
        raise _in_use(url, *holder)
    return connection


def _holder(connection: Connection) -> tuple[str, str]:
    asked = text(
        "SELECT application_name, to_char(backend_start, 'YYYY-MM-DD HH24:MI:SS TZ') FROM pg_locks JOIN"
        " pg_stat_activity USING (pid) WHERE locktype = 'advisory' AND granted AND objid = :key"
    )
    row = connection.execute(asked, {"key": _RUNNING}).one_or_none()
    return (row[0], row[1]) if row else ("another process", "just now")


def _me() -> str:
    return f"process {os.getpid()} on {socket.gethostname()}"


def _in_use(url: str, owner: str, since: str) -> StoreError:
    return StoreError(
        f"the store {shown(url)} is in use by another run ({owner}, since {since}); try again when it ends"
    )
