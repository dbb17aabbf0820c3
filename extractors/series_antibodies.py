"""The antibody of a whole series, which its title or its announcement tells once, and which no patient contradicts.

``Three children with anti-HMGCR myopathy`` · ``Anti-SRP myopathy: two cases`` · ``we report 3 girls with anti-SRP``. A
title of one person among several speaks of that one, and two antibodies in a title are dealt out.
"""

import re
from collections.abc import Iterator, Sequence

from extractors.antibodies import SERONEGATIVE
from extractors.antibody_scope import EXCLUSIVE
from extractors.cases import Case
from extractors.number_words import SMALL
from extractors.reading import Found
from schemas.mention import AntibodyMention

_MOST = 10  # patients told one by one
_ONE = re.compile(
    r"\b(?:an?|one|the) (?:[\w-]+ ){0,5}?(?:patient|child|girl|boy|infant|toddler|adolescent|teenager|woman|man|case|"
    r"adult|newborn|mother|schoolgirl|schoolboy|preschooler|sibling|athlete|student)\b"
    r"(?![\w-]* (?:series|reports|studies))|\bcase report\b"
)
_DEALT = re.compile(r"\b(?:discordant|different|versus|vs|compar\w+|distinct|without|negative|or|unlike|spectrum)\b")
_COUNT = re.compile(
    r"\b(?P<count>two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?:[\w-]+ ){0,5}?"
    r"(?:patients|children|cases|girls|boys|siblings|sisters|brothers|infants|twins|adolescents|women|men|adults|"
    r"teenagers|individuals|females|males|cousins)\b"
)
_ANNOUNCED = re.compile(
    r"(?:\w+: )?(?:here(?:in)?,? )?(?:in this \w+,? )?we (?:now |here )?(?:report|describe|present)"
)


def of_series(spoken: Sequence[Found], own: list[Case]) -> list[AntibodyMention]:
    """The antibodies that the sentences of ``spoken`` tell of all ``own`` patients, two or more."""
    told = {mention.value.name: mention for mention in _fitting(spoken, len(own))}
    named = {name for name in told if name in EXCLUSIVE}
    if len(named) != 1 or any(_contradicts(case, named) for case in own):
        return []
    return [mention for name, mention in told.items() if name in named]


def _fitting(spoken: Sequence[Found], count: int) -> Iterator[AntibodyMention]:
    """The antibodies that are there in titles and announcements which may speak of so many patients."""
    if not 1 < count <= _MOST:
        return
    for found in spoken:
        mention = found.mention
        if isinstance(mention, AntibodyMention) and mention.value.result == "positive" and mention.level != "disease":
            title, text = found.sentence.passage.kind == "title", found.sentence.lowered
            fits = _fits_title(text, count) if title else mention.level == "group" and _announces(text, count)
            if fits and _DEALT.search(text) is None:
                yield mention


def _counted(text: str) -> int | None:
    told = _COUNT.search(text)
    return None if told is None else int(told["count"]) if told["count"].isdigit() else SMALL[told["count"]]


def _fits_title(text: str, count: int) -> bool:
    """Whether a title speaks of so many patients or more, or of nobody in particular."""
    told = _counted(text)
    return _ONE.search(text) is None if told is None else told >= count


def _announces(text: str, count: int) -> bool:
    return _ANNOUNCED.match(text) is not None and _counted(text) == count


def _contradicts(case: Case, names: set[str]) -> bool:
    """Whether a patient has another antibody specific for myositis, or not this one."""
    for mention in case.mentions:
        if isinstance(mention, AntibodyMention):
            value = mention.value
            other = value.result == "positive" and value.name in EXCLUSIVE and value.name not in names
            if other or value.rule == SERONEGATIVE or (value.result == "negative" and value.name in names):
                return True
    return False
