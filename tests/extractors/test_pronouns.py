"""What "it" and "the dose" mean: the drug, or the creatine kinase, of the sentence before."""

import pytest

from extractors.nlp import extract
from extractors.readers.text import document_of_text
from schemas.record import CaseRecord


def told(text: str) -> CaseRecord:
    (only,) = extract(document_of_text("A 9-year-old girl was seen with weakness. " + text, source="a.txt")).cases
    return only


@pytest.mark.parametrize(
    ("text", "doses"),
    [
        (
            "Tacrolimus deserves a remark. It was started in May at 2 mg twice daily and raised to 3 mg twice daily.",
            [2, 3],
        ),
        ("She was put on prednisolone. The dose was reduced to 7.5 mg/day within a year.", [7.5]),
        ("She was put on prednisolone and methotrexate. It was reduced to 7.5 mg/day within a year.", []),
        ("She was put on prednisolone. It was a difficult year, and she weighed 20 kg.", []),
        ("She was put on prednisolone. It was started in May 2019.", []),
        ("She was put on prednisolone. There was no rash. It was reduced to 2 mg in size.", []),
    ],
)
def test_the_drug_of_the_sentence_before(text: str, doses: list[float]) -> None:
    assert [dose.amount for course in told(text).drugs for dose in course.doses] == doses


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Transaminases were raised, and only then was CK added. It was 9,400 U/L.", [9400]),
        ("CK was measured at last. The result was already 9,400 U/L.", [9400]),
        ("CK was measured, and so was LDH. It was 940 U/L.", []),
        ("CK was measured. It was 9 years since she had been seen.", []),
        ("CK was measured. It was repeated on 12 March.", []),
        ("CK was measured. ALT rose. It was 940 U/L.", []),
    ],
)
def test_the_creatine_kinase_of_the_sentence_before(text: str, values: list[float]) -> None:
    assert [ck.value for ck in told(text).ck] == values


def test_a_table_names_the_phase_of_a_value_that_the_text_tells_too() -> None:
    table = "Table 1. Course\n\tAdmission\tMonth 6\nCK (U/L)\t9,400\t310\n"
    text = f"CK was 9,900 U/L. She received methotrexate. CK was 4,100 U/L.\n\n{table}\n\nDiscussion\n\nOur patient had a CK of 9,400 U/L."
    assert {ck.value: ck.phase for ck in told(text).ck} == {
        9900: "onset",
        4100: "follow_up",
        9400: "onset",
        310: "follow_up",
    }


@pytest.mark.parametrize(
    ("text", "phases"),
    [
        ("She had a CK that declined from 9,400 U/L to 310 U/L.", {9400: "onset", 310: "follow_up"}),
        ("Now, three years after the onset, she climbs stairs without help, and CK is 215 U/L.", {215: "follow_up"}),
    ],
)
def test_phases_of_what_fell(text: str, phases: dict[float, str]) -> None:
    assert {ck.value: ck.phase for ck in told(text).ck} == phases
