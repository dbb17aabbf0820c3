"""Means told by their spread alone: ``age at onset was 5.1 ± 2.2 years in anti-SRP and 8.4 ± 3.0 in the others``."""

import re
from collections.abc import Iterator

from extractors.cohort_centre_names import ENZYME, UNIT, fits
from extractors.cohort_centres import CENTRE
from extractors.cohort_findings import finding, unit_of
from extractors.gates import Gated
from extractors.measures import CENTRED, Measure
from extractors.printed_numbers import NUMBER, parse_number
from extractors.reading import Found, Sentence

_SPREAD = Gated(
    rf"(?<![\d.,])(?P<value>{NUMBER})[ ]?(?P<unit>{UNIT})?[ ]?(?:±|\+/-)[ "
    rf"]?(?P<sd>{NUMBER})(?![.,]?\d|\s?%)[ ]?(?P<unit2>{UNIT})?"
)
_AT = 15  # characters
_SAME_CLAUSE = re.compile(r"[^.;:\d]{0,60}(?::\s)?")
_NEXT = re.compile(
    r"(?:[^.;:\d]|\bvs\.|\d(?=\d{0,2} (?:children|patients|cases))|\d(?= (?:children|patients|cases))){0,60}"
)


def find_means_by_spread(sentence: Sentence, text: str, measures: list[Measure]) -> Iterator[Found]:
    """Each ``value ± sd`` of a measure that no word calls a mean, and those of the groups compared with it."""
    if "±" not in text and "+/-" not in text:
        return
    told = [match.span() for match in CENTRE.finditer(text)]
    centred = [measure for measure in measures if measure.name in CENTRED]
    numbered = [  # "CMAS at onset": not the age at it
        measure
        for place, measure in enumerate(centred)
        if not (place and text.startswith("onset", measure.start) and measure.start - centred[place - 1].end < _AT)
    ]
    found = list(_SPREAD.finditer(text))
    last: tuple[str, int] | None = None
    for place, match in enumerate(found):
        unit = match["unit2"] or match["unit"] or next((item["unit2"] for item in found[place:] if item["unit2"]), None)
        ahead = next((item for item in reversed(numbered) if item.end <= match.start()), None)
        name = None
        if (
            ahead
            and _SAME_CLAUSE.fullmatch(text, ahead.end, match.start())
            and not ENZYME.search(text, ahead.end, match.start())
        ):
            name = ahead.name
        elif last and _NEXT.fullmatch(text, last[1], match.start()) and not ENZYME.search(text, last[1], match.start()):
            name = last[0]
        last = (name, match.end()) if name else None
        if name is None or not fits(name, unit) or any(start <= match.start() < end for start, end in told):
            continue
        kind = "enzyme" if name == "ck" else None
        value, sd = parse_number(match["value"], kind), parse_number(match["sd"], kind)
        yield finding(sentence, match, name, "mean", "centre", value=value, sd=sd, unit=unit_of(unit))
