"""Times that hold for any text: finite days, true places, bounded cost; and the order of a patient's values."""

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.nlp import extract, find_mentions
from extractors.readers.text import document_of_text
from extractors.times import DRUG, MONTH, YEAR, find_times, marked, span_days
from schemas.mention import CkMention, CmasMention, DrugMention, LabMention, Mention
from schemas.values import TimePoint
from tests.growth import grows_linearly

PIECES = st.sampled_from(
    [
        "at ", "after ", "within ", "on ", "3 ", "six ", "6-8 ", "a ", "several ", "0.5 ", "999 ", "months", "days ", "year ", "-month follow-up", " of ",
        "treatment", "diagnosis, ", "before ", "later ", "hospital ", "day 3", "the third week ", "onset ", "and a half ", "§§§§§", " and ", "admission ",
        "her CK was 531 U/L ", "CMAS 48/52", "methotrexate 15 mg weekly ", "was stopped ", "switched from ", "prednisone ", "respectively", "(", ")", ", ", ". ",
        "every 4 weeks ", "x 3", "in 2015 ", "\n", "  ", "At baseline ", "IVIG ", "for 5 days",
    ]
)  # fmt: skip


def times_of(mention: Mention) -> list[TimePoint]:
    """Every time that a mention tells."""
    if isinstance(mention, CkMention | LabMention | CmasMention):
        return [mention.value.time] if mention.value.time else []
    if isinstance(mention, DrugMention):
        told = [dose.time for dose in mention.value.doses] + [event.time for event in mention.value.events]
        return [one for one in told if one is not None]
    return []


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_the_times_of_any_text_are_finite_ordered_and_apart(text: str) -> None:
    found = find_times(text.lower())
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert all(days is None or math.isfinite(days) for days in (one.days, one.low, one.high))
        assert one.days is None or (one.low is None and one.high is None)
    assert all(left.end <= right.start for left, right in pairwise(found))


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_the_time_of_any_value_points_at_its_words(text: str) -> None:
    document = document_of_text(text, source="any.txt")
    for mention in find_mentions(document):
        for one in times_of(mention):
            assert one.evidence
            assert all(document.text[piece.start : piece.end] == piece.quote for piece in one.evidence)
            assert all(day is None or math.isfinite(day) for day in (one.days, one.low_days, one.high_days))


@pytest.mark.parametrize(
    ("amount", "unit", "days"),
    [
        ("3", "weeks", 21),
        ("a", "month", MONTH),
        ("half a", "year", YEAR / 2),
        ("forty-eight", "hours", 2),
        ("1.5", "yrs", 1.5 * YEAR),
    ],
)
def test_a_span_is_told_in_days(amount: str, unit: str, days: float) -> None:
    assert span_days(amount, unit) == pytest.approx(days)


def test_the_name_of_a_drug_is_marked_letter_by_letter() -> None:
    assert marked("after ivig, ck", [(6, 10)]) == f"after {DRUG * 4}, ck"


@pytest.mark.parametrize(
    "piece",
    [
        "after 3 weeks of ",
        "the ",
        "at ",
        "6 months and ",
        "§",
        "§ ",
        "day 1 ",
        "(",
        "first second ",
        "a ",
        "1-",
        "in the ",
    ],
)
def test_the_cost_of_a_long_sentence_grows_no_faster_than_the_sentence(piece: str) -> None:
    def find(length: int) -> object:
        return find_times(("at 6 months " + piece * length)[:length])

    assert grows_linearly(find, 1_500)


# ---- tables of patients

TABLE = """Two girls with weakness were seen.

Table 1 Findings of the two patients
\tPatient 1\tPatient 2
Sex\tFemale\tFemale
Age (years)\t9\t12
CK at diagnosis (U/L)\t8,120\t9,450
CK at 6 months (U/L)\t531\t642
CMAS (12 months)\t48\t50
Baseline LDH (U/L)\t900\t1,010
"""


def test_the_head_of_a_row_tells_the_time_of_its_cells() -> None:
    record = extract(document_of_text(TABLE, source="table.txt"))
    assert len(record.cases) == 2
    for case in record.cases:
        assert [(value.time.days, value.time.since) for value in case.ck if value.time] == [
            (0, "diagnosis"),
            (pytest.approx(6 * MONTH), None),
        ]
        assert [score.time.days for score in case.cmas if score.time] == [pytest.approx(12 * MONTH)]


# ---- the course of creatine kinase


def course(*sentences: str) -> list[float | None]:
    """The creatine kinase values of the one patient of a story, as the record orders them."""
    story = " ".join(("A 9-year-old girl was admitted with weakness.", *sentences))
    record = extract(document_of_text(story, source="story.txt"))
    (case,) = record.cases
    return [value.value for value in case.ck]


def test_values_counted_from_one_anchor_stand_in_order_of_time() -> None:
    told = course(
        "One year after diagnosis her CK was 210 U/L.",
        "Three months after diagnosis her CK was 2,100 U/L.",
        "Six months after diagnosis her CK was 900 U/L.",
    )
    assert told == [2100, 900, 210]


def test_values_of_other_anchors_stay_where_they_are_told() -> None:
    told = course(
        "On day 10 of treatment her CK was 3,000 U/L.",
        "Two years after diagnosis her CK was 150 U/L.",
        "On day 3 of treatment her CK was 6,000 U/L.",
    )
    assert told == [6000, 150, 3000]


def test_the_value_of_the_onset_comes_first() -> None:
    told = course("At the last follow-up her CK was 160 U/L.", "At presentation her CK had been 8,000 U/L.")
    assert told == [8000, 160]


def test_values_without_a_time_stay_in_the_order_of_telling() -> None:
    assert course("Her CK was 7,000 U/L.", "Her CK fell to 900 U/L.", "Her CK was 1,100 U/L.") == [7000, 900, 1100]
