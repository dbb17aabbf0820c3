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

from schemas.finding import Finding, FindingWords
from schemas.linked import ComparedFact, How, PatientLink, PatientRef
from schemas.record import ArticleInfo, ArticleRecord, Severity
from schemas.values import Evidence

SEVERITIES: tuple[Severity, ...] = ("info", "warning", "error")

_WORDS_SHOWN = 3  # agreeing facts of two rows that are quoted
_SLIPS: dict[How, tuple[str, Severity, str]] = {
    "digits exchanged": ("digits-exchanged", "error", "two digits are exchanged"),
    "power of ten": ("power-of-ten", "error", "the same digits, but not the same number"),
    "unit": ("unit-differs", "warning", "the same number in another unit"),
}


def all_findings(
    records: Sequence[ArticleRecord], links: Iterable[PatientLink], acknowledged: Mapping[str, str]
) -> tuple[Finding, ...]:
    """Every finding with its key: article by article in the order of the records, then between two reports.

    ``acknowledged`` are reasons by key.
    """
    identities = {(record.id, record.article.source_file): _identity(record.article) for record in records}
    told = [*_in_records(records), *(finding for link in links for finding in _between(link))]
    counted: Counter[str] = Counter()
    keyed = []
    for articles, finding in told:
        key = _key([identities.get(article, article[1]) for article in articles], finding)
        counted[key] += 1
        if counted[key] > 1:  # the same words twice in an article are two findings
            key = f"{key}-{counted[key]}"
        keyed.append(finding.model_copy(update={"key": key, "acknowledged": acknowledged.get(key)}))
    return tuple(keyed)


def open_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Those that nobody has acknowledged."""
    return [finding for finding in findings if finding.acknowledged is None]


def gate(findings: Iterable[Finding], fail_on: Severity | None) -> str | None:
    """Why a run fails its gate: how many open findings are of that severity or worse; None where it passes."""
    if fail_on is None:
        return None
    bad = SEVERITIES[SEVERITIES.index(fail_on) :]
    count = sum(finding.severity in bad for finding in open_findings(findings))
    if not count:
        return None
    return f"{count} finding{'s' if count > 1 else ''} of severity {fail_on}{' or worse' if fail_on != 'error' else ''}"


# ---- of one article and of two


_Told = tuple[tuple[tuple[str, str], ...], Finding]
"""The articles of a finding, by id and name, and the finding itself, still without its key."""


def _in_records(records: Iterable[ArticleRecord]) -> Iterator[_Told]:
    for record in records:
        name = record.article.source_file
        for told in record.findings:
            words = (*_words(name, 1, told.evidence), *_words(name, 2, told.against))
            yield ((record.id, name),), _finding(told.kind, told.severity, told.message, words)


def _between(link: PatientLink) -> Iterator[_Told]:
    """What two reports of one patient cannot both have right; and that one article lists a patient twice."""
    articles = tuple(dict.fromkeys((each.article_id, each.source_file) for each in (link.left, link.right)))
    if link.relation == "one article":
        yield articles, _listed_twice(link)
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
        yield articles, _finding("analytes-exchanged", "error", message, _both_sides(link, exchanged))
    for fact in link.disagreements:
        if (slip := _slip(fact)) is not None:
            kind, severity, how = slip
            message = (
                f"{_name(fact)} of one patient is {_flat(fact.left.told)} in {_place(link.left)}, and "
                f"{_flat(fact.right.told)} in {_place(link.right)}{how}."
            )
            yield articles, _finding(kind, severity, message, _both_sides(link, [fact]))


def _slip(fact: ComparedFact) -> tuple[str, Severity, str] | None:
    if fact.how in _SLIPS:
        kind, severity, how = _SLIPS[fact.how]
        return kind, severity, f": {how}"
    if fact.how == "differs" and fact.field in ("sex", "age"):
        return "reports-differ", "warning", ""
    return None


def _listed_twice(link: PatientLink) -> Finding:
    agreeing = [fact for fact in link.agreements if fact.left.evidence and fact.right.evidence]
    alike = _and(_name(fact) for fact in agreeing)
    message = f"{link.left.case} and {link.right.case} are probably one patient who is listed twice (the same {alike})."
    return _finding("patient-listed-twice", "warning", message, _both_sides(link, agreeing[:_WORDS_SHOWN]))


def _finding(kind: str, severity: Severity, message: str, words: Iterable[FindingWords]) -> Finding:
    evidence = tuple(dict.fromkeys(words))
    articles = tuple(dict.fromkeys(each.article for each in evidence))
    return Finding(key="", kind=kind, severity=severity, articles=articles, message=message, evidence=evidence)


def _both_sides(link: PatientLink, facts: Sequence[ComparedFact]) -> Iterator[FindingWords]:
    yield from _words(link.left.source_file, 1, (words for fact in facts for words in fact.left.evidence))
    yield from _words(link.right.source_file, 2, (words for fact in facts for words in fact.right.evidence))


def _words(article: str, side: int, evidence: Iterable[Evidence]) -> Iterator[FindingWords]:
    for words in evidence:
        yield FindingWords.model_validate({**words.model_dump(), "article": article, "side": side})


def _name(fact: ComparedFact) -> str:
    return fact.name or {"ck": "CK", "cmas": "CMAS"}.get(fact.field, fact.field)


def _place(patient: PatientRef) -> str:
    return f"{patient.source_file} ({patient.case})"


def _and(names: Iterable[str]) -> str:
    told = list(dict.fromkeys(names))
    return f"{', '.join(told[:-1])} and {told[-1]}" if len(told) > 1 else "".join(told)


def _flat(printed: str) -> str:
    return " ".join(printed.split())


# ---- keys


def _identity(article: ArticleInfo) -> str:
    """What an article is known by whatever file it came in: an identifier, its title, or the stem of the file."""
    known = article.doi or article.pmid or article.pmcid or article.title
    return known.casefold() if known else PurePath(article.source_file).stem


def _key(articles: Sequence[str], finding: Finding) -> str:
    """Twelve hexadecimal digits of a hash of the articles, the kind and the words, whatever the spaces between them."""
    words = [re.sub(r"\s+", " ", words.quote).strip() for words in finding.evidence]
    told = json.dumps([sorted(articles), finding.kind, words], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:12]
