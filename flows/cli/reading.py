"""Articles read for a command that prints: each result, with progress, and failures named on stderr."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from flows.runs.settings import Settings
    from flows.workers.extraction import Reading
    from flows.workers.locations import Location

T = TypeVar("T")


def read_each(articles: "Sequence[Location]", settings: "Settings", reading: "Reading[T]") -> Iterator[T | None]:
    """What ``reading`` gives for each article, in order; None for one that failed."""
    from flows.reports import console
    from flows.workers.extraction import Extraction
    from schemas.record import ArticleFailure

    with Extraction.of(settings, reading) as extraction, console.article_progress(len(articles)) as done:
        for result in extraction.extract(articles):
            done()
            if isinstance(result, ArticleFailure):
                console.say(f"{result.source_file}: {result.reason}")
                yield None
            else:
                yield result
