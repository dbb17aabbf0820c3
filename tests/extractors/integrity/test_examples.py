"""Made-up articles with what must be found in each, and near misses in which nothing may be.

An example begins with ``=== kind: words`` (the kind of its one finding, and how its first words begin), or with a bare
``===`` where there is nothing to find. ``# `` begins a comment between examples.
"""

from pathlib import Path

import pytest

from extractors import nlp
from extractors.readers import read_article
from schemas.record import ArticleRecord

FILES = sorted(Path(__file__).parent.glob("*.txt"))


def examples(path: Path) -> list[tuple[str, str]]:
    """The mark and the text of each example."""
    parts = path.read_text(encoding="utf-8").split("===")[1:]
    split = (part.partition("\n") for part in parts)
    return [
        (mark.strip(), "\n".join(line for line in text.splitlines() if not line.startswith("# ")).strip())
        for mark, _, text in split
    ]


def read(text: str, folder: Path) -> tuple[str, ArticleRecord]:
    """The text as read, and the record of an article with that text."""
    path = folder / "made-up.txt"
    path.write_text(f"# Weakness\n\n{text}\n", encoding="utf-8")
    document = read_article(path)
    return document.text, nlp.extract(document)


CASES = [
    pytest.param(mark, text, id=f"{path.stem}-{place}")
    for path in FILES
    for place, (mark, text) in enumerate(examples(path))
]


@pytest.mark.parametrize(("mark", "text"), CASES)
def test_what_contradicts_itself_is_found_and_nothing_else(mark: str, text: str, tmp_path: Path) -> None:
    printed, record = read(text, tmp_path)
    kind, _, marked = mark.partition(": ")
    assert [told.kind for told in record.findings] == ([kind] if mark else [])
    for told in record.findings:
        assert marked in " ".join(" ".join(each.quote.split()) for each in told.evidence)
        assert told.message.endswith(".")
        for words in (*told.evidence, *told.against):
            assert printed[words.start : words.end] == words.quote


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_kind_has_examples_and_near_misses(path: Path) -> None:
    marks = [mark for mark, _ in examples(path)]
    assert any(marks)
    assert marks.count("") >= 2
