"""Facts and patients are known by their article's number: new ones go to the end of their table, not all over it."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_FACTS = (
    *(sa.Column(name, sa.String) for name in ("case_label", "origin")),
    *(sa.Column(name, sa.String, nullable=False) for name in ("field", "name")),
    sa.Column("printed", sa.Text),
    *(sa.Column(name, sa.Float) for name in ("value", "low", "high")),
    *(sa.Column(name, sa.String) for name in ("comparator", "unit", "phase", "result", "status", "route")),
    sa.Column("quote", sa.Text),
    *(sa.Column(name, sa.Integer) for name in ("start_offset", "end_offset")),
    sa.Column("rule", sa.String),
)
_PATIENTS = tuple(
    sa.Column(name, sa.String if name in ("sex", "age_years") else sa.Text, nullable=False)
    for name in ("case_label", "also_called", "origin", "sex", "age_years", "ck", "antibodies", "cmas", "drugs", "labs")
)


def upgrade() -> None:
    """Write both tables anew."""
    _with_numbers("facts", _FACTS)
    op.create_index("facts_by_name", "facts", ["field", "name"])
    _with_numbers("patients", _PATIENTS)


def _with_numbers(name: str, columns: Iterable["sa.Column[Any]"]) -> None:
    new = op.create_table(
        f"new_{name}",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("article_id", sa.String(64), nullable=False),
        sa.Column("source_file", sa.String, nullable=False),
        *columns,
    )
    kept = [column.name for column in new.columns if column.name != "number"]
    old = sa.table(name, *map(sa.column, kept))
    articles = sa.table("articles", *map(sa.column, ("id", "source_file", "number")))
    its_own = (articles.c.id == old.c.article_id) & (articles.c.source_file == old.c.source_file)
    rows = sa.select(articles.c.number, *(old.c[column] for column in kept)).join_from(old, articles, its_own)
    op.execute(sa.insert(new).from_select(["number", *kept], rows))
    op.drop_table(name)
    op.rename_table(f"new_{name}", name)
