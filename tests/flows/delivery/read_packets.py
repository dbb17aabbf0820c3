"""Phenopackets, read with the library: as the facts of ``told``."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from google.protobuf.json_format import Parse
from phenopackets.schema.v2.core.individual_pb2 import Sex
from phenopackets.schema.v2.phenopackets_pb2 import Phenopacket

from tests.flows.delivery.told import Fact

_ROUTES = {"Intravenous", "Oral", "Subcutaneous", "Intramuscular", "Topical"}
_DAYS = {"Daily": 1.0, "Twice Daily": 0.5}
_WORDS = re.compile(r'^"(?P<quote>.*)" \(characters (?P<start>\d+) to (?P<end>\d+)(, page (?P<page>\d+))?\)', re.DOTALL)
_PATIENT = re.compile(r"(?P<names>.*) \((?P<origin>own|cited)(: (?P<citation>.*))?\) of (?P<file>.*?); (?P<made>.*)")


def packets(folder: Path) -> list[Phenopacket]:
    """The packets of a folder; what is no phenopacket v2 raises."""
    files = sorted(file for file in folder.glob("*.json") if file.name != "export.json")
    return [Parse(file.read_text(encoding="utf-8"), Phenopacket()) for file in files]


def packet_facts(found: list[Phenopacket]) -> set[Fact]:
    return {fact for packet in found for fact in _packet(packet)}


def _packet(packet: Phenopacket) -> Iterator[Fact]:
    *public, own = packet.meta_data.external_references
    article = own.id.removeprefix("sha256:")
    told = _PATIENT.match(own.description)
    assert told
    label, *others = told["names"].split(" | ")
    who = (article, label)
    yield "patients", *who
    yield "origin", *who, told["origin"], told["citation"]
    yield from (("other names", *who, name) for name in others)
    yield "articles", article, "source_file", told["file"]
    for reference in public:
        prefix, _, number = reference.id.partition(":")
        yield "articles", article, prefix.lower(), number
        if reference.description:
            yield "articles", article, "title", reference.description
    made = re.match(r"rules (\w+), readers (\w+), vocabulary (\w+), schema (\w+)", told["made"])
    assert made
    program = packet.meta_data.created_by.removeprefix("casesift ")
    names = ("rules", "readers", "vocabulary", "document_schema", "program")
    yield from (("versions", article, *pair) for pair in zip(names, (*made.groups(), program), strict=True))
    if packet.subject.sex:
        yield "sex", *who, Sex.Name(packet.subject.sex).lower()
    if packet.subject.HasField("time_at_last_encounter"):
        yield "age, to the month", *who, _months(packet.subject.time_at_last_encounter.age.iso8601duration)
    for measurement in packet.measurements:
        yield from _measurement(who, measurement)
    for action in packet.medical_actions:
        yield from _treatment(who, action.treatment)


def _months(duration: str) -> int:
    parts = re.fullmatch(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?", duration)
    assert parts
    years, months, days = (int(part or 0) for part in parts.groups())
    return round(years * 12 + months + days / 30.4375)


def _measurement(who: Fact, told: Any) -> Iterator[Fact]:
    words = _WORDS.match(told.description)
    assert words
    yield "words", who[0], int(words["start"]), int(words["end"]), words["quote"]
    if words["page"]:
        yield "pages", who[0], int(words["start"]), int(words["page"])
    name = told.assay.label
    if told.value.HasField("ontology_class"):
        yield "antibodies", *who, name, told.value.ontology_class.label.lower()
        return
    quantities = {each.type.label: each.quantity for each in told.complex_value.typed_quantities}
    if told.HasField("value"):
        quantities = {"value": told.value.quantity}
    one = next(iter(quantities.values()))
    ends = ("value",) if name == "CMAS" else ("value", "low", "high")
    numbers = tuple(quantities[end].value if end in quantities else None for end in ends)
    if name == "CMAS":
        yield "CMAS", *who, *numbers
    elif name == "CK":
        yield "CK", *who, *numbers, "=", one.unit.label
    else:
        yield "laboratory values", *who, name, *numbers, "=", one.unit.label
    for bound in ("low", "high") if one.HasField("reference_range") else ():
        yield "reference ranges", *who, name, numbers, f"ref_{bound}", getattr(one.reference_range, bound)
    for code in (told.assay.id, one.unit.id):
        prefix, _, local = code.partition(":")
        if prefix in ("LOINC", "UCUM") and name != "CMAS":
            yield "LOINC and UCUM", *who, name, one.unit.label, local.replace("%5F", "_")
    if told.HasField("time_observed"):
        yield "phases", *who, name, *numbers, told.time_observed.ontology_class.label


def _treatment(who: Fact, told: Any) -> Iterator[Fact]:
    name = told.agent.label
    yield "drugs", *who, name
    prefix, _, local = told.agent.id.partition(":")
    if prefix in ("RxNorm", "ATC"):
        yield "ATC and RxNorm", *who, name, local
    if told.HasField("route_of_administration"):
        route = told.route_of_administration.label.split()[0]
        yield "routes", *who, name, route.lower() if route in _ROUTES else "inhaled"
    for dose in told.dose_intervals:
        unit, *parts = dose.quantity.unit.label.split("/")
        basis = next((part for part in parts if part in ("kg", "m2")), None)
        per = next((part for part in parts if part in ("day", "week", "month", "dose")), None)
        amount = (dose.quantity.value, None, None, unit, basis, per)
        yield "doses", *who, name, amount
        every = re.match(r"every ([\d.]+) days", dose.schedule_frequency.label)
        interval = float(every[1]) if every else _DAYS.get(dose.schedule_frequency.label)
        lasted = (dose.interval.end.seconds - dose.interval.start.seconds) / 86400
        if interval:
            yield "schedules", *who, name, amount, "interval_days", interval
        if lasted:
            yield "schedules", *who, name, amount, "duration_days", lasted
