"""Numbers as printed: examples, and properties that hold for any number."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.assembly import _canonical
from extractors.clean import clean_pieces
from extractors.printed_numbers import parse_number
from extractors.printed_units import units_printed
from extractors.quantities import find_quantities
from extractors.reference_ranges import reference_at, reference_pattern
from schemas.values import CkValue


@pytest.mark.parametrize("printed", ["{:,} U/L", "{:,} IU/L (normal 25-170)", "about {:,} UI/L", ">{:,} U/L"])
@given(value=st.integers(1000, 999_999))
def test_thousands_by_comma_and_by_space_are_one_number(printed: str, value: int) -> None:
    with_commas = printed.format(value)
    assert find_quantities(with_commas)[0].value == value
    assert find_quantities(with_commas.replace(",", " "))[0].value == value


@given(value=st.integers(1, 999), fraction=st.integers(1, 99))
def test_decimals_by_point_and_by_comma_are_one_number(value: int, fraction: int) -> None:
    assert parse_number(f"{value}.{fraction:02d}") == parse_number(f"{value},{fraction:02d}")


find_quantities("1 U/L")  # the patterns are compiled now, not under the clock of the first example


@given(value=st.floats(0.1, 5000, allow_nan=False))
def test_a_microkatal_is_sixty_units(value: float) -> None:
    def canonical(number: float, unit: str) -> tuple[object, ...]:
        return _canonical(CkValue(value=number, unit=unit, printed="", evidence=(), rule="test"))

    assert canonical(round(value, 2), "µkat/L") == canonical(round(round(value, 2) * 60, 3), "IU/L")


@given(st.text(alphabet="ab1  \n\t-–µ²³<>/supm&;$\\γМ,.ﬁ\u2009", max_size=60))
def test_every_clean_character_knows_where_it_was_printed(text: str) -> None:
    clean = clean_pieces(text, [(0, len(text))])
    places = [clean.source(place) for place in range(len(clean.text))]
    assert all(place is not None and 0 <= place[0] < place[1] <= len(text) for place in places)
    assert places == sorted(places)  # type: ignore[type-var]
    for start, end in (part for part in clean.sources(0, len(clean.text))):
        assert 0 <= start < end <= len(text)
    copied = [(char, text[place[0]]) for char, place in zip(clean.text, places, strict=True) if place and char == "a"]
    assert all(char == printed for char, printed in copied)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("fell from 6,120 to 480 U/L", [(6120, None, None), (480, None, None)]),
        ("ranged from 480 to 6,120 U/L", [(None, 480, 6120)]),
        ("12.5 × 10^3 U/L", [(12500, None, None)]),
        ("in the 6000s", [(6000, None, None)]),
        ("30 times the upper limit of normal", [(30, None, None)]),
        ("210/185 U/L", [(210, None, None), (185, None, None)]),
        ("in the range of 5000 to 7000 U/L", [(None, 5000, 7000)]),
        ("12.3 x 1000 U/L", [(12300, None, None)]),
    ],
)
def test_forms_of_numbers(text: str, numbers: list[tuple[float | None, float | None, float | None]]) -> None:
    assert [(item.value, item.low, item.high) for item in find_quantities(text)] == numbers


def test_the_reference_range_is_no_value() -> None:
    (number,) = find_quantities("7,350 U/L [normal range, 25-170]")
    assert (number.value, number.unit, number.ref_low, number.ref_high) == (7350, "U/L", 25, 170)


def test_a_reference_is_the_same_whether_all_units_are_asked_for_or_none() -> None:
    begins = ("(", " [", ", (normal ", " (N ", "; [ref. ", " {up to ")
    bounds = ("20-200", "5.0", "<170", "4 - 11", "0,5")
    unlike = ("", " U/L", "mg/dl", " 10^9/L", " years", " x 10^9/L", "mmol", " normal", "e5")
    ends = (")", "]", " )", " normal range)", " reference)", "", " here)")
    for parts in product(begins, bounds, unlike, ends):
        text = "".join(parts) + " and"
        every = reference_pattern(units_printed()).match(text)
        found = reference_at(text, 0)
        assert (found and (found.span(), found["unit"])) == (every and (every.span(), every["unit"])), text


@pytest.mark.parametrize("date", ["12 May 2018", "May 12, 2018", "12/05/2018", "2018-05-12", "12th of May 2018"])
def test_a_date_is_a_time(date: str) -> None:
    numbers = find_quantities(f"on {date} it was 1,240 U/L")
    assert [(item.value, item.kind) for item in numbers] == [(None, "time"), (1240, "enzyme")]


def test_a_strength_is_no_date() -> None:
    assert [item.value for item in find_quantities("power was 4, 2018 U/L")][-1] == 2018
