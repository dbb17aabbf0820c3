"""A literature table that was printed one cell a line."""

from extractors.readers.case_cells import begin, go_on
from extractors.readers.text import document_of_text
from tests.readers.reading import block_with, cell_at, read, rows_of, squeezed, table_of

HEAD = "Authors  and\n\nyear\n\nCase  (sex,\n\nage)\n\nFindings  Outcome\n\n"
PAGES = (
    "The cases are listed here.\n Table 4  Published children with weak legs.\n\n"
    + HEAD
    + "Doe  et  al,  1999  Female,  7  years,\n\nCaucasian\n\nFalls  and\n\npain\n\nCK  9100  IU/L\n\nGood\n\n"
    "van der Roe et al,\n\n2003  (2  cases)\n\nMale,  5  y\n\nRash\n\nCK  12\n\n300  IU/L  ---  Poor\n\n"
    "Female, 6  Stiff  hands,\n\nfever\n 3\n Table  4  (Continued)\n\n" + HEAD + "CK  800  IU/L  Good\n\n"
    "Poe-Coe  et  al,  2010  (7\n\ncases)\n\n3  female,  4  male\n\n2.5−9.1  years\n\nCK  500−700\n\n"
    "Boe et al, 2012  (2 cases)  6  patients  ---  ---\n\n"
    "CK, creatine kinase; IU, international units.\n In  sum,  weak  legs  are  seen\nin  many  children.\n"
)


def test_rows_begin_with_a_citation_or_a_case() -> None:
    document, table = table_of(PAGES)
    assert rows_of(document, table) == [
        ["Authors and year", "Case (sex, age)", "Findings Outcome"],
        ["Doe et al, 1999", "Female, 7 years, Caucasian", "Falls and pain CK 9100 IU/L Good"],
        ["van der Roe et al, 2003 (2 cases)", "Male, 5 y", "Rash CK 12 300 IU/L --- Poor"],
        ["Female, 6", "Stiff hands, fever", "CK 800 IU/L Good"],
        ["Poe-Coe et al, 2010 (7 cases)", "3 female, 4 male 2.5−9.1 years", "CK 500−700"],
        ["Boe et al, 2012 (2 cases)", "6 patients", "--- ---"],
    ]
    assert table.patients == "rows"
    assert cell_at(table, 2, 0).row_span == 2
    assert cell_at(table, 4, 0).row_span == 1


def test_a_row_broken_by_the_page_goes_on_in_one_more_cell() -> None:
    _, table = table_of(PAGES)
    assert [cell.column for cell in table.cells if cell.row == 3] == [1, 2, 3]


def test_no_cell_covers_what_belongs_to_the_page() -> None:
    document, table = table_of(PAGES)
    body = " ".join(squeezed(document.quote(cell)) for cell in table.cells if cell.row)
    assert not any(words in body for words in ("Continued", "Authors", "Outcome", "fever 3"))


def test_one_table_for_all_of_its_pages() -> None:
    document, table = table_of(PAGES)
    assert [(block.kind, block.table) for block in document.blocks] == [
        ("paragraph", None),
        ("caption", 0),
        ("table", 0),
        ("furniture", None),
        ("caption", 0),
        ("table", 0),
        ("footnote", 0),
        ("paragraph", None),
    ]
    assert table.label == "Table 4"
    assert [document.quote(note)[:4] for note in table.footnotes] == ["CK, "]
    assert block_with(document, "In sum").end == len(PAGES) - 1


def test_lines_without_gaps() -> None:
    rows = "Doe et al, 1999\nFemale, 7 years\nCK 900\nRoe et al, 2001\nMale, 8 years\nCK 800\n"
    text = f"Table 1. Reports.\n{rows}\nSo it is.\n"
    document, table = table_of(text)
    assert rows_of(document, table)[1] == ["Roe et al, 2001", "Male, 8 years", "CK 800"]
    assert document.quote(document.blocks[-1]) == "So it is."


def test_the_present_case_is_a_row_of_its_own() -> None:
    rows = "Doe et al, 1999\nFemale, 7 years\nCK 900\nRoe et al, 2001 Male, 8 years\nCK 800\n"
    document, table = table_of(f"Table 1. Reports.\n{rows}Present case Female, 9 years\nCK 7350\n\nSo it is.\n")
    assert rows_of(document, table)[2] == ["Present case", "Female, 9 years", "CK 7350"]
    document, table = table_of(f"Table 1. Reports.\n{rows}Our case series was small\n\nSo it is.\n")
    assert rows_of(document, table)[1] == ["Roe et al, 2001", "Male, 8 years", "CK 800 Our case series was small"]


def test_a_caption_above_prose_makes_no_table() -> None:
    text = "Doe et al, 1999, told of a girl.\n\nThe girl was seven years old and weak.\n\nShe is well.\n"
    assert read(f"Table 1. Reports.\n\n{text}").tables == ()


def case_in(words: str, *, cited: bool = False) -> str | None:
    begun = begin(words, cited=cited)
    return words[begun.case_start : begun.case_end] if begun else None


def test_how_cases_are_printed() -> None:
    assert case_in("Female, 14  years  4  months  of") == "Female, 14  years"
    assert case_in("Male, 11 y, Asian  Weakness") == "Male, 11 y, Asian"
    assert case_in("F/12 CK 900") == "F/12"
    assert case_in("12/F CK 900") == "12/F"
    assert case_in("8-year-old girl") == "8-year-old girl"
    assert case_in("Girl aged 3 months") == "Girl aged 3 months"
    assert case_in("Female patients were weak") is None
    assert case_in("Fever, 3 weeks") is None
    assert case_in("4 female, 2 male", cited=True) == "4 female, 2 male"
    assert case_in("4 female, 2 male") is None
    assert case_in("10.7−16 years ---", cited=True) == "10.7−16 years"


def test_a_case_may_break_after_its_sex_or_its_age() -> None:
    begun = begin("Female,", cited=True)
    assert begun is not None
    more = go_on("12 years,", begun)
    assert more is not None
    assert (more.case_end, more.open) == (9, "origin")
    origin = go_on("African American", more)
    assert origin is not None
    assert origin.case_end == len("African American")
    assert go_on("Weakness of both legs since the spring of that year", more) is None


def test_the_head_of_a_column_may_be_called_reference() -> None:
    cells = ["Reference", "Sex, age", "CK", "Doe and Roe, 2016", "Male, 4 years", "11 200 U/L", "Poe et al, 2017"]
    cells += ["Female, 5 years", "6480 U/L"]
    text = "\n\n".join(["We found two.", "Table 1 Published children", *cells])
    document = document_of_text(text, source="a.txt")
    (table,) = document.tables
    assert table.patients == "rows"
    assert "11 200 U/L" in {document.quote(cell) for cell in table.cells}


def test_heads_end_where_the_page_does() -> None:
    text = "Table 1. Tests.\n| a | b |\nTable 1. Tests.\nFemale, 7 years,\nFemale, 7 years,\n"
    document = document_of_text(text, source="a.txt")
    (table,) = document.tables
    assert [document.quote(cell) for cell in table.cells if cell.head] == ["| a | b |"]
