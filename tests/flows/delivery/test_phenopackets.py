"""Phenopackets: what the schema asks for is there, and nothing is said that the article does not tell."""

import json
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.json_format import MessageToDict, MessageToJson, Parse
from pedigree_ga4gh import validate
from phenopackets.schema.v2.phenopackets_pb2 import Phenopacket

from extractors.lexicon import table
from flows.delivery.export import export
from flows.delivery.phenopacket import phenopackets
from flows.delivery.phenopacket_codes import dose_unit, frequency, iso_age, own, ucum
from schemas.record import ArticleRecord
from tests.flows.delivery.invented import ROOT, invented, samples
from tests.flows.delivery.read_packets import packets
from tests.flows.delivery.required import CURIE, problems
from tests.flows.delivery.test_round_trip import MADE
from tests.flows.factories import record_of

SEEDS = ROOT.parent / "shared" / "seeds"


def written(folder: Path, *records: ArticleRecord) -> list[dict[str, Any]]:
    export(records, "phenopackets", folder / "packets", MADE)
    files = sorted((folder / "packets").glob("*-*.json"))
    return [json.loads(file.read_text(encoding="utf-8")) for file in files]


def girl() -> dict[str, Any]:
    packet: dict[str, Any] = MessageToDict(next(phenopackets(invented(), MADE)))
    return packet


def measured(words: str) -> dict[str, Any]:
    """The measurement with these words."""
    found: dict[str, Any] = next(
        each for each in girl()["measurements"] if each["description"].startswith(f'"{words}"')
    )
    return found


def treatments() -> dict[str, dict[str, Any]]:
    return {action["treatment"]["agent"]["label"]: action["treatment"] for action in girl()["medicalActions"]}


# ---- the schema


def test_every_packet_has_what_is_required(tmp_path: Path) -> None:
    found = written(tmp_path, invented(), *samples())
    assert len(found) == sum(len(record.cases) for record in (invented(), *samples()))
    assert [problem for packet in found for problem in problems(packet)] == []


@pytest.mark.parametrize("lost", ["created", "resources", "createdBy"])
def test_what_is_missing_is_noticed(lost: str) -> None:
    packet = girl()
    del packet["metaData"][lost]
    assert problems(packet) != []


def test_the_library_reads_every_packet_and_writes_it_the_same(tmp_path: Path) -> None:
    written(tmp_path, invented(), *samples())
    for packet in packets(tmp_path / "packets"):
        assert Phenopacket.FromString(packet.SerializeToString()) == packet
        assert Parse(MessageToJson(packet), Phenopacket()) == packet


def test_a_validator_after_phenopacket_tools_finds_nothing(tmp_path: Path) -> None:
    found = written(tmp_path, invented(), *samples())
    assert [finding for packet in found for finding in validate(packet, "phenopacket")] == []


@pytest.mark.seeds
def test_the_real_articles_give_packets(tmp_path: Path) -> None:
    from extractors.nlp import extract
    from extractors.readers import read_article

    articles = sorted(SEEDS.glob("*.txt"))
    if not articles:
        pytest.skip("the real articles are not here")
    found = written(tmp_path, *(extract(read_article(article)) for article in articles))
    assert len(found) > 20
    assert [problem for packet in found for problem in problems(packet)] == []


# ---- what is told


def test_a_patient() -> None:
    packet = girl()
    assert packet["subject"] == {
        "id": f"{'ab' * 8}-1",
        "sex": "FEMALE",
        "taxonomy": {"id": "NCBITaxon:9606", "label": "Homo sapiens"},
        "timeAtLastEncounter": {"age": {"iso8601duration": "P9Y2M"}},
    }
    assert "diseases" not in packet
    assert packet["metaData"]["created"] == "2026-01-02T03:04:05Z"


def test_a_measurement_has_loinc_ucum_and_its_range() -> None:
    ck = measured("7,300 U/L")
    unit = {"id": "UCUM:U/L", "label": "U/L"}
    assert ck["assay"] == {"id": "LOINC:2157-6", "label": "CK"}
    assert ck["value"] == {
        "quantity": {"unit": unit, "value": 7300, "referenceRange": {"unit": unit, "low": 30, "high": 200}}
    }
    assert ck["timeObserved"] == {"ontologyClass": {"id": "casesift:onset", "label": "onset"}}
    assert ck["description"].endswith('time: "On admission"')


def test_a_multiple_of_the_upper_limit_is_no_catalytic_activity() -> None:
    multiple = measured("59.5-fold")
    assert multiple["assay"]["id"] == "casesift:CK"
    assert multiple["value"]["quantity"] == {"unit": {"id": "casesift:xULN", "label": "xULN"}, "value": 59.5}


def test_a_range_of_one_patient_has_two_ends() -> None:
    ends = measured("200-300 U/L")["complexValue"]["typedQuantities"]
    assert [(end["type"]["label"], end["quantity"]["value"]) for end in ends] == [("low", 200), ("high", 300)]


@pytest.mark.parametrize("words", ["more than 20 000 U/L", "about 900 U/L", "4100"])
def test_a_value_that_is_no_quantity_is_left_out(words: str) -> None:
    assert [each for each in girl()["measurements"] if each["description"].startswith(f'"{words}"')] == []


def test_a_range_with_one_end_is_no_reference_range() -> None:
    assert "referenceRange" not in measured("12 µkat/L")["value"]["quantity"]


def test_antibodies_are_measured_too() -> None:
    results = {words: measured(words)["value"]["ontologyClass"]["id"] for words in ("anti-SRP", "HMGCR", "β2GPI")}
    assert [*results.values()] == ["LOINC:LA6576-8", "LOINC:LA6577-6", "casesift:borderline"]


def test_a_dose_has_its_unit_how_often_and_for_how_long() -> None:
    dose = treatments()["methylprednisolone"]["doseIntervals"][0]
    assert dose["quantity"] == {"unit": {"id": "UCUM:g", "label": "g"}, "value": 1}
    assert dose["scheduleFrequency"]["label"] == "Twice Daily"
    assert dose["interval"] == {"start": "1970-01-01T00:00:00Z", "end": "1970-01-06T00:00:00Z"}
    told = next(phenopackets(invented(), MADE)).meta_data.external_references[-1].description
    assert "1970-01-01 stands for a time that is not told" in told


def test_a_drug_has_its_code_and_route() -> None:
    assert treatments()["prednisone"]["agent"]["id"] == "RxNorm:8640"
    assert treatments()["methotrexate"]["agent"]["id"] == "ATC:L04AX03"
    assert treatments()["plasma exchange"]["agent"]["id"] == "casesift:plasma-exchange"
    assert treatments()["methotrexate"]["routeOfAdministration"]["id"] == "NCIT:C38299"
    assert treatments()["prednisone"]["doseIntervals"][0]["quantity"]["unit"]["id"] == "UCUM:mg/kg/d"


def test_a_drug_that_was_not_given_is_no_treatment() -> None:
    assert "rituximab" not in treatments()


def test_the_article_is_referred_to() -> None:
    references = girl()["metaData"]["externalReferences"]
    assert [reference["id"] for reference in references] == ["DOI:10.5555/made.up", "PMID:1", f"sha256:{'ab' * 32}"]


def test_only_the_resources_that_are_used_are_declared() -> None:
    record = record_of({"sex": "male", "antibodies": [{"name": "anti-SRP", "result": "positive"}]})
    declared = [resource.namespace_prefix for resource in next(phenopackets(record, MADE)).meta_data.resources]
    assert declared == ["casesift", "LOINC", "NCBITaxon"]


@pytest.mark.parametrize(
    ("years", "duration"),
    [
        (9, "P9Y"),
        (9 + 2 / 12, "P9Y2M"),
        (9.17, "P9Y2M"),
        (0.5, "P6M"),
        (0, "P0D"),
        (10 / 365.25, "P10D"),
        (1 / 365.25, "P1D"),
        (14.5, "P14Y6M"),
        (3 / 52, "P21D"),
    ],
)
def test_an_age_as_a_duration(years: float, duration: str) -> None:
    assert iso_age(years) == duration


def test_every_unit_of_the_word_lists_is_a_code() -> None:
    units = {row["ucum"] for name in ("units", "analytes") for row in table(name) if row["ucum"]}
    assert len(units) > 50
    assert [unit for unit in units if not CURIE.fullmatch(ucum(unit, unit).id)] == []


def test_a_measurement_without_a_number_is_left_out() -> None:
    record = record_of({"ck": [{"unit": "U/L"}, {"value": 5, "unit": ""}, {"value": 7, "unit": "U/L", "evidence": []}]})
    told = next(phenopackets(record, MADE)).measurements
    assert [each.value.quantity.value for each in told] == [7]


def test_codes_of_our_own_are_codes() -> None:
    assert own("anti-β2GPI").id == "casesift:anti-%CE%B22GPI"
    assert own("myositis-specific antibodies").id == "casesift:myositis-specific-antibodies"
    assert frequency(14).label == "every 14 days"
    assert dose_unit("IU", "m2", "week").id == "UCUM:[iU]/m2/wk"
