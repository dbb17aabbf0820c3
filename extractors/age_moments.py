"""What an age tells of: the onset of an illness, a visit, a diagnosis, or any other time of a life."""

import re
from typing import Literal

from extractors.age_doubts import of_course

At = Literal["onset", "presentation", "diagnosis", "other"]

_CARE = re.compile(
    r"\b(?:treated|given|replaced|switched|received|continued|administered|infus(?:ed|ions?)|therapy|treatment|doses?|"
    r"followed|school|wheelchair|ventilat\w+|walking (?:aid|frame)|feeding tube)\b[^.;]{0,40}$"
)
# "Nine years after presentation, the girl is 12 years old": an age at follow-up, told in the present.
_BY_NOW = re.compile(
    r"\b(?:(?:years?|months?) (?:later|after)|now|currently|today|at present|last (?:follow[- ]?up|visit))\b[^.;]*"
    r" is (?:now |currently |today )?$|\b(?:now|currently|presently|today) (?:aged )?$"
)


# "at 10 years of age", "until the age of 16"
_SINCE = re.compile(
    r"\b(?P<since>at|by|since|from|until|till) (?:(?:the |an )?age (?:of )?)?(?:only |about |around )?$"
)
_ILL = re.compile(
    r"\b(?:onset|began|begun|started to|first symptoms?|symptoms? started|developed|noticed|"
    r"became (?:weak|ill|unable|symptomatic)|fell (?:ill|behind)|"
    r"(?:weakness|illness|disease|complaints?|symptoms?|pains?|myalgias?|falls?) (?:had )?(?:first )?started)\b"
)
# "whose parents had first noticed frequent falls and difficulty in climbing stairs at": no other number between
_NOTICED = re.compile(r"\b(?:first|parents|mother|father) (?:had )?(?:first )?(?:noticed|noted|observed)\b[^.;:\d]*$")
# "He played football from the age of six": what a healthy child can do.
_SKILL = re.compile(
    r"\b(?:play(?:ed|ing)|walk(?:ed|ing)|swam|swimming|rode|riding|danc(?:ed|ing)|train(?:ed|ing)|school)\b[^.;]{0,30}$"
)


# "with type 1 diabetes since the age of 4", "living in Lisbon since the age of five": nothing of the illness told of
_SICK = re.compile(
    r"weak|fall|fell|pain|myalg|cramp|fatig|tired|symptom|difficult|unable|gait|walk|limp|stiff|complain|\bill|swallow|"
    r"dysphag|rash|hypoton|flopp|delay|clums|stumbl|stair|progress|problem|trouble|episod|attack|fever|disease|affected|"
    r"suffer|wheelchair|ataxi|slow|abnormal|unwell|sick|suspect|muscle|motor|elevated|\bck\b|swell|arthr|myo|dystroph|"
    r"onset|beg[iau]n|start|run\b|climb"
)
_JOINT = ("who", "which", "that", "and", "but", "had", "has", "have", "then", "already")


def _background(ahead: str) -> bool:
    """Whether the words of a clause ahead of "since the age of" tell of anything but an illness of muscles."""
    clause = re.split(r"[,;.:]", ahead)[-1]
    words = clause.split()
    return bool(words) and words[-1] not in _JOINT and _SICK.search(clause) is None


def moment_of(text: str, match: re.Match[str], since: str | None, start: int) -> At:
    """What the age of a match tells of; it begins at ``start``, and ``since`` is the preposition in its pattern."""
    if not since and not match.groupdict().get("noun") and (ahead := _SINCE.search(text[max(0, start - 30) : start])):
        since = ahead["since"]
    if not since and not match.groupdict().get("noun") and _BY_NOW.search(text[:start]):
        return "other"
    around = text[max(0, match.start() - 60) : match.end() + 30]
    clause = text[max(0, match.start() - 120) : match.start()]
    noticed = _NOTICED.search(clause) is not None
    if not since and re.search(
        r"\b(?:when|while|as|until|since) (?:he|she|the \w+) (?:was|had been) (?:only |about )?$", text[:start]
    ):
        return (
            "onset"
            if re.search(r"\b(?:onset|began|begun|started|first|symptoms?|noticed|developed)\b", around)
            else "other"
        )
    ahead_of_it = text[max(0, match.start() - 60) : match.start()]
    if since == "until" and match.groupdict().get("birthday"):
        return "other" if of_course(text, match.start()) else "onset"
    if since in ("since", "from") and (
        _SKILL.search(ahead_of_it) or _CARE.search(ahead_of_it) or _background(text[: match.start()])
    ):
        return "other"
    if since in ("since", "from") or ((noticed or _ILL.search(around)) and since):
        return "onset"
    if since and re.search(r"\bdiagnos", around):
        return "diagnosis"
    return "other" if since else "presentation"
