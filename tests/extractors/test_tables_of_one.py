"""Tables of the article's only patient: lists of results, and courses whose rows are times or events."""

import pytest

from extractors import nlp
from extractors.readers import document_of_text
from schemas.record import ArticleRecord

STORY = "A 9-year-old girl was seen because she could not climb stairs.\n\n"
RESULTS = """Table 1. Laboratory data
Test\tResult\tReference range
Creatine kinase, total\t11,236 U/L\t30-190
Aldolase\t71.5 U/L\t1.5-8.0
Mi-2\tNegative\tNegative
PL-7, PL-12\tNegative\tNegative
Anti-HMGCR\tPositive (210 units)\t<20
CD8\tPositive\t
"""
UNITS = """Table 1. Laboratory data
Parameter\tUnit\tValue\tNormal
CK\tU/L\t11,236\t30-190
LDH\tU/L\t1,415\t<250
"""
COURSE = """Table 2. Course
Time\tCK (U/L)\tPrednisone\tOther
First seen elsewhere\t7,012\t-\t-
Admission\t11,236\t-\t-
Wk 4\t6,870\t40 mg\tMTX
Month 6\t522\t15 mg\tMTX
16 (relapse)\t3,190\t30 mg\tMTX, IVIG
"""


def read(*tables: str) -> ArticleRecord:
    return nlp.extract(document_of_text(STORY + "\n\n".join(tables), source="a.txt"))


def test_results_behind_their_tests_with_what_is_normal() -> None:
    (case,) = read(RESULTS).cases
    assert [(ck.value, ck.unit, ck.ref_low, ck.ref_high) for ck in case.ck] == [(11236, "U/L", 30, 190)]
    assert [(lab.analyte, lab.value, lab.ref_high) for lab in case.labs] == [("aldolase", 71.5, 8.0)]


def test_a_target_that_a_result_answers_is_an_antibody_and_a_stain_is_none() -> None:
    (case,) = read(RESULTS).cases
    assert {(found.name, found.result) for found in case.antibodies} == {
        ("anti-Mi-2", "negative"),
        ("anti-PL-7", "negative"),
        ("anti-PL-12", "negative"),
        ("anti-HMGCR", "positive"),
    }


def test_a_column_of_units() -> None:
    (case,) = read(UNITS).cases
    assert [(ck.value, ck.unit, ck.ref_high) for ck in case.ck] == [(11236, "U/L", 190)]
    assert [(lab.value, lab.unit, lab.comparator) for lab in case.labs] == [(1415, "U/L", "=")]


def test_a_course_whose_rows_are_times_and_events() -> None:
    (case,) = read(COURSE).cases
    assert {ck.value for ck in case.ck} == {7012, 11236, 6870, 522, 3190}
    (prednisone,) = (drug for drug in case.drugs if drug.name == "prednisone")
    assert {dose.amount for dose in prednisone.doses} == {40, 15, 30}


def test_results_of_nobody_in_particular() -> None:
    text = "A 9-year-old girl was seen. A 12-year-old boy was seen a year later.\n\n"
    record = nlp.extract(document_of_text(text + RESULTS, source="a.txt"))
    assert not any(case.ck or case.antibodies for case in record.cases)
    assert any(mention.kind == "ck" for mention in record.unlinked)


def test_a_table_that_compares_is_no_list_of_results() -> None:
    table = RESULTS.replace(
        "Test\tResult\tReference range", "Test\tBefore treatment (n = 12)\tAfter treatment (n = 12)"
    )
    assert not any(case.ck for case in read(table).cases)


def test_a_course_by_age() -> None:
    table = "Table 1 Course\nAge\tCK (U/L)\tCMAS\n2 y 4 mo (first seen)\t20,140\tNA\n3 y 0 mo\t7,310\t17\n5 y 8 mo\t455\t38\n"
    (case,) = read(table).cases
    assert {ck.value for ck in case.ck} == {20140, 7310, 455}
    assert {score.score for score in case.cmas} == {17, 38}


DATED = """Table 2. Course by visit
\t{dates}
CK, U/L (ref. <190)\t8,140\t7,960\t1,230\t260
ESR, mm/h\t31\t-\tND\t9
Treatment\t-\tnone\tPred, MTX\tMTX
"""


@pytest.mark.parametrize(
    "dates",
    [
        "3 Feb 2021 (first visit)\t17 Feb 2021\t2 May 2021\t9 Jan 2022",
        "Feb 2021\tMar 2021\tMay 2021\tJan 2022",
        "Feb 3, 2021\tFeb 17, 2021\tMay 2, 2021\tJan 9, 2022 (last visit)",
        "03/02/2021\t17/02/2021\t02/05/2021\t09/01/2022",
    ],
)
def test_a_course_whose_columns_are_dates(dates: str) -> None:
    (case,) = read(DATED.format(dates=dates)).cases
    assert [(ck.value, ck.phase) for ck in case.ck] == [
        (8140, "onset"),
        (7960, "onset"),
        (1230, "follow_up"),
        (260, "follow_up"),
    ]
    assert [(lab.analyte, lab.value) for lab in case.labs] == [("ESR", 31), ("ESR", 9)]


def test_a_value_of_a_course_is_of_the_follow_up_where_its_day_is_a_later_one() -> None:
    table = "Table 2. Course\n\tDay 0\tDay 14\t6 months\nCK (U/L)\t7,180\t2,950\t240\n"
    (case,) = read(table).cases
    assert [(ck.value, ck.phase) for ck in case.ck] == [(7180, "onset"), (2950, "follow_up"), (240, "follow_up")]


def test_months_in_which_many_fell_ill_are_no_course_of_one() -> None:
    table = "Table 1. Admissions\nFeature\tFeb 2021 (n = 4)\tMar 2021 (n = 7)\nCK (U/L)\t1,140\t2,960\n"
    assert not any(case.ck for case in read(table).cases)


TREATMENTS = """Table 3. Treatment before the transplantation
Treatment\tDose\tYears\tLowest CK (U/L)\tReason for stopping
Methotrexate s.c.\t12.5 mg/m2/week\t2015-2016\t3,120\tNausea
IVIG\t2 g/kg every 4 weeks\t2015-2018\t1,980\tWaning effect
Tacrolimus p.o.\t0.15 mg/kg/day\t2017\t-\tTremor
Rituximab\t-\t2018\t2,240\tRelapse
"""


def test_treatments_one_after_the_other() -> None:
    (case,) = read(TREATMENTS).cases
    told = {drug.name: (drug.route, [dose.amount for dose in drug.doses]) for drug in case.drugs}
    assert told == {
        "methotrexate": ("subcutaneous", [12.5]),
        "immunoglobulin": ("intravenous", [2]),
        "tacrolimus": ("oral", [0.15]),
        "rituximab": (None, []),
    }
    assert {(ck.value, ck.phase) for ck in case.ck} == {(3120, "follow_up"), (1980, "follow_up"), (2240, "follow_up")}


@pytest.mark.parametrize(
    "table",
    [
        TREATMENTS.replace("Treatment before the transplantation", "Treatments recommended in guidelines"),
        TREATMENTS.replace("Years", "Patients"),
        TREATMENTS.replace("Years", "Evidence"),
        TREATMENTS.replace("Years", "Patients (n = 12)"),
        "Table 1. Drugs\nDrug\tDose\tMonitoring\nMethotrexate\t15 mg/m2/week\tLiver enzymes\n",
        "Table 1. Drugs\nDrug\tDose\tSide effects\nMethotrexate\t15 mg/m2/week\tNausea\nRituximab\t375 mg/m2\tInfections\n",
    ],
)
def test_lists_of_drugs_that_no_one_patient_was_given(table: str) -> None:
    assert not any(case.drugs for case in read(table).cases)


def test_treatments_of_one_of_several_patients_are_of_nobody_in_particular() -> None:
    text = "A 9-year-old girl was seen. A 12-year-old boy was seen a year later.\n\n"
    record = nlp.extract(document_of_text(text + TREATMENTS, source="a.txt"))
    assert not any(case.drugs or case.ck for case in record.cases)


def test_treatments_with_beginning_end_and_what_was_measured_last() -> None:
    table = (
        "Table 3. Treatments tried\nLine\tDrug\tStart\tStop\tMaximum dose\tCK at end, U/L\n"
        "1\tMethylprednisolone\t03/2019\t03/2019\t1 g IV x 3\t7,640\n2\tMethotrexate\t04/2019\t01/2020\t12.5 mg SC weekly\t3,150\n"
    )
    (case,) = read(table).cases
    told = {drug.name: (drug.route, [dose.amount for dose in drug.doses]) for drug in case.drugs}
    assert told == {"methylprednisolone": ("intravenous", [1]), "methotrexate": ("subcutaneous", [12.5])}
    assert [(ck.value, ck.phase) for ck in case.ck] == [(7640, "follow_up"), (3150, "follow_up")]


def test_a_course_beside_what_is_normal() -> None:
    table = "Table 1. Values\nParameter\tReference range\t2 weeks before\tWeek 4\tWeek 24\nCK, U/L\t30-190\t8,870\t5,020\t340\n"
    (case,) = read(table).cases
    assert [(ck.value, ck.ref_low, ck.ref_high) for ck in case.ck] == [(8870, 30, 190), (5020, 30, 190), (340, 30, 190)]
    assert [ck.phase for ck in case.ck] == ["onset", "follow_up", "follow_up"]


def test_before_and_under_treatment_in_a_diary() -> None:
    table = (
        "Table 1. Course\nDate\tCK (U/L)\tOther treatment\nMarch 2019\t8,870\t-\nMay 2019\t5,020\tMTX 15 mg/week\n"
        "January 2020\t880\tMTX\n"
    )
    (case,) = read(table).cases
    assert [(ck.value, ck.phase) for ck in case.ck] == [(8870, "onset"), (5020, None), (880, "follow_up")]


VISITS = """Table 2. Findings at each visit
Visit\tCK (U/L)\tCMAS (/52)\tPrednisone (mg/day)\tOther treatment
Week 0 (diagnosis)\t12 640\t19\t40\tMethotrexate started
Week 5\t7 220\t27\t30\t-
Month 9\t3 180\t33\t20\tFlare after a cold; IVIG
"""


def test_rows_of_visits_and_a_flare_told_among_the_treatments() -> None:
    (case,) = read(VISITS).cases
    assert [(ck.value, ck.phase) for ck in case.ck] == [(12640, "onset"), (7220, "follow_up"), (3180, "relapse")]
    assert [score.score for score in case.cmas] == [19, 27, 33]


def test_visits_that_are_numbered() -> None:
    (case,) = read(VISITS.replace("Week 0 (diagnosis)", "1").replace("Week 5", "2").replace("Month 9", "3")).cases
    assert [ck.value for ck in case.ck] == [12640, 7220, 3180]


def test_a_list_of_tests_without_heads() -> None:
    table = (
        "Table 1. Laboratory data on admission\nCK\t9,120 U/L\t(30-170)\nAST\t320 U/L\t(5-40)\n"
        "LDH\t1,204 U/L\t(120-250)\nAldolase\t44.1 U/L\t(<7.6)\n"
    )
    (case,) = read(table).cases
    assert [(ck.value, ck.unit, ck.ref_high, ck.phase) for ck in case.ck] == [(9120, "U/L", 170, "onset")]
    assert {lab.analyte: lab.value for lab in case.labs} == {"AST": 320, "LDH": 1204, "aldolase": 44.1}


def test_two_values_beside_a_test_are_no_list_of_results() -> None:
    table = "Table 1. Laboratory data\nCK\t9,120 U/L\t300 U/L\nAST\t320 U/L\t40 U/L\nLDH\t1,204 U/L\t200 U/L\n"
    assert not any(case.ck for case in read(table).cases)


@pytest.mark.parametrize("head", ["Ref.", "RR", "NV", "ULN", "Cut-off", "Laboratory normal range"])
def test_what_is_normal_under_its_heads(head: str) -> None:
    table = f"Table 1. Course\nParameter\t{head}\tAdmission\tMonth 3\tMonth 6\nCK (U/L)\t30-170\t9,120\t640\t203\n"
    (case,) = read(table).cases
    assert [(ck.value, ck.low, ck.ref_high) for ck in case.ck] == [
        (9120, None, 170),
        (640, None, 170),
        (203, None, 170),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        "Date\tCK (U/L)\nJanuary 2019\t9,120\nMarch 2019\t2,340\nMay 2020\t160\n",
        "Time point\tCK (U/L)\nPresentation\t9,120\nAfter the second IVIG\t2,340\nLast visit\t160\n",
    ],
)
def test_values_under_dates_and_events(rows: str) -> None:
    (case,) = read(f"Table 1. Course\n{rows}").cases
    assert [ck.phase for ck in case.ck] == ["onset", "follow_up", "follow_up"]


def test_values_before_and_after_each_line_of_treatment() -> None:
    table = (
        "Table 1. Lines of treatment, with creatine kinase (CK, U/L; normal 30-170)\n"
        "Line\tPeriod\tTreatment\tCK before/after\tCMAS before/after\n"
        "1\tMonths 0-4\tPrednisone 60 mg/day\t21,510/9,900\t4/11\n"
        "2\tMonths 5-13\tAzathioprine 2 mg/kg/day\t8,350/410\t13/40\n"
    )
    (case,) = read(table).cases
    told = [(21510, "onset"), (9900, "follow_up"), (8350, "follow_up"), (410, "follow_up")]
    assert [(ck.value, ck.phase) for ck in case.ck] == told
    assert {ck.unit for ck in case.ck} == {"U/L"}
    assert [score.score for score in case.cmas] == [4, 11, 13, 40]
