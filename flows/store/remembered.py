"""What the store remembers from run to run: what was wrong in each scored article, and what people said of records."""

from collections.abc import Iterable, Mapping

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, insert, select

from flows.scores.doubts import Reviewed
from flows.scores.gains import Difference, Scored
from flows.store.tables import LAST_DIFFERENCES, REVIEWS, RUNS

_DIFFERENCES: TypeAdapter[tuple[Difference, ...]] = TypeAdapter(tuple[Difference, ...])


def last_differences(connection: Connection) -> dict[str, Scored]:
    """What was wrong in each article (by the stem of its gold) when it was scored the last time."""
    kept = select(LAST_DIFFERENCES, RUNS.c.name).join(RUNS, RUNS.c.id == LAST_DIFFERENCES.c.run)
    return {
        row.article: Scored(run=row.name, differences=_DIFFERENCES.validate_json(row.differences))
        for row in connection.execute(kept)
    }


def note_differences(connection: Connection, run: int, scored: Mapping[str, tuple[Difference, ...]]) -> None:
    """Note what is wrong now in the articles that ``run`` scored, in place of what was noted of them before."""
    for article, differences in scored.items():
        words = _DIFFERENCES.dump_json(differences).decode()
        connection.execute(delete(LAST_DIFFERENCES).where(LAST_DIFFERENCES.c.article == article))
        connection.execute(insert(LAST_DIFFERENCES).values(article=article, run=run, differences=words))


def reviews(connection: Connection) -> dict[str, Reviewed]:
    """What people said of records, by fingerprint."""
    table = REVIEWS.c
    told = select(table.fingerprint, table.source_file, table.decision, table.reasons, table.remark)
    return {row["fingerprint"]: Reviewed.model_validate(dict(row)) for row in connection.execute(told).mappings()}


def note_reviews(connection: Connection, run: int, reviewed: Iterable[Reviewed]) -> None:
    """Note what a person said of records in ``run``, in place of what was said of them before."""
    for review in reviewed:
        connection.execute(delete(REVIEWS).where(REVIEWS.c.fingerprint == review.fingerprint))
        connection.execute(insert(REVIEWS).values(run=run, **review.model_dump()))
