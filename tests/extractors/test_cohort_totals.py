"""How many a group holds where no word announces it: the first group as large in a study, or that of others."""

import pytest

from extractors.nlp import extract
from extractors.readers.text import document_of_text
from tests.extractors.test_cohort import findings

FIRST = [
    ("Forty-six patients entered the randomised trial.", {"patients count 46"}),
    ("In this randomised trial, 30 children with myositis got placebo.", {"patients count 30"}),
    (
        "This was a retrospective study. Between 2005 and 2020, 46 patients with myositis onset before 16 years came to us.",
        {"patients count 46"},
    ),
    (
        "In the series of Lund and colleagues, 19 patients with anti-Ku myositis had a disease onset in childhood.",
        {"patients count 19"},
    ),
]

NONE = [
    "This was a retrospective study. Fewer than 12 patients a year are seen.",
    "Myositis is rare: 12 patients a million inhabitants.",
    "In the series of Lund and colleagues 4 patients had fever.",
    "This was a retrospective study of the years to 2015 in which children were seen.",
]


@pytest.mark.parametrize(("text", "expected"), FIRST)
def test_the_first_group_as_large_is_told(text: str, expected: set[str]) -> None:
    assert {item for item in findings(text) if item.startswith("patients")} == expected


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_group_is_not_told(text: str) -> None:
    assert not {item for item in findings(text) if item.startswith("patients")}


def test_the_numbers_of_both_sexes_are_no_ages() -> None:
    text = "We reviewed the records of 46 children (31 F, 15 M). Sex: 31 F, 15 M."
    assert not extract(document_of_text(text, source="study.txt")).cases


def test_the_one_patient_told_in_a_study_keeps_what_is_hers_and_the_group_what_is_its_own() -> None:
    text = (
        "We reviewed the records of 41 children with myositis. All received prednisone, 38 methotrexate, 11 IVIG and "
        "5 ciclosporin. Anti-Ku was found in 1. The only patient with anti-SRP deserves a comment: a 13-year-old girl, "
        "CK 15,320 U/L, initial CMAS of 6, refractory to prednisone and methotrexate, who needed 6 monthly pulses of "
        "cyclophosphamide 750 mg/m2."
    )
    record = extract(document_of_text(text, source="study.txt"))
    assert [(case.age_years, case.sex, [ck.value for ck in case.ck]) for case in record.cases] == [
        (13, "female", [15320])
    ]
    assert {drug.name for drug in record.cases[0].drugs} == {"prednisone", "methotrexate", "cyclophosphamide"}
    told = {(item.measure, item.value) for item in record.cohort}
    assert {("methotrexate", 38), ("immunoglobulin", 11), ("ciclosporin", 5)} <= told
    assert not {"cyclophosphamide", "ck", "cmas"} & {item.measure for item in record.cohort}
