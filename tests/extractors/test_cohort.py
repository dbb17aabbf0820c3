"""Statements about groups: each sentence with all that it says, and sentences that say nothing of a group.

A finding is written ``measure statistic numbers``, the numbers as ``value``, ``low-high``, ``±sd``, ``count/n`` and unit.
"""

import pytest

from extractors.nlp import find_mentions
from extractors.readers.text import document_of_text
from schemas.mention import CohortMention
from schemas.values import CohortFinding

FOUND = [
    ("Skin changes were found in 36 of 97 children (37%).", {"cutaneous_involvement percent 37 36/97"}),
    ("Of the 118 patients, 66 (56%) had anti-HMGCR antibodies.", {"anti-HMGCR percent 56 66/118"}),
    ("In that register IMNM accounted for 31 of 1,033 children (3.0%).", {"imnm percent 3 31/1033"}),
    ("Two or more immunosuppressive drugs were given in 79%.", {"multiple_immunotherapies percent 79"}),
    ("In a review of 82 cases, 48 were boys.", {"sex_male count 48/82", "patients count 82"}),
    ("We studied 46 children. Anti-SRP antibodies were found in 12 of them (26%).", {"anti-SRP percent 26 12/46", "patients count 46"}),
    ("Of the cohort, 61% had anti-HMGCR antibodies.", {"anti-HMGCR percent 61"}),
    ("Most patients had anti-HMGCR antibodies (58%).", {"anti-HMGCR percent 58"}),
    ("Anti-NXP2 was positive in 14%.", {"anti-NXP2 percent 14"}),
    ("Anti-TIF1γ antibodies were detected in 22% of the children.", {"anti-TIF1γ percent 22"}),
    ("In that registry, 31% (19/61) of the patients received rituximab.", {"rituximab percent 31 19/61"}),
    ("Methotrexate was given to 28 (82%) of the children.", {"methotrexate percent 82 28/-"}),
    ("Girls were in the majority (64%).", {"sex_female percent 64"}),
    ("The female-to-male ratio was 2.4:1.", {"sex_ratio_female_male ratio 2.4"}),
    ("There was a female predominance (F: 71%; female/male = 2.5:1).", {"sex_female percent 71", "sex_ratio_female_male ratio 2.5"}),
    ("The median age at onset was 7.4 years (range 1.2-15.8).", {"age_at_onset median 7.4 years", "age_at_onset range 1.2-15.8 years"}),
    ("The mean age at diagnosis was 8.3 ± 3.1 years in these children.", {"age_at_onset mean 8.3 ±3.1 years"}),
    ("The average age of onset was 9.1 years (n = 33).", {"age_at_onset mean 9.1 -/33 years"}),
    ("The median CK was 6,900 U/L (IQR 3,100-9,800).", {"ck median 6900 U/L"}),
    ("Mean creatine kinase was 8240 IU/L in the patients of that study.", {"ck mean 8240 IU/L"}),
    ("The median CMAS was 24 in this group of patients.", {"cmas median 24"}),
    ("The median follow-up was 31 months (range 6-90 months).", {"follow_up median 31 months", "follow_up range 6-90 months"}),
    ("The youngest patient was 14 months old.", {"age_at_onset minimum 14 months"}),
    ("A total of 71 paediatric patients were included.", {"patients count 71"}),
    ("The authors identified 88 patients in a registry of biopsies.", {"patients count 88"}),
    ("In one study with 320 juvenile patients, IMNM accounted for 3.4% of the cases.", {"imnm percent 3.4 -/320"}),
    ("Seven children had anti-SRP antibodies, and two had anti-HMGCR.", {"anti-SRP count 7", "anti-HMGCR count 2"}),
    ("Five patients were seronegative.", {"seronegative count 5"}),
    ("The remaining patients were seronegative (15%).", {"seronegative percent 15"}),
    ("Disease was refractory in 40% of the children.", {"refractory percent 40"}),
    ("More than half (21/37) were considered refractory.", {"refractory count 21/37"}),
    ("Proximal weakness (88%) was the first sign in the children.", {"proximal_weakness percent 88"}),
    ("Skin involvement was seen in 33% of the patients.", {"cutaneous_involvement percent 33"}),
    ("Onset was subacute in 12 children (35%), insidious in 22 (65%).", {"subacute_onset percent 35 12/-", "insidious_onset percent 65 22/-"}),
    ("Multiple immunotherapies were required in 70% of the patients.", {"multiple_immunotherapies percent 70"}),
    ("Follow-up data were available in 29 of 41 patients.", {"patients count 29/41"}),
    ("The proportions of anti-HMGCR and anti-SRP were 44.1 and 52.3%, respectively, in these children.", {"anti-HMGCR percent 44.1", "anti-SRP percent 52.3"}),
    ("Anti-SRP-positive IMNM (n = 24) and anti-HMGCR-positive IMNM (n = 31) were compared.", {"anti-SRP count 24", "anti-HMGCR count 31"}),
]  # fmt: skip

NOTHING = [
    "Her CK fell by 60% within a month.",
    "The left ventricular ejection fraction was 35%.",
    "She had anti-HMGCR antibodies.",
    "A 9-year-old girl with a CK of 7,350 U/L was admitted.",
    "His oxygen saturation was 88% and his CMAS 14/52.",
    "Rituximab was given at 375 mg/m2 on days 1 and 15.",
    "About 20% of the fibres were necrotic.",
    "In adults, 35% had anti-SRP antibodies.",
    "Among adult patients the median CK was 5,900 U/L.",
    "The score was 26/52 on the Childhood Myositis Assessment Scale.",
    "Symptoms began 3 months before admission.",
    "The strength of the deltoids was 4/5 on both sides.",
    "Fat replaced 30% of the muscle on imaging.",
    "See Table 2 and references 12-15.",
]


def told(finding: CohortFinding) -> str:
    """The finding as the examples write it."""
    words = [finding.measure, finding.statistic]
    if finding.value is not None and not (finding.statistic == "count" and finding.n):
        words.append(f"{finding.value:g}")
    if finding.low is not None and finding.high is not None:
        words.append(f"{finding.low:g}-{finding.high:g}")
    if finding.sd is not None:
        words.append(f"±{finding.sd:g}")
    count = finding.value if finding.statistic == "count" and finding.n else finding.count
    if count is not None or finding.n is not None:
        words.append(
            f"{'-' if count is None else format(count, 'g')}/{'-' if finding.n is None else format(finding.n, 'g')}"
        )
    return " ".join([*words, *([finding.unit] if finding.unit else [])])


def findings(text: str) -> set[str]:
    mentions = find_mentions(document_of_text(text, source="sentence.txt"))
    return {told(mention.value) for mention in mentions if isinstance(mention, CohortMention)}


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_what_is_said_of_a_group(text: str, expected: set[str]) -> None:
    assert findings(text) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_said_of_a_group(text: str) -> None:
    assert findings(text) == set()


def test_there_are_enough_examples() -> None:
    assert len(FOUND) >= 30
    assert len(NOTHING) >= 10
