"""Whose fact is it: small articles of our own, and what each of their patients must and must not get."""

import pytest

from extractors.nlp import extract
from extractors.readers.text import document_of_text
from schemas.record import ArticleRecord, CaseRecord


def read(text: str) -> ArticleRecord:
    return extract(document_of_text(text, source="article.txt"))


def case(record: ArticleRecord, label: str) -> CaseRecord:
    return next(item for item in record.cases if label in (item.label, *item.also_called))


def drugs(item: CaseRecord) -> set[str]:
    return {course.name for course in item.drugs}


def ck(item: CaseRecord) -> list[float | None]:
    return [value.value for value in item.ck]


def test_one_patient_without_a_label() -> None:
    record = read("A 9-year-old girl was seen with weakness. Her CK was 7,350 U/L. She received methotrexate.")
    (only,) = record.cases
    assert (only.sex, only.age_years, ck(only), drugs(only)) == ("female", 9, [7350], {"methotrexate"})


def test_each_label_gets_its_own() -> None:
    record = read(
        "Patient 1 was a 9-year-old girl. Her CK was 7,350 U/L.\n\nPatient 2 was a 12-year-old boy. His CK was 4,120 U/L.\n\n"
        "Rituximab was given to Patient 1 and tacrolimus to Patient 2."
    )
    assert ck(case(record, "Patient 1")) == [7350]
    assert ck(case(record, "Patient 2")) == [4120]
    assert drugs(case(record, "Patient 1")) == {"rituximab"}
    assert drugs(case(record, "Patient 2")) == {"tacrolimus"}


def test_letters_are_labels_too() -> None:
    record = read(
        "Case A. A 41-year-old woman had a CK of 2,310 U/L.\n\nCase B. A 47-year-old man had a CK of 640 U/L."
    )
    assert [(item.age_years, ck(item)) for item in record.cases] == [(41, [2310]), (47, [640])]


def test_doses_told_patient_by_patient() -> None:
    record = read(
        "Patient 1 was a 9-year-old girl. Patient 2 was a 12-year-old boy. They were given methylprednisolone "
        "(400 mg/day in Patient 1 and 700 mg/day in Patient 2)."
    )
    given = {item.label: [dose.amount for course in item.drugs for dose in course.doses] for item in record.cases}
    assert given == {"Patient 1": [400], "Patient 2": [700]}


def test_what_all_received_each_received() -> None:
    record = read("Patient 1 was a 9-year-old girl. Patient 2 was a 12-year-old boy. Both patients received IVIG.")
    assert [drugs(item) for item in record.cases] == [{"immunoglobulin"}, {"immunoglobulin"}]


def test_what_some_received_nobody_in_particular_received() -> None:
    record = read(
        "Patient 1 was a 9-year-old girl. Patient 2 was a 12-year-old boy. Patient 3 was a 7-year-old girl. "
        "Two of the three children received IVIG."
    )
    assert all(not item.drugs for item in record.cases)


def test_two_patients_announced_without_a_label() -> None:
    record = read("Two young women were admitted with weakness. Creatine kinase was raised (3,410 and 6,280 U/L).")
    assert [(item.sex, ck(item)) for item in record.cases] == [("female", [3410]), ("female", [6280])]


def test_a_patient_of_another_paper_is_cited() -> None:
    record = read(
        "Case report\n\nA 9-year-old girl had a CK of 7,350 U/L.\n\nDiscussion\n\n"
        "Okafor et al. reported a 15-year-old boy whose CK was 20,100 U/L in 2012."
    )
    cited = [item for item in record.cases if item.origin == "cited"]
    assert [(item.citation, item.sex, ck(item)) for item in cited] == [("Okafor 2012", "male", [20100])]
    assert [ck(item) for item in record.cases if item.origin == "own"] == [[7350]]


@pytest.mark.parametrize(
    "sentence",
    [
        "Her mother had been treated with azathioprine.",
        "In patients with this disease, rituximab is recommended.",
        "Abatacept was considered.",
        "Tofacitinib could be contemplated.",
        "She is allergic to penicillin.",
    ],
)
def test_what_is_not_the_patients(sentence: str) -> None:
    record = read(f"A 9-year-old girl was given methotrexate. {sentence}")
    assert [drugs(item) for item in record.cases] == [{"methotrexate"}]


def test_unlinked_mentions_stay_visible() -> None:
    record = read("Patients 1 and 2 were sisters. Serum CK was 5,230 U/L on admission.")
    assert [ck(item) for item in record.cases if item.ck] == []
    assert [mention.value.value for mention in record.unlinked if mention.kind == "ck"] == [5230]


TABLE = (
    "We describe two children.\n\nTable 1. Features of the two children.\n\n"
    "Patient\t1\t2\nSex\tF\tМ\nAge at onset (y)\t9\t12\nInitial CK (U/L)\t7350\t4120\nAntibody\tAnti-SRP\tNegative\n"
    "Treatment\tPSL, MTX\tPSL, IVIG\nCMAS initial/last\t14/47\t30/52\n\nMTX: methotrexate; PSL: prednisolone; IVIG: intravenous immunoglobulin.\n\n"
    "Patient 2 improved."
)


def test_columns_are_patients() -> None:
    record = read(TABLE)
    assert [(item.sex, item.age_years, ck(item)) for item in record.cases] == [
        ("female", 9, [7350]),
        ("male", 12, [4120]),
    ]
    assert [drugs(item) for item in record.cases] == [
        {"prednisolone", "methotrexate"},
        {"prednisolone", "immunoglobulin"},
    ]
    assert [[score.score for score in item.cmas] for item in record.cases] == [[14, 47], [30, 52]]
    assert [value.unit for item in record.cases for value in item.ck] == ["U/L", "U/L"]


def test_one_child_in_prose_and_table_is_one_case() -> None:
    record = read("Patient 1 was a 9-year-old girl with a CK of 7,350 U/L.\n\n" + TABLE)
    assert len(record.cases) == 2
    assert ck(case(record, "Patient 1")) == [7350]


def test_the_articles_own_abbreviations_win() -> None:
    prednisone = read(
        "A 9-year-old girl received PDN 20 mg daily.\n\nAbbreviations: PDN: prednisone; CK: creatine kinase."
    )
    prednisolone = read("A 9-year-old girl received prednisolone (PDN) 20 mg daily, and PDN was tapered.")
    assert drugs(prednisone.cases[0]) == {"prednisone"}
    assert drugs(prednisolone.cases[0]) == {"prednisolone"}


def test_an_abbreviation_that_only_the_article_uses() -> None:
    record = read(
        "A 9-year-old girl received prednisolone (PDSL) and anti-HMGCR antibody (AHA) was positive. LDHX was 804 U/L. "
        "PDSL was tapered from 20 mg/day.\n\nAbbreviations: LDHX: lactic dehydrogenase; NPX: not performed; AHM: "
        "anti-SRP myopathy."
    )
    (only,) = record.cases
    assert [(value.analyte, value.value) for value in only.labs] == [("LDH", 804)]
    assert [(dose.amount, dose.unit) for course in only.drugs for dose in course.doses] == [(20, "mg")]
    assert {value.name for value in only.antibodies} == {"anti-HMGCR"}


def test_a_bracket_that_lists_defines_nothing() -> None:
    record = read(
        "A 9-year-old girl was seen. Autoimmune hepatitis serology (ANA, anti-dsDNA) was negative. Multiple motor "
        "function (MMF) tests were done, and MMF was low."
    )
    assert {value.name for value in record.cases[0].antibodies} == {"ANA", "anti-dsDNA"}
    assert drugs(record.cases[0]) == set()


def test_a_group_table_is_nobodys() -> None:
    record = read(
        "Table 2. Findings by antibody.\n\n\tAnti-HMGCR (n = 20)\tAnti-SRP (n = 10)\nFemale, n (%)\t12 (60)\t7 (70)\n"
        "CMAS, median (range)\t30 (9-48)\t16 (4-40)\nRituximab, n (%)\t5 (25)\t6 (60)\n"
    )
    assert record.cases == ()
    told = {(item.population, item.measure, item.statistic, item.value, item.count, item.n) for item in record.cohort}
    assert ("Anti-SRP (n = 10)", "sex_female", "percent", 70, 7, 10) in told
    assert ("Anti-HMGCR (n = 20)", "rituximab", "percent", 25, 5, 20) in told
    assert any(item.measure == "cmas" and item.statistic == "range" and item.high == 48 for item in record.cohort)


def test_sharks_are_no_patients() -> None:
    record = read(
        "Table 1. Sharks.\n\nShark\tSex\tAge at tagging (y)\nK1\tFemale\t4.5\nK2\tMale\t6.1\n\n"
        "The estimate of the vertebral section was 18.5 years old. All were landed in Biloxi, MS, and read by MR and MS."
    )
    assert record.cases == ()


TWO = "## Case 1\n\nA 9-year-old girl could not climb stairs.\n\n## Case 2\n\nA 12-year-old boy was weak.\n\n"


def test_a_heading_beside_the_last_case_ends_its_part() -> None:
    record = read(TWO + "## Laboratory findings\n\nThe CK was 7,350 U/L. Anti-SRP was positive.")
    assert [ck(item) for item in record.cases] == [[], []]
    assert sorted(mention.kind for mention in record.unlinked) == ["antibody", "ck"]


def test_a_heading_below_a_case_is_part_of_it() -> None:
    record = read(TWO + "### Laboratory findings\n\nThe CK was 7,350 U/L.")
    assert [ck(item) for item in record.cases] == [[], [7350]]


def test_a_heading_that_returns_in_every_case_is_part_of_each() -> None:
    course = "## Treatment\n\nCK fell to {} U/L under methotrexate.\n\n"
    record = read(
        "## Case 1\n\nA 9-year-old girl could not climb stairs.\n\n" + course.format(410) +
        "## Case 2\n\nA 12-year-old boy was weak.\n\n" + course.format(980)
    )  # fmt: skip
    assert [ck(item) for item in record.cases] == [[410], [980]]


def test_the_only_patient_keeps_the_whole_article() -> None:
    record = read("## Case\n\nA 9-year-old girl was weak.\n\n## Laboratory findings\n\nThe CK was 7,350 U/L.")
    assert [ck(item) for item in record.cases] == [[7350]]


def test_twins_and_sisters_are_labels_too() -> None:
    record = read("Twin A fell ill at 5 years of age. CK was 2,310 U/L.\n\nTwin B was well. Her CK was 102 U/L.")
    assert [(item.label, ck(item)) for item in record.cases] == [("Twin A", [2310]), ("Twin B", [102])]


def test_a_patient_named_in_passing_does_not_take_over_the_story() -> None:
    record = read(
        "Case 1\n\nA 19-year-old woman had a CK of 42,000 U/L.\n\nCase 2\n\nA 20-year-old woman came at the urging of "
        "the first patient's mother. CK was 23,480 U/L.\n\nHer muscles were softer than in the first patient. "
        "Sertraline was continued."
    )
    assert [ck(item) for item in record.cases] == [[42000], [23480]]
    assert [drugs(item) for item in record.cases] == [set(), {"sertraline"}]


def test_a_relative_who_falls_ill_is_a_patient() -> None:
    record = read(
        "A 14-year-old girl had a CK of 8,200 U/L.\n\nHer 11-year-old brother presented with the same weakness one year "
        "later. His CK was 6,100 U/L."
    )
    assert [(item.sex, item.age_years, ck(item)) for item in record.cases] == [
        ("female", 14, [8200]),
        ("male", 11, [6100]),
    ]


def test_a_relative_with_an_old_disease_is_none() -> None:
    record = read("A 14-year-old girl had a CK of 8,200 U/L. Her 11-year-old brother had asthma and took salbutamol.")
    assert [(item.age_years, drugs(item)) for item in record.cases] == [(14, set())]


def test_a_weight_is_no_age() -> None:
    record = read("A 24-year-old woman was delivered of a female baby of 2.4 kg. Her CK was 97 U/L.")
    assert [(item.age_years, ck(item)) for item in record.cases] == [(24, [97])]


def test_a_patient_may_be_called_by_an_initial() -> None:
    (only,) = read("Mr K, aged 62 years, could not rise. CK was 2,160 U/L.").cases
    assert (only.sex, only.age_years, ck(only)) == ("male", 62, [2160])


def test_a_reference_range_in_the_head_of_a_row_is_no_value() -> None:
    record = read(
        "Patient A, a woman of 71, and Patient B, a man of 58, were seen.\n\nTable 1. First tests\n"
        "| | Patient A | Patient B |\n|---|---|---|\n| CK, U/L (30-170) | 28,640 | 1,105 |\n"
        "| ALT, U/L (<45) | 402 | 52 |\n| ESR, mm/h | 22 | 8 |\n"
    )
    for item, creatine_kinase, alt, esr in zip(record.cases, (28640, 1105), (402, 52), (22, 8), strict=True):
        assert [(value.value, value.unit, value.ref_low, value.ref_high) for value in item.ck] == [
            (creatine_kinase, "U/L", 30, 170)
        ]
        assert [(value.analyte, value.value, value.ref_high) for value in item.labs] == [
            ("ALT", alt, 45),
            ("ESR", esr, None),
        ]


@pytest.mark.parametrize(
    ("title", "row", "phase"),
    [
        ("Laboratory findings at first visit", "CK", "onset"),
        ("Laboratory findings at first visit", "Last CK", "follow_up"),
        ("Findings on admission and at follow-up", "CK", None),
        ("Findings", "CK", None),
    ],
)
def test_the_title_of_a_table_tells_when(title: str, row: str, phase: str | None) -> None:
    record = read(
        f"Patient 1 was a 9-year-old girl. Patient 2 was a 12-year-old boy.\n\nTable 1. {title}\n"
        f"| | Patient 1 | Patient 2 |\n|---|---|---|\n| {row} (U/L) | 7,350 | 4,120 |\n| Weakness | mild | severe |\n"
    )
    assert [value.phase for item in record.cases for value in item.ck] == [phase, phase]


def test_the_elder_and_the_younger_of_two_brothers() -> None:
    record = read(
        "Last winter two brothers were brought to us. The elder had a CK of 4,820 U/L. The younger had a CK of 1,960 U/L. "
        "Paracetamol was given to both brothers."
    )
    assert [(item.sex, ck(item)) for item in record.cases] == [("male", [4820]), ("male", [1960])]


def test_a_younger_brother_who_comes_to_attention_later_is_a_patient() -> None:
    record = read(
        "A 12-year-old girl had a CK of 9,100 U/L.\n\nHer younger brother came to our attention when she was admitted "
        "again. CK was 2,280 U/L. Unlike his sister, the boy was given immunoglobulins alone."
    )
    girl, boy = record.cases
    assert (girl.sex, ck(girl), drugs(girl)) == ("female", [9100], set())
    assert (boy.sex, ck(boy), drugs(boy)) == ("male", [2280], {"immunoglobulin"})


def test_a_patient_who_is_only_compared_with_is_not_told_of() -> None:
    record = read(
        "Case A. A 52-year-old woman had a CK of 2,350 U/L.\n\nCase B. A 47-year-old man had fever. In contrast with case A "
        "there was no weakness, and CK was 164 U/L."
    )
    assert [ck(item) for item in record.cases] == [[2350], [164]]


@pytest.mark.parametrize(
    ("text", "sex", "age"),
    [
        ("Mrs D., 44 years, secretary, had a CK of 4,850 U/L.", "female", 44),
        ("Case: 52F, never-smoker, was short of breath for weeks. CK 4,850 U/L.", "female", 52),
    ],
)
def test_people_as_notes_name_them(text: str, sex: str, age: float) -> None:
    (only,) = read(text).cases
    assert (only.sex, only.age_years, ck(only)) == (sex, age, [4850])


def test_a_relative_with_whom_a_paragraph_opens_is_a_patient() -> None:
    record = read(
        "The girl, aged 12 years, had a CK of 9,100 U/L.\n\nHer younger sister, 7 years old, thought herself healthy. "
        "CK was 2,280 U/L.\n\nShe improved."
    )
    assert [(item.sex, item.age_years, ck(item)) for item in record.cases] == [
        ("female", 12, [9100]),
        ("female", 7, [2280]),
    ]


def test_the_wrapped_end_of_a_row_is_of_the_row() -> None:
    record = read(
        "Two published children had no antibodies (Table 1).\n\nTable 1. Published cases\n\n"
        "Author, year      Sex   Age (years)   CK (U/L)   Treatment\n"
        "Oster, 2013       M     11            14 300     Prednisone,\n"
        "                                                 rituximab 750 mg/m2\n"
        "Beau, 2015        F     8             6 750      IVIG\n\n"
        "CHILD NEUROLOGY                                             319\n\n"
        "Sand, 2018        M     5             9 400      Methotrexate\n"
    )
    assert [(item.label, ck(item), drugs(item)) for item in record.cases] == [
        ("Oster 2013", [14300], {"prednisone", "rituximab"}),
        ("Beau 2015", [6750], {"immunoglobulin"}),
        ("Sand 2018", [9400], {"methotrexate"}),
    ]


def test_two_stages_in_one_cell() -> None:
    record = read(
        "Case 1 was a girl. Case 2 was a boy.\n\nTable 1. Findings\n\tCase 1\tCase 2\nSex / age\tF / 6 y\tM / 3 y 6 mo\n"
        "CK (U/L), first / last\t10,512 / 204\t6,870 / 1,415\nCMAS (0–52), first / last\t26 / 50\t21 / 39\nAnti-SRP\t–\t+\n"
    )
    girl, boy = record.cases
    assert [(value.value, value.unit, value.phase) for value in girl.ck] == [
        (10512, "U/L", "onset"),
        (204, "U/L", "follow_up"),
    ]
    assert [(score.score, score.max, score.phase) for score in boy.cmas] == [(21, 52, "onset"), (39, 52, "follow_up")]
    assert (girl.age_years, boy.age_years) == (6, 3.5)
    assert [item.antibodies[0].result for item in record.cases] == ["negative", "positive"]


COURSE = (
    "Table 1. Course of laboratory values\nDay\t21\t24\t28\nCK (U/l)\t8,960\t6,210\t3,340\nLDH (U/l)\t1,120\t-\t874\n"
)


def test_a_table_of_days_is_the_only_patients() -> None:
    (only,) = read(f"A 66-year-old man was short of breath.\n\n{COURSE}").cases
    assert ck(only) == [8960, 6210, 3340]
    assert [value.time.printed if value.time else None for value in only.ck] == ["Day 21", "Day 24", "Day 28"]
    assert [(value.analyte, value.value, value.unit) for value in only.labs] == [
        ("LDH", 1120, "U/L"),
        ("LDH", 874, "U/L"),
    ]


def test_a_table_of_days_of_one_among_several_is_nobodys() -> None:
    record = read(f"Patient 1 was a 9-year-old girl. Patient 2 was a 12-year-old boy.\n\n{COURSE}")
    assert [ck(item) for item in record.cases] == [[], []]
    assert sum(mention.kind == "ck" for mention in record.unlinked) == 3


def test_a_unit_printed_once_in_a_table_is_that_of_all_its_creatine_kinase() -> None:
    record = read(
        "Case 1 was a girl. Case 2 was a boy.\n\nTable 1. Findings\n\tCase 1\tCase 2\nSex\tF\tM\n"
        "CK on admission (IU/L)\t17 640\t4870\nCK after 12 months\t512\t143\n"
    )
    told = [[(value.value, value.unit, value.phase) for value in item.ck] for item in record.cases]
    assert told == [
        [(17640, "IU/L", "onset"), (512, "IU/L", "follow_up")],
        [(4870, "IU/L", "onset"), (143, "IU/L", "follow_up")],
    ]


def test_what_none_of_them_took_none_of_them_was_given() -> None:
    record = read(
        "Patient 1 was a 9-year-old girl. Patient 2 was a 12-year-old boy. None of the two children had ever taken a statin. "
        "Anti-SRP antibodies were negative in every child."
    )
    assert [[(course.name, course.status) for course in item.drugs] for item in record.cases] == [
        [("statin", "not_given")],
        [("statin", "not_given")],
    ]
    assert [item.antibodies[0].result for item in record.cases] == ["negative", "negative"]


def test_a_disease_called_ms_is_nobody() -> None:
    (only,) = read(
        "A 34-year-old woman had MS of 12 years and a CK of 900 U/L. The lesions of MS, aged 5 years, were old."
    ).cases
    assert (only.sex, only.age_years) == ("female", 34)


_FAMILY = (
    "Necrotising myopathy in a brother and a sister\n\nCase report\n\nA girl of 9 years had a CK of 8,310 U/L. Her mother "
    "had a CK of 92 U/L and took atorvastatin. She was given methotrexate 10 mg weekly. "
)


def test_a_brother_who_is_a_patient_of_the_article() -> None:
    record = read(
        _FAMILY
        + "Her brother became weak at the age of 5 years and 6 months. His CK was 5,470 U/L. He received rituximab "
        "and IVIG in the same dose as later in his sister. Tacrolimus was given to the girl.\n\nBoth children were negative "
        "for anti-Jo-1."
    )
    girl, boy = record.cases
    assert (girl.sex, ck(girl), drugs(girl)) == ("female", [8310], {"methotrexate", "tacrolimus"})
    assert (boy.sex, boy.age_years, ck(boy), drugs(boy)) == ("male", 5.5, [5470], {"rituximab", "immunoglobulin"})
    assert [item.name for case_ in record.cases for item in case_.antibodies] == ["anti-Jo-1", "anti-Jo-1"]


def test_when_her_brother_fell_ill_tells_of_her() -> None:
    record = read(
        _FAMILY + "Her brother had a CK of 640 U/L. She improved. When her brother fell ill, CK was 9,020 U/L."
    )
    assert [ck(item) for item in record.cases] == [[8310, 9020], [640]]


def test_the_brother_and_the_sister_of_a_propositus() -> None:
    record = read(
        "A sister and a brother with myoglobinuria\n\nCase report\n\nThe propositus was a 19-year-old man with a CK of 7,430 "
        "U/L. His sister, aged 24 years, came for counselling. CK was 81 U/L. The brother takes bezafibrate 200 mg daily. "
        "The sister preferred not to take bezafibrate."
    )
    assert [(item.sex, item.age_years, ck(item)) for item in record.cases] == [
        ("male", 19, [7430]),
        ("female", 24, [81]),
    ]
    assert [[course.status for course in item.drugs] for item in record.cases] == [["given"], ["not_given"]]


def test_family_history_is_no_patient() -> None:
    record = read(
        "Necrotising myopathy in a girl\n\nA girl of 9 years had a CK of 8,310 U/L. Her brother had a CK of 410 U/L and took "
        "carbamazepine. The sister was well. In another report of two siblings, rituximab was given."
    )
    (only,) = record.cases
    assert (ck(only), drugs(only)) == ([8310], set())


_TREATED = (
    "Four children\n\nTable 1: Treatment\n\nPt\tSex\tAge (yr)\tPSL (mg/day)\tMTX\tIVIG\tRituximab\n"
    "P1\tM\t6\t20\t15 mg/week s.c.\t+\tNo\nP2*\tF\t2½\t0\t–\t2 g/kg x 4\tyes\nP3†\tF\t11\tND\tMTX 10 mg/wk p.o.\t–\tnever\n"
    "P4\tM\t8\t1 mg/kg/d\tnone\t-\tnot given\n*Seen elsewhere before. †Died.\n"
)


def test_drugs_in_the_heads_of_a_table() -> None:
    record = read(_TREATED)
    assert [item.age_years for item in record.cases] == [6, 2.5, 11, 8]
    assert [drugs(item) for item in record.cases] == [
        {"prednisolone", "methotrexate", "immunoglobulin"},
        {"immunoglobulin", "rituximab"},
        {"methotrexate"},
        {"prednisolone"},
    ]
    first = {course.name: course for course in record.cases[0].drugs}
    (dose,) = first["prednisolone"].doses
    assert (dose.amount, dose.unit, dose.per) == (20, "mg", "day")
    assert (first["methotrexate"].route, record.cases[2].drugs[0].route) == ("subcutaneous", "oral")


def test_all_four_of_a_table_received_it() -> None:
    record = read(_TREATED.replace("Table 1", "All four received tacrolimus by mouth.\n\nTable 1", 1))
    assert all("tacrolimus" in drugs(item) for item in record.cases)
    record = read(_TREATED.replace("Table 1", "All nine received tacrolimus by mouth.\n\nTable 1", 1))
    assert all("tacrolimus" not in drugs(item) for item in record.cases)


def test_the_maximum_of_the_scale_is_told_in_the_methods() -> None:
    told = (
        "The CMAS (range 0-52) was scored by one physician.\n\nCase 1 was a girl of 9 years. On admission CMAS was 14."
    )
    assert [(score.score, score.max) for score in read(told).cases[0].cmas] == [(14, 52)]
    both = told + "\n\nIn other centres the CMAS has a maximum of 51."
    assert [(score.score, score.max) for score in read(both).cases[0].cmas] == [(14, None)]


def test_the_youngest_published_child_is_not_ours() -> None:
    record = read("We searched for children. The youngest published child, a boy of 10 months, had a CK of 9,070 U/L.")
    assert not record.cases


def test_what_an_argument_says_of_drugs_is_of_nobody() -> None:
    record = read(
        "Case report\n\nA 9-year-old girl had a CK of 7,350 U/L.\n\nDiscussion\n\nA 70-year-old man described by Okafor et al. "
        "took colchicine 1 mg/day. Verapamil and diltiazem are also hazardous. Rilonacept 2 mg/kg weekly has been studied."
    )
    assert [drugs(item) for item in record.cases] == [set(), {"colchicine"}]


def test_a_childrens_hospital_is_no_group() -> None:
    (girl,) = read(
        "A healthy girl, born in May 2010, was referred to the children's hospital at the age of 4 years and 6 months. "
        "CK was 8,420 U/L. Two years later the girl is 7 years old."
    ).cases
    assert (girl.sex, girl.age_years, ck(girl)) == ("female", 4.5, [8420])


def test_the_values_of_children_are_of_no_patient() -> None:
    record = read("A 7-year-old girl was weak.\n\nDISCUSSION\n\nThe children's mean CK was 4,100 U/L.")
    assert [ck(item) for item in record.cases] == [[]]


def test_a_patient_of_their_report_is_cited() -> None:
    record = read(
        "A 7-year-old girl was weak. Her CK was 8,420 U/L.\n\nDISCUSSION\n\nNorden and Vik followed nine children. In "
        "their report a 4-year-old boy died; his CK had been 22,300 U/L and he had received cyclophosphamide. Our "
        "patient was given methotrexate. Should she relapse, tocilizumab might be an option."
    )
    assert [(item.origin, item.sex, ck(item), drugs(item)) for item in record.cases] == [
        ("own", "female", [8420], {"methotrexate"}),
        ("cited", "male", [22300], {"cyclophosphamide"}),
    ]


def test_what_a_mother_refused_is_the_patients() -> None:
    (boy,) = read(
        "A 7-year-old boy was weak. He received prednisone. Azathioprine was proposed but refused by the mother."
    ).cases
    assert [(course.name, course.status) for course in boy.drugs] == [
        ("prednisone", "given"),
        ("azathioprine", "not_given"),
    ]


DIARY = (
    "Table 1. Course\n\n{time}\tCK (U/l)\tCMAS\tPrednisolone (mg/d)\n05/2014\t11.350\t9/52\t25\n08/2014\t874\tn.d.\t12,5\n"
    "02/2015\t151\t47/52\t0\n"
)


def test_a_diary_is_the_only_patients() -> None:
    (girl,) = read("A 7-year-old girl was weak.\n\n" + DIARY.format(time="Date")).cases
    assert ck(girl) == [11350, 874, 151]
    assert [score.score for score in girl.cmas] == [9, 47]
    assert [(dose.amount, dose.per) for course in girl.drugs for dose in course.doses] == [(25, "day"), (12.5, "day")]


def test_a_diary_of_one_among_several_is_nobodys() -> None:
    both = "Patient 1 was a 9-year-old girl. Patient 2 was a 12-year-old boy.\n\n"
    assert [ck(item) for item in read(both + DIARY.format(time="Date")).cases] == [[], []]


OWN = "Case report\n\nA 9-year-old girl had a CK of 7,350 U/L. She received methotrexate.\n\nDiscussion\n\n"


def test_a_patient_whose_author_stands_behind_and_whose_age_is_told_next() -> None:
    record = read(
        OWN
        + "The youngest patient that we found in the literature was a boy reported by Ito and Sato. He was 11 months old "
        "when he stopped crawling; CK was 13,700 U/L, and he was given tacrolimus."
    )
    mine, theirs = record.cases
    assert (mine.age_years, ck(mine), drugs(mine)) == (9, [7350], {"methotrexate"})
    assert (theirs.origin, theirs.sex, theirs.age_years, ck(theirs)) == ("cited", "male", 0.92, [13700])
    assert drugs(theirs) == {"tacrolimus"}


def test_a_patient_of_others_is_known_by_the_number_of_the_paper() -> None:
    record = read(
        OWN + "Others have gone further: a 4-year-old girl with a CK of 6,900 U/L was given IVIG alone.<sup>7</sup>"
    )
    mine, theirs = record.cases
    assert (ck(mine), drugs(mine)) == ([7350], {"methotrexate"})
    assert (theirs.label, theirs.age_years, ck(theirs), drugs(theirs)) == ("[7]", 4, [6900], {"immunoglobulin"})


def test_somebody_published_elsewhere_is_not_ours() -> None:
    record = read(OWN + "A girl with anti-SRP myopathy after mumps was published previously from Japan.")
    (mine,) = record.cases
    assert not mine.antibodies


def test_others_who_saw_the_same_are_no_patient() -> None:
    record = read(OWN + "Others have found the same: the girl with a CK of 7,350 U/L is no exception.")
    assert [item.origin for item in record.cases] == ["own"]


def test_what_the_parents_gave_was_given() -> None:
    record = read(
        "A 9-year-old girl was seen with weakness. Infusions were exchanged for SCIG 0.3 g/kg weekly, administered at "
        "home by the parents."
    )
    (only,) = record.cases
    assert [(course.route, [dose.amount for dose in course.doses]) for course in only.drugs] == [
        ("subcutaneous", [0.3])
    ]


def test_a_mother_who_took_a_drug_herself() -> None:
    record = read("A 9-year-old girl was seen with weakness. At home the parents took methotrexate 15 mg weekly.")
    (only,) = record.cases
    assert not only.drugs


def test_the_highest_of_the_cohort_is_one_patients() -> None:
    text = (
        "Results\n\nPatient 4 was a girl of 12 years. CK was 28,300 U/L, the highest of the cohort; ANA was negative."
    )
    (only,) = read(text).cases
    assert (ck(only), [found.result for found in only.antibodies]) == ([28300], ["negative"])
    other = "Results\n\nPatient 4 was a girl of 12 years. In the Danish cohort CK was 28,300 U/L."
    assert not ck(read(other).cases[0])


@pytest.mark.parametrize(
    ("story", "age"),
    [
        ("Patient 3 was a girl in whom weakness began at 12.4 years.", 12.4),
        ("Patient 3 was a girl. Her symptoms had set in at the age of 20 months.", 1.67),
        ("Patient 3 was a girl. At 19 months she could no longer climb on to a chair.", 1.58),
        ("Patient 3 was a girl. At 4 years her parents noticed that she fell often.", 4),
        ("Patient 3 was a girl. At 6 months she climbed stairs more easily and no longer fell.", None),
        ("Patient 3 was a girl. At 18 months, after two relapses, she could no longer walk.", None),
        ("Patient 3 was a girl. In this form weakness began at 7 years on average.", None),
        ("Patient 3 was a girl. Her pain was at 7 months of treatment still severe.", None),
    ],
)
def test_the_age_at_which_weakness_began(story: str, age: float | None) -> None:
    (only,) = read("Results\n\n" + story + " CK was 8,430 U/L.").cases
    assert only.age_years == age


def test_a_brother_who_opens_the_story_under_a_name_of_his_own() -> None:
    record = read(
        "Weakness in a brother and a sister\n\nCase reports\n\nSibling 1. The girl fell ill at the age of 6 years. Her CK "
        "was 8,310 U/L.\n\nSibling 2. Her younger brother was examined at the age of 4 years. CK was 17,200 U/L.\n\n"
        "Table 1. Comparison\n\tSibling 1\tSibling 2\nCK (U/L)\t8,310\t17,200\nCMAS\t31\t12\n"
    )
    assert [(item.label, item.sex, ck(item)) for item in record.cases] == [
        ("Sibling 1", "female", [8310]),
        ("Sibling 2", "male", [17200]),
    ]


@pytest.mark.parametrize(
    ("told", "age"),
    [
        ("An 8-year-old boy with coeliac sprue since the age of 4 complained of calf pain.", 8),
        ("An 8-year-old boy, living in Lisbon since the age of five, was referred for falls.", 8),
        ("An 8-year-old boy with weakness since the age of 4 was referred.", 4),
        ("An 8-year-old boy who since the age of 4 had fallen often was referred.", 4),
    ],
)
def test_the_age_at_which_something_else_began_is_no_onset(told: str, age: float) -> None:
    (boy,) = read(told + " His CK was 7,350 U/L.").cases
    assert boy.age_years == age
