"""The integrity findings of records: those in each of them, and those between two reports of one patient.

What two reports tell differently is a finding only where it can hardly be of another day: exchanged digits, exchanged
names of analytes, a power of ten, another unit, and sex and age. Values that merely differ are left to the link.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import NamedTuple

from flows.literature.same_patients import fact_name
from flows.workers.articles import Named
from schemas.finding import Finding, FindingWords
from schemas.linked import ComparedFact, How, PatientLink, PatientRef
from schemas.record import ArticleRecord, IntegrityFinding, Severity
from schemas.values import Evidence

ArticleKey = tuple[str, str]
"""An article by its id and the name of its file."""

SEVERITIES: tuple[Severity, ...] = ("info", "warning", "error")

_WORDS_SHOWN = 3  # agreeing facts of two rows that are quoted
_SLIPS: dict[How, tuple[str, Severity, str]] = {
    "digits exchanged": ("digits-exchanged", "error", "two digits are exchanged"),
    "power of ten": ("power-of-ten", "error", "the same digits, but not the same number"),
    "unit": ("unit-differs", "warning", "the same number in another unit"),
}


class Filed(NamedTuple):
    """A finding with the articles it is of, each by id and name of the file: one, or two."""

    articles: tuple[ArticleKey, ...]
    finding: Finding


class Integrity:
    """The findings of articles in the making: one article after the other, then what stands between two.

    ``acknowledged`` are reasons by key.
    """

    def __init__(self, acknowledged: Mapping[str, str]) -> None:
        self._acknowledged = acknowledged
        self._identities: dict[ArticleKey, str] = {}
        self._counted: Counter[str] = Counter()
        self.filed: list[Filed] = []

    @property
    def found(self) -> list[Finding]:
        """All findings, in the order in which they were added."""
        return [filed.finding for filed in self.filed]

    def add(self, article: ArticleKey, identity: str, findings: Iterable[IntegrityFinding]) -> None:
        """Add the findings of an article, which is known by ``identity`` whatever file it comes in."""
        self._identities[article] = identity
        for told in findings:
            words = (*_words(article[1], 1, told.evidence), *_words(article[1], 2, told.against))
            self._file((article,), _finding(told.kind, told.severity, told.message, words))

    def link(self, links: Iterable[PatientLink]) -> None:
        """Add what two reports of one patient tell differently, of articles that were added before."""
        for link in links:
            articles = tuple(dict.fromkeys((each.article_id, each.source_file) for each in (link.left, link.right)))
            for finding in _between(link):
                self._file(articles, finding)

    def _file(self, articles: tuple[ArticleKey, ...], finding: Finding) -> None:
        key = _key([self._identities.get(article, article[1]) for article in articles], finding)
        self._counted[key] += 1
        if self._counted[key] > 1:  # the same words twice in an article are two findings
            key = f"{key}-{self._counted[key]}"
        names = tuple(name for _, name in articles)
        told = {"key": key, "articles": names, "acknowledged": self._acknowledged.get(key)}
        self.filed.append(Filed(articles, finding.model_copy(update=told)))


def all_findings(
    records: Sequence[ArticleRecord], links: Iterable[PatientLink], acknowledged: Mapping[str, str]
) -> tuple[Finding, ...]:
    """Every finding with its key: article by article in the order of the records, then between two reports."""
    integrity = Integrity(acknowledged)
    for record in records:
        integrity.add((record.id, record.article.source_file), identity(record.article), record.findings)
    integrity.link(links)
    return tuple(integrity.found)


def open_counts(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many findings of each severity nobody has acknowledged."""
    counts = Counter(finding.severity for finding in findings if finding.acknowledged is None)
    return {severity: counts[severity] for severity in SEVERITIES if counts[severity]}


def gate(counts: Mapping[Severity, int], fail_on: Severity | None) -> str | None:
    """Why a run fails its gate: how many open findings are of that severity or worse; None where it passes."""
    if fail_on is None:
        return None
    count = sum(counts.get(severity, 0) for severity in SEVERITIES[SEVERITIES.index(fail_on) :])
    if not count:
        return None
    return f"{count} finding{'s' if count > 1 else ''} of severity {fail_on}{' or worse' if fail_on != 'error' else ''}"


# ---- of one article and of two


def _between(link: PatientLink) -> Iterator[Finding]:
    """What two reports of one patient cannot both have right; and that one article lists a patient twice."""
    if link.relation == "one article":
        yield _listed_twice(link)
    exchanged = [fact for fact in link.disagreements if fact.how == "names exchanged"]
    if exchanged:
        names = _and(fact.name or fact.field.upper() for fact in exchanged)
        values = [
            _and(_flat(side.told) for side in sides)
            for sides in zip(*((f.left, f.right) for f in exchanged), strict=True)
        ]
        message = (
            f"{names} of one patient are {values[0]} in {_place(link.left)}, and {values[1]} in {_place(link.right)}: "
            "they are exchanged."
        )
        yield _finding("analytes-exchanged", "error", message, _both_sides(link, exchanged))
    for fact in link.disagreements:
        if (slip := _slip(fact)) is not None:
            kind, severity, how = slip
            message = (
                f"{fact_name(fact)} of one patient is {_flat(fact.left.told)} in {_place(link.left)}, and "
                f"{_flat(fact.right.told)} in {_place(link.right)}{how}."
            )
            yield _finding(kind, severity, message, _both_sides(link, [fact]))


def _slip(fact: ComparedFact) -> tuple[str, Severity, str] | None:
    if fact.how in _SLIPS:
        kind, severity, how = _SLIPS[fact.how]
        return kind, severity, f": {how}"
    if fact.how == "differs" and fact.field in ("sex", "age"):
        return "reports-differ", "warning", ""
    return None


def _listed_twice(link: PatientLink) -> Finding:
    agreeing = [fact for fact in link.agreements if fact.left.evidence and fact.right.evidence]
    alike = _and(fact_name(fact) for fact in agreeing)
    message = f"{link.left.case} and {link.right.case} are probably one patient who is listed twice (the same {alike})."
    return _finding("patient-listed-twice", "warning", message, _both_sides(link, agreeing[:_WORDS_SHOWN]))


def _finding(kind: str, severity: Severity, message: str, words: Iterable[FindingWords]) -> Finding:
    """A finding that still lacks its key and its articles."""
    evidence = tuple(dict.fromkeys(words))
    return Finding(key="", kind=kind, severity=severity, articles=(), message=message, evidence=evidence)


def _both_sides(link: PatientLink, facts: Sequence[ComparedFact]) -> Iterator[FindingWords]:
    yield from _words(link.left.source_file, 1, (words for fact in facts for words in fact.left.evidence))
    yield from _words(link.right.source_file, 2, (words for fact in facts for words in fact.right.evidence))


def _words(article: str, side: int, evidence: Iterable[Evidence]) -> Iterator[FindingWords]:
    for words in evidence:
        yield FindingWords.model_validate({**words.model_dump(), "article": article, "side": side})


def _place(patient: PatientRef) -> str:
    return f"{patient.source_file} ({patient.case})"


def _and(names: Iterable[str]) -> str:
    told = list(dict.fromkeys(names))
    return f"{', '.join(told[:-1])} and {told[-1]}" if len(told) > 1 else "".join(told)


def _flat(printed: str) -> str:
    return " ".join(printed.split())


# ---- keys


def identity(article: Named) -> str:
    """What an article is known by whatever file it came in: an identifier, its title, or the stem of the file."""
    known = article.doi or article.pmid or article.pmcid or article.title
    return known.casefold() if known else PurePath(article.source_file).stem


def _key(articles: Sequence[str], finding: Finding) -> str:
    """Twelve hexadecimal digits of a hash of the articles, the kind and the words, whatever the spaces between them."""
    words = [re.sub(r"\s+", " ", words.quote).strip() for words in finding.evidence]
    told = json.dumps([sorted(articles), finding.kind, words], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:12]
