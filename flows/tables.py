"""The store's tables, in SQL that SQLite and PostgreSQL both speak."""

from sqlalchemy import Column, DateTime, Float, Index, Integer, MetaData, String, Table, Text

METADATA = MetaData()

RUNS = Table(
    "runs",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("started", DateTime(timezone=True), nullable=False),
    Column("finished", DateTime(timezone=True)),
    Column("state", String, nullable=False),  # running, finished
    Column("articles", Integer, nullable=False),
    Column("extracted", Integer),
    Column("unchanged", Integer),
    Column("failed", Integer),
)

# An article is a file's bytes under a name; ``fingerprint`` is that of its newest record, ``run`` the last that saw it.
ARTICLES = Table(
    "articles",
    METADATA,
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
)

RECORDS = Table(
    "records",
    METADATA,
    Column("fingerprint", String(64), primary_key=True),
    Column("article_id", String(64), nullable=False),
    Column("source_file", String, nullable=False),
    Column("record", Text, nullable=False),
)

# The facts of each article's newest record. ``value``, ``low`` and ``high`` are in ``unit``; a CMAS has its maximum as
# ``high``; a cohort fact has its statistic as ``result``. Offsets count characters of the document's text.
FACTS = Table(
    "facts",
    METADATA,
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
    Index("facts_by_name", "field", "name"),
)

# Files that hold an article of which ``of_source_file`` is the better source: their facts stand in FACTS a second time.
CROSS_CHECKS = Table(
    "cross_checks",
    METADATA,
    Column("article_id", String(64), primary_key=True),
    Column("source_file", String, primary_key=True),
    Column("of_article_id", String(64), nullable=False),
    Column("of_source_file", String, nullable=False),
    Column("agreed", Integer, nullable=False),
    Column("different", Integer, nullable=False),
)

FAILURES = Table(
    "failures",
    METADATA,
    Column("run", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("source_file", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("reason", Text, nullable=False),
)

SCORES = Table(
    "scores",
    METADATA,
    Column("run", Integer, primary_key=True, autoincrement=False),
    Column("level", String, primary_key=True),  # patient, document
    Column("field", String, primary_key=True),
    Column("precision", Float),
    Column("recall", Float),
    Column("f1", Float),
    Column("support", Integer, nullable=False),
    Column("low", Float),
    Column("high", Float),
)
