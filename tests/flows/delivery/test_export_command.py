"""``casesift export``: what a person gets, and what happens when it cannot be done."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flows.cli.export import FORM_NAMES
from flows.cli.main import main
from flows.delivery.export import FORMS, export
from schemas.record import ArticleRecord
from tests.flows.delivery.invented import ROOT, invented, samples
from tests.flows.delivery.read_back import csv_rows
from tests.flows.delivery.test_round_trip import MADE
from tests.flows.factories import record_of, to_lines

HEAVY = {"xlsxwriter", "pyarrow", "phenopackets", "prefect", "spacy", "sqlalchemy"}
NEEDS = {"xlsx": {"xlsxwriter"}, "parquet": {"pyarrow"}, "phenopackets": {"phenopackets"}}


def casesift(*arguments: object, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments], input=stdin, catch_exceptions=False)


@pytest.fixture
def records(tmp_path: Path) -> Path:
    file = tmp_path / "records.jsonl"
    file.write_text(to_lines([invented()]), encoding="utf-8")
    return file


def other(number: int) -> ArticleRecord:
    return invented().model_copy(update={"id": f"{number:064x}"[::-1]})


def test_the_command_offers_every_format() -> None:
    assert [*FORM_NAMES] == [*FORMS]


@pytest.mark.parametrize("form", FORMS)
def test_every_format_is_written_and_tells_what_it_does_not_carry(form: str, records: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / f"out.{form}"
    result = casesift("export", records, "--format", form, "--out", out)
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"{form} does not carry: " in result.stderr
    assert "2 patients of 1 articles" in " ".join(result.stderr.split())
    assert out.is_dir() == FORMS[form].folder
    assert out.exists()
    assert [file.name for file in out.parent.iterdir()] == [out.name]


def test_records_come_through_a_pipe_too(tmp_path: Path) -> None:
    lines = to_lines([invented(), *samples()])
    result = casesift("export", "-", "--format", "csv", "--out", tmp_path / "tables", stdin=lines)
    assert result.exit_code == 0
    assert len(csv_rows(tmp_path / "tables" / "articles.csv")) == 1 + len(samples())


def test_a_line_that_is_no_record_and_an_article_told_twice_are_named(tmp_path: Path) -> None:
    lines = f"{to_lines([invented()])}{{}}\n{to_lines([invented(), other(1)])}"
    result = casesift("export", "-", "--format", "csv", "--out", tmp_path / "tables", stdin=lines)
    assert result.exit_code == 1
    assert "line 2: no article record" in result.stderr
    assert "made-up.pdf: the same file as made-up.pdf; exported once" in result.stderr
    assert len(csv_rows(tmp_path / "tables" / "patients.csv")) == 4


def test_no_record_at_all_gives_tables_without_rows(tmp_path: Path) -> None:
    result = casesift("export", "-", "--format", "csv", "--out", tmp_path / "tables", stdin="")
    assert result.exit_code == 0
    assert csv_rows(tmp_path / "tables" / "patients.csv") == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["no-such.jsonl", "--format", "csv", "--out", "x"], "no-such.jsonl"),
        (["{records}", "--format", "csv"], "--out"),
        (["{records}", "--out", "x"], "--format"),
        (["{records}", "--format", "sas", "--out", "x"], "'sas' is not one of"),
        (["{records}", "--format", "xlsx", "--out", "."], "xlsx is one file"),
        (["{records}", "--format", "csv", "--out", "{records}"], "csv cannot be written to"),
        (["{binary}", "--format", "csv", "--out", "x"], "cannot be read as text"),
    ],
)
def test_wrong_usage_exits_with_2(
    arguments: list[str], words: str, records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    filled = [each.format(records=records, binary=tmp_path / "binary") for each in arguments]
    result = casesift("export", *filled)
    assert result.exit_code == 2
    assert words in " ".join(result.stderr.split())
    assert sorted(file.name for file in tmp_path.iterdir()) == ["binary", "records.jsonl"]


def broken_off(after: int) -> Iterator[ArticleRecord]:
    yield from (other(number) for number in range(after))
    raise KeyboardInterrupt


@pytest.mark.parametrize("form", FORMS)
def test_an_export_that_is_broken_off_leaves_what_was_there(form: str, tmp_path: Path) -> None:
    out = tmp_path / f"out.{form}"
    export([invented()], form, out, MADE)
    before = {file: file.read_bytes() for file in sorted(tmp_path.rglob("*")) if file.is_file()}
    with pytest.raises(KeyboardInterrupt):
        export(broken_off(3), form, out, MADE)
    assert {file: file.read_bytes() for file in sorted(tmp_path.rglob("*")) if file.is_file()} == before


def test_a_second_export_takes_away_what_is_no_more_and_nothing_else(tmp_path: Path) -> None:
    export([other(1), other(2)], "phenopackets", tmp_path / "out", MADE)
    (tmp_path / "out" / "notes.txt").write_text("mine")
    (tmp_path / "precious.json").write_text("{}")
    manifest = tmp_path / "out" / "export.json"
    told = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps({"files": [*told["files"], "../precious.json"]}), encoding="utf-8")
    export([other(2)], "phenopackets", tmp_path / "out", MADE)
    left = sorted(file.name for file in (tmp_path / "out").iterdir())
    assert left == ["2000000000000000-1.json", "2000000000000000-2.json", "README.md", "export.json", "notes.txt"]
    assert (tmp_path / "precious.json").exists()


def test_an_article_cannot_choose_where_its_files_go(tmp_path: Path) -> None:
    stranger = invented().model_copy(update={"id": "../../../stranger"})
    export([stranger], "phenopackets", tmp_path / "a" / "b" / "out", MADE)
    assert {file.parent.name for file in tmp_path.rglob("*.json")} == {"out"}


def test_records_are_read_one_after_the_other(tmp_path: Path) -> None:
    alive: list[int] = []

    def one_by_one() -> Iterator[ArticleRecord]:
        for number in range(5):
            alive.append(number)
            yield other(number)

    for form in FORMS:
        export(one_by_one(), form, tmp_path / f"out.{form}", MADE)
    assert alive == [*range(5)] * len(FORMS)


@pytest.mark.parametrize("form", FORMS)
def test_a_format_imports_what_it_needs_and_no_more(form: str, records: Path, tmp_path: Path) -> None:
    asked = (
        "import sys; from flows.cli.main import main\n"
        f"try: main(['export', {str(records)!r}, '--format', {form!r}, '--out', {str(tmp_path / 'o')!r}])\n"
        f"finally: print(*sorted({HEAVY!r} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(told.stdout.split()) == NEEDS.get(form, set()), told.stderr


def test_help_shows_examples() -> None:
    assert "casesift export out/records.jsonl --format xlsx" in casesift("export", "--help").stdout


def test_a_patient_of_two_reports_has_one_row_where_they_are_counted_once(tmp_path: Path) -> None:
    girl = {
        "sex": "female",
        "age_years": 9,
        "ck": [{"value": 13798, "unit": "U/L"}],
        "labs": [{"analyte": "LDH", "value": 1712, "unit": "U/L"}],
    }
    own = record_of(girl, stem="own")
    review = record_of({**girl, "origin": "cited"}, stem="review").model_copy(update={"id": "1" * 64})
    file = tmp_path / "records.jsonl"
    file.write_text(to_lines([review, own]), encoding="utf-8")
    rows = {}
    for option in ([], ["--unique"]):
        result = casesift("export", file, "--format", "csv", "--out", tmp_path / "tables", *option)
        assert result.exit_code == 0
        rows[bool(option)] = csv_rows(tmp_path / "tables" / "patients.csv")
    assert [len(rows[unique]) for unique in (False, True)] == [2, 1]
    assert rows[True][0]["source_file"] == "own.md"
    assert not rows[False][0]["also_reported"]
    assert rows[True][0]["also_reported"].startswith("Case 1 of review.md (same, 0.99")
    assert "1 patients of 2 articles" in " ".join(result.stderr.split())
