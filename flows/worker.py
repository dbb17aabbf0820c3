"""What a worker process does: one article in, its record or its failure out, within a limit of memory."""

import os
import signal
import threading
from multiprocessing import parent_process
from pathlib import Path

from schemas.record import ArticleFailure, ArticleRecord

_MEMORY_IN_USE = Path("/proc/self/statm")


def extract_article(path: Path, password: str | None = None) -> ArticleRecord | ArticleFailure:
    """Read one article and extract its record; ``password`` opens an encrypted PDF.

    Never raises: what the reader refuses, and at this edge a fault of our own as well (kind ``crash``), becomes a
    failure of this one article, and the rest of the batch goes on.
    """
    from extractors import nlp, readers  # the parent process does without spaCy

    try:
        return nlp.extract(readers.read_article(path, password=password))
    except readers.ReadError as error:
        return ArticleFailure(source_file=path.name, reason=error.reason, kind=error.kind)
    except MemoryError:
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

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then ends its workers
    threading.Thread(target=_end_with_parent, daemon=True).start()
    nlp.warm_up()
    if _MEMORY_IN_USE.exists():
        import resource

        in_use = int(_MEMORY_IN_USE.read_text().split()[0]) * resource.getpagesize()
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        wanted = in_use + memory_limit * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard < 0 else min(wanted, hard), hard))


def _end_with_parent() -> None:
    """Leave when the parent was killed: a worker that waits for work would never notice."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
