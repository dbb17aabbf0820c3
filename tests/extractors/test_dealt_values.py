"""Whose value or drug it is where a paragraph tells of two patients."""

import pytest

from extractors.nlp import extract
from extractors.readers.text import document_of_text

_TWO = "Patient 1, a 6-year-old boy, had a CK of 5,000 U/L. Patient 2, a 10-year-old girl, had a CK of 7,000 U/L. "


def read(text: str) -> list[list[str]]:
    """Creatine kinase, CMAS and drugs of each patient, as printed words; the first value of the story left out."""
    record = extract(document_of_text(_TWO + text + "\n", source="article.txt"))
    return [
        [
            *(f"{value.value:g}" for value in case.ck if value.value not in (5000, 7000)),
            *(f"CMAS {score.score:g}" for score in case.cmas),
            *(" ".join((drug.name, *(dose.printed for dose in drug.doses))) for drug in case.drugs),
        ]
        for case in record.cases
    ]


@pytest.mark.parametrize(
    ("text", "boy", "girl"),
    [
        ("On day 90 CK was 402 U/L and 188 U/L.", ["402"], ["188"]),
        ("After six months CK had fallen to 402 and 188 U/L, respectively.", ["402"], ["188"]),
        ("Their CMAS at 12 months was 40 and 52.", ["CMAS 40"], ["CMAS 52"]),
        ("CMAS rose from 12 and 30 to 40 and 52, respectively.", ["CMAS 12", "CMAS 40"], ["CMAS 30", "CMAS 52"]),
        ("CK was 402 U/L (patient 1) and 188 U/L (patient 2).", ["402"], ["188"]),
        ("In the boy CK was 402 U/L and in the girl 188 U/L.", ["402"], ["188"]),
        ("The first had a CK of 402 U/L, the second of 188 U/L.", ["402"], ["188"]),
        ("CMAS reached 31 in patient 1 (from 12) and 47 in patient 2.", ["CMAS 31", "CMAS 12"], ["CMAS 47"]),
        # a course of the one whose story it is
        ("She improved; CK was 402 and 188 U/L at 3 and 6 months.", [], ["402", "188"]),
        ("At 3 and 6 months CK was 402 and 188 U/L, respectively.", [], ["402", "188"]),
        ("CK was 402 U/L on day 30 and 188 U/L on day 90.", [], ["402", "188"]),
        # drugs
        (
            "Tacrolimus 1 mg twice daily (patient 1) or 2 mg twice daily (patient 2) was added.",
            ["tacrolimus 1 mg twice daily"],
            ["tacrolimus 2 mg twice daily"],
        ),
        (
            "Methotrexate was stopped in patient 1 because of nausea but continued in patient 2.",
            ["methotrexate"],
            ["methotrexate"],
        ),
        (
            "Rituximab was effective in patient 1 whereas patient 2 required cyclophosphamide.",
            ["rituximab"],
            ["cyclophosphamide"],
        ),
        ("Rituximab was used in patient 1 but not in patient 2.", ["rituximab"], []),
        ("All received prednisone.", ["prednisone"], ["prednisone"]),
    ],
)
def test_whose_it_is(text: str, boy: list[str], girl: list[str]) -> None:
    assert read(text) == [boy, girl]


def test_a_newborn_in_the_story_of_the_mother() -> None:
    record = extract(
        document_of_text(
            "A woman of 29 years had a CK of 9,860 U/L. A male infant was delivered at 36 weeks, and his CK was 1,015 U/L on "
            "day 2. After birth the mother had a CK of 6,300 U/L.\n",
            source="article.txt",
        )
    )
    assert [[value.value for value in case.ck] for case in record.cases] == [[9860, 6300], [1015]]


def test_a_healthy_newborn_is_no_patient() -> None:
    record = extract(
        document_of_text(
            "A woman of 29 years had a CK of 9,860 U/L. A male infant was delivered at 36 weeks.\n",
            source="article.txt",
        )
    )
    assert len(record.cases) == 1
