"""Counts and percentages that do not fit: ``33/84 (39%)``, ``Of these, 55 (56%)``, ``5 (45%)`` under ``n = 11``.

A percentage fits a count where it is less than one unit of its last printed digit away, so that rounding up, down and
cutting off are all allowed.
"""

import re
from collections.abc import Iterator

from extractors.integrity.article import COUNT, DESCRIBED, MEMBERS, ReadArticle, decimals, finding, matched, number
from extractors.reading import Sentence
from schemas.record import IntegrityFinding
from schemas.values import Evidence

_REACH = 4000  # characters back to the group that a share is of
_PERCENT = r"(?P<p>\d{1,3}(?:\.\d{1,2})?)\s?%"
_NO_SHARE = r"(?!\s?(?:ci\b|c\.i|confidence|reduc|increas|decreas|lower|higher|less|more|of\b|[-/]))"
_OF_WHOLE = r"(?P<n>\d{1,5})\s?(?:/|of|out of)\s?(?:the\s)?(?P<of>\d{1,5})(?![\d./,-]*\d)"
# A score, a strength grade or an ejection fraction is no count of people; and "6/12" may be a month.
_FRACTION = re.compile(rf"(?<![\d.,/:-]){_OF_WHOLE}(?:\s[a-z]+){{0,3}}?\s?[(\[=]\s?{_PERCENT}{_NO_SHARE}")
_FRACTION_IN_BRACKET = re.compile(rf"[(\[]{_OF_WHOLE}\s?[,;:]\s?{_PERCENT}{_NO_SHARE}")
_FRACTION_BEHIND = re.compile(rf"(?<![\d.,<>≤≥~±-])(?<![<>≤≥~±-]\s){_PERCENT}\s?[(\[]\s?(?:n\s?=\s?)?{_OF_WHOLE}")
_TOGETHER = (_FRACTION, _FRACTION_IN_BRACKET, _FRACTION_BEHIND)
_OF_THESE = re.compile(
    rf"\b(?:of|among|amongst) (?:these|them|those|whom|which)\b[^.;()%]{{0,60}}?(?<![\d.,/-])\b(?P<n>{COUNT})\b"
    rf"[^.;()\d]{{0,30}}[(\[]\s?{_PERCENT}{_NO_SHARE}"
)
_N_OF_THESE = re.compile(
    rf"(?<![\d.,/-])\b(?P<n>{COUNT})(?: [a-z]+){{0,2}} [(\[]\s?{_PERCENT}\s?[)\]],? "
    rf"of (?:these|them|those|whom|which)\b"
)
_OF_NAMED = re.compile(
    rf"\b(?:of|among|amongst) (?:the |these |our |all )?(?P<of>{COUNT}) {DESCRIBED}{{0,4}}?{MEMBERS}\b[^.;()%]{{0,80}}?"
    rf"(?<![\d.,/-])\b(?P<n>{COUNT})\b[^.;()\d]{{0,30}}[(\[]\s?{_PERCENT}{_NO_SHARE}"
)
_PEOPLE = re.compile(rf"(?<![\d.,/-])\b(?P<of>{COUNT}) {DESCRIBED}{{0,4}}?{MEMBERS}\b")
_INTEGER = re.compile(r"(?<![\d.,])\d{1,5}(?![\d.,]*\d)")
_GROUP = re.compile(r"\bn\s?=\s?(?P<of>\d{1,5})\b")
_GROUP_CELL = re.compile(r"\s*(?P<n>\d{1,5})\s?\(\s?(?P<p>\d{1,3}(?:\.\d{1,2})?)\s?(?P<sign>%?)\s?\)\s*$")
_SHARES_HEAD = re.compile(r"\b(?:n|no\.?|number)\s?,?\s?\(\s?%\s?\)")


def find_shares(article: ReadArticle) -> Iterator[IntegrityFinding]:
    """Every percentage that its own count does not give."""
    for sentence in article.sentences:
        if sentence.passage.kind == "group":
            yield from _in_group(article, sentence)
        elif "%" in sentence.text:
            yield from _fractions(sentence)
            yield from _of_these(sentence)


def fits(count: int, whole: int, printed: str) -> bool:
    """Whether ``count`` of ``whole`` is the printed percentage, rounded or cut off."""
    return abs(100 * count / whole - float(printed)) < float(10 ** -decimals(printed)) - 1e-9


def _fractions(sentence: Sentence) -> Iterator[IntegrityFinding]:
    for pattern in _TOGETHER:
        for match in pattern.finditer(sentence.lowered):
            count, whole = int(match["n"]), int(match["of"])
            if count <= whole and whole > 2 and not fits(count, whole, match["p"]):
                yield _finding(sentence, match, count, whole, matched(sentence, match))


def _of_these(sentence: Sentence) -> Iterator[IntegrityFinding]:
    """A count and its share of a group named before, where no number printed before could be that group."""
    for pattern in (_OF_THESE, _N_OF_THESE, _OF_NAMED):
        for match in pattern.finditer(sentence.lowered):
            told = _whole(sentence, match)
            if told is None:
                continue
            whole, words = told
            count = number(match["n"])
            text = _before(sentence, match)
            others = {int(each.group()) for each in _INTEGER.finditer(text)} | {
                number(each["of"]) for each in _PEOPLE.finditer(text)
            }
            if count > whole or any(fits(count, other, match["p"]) for other in others | {whole} if other >= count):
                continue
            yield _finding(sentence, match, count, whole, words)


def _whole(sentence: Sentence, match: re.Match[str]) -> tuple[int, tuple[Evidence, ...]] | None:
    """The group that a share is of: the one named with it, else the last one that the paragraph told of."""
    if "of" in match.re.groupindex:
        return number(match["of"]), matched(sentence, match, "of")
    before = _before(sentence, match)
    last = next(iter(reversed(list(_PEOPLE.finditer(before)))), None)
    if last is None:
        return None
    offset = sentence.first + match.start("n") - len(before)
    return number(last["of"]), sentence.evidence(offset + last.start(), offset + last.end())


def _before(sentence: Sentence, match: re.Match[str]) -> str:
    """The words of the paragraph before a count, in lower case."""
    end = sentence.first + match.start("n")
    words = sentence.passage.clean.text[max(0, end - _REACH) : end]
    return words.lower() if len(words.lower()) == len(words) else words


def _finding(
    sentence: Sentence, match: re.Match[str], count: int, whole: int, against: tuple[Evidence, ...]
) -> IntegrityFinding:
    right = f"{100 * count / whole:.{decimals(match['p'])}f}"
    message = f"{count} of {whole} is {right} %, not {match['p']} %."
    percent = sentence.text.index("%", match.end("p")) + 1
    ends = (match.end("n"), percent, match.end("of") if match.re is _FRACTION_BEHIND else percent)
    words = sentence.evidence(sentence.first + min(match.start("n"), match.start("p")), sentence.first + max(ends))
    # Where both stand together there is one place alone.
    return finding("share-not-of-its-count", "error", message, words, against if match.re not in _TOGETHER else ())


def _in_group(article: ReadArticle, sentence: Sentence) -> Iterator[IntegrityFinding]:
    """A cell of a table of groups. Fewer may have been examined, or the share be one of the row: both are allowed."""
    head, cell = sentence.lowered[: sentence.passage.head], sentence.lowered[sentence.passage.head :]
    group, match = _GROUP.search(head), _GROUP_CELL.match(cell)
    if group is None or match is None or not (match["sign"] or _SHARES_HEAD.search(head)):
        return
    count, whole = int(match["n"]), int(group["of"])
    if count == 0 or whole == 0:
        return
    if count <= whole and any(
        fits(count, other, match["p"]) for other in range(count, _everybody(article, sentence) + 1)
    ):
        return
    right = f"{100 * count / whole:.{decimals(match['p'])}f}"
    start = sentence.first + sentence.passage.head
    yield finding(
        "share-not-of-its-count",
        "error",
        f"{count} of {whole} is {right} %, not {match['p']} %, and no smaller or larger number of patients gives it.",
        sentence.evidence(start + match.start("n"), start + match.end()),
        matched(sentence, group),
    )


def _everybody(article: ReadArticle, sentence: Sentence) -> int:
    """The patients of all groups of the table together."""
    heads = {
        other.lowered[: other.passage.head].partition("| ")[2]
        for other in article.sentences
        if other.passage.kind == "group" and other.passage.table == sentence.passage.table
    }
    return sum(int(match["of"]) for head in heads if (match := _GROUP.search(head)))
