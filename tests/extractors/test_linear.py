"""Time grows no faster than what is read: no pattern of the extractors, and no search among finds, takes squares."""

import pytest

from extractors import nlp
from extractors.readers import document_of_text
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
