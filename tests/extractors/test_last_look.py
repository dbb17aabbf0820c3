"""The one patient whom no sentence presents: only a pronoun or the title tells; and articles in which nobody is meant."""

import pytest

from extractors.nlp import extract
from extractors.readers.text import document_of_text

REPORTS = [
    (
        (
            "Anti-HMGCR myopathy in a 5-year-old boy: twelve years of follow-up\n\nLong-term outcome is largely unknown. The disease started with "
            "frequent falls. Creatine kinase was 9,870 U/L. At 8 years, while he was on methotrexate alone, rituximab was given."
        ),
        ("male", 5, [9870], ["methotrexate", "rituximab"]),
    ),
    (
        (
            "Rituximab for anti-SRP myopathy in a 7-year-old girl\n\nThis myopathy is rare in children. Presenting features were falls and "
            "dysphagia. CK was 12,300 U/L. Rituximab 375 mg/m2 was given four times."
        ),
        ("female", 7, [12300], ["rituximab"]),
    ),
    (
        (
            "Fatal anti-SRP myopathy: a case report\n\nThe heart may be affected. Weakness had developed within 4 weeks. CK was 8,230 U/L. Despite "
            "IVIG, she died on day 20."
        ),
        ("female", None, [8230], ["immunoglobulin"]),
    ),
    (
        (
            "A treatable dystrophy\n\nLimb-girdle dystrophy had been diagnosed at the age of 4 years, on the basis of a CK of 8,800 U/L. Ten years "
            "later IVIG was given and his strength improved."
        ),
        ("male", 4, [8800], ["immunoglobulin"]),
    ),
    (
        (
            "Anti-HMGCR myopathy in a Danish girl\n\nA cohort of undiagnosed dystrophies was tested anew. Symptoms dated back to early years: at 5 "
            "years she could not hop, and at 7 a CK of 9,800 U/L was found. When she was 14, IVIG was given."
        ),
        ("female", 5, [9800], ["immunoglobulin"]),
    ),
    (
        (
            "KLM, female, first seen in 2009, had been well until her seventh birthday, when weakness was noted. CPK was 1,040 U/L. She was given "
            "prednisone 2 mg/kg/day for 3 consecutive days."
        ),
        ("female", 7, [1040], ["prednisone"]),
    ),
    (
        (
            "OBSERVATION. The young T.O., without antecedents, was hospitalised in the capital at 8 years for a fever. CPK was 7,420 IU/l. He "
            "received prednisone 2 mg/kg/day."
        ),
        ("male", 8, [7420], ["prednisone"]),
    ),
    (
        (
            "After months of topical tacrolimus 0.03%, a ballet student was seen in our clinic. At that visit (age 15) CK was 880 U/L, although she "
            "admitted no weakness."
        ),
        ("female", 15, [880], ["tacrolimus"]),
    ),
]


@pytest.mark.parametrize(("text", "told"), REPORTS, ids=[text[:40] for text, _ in REPORTS])
def test_finds_who_is_told_of_by_pronoun_or_title_alone(
    text: str, told: tuple[str, float | None, list[float], list[str]]
) -> None:
    (only,) = extract(document_of_text(text, source="article.txt")).cases
    assert (only.origin, only.sex, only.age_years) == ("own", *told[:2])
    assert [value.value for value in only.ck] == told[2]
    assert sorted(course.name for course in only.drugs) == told[3]


NOBODY = [
    "Statins and the muscle\n\nThe doctor measures CK if she suspects myopathy. A CK of 5,000 U/L was found to be rare. She stops the statin.",
    "The history of dermatomyositis\n\nErnst Wagner described the disease in 1863. He was a pathologist. Prednisone was introduced in 1950.",
    "Muscle MRI\n\nMRI was performed in 22 patients. CK was 6,700 U/L. She was blinded to the diagnosis. IVIG was given.",
    "CK in athletes\n\nCK was measured before and after a marathon in 44 runners. In one runner CK was 8,000 U/L; he was well.",
    "Effect of IVIG in a mouse model\n\nAntibodies were injected. CK was 3,000 U/L. He was treated with IVIG.",
    "How I treat a child with myositis\n\nI start with prednisolone 2 mg/kg. When CK was above 10,000 U/L, IVIG was added.",
    "A patient view\n\nA mother said that her daughter was given prednisolone 30 mg. She found it bitter. CK was 500 U/L.",
    "Transition of care\n\nA nurse met each patient before the move. She recorded CK, which was 300 U/L, and prednisolone 5 mg.",
    "Letter: comment on dosing\n\nWe read the report with interest. His patient was given rituximab 375 mg/m2. CK fell to 300 U/L.",
    "Access to care\n\nIn 2019, rituximab was donated. CK was measured by one laboratory. He who can pay was treated.",
]


@pytest.mark.parametrize("text", NOBODY, ids=[text[:30] for text in NOBODY])
def test_finds_nobody_where_no_patient_is_meant(text: str) -> None:
    assert not extract(document_of_text(text, source="article.txt")).cases


def test_a_newborn_told_of_in_the_passive_is_not_the_mother() -> None:
    mother, child = extract(
        document_of_text(
            "A primigravida aged 29 became weak. CK was 9,860 U/L. She received prednisone 60 mg daily. A male infant weighing 2,640 g was "
            "delivered at 36 weeks. He was vigorous and his CK was 1,015 U/L on day 2 of life. Post partum the mother flared (CK 6,300 U/L).",
            source="article.txt",
        )
    ).cases
    assert (mother.sex, [value.value for value in mother.ck]) == ("female", [9860, 6300])
    assert (child.sex, [value.value for value in child.ck]) == ("male", [1015])


AGES = [
    ("Shortly after her ninth birthday her gait changed.", 9),
    ("She presented at 5 1/2 years with falls.", 5.5),
    ("She was aged 10 at onset.", 10),
    ("She had turned thirteen two weeks before weakness set in.", 13),
    ("A high CK was detected by chance at 3.5 years.", 3.5),
    ("Her first symptom, at 27 months, was a waddling gait.", 2.25),
    ("Age at onset: 6 years.", 6),
    ("At presentation she was 13.", 13),
    ("She was brought to us at 8 years 3 months because of falls.", 8.25),
    ("Motor milestones were normal until 4 years, when she began to fall.", 4),
    ("Early development was normal; at 4 she started to tire on walks.", 4),
    ("Her parents noticed a waddling gait when she was two and a half.", 2.5),
    ("By the time she was 12 she could not climb stairs.", 12),
    ("She had lost the ability to rise at seven.", 7),
    ("She kept up with her twin brother until 3 years 8 months of age, when she began to fall.", 3.67),
    ("There were no problems until 12.", 12),
    ("She had celebrated her tenth birthday when weakness began.", 10),
    ("When ten, she was the slowest in her class.", 10),
    ("She had been diagnosed with dystrophy at 4.", 4),
    ("She was 10 1/2 when seen.", 10.5),
    ("At last contact, 16 years old, she sang in a choir.", None),
    ("She underwent tonsillectomy at 4 years.", None),
    ("She walked at 20 months.", None),
    ("At 6 months CK was normal.", None),
    ("At 2 years of follow-up she was well.", None),
    ("Her brother was 12 when he was tested.", None),
    ("Her CMAS had reached 34 at two years.", None),
    ("Menarche was at 12 years.", None),
    ("She was admitted at 8 in the evening.", None),
    ("She was admitted at 38 weeks of pregnancy.", None),
]


@pytest.mark.parametrize(("sentence", "age"), AGES, ids=[sentence[:40] for sentence, _ in AGES])
def test_tells_the_age_at_onset(sentence: str, age: float | None) -> None:
    (girl,) = extract(
        document_of_text(
            f"We report a girl with necrotizing myopathy. {sentence} CK was 9,870 U/L. Prednisolone was given.",
            source="article.txt",
        )
    ).cases
    assert girl.age_years == age


def test_behind_a_treatment_a_point_of_time_is_no_age() -> None:
    (girl,) = extract(
        document_of_text(
            "We report a girl with necrotizing myopathy. Prednisolone was given. She was seen at 2 years because of cramps.",
            source="article.txt",
        )
    ).cases
    assert girl.age_years is None
