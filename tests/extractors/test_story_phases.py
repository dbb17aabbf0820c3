"""The phase of a creatine kinase by its place in the story."""

import pytest

from extractors.nlp import extract
from extractors.readers.text import document_of_text

GIRL = "A 9-year-old girl could not climb stairs. "


@pytest.mark.parametrize(
    ("text", "phases"),
    [
        ("Her CK was 7,350 U/L. She received methotrexate.", ["onset"]),
        ("Her CK was 7,350 U/L. She received methotrexate. CK was 410 U/L.", ["onset", "follow_up"]),
        ("She received methotrexate. Her CK was 7,350 U/L.", [None]),
        ("Her CK was 7,350 U/L. ALT was 90 U/L. CK was 6,900 U/L.", ["onset", None]),
        ("She took paracetamol for the pain. Her CK was 7,350 U/L.", ["onset"]),
        ("Her CK was 7,350 U/L. Rituximab was refused. CK was 6,900 U/L.", ["onset", None]),
        ("Her CK peaked at 7,350 U/L. CK was 6,900 U/L.", ["peak", None]),
    ],
)
def test_what_was_told_before(text: str, phases: list[str | None]) -> None:
    (only,) = extract(document_of_text(GIRL + text, source="article.txt")).cases
    assert [value.phase for value in sorted(only.ck, key=lambda value: value.evidence[0].start)] == phases


def test_the_abstract_tells_a_story_of_its_own() -> None:
    text = (
        f"# Abstract\n\n{GIRL}She received rituximab. \n\n# Case report\n\n{GIRL}CK was 7,350 U/L. Rituximab followed."
    )
    (only,) = extract(document_of_text(text, source="article.md")).cases
    assert [value.phase for value in only.ck] == ["onset"]
