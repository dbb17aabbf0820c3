"""What a phenopacket must have: the fields that the documentation of Phenopackets v2 and phenopacket-tools require."""

import re
from collections.abc import Iterator
from typing import Any

REQUIRED = {
    "Phenopacket": ("id", "metaData"),
    "Individual": ("id",),
    "MetaData": ("created", "createdBy", "resources", "phenopacketSchemaVersion"),
    "Resource": ("id", "name", "url", "version", "namespacePrefix", "iriPrefix"),
    "OntologyClass": ("id", "label"),
    "Age": ("iso8601duration",),
    "Measurement": ("assay",),
    "Quantity": ("unit", "value"),
    "ReferenceRange": ("unit", "low", "high"),
    "TypedQuantity": ("type", "quantity"),
    "ComplexValue": ("typedQuantities",),
    "Treatment": ("agent",),
    "DoseInterval": ("quantity", "scheduleFrequency", "interval"),
    "TimeInterval": ("start", "end"),
}
ONE_OF = {
    "Measurement": {"value", "complexValue"},
    "Value": {"quantity", "ontologyClass"},
    "MedicalAction": {"treatment", "procedure", "radiationTherapy", "therapeuticRegimen"},
    "TimeElement": {"age", "ageRange", "gestationalAge", "ontologyClass", "timestamp", "interval"},
}
INSIDE = {
    ("Phenopacket", "subject"): "Individual",
    ("Phenopacket", "measurements"): "Measurement",
    ("Phenopacket", "medicalActions"): "MedicalAction",
    ("Phenopacket", "metaData"): "MetaData",
    ("MetaData", "resources"): "Resource",
    ("Individual", "taxonomy"): "OntologyClass",
    ("Individual", "timeAtLastEncounter"): "TimeElement",
    ("TimeElement", "age"): "Age",
    ("TimeElement", "ontologyClass"): "OntologyClass",
    ("Measurement", "assay"): "OntologyClass",
    ("Measurement", "value"): "Value",
    ("Measurement", "complexValue"): "ComplexValue",
    ("Measurement", "timeObserved"): "TimeElement",
    ("ComplexValue", "typedQuantities"): "TypedQuantity",
    ("TypedQuantity", "type"): "OntologyClass",
    ("TypedQuantity", "quantity"): "Quantity",
    ("Value", "quantity"): "Quantity",
    ("Value", "ontologyClass"): "OntologyClass",
    ("Quantity", "unit"): "OntologyClass",
    ("Quantity", "referenceRange"): "ReferenceRange",
    ("ReferenceRange", "unit"): "OntologyClass",
    ("MedicalAction", "treatment"): "Treatment",
    ("Treatment", "agent"): "OntologyClass",
    ("Treatment", "routeOfAdministration"): "OntologyClass",
    ("Treatment", "doseIntervals"): "DoseInterval",
    ("DoseInterval", "quantity"): "Quantity",
    ("DoseInterval", "scheduleFrequency"): "OntologyClass",
    ("DoseInterval", "interval"): "TimeInterval",
}
CURIE = re.compile(r"[A-Za-z][A-Za-z0-9.-]*:[^\s:_]+")
DURATION = re.compile(r"P(?=\d)(\d+Y)?(\d+M)?(\d+D)?")


def problems(packet: dict[str, Any]) -> list[str]:
    """What is wrong with a packet, as JSON; prefixes of codes that ``metaData`` does not declare included."""
    declared = {resource.get("namespacePrefix") for resource in packet.get("metaData", {}).get("resources", ())}
    return [*_problems(packet, "Phenopacket", "packet", declared)]


def _problems(told: dict[str, Any], kind: str, place: str, declared: set[str | None]) -> Iterator[str]:
    yield from (f"{place}: no {name}" for name in REQUIRED.get(kind, ()) if not _there(told.get(name)))
    if kind in ONE_OF and len(ONE_OF[kind] & set(told)) != 1:
        yield f"{place}: not one of {sorted(ONE_OF[kind])}"
    if kind == "OntologyClass":
        if not CURIE.fullmatch(told.get("id", "")):
            yield f"{place}: {told.get('id')} is no CURIE"
        elif told["id"].partition(":")[0] not in declared:
            yield f"{place}: the prefix of {told['id']} is not declared"
    if kind == "Age" and not DURATION.fullmatch(told.get("iso8601duration", "")):
        yield f"{place}: {told.get('iso8601duration')} is no duration"
    for name, value in told.items():
        inner = INSIDE.get((kind, name))
        for number, each in enumerate(value if isinstance(value, list) else [value]):
            if inner:
                yield from _problems(each, inner, f"{place}.{name}[{number}]", declared)
            elif isinstance(each, dict) and name != "externalReferences":
                yield f"{place}: {name} is looked at by nobody"


def _there(value: Any) -> bool:
    return value not in (None, "", [])
