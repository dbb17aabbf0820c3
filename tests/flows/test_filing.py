"""What becomes of an article that comes back: changed, renamed, moved, copied, or as it once was."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from extractors import nlp
from flows.store.store import Store
from flows.workers.extracted import extracted
from flows.workers.planning import plan
from flows.workers.worker import extract_article
from schemas.record import ArticleRecord
from tests.conftest import write_article


class Collection:
    """A folder and its store: each ``run`` reads what is new and says what it read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = f"sqlite:///{folder / 'store.db'}"
        self.store = Store(self.url)

    def run(self) -> list[str]:
        """Do what a run does, without Prefect; returns the names of the files it had to read."""
        works = plan(sorted(self.folder.rglob("*.txt")))
        run = self.store.begin_run("run", len(works))
        known = self.store.find_again(run, works)
        todo = [work.path for work in works if (work.article_id, work.path.name) not in known]
        read = [(path, record) for path in todo if isinstance(record := extract_article(path), ArticleRecord)]
        self.store.save(run, [(path, extracted(record)) for path, record in read])
        names = [
            record.article.source_file for record in self.store.records([(w.fingerprint, w.path.name) for w in works])
        ]
        assert names == [work.path.name for work in works]
        return [path.name for path in todo]

    def rows(self, query: str) -> list[tuple[object, ...]]:
        engine = create_engine(self.url)
        with engine.connect() as connection:
            found = [tuple(row) for row in connection.execute(text(query))]
        engine.dispose()
        return found

    def articles(self) -> list[tuple[object, ...]]:
        """Number, version, name and CK values of the articles as they are now."""
        return self.rows(
            "select number, version, a.source_file, value from articles a join facts using (number)"
            " where field = 'ck' order by number"
        )

    def versions(self) -> list[tuple[object, ...]]:
        return self.rows("select number, version, source_file, run from versions order by number, version")


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    made = Collection(tmp_path)
    write_article(tmp_path / "a.txt", ck=4100)
    assert made.run() == ["a.txt"]
    yield made
    made.store.close()


def test_what_has_not_changed_is_seen_and_nothing_else(collection: Collection) -> None:
    assert collection.run() == []
    assert collection.articles() == [(1, 1, "a.txt", 4100)]
    assert collection.versions() == [(1, 1, "a.txt", 1)]
    assert collection.rows("select run from articles") == [(2,)]


def test_a_changed_file_is_a_new_version_and_the_old_record_stays(collection: Collection) -> None:
    write_article(collection.folder / "a.txt", ck=4200)
    assert collection.run() == ["a.txt"]
    assert collection.articles() == [(1, 2, "a.txt", 4200)]
    assert collection.versions() == [(1, 1, "a.txt", 1), (1, 2, "a.txt", 2)]
    old = "select record from versions join records using (fingerprint) where version = 1"
    ((words,),) = collection.rows(old)
    assert "4100" in str(words)


def test_a_file_that_is_as_it_once_was_is_not_read_again(collection: Collection) -> None:
    for ck in (4200, 4100):
        write_article(collection.folder / "a.txt", ck=ck)
        read = collection.run()
    assert read == []
    assert collection.articles() == [(1, 3, "a.txt", 4100)]
    assert collection.rows("select count(*) from records") == [(2,)]


@pytest.mark.parametrize("name", ["b.txt", "below/a.txt", "below/b.txt"])
def test_a_renamed_or_moved_file_is_known_by_its_content(collection: Collection, name: str) -> None:
    (collection.folder / "below").mkdir()
    (collection.folder / "a.txt").rename(collection.folder / name)
    assert collection.run() == []
    stem = Path(name).name
    version = 1 if stem == "a.txt" else 2
    assert collection.articles() == [(1, version, stem, 4100)]
    assert collection.rows("select path from articles") == [(str(collection.folder / name),)]
    write_article(collection.folder / name, ck=4200)
    assert collection.run() == [stem]
    assert collection.articles() == [(1, version + 1, stem, 4200)]


def test_a_copy_is_an_article_of_its_own(collection: Collection) -> None:
    (collection.folder / "b.txt").write_bytes((collection.folder / "a.txt").read_bytes())
    assert collection.run() == []
    assert collection.articles() == [(1, 1, "a.txt", 4100), (2, 1, "b.txt", 4100)]


def test_a_file_that_is_moved_over_another_is_its_next_version(collection: Collection) -> None:
    write_article(collection.folder / "b.txt", ck=4200)
    collection.run()
    (collection.folder / "b.txt").replace(collection.folder / "a.txt")
    assert collection.run() == []
    assert collection.articles() == [(1, 2, "a.txt", 4200), (2, 1, "b.txt", 4200)]


def test_two_files_of_one_name_are_two_articles(collection: Collection) -> None:
    (collection.folder / "below").mkdir()
    write_article(collection.folder / "below" / "a.txt", ck=4200)
    assert collection.run() == ["a.txt"]
    assert collection.articles() == [(1, 1, "a.txt", 4100), (2, 1, "a.txt", 4200)]


def test_new_rules_make_a_new_version(collection: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nlp, "PROGRAM_VERSION", "next")
    assert collection.run() == ["a.txt"]
    assert collection.versions() == [(1, 1, "a.txt", 1), (1, 2, "a.txt", 2)]
    assert collection.rows("select count(*) from records") == [(2,)]
