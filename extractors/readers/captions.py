"""Lines that open the title of a table or the legend of a figure, and the lines printed under tables."""

import re
from typing import NamedTuple

from extractors.readers.lines import Line, begins_lower

_NUMBER = r"(?:S?\d{1,2}[A-Za-z]?|[IVX]{1,5})"
# After the number: a stop and anything; or straight on with a capital, a bracket or a panel's letter.
# "Table 1 shows" and "Fig. 1a)" are prose.
_REST = r"(?:\s*[.:|–—](?=\s|\*|$)|(?=\s*\*\*)|(?=\s+(?:[^\W\d_a-z]|[(\[]|[a-h]\)))|(?=\s*$)|(?=\s+[–—-]\s))"
# The only table of an article may have no number: "Table. Findings at first visit".
_TABLE = re.compile(
    rf"[#>*_\s]{{0,8}}(?:(?P<label>(?:Table|TABLE|Tab\.)\s{{1,4}}{_NUMBER})(?![\w]){_REST}|"
    rf"(?P<bare>Table|TABLE)(?=[.:]\s+\W{{0,3}}[A-Z]))"
)
_FIGURE = re.compile(rf"[#>*_\s]{{0,8}}(?:Figure|FIGURE|Fig\.?|FIG\.?)\s{{0,4}}{_NUMBER}(?![\w]){_REST}")
_VERB = re.compile(
    r"[\s*]{0,5}(?:\([^()]{1,20}\)\s*)?(?:shows?|showed|presents?|lists?|gives?|summari[sz]es|displays?|depicts?|illustrates?|"
    r"demonstrates?|describes?|details|compares?|provides?|reports?|contains?|outlines?|and|or)\b"
)
_CONTINUED = re.compile(
    r"[\W_]{0,8}(?:(?:Table|Tab\.)\s{1,4}(?:S?\d{1,2}|[IVX]{1,5})[\s.,:*]{0,5})?"
    r"[(\[*_]{0,3}cont(?:inued|['’]?d|\.)[\W_]{0,8}$",
    re.IGNORECASE,
)
_OPENS_CAPTION = re.compile(r"[\W_]{0,11}[TtCc]")  # most lines open none, and every line is asked
_LEADS_ON = re.compile(
    r"(?:\b(?:in|see|and|or|of|from|to|the|by|with|on|at|cf|than|both|also)|[,(\[;–-])$", re.IGNORECASE
)

# "CK: creatine kinase" and its like, not "ANA: negative"
_EXPANDED = re.compile(
    r"\W{0,4}[\w+/-]{1,15}(?:\s[\w+-]{1,8})?\s?(?P<sign>[:=,])\s?"
    r"(?!(?:positive|negative|(?:ab)?normal|absent|present|elevated|raised|increased|decreased|high|low|none|yes|no|"
    r"not\s+(?:detected|found|raised|elevated)|un\w+)\b)"
    r"[^\W\d_].{2,90}",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"\.\s(?=\W{0,2}(?:\^[a-z\d]\^|<sup>|[*†‡§¶#]))")
_RANGES = re.compile(r"\.\s(?=(?:Reference|Normal|Laboratory)\s)")
_VALUE = re.compile(r"\d[\d.,]{2}")
_SHORT_FORM = re.compile(r"\W{0,4}[\w+/-]{0,14}(?:[A-Zα-ω][\w+/-]{0,3}[A-Z0-9]|[A-Z](?=\s?[:=,]))")
# "AZA azathioprine, CK creatine kinase, MP methylprednisolone pulse": no sign between a short form and its long form.
_BARE = re.compile(r"\W{0,4}(?P<short>[A-Z][\w+/-]{1,9})\s(?P<long>[A-Za-z][a-z-]{3}[\w -]{0,60})\W{0,2}")
_ABBREVIATIONS = re.compile(r"\W{0,4}(?:list\s+of\s+)?abbreviations?\b[^\w]{0,5}(?:used)?", re.IGNORECASE)
_NOTE = re.compile(
    r"(?:\W{0,4}(?:Sources?|Notes?|Adapted|Modified|Reproduced|Data\s+(?:are|as)|Values?\s+(?:are|in)|Normal\s+(?:values?|ranges?)|"
    r"Reference\s+(?:values?|ranges?))\b|(?!\*\*[^*]{1,60}\*\*|#{1,6}\s)\\?[*†‡§¶#]{1,3}\s?[^\W_]|<sup>[^<>]{1,8}</sup>\s?\S|[a-h¹²³⁴⁵ᵃᵇᶜᵈ]\s{1,2}[A-Z][a-z])"
)


class CaptionStart(NamedTuple):
    """The start of a table's title: its label as printed, and whether the table only goes on here."""

    label: str | None
    continued: bool = False


def table_caption(line: Line, before: Line | None) -> CaptionStart | None:
    """What ``line`` opens, where it opens the title of a table; ``before`` is the line above it."""
    text = line.text[:200]
    if not _OPENS_CAPTION.match(text):
        return None
    if _CONTINUED.match(text):
        found = _TABLE.match(text)
        return CaptionStart(_label(found) if found else None, continued=True)
    found = _TABLE.match(text)
    if found is None or _VERB.match(text, found.end()) or _in_prose(line, before):
        return None
    return CaptionStart(_label(found))


def is_figure_caption(line: Line, before: Line | None) -> bool:
    """Whether ``line`` opens the legend of a figure."""
    text = line.text[:200]
    found = _FIGURE.match(text)
    return found is not None and not _VERB.match(text, found.end()) and not _in_prose(line, before)


def is_abbreviation_list(line: Line) -> bool:
    """Whether ``line`` holds little but abbreviations and what they stand for ("CK: creatine kinase; ...")."""
    text = line.text[:1500]
    if _ABBREVIATIONS.match(text) and any(sign in text for sign in ",:;="):
        return True
    if _SHORT_FORM.match(text) is None:
        return False
    if _mostly_bare(re.split(r"[,;]", text)):
        return True
    opening = _RANGES.split(text, maxsplit=1)[0]  # "...; MTX: methotrexate. Reference values: CK 26-192; LDH < 250"
    return any(
        _mostly_expanded(words.split(";"), ":=,") or _mostly_expanded(words.split(","), ":=")
        for words in (text, opening)
    )


def _mostly_expanded(pieces: list[str], signs: str) -> bool:
    pieces = pieces[:-1] if not pieces[-1].strip() else pieces  # the list goes on in the next line
    if len(pieces) < 2:
        return False
    pieces[-1] = _SENTENCE.split(pieces[-1], maxsplit=1)[0]  # what a mark means may stand behind the last of them
    return sum(_is_expanded(piece, signs) for piece in pieces) >= max(2, 0.7 * len(pieces))


def _mostly_bare(pieces: list[str]) -> bool:
    """Whether at least three pieces, and most of them, are a short form and right behind it what it stands for."""
    pieces = pieces[:-1] if not pieces[-1].strip() else pieces
    return sum(map(_is_bare, pieces)) >= max(3, 0.7 * len(pieces))


def _is_bare(piece: str) -> bool:
    found = _BARE.fullmatch(piece) if len(piece) <= 90 else None
    if found is None or (sum(letter.isupper() for letter in found["short"]) < 2 and found["short"][-1:].isupper()):
        return False
    long, place = found["long"].lower(), 0
    if long[0] != found["short"][0].lower():
        return False
    for letter in filter(str.isalpha, found["short"].lower()):  # its letters stand in order in the long form
        place = long.find(letter, place) + 1
        if not place:
            return False
    return True


def _is_expanded(piece: str, signs: str) -> bool:
    found = _EXPANDED.match(piece) if len(piece) <= 110 and _SHORT_FORM.match(piece) else None
    if found is None or _VALUE.search(piece, found.end("sign")):  # "D7: CK 9,900" expands nothing
        return False
    return found["sign"] in signs and (found["sign"] != "," or piece.count(",") == 1)


def is_table_note(line: Line) -> bool:
    """Whether ``line`` may stand under a table as its note; only asked of lines that do."""
    return _NOTE.match(line.text[:60]) is not None or _short_form_alone(line) or is_abbreviation_list(line)


def goes_on_after_blank(lines: list[Line], last: int) -> bool:
    """Whether a caption that was broken into lines with empty ones between goes on in line ``last + 1``."""
    if last + 1 >= len(lines):
        return False
    line, following = lines[last], lines[last + 1]
    if line.ends or not 60 <= len(line.text) <= 200:
        return False
    alike = 0.6 * len(line.text) <= len(following.text) <= 1.25 * len(line.text)
    return alike or (begins_lower(following.text) and following.ends and len(following.text) <= len(line.text))


def _short_form_alone(line: Line) -> bool:
    return _is_expanded(line.text, ":=")


def _in_prose(line: Line, before: Line | None) -> bool:
    """Whether the line above leads on into this one, so that "Table 1" merely happens to begin it."""
    return before is not None and not line.blank and _LEADS_ON.search(before.text[-20:]) is not None


def _label(found: re.Match[str]) -> str:
    return _spaced(found["label"] or found["bare"])


def _spaced(label: str) -> str:
    return " ".join(label.split())
