"""A record in the rows of the store, made by the process that read the article: the flow's own has enough to do."""

from typing import Any, NamedTuple

from flows.printing.patients import PatientRow, patient_rows
from flows.workers.fact_rows import FactRow, fact_rows
from flows.workers.profile_rows import profile_words
from schemas.record import ArticleRecord


class Extracted(NamedTuple):
    """All that the store keeps of one record: ``words`` is the record as JSON, the others are columns of its tables.

    ``article`` lacks what only the store knows: number, version, path and run; ``facts`` are as ``fact_rows`` has them.
    """

    words: str
    article: dict[str, Any]
    patients: tuple[dict[str, str], ...]
    facts: tuple[FactRow, ...]

    @property
    def article_id(self) -> str:
        """The SHA-256 of the file's bytes."""
        return str(self.article["id"])

    @property
    def source_file(self) -> str:
        """The name of the file."""
        return str(self.article["source_file"])


def extracted(record: ArticleRecord) -> Extracted:
    """The record in rows."""
    return Extracted(
        words=record.model_dump_json(),
        article=_article(record),
        patients=tuple(patient_columns(row) for row in patient_rows([record])),
        facts=tuple(fact_rows(record)),
    )


def patient_columns(row: PatientRow) -> dict[str, str]:
    """The row as the store has it; ``case`` is a word of SQL."""
    columns = row.model_dump(exclude={"article", "case"})
    return {"case_label": row.case, **columns}


def _article(record: ArticleRecord) -> dict[str, Any]:
    told = {"source_file", "title", "doi", "pmid", "pmcid", "first_author", "year"}
    counts = {"cases": len(record.cases), "cohort": len(record.cohort), "unlinked": len(record.unlinked)}
    noted = len(record.findings) + len(record.warnings)
    return {
        "id": record.id,
        "reader": record.reader,
        **record.article.model_dump(include=told),
        **counts,
        "noted": noted,
        "profiles": profile_words(record),
    }
