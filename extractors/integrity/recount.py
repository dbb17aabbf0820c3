"""Counts that can be made again: of the patients listed one by one, and of one group told of in abstract and text."""

from collections.abc import Iterator

from extractors.antibody_names import PANELS
from extractors.integrity.article import ReadArticle, finding, plain
from schemas.record import CaseRecord, IntegrityFinding
from schemas.values import AntibodyResult, CohortFinding, Evidence

_SEXES = {"sex_female": "female", "sex_male": "male"}


def find_recounts(article: ReadArticle) -> Iterator[IntegrityFinding]:
    """Counts that the article's own patients do not give, and those that abstract and text tell differently."""
    own = article.own
    for told in article.cohort:
        if told.statistic == "count" and told.value is not None and told.n == len(own) >= 2:
            yield from _of_listed(told, own)
    yield from _abstract_against_text(article)


def _of_listed(told: CohortFinding, own: list[CaseRecord]) -> Iterator[IntegrityFinding]:
    """Three girls are told of, of four patients whose sexes are all listed."""
    listed = _sexes(told.measure, own) or _antibodies(told.measure, own)
    if listed is None or sum(has for has, _ in listed) == told.value:
        return
    count = sum(has for has, _ in listed)
    name = _SEXES.get(told.measure) or f"positive for {told.measure}"
    yield finding(
        "count-not-of-the-patients",
        "error",
        f"{plain(told.value or 0)} of {len(own)} patients are said to be {name}; of those listed {count} "
        f"{'is' if count == 1 else 'are'}.",
        told.evidence,
        (words for _, evidence in listed for words in evidence),
    )


_Listed = list[tuple[bool, tuple[Evidence, ...]]]
"""Whether each patient has it, and the words that say so."""


def _sexes(measure: str, own: list[CaseRecord]) -> _Listed | None:
    if measure not in _SEXES or any(case.sex is None for case in own):
        return None
    return [(case.sex == _SEXES[measure], case.sex_evidence) for case in own]


def _antibodies(measure: str, own: list[CaseRecord]) -> _Listed | None:
    """Only where a test of every patient is told, be it of another antibody."""
    if not measure.startswith("anti-") or any(not case.antibodies for case in own):
        return None
    tests = [[test for test in case.antibodies if test.result != "borderline"] for case in own]
    named = [next((test for test in each if test.name == measure), None) for each in tests]
    if any(test is None and _untold(each) for test, each in zip(named, tests, strict=True)):
        return None
    return [
        (test is not None and test.result == "positive", (test or each[0]).evidence[:1])
        for test, each in zip(named, tests, strict=True)
    ]


def _untold(tests: list[AntibodyResult]) -> bool:
    """Whether nothing tells that a patient was searched for antibodies at large."""
    positive = any(test.result == "positive" for test in tests)
    return not positive and not any(test.name in PANELS for test in tests)


def _abstract_against_text(article: ReadArticle) -> Iterator[IntegrityFinding]:
    """A count of the same whole, told once in the abstract and once behind it."""
    sections = {
        id(found.mention.value): found.sentence.passage.section
        for found in article.found
        if found.mention.kind == "cohort"
    }
    counted = [told for told in article.cohort if _count(told) is not None and told.n is not None]
    for told in counted:
        if sections.get(id(told)) != "abstract":
            continue
        same = [each for each in counted if each.measure == told.measure and each.n == told.n]
        if len(same) == 2 and _count(same[0]) != _count(same[1]):
            other = next(each for each in same if each is not told)
            if sections.get(id(other)) in (None, "abstract"):
                continue
            yield finding(
                "count-told-twice",
                "warning",
                f"{told.measure.replace('_', ' ')} is told of {plain(_count(told) or 0)} of {plain(told.n or 0)} in "
                f"the abstract and of {plain(_count(other) or 0)} of {plain(other.n or 0)} in the text.",
                told.evidence,
                other.evidence,
            )


def _count(told: CohortFinding) -> float | None:
    return told.value if told.statistic == "count" else told.count
