"""What each rule earned and cost."""

from pathlib import Path

import pytest

from flows.scores.rule_accounting import account_table, accounts, cost_table, costs
from flows.scores.verdicts import Counts
from tests.conftest import write_article


def test_every_rule_has_its_account() -> None:
    told = {
        account.rule: account
        for account in accounts({("ck", "ck.behind"): Counts(3, 1), ("ck_phase", "ck.behind"): Counts(2)})
    }
    assert (told["ck.behind"].fields, told["ck.behind"].right, told["ck.behind"].wrong) == (("ck", "ck_phase"), 5, 1)
    assert (told["ck.series"].fields, told["ck.series"].right) == ((), 0)


def test_a_rule_without_a_line_in_the_table_is_a_fault() -> None:
    with pytest.raises(KeyError, match=r"ck\.new"):
        accounts({("ck", "ck.new"): Counts(1)})


def test_rules_that_read_nothing_stand_below_the_table() -> None:
    table = account_table(accounts({("ck", "ck.behind"): Counts(3, 1)}))
    assert table.row_count == 1
    assert "ck.series" in str(table.caption)
    assert "ck.behind" not in str(table.caption)


def test_every_part_of_the_work_has_its_cost(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    spent = costs([write_article(tmp_path / "a.txt", ck=4100), tmp_path / "empty.txt"])
    assert [cost.extractor for cost in spent][:3] == ["reading", "demographics", "ck"]
    assert spent[-1].extractor == "linking"
    assert {cost.words for cost in spent} == {18}
    assert all(cost.seconds >= 0 for cost in spent)
    assert cost_table(spent).row_count == len(spent)
