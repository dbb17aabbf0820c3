"""What the review pages look like: a patient's course as a picture, and colours that everybody can read."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from flows.site import plots
from flows.site.courses import course_of
from flows.site.plots import course_svg
from schemas.record import CaseRecord
from tests.flows.factories import READ

ROOT = Path(__file__).parents[2]

# ---- the course of a patient


def case(**told: Any) -> CaseRecord:
    return CaseRecord.model_validate({"label": "Case <1>", **told})


def when(days: float, since: str) -> dict[str, Any]:
    return {**READ, "printed": f"after {days:g} days & $x$\x01", "days": days, "since": since}


def test_a_course_is_on_an_axis_of_days_where_the_text_gives_them() -> None:
    ck = [
        {**READ, "value": 12000, "unit": "U/L", "phase": "onset"},
        {**READ, "value": 10, "unit": "µkat/L", "time": when(90, "diagnosis")},
    ]
    drug = {**READ, "name": "rituximab", "events": [{**READ, "kind": "started", "time": when(30, "diagnosis")}]}
    course = course_of(case(ck=ck, drugs=[drug]))
    assert course.origin == "days from diagnosis"
    assert [(point.x, point.y) for point in course.ck] == [(0, 12000), (90, 600)]
    assert [(bar.start, bar.end) for bar in course.drugs] == [(30, None)]


def test_days_from_several_moments_are_not_mixed() -> None:
    ck = [{**READ, "value": 10, "time": when(3, "diagnosis")}, {**READ, "value": 20, "time": when(5, "relapse")}]
    course = course_of(case(ck=ck))
    assert (course.origin, [point.x for point in course.ck]) == (None, [0, 1])


def test_one_value_is_no_course() -> None:
    assert course_svg("Case 1", course_of(case(ck=[{**READ, "value": 10}]))) == ""
    assert course_svg("Case 1", course_of(case())) == ""


def test_a_picture_holds_no_style_and_tells_itself_in_words() -> None:
    ck = [{**READ, "value": value, "unit": "U/L", "time": when(value, "onset")} for value in (100, 2000)]
    picture = course_svg("Case <1>", course_of(case(ck=ck)))
    tree = html.fromstring(picture)
    assert tree.get("role") == "img"
    assert tree.get("aria-label").startswith("Course of Case <1>: CK 100 U/L (after 100 days & $x$), 2,000 U/L")
    assert tree.xpath("//*[@style] | //style | //script | //g[@id]") == []


# ---- contrast (WCAG 2.2: 4.5 for text, 3 for what is not text)

STYLE = (ROOT / "flows" / "site" / "templates" / "style.css").read_text(encoding="utf-8")
COLOURS = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6})", STYLE))
PAPER = COLOURS["paper"]
TINTS = ("number", "antibody", "drug", "person", "group", "note", "chosen")


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def pairs() -> Iterator[tuple[str, str]]:
    """Text and the ground it stands on, by the names of the style sheet or as colours."""
    grounds = ("paper", "ground", "#fff4cc", "#f7f9fb", "#eceff2", *TINTS)
    yield from (("ink", ground) for ground in grounds)
    yield from ((text, ground) for text in ("muted", "accent") for ground in ("paper", "ground", "#fff4cc", "#f7f9fb"))
    yield from ((name, f"{name}-ground") for name in ("good", "wrong", "lost", "extra", "other"))
    yield from ((name, ground) for name in ("wrong", "lost") for ground in ("paper", "#fff4cc"))
    yield from (("paper", name) for name in ("good", "lost", "accent"))


@pytest.mark.parametrize(("text", "ground"), list(pairs()))
def test_text_can_be_read(text: str, ground: str) -> None:
    assert contrast(COLOURS.get(text, text), COLOURS.get(ground, ground)) >= 4.5


def test_pictures_can_be_read() -> None:
    assert [colour for colour in (plots.INK, plots.MUTED, plots.CK, plots.CMAS) if contrast(colour, PAPER) < 4.5] == []
    assert contrast(plots.INK, plots.UNTOLD) >= 4.5
    assert contrast(plots.DRUG, PAPER) >= 3


def test_inputs_and_focus_can_be_seen() -> None:
    assert {colour: contrast(colour, "#ffffff") >= 3 for colour in ("#6f7d8a", "#8794a1", COLOURS["accent"])} == {
        "#6f7d8a": True,
        "#8794a1": True,
        COLOURS["accent"]: True,
    }


def test_the_style_sheet_has_no_other_text_colours() -> None:
    used = set(re.findall(r"(?<![-\w])color: ([^;}]+)", STYLE))
    assert used == {
        f"var(--{name})" for name in ("ink", "muted", "accent", "good", "wrong", "lost", "extra", "other", "paper")
    } | {"inherit"}
