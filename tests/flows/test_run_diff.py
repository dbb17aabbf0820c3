"""Two readings compared: every value that changed, and the one thing that changed it, or that nothing tells which."""

import json
from contextlib import closing
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner

from extractors import nlp
from flows.cli.main import main
from flows.lineage.changed_values import changed_values
from flows.lineage.culprits import causes, judged
from flows.lineage.run_diff import diff_records, diff_runs
from flows.store.past_runs import NoSuchRunError, PastRuns
from flows.store.store import Store
from flows.workers.extracted import extracted
from schemas.record import ArticleRecord
from tests.flows.factories import Entry, record_of, to_lines

CK = {"value": 900, "unit": "U/L"}


def made(*cases: Entry, file: str = "0", name: str = "paper", **versions: str | None) -> ArticleRecord:
    """A record of a file with these bytes, made by these versions."""
    record = record_of(*cases, stem=name)
    by = {"program": "1", "rules": "1", "readers": "1", "vocabulary": "1", "document_schema": "3", **versions}
    return ArticleRecord.model_validate({**record.model_dump(), "id": file * 64, "versions": by})


def told(before: ArticleRecord, after: ArticleRecord) -> list[tuple[str, str, str]]:
    return [(change.kind, change.item.field, change.item.name) for change in changed_values(before, after)]


# ---- which values changed


def test_a_value_that_says_the_same_has_not_changed() -> None:
    before = made({"ck": [CK]})
    moved = made(
        {"ck": [{**CK, "printed": "900 u/l", "rule": "other", "evidence": [{"start": 7, "end": 8, "quote": "x"}]}]}
    )
    assert told(before, moved) == []


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ({"ck": [CK]}, {"ck": [{**CK, "value": 800}]}, ("changed", "ck", "")),
        ({"ck": [CK]}, {}, ("removed", "ck", "")),
        ({}, {"sex": "male"}, ("added", "sex", "")),
        ({"age_years": 9}, {"age_years": 9, "age_also": [10]}, ("changed", "age", "")),
        ({"origin": "own"}, {"origin": "cited"}, ("changed", "cases", "Case 1")),
        (
            {"drugs": [{"name": "prednisone", "doses": [{"amount": 1}]}]},
            {"drugs": [{"name": "prednisone", "doses": [{"amount": 2}]}]},
            ("changed", "doses", "prednisone"),
        ),
        (
            {"antibodies": [{"name": "anti-SRP", "result": "positive"}]},
            {"antibodies": [{"name": "anti-SRP", "result": "negative"}]},
            ("changed", "antibodies", "anti-SRP"),
        ),
    ],
)
def test_every_kind_of_change(before: Entry, after: Entry, change: tuple[str, str, str]) -> None:
    assert told(made(before), made(after)) == [change]


def test_what_differs_is_named_and_both_sides_are_told() -> None:
    (change,) = judged([made({"ck": [CK]}), made({"ck": [{**CK, "phase": "peak"}]}, rules="2")])
    assert change.keys == ("phase",)
    assert change.before is not None
    assert change.after is not None
    assert ("phase peak" in change.before.told, "phase peak" in change.after.told) == (False, True)
    assert change.after.evidence[0].quote == "words"


def test_a_value_of_another_patient_has_moved() -> None:
    before, after = (
        made({"sex": "male", "ck": [CK]}, {"sex": "female"}),
        made({"sex": "male"}, {"sex": "female", "ck": [CK]}),
    )
    (change,) = changed_values(before, after)
    assert change.kind == "moved"
    assert change.before is not None
    assert (change.before.case, change.item.case) == ("Case 1", "Case 2")


def test_a_patient_under_another_name_is_one_change() -> None:
    girl = {"sex": "female", "age_years": 9, "ck": [CK]}
    assert told(made({**girl, "label": "Case 1"}), made({**girl, "label": "Patient A"})) == [
        ("changed", "cases", "Patient A")
    ]


def test_groups_and_the_article_itself_are_compared() -> None:
    group = {"measure": "ck", "statistic": "mean", "value": 5}
    before = record_of(cohort=[group])
    after = record_of(cohort=[{**group, "value": 6}])
    after = after.model_copy(update={"article": after.article.model_copy(update={"year": 2020})})
    assert told(before, after) == [("added", "article", "year"), ("changed", "cohort", "ck")]


# ---- the culprit


@pytest.mark.parametrize(
    ("change", "culprit"),
    [
        ({"file": "1"}, "file"),
        ({"readers": "2"}, "reader"),
        ({"vocabulary": "2"}, "vocabulary"),
        ({"rules": "2"}, "rules"),
        ({"document_schema": "4"}, "schema"),
        ({"program": "2"}, "program"),
        ({}, "unknown"),
    ],
)
def test_the_one_thing_that_changed_is_the_culprit(change: dict[str, str], culprit: str) -> None:
    (found,) = judged([made({"ck": [CK]}), made({}, **change)])
    assert (found.culprit, found.possible) == (culprit, (culprit,))


def test_the_program_is_no_cause_beside_its_rules() -> None:
    assert causes(made(), made(program="2", rules="2")) == ("rules",)


def test_several_at_once_are_all_named_and_none_is_guessed() -> None:
    (change,) = judged([made({"ck": [CK]}), made({}, vocabulary="2", rules="2")])
    assert (change.culprit, change.possible) == (None, ("vocabulary", "rules"))
    assert "the vocabulary and the rules changed at once" in change.why


def test_a_record_in_between_proves_which() -> None:
    chain = [made({"ck": [CK], "sex": "male"}), made({"sex": "male"}, vocabulary="2"), made(vocabulary="2", rules="2")]
    culprits = {change.field: change.culprit for change in judged(chain)}
    assert culprits == {"ck": "vocabulary", "sex": "rules", "cases": "rules"}


def test_what_an_older_schema_could_not_tell_is_the_schemas() -> None:
    old = made({"ck": [CK]}, document_schema="2", rules="0")
    raw = old.model_dump()
    del raw["cases"][0]["ck"][0]["time"]
    time = {"printed": "w", "evidence": [], "rule": "time.at", "days": 3}
    new = made({"ck": [{**CK, "time": time}]})
    (change,) = judged([ArticleRecord.model_validate(raw), new])
    assert (change.keys, change.culprit) == (("time",), "schema")


def test_reader_and_rules_are_not_told_apart_beside_a_record_of_schema_2() -> None:
    (change,) = judged([made({"ck": [CK]}, readers=None), made({}, rules="2")])
    assert change.possible == ("reader", "rules")
    assert "schema 2" in change.why


def test_readers_and_rules_have_versions_of_their_own() -> None:
    assert nlp.readers_version() != nlp.rules_version()
    sources = [name for name, _ in nlp._sources(files("extractors"))]
    assert {"nlp.py", "readers/jats.py"} <= set(sources)


# ---- files of records


def test_articles_are_paired_by_bytes_then_by_name() -> None:
    before = [made({"ck": [CK]}, file="1", name="a"), made(file="2", name="gone")]
    after = [made(file="3", name="new"), made({}, file="1", name="renamed")]
    differences = diff_records(before, after, ("old", "new"))
    assert (differences.articles, differences.only_before, differences.only_after) == (1, ("gone.md",), ("new.md",))
    assert [change.article for change in differences.changes] == ["renamed.md"]


# ---- runs of a store


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A store of three runs: rules changed in the second, the file in the third."""
    url = f"sqlite:///{tmp_path / 'casesift.db'}"
    path = tmp_path / "paper.md"
    path.write_text("words", encoding="utf-8")
    records = [
        made({"ck": [CK], "sex": "male"}),
        made({"ck": [CK]}, rules="2"),
        made({"ck": [{**CK, "value": 700}]}, file="2", rules="2"),
    ]
    with closing(Store(url)) as store:
        for number, record in enumerate(records, start=1):
            run = store.begin_run(f"papers {number}")
            with pytest.MonkeyPatch.context() as patched:
                patched.setattr(nlp, "rules_version", lambda record=record: record.versions.rules)
                store.save(run, [(path, extracted(record))])
    return url


def test_runs_are_compared_as_the_store_stood_after_them(url: str) -> None:
    with closing(PastRuns(url)) as store:
        first, second, whole, back, none = (
            [(change.field, change.kind, change.culprit) for change in diff_runs(store, *runs).changes]
            for runs in ((1, 2), (2, 3), (1, 3), (3, 1), (2, 2))
        )
    assert first == [("sex", "removed", "rules")]
    assert second == [("ck", "changed", "file")]
    assert sorted(whole) == [("ck", "changed", "file"), ("sex", "removed", "rules")]
    assert sorted(back) == [("ck", "changed", "file"), ("sex", "added", "rules")]
    assert none == []


def test_a_run_is_named_by_number_or_name(url: str) -> None:
    with closing(PastRuns(url)) as store:
        assert store.run("2") == store.run("papers 2") == 2
        with pytest.raises(NoSuchRunError, match="papers 3"):
            store.run("9")


# ---- the command


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["diff", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def test_the_command_tells_runs_and_files(url: str, tmp_path: Path) -> None:
    code, words, _ = run("papers 1", 3, "--store", url)
    assert code == 0
    assert "2 values changed: 1 by " in words
    assert "[file]" in words
    for name, record in (("a", made({"ck": [CK]})), ("b", made({}, vocabulary="2"))):
        (tmp_path / f"{name}.jsonl").write_text(to_lines([record]), encoding="utf-8")
    code, words, _ = run(tmp_path / "a.jsonl", tmp_path / "b.jsonl", "--format", "json")
    assert code == 0
    assert json.loads(words)["changes"][0]["culprit"] == "vocabulary"


def test_the_command_says_what_is_not_there(url: str, tmp_path: Path) -> None:
    for arguments in (
        (1, 9, "--store", url),
        (1, 2, "--out", tmp_path / "none"),
        ("a.jsonl", 1),
        ("a.jsonl", "b.jsonl"),
    ):
        code, words, error = run(*arguments)
        assert (code, words) == (2, ""), arguments
        assert error
    assert not (tmp_path / "none").exists()
