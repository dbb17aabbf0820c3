"""Members of a family by their places in its pedigree, told in prose and listed by a table."""

import pytest

from extractors.nlp import extract
from extractors.readers.text import document_of_text
from schemas.record import CaseRecord

STORY = """Case reports

The proband (II-2), a girl, had calf pain from 15 years of age. CK was 7,610 U/L. She was treated with prednisone.

Brother (II-3)

A boy of 13 years without complaints. CK was 4,440 U/L. He takes no drugs.

Eldest sister (II-1)

The 24-year-old woman had been weak for one year. CK was 12,720 U/L. She was given methotrexate and improved.
"""
TABLE = """
Table 1. Members of the family

ID\tRelation\tSex\tAge (y)\tCK (U/L)\tAnti-HMGCR
I-1\tFather\tM\t51\t216\tn.d.
I-2\tMother\tF\t47\t132\tneg
II-1\tSister\tF\t24\t12,720\tpos
II-2\tProband\tF\t17\t8,460\tneg
II-3\tBrother\tM\t13\t4,440\tneg
"""


def cases(text: str) -> dict[str, CaseRecord]:
    return {case.label: case for case in extract(document_of_text(text, source="a.txt")).cases}


def test_each_member_is_one_case_in_prose_and_table() -> None:
    told = cases(STORY + TABLE)
    assert {label: (case.sex, {value.value for value in case.ck}) for label, case in told.items()} == {
        "I-1": ("male", {216}),
        "I-2": ("female", {132}),
        "II-1": ("female", {12720}),
        "II-2": ("female", {7610, 8460}),
        "II-3": ("male", {4440}),
    }
    assert {label: [drug.name for drug in case.drugs] for label, case in told.items() if case.drugs} == {
        "II-1": ["methotrexate"],
        "II-2": ["prednisone"],
    }


def test_colons_and_points_part_the_place_too() -> None:
    for sign in ":.":
        text = (STORY + TABLE).replace("I-", f"I{sign}")
        assert sorted(cases(text)) == ["I-1", "I-2", "II-1", "II-2", "II-3"]


def test_without_a_table_a_place_in_the_pedigree_is_family_history() -> None:
    text = (
        "Case report\n\nThe proband (II-2), a 9-year-old girl, presented with weakness. CK was 7,610 U/L. "
        "Her mother (I-2) was healthy. She was treated with prednisone."
    )
    (case,) = cases(text).values()
    assert (case.sex, [value.value for value in case.ck]) == ("female", [7610])


FAMILY = [
    ["Family member", "Proband", "Mother", "Father", "Younger brother"],
    ["Age (years)", "8", "36", "41", "5"],
    ["CK (U/L)", "7,610", "98", "412", "120"],
    ["Anti-HMGCR", "Positive", "Negative", "Negative", "Negative"],
]


@pytest.mark.parametrize("apart", ["\t", "\n"])
@pytest.mark.parametrize("by_rows", [True, False])
def test_relatives_are_the_rows_or_the_columns(apart: str, *, by_rows: bool) -> None:
    grid = [list(row) for row in zip(*FAMILY, strict=True)] if by_rows else FAMILY
    table = ("\n\n" if apart == "\n" else "\n").join(apart.join(row) for row in grid)
    story = "Case report\n\nAn 8-year-old girl presented with frequent falls. Her family was examined (Table 1)."
    told = cases(f"{story}\n\nTable 1. Creatine kinase in the family\n\n{table}\n\nThe father declined a biopsy.\n")
    assert [(case.sex, case.age_years, [value.value for value in case.ck]) for case in told.values()] == [
        ("female", 8, [7610]),
        ("female", 36, [98]),
        ("male", 41, [412]),
        ("male", 5, [120]),
    ]


def test_a_table_of_the_two_siblings_who_are_the_patients() -> None:
    story = (
        "Case reports\n\nWe report two siblings. A 10-year-old girl had weakness for three months. "
        "Her 6-year-old brother was seen later."
    )
    table = "\tSister\tBrother\nAge at onset (years)\t10\t6\nCK (U/L)\t9,610\t4,980"
    told = cases(f"{story}\n\nTable 1. Findings in both siblings\n\n{table}\n")
    assert [(case.sex, case.age_years, [value.value for value in case.ck]) for case in told.values()] == [
        ("female", 10, [9610]),
        ("male", 6, [4980]),
    ]
