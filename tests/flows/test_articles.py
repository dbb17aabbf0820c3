"""Which files are articles, and that one bad article never takes another with it."""

import os
import signal
from pathlib import Path

import pytest

from extractors import nlp
from flows import articles as module
from flows.articles import NoArticlesError, extract_article, extract_articles, find_articles
from schemas.document import Document
from schemas.record import ArticleFailure, ArticleRecord
from tests.conftest import write_article


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


# ---- finding


def test_a_folder_gives_its_articles_and_those_of_its_subfolders_in_order(tmp_path: Path) -> None:
    touch(tmp_path, "z.txt", "b.md", "deep/a.pdf", "C.TXT", "x.nxml", "x.xml", "page.htm", "y.xml.gz")
    touch(tmp_path, "README.md", "gold.yaml", ".hidden.txt", ".cache/d.txt", "picture.png", "none")
    (tmp_path / "folder.txt").mkdir()
    names = [path.relative_to(tmp_path).as_posix() for path in find_articles([tmp_path])]
    assert names == ["C.TXT", "b.md", "deep/a.pdf", "page.htm", "x.nxml", "x.xml", "y.xml.gz", "z.txt"]


def test_a_hidden_folder_that_was_named_is_read(tmp_path: Path) -> None:
    touch(tmp_path, ".inbox/a.txt")
    assert find_articles([tmp_path / ".inbox"]) == [tmp_path / ".inbox" / "a.txt"]


def test_paths_keep_their_order_and_no_file_comes_twice(tmp_path: Path) -> None:
    touch(tmp_path, "a.txt", "b.txt", "c.txt")
    found = find_articles([tmp_path / "c.txt", tmp_path, tmp_path / "a.txt"])
    assert [path.name for path in found] == ["c.txt", "a.txt", "b.txt"]


def test_a_pattern_is_a_folder_seen_through_a_sieve(tmp_path: Path) -> None:
    touch(tmp_path, "b1.txt", "a1.txt", "a2.md", "a3.yaml", "deep/a4.txt")
    assert [path.name for path in find_articles([tmp_path / "a*"])] == ["a1.txt", "a2.md"]
    assert [path.name for path in find_articles([tmp_path / "**" / "a*.txt"])] == ["a1.txt", "a4.txt"]


def test_a_file_that_was_named_is_taken_whatever_its_name(tmp_path: Path) -> None:
    touch(tmp_path, "README.md", "scan.docx", "odd[1].txt")
    named = [tmp_path / "README.md", tmp_path / "scan.docx", tmp_path / "odd[1].txt"]
    assert find_articles(named) == named


@pytest.mark.parametrize("missing", ["nothing.txt", "empty", "*.txt"])
def test_what_holds_no_article_is_named(tmp_path: Path, missing: str) -> None:
    (tmp_path / "empty").mkdir()
    touch(tmp_path, "empty/README.md")
    with pytest.raises(NoArticlesError) as error:
        find_articles([tmp_path / missing])
    assert str(tmp_path / missing) in str(error.value)


# ---- extracting


def test_an_article_gives_its_record(articles: Path) -> None:
    record = extract_article(articles / "a.txt")
    assert isinstance(record, ArticleRecord)
    assert record.article.source_file == "a.txt"
    assert [ck.value for case in record.cases for ck in case.ck] == [4100]


def test_what_the_reader_refuses_is_a_failure_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    failure = extract_article(tmp_path / "empty.txt")
    assert isinstance(failure, ArticleFailure)
    assert (failure.source_file, failure.kind) == ("empty.txt", "empty")
    assert "empty" in failure.reason


def test_a_fault_of_our_own_is_a_failure_of_that_article_alone(articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = nlp.extract

    def faulty(document: Document) -> ArticleRecord:
        if document.source == "b.txt":
            raise RuntimeError("a rule went wrong")
        return real(document)

    monkeypatch.setattr(nlp, "extract", faulty)
    results = list(extract_articles(find_articles([articles])))
    assert [type(result) for result in results] == [ArticleRecord, ArticleFailure, ArticleRecord]
    failure = results[1]
    assert isinstance(failure, ArticleFailure)
    assert failure.kind == "crash"
    assert "RuntimeError: a rule went wrong" in failure.reason


def test_the_number_of_workers_changes_nothing(tmp_path: Path) -> None:
    paths = [write_article(tmp_path / f"{number:02}.txt", ck=3000 + number) for number in range(20)]  # two rounds
    (tmp_path / "07.txt").write_bytes(b"")
    alone = list(extract_articles(paths, workers=1))
    assert sum(isinstance(result, ArticleFailure) for result in alone) == 1
    assert list(extract_articles(paths, workers=2)) == alone


def killed_at_b(path: Path) -> ArticleRecord | ArticleFailure:
    """In a worker: as if the system had run out of memory at one article."""
    if path.name == "b.txt":
        os.kill(os.getpid(), signal.SIGKILL)
    return ArticleFailure(source_file=path.name, reason="reached", kind="test")


def test_a_killed_worker_costs_only_the_article_it_read(articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "extract_article", killed_at_b)
    results = list(extract_articles(find_articles([articles]), workers=2))
    assert [(result.source_file, result.kind) for result in results if isinstance(result, ArticleFailure)] == [
        ("a.txt", "test"),
        ("b.txt", "crash"),
        ("c.txt", "test"),
    ]
