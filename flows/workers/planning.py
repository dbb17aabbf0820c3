"""What a run has to do: one piece of work an article, with a fingerprint that tells whether it is done already."""

import hashlib
import math
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from extractors import nlp
from flows.workers.locations import Location, digests
from schemas.base import SCHEMA_VERSION

_SMALLEST = 20
BATCHES = 20  # a task run costs 150 ms of the processors on which articles are read
BATCHES_ON_CLUSTER = 50  # as many threads can read; Prefect's page of a run is a dotted line from 500 on


class Work(NamedTuple):
    """One article to be read. ``article_id`` is the SHA-256 of its bytes, empty where they cannot be read."""

    path: Location
    article_id: str
    fingerprint: str


class Batch(NamedTuple):
    """Works that are done in one task; ``number`` counts from 1."""

    number: int
    of: int
    works: tuple[Work, ...]


def fingerprint(article_id: str) -> str:
    """Hash all that a record depends on: bytes of the file, program, rules, readers, vocabulary and schema.

    Not its name, which decides nothing about what is read: a renamed file is known.
    """
    made_by = (nlp.PROGRAM_VERSION, nlp.rules_version(), nlp.readers_version(), nlp.vocabulary_version())
    return hashlib.sha256("\n".join((article_id, *made_by, SCHEMA_VERSION)).encode()).hexdigest()


def plan(paths: Iterable[Location], hashed: Callable[[Sequence[Location]], list[str]] = digests) -> list[Work]:
    """One work a file, in the order given; the same bytes under the same name are one article.

    ``hashed`` tells the SHA-256 of each file, as ``digests`` does.
    """
    works: dict[tuple[str, str], Work] = {}
    places = list(paths)
    for path, article in zip(places, hashed(places), strict=True):
        key = (article, path.name) if article else (str(path), "")
        works.setdefault(key, Work(path=path, article_id=article, fingerprint=fingerprint(article)))
    return list(works.values())


def split(works: list[Work], size: int | None = None, most: int = BATCHES) -> list[Batch]:
    """Cut works into batches of ``size``; without one, into no more than ``most``."""
    size = size or max(_SMALLEST, math.ceil(len(works) / most))
    parts = [tuple(works[first : first + size]) for first in range(0, len(works), size)]
    return [Batch(number=number, of=len(parts), works=part) for number, part in enumerate(parts, start=1)]
