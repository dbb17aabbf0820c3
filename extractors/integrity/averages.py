"""Means, medians and ranges that the patients listed do not give, recomputed to the printed precision.

Where every patient of an article is listed, what is said of all of them can be computed again; where only scores of
whole points were averaged, a mean must be a whole number over the number of patients (the GRIM test, Brown and
Heathers 2017).
"""

import re
from collections.abc import Iterator
from math import floor
from statistics import mean, median, pstdev, stdev
from typing import NamedTuple

from extractors.integrity.article import COUNT, DESCRIBED, MEMBERS, ReadArticle, decimals, finding, number, plain
from schemas.record import CaseRecord, IntegrityFinding, Severity
from schemas.values import CohortFinding, Evidence

_NUMBER = re.compile(r"\d{1,3}(?:[ ,]\d{3})+(?!\d)|\d+(?:\.\d+)?")
_PLAIN = r"\d{1,3}(?:[ ,]\d{3})+(?!\d)|\d+(?:\.\d+)?"
_UNIT = r"(?:[a-zµ%][a-zµ/%\d]*(?: of age)?)"
_CENTRE = re.compile(
    rf"\b(?P<what>mean|median|average)\b[^.;()\d]{{0,80}}?"
    rf"(?:\d{{1,3}} (?:patients|children|cases)\b[^.;()\d]{{0,40}}?)?(?<![\d.,-])(?P<value>{_PLAIN})(?:\s?±\s?[\d.,]+)?"
    rf"(?:\s?(?P<unit>{_UNIT}))?,?\s?[(\[,]\s?(?:with an? |an? )?(?P<kind>range|iqr|interquartile range)"
    rf"(?:,|:|=| of| was| from)?\s?(?P<low>{_PLAIN})(?:\s?(?P<unit0>{_UNIT}))??\s?(?:-|to|and)\s?"
    rf"(?P<high>{_PLAIN})(?![\d.,-]*\d)(?:\s?(?P<unit2>{_UNIT}))?"
)
_NAMES = {"age_at_onset": "age", "ck": "creatine kinase", "cmas": "CMAS"}
_STAGE = re.compile(r"onset|diagnos|presentation|admission|treatment|biops|follow|last|study|enrol|inclusion|current")
_PEOPLE = re.compile(rf"(?<![\d.,/-])\b(?P<n>{COUNT}) {DESCRIBED}{{0,4}}?{MEMBERS}\b")
_ELSEWHERE = re.compile(
    r"[(\[]\d{1,3}[)\],-]|\bet al\b|\b(?:literature|previous\w*|stud(?:y|ies)|reported|review\w*|reports|cohorts?|"
    r"adults?|general|normal\w*|reference|upper|lower|limits?)\b"
)
_LATER = re.compile(r"\b(?:peak|maxim\w+|highest|follow\w*|last|final|after|end|months|weeks|nadir|lowest)\b")
_GRIM_MOST = 50  # patients; a mean with one decimal is possible for any sum of more than ten, with two of a hundred


class Listed(NamedTuple):
    """The value of one patient, its decimals as printed, and its words."""

    value: float
    places: int
    evidence: tuple[Evidence, ...]


def find_averages(article: ReadArticle) -> Iterator[IntegrityFinding]:
    """Averages and ranges of the article's own patients that these do not give."""
    own = article.own
    for told in article.cohort:
        if told.measure not in _NAMES or told.statistic not in ("mean", "median", "range"):
            continue
        yield from _grim(told)
        listed = _listed(own, told.measure)
        complete = len(listed) == len(own) >= 2
        if complete and _of_all(article, told, len(own)) and _same_time(article, told, listed):
            yield from _against_listed(told, listed)
    yield from _outside_range(article)


def _of_all(article: ReadArticle, told: CohortFinding, patients: int) -> bool:
    """Whether a statement is about all patients of the article: by its number, or where there is no other group."""
    if told.n is not None:
        return told.n == patients
    counts = [
        each.count if each.count is not None else each.value for each in article.cohort if each.measure == "patients"
    ]
    sentence = next(
        (each.sentence for each in article.found if each.mention.kind == "cohort" and each.mention.value == told), None
    )
    if sentence is None or any(count != patients for count in counts) or _ELSEWHERE.search(sentence.lowered):
        return False
    named = [number(match["n"]) for match in _PEOPLE.finditer(sentence.lowered)]
    return all(count == patients for count in named)


def _same_time(article: ReadArticle, told: CohortFinding, listed: list[Listed]) -> bool:
    """Whether the average and the values listed are of one time: both of the onset, or both of none that is told."""
    words = told.printed.lower()
    if told.measure != "age_at_onset":
        return _LATER.search(words) is None
    heads = {
        (sentence.passage.table, sentence.passage.row, sentence.passage.column): sentence.lowered[
            : sentence.passage.head
        ]
        for sentence in article.sentences
        if sentence.passage.kind == "cell"
    }
    places = {heads.get((each.table, each.row, each.column), "") for value in listed for each in value.evidence[:1]}
    times = {tuple(_STAGE.findall(head)) for head in places}
    return times == {tuple(_STAGE.findall(words))}


def _listed(own: list[CaseRecord], measure: str) -> list[Listed]:
    """The one value of each patient; of who has none or several nothing."""
    return [value for case in own if (value := _value(case, measure)) is not None]


def _value(case: CaseRecord, measure: str) -> Listed | None:
    if measure == "age_at_onset":
        if case.age_years is None or case.age_also:
            return None
        return Listed(case.age_years, _places(case.age_years, case.age_evidence), case.age_evidence)
    if measure == "cmas":
        scores = [score for score in case.cmas if score.phase in (None, "onset")]
        return Listed(scores[0].score, 0, scores[0].evidence) if len(scores) == 1 else None
    values = [ck for ck in case.ck if ck.phase in (None, "onset")]
    if len(values) != 1 or values[0].value is None or values[0].comparator != "=":
        return None
    return Listed(values[0].value, 0, values[0].evidence)


def _places(value: float, evidence: tuple[Evidence, ...]) -> int:
    """Decimals as printed; an age in months is as good as one with a decimal."""
    if any("month" in words.quote or "mo" in words.quote for words in evidence):
        return 1
    return decimals(f"{value:g}")


def _against_listed(told: CohortFinding, listed: list[Listed]) -> Iterator[IntegrityFinding]:
    values = [each.value for each in listed]
    places = max(each.places for each in listed)
    # An age in whole years is that of the last birthday or rounded; anything else was rounded at its last digit.
    below, above = (0.5, 1.0) if places == 0 and told.measure == "age_at_onset" else (0.5 * 10**-places,) * 2
    if told.statistic == "range":
        yield from _range(told, listed, below, above)
        return
    assert told.value is not None  # noqa: S101 - a mean or a median has one
    width = max(values) - min(values)
    if not min(values) - width <= told.value <= max(values) + width:  # that is of others, or of another unit
        return
    centre = mean(values) if told.statistic == "mean" else median(values)
    step = _step(told, told.value)
    if abs(centre - told.value) <= step / 2 + 1e-6:
        yield from _spread(told, listed)
        return
    possible = centre - below - step / 2 <= told.value <= centre + above + step / 2
    if possible and places == 0:
        return
    severity: Severity = "warning" if possible else "error"
    hint = " (values that were rounded for print could explain it)" if possible else ""
    shown = ", ".join(plain(value) for value in values)
    right = plain(centre) if step >= 1 else plain(centre + 1e-9, decimals(f"{step:g}"))
    yield finding(
        "average-not-of-the-patients",
        severity,
        f"The {told.statistic} {_NAMES[told.measure]} is given as {plain(told.value)}, but the {len(values)} patients "
        f"listed ({shown}) give {right}{hint}.",
        told.evidence,
        (words for each in listed for words in each.evidence),
    )


def _spread(told: CohortFinding, listed: list[Listed]) -> Iterator[IntegrityFinding]:
    """The standard deviation, by either of its two formulas."""
    if told.sd is None or told.statistic != "mean":
        return
    values = [each.value for each in listed]
    slack = _step(told, told.sd) + 10 ** -max(each.places for each in listed)
    if min(abs(pstdev(values) - told.sd), abs(stdev(values) - told.sd)) <= slack:
        return
    yield finding(
        "spread-not-of-the-patients",
        "warning",
        f"The standard deviation of the {_NAMES[told.measure]} is given as {plain(told.sd)}, but the patients listed "
        f"give {stdev(values):.2f}.",
        told.evidence,
        (words for each in listed for words in each.evidence),
    )


def _range(told: CohortFinding, listed: list[Listed], below: float, above: float) -> Iterator[IntegrityFinding]:
    """One bound that is not that of the patients. Where both are others, the range is of something else."""
    assert told.low is not None  # noqa: S101 - a range has both
    assert told.high is not None  # noqa: S101
    first, last = min(listed, key=lambda each: each.value), max(listed, key=lambda each: each.value)
    fits = [
        abs(each.value - bound) <= max(_step(told, bound), below, above) + 1e-6
        for bound, each in ((told.low, first), (told.high, last))
    ]
    if sum(fits) == 1:
        yield finding(
            "average-not-of-the-patients",
            "warning",
            f"The {_NAMES[told.measure]} is said to range from {plain(told.low)} to {plain(told.high)}, but the "
            f"patients listed range from {plain(first.value)} to {plain(last.value)}.",
            told.evidence,
            (*first.evidence, *last.evidence),
        )


def _step(told: CohortFinding, value: float) -> float:
    """What the last printed digit of a number is worth; where it ends in zeros, what its last other digit is."""
    for match in _NUMBER.finditer(told.printed):
        words = match.group().replace(" ", "").replace(",", "")
        if float(words) == value:
            if "." in words:
                return float(10 ** -decimals(words))
            return float(10 ** (len(words) - len(words.rstrip("0")))) if value else 1.0
    return 1.0


def _grim(told: CohortFinding) -> Iterator[IntegrityFinding]:
    """A mean of whole points that no sum of so many patients gives."""
    if told.measure != "cmas" or told.statistic != "mean" or told.value is None:
        return
    named = [number(match["n"]) for match in _PEOPLE.finditer(told.printed.lower())]
    patients = told.n or (named[0] if len(named) == 1 else 0)
    step = _step(told, told.value)
    if not 1 < patients <= _GRIM_MOST or step >= 1 or patients * step > 1:
        return
    whole = floor(told.value * patients + 1e-9)
    if any(abs(total / patients - told.value) < step - 1e-9 for total in (whole, whole + 1)):
        return
    yield finding(
        "mean-impossible",
        "error",
        f"No {patients:g} CMAS scores of whole points have a mean of {plain(told.value)}.",
        told.evidence,
    )


def _outside_range(article: ReadArticle) -> Iterator[IntegrityFinding]:
    """A mean or median outside the range printed right behind it, or a median outside its quartiles."""
    for sentence in article.sentences:
        if sentence.passage.kind == "cell" or ("range" not in sentence.lowered and "iqr" not in sentence.lowered):
            continue
        for match in _CENTRE.finditer(sentence.lowered):
            value, low, high = (float(re.sub(r"[ ,]", "", match[name])) for name in ("value", "low", "high"))
            units = {unit.rstrip("s") for unit in (match["unit"], match["unit0"], match["unit2"]) if unit}
            quartiles = match["kind"] != "range"
            if low > high or low <= value <= high or len(units) > 1 or (quartiles and match["what"] != "median"):
                continue
            start, end = sentence.first + match.start("what"), sentence.first + match.end("kind")
            yield finding(
                "average-outside-range",
                "error",
                f"The {match['what']} is given as {match['value']}, outside its own "
                f"{match['kind'].replace('iqr', 'IQR')} of {match['low']} to {match['high']}.",
                sentence.evidence(start, sentence.first + match.end("value")),
                sentence.evidence(end - len(match["kind"]), sentence.first + match.end("high")),
            )
