"""What ``casesift extract`` prints does not depend on how it is kept meanwhile."""

import json
from pathlib import Path
from random import Random
from tempfile import TemporaryFile

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from flows.cli.extract import _print_list
from flows.cli.main import main
from flows.printing.kept import Kept
from schemas.record import ArticleRecord


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=50), max_size=8), st.randoms())
def test_kept_texts_come_back_whole_and_in_any_order(texts: list[str], chance: Random) -> None:
    with TemporaryFile() as file:
        kept = Kept(file)
        places = [(kept.add(text), text) for text in texts]
        chance.shuffle(places)
        assert [kept.text(place) for place, _ in places] == [text for _, text in places]
        assert kept.text(kept.add("behind")) == "behind"


def test_the_list_is_that_of_the_lines(articles: Path) -> None:
    lines = CliRunner().invoke(main, ["extract", str(articles), "--format", "jsonl"]).stdout
    printed = CliRunner().invoke(main, ["extract", str(articles)]).stdout
    records = [json.loads(line) for line in lines.split("\n") if line]
    assert [ArticleRecord.model_validate(record).article.source_file for record in records] == [
        "a.txt",
        "b.txt",
        "c.txt",
    ]
    assert printed == json.dumps(records, ensure_ascii=False, indent=2) + "\n"


def test_a_sign_that_some_take_for_the_end_of_a_line_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    records = [{"quote": "one\u2028two"}, {"quote": "three"}]
    _print_list(json.dumps(record, ensure_ascii=False) for record in records)
    assert capsys.readouterr().out == json.dumps(records, ensure_ascii=False, indent=2) + "\n"


def test_no_record_is_an_empty_list(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    done = CliRunner().invoke(main, ["extract", str(tmp_path)])
    assert (done.exit_code, done.stdout) == (1, "[]\n")


def test_wrong_usage_prints_no_list(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["extract", str(tmp_path / "missing")])
    assert (done.exit_code, done.stdout) == (2, "")
