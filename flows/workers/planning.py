"""What a run has to do: one piece of work an article, with a fingerprint that tells whether it is done already."""

import hashlib
import math
from collections.abc import Iterable

from extractors import nlp
from flows.workers.locations import Location, LocationField, digests
from schemas.base import SCHEMA_VERSION, Frozen

_SMALLEST = 20
_MOST = 50  # batches: a task run costs the server 65 ms, and its page of a run is a dotted line from 500 on


class Work(Frozen):
    """One article to be read. ``article_id`` is the SHA-256 of its bytes, empty where they cannot be read."""

    path: LocationField
    article_id: str
    fingerprint: str


class Batch(Frozen):
    """Works that are done in one task and one transaction; ``number`` counts from 1."""

    number: int
    of: int
    works: tuple[Work, ...]


def fingerprint(article_id: str) -> str:
    """Hash all that a record depends on: bytes of the file, program, rules, readers, vocabulary and schema.

    Not its name, which decides nothing about what is read: a renamed file is known.
    """
    made_by = (nlp.PROGRAM_VERSION, nlp.rules_version(), nlp.readers_version(), nlp.vocabulary_version())
    return hashlib.sha256("\n".join((article_id, *made_by, SCHEMA_VERSION)).encode()).hexdigest()


def plan(paths: Iterable[Location]) -> list[Work]:
    """One work a file, in the order given; the same bytes under the same name are one article."""
    works: dict[tuple[str, str], Work] = {}
    places = list(paths)
    for path, article in zip(places, digests(places), strict=True):
        key = (article, path.name) if article else (str(path), "")
        works.setdefault(key, Work(path=path, article_id=article, fingerprint=fingerprint(article)))
    return list(works.values())


def split(works: list[Work], size: int | None = None) -> list[Batch]:
    """Cut works into batches of ``size``; without one, into no more batches than Prefect's pages can show."""
    size = size or max(_SMALLEST, math.ceil(len(works) / _MOST))
    parts = [tuple(works[first : first + size]) for first in range(0, len(works), size)]
    return [Batch(number=number, of=len(parts), works=part) for number, part in enumerate(parts, start=1)]
