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
        ("She received methotrexate. In spite of it her CK stayed around 7,350 U/L.", ["follow_up"]),
        ("She received methotrexate. Then her CK increased again to 7,350 U/L.", ["follow_up"]),
        ("Her CK peaked at 7,350 U/L. CK was 6,900 U/L.", ["peak", None]),
        ("She had been treated elsewhere with prednisone. Her CK was 7,350 U/L.", ["onset"]),
        ("She took prednisone for two years before. Then methotrexate was added. Her CK was 7,350 U/L.", [None]),
        ("Her dermatologist gave mometasone cream. Her CK was 7,350 U/L.", ["onset"]),
        ("Her CK was 7,350 U/L. She was referred to us. CK was 8,110 U/L.", ["onset", "onset"]),
        ("Her CK was 7,350 U/L. The CK later rose to 8,110 U/L.", ["onset", None]),
        ("Her CK was 7,350 U/L. She rested. CK was 320 U/L.", ["onset", "follow_up"]),
        ("CK was 800 U/L on tacrolimus.", ["follow_up"]),
        ("CK was 800 U/L, and she was put on tacrolimus.", ["onset"]),
        ("Despite prednisone CK was 7,350 U/L.", ["follow_up"]),
        (
            "Her CK was 9,350 U/L. She received IVIG. Efgartigimod lowered CK from 5,870 to 2,960 U/L.",
            ["onset", "follow_up", "follow_up"],
        ),
        ("Her CK was 9,350 U/L. She received IVIG. CK fell from 9,350 to 2,960 U/L.", ["onset", "follow_up"]),
        ("She presented after the second cycle of pembrolizumab; CK was 2,940 U/L.", ["onset"]),
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


STORY = (
    "# Case report\n\n## First year\n\nA 9-year-old girl was weak. Her CK was 7,350 U/L. She received prednisone.\n\n"
)


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("A year later she relapsed. CK was 4,110 U/L.", "relapse"),
        ("She relapsed a year later. Methotrexate was added. CK was 4,110 U/L.", "follow_up"),
        ("She relapsed a year later. Methotrexate was added, but CK had risen to 4,110 U/L.", "relapse"),
        ("Eight months later weakness returned and CK was 4,110 U/L.", "relapse"),
        ("Eight months later weakness returned; after rituximab CK was 4,110 U/L.", "follow_up"),
        ("A relapse came in May. At the last visit CK was 4,110 U/L.", "follow_up"),
        ("She has had no further relapse. CK was 4,110 U/L.", "follow_up"),
        ("Within ten weeks CK had climbed to 4,110 U/L. We regarded this as a flare.", "relapse"),
        ("Within ten weeks CK had climbed to 4,110 U/L. We regarded this as a drug effect.", "follow_up"),
        ("Within ten weeks she fell again and CK had climbed to 4,110 U/L; this was regarded as a flare.", "relapse"),
        ("When the dose was halved, CK rose to 4,110 U/L and weakness returned.", "relapse"),
        ("\n\n2.3. Second Relapse. A year later, B cells were back and CK rose to 4,110 U/L.", "relapse"),
        ("\n\nThird relapse. She stopped all drugs and presented with a CK of 4,110 U/L.", "relapse"),
        ("\n\nLast Relapse. Rituximab was given, and CK fell to 4,110 U/L.", "follow_up"),
        ("CK then fell to 4,110 U/L. A relapse was feared.", "follow_up"),
        ("\n\n## First relapse (2014)\n\nIn May she grew weaker, and CK was 4,110 U/L.", "relapse"),
        ("\n\n## Second relapse\n\nOn methotrexate she got weaker. CK had increased to 4,110 U/L.", "relapse"),
        ("\n\n## Second relapse\n\nRituximab was given. In May CK was 4,110 U/L.", "follow_up"),
        ("\n\n## No relapse\n\nIn May CK was 4,110 U/L.", "follow_up"),
        ("\n\n## Relapse and recovery\n\nIn May CK had fallen to 4,110 U/L.", "follow_up"),
    ],
)
def test_a_relapse_told_beside_the_value(text: str, phase: str) -> None:
    (only,) = extract(document_of_text(STORY + text, source="article.md")).cases
    assert [value.phase for value in only.ck if value.value == 4110] == [phase]


def test_what_rose_at_a_relapse_had_been_of_the_follow_up() -> None:
    told = f"{GIRL}She received prednisone. A relapse occurred. CK increased from 310 U/L to 4,110 U/L."
    (only,) = extract(document_of_text(told, source="article.txt")).cases
    assert [(value.value, value.phase) for value in only.ck] == [(310, "follow_up"), (4110, "relapse")]
