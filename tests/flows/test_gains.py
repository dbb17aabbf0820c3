"""What was gained and lost since the last time, by name."""

from typing import Any

import pytest

from flows.scores.gains import Scored, changes, differences_by_article, gains_markdown
from tests.flows.factories import compared, gold_of, record_of

CKS = [{"value": 900, "unit": "U/L"}, {"value": 410, "unit": "U/L"}]
GOLD = gold_of({"sex": "female", "ck": CKS})
RIGHT: dict[str, Any] = {"sex": "female", "ck": CKS}
POORER: dict[str, Any] = {"sex": "female", "ck": CKS[:1]}
SLIP: dict[str, Any] = {"sex": "male", "ck": CKS}
TOO_MUCH: dict[str, Any] = {**RIGHT, "antibodies": [{"name": "anti-SRP", "result": "positive"}]}


def differences(case: dict[str, Any]) -> Any:
    return differences_by_article(compared(GOLD, record_of(case)), ["paper"])


def before(case: dict[str, Any], run: str = "first") -> dict[str, Scored]:
    return {article: Scored(run=run, differences=told) for article, told in differences(case).items()}


def told(old: dict[str, Any], new: dict[str, Any]) -> str:
    return gains_markdown(before(old), differences(new), most=10)


def test_nothing_changed() -> None:
    assert told(SLIP, SLIP) == "Since the run 'first'.\n\n0 gained, 0 lost, 0 still wrong in another way.\n"


@pytest.mark.parametrize(
    ("old", "new", "row"),
    [
        (RIGHT, POORER, "### Lost|ck | value 410, unit U/L | right | missed |"),
        (POORER, RIGHT, "### Gained|ck | value 410, unit U/L | missed | right |"),
        (SLIP, RIGHT, "### Gained|sex | sex female | wrong value: sex male | right |"),
        (RIGHT, TOO_MUCH, "### Lost|antibodies | name anti-SRP, result positive | not read | spurious |"),
        (TOO_MUCH, RIGHT, "### Gained|antibodies | name anti-SRP, result positive | spurious | not read |"),
    ],
)
def test_a_fact_is_told_by_name(old: dict[str, Any], new: dict[str, Any], row: str) -> None:
    heading, cells = row.split("|", 1)
    text = told(old, new)
    assert f"{heading}\n" in text
    assert f"| paper | Case 1 | {cells}" in text
    assert text.count("###") == 1


def test_a_fact_that_is_wrong_in_another_way_is_neither_gained_nor_lost() -> None:
    missing = {"ck": CKS}
    text = told(missing, SLIP)
    assert "0 gained, 0 lost, 1 still wrong in another way." in text
    assert "| sex | sex female | missed | wrong value: sex male |" in text


def test_only_articles_of_both_runs_are_laid_side_by_side() -> None:
    assert changes({}, differences(SLIP)) == []
    assert "Scored for the first time: paper." in gains_markdown({}, differences(SLIP), most=10)
    assert changes(before(SLIP), {}) == []


def test_several_runs_before_are_all_named() -> None:
    old = {**before(SLIP, "one"), "other": Scored(run="two", differences=())}
    assert "in the runs 'one', 'two'." in gains_markdown(old, {**differences(SLIP), "other": ()}, most=10)


def test_no_more_than_so_many_rows_are_shown() -> None:
    text = gains_markdown(before(RIGHT), differences({}), most=1)
    assert text.count("| paper |") == 1
    assert "2 more are not shown." in text


def test_no_words_of_an_article_are_kept() -> None:
    counted = {"measure": "patients", "statistic": "count", "value": 12, "population": "words of the article"}
    (kept,) = differences_by_article(compared(gold_of(), record_of(cohort=[counted])), ["paper"])["paper"]
    assert kept.read == "measure patients, statistic count, value 12"
