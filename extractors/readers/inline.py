"""The words inside a paragraph: white space, citation marks and raised characters of marked-up text.

While a paragraph is gathered, citations and raised characters stand between control characters, which no article
holds; when it is complete, what stands beside them decides what they are. ``10<sup>9</sup>`` becomes ``10^9``,
``m<sup>2</sup>`` becomes ``m2``, a citation number disappears, a footnote mark stays as ``ᵃ``.
"""

import re

CITED, CITED_END = "\x01", "\x02"
RAISED, RAISED_END = "\x03", "\x04"
LINKED, LINKED_END = "\x05", "\x06"
_MARKS = re.compile(r"[\x00-\x08]")

_WHITE = re.compile(r"[ \t\r\n\f\v]+")
_CITED = re.compile(r"\x01([^\x01\x02]*)\x02")
_RAISED = re.compile(r"( ?)\x03([^\x03\x04]*)\x04( ?)")
_NUMBERS = re.compile(r"[\W_]*(?:S?\d{1,3}[a-z]?(?:[\s,;:&–—−‑-]+\d{1,3}[a-z]?)*)?[\W_]*")
_NO_CITATION = re.compile(
    r"(?:\b(?:Tables?|Tabs?|Fig(?:ure)?s?|Box|Equations?|Eqs?|Sections?|Movies?|Files?)\.?\s?)$", re.IGNORECASE
)
_BRACKETED = re.compile(r"\s?[\[(][\s,;:&–—−‑-]*\x01(?:[\s,;:&–—−‑-]|\x01|and)*[\])]")
_LIST = re.compile(r"\s?\x01(?:(?:[\s,;&–—−‑-]|and)*\x01)*")
_INNER_SPACE = re.compile(r"(?<=[(\[])\s(?=\S)|\s(?=[)\],;]|\.(?!\d))")

_ENDED = re.compile(r"[.:;?!]\W{0,2}$")
_LONGEST = 60  # characters of a list of citations
_THIN_SPACE = "\u2009"

_SUPERSCRIPT = str.maketrans("0123456789abcdefgh", "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰ")
_WHOLE_NUMBER = re.compile(r"[-−–+]?\s?\d{1,3}$")
_ISOTOPE = re.compile(r"\d{2,3}m?$")
_FOOTNOTE_LETTER = re.compile(r"[a-h](?:\s?,\s?[a-h])*$")
_TEN = re.compile(r"(?<![\d.,])10$")
_LENGTH = re.compile(r"(?:^|[^A-Za-z])[mckdµμ]?m$")
_SINGLE = re.compile(r"(?:^|[^\W\d_]?[^\w])[A-Za-zχ]$")
_UNIT = re.compile(r"[A-Za-zµμ]$")
_SIGN = re.compile(r"\d?[+−–-]{1,3}$")
_SYMBOL = re.compile(r"[*†‡§¶#®©°]{1,4}$")


def tidy(raw: str) -> str:
    """The words of a paragraph as they are kept, from its gathered text."""
    words = _WHITE.sub(" ", raw).strip()
    if _MARKS.search(words):
        words = _unmarked(words.replace(LINKED, "").replace(LINKED_END, ""))
    return _INNER_SPACE.sub("", words).strip()


def is_all_link(raw: str) -> bool:
    """Whether all words of a gathered text stand in links."""
    inside = 0
    for part in re.split(r"([\x05\x06])", raw):
        inside += (part == LINKED) - (part == LINKED_END)
        if inside < 1 and _MARKS.sub("", part).strip():
            return False
    return LINKED in raw


def as_sentences(parts: list[str]) -> str:
    """Parts of a caption as sentences: what ends without a stop gets one."""
    told = [part for part in parts if part]
    ended = [part if _ENDED.search(part) else f"{part}." for part in told[:-1]]
    return " ".join([*ended, *told[-1:]])


def as_legend(pairs: list[list[str]]) -> str:
    """Terms, each with what it stands for behind it: ``MTX: methotrexate; CK: creatine kinase.``"""
    told = [f"{pair[0]}: {' '.join(pair[1:])}" for pair in pairs if len(pair) > 1 and pair[0]]
    return "; ".join(words.rstrip(" .;") for words in told) + "." if told else ""


def _unmarked(words: str) -> str:
    words = _CITED.sub(_citation, words)
    if RAISED in words:
        words = _RAISED.sub(_raised, words)
    if CITED in words:
        words = _LIST.sub("", _BRACKETED.sub(CITED, words))
    return _MARKS.sub("", words)


def _citation(match: re.Match[str]) -> str:
    """A citation of numbers only is a mark; one that tells names or a year is part of the sentence."""
    words = match[1]
    bare = _MARKS.sub("", words)
    if len(bare) > _LONGEST or not _NUMBERS.fullmatch(bare) or not bare.strip():
        return words
    if _NO_CITATION.search(match.string, max(0, match.start() - 12), match.start()):
        return words
    return CITED


def _raised(match: re.Match[str]) -> str:
    before, words, behind = match[1], match[2].strip(), match[3]
    if CITED in words and not any(char.isalnum() for char in words):
        return CITED + behind
    words = words.replace(CITED, "")
    text = match.string
    lead = text[max(0, match.start() - 12) : match.start()]
    after = text[match.end() : match.end() + 1] if not behind else ""
    return _written(lead, before, words, after) + behind


def _written(lead: str, space: str, words: str, after: str) -> str:
    """Raised ``words`` as they are kept behind ``lead``; ``space`` stood between, ``after`` is the next letter."""
    if not words:
        return space
    if _ISOTOPE.match(words) and after.isupper() and (space or not lead[-1:].isalnum()):
        return space + words
    if not lead:  # a footnote's own mark
        return words.translate(_SUPERSCRIPT) + " " if len(words) < 4 else words
    if _WHOLE_NUMBER.match(words):
        return _number(lead, space, words)
    if words in ("o", "0", "ο", "º", "◦") and lead[-1].isdigit():
        return "°"
    if _FOOTNOTE_LETTER.match(words):
        return re.sub(r"\s?,\s?", _THIN_SPACE, words).translate(_SUPERSCRIPT)
    if _SYMBOL.match(words) or _SIGN.match(words):
        return words
    if len(words) < _LONGEST and _NUMBERS.fullmatch(words):
        return CITED
    return space + words


def _number(lead: str, space: str, words: str) -> str:
    digits = words.replace(" ", "")
    if _TEN.search(lead):
        return "^" + digits
    if not digits[0].isdigit():
        return "^" + digits if _UNIT.search(lead) else space + digits
    if _LENGTH.search(lead) and len(digits) == 1:
        return digits
    return "^" + digits if _SINGLE.search(lead) else CITED
