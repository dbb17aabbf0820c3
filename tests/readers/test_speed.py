"""Time grows with the length of a text and not with its strangeness."""

import pytest

from extractors.readers import document_of_text
from tests.growth import grows_linearly

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


LINES = [
    "Table 1 Reports\n\n",
    "a\tb\tc\n",
    "# head\n",
    "* note\n",
    "10.1234/doi\n\n",
    "References\n\n1. Doe J. A. 2001;5:6.\n\n",
]


@pytest.mark.parametrize("unit", UNITS + LINES)
def test_time_grows_with_the_length_of_the_text(unit: str) -> None:
    def read(length: int) -> object:
        return document_of_text("a" + unit * (length // len(unit)) + "b", source="long.txt")

    assert grows_linearly(read, 20_000)
