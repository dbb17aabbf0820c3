"""Exported and read back: how much of what records tell each format keeps, field by field, as docs/export.md has it."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.delivery.dictionary import losses
from flows.delivery.export import FORMS, export
from schemas.record import ArticleRecord
from tests.flows.delivery import read_back
from tests.flows.delivery.invented import ROOT, invented, samples
from tests.flows.delivery.read_packets import packet_facts, packets
from tests.flows.delivery.told import Fact, facts

MADE = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
READERS: dict[str, Callable[[Path], read_back.Tables]] = {
    "csv": read_back.csv_tables,
    "xlsx": read_back.xlsx_tables,
    "parquet": read_back.parquet_tables,
    "json": read_back.json_tables,
    "redcap": read_back.redcap_tables,
}
DOCS = (ROOT / "docs" / "export.md").read_text(encoding="utf-8")


NOT_IN_TABLES = {"more of unlinked values", "differences of files"}
"""What no table has."""


def kept(form: str, folder: Path, *records: ArticleRecord) -> set[Fact]:
    """The facts of an export, read back."""
    out = folder / f"export.{form}"
    export(records, form, out, MADE)
    return packet_facts(packets(out)) if form == "phenopackets" else read_back.table_facts(READERS[form](out))


def counted(found: set[Fact]) -> dict[str, int]:
    counts = Counter(fact[0] for fact in found)
    return {field: counts[field] for field in documented()}


def documented() -> dict[str, list[int]]:
    """The table of the documents: by field, how many facts there are and how many each format keeps."""
    lines = re.findall(r"^\| ([A-Za-z][^|]+) \|((?: +\d+ \|){7})$", DOCS, re.MULTILINE)
    return {field: [int(number) for number in re.findall(r"\d+", numbers)] for field, numbers in lines}


@pytest.mark.parametrize(("column", "form"), [*enumerate(FORMS, start=1)])
def test_a_made_up_article_keeps_what_the_documents_say(column: int, form: str, tmp_path: Path) -> None:
    found = kept(form, tmp_path, invented())
    assert found - facts([invented()]) == set()
    assert counted(found) == {field: numbers[column] for field, numbers in documented().items()}


def test_the_documents_count_the_facts_of_every_field() -> None:
    told = facts([invented()])
    assert {fact[0] for fact in told} == set(documented())
    assert counted(told) == {field: numbers[0] for field, numbers in documented().items()}


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet", "json"])
def test_tables_keep_all_there_is_in_the_samples(form: str, tmp_path: Path) -> None:
    told = facts(samples())
    found = kept(form, tmp_path, *samples())
    assert found - told == set()
    assert {fact[0] for fact in told - found} <= NOT_IN_TABLES
    assert len(found) > 1000


@pytest.mark.parametrize("form", ["phenopackets", "redcap"])
def test_the_samples_lose_no_more_than_the_documents_say(form: str, tmp_path: Path) -> None:
    with_patients = [record for record in samples() if record.cases]
    told = facts(with_patients)
    found = kept(form, tmp_path, *with_patients)
    column = [*FORMS].index(form) + 1
    whole = {field for field, numbers in documented().items() if numbers[0] == numbers[column]}
    assert found - told == set()
    assert {fact[0] for fact in told - found} & whole == set()


def test_the_documents_tell_what_each_format_does_not_carry() -> None:
    assert [form for form in FORMS if not losses(form)] == []
    assert [sentence for form in FORMS for sentence in losses(form) if f"- {sentence}\n" not in DOCS] == []
