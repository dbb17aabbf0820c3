"""That workers come from one process that has loaded the rules, and that Ctrl-C meanwhile ends all without noise."""

import os
import signal
import subprocess
import sys
import time
from multiprocessing import get_all_start_methods
from pathlib import Path

import pytest

from flows.workers.extraction import Extraction
from flows.workers.locations import Location
from flows.workers.processes import worker_context
from schemas.record import ArticleFailure

pytestmark = pytest.mark.skipif("forkserver" not in get_all_start_methods(), reason="processes cannot be forked here")

_CASESIFT = [sys.executable, "-c", "from flows.cli.main import main; main(prog_name='casesift')"]


def forked_from(path: Location, _password: str | None) -> ArticleFailure:
    """In a worker: which process it is, and from which it was forked."""
    time.sleep(1)  # or one worker would take both articles
    return ArticleFailure(source_file=path.name, reason=f"{os.getpid()} {os.getppid()}", kind="told")


def test_workers_are_forked_from_one_process_that_is_not_ours(articles: Path) -> None:
    extraction: Extraction[ArticleFailure] = Extraction(forked_from, workers=2)
    with extraction:
        results = list(extraction.extract([articles / "a.txt", articles / "b.txt"]))
    told = [result.reason.split() for result in results]
    own, parents = zip(*told, strict=True)
    assert len(set(own)) == 2
    assert len(set(parents)) == 1
    assert int(parents[0]) != os.getpid()


def loaded() -> None:
    """In a process that did nothing yet: leave with 0 where the rules are there."""
    from extractors import nlp

    os._exit(0 if "extractors.drugs" in sys.modules and nlp.vocabulary.cache_info().currsize else 1)


def test_such_a_process_begins_with_the_rules_loaded() -> None:
    process = worker_context().Process(target=loaded)
    process.start()
    process.join()
    assert process.exitcode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the processes of a process")
@pytest.mark.parametrize("after", [0, 0.5])
def test_ctrl_c_while_the_rules_are_loaded_leaves_no_process_and_no_traceback(articles: Path, after: float) -> None:
    process = subprocess.Popen(
        [*_CASESIFT, "extract", articles],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    begun = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while len(begun.read_text().split()) < 2:  # what keeps account of semaphores, and what loads the rules
        time.sleep(0.01)
    time.sleep(after)
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=60)  # waits for all that hold its streams
    assert process.returncode == 1
    assert "Traceback" not in told


_SHOWN = """
import sys
from pathlib import Path
from flows.workers import extraction
from tests.flows.poison import asleep
extraction.show_article = asleep
extraction.show(Path(sys.argv[1]), pictures=Path(sys.argv[2]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells here which processes there are")
def test_what_reads_an_article_for_a_person_ends_with_a_command_that_was_killed(tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", _SHOWN, "a.txt", tmp_path], env=os.environ | {"PYTHONPATH": "."})
    told = tmp_path / "a.txt"
    ends = time.monotonic() + 60
    while not (told.exists() and told.read_text()) and time.monotonic() < ends:
        time.sleep(0.05)
    reading = Path("/proc") / told.read_text(encoding="utf-8")
    assert reading.exists()
    process.kill()
    process.wait()
    while reading.exists() and time.monotonic() < ends:
        time.sleep(0.05)
    assert not reading.exists()
