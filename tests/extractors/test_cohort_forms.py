"""Forms in which statistics of groups are told: sizes, wholes, parts, lists, spreads, ratios; written as in test_cohort."""

import pytest

from tests.extractors.test_cohort import findings

SIZES = [
    ("Sera of 214 children with myositis were kept.", {"patients count 214"}),
    ("We reviewed the charts of 58 consecutive children.", {"patients count 58"}),
    ("The register holds data on 530 children with myositis.", {"patients count 530"}),
    ("Charts of all children with myositis seen in ten years (n = 74) were read.", {"patients count 74"}),
    ("Okada et al. treated 11 children with four infusions.", {"patients count 11"}),
    ("Nine children from seven papers were included. Six were girls.", {"patients count 9", "sex_female count 6/9"}),
    ("After duplicates were removed, 26 patients from 17 articles remained.", {"patients count 26"}),
    ("In ten years fourteen children met the criteria of the disease.", {"patients count 14"}),
    (
        "To our knowledge, only seven children with onset before the age of three years have been published.",
        {"patients count 7"},
    ),
    ("Of 1 214 patients with JIIM, 32 (2.6%) had IMNM.", {"patients count 1214", "imnm percent 2.6 32/1214"}),
    ("Between 2010 and 2019 120 children were enrolled.", {"patients count 120"}),
    ("There were 31 patients with myositis.", {"patients count 31"}),
    ("In the 310-patient register 12 children (3.9%) had IMNM.", {"patients count 310", "imnm percent 3.9 12/310"}),
    ("They were 12.5% of the 64 children with myositis admitted in these years.", {"patients count 64"}),
    (
        "In the series of Okada et al. (3), with 24 children, 15 were girls.",
        {"patients count 24", "sex_female count 15/24"},
    ),
    ("Seventeen girls and eight boys were included.", {"sex_female count 17/25", "sex_male count 8/25"}),
    ("We describe three children, two girls and one boy.", {"sex_female count 2/3", "sex_male count 1/3"}),
    ("Among 90 patients with myositis, 12 were boys.", {"patients count 90", "sex_male count 12/90"}),
    ("In that series 9 of 44 children had anti-Ku antibodies.", {"anti-Ku count 9/44", "patients count 44"}),
    ("Hansen reported on 16 children, 9 of whom had anti-Ku antibodies.", {"patients count 16", "anti-Ku count 9/16"}),
]

OF_THIRTY = [
    # of whom: parts that an antibody or a drug names
    (
        "Rituximab was used in 64% of anti-Ku positive and 21% of anti-SRP positive patients.",
        {"rituximab percent 64", "rituximab percent 21"},
    ),
    (
        "IVIG was given to 7/9 anti-Ku patients and 12/21 anti-SRP patients.",
        {"immunoglobulin count 7/9", "immunoglobulin count 12/21"},
    ),
    (
        "Skin lesions were seen in 2/9 patients with anti-Ku and in 11/21 with anti-SRP.",
        {"cutaneous_involvement count 2/9", "cutaneous_involvement count 11/21"},
    ),
    (
        "56% of the anti-Ku patients and 29% of the anti-SRP patients were refractory.",
        {"refractory percent 56", "refractory percent 29"},
    ),
    (
        "Four of nine children with anti-Ku and two of 21 with anti-SRP had a rash.",
        {"cutaneous_involvement count 4/9", "cutaneous_involvement count 2/21"},
    ),
    (
        "The disease was refractory in 12 of 24 anti-Ku patients (50%) and in one of six seronegative patients.",
        {"refractory percent 50 12/24", "refractory count 1/6"},
    ),
    ("A rash was seen in the children with anti-SRP antibodies (11/21).", {"cutaneous_involvement count 11/21"}),
    (
        "IMNM was found in 3% of the children of one register and in 17% of those of another.",
        {"imnm percent 3", "imnm percent 17"},
    ),
    # counts
    ("Onset was insidious in 12 and subacute in 18.", {"insidious_onset count 12/30", "subacute_onset count 18/30"}),
    ("In eleven the onset was subacute.", {"subacute_onset count 11/30"}),
    ("In six children anti-Ro52 was found.", {"anti-Ro52 count 6/30"}),
    (
        "A rash was noted in four, and anti-Ro52 coexisted in nine.",
        {"cutaneous_involvement count 4/30", "anti-Ro52 count 9/30"},
    ),
    ("Proximal weakness was the presenting symptom in 24.", {"proximal_weakness count 24/30"}),
    (
        "Ten were treated with pulses of methylprednisolone, 25 with oral prednisolone.",
        {"methylprednisolone count 10/30", "prednisolone count 25/30"},
    ),
    ("Four were started on rituximab.", {"rituximab count 4/30"}),
    (
        "Second drugs were methotrexate (18 patients), azathioprine (5) and tacrolimus (3).",
        {"methotrexate count 18/30", "azathioprine count 5/30", "tacrolimus count 3/30"},
    ),
    (
        "Anti-Ku and anti-SRP antibodies were found in 12 and 15 patients, respectively.",
        {"anti-Ku count 12/30", "anti-SRP count 15/30"},
    ),
    (
        "Fourteen patients were younger, eight with anti-Ku and six with anti-SRP.",
        {"anti-Ku count 8/14", "anti-SRP count 6/14"},
    ),
    (
        "Three of the four children were started on intravenous pulses of methylprednisolone.",
        {"methylprednisolone count 3/4"},
    ),
    ("Patients under 18 with anti-SRP antibodies were searched for.", set()),
    # means, medians, ranges
    (
        "Age at onset was 7.2 ± 3.1 years in the first group and 4.4 ± 2.0 years in the second.",
        {"age_at_onset mean 7.2 ±3.1 years", "age_at_onset mean 4.4 ±2 years"},
    ),
    (
        "CK did not differ (9,571 ± 4,086 vs. 14,387 ± 6,438 U/L).",
        {"ck mean 9571 ±4086 U/L", "ck mean 14387 ±6438 U/L"},
    ),
    (
        "The median age at onset was 6.4 (1.2-14.8) years.",
        {"age_at_onset median 6.4 years", "age_at_onset range 1.2-14.8 years"},
    ),
    ("The median age at onset was 6.4 (IQR 1.2-14.8) years.", {"age_at_onset median 6.4 years"}),
    (
        "Median CMAS was 21 (range 6-38), as against 35 in the other group.",
        {"cmas median 21", "cmas range 6-38", "cmas median 35"},
    ),
    ("Median CK of the 6 was 8,700 U/L.", {"ck median 8700 U/L"}),
    ("CK at last visit was a median of 210 U/L.", {"ck median 210 U/L"}),
    ("CK values at presentation ranged from 12 to 310 µkat/L.", {"ck range 12-310 µkat/L"}),
    ("CMAS scores at diagnosis ranged from 3 to 41.", {"cmas range 3-41"}),
    (
        "CMAS scores were lower in the first than in the second group (median 12 vs 28).",
        {"cmas median 12", "cmas median 28"},
    ),
    # the sexes
    (
        "There were 20 females and 10 males, the ratio being 2:1.",
        {"sex_female count 20/30", "sex_male count 10/30", "sex_ratio_female_male ratio 2"},
    ),
    ("The male-to-female ratio was 1:2.5.", {"sex_ratio_female_male ratio 2.5"}),
    ("There were twice as many girls as boys.", {"sex_ratio_female_male ratio 2"}),
]

TESTED = [
    (
        "Anti-SRP antibodies were looked for in 92 patients, and three (3.3%) were positive.",
        {"patients count 92", "anti-SRP percent 3.3 3/92"},
    ),
    (
        "Anti-HMGCR was sought in 120 children with myositis, of whom four were positive.",
        {"patients count 120", "anti-HMGCR count 4/120"},
    ),
    ("In one register anti-SRP accounted for 1.6% of juvenile myositis.", {"anti-SRP percent 1.6"}),
]

NOTHING = [
    "The blot of day 19 was positive for anti-SRP.",
    "CK, measured every month, was between 3,100 and 4,800 U/L.",
    "CK values between 8,000 and 20,000 U/L are found in dystrophies too.",
    "Pain was frequent in those with anti-SRP antibodies (5/9).",
    "Infections occurred in 6 of 15 patients treated with rituximab.",
    "Cardiac disease was found in 4/11 anti-SRP patients and in 1/19 anti-HMGCR patients.",
    "There were siblings, one with anti-SRP and one with anti-HMGCR antibodies.",
    "CK values went from 14,000 to 7,200 U/L after the pulses.",
]


@pytest.mark.parametrize(("text", "expected"), [*SIZES, *TESTED])
def test_sizes_of_groups_and_those_who_were_tested(text: str, expected: set[str]) -> None:
    assert findings(text) == expected


@pytest.mark.parametrize(("text", "expected"), OF_THIRTY)
def test_what_is_said_of_thirty_children(text: str, expected: set[str]) -> None:
    assert findings(f"We studied 30 children. {text}") == expected | {"patients count 30"}


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_statistic(text: str) -> None:
    assert findings(text) == set()


def test_a_bare_count_is_of_the_patients_of_the_article() -> None:
    text = "Anti-Ku myopathy in six children\n\nWe describe six children.\n\nTreatment\n\nTwo patients received tacrolimus."
    assert "tacrolimus count 2/6" in findings(text)


def test_a_bare_count_is_of_those_just_taken_up() -> None:
    assert findings("All seven patients received prednisone. Three patients received tacrolimus.") == {
        "tacrolimus count 3/7"
    }


def test_ranges_without_a_word_are_quartiles_where_the_article_speaks_of_them() -> None:
    text = "Data are median (IQR).\n\nWe studied 30 children. The median age at onset was 6.4 (1.2-14.8) years."
    assert findings(text) == {"patients count 30", "age_at_onset median 6.4 years"}


SERIES = [
    (
        "The youngest child was 2.5 and the oldest 16 years old at onset.",
        {"age_at_onset minimum 2.5 years", "age_at_onset maximum 16 years"},
    ),
    ("Age at onset spanned 3 to 16 years in these 22 children.", {"age_at_onset range 3-16 years"}),
    ("The ages of the 19 patients ranged from 18 months to 15 years.", {"age_at_onset range 1.5-15 years"}),
    (
        "In a series of 31 children, median CK was 8,900 U/L (extremes 2,400-21,000).",
        {"patients count 31", "ck median 8900 U/L", "ck range 2400-21000 U/L"},
    ),
    ("Anti-SRP autoantibodies were found in 6 (2.9%) of 204 children.", {"anti-SRP percent 2.9 6/204"}),
    ("Four patients (3.1%) had JIMNM.", {"imnm percent 3.1 4/-"}),
    ("In Europe, of 412 JDM patients, 20 (4.9%) had anti-SRP or anti-HMGCR.", {"patients count 412"}),
    ("In the largest series of children with anti-Ku (n=27), dysphagia was found in 30%.", {"patients count 27"}),
    ("The literature review would now count 47 pediatric cases.", {"patients count 47"}),
    ("With our patient the number of published children rises to 33.", {"patients count 33"}),
    ("Girls outnumbered boys by 2.5 to 1.", {"sex_ratio_female_male ratio 2.5"}),
    ("Rituximab was eventually needed by 14 of the 35 children.", {"rituximab count 14/35"}),
    ("Anti-Ro52 was simultaneously positive in 7 patients (20.6%).", {"anti-Ro52 percent 20.6 7/-"}),
    (
        "Okafor et al. tested 63 children with myopathy and identified 4 anti-HMGCR positive subjects.",
        {"patients count 63", "anti-HMGCR count 4"},
    ),
    (
        "Of the 88 children for whom treatment was described, 70 received methotrexate.",
        {"patients count 88", "methotrexate count 70/88"},
    ),
    (
        "The median CK was 9,000 U/L at baseline and 310 U/L at twelve months.",
        {"ck median 9000 U/L", "ck median 310 U/L"},
    ),
    ("In that register IMNM represented 5.0% (15 patients).", {"imnm percent 5 15/-"}),
]

OF_ONE = [
    "A boy of 9 had anti-PL-7 antibodies.",
    "A 6-year-old girl was admitted. She had proximal weakness (power 3/5 at hips, 4/5 at shoulders).",
    "A 9-year-old boy was admitted. His CMAS increased from 19 before tofacitinib to 33.",
    "A 9-year-old boy was admitted. CK settled between 400 and 600 U/L under tacrolimus.",
    "CK typically ranges from 3,000 to 15,000 U/L in affected children.",
    "Acta Myositica No. 3/2021 Refractory disease in a child.",
]


@pytest.mark.parametrize(("text", "expected"), SERIES)
def test_how_authors_tell_of_a_series(text: str, expected: set[str]) -> None:
    assert findings(text) == expected


@pytest.mark.parametrize("text", OF_ONE)
def test_what_is_of_one_patient_or_of_the_disease(text: str) -> None:
    assert findings(text) == set()
