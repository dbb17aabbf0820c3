"""Footnotes of tables of patients: what a mark says is said of the word that has it."""

from extractors.nlp import extract
from extractors.readers.text import document_of_text

TABLE = (
    "We describe two children.\n\nTable 1. Features of the two children.\n\nPatient\t1\t2\nSex/age (y)\tF/6\tM/11\n"
    "CMAS onset, last\t14, 50\t31, 51\nDrugs\tPDN, MTX*, IVIG\tPDN, RTX†\n\n*10 mg/m2 weekly, subcutaneous; †375 mg/m2, four "
    "doses. IVIG: intravenous immunoglobulin; MTX: methotrexate; PDN: prednisone; RTX: rituximab.\n\nPatient 2 improved."
)


def test_a_note_is_of_the_drug_with_its_mark() -> None:
    one, two = extract(document_of_text(TABLE, source="article.txt")).cases
    assert [(course.name, [dose.amount for dose in course.doses]) for course in one.drugs] == [
        ("prednisone", []),
        ("methotrexate", [10]),
        ("immunoglobulin", []),
    ]
    assert [(course.name, [dose.amount for dose in course.doses]) for course in two.drugs] == [
        ("prednisone", []),
        ("rituximab", [375]),
    ]


def test_two_scores_of_a_cell_answer_its_head() -> None:
    cases = extract(document_of_text(TABLE, source="article.txt")).cases
    told = [[(score.score, score.phase) for score in case.cmas] for case in cases]
    assert told == [[(14, "onset"), (50, "follow_up")], [(31, "onset"), (51, "follow_up")]]
