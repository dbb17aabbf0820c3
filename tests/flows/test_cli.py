"""What a person gets from each command: results on stdout, messages on stderr, and an exit code that tells."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from fpdf import FPDF

from flows.cli.main import main
from schemas.record import ArticleRecord
from tests.flows.factories import faithful, gold_of, record_of

ROOT = Path(__file__).parents[2]
PROGRAM = "from flows.cli.main import main; main(prog_name='casesift')"


def casesift(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def told(result: Result) -> tuple[int, str]:
    """Exit code and messages."""
    return result.exit_code, result.stderr


# ---- extract


def test_jsonl_is_one_record_a_line_in_the_order_given(articles: Path) -> None:
    result = casesift("extract", articles / "c.txt", articles, "--format", "jsonl")
    records = [ArticleRecord.model_validate_json(line) for line in result.stdout.splitlines()]
    assert [record.article.source_file for record in records] == ["c.txt", "a.txt", "b.txt"]
    assert told(result) == (0, "")


def test_json_is_a_list_of_the_same_records(articles: Path) -> None:
    lines = casesift("extract", articles, "--format", "jsonl").stdout.splitlines()
    assert json.loads(casesift("extract", articles).stdout) == [json.loads(line) for line in lines]


def test_the_table_has_a_row_for_each_patient(articles: Path) -> None:
    result = casesift("extract", articles, "--format", "table")
    assert [f"{ck} U/L" in result.stdout for ck in (4100, 4200, 4300)] == [True] * 3


def test_failed_articles_are_named_and_the_rest_is_printed(articles: Path) -> None:
    (articles / "empty.txt").touch()
    (articles / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    (articles / "scan.pdf").write_bytes(b"%PDF-1.7\n%%EOF\n")
    result = casesift("extract", articles, "--format", "jsonl")
    assert len(result.stdout.splitlines()) == 3
    assert result.exit_code == 1
    assert [line.split(":")[1].strip() for line in result.stderr.splitlines()] == [
        "empty.txt",
        "picture.txt",
        "scan.pdf",
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["extract", "no-such-file.txt"], "no such file or folder: no-such-file.txt"),
        (["extract", "."], "no articles in the folder ."),
        (["extract", "*.txt"], "no articles match the pattern *.txt"),
        (["extract"], "Missing argument"),
        (["extract", ".", "--format", "xml"], "'xml' is not one of"),
        (["run"], "no such file or folder: raw_docs"),
        (["run", ".", "--gold", "no-such-folder"], "no-such-folder"),
        (["run", ".", "--workers", "0"], "--workers"),
        (["ui"], "casesift run --out out"),
        (["read", "no-such-file.txt"], "no-such-file.txt"),
    ],
)
def test_wrong_usage_is_told_and_exits_with_2(
    arguments: list[str], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, message = told(casesift(*arguments))
    assert code == 2
    assert words in message


def test_a_setting_of_the_environment_is_checked_too(articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASESIFT_WORKERS", "many")
    code, message = told(casesift("run", articles))
    assert code == 2
    assert "workers: Input should be a valid integer" in message


@pytest.mark.parametrize(
    ("words", "message"), [("workers = many", "casesift.toml is no TOML"), ("worker = 2", "worker: Extra inputs")]
)
def test_a_setting_of_the_file_is_checked_too(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "casesift.toml").write_text(words)
    code, told_words = told(casesift("run", articles))
    assert code == 2
    assert message in told_words


def test_a_store_that_cannot_be_opened_is_told_before_anything_starts(articles: Path, tmp_path: Path) -> None:
    code, message = told(casesift("run", articles, "--out", tmp_path / "out", "--store", "sqlite:////no/folder/x.db"))
    assert code == 2
    assert "cannot open the store sqlite:////no/folder/x.db" in message
    assert not (tmp_path / "out" / ".prefect").exists()


# ---- compare

GIRL = {"label": "Case 1", "sex": "female", "ck": [{"value": 5000, "unit": "U/L"}]}
PERFECT = "[patient]\nsex = 1.0\n\n[document]\nck = 1.0\n"


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    write_gold(folder, "paper")
    return folder


def write_gold(folder: Path, stem: str, **more: object) -> None:
    told = {"article": {"source_file": f"{stem}.txt"}, "cases": [GIRL], **more}
    (folder / f"{stem}.yaml").write_text(yaml.safe_dump(told), encoding="utf-8")


def write_records(folder: Path, *records: ArticleRecord) -> Path:
    path = folder / "records.jsonl"
    path.write_text("".join(f"{record.model_dump_json()}\n" for record in records), encoding="utf-8")
    return path


RIGHT = faithful(gold_of(GIRL))
WRONG = record_of({**GIRL, "sex": "male"})


def test_differences_alone_are_no_error(tmp_path: Path, gold: Path) -> None:
    result = casesift("compare", write_records(tmp_path, WRONG), "--gold", gold)
    assert told(result) == (0, "")
    assert "| Case 1 | sex | wrong value | sex female | sex male |" in result.stdout


def test_the_comparison_as_json(tmp_path: Path, gold: Path) -> None:
    result = casesift("compare", write_records(tmp_path, WRONG), "--gold", gold, "--format", "json")
    comparison = json.loads(result.stdout)
    assert set(comparison) == {"patient", "document", "verdicts", "differences"}
    assert (comparison["patient"]["sex"]["f1"], comparison["patient"]["ck"]["f1"]) == (0, 1)


@pytest.mark.parametrize(("record", "code"), [(RIGHT, 0), (WRONG, 1)])
def test_a_score_under_its_floor_is_told(tmp_path: Path, gold: Path, record: ArticleRecord, code: int) -> None:
    (tmp_path / "floors.toml").write_text(PERFECT, encoding="utf-8")
    path = write_records(tmp_path, record)
    result = casesift("compare", path, "--gold", gold, "--floors", tmp_path / "floors.toml", "--format", "json")
    assert result.exit_code == code
    assert ("patient level, sex" in result.stderr) == bool(code)
    json.loads(result.stdout)


@pytest.mark.parametrize(
    "floors", ["[patient]\nheight = 1.0\n", "no toml", "patient = 3\n", '[patient]\nsex = "high"\n']
)
def test_floors_that_mean_nothing_are_wrong_usage(tmp_path: Path, gold: Path, floors: str) -> None:
    (tmp_path / "floors.toml").write_text(floors, encoding="utf-8")
    path = write_records(tmp_path, RIGHT)
    code, message = told(casesift("compare", path, "--gold", gold, "--floors", tmp_path / "floors.toml"))
    assert code == 2
    assert "floors.toml" in message


def test_a_gold_file_with_an_unknown_key_is_named_and_the_rest_is_compared(tmp_path: Path, gold: Path) -> None:
    write_gold(gold, "odd", colour="red")
    result = casesift("compare", write_records(tmp_path, RIGHT), "--gold", gold, "--format", "json")
    assert told(result) == (1, "casesift: gold odd.yaml: colour: unknown key\n")
    assert json.loads(result.stdout)["patient"]["sex"]["f1"] == 1


def test_gold_for_a_missing_article_is_named_and_counts_as_missed(tmp_path: Path, gold: Path) -> None:
    write_gold(gold, "absent")
    result = casesift("compare", write_records(tmp_path, RIGHT), "--gold", gold, "--format", "json")
    assert told(result) == (1, "casesift: gold absent: no record of this article\n")
    assert json.loads(result.stdout)["patient"]["sex"]["recall"] == 0.5


def test_a_bad_line_is_named_with_its_number(tmp_path: Path, gold: Path) -> None:
    path = write_records(tmp_path, RIGHT)
    path.write_text(path.read_text(encoding="utf-8") + '{"half', encoding="utf-8")
    result = casesift("compare", path, "--gold", gold, "--format", "json")
    assert result.exit_code == 1
    assert f"casesift: {path}: line 2: no article record" in result.stderr
    assert json.loads(result.stdout)["patient"]["sex"]["f1"] == 1


def test_a_folder_without_gold_is_told(tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    result = casesift("compare", write_records(tmp_path, RIGHT), "--gold", tmp_path / "nothing")
    assert result.exit_code == 1
    assert "no gold files" in result.stderr


# ---- read and schema


def test_read_shows_blocks_and_tables(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    table = "Table 1. Tests\nTest\tDay 1\tDay 9\nCK\t900\t300\nALT\t60\t40\n"
    article.write_text(f"A short report\n\nThe girl was weak.\n\n{table}", encoding="utf-8")
    every, tables = casesift("read", article), casesift("read", article, "--tables")
    assert (every.exit_code, tables.exit_code) == (0, 0)
    assert "The girl was weak." in every.stdout
    assert "The girl was weak." not in tables.stdout
    assert "900" in tables.stdout


def test_read_draws_the_pages_of_a_pdf(tmp_path: Path) -> None:
    press = FPDF()
    press.add_page()
    press.set_font("helvetica", size=11)
    press.multi_cell(0, 6, "A short report. The girl was weak, and her creatine kinase was high. " * 12)
    article = tmp_path / "a.pdf"
    article.write_bytes(bytes(press.output()))
    result = casesift("read", article, "--debug-images", tmp_path / "pictures")
    assert result.exit_code == 0
    assert (tmp_path / "pictures" / "page-1.png").read_bytes().startswith(b"\x89PNG")
    assert "The girl was weak" in result.stdout


def test_a_text_has_no_pages_to_draw(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The girl was weak.", encoding="utf-8")
    result = casesift("read", tmp_path / "a.txt", "--debug-images", tmp_path / "pictures")
    assert result.exit_code == 2
    assert "no pages to draw" in result.stderr


def test_read_keeps_to_the_limits_of_an_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The boy was weak and his CK was 4,000 U/L. \n\n" * 200_000, encoding="utf-8")
    code, message = told(casesift("read", tmp_path / "a.txt", "--memory-limit", 64))
    assert (code, "more memory than one article may have" in message) == (1, True)
    code, message = told(casesift("read", tmp_path / "a.txt", "--time-limit", 0.2))
    assert (code, "longer than 0.2 seconds" in message) == (1, True)


def test_read_tells_why_it_cannot(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    code, message = told(casesift("read", tmp_path / "empty.txt"))
    assert code == 1
    assert "empty.txt: the file is empty" in message


def test_each_schema_tells_of_its_own_and_refuses_what_it_does_not_know() -> None:
    record, gold, diff = (json.loads(casesift("schema", what).stdout) for what in ("record", "gold", "diff"))
    assert set(record["properties"]) == set(RIGHT.model_dump())
    assert gold["required"] == ["article"], "what a curator leaves out is absent"
    assert set(diff["properties"]) == {"patient", "document", "verdicts", "differences"}
    assert [schema["additionalProperties"] for schema in (record, gold, diff)] == [False] * 3


# ---- the program as a process


def modules_after(commands: list[list[object]], *, of: set[str]) -> tuple[str, str]:
    """Run commands in one new process; which of the modules ``of`` it then has, and what it printed."""
    words = [[str(word) for word in command] for command in commands]
    program = "\n".join(
        [
            "import contextlib, sys",
            "from flows.cli.main import main",
            f"for command in {words!r}:",
            "    with contextlib.suppress(SystemExit):",
            "        main(command)",
            f"print(*sorted({of!r} & set(sys.modules)), file=sys.stderr)",
        ]
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    return done.stderr.strip(), done.stdout


def test_commands_without_a_flow_never_import_prefect(articles: Path, gold: Path, tmp_path: Path) -> None:
    records = write_records(tmp_path, RIGHT)
    commands: list[list[object]] = [
        ["extract", articles],
        ["compare", records, "--gold", gold],
        ["read", articles / "a.txt"],
        ["--help"],
    ]
    loaded, printed = modules_after(commands, of={"prefect", "spacy"})
    assert loaded == "spacy"
    assert [word in printed for word in ("4100", "Scores", "anti-SRP", "Usage")] == [True] * 4


def test_help_and_schema_import_nothing_heavy() -> None:
    loaded, printed = modules_after([["schema"], ["--help"]], of={"prefect", "spacy", "sqlalchemy", "rich", "pydantic"})
    assert loaded == "pydantic"
    assert "ArticleRecord" in printed


@pytest.mark.parametrize("command", ["extract {} --format jsonl", "extract {} --format table", "read {}/a.txt"])
def test_a_reader_that_has_seen_enough_is_no_error(command: str, articles: Path) -> None:
    words = command.format(articles).split()
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert process.stdout is not None
    process.stdout.close()
    _, message = process.communicate(timeout=60)
    assert "Traceback" not in message
    assert "Error" not in message
