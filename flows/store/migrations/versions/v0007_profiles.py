"""What an article's patients are compared by with those of others."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the column; it fills when an article is read or found again."""
    op.add_column("articles", sa.Column("profiles", sa.Text))
