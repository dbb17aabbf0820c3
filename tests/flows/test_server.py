"""Our own Prefect server: found, waited for, and gone with whoever started it."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from flows.runs.server import HOST, PrefectServer, ServerError, prefect_server, running_ui

ROOT = Path(__file__).parents[2]


class Api(BaseHTTPRequestHandler):
    """As much of Prefect's API as is asked: it is healthy, and its task runs end one answer after the other."""

    ended: list[str]

    def do_GET(self) -> None:
        self._answer(True)

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["task_runs"]["id"]["any_"]
        self._answer([{"id": key, "state_type": "COMPLETED" if key in self.ended else "RUNNING"} for key in asked])
        self.ended.append(f"run {len(self.ended)}")

    def _answer(self, told: Any) -> None:
        body = json.dumps(told).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Be quiet."""


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The port of a server that speaks as Prefect does."""
    monkeypatch.setattr(Api, "ended", [], raising=False)
    server = ThreadingHTTPServer((HOST, 0), Api)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def gone(pid: int, *, within: float) -> bool:
    end = time.monotonic() + within
    while time.monotonic() < end:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        if (
            Path(f"/proc/{pid}/stat").exists()
            and Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").split()[2] == "Z"
        ):
            return True  # ended, and nobody in a container to bury it
        time.sleep(0.05)
    return False


def test_the_record_is_waited_for_until_every_task_run_has_ended(port: int) -> None:
    assert PrefectServer(port).wait_for_record(["run 0", "run 1", "run 2"], timeout=30) == 0
    assert len(Api.ended) >= 3


def test_what_is_not_on_record_in_time_is_counted(port: int) -> None:
    assert PrefectServer(port).wait_for_record(["run 0", "never", "nowhere"], timeout=0.5) == 2


def test_the_server_of_the_browser_is_found_and_used(port: int, tmp_path: Path) -> None:
    note = tmp_path / "ui.json"
    assert running_ui(tmp_path) is None
    note.write_text(json.dumps({"port": port, "pid": os.getpid()}), encoding="utf-8")
    with prefect_server(tmp_path) as server:
        assert (server.url, server.process) == (f"http://{HOST}:{port}/api", None)
    assert server.healthy(), "it is not ours to stop"


def test_a_note_that_was_left_behind_is_not_believed(port: int, tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    for told in ({"port": port, "pid": ended.pid}, {"port": free_port(), "pid": os.getpid()}):
        (tmp_path / "ui.json").write_text(json.dumps(told), encoding="utf-8")
        assert running_ui(tmp_path) is None


def test_a_server_that_ends_while_it_starts_is_told_with_its_last_words(port: int, tmp_path: Path) -> None:
    with prefect_server(tmp_path, port) as server:
        assert server.process is not None
        server.process.wait(60)
        with pytest.raises(ServerError, match=f"Port {port} is already in use"):
            server.wait_until_healthy(60)


def test_a_server_that_does_not_start_in_time_is_told_and_stopped(tmp_path: Path) -> None:
    with prefect_server(tmp_path) as server:
        with pytest.raises(ServerError, match=r"within 0\.2 s"):
            server.wait_until_healthy(0.2)
        process = server.process
    assert process is not None
    assert process.returncode is not None


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_the_server_does_not_outlive_who_started_it(how: signal.Signals, tmp_path: Path) -> None:
    program = (
        "import pathlib, sys, time\n"
        "from flows.runs.server import prefect_server\n"
        "with prefect_server(pathlib.Path(sys.argv[1])) as server:\n"
        "    print(server.process.pid, flush=True)\n"
        "    time.sleep(60)\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.send_signal(how)
    assert gone(pid, within=20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
