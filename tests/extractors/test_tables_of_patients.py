"""Tables of several patients: how their rows, heads, marks and numbers are understood, and what they do not tell."""

import pytest

from extractors.nlp import extract
from extractors.readers import document_of_text
from schemas.record import ArticleRecord, CaseRecord

STORY = "We saw three children with necrotizing myopathy.\n\n"


def read(table: str) -> ArticleRecord:
    return extract(document_of_text(f"{STORY}{table}", source="a.txt"))


def ck(item: CaseRecord) -> list[float | None]:
    return [value.value for value in item.ck]


def cmas(item: CaseRecord) -> list[tuple[float, str | None]]:
    return [(score.score, score.phase) for score in item.cmas]


def antibodies(item: CaseRecord) -> dict[str, str]:
    return {found.name: found.result for found in item.antibodies}


AGES = """Table 1. Features
| Patient | Sex / age at onset | MSA | CK, U/L | CMAS at presentation → 6 mo |
|---|---|---|---|---|
| 1 | M / 3 y 9 m | NXP2 | 5,230 | 17 → 44 |
| 2 | F / 12 y | MDA5, Ro52 | 310 | ND → 39 |
"""


def test_years_and_months_and_two_stages_in_one_cell() -> None:
    first, second = read(AGES).cases
    assert [(item.sex, item.age_years, ck(item)) for item in (first, second)] == [
        ("male", 3.75, [5230]),
        ("female", 12, [310]),
    ]
    assert cmas(first) == [(17, "onset"), (44, "follow_up")]
    assert cmas(second) == [(39, "follow_up")]
    assert antibodies(first) == {"anti-NXP2": "positive"}
    assert antibodies(second) == {"anti-MDA5": "positive", "anti-Ro52": "positive"}


STAGES = """Table 1. Course
No.	Age/sex	CMAS before/3/9 months	CMAS best
1	4.5/F	11/-/40	47
2	8/M	19/31/45	51
3	9/M	12/40	44
"""


def test_a_cell_tells_as_many_scores_as_its_head_names_stages() -> None:
    cases = read(STAGES).cases
    assert [cmas(item)[:3] for item in cases[:2]] == [
        [(11, "onset"), (40, "follow_up"), (47, None)],
        [(19, "onset"), (31, "follow_up"), (45, "follow_up")],
    ]
    assert [score for score, _ in cmas(cases[2])] == [44]


LEVELS = """Table 1. Serology
Feature	Patient 1	Patient 2
Sex	F	M
Anti-HMGCR (U/mL; normal <20)	180	6
SRP IgG, AU	3	77
Anti-Mi-2, AU	4	5

SRP IgG: cut-off 15 AU.
"""


def test_a_level_needs_its_bound() -> None:
    first, second = read(LEVELS).cases
    assert antibodies(first) == {"anti-HMGCR": "positive", "anti-SRP": "negative"}
    assert antibodies(second) == {"anti-HMGCR": "negative", "anti-SRP": "positive"}


VISITS = """Table 2. Course
Patient	Time point	CK (U/L)	CMAS	Prednisone (mg/day)
1	Baseline	8,140	16	50
	4 months	1,960	29	20
2	Baseline	12,700	9	60
	4 months	3,030	-	25
"""


def test_a_row_for_each_visit_of_each_patient() -> None:
    first, second = read(VISITS).cases
    assert [(value.value, value.phase) for value in first.ck] == [(8140, "onset"), (1960, "follow_up")]
    assert [score for score, _ in cmas(first)] == [16, 29]
    assert ck(second) == [12700, 3030]
    assert [score for score, _ in cmas(second)] == [9]
    assert [dose.amount for drug in second.drugs for dose in drug.doses] == [60, 25]


LETTERS = """Table 2. Before and after
                CK, U/L                     CMAS (max. 52)
            ---------------------------   -------------------
Patient     Before    6 mo      12 mo     Before     12 mo
A           7,410     1,300     240       18         46
B           10,220    2,950     NA        13         35
"""


def test_letters_under_patient_and_heads_over_broken_rules() -> None:
    first, second = read(LETTERS).cases
    assert [(item.label, ck(item)) for item in (first, second)] == [
        ("Case 1", [7410, 1300, 240]),
        ("Case 2", [10220, 2950]),
    ]
    assert [[score for score, _ in cmas(item)] for item in (first, second)] == [[18, 46], [13, 35]]
    assert {score.max for item in (first, second) for score in item.cmas} == {52}


NOTES = """Table 1. Drugs
	Patient 1	Patient 2
Sex	F	M
Drugs	RTX^b^, tacrolimus	Prednisolone^a^
Later	AZA†	MTX

AZA, azathioprine; MTX, methotrexate; RTX, rituximab. ^a^Starting dose 2 mg/kg/day. ^b^Two infusions of 500 mg/m2.
† In place of MTX, 3 mg/kg/day.
"""


def test_notes_stand_behind_their_marks() -> None:
    first, second = read(NOTES).cases
    doses = {drug.name: [(dose.amount, dose.basis) for dose in drug.doses] for drug in (*first.drugs, *second.drugs)}
    assert doses["rituximab"] == [(500, "m2")]
    assert doses["tacrolimus"] == []
    assert doses["prednisolone"] == [(2, "kg")]
    assert doses["methotrexate"] == []


PARTS = """Table 1. Drugs
	P1	P2
Sex	F	M
Onset (years)	3	11
Drugs	Prednisolone^a^	IVIG

Table 1 (continued)

	P3	P4
Sex	M	M
Onset (years)	5	7
Drugs	IVIG	Prednisolone^a^

IVIG, intravenous immunoglobulin; PSL, prednisolone. ^a^Starting dose 2 mg/kg/day.
"""


def test_the_notes_of_a_table_are_those_of_all_its_parts() -> None:
    cases = read(PARTS).cases
    assert [item.age_years for item in cases] == [3, 11, 5, 7]
    assert [[dose.amount for drug in item.drugs for dose in drug.doses] for item in cases] == [[2], [], [], [2]]


COLUMNS = """Table 1. Findings
Parameter	Patient 1		Patient 2
	Onset	Last visit	Onset	Last visit
Age (years)	6	9	12	15
CK (U/L)	8,200	310	7,740	1,020
CMAS	12	49	22	38
"""


def test_a_column_for_each_visit_of_each_patient() -> None:
    first, second = read(COLUMNS).cases
    assert [(value.value, value.phase) for value in first.ck] == [(8200, "onset"), (310, "follow_up")]
    assert cmas(second) == [(22, "onset"), (38, "follow_up")]
    assert [first.age_years, second.age_years] == [6, 12]


DRAWN = """Table 1: Patients

+---------+-----+-----------+----------+
| Patient | Sex | Age (yrs) | CK (U/L) |
+---------+-----+-----------+----------+
| 1       | f   | 4 6/12    | 12 400   |
| 2       | m   | 11        | 8 900    |
| 3       | m   | 46/12     | 7 300    |
+---------+-----+-----------+----------+
"""


def test_a_frame_drawn_with_plus_signs_and_twelfths_of_a_year() -> None:
    assert [(item.age_years, ck(item)) for item in read(DRAWN).cases] == [(4.5, [12400]), (11, [8900]), (None, [7300])]


COUNTED = """The first girl fell often. Tacrolimus was added at month 4. The second girl could not swim.

Table 1. Features
Feature	Case 1	Case 2
Sex, age at onset	F, 10 years	F, 6 years and 6 months
CK	9,410 U/L	7,020 U/L
"""


def test_patients_whom_the_text_only_counts_are_those_of_the_table() -> None:
    record = extract(document_of_text(f"We add two girls treated in our unit.\n\n{COUNTED}", source="a.txt"))
    assert [(item.age_years, ck(item), [drug.name for drug in item.drugs]) for item in record.cases] == [
        (10, [9410], ["tacrolimus"]),
        (6.5, [7020], []),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "Table 1. Sizes\nPatients\tCK (U/L)\tCMAS\n12\t5,000\t20\n15\t4,000\t22\n",
        "Table 1. Sizes\nGroup\tCK (U/L)\tCMAS\nA\t5,000\t20\nB\t4,000\t22\n",
        "Table 1. Weeks\nPatient\tTime to CMAS 48 (months)\tCMAS change\nTotal\t12\t9\nMean\t10\t8\n",
    ],
)
def test_rows_that_are_no_persons(table: str) -> None:
    assert read(table).cases == ()


NAMED_BY_SEX = """The boys were cousins. Boy A was 6 years old; boy B, aged 11 years, had been weak for longer.

Table 1. Findings
Test\tBoy A\tBoy B\tReference
CK (U/L)\t9,100\t4,250\t30-200
LDH (U/L)\t1,210\t870\t120-300
"""


def test_patients_who_are_called_by_sex_and_letter() -> None:
    told = [(item.label, item.sex, item.age_years, ck(item)) for item in read(NAMED_BY_SEX).cases]
    assert told == [("Boy A", "male", 6, [9100]), ("Boy B", "male", 11, [4250])]


UNFRAMED = """Table 1. Features of the children

 | Sex | Age at onset (y) | CK, U/L
Case 1 | F | 4 | 8,120
Case 2 | M | 11 | 15,300
"""


def test_rows_between_pipes_that_have_no_frame() -> None:
    assert [(item.label, item.sex, item.age_years, ck(item)) for item in read(UNFRAMED).cases] == [
        ("Case 1", "female", 4, [8120]),
        ("Case 2", "male", 11, [15300]),
    ]


TWO_LINES = """Table 1. Features of the children

 No.   Sex   Onset   MSA     CK at dx   CMAS     CMAS
             (y)             (U/L)      at dx    last visit
 1     F     4.5     SRP     18,210     9        31
 2     M     11      HMGCR    7,035     24       50

 CK, creatine kinase; CMAS, Childhood Myositis Assessment Scale;
 dx, diagnosis; MSA, myositis-specific
 antibodies.
"""
BELOW = """Table 1. Features of the children

                     Age at    CK at        CMAS
                     onset     diagnosis    at last
 Patient   Sex       (years)   (U/L)        visit
 1         Female    4.5       18,210       31
 2         Male      11        7,035        50
"""


def test_heads_that_are_broken_over_lines() -> None:
    first, second = read(TWO_LINES).cases
    assert [(item.age_years, ck(item), item.ck[0].unit, item.ck[0].phase) for item in (first, second)] == [
        (4.5, [18210], "U/L", "onset"),
        (11, [7035], "U/L", "onset"),
    ]
    assert cmas(first) == [(9, "onset"), (31, "follow_up")]
    first, second = read(BELOW).cases
    assert [(item.sex, item.age_years, ck(item), cmas(item)) for item in (first, second)] == [
        ("female", 4.5, [18210], [(31, "follow_up")]),
        ("male", 11, [7035], [(50, "follow_up")]),
    ]


def test_a_legend_that_is_broken_behind_a_semicolon_is_one_note() -> None:
    document = document_of_text(STORY + TWO_LINES, source="a.txt")
    assert [" ".join(document.quote(note).split()) for note in document.tables[0].footnotes] == [
        "CK, creatine kinase; CMAS, Childhood Myositis Assessment Scale; dx, diagnosis; MSA, myositis-specific antibodies."
    ]


SET_APART = """Table 1. Features of the children

 Patient   Sex   Age at onset (y)   CK (U/L)   Treatment

 1         F     4.5                18,210     Prednisone, rituximab

 2         M     11                  7,035     Prednisone

 3         F     8                   9,640     Prednisone, methotrexate
"""


def test_rows_in_columns_of_spaces_with_empty_lines_between_them() -> None:
    assert [(item.sex, item.age_years, ck(item), len(item.drugs)) for item in read(SET_APART).cases] == [
        ("female", 4.5, [18210], 2),
        ("male", 11, [7035], 1),
        ("female", 8, [9640], 2),
    ]


OPEN_CORNER = [
    ["", "Sex", "Age at onset (years)", "Anti-SRP", "CK (U/L)", "CK after treatment (U/L)"],
    ["Patient 1", "F", "4.5", "+", "18,210", "420"],
    ["Patient 2", "M", "11", "−", "7,035", "96"],
    ["Patient 3", "F", "8", "−", "9,640", "150"],
]


@pytest.mark.parametrize("apart", ["\n", "\n\n"])
@pytest.mark.parametrize("by_rows", [True, False])
def test_cells_one_below_the_other_whose_corner_is_open(apart: str, *, by_rows: bool) -> None:
    grid = OPEN_CORNER if by_rows else [list(column) for column in zip(*OPEN_CORNER, strict=True)]
    cells = apart.join(cell for row in grid for cell in row if cell)
    cases = read(f"Table 1. Features of the children\n\n{cells}\n\nNone of them had a rash at any time.").cases
    assert [(item.sex, item.age_years, ck(item), antibodies(item)) for item in cases] == [
        ("female", 4.5, [18210, 420], {"anti-SRP": "positive"}),
        ("male", 11, [7035, 96], {"anti-SRP": "negative"}),
        ("female", 8, [9640, 150], {"anti-SRP": "negative"}),
    ]
    assert cases[0].ck[1].phase == "follow_up"


BY_PAPER = """Table 1. Single patients of the literature
Reference	Sex, age (years)	CK (× ULN)	Main drug
Okafor [4]	♀, 11	46	Tacrolimus
Lim-Duval et al. [9•]	M/7	88.5	Rituximab
"""


def test_rows_named_by_the_number_of_their_paper() -> None:
    story = "Okafor et al. [4] treated an 11-year-old girl with tacrolimus.\n\n"
    cases = read(story + BY_PAPER).cases
    assert [(item.label, item.origin, item.sex, item.age_years) for item in cases] == [
        ("Okafor [4]", "cited", "female", 11),
        ("Lim-Duval [9]", "cited", "male", 7),
    ]
    assert [(value.value, value.unit) for item in cases for value in item.ck] == [(46, "xULN"), (88.5, "xULN")]


ROMAN = """Table 1. Features
Case	Sex	Age (y)	CK first/last (U/L)
I	F	4	9,870/412
II	M	11	21,450/1,160
"""


def test_patients_numbered_in_roman_and_two_values_between_a_stroke() -> None:
    cases = read(ROMAN).cases
    assert [(item.label, item.sex, item.age_years, ck(item)) for item in cases] == [
        ("Case 1", "female", 4, [9870, 412]),
        ("Case 2", "male", 11, [21450, 1160]),
    ]
    assert [value.phase for value in cases[0].ck] == ["onset", "follow_up"]


OVER_TIME = """Table 1. Serum creatine kinase (U/L) during treatment in both patients
Month	Patient 1	Patient 2
0	15,600	10,870
3	2,870	6,540
12	215	-
"""


def test_the_title_alone_names_the_analyte_of_all_cells() -> None:
    first, second = read(OVER_TIME).cases
    assert [(value.value, value.unit, value.phase) for value in first.ck] == [
        (15600, "U/L", None),
        (2870, "U/L", "follow_up"),
        (215, "U/L", "follow_up"),
    ]
    assert ck(second) == [10870, 6540]
    weight = read(OVER_TIME.replace("Serum creatine kinase (U/L)", "Body weight (kg)"))
    assert not [value for item in weight.cases for value in item.ck]


def test_the_title_names_the_analyte_of_the_times_only() -> None:
    table = (
        "Table 1. CK (U/L) during follow-up\n\n| Patient | Sex, age | Diagnosis | 3 months | 12 months |\n"
        "|---|---|---|---|---|\n| 1 | F, 7 y | 9,120 | 2,200 | 160 |\n| 2 | M, 9 y | 12,300 | 3,100 | 98 |\n"
    )
    first, second = read(table).cases
    assert [(value.value, value.phase) for value in first.ck] == [
        (9120, "onset"),
        (2200, "follow_up"),
        (160, "follow_up"),
    ]
    assert ck(second) == [12300, 3100, 98]
