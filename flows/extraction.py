"""Articles -> records or failures, in worker processes: one that dies, hangs or takes too much is replaced."""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import TimeoutError as TookTooLong
from multiprocessing import get_context
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from flows.limits import Limits
from flows.settings import Settings
from flows.worker import extract_article, start
from schemas.record import ArticleFailure, ArticleRecord

_AHEAD = 4  # articles each worker has waiting, so that none is idle while results are handed on in order


_Future: TypeAlias = "ProcessFuture[ArticleRecord | ArticleFailure]"


class Extraction:
    """``workers`` processes that load the language model once and are started with the first article.

    Results come in the order asked for, whatever the number of workers. Use it as a context manager.
    """

    def __init__(self, workers: int = 1, limits: Limits | None = None, password: str | None = None) -> None:
        self._workers = workers
        self._limits = limits or Limits()
        self._password = password
        self._pool: ProcessPool | None = None

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The extraction that the settings ask for."""
        password = settings.password.get_secret_value() if settings.password else None
        return cls(settings.workers, settings.limits, password)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is None:
            return
        if kind is None:
            self._pool.close()  # type: ignore[no-untyped-call]
        else:
            # broken off: nobody waits for the articles that are being read
            self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def extract(self, paths: Sequence[Path]) -> Iterator[ArticleRecord | ArticleFailure]:
        """Extract ``paths``, one result each, in their order."""
        waiting: deque[tuple[Path, _Future]] = deque()
        for path in paths:
            waiting.append((path, self._scheduled(path)))
            if len(waiting) > _AHEAD * self._workers:
                yield self._result(*waiting.popleft())
        while waiting:
            yield self._result(*waiting.popleft())

    def _scheduled(self, path: Path) -> _Future:
        if self._pool is None:
            # spawn, not fork: the parent has threads once Prefect runs
            self._pool = ProcessPool(
                self._workers, context=get_context("spawn"), initializer=start, initargs=[self._limits.megabytes]
            )
        return self._pool.schedule(extract_article, args=[path, self._password], timeout=self._limits.seconds)

    def _result(self, path: Path, future: _Future) -> ArticleRecord | ArticleFailure:
        try:
            return future.result()
        except TookTooLong:
            reason = f"reading it took longer than {self._limits.seconds:g} seconds (--time-limit)"
            return ArticleFailure(source_file=path.name, reason=reason, kind="too_slow")
        except ProcessExpired as error:
            reason = f"the process that read this article ended before it was done (exit code {error.exitcode})"
            return ArticleFailure(source_file=path.name, reason=reason, kind="crash")
