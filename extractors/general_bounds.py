"""Bounds and ranges of an analyte that are of nobody: ``a CK above 5,000 U/L should alert``.

They stand in the present tense, behind an article or beside "values": ``each child with a CK of more than ...``.
"""

import re

from extractors.gates import Gated

_FINITE = re.compile(
    r"\b(?:was|were|had|did|fell|rose|became|showed|revealed|remained|reached|peaked|now|currently|at present|"
    r"(?:he|she|his|her|our (?:patient|girl|boy|case)|this (?:patient|girl|boy|child|case))\b)"
)
_MODAL = Gated(
    r"\b(?:should|must|ought|may|might|can|could|cannot|would|is|are|has|have|does|do|makes?|points?|speaks?|argues?|"
    r"suggests?|indicates?|favou?rs?|excludes?|lies?|ranges?|exceeds?|occurs?|calls?|raises?|warrants?|prompts?|means?)\b"
)
_OF_ANY = re.compile(
    r"(?:\b(?:an?|any|every|each|such|whenever|if|where|when|in whom|with|in which|whose)(?: [\w-]+){0,2} $)"
)
# "CK > 10,000 U/L suggests": the name stands at the beginning, its bound behind it, then what follows from it.
_CRITERION = re.compile(
    r" ?(?:levels? |values? |activit\w+ )?(?:of )?(?:[<>≤≥]=?|above|over|below|(?:more|less|greater|higher) than|"
    r"exceeding|in excess of|at least) ?[\d., ]+[^.;]{0,45}?\b(?:should|must|may|might|can|could|suggests?|indicates?|"
    r"points?|favou?rs?|speaks?|argues?|warrants?|prompts?|calls?|raises?|makes?)\b"
)
_USUALLY = re.compile(
    r"\b(?:is|are) (?:most|more|usually|often|typically|commonly|rarely|generally|almost always|mostly|frequently|"
    r"seldom|not (?:un)?(?:common|usual|rare))\b"
)
_VALUES = re.compile(r" ?(?:values?|levels?|concentrations?|activit(?:y|ies)|elevations?|rises?)\b")
_VALUES_BETWEEN = re.compile(r"\b(?:values|levels|concentrations|elevations) (?:of |between |from |in the range of )*$")
_SUCH = re.compile(r"\bin such (?:patients|children|cases)\b|\b(?:usually|typically|often|generally|commonly) $")


def usual(words: str, name: tuple[int, int]) -> bool:
    """Whether a value is anybody's: ``a CK of 1,000 U/L is usually benign``; ``words`` as below."""
    ahead = words[max(0, name[0] - 30) : name[0]]
    return _USUALLY.search(words) is not None and _OF_ANY.search(ahead) is not None and not _FINITE.search(words)


def of_nobody(words: str, name: tuple[int, int], number: int) -> bool:
    """Whether a bound or a range at ``number`` of an analyte at ``name`` is of nobody: a criterion, a rule of thumb.

    ``words``: the sentence in lower case.
    """
    if _FINITE.search(words) or not _MODAL.search(words):
        return False
    ahead = words[max(0, name[0] - 30) : name[0]]
    if not words[: name[0]].strip() and _CRITERION.match(words, name[1]):
        return True
    return (
        _OF_ANY.search(ahead) is not None
        or _VALUES.match(words, name[1]) is not None
        or _VALUES_BETWEEN.search(words[max(0, number - 40) : number]) is not None
        or _SUCH.search(words) is not None
    )
