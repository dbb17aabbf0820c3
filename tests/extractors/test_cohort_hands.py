"""Statements about groups in different hands: results of series, abstracts, reviews that cite others, registries."""

import pytest

from tests.extractors.test_cohort import findings

HANDS = [
    (
        "Glucocorticoids were given to all patients, and additional immunosuppressants comprised methotrexate (n=14), mycophenolate mofetil (n=9), and azathioprine (n=3).",
        {"azathioprine count 3", "glucocorticoid percent 100", "methotrexate count 14", "mycophenolate count 9"},
    ),
    ("CMAS improved from a median of 21 at baseline to 44 at 12 months.", {"cmas median 21", "cmas median 44"}),
    (
        "The median CMAS score at diagnosis was 19 (IQR 10-33) and rose to 46 (IQR 41-51) at last follow-up.",
        {"cmas median 19", "cmas median 46"},
    ),
    ("Skin involvement was present in 4 (12%) of 33 children.", {"cutaneous_involvement percent 12 4/33"}),
    ("Anti-Ro52 co-positivity was found in 11 patients (26%).", {"anti-Ro52 percent 26 11/-"}),
    ("The pooled prevalence of anti-HMGCR in IIM was 6.3% (95% CI 4.1-9.2).", {"anti-HMGCR percent 6.3"}),
    (
        "The prevalence of IMNM among children with inflammatory myopathy was 3% in North America but 21% in Japan.",
        {"imnm percent 21", "imnm percent 3"},
    ),
    (
        "We screened sera from 350 patients with myositis and detected anti-SRP in 18 and anti-HMGCR in 21.",
        {"anti-HMGCR count 21/350", "anti-SRP count 18/350", "patients count 350"},
    ),
    ("Twelve (6.2%) of 194 sera were positive for anti-HMGCR.", {"anti-HMGCR percent 6.2 12/194"}),
    (
        "Baseline characteristics: 36 patients, 61% female, median age 49 (range, 19-78) years.",
        {
            "age_at_onset median 49 years",
            "age_at_onset range 19-78 years",
            "patients count 36",
            "sex_female percent 61",
        },
    ),
    (
        "Results. Sixteen children were identified: anti-HMGCR n=9, anti-SRP n=5, seronegative n=2.",
        {"anti-HMGCR count 9/16", "anti-SRP count 5/16", "patients count 16", "seronegative count 2/16"},
    ),
    (
        "At last visit, 55% were still on prednisone and the mean CK had dropped to 640 U/L.",
        {"ck mean 640 U/L", "prednisone percent 55"},
    ),
    (
        "Age at disease onset, median (range): 6.5 (1.2-15.9) years.",
        {"age_at_onset median 6.5 years", "age_at_onset range 1.2-15.9 years"},
    ),
    (
        "Fifteen patients (n = 15; 9 F/6 M) were studied.",
        {"patients count 15", "sex_female count 9/15", "sex_male count 6/15"},
    ),
    ("Girls outnumbered boys (23 vs 9).", {"sex_female count 23/32", "sex_male count 9/32"}),
    (
        "In a retrospective chart review, 28 children with IMNM were compared with 163 with juvenile dermatomyositis.",
        {"patients count 28"},
    ),
    (
        "The literature search retrieved 58 cases of paediatric anti-HMGCR myopathy (37 girls).",
        {"patients count 58", "sex_female count 37/58"},
    ),
    (
        "Methotrexate was the most commonly used agent (68%), followed by mycophenolate (31%) and azathioprine (22%).",
        {"azathioprine percent 22", "methotrexate percent 68", "mycophenolate percent 31"},
    ),
    (
        "Sixteen patients received glucocorticoids and methotrexate.",
        {"glucocorticoid count 16", "methotrexate count 16"},
    ),
    ("All had proximal weakness; five had a rash.", {"cutaneous_involvement count 5"}),
    ("Sex: female 21 (70%), male 9 (30%).", {"sex_female percent 70 21/-", "sex_male percent 30 9/-"}),
    ("Age at diagnosis was 9.6 years on average.", {"age_at_onset mean 9.6 years"}),
    (
        "Patients' ages ranged from 18 to 82 years with a mean of 52.6.",
        {"age_at_onset mean 52.6 years", "age_at_onset range 18-82 years"},
    ),
    (
        "The follow-up period ranged from 1 to 14 years (mean 5.6).",
        {"follow_up mean 5.6 years", "follow_up range 1-14 years"},
    ),
    ("We observed seronegativity in 21% of the patients.", {"seronegative percent 21"}),
    ("Thirteen percent had no detectable autoantibodies.", {"seronegative percent 13"}),
    ("Neither antibody was detected in 7 of the 38 patients.", {"seronegative count 7/38"}),
    (
        "Anti-HMGCR was the most frequent antibody (n = 18), followed by anti-SRP (n = 11).",
        {"anti-HMGCR count 18", "anti-SRP count 11"},
    ),
    (
        "Anti-SRP+ patients (n = 23) were compared with anti-HMGCR+ patients (n = 31).",
        {"anti-HMGCR count 31", "anti-SRP count 23"},
    ),
    ("The Australian experience in 19 patients was similar.", {"patients count 19"}),
    ("Our review of the literature disclosed 37 children.", {"patients count 37"}),
    ("Altogether, 61 patients were eligible for analysis.", {"patients count 61"}),
    (
        "Of 45 children screened, three were found to have anti-SRP and two anti-HMGCR antibodies.",
        {"anti-HMGCR count 2/45", "anti-SRP count 3/45", "patients count 45"},
    ),
    (
        "Results: A total of 31 patients (22 F, 9 M; mean age 48.2 ± 14.9 years) were included. CK averaged 7,350 ± 4,820 U/L.",
        {
            "age_at_onset mean 48.2 ±14.9 -/31 years",
            "ck mean 7350 ±4820 U/L",
            "patients count 31",
            "sex_female count 22/31",
            "sex_male count 9/31",
        },
    ),
    (
        "Anti-SRP: 20 patients (71%); anti-HMGCR: 8 patients (29%).",
        {"anti-HMGCR percent 29 8/-", "anti-SRP percent 71 20/-"},
    ),
    (
        "Corticosteroids were used in all cases, with IVIG in 13 and azathioprine in 7.",
        {"azathioprine count 7", "glucocorticoid percent 100", "immunoglobulin count 13"},
    ),
    ("Plasma exchange was performed in 4 and cyclophosphamide given in 6 patients.", {"cyclophosphamide count 6"}),
    (
        "Follow-up lasted 3.2 years on average (range 0.5-9).",
        {"follow_up mean 3.2 years", "follow_up range 0.5-9 years"},
    ),
    (
        "They were followed up for 4.5 years (median; range 1-11).",
        {"follow_up median 4.5 years", "follow_up range 1-11 years"},
    ),
    ("Patients were between 4 and 15 years of age at onset.", {"age_at_onset range 4-15 years"}),
    (
        "The ages of the patients at onset were 3 to 14 years (median 7).",
        {"age_at_onset median 7 years", "age_at_onset range 3-14 years"},
    ),
    ("Median maximum CK level: 9,000 UI/L [IQR: 5,200-14,800].", {"ck median 9000 UI/L"}),
    ("The CMAS was on average 17 at diagnosis.", {"cmas mean 17"}),
    ("Mean CMAS/52 was 31.", {"cmas mean 31"}),
    ("The mean CMAS at 6 months was 38.6 (SD 9.1).", {"cmas mean 38.6 ±9.1"}),
    ("Muscle weakness was proximal in 96%.", {"proximal_weakness percent 96"}),
    (
        "A rash mimicking dermatomyositis was described in 27% of the children with anti-HMGCR antibodies.",
        {"cutaneous_involvement percent 27"},
    ),
    (
        "An insidious onset over more than 6 months was noted in 36%, mostly in anti-HMGCR patients.",
        {"insidious_onset percent 36"},
    ),
    ("Eight were male and eleven female.", {"sex_female count 11/19", "sex_male count 8/19"}),
    ("Gender (female/male): 18/7.", {"sex_female count 18/25", "sex_male count 7/25"}),
    ("Twenty patients, including 13 women, were analysed.", {"patients count 20", "sex_female count 13/20"}),
    (
        "43 patients (29 females) with a median age of 55 (IQR 40-66) were seen.",
        {"age_at_onset median 55 years", "patients count 43", "sex_female count 29/43"},
    ),
    ("Age at onset: 7.4 ± 4.1 years; disease duration: 12 months.", {"age_at_onset mean 7.4 ±4.1 years"}),
    (
        "At diagnosis, patients were aged 51 years on average (range 22-79).",
        {"age_at_onset mean 51 years", "age_at_onset range 22-79 years"},
    ),
    ("The children were 2 to 13 years old.", {"age_at_onset range 2-13 years"}),
    (
        "Drugs used: prednisone 21/21, methotrexate 18/21, IVIG 15/21, rituximab 6/21.",
        {"immunoglobulin count 15/21", "methotrexate count 18/21", "prednisone count 21/21", "rituximab count 6/21"},
    ),
    ("Rituximab had been tried in four and tacrolimus in three.", {"rituximab count 4", "tacrolimus count 3"}),
    ("IVIG as monotherapy was chosen in 5 of 12 anti-HMGCR positive patients.", {"immunoglobulin count 5/12"}),
    ("Ro52 reactivity was seen in 28%.", {"anti-Ro52 percent 28"}),
    ("SRP antibody-positive patients constituted 44% of the cohort.", {"anti-SRP percent 44"}),
    (
        "Background: Anti-SRP myopathy in children is rare. Methods: We reviewed all cases seen between 1998 and 2018 in six hospitals. Results: Thirteen patients were found (9 girls; median age 10 years, range 3-16). Median CK was 10,450 U/L. All were treated with steroids, 11 with methotrexate, 8 with IVIG and 6 with rituximab.",
        {
            "age_at_onset median 10 years",
            "age_at_onset range 3-16 years",
            "ck median 10450 U/L",
            "glucocorticoid percent 100",
            "immunoglobulin count 8/13",
            "methotrexate count 11/13",
            "patients count 13",
            "rituximab count 6/13",
            "sex_female count 9/13",
        },
    ),
    (
        "Among our 34 patients 20 (59%) carried anti-HMGCR and 9 (26%) anti-SRP; in 5 (15%) no antibody was found.",
        {"anti-HMGCR percent 59 20/34", "anti-SRP percent 26 9/34", "seronegative percent 15 5/34"},
    ),
    ("Women predominated (n = 27, 82%).", {"sex_female percent 82 27/-"}),
    (
        "Azathioprine was the preferred agent in 45%, methotrexate in 35%.",
        {"azathioprine percent 45", "methotrexate percent 35"},
    ),
    (
        "A rash was present in 5 of 9 children in one series [8], in 3 of 8 in another [9] and in none of ours.",
        {"cutaneous_involvement count 3/8", "cutaneous_involvement count 5/9"},
    ),
    ("CK level at diagnosis, U/L, median (IQR): 7,450 (4,100-12,300).", {"ck median 7450 U/L"}),
    (
        "Mean peak CK, 15,200 U/L; mean age, 7.9 years; girls, 64%.",
        {"age_at_onset mean 7.9 years", "ck mean 15200 U/L", "sex_female percent 64"},
    ),
    ("Age (years), mean ± SD: 8.8 ± 4.4.", {"age_at_onset mean 8.8 ±4.4 years"}),
    ("A chronic course resembling limb-girdle dystrophy was seen in 6 of 14 children.", {"chronic_onset count 6/14"}),
]

OF_NO_GROUP = [
    "Side effects of cyclosporine were seen in 40%.",
    "No skin lesions were observed in 88% of the cases.",
    "Median CMAS scores at 0, 6 and 12 months were 18, 37 and 45.",
    "CK ranges from 1,000 to 20,000 U/L in IMNM.",
    "Anti-SRP was positive (45%, normal below 20%).",
    "The mean of three CK values was 5,400 U/L.",
    "Oxygen saturation was 94% on methotrexate.",
    "Two of four anti-SRP tests were positive.",
    "Anti-SRP antibodies were found in 2 of 3 samples of the patient.",
    "After 4 of 6 cycles prednisone was stopped.",
]


@pytest.mark.parametrize(("text", "expected"), HANDS)
def test_what_different_hands_say_of_a_group(text: str, expected: set[str]) -> None:
    assert findings(text) == expected


@pytest.mark.parametrize("text", OF_NO_GROUP)
def test_what_they_say_of_no_group(text: str) -> None:
    assert findings(text) == set()


def test_a_share_is_compared_with_that_of_the_sentence_before() -> None:
    text = "IMNM was found in 11.5% of our children. That proportion exceeds the 4% of one Danish centre [2]."
    assert findings(text) == {"imnm percent 11.5", "imnm percent 4"}
