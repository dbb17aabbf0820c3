"""The benchmarks measure what they say."""

import re
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.drug_sentences import compare_sentence, score_file
from benchmarks.figures import Figure
from benchmarks.icdar import Score, main, printed_cells, score, score_folder
from benchmarks.planted import COUNT, PLANTED, missed
from benchmarks.speed import PAGES, put
from benchmarks.text_speed import TextSpeed, text_table
from benchmarks.texts import made_up
from benchmarks.tool import casesift

ROOT = Path(__file__).parents[1]
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


# ---- speed


def test_every_planted_fact_is_found() -> None:
    tool = casesift({})
    assert missed([list(tool.facts(planted.text)) for planted in PLANTED]) == []


def test_a_fact_denied_by_mistake_is_missed() -> None:
    found = [[list(fact) for fact in planted.facts] for planted in PLANTED]
    assert missed(found) == []
    kind, name, denied = PLANTED[0].facts[0]
    found[0][0] = [kind, name, not denied]
    assert missed(found) == [(kind, name, denied)]


def test_a_tool_that_finds_less_does_not_count() -> None:
    one = TextSpeed("seeds", "edsnlp", (10.0, 10.0), (0.5, 2.5), wanted=2.0, found=COUNT)
    assert "| **no** / yes |" in text_table([one])
    assert "does not count" not in text_table([one])
    assert "does not count" in text_table([one._replace(wanted=None, found=COUNT - 1)])


def test_a_limit_is_a_least_or_a_most() -> None:
    assert Figure("a", 2, limit=2).met
    assert Figure("a", 2.1, limit=2, most=True).met is False
    assert Figure("a", 2).met is None
    assert "| at most 2.00 s | **no** |" in Figure("a", 2.1, "s", 2, most=True).row


def test_made_up_texts_are_the_same_each_time_and_of_their_length() -> None:
    assert made_up(500, 1) == made_up(500, 1) != made_up(500, 2)
    assert 500 <= len(made_up(500, 1).split()) < 700


def test_the_page_has_a_place_for_every_part() -> None:
    for part, name in PAGES.items():
        page = (ROOT / "docs" / name).read_text(encoding="utf-8")
        assert "\n\nwords\n\n<!--" in put(page, part, "words")
    with pytest.raises(ValueError, match="no place for other"):
        put(page, "other", "words")


@pytest.mark.parametrize("lock", sorted((ROOT / "benchmarks" / "peers").glob("*.txt")), ids=lambda lock: lock.stem)
def test_the_locks_of_the_peers_have_hashes_and_no_addresses(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    pins = re.split(r"\n(?=[a-z0-9])", re.sub(r"(?m)^ *#.*\n?", "", text))
    assert len(pins) > 40
    assert [pin.split()[0] for pin in pins if "==" not in pin or "--hash=sha256:" not in pin] == []
    assert re.findall(r"\w+://\S*|^-.*|(?<![\w.])/\w+\S*", text, re.MULTILINE) == []
