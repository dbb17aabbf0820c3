"""docs/store.md tells every table and column, and its examples give what it says."""

import re
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from flows.store.store import Store
from flows.store.tables import METADATA
from flows.workers.extracted import Extracted, extracted
from flows.workers.worker import extract_article
from schemas.record import ArticleRecord

TEXT = (Path(__file__).parents[2] / "docs" / "store.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```sql\n(.*?)```\n\n(\|.*?)\n\n", TEXT, re.DOTALL)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store of the document's own articles; the second came back changed."""
    folder = tmp_path_factory.mktemp("store")
    first, second = (folder / "first.txt", folder / "second.txt")
    words = re.findall(r"```text\n(.*?)```", TEXT, re.DOTALL)
    url = f"sqlite:///{folder / 'store.db'}"
    with closing(Store(url)) as store:
        for path, told in ((first, words[0]), (second, words[1])):
            path.write_text(told, encoding="utf-8")
        store.save(store.begin_run("first run", 2), read(first, second))
        second.write_text(words[1].replace("2300", "3200"), encoding="utf-8")
        store.save(store.begin_run("second run", 2), read(second))
    return url


def read(*paths: Path) -> list[tuple[Path, Extracted]]:
    read = []
    for path in paths:
        record = extract_article(path)
        assert isinstance(record, ArticleRecord)
        read.append((path, extracted(record)))
    return read


def told(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def cells(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]


def test_there_are_three_examples() -> None:
    assert len(EXAMPLES) == 3


@pytest.mark.parametrize(("query", "table"), EXAMPLES)
def test_an_example_gives_what_the_document_says(url: str, query: str, table: str) -> None:
    engine = create_engine(url)
    with engine.connect() as connection:
        result = connection.execute(text(query))
        found = [list(result.keys()), *([told(value) for value in row] for row in result)]
    engine.dispose()
    heads, _, *rows = cells(table)
    assert found == [heads, *rows]


@pytest.mark.parametrize("table", METADATA.sorted_tables, ids=str)
def test_every_column_of_every_table_is_told(table: object) -> None:
    (section,) = re.findall(rf"^### {table}$(.*?)(?=^###|\Z)", TEXT, re.DOTALL | re.MULTILINE)
    told_columns = set(re.findall(r"`(\w+)`", " ".join(re.findall(r"^\|(.*?)\|", section, re.MULTILINE))))
    assert told_columns == {column.name for column in METADATA.tables[str(table)].columns}
