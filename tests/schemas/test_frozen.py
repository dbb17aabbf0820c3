"""Every noun is a value: it cannot be changed, and takes no field it does not know."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from pydantic import BaseModel, ValidationError

import schemas
from schemas.base import Frozen
from schemas.values import CkValue, Evidence


def nouns() -> list[type[BaseModel]]:
    """Every pydantic class that is defined in schemas."""
    modules = [importlib.import_module(f"schemas.{module.name}") for module in pkgutil.iter_modules(schemas.__path__)]
    return sorted(
        {
            value
            for module in modules
            for value in vars(module).values()
            if isinstance(value, type) and issubclass(value, BaseModel) and value.__module__.startswith("schemas.")
        },
        key=lambda noun: noun.__qualname__,
    )


def field_types(noun: type[BaseModel]) -> Iterator[str]:
    return (str(field.annotation) for field in noun.model_fields.values())


def test_the_nouns_are_found() -> None:
    assert {"ArticleRecord", "Document", "Evidence", "GoldRecord", "Score"} <= {noun.__name__ for noun in nouns()}


@pytest.mark.parametrize("noun", nouns(), ids=lambda noun: noun.__name__)
def test_every_noun_is_frozen_and_closed(noun: type[BaseModel]) -> None:
    assert issubclass(noun, Frozen)
    assert noun.model_config.get("frozen") is True
    assert noun.model_config.get("extra") == "forbid"


@pytest.mark.parametrize("noun", nouns(), ids=lambda noun: noun.__name__)
def test_no_noun_holds_a_list_that_could_be_changed(noun: type[BaseModel]) -> None:
    assert [name for name in field_types(noun) if "list[" in name or "set[" in name] == []


def evidence() -> Evidence:
    return Evidence(start=3, end=7, quote="7300")


def test_a_value_cannot_be_changed() -> None:
    value = evidence()
    with pytest.raises(ValidationError, match="frozen"):
        value.start = 4  # type: ignore[misc]  # the point of the test


def test_an_unknown_field_is_refused_by_name() -> None:
    with pytest.raises(ValidationError, match="colour") as refusal:
        CkValue.model_validate({"printed": "7300", "evidence": [], "rule": "ck", "colour": "red"})
    assert refusal.value.errors()[0]["type"] == "extra_forbidden"


def test_equal_values_are_one() -> None:
    assert evidence() == evidence()
    assert len({evidence(), evidence()}) == 1
