"""What was wrong when an article was scored last, and what a person said of a record in doubt."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add both tables; the next scored run is the first to have gains and losses."""
    op.create_table(
        "last_differences",
        sa.Column("article", sa.String, primary_key=True),
        sa.Column("run", sa.Integer, nullable=False),
        sa.Column("differences", sa.Text, nullable=False),
    )
    op.create_table(
        "reviews",
        sa.Column("fingerprint", sa.String(64), primary_key=True),
        sa.Column("source_file", sa.String, nullable=False),
        sa.Column("decision", sa.String, nullable=False),
        sa.Column("reasons", sa.Text, nullable=False),
        sa.Column("remark", sa.Text, nullable=False),
        sa.Column("run", sa.Integer, nullable=False),
    )
