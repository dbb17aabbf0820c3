"""Tables as other programs print them: wrapped cells, names with sex and age, stages, drugs that share a head."""

from extractors.nlp import extract
from extractors.readers import document_of_text
from schemas.record import CaseRecord

STORY = "Results\n\nWe saw children with necrotizing myopathy.\n\n"


def cases(table: str, story: str = STORY) -> tuple[CaseRecord, ...]:
    return extract(document_of_text(f"{story}{table}\n\nDiscussion\n\nThe disease is rare.\n", source="a.txt")).cases


def doses(item: CaseRecord) -> dict[str, list[float | None]]:
    return {drug.name: [dose.amount for dose in drug.doses] for drug in item.drugs}


WRAPPED = """Table 1. Features

                      Case 1                 Case 2

Sex                   Female                 Male

Initial CK (normal    11,250 U/L             7,940 U/L
<180 U/L)

CMAS                  18 → 46                25 → 51

Medications           Prednisone (1          Methotrexate (15
                      mg/kg/day), IVIG       mg/week), rituximab
                      (2 g/kg/month)
"""


def test_lines_of_wrapped_cells_are_read_as_one() -> None:
    first, second = cases(WRAPPED)
    assert [(value.value, value.unit, value.ref_high) for value in first.ck] == [(11250, "U/L", 180)]
    assert doses(first) == {"prednisone": [1], "immunoglobulin": [2]}
    assert doses(second) == {"methotrexate": [15], "rituximab": []}
    assert [(score.score, score.phase) for score in first.cmas] == [(18, "onset"), (46, "follow_up")]


VISITS = """Table 2. Visits

| Patient | Visit | CK (IU/L) | Treatment |
|---|---|---|---|
| 1 (F, 12 y) | Admission | 19,400 | Prednisone 1 mg/kg/day |
| | Month 3 | 7,250 | Rituximab |
| 2 (M, 9 y) | Admission | 8,760 | Prednisone |
| | Month 3 | 2,040 | IVIG |
"""


def test_sex_and_age_beside_the_name_of_a_row_or_a_column() -> None:
    assert [(item.sex, item.age_years, [value.value for value in item.ck]) for item in cases(VISITS)] == [
        ("female", 12, [19400, 7250]),
        ("male", 9, [8760, 2040]),
    ]
    columns = "Table 1. Features\n\n\tPatient 1 (F, 6.5 y)\tPatient 2 (boy, 14 years)\nCK (U/L)\t14,210\t9,066\nCMAS\t12\t30\n"
    assert [(item.sex, item.age_years) for item in cases(columns)] == [("female", 6.5), ("male", 14)]


SHARED = """Table 1. Features
Patient no.	1	2
Age (y)/sex	4/F	13/M
CMAS dx/FU	19/45	6/22
GC/MTX/IVIG	+/-/+	+/+/-
"""


def test_one_head_for_several_drugs_is_answered_one_by_one() -> None:
    first, second = cases(SHARED)
    assert {drug.name for drug in first.drugs if drug.status == "given"} == {"glucocorticoid", "immunoglobulin"}
    assert {drug.name for drug in second.drugs if drug.status == "given"} == {"glucocorticoid", "methotrexate"}
    assert [(score.score, score.phase) for score in first.cmas] == [(19, "onset"), (45, "follow_up")]


DIARY = """Table 1. Course

Date         CK (U/L)   Prednisolone   IVIG   Rash
                        (mg/kg/day)
Jan 2019     14,320     2              -      +
Mar 2019      6,110     1.5            +      -
Sep 2019      1,004     0.5            +      -
"""


def test_a_diary_with_heads_in_two_lines_and_signs_for_drugs() -> None:
    story = "Case report\n\nA 7-year-old boy was admitted with weakness.\n\n"
    (boy,) = cases(DIARY, story)
    assert doses(boy) == {"prednisolone": [2, 1.5, 0.5], "immunoglobulin": []}
    assert [value.value for value in boy.ck] == [14320, 6110, 1004]
