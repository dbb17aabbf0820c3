"""The integrity findings of each article."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add their table; it fills when a report is written."""
    op.create_table(
        "findings",
        sa.Column("article_id", sa.String(64), primary_key=True),
        sa.Column("source_file", sa.String, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("other_article_id", sa.String(64)),
        sa.Column("other_source_file", sa.String),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("severity", sa.String, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("acknowledged", sa.Text),
    )
    op.create_index("findings_by_key", "findings", ["key"])
