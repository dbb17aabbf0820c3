"""That one bad article never takes another with it, whatever it does to the process that reads it."""

import os
import signal
import sys
import time
from collections.abc import Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from pathlib import Path

import pytest

from extractors import nlp
from flows.workers.articles import find_articles
from flows.workers.extraction import Extraction, Reading
from flows.workers.limits import Limits
from flows.workers.locations import Location
from flows.workers.worker import extract_article
from schemas.document import Document
from schemas.record import ArticleFailure, ArticleRecord
from tests.conftest import write_article
from tests.readers.typeset import Press


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
    results = [extract_article(path) for path in find_articles([articles])]
    assert [type(result) for result in results] == [ArticleRecord, ArticleFailure, ArticleRecord]
    failure = results[1]
    assert isinstance(failure, ArticleFailure)
    assert failure.kind == "crash"
    assert "RuntimeError: a rule went wrong" in failure.reason


def test_memory_that_ran_out_inside_a_library_is_told_as_such(articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def starved(_: Document) -> ArticleRecord:
        raise SystemError("error return without exception set")

    monkeypatch.setattr(nlp, "extract", starved)
    failure = extract_article(articles / "a.txt")
    assert isinstance(failure, ArticleFailure)
    assert failure.kind == "too_much_memory"


# ---- in worker processes


Result = ArticleRecord | ArticleFailure


def extracted(
    paths: Sequence[Location],
    workers: int = 1,
    limits: Limits | None = None,
    reading: Reading[ArticleRecord] = extract_article,
) -> list[Result]:
    with Extraction(reading, workers, limits) as extraction:
        return list(extraction.extract(paths))


def ends(results: list[Result]) -> list[tuple[str, str]]:
    return [
        (result.source_file, result.kind)
        if isinstance(result, ArticleFailure)
        else (result.article.source_file, "record")
        for result in results
    ]


def test_the_number_of_workers_changes_nothing(tmp_path: Path) -> None:
    paths = [write_article(tmp_path / f"{number:02}.txt", ck=3000 + number) for number in range(20)]
    (tmp_path / "07.txt").write_bytes(b"")
    here = [extract_article(path) for path in paths]
    assert sum(isinstance(result, ArticleFailure) for result in here) == 1
    assert extracted(paths, workers=1) == here
    assert extracted(paths, workers=2) == here


def killed_at_b(path: Location, _password: str | None) -> ArticleFailure:
    """In a worker: as if the system had run out of memory at one article."""
    if path.name == "b.txt":
        os.kill(os.getpid(), signal.SIGKILL)
    return ArticleFailure(source_file=path.name, reason="reached", kind="reached")


def hangs_at_b(path: Location, _password: str | None) -> ArticleFailure:
    """In a worker: as if one article sent a rule round in circles."""
    if path.name == "b.txt":
        time.sleep(600)
    return ArticleFailure(source_file=path.name, reason="reached", kind="reached")


@pytest.mark.parametrize("workers", [1, 2])
def test_a_worker_that_dies_costs_only_the_article_it_read(articles: Path, workers: int) -> None:
    results = extracted(find_articles([articles]), workers, reading=killed_at_b)
    assert ends(results) == [("a.txt", "reached"), ("b.txt", "crash"), ("c.txt", "reached")]


def test_a_worker_that_hangs_is_replaced_and_its_article_named(articles: Path) -> None:
    results = extracted(find_articles([articles]), limits=Limits(seconds=2), reading=hangs_at_b)
    assert ends(results) == [("a.txt", "reached"), ("b.txt", "too_slow"), ("c.txt", "reached")]
    slow = results[1]
    assert isinstance(slow, ArticleFailure)
    assert "2 seconds" in slow.reason


def test_who_waits_for_an_article_is_told_when_another_thread_ends_the_reading(articles: Path) -> None:
    extraction: Extraction[ArticleRecord] = Extraction(hangs_at_b)
    results = extraction.extract(find_articles([articles]))
    assert ends([next(results)]) == [("a.txt", "reached")]
    with ThreadPoolExecutor() as other:
        waits = other.submit(next, results)
        extraction.stop()
        assert isinstance(waits.exception(timeout=60), CancelledError)
    with pytest.raises(CancelledError):
        next(extraction.extract(find_articles([articles])))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what a process holds")
def test_an_article_that_takes_too_much_memory_is_named(articles: Path) -> None:
    (articles / "b.txt").write_text("The boy was weak and his CK was 4,000 U/L. \n\n" * 200_000)
    results = extracted(find_articles([articles]), limits=Limits(seconds=100, megabytes=64))
    assert ends(results) == [("a.txt", "record"), ("b.txt", "too_much_memory"), ("c.txt", "record")]


def test_a_password_reaches_the_reader(tmp_path: Path) -> None:
    letter = Press().page()
    letter.column("A girl aged nine years had a CK of 4,100 U/L.", 60, 100, 400)
    (tmp_path / "letter.pdf").write_bytes(letter.bytes(password="sesame"))  # noqa: S106 - opens a made-up letter
    assert ends(extracted([tmp_path / "letter.pdf"])) == [("letter.pdf", "encrypted")]
    with Extraction(extract_article, password="sesame") as extraction:  # noqa: S106
        (record,) = extraction.extract([tmp_path / "letter.pdf"])
    assert isinstance(record, ArticleRecord)
    assert [ck.value for case in record.cases for ck in case.ck] == [4100]
