"""What Alembic runs for every upgrade: the steps, inside the transaction that ``flows.store.database`` has begun."""

from alembic import context

from flows.store.tables import METADATA, VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"], target_metadata=METADATA, version_table=VERSION_TABLE
)
context.run_migrations()
