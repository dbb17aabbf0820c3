"""The five real articles: counts of their structure, where they are at hand."""

from pathlib import Path

import pytest

from extractors.readers import read_article
from schemas.document import Document

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
pytestmark = [
    pytest.mark.seeds,
    pytest.mark.skipif(
        not SEEDS.is_dir(), reason="the real articles are not here (shared/seeds beside the repository)"
    ),
]


def seed(number: str) -> Document:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return read_article(path)


def counts(document: Document) -> dict[str, int]:
    kinds = [block.kind for block in document.blocks]
    return {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}


def paragraphs_that_continue(document: Document) -> list[int]:
    paragraphs = [block for block in document.blocks if block.kind == "paragraph"]
    return [place for place, block in enumerate(paragraphs) if block.continues]


def person_columns(document: Document, table: int) -> int:
    return len({cell.column for cell in document.tables[table].cells if not cell.head})


def test_a_series_with_two_tables_of_patients() -> None:
    document = seed("000")
    assert [table.patients for table in document.tables] == ["columns", "columns"]
    assert [table.label for table in document.tables] == ["Table I", "Table II"]
    assert [person_columns(document, table) for table in (0, 1)] == [4, 3]
    assert [len(table.footnotes) for table in document.tables] == [1, 1]
    spans = [cell.row_span for cell in document.tables[0].cells if cell.column == 0 and cell.row_span > 1]
    assert spans == [4, 3, 4, 4, 4]
    found = counts(document)
    assert (found["title"], found["paragraph"], found["figure_caption"], found["reference"]) == (1, 6, 2, 16)
    assert paragraphs_that_continue(document) == [3]


def test_a_review_without_tables() -> None:
    document = seed("001")
    assert document.tables == ()
    found = counts(document)
    assert (found["heading"], found["caption"], found["furniture"]) == (13, 1, 1)
    assert "title" not in found
    sections = [block.section for block in document.blocks]
    assert [sections.count(section) for section in ("abstract", "introduction", "conclusion")] == [1, 3, 2]
    assert paragraphs_that_continue(document) == []


def test_a_letter_with_a_literature_table_over_three_pages() -> None:
    document = seed("002")
    (table,) = document.tables
    assert (table.patients, table.label, len(table.footnotes)) == ("rows", "Table 1", 1)
    cases = [cell for cell in table.cells if cell.column == 1 and not cell.head]
    single = [cell for cell in cases if document.quote(cell).lower().startswith(("female", "male"))]
    assert (len(single), len(cases) - len(single)) == (21, 3)
    assert sorted(cell.row_span for cell in table.cells if cell.column == 0 and cell.row)[-4:] == [2, 3, 3, 3]
    found = counts(document)
    assert (found["title"], found["table"], found["caption"], found["figure_caption"]) == (1, 3, 3, 1)
    assert paragraphs_that_continue(document) == [3, 7]
    assert document.metadata.title is not None
    assert document.metadata.doi is None


def test_a_letter_with_a_table_of_diseases() -> None:
    document = seed("003")
    (table,) = document.tables
    assert (table.patients, table.row_count, table.column_count) == (None, 7, 8)
    assert sum(cell.column_span == 3 for cell in table.cells) == 3
    assert paragraphs_that_continue(document) == [4, 11]
    first = next(place for place, block in enumerate(document.blocks) if block.section == "references")
    assert document.blocks[first].kind == "heading"
    after = [block.kind for block in document.blocks[first + 1 :]]
    assert after == ["reference"] * 6 + ["furniture"] * 8
    assert (document.metadata.year, document.metadata.doi is not None) == (2021, True)


def test_a_news_item() -> None:
    document = seed("004")
    assert counts(document) == {"title": 1, "furniture": 3, "heading": 1, "paragraph": 6}
    assert document.metadata.year == 2025
    assert document.metadata.doi is not None


def test_one_paragraph_a_line() -> None:
    """Plain texts of the development corpus: nothing in them is a table, a heading or furniture."""
    folder = SEEDS.parent / "dev_corpus"
    for path in sorted(folder.glob("*.txt")):
        document = read_article(path)
        lines = [line for line in document.text.splitlines() if line.strip()]
        assert (document.tables, len(document.blocks)) == ((), len(lines)), path.name
        assert {block.kind for block in document.blocks} == {"paragraph"}, path.name
