"""What a row of a table tells of several patients: ``(6 cases)``, ``4 female, 2 male``, ``11.6-16.1 years``."""

import re
from collections.abc import Iterator

from extractors.cohort_findings import finding_at, parsed, unit_of
from extractors.cohort_sizes import COUNT, number_of
from extractors.printed_numbers import NUMBER, parse_number
from extractors.reading import Found, Sentence

_BARE_RANGE = re.compile(
    rf"(?<![\d.,-])(?P<low>{NUMBER})[ ]?-[ ]?(?P<high>{NUMBER})(?![\d.,-]|[ ]?(?:%|years?|months?|m?g|[iu]{{1,2}}/l))"
)
_ALONE = re.compile(r"\s*(?:/\s*\d+\s?[fm][\w ,/]*)?\s*")  # "9-15/3 F, 1 M": ages beside nothing but the sexes
_LEAST_CK = 200  # U/L; smaller ranges in a cell are of something else
_IN_SOME = re.compile(r"[ ,:]*\(?(?:in )?(?P<count>\d{1,2}) ?(?:/|of) ?(?P<n>\d{1,2})\b(?![/.,]\d| ?m?g)")
_CELL_RANGE = re.compile(rf"(?P<low>{NUMBER})[ ]?-[ ]?(?P<high>{NUMBER})[ ]?(?P<unit>years?|months?|iu/l|u/l|ui/l)")


def find_in_row(sentence: Sentence, text: str) -> Iterator[Found]:
    """A row of a table that tells of several patients: ``(6 cases)``, ``4 female, 2 male``, ``11.6-16.1 years``."""
    offset = sentence.passage.head
    cell = text[offset:]
    if match := re.search(
        rf"\((?:n\s?=\s?(?P<n>\d+)|(?P<count>{COUNT}) cases?)\)|^\s*(?P<bare>{COUNT}) (?:patients|cases|children)\b",
        cell,
    ):
        yield finding_at(
            sentence,
            offset + match.start(),
            offset + match.end(),
            "patients",
            "count",
            "row-total",
            value=number_of(match["n"] or match["count"] or match["bare"]),
        )
    if match := re.search(
        rf"(?P<count>{COUNT}) ?(?:females?|girls|f)\b(?:[ ,;/]|and)*(?P<male>{COUNT}) ?(?:males?|boys|m)\b", cell
    ):
        female, male = number_of(match["count"]), number_of(match["male"])
        start, end = offset + match.start(), offset + match.end()
        yield finding_at(sentence, start, end, "sex_female", "count", "row-sex", value=female, n=female + male)
    yield from _drugs_of_some(sentence)
    yield from _bare_ranges(sentence, text[:offset], cell)
    for match in _CELL_RANGE.finditer(cell):
        measure = (
            "ck"
            if "/" in match["unit"] and re.search(r"\bc[kp]k?\b[^a-z]*$", cell[: match.start()])
            else "age_at_onset"
            if match["unit"].startswith("year")
            else None
        )
        if measure:
            yield finding_at(
                sentence,
                offset + match.start(),
                offset + match.end(),
                measure,
                "range",
                "row-range",
                low=parsed(match["low"]),
                high=parsed(match["high"]),
                unit=unit_of(match["unit"]),
            )


def _drugs_of_some(sentence: Sentence) -> Iterator[Found]:
    """``Rituximab in 2/4``: how many of the several patients of a row were given a drug."""
    for hit in sentence.hits:
        if hit.term.kind == "drug" and hit.start >= sentence.passage.head:
            match = _IN_SOME.match(sentence.lowered, hit.end - sentence.first)
            if match and int(match["count"]) <= int(match["n"]):
                numbers = {"value": float(match["count"]), "n": float(match["n"])}
                start = hit.start - sentence.first
                yield finding_at(sentence, start, match.end(), hit.term.name, "count", "row-drug", **numbers)


def _bare_ranges(sentence: Sentence, head: str, cell: str) -> Iterator[Found]:
    """A range of CK or of ages whose unit is in the head: ``CK (IU/L): 4,800-31,000``."""
    ck = re.search(r"\bc[kp]k?\b[^()]{0,40}\((?P<unit>u/l|iu/l|ui/l)\)", head)
    age = re.match(r"[^|]{0,20}\bage\b", head) if "ck" not in head else None
    for match in _BARE_RANGE.finditer(cell) if ck or age else ():
        low, high = parse_number(match["low"], "enzyme"), parse_number(match["high"], "enzyme")
        if (
            low >= high
            or (ck and low < _LEAST_CK)
            or (age and not _ALONE.fullmatch(cell.replace(match.group(), "", 1)))
        ):
            continue
        unit = unit_of(ck["unit"]) if ck else "months" if "month" in head else "years"
        start, end = (sentence.passage.head + place for place in match.span())
        yield finding_at(
            sentence, start, end, "ck" if ck else "age_at_onset", "range", "row-range", low=low, high=high, unit=unit
        )
