"""GA4GH Phenopackets v2: a folder with one JSON file a patient.

Only what a phenopacket can say without saying more than the article goes in: a value above, below or about a bound, or
without a unit, is no quantity, and a drug that was not given is no treatment. No disease is told: none is extracted.
"""

from collections.abc import Iterator
from datetime import datetime

from google.protobuf.json_format import MessageToJson
from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp
from phenopackets.schema.v2.core.base_pb2 import Age, ExternalReference, OntologyClass, TimeElement, TimeInterval
from phenopackets.schema.v2.core.individual_pb2 import Individual, Sex
from phenopackets.schema.v2.core.measurement_pb2 import (
    ComplexValue,
    Measurement,
    Quantity,
    ReferenceRange,
    TypedQuantity,
    Value,
)
from phenopackets.schema.v2.core.medical_action_pb2 import DoseInterval, MedicalAction, Treatment
from phenopackets.schema.v2.core.meta_data_pb2 import MetaData
from phenopackets.schema.v2.phenopackets_pb2 import Phenopacket

from flows.delivery.delivery import Delivery
from flows.delivery.phenopacket_codes import coded, dose_unit, frequency, iso_age, own, resources, ucum
from flows.delivery.rows import patient_id
from schemas import values
from schemas.record import ArticleRecord, CaseRecord

_DAY = 86_400  # seconds
_SEX = {"female": Sex.FEMALE, "male": Sex.MALE, None: Sex.UNKNOWN_SEX}
_UNDATED = (
    "Articles tell no dates, and a DoseInterval must have some: 1970-01-01 stands for a time that is not told. Where "
    "an interval has a length, that is for how long the dose was given."
)


def write(delivery: Delivery) -> None:
    """Write a file for each patient, named after the patient's id."""
    for record in delivery.records:
        for packet in phenopackets(record, delivery.made):
            (delivery.to / f"{packet.id}.json").write_text(f"{MessageToJson(packet)}\n", encoding="utf-8")


def phenopackets(record: ArticleRecord, made: datetime) -> Iterator[Phenopacket]:
    """One phenopacket a patient; ``made`` is when."""
    for number, case in enumerate(record.cases, start=1):
        whose = patient_id(record, number)
        packet = Phenopacket(
            id=whose,
            subject=_subject(case, whose),
            measurements=[*_measurements(case), *map(_antibody, case.antibodies)],
            medical_actions=[MedicalAction(treatment=_treatment(drug)) for drug in case.drugs if _was_taken(drug)],
        )
        packet.meta_data.CopyFrom(_meta_data(record, case, made, packet))
        yield packet


def _subject(case: CaseRecord, whose: str) -> Individual:
    subject = Individual(id=whose, sex=_SEX[case.sex], taxonomy=coded("taxonomy", "human"))
    if case.age_years is not None:
        subject.time_at_last_encounter.CopyFrom(TimeElement(age=Age(iso8601duration=iso_age(case.age_years))))
    return subject


def _measurements(case: CaseRecord) -> Iterator[Measurement]:
    measured: list[values.CkValue | values.LabValue] = [*case.ck, *case.labs]
    for value in measured:
        told = any(number is not None for number in (value.value, value.low, value.high))
        if told and value.unit and value.comparator == "=":
            yield _measurement(value, value.unit)
    for cmas in case.cmas:
        score = Quantity(value=cmas.score, unit=ucum("{score}", "points"))
        yield Measurement(assay=own("CMAS"), value=Value(quantity=score), **_observed(cmas))


def _measurement(value: values.CkValue | values.LabValue, printed_unit: str) -> Measurement:
    name = value.analyte if isinstance(value, values.LabValue) else "CK"
    unit = ucum(value.ucum, printed_unit) if value.ucum else own(printed_unit)
    # a LOINC code names the kind of quantity too: it does not fit a multiple of the upper limit
    assay = OntologyClass(id=f"LOINC:{value.loinc}", label=name) if value.loinc and value.ucum else own(name)
    told = {"assay": assay, **_observed(value)}
    if value.value is not None:
        return Measurement(value=Value(quantity=_quantity(value, value.value, unit)), **told)
    ends = [("low", value.low), ("high", value.high)]
    typed = [TypedQuantity(type=own(n), quantity=_quantity(value, end, unit)) for n, end in ends if end is not None]
    return Measurement(complex_value=ComplexValue(typed_quantities=typed), **told)


def _quantity(value: values.Measurement, number: float, unit: OntologyClass) -> Quantity:
    quantity = Quantity(value=number, unit=unit)
    if value.ref_low is not None and value.ref_high is not None:
        quantity.reference_range.CopyFrom(ReferenceRange(unit=unit, low=value.ref_low, high=value.ref_high))
    return quantity


def _antibody(test: values.AntibodyResult) -> Measurement:
    result = Value(ontology_class=coded("result", test.result))
    return Measurement(assay=own(test.name), value=result, description=_words(test))


def _observed(value: values.Measurement | values.CmasScore) -> dict[str, str | TimeElement]:
    """The words, and the phase as the time; a time in days from something has no place but the words."""
    time = f'; time: "{value.time.printed}"' if value.time else ""
    phase = {"time_observed": TimeElement(ontology_class=own(value.phase))} if value.phase else {}
    return {"description": _words(value) + time, **phase}


def _words(value: values.Fact) -> str:
    """The words of a value and where they stand: what a description can hold of evidence."""
    if not value.evidence:
        return f'"{value.printed}"'
    first = value.evidence[0]
    page = f", page {first.page}" if first.page else ""
    return f'"{first.quote}" (characters {first.start} to {first.end}{page})'


def _was_taken(drug: values.DrugCourse) -> bool:
    return drug.status != "not_given"


def _treatment(drug: values.DrugCourse) -> Treatment:
    code = f"RxNorm:{drug.rxnorm}" if drug.rxnorm else drug.atc and f"ATC:{drug.atc}"
    agent = OntologyClass(id=code, label=drug.name) if code else own(drug.name)
    doses = [_dose(dose, dose.amount) for dose in drug.doses if dose.amount is not None]
    treatment = Treatment(agent=agent, dose_intervals=doses)
    if drug.route:
        treatment.route_of_administration.CopyFrom(coded("route", drug.route))
    return treatment


def _dose(dose: values.Dose, amount: float) -> DoseInterval:
    quantity = Quantity(value=amount, unit=dose_unit(dose.unit, dose.basis, dose.per))
    # the epoch is what a reader gets for a Timestamp that nobody set
    undated = TimeInterval(start=Timestamp(), end=Timestamp(seconds=round((dose.duration_days or 0) * _DAY)))
    return DoseInterval(quantity=quantity, schedule_frequency=frequency(dose.interval_days), interval=undated)


def _meta_data(record: ArticleRecord, case: CaseRecord, made: datetime, packet: Phenopacket) -> MetaData:
    versions = record.versions
    created = Timestamp()
    created.FromDatetime(made)
    meta = MetaData(
        created=created,
        created_by=f"casesift {versions.program}",
        phenopacket_schema_version="2.0",
        resources=resources(set(_codes_in(packet)), versions.vocabulary),
        external_references=_references(record, case),
    )
    if any(action.treatment.dose_intervals for action in packet.medical_actions):
        meta.external_references[-1].description += f". {_UNDATED}"
    return meta


def _references(record: ArticleRecord, case: CaseRecord) -> Iterator[ExternalReference]:
    article, title = record.article, record.article.title or ""
    if article.doi:
        yield ExternalReference(id=f"DOI:{article.doi}", reference=f"https://doi.org/{article.doi}", description=title)
    if article.pmid:
        page = f"https://pubmed.ncbi.nlm.nih.gov/{article.pmid}"
        yield ExternalReference(id=f"PMID:{article.pmid}", reference=page, description=title)
    names = " | ".join((case.label, *case.also_called))
    versions = record.versions
    made_by = f"rules {versions.rules}, readers {versions.readers}, vocabulary {versions.vocabulary}"
    made_by += f", schema {versions.document_schema}"
    origin = f"{case.origin}: {case.citation}" if case.citation else case.origin
    told = f"{names} ({origin}) of {article.source_file}; {made_by}"
    yield ExternalReference(id=f"sha256:{record.id}", reference=article.source_file, description=told)


def _codes_in(message: Message) -> Iterator[str]:
    """The ids of all ontology classes inside a message."""
    if isinstance(message, OntologyClass):
        yield message.id
        return
    for _, value in message.ListFields():
        inside = [value] if isinstance(value, Message) else value
        for inner in inside if not isinstance(inside, str | float | int) else ():
            if isinstance(inner, Message):
                yield from _codes_in(inner)
