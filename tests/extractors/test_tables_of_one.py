"""Tables of the article's only patient: lists of results, and courses whose rows are times or events."""

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
