"""What is said of most patients, where the article's own count of it is less than half."""

import re
from collections.abc import Iterator

from extractors.integrity.article import ReadArticle, finding, plain
from extractors.measures import find_measures
from schemas.record import IntegrityFinding
from schemas.values import CohortFinding

_MOST = re.compile(
    r"\b(?:most|the majority|a majority|the greater part)(?: of)?(?: the| our| these| all)? "
    r"(?P<group>(?:[\w-]+ ){0,3}?)(?:patients|children|cases|individuals|subjects)\b"
)
_CLAUSE = re.compile(
    r"[;:,()]|\b(?:and (?:are|is|was|were|have|has|had|often)|but|whereas|while|although|than|without|not|no|who|whose|"
    r"after|before)\b"
)
_HAVE = re.compile(
    r"\b(?:have|has|had|experienced?|show(?:ed|s)?|presents?|presented|develop(?:ed|s)?|exhibit(?:ed|s)?|with|were|are)\b"
)
_PEDIATRIC = re.compile(r"p(?:a)?ediatric|child|juvenile|infant|adolescen")
_ADULT = re.compile(r"\badult")
_OF_OTHERS = re.compile(r"[(\[]\d|\bet al\b|\b(?:studies|study|literature|previous\w*|reports?|series|cohorts?)\b")
_MOST_SHARE = 45.0  # percent; what is nearly half may well be called most


def find_majority(article: ReadArticle) -> Iterator[IntegrityFinding]:
    """What is said of most, and counted in fewer than half; only a count with its whole is held against it."""
    counted = [
        each
        for each in article.cohort
        if each.statistic == "percent" and each.value is not None and each.count is not None and each.n is not None
    ]
    if not counted:
        return
    for sentence in article.prose():
        match = _MOST.search(sentence.lowered)
        if match is None or _OF_OTHERS.search(sentence.lowered):
            continue
        clause = _CLAUSE.split(sentence.lowered[match.end() :], maxsplit=1)[0]
        if not _HAVE.search(clause):
            continue
        for measure in find_measures(sentence):
            if not match.end() <= measure.start < match.end() + len(clause) or measure.drug:
                continue
            shares = [each for each in counted if each.measure == measure.name]
            if not shares or not all(each.value is not None and each.value < _MOST_SHARE for each in shares):
                continue
            if not all(_same_people(sentence.lowered, each) for each in shares):
                continue
            name = measure.name.replace("_", " ")
            yield finding(
                "most-below-half",
                "warning",
                f"{name.capitalize()} is told of most, but counted in {plain(shares[0].count or 0)} of "
                f"{plain(shares[0].n or 0)} ({plain(shares[0].value or 0)} %).",
                sentence.evidence(sentence.first + match.start(), sentence.first + measure.end),
                shares[0].evidence,
            )


def _same_people(text: str, share: CohortFinding) -> bool:
    """Whether both speak of children, or neither does."""
    told = share.population.lower()
    return bool(_PEDIATRIC.search(text)) == bool(_PEDIATRIC.search(told)) and bool(_ADULT.search(text)) == bool(
        _ADULT.search(told)
    )
