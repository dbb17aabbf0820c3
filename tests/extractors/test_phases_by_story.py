"""Phases that only the story tells: a relapse taken up by its place, a drug that is blamed; a peak is only what is called so."""

import pytest

from extractors.nlp import extract
from extractors.readers.text import document_of_text


def phases(text: str) -> list[dict[float | None, str | None]]:
    record = extract(document_of_text(text + "\n", source="article.txt"))
    return [{value.value: value.phase for value in case.ck} for case in record.cases]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (
            (
                "CK on admission was 350 U/L. On the second day CK was 2,900 U/L; on day 5 it reached 31,400 U/L. It was 140 "
                "U/L at discharge."
            ),
            {350: "onset", 2900: "follow_up", 31400: "follow_up", 140: "follow_up"},
        ),
        (
            "CK was 5,000 U/L on arrival and climbed to 60,200 U/L on day 3, then fell to 900 U/L.",
            {5000: "onset", 60200: "onset", 900: "follow_up"},
        ),
        ("CK was 5,000 U/L. Methotrexate was given and CK fell to 900 U/L.", {5000: "onset", 900: "follow_up"}),
        (
            "CK was 5,000 U/L. Methotrexate was given, but after four months CK had risen to 7,900 U/L.",
            {5000: "onset", 7900: "follow_up"},
        ),
        (
            (
                "CK was 900 U/L. Zidovudine was stopped and CK fell to 150 U/L. On rechallenge myalgia returned with a CK "
                "of 520 U/L."
            ),
            {900: "onset", 150: "follow_up", 520: "relapse"},
        ),
        ("CK, first measured at 6 1/2 years, was 9,870 U/L.", {9870: "onset"}),
        (
            "CK was 2,260 U/L. The drug was continued, and a control after a week without sport showed 310 U/L.",
            {2260: "onset", 310: "follow_up"},
        ),
        (
            (
                "He was given penicillamine 250 mg daily. Later he was weak. CK was 1,900 IU/L. Penicillamine was withdrawn and "
                "prednisolone was started. CK fell to 100 IU/L."
            ),
            {1900: "onset", 100: "follow_up"},
        ),
    ],
)
def test_the_phase_by_the_story(told: str, expected: dict[float, str]) -> None:
    assert phases(f"A 30-year-old man had weakness. {told}") == [expected]


def test_the_second_of_relapses_is_no_patient() -> None:
    assert phases(
        "A 44-year-old woman had a CK of 12,000 U/L. Prednisolone was given and CK fell to 300 U/L. Two relapses have "
        "occurred since. In the first, ten months later, CK climbed to 4,150 U/L. The second came after she stopped azathioprine, and CK fell "
        "to 180 U/L."
    ) == [{12000: "onset", 300: "follow_up", 4150: "relapse", 180: "follow_up"}]
