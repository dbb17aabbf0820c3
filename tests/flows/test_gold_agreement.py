"""How far two curators agree, with neither of them as the truth."""

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from flows.cli.main import main
from flows.gold.agreement import agreement, kappa
from schemas.gold import GoldRecord
from tests.flows.factories import Entry, gold_of

POSITIVE = {"name": "anti-SRP", "result": "positive"}
NEGATIVE = {"name": "anti-SRP", "result": "negative"}


def of(*cases: Entry) -> dict[str, GoldRecord]:
    return {"paper": gold_of(*cases)}


def test_curators_who_say_the_same_agree() -> None:
    record = of({"sex": "female", "ck": [{"value": 900}], "antibodies": [POSITIVE]}, {"sex": "male"})
    told = agreement(record, record).fields
    assert {field: row.f1 for field, row in told.items() if row.f1 is not None} == {
        "cases": 1, "sex": 1, "ck": 1, "antibodies": 1
    }  # fmt: skip
    assert told["sex"].kappa == 1


@pytest.mark.parametrize("swapped", [False, True])
def test_what_one_has_and_the_other_has_not(swapped: bool) -> None:
    first = of({"ck": [{"value": 900}, {"value": 800}], "antibodies": [POSITIVE], "age_years": 7})
    second = of({"ck": [{"value": 900}, {"value": 80}, {"value": 70}], "antibodies": [NEGATIVE], "age_years": 7})
    told = agreement(second, first) if swapped else agreement(first, second)
    ck = told.fields["ck"]
    assert (ck.both, sorted((ck.only_first, ck.only_second))) == (1, [1, 2])
    assert ck.f1 == pytest.approx(2 / 5)
    assert (told.fields["antibodies"].f1, told.fields["antibodies"].named) == (0, 1)


def test_what_one_leaves_open_counts_for_neither() -> None:
    first = of({"age_years": 7, "ck": [{"value": 900, "optional": True}]})
    second = of({"age_years": 7, "ck": [{"value": 900, "unit": "U/L"}], "drugs": [{"name": "x", "optional": True}]})
    fields = agreement(first, second).fields
    assert [(fields[name].only_first, fields[name].only_second) for name in ("ck", "drugs")] == [(0, 0), (0, 0)]


def test_a_patient_of_one_curator_alone_has_all_facts_alone() -> None:
    first, second = of({"sex": "female", "age_years": 3}), of({"sex": "female", "age_years": 3}, {"ck": [{"value": 1}]})
    fields = agreement(first, second).fields
    assert (fields["cases"].only_second, fields["ck"].only_second, fields["cases"].both) == (1, 1, 1)


def test_kappa_takes_chance_out() -> None:
    """The example of Cohen's measure in every textbook: 20 + 15 of 50 agree, kappa 0.4."""
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert kappa(pairs) == pytest.approx(0.4)
    assert kappa([("yes", "yes")] * 9) is None
    assert kappa([]) is None


def test_the_command_reads_files_and_folders(tmp_path: Path) -> None:
    for name, value in (("anna", 900), ("ben", 901)):
        (tmp_path / name).mkdir()
        text = yaml.safe_dump(
            {"article": {"source_file": "a.txt"}, "cases": [{"label": "x", "ck": [{"value": value}]}]}
        )
        (tmp_path / name / "a.yaml").write_text(text, encoding="utf-8")
    only = {"article": {"source_file": "b.txt"}}
    (tmp_path / "ben" / "b.yaml").write_text(yaml.safe_dump(only), encoding="utf-8")
    folders = [str(tmp_path / "anna"), str(tmp_path / "ben")]
    result = CliRunner().invoke(main, ["gold", "agree", *folders, "--format", "json"])
    told = json.loads(result.stdout)
    assert (result.exit_code, told["articles"], told["fields"]["ck"]["f1"], told["only_second"]) == (0, 1, 0, ["b"])
    files = [str(tmp_path / name / "a.yaml") for name in ("anna", "ben")]
    assert "Agreement of two curators" in CliRunner().invoke(main, ["gold", "agree", *files]).stdout
    (tmp_path / "ben" / "b.yaml").write_text("cases: [", encoding="utf-8")
    assert CliRunner().invoke(main, ["gold", "agree", *folders]).exit_code == 2
