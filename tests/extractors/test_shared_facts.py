"""Facts told once for several patients, and patients told by others: what each case must and must not get."""

import pytest

from extractors.nlp import extract
from extractors.readers.text import document_of_text
from schemas.record import ArticleRecord, CaseRecord

PATIENTS = """## Results

P1 was a girl of 9 years. P2 was a boy of 11 years. P3 was a girl of 6 years. P4 was a man of 40 years.

"""
TABLE = """
Table 1. Patients

| Patient | Age (y) / sex | CK (U/L) | Treatment |
|---|---|---|---|
| P1 | 9 / F | 16,240 | MTX, IVIG |
| P2 | 13 / F | 9,875 | MTX 10 mg/m2/week |
| P3 | 6 / M | 7,310 | IVIG, no MTX |
"""


def read(text: str) -> ArticleRecord:
    return extract(document_of_text(text, source="article.txt"))


def told(record: ArticleRecord) -> dict[str, CaseRecord]:
    return {case.label[-1]: case for case in record.cases}


def doses(record: ArticleRecord, name: str) -> dict[str, list[float | None]]:
    """The doses of a drug by the last letter of the label, of those who were given it."""
    return {
        case.label[-1]: [dose.amount for dose in course.doses]
        for case in record.cases
        for course in case.drugs
        if course.name == name and course.status != "not_given"
    }


def test_labels_in_a_row_are_a_group() -> None:
    record = read(PATIENTS + "P1, P2 and P4 received methylprednisolone (30 mg/kg/day). P3 had no pulse.")
    assert doses(record, "methylprednisolone") == {"1": [30], "2": [30], "4": [30]}


def test_labels_in_a_row_share_their_doses_respectively() -> None:
    record = read(PATIENTS + "P1 and P2 took prednisolone at 20 mg/day and 35 mg/day, respectively.")
    assert doses(record, "prednisolone") == {"1": [20], "2": [35]}


def test_both_are_those_just_named() -> None:
    record = read(PATIENTS + "P1 and P3 recovered soon. In both, methotrexate was started at 15 mg/m2 once weekly.")
    assert doses(record, "methotrexate") == {"1": [15], "3": [15]}


def test_all_children_of_a_report_on_adults_too() -> None:
    record = read(PATIENTS + "All three children received methotrexate, 15 mg/m2 once a week.")
    assert doses(record, "methotrexate") == {"1": [15], "2": [15], "3": [15]}


def test_a_dose_told_once_for_as_many_as_took_the_drug() -> None:
    record = read("## Results\n" + TABLE + "\n### Treatment\n\nIVIG (2 g/kg, every month) was used in two patients.\n")
    assert doses(record, "immunoglobulin") == {"1": [2], "3": [2]}


@pytest.mark.parametrize(
    "sentence",
    [
        "IVIG (2 g/kg per month) was used in three patients.",  # two took it
        "IVIG (up to 2 g/kg per month) was used in two patients.",
        "In the registry of Lindberg, IVIG (2 g/kg per month) was used in two patients of 40 children.",
    ],
)
def test_a_dose_of_others_is_not_shared(sentence: str) -> None:
    assert doses(read("## Results\n" + TABLE + f"\n### Treatment\n\n{sentence}\n"), "immunoglobulin") == {
        "1": [],
        "3": [],
    }


def test_a_dose_told_in_the_legend_of_a_table() -> None:
    legend = "MTX: methotrexate 15 mg/m2 per week, subcutaneous; IVIG: intravenous immunoglobulin (2 g/kg monthly).\n"
    record = read("## Results\n" + TABLE + "\n" + legend)
    assert doses(record, "methotrexate") == {"1": [15], "2": [10]}
    assert doses(record, "immunoglobulin") == {"1": [2], "3": [2]}
    (evidence,) = next(course for course in told(record)["1"].drugs if course.name == "methotrexate").doses[0].evidence
    assert evidence.quote == "15 mg/m2 per week"


def test_a_range_in_a_legend_is_of_nobody() -> None:
    record = read("## Results\n" + TABLE + "\nMTX: methotrexate 10-20 mg/week; IVIG: intravenous immunoglobulin.\n")
    assert doses(record, "methotrexate") == {"1": [], "2": [10]}


def test_a_legend_tells_a_route() -> None:
    table = TABLE.replace("IVIG, no MTX", "CYC 500 mg/m2")
    record = read("## Results\n" + table + "\nCYC, intravenous cyclophosphamide; MTX, methotrexate.\n")
    assert [course.route for course in told(record)["3"].drugs] == ["intravenous"]


def test_what_a_cousin_of_the_other_sex_had() -> None:
    record = read("A 9-year-old girl was weak. A cousin was said to be weak too, but his CK was 112 U/L.")
    (only,) = record.cases
    assert only.ck == ()


def test_what_her_parents_did_for_her_is_hers() -> None:
    record = read(
        "Patient 1 was a boy of 9 years. Patient 2 was a girl of 5 years. Patient 2 took no steroids: her parents feared "
        "weight gain, and IVIG alone (1 g/kg) was sufficient."
    )
    assert doses(record, "immunoglobulin") == {"2": [1]}


def test_in_the_others_is_in_nobody_in_particular() -> None:
    record = read(
        "P1 was a girl of 9 years. P2 was a boy of 7 years. P2 had an ESR of 64 mm/h. In the others ESR was below 30 mm/h."
    )
    assert [[lab.value for lab in case.labs] for case in record.cases] == [[], [64]]


def test_a_place_among_siblings_is_no_patient() -> None:
    record = read(
        "We describe a boy of 16 years.\n\nThe patient is the second child of healthy, unrelated parents. He fell ill at the age of 8 years. CK was 6,000 U/L."
    )
    (only,) = record.cases
    assert (only.age_years, [value.value for value in only.ck]) == (8, [6000])


def test_a_decimal_behind_a_brother_is_no_label() -> None:
    record = read(
        "A 9-year-old boy was weak. The CK of the mother was 2.4 µkat/L and that of the older brother 3.1 µkat/L. IVIG was given."
    )
    (only,) = record.cases
    assert (only.ck, [course.name for course in only.drugs]) == ((), ["immunoglobulin"])


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        (
            "Norring and co-workers described a girl who became weak at the age of 4 years and had a CK of 7,800 U/L.",
            "Norring",
        ),
        ("A girl of 4 years [18] had a CK of 7,800 U/L.", "[18]"),
        ("Norring et al. saw 40 adults. One of their patients, a girl of 4 years, had a CK of 7,800 U/L.", "Norring"),
        ("A personal communication mentions a girl aged 4 years with a CK of 7,800 U/L.", "personal communication"),
        ("The girl reported by Norring fell ill at the age of 4 years with a CK of 7,800 U/L.", "Norring"),
        ("In the patient of Norring and colleagues, a girl aged 4 years, CK was 7,800 U/L.", "Norring"),
    ],
)
def test_patients_of_others(sentence: str, label: str) -> None:
    record = read(f"A 9-year-old boy had a CK of 5,200 U/L.\n\n## Discussion\n\n{sentence}")
    own, cited = record.cases
    assert [value.value for value in own.ck] == [5200]
    assert (cited.origin, cited.label, cited.age_years, cited.sex) == ("cited", label, 4, "female")
    assert [value.value for value in cited.ck] == [7800]


def test_a_child_of_some_origin_is_the_patient() -> None:
    record = read(
        "A 9-year-old girl was seen. The girl of Turkish parents had a CK of 5,200 U/L. The patient reported pain."
    )
    (only,) = record.cases
    assert (only.origin, [value.value for value in only.ck]) == ("own", [5200])


def test_a_cited_patient_of_text_and_table_is_one() -> None:
    record = read(
        "## Results\n\nTable 1. Reported patients\n\n"
        "| Author, year | Sex, age at onset | CK (U/L) | Antibody |\n|---|---|---|---|\n"
        "| Arvola, 2019 | F, 9 years | 12,300 | Anti-SRP |\n| Norring, 2021 | M, 2 years | 6,240 | Anti-HMGCR |\n\n"
        "The boy reported by Norring began to fall at 2 years of age; his CK was 190 U/L after 14 months.\n"
    )
    assert {case.label: sorted(value.value or 0 for value in case.ck) for case in record.cases} == {
        "Arvola 2019": [12300],
        "Norring 2021": [190, 6240],
    }


def test_an_age_at_a_biopsy_parts_no_case_from_its_row() -> None:
    record = read(
        "## Results\n\nCase 1, a girl, had a biopsy at the age of five. Case 2, a boy, was well.\n\nTable 1. Patients\n\n"
        "| Case | Age at onset (y) / sex | CK (U/L) |\n|---|---|---|\n| 1 | 3 / F | 6,240 |\n| 2 | 9 / M | 7,100 |\n"
    )
    assert [(case.age_years, case.sex) for case in record.cases] == [(3, "female"), (9, "male")]


def test_both_children_of_another_report_are_nobody_here() -> None:
    record = read(
        "A 9-year-old girl had a CK of 5,200 U/L.\n\nBoth children who were given rituximab in the earlier reports recovered."
    )
    (only,) = record.cases
    assert only.drugs == ()


def test_what_was_used_in_none_of_them() -> None:
    record = read(PATIENTS + "We have not used cyclophosphamide in any of the four.")
    assert [[course.status for course in case.drugs] for case in record.cases] == [["not_given"]] * 4


LITERATURE = """## Results

Antibodies to SRP and HMGCR were looked for.

Table 1. Reported patients

| Author, year | Sex, age at onset | CK (U/L) | Antibody |
|---|---|---|---|
| Arvola, 2019 | F, 9 years | 12,300 | Negative |
| Norring, 2021 | M, 2 years | 6,240 | NR |
"""


def test_antibody_negative_in_a_table_is_no_myositis_specific_one() -> None:
    record = read(LITERATURE)
    assert [[(told.name, told.result) for told in case.antibodies] for case in record.cases] == [
        [("myositis-specific antibodies", "negative")],
        [],
    ]


def test_antibody_negative_in_another_disease_tells_nothing() -> None:
    record = read(LITERATURE.replace("SRP and HMGCR", "neutrophils"))
    assert [case.antibodies for case in record.cases] == [(), ()]


def test_a_girl_of_some_country_is_not_the_one_told_last() -> None:
    record = read(
        LITERATURE + "\nThe girl reported by Arvola received rituximab. The Chilean girl was given tofacitinib.\n"
    )
    assert [course.name for case in record.cases for course in case.drugs] == ["rituximab"]


# ---- what is nobody else's


def test_a_place_in_the_family_opens_no_second_patient() -> None:
    text = "## Patient 1\n\nA girl of 5 years was weak.\n\n## Patient 2\n\nA boy, the younger brother of two healthy girls, fell.\n"
    assert [case.label for case in read(text + "\nHis CK was 7,860 U/L.\n").cases] == ["Patient 1", "Patient 2"]


def test_a_statement_behind_a_semicolon_is_not_that_of_the_list_ahead() -> None:
    text = "A girl of 5 years was seen. Her blot was negative for anti-SRP, anti-Ku and anti-MDA5; anti-Ro52 was positive.\n"
    (case,) = read(text).cases
    assert {(found.name, found.result) for found in case.antibodies} == {
        ("anti-SRP", "negative"),
        ("anti-Ku", "negative"),
        ("anti-MDA5", "negative"),
        ("anti-Ro52", "positive"),
    }


def test_a_list_parted_by_semicolons_alone_is_one() -> None:
    (case,) = read("A girl of 5 years was seen. Anti-SRP; anti-Ku; anti-MDA5 were all negative in her.\n").cases
    assert {found.result for found in case.antibodies} == {"negative"}
    assert len(case.antibodies) == 3


def test_an_age_that_bounds_and_an_age_of_treatment_are_not_when_it_began() -> None:
    text = (
        "Reports in children below the age of three years are few. We describe one such child.\n\n## Case presentation\n\n"
        "A 28-month-old boy was brought to us with falls. Subcutaneous immunoglobulin replaced the infusions from the age "
        "of 6 years.\n"
    )
    (case,) = read(text).cases
    assert case.age_years == 2.33


OWN = "A 9-year-old girl was weak. Her CK was 8,140 U/L. She took prednisolone.\n\n## Discussion\n\n"


def cited(text: str) -> list[tuple[str, list[float | None], list[str], list[str]]]:
    """The cited cases: label, creatine kinase, antibodies, drugs."""
    return [
        (case.label, [told.value for told in case.ck], [a.name for a in case.antibodies], [d.name for d in case.drugs])
        for case in read(OWN + text).cases
        if case.origin == "cited"
    ]


@pytest.mark.parametrize(
    "opening",
    [
        "A like case was described by Varga and Toll in a boy of 13 years with SRP antibodies, whose CK was 9,410 U/L",
        "Among single cases, that of Varga et al. (7) is like ours: boy of 13 years, with anti-SRP, CK of 9,410 U/L",
        "Oral therapy has been reported: Varga described a 13-year-old boy with anti-SRP antibodies, CK 9,410 U/L",
    ],
)
def test_the_patient_of_another_paper(opening: str) -> None:
    assert cited(opening + "; he recovered on cyclophosphamide.") == [
        ("Varga", [9410], ["anti-SRP"], ["cyclophosphamide"])
    ]


def test_an_abbreviation_is_no_author() -> None:
    text = "IVIG alone has been reported: Varga described a 13-year-old boy, CK 9,410 U/L, who took tacrolimus."
    assert [label for label, *_ in cited(text)] == ["Varga"]


def test_several_patients_of_one_paper() -> None:
    text = (
        "Varga et al. reported two sisters from Crete, aged 41 and 48 years, both with anti-HMGCR antibodies; their "
        "CK levels were 5,920 and 4,180 IU/L, respectively. Our girl took methotrexate."
    )
    assert cited(text) == [("Varga #1", [5920], ["anti-HMGCR"], []), ("Varga #2", [4180], ["anti-HMGCR"], [])]
    assert [case.age_years for case in read(OWN + text).cases] == [9, 41, 48]


@pytest.mark.parametrize(
    "text",
    [
        "Varga et al. reported two sisters, aged 41 to 48 years, with anti-HMGCR antibodies.",
        "Varga et al. reported three sisters, aged 41 and 48 years, with anti-HMGCR antibodies.",
        "Varga et al. reported 20 women with a CK of 5,920 IU/L.",
    ],
)
def test_several_without_an_age_each_are_a_group(text: str) -> None:
    assert cited(text) == []


def test_one_of_a_group_told_apart_is_a_patient() -> None:
    record = read(
        "## Results\n\nOf the 120 patients 47 were female. The youngest was 19 months and the oldest 83 years old. Nine died. "
        "One of them was a woman with anti-SRP antibodies who fell ill at 68 years with a CK of 12,700 U/L.\n"
    )
    assert [(case.sex, case.age_years, [told.value for told in case.ck]) for case in record.cases] == [
        ("female", 68, [12700])
    ]


def test_the_same_amount_in_a_table_is_the_same_dose() -> None:
    text = OWN.replace("prednisolone", "methotrexate 15 mg/week") + (
        "\n\nTable 1. Course\n\n| Month | CK (U/L) | Treatment |\n|---|---|---|\n| 0 | 8,140 | MTX 15 mg |\n"
        "| 3 | 410 | MTX 10 mg |\n"
    )
    (only,) = read(text).cases
    assert sorted(dose.amount or 0 for course in only.drugs for dose in course.doses) == [10, 15]


def test_a_legend_without_signs() -> None:
    text = "\n\nTable 1. Course\n\n| Month | Treatment |\n|---|---|\n| 0 | Pred 15 mg, MTX |\n"
    legend = "\nMTX methotrexate, Pred prednisolone, n. d. not done\n"
    names = [course.name for case in read(OWN.partition("\n")[0] + text + legend).cases for course in case.drugs]
    assert "prednisolone" in names
    assert "prednisone" not in names


@pytest.mark.parametrize(
    ("others", "value"),
    [("CRP was 0,4 mg/dl, lactate 1,9 mmol/l and urea 5,1 mmol/l", 3210), ("CRP was 0.4 mg/dl", 3.21)],
)
def test_points_part_thousands_where_decimals_have_a_comma(others: str, value: float) -> None:
    (only,) = read(f"A 9-year-old girl was weak. Her myoglobin was 3.210 µg/l. {others}.").cases
    assert [told.value for told in only.labs if told.analyte == "myoglobin"] == [value]


def test_the_parent_of_a_patient_is_none() -> None:
    (case,) = read("A girl of 13 years was weak. She is the daughter of a man with gout. Her CK was 4,120 U/L.\n").cases
    assert [value.value for value in case.ck] == [4120]


def test_the_present_case_of_a_table_is_the_one_of_its_sex_and_age() -> None:
    text = (
        "## Case 1\n\nA girl of 13 years was weak.\n\n## Case 2\n\nA boy of 4 years was weak.\n\nTable 1 Published cases\n"
        "Author, year\tSex / age\tCK (U/L)\nOrlowska 2015\tF / 10 y\t11,530\nPresent case\tF / 13 y\t12,840\n"
    )
    cases = {case.label: [value.value for value in case.ck] for case in read(text).cases}
    assert cases == {"Case 1": [12840], "Case 2": [], "Orlowska 2015": [11530]}


EVERYBODY = (
    "## Results\n\n{first} Eleven had anti-SRP.\n\n*Patient 3* was a girl of 9 years. CK was 9,300 U/L. She was treated with "
    "prednisolone (2 mg/kg/day).\n\n*Patient 9* was a boy of 4 years. He received prednisolone intravenously.\n\n"
    "*Patient 12* was a boy of 6 years. He took methotrexate."
)


@pytest.mark.parametrize(
    ("first", "routes"),
    [
        ("All 19 children received oral prednisolone.", {"3": "oral", "9": "intravenous"}),
        ("Each of the 19 patients was given oral prednisolone.", {"3": "oral", "9": "intravenous"}),
        ("Of the 19 children, 12 received oral prednisolone.", {"3": None, "9": "intravenous"}),
        ("In the Swiss register all 19 children received oral prednisolone.", {"3": None, "9": "intravenous"}),
        ("All 19 children received prednisolone, and some oral methotrexate.", {"3": None, "9": "intravenous"}),
    ],
)
def test_a_route_told_of_all_is_that_of_each_who_took_the_drug(first: str, routes: dict[str, str | None]) -> None:
    cases = told(read(EVERYBODY.format(first=first)))
    given = {
        label: course.route for label, case in cases.items() for course in case.drugs if course.name == "prednisolone"
    }
    assert given == routes
    assert [ck.phase for ck in cases["3"].ck] == ["onset"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Methotrexate, where it was used, was injected subcutaneously at 15 mg/m2 once a week.",
        "The dose of methotrexate was 15 mg/m2 weekly.",
        "Methotrexate was always given at 15 mg/m2 weekly.",
    ],
)
def test_a_dose_that_is_told_of_nobody_is_of_all_who_took_the_drug(sentence: str) -> None:
    record = read("## Results\n" + TABLE.replace("MTX 10 mg/m2/week", "MTX") + f"\n## Treatment\n\n{sentence}")
    assert doses(record, "methotrexate") == {"1": [15], "2": [15]}


@pytest.mark.parametrize(
    "sentence",
    [
        "One patient received methotrexate at 15 mg/m2 weekly.",
        "Methotrexate was given at a median dose of 15 mg/m2 weekly.",
        "Methotrexate is usually given at 15 mg/m2 weekly.",
    ],
)
def test_a_dose_of_some_or_of_anybody_is_of_none_of_them(sentence: str) -> None:
    record = read("## Results\n" + TABLE.replace("MTX 10 mg/m2/week", "MTX") + f"\n## Treatment\n\n{sentence}")
    assert doses(record, "methotrexate") == {"1": [], "2": []}


def test_given_to_all_at_a_dose() -> None:
    record = read(PATIENTS + "P4 recovered. Prednisolone was given to all at 1 mg/kg/day.")
    assert doses(record, "prednisolone") == {"1": [1], "2": [1], "3": [1], "4": [1]}


def test_the_last_number_of_a_row_of_labels_is_no_count() -> None:
    text = PATIENTS.replace(" P", " Patient ").replace("P1", "Patient 1")
    record = read(text + "Patients 1 and 3 received methotrexate at 15 mg/m2 weekly.")
    assert doses(record, "methotrexate") == {"1": [15], "3": [15]}
