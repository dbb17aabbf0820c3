"""Time grows with the length of a text and not with its strangeness."""

import time

import pytest

from extractors.readers import document_of_text

MEGABYTE = 1_000_000
UNITS = [
    "7",
    " ",
    "\t",
    "(",
    "((((((((a\n",
    "x  ",
    "|",
    "1.",
    "- ",
    "Doe et al, ",
    "CK: creatine kinase; ",
    "<sup>",
    "#",
    "A ",
    "[image ",
]


@pytest.mark.parametrize("unit", UNITS)
def test_a_megabyte_of_one_thing(unit: str) -> None:
    text = "a" + unit * (MEGABYTE // len(unit)) + "b"
    begun = time.process_time()
    document_of_text(text, source="long.txt")
    assert time.process_time() - begun < 3  # far above what it takes on a busy machine, far below what squares take


@pytest.mark.parametrize(
    "unit",
    [
        "Table 1 Reports\n\n",
        "a\tb\tc\n",
        "# head\n",
        "* note\n",
        "10.1234/doi\n\n",
        "References\n\n1. Doe J. A. 2001;5:6.\n\n",
    ],
)
def test_time_grows_with_the_number_of_lines(unit: str) -> None:
    def seconds(lines: int) -> float:
        begun = time.process_time()
        document_of_text(unit * lines, source="long.txt")
        return time.process_time() - begun

    seconds(100)
    assert seconds(16_000) < 10 * seconds(4_000) + 0.2
