"""Patients as people read them; articles know their identifiers and how much there is to note of them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_WORDS = ("case_label", "also_called", "origin", "sex", "age_years", "ck", "antibodies", "cmas", "drugs", "labs")
_SHORT = ("sex", "age_years")


def upgrade() -> None:
    """Make the table and the columns; they fill when an article is read or found again."""
    op.create_table(
        "patients",
        sa.Column("article_id", sa.String(64), primary_key=True),
        sa.Column("source_file", sa.String, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.String if name in _SHORT else sa.Text, nullable=False) for name in _WORDS),
    )
    for name in ("pmid", "pmcid"):
        op.add_column("articles", sa.Column(name, sa.String))
    for name in ("cohort", "noted"):
        op.add_column("articles", sa.Column(name, sa.Integer))
