"""``casesift export``: records, read once and one after the other, into one of the formats people use."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module
from pathlib import Path

from flows.delivery.delivery import Delivery, whole_file, whole_folder
from flows.delivery.dictionary import losses
from flows.printing.records import each_record
from schemas.record import ArticleRecord

README = "README.md"


@dataclass(frozen=True)
class Form:
    """A format: the module that writes it (imported only then: they are heavy), whether as a folder, and in words."""

    module: str
    folder: bool
    words: str


FORMS = {
    "csv": Form("csv_files", folder=True, words="one file a table, and the data dictionary"),
    "xlsx": Form("xlsx", folder=False, words="one sheet a table, and the data dictionary"),
    "parquet": Form("parquet", folder=True, words="one file a table with typed columns, and the data dictionary"),
    "json": Form("json_file", folder=False, words="all tables and the data dictionary in one file"),
    "phenopackets": Form("phenopacket", folder=True, words="GA4GH Phenopackets v2, one JSON file a patient"),
    "redcap": Form("redcap", folder=True, words="a data dictionary, the list of repeating instruments, and the data"),
}


@dataclass
class Outcome:
    """How much was delivered, and what was in the way, a sentence each.

    ``repeated``: reports of patients who are told of in another one's row.
    """

    articles: int = 0
    patients: int = 0
    repeated: int = 0
    problems: list[str] = field(default_factory=list)


def export(records: Iterable[ArticleRecord], form: str, out: Path, made: datetime) -> None:
    """Write records in a format to the file or into the folder ``out``: as a whole, or not at all.

    Raises ``OSError`` where that cannot be written, and ``DeliveryError`` where the format cannot hold it.
    """
    write: Callable[[Delivery], None] = import_module(f"flows.delivery.{FORMS[form].module}").write
    with (whole_folder if FORMS[form].folder else whole_file)(out) as to:
        write(Delivery(records, to, made))
        if FORMS[form].folder:
            (to / README).write_text(readme(form), encoding="utf-8")


def counted(lines: Iterable[str], name: str, outcome: Outcome) -> Iterator[ArticleRecord]:
    """The records of lines of JSON, each article once; what is none, or comes again, is noted in ``outcome``."""
    seen: dict[str, str] = {}
    for record, problem in each_record(lines):
        if record is None:
            outcome.problems.append(f"{name}: {problem}")
        elif record.id in seen:
            same = f"{record.article.source_file}: the same file as {seen[record.id]}"
            outcome.problems.append(f"{same}; exported once")
        else:
            seen[record.id] = record.article.source_file
            outcome.articles += 1
            outcome.patients += len(record.cases)
            yield record


def once_a_patient(records: Iterable[ArticleRecord], outcome: Outcome) -> Iterator[ArticleRecord]:
    """The records with one case a patient; those that are taken away are counted out of ``outcome``."""
    from flows.literature.counted_once import unique
    from flows.literature.same_patients import links

    known = list(records)
    for before, record in zip(known, unique(known, links(known)), strict=True):
        outcome.repeated += len(before.cases) - len(record.cases)
        yield record


def readme(form: str) -> str:
    """What lies in a folder, and what it does not carry."""
    lost = "\n".join(f"- {sentence}" for sentence in losses(form))
    told = "Every value points at the words it was read from; it is what the article says, not what is true."
    return f"# casesift export: {form}\n\nHere: {FORMS[form].words}.\n{told}\n\n## Not carried\n\n{lost}\n"
