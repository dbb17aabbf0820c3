"""Parts that exclude each other and exceed their whole, and girls and boys that do not add up to the patients."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from extractors.gates import Gated
from extractors.integrity.article import COUNT, DESCRIBED, MEMBERS, ReadArticle, decimals, finding, number, plain
from extractors.lexicon import table
from extractors.reading import Sentence
from schemas.mention import CohortMention
from schemas.record import IntegrityFinding
from schemas.values import CohortFinding

# Shares of each group that have something are no shares of the whole: "weakness in 70 % of girls and 60 % of boys".
_COMPARED = re.compile(
    r"\b(?:than|versus|vs|compared|comparison|whereas|while|respectively|adults?|more (?:common|frequent|often|likely)|"
    r"prevalence|incidence|sensitivity|specificity|among|in (?:both|each|either))\b"
)
_PERCENT = re.compile(
    r"(?<![\d.,<>≤≥~±-])(?<![<>≤≥~±-]\s)(?P<p>\d{1,3}(?:\.\d{1,2})?)\s?(?:%|per ?cent)"
    r"(?!\s?(?:ci\b|[-/]|of\b(?! (?:the |all |these )?(?:patients|children|cases)\b)))"
)
_RANGE = re.compile(r"\d\s?%?\s?(?:-|to)\s?\d+(?:\.\d+)?\s?%")
_LINK = re.compile(r"(?!.*\b(?:had|have|has|showed|developed|received|in|needed|with|were on)\b)[^%;:]{0,28}$")
# "anti-SRP antibodies were present in 45%", "complete remission in 45%"; nothing else may stand between.
_DIRECT = re.compile(
    r"(?: (?:auto)?antibod(?:y|ies))?(?: (?:were|was))?(?: (?:present|found|detected|positive|identified|seen))?"
    r"(?: in|:)?\s?$"
)
_AHEAD = re.compile(
    r" (?:of (?:the |all |these )?(?:patients|children|cases) )?(?:(?:were|was|are|had|being|tested) )?"
    r"(?:positive )?(?:for )?(?:an? )?$"
)
_LISTS = ("course", "severity", "response", "change", "survival")
"""Groups whose names are words of every day: they count where they stand in one list only."""
_BETWEEN = 16  # characters between two of such a list

_GOVERNED = re.compile(
    r"(?<!consisted )(?<!composed )(?<!comprised )(?<!positive )(?<!% )\b(?:in|among|for|of|between)"
    r"(?: (?:the|all|our|patients|children|those|cases)){0,2}(?: with| who were)? $"
)
_SEXES = Gated(
    rf"\b(?P<of>{COUNT}) (?:[\w-]+ ){{0,3}}?(?:patients|children|cases|subjects|individuals|participants)\b"
    rf"(?P<between>[^.;\d]{{0,25}}?)(?<![\d.,/-])\b(?P<a>{COUNT}) (?P<one>girls?|boys?|females?|males?|women|men)\b"
    rf"[^.;\d]{{0,12}}?\b(?P<b>{COUNT}) (?P<two>girls?|boys?|females?|males?|women|men)\b"
)
# "Of 30 patients, 12 were boys and 20 were girls": fewer may be some of them, more may not.
_SEXES_TOLD = Gated(
    rf"\bof (?:the |our |these )?(?P<of>{COUNT}) {DESCRIBED}{{0,3}}?(?:patients|children|cases|subjects|participants)\b"
    rf"(?P<between>[^.;\d]{{0,25}}?)\b(?P<a>{COUNT}) (?:were |was )(?P<one>girls?|boys?|females?|males?|women|men)\b"
    rf"[^.;\d]{{0,12}}?\b(?P<b>{COUNT}) (?:were |was )(?P<two>girls?|boys?|females?|males?|women|men)\b"
)
_SEX = Gated(r"girl|boy|male|\bw?o?men\b")
_UNTOLD = re.compile(r"\b(?:unknown|unspecified|not (?:reported|stated|given|known|recorded)|missing|other)\b")
_SOME = re.compile(r"\b(?:includ\w+|among|of (?:whom|which|these|them)|with)\b")
_SEROLOGY = ("anti-HMGCR", "anti-SRP", "seronegative")
_PEOPLE = re.compile(rf"(?<![\d.,/-])\b(?P<of>{COUNT}) {DESCRIBED}{{0,4}}?{MEMBERS}\b")
_FEMALE = ("girl", "female", "women")


class Share(NamedTuple):
    """A part of a whole with its percentage, and where both stand in the sentence."""

    part: str
    percent: str
    start: int
    end: int


def find_parts(article: ReadArticle) -> Iterator[IntegrityFinding]:
    """Groups of one whole that are together more than it, or not as many."""
    told: defaultdict[int, list[CohortFinding]] = defaultdict(list)
    for found in article.found:
        if isinstance(found.mention, CohortMention):
            told[found.sentence.order].append(found.mention.value)
    for sentence in article.prose():
        if "%" in sentence.text:
            yield from _exceeding(sentence)
        yield from _counts(sentence, told.get(sentence.order, []))
        for pattern in (_SEXES, _SEXES_TOLD) if _SEX.search(sentence.lowered) else ():
            if match := pattern.search(sentence.lowered):
                yield from _sexes(sentence, match)


@cache
def _groups() -> dict[str, tuple[re.Pattern[str], dict[str, str]]]:
    """For each set of groups that exclude each other a pattern of their names, and which group each name is."""
    sets: dict[str, dict[str, str]] = {}
    for row in table("exclusive_groups"):
        sets.setdefault(row["group"], {})[row["words"].lower()] = row["part"]
    return {
        group: (re.compile(rf"\b(?:{'|'.join(sorted(map(_spelled, names), key=len, reverse=True))})\b"), names)
        for group, names in sets.items()
    }


def _spelled(words: str) -> str:
    return re.escape(words).replace(r"\ ", "[ -]").replace(r"\-", "[ -]?")


def _exceeding(sentence: Sentence) -> Iterator[IntegrityFinding]:
    text = sentence.lowered
    if _COMPARED.search(text) or _RANGE.search(text):
        return
    percents = list(_PERCENT.finditer(text))
    for group, (pattern, names) in _groups().items():
        shares = _paired(text, list(pattern.finditer(text)), percents, names)
        if len({share.part for share in shares}) != len(shares) or len(shares) < 2:
            continue
        if group in _LISTS and any(two.start - one.end > _BETWEEN for one, two in pairwise(shares)):
            continue
        # Two antibodies may be found in one patient; no antibody and one of them may not.
        if group == "serology" and "seronegative" not in {share.part for share in shares}:
            continue
        whole = sum(float(share.percent) for share in shares)
        if whole <= 100 + len(shares) * max(10 ** -decimals(share.percent) for share in shares):
            continue
        told = ", ".join(f"{share.part} {share.percent} %" for share in shares)
        first, last = shares[0], shares[-1]
        yield finding(
            "parts-exceed-whole",
            "error",
            f"These groups exclude each other and are together {whole:g} % of the patients: {told}.",
            sentence.evidence(sentence.first + first.start, sentence.first + first.end),
            (
                words
                for share in (*shares[1:-1], last)
                for words in sentence.evidence(sentence.first + share.start, sentence.first + share.end)
            ),
        )


def _counts(sentence: Sentence, told: list[CohortFinding]) -> Iterator[IntegrityFinding]:
    """Of 20 patients, 12 with anti-HMGCR, 5 with anti-SRP and 5 that are seronegative."""
    counts = {each.measure: each for each in told if each.statistic == "count" and each.value is not None}
    parts = [counts[name] for name in _SEROLOGY if name in counts]
    if "seronegative" not in counts or len(parts) < 2 or _COMPARED.search(sentence.lowered):
        return
    people = _PEOPLE.search(sentence.lowered)
    whole = next((each.n for each in parts if each.n is not None), number(people["of"]) if people else None)
    if whole is None or any(each.n not in (None, whole) for each in parts):
        return
    together = sum(each.value or 0 for each in parts)
    if together > whole:
        shown = ", ".join(f"{each.measure} {plain(each.value or 0)}" for each in parts)
        yield finding(
            "parts-exceed-whole",
            "error",
            f"These groups exclude each other and are together {plain(together)} of {plain(whole)} patients: {shown}.",
            parts[0].evidence,
            (words for part in parts[1:] for words in part.evidence),
        )


def _paired(text: str, words: list[re.Match[str]], percents: list[re.Match[str]], names: dict[str, str]) -> list[Share]:
    """Each name with the percentage printed behind it or just ahead of it; nothing where one has none."""
    shares: list[Share] = []
    for word in words:
        if _GOVERNED.search(text[max(0, word.start() - 40) : word.start()]):
            return []
        behind = next((each for each in percents if each.start() >= word.end()), None)
        ahead = next((each for each in reversed(percents) if each.end() <= word.start()), None)
        if behind is not None and _behind(text, word, behind):
            shares.append(Share(_name(word.group(), names), behind["p"], word.start(), behind.end()))
        elif ahead is not None and _AHEAD.match(text[ahead.end() : word.start()]):
            shares.append(Share(_name(word.group(), names), ahead["p"], ahead.start(), word.end()))
        else:
            return []
    return shares


def _behind(text: str, word: re.Match[str], percent: re.Match[str]) -> bool:
    """Whether a percentage is that of the name ahead of it: "seronegative (18%)", "anti-SRP in 45%"."""
    if text[: percent.start()].rstrip()[-1:] in ("(", "["):
        return _LINK.match(text[word.end() : percent.start() - 1]) is not None
    alone = not text[: word.start()].endswith("with ")
    return alone and _DIRECT.match(text[word.end() : percent.start()]) is not None


def _name(word: str, names: dict[str, str]) -> str:
    return next(part for words, part in names.items() if re.fullmatch(_spelled(words), word))


def _sexes(sentence: Sentence, match: re.Match[str]) -> Iterator[IntegrityFinding]:
    """``12 patients (7 girls and 6 boys)``."""
    female, male = (match["one"].startswith(_FEMALE), match["two"].startswith(_FEMALE))
    whole, one, two = (number(match[group]) for group in ("of", "a", "b"))
    if female == male or one + two == whole or _UNTOLD.search(sentence.lowered):
        return
    if one + two < whole and (match.re is _SEXES_TOLD.compiled or _SOME.search(match["between"])):
        return
    girls_and_boys = sentence.evidence(sentence.first + match.start("a"), sentence.first + match.end("two"))
    people = sentence.evidence(sentence.first + match.start("of"), sentence.first + match.start("between"))
    yield finding(
        "parts-do-not-add-up",
        "error",
        f"{one} {match['one']} and {two} {match['two']} are {one + two}, not {whole}.",
        girls_and_boys,
        people,
    )
