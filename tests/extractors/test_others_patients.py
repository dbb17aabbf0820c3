"""Patients of other papers: told of without an author, by an author behind them, in a table; and those who are ours."""

import pytest

from extractors.nlp import extract
from extractors.readers.text import document_of_text
from schemas.record import ArticleRecord, CaseRecord

STORY = "Case report\n\nA 7-year-old girl had weak thighs. Her CK was 8,120 U/L. She received methotrexate.\n\nDiscussion\n\n"
TWO = (
    "Patient 1\n\nA 7-year-old girl had weak thighs. Her CK was 8,120 U/L.\n\nPatient 2\n\nA 12-year-old boy fell often. "
    "His CK was 5,310 U/L.\n\nDiscussion\n\n"
)


def read(text: str) -> ArticleRecord:
    return extract(document_of_text(text, source="article.txt"))


def drugs(case: CaseRecord) -> set[str]:
    return {course.name for course in case.drugs}


def ck(case: CaseRecord) -> list[float | None]:
    return [value.value for value in case.ck]


@pytest.mark.parametrize(
    ("told", "theirs"),
    [
        (
            "In a Dutch report, a boy with onset at 14 months and a CK of 12,300 U/L was given rituximab [4].",
            ("[4]", "male", 1.17, [12300], {"rituximab"}),
        ),
        (
            "By contrast, a girl of 3 years whose CK was 9,400 U/L recovered on immunoglobulin.5",
            ("[5]", "female", 3, [9400], {"immunoglobulin"}),
        ),
        (
            "One published child, a 9-year-old boy with a CK of 22,000 U/L, recovered on tacrolimus (6).",
            ("[6]", "male", 9, [22000], {"tacrolimus"}),
        ),
        (
            "Most similar to our own is that of a 10-year-old girl whose CK was 17,200 U/L on rituximab.",
            ("other authors", "female", 10, [17200], {"rituximab"}),
        ),
        (
            (
                "The youngest child known to us is a boy in whom weakness started at 20 months; his CK was 6,880 U/L and he "
                "had received deflazacort."
            ),
            ("other authors", "male", 1.67, [6880], {"deflazacort"}),
        ),
        (
            "Kaya and Oz followed nine patients. Among them was a boy with onset at 5 years of age and a CK of 4,566 U/L.",
            ("Kaya", "male", 5, [4566], set()),
        ),
        (
            "Tacrolimus was then given to a girl of 13 by Rossi et al. Her illness had begun with a CK of 18,650 U/L.",
            ("Rossi", "female", 13, [18650], {"tacrolimus"}),
        ),
        (
            "She recovered, as did the 11-year-old boy of Rossi (9), whose CK of 13,020 U/L fell on tacrolimus.",
            ("Rossi", "male", 11, [13020], {"tacrolimus"}),
        ),
    ],
)
def test_somebody_described_in_an_argument(told: str, theirs: tuple[object, ...]) -> None:
    mine, other = read(STORY + told).cases
    assert (mine.origin, mine.age_years, ck(mine), drugs(mine)) == ("own", 7, [8120], {"methotrexate"})
    assert (other.label, other.sex, other.age_years, ck(other), drugs(other)) == theirs
    assert other.origin == "cited"


@pytest.mark.parametrize(
    "told",
    [
        "In summary, a 7-year-old girl with a CK of 8,120 U/L recovered on methotrexate.",
        "We describe a 7-year-old girl whose CK of 8,120 U/L fell on methotrexate [3].",
        "To conclude, we saw a school-age girl, aged 8 at the diagnosis, who responded to methotrexate.",
        "The lesson of this report of a 9-year-old girl is that methotrexate may suffice.",
        "Ours is a child of 8 years who was helped by methotrexate.",
    ],
)
def test_our_own_patient_described_again(told: str) -> None:
    (mine,) = read(STORY + told).cases
    assert (mine.origin, ck(mine), drugs(mine)) == ("own", [8120], {"methotrexate"})


@pytest.mark.parametrize(
    "told",
    [
        "In a 5-year-old child with a CK of 20,000 U/L, rituximab should be avoided.",
        "A 3-year-old boy with a CK of 6,000 U/L may be thought to have a dystrophy and never be given rituximab.",
    ],
)
def test_anybody_is_no_patient(told: str) -> None:
    (mine,) = read(STORY + told).cases
    assert (mine.age_years, ck(mine), drugs(mine)) == (7, [8120], {"methotrexate"})


def test_a_reported_boy_of_the_introduction_is_not_ours() -> None:
    record = read(
        "Introduction\n\nThe disease is rare. In 2010, a 12-year-old boy with a CK of 14,000 U/L was reported [2].\n\n"
        + STORY
    )
    assert [(case.origin, case.label, ck(case)) for case in record.cases] == [
        ("own", "index patient", [8120]),
        ("cited", "[2]", [14000]),
    ]


def test_the_second_patient_of_others_is_not_our_second() -> None:
    record = read(TWO + "The second patient of Sarkis and Lowe received rituximab.")
    assert [(case.origin, drugs(case)) for case in record.cases] == [
        ("own", set()),
        ("own", set()),
        ("cited", {"rituximab"}),
    ]


def test_nearly_all_patients_are_not_all() -> None:
    record = read(TWO + "Prednisone was the first drug in nearly all patients. Methotrexate was given to all patients.")
    assert [drugs(case) for case in record.cases] == [{"methotrexate"}, {"methotrexate"}]


def test_patients_of_an_abstract_get_their_labels() -> None:
    record = read(
        "Abstract\n\nWe present a 61-year-old man with a CK of 15,600 U/L. For comparison we include a nine-year-old girl.\n\nCase Presentation\n\n"
        "Case 1\n\nA 61-year-old male was weak. He was given rituximab.\n\nCase 2\n\nA nine-year-old girl was weak. CK was "
        "10,870 U/L.\n"
    )
    assert [(case.label, case.sex, case.age_years, ck(case)) for case in record.cases] == [
        ("Case 1", "male", 61, [15600]),
        ("Case 2", "female", 9, [10870]),
    ]


def test_a_row_under_a_numbered_citation_is_the_patient_of_the_text() -> None:
    record = read(
        "Review\n\nMori and Seto reported a girl with onset at 11 years whose CK was 7,930 U/L on prednisolone [7]. A boy of "
        "6 years from Taiwan with a CK of 5,600 U/L was reported as well [8].\n\n"
        "Table 1 Reports discussed in the text\n"
        "Reference\tSex, age (years)\tKey drug\tCK (U/L)\n"
        "Mori [7]\tF, 11\tTacrolimus\t7930\n"
        "Huang [8]\tM, 6\tRituximab\t5600\n"
        "Freeman [9]\tF, 15\tAbatacept\t3340\n"
    )
    assert [(case.label, case.origin, case.age_years, ck(case), drugs(case)) for case in record.cases] == [
        ("Mori [7]", "cited", 11, [7930], {"prednisolone", "tacrolimus"}),
        ("Huang [8]", "cited", 6, [5600], {"rituximab"}),
        ("Freeman [9]", "cited", 15, [3340], {"abatacept"}),
    ]


def test_a_report_told_of_twice_is_one_patient() -> None:
    record = read(
        STORY
        + "Ito et al. described a 9-year-old boy who was given rituximab. Later the treatment is discussed again. An "
        "exception, a boy with a CK of 9,104 U/L (Ito, 2016), was given immunoglobulin."
    )
    assert [(case.origin, drugs(case)) for case in record.cases] == [
        ("own", {"methotrexate"}),
        ("cited", {"rituximab", "immunoglobulin"}),
    ]
