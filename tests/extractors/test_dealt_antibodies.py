"""Results of an antibody that are dealt out to patients by their labels, and to those who are left."""

import pytest

from extractors.nlp import extract
from extractors.readers.text import document_of_text

STORY = (
    "Patient 1 was a 6-year-old girl with a CK of 5000 U/L. Patient 2 was a 7-year-old boy with a CK of 4000 U/L. "
    "Patient 3 was a 9-year-old boy with a CK of 6000 U/L.\n\n"
)
TABLE = (
    "Results\n\nWe saw three children.\n\nTable 1. Features\n\n| Patient | Sex | Age | CK (U/L) |\n| --- | --- | --- | --- |\n"
    "| 1 | F | 6 | 5000 |\n| 2 | M | 7 | 4000 |\n| 3 | M | 9 | 6000 |\n\n"
)


def told(text: str, name: str) -> list[str | None]:
    """The result of each patient, None where none is told."""
    cases = extract(document_of_text(text, source="article.txt")).cases
    return [next((value.result for value in case.antibodies if value.name == name), None) for case in cases]


YES, NO = "positive", "negative"


@pytest.mark.parametrize("before", [STORY, TABLE])
@pytest.mark.parametrize(
    ("words", "results"),
    [
        ("Antinuclear antibodies were positive in patient 2 and negative in the other two.", [NO, YES, NO]),
        ("ANA was positive in Patient 1 (1:640) and Patient 3 (1:160), and negative in Patient 2.", [YES, NO, YES]),
        ("ANA was positive at a titre of 1:320 in patients 1 and 3 and negative in patient 2.", [YES, NO, YES]),
        ("ANA were present in patient 1 but not in patients 2 and 3.", [YES, NO, NO]),
        ("ANA was positive in Patient 1 and negative in the others.", [YES, NO, NO]),
        ("ANA was positive in Patient 1 and negative in the remaining patients.", [YES, NO, NO]),
        ("ANA was found in Patient 1, and all the other children were negative.", [YES, NO, NO]),
        ("ANA were detected in Patient 1 only.", [YES, None, None]),
        ("ANA was positive in two cases (Patients 2 and 3), with titres of 1:320 and 1:160.", [None, YES, YES]),
        ("ANA was negative in Patient 3, borderline in Patient 2 and positive in Patient 1.", [YES, "borderline", NO]),
        ("ANA was positive in none of them.", [NO, NO, NO]),
        ("Patients 1 and 2 were positive for ANA and patient 3 for anti-Jo-1.", [YES, YES, None]),
        ("ANA was positive in two of the patients and negative in the third.", [None, None, None]),
    ],
)
def test_results_are_dealt_out(before: str, words: str, results: list[str | None]) -> None:
    assert told(before + words, "ANA") == results


def test_each_has_the_titre_that_is_told_with_it() -> None:
    cases = extract(
        document_of_text(f"{STORY}ANA was positive in Patient 1 (1:640) and Patient 3 (1:160).", source="a.txt")
    )
    titres = [[value.titre for value in case.antibodies] for case in cases.cases]
    assert titres == [["1:640"], [], ["1:160"]]


def test_the_rest_of_a_stay_is_nobody() -> None:
    words = "ANA was positive in Patient 1, and for the rest of the stay she was well."
    assert told(STORY + words, "ANA") == [YES, None, None]


def test_levels_are_dealt_out_where_it_is_told_what_is_normal() -> None:
    words = "Anti-HMGCR was 90 U in Patient 1, 12 U in Patient 2 and 60 U in Patient 3 (normal <20 U)."
    assert told(STORY + words, "anti-HMGCR") == [YES, NO, YES]
