"""Of which group a count is a part, where its sentence does not say: "Seven were girls", "tacrolimus in five"."""

import re
from collections.abc import Iterable
from functools import lru_cache

from extractors.cohort_sizes import COUNT, MEMBERS, announced, number_of, totals_in
from extractors.gates import Gated
from extractors.reading import Sentence

_NEAR = 400  # characters back within a sentence
_REACH = 1500  # characters back to a group that is only taken up: "all six patients"
_FRONT = 3000  # characters in which an article says how many patients it reports
_MOST_OWN = 20
_IN_THESE = Gated(rf"\b(?:in|of|for|from|among) (?:the |these |all )?(?P<n>{COUNT}) (?:[\w-]+ ){{0,2}}?{MEMBERS}\b")
_TAKEN_UP = Gated(
    rf"\b(?:all|of (?:the|these|our)|the (?:remaining|other)|none of (?:the|these|our)) (?P<n>{COUNT})\b"
    rf"(?: (?:[\w-]+ ){{0,2}}?{MEMBERS}\b|(?=,? (?:were|was|had|have|received|needed|carried|showed|presented|are)\b))"
)
_OWN = Gated(
    rf"\bwe (?:\w+ )?(?:report|describe|present|reviewed|studied|treated|followed|saw|add)(?: on)? "
    rf"(?:the )?(?P<n>{COUNT}) "
    rf"(?:[\w-]+ ){{0,4}}?{MEMBERS}\b"
)
_IN_TITLE = Gated(rf"\b(?:of|in|with|from) (?P<n>{COUNT}) (?:[\w-]+ ){{0,3}}?{MEMBERS}\b")
_ANNOUNCING = re.compile(r"\b(?:experience|report|series|observations) (?:of|with|in|on) [\w -]{3,60}")
_NUMBERED = re.compile(r"\b(?:[Cc]ase|[Pp]atient|CASE|PATIENT)s? (\d{1,2})\b")
_STUDIED = re.compile(
    r"\b(?:retrospective(?:ly)?|prospective(?:ly)?|registry|register|multicent\w+|nationwide|consecutive|randomi[sz]ed|"
    r"enrolled|trial|chart review|(?:records|charts|notes|files|data|sera) (?:of|from|on) (?:all |the )?(?:\w+ ){0,3}?"
    r"(?:patients|children)|(?:patients|children) (?:\w+ ){0,4}?were (?:included|reviewed|studied|identified|"
    r"recruited))\b"
)
_LEAST_STUDIED = 5  # so few are a report of cases
_TITLES = 400  # characters in which a title stands where the file does not tell which it is
_OTHERS = re.compile(
    r"\b(?:et al|stud(?:y|ies)|series|registry|register|literature|review|reported|published|cohort)\b"
)


def whole_of(sentence: Sentence, count: float, percent: float, place: int) -> float | None:
    """The group told last ahead of ``place`` of which ``count`` is ``percent``, to the printed precision, if any is."""
    totals = [size for size, _ in announced(sentence.passage.clean, sentence.last)]
    totals += [number_of(match["n"]) for match in _IN_THESE.finditer(sentence.lowered[max(0, place - _NEAR) : place])]
    fitting = _fitting(reversed(totals), count, percent)
    return fitting if fitting is not None else _fitting(sizes_of_article(sentence.document.text), count, percent)


def _fitting(sizes: Iterable[float], count: float, percent: float) -> float | None:
    """The first size of which ``count`` is ``percent``, to the printed precision."""
    precision = 0.5 if float(percent).is_integer() else 0.05
    return next((n for n in sizes if n >= count and abs(100 * count / n - percent) <= precision + 1e-9), None)


@lru_cache(maxsize=1)  # asked for every share of an article
def sizes_of_article(text: str) -> tuple[float, ...]:
    """The sizes that an article announces, in its order: a paragraph may speak of a group announced long before."""
    return tuple(size for _, size, _ in totals_in(" ".join(text.lower().split())))


def size_around(sentence: Sentence, count: float, place: int) -> float | None:
    """The group that a bare count at a place of its sentence is of: one just taken up, else the article's own."""
    end = sentence.first + place
    before = sentence.passage.clean.text[max(0, end - _REACH) : end].lower()
    taken_up = [number_of(match["n"]) for match in _TAKEN_UP.finditer(before)]
    if taken_up:
        return taken_up[-1] if taken_up[-1] >= count else None
    if sentence.level == "other" or _OTHERS.search(before[-_NEAR:]):
        return None
    own = own_size(sentence)
    return own if own is not None and own >= count else None


def own_size(sentence: Sentence) -> float | None:
    """How many patients the article says it reports itself; None where it does not say, or studies a cohort."""
    return _own_size(sentence.document.text, sentence.document.metadata.title or "")


def tells_of_each(sentence: Sentence) -> bool:
    """Whether the article tells of its patients one by one, by numbers: "Case 2", "Cases 3 and 5"."""
    return _numbers_its_patients(sentence.document.text)


def is_study(sentence: Sentence) -> bool:
    """Whether the front of an article tells that patients were studied, as a group."""
    return _is_study(sentence.document.text[:_FRONT])


@lru_cache(maxsize=1)  # asked for every sentence that counts members
def _is_study(front: str) -> bool:
    return _STUDIED.search(" ".join(front.lower().split())) is not None


def size_of_study(sentence: Sentence) -> float | None:
    """The largest group that the front of an article on a study of patients announces; None in other articles."""
    return _size_of_study(sentence.document.text[:_FRONT]) if is_study(sentence) else None


@lru_cache(maxsize=1)  # asked for every sentence in which a drug stands
def _size_of_study(front: str) -> float | None:
    size = max((size for _, size, _ in totals_in(" ".join(front.lower().split()))), default=0.0)
    return size if size > _LEAST_STUDIED else None


def told_one_by_one(sentence: Sentence) -> bool:
    """Whether what all had is a fact of each: the article reports its own patients, or tells of them by numbers."""
    return own_size(sentence) is not None or tells_of_each(sentence)


@lru_cache(maxsize=1)  # asked for every treatment that all received
def _numbers_its_patients(text: str) -> bool:
    return len(set(_NUMBERED.findall(text))) > 1


@lru_cache(maxsize=1)  # asked for every count of an article
def _own_size(text: str, title: str) -> float | None:
    """How many patients an article says it reports itself."""
    front = " ".join(text[:_FRONT].lower().split())
    head = title.lower() or " ".join(_ANNOUNCING.findall(front[:_TITLES]))
    told = next(_OWN.finditer(front), None) or next(_IN_TITLE.finditer(head), None)
    size = number_of(told["n"]) if told else None
    return size if size is not None and 1 < size <= _MOST_OWN else None
