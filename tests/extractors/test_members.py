"""What is said of all, of nobody, of the others and of some: the members of a report that it reaches."""

from extractors.nlp import extract
from extractors.readers.text import document_of_text
from schemas.record import ArticleRecord

FOUR = (
    "Patient {0} was a 9-year-old girl. Her CK was 7,350 U/L.\n\nPatient {1} was a 12-year-old boy. His CK was 4,120 U/L."
    "\n\nPatient {2} was a 7-year-old girl. Her CK was 5,680 U/L.\n\nPatient {3} was a 4-year-old boy. His CK was 940 U/L.\n\n"
)
HERE = FOUR.format(1, 2, 3, 4)


def read(text: str) -> ArticleRecord:
    return extract(document_of_text(text, source="article.txt"))


def drugs(record: ArticleRecord) -> list[list[tuple[str, str]]]:
    return [[(course.name, course.status) for course in case.drugs] for case in record.cases]


def antibodies(record: ArticleRecord) -> list[list[tuple[str, str]]]:
    return [[(found.name, found.result) for found in case.antibodies] for case in record.cases]


def test_the_other_three_are_those_not_named() -> None:
    record = read(HERE + "Patient 2 was positive for anti-Ku, whereas anti-Ku was negative in the other three.")
    assert antibodies(record) == [[("anti-Ku", result)] for result in ("negative", "positive", "negative", "negative")]


def test_the_remaining_patients_received() -> None:
    record = read(HERE + "Rituximab was given to Patient 3. The remaining three children received tacrolimus.")
    given = [[name for name, _ in item] for item in drugs(record)]
    assert given == [["tacrolimus"], ["tacrolimus"], ["rituximab"], ["tacrolimus"]]


def test_the_other_two_of_four_are_nobody_in_particular() -> None:
    record = read(HERE + "Rituximab was given to Patient 3, and tacrolimus to the other two.")
    assert [[name for name, _ in item] for item in drugs(record)] == [[], [], ["rituximab"], []]


def test_no_patient_is_each_also_of_those_told_later() -> None:
    told = "Patient 3 was a 7-year-old girl. Patient 4 was a 4-year-old boy.\n\nNo patient had been exposed to statins.\n\n"
    record = read(
        told + "Patient 1 was a 9-year-old girl. Her CK was 7,350 U/L.\n\nPatient 2 was a boy. His CK was 310 U/L."
    )
    assert drugs(record) == [[("statin", "not_given")]] * 4


def test_no_patient_of_a_cohort_is_not_each_of_its_examples() -> None:
    record = read(FOUR.format(11, 12, 13, 14) + "No patient had been exposed to statins.")
    assert drugs(record) == [[], [], [], []]
