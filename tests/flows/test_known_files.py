"""Files that look as they did are not read again; all others are."""

import json
import os
from pathlib import Path

import pytest

from flows.workers.known_files import KnownFiles
from flows.workers.locations import digests

LATER = 10**12  # nanoseconds after the files were written: they count as old


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text("CK was 5,230 U/L.", encoding="utf-8")
    return path


@pytest.fixture
def note(tmp_path: Path) -> Path:
    return tmp_path / "out.json"


def known(note: Path, *, forget: bool = False, later: int = LATER) -> KnownFiles:
    return KnownFiles(note, forget=forget, clock=lambda: note.parent.stat().st_mtime_ns + later)


def noted_as(note: Path, digest: str) -> None:
    """Note another hash than the true one of every file: whoever gets it has not read the file."""
    told = {name: [look, digest] for name, (look, _) in json.loads(note.read_bytes()).items()}
    note.write_text(json.dumps(told), encoding="utf-8")


def test_a_file_that_looks_the_same_is_not_read_again(article: Path, note: Path) -> None:
    assert known(note).digests([article]) == digests([article])
    noted_as(note, "as noted")
    assert known(note).digests([article]) == ["as noted"]


def test_other_bytes_are_read_though_size_and_time_are_the_same(article: Path, note: Path) -> None:
    known(note).digests([article])
    times = article.stat()
    article.write_text("CK was 5,231 U/L.", encoding="utf-8")
    os.utime(article, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert article.stat().st_mtime_ns == times.st_mtime_ns
    assert known(note).digests([article]) == digests([article])


def test_a_file_that_was_written_just_now_is_read_again(article: Path, note: Path) -> None:
    known(note, later=10**9).digests([article])
    assert json.loads(note.read_bytes()) == {}


def test_whoever_forgets_reads_all_and_notes_it_anew(article: Path, note: Path) -> None:
    known(note).digests([article])
    noted_as(note, "as noted")
    assert known(note, forget=True).digests([article]) == digests([article])
    assert known(note).digests([article]) == digests([article])


@pytest.mark.parametrize("words", ["", "{", "[]", '{"a.txt": [[1, 2, 3], "x"]}'])
def test_a_note_that_cannot_be_read_is_none(article: Path, note: Path, words: str) -> None:
    note.write_text(words, encoding="utf-8")
    assert known(note).digests([article]) == digests([article])


def test_files_that_are_gone_are_noted_no_more_and_others_stay(article: Path, note: Path) -> None:
    other, third = article.with_name("b.txt"), article.with_name("c.txt")
    other.write_text("b", encoding="utf-8")
    known(note).digests([article, other])
    article.unlink()
    third.write_text("c", encoding="utf-8")
    assert known(note).digests([article, third]) == ["", *digests([third])]
    assert set(json.loads(note.read_bytes())) == {str(other), str(third)}
