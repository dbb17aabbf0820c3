"""Records as lines of JSON: one ``ArticleRecord`` a line."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from schemas.record import ArticleRecord


def read_records(path: Path) -> tuple[list[ArticleRecord], list[str]]:
    """Read the records of ``path`` and name each line that is none ("line 3: ...").

    Raises ``OSError`` and ``UnicodeDecodeError`` where the file cannot be read as text.
    """
    records: list[ArticleRecord] = []
    problems: list[str] = []
    for record, problem in each_record(path.read_text(encoding="utf-8").split("\n")):
        if record is None:
            problems.append(problem)
        else:
            records.append(record)
    return records, problems


def each_record(lines: Iterable[str]) -> Iterator[tuple[ArticleRecord | None, str]]:
    """Each record, one after the other, or None and what is wrong with the line ("line 3: ...")."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield ArticleRecord.model_validate_json(line), ""
        except ValidationError as error:
            yield None, f"line {number}: no article record: {_first(error)}"


def by_stem(records: Iterable[ArticleRecord]) -> tuple[dict[str, ArticleRecord], list[str]]:
    """Key records by the stems of their files, as gold is named; a second record of a name is left out and named."""
    keyed: dict[str, ArticleRecord] = {}
    problems: list[str] = []
    for record in records:
        for name in (record.article.source_file, *(check.source_file for check in record.cross_checks)):
            if keyed.setdefault(Path(name).stem, record) is not record:
                problems += [f"{name}: a second record of this name is not compared"]
    return keyed, problems


def _first(error: ValidationError) -> str:
    problem = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in problem["loc"])
    more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
    return f"{place}: {problem['msg']}{more}" if place else f"{problem['msg']}{more}"
