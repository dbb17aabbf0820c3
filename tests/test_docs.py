"""The documents tell what there is: every command, every extractor, every make target, and JSON that is true."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any, get_args

import click
import pytest
from pydantic import BaseModel

from schemas.diff import Comparison, Field, Score, Verdict
from schemas.finding import Finding, FindingList, FindingWords
from schemas.mention import Level
from schemas.record import ArticleRecord, CaseRecord
from schemas.values import (
    CkValue,
    CohortFinding,
    Dose,
    DrugCourse,
    DrugEvent,
    EventKind,
    Evidence,
    Phase,
    Result,
    Route,
    Since,
    Statistic,
    Status,
    TimePoint,
)

ROOT = Path(__file__).parents[1]
DOCS = sorted({*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")})


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def everything() -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in DOCS)


def code(text: str) -> str:
    """What a document shows as code: fenced blocks and `spans`."""
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL))


def commands() -> list[str]:
    from flows.cli.main import main

    assert isinstance(main, click.Group)
    return main.list_commands(click.Context(main))


def modules(room: str) -> list[str]:
    files = (ROOT / room).rglob("*.py")
    return sorted(file.relative_to(ROOT).as_posix() for file in files if file.name != "__init__.py")


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))


# ---- what there is, is told


def test_there_are_commands() -> None:
    assert {"run", "extract", "compare", "schema", "ui"} <= set(commands())


def test_every_command_is_in_the_readme() -> None:
    told = set(re.findall(r"casesift ([a-z]+)", code(read("README.md"))))
    assert set(commands()) - told == set()


@pytest.mark.parametrize("room", ["schemas", "extractors", "flows"])
def test_every_module_is_in_the_documents(room: str) -> None:
    assert modules(room)
    assert [module for module in modules(room) if f"`{module}`" not in everything()] == []


def test_every_word_list_is_in_the_documents() -> None:
    lists = sorted((ROOT / "extractors" / "vocab").glob("*.tsv"))
    assert [file.name for file in lists if f"{file.name}`" not in everything()] == []


# ---- what is told, there is


def test_every_command_told_there_is() -> None:
    told = set(re.findall(r"casesift ([a-z]+)", code(everything())))
    assert told - set(commands()) == set()


def test_every_file_told_there_is() -> None:
    told = set(re.findall(r"`((?:schemas|extractors|flows|tests|docs)/[\w./]+\.\w+)`", everything()))
    assert len(told) > 10
    assert sorted(name for name in told if "NAME" not in name and not (ROOT / name).is_file()) == []


def test_every_make_target_told_there_is() -> None:
    told = set(re.findall(r"\bmake ([a-z]+)\b", code(everything())))
    assert {"run", "test"} <= told
    assert told - targets() == set()


def test_every_target_tells_what_it_does() -> None:
    explained = set(re.findall(r"^([a-z-]+):.*  ## \S", read("Makefile"), re.MULTILINE))
    assert targets() - explained == set()


@pytest.mark.parametrize("file", DOCS, ids=lambda file: file.name)
def test_every_link_leads_somewhere(file: Path) -> None:
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", file.read_text(encoding="utf-8"))
    assert [link for link in links if not (file.parent / link).exists()] == []


# ---- the examples are true


def examples() -> tuple[str, dict[str, Any], dict[str, Any], dict[str, Any]]:
    """The made-up words, the record that comes from them, findings, and a comparison."""
    text = read("docs/json.md")
    words = re.findall(r"```text\n(.*?)\n```", text, re.DOTALL)
    record, findings, comparison = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", text, re.DOTALL))
    assert len(words) == 1
    return words[0], record, findings, comparison


def quotes(value: Any) -> list[tuple[int, int, str]]:
    """Every piece of evidence anywhere inside a JSON value."""
    if isinstance(value, list):
        return [found for entry in value for found in quotes(entry)]
    if not isinstance(value, dict):
        return []
    if "quote" in value:
        return [(value["start"], value["end"], value["quote"])]
    return [found for entry in value.values() for found in quotes(entry)]


def test_the_examples_are_true_to_the_schema() -> None:
    _, record, findings, comparison = examples()
    ArticleRecord.model_validate_json(json.dumps(record))
    FindingList.model_validate_json(json.dumps(findings))
    Comparison.model_validate_json(json.dumps(comparison))


def test_the_example_shows_its_words() -> None:
    words, record, _, _ = examples()
    assert len(quotes(record)) > 5
    assert [quote for start, end, quote in quotes(record) if words[start:end] != quote] == []


NOUNS = (
    ArticleRecord,
    Finding,
    FindingWords,
    CaseRecord,
    CkValue,
    DrugCourse,
    DrugEvent,
    Dose,
    TimePoint,
    CohortFinding,
    Evidence,
    Comparison,
    Score,
)


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
def test_every_field_is_told(noun: type[BaseModel]) -> None:
    assert [name for name in noun.model_fields if f"`{name}`" not in read("docs/json.md")] == []


CLOSED = (Field, Verdict, Phase, Result, Route, Status, Statistic, Level, Since, EventKind)


@pytest.mark.parametrize("closed", CLOSED, ids=str)
def test_every_name_of_a_closed_list_is_told(closed: object) -> None:
    assert [name for name in get_args(closed) if f"`{name}`" not in read("docs/json.md")] == []


def test_the_program_has_one_version() -> None:
    from extractors.nlp import PROGRAM_VERSION

    assert tomllib.loads(read("pyproject.toml"))["project"]["version"] == PROGRAM_VERSION


# ---- the lock


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_the_lock_has_hashes_and_no_addresses(name: str) -> None:
    lock = read(name)
    pins = re.split(r"\n(?=[a-z0-9])", re.sub(r"(?m)^ *#.*\n?", "", lock))
    assert len(pins) > 100
    assert [pin.split()[0] for pin in pins if "==" not in pin or "--hash=sha256:" not in pin] == []
    assert re.findall(r"\w+://\S*|^-.*|(?<![\w.])/\w+\S*", lock, re.MULTILINE) == []


def test_the_lock_holds_what_the_project_asks_for() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    for name, asked in {
        "requirements.txt": project["dependencies"],
        "requirements-dev.txt": [*project["dependencies"], *project["optional-dependencies"]["dev"]],
    }.items():
        pinned = set(re.findall(r"^([a-z0-9.-]+)==", read(name), re.MULTILINE))
        names = {re.split(r"[^\w.-]", requirement)[0].lower() for requirement in asked}
        assert names - pinned == set(), name
