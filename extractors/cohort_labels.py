"""Shares of a part of the group, which its antibody or drug names: ``given to 64% of anti-SRP positive children``.

The antibody only tells of whom the share is; what is shared stands ahead of it, or behind its verb.
"""

import re
from dataclasses import replace

from extractors.cohort_between import HAVING, Share, belongs
from extractors.cohort_sizes import MEMBERS
from extractors.measures import CENTRED, Measure
from extractors.printed_numbers import NUMBER, parse_number

_PART = (
    rf"(?:the |those |all )*(?:{MEMBERS} )?"
    r"(?:with |having |carrying |positive for |treated with |given |on |receiving )?"
)
_OF_PART = re.compile(rf"[\s)\]]*of {_PART}")
_IN_PART = re.compile(rf"[\s)\]]*(?:in|among|for) {_PART}")
_BARE_PART = re.compile(rf"[\s)\]]*{_PART}")
_LABELLED = re.compile(
    r"[\s-]*(?:antibod(?:y|ies)|positive|positivity|\+|myopathy|imnm|disease|subgroup|group|"
    rf"{MEMBERS}|ones)\b(?:[\s-]*(?:antibod(?:y|ies)|positive|myopathy|imnm|disease|subgroup|group|{MEMBERS}|ones)\b)*"
)
_WHO = re.compile(rf"{MEMBERS}|group|ones")
_FOUND_BEHIND = re.compile(
    r"[\s-]*(?:antibod(?:y|ies)|positivity)?\s*(?:was|were|had been|being)\s(?:found|present|detected|seen|given|used)"
)
_GIVEN_TO = re.compile(r"\b(?:in|by|to|for|among|of)\s(?:only |just |about |as many as )?$")
_AND = re.compile(
    r"(?:,|;|\s|\b(?:and|but|while|whereas|vs\.?|versus|compared with|compared to|as against|against|"
    r"in|of|to|by|only|just|than)\b)*"
)
_PART_AHEAD = re.compile(rf"\b(?:in|among|for) (?:the |those |all |our )*(?:{MEMBERS} )?(?:with |having |carrying )$")
_TREATED = re.compile(r"(?:treated with|given|on|receiving) $")
_WITH = re.compile(r"\bwith\b")
_MEMBERS_WITH = re.compile(rf"[\s)\]]*{MEMBERS} (?:with|having|carrying|positive for|treated with|given|on|receiving) ")
PERCENT_OF_PART = re.compile(rf"\s*[(\[]\s?(?P<percent>{NUMBER})\s?%\s?[)\]]")
"""The percentage behind the part that a count is of: ``51 of the 79 anti-HMGCR positive patients (64.6%)``."""
_STRAIGHT = re.compile(r"[^,;:.()%]{0,40}")


def label_of(text: str, measures: list[Measure], share: Share, *, goes_on: bool) -> Measure | None:
    """The antibody or drug that names the part of the group a share is of; None where the share is of the group.

    ``goes_on``: the share before it was of a part too, and this one is said in the same breath.
    """
    behind = next((measure for measure in measures if measure.start >= share.end), None)
    if behind is None or not (behind.drug or behind.name.startswith("anti-") or behind.name == "seronegative"):
        return None
    between = text[share.end : behind.start]
    if behind.drug and _TREATED.search(between) is None:
        return None
    who = _WHO.search(text[behind.end : end_of_part(text, behind)]) is not None
    if share.n is None:
        named = who or _WITH.search(between) is not None
        told = _OF_PART.fullmatch(between) or (named and _IN_PART.fullmatch(between))
        return behind if told and (share.percent is not None or who) else None
    if share.count is None or _BARE_PART.fullmatch(between) is None or _FOUND_BEHIND.match(text, behind.end):
        return None
    members = _MEMBERS_WITH.fullmatch(between) is not None
    given = goes_on or _GIVEN_TO.search(text[max(0, share.start - 30) : share.start]) is not None
    led = any(item.end <= share.start and item.name not in CENTRED for item in measures)
    return behind if members or who or (given and (behind.drug or led or _WITH.search(between))) else None


def end_of_part(text: str, label: Measure) -> int:
    """Where the words end that name the part: ``anti-SRP positive patients``."""
    rest = _LABELLED.match(text, label.end)
    return rest.end() if rest else label.end


def next_part(text: str, label: Measure, share: Share) -> bool:
    """Whether a share goes on with the next part: ``64% of anti-SRP and 21% of anti-HMGCR positive patients``."""
    end = end_of_part(text, label)
    if percent := PERCENT_OF_PART.match(text, end):
        end = percent.end()
    return end <= share.start and _AND.fullmatch(text, end, share.start) is not None


def told_of_part(text: str, measures: list[Measure], label: Measure, share: Share) -> Measure | None:
    """What is shared in a part: named ahead, or behind it (``20% of anti-SRP patients had a rash``)."""
    ahead = [item for item in measures if item.end <= share.start and item.name not in CENTRED]
    for measure in reversed(ahead):
        if belongs(text, measure, share):
            return measure
    end = end_of_part(text, label)
    if percent := PERCENT_OF_PART.match(text, end):
        end = percent.end()
    behind = next((item for item in measures if item.start >= end and item.name not in CENTRED), None)
    if behind is not None and re.fullmatch(HAVING, text[end : behind.start]):
        return behind
    return None


def named_just_ahead(text: str, measure: Measure) -> bool:
    """Whether a measure names a part of the group ahead of a share in brackets: ``in children with anti-SRP (5/6)``."""
    return _PART_AHEAD.search(text[max(0, measure.start - 60) : measure.start]) is not None


def subject_of_part(text: str, measures: list[Measure], label: Measure) -> Measure | None:
    """What is told of a part ahead of its share: ``a rash was seen in the children with anti-SRP (5/6)``."""
    part = _PART_AHEAD.search(text[: label.start])
    ahead = [item for item in measures if part and item.end <= part.start() and item.name not in CENTRED]
    if part and ahead and _STRAIGHT.fullmatch(text, ahead[-1].end, part.start()):
        return ahead[-1]
    return None


def shares_of_parts(
    text: str, measures: list[Measure], shares: list[Share]
) -> tuple[list[tuple[Measure, Share]], list[Share]]:
    """The shares of named parts with what they are of, and the shares that are left."""
    told: list[tuple[Measure, Share]] = []
    left: list[Share] = []
    waiting: list[Share] = []  # of parts said in one breath, of which the last tells what is shared
    subject: Measure | None = None
    label: Measure | None = None
    closed = 0
    for share in shares:
        if share.bracketed and share.start < closed:
            continue
        goes_on = label is not None and next_part(text, label, share)
        part = label_of(text, measures, share, goes_on=goes_on)
        if not goes_on:
            waiting, subject = [], None
        label = part
        if part is None:
            left.append(share)
            continue
        whole = PERCENT_OF_PART.match(text, end_of_part(text, part))
        if whole and share.percent is None:
            closed = whole.end()
        subject = subject or told_of_part(text, measures, part, share)
        told_too = parse_number(whole["percent"]) if whole and share.percent is None else share.percent
        waiting.append(replace(share, percent=told_too))
        if subject is not None:
            told += [(subject, item) for item in waiting]
            waiting = []
    return told, left
