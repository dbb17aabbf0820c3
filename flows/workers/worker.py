"""What a worker process does: one article in, its record or its failure out, within a limit of memory."""

import signal
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from flows.workers.locations import Location, LocationError, on_disk
from flows.workers.processes import end_with_parent
from schemas.document import Document, Span
from schemas.record import ArticleFailure, ArticleInfo, ArticleRecord

if TYPE_CHECKING:
    from flows.workers.extracted import Extracted

_MEMORY_IN_USE = Path("/proc/self/statm")
_Result = TypeVar("_Result")


class Shown(NamedTuple):
    """An article as it was read, and the pictures that were drawn of its pages."""

    document: Document
    pictures: tuple[Path, ...] = ()


class Written(NamedTuple):
    """A record as JSON, and what its article is known by."""

    article: ArticleInfo
    words: str


def extract_article(path: Location, password: str | None = None) -> ArticleRecord | ArticleFailure:
    """Read one article and extract its record; ``password`` opens an encrypted PDF.

    Never raises: what the reader refuses, and at this edge a fault of our own as well (kind ``crash``), becomes a
    failure of this one article, and the rest of the batch goes on.
    """
    from extractors import nlp, readers  # the parent process does without spaCy

    return guarded(path, lambda file: nlp.extract(readers.read_article(file, password=password)))


def extract_rows(path: Location, password: str | None = None) -> "Extracted | ArticleFailure":
    """The record of one article in the rows of the store; like ``extract_article``."""
    from flows.workers.extracted import extracted

    record = extract_article(path, password)
    return record if isinstance(record, ArticleFailure) else extracted(record)


def extract_words(path: Location, password: str | None = None) -> Written | ArticleFailure:
    """The record of one article as JSON, for who only prints it; like ``extract_article``."""
    record = extract_article(path, password)
    return record if isinstance(record, ArticleFailure) else Written(record.article, record.model_dump_json())


def show_article(path: Location, password: str | None, pictures: Path | None) -> Shown | ArticleFailure:
    """Read one article for a person; draw its pages, where it has any, into the folder ``pictures``. Never raises."""
    return guarded(path, lambda file: _shown(file, password, pictures))


def _shown(path: Path, password: str | None, pictures: Path | None) -> Shown:
    from extractors.readers import page_pictures, read_article

    document = read_article(path, password=password)
    if pictures is None or not document.pages:
        return Shown(document)
    from extractors import nlp

    found = [Span(start=words.start, end=words.end) for words in nlp.extract(document).words()]
    return Shown(document, tuple(page_pictures(path, document, pictures, password, found)))


def guarded(path: Location, work: Callable[[Path], _Result]) -> _Result | ArticleFailure:
    """What ``work`` gives for the file on disk, or why it gave nothing."""
    from extractors.readers import SIZE_LIMIT, ReadError

    try:
        with on_disk(path, SIZE_LIMIT) as file:
            return work(file)
    except LocationError as error:
        return ArticleFailure(source_file=path.name, reason=f"the file cannot be fetched: {error}", kind="unreadable")
    except ReadError as error:
        return ArticleFailure(source_file=path.name, reason=error.reason, kind=error.kind)
    except (MemoryError, SystemError):  # the second is what libraries written in C make of the first
        reason = "reading it took more memory than one article may have (--memory-limit)"
        return ArticleFailure(source_file=path.name, reason=reason, kind="too_much_memory")
    except Exception as error:  # noqa: BLE001 - one article must not take the others with it
        reason = f"the program failed on this article: {type(error).__name__}: {error}"
        return ArticleFailure(source_file=path.name, reason=reason, kind="crash")


def start(memory_limit: int) -> None:
    """Make this process ready to extract articles; each may take ``memory_limit`` megabytes beyond what it begins with.

    The limit is the system's (``RLIMIT_AS``), counted from what Linux tells of a process; other systems set none.
    """
    from extractors import nlp

    nlp.warm_up()
    start_reading(memory_limit)


def start_reading(memory_limit: int) -> None:
    """Make this process ready to read articles without extracting from them; the limit is that of ``start``."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then ends its workers
    end_with_parent()
    _limit_memory(memory_limit)


def _limit_memory(megabytes: int) -> None:
    """Let this process take ``megabytes`` beyond what it holds now."""
    if _MEMORY_IN_USE.exists():
        import resource

        in_use = int(_MEMORY_IN_USE.read_text().split()[0]) * resource.getpagesize()
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        wanted = in_use + megabytes * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard < 0 else min(wanted, hard), hard))
