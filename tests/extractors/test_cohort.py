"""Statements about groups: each sentence with all that it says, and sentences that say nothing of a group.

A finding is written ``measure statistic numbers``, the numbers as ``value``, ``low-high``, ``±sd``, ``count/n`` and unit.
"""

import pytest

from extractors.nlp import extract, find_mentions
from extractors.readers.text import document_of_text
from schemas.mention import CohortMention
from schemas.values import CohortFinding

FOUND = [
    (
        "We studied 30 children. Of them 24 were seen again.\n\nAnti-Ku was tested in 26 children and was positive in 5 (19.2%).",
        {"patients count 30", "anti-Ku percent 19.2 5/26"},
    ),
    (
        "Ten of 27 children (37%) with at least 6 months of follow-up were refractory: 7 of 12 with anti-SRP and 3 of 15 with anti-Ku.",
        {"refractory percent 37 10/27", "refractory count 7/12", "refractory count 3/15"},
    ),
    (
        "We studied 30 children. Peak CK ranged from 1,900 to 28,300 U/L (median 8,640).",
        {"patients count 30", "ck range 1900-28300 U/L", "ck median 8640"},
    ),
    ("In the registry only 5 of 130 children (3.8%) have been classified as IMNM.", {"imnm percent 3.8 5/130"}),
    ("There, 14 of 310 patients in a myositis registry (4.5%) had IMNM.", {"imnm percent 4.5 14/310"}),
    ("We studied 60 children.\n\nTacrolimus was used in 9 (15%).", {"patients count 60", "tacrolimus percent 15 9/60"}),
    ("In an adult series of 31 patients tacrolimus was given. Two of our patients had ciclosporin.", {"patients count 31", "ciclosporin count 2"}),
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
    # adults that are counted are a group like any other
    ("In a Danish registry of 126 adults with the same antibody, 58% were women.", {"patients count 126", "sex_female percent 58"}),
    ("Of 52 adults in the first cohort, 31 (59.6%) had anti-HMGCR antibodies.", {"patients count 52", "anti-HMGCR percent 59.6 31/52"}),
    ("In the anti-SRP group of a Finnish adult cohort (n = 58) the median CK was 84 µkat/L and 66% were women.", {"ck median 84 µkat/L", "sex_female percent 66"}),
    # averages of two groups
    ("In that series median CK was 7,420 units/L and 12,900 units/L, respectively, in the two serological groups.", {"ck median 7420 U/L", "ck median 12900 U/L"}),
    ("In the children of a Thai study anti-HMGCR disease began at a median of 6 years and anti-SRP disease at 12 years.", {"age_at_onset median 6 years", "age_at_onset median 12 years"}),
    # shares
    ("Black girls were overrepresented, and female patients made up 73% of that cohort.", {"sex_female percent 73"}),
    ("Of the 21 children in that cohort, 13 (62%) had pulses of methylprednisolone.", {"methylprednisolone percent 62 13/21"}),
    ("Mycophenolate was given to five, ciclosporin to three and cyclophosphamide to one.", {"mycophenolate count 5", "ciclosporin count 3", "cyclophosphamide count 1"}),
    # sizes
    ("In a recent compilation of 26 children, 20 were anti-HMGCR positive and six were anti-SRP positive.", {"patients count 26", "anti-HMGCR count 20/26", "anti-SRP count 6/26"}),
    ("The largest series, of 38 children with anti-SRP myopathy, had a mean age at onset of 9.9 years.", {"patients count 38", "age_at_onset mean 9.9 years"}),
    ("Thirty-four children were included.", {"patients count 34"}),
    ("Of 1,204 children with juvenile myositis, 48 (4.0%) had IMNM.", {"patients count 1204", "imnm percent 4 48/1204"}),
    ("We included 27 papers with 112 patients.", {"patients count 112"}),
    ("Follow-up of one year was available in 44 children.", {"patients count 44"}),
    # shares
    ("Steroids were used in 51 (87.9%), methotrexate in 40 (69.0%) and immunoglobulin (IVIG) in 36 (62.1%).", {"glucocorticoid percent 87.9 51/-", "methotrexate percent 69 40/-", "immunoglobulin percent 62.1 36/-"}),
    ("Rituximab was prescribed to 22 patients (39%), tacrolimus to 8 and cyclophosphamide to 6.", {"rituximab percent 39 22/-", "tacrolimus count 8", "cyclophosphamide count 6"}),
    ("In 24 of 60 (40.0%) the onset was insidious.", {"insidious_onset percent 40 24/60"}),
    ("Onset was chronic (over 12 months) in 41%, insidious in 25% and subacute in 34%.", {"chronic_onset percent 41", "insidious_onset percent 25", "subacute_onset percent 34"}),
    ("Three of 72 children (4.2%) in the southern register are known to have anti-HMGCR antibodies.", {"anti-HMGCR percent 4.2 3/72", "patients count 72"}),
    ("Twenty-one of the 30 were girls (70%).", {"sex_female percent 70 21/30"}),
    ("In one study, 6% of 98 children with an unexplained dystrophy had anti-HMGCR antibodies.", {"anti-HMGCR percent 6 -/98", "patients count 98"}),
    ("Nineteen children (86%) received two or more immunotherapies.", {"multiple_immunotherapies percent 86 19/-"}),
    # counts
    ("Five received mycophenolate, 3 cyclophosphamide and 2 tacrolimus.", {"mycophenolate count 5", "cyclophosphamide count 3", "tacrolimus count 2"}),
    ("Eight had anti-SRP antibodies; in one no antibody was found.", {"anti-SRP count 8", "seronegative count 1"}),
    ("Five children, four of them girls, were seen.", {"sex_female count 4/5"}),
    ("Four children (two boys, two girls) were seen.", {"sex_female count 2/4", "sex_male count 2/4"}),
    ("The ratio of girls to boys was 2.7 to 1.", {"sex_ratio_female_male ratio 2.7"}),
    # centres
    ("The mean age at onset was 9.7 years (SD 3.4; range 1.8 to 16.9).", {"age_at_onset mean 9.7 ±3.4 years", "age_at_onset range 1.8-16.9 years"}),
    ("In the pooled analysis, peak creatine kinase (CK) averaged 12 650 IU/L.", {"ck mean 12650 IU/L"}),
    ("A mean CK of 5,870 IU/L was reported among 41 patients.", {"ck mean 5870 IU/L", "patients count 41"}),
    # groups side by side
    ("The median CK was 11,700 U/L in anti-SRP and 6,300 U/L in anti-HMGCR patients.", {"ck median 11700 U/L", "ck median 6300 U/L"}),
    ("CK was higher in IMNM than in JDM (median 8 950 vs 710 IU/L, p < 0.001).", {"ck median 710 IU/L", "ck median 8950 IU/L"}),
    ("CK was higher in anti-SRP (mean 11,200 U/L) than in anti-HMGCR disease (mean 6,900 U/L).", {"ck mean 11200 U/L", "ck mean 6900 U/L"}),
    ("The median CK was 7,300 U/L (IQR 4,000-11,000); it was higher in anti-SRP (11,900 U/L) than in anti-HMGCR disease (6,100 U/L).", {"ck median 11900 U/L", "ck median 6100 U/L", "ck median 7300 U/L"}),
    ("Patients with anti-SRP were older at onset (mean 11.2 ± 3.3 years) than those with anti-HMGCR (mean 7.1 ± 4.0 years).", {"age_at_onset mean 11.2 ±3.3 years", "age_at_onset mean 7.1 ±4 years"}),
    ("The median CMAS at diagnosis was 28 in the anti-HMGCR group and 17 in the anti-SRP group.", {"cmas median 17", "cmas median 28"}),
    ("CK was higher with anti-SRP than with anti-HMGCR (medians 13,100 and 7,900 U/L, respectively).", {"ck median 13100 U/L", "ck median 7900 U/L"}),
    ("The mean CMAS rose from 18.2 to 41.5 in the 26 children.", {"cmas mean 18.2", "cmas mean 41.5"}),
    ("Girls were more frequent in the anti-SRP group (30/38, 78.9%) than in the anti-HMGCR group (35/60, 58.3%).", {"sex_female percent 58.3 35/60", "sex_female percent 78.9 30/38"}),
    ("A refractory course was commoner with anti-SRP than with anti-HMGCR antibodies (10/18 vs. 6/30).", {"refractory count 10/18", "refractory count 6/30"}),
    ("Skin involvement was noted in 8/41 (20%), as compared with 27/27 in JDM.", {"cutaneous_involvement count 27/27", "cutaneous_involvement percent 20 8/41"}),
    # named before, or in brackets
    ("At the end of follow-up (median 3.1 years) 19 of the 52 children had recovered.", {"follow_up median 3.1 years"}),
    ("CK was available in 80 children. The pooled mean was 9,870 U/L and single values ranged from 980 to 41,000 U/L.", {"ck mean 9870 U/L", "ck range 980-41000 U/L"}),
    ("The median age at onset was 8 years (IQR 4-11; range 0.9-16).", {"age_at_onset median 8 years", "age_at_onset range 0.9-16 years"}),
    ("The median CK of that cohort was 5 900 IU/L in 88 patients.", {"ck median 5900 -/88 IU/L", "patients count 88"}),
    ("At a median follow-up of 29 months no child had died.", {"follow_up median 29 months"}),
    ("Lee and Okafor followed 16 children over a median of 4.8 years.", {"follow_up median 4.8 years", "patients count 16"}),
    ("The 32 JDM patients had a median age at onset of 7.1 years. Their CK at diagnosis was 590 IU/L (180-2 100) and their CMAS 33 (24-41).", {"age_at_onset median 7.1 years", "ck median 590 IU/L", "cmas median 33"}),
    # shares, counts and sizes in further words
    ("Anti-Ro52 was present in 9 patients of 40 tested (23%), and ANA ≥ 1:160 in 7.", {"ANA count 7", "anti-Ro52 percent 23 9/40"}),
    ("One hundred and four patients (92.0%) received glucocorticoids, 77 (68.1%) methotrexate and 30 (26.5%) rituximab.", {"glucocorticoid percent 92 104/-", "methotrexate percent 68.1 77/-", "rituximab percent 26.5 30/-"}),
    ("Skin findings of any kind were seen in 29 of 101 (28.7%).", {"cutaneous_involvement percent 28.7 29/101"}),
    ("IVIG, 2 g/kg every four weeks, had been used in 31 of 44 children (70%).", {"immunoglobulin percent 70 31/44"}),
    ("The proportion of seronegative patients, 14%, was low.", {"seronegative percent 14"}),
    ("Rituximab was required in four patients.", {"rituximab count 4"}),
    ("Of 41 patients, 14 had anti-SRP, 22 anti-HMGCR and 5 were seronegative.", {"anti-HMGCR count 22/41", "anti-SRP count 14/41", "patients count 41", "seronegative count 5/41"}),
    ("Girls were affected 2.4 times as often as boys.", {"sex_ratio_female_male ratio 2.4"}),
    ("The girl-to-boy ratio was 2.2:1.", {"sex_ratio_female_male ratio 2.2"}),
    ("The sex ratio (girls to boys) in an analysis of 66 children was 2.8 : 1.", {"patients count 66", "sex_ratio_female_male ratio 2.8"}),
    ("Eighty per cent of the children were called refractory.", {"refractory percent 80"}),
    ("We found five children with IMNM among 104 children with juvenile myositis (4.8%).", {"imnm percent 4.8 5/104", "patients count 104"}),
    ("Six children (four boys) aged 3 to 9 years were included.", {"patients count 6", "age_at_onset range 3-9 years", "sex_male count 4/6"}),
    ("Of 30 patients who received corticosteroids, 21 had methylprednisolone pulses and 28 oral prednisone.", {"methylprednisolone count 21/30", "patients count 30", "prednisone count 28/30"}),
    ("The narrative review counted 90 patients, 48 with anti-HMGCR and 42 with anti-SRP.", {"anti-HMGCR count 48/90", "anti-SRP count 42/90", "patients count 90"}),
    ("In the Baltic register 11 of 302 children were tested, 7 had antibodies to HMGCR and four to SRP.", {"anti-HMGCR count 7", "anti-SRP count 4"}),
]  # fmt: skip

NOTHING = [
    "CK was 5,100 U/L at the start and 4,800 U/L in March, and CMAS was 18/52 and 19/52, respectively.",
    "Progression was told at an interval of 5 years and relapse at 11 years.",
    "The boy made up 60% of the lost ground within a year.",
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
    "The three patients had received at least two immunosuppressants.",
    "All but one patient received glucocorticoids.",
    "Antinuclear antibodies were positive at 1/640.",
    "Arthritis was more frequent with anti-SRP antibodies (6/13 vs 2/17).",
    "The normal range of CK is between 30 and 200 U/L.",
    "Gold was withdrawn after a total of 760 mg.",
    "The youngest, a boy, received a first infusion 22 months after onset.",
    "He received rituximab, and 2 methylprednisolone pulses.",
    "Patient 3 went from methotrexate to tacrolimus, and Patient 1 was given rituximab.",
    "Both had pulses, and patients 2 and 4 had rituximab.",
    "A girl and a boy of the family were well.",
    "It affects children whose mean age at onset is 8 to 10 years.",
    "The first child with anti-HMGCR antibodies was described in 2013, the first with anti-SRP antibodies in 1996.",
    "Two of the four refractory patients were girls with anti-SRP.",
    "The relatives, three siblings of patients with anti-HMGCR, were well.",
    "We report three siblings of patients with myositis.",
    "CK fluctuated between 2,900 and 6,100 U/L for two years.",
    "CK usually lies between 5,000 and 15,000 U/L in this disease.",
    "A CMAS below 48 is taken as abnormal in most trials.",
    "Her median nerve conduction was 52 m/s and her CK 900 U/L.",
    "Rituximab 375 mg/m2 was given in two doses.",
    "Methotrexate was started in 2014.",
    "IVIG was given for five months and then to effect.",
    "By refractory the registry means a CMAS of less than 35.",
    "Cardiac involvement was more common in the seronegative group (43% vs 11%).",
    "One child in three had skin lesions.",
    "Rituximab was given to 20 mg/kg.",
    "The mean delay from onset to diagnosis was 17 months.",
    "He had chronic pain in 2 fingers.",
    "His CK fell from 8,000 to 900 U/L and his CMAS rose from 12 to 40.",
    "Her CK was 640 U/L (30-170) and her CMAS 31 (0-52).",
    "The titre of anti-SRP was 3, anti-HMGCR 12.",
    "The methotrexate dose was 15 mg and the prednisone dose was a mean of 20 mg.",
    "The drug had been given for a mean of 9 months.",
    "The patient received 3 rituximab infusions and 2 IVIG courses.",
    "An anti-HMGCR level of 20 and 5 anti-SRP controls were used.",
    "A panel of 16 antigens was negative in five.",
    "In 2 of 4 limbs the strength was 4/5.",
    "Among the patients' CK 10 anti-Jo-1 and 3 anti-SRP bands were seen on 20 strips.",
    "The median strength improved from 3 to 5.",
    "Two of 40 samples of healthy donors gave a weak band.",
    "Glucocorticoids were withdrawn in 3 patients.",
    "The girl had a total of 7 monthly infusions.",
    "A series of four reported a mean ejection fraction at onset of 52%.",
    "In children the level of CK is generally comprised between 2,500 and 18,000 U/L.",
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


HEADS = ("Feature", "All (n = 30)", "Anti-SRP (n = 12)", "P")
ROWS = (
    ("Female, n (%)", "21 (70)", "9 (75)", "0.6"),
    ("Age at onset, years", "8.1 (5.0-11.2)", "9.9 (7.1-13.0)", "0.2"),
    ("CK (U/L), mean (SD)", "7,900 (3,100)", "9,050 (3,600)", "0.1"),
    ("Rituximab, %", "40", "58", "0.3"),
    ("Male/female", "9/21", "3/9", "0.6"),
    ("Skin involvement, n (%)", "4", "5", "0.9"),
)


def _table(*rows: tuple[str, ...]) -> set[str]:
    return findings(
        "Results\n\nThe groups differed.\n\nTable 1. The groups.\n\n" + "\n".join("\t".join(row) for row in rows)
    )


def test_a_table_whose_columns_are_groups() -> None:
    assert _table(HEADS, *ROWS) == {
        "sex_female percent 70 21/30",
        "sex_female percent 75 9/12",
        "age_at_onset median 8.1 years",
        "age_at_onset median 9.9 years",
        "ck mean 7900 ±3100 U/L",
        "ck mean 9050 ±3600 U/L",
        "rituximab percent 40",
        "rituximab percent 58",
        "sex_female count 21/30",
        "sex_female count 9/12",
    }


SPREAD = (
    ("Feature", "Anti-SRP (n = 12)", "Anti-HMGCR (n = 18)"),
    ("Age at onset, years", "9.9 (7.1-13.0)", "6.2 (1.4-12.8)"),
    ("CK at onset, IU/L", "11,300 (4,100-29,600)", "8,250 (2,300-19,900)"),
)


def _noted(note: str) -> set[str]:
    body = "\n".join("\t".join(row) for row in SPREAD)
    return findings(f"Results\n\nThe groups differed.\n\nTable 1. The groups.\n\n{body}\n\n{note}\n\nThe end.")


def test_a_note_tells_how_all_numbers_of_a_table_are_told() -> None:
    medians = {"age_at_onset median 9.9 years", "age_at_onset median 6.2 years"} | {
        "ck median 11300 IU/L",
        "ck median 8250 IU/L",
    }
    ranges = {"age_at_onset range 7.1-13 years", "age_at_onset range 1.4-12.8 years"} | {
        "ck range 4100-29600 IU/L",
        "ck range 2300-19900 IU/L",
    }
    assert _noted("Data are median (range) unless stated otherwise. CK, creatine kinase.") == medians | ranges
    assert _noted("Values are means (min-max).") == {told.replace("median", "mean") for told in medians} | ranges
    assert _noted("Data are median (IQR). CK, creatine kinase.") == medians
    assert _noted("CK, creatine kinase; the normal range is given in the text.") == medians


def test_sizes_of_groups_in_a_row_of_their_own() -> None:
    heads, sizes = ("Feature", "All", "Anti-SRP", "P"), ("Number of patients", "30", "12", "")
    assert _table(heads, sizes, *ROWS) == _table(HEADS, *ROWS) | {"patients count 30", "patients count 12"}


def test_a_table_whose_rows_are_published_series() -> None:
    heads = ("First author", "Country", "N", "Female (%)", "Anti-SRP (n)", "Mean CK (IU/L)")
    rows = (("Okoye", "Ghana", "14", "71.4", "8", "7,310"), ("Meier", "Austria", "9", "66.7", "2", "9,840"))
    assert _table(heads, *rows) == {
        "patients count 14",
        "sex_female percent 71.4",
        "anti-SRP count 8/14",
        "ck mean 7310 IU/L",
        "patients count 9",
        "sex_female percent 66.7",
        "anti-SRP count 2/9",
        "ck mean 9840 IU/L",
    }


SERIES = (
    ("Author, year", "Country", "No of patients", "Antibody", "Median CK (U/L)", "Rituximab", "Refractory"),
    ("Okoye 2018", "Ghana", "13", "Anti-HMGCR 6, anti-SRP 5, seronegative 2", "8,950", "5 (38%)", "4 (31%)"),
    ("Meier 2020", "Austria", "8", "Anti-HMGCR 8", "6,120", "1 (13%)", "0"),
    ("Sato 2022", "Japan", "21", "Anti-HMGCR 10, anti-SRP 11", "9,730", "9 (43%)", "8 (38%)"),
)
IN_SERIES = {
    "patients count 13",
    "anti-HMGCR count 6/13",
    "anti-SRP count 5/13",
    "seronegative count 2/13",
    "ck median 8950 U/L",
    "rituximab percent 38 5/13",
    "refractory percent 31 4/13",
    "patients count 8",
    "anti-HMGCR count 8/8",
    "ck median 6120 U/L",
    "rituximab percent 13 1/8",
    "refractory count 0/8",
    "patients count 21",
    "anti-HMGCR count 10/21",
    "anti-SRP count 11/21",
    "ck median 9730 U/L",
    "rituximab percent 43 9/21",
    "refractory percent 38 8/21",
}


def test_antibodies_in_one_cell_and_none() -> None:
    assert _table(*SERIES) == IN_SERIES


def test_series_whose_cells_stand_one_below_the_other() -> None:
    cells = "\n\n".join(cell for row in SERIES for cell in row)
    after = "No trial has been carried out in children, and what follows rests on case series and on habit."
    text = f"Results\n\nThe series differed.\n\nTable 1. The series.\n\n{cells}\n\nTREATMENT\n\n{after}"
    assert findings(text) == IN_SERIES


def test_the_size_of_a_cohort_in_the_title() -> None:
    body = "\n\nAbstract\n\nObjective: To describe the disease."
    assert findings("Juvenile necrotizing myopathy: outcome of 54 patients" + body) == {"patients count 54"}
    assert findings("Juvenile necrotizing myopathy: a cohort study of 14 children" + body) == {"patients count 14"}
    assert findings("Juvenile necrotizing myopathy: report of four patients" + body) == set()
    assert findings("Juvenile necrotizing myopathy: 14 children of one hospital" + body) == set()


def test_a_bare_percentage_is_not_told_beside_its_count() -> None:
    text = "Methotrexate was given to 72.3%.\n\nMethotrexate was given to 81 (72.3%)."
    (found,) = extract(document_of_text(text, source="a.txt")).cohort
    assert told(found) == "methotrexate percent 72.3 81/-"


def test_counts_without_a_verb_have_the_percentages_behind_them() -> None:
    text = "Forty patients were included. Twelve were positive for anti-SRP (30%), 20 for anti-Ku (50%) and 8 for neither (20%)."
    found = {told(finding) for finding in extract(document_of_text(text, source="a.txt")).cohort}
    assert found == {
        "patients count 40",
        "anti-SRP percent 30 12/40",
        "anti-Ku percent 50 20/40",
        "seronegative percent 20 8/40",
    }


def test_drugs_of_some_patients_of_a_row() -> None:
    rows = (
        ("Author, year", "Sex, age", "Treatment"),
        ("Doe et al, 2011", "Female, 7 years", "Rituximab"),
        ("Roe et al, 2015 (5 cases)", "3 female, 2 male", "Steroids, rituximab in 3/5"),
        ("Poe et al, 2018", "Male, 9 years", "Tacrolimus 2/day"),
    )
    assert {item for item in _table(*rows) if "count" in item} == {
        "patients count 5",
        "sex_female count 3/5",
        "rituximab count 3/5",
    }


def test_a_table_of_drugs_tells_of_no_group() -> None:
    rows = (("Methotrexate", "15 mg/m2", "4"), ("Rituximab", "375 mg/m2", "12"))
    assert _table(("Drug", "Dose", "N"), *rows) == set()


def test_there_are_enough_examples() -> None:
    assert len(FOUND) >= 30
    assert len(NOTHING) >= 10
