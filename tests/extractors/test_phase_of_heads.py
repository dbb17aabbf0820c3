"""The phase of a creatine kinase that only the head of its column tells."""

from extractors.nlp import extract
from extractors.readers.text import document_of_text

OPENING = "Two girls were admitted with weakness.\n\nTable 1. Patients\n\n"


def phases(table: str) -> dict[float | None, str | None]:
    record = extract(document_of_text(OPENING + table, source="table.txt"))
    return {ck.value: ck.phase for case in record.cases for ck in case.ck}


def test_heads_say_before_and_last() -> None:
    table = "Patient\tSex\tCK before (U/L)\tCK last (U/L)\n1\tF\t9,400\t310\n2\tF\t7,200\t95\n"
    assert phases(table) == {9400: "onset", 310: "follow_up", 7200: "onset", 95: "follow_up"}


def test_heads_say_current() -> None:
    table = "Patient\tSex\tInitial CPK (U/L)\tCurrent CPK (U/L)\n1\tF\t9,400\t310\n2\tF\t7,200\t95\n"
    assert phases(table) == {9400: "onset", 310: "follow_up", 7200: "onset", 95: "follow_up"}


def test_before_something_else_tells_no_phase_of_its_own() -> None:
    table = "Patient\tSex\tCK before lunch (U/L)\n1\tF\t9,400\n2\tF\t7,200\n"
    assert phases(table) == {9400: None, 7200: None}


def test_a_row_of_heads_that_stand_in_paragraphs() -> None:
    rows = [("Moreau et al, 2017", "Female, 6 years", "CK 9,400 U/L", "Dystrophy", "Alive")]
    rows += [("Berg et al, 2019", "Male, 11 years", "CK 7,200 U/L", "Myositis", "Alive")]
    rows += [("Sato et al, 2021", "Female, 9 years", "CK 12,100 U/L", "Dystrophy", "Alive")]
    heads = ("Report", "Sex, age at onset", "Peak CK", "First diagnosis", "Outcome")
    table = "".join(f"{cell}\n\n" for row in (heads, *rows) for cell in row)
    assert phases(table) == {9400: "peak", 7200: "peak", 12100: "peak"}
