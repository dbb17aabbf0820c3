"""Time grows no faster than what is read: no pattern of the extractors, and no search among finds, takes squares."""

import time

import pytest

from extractors import nlp
from extractors.readers import document_of_text

LEAST = 0.15  # seconds; a shorter time is noise
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


def seconds(unit: str, length: int) -> float:
    """What it takes to read and extract so many characters of one thing, in processor time."""
    text = "a" + unit * (length // len(unit)) + "b"
    begun = time.process_time()
    nlp.extract(document_of_text(text, source="long.txt"))
    return time.process_time() - begun


@pytest.mark.parametrize("unit", UNITS)
def test_twice_the_text_takes_twice_the_time(unit: str) -> None:
    length = 10_000
    seconds("A girl. ", 1_000)
    while (once := seconds(unit, length)) < LEAST and length < 250_000:
        length *= 2
    twice = min(seconds(unit, 2 * length) for _ in range(2))
    assert twice < 2.6 * max(once, LEAST), f"{length} characters take {once:.2f} s, twice as many {twice:.2f} s"
