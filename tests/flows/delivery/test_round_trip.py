"""Exported and read back: how much of what records tell each format keeps, field by field, as docs/export.md has it."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.delivery.dictionary import losses
from flows.delivery.export import FORMS, export
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


@pytest.fixture(scope="module")
def told() -> set[Fact]:
    return facts([invented(), *samples()])


@pytest.fixture(scope="module", params=FORMS)
def round_trip(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, set[Fact]]:
    """A format, and the facts of its export."""
    form = request.param
    out = tmp_path_factory.mktemp(form) / f"export.{form}"
    export([invented(), *samples()], form, out, MADE)
    return form, packet_facts(packets(out)) if form == "phenopackets" else read_back.table_facts(READERS[form](out))


def test_no_format_says_what_no_record_tells(round_trip: tuple[str, set[Fact]], told: set[Fact]) -> None:
    _, kept = round_trip
    assert kept - told == set()


def test_what_is_kept_is_as_the_documents_have_it(round_trip: tuple[str, set[Fact]], told: set[Fact]) -> None:
    form, kept = round_trip
    column = [*FORMS].index(form)
    counted = Counter(fact[0] for fact in kept)
    table = documented()
    assert {field: numbers[0] for field, numbers in table.items()} == Counter(fact[0] for fact in told)
    assert {field: numbers[1 + column] for field, numbers in table.items()} == {field: counted[field] for field in table}


def documented() -> dict[str, list[int]]:
    """The table of the documents: by field, how many facts there are and how many each format keeps."""
    lines = re.findall(r"^\| ([A-Za-z][^|]+) \|((?: +\d+ \|){7})$", DOCS, re.MULTILINE)
    return {field: [int(number) for number in re.findall(r"\d+", numbers)] for field, numbers in lines}


def test_the_documents_tell_what_each_format_does_not_carry() -> None:
    assert [form for form in FORMS if not losses(form)] == []
    assert [sentence for form in FORMS for sentence in losses(form) if f"- {sentence}\n" not in DOCS] == []


def test_every_fact_of_the_made_up_record_is_of_a_field_of_its_own() -> None:
    assert {fact[0] for fact in facts([invented()])} == set(documented())
