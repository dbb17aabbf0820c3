"""The matching layer: text as the patterns want it, with a map back to the text as it was printed.

``12<sup>2</sup>``, ``autoanti-`` + line end + ``bodies``, thin spaces, look-alike letters and LaTeX residue are undone
here and nowhere else. No offset ever moves: every clean character knows the source characters it stands for.
"""

import re
from bisect import bisect_right
from functools import lru_cache

from extractors.number_words import IN_WORDS

# Letters of other scripts that look like Latin capitals. Folded only where a whole short word consists of them or
# where Latin letters stand beside them, so that the beta of "anti-β2" and the gamma of "TIF1-γ" stay Greek.
_LOOK_ALIKE = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧАВЕКМНОРСТУХІЈЅ", "ABEZHIKMNOPTYXABEKMHOPCTYXIJS", strict=True))
_LOOK_ALIKE_WORD = re.compile(rf"(?<!\w)[A-Z]{{0,3}}[{''.join(_LOOK_ALIKE)}][A-Z{''.join(_LOOK_ALIKE)}]{{0,3}}(?!\w)")

_GREEK = {"alpha": "α", "beta": "β", "gamma": "γ", "kappa": "κ", "mu": "µ", "delta": "δ"}
_LATEX = {**_GREEK, "pm": "±", "times": "×", "geq": "≥", "leq": "≤", "ge": "≥", "le": "≤", "sim": "~", "checkmark": "✓"}
_ENTITIES = {
    "&lt;": "<",
    "&gt;": ">",
    "&amp;": "&",
    "&nbsp;": " ",
    "&plusmn;": "±",
    "&micro;": "µ",
    "&le;": "≤",
    "&ge;": "≥",
}
_SINGLE = {
    **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
    **dict.fromkeys("‘’ʼ′´`", "'"),
    **dict.fromkeys("“”″", '"'),
    "μ": "µ",
    "⩽": "≤",
    "⩾": "≥",
    "＜": "<",
    "＞": ">",
    "∼": "~",
    "～": "~",
    "≈": "~",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬀ": "ff",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    **dict.fromkeys("ᵃᵇᶜᵈᵉᶠᵍʰ", ""),  # marks of footnotes
    "\xad": "",
    "\u200b": "",
    "\ufeff": "",
}
_FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75"}  # behind a number: "2½ years"
_SUPERSCRIPT = dict(zip("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789", strict=True))

# Prefixes whose hyphen belongs to the word, so a line end behind it does not swallow the hyphen.
_HYPHENATED = frozenset("anti non self high low post long short well mid late early x t b mi jo pl".split())
# The same of words that end a compound: "antibody-/negative", "life-/threatening". Parts of words are none.
_ENDS_COMPOUND = frozenset(
    "positive negative associated related induced mediated resistant dependent refractory naive sparing specific "
    "weighted stranded threatening based onset dose doses pulse pulses free girdle treated responsive sensitive "
    "like".split()
)
_NO_COMPOUND = frozenset("sero inter intra hyper hypo uni multi auto immuno trans".split())
_COUNTED = frozenset("year years month months week weeks day days fold point hour".split())

_CHANGES = re.compile(
    r"""
      (?P<escape>\\u[0-9a-f]{4}|\\[*_#\[\]])
    | (?P<latex>[ ]?\$\s?\\?(?P<command>[A-Za-z]{1,12})\s?\$|[ ]?\$\s?\^\{?(?P<power>[^$]{1,12}?)\}?\s?\$)
    | (?P<sup><sup>(?P<raised>[^<]{0,20})</sup>)
    | (?P<tag></?[A-Za-z][^<>]{0,120}>)
    | (?P<entity>&[a-z]{2,6};)
    | (?P<bold>\*{2,3}|_{2,3})
    | (?P<hyphen>(?<=[^\W\d_])[-‐][ \t]{0,4}\r?\n\s{0,200}(?=[^\W\d_]))
    | (?P<dashes>-{2,4}|[–—−]{2,4})
    | (?P<space>\s{2,}|[^\S ])
    | (?P<decimal>(?<=\d)·(?=\d))
    | (?P<fraction>(?<=\d)[ ]?[½¼¾])
    | (?P<superscript>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)
    | (?P<citation>(?<=[a-z)\]][.,;])\d{1,3}(?:(?:-{1,4}|[,–—−])\d{1,3}){0,8}(?=\s|$))
    | (?P<single>[‐‑‒–—―−﹣－‘’ʼ′´`“”″μ⩽⩾＜＞∼～≈ﬁﬂﬀﬃﬄᵃᵇᶜᵈᵉᶠᵍʰ\u00ad\u200b\ufeff])
    """,
    re.VERBOSE,
)


# Where a change can begin: most text is copied as it is.
_WHITE = r"[\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"  # all but the plain space
_SUSPECT = re.compile(
    r"[\\$<&·½¼¾⁻⁰¹²³⁴⁵⁶⁷⁸⁹‐‑‒–—―−﹣－‘’ʼ′´`“”″μ⩽⩾＜＞∼～≈ﬁﬂﬀﬃﬄᵃᵇᶜᵈᵉᶠᵍʰ\u00ad\u200b\ufeff]|"
    rf"{_WHITE}|[ ](?=[\s$½¼¾])|"
    r"\*(?=\*)|_(?=_)|-(?=[-\s])|[.,;](?=\d)"
)
_BEFORE_CITATION = frozenset(".,;")
_COPIED = -2
_ADDED = (-1, -1)


class CleanText:
    """``text`` with, for each stretch of it, the source characters it stands for.

    A stretch was copied (character for character), replaced (all of it stands for all of its source) or added (it was
    never printed).
    """

    __slots__ = ("_begins", "_lowered", "_runs", "text")

    def __init__(self, text: str, begins: list[int], runs: list[tuple[int, int]]) -> None:
        self.text = text
        self._begins = begins  # of each run in ``text``
        self._runs = runs  # (start, _COPIED), (start, end) of what was replaced, or _ADDED
        self._lowered: str | None = None

    @property
    def lowered(self) -> str:
        """The text in lower case."""
        if self._lowered is None:
            self._lowered = self.text.lower()
        return self._lowered

    def source(self, place: int) -> tuple[int, int] | None:
        """The source stretch behind one character, None where it was added."""
        run = bisect_right(self._begins, place) - 1
        start, end = self._runs[run]
        if end == _COPIED:
            start += place - self._begins[run]
            return start, start + 1
        return None if start < 0 else (start, end)

    def sources(self, start: int, end: int) -> list[tuple[int, int]]:
        """The source stretches behind ``text[start:end]``: one, or more where added characters stand between."""
        pieces: list[tuple[int, int]] = []
        joined = False
        run = bisect_right(self._begins, start) - 1
        while start < end:
            until = min(end, self._begins[run + 1]) if run + 1 < len(self._begins) else end
            first, last = self._runs[run]
            if first < 0:
                joined = False
            elif last == _COPIED:
                first += start - self._begins[run]
                joined = _take(pieces, first, first + until - start, joined=joined)
            else:
                for _ in range(start, until):
                    joined = _take(pieces, first, last, joined=joined)
            start, run = until, run + 1
        return pieces


def _take(pieces: list[tuple[int, int]], start: int, end: int, *, joined: bool) -> bool:
    """Add a stretch to the last one, where it goes on from it."""
    if joined and start >= pieces[-1][1] - 1:
        pieces[-1] = (pieces[-1][0], max(pieces[-1][1], end))
    else:
        pieces.append((start, end))
    return True


def clean_pieces(text: str, pieces: list[tuple[int, int] | str]) -> CleanText:
    """Clean the stretches of ``text`` named by ``pieces`` and join them; a string piece is added as it is."""
    cleaned = _Cleaned()
    cleaned.add(text, pieces)
    return cleaned.made()


def clean_behind(
    text: str, heads: list[tuple[int, int] | str], rest: list[tuple[int, int] | str]
) -> tuple[CleanText, int]:
    """Clean ``heads`` and what stands behind them; also gives the length of the heads."""
    cleaned = _Cleaned()
    cleaned.add(text, heads)
    length = cleaned.length
    cleaned.add(text, rest)
    return cleaned.made(), length


class _Cleaned:
    """A clean text in the making."""

    __slots__ = ("begins", "length", "out", "runs")

    def __init__(self) -> None:
        self.out: list[str] = []
        self.begins: list[int] = []
        self.runs: list[tuple[int, int]] = []
        self.length = 0

    def add(self, text: str, pieces: list[tuple[int, int] | str]) -> None:
        for piece in pieces:
            if isinstance(piece, str):
                self.append(piece, _ADDED)
            else:
                _append(text[piece[0] : piece[1]], piece[0], self)

    def made(self) -> CleanText:
        return CleanText("".join(self.out), self.begins, self.runs)

    def append(self, words: str, run: tuple[int, int]) -> None:
        if words:
            self.out.append(words)
            self.begins.append(self.length)
            self.runs.append(run)
            self.length += len(words)


def _append(raw: str, offset: int, cleaned: _Cleaned) -> None:
    """Append the clean form of ``raw``, which begins at ``offset`` of the source."""
    folded = _LOOK_ALIKE_WORD.sub(_fold, raw) if not raw.isascii() else raw
    position = asked = 0
    while suspect := _SUSPECT.search(folded, asked):
        at = suspect.start() + (suspect.group() in _BEFORE_CITATION)
        match = _CHANGES.match(folded, at)
        new = None if match is None else _replacement(match, folded)
        asked = at + 1 if match is None else match.end()
        if match is not None and new is not None:
            cleaned.append(folded[position:at], (offset + position, _COPIED))
            cleaned.append(new, (offset + at, offset + asked))
            position = asked
        if match is not None and folded[asked - 1] in _BEFORE_CITATION:
            asked -= 1
    cleaned.append(folded[position:], (offset + position, _COPIED))


def _fold(match: re.Match[str]) -> str:
    return "".join(_LOOK_ALIKE.get(letter, letter) for letter in match.group())


def _replacement(match: re.Match[str], raw: str) -> str | None:
    """What stands for the match in the clean text; None leaves it as it is."""
    kind = match.lastgroup if match.lastgroup not in ("command", "power", "raised") else None
    if match["sup"] is not None:
        return _raised(match["raised"], raw, match.start())
    if match["latex"] is not None:
        return _latex(match)
    if kind == "superscript":
        return _raised("".join(_SUPERSCRIPT[digit] for digit in match.group()), raw, match.start())
    if kind == "hyphen":
        return _joined(match, raw)
    return _plain(kind, match)


def _plain(kind: str | None, match: re.Match[str]) -> str | None:
    words = match.group()
    if kind in ("tag", "bold", "citation"):
        return ""
    if kind == "space":
        return " "
    if kind == "escape":
        return " " if words.startswith("\\u") else words[1]
    if kind == "entity":
        return _ENTITIES.get(words)
    if kind == "single":
        return _SINGLE[words]
    if kind == "fraction":
        return _FRACTIONS[words[-1]]
    return {"dashes": "-", "decimal": "."}.get(kind or "")


def _latex(match: re.Match[str]) -> str | None:
    if match["power"] is not None:
        return "" if not match["power"].lstrip("-").isdigit() else "^" + match["power"]
    symbol = _LATEX.get(match["command"])
    if symbol is None:
        return None
    return symbol if match["command"] in _GREEK or not match["latex"].startswith(" ") else " " + symbol


def _raised(words: str, raw: str, at: int) -> str:
    """A raised number is an exponent behind a unit or a power of ten, else a citation mark and no text."""
    before = raw[max(0, at - 4) : at]
    if words.lstrip("-−").isdigit() and re.search(r"(?:^|[^A-Za-z])[mc]?m$", before):
        return words
    if words.lstrip("-−").isdigit() and re.search(r"10$", before):
        return "^" + words
    if re.fullmatch(r"[-−]\d", words):  # "U·L⁻¹": no citation is negative
        return "-" + words[1]
    return words if words in ("+", "-", "−", "®") else ""


def _joined(match: re.Match[str], raw: str) -> str:
    word = re.search(r"[^\W\d_]{1,30}$", raw[max(0, match.start() - 30) : match.start()])
    behind = re.match(r"[^\W\d_]{1,30}", raw[match.end() : match.end() + 30])
    if word is None or behind is None or raw[match.end()].isupper():
        return "-"
    return "-" if _keeps_hyphen(word.group().lower(), behind.group().lower()) else ""


def _keeps_hyphen(before: str, behind: str) -> bool:
    """Whether a hyphen at the end of a line belongs to a compound of the words before and behind it."""
    if before in _HYPHENATED:
        return not behind.startswith("bodi")
    if before in IN_WORDS:
        return behind in _COUNTED or behind in IN_WORDS
    if before in _COUNTED:
        return behind == "old"
    return len(before) > 2 and behind in _ENDS_COMPOUND and before not in _NO_COMPOUND


@lru_cache(maxsize=4096)
def clean_words(words: str) -> str:
    """The clean form of a few words, where no way back is needed."""
    return clean_pieces(words, [(0, len(words))]).text.strip()
