"""Counts and percentages that do not fit: ``33/84 (39%)``, ``Of these, 55 (56%)``, ``5 (45%)`` under ``n = 11``.

A percentage fits a count where it is less than one unit of its last printed digit away, so that rounding up, down and
cutting off are all allowed.
"""

import re
from collections.abc import Iterator

from extractors.integrity.article import COUNT, DESCRIBED, MEMBERS, ReadArticle, decimals, finding, matched, number
from extractors.reading import Sentence
from schemas.record import IntegrityFinding, Severity
from schemas.values import Evidence

_REACH = 4000  # characters back to the group that a share is of
_PERCENT = r"(?P<p>\d{1,3}(?:\.\d{1,2})?)\s?%"
_NO_SHARE = r"(?!\s?(?:ci\b|c\.i|confidence|reduc|increas|decreas|lower|higher|less|more|of\b|[-/]))"
_OF_WHOLE = rf"(?P<n>{COUNT})\s?(?:/|of|out of)\s?(?:the\s)?(?P<of>{COUNT})(?![\d./,-]*\d)"
# A score, a strength grade or an ejection fraction is no count of people; and "6/12" may be a month.
_FRACTION = re.compile(rf"(?<![\d.,/:-])\b{_OF_WHOLE}(?:\s[a-z]+){{0,3}}?\s?[(\[=]\s?{_PERCENT}{_NO_SHARE}")
_FRACTION_IN_BRACKET = re.compile(rf"[(\[]{_OF_WHOLE}\s?[,;:]\s?{_PERCENT}{_NO_SHARE}")
_FRACTION_BEHIND = re.compile(rf"(?<![\d.,<>≤≥~±-])(?<![<>≤≥~±-]\s){_PERCENT}\s?[(\[]\s?(?:n\s?=\s?)?{_OF_WHOLE}")
_TOGETHER = (_FRACTION, _FRACTION_IN_BRACKET, _FRACTION_BEHIND)
# "Type 1 diabetes (20%)" and "at 6 months (40%)" hold no count: a count stands where a part of a sentence begins.
_BEGINS = (
    r"(?:^\W*|[,;:(]\s?|\b(?:and|or|whom|which|these|them|those|in|for|by|while|whereas|only|including|with|were|was|"
    r"of|another|other|remaining|had|developed|received|showed)\s)"
)
_NO_UNIT = (
    r"(?!\s?-?(?:years?|months?|weeks?|days?|hours?|min|mg|kg|g|µg|ml|times|fold|doses?|cycles?|points?|cm|mm)\b)"
)
_SHARE = re.compile(
    rf"{_BEGINS}(?P<n>{COUNT})\b{_NO_UNIT}(?!\s?(?:/|of \d|out of))[^.;()\d%]{{0,30}}[(\[]\s?{_PERCENT}{_NO_SHARE}"
)
_ANAPHOR = re.compile(r"\b(?:of|among|amongst) (?:these|them|those|whom|which)\b")
_ANAPHOR_BEHIND = re.compile(r"\s?[)\]],? of (?:these|them|those|whom|which)\b")
_PEOPLE = re.compile(rf"(?<![\d.,/-])\b(?P<of>{COUNT}) {DESCRIBED}{{0,4}}?{MEMBERS}\b")
_OF_NAMED = re.compile(
    rf"(?<!total )(?<!series )(?<!cohort )(?<!group )\b(?:of|among|amongst) (?:the |these |our |all )?{_PEOPLE.pattern}"
)
_TOTAL = re.compile(
    rf"\b(?:a total of|includ\w+|enrol\w+|stud(?:y|ied)|comprised|consisted of|identified|recruited) "
    rf"(?:the |all )?{_PEOPLE.pattern}|{_PEOPLE.pattern.replace('<of>', '<of2>')} (?:were|participated|took part)\b"
)
# Not all of a group may have been looked at: then a share is of fewer, and need not say so.
_OF_FEWER = re.compile(
    r"\b(?:data|available|known|tested|evaluat|assess|examin|perform|underw|biops|follow|complet|missing)"
)
_NUMBER = re.compile(rf"(?<![\d.,])\b{COUNT}\b")
_GROUP = re.compile(r"\bn\s?=\s?(?P<of>\d{1,5})\b")
_GROUP_CELL = re.compile(r"\s*(?P<n>\d{1,5})\s?\(\s?(?P<p>\d{1,3}(?:\.\d{1,2})?)\s?(?P<sign>%?)\s?\)\s*$")
_SHARES_HEAD = re.compile(r"\b(?:n|no\.?|number)\s?,?\s?\(\s?%\s?\)")


def find_shares(article: ReadArticle) -> Iterator[IntegrityFinding]:
    """Every percentage that its own count does not give."""
    before: Sentence | None = None
    for sentence in article.sentences:
        if sentence.passage.kind == "group":
            yield from _in_group(article, sentence)
        elif "%" in sentence.text:
            yield from _fractions(sentence)
            if sentence.passage.kind != "cell":
                yield from _of_group(sentence, before if before and before.passage is sentence.passage else None)
        before = sentence


def fits(count: int, whole: int, printed: str) -> bool:
    """Whether ``count`` of ``whole`` is the printed percentage, rounded or cut off."""
    return abs(100 * count / whole - float(printed)) < float(10 ** -decimals(printed)) - 1e-9


def _fractions(sentence: Sentence) -> Iterator[IntegrityFinding]:
    for pattern in _TOGETHER:
        for match in pattern.finditer(sentence.lowered):
            count, whole = number(match["n"]), number(match["of"])
            if count <= whole and whole > 2 and not fits(count, whole, match["p"]):
                yield _finding(sentence, match, count, whole, ())


def _of_group(sentence: Sentence, before: Sentence | None) -> Iterator[IntegrityFinding]:
    """Counts and their shares of a group named before, where no number printed near could be that group."""
    shares = list(_SHARE.finditer(sentence.lowered))
    if not shares:
        return
    printed: set[int] | None = None
    for match in shares:
        told = _whole(sentence, match, before)
        if told is None:
            continue
        whole, words, severity = told
        count = number(match["n"])
        if printed is None:
            printed = {number(each.group()) for each in _NUMBER.finditer(_until(sentence, sentence.last))}
        if count > whole or any(fits(count, other, match["p"]) for other in printed | {whole} if other >= count):
            continue
        yield _finding(sentence, match, count, whole, words, severity)


_Whole = tuple[int, tuple[Evidence, ...], Severity]


def _whole(sentence: Sentence, match: re.Match[str], before: Sentence | None) -> _Whole | None:
    """The group that a share is of: the one named with it, or the one that "of these" means, or the total just told."""
    ahead = sentence.lowered[: match.start("n")]
    if (named := _last(_OF_NAMED, ahead)) is not None:
        return number(named["of"]), matched(sentence, named, "of"), "error"
    if _ANAPHOR.search(ahead) or _ANAPHOR_BEHIND.match(
        sentence.lowered, sentence.lowered.index("%", match.end("p")) + 1
    ):
        earlier = _until(sentence, sentence.first + match.start("n"))
        last = _last(_PEOPLE, earlier)
        if last is None:
            return None
        offset = sentence.first + match.start("n") - len(earlier)
        return number(last["of"]), sentence.evidence(offset + last.start(), offset + last.end()), "error"
    for place in (sentence, before):
        text = ahead if place is sentence else place.lowered if place else ""
        if place is not None and (total := _last(_TOTAL, text)) is not None and not _OF_FEWER.search(ahead + text):
            name = "of" if total["of"] else "of2"
            return number(total[name]), matched(place, total, name), "warning"
    return None


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    last = None
    for match in pattern.finditer(text):
        last = match
    return last


def _until(sentence: Sentence, end: int) -> str:
    """The words of the paragraph up to a character of it, in lower case."""
    words = sentence.passage.clean.text[max(0, end - _REACH) : end]
    return words.lower() if len(words.lower()) == len(words) else words


def _finding(
    sentence: Sentence,
    match: re.Match[str],
    count: int,
    whole: int,
    against: tuple[Evidence, ...],
    severity: Severity = "error",
) -> IntegrityFinding:
    """``against`` is empty where count, whole and share stand together."""
    right = f"{100 * count / whole:.{decimals(match['p'])}f}"
    message = f"{count} of {whole} is {right} %, not {match['p']} %."
    percent = sentence.text.index("%", match.end("p")) + 1
    ends = (match.end("n"), percent, match.end("of") if match.re is _FRACTION_BEHIND else percent)
    words = sentence.evidence(sentence.first + min(match.start("n"), match.start("p")), sentence.first + max(ends))
    return finding("share-not-of-its-count", severity, message, words, against)


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
