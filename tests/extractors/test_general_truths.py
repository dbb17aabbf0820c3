"""General truths inside a patient's story: their drugs are nobody's; and what a story says in the same words."""

import pytest

from extractors.nlp import extract
from extractors.readers.text import document_of_text

STORY = (
    "A 45-year-old woman presented with proximal weakness. CK was 7,300 U/L and anti-HMGCR antibodies were positive. "
    "She was treated with prednisone 1 mg/kg per day. "
)

NOBODYS = [
    "The median methotrexate dose fell from 15 to 10 mg a week.",
    "Rituximab can be effective in refractory disease.",
    "Rituximab might be an alternative.",
    "IVIG monotherapy may be sufficient in anti-HMGCR myopathy.",
    "Early use of rituximab deserves consideration.",
    "Statins such as atorvastatin and rosuvastatin must be avoided in the future.",
    "PCSK9 inhibitors such as evolocumab are an option for lowering cholesterol.",
    "The role of cyclophosphamide remains to be defined.",
    "Methotrexate is contraindicated in pregnancy.",
    "Efgartigimod showed promise in a phase 2 trial.",
    "The literature suggests that rituximab is more effective in anti-SRP disease.",
    "Unlike in our patient, most published cases required IVIG.",
    "Hydroxychloroquine, colchicine and amiodarone also cause vacuolar myopathy.",
    "Glucocorticoid-sparing agents, for example azathioprine, help to limit toxicity.",
    "Fibrates are another cause; gemfibrozil in particular interacts with statins.",
    "The efficacy of IVIG in anti-HMGCR myopathy was first reported in 2015.",
    "She was given a card listing colchicine and simvastatin as drugs to avoid.",
    "Clinicians prescribing pravastatin need to know this.",
    "As a rule, IVIG works within weeks.",
    "Many centres start with prednisone and methotrexate.",
    "Grapefruit juice raises the concentration of simvastatin.",
    "A scheme of methotrexate and IVIG, although often recommended, is not necessary in all patients.",
]

HERS = [
    ("Methotrexate is well tolerated.", {"methotrexate"}),
    ("Treatment with IVIG is continued.", {"immunoglobulin"}),
    ("Rituximab is started, and strength improves.", {"rituximab"}),
    ("Rituximab leads to complete recovery.", {"rituximab"}),
    ("The disease seems to be controlled with methotrexate.", {"methotrexate"}),
    ("There is no relapse under azathioprine.", {"azathioprine"}),
    ("The statin (rosuvastatin) is the likely trigger.", {"rosuvastatin"}),
    ("Further follow-up will show whether rituximab can be stopped.", {"rituximab"}),
    ("Immunoglobulins and methotrexate are the present treatment.", {"immunoglobulin", "methotrexate"}),
    ("Simvastatin appears to have triggered the disease.", {"simvastatin"}),
]


def drugs(sentence: str) -> set[str]:
    record = extract(document_of_text(STORY + sentence, source="story.txt"))
    return {drug.name for case in record.cases for drug in case.drugs} - {"prednisone"}


@pytest.mark.parametrize("sentence", NOBODYS)
def test_the_drug_of_a_general_truth_is_nobodys(sentence: str) -> None:
    assert drugs(sentence) == set()


@pytest.mark.parametrize(("sentence", "expected"), HERS)
def test_what_a_story_says_stays_the_patients(sentence: str, expected: set[str]) -> None:
    assert drugs(sentence) == expected
