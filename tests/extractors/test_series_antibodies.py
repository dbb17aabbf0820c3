"""The antibody of a whole series is told once: in its title, in its announcement, or of "both" and "neither"."""

import pytest

from extractors.nlp import extract
from extractors.readers.text import document_of_text

TWO = (
    "Case 1 was a 7-year-old girl with a CK of 6,210 U/L. Case 2 was an 11-year-old boy with a CK of 10,930 U/L. "
    "Both recovered with immunoglobulins. "
)


def told(title: str, behind: str = "") -> list[set[str]]:
    article = document_of_text(f"{title}\n\n{TWO}{behind}\n", source="article.txt")
    return [
        {f"{found.name} {found.result}" for found in case.antibodies}
        for case in extract(article).cases
        if case.origin == "own"
    ]


@pytest.mark.parametrize(
    "title",
    [
        "Two children with anti-HMGCR antibodies and a dystrophic phenotype",
        "Anti-HMGCR myopathy: report of two cases and review of the literature",
        "Anti-HMGCR antibody-positive myopathy in siblings",
    ],
)
def test_a_title_tells_of_all(title: str) -> None:
    assert told(title) == [{"anti-HMGCR positive"}, {"anti-HMGCR positive"}]


@pytest.mark.parametrize(
    ("title", "behind", "expected"),
    [
        ("Anti-HMGCR myopathy in a girl, and her family", "", [set(), set()]),
        ("Two children, one with anti-HMGCR and one with anti-SRP antibodies", "", [set(), set()]),
        (
            "Anti-HMGCR myopathy in two children",
            "In Case 2 anti-HMGCR was negative.",
            [set(), {"anti-HMGCR negative"}],
        ),
        ("Anti-HMGCR myopathy in two children", "Case 2 had anti-SRP antibodies.", [set(), {"anti-SRP positive"}]),
    ],
)
def test_but_not_where_one_is_meant_or_contradicts(title: str, behind: str, expected: list[set[str]]) -> None:
    assert told(title, behind) == expected


def test_both_and_neither() -> None:
    both = {"anti-HMGCR positive", "anti-SRP negative"}
    assert told("Myopathy", "Both carried antibodies to HMGCR, and neither had antibodies to SRP.") == [both, both]


def test_any_of_them() -> None:
    assert told("Myopathy", "Anti-SRP was not detected in any of them.") == [{"anti-SRP negative"}] * 2


def test_what_is_said_elsewhere_goes_before_what_nothing_denies() -> None:
    text = "A 9-year-old girl was weak. Anti-SRP antibodies persist. Anti-SRP was negative in two laboratories.\n"
    (girl,) = extract(document_of_text(text, source="article.txt")).cases
    assert [found.result for found in girl.antibodies] == ["negative"]


def test_antibodies_that_exclude_each_other_and_general_truths() -> None:
    text = (
        "A 9-year-old girl was weak. Anti-HMGCR antibodies were positive. Cardiac disease followed anti-SRP. "
        "Anti-MDA5 antibodies mark a disease of the lung.\n"
    )
    (girl,) = extract(document_of_text(text, source="article.txt")).cases
    assert [found.name for found in girl.antibodies] == ["anti-HMGCR"]
