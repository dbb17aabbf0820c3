"""What was gained and lost since somebody last accepted the scores."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.cli.main import main
from flows.scores.accepted import AcceptedError, accept, changes, changes_text, load_accepted, save_accepted
from tests.flows.factories import compared, gold_of, record_of, to_lines

GOLD = gold_of({"sex": "female", "ck": [{"value": 900, "unit": "U/L"}, {"value": 410, "unit": "U/L"}]})
RIGHT = record_of({"sex": "female", "ck": [{"value": 900, "unit": "U/L"}, {"value": 410, "unit": "U/L"}]})
POORER = record_of({"sex": "female", "ck": [{"value": 900, "unit": "U/L"}]})
SLIP = record_of({"sex": "male", "ck": [{"value": 900, "unit": "U/L"}, {"value": 410, "unit": "U/L"}]})


def test_nothing_changed() -> None:
    now = accept(compared(GOLD, POORER))
    assert changes_text(changes(now, now)) == "No change from the accepted scores.\n"


def test_a_loss_and_a_gain_are_told_side_by_side() -> None:
    change = changes(accept(compared(GOLD, SLIP)), accept(compared(GOLD, POORER)))
    assert change.losses == ("paper | Case 1 | ck | missed | gold: value 410, unit U/L | read: ",)
    assert change.gains == ("paper | Case 1 | sex | wrong_value | gold: sex female | read: sex male",)
    assert change.fallen == ["ck"]
    text = changes_text(change)
    assert "ck: F1 1.000 -> 0.667" in text
    assert "sex: F1 0.000 -> 1.000" in text
    assert "\n+ paper" in text
    assert "\n- paper" in text


def test_no_words_of_an_article_are_kept() -> None:
    counted = {"measure": "patients", "statistic": "count", "value": 12, "population": "words of the article"}
    accepted = accept(compared(gold_of(), record_of(cohort=[counted])))
    assert accepted.differences == (
        "paper | group | cohort | spurious | gold:  | read: measure patients, statistic count, value 12",
    )


def test_the_file_comes_back_as_it_was(tmp_path: Path) -> None:
    accepted = accept(compared(GOLD, POORER))
    save_accepted(tmp_path / "deep" / "a.json", accepted)
    assert load_accepted(tmp_path / "deep" / "a.json") == accepted
    with pytest.raises(AcceptedError, match=r"b\.json"):
        load_accepted(tmp_path / "b.json")


def test_the_command_tells_a_fall_until_it_is_accepted(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "paper.yaml").write_text(GOLD.model_dump_json())
    file = tmp_path / "accepted.json"

    def compare(record: object, *more: str) -> tuple[int, str]:
        records = tmp_path / "records.jsonl"
        records.write_text(to_lines([record]))  # type: ignore[list-item]
        arguments = ["compare", str(records), "--gold", str(tmp_path / "gold"), "--accepted", str(file), *more]
        result = CliRunner().invoke(main, arguments)
        return result.exit_code, result.output

    assert compare(RIGHT)[0] == 2  # there is nothing accepted yet
    assert compare(RIGHT, "--accept")[0] == 0
    code, told = compare(POORER)
    assert (code, "- paper | Case 1 | ck | missed" in told, "below its accepted score" in told) == (1, True, True)
    assert compare(POORER, "--accept")[0] == 0
    assert compare(POORER) == (0, "No change from the accepted scores.\n")
    assert compare(RIGHT)[0] == 0
