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
            "The youngest child known to us is a boy in whom weakness started at 20 months; CK was 6,880 on deflazacort.",
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
            "Sato's patient was 5 years old and had a CK of 9,000 U/L; she received rituximab.",
            ("Sato", "female", 5, [9000], {"rituximab"}),
        ),
        (
            "In the report by Sato et al., the patient was a 5-year-old girl with a CK of 9,000 U/L on rituximab.",
            ("Sato", "female", 5, [9000], {"rituximab"}),
        ),
        (
            "Rituximab was successful in the case of Sato et al. (girl, 5 years; CK 9,000 U/L).",
            ("Sato", "female", 5, [9000], {"rituximab"}),
        ),
        (
            "Sato et al. gave rituximab monthly to a 5-year-old girl, and her CK was 9,000 U/L.",
            ("Sato", "female", 5, [9000], {"rituximab"}),
        ),
        (
            "Rituximab was used by Sato et al. in a 5-year-old girl, whose CK was 9,000 U/L.",
            ("Sato", "female", 5, [9000], {"rituximab"}),
        ),
        (
            "Sato and Mori treated a boy with tacrolimus. His CK was 7,700 U/L.",
            ("Sato", "male", None, [7700], {"tacrolimus"}),
        ),
        (
            "In the report of Sato et al., a boy with weak legs had a CK of 7,700 U/L.",
            ("Sato", "male", None, [7700], set()),
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


def test_a_family_of_others_is_two_patients() -> None:
    record = read(
        STORY
        + "We found only one report of a mother and her son. The mother, who was 44 years old and took simvastatin, had "
        "a CK of 6,100 U/L; her 16-year-old son had a CK of 11,900 U/L, and both of them improved with rituximab."
    )
    told = {(case.origin, case.sex, case.age_years, *ck(case), *sorted(drugs(case))) for case in record.cases}
    assert told == {
        ("own", "female", 7, 8120, "methotrexate"),
        ("cited", "female", 44, 6100, "rituximab", "simvastatin"),
        ("cited", "male", 16, 11900, "rituximab"),
    }


def test_our_mother_and_her_son_are_ours() -> None:
    record = read(
        "Myopathy in a mother and her son\n\nCase report\n\nThe mother, aged 44 years, had a CK of 6,100 U/L. Her 16-year-old son "
        "had a CK of 11,900 U/L.\n\nDiscussion\n\nThis is the first report of a mother and her son. The son received rituximab."
    )
    assert [(case.origin, ck(case), drugs(case)) for case in record.cases] == [
        ("own", [6100], set()),
        ("own", [11900], {"rituximab"}),
    ]


@pytest.mark.parametrize(
    ("index", "other"),
    [
        (
            "The index case is the older sister. She was admitted at 12 years of age.",
            "Her younger brother was brought in at 7.",
        ),
        (
            "The index case, the younger brother, was admitted at 7 years of age.",
            "His older sister was brought in at 12.",
        ),
    ],
)
def test_the_index_case_of_two_siblings(index: str, other: str) -> None:
    record = read(
        f"Myopathy in two siblings\n\nWe report two siblings.\n\n{index} CK was 9,640 U/L.\n\n{other} CK was 3,875 U/L.\n\n"
        "The index case was given methotrexate."
    )
    told = {(tuple(ck(case)), *drugs(case)) for case in record.cases}
    assert told == {((9640,), "methotrexate"), ((3875,),)}


REVIEW = (
    "Review\n\nWeak children: what was published\n\nWe searched the literature and review here what it says.\n\n"
    "Treatment\n\n"
)


@pytest.mark.parametrize(
    ("told", "theirs"),
    [
        (
            "Sato et al. used rituximab in a toddler, and her CK was 610 U/L at the last review.",
            [("Sato", [610], {"rituximab"})],
        ),
        (
            "Best was Sato's first patient. Her CK was 8,200 U/L. The second patient in that report got rituximab.",
            [("Sato #1", [8200], set()), ("Sato #2", [], {"rituximab"})],
        ),
        ("A child with a CK of 6,000 U/L is easily thought to have a dystrophy; he needs immunoglobulin.", []),
    ],
)
def test_a_review_has_no_patient_of_its_own(told: str, theirs: list[tuple[str, list[float], set[str]]]) -> None:
    record = read(REVIEW + told)
    assert [(case.label, ck(case), drugs(case)) for case in record.cases] == theirs
    assert all(case.origin == "cited" for case in record.cases)


def test_a_report_with_a_review_has_its_patient() -> None:
    record = read(REVIEW + "We report a 9-year-old girl whose CK was 8,200 U/L.")
    assert [(case.origin, case.age_years, ck(case)) for case in record.cases] == [("own", 9, [8200])]


def test_a_review_whose_title_names_a_case_has_its_patient() -> None:
    record = read(
        "Weak children: a review and a new case\n\nIn this review we compare what is known.\n\nA boy of 7 was seen."
    )
    assert [(case.origin, case.age_years) for case in record.cases] == [("own", 7)]


@pytest.mark.parametrize(
    "told",
    [
        "Sato et al. described two sisters with the same antibody. The elder sister had a CK of 7,800 U/L, whereas",
        "Two sisters with necrotizing myopathy were reported by Sato et al. The older one, a girl of 12, had a CK of 7,800;",
    ],
)
def test_two_siblings_of_another_paper(told: str) -> None:
    behind = (
        " the younger one had a CK of 11,250 U/L. Both sisters received tacrolimus; the younger one also rituximab."
    )
    mine, elder, younger = read(STORY + told + behind).cases
    assert (ck(mine), drugs(mine)) == ([8120], {"methotrexate"})
    assert (elder.origin, elder.label, ck(elder), drugs(elder)) == ("cited", "Sato #1", [7800], {"tacrolimus"})
    assert (younger.origin, younger.label, ck(younger)) == ("cited", "Sato #2", [11250])
    assert drugs(younger) == {"tacrolimus", "rituximab"}
