"""The gold files are true to their schema, and a curator's slip is told by its name."""

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from schemas.gold import GoldCase, GoldRecord
from schemas.record import ArticleRecord, CaseRecord

GOLD = Path(__file__).parents[2] / "gold"
FILES = sorted(GOLD.glob("*.yaml"))

SMALL: dict[str, Any] = {
    "article": {"source_file": "made-up.txt"},
    "cases": [
        {
            "label": "Patient 1",
            "sex": "male",
            "ck": [{"value": 7300, "unit": "U/L"}],
            "drugs": [{"name": "methotrexate", "doses": [{"amount": 15, "unit": "mg", "per": "week"}]}],
        }
    ],
    "cohort": [{"population": "all", "measure": "patients", "statistic": "count", "value": 12}],
}


def test_there_is_gold() -> None:
    assert len(FILES) >= 5


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_gold_is_true_to_the_schema(file: Path) -> None:
    record = GoldRecord.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
    assert Path(record.article.source_file).stem == file.stem


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_labels_of_a_gold_file_name_one_person_each(file: Path) -> None:
    record = GoldRecord.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
    names = [name for case in record.cases for name in (case.label, *case.also_called)]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(
    "path",
    [(), ("article",), ("cases", 0), ("cases", 0, "ck", 0), ("cases", 0, "drugs", 0, "doses", 0), ("cohort", 0)],
    ids=lambda path: ".".join(map(str, path)) or "top",
)
def test_an_unknown_key_is_refused_at_every_depth(path: tuple[str | int, ...]) -> None:
    GoldRecord.model_validate(SMALL)
    wrong: Any = copy.deepcopy(SMALL)
    place = wrong
    for step in path:
        place = place[step]
    place["unti"] = "U/L"
    with pytest.raises(ValidationError, match="unti") as refusal:
        GoldRecord.model_validate(wrong)
    assert refusal.value.errors()[0]["loc"] == (*path, "unti")


def test_a_value_outside_its_closed_list_is_refused() -> None:
    with pytest.raises(ValidationError, match="'female' or 'male'"):
        GoldCase.model_validate({"label": "Patient 1", "sex": "girl"})


def test_gold_and_record_share_their_field_names() -> None:
    only_gold = {"optional", "sex_also"}
    assert set(GoldCase.model_fields) - only_gold <= set(CaseRecord.model_fields)
    assert {"article", "cases", "cohort"} <= set(GoldRecord.model_fields) & set(ArticleRecord.model_fields)
