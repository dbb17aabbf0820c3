"""What a Dask worker reads articles with: processes of its own, which stay from batch to batch."""

import time
from collections.abc import Sequence
from multiprocessing import current_process
from threading import Lock, Thread
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, cast

from flows.workers.extracted import Extracted
from flows.workers.extraction import Extraction
from flows.workers.limits import Limits
from flows.workers.locations import Location
from schemas.record import ArticleFailure

if TYPE_CHECKING:
    from distributed import Worker

Result: TypeAlias = Extracted | ArticleFailure

_LOOKED = 0.5  # seconds between two looks for whether a run still wants its processes
_running: dict[str, Extraction[Extracted]] = {}
_lock = Lock()


class ClusterError(Exception):
    """The Dask cluster cannot be used; the message names its scheduler and says why."""


class Reading(NamedTuple):
    """What a run tells the workers of how its articles are read.

    Dask keeps it on each worker as long as the run wants it, and drops it when that has ended, or was killed.
    """

    limits: Limits
    password: str | None


def read_here(key: str, paths: Sequence[Location]) -> list[Result]:
    """One result for each path, in their order; ``key`` is that of a ``Reading`` which Dask keeps on this worker."""
    from distributed import get_worker

    worker = get_worker()
    with _lock:
        if key not in _running:
            _running[key] = _started(worker, key)
            # Dask tells nobody that it drops something, and frames of a killed run may keep hold of it for ever.
            Thread(target=_end_with_run, args=(worker, key), daemon=True).start()
        extraction = _running[key]
    return list(extraction.extract(paths))


def _started(worker: "Worker", key: str) -> Extraction[Extracted]:
    """Processes to read with, one a thread of this worker."""
    from flows.workers.worker import extract_rows

    reading = cast("Reading", worker.data[key])

    if current_process().daemon:
        # Dask's nanny starts workers that may have no children, lest these outlive them: ours end with their parent
        current_process().daemon = False
    return Extraction(extract_rows, worker.state.nthreads, *reading)


def _end_with_run(worker: "Worker", key: str) -> None:
    """End the processes of a run that has ended, and those of a worker that is leaving."""
    from distributed.core import Status

    while key in worker.data and worker.status not in (Status.closed, Status.failed):
        time.sleep(_LOOKED)
    with _lock:
        extraction = _running.pop(key)
    extraction.stop()
