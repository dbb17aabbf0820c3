"""Our own Prefect server: started for a run or for the browser, its data in one folder, stopped without a trace.

The record of a run arrives at the server behind the run itself, so a server is stopped only after ``wait_for_record``.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any

HOST = "127.0.0.1"
_UI_PORT = 4200  # Prefect's own
_CHILD = Path(__file__).with_name("server_child.py")
ENDED = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED", "CACHED"}
_STOP_SECONDS = 15
_TRIES = 6  # of a question that a busy server turned away
_PAGE = 200  # the most that Prefect returns of one query
_FOR_MANY_RUNS = (
    *("SCHEDULER", "LATE_RUNS", "FOREMAN", "TRIGGERS", "CANCELLATION_CLEANUP", "REPOSSESSOR"),
    *("CLEANUP_RECONCILER", "PAUSE_EXPIRATIONS"),
)
"""Services of a server that look every few seconds whether something is to be done: of no use to a single run."""


class ServerError(Exception):
    """The server did not start; the message says why and where its log lies."""


class PrefectServer:
    """A server on this machine; ``url`` is that of its API."""

    def __init__(self, port: int, process: subprocess.Popen[bytes] | None = None, log: Path | None = None) -> None:
        self.url = f"http://{HOST}:{port}/api"
        self.page = f"http://{HOST}:{port}"
        self.process = process
        self._log = log

    def ask(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """What the API answers at ``path``: GET, or POST with ``body``. Raises ``OSError``."""
        return _ask(f"{self.url}/{path}", body)

    def healthy(self) -> bool:
        """Whether the server answers."""
        try:
            return self.ask("health") is True
        except (OSError, ValueError):
            return False

    def wait_until_healthy(self, timeout: float) -> None:
        """Wait until the server answers. Raises ``ServerError`` after ``timeout`` seconds, and when it has ended."""
        end = time.monotonic() + timeout
        while True:
            if self.process and self.process.poll() is not None:
                raise ServerError(f"Prefect's server ended while it started:\n{self._last_words()}")
            if self.healthy():
                return
            if time.monotonic() > end:
                raise ServerError(f"Prefect's server did not start within {timeout:g} s (log: {self._log})")
            time.sleep(0.1)

    def wait_for_record(self, task_runs: Collection[str], timeout: float) -> int:
        """Wait until these task runs are on record as ended; returns how many were not after ``timeout`` seconds."""
        end = time.monotonic() + timeout
        missing = set(task_runs)
        while missing := missing - self._ended(missing):
            if time.monotonic() > end:
                return len(missing)
            time.sleep(0.2)
        return 0

    def _ended(self, task_runs: set[str]) -> set[str]:
        ordered = sorted(task_runs)
        pages = [ordered[first : first + _PAGE] for first in range(0, len(ordered), _PAGE)]
        rows = [row for page in pages for row in self.ask("task_runs/filter", _by_id(page))]
        return {row["id"] for row in rows if row["state_type"] in ENDED}

    def _last_words(self) -> str:
        text = self._log.read_text(encoding="utf-8", errors="replace") if self._log else ""
        return "\n".join(text.splitlines()[-10:])


@contextmanager
def prefect_server(home: Path, port: int | None = None) -> Iterator[PrefectServer]:
    """Start a server whose data lie in ``home`` and stop it at the end; it may not answer yet.

    Without a ``port`` it is for one run and nobody else: it takes any, and starts no more than that needs. A server
    that ``casesift ui`` keeps on the same data is used and left running.
    """
    if running := running_ui(home):
        yield running
        return
    home.mkdir(parents=True, exist_ok=True)
    own = port or _free_port()
    log = home / "server.log"
    process = _spawn(home, own, log, for_one_run=port is None)
    try:
        yield PrefectServer(own, process, log)
    finally:
        _stop(process)


def running_ui(home: Path) -> PrefectServer | None:
    """The server that ``casesift ui`` keeps on ``home`` now."""
    try:
        told = json.loads((home / "ui.json").read_text(encoding="utf-8"))
        os.kill(told["pid"], 0)
    except (OSError, ValueError):
        return None
    server = PrefectServer(told["port"])
    return server if server.healthy() else None


def serve_ui(home: Path, *, port: int | None, timeout: float, tell: Callable[[str], None]) -> None:
    """Keep a server on ``home`` until Ctrl-C and tell its address. Raises ``ServerError``."""
    with shown_server(home, port) as server:
        if server.process is None:
            tell(f"The runs are shown already: {server.page}")
            return
        try:
            server.wait_until_healthy(timeout)
            tell(f"Runs, their logs and artifacts: {server.page}\nCtrl-C ends this.")
            server.process.wait()
        except KeyboardInterrupt:
            tell("")


@contextmanager
def shown_server(home: Path, port: int | None = None) -> Iterator[PrefectServer]:
    """A server that stays for the browser, at the usual port where that is free; other runs on ``home`` use it."""
    port = port or _free_port(_UI_PORT)
    note = home / "ui.json"
    with prefect_server(home, port) as server:
        try:
            if server.process:
                note.write_text(json.dumps({"port": port, "pid": server.process.pid}), encoding="utf-8")
            yield server
        finally:
            if server.process:
                note.unlink(missing_ok=True)


def client_environment(home: Path, url: str) -> dict[str, str]:
    """What a process must have in its environment, before it imports Prefect, to talk to our server."""
    return {
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": url,
        "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",  # the log is in the UI; the command tells what happened
        "PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED": "false",
        "PREFECT_RUNNER_POLL_FREQUENCY": "2",  # seconds until a run that was asked for begins
        "DO_NOT_TRACK": "1",
    }


def _server_environment(home: Path, port: int, *, for_one_run: bool) -> dict[str, str]:
    """The same server whatever Prefect settings the user has: their own server is asked for by PREFECT_API_URL."""
    needless = _FOR_MANY_RUNS if for_one_run else ()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return {
        **kept,
        **{f"PREFECT_SERVER_SERVICES_{service}_ENABLED": "false" for service in needless},
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_UI_API_URL": f"http://{HOST}:{port}/api",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
        "DO_NOT_TRACK": "1",
    }


def _spawn(home: Path, port: int, log: Path, *, for_one_run: bool) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", str(_CHILD), "--no-prompt", "server", "start", "--host", HOST, "--port", str(port)]
    with log.open("wb") as output:
        return subprocess.Popen(
            command,
            cwd=home,  # a prefect.toml of the folder we are in is not meant for it
            env=_server_environment(home, port, for_one_run=for_one_run),
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is for the run; the server is stopped after it
        )


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ask, wait, then insist."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    finally:
        if process.stdin:
            process.stdin.close()


def _free_port(wanted: int = 0) -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, wanted))
        except OSError:
            return _free_port()
        return int(probe.getsockname()[1])


def _by_id(task_runs: list[str]) -> dict[str, Any]:
    return {"task_runs": {"id": {"any_": task_runs}}, "limit": _PAGE}


def _ask(url: str, body: dict[str, Any] | None = None, tries: int = _TRIES) -> Any:
    """GET, or POST ``body``; returns the decoded JSON. Never through a proxy: the server is on this machine.

    While its database is busy, Prefect's server answers "service unavailable", and is asked again.
    """
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})  # noqa: S310 - our own http
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=10) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        if error.code != HTTPStatus.SERVICE_UNAVAILABLE or tries <= 1:
            raise
    time.sleep(1)
    return _ask(url, body, tries - 1)
