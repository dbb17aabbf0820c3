"""From a file to a document: what is read, how it is decoded, and what is refused with which words."""

import codecs
import hashlib
import os
import pickle
from pathlib import Path

import pytest

from extractors.readers import SIZE_LIMIT, ReadError, read_article

STORY = "Un niño, 7 years old, had a CK of 90 µkat/L – far above “normal” – and weak legs.\r\n\r\nHe recovered.\r\n"


def file(folder: Path, data: bytes, name: str = "article.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def refused(path: Path, size_limit: int = SIZE_LIMIT) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read_article(path, size_limit=size_limit)
    return caught.value


def test_the_text_is_the_file_line_ends_included(tmp_path: Path) -> None:
    document = read_article(file(tmp_path, STORY.encode()))
    assert document.text == STORY
    assert (document.reader, document.encoding, document.source) == ("text", "utf-8", "article.txt")
    assert document.id == hashlib.sha256(STORY.encode()).hexdigest()
    assert document.warnings == ()
    assert len(document.blocks) == 2


@pytest.mark.parametrize(
    ("mark", "codec", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32"),
        (b"", "utf-16-le", "utf-16-le"),
        (b"", "utf-16-be", "utf-16-be"),
    ],
)
def test_unicode_in_all_its_files(tmp_path: Path, mark: bytes, codec: str, encoding: str) -> None:
    document = read_article(file(tmp_path, mark + STORY.encode(codec)))
    assert document.text == STORY  # without the mark
    assert document.encoding == encoding
    assert bool(document.warnings) == (encoding != "utf-8-sig")


def test_a_windows_file_is_read_with_a_warning(tmp_path: Path) -> None:
    document = read_article(file(tmp_path, STORY.encode("cp1252")))
    assert document.text == STORY
    assert document.encoding == "cp1252"
    assert [warning for warning in document.warnings if "cp1252" in warning] == list(document.warnings) != []


def test_the_id_is_that_of_the_bytes_and_not_of_the_words(tmp_path: Path) -> None:
    one = read_article(file(tmp_path, STORY.encode(), "one.txt"))
    two = read_article(file(tmp_path, codecs.BOM_UTF8 + STORY.encode(), "two.txt"))
    assert one.text == two.text
    assert one.id != two.id


@pytest.mark.parametrize("data", [b"", b"\n \t\r\n", codecs.BOM_UTF8], ids=["nothing", "white space", "a mark"])
def test_nothing_to_read(tmp_path: Path, data: bytes) -> None:
    assert refused(file(tmp_path, data)).kind == "empty"


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 20,
        b"\x7fELF\x02\x01\x01\x00" + b"\x00" * 99,
        b"words \x01\x02\x03\x04 words " * 30,
        b"a\x00b",
        b"word " * 50_000 + b"\x00",
    ],
    ids=["all bytes", "a program", "control characters", "a zero", "a zero far down"],
)
def test_binary_data_named_txt(tmp_path: Path, data: bytes) -> None:
    assert refused(file(tmp_path, data)).kind == "binary"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (codecs.BOM_UTF16_LE + "<?xml version='1.0'?>".encode("utf-16-le"), "XML"),
        (b"PK\x03\x04word/document.xml", "Word"),
        (b"{\\rtf1\\ansi hello}", "RTF"),
    ],
    ids=["xml in utf-16", "docx", "rtf"],
)
def test_other_formats_are_named_in_plain_words(tmp_path: Path, data: bytes, word: str) -> None:
    error = refused(file(tmp_path, data))
    assert error.kind == "unsupported"
    assert error.reason.startswith("this is a")
    assert word in error.reason


def test_markup_in_the_text_makes_it_no_web_page(tmp_path: Path) -> None:
    assert read_article(file(tmp_path, b"<sup>1</sup>A boy was ill. PDF files begin with %PDF.\n")).reader == "text"


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = file(tmp_path, b"word " * 500)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("it was read"))
    error = refused(path, size_limit=2000)
    assert error.kind == "too_large"
    assert "MB" in error.reason


def test_the_limit_is_far_above_any_article() -> None:
    assert SIZE_LIMIT >= 10_000_000


def test_damaged_utf16(tmp_path: Path) -> None:
    assert refused(file(tmp_path, codecs.BOM_UTF16_LE + b"a\x00\x00\xd8a\x00")).kind == "unreadable"


@pytest.mark.parametrize("name", ["missing.txt", ""], ids=["no such file", "a folder"])
def test_a_path_that_cannot_be_opened(tmp_path: Path, name: str) -> None:
    error = refused(tmp_path / name)
    assert error.kind == "unreadable"
    assert str(tmp_path) not in str(error)


def test_an_error_travels_between_processes() -> None:
    error = pickle.loads(pickle.dumps(ReadError("the file is empty", kind="empty")))  # noqa: S301 - our own bytes
    assert (error.reason, error.kind, str(error)) == ("the file is empty", "empty", "the file is empty")


def test_a_pipe_or_a_device_is_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "article.txt")
    for path in (tmp_path / "article.txt", Path("/dev/zero")):
        error = refused(path)
        assert (error.kind, "pipe or a device" in error.reason) == ("unreadable", True)
