"""Antibodies in tables: cells that deny all, rows of a table about antibodies, signs that a legend explains."""

import pytest

from extractors.nlp import extract
from extractors.readers.text import document_of_text


def told(text: str) -> list[dict[str, str]]:
    """The results of each patient by the name of the antibody."""
    cases = extract(document_of_text(text, source="article.txt")).cases
    return [{value.name: value.result for value in case.antibodies} for case in cases]


@pytest.mark.parametrize(
    "head", ["Antibody", "Myositis antibodies", "MSA/MAA", "Serological subtype", "Antibody (serum)", "MSA"]
)
@pytest.mark.parametrize("cell", ["None", "none detected", "Negative", "Seronegative", "No antibody found"])
def test_a_cell_that_denies_every_antibody(head: str, cell: str) -> None:
    text = (
        f"Two children with myositis\n\nTable 1. Features\n\n| Patient | Sex | Age | {head} | CK (U/L) |\n"
        "| --- | --- | --- | --- | --- |\n| 1 | F | 6 | SRP | 5000 |\n| 2 | M | 7 | HMGCR | 4000 |\n"
        f"| 3 | M | 12 | {cell} | 6000 |\n\nMSA, myositis-specific antibody; MAA, myositis-associated antibody."
    )
    srp, hmgcr, nothing = told(text)
    assert (srp, hmgcr) == ({"anti-SRP": "positive"}, {"anti-HMGCR": "positive"})
    assert nothing == {"myositis-specific antibodies": "negative"}


def test_none_under_another_head_is_of_no_antibody() -> None:
    text = (
        "Two children with SRP or HMGCR antibodies\n\nTable 1. Features\n\n| Patient | Sex | Age | Skin | CK (U/L) |\n"
        "| --- | --- | --- | --- | --- |\n| 1 | F | 6 | Rash | 5000 |\n| 2 | M | 7 | None | 4000 |\n"
    )
    assert told(text) == [{}, {}]


SIGNS = (
    "A case of two girls\n\nTable 2. {title}\n\n{corner}\tGirl A\tGirl B\nSRP\t+++ (88)\t-\nKu\t-\t± (7)\nRo52\t(+)\t-\n\n"
    "(+), borderline; +, positive; -, negative; ±, doubtful."
)


@pytest.mark.parametrize(("title", "corner"), [("Results", "Antibody"), ("Autoantibodies of the girls", "Target")])
def test_rows_of_a_table_of_antibodies(title: str, corner: str) -> None:
    one, two = told(SIGNS.format(title=title, corner=corner))
    assert one == {"anti-SRP": "positive", "anti-Ku": "negative", "anti-Ro52": "borderline"}
    assert two == {"anti-SRP": "negative", "anti-Ku": "borderline", "anti-Ro52": "negative"}


def test_a_short_name_alone_is_no_antibody_in_another_table() -> None:
    assert not any("anti-Ku" in results for results in told(SIGNS.format(title="Expression in muscle", corner="Stain")))
