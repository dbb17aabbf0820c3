"""Several patients in the prose of an abstract: told in a row, one after the other, as a family, by their place."""

import pytest

from extractors.age_rows import age_row
from extractors.nlp import extract
from extractors.readers.text import document_of_text

Told = tuple[str | None, float | None, list[float | None], list[str]]


def read(text: str) -> list[Told]:
    """Sex, age, creatine kinase and drugs of each patient."""
    record = extract(document_of_text(text + "\n", source="article.txt"))
    return [
        (case.sex, case.age_years, [each.value for each in case.ck], [course.name for course in case.drugs])
        for case in record.cases
    ]


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("three girls, aged 5, 7 and 12 years, were seen", ["5", "7", "12"]),
        ("we report four children (two boys and two girls; ages 3, 5, 9 and 14 years)", ["3", "5", "9", "14"]),
        ("two men, 61 and 68 years of age, fell ill", ["61", "68"]),
        ("two infants, 5 and 7 months old, were tested", ["5", "7"]),
        ("the siblings of a family (aged six and nine) were seen", ["six", "nine"]),
        ("boys with a dystrophy, 6, 7 and 9 years old", None),
        ("three boys aged 4 to 7 years", None),
        ("three patients aged 4 and 7 years", None),
        ("two patients relapsed 5 and 7 years later", None),
        ("two women, 5 and 7 years after the transplantation", None),
        ("two children with a follow-up of 2 and 4 years", None),
    ],
)
def test_as_many_ages_as_persons(text: str, ages: list[str] | None) -> None:
    row = age_row(text)
    assert (None if row is None else [text[slice(*age)] for age in row.ages]) == ages


def test_a_row_of_persons_and_a_row_of_values() -> None:
    assert read(
        "In one spring five boys of a kindergarten (aged 3, 4, 4, 5 and 6 years) limped after a fever. CPK values were "
        "2,100, 940, 5,310, 1,480 and 760 IU/L, respectively. All five were given ibuprofen; the third received "
        "oseltamivir."
    ) == [
        ("male", 3, [2100], ["ibuprofen"]),
        ("male", 4, [940], ["ibuprofen"]),
        ("male", 4, [5310], ["ibuprofen", "oseltamivir"]),
        ("male", 5, [1480], ["ibuprofen"]),
        ("male", 6, [760], ["ibuprofen"]),
    ]


def test_ages_of_some_of_a_group_make_no_patients() -> None:
    assert read("Of the children two boys aged 9 and 11 years were lost to follow-up. Others fared well.") == []


def test_two_persons_of_one_sentence() -> None:
    assert read(
        "We saw a woman aged 58 and a man aged 71, both on simvastatin. Initial CK was 8,400 and 6,150 IU/L, "
        "respectively. The man received methotrexate."
    ) == [("female", 58, [8400], ["simvastatin"]), ("male", 71, [6150], ["simvastatin", "methotrexate"])]


def test_the_former_and_the_latter() -> None:
    assert read(
        "We describe a 9-year-old girl and a 14-year-old boy with weakness. CK was 7,000 U/L in the former and 16,000 "
        "U/L in the latter. The former received IVIG, the latter rituximab."
    ) == [("female", 9, [7000], ["immunoglobulin"]), ("male", 14, [16000], ["rituximab"])]


def test_the_first_of_relapses_is_no_patient() -> None:
    told = read(
        "We describe a 9-year-old girl and a 14-year-old boy with weakness. The boy had two relapses; in the first CK "
        "was 3,000 U/L."
    )
    assert [values for _, _, values, _ in told] == [[], [3000]]


def test_relatives_with_values_of_their_own() -> None:
    assert read(
        "The proband, a 12-year-old girl, had cramps and a CK of 2,100 U/L. Her brother, aged 15 years, was free of "
        "symptoms; his CK was 890 U/L. Their mother, 44 years old, had been given prednisone elsewhere. Her CK was 610 "
        "U/L. The father was healthy (CK 120 U/L)."
    ) == [
        ("female", 12, [2100], []),
        ("male", 15, [890], []),
        ("female", 44, [610], ["prednisone"]),
    ]


@pytest.mark.parametrize(
    "relative",
    [
        "Her mother had asthma.",
        "Her sister, aged 5, was healthy and her CK was 88 U/L.",
        "Her uncle's CK was 400 U/L.",
        "Her father took atorvastatin and brought her when she was weak; CK was 9,000 U/L.",
        "Her mother, a nurse, noticed dark urine.",
    ],
)
def test_family_history_is_no_patient(relative: str) -> None:
    told = read(f"A 6-year-old girl had weakness with a CK of 9,000 U/L. {relative} She received prednisone.")
    assert told == [("female", 6, [9000], ["prednisone"])]


def test_a_newborn_with_values_of_its_own() -> None:
    told = read(
        "A 30-year-old woman with necrotising myopathy gave birth to a healthy boy. The newborn had a CK of 340 U/L. "
        "Her own CK was 2,100 U/L, and she received prednisolone."
    )
    assert told == [("female", 30, [2100], ["prednisolone"]), ("male", None, [340], [])]


def test_a_newborn_of_whom_nothing_is_told() -> None:
    told = read("A 28-year-old woman had a CK of 3,050 U/L. She delivered a healthy girl and received prednisolone.")
    assert told == [("female", 28, [3050], ["prednisolone"])]


def test_headings_that_name_relatives() -> None:
    assert read(
        "Myositis in a brother and sister\n\nIntroduction\n\nFamilial disease is rare.\n\nThe family\n\nBoth parents are well."
        "\n\nSister\n\nThe girl presented at 6 years with a CK of 9,100 U/L.\n\nBrother\n\nThe brother, aged 9 years, had a "
        "CK of 4,300 U/L and received methotrexate.\n\nDiscussion\n\nIt should be treated early."
    ) == [("female", 6, [9100], []), ("male", 9, [4300], ["methotrexate"])]


def test_the_elder_and_the_younger() -> None:
    assert read(
        "Two sisters had cramps. The elder (15 years) had a CK of 4,400 U/L; the younger, 11 years of age, a CK of 6,000 "
        "U/L."
    ) == [("female", 15, [4400], []), ("female", 11, [6000], [])]


def test_whose_label_stands_behind() -> None:
    assert read(
        "In 2015 a 44-year-old woman (patient A) and in 2018 a 50-year-old man (patient B) were seen. Patient A had a CK "
        "of 1,800 U/L. Patient B had a CK of 660 U/L."
    ) == [("female", 44, [1800], []), ("male", 50, [660], [])]


def test_two_who_are_told_by_their_ages_in_turn() -> None:
    assert read(
        "We report two men treated with simvastatin. The 72-year-old man had a CK of 5,400 U/L. The 65-year-old man had a "
        "CK of 2,200 U/L."
    ) == [("male", 72, [5400], ["simvastatin"]), ("male", 65, [2200], ["simvastatin"])]


def test_the_youngest_in_an_aside_is_the_one_just_named() -> None:
    told = read(
        "Patient 1 was a 9-year-old girl. Patient 2 was a 4-year-old girl.\n\nPatient 1, the youngest at onset, had a CK of "
        "3,000 U/L."
    )
    assert [values for _, _, values, _ in told] == [[3000], []]


_BOY = "A 12-year-old boy had weakness of the thighs since the age of 5 years. His CK was 9,400 U/L. "


@pytest.mark.parametrize(
    ("told", "relative"),
    [
        ("CK of the mother was 640 U/L (normal < 150), so that she is a carrier.", ("female", None, [640], [])),
        ("The mother's CK was 520 U/L, and she carried the same deletion.", ("female", None, [520], [])),
        ("In the mother CK was 480 IU/L (upper limit 170).", ("female", None, [480], [])),
        ("A 17-year-old sister, with a CK of 1,230 U/L, carried the mutations.", ("female", 17, [1230], [])),
        ("An older brother aged 21 years, who had no complaints, had a CK of 780 U/L.", ("male", 21, [780], [])),
        ("One sister, 15 years old, was found to have a CK of 2,400 U/L.", ("female", 15, [2400], [])),
        ("A 41-year-old maternal aunt with calf pain had a CK of 512 U/L.", ("female", 41, [512], [])),
        ("An elder sister (CK 3,100 U/L) received deflazacort.", ("female", None, [3100], ["deflazacort"])),
    ],
)
def test_a_relative_with_a_raised_value(told: str, relative: Told) -> None:
    assert read(_BOY + told) == [("male", 5, [9400], []), relative]


@pytest.mark.parametrize(
    "told",
    [
        "A 17-year-old brother, with a CK of 95 U/L, was healthy.",
        "CK of the mother was 92 U/L (normal < 150).",
        "A maternal uncle had died in a wheelchair at the age of 20 years.",
    ],
)
def test_a_relative_who_is_well_is_no_patient(told: str) -> None:
    assert read(_BOY + told) == [("male", 5, [9400], [])]


def test_two_announced_again_with_their_ages_and_told_as_elder_and_younger() -> None:
    assert read(
        "Two sisters with a necrotizing myopathy. We describe two Chilean sisters, aged 6 and 13 years, with weakness. "
        "The younger was brought to us because of falls; her CK was 6,400 U/L. The elder, who was tested on account of "
        "her sister's illness, felt well and had a CK of 1,900 U/L. Both were given IVIG; the younger later received "
        "methotrexate too. A year later their CK had come down to 350 and 180 U/L, respectively."
    ) == [
        ("female", 6, [6400, 350], ["immunoglobulin", "methotrexate"]),
        ("female", 13, [1900, 180], ["immunoglobulin"]),
    ]


def test_values_of_the_parents_are_not_those_of_two_sisters() -> None:
    told = read(
        "We describe two Chilean sisters, aged 6 and 13 years, with weakness. Both were given IVIG. The parents were "
        "well and their CK was 110 and 95 U/L, respectively."
    )
    assert [values for _, _, values, _ in told] == [[], []]


def test_a_relative_under_a_label_is_the_case_of_that_label() -> None:
    record = extract(
        document_of_text(
            "Case 1\n\nA 12-year-old girl could no longer climb stairs. CK was 14,560 U/L.\n\nCase 2\n\nHer 15-year-old "
            "cousin was seen two years later. CK was 9,870 U/L.\n",
            source="article.txt",
        )
    )
    assert [(case.label, case.age_years, [each.value for each in case.ck]) for case in record.cases] == [
        ("Case 1", 12, [14560]),
        ("Case 2", 15, [9870]),
    ]


def test_several_by_a_digit_and_what_all_of_them_needed() -> None:
    assert read(
        "We report 3 Bolivian girls with weakness. The 3 patients were aged 4, 8 and 15 years. All three required "
        "prednisone, azathioprine and, in 2 patients, rituximab."
    ) == [("female", age, [], ["prednisone", "azathioprine"]) for age in (4, 8, 15)]


def test_values_told_respectively_of_patients_whom_the_sentence_does_not_name() -> None:
    told = read(
        "Patient 1, a girl of 7 years, had a CK of 8,430 U/L. Patient 2, a boy of 9 years, had a CK of 7,215 U/L. Both "
        "commenced IVIG. At the last visit CK was 243 and 398 U/L, respectively."
    )
    assert told == [("female", 7, [8430, 243], ["immunoglobulin"]), ("male", 9, [7215, 398], ["immunoglobulin"])]


def test_values_of_two_times_are_those_of_one_patient() -> None:
    told = read(
        "Patient 1, a girl of 7 years, had a CK of 8,430 U/L. Patient 2, a boy of 9 years, had a CK of 7,215 U/L. After "
        "three and six months CK was 2,430 and 398 U/L, respectively."
    )
    assert [values for _, _, values, _ in told] == [[8430], [7215, 2430, 398]]


def test_a_sister_taken_up_by_a_pronoun_is_told_apart_from_the_boy() -> None:
    told = read(
        "The proband, a boy, developed falls at the age of 6 years; CK was 21,300 U/L. His 14-year-old sister was said to be "
        "lazy. When tested because of her brother, she had a CK of 2,850 U/L. She was treated with azathioprine."
    )
    assert told == [("male", 6, [21300], []), ("female", 14, [2850], ["azathioprine"])]


def test_what_a_sister_without_values_took_is_not_the_boys() -> None:
    told = read(
        "The proband, a boy, developed falls at the age of 6 years; CK was 21,300 U/L. His sister has lupus. She takes "
        "hydroxychloroquine."
    )
    assert told == [("male", 6, [21300], [])]
