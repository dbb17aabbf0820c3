"""Time grows no faster than what is read: no pattern of the extractors, and no search among finds, takes squares."""

import gc
import time

import pytest

from extractors import nlp
from extractors.readers import document_of_text

LEAST = 0.04  # seconds; a shorter time is noise
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
    gc.disable()  # the collector comes when it likes
    try:
        begun = time.process_time()
        nlp.extract(document_of_text(text, source="long.txt"))
        return time.process_time() - begun
    finally:
        gc.enable()


@pytest.mark.parametrize("unit", UNITS)
def test_four_times_the_text_takes_four_times_the_time(unit: str) -> None:
    """Squares would take sixteen times."""
    seconds("A girl. ", 1_000)
    length, more = 5_000, seconds(unit, 20_000)
    while more < LEAST and length < 40_000:
        length, more = 2 * length, seconds(unit, 8 * length)
    once, more = (min(seconds(unit, size) for _ in range(3)) for size in (length, 4 * length))
    assert more < 6 * max(once, LEAST / 4), f"{length} characters take {once:.3f} s, four times as many {more:.3f} s"
