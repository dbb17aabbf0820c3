"""The store's tables, in SQL that SQLite and PostgreSQL both speak; docs/store.md tells of every column.

A change here needs a step in ``migrations/versions`` that makes it in the stores there are, and its version.
"""

from sqlalchemy import Column, DateTime, Float, Index, Integer, MetaData, String, Table, Text

METADATA = MetaData()

VERSION = "0008"
"""The newest step in ``flows/store/migrations/versions``; a store notes in ``VERSION_TABLE`` which one it has taken."""

VERSION_TABLE = "casesift_version"  # not Alembic's usual name: Prefect may keep its own tables in the same database

RUNS = Table(
    "runs",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("started", DateTime(timezone=True), nullable=False),
    Column("finished", DateTime(timezone=True)),
    Column("state", String, nullable=False),  # running, finished, broken off
    Column("articles", Integer, nullable=False),
    Column("extracted", Integer),
    Column("unchanged", Integer),
    Column("failed", Integer),
    Column("flow_run", String(36)),
)

# One row an article, as it is now: a file's bytes under a name. ``number`` stays with it when its bytes or its name
# change; ``fingerprint`` is that of its newest record, ``path`` where it was found last, ``run`` who found it there.
ARTICLES = Table(
    "articles",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("source_file", String, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("path", Text),
    Column("title", Text),
    Column("doi", String),
    Column("pmid", String),
    Column("pmcid", String),
    Column("first_author", String),
    Column("year", Integer),
    Column("reader", String, nullable=False),
    Column("cases", Integer, nullable=False),
    Column("cohort", Integer),
    Column("unlinked", Integer, nullable=False),
    Column("noted", Integer),  # findings and warnings of the record
    Column("profiles", Text),  # ``flows.workers.profile_rows``
    Column("fingerprint", String(64), nullable=False),
    Column("run", Integer, nullable=False),
    Index("articles_by_number", "number", unique=True),
    Index("articles_by_path", "path"),
)

# Every record that was ever the newest of an article, and the bytes and the name it was read from.
VERSIONS = Table(
    "versions",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("article_id", String(64), nullable=False),
    Column("source_file", String, nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("run", Integer, nullable=False),
)

# Never deleted. ``source_file`` is the first name under which these bytes were read, in ``record`` too.
RECORDS = Table(
    "records",
    METADATA,
    Column("fingerprint", String(64), primary_key=True),
    Column("article_id", String(64), nullable=False),
    Column("source_file", String, nullable=False),
    Column("record", Text, nullable=False),
)

# The facts of each article's newest record. Their key begins with the article's number, which only grows, so that new
# ones go to the end of the table: it takes half the time. ``value``, ``low`` and ``high`` are in ``unit``; a CMAS has
# its maximum as ``high``; a cohort fact its statistic as ``result``. Offsets count characters of the document's text.
FACTS = Table(
    "facts",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("article_id", String(64), nullable=False),
    Column("source_file", String, nullable=False),
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

# The patients of each article's newest record, as people read them: the columns of patients.csv.
PATIENTS = Table(
    "patients",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("article_id", String(64), nullable=False),
    Column("source_file", String, nullable=False),
    Column("case_label", Text, nullable=False),
    Column("also_called", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("sex", String, nullable=False),
    Column("age_years", String, nullable=False),
    Column("ck", Text, nullable=False),
    Column("antibodies", Text, nullable=False),
    Column("cmas", Text, nullable=False),
    Column("drugs", Text, nullable=False),
    Column("labs", Text, nullable=False),
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

# The integrity findings of each article, and of two that tell of one patient: then ``other_...`` name the second one.
# ``evidence`` is a JSON list.
FINDINGS = Table(
    "findings",
    METADATA,
    Column("article_id", String(64), primary_key=True),
    Column("source_file", String, primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("other_article_id", String(64)),
    Column("other_source_file", String),
    Column("key", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("severity", String, nullable=False),  # info, warning, error
    Column("message", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("acknowledged", Text),
    Index("findings_by_key", "key"),
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

# What was wrong in each article when it was scored the last time, for the gains and losses of the next run: a JSON list
# of ``flows.scores.gains.Difference``. ``article`` is the stem of its gold.
LAST_DIFFERENCES = Table(
    "last_differences",
    METADATA,
    Column("article", String, primary_key=True),
    Column("run", Integer, nullable=False),
    Column("differences", Text, nullable=False),
)

# What a person said of a record that was in doubt. ``reasons``: the doubts, as they were shown.
REVIEWS = Table(
    "reviews",
    METADATA,
    Column("fingerprint", String(64), primary_key=True),
    Column("source_file", String, nullable=False),
    Column("decision", String, nullable=False),  # accepted, held back
    Column("reasons", Text, nullable=False),
    Column("remark", Text, nullable=False),
    Column("run", Integer, nullable=False),
)
