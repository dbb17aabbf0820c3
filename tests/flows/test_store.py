"""The store: a batch as a whole or not at all, nothing twice, nothing lost."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError

from extractors import nlp
from flows.reports.told import tell, told
from flows.store import database
from flows.store.filing import renamed
from flows.store.store import Store, StoreError
from flows.workers.extracted import Extracted, extracted
from flows.workers.planning import Work, fingerprint, plan, split
from flows.workers.worker import extract_article
from schemas.record import ArticleFailure, ArticleRecord
from tests.flows.factories import compared, gold_of, record_of

CK = {"value": 5000, "unit": "U/L", "phase": "onset"}
PULSE = {"amount": 500, "unit": "mg", "per": "day"}
DRUG = {"name": "methylprednisolone", "route": "intravenous", "status": "stopped", "doses": [PULSE]}
ANTIBODY = {"name": "anti-SRP", "result": "positive"}


def record(number: int, *cases: dict[str, Any]) -> ArticleRecord:
    return record_of(*cases, stem=f"paper{number}").model_copy(update={"id": f"{number:064}"})


def article(number: int, *cases: dict[str, Any]) -> tuple[Path, Extracted]:
    """The rows of an article's record and where it was read."""
    rows = extracted(record(number, *cases))
    return Path("folder") / rows.source_file, rows


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'store.db'}"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = Store(url)
    yield opened
    opened.close()


def rows(url: str, query: str) -> list[tuple[Any, ...]]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(query))]
    engine.dispose()
    return found


def test_records_come_back_as_they_were_and_in_the_order_asked_for(store: Store) -> None:
    female, drug = {"sex": "female", "ck": [CK]}, {"drugs": [DRUG]}
    keys = store.save(store.begin_run("run", 2), [article(1, female), article(2, drug)])
    named = list(zip(keys, ("paper1.md", "paper2.md"), strict=True))
    assert store.records(named[::-1]) == [record(2, drug), record(1, female)]
    assert set(store.words([*keys, "never seen"])) == set(keys)


@pytest.mark.parametrize("asked", [1, 3, 4, 6])
def test_few_and_most_of_the_records_are_found_alike(store: Store, asked: int, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = [article(number) for number in range(6)]
    keys = store.save(store.begin_run("run", 6), articles)
    named = [(rows.article_id, rows.source_file) for _, rows in articles]
    monkeypatch.setattr(database, "_MANY", 2)
    assert set(store.words([*keys[:asked], "never seen"])) == set(keys[:asked])
    assert [(file.id, file.source_file) for file in store.listed(named[:asked])] == named[:asked]


def test_moved_and_unmoved_files_are_seen_alike_however_many(
    store: Store, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = [article(number) for number in range(6)]
    keys = store.save(store.begin_run("run", 6), articles)
    places = [Path("moved" if number % 2 else "folder") / rows.source_file for number, (_, rows) in enumerate(articles)]
    works = [Work(path, rows.article_id, key) for path, (_, rows), key in zip(places, articles, keys, strict=True)]
    monkeypatch.setattr(database, "_MANY", 2)
    store.find_again(second := store.begin_run("again", 6), works)
    found = rows(url, "select path, number, version, run from articles order by number")
    assert found == [(str(path.absolute()), number, 1, second) for number, path in enumerate(places, start=1)]


def test_saving_again_replaces_and_never_doubles(store: Store, url: str) -> None:
    run = store.begin_run("run", 1)
    store.save(run, [article(1, {"ck": [CK, {**CK, "value": 100}]})])
    store.save(run, [article(1, {"ck": [CK]})])
    assert rows(url, "select value from facts where field = 'ck'") == [(5000.0,)]
    assert rows(url, "select count(*) from records") == rows(url, "select count(*) from articles") == [(1,)]


def test_a_new_version_keeps_the_old_record_and_renews_the_facts(
    store: Store, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = store.begin_run("run", 1)
    old = store.save(run, [article(1, {"sex": "female"})])
    monkeypatch.setattr(nlp, "PROGRAM_VERSION", "next")
    new = store.save(run, [article(1, {"sex": "male"})])
    assert set(store.words([*old, *new])) == {*old, *new}
    assert rows(url, "select name from facts") == [("male",)]
    assert rows(url, "select fingerprint from articles") == [(new[0],)]


def test_a_batch_is_written_as_a_whole_or_not_at_all(store: Store, url: str) -> None:
    path, second = article(2)
    broken = second._replace(article=second.article | {"reader": None})
    with pytest.raises(IntegrityError, match="reader"):
        store.save(store.begin_run("run", 2), [article(1, {"sex": "female"}), (path, broken)])
    tables = ("articles", "facts", "patients", "records", "versions")
    assert [rows(url, f"select * from {table}") for table in tables] == [[]] * len(tables)  # noqa: S608 - our own tables


def test_patients_are_rows_as_people_read_them(store: Store, url: str) -> None:
    store.save(store.begin_run("run", 1), [article(1, {"sex": "female", "ck": [CK]}, {"drugs": [DRUG]})])
    assert rows(url, "select case_label, sex, ck, drugs from patients order by position") == [
        ("Case 1", "female", "5000 U/L (onset)", ""),
        ("Case 2", "", "", "methylprednisolone iv 500 mg/day (stopped)"),
    ]


def test_an_article_is_told_by_its_rows_as_by_its_record(store: Store) -> None:
    cases = ({"sex": "female", "ck": [CK]}, {"drugs": [DRUG]})
    doubtful = record(2, *cases).model_copy(update={"warnings": ("a page without words",)})
    for each in (record(1, *cases), doubtful, record(3)):
        store.save(1, [(Path(each.article.source_file), extracted(each))])
        (listed,) = store.listed([(each.id, each.article.source_file)])
        assert listed.plain == (not each.warnings)
        assert list(tell(store, [[listed]])) == [told(each)]


def test_facts_are_flat_and_point_at_their_words(store: Store, url: str) -> None:
    case = {"sex": "female", "age_years": 7, "ck": [CK], "antibodies": [ANTIBODY], "cmas": [{"score": 20, "max": 52}]}
    store.save(store.begin_run("run", 1), [article(1, {**case, "drugs": [DRUG]})])
    query = "select field, name, value, high, unit, phase, result, status, route, quote from facts order by position"
    assert rows(url, query) == [
        ("sex", "female", None, None, None, None, None, None, None, None),
        ("age", "age_years", 7.0, None, "years", None, None, None, None, None),
        ("ck", "CK", 5000.0, None, "U/L", "onset", None, None, None, "words"),
        ("antibodies", "anti-SRP", None, None, None, None, "positive", None, None, "words"),
        ("cmas", "CMAS", 20.0, 52.0, None, None, None, None, None, "words"),
        ("drugs", "methylprednisolone", None, None, None, None, None, "stopped", "intravenous", "words"),
        ("doses", "methylprednisolone", 500.0, None, "mg/day", None, None, "stopped", "intravenous", "words"),
    ]


def test_a_group_fact_belongs_to_no_case(store: Store, url: str) -> None:
    group = record_of(cohort=[{"measure": "ck", "statistic": "median", "value": 9000, "unit": "U/L"}])
    store.save(store.begin_run("run", 1), [(Path("paper.md"), extracted(group))])
    assert rows(url, "select field, case_label, name, value, result from facts") == [
        ("cohort", None, "ck", 9000.0, "median")
    ]


def test_a_run_is_noted_with_its_failures_and_scores(store: Store, url: str) -> None:
    run = store.begin_run("articles today", 2)
    assert rows(url, "select name, state, articles, finished from runs") == [("articles today", "running", 2, None)]
    failure = ArticleFailure(source_file="bad.txt", reason="the file is empty", kind="empty")
    comparison = compared(gold_of({"sex": "female"}), record_of({"sex": "female"}))
    store.finish_run(run, [failure], comparison, extracted=1, unchanged=0, failed=1)
    assert rows(url, "select state, extracted, unchanged, failed from runs") == [("finished", 1, 0, 1)]
    assert rows(url, "select source_file, kind from failures") == [("bad.txt", "empty")]
    query = "select level, f1, support from scores where field = 'sex' order by level"
    assert rows(url, query) == [("document", 1.0, 1), ("patient", 1.0, 1)]


def test_the_last_scores_are_those_of_the_last_run_that_was_scored(store: Store) -> None:
    assert store.last_scores() == (None, {})
    for name, sex in (("first", "female"), ("second", "male"), ("third", None)):
        comparison = compared(gold_of({"sex": "female"}), record_of({"sex": sex})) if sex else None
        store.finish_run(store.begin_run(name), [], comparison, extracted=1, unchanged=0, failed=0)
    last, scores = store.last_scores()
    assert (last, scores["sex"], scores["ck"]) == ("second", 0, None)


def test_an_unchanged_article_is_seen_by_the_new_run(store: Store, url: str) -> None:
    store.save(store.begin_run("first", 2), [article(1), article(2)])
    second = store.begin_run("second", 1)
    store.find_again(
        second, [Work(path=Path("folder/paper1.md"), article_id=f"{1:064}", fingerprint=fingerprint(f"{1:064}"))]
    )
    assert rows(url, "select source_file, run from articles order by id") == [("paper1.md", 2), ("paper2.md", 1)]


def test_an_article_of_an_older_store_gets_its_columns_when_it_is_found_again(store: Store, url: str) -> None:
    store.save(store.begin_run("first", 1), [article(1, {"sex": "female", "ck": [CK]})])
    profiles = "select profiles from articles"
    before = rows(url, profiles)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("update articles set profiles = null"))
    engine.dispose()
    works = [Work(path=Path("folder/paper1.md"), article_id=f"{1:064}", fingerprint=fingerprint(f"{1:064}"))]
    store.find_again(store.begin_run("second", 1), works)
    assert rows(url, profiles) == before != [(None,)]
    assert rows(url, "select version, run from articles") == [(1, 2)]


@pytest.mark.parametrize("wrong", ["no url", "sqlite:////no/such/folder/store.db", "oracle9://x"])
def test_a_store_that_cannot_be_opened_is_named(wrong: str) -> None:
    with pytest.raises(StoreError) as error:
        Store(wrong)
    assert wrong in str(error.value)


def test_a_password_is_never_shown() -> None:
    with pytest.raises(StoreError) as error:
        Store("mysql+mysqldb://me:secret@localhost/db")
    assert "secret" not in str(error.value)
    assert "***" in str(error.value)


# ---- what has to be done


def test_the_fingerprint_tells_of_all_that_a_record_depends_on(monkeypatch: pytest.MonkeyPatch) -> None:
    known = fingerprint("bytes")
    assert known == fingerprint("bytes")
    assert known != fingerprint("other bytes")
    for part in ("rules_version", "readers_version", "vocabulary_version"):
        with monkeypatch.context() as changed:
            changed.setattr(nlp, part, lambda: "changed")
            assert known != fingerprint("bytes")
    assert known == fingerprint("bytes")


def test_the_name_of_a_file_decides_nothing_but_its_own_mention(articles: Path) -> None:
    """Why the fingerprint can do without it."""
    paths = [articles / "a.txt", *((articles / "a.txt").with_name(name) for name in ("b.pdf", "c.xml", "d"))]
    for path in paths:
        path.write_bytes((articles / "a.txt").read_bytes())
    records = [record for record in map(extract_article, paths) if isinstance(record, ArticleRecord)]
    assert [renamed(record, "any.txt") for record in records] == [renamed(records[0], "any.txt")] * 4


def test_the_same_file_twice_is_one_work_and_an_unreadable_one_stays(articles: Path) -> None:
    copy = articles / "copy" / "a.txt"
    copy.parent.mkdir()
    copy.write_bytes((articles / "a.txt").read_bytes())
    works = plan([articles / "a.txt", copy, articles / "gone.txt", articles / "b.txt"])
    assert [work.path.name for work in works] == ["a.txt", "gone.txt", "b.txt"]
    assert [len(work.article_id) for work in works] == [64, 0, 64]


def test_batches_hold_every_work_once(articles: Path) -> None:
    works = plan(sorted(articles.iterdir()))
    batches = split(works, 2)
    assert [(batch.number, batch.of, len(batch.works)) for batch in batches] == [(1, 2, 2), (2, 2, 1)]
    assert [work for batch in batches for work in batch.works] == works


@pytest.mark.parametrize(("count", "batches", "largest"), [(1, 1, 1), (50, 3, 20), (1000, 20, 50), (10_000, 20, 500)])
def test_there_are_few_batches(count: int, batches: int, largest: int) -> None:
    work = Work(path=Path("a"), article_id="", fingerprint="")
    cut = split([work] * count)
    assert (len(cut), len(cut[0].works), sum(len(batch.works) for batch in cut)) == (batches, largest, count)
