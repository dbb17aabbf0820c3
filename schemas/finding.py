"""An integrity finding as it is told to people and programs: of one article or of two, with its key."""

from typing import Literal

from schemas.base import Frozen
from schemas.record import Severity
from schemas.values import Evidence


class FindingWords(Evidence):
    """Words of a finding: in which article, and on which of the two sides that contradict each other."""

    article: str
    side: Literal[1, 2]


class Finding(Frozen):
    """What contradicts itself in an article, or in two that tell of one patient, in one sentence for a clinician.

    ``key`` stays the same as long as the articles, the kind and the words do; an acknowledgement names it.
    ``acknowledged`` is the reason that somebody gave for it.
    """

    key: str
    kind: str
    severity: Severity
    articles: tuple[str, ...]
    message: str
    evidence: tuple[FindingWords, ...]
    acknowledged: str | None = None


class FindingList(Frozen):
    """What ``casesift check --format json`` prints."""

    findings: tuple[Finding, ...]
