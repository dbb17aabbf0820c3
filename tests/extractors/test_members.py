"""What is said of all, of nobody, of the others and of some: the members of a report that it reaches."""

from extractors.nlp import extract
from extractors.readers.text import document_of_text
from schemas.record import ArticleRecord

FOUR = (
    "Patient {0} was a 9-year-old girl. Her CK was 7,350 U/L.\n\nPatient {1} was a 12-year-old boy. His CK was 4,120 U/L."
    "\n\nPatient {2} was a 7-year-old girl. Her CK was 5,680 U/L.\n\nPatient {3} was a 4-year-old boy. His CK was 940 U/L.\n\n"
)
HERE = FOUR.format(1, 2, 3, 4)


def read(text: str) -> ArticleRecord:
    return extract(document_of_text(text, source="article.txt"))


def drugs(record: ArticleRecord) -> list[list[tuple[str, str]]]:
    return [[(course.name, course.status) for course in case.drugs] for case in record.cases]


def antibodies(record: ArticleRecord) -> list[list[tuple[str, str]]]:
    return [[(found.name, found.result) for found in case.antibodies] for case in record.cases]


def test_the_other_three_are_those_not_named() -> None:
    record = read(HERE + "Patient 2 was positive for anti-Ku, whereas anti-Ku was negative in the other three.")
    assert antibodies(record) == [[("anti-Ku", result)] for result in ("negative", "positive", "negative", "negative")]


def test_the_remaining_patients_received() -> None:
    record = read(HERE + "Rituximab was given to Patient 3. The remaining three children received tacrolimus.")
    given = [[name for name, _ in item] for item in drugs(record)]
    assert given == [["tacrolimus"], ["tacrolimus"], ["rituximab"], ["tacrolimus"]]


def test_the_other_two_of_four_are_nobody_in_particular() -> None:
    record = read(HERE + "Rituximab was given to Patient 3, and tacrolimus to the other two.")
    assert [[name for name, _ in item] for item in drugs(record)] == [[], [], ["rituximab"], []]


def test_no_patient_is_each_also_of_those_told_later() -> None:
    told = "Patient 3 was a 7-year-old girl. Patient 4 was a 4-year-old boy.\n\nNo patient had been exposed to statins.\n\n"
    record = read(
        told + "Patient 1 was a 9-year-old girl. Her CK was 7,350 U/L.\n\nPatient 2 was a boy. His CK was 310 U/L."
    )
    assert drugs(record) == [[("statin", "not_given")]] * 4


def test_no_patient_of_a_cohort_is_not_each_of_its_examples() -> None:
    record = read(FOUR.format(11, 12, 13, 14) + "No patient had been exposed to statins.")
    assert drugs(record) == [[], [], [], []]


SIBLINGS = (
    "# Case reports\n\nWe report a boy aged 9 years and his younger sister.\n\n## Case 1\n\nA boy aged 9 years had a CK of "
    "8,120 U/L. He was given methotrexate.\n\n## Case 2\n\nThe younger sister of case 1 had a CK measured at the age of 5 "
    "years. It was 1,930 U/L, while that of her mother was normal. The biopsy was comparable to that of her brother.\n\n"
    "IVIG was given, the parents having refused corticosteroids. CK was 410 U/L after the last infusion.\n"
)


def test_the_sister_of_case_1_is_case_2() -> None:
    record = extract(document_of_text(SIBLINGS, source="article.md"))
    assert [(case.label, case.sex, [value.value for value in case.ck]) for case in record.cases] == [
        ("index patient", "male", [8120]),
        ("Case 2", "female", [1930, 410]),
    ]
    assert drugs(record) == [
        [("methotrexate", "given")],
        [("immunoglobulin", "given"), ("glucocorticoid", "not_given")],
    ]


def test_the_mother_of_case_1_is_no_patient() -> None:
    record = read(HERE + "The mother of Patient 4 took azathioprine. The brother of Patient 2 had a CK of 610 U/L.")
    assert drugs(record) == [[], [], [], []]
    assert [[value.value for value in case.ck] for case in record.cases] == [[7350], [4120], [5680], [940]]


def test_two_brothers_of_another_report_by_age() -> None:
    record = read(
        "A 9-year-old girl had a CK of 7,350 U/L.\n\nDISCUSSION\n\nWe found only the report of Okafor and Lind, about two "
        "brothers aged 4 and 7 years, both with anti-SRP antibodies, whose CK was 6,210 and 4,480 U/L, respectively; the "
        "elder received rituximab, and the younger IVIG only."
    )
    assert [(case.sex, case.age_years, [value.value for value in case.ck]) for case in record.cases] == [
        ("female", 9, [7350]),
        ("male", 4, [6210]),
        ("male", 7, [4480]),
    ]
    assert drugs(record) == [[], [("immunoglobulin", "given")], [("rituximab", "given")]]
    assert antibodies(record) == [[], [("anti-SRP", "positive")], [("anti-SRP", "positive")]]


def test_immunoglobulin_under_the_skin_is_told_apart() -> None:
    (girl,) = read("A 9-year-old girl was given IVIG (2 g/kg monthly), and later SCIG 0.4 g/kg weekly.").cases
    assert [(course.route, [dose.amount for dose in course.doses]) for course in girl.drugs] == [
        ("intravenous", [2]),
        ("subcutaneous", [0.4]),
    ]


def test_all_but_one() -> None:
    record = read(HERE + "All but Patient 2 had anti-SRP. With the exception of Patient 4, all received IVIG.")
    assert antibodies(record) == [
        [("anti-SRP", "positive")],
        [],
        [("anti-SRP", "positive")],
        [("anti-SRP", "positive")],
    ]
    assert [[name for name, _ in item] for item in drugs(record)] == [["immunoglobulin"]] * 3 + [[]]


def test_all_four_and_none() -> None:
    record = read(
        HERE + "Methotrexate was given to all four, rituximab only to Patient 2, and cyclophosphamide to none."
    )
    assert [dict(item)["methotrexate"] for item in drugs(record)] == ["given"] * 4
    assert [dict(item).get("rituximab") for item in drugs(record)] == [None, "given", None, None]


def test_negative_in_all_is_said_of_each() -> None:
    record = read(HERE + "Anti-Ro52 coexisted in Patient 3. ANA were negative in all.")
    assert [dict(item)["ANA"] for item in antibodies(record)] == ["negative"] * 4
    assert [dict(item).get("anti-Ro52") for item in antibodies(record)] == [None, None, "positive", None]


def test_a_cousin_who_is_patient_2() -> None:
    record = read(
        "Patient 1 is a girl from Oslo. She presented at 6 years with a CK of 7,350 U/L.\n\n"
        "Patient 2, her cousin, presented aged 4 with a CK of 3,120 U/L."
    )
    assert [(case.age_years, [(value.value, value.phase) for value in case.ck]) for case in record.cases] == [
        (6, [(7350, "onset")]),
        (4, [(3120, "onset")]),
    ]


def test_a_second_citation_without_a_verb() -> None:
    record = read(
        "DISCUSSION\n\nTanaka et al. described a 6-year-old girl (CK 7,710 U/L) treated with tacrolimus, and Olsen et al. a "
        "10-year-old boy (CK 9,940 U/L) treated with rituximab. A boy reported from Lyon had a CK of 5,430 U/L."
    )
    assert [(case.citation, case.sex, [value.value for value in case.ck]) for case in record.cases] == [
        ("Tanaka", "female", [7710]),
        ("Olsen", "male", [9940]),
        ("Lyon", "male", [5430]),
    ]


def test_what_the_patient_of_another_received_whom_ours_is_not_like() -> None:
    (girl,) = read(
        "A 9-year-old girl had a CK of 7,350 U/L. Unlike the patient of Moreau et al., who received rituximab, she "
        "improved with IVIG."
    ).cases
    assert [course.name for course in girl.drugs] == ["immunoglobulin"]


def test_what_some_of_them_needed_is_not_told_of_all() -> None:
    record = read(HERE + "All patients received prednisone, and two required rituximab.")
    assert [[name for name, _ in item] for item in drugs(record)] == [["prednisone"]] * 4
    record = read(HERE + "All patients received prednisone and two courses of rituximab.")
    assert [[name for name, _ in item] for item in drugs(record)] == [["prednisone", "rituximab"]] * 4


def test_a_legend_without_signs_gives_nobody_a_drug() -> None:
    record = read(
        HERE + "AZA azathioprine, CK creatine kinase, MP methylprednisolone pulse, RTX rituximab\n\nAll were well."
    )
    assert drugs(record) == [[]] * 4
