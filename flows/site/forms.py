"""The forms in which a reviewer corrects a value: one input a key of gold's schema, and the names to choose from."""

from typing import Any, Literal

from flows.gold.entries import ENTRIES
from schemas.base import Frozen
from schemas.gold import GoldCase

Form = list[dict[str, Any]]

_HIDDEN = {"optional"}  # a curator's judgement on the whole, made in the file
_PERSON = {"label", "also_called", "origin"}
_LABELS = {"ref_low": "reference from", "ref_high": "reference to", "doses": "doses, one a line: 1-2 mg/kg/day"}
_LISTS = {"doses": "doses", "also_called": "list"}
_NAMES: dict[str, dict[str, str]] = {
    "antibodies": {"name": "antibody-names"},
    "drugs": {"name": "drug-names"},
    "labs": {"analyte": "analyte-names"},
}


def forms() -> dict[str, Form]:
    """The inputs of each field: ``key``, ``label``, ``kind`` (text, number, choice ...), ``options``, ``required``."""
    person = _form(GoldCase, {})
    made: dict[str, Form] = {"case": [spec for spec in person if spec["key"] in _PERSON]}
    for key, field in (("sex", "sex"), ("age_years", "age")):
        made[field] = [
            {**spec, "key": "value", "label": field, "required": True} for spec in person if spec["key"] == key
        ]
    return made | {field: _form(model, _NAMES.get(field, {})) for field, model in ENTRIES.items()}


def names() -> dict[str, list[str]]:
    """The names of gold that a form suggests, by the id of their list."""
    from extractors import lexicon

    antibodies = {row["name"] for row in lexicon.table("antibodies")}
    return {
        "antibody-names": sorted(antibodies),
        "drug-names": sorted(lexicon.drugs()),
        "analyte-names": sorted(lexicon.analytes()),
    }


def _form(model: type[Frozen], suggested: dict[str, str]) -> Form:
    schema = model.model_json_schema()
    specs = []
    for key, told in schema["properties"].items():
        kind, options = _kind(key, told)
        if kind is None or key in _HIDDEN:
            continue
        spec: dict[str, Any] = {"key": key, "label": _LABELS.get(key, key.replace("_", " ")), "kind": kind}
        spec |= {"required": True} if key in schema.get("required", ()) else {}
        spec |= {"options": options} if options else {}
        spec |= {"preset": told["default"], "required": True} if options and told.get("default") else {}
        spec |= {"names": suggested[key]} if key in suggested else {}
        specs.append(spec)
    return specs


_Kind = Literal["text", "number", "integer", "choice", "doses", "list"]


def _kind(key: str, told: dict[str, Any]) -> tuple[_Kind | None, list[str]]:
    """What input a key takes; None for what the form leaves as it is."""
    options = [option for option in (told, *told.get("anyOf", ())) if "enum" in option]
    if options:
        return "choice", options[0]["enum"]
    types = {option.get("type") for option in (told, *told.get("anyOf", ()))}
    if key in _LISTS:
        return ("doses", []) if _LISTS[key] == "doses" else ("list", [])
    if "number" in types:
        return "number", []
    if "integer" in types:
        return "integer", []
    return ("text", []) if "string" in types else (None, [])
