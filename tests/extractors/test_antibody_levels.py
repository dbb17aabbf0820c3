"""A level without a bound of its own is judged by the bound that the article tells elsewhere, and by nothing else."""

import pytest

from extractors import nlp
from extractors.readers import document_of_text

BOY = "A 9-year-old boy was seen because he could not climb stairs. Anti-HMGCR was 83 units."


@pytest.mark.parametrize(
    ("told", "result"),
    [
        ("Anti-HMGCR is positive above 20 units.\n\n", "positive"),
        ("The anti-HMGCR test is positive at 200 units.\n\n", "negative"),
        ("In other reports anti-HMGCR was positive at >200 units.\n\n", None),
    ],
)
def test_what_a_test_showed_in_others_is_no_bound(told: str, result: str | None) -> None:
    (case,) = nlp.extract(document_of_text(told + BOY, source="a.txt")).cases
    assert [found.result for found in case.antibodies] == ([result] if result else [])
