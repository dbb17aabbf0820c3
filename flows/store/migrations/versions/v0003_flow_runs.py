"""Runs know by which id Prefect knows them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the id; that of the runs there are is not known."""
    op.add_column("runs", sa.Column("flow_run", sa.String(36)))
