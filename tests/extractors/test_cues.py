"""The words that take a value from a patient, or deny it, are kept with the mention."""

import pytest

from extractors.nlp import find_mentions
from extractors.readers.text import document_of_text


@pytest.mark.parametrize(
    ("text", "kind", "level", "cue"),
    [
        ("No anti-SRP antibodies were found in the patient.", "antibody", "patient", "no"),
        ("ANA and RF were negative in the boy.", "antibody", "patient", "negative"),
        ("Only anti-SRP was positive; ANA and RF were not.", "antibody", "patient", "not"),
        ("It is unclear whether the patient had anti-SRP antibodies.", "antibody", "disease", "whether"),
        ("His mother had anti-SRP antibodies.", "antibody", "other", "His mother"),
        ("Two cousins had a CK of 600 U/L.", "ck", "other", "cousins"),
        ("Rituximab is being considered.", "drug", "disease", "is being considered"),
        ("The parents refused rituximab.", "drug", "patient", "refused"),
        ("The girl improved without rituximab or IVIG.", "drug", "patient", "without"),
        ("Early IVIG is recommended in anti-HMGCR myopathy.", "drug", "disease", "is recommended"),
        ("In a study from Japan, anti-HMGCR antibodies were found in 8 of 460.", "antibody", "other", "a study"),
        ("What is the next step? A. rituximab B. methotrexate", "drug", "disease", "?"),
    ],
)
def test_the_cue_is_kept(text: str, kind: str, level: str, cue: str) -> None:
    mentions = find_mentions(document_of_text(text, source="sentence.txt"))
    last = [mention for mention in mentions if mention.kind == kind][-1]
    assert (last.level, last.cue) == (level, cue)
