"""Time grows no faster than what is read: no pattern of the extractors, and no search among finds, takes squares."""

import pytest

from extractors import nlp
from extractors.assembly import assemble
from extractors.cases import Case
from extractors.readers import document_of_text
from schemas.mention import AgeMention, CohortMention, SexMention
from tests.growth import grows_linearly

UNITS = [
    "7",
    " ",
    ",",
    "a",
    "A",
    ".",
    "%",
    "1,1,1,",
    "\n",
    "1\n",
    "a\n",
    "anti-",
    "anti-anti- ",
    "(",
    "[",
    "<",
    "$",
    "- ",
    "β",
    "| a | b |\n",
    "a\tb\n",
    "methotrexate, ",
    "anti-SRP, ",
    "CK, ",
    "CK 500 U/L ",
    "5 mg daily ",
    "12 patients with ",
    "a 9-year-old girl ",
    "Case 1 ",
    "creatine kinase (CK) ",
    "CMAS 12 ",
    "3 weeks after ",
    "2 of 5 ",
    "not ",
]


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_length_of_the_text(unit: str) -> None:
    def extract(length: int) -> object:
        text = "a" + unit * (length // len(unit)) + "b"
        return nlp.extract(document_of_text(text, source="long.txt"))

    assert grows_linearly(extract, 2_500)


@pytest.mark.parametrize(
    "told",
    [
        "Methotrexate 15 mg weekly was given.",
        "CK was 500 U/L.",
        "Ferritin was 12 µg/L.",
        "The CMAS was 12.",
        "Anti-SRP was positive.",
    ],
)
def test_a_fact_may_be_told_of_one_patient_as_often_as_it_likes(told: str) -> None:
    (mention,) = nlp.find_mentions(document_of_text(told, source="told.txt"))
    assert not isinstance(mention, AgeMention | SexMention | CohortMention)
    words = mention.value.evidence[0]

    def united(times: int) -> object:
        case = Case("Case 1")
        for place in range(times):
            evidence = words.model_copy(update={"start": place, "end": place + 1})
            value = mention.value.model_copy(update={"evidence": (evidence,)})
            case.add(mention.model_copy(update={"value": value}), place)
        return assemble(case)

    assert grows_linearly(united, 400)
