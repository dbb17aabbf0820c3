"""The benchmarks measure what they say."""

from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.drug_sentences import compare_sentence, score_file
from benchmarks.icdar import Score, main, printed_cells, score, score_folder

TABLES = Path(__file__).parents[2] / "shared" / "dev_data" / "tables"
DRUG_SENTENCES = Path(__file__).parents[2] / "shared" / "dev_data" / "drug_sentences" / "phee_dev.jsonl"


def test_cells_are_compared_as_a_multiset_without_white_space(tmp_path: Path) -> None:
    truth = tmp_path / "a-str.xml"
    truth.write_text(
        "<document><table id='1'><region id='1' page='1'>"
        "<cell id='1'><content>two\nlines</content></cell><cell id='2'><content>7</content></cell>"
        "<cell id='3'><content>7</content></cell><cell id='4'><content> </content></cell>"
        "</region></table></document>",
        encoding="utf-8",
    )
    printed = printed_cells(truth)
    assert printed == Counter({"twolines": 1, "7": 2})
    one = score(Counter({"twolines": 1, "7": 1, "8": 2}), printed)
    assert (one.right, one.precision) == (2, 0.5)
    assert one.recall == pytest.approx(2 / 3)
    assert one.plus(Score(1, 1, 1)) == Score(5, 4, 3)


def test_a_folder_without_truth_is_a_usage_error(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, [str(tmp_path)]).exit_code == 2


def test_tables_of_the_competition() -> None:
    if not TABLES.is_dir():
        pytest.skip("the tables are not here (../shared/dev_data/tables)")
    total = Score()
    for one in score_folder(TABLES).values():
        total = total.plus(one)
    assert total.recall >= 0.97
    assert total.precision >= 0.97


def test_drugs_of_marked_sentences() -> None:
    if not DRUG_SENTENCES.is_file():
        pytest.skip("the sentences are not here (../shared/dev_data/drug_sentences)")
    counted = score_file(DRUG_SENTENCES)
    assert counted["drugs"].recall >= 0.98
    assert counted["doses"].f1 >= 0.93
    assert counted["routes"].recall >= 0.95
    assert counted["age"].f1 >= 0.97
    assert counted["sex"].f1 >= 0.98


def test_a_dose_counts_with_its_drug_alone() -> None:
    text = "The girl took 10 mg of prednisone and 15 mg of methotrexate orally."
    treatment = {
        "Drug": {"text": [["prednisone"]], "start": [[text.index("prednisone")]]},
        "Dosage": {"text": [["15 mg"]], "start": [[text.index("15 mg")]]},
    }
    told = dict(compare_sentence(text, [{"Treatment": treatment}]))
    assert told["drugs"] == (1, 0, 0)
    assert (told["doses"].right, told["doses"].missed) == (0, 1)
