"""Articles that do to their worker process what no real one should: by their names they crash, hang and take all."""

import os
import signal
import time
from pathlib import Path
from types import ModuleType
from unittest.mock import patch

from extractors import nlp
from flows.workers import worker as real
from flows.workers.extracted import Extracted
from flows.workers.worker import extract_rows
from schemas.record import ArticleFailure


def poisoned(path: Path, password: str | None) -> Extracted | ArticleFailure:
    """Extract an article, unless its name says what happens instead."""
    if path.stem == "crash":
        os.kill(os.getpid(), signal.SIGKILL)
    if path.stem == "hang":
        time.sleep(600)
    if path.stem == "hog":
        with patch.object(nlp, "extract", lambda _: bytearray(10 * 2**30)):
            return extract_rows(path, password)
    return extract_rows(path, password)


def spread(worker: ModuleType) -> None:
    """Let whoever imports ``worker`` after this read poisoned articles."""
    worker.extract_rows = poisoned  # type: ignore[attr-defined]


def dask_setup(_: object) -> None:
    """Spread it in a Dask worker, which is told of this file with ``--preload``."""
    spread(real)


def asleep(path: Path, _password: str | None, pictures: Path) -> None:
    """In place of ``show_article``: tell which process this is, and read for ever."""
    (pictures / path.name).write_text(str(os.getpid()), encoding="utf-8")
    time.sleep(600)
