"""The JSON Schema that ``casesift schema`` prints, and the way there and back."""

from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from schemas.base import SCHEMA_VERSION
from schemas.diff import Comparison
from schemas.gold import GoldRecord
from schemas.mention import CkMention, Mention, SexMention
from schemas.record import ArticleInfo, ArticleRecord, CaseRecord, Versions
from schemas.values import CkValue, Evidence


def ck() -> CkValue:
    words = Evidence(start=26, end=34, quote="7300 U/L", page=2, box=(72.0, 100.5, 120.25, 112.0))
    return CkValue(printed="7300 U/L", evidence=(words,), rule="number_unit", value=7300, unit="U/L", phase="onset")


def record() -> ArticleRecord:
    return ArticleRecord(
        id="0" * 64,
        article=ArticleInfo(source_file="made-up.txt"),
        reader="text",
        cases=(CaseRecord(label="Patient 1", sex="male", age_years=9, ck=(ck(),)),),
        unlinked=(CkMention(value=ck()),),
        versions=Versions(rules="1", program="0.1.0", vocabulary="0" * 12),
    )


@pytest.mark.parametrize("noun", [ArticleRecord, GoldRecord, Comparison], ids=lambda noun: noun.__name__)
def test_the_schema_is_closed_and_told_in_words(noun: type[BaseModel]) -> None:
    schema = noun.model_json_schema()
    parts: dict[str, Any] = {noun.__name__: schema, **schema["$defs"]}
    assert [name for name, part in parts.items() if part.get("additionalProperties") is not False] == []
    assert [name for name, part in parts.items() if not part.get("description")] == []


def test_the_schema_tells_the_closed_lists() -> None:
    case = GoldRecord.model_json_schema()["$defs"]["GoldCase"]["properties"]
    assert case["sex"]["anyOf"][0]["enum"] == ["female", "male"]


def test_the_schema_tells_mentions_apart_by_kind() -> None:
    discriminator = ArticleRecord.model_json_schema()["properties"]["unlinked"]["items"]["discriminator"]
    assert discriminator["propertyName"] == "kind"
    assert set(discriminator["mapping"]) == {"ck", "lab", "antibody", "cmas", "drug", "sex", "age", "cohort"}


def test_a_record_comes_back_from_json_as_it_went() -> None:
    assert ArticleRecord.model_validate_json(record().model_dump_json()) == record()


def test_a_record_tells_the_version_of_its_schema() -> None:
    assert record().model_dump()["versions"]["document_schema"] == SCHEMA_VERSION


def test_a_mention_is_read_as_its_kind_says() -> None:
    adapter: TypeAdapter[Mention] = TypeAdapter(Mention)
    told = {"kind": "sex", "sex": "male", "printed": "boy", "evidence": [], "rule": "noun"}
    assert isinstance(adapter.validate_python(told), SexMention)
    with pytest.raises(ValidationError, match="shoe_size"):
        adapter.validate_python({**told, "kind": "shoe_size"})
