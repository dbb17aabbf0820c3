"""What reviewers decided becomes gold: as they decided it, and nothing else of the file changes."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from flows.cli.main import main
from flows.gold.patches import PatchError, apply_patch, read_patch
from flows.gold.records import load_gold
from flows.gold.text import GoldText
from schemas.patch import GoldPatch

ROOT = Path(__file__).parents[2]

GOLD = """\
# Curated by hand.
article:
  source_file: paper.txt   # as deposited

cases:
  - label: "Case 1"        # the girl of the first page
    sex: female
    age_years: 7
    ck:
      - {value: 900, unit: U/L}    # printed with a comma
      - {value: 5400, unit: U/L}   # on the second day

    # the antibodies stand in the legend
    antibodies:
      - {name: anti-SRP, result: positive}
    drugs:
      - name: rituximab            # off label
        doses: [{amount: 375, unit: mg, basis: m2}]
      - {name: prednisolone}

  # told in the table alone
  - {label: "Case 2", origin: cited, ck: [{value: 3}, {value: 4}]}

# of the whole series
cohort:
  - {population: all, measure: ck, statistic: median, value: 800}
"""


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "paper.yaml").write_text(GOLD, encoding="utf-8")
    return folder


def patch_of(*changes: dict[str, Any], stem: str = "paper", **more: Any) -> GoldPatch:
    told = [{"case": "Case 1", "decision": "correct", **change} for change in changes]
    article = {"source_file": f"{stem}.txt"}
    return GoldPatch.model_validate(
        {"patch": 1, "gold": stem, "document": "0" * 64, "article": article, "changes": told, **more}
    )


def merged(gold: Path, *changes: dict[str, Any], **more: Any) -> str:
    return apply_patch(patch_of(*changes, **more), gold).path.read_text(encoding="utf-8")


def casesift(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


# ---- one change, one line

LINES: list[tuple[str, dict[str, Any], str, str]] = [  # what, the change, the words before, the words after
    ("a value",
     {"field": "ck", "was": {"value": 900, "unit": "U/L"}, "now": {"value": 9000, "unit": "U/L"}},
     "{value: 900, unit: U/L}", "{value: 9000, unit: U/L}"),
    ("a key more",
     {"field": "ck", "was": {"value": 900, "unit": "U/L"},
      "now": {"value": 900, "unit": "U/L", "phase": "peak"}},
     "{value: 900, unit: U/L}", "{value: 900, unit: U/L, phase: peak}"),
    ("a key less", {"field": "ck", "was": {"value": 900, "unit": "U/L"}, "now": {"value": 900}},
     "{value: 900, unit: U/L}", "{value: 900}"),
    ("an entry less", {"field": "ck", "was": {"value": 5400, "unit": "U/L"}, "now": None},
     "      - {value: 5400, unit: U/L}   # on the second day\n", ""),
    ("an entry more", {"field": "ck", "was": None, "now": {"value": 12.5, "unit": "U/L"}},
     "# on the second day\n", "# on the second day\n      - {value: 12.5, unit: U/L}\n"),
    ("the last entry", {"field": "antibodies", "was": {"name": "anti-SRP", "result": "positive"}, "now": None},
     "    antibodies:\n      - {name: anti-SRP, result: positive}\n", ""),
    ("a field more", {"field": "cmas", "was": None, "now": {"score": 9, "max": 52}},
     "      - {name: prednisolone}\n", "      - {name: prednisolone}\n    cmas:\n      - {score: 9, max: 52}\n"),
    ("the age", {"field": "age", "was": 7, "now": 7.5}, "age_years: 7\n", "age_years: 7.5\n"),
    ("no sex", {"field": "sex", "was": "female", "now": None}, "    sex: female\n", ""),
    ("a dose", {"field": "drugs", "was": {"name": "rituximab", "doses": [{"amount": 375, "unit": "mg", "basis": "m2"}]},
                "now": {"name": "rituximab", "route": "intravenous",
                        "doses": [{"amount": 500, "unit": "mg"}]}},
     "[{amount: 375, unit: mg, basis: m2}]\n", "[{amount: 500, unit: mg}]\n        route: intravenous\n"),
    ("in one line", {"case": "Case 2", "field": "ck", "was": {"value": 3}, "now": None},
     "[{value: 3}, {value: 4}]", "[{value: 4}]"),
    ("more in one line", {"case": "Case 2", "field": "cmas", "was": None, "now": {"score": 5}},
     "[{value: 3}, {value: 4}]}", "[{value: 3}, {value: 4}], cmas: [{score: 5}]}"),
    ("a patient less",
     {"case": "Case 2", "field": "case", "was": {"label": "Case 2", "origin": "cited"}, "now": None},
     '  - {label: "Case 2", origin: cited, ck: [{value: 3}, {value: 4}]}\n', ""),
    ("another name",
     {"field": "case", "was": {"label": "Case 1"}, "now": {"label": "Patient 1", "also_called": ["Case 1"]}},
     '  - label: "Case 1" ', "  - label: Patient 1 "),
    ("a group", {"case": None, "field": "cohort",
                 "was": {"population": "all", "measure": "ck", "statistic": "median", "value": 800},
                 "now": {"population": "all", "measure": "ck", "statistic": "mean", "value": 800}},
     "statistic: median", "statistic: mean"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "old", "new"), [line[1:] for line in LINES], ids=[line[0] for line in LINES])
def test_a_change_touches_its_own_words_only(change: dict[str, Any], old: str, new: str, gold: Path) -> None:
    expected = GOLD.replace(old, new)
    if change["field"] == "case" and change["now"]:
        expected = expected.replace(
            "      - {name: prednisolone}\n", "      - {name: prednisolone}\n    also_called: [Case 1]\n"
        )
    assert merged(gold, change) == expected


def test_several_changes_and_a_new_patient(gold: Path) -> None:
    text = merged(
        gold,
        {"field": "ck", "was": {"value": 900, "unit": "U/L"}, "now": None},
        {"field": "ck", "was": {"value": 5400, "unit": "U/L"}, "now": None},
        {"case": "Case 3", "field": "ck", "was": None, "now": {"value": 12000, "comparator": ">"}},
        {"case": "Case 3", "field": "case", "was": None, "now": {"label": "Case 3", "also_called": ["the boy: 3"]}},
    )
    (record,) = load_gold(gold).records.values()
    assert [case.label for case in record.cases] == ["Case 1", "Case 2", "Case 3"]
    assert (record.cases[0].ck, record.cases[2].ck[0].comparator) == ((), ">")
    comments = [line for line in GOLD.splitlines() if "#" in line and "value: " not in line]
    assert [line for line in comments if line not in text.splitlines()] == []


@pytest.mark.parametrize("file", sorted((ROOT / "gold").glob("*.yaml")), ids=lambda file: file.stem[:3])
def test_every_entry_of_our_gold_can_be_taken_out_and_put_back(file: Path, tmp_path: Path) -> None:
    """Nothing else is lost on the way, whatever the layout."""
    (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    before = load_gold(tmp_path).records[file.stem]
    for case in before.cases:
        for drug in case.drugs[:2]:
            out = {"case": case.label, "field": "drugs", "was": drug.model_dump(), "now": None}
            back = {"case": case.label, "field": "drugs", "was": None, "now": drug.model_dump()}
            for change in (out, back):
                apply_patch(patch_of(change, stem=file.stem, article={"source_file": f"{file.stem}.txt"}), tmp_path)
    after = load_gold(tmp_path).records[file.stem]
    assert [{drug.name for drug in case.drugs} for case in after.cases] == [
        {drug.name for drug in case.drugs} for case in before.cases
    ]
    drugs = {"drugs": ()}
    assert [case.model_copy(update=drugs) for case in after.cases] == [
        case.model_copy(update=drugs) for case in before.cases
    ]


# ---- refusals


def test_a_patch_can_be_merged_twice(gold: Path) -> None:
    changes = [line[1] for line in LINES if line[0] in {"a value", "an entry more", "the age", "a dose", "a group"}]
    once = merged(gold, *changes)
    assert merged(gold, *changes) == once


def test_an_age_that_has_changed_since_is_left_alone(gold: Path) -> None:
    with pytest.raises(PatchError, match="Case 1, age: gold has changed since the page was written"):
        merged(gold, {"field": "age", "was": 6, "now": 8})


def test_gold_that_has_changed_since_is_left_alone(gold: Path) -> None:
    changes: list[dict[str, Any]] = [
        {"field": "age", "was": 7, "now": 8},
        {"field": "ck", "was": {"value": 901, "unit": "U/L"}, "now": {"value": 9000}},
    ]
    with pytest.raises(PatchError, match="Case 1, ck: gold has changed since the page was written"):
        merged(gold, *changes)
    assert (gold / "paper.yaml").read_text(encoding="utf-8") == GOLD


def test_a_value_needs_its_patient(gold: Path) -> None:
    with pytest.raises(PatchError, match="gold has no case 'Case 9': accept the patient as well"):
        merged(gold, {"case": "Case 9", "field": "sex", "was": None, "now": "male"})


@pytest.mark.parametrize("stem", ["../paper", "a/b", "..", ".hidden", "a\\b", "C:x", ""])
def test_a_patch_cannot_leave_its_folder(stem: str) -> None:
    with pytest.raises(ValueError, match="gold"):
        patch_of(stem=stem)


HEAD = 'patch: 1\ngold: "a"\ndocument: ""\narticle: {source_file: a.txt}\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("changes: [", "line"),
        ("[]", "patch.yaml: "),
        ('patch: 1\ngold: "a"\ndocument: ""\narticle: {source_file: b.txt}', "which is not 'a'"),
        ('patch: 2\ngold: "a"\ndocument: ""\narticle: {source_file: a.txt}', "patch: input should be 1"),
        (f"{HEAD}changes: [{{case: x, field: sex, decision: accept, was: null, now: both}}]", "'female' or 'male'"),
    ],
)
def test_what_is_no_patch_is_told(text: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "patch.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(PatchError, match=words):
        read_patch(tmp_path / "patch.yaml")
    result = casesift("gold", "apply", tmp_path / "patch.yaml", "--gold", tmp_path)
    assert result.exit_code == 1
    assert result.stderr.startswith("casesift: patch.yaml: ")


# ---- articles without gold


def test_an_article_without_gold_gets_its_file(tmp_path: Path) -> None:
    changes: list[dict[str, Any]] = [
        {"field": "case", "was": None, "now": {"label": "Case 1"}},
        {"field": "sex", "was": None, "now": "male"},
        {
            "case": None,
            "field": "cohort",
            "was": None,
            "now": {"population": "all", "measure": "ck", "statistic": "mean"},
        },
    ]
    patch = patch_of(*changes, complete=["sex", "ck"], article={"source_file": "paper.txt", "title": 'A: "b" # c'})
    told = apply_patch(patch, tmp_path)
    assert str(told) == "paper.yaml: made, 3 added, 0 changed, 0 removed"
    (record,) = load_gold(tmp_path).records.values()
    assert (record.fields_annotated, record.cases[0].sex, record.article.title) == (("sex", "ck"), "male", 'A: "b" # c')


def test_a_field_that_was_left_open_is_not_scored_and_a_complete_one_joins(gold: Path) -> None:
    path = gold / "paper.yaml"
    path.write_text(GOLD + "fields_annotated: [ck]\n", encoding="utf-8")
    merged(gold, {"field": "age", "was": 7, "now": 8}, complete=["age", "ck"])
    assert load_gold(gold).records["paper"].fields_annotated == ("age", "ck")


def test_a_template_is_no_gold_before_it_is_filled(articles: Path, tmp_path: Path) -> None:
    result = casesift("gold", "new", articles / "a.txt", "--out", tmp_path / "anna")
    assert (result.exit_code, result.stdout) == (0, f"{tmp_path / 'anna' / 'a.yaml'}\n")
    text = (tmp_path / "anna" / "a.yaml").read_text(encoding="utf-8")
    assert "4100" not in text
    assert [str(failure).split(":")[0] for failure in load_gold(tmp_path / "anna").failures] == ["a.yaml"]
    filled = text.replace("\n# - ", "\n  - ").replace("\n#   ", "\n    ")
    (tmp_path / "anna" / "a.yaml").write_text(filled, encoding="utf-8")
    assert load_gold(tmp_path / "anna").records["a"].cases[0].ck[0].value == 9000
    again = casesift("gold", "new", articles / "a.txt", "--out", tmp_path / "anna")
    assert (again.exit_code, again.stderr) == (1, f"casesift: {tmp_path / 'anna' / 'a'}.yaml is there already\n")


def test_text_edits_keep_letters_beyond_ascii() -> None:
    text = GoldText("# µ 病 🙂\narticle: {title: 'µ 🙂'}\ncases: []\n")
    text.append(("cases",), {"label": "Fälle 🙂", "ck": [{"value": 1.0, "unit": "µkat/L"}]})
    assert yaml.safe_load(text.text)["cases"] == [{"label": "Fälle 🙂", "ck": [{"value": 1, "unit": "µkat/L"}]}]
    assert json.loads(json.dumps(text.text)).startswith(
        "# µ 病 🙂\narticle: {title: 'µ 🙂'}\ncases:\n  - label: Fälle 🙂\n"
    )
