"""REDCap's files, held to REDCap's own rules."""

import re
from collections import Counter
from pathlib import Path

import pytest

from flows.delivery.export import export
from flows.delivery.redcap import DICTIONARY_HEADS, INSTRUMENTS, code
from tests.flows.delivery.invented import invented, samples
from tests.flows.delivery.read_back import csv_rows
from tests.flows.delivery.test_round_trip import MADE


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("redcap") / "project"
    export([invented(), *samples()], "redcap", out, MADE)
    return out


def test_the_dictionary_has_the_columns_of_redcap(project: Path) -> None:
    head = (project / "data_dictionary.csv").read_text(encoding="utf-8").splitlines()[0]
    assert head.replace('"', "").startswith(
        "Variable / Field Name,Form Name,Section Header,Field Type,Field Label,Choices"
    )
    assert len(DICTIONARY_HEADS) == 18


def test_variables_and_forms_have_names_that_redcap_takes(project: Path) -> None:
    entries = csv_rows(project / "data_dictionary.csv")
    names = [entry["Variable / Field Name"] for entry in entries]
    assert names[0] == "record_id"
    assert [name for name in names if len(name) > 26 or not re.fullmatch(r"[a-z](_?[a-z0-9])*", name)] == []
    assert [name for name, times in Counter(names).items() if times > 1] == []
    assert [*dict.fromkeys(entry["Form Name"] for entry in entries)] == [form.name for form in INSTRUMENTS]


def test_fields_have_types_and_choices_have_codes(project: Path) -> None:
    for entry in csv_rows(project / "data_dictionary.csv"):
        choices = entry["Choices, Calculations, OR Slider Labels"]
        assert entry["Field Type"] in ("text", "notes", "dropdown")
        assert bool(choices) == (entry["Field Type"] == "dropdown")
        assert entry["Text Validation Type OR Show Slider Number"] in ("", "number", "integer")
        assert all(
            re.fullmatch(r"\w+, [^|,]+", choice, re.ASCII | re.DOTALL) or "µ" in choice
            for choice in choices.split(" | ")
            if choice
        )


def test_no_two_levels_have_one_code() -> None:
    for form in INSTRUMENTS:
        for column in form.columns:
            codes = [code(level) for level in column.levels]
            assert len({each.casefold() for each in codes}) == len(codes)
            assert all(re.fullmatch(r"[A-Za-z0-9_]+", each) for each in codes)


def test_the_data_has_the_fields_of_the_dictionary_in_order(project: Path) -> None:
    names = [entry["Variable / Field Name"] for entry in csv_rows(project / "data_dictionary.csv")]
    heads = (project / "import.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    assert heads == ["record_id", "redcap_repeat_instrument", "redcap_repeat_instance", *names[1:]]


def test_each_patient_is_a_record_and_what_repeats_is_numbered(project: Path) -> None:
    rows = csv_rows(project / "import.csv")
    patients = [row["record_id"] for row in rows if not row["redcap_repeat_instrument"]]
    assert len(set(patients)) == len(patients) == sum(len(record.cases) for record in (invented(), *samples()))
    assert {row["record_id"] for row in rows} == {*patients}
    keys = Counter((row["record_id"], row["redcap_repeat_instrument"], row["redcap_repeat_instance"]) for row in rows)
    assert {*keys.values()} == {1}
    girl = [row for row in rows if row["record_id"] == patients[0]]
    numbered = [int(row["redcap_repeat_instance"]) for row in girl if row["redcap_repeat_instrument"] == "measurements"]
    assert numbered == [*range(1, len(numbered) + 1)]


def test_a_row_fills_the_fields_of_its_form_only(project: Path) -> None:
    of_form = {form.name: f"{form.prefix}_" for form in INSTRUMENTS}
    for row in csv_rows(project / "import.csv"):
        prefix = of_form[row["redcap_repeat_instrument"] or "patient"]
        filled = [name for name, cell in row.items() if cell and not name.startswith(("record_id", "redcap_", prefix))]
        assert filled == []


def test_the_repeating_instruments_are_named(project: Path) -> None:
    named = {row["form_name"]: row["custom_form_label"] for row in csv_rows(project / "repeating_instruments.csv")}
    assert list(named) == ["measurements", "antibodies", "drugs", "doses", "drug_events"]
    assert named["measurements"] == "[ms_analyte]"
