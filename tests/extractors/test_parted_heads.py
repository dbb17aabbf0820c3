"""Tables whose heads name a patient and a measure in one, and units that only the title of a table tells."""

import pytest

from extractors.nlp import extract
from extractors.readers.text import document_of_text

STORY = "Two girls were admitted with weakness.\n\n"
BODY = "\n0\t12,300\t24\t5,400\t40\n3\t6,870\t30\t1,205\t47\n12\t534\t45\t96\t52\n"
SEEN = {
    "Case 1": [(12300, "U/L", None), (6870, "U/L", "follow_up"), (534, "U/L", "follow_up")],
    "Case 2": [(5400, "U/L", None), (1205, "U/L", "follow_up"), (96, "U/L", "follow_up")],
}


def enzymes(table: str) -> dict[str, list[tuple[float | None, str | None, str | None]]]:
    record = extract(document_of_text(STORY + table, source="table.txt"))
    return {case.label: [(ck.value, ck.unit, ck.phase) for ck in case.ck] for case in record.cases if case.ck}


@pytest.mark.parametrize(
    "heads",
    [
        "Month\tPatient 1 CK (U/L)\tPatient 1 CMAS\tPatient 2 CK (U/L)\tPatient 2 CMAS",
        "Month\tCase 1: CK (U/L)\tCase 1: CMAS\tCase 2: CK (U/L)\tCase 2: CMAS",
        "Month\tCK (U/L), patient 1\tCMAS, patient 1\tCK (U/L), patient 2\tCMAS, patient 2",
        "Month\tCK (U/L) of sister A\tCMAS of sister A\tCK (U/L) of sister B\tCMAS of sister B",
    ],
)
def test_heads_of_a_patient_and_a_measure(heads: str) -> None:
    assert list(enzymes("Table 1. Course\n\n" + heads + BODY).values()) == list(SEEN.values())


def test_the_same_measures_are_told_of_every_patient() -> None:
    heads = "Month\tPatient 1 CK (U/L)\tPatient 1 CMAS\tPatient 2 LDH\tPatient 2 CMAS"
    assert "Case 2" not in enzymes("Table 1. Course\n\n" + heads + BODY)


def test_the_title_tells_the_unit_of_the_enzyme_that_it_names() -> None:
    rows = "\n\nPatient\tSex\tCK\tLDH\n1\tF\t9,400\t812\n2\tF\t7,200\t640\n"
    told = enzymes("Table 1. Serum CK activity (IU/L) and LDH" + rows)
    assert [value[:2] for values in told.values() for value in values] == [(9400, "IU/L"), (7200, "IU/L")]
    none = enzymes("Table 1. Creatine kinase and the rise of LDH (IU/L)" + rows.replace("LDH\n", "CK-MB\n"))
    assert [value[:2] for values in none.values() for value in values] == [(9400, None), (7200, None)]


def test_cells_too_long_for_their_column_are_parted_behind_a_bracket() -> None:
    table = (
        "Table 1. Comparison\n\n"
        "Variable                 Anti-SRP (n=11)    Anti-HMGCR (n=9)\n"
        "Female, n (%)            7 (63.6)           6 (66.7)\n"
        "Dysphagia, n (%)         5 (45.5)           1 (11.1)\n"
        "CK (U/L), median (IQR)   10,340 (7,200-15,650) 6,480 (3,900-8,870)\n"
        "Rituximab, n (%)         6 (54.5)           2 (22.2)\n"
    )
    record = extract(document_of_text(STORY + table, source="table.txt"))
    medians = [item.value for item in record.cohort if item.measure == "ck" and item.statistic == "median"]
    assert medians == [10340, 6480]


def test_months_from_onset_to_diagnosis_are_no_age() -> None:
    table = (
        "Table 1. Comparison\n\nVariable\tAnti-SRP (n=11)\tAnti-HMGCR (n=9)\n"
        "Age at onset, years, median\t10.5\t7.5\n"
        "Months from onset to diagnosis, median\t3\t8\n"
    )
    record = extract(document_of_text(STORY + table, source="table.txt"))
    assert [item.value for item in record.cohort if item.measure == "age_at_onset"] == [10.5, 7.5]


def test_ldh_as_spanish_writes_it() -> None:
    rows = "\n\nPatient\tSex\tCPK (U/L)\tDHL (U/L)\n1\tF\t9,400\t812\n2\tF\t7,200\t640\n"
    record = extract(document_of_text(STORY + "Table 1. Patients" + rows, source="table.txt"))
    assert [(lab.analyte, lab.value) for case in record.cases for lab in case.labs] == [("LDH", 812), ("LDH", 640)]
