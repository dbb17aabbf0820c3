"""Which files are articles."""

from pathlib import Path

import pytest

from flows.workers.articles import NoArticlesError, find_articles


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


# ---- finding


def test_a_folder_gives_its_articles_and_those_of_its_subfolders_in_order(tmp_path: Path) -> None:
    touch(tmp_path, "z.txt", "b.md", "deep/a.pdf", "C.TXT", "x.nxml", "x.xml", "page.htm", "y.xml.gz")
    touch(tmp_path, "README.md", "gold.yaml", ".hidden.txt", ".cache/d.txt", "picture.png", "none")
    (tmp_path / "folder.txt").mkdir()
    names = [Path(str(path)).relative_to(tmp_path).as_posix() for path in find_articles([tmp_path])]
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
