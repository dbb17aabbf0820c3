"""The ordered list of checks of one article."""

from collections.abc import Callable, Iterator

from extractors.integrity.absence import find_absence
from extractors.integrity.announced import find_announced
from extractors.integrity.article import ReadArticle
from extractors.integrity.averages import find_averages
from extractors.integrity.majority import find_majority
from extractors.integrity.names import find_slips
from extractors.integrity.parts import find_parts
from extractors.integrity.plausibility import find_implausible
from extractors.integrity.recount import find_recounts
from extractors.integrity.shares import find_shares
from schemas.record import IntegrityFinding

CHECKS: tuple[Callable[[ReadArticle], Iterator[IntegrityFinding]], ...] = (
    find_shares,
    find_parts,
    find_averages,
    find_recounts,
    find_announced,
    find_majority,
    find_absence,
    find_implausible,
    find_slips,
)
"""Every check, in the order in which its findings are told. None knows another."""


def contradictions(article: ReadArticle) -> tuple[IntegrityFinding, ...]:
    """All that contradicts itself in an article, each once; what is told twice of a patient is found while linking."""
    return tuple(dict.fromkeys(told for check in CHECKS for told in check(article)))
