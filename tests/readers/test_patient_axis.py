"""Whether columns, rows or neither are persons."""

import pytest

from tests.readers.reading import table_of


@pytest.mark.parametrize(
    "rows",
    [
        "Case\t1\t2\t3\nCK\t9\t8\t7\nLDH\t1\t2\t3",
        "Patient no.\tI\tII\nCK\t9\t8\nLDH\t1\t2",
        "\tPatient 1\tPatient 2\nCK\t9\t8\nLDH\t1\t2",
        "\tP1\tP2\tReference range\nCK\t9\t8\t1-2\nLDH\t1\t2\t3-4",
        "Feature\tOur patient\tCase 2 (Doe et al, 2011)\nCK\t9\t8\nLDH\t1\t2",
        "Feature\tElder sister\tYounger brother\nGender\tF\tМ\nCK\t9\t8",
        "Test\tGirl A\tGirl B\tReference\nCK\t9\t8\t1-2\nLDH\t1\t2\t3-4",
        "Gender\tF\tM\nCK\t9\t8\nLDH\t1\t2",
        "Feature\tAda\tBen\nAge at onset (months)\t9\t8.5\nLDH\t1\t2",
    ],
)
def test_columns_are_persons(rows: str) -> None:
    assert table_of(rows + "\n")[1].patients == "columns"


@pytest.mark.parametrize(
    "rows",
    [
        "Patient\tSex\tCK\n1\tF\t9\n2\tM\t8",
        "Author, year\tAge/sex\tCK\nDoe et al, 2011\t4/F\t9\nRoe, 2012\t12 y, male\t8",
        "Case\tAge (years)\tCK\nA\t4\t9\nB\t5.5\t8",
        "Name\tGender\tCK\nAda\tfemale\t9\nBen\tmale\t8",
        "\tCK\tLDH\nPatient 1\t9\t8\nPatient 2\t7\t6",
    ],
)
def test_rows_are_persons(rows: str) -> None:
    assert table_of(rows + "\n")[1].patients == "rows"


@pytest.mark.parametrize(
    "rows",
    [
        "Feature\tGroup A (n = 12)\tGroup B (n = 9)\nSex, female\t8\t4\nCK\t900\t800",
        "Feature\tGroup A\tGroup B\nAge, years\t9\t8\nCK\t900\t800",
        "Feature\tAll patients\tControls\nAge, mean\t9\t8\nCK\t1\t2",
        "Feature\tDermatomyositis\tPolymyositis\nSkin\trash\tclear\nCK\thigh\thigh",
        "Study\tSex, F/M\tMedian age\nDoe 2011\t8/4\t9\nRoe 2012\t3/3\t8",
        "Test\tDay 1\tDay 9\nCK\t9000\t900\nLDH\t700\t200",
    ],
)
def test_nobody_stands_in_the_table(rows: str) -> None:
    assert table_of(rows + "\n")[1].patients is None


def test_a_column_of_facts_is_no_head_of_its_rows() -> None:
    _, table = table_of("Sex\tCK\tCourse\nF\t900\tgood\nM\t800\tbad\n")
    assert table.patients == "rows"
    assert not any(cell.head for cell in table.cells if cell.row > 0)
