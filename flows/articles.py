"""Articles: finding the files, and turning each into a record or a failure, here or in several processes."""

import glob
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, get_context, parent_process
from pathlib import Path
from types import TracebackType
from typing import Self

from extractors import nlp, readers
from schemas.record import ArticleFailure, ArticleRecord

# Formats without a reader are listed as well: their files are then named as unsupported, not silently passed over.
SUFFIXES = frozenset({".txt", ".md", ".pdf", ".xml", ".nxml", ".html", ".htm", ".gz"})
_ROUND = 8  # articles a worker gets before the results of a round are handed on


class NoArticlesError(Exception):
    """A path that does not exist, or holds no article; the message names it."""


def find_articles(paths: Sequence[Path]) -> list[Path]:
    """List the article files of files, folders (with their subfolders) and patterns, each file once.

    The order is that of ``paths``; inside a folder or a pattern it is alphabetical. A file that is named itself is
    always taken; in folders, hidden files, README.md and files of other suffixes are not articles.

    Raises ``NoArticlesError`` for a path that is missing and for a folder or pattern without articles.
    """
    found = (article for path in paths for article in _articles_of(path))
    return list(dict.fromkeys(found))


def _articles_of(path: Path) -> list[Path]:
    if path.is_dir():
        articles = sorted(file for file in path.rglob("*") if _is_article(file, below=path))
        if not articles:
            raise NoArticlesError(f"no articles in the folder {path} (looked for {', '.join(sorted(SUFFIXES))})")
        return articles
    if path.exists():
        return [path]
    matches = sorted(Path(match) for match in glob.glob(str(path), recursive=True))  # noqa: PTH207 - may be absolute
    articles = [match for match in matches if _is_article(match, below=Path())]
    if not articles:
        problem = "no articles match the pattern" if glob.has_magic(str(path)) else "no such file or folder:"
        raise NoArticlesError(f"{problem} {path}")
    return articles


def _is_article(file: Path, *, below: Path) -> bool:
    inner = file.relative_to(below) if file.is_relative_to(below) else file
    hidden = any(part.startswith(".") and part != ".." for part in inner.parts)
    return not hidden and file.suffix.lower() in SUFFIXES and file.name.lower() != "readme.md" and file.is_file()


def extract_article(path: Path) -> ArticleRecord | ArticleFailure:
    """Read one article and extract its record.

    Never raises: what the reader refuses, and at this edge a fault of our own as well (kind ``crash``), becomes a
    failure of this one article, and the rest of the batch goes on.
    """
    try:
        return nlp.extract(readers.read_article(path))
    except readers.ReadError as error:
        return ArticleFailure(source_file=path.name, reason=error.reason, kind=error.kind)
    except Exception as error:  # noqa: BLE001 - one article must not take the others with it
        reason = f"the program failed on this article: {type(error).__name__}: {error}"
        return ArticleFailure(source_file=path.name, reason=reason, kind="crash")


class Extraction:
    """Where articles are extracted: in this process, or in ``workers`` processes that load the language model once.

    Results come in the order asked for, whatever the number of workers. Use it as a context manager.
    """

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None and kind is not None:
            for worker in active_children():  # broken off: nobody waits for the articles they are reading
                worker.terminate()
        self._close()

    def extract(self, paths: Sequence[Path]) -> Iterator[ArticleRecord | ArticleFailure]:
        """Extract ``paths``, one result each, in their order."""
        if self._workers == 1:
            yield from map(extract_article, paths)
            return
        size = _ROUND * self._workers
        for first in range(0, len(paths), size):
            yield from self._extract_round(paths[first : first + size])

    def _extract_round(self, paths: Sequence[Path]) -> list[ArticleRecord | ArticleFailure]:
        try:
            return list(self._running_pool().map(extract_article, paths))
        except BrokenProcessPool:
            # A worker was killed (out of memory, say). One at a time tells which article did it.
            self._close()
            return [self._extract_alone(path) for path in paths]

    def _extract_alone(self, path: Path) -> ArticleRecord | ArticleFailure:
        try:
            return self._running_pool().submit(extract_article, path).result()
        except BrokenProcessPool:
            self._close()
            reason = "the process that read this article was ended by the system (out of memory?)"
            return ArticleFailure(source_file=path.name, reason=reason, kind="crash")

    def _running_pool(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # spawn, not fork: the parent has threads once Prefect runs
            self._pool = ProcessPoolExecutor(self._workers, mp_context=get_context("spawn"), initializer=_start_worker)
        return self._pool

    def _close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


def extract_articles(paths: Sequence[Path], workers: int = 1) -> Iterator[ArticleRecord | ArticleFailure]:
    """Extract ``paths`` in their order, with ``workers`` processes."""
    with Extraction(workers) as extraction:
        yield from extraction.extract(paths)


def _start_worker() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then ends its workers
    threading.Thread(target=_end_with_parent, daemon=True).start()
    nlp.warm_up()


def _end_with_parent() -> None:
    """Leave when the parent was killed: a worker that waits for work would never notice."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
