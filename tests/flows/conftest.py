"""A real PostgreSQL, started once for all tests that ask for it."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine

OWNER = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
"""PostgreSQL refuses to run as root."""


def program(name: str) -> str | None:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or (str(found[-1]) if found else None)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[str], str]]:
    """A server of our own that listens in a folder and nowhere else; gives the URL of a new database by its name."""
    pytest.importorskip("psycopg")
    initdb, pg_ctl = program("initdb"), program("pg_ctl")
    if not initdb or not pg_ctl:
        pytest.skip("PostgreSQL is not installed")
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))  # a socket's path must be short
    shutil.chown(folder, OWNER)
    data = folder / "data"

    def run(*command: str) -> None:
        user = OWNER if os.geteuid() == 0 else None
        subprocess.run(command, check=True, cwd=folder, user=user, stdout=subprocess.DEVNULL)

    def database(name: str) -> str:
        base = f"postgresql+psycopg://casesift@/{{}}?host={folder}"
        engine = create_engine(base.format("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        engine.dispose()
        return base.format(name)

    run(initdb, "-D", str(data), "-U", "casesift", "--auth=trust", "--no-sync")
    options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
    try:
        run(pg_ctl, "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start")
        yield database
    finally:
        run(pg_ctl, "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder)
