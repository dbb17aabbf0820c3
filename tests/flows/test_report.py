"""The report: complete, harmless wherever it is opened, and the same bytes for the same records."""

import csv
import json
from pathlib import Path

import pytest

from flows.gold.against_gold import GoldResult
from flows.printing.patients import number, patient_rows
from flows.printing.records import by_stem, read_records
from flows.reports.console import patients_table
from flows.reports.findings import Findings, Gathering
from flows.reports.report import write_report, write_run
from flows.reports.report_text import report_markdown, score_rows
from flows.reports.told import told
from flows.runs.standing import made_of, note_standing, standing
from flows.store.store import Listed
from schemas.record import ArticleFailure, ArticleRecord
from tests.flows.factories import compared, gold_of, record_of, to_lines

CASE = {
    "sex": "female",
    "age_years": 9 + 2 / 12,
    "ck": [
        {"value": 13150, "unit": "U/L", "phase": "onset"},
        {"low": 200, "high": 300, "unit": "U/L", "phase": "follow_up"},
        {"value": 20, "comparator": ">", "unit": "xULN"},
    ],
    "antibodies": [{"name": "anti-SRP", "result": "positive", "titre": "1:80"}, {"name": "ANA", "result": "negative"}],
    "cmas": [{"score": 12, "max": 52, "phase": "onset"}],
    "drugs": [
        {"name": "prednisone", "route": "oral", "doses": [{"amount": 1.5, "basis": "kg", "per": "day"}]},
        {"name": "simvastatin", "status": "exposure"},
    ],
    "labs": [{"analyte": "ALT", "value": 88, "unit": "U/L"}],
}
CK = [{"value": 900, "unit": "U/L"}]
FAILURE = ArticleFailure(source_file="bad|one.txt", reason="the file is empty", kind="empty")


RECORD = record_of(CASE, {"label": "Case 2", "origin": "cited", "citation": "Binder 2020"})
COMPARISON = compared(gold_of({"sex": "male"}), RECORD)
GOLD = GoldResult(comparison=COMPARISON, problems=("gold odd.yaml: colour: unknown key",))


def written(out: Path, *records: ArticleRecord) -> Findings:
    """Write a report with all there may be in it, or one of ``records`` alone."""
    if records:
        return write_report(map(told, records), (), None, out)
    return write_report([told(RECORD)], [FAILURE], GOLD, out)


def in_words(*records: ArticleRecord) -> str:
    """The readable report."""
    gathering = Gathering()
    for record in records or [RECORD]:
        gathering.add(told(record))
    return report_markdown(gathering.findings((), None) if records else gathering.findings([FAILURE], GOLD))


def test_a_patient_in_words() -> None:
    row, cited = patient_rows([record_of(CASE, {"label": "Case 2", "origin": "cited", "citation": "Binder 2020"})])
    assert (row.sex, row.age_years, row.cmas) == ("female", "9.17", "12/52 (onset)")
    assert row.ck == "13150 U/L (onset); 200-300 U/L (follow-up); >20 xULN"
    assert row.antibodies == "anti-SRP positive (1:80); ANA negative"
    assert row.drugs == "prednisone oral 1.5 mg/kg/day; simvastatin (exposure)"
    assert row.labs == "ALT 88 U/L"
    assert (cited.origin, cited.sex, cited.ck) == ("cited: Binder 2020", "", "")


@pytest.mark.parametrize(("value", "shown"), [(100000.0, "100000"), (0.5, "0.5"), (0.0, "0"), (12.25, "12.25")])
def test_numbers_are_written_as_people_write_them(value: float, shown: str) -> None:
    assert number(value) == shown


def test_the_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    written(tmp_path / "one")
    written(tmp_path / "two")
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names == ["patients.csv", "records.jsonl", "report.json", "report.md"]
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_what_is_told_of_the_run_has_a_file_of_its_own(tmp_path: Path) -> None:
    write_run(tmp_path, {"started": "today"})
    assert json.loads((tmp_path / "run.json").read_text(encoding="utf-8")) == {"started": "today"}


def test_a_reader_is_shown_no_more_than_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.reports.findings.SHOWN", 3)
    findings = written(tmp_path, *(record_of({"sex": "male"}, {"sex": "female"}, stem=f"a{n}") for n in range(4)))
    assert [(row.article, row.sex) for row in findings.patients] == [
        ("a0.md", "male"),
        ("a0.md", "female"),
        ("a1.md", "male"),
    ]
    text = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert ("5 more are in patients.csv." in text, "1 more are in report.json." in text) == (True, True)
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert (len(report["patients"]), len(report["articles"]), report["summary"]["patients"]) == (8, 4, 8)
    assert len((tmp_path / "patients.csv").read_text(encoding="utf-8").splitlines()) == 9


@pytest.mark.parametrize("name", ["records.jsonl", "report.md"])
def test_a_report_stands_until_what_it_is_made_of_or_its_files_change(tmp_path: Path, name: str) -> None:
    findings = written(tmp_path)
    note_standing(tmp_path, "this", findings)
    assert standing(tmp_path, "this") == findings.model_copy(update={"gold": None})
    assert standing(tmp_path, "that") is None
    (tmp_path / name).write_text("touched", encoding="utf-8")
    assert standing(tmp_path, "this") is None
    (tmp_path / name).unlink()
    assert standing(tmp_path, "this") is None


def test_what_a_report_is_made_of() -> None:
    one = Listed("id", "a.txt", 1, "key", "text", None, None, None, None, cases=1, cohort=0, unlinked=0, plain=True)
    two = one._replace(source_file="b.txt", fingerprint="other")
    same = made_of([one, two], [FAILURE], COMPARISON, [])
    assert same == made_of([one, two], [FAILURE], COMPARISON, [])
    others = [
        made_of([two, one], [FAILURE], COMPARISON, []),
        made_of([one, two], [], COMPARISON, []),
        made_of([one, two], [FAILURE], None, []),
        made_of([one, two], [FAILURE], COMPARISON, ["note"]),
        made_of([one._replace(fingerprint="new"), two], [FAILURE], COMPARISON, []),
    ]
    assert len({same, *others}) == 6


def test_the_json_report_holds_all_there_is_to_tell(tmp_path: Path) -> None:
    written(tmp_path)
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert report["summary"] == {
        "articles": 2,
        "failed": 1,
        "patients": 2,
        "cohort_findings": 0,
        "unlinked_mentions": 0,
        "contradictions": 0,
    }
    assert report["failures"] == [FAILURE.model_dump()]
    assert report["scores"]["patient"]["sex"]["support"] == 1
    assert report["gold_problems"] == ["gold odd.yaml: colour: unknown key"]
    assert [article["source_file"] for article in report["articles"]] == ["paper.md"]


def test_the_readable_report_has_patients_scores_differences_and_failures() -> None:
    text = in_words()
    for heading in ("Patients", "Scores against gold", "Differences from gold", "Articles", "Failures"):
        assert f"\n## {heading}\n" in text
    assert "| paper.md | Case 1 | own | female | 9.17 |" in text
    assert "| bad\\|one.txt | empty | the file is empty |" in text
    assert "- gold odd.yaml: colour: unknown key" in text


def test_without_gold_and_patients_the_report_says_so() -> None:
    text = in_words(record_of())
    assert "No patient was found." in text
    assert "Scores" not in text


def test_an_article_cannot_write_markup_into_the_report() -> None:
    text = in_words(record_of({"label": "<img src=x> | *a*\n[b](c)"}))
    assert "&lt;img src=x> \\| \\*a\\* \\[b](c)" in text


@pytest.mark.parametrize("label", ["=1+2", "+1", "-1", "@SUM(A1)", "\tx"])
def test_no_cell_is_a_formula(tmp_path: Path, label: str) -> None:
    written(tmp_path, record_of({"label": label, "sex": "male"}))
    with (tmp_path / "patients.csv").open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    assert (row["case"], row["sex"]) == (f"'{label}", "male")


def test_a_report_that_cannot_be_finished_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def full(_: Findings) -> str:
        raise OSError("the disk is full")

    monkeypatch.setattr("flows.reports.report.report_markdown", full)
    with pytest.raises(OSError, match="disk is full"):
        write_report([], (), None, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_whoever_reads_the_report_while_it_is_renewed_sees_the_old_one(tmp_path: Path) -> None:
    written(tmp_path)
    before = (tmp_path / "report.md").read_bytes()
    with (tmp_path / "report.md").open("rb") as reader:
        write_report([], (), None, tmp_path)
        assert reader.read() == before
    assert (tmp_path / "report.md").read_bytes() != before


# ---- records as lines


def test_records_survive_being_written(tmp_path: Path) -> None:
    records = [record_of(CASE), record_of({"label": "line\u2028separator"}, stem="other")]
    (tmp_path / "records.jsonl").write_text(to_lines(records), encoding="utf-8")
    assert read_records(tmp_path / "records.jsonl") == (records, [])


def test_a_bad_line_is_named_with_its_number_and_the_others_are_read(tmp_path: Path) -> None:
    lines = [record_of().model_dump_json(), "", "{", '{"id": "x", "colour": 1}']
    (tmp_path / "records.jsonl").write_text("\n".join(lines), encoding="utf-8")
    records, problems = read_records(tmp_path / "records.jsonl")
    assert len(records) == 1
    assert [problem.split(":")[0] for problem in problems] == ["line 3", "line 4"]
    assert "colour" in problems[1] or "article" in problems[1]


def test_a_second_record_of_an_article_is_named() -> None:
    first, second = record_of({"sex": "female"}), record_of({"sex": "male"})
    keyed, problems = by_stem([first, second, record_of(stem="other")])
    assert keyed == {"paper": first, "other": record_of(stem="other")}
    assert problems == ["paper.md: a second record of this name is not compared"]


def test_scores_tell_what_has_changed_since_an_earlier_run() -> None:
    comparison = compared(gold_of({"sex": "female", "ck": CK}), record_of({"sex": "female", "ck": CK}))
    assert "change" not in score_rows(comparison)[0]
    rows = {row["field"]: row["change"] for row in score_rows(comparison, {"sex": 0.75, "ck": 1.0, "age": 0.5})}
    assert (rows["sex"], rows["ck"], rows["age"], rows["labs"]) == ("+0.250", "=", "–", "–")


def test_the_table_of_the_terminal_can_be_cut_and_says_so() -> None:
    rows = list(patient_rows([record_of({"sex": "female"}, {"sex": "male"}), record_of({"sex": "female"})]))
    assert (patients_table(rows).row_count, patients_table(rows).caption) == (3, None)
    cut = patients_table(rows[:2], of=3)
    assert (cut.row_count, cut.caption) == (2, "1 more are in patients.csv")
