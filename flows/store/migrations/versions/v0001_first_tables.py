"""The tables of the first stores. Those were made without Alembic: what is there already is left as it is."""

from alembic import op
from sqlalchemy import Column, DateTime, Float, Integer, String, Text

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables that are missing."""
    _runs_and_what_they_found()
    _articles()
    _facts()


def _runs_and_what_they_found() -> None:
    op.create_table(
        "runs",
        Column("id", Integer, primary_key=True),
        Column("name", String, nullable=False),
        Column("started", DateTime(timezone=True), nullable=False),
        Column("finished", DateTime(timezone=True)),
        Column("state", String, nullable=False),
        Column("articles", Integer, nullable=False),
        Column("extracted", Integer),
        Column("unchanged", Integer),
        Column("failed", Integer),
        if_not_exists=True,
    )
    op.create_table(
        "failures",
        Column("run", Integer, primary_key=True, autoincrement=False),
        Column("position", Integer, primary_key=True, autoincrement=False),
        Column("source_file", String, nullable=False),
        Column("kind", String, nullable=False),
        Column("reason", Text, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "scores",
        Column("run", Integer, primary_key=True, autoincrement=False),
        Column("level", String, primary_key=True),
        Column("field", String, primary_key=True),
        Column("precision", Float),
        Column("recall", Float),
        Column("f1", Float),
        Column("support", Integer, nullable=False),
        Column("low", Float),
        Column("high", Float),
        if_not_exists=True,
    )


def _articles() -> None:
    op.create_table(
        "articles",
        Column("id", String(64), primary_key=True),
        Column("source_file", String, primary_key=True),
        Column("title", Text),
        Column("doi", String),
        Column("first_author", String),
        Column("year", Integer),
        Column("reader", String, nullable=False),
        Column("cases", Integer, nullable=False),
        Column("unlinked", Integer, nullable=False),
        Column("fingerprint", String(64), nullable=False),
        Column("run", Integer, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "records",
        Column("fingerprint", String(64), primary_key=True),
        Column("article_id", String(64), nullable=False),
        Column("source_file", String, nullable=False),
        Column("record", Text, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "cross_checks",
        Column("article_id", String(64), primary_key=True),
        Column("source_file", String, primary_key=True),
        Column("of_article_id", String(64), nullable=False),
        Column("of_source_file", String, nullable=False),
        Column("agreed", Integer, nullable=False),
        Column("different", Integer, nullable=False),
        if_not_exists=True,
    )


def _facts() -> None:
    op.create_table(
        "facts",
        Column("article_id", String(64), primary_key=True),
        Column("source_file", String, primary_key=True),
        Column("position", Integer, primary_key=True, autoincrement=False),
        Column("case_label", String),
        Column("origin", String),
        Column("field", String, nullable=False),
        Column("name", String, nullable=False),
        Column("printed", Text),
        Column("value", Float),
        Column("low", Float),
        Column("high", Float),
        Column("comparator", String),
        Column("unit", String),
        Column("phase", String),
        Column("result", String),
        Column("status", String),
        Column("route", String),
        Column("quote", Text),
        Column("start_offset", Integer),
        Column("end_offset", Integer),
        Column("rule", String),
        if_not_exists=True,
    )
    op.create_index("facts_by_name", "facts", ["field", "name"], if_not_exists=True)
