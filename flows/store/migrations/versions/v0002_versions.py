"""Articles have a number that stays theirs, the path they were found at, and the history of their records."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Number the articles there are, in the order in which runs saw them; each begins at version 1."""
    op.create_table(
        "versions",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("article_id", sa.String(64), nullable=False),
        sa.Column("source_file", sa.String, nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("run", sa.Integer, nullable=False),
    )
    for column in (sa.Column("number", sa.Integer), sa.Column("version", sa.Integer), sa.Column("path", sa.Text)):
        op.add_column("articles", column)
    _number_articles()
    with op.batch_alter_table("articles") as articles:
        articles.alter_column("number", existing_type=sa.Integer, nullable=False)
        articles.alter_column("version", existing_type=sa.Integer, nullable=False)
    op.create_index("articles_by_number", "articles", ["number"], unique=True)
    op.create_index("articles_by_path", "articles", ["path"])


def _number_articles() -> None:
    names = ("id", "source_file", "fingerprint", "run", "number", "version")
    articles = sa.table("articles", *map(sa.column, names))
    versions = sa.table("versions", *map(sa.column, ("number", "version", "article_id", *names[1:4])))
    connection = op.get_bind()
    order = (articles.c.run, articles.c.source_file, articles.c.id)
    for number, row in enumerate(connection.execute(sa.select(articles).order_by(*order)).all(), start=1):
        its_own = (articles.c.id == row.id) & (articles.c.source_file == row.source_file)
        connection.execute(sa.update(articles).where(its_own).values(number=number, version=1))
        first = {"article_id": row.id, "source_file": row.source_file, "fingerprint": row.fingerprint, "run": row.run}
        connection.execute(sa.insert(versions).values(number=number, version=1, **first))
