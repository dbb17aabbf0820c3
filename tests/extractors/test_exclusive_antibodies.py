"""Antibodies specific for myositis exclude each other: a list that makes one patient positive for three was misread."""

import pytest

from extractors import nlp
from extractors.readers import document_of_text
from schemas.record import ArticleRecord

GIRL = "A 9-year-old girl was seen because she could not climb stairs. "


def read(text: str) -> ArticleRecord:
    return nlp.extract(document_of_text(text, source="a.txt"))


@pytest.mark.parametrize(
    "told",
    [
        "She was positive for anti-SRP, anti-Mi-2 and anti-MDA5.",
        "Anti-Jo-1, anti-PL-7, anti-EJ and anti-Ku were positive.",
    ],
)
def test_a_list_that_one_patient_cannot_have_is_no_fact(told: str) -> None:
    (case,) = read(GIRL + told).cases
    assert case.antibodies == ()


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ("She was positive for anti-SRP and anti-Ro52.", {"anti-SRP", "anti-Ro52"}),
        (
            "She was positive for anti-SRP, anti-HMGCR, anti-Ro52 and ANA.",
            {"anti-SRP", "anti-HMGCR", "anti-Ro52", "ANA"},
        ),
    ],
)
def test_associated_antibodies_and_two_at_once_are_told(told: str, names: set[str]) -> None:
    (case,) = read(GIRL + told).cases
    assert {found.name for found in case.antibodies if found.result == "positive"} == names


def test_denials_stay() -> None:
    (case,) = read(GIRL + "Anti-SRP, anti-Mi-2, anti-MDA5 and anti-Jo-1 were negative.").cases
    assert {found.result for found in case.antibodies} == {"negative"}
    assert len(case.antibodies) == 4


def test_a_list_that_is_dealt_out_or_of_several_patients_is_read() -> None:
    first = "Patients 1, 2 and 3 were positive for anti-SRP, anti-Mi-2 and anti-MDA5, respectively."
    second = "In our cohort, 12 children were positive for anti-SRP, anti-Mi-2 or anti-MDA5."
    for told in (first, second):
        found = nlp.find_mentions(document_of_text(GIRL + told, source="a.txt"))
        assert len([mention for mention in found if mention.kind == "antibody"]) == 3
