"""One run at a time on a store, and no lock that outlives who held it."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from flows.store.database import StoreError
from flows.store.run_lock import only_run

ROOT = Path(__file__).parents[2]
HOLDER = (
    "import sys\n"
    "from flows.store.run_lock import only_run\n"
    "with only_run(sys.argv[1]):\n"
    "    print('held', flush=True)\n"
    "    sys.stdin.read()\n"
)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'store.db'}"


@contextmanager
def held_elsewhere(url: str) -> Iterator["subprocess.Popen[str]"]:
    """Another process that has the store until its standard input is closed."""
    command = [sys.executable, "-c", HOLDER, url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process


def test_a_store_in_use_is_refused_with_who_has_it_and_since_when(url: str) -> None:
    with held_elsewhere(url) as process, pytest.raises(StoreError) as error, only_run(url):
        pass
    owner = rf"process {process.pid} on {re.escape(socket.gethostname())}, since 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d"
    assert re.search(rf"the store {re.escape(url)} is in use by another run \({owner}", str(error.value))


def test_the_lock_of_a_killed_process_is_taken_over(url: str) -> None:
    with held_elsewhere(url) as process:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        with only_run(url):
            assert str(os.getpid()) in Path(f"{url.removeprefix('sqlite:///')}.lock").read_text(encoding="utf-8")


def test_a_run_that_ended_leaves_the_store_to_the_next(url: str) -> None:
    with held_elsewhere(url):
        pass
    for _ in range(2):
        with only_run(url):
            pass


def test_what_runs_inside_a_run_has_the_store_too(url: str) -> None:
    with only_run(url), only_run(url):
        pass
    with pytest.raises(KeyError), only_run(url):
        raise KeyError
    with only_run(url):
        pass


def test_another_store_is_free(url: str) -> None:
    with held_elsewhere(url), only_run(f"{url}2"), only_run("sqlite://"):
        pass
