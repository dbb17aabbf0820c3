"""Articles -> records or failures, in worker processes: one that dies, hangs or takes too much is replaced."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as TookTooLong
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, Generic, Self, TypeAlias, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from flows.workers.limits import Limits, Workforce
from flows.workers.locations import Location
from flows.workers.processes import worker_context
from flows.workers.worker import Shown, show_article, start, start_reading
from schemas.record import ArticleFailure

_AHEAD = 8  # articles each worker has waiting, so that none is idle while results are handed on in order

_Result = TypeVar("_Result")
_Made = TypeVar("_Made")
Reading: TypeAlias = Callable[[Location, str | None], _Result | ArticleFailure]
"""What a worker does with an article: its path, and the password of an encrypted PDF."""


class Extraction(Generic[_Result]):
    """``workers`` processes that load the language model once and are started with the first article.

    Results are those of ``reading``, in the order asked for, whatever the number of workers. Use it as a context
    manager.
    """

    def __init__(
        self, reading: Reading[_Result], workers: int = 1, limits: Limits | None = None, password: str | None = None
    ) -> None:
        self._reading = reading
        self._workers = workers
        self._limits = limits or Limits()
        self._password = password
        self._pool: ProcessPool | None = None
        self._stopped = False
        self._waiting: set[ProcessFuture[Any]] = set()
        self._lock = Lock()

    @classmethod
    def of(cls, told: Workforce, reading: Reading[_Result]) -> Self:
        """The extraction that the settings ask for."""
        password = told.password.get_secret_value() if told.password else None
        return cls(reading, told.workers, told.limits, password)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self.stop()
        elif self._pool is not None:
            self._pool.close()  # type: ignore[no-untyped-call]
            self._pool.join()

    def stop(self) -> None:
        """End the processes at once, for good. Who waits in another thread is told: ``CancelledError``."""
        with self._lock:
            self._stopped = True
            if self._pool is None:
                return
            self._pool.stop()  # type: ignore[no-untyped-call]
            for future in tuple(self._waiting):
                future.cancel()  # type: ignore[no-untyped-call]  # which the pool does not do
            self._pool.join()

    def extract(self, paths: Sequence[Location]) -> Iterator[_Result | ArticleFailure]:
        """Extract ``paths``, one result each, in their order."""
        yield from self.each(self._reading, ((path, path, self._password) for path in paths))

    def each(
        self, work: Callable[..., _Made | ArticleFailure], jobs: Iterable[tuple[Any, ...]]
    ) -> Iterator[_Made | ArticleFailure]:
        """Do ``work`` for each job, one result each, in order. A job is its article's path, then the arguments."""
        waiting: deque[tuple[Location, ProcessFuture[_Made | ArticleFailure]]] = deque()
        for path, *arguments in jobs:
            waiting.append((path, self._scheduled(work, arguments)))
            if len(waiting) > _AHEAD * self._workers:
                yield _settled(*waiting.popleft(), self._limits)
        while waiting:
            yield _settled(*waiting.popleft(), self._limits)

    def _scheduled(self, work: Callable[..., _Made], arguments: list[Any]) -> "ProcessFuture[_Made]":
        with self._lock:  # on a cluster, the threads of a worker share it, and another one ends it
            if self._stopped:
                raise CancelledError
            if self._pool is None:
                self._pool = ProcessPool(
                    self._workers, context=worker_context(), initializer=start, initargs=[self._limits.megabytes]
                )
            future = self._pool.schedule(work, args=arguments, timeout=self._limits.seconds)
            self._waiting.add(future)
        future.add_done_callback(self._waiting.discard)
        return future


def show(
    path: Location, limits: Limits | None = None, password: str | None = None, pictures: Path | None = None
) -> Shown | ArticleFailure:
    """Read one article for a person in a process of its own; ``pictures`` is a folder for those of its pages."""
    limits = limits or Limits()
    pool = ProcessPool(1, context=worker_context(), initializer=start_reading, initargs=[limits.megabytes])
    try:
        future = pool.schedule(show_article, args=[path, password, pictures], timeout=limits.seconds)
        return _settled(path, future, limits)
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def _settled(path: Location, future: "ProcessFuture[_Result]", limits: Limits) -> _Result | ArticleFailure:
    """What a worker process gave, or what became of it."""
    try:
        return future.result()
    except TookTooLong:
        reason = f"reading it took longer than {limits.seconds:g} seconds (--time-limit)"
        return ArticleFailure(source_file=path.name, reason=reason, kind="too_slow")
    except ProcessExpired as error:
        reason = (
            "the program broke off while reading it: the file is damaged, or reading it takes more memory than one "
            f"article may have (--memory-limit; exit code {error.exitcode})"
        )
        return ArticleFailure(source_file=path.name, reason=reason, kind="crash")
