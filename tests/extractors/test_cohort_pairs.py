"""Values that are set beside a mean or median of a group: of the other group, at other times."""

import pytest

from tests.extractors.test_cohort import findings

LED = "We reviewed the records of 34 children with myositis. "
OF_GROUP = {"patients count 34"}

BESIDE = [
    (
        "The median CK was 9,880 U/L and was higher in the anti-SRP than in the anti-HMGCR subgroup (14,210 vs 8,105 U/L, p=0.03).",
        {"ck median 9880 U/L", "ck median 14210 U/L", "ck median 8105 U/L"},
    ),
    (
        "Mean CMAS was 27.6. Patients with anti-NXP2 had lower CMAS (18.4 vs 30.2; p = 0.02).",
        {"cmas mean 27.6", "cmas mean 18.4", "cmas mean 30.2"},
    ),
    (
        "Age at onset did not differ (8.1 ± 3.9 vs 8.9 ± 4.2 years, p = 0.6).",
        {"age_at_onset mean 8.1 ±3.9 years", "age_at_onset mean 8.9 ±4.2 years"},
    ),
    (
        "Median CMAS was 22 at presentation, 38 at 6 months and 47 at 24 months.",
        {"cmas median 22", "cmas median 38", "cmas median 47"},
    ),
    (
        "At month 12, the CMAS in the early group had increased to a median of 45 and in the comparison group to 36.",
        {"cmas median 45", "cmas median 36"},
    ),
    (
        "Mean CMAS at baseline was 21.3 (SD 9.4) and at 12 months 41.0 (SD 7.7).",
        {"cmas mean 21.3 ±9.4", "cmas mean 41 ±7.7"},
    ),
    (
        "Children with anti-SRP were older (median 10.9 years) than those with anti-HMGCR (5.8 years).",
        {"age_at_onset median 10.9 years", "age_at_onset median 5.8 years"},
    ),
    (
        "Median CK levels were 14,210 and 8,105 U/L in anti-SRP and anti-HMGCR patients, respectively.",
        {"ck median 14210 U/L", "ck median 8105 U/L"},
    ),
    ("Mean follow-up was 4.3 +/- 2.2 years.", {"follow_up mean 4.3 ±2.2 years"}),
    ("After a median of 4.1 years of follow-up the disease was quiet.", {"follow_up median 4.1 years"}),
]

OTHERWISE = [
    "Median CMAS was 22 and 13 of them could not walk.",
    "Median CMAS was 22, and after 6 months 12 patients were in remission.",
    "CK was lower with IVIG (12 vs 5 patients).",
    "Patients with a low CMAS had a longer delay (11 vs 4 months).",
    "Median CMAS was 22, with a maximum of 51.",
    "CMAS improved by a median of 14 points.",
    "His CK was higher than that of his sister (14,210 vs 8,105 U/L).",
    "Remission was commoner in children with a low CK (7/10 vs 3/9).",
]


@pytest.mark.parametrize(("text", "expected"), BESIDE)
def test_what_stands_beside_a_mean_is_one(text: str, expected: set[str]) -> None:
    assert findings(LED + text) - OF_GROUP == expected


@pytest.mark.parametrize("text", OTHERWISE)
def test_what_is_of_something_else_is_none(text: str) -> None:
    assert {item for item in findings(LED + text) if " 22" not in item} - OF_GROUP == set()


def test_those_who_fulfilled_criteria_are_a_share() -> None:
    text = "Among 318 children with myositis, 34 (10.7%) fulfilled the 2017 ENMC criteria for IMNM."
    assert findings(text) == {"patients count 318", "imnm percent 10.7 34/318"}
