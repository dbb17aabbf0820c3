"""What a Dask worker reads articles with: processes of its own, which stay from batch to batch."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from multiprocessing import current_process
from threading import Lock, Thread
from typing import TypeAlias
from weakref import finalize

from flows.workers.extracted import Extracted
from flows.workers.extraction import Extraction
from flows.workers.limits import Limits
from flows.workers.locations import Location
from schemas.record import ArticleFailure

Result: TypeAlias = Extracted | ArticleFailure


class ClusterError(Exception):
    """The Dask cluster cannot be used; the message names its scheduler and says why."""


class ReadingHere:
    """What a Dask worker reads with: processes of its own, one a thread, which stay from batch to batch.

    Dask keeps it on each worker as long as the run wants it, and copies it to workers that come later: a copy starts
    processes of its own. When the run has ended, or was killed, Dask drops it, and its processes end.
    """

    def __init__(self, limits: Limits, password: str | None) -> None:
        self._told = (limits, password)
        self._lock = Lock()
        self._ending = ExitStack()
        self._extraction: Extraction[Extracted] | None = None
        finalize(self, _in_a_thread, self._ending.close).atexit = False

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), self._told

    def extract(self, paths: Sequence[Location]) -> list[Result]:
        """One result for each path, in their order."""
        with self._lock:
            extraction = self._extraction = self._extraction or self._started()
        return list(extraction.extract(paths))

    def _started(self) -> Extraction[Extracted]:
        from distributed import get_worker

        from flows.workers.worker import extract_rows

        if current_process().daemon:
            # Dask's nanny starts workers that may have no children, lest these outlive them: ours end with their parent
            current_process().daemon = False
        extraction = Extraction(extract_rows, get_worker().state.nthreads, *self._told)
        self._ending.callback(extraction.stop)
        return extraction


def _in_a_thread(work: Callable[[], None]) -> None:
    """Do what takes a second or two where Dask's own loop must not wait for it."""
    Thread(target=work).start()
