"""Articles as the store lists them, from its tables."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, false, func, select

from flows.store.database import rows_of
from flows.store.tables import ARTICLES, RECORDS


class Listed(NamedTuple):
    """A file's article as the store lists it. ``plain``: its rows tell all that its record does, under its name."""

    id: str
    source_file: str
    number: int
    fingerprint: str
    reader: str
    title: str | None
    doi: str | None
    pmid: str | None
    pmcid: str | None
    cases: int
    cohort: int | None
    unlinked: int
    plain: bool


_PLAIN = func.coalesce((ARTICLES.c.noted == 0) & (RECORDS.c.source_file == ARTICLES.c.source_file), false())
LISTED = select(*(ARTICLES.c[name] for name in Listed._fields[:-1]), _PLAIN).join(
    RECORDS, RECORDS.c.fingerprint == ARTICLES.c.fingerprint
)
"""The rows of ``Listed``."""


def listed(connection: Connection, keys: Iterable[tuple[str, str]]) -> list[Listed]:
    """The articles of these keys, each a file's hash and name, in their order. Raises ``KeyError``."""
    wanted = list(keys)
    rows = rows_of(connection, LISTED, ARTICLES.c.id, (key for key, _ in wanted))
    found = {(row[0], row[1]): Listed(*row) for row in rows}
    return [found[key] for key in wanted]
