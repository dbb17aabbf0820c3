"""The matching layer: text as the patterns want it, with a map back to the text as it was printed.

``12<sup>2</sup>``, ``autoanti-`` + line end + ``bodies``, thin spaces, look-alike letters and LaTeX residue are undone
here and nowhere else. No offset ever moves: every clean character knows the source characters it stands for.
"""

import re
from array import array
from dataclasses import dataclass
from functools import lru_cache

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
_SUPERSCRIPT = dict(zip("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789", strict=True))

# Prefixes whose hyphen belongs to the word, so a line end behind it does not swallow the hyphen.
_HYPHENATED = frozenset("anti non self high low post pre co long short well mid late early x t b mi jo pl".split())

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
    | (?P<space>\s+)
    | (?P<decimal>(?<=\d)·(?=\d))
    | (?P<superscript>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)
    | (?P<citation>(?<=[a-z)\]][.,;])\d{1,3}(?:(?:-{1,4}|[,–—−])\d{1,3}){0,8}(?=\s|$))
    | (?P<single>[‐‑‒–—―−﹣－‘’ʼ′´`“”″μ⩽⩾＜＞∼～≈ﬁﬂﬀﬃﬄᵃᵇᶜᵈᵉᶠᵍʰ\u00ad\u200b\ufeff])
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class CleanText:
    """``text`` with, for each of its characters, where the source characters begin and end (-1: added, not printed)."""

    text: str
    starts: "array[int]"
    ends: "array[int]"

    def sources(self, start: int, end: int) -> list[tuple[int, int]]:
        """The source stretches behind ``text[start:end]``: one, or more where added characters stand between."""
        pieces: list[tuple[int, int]] = []
        for index in range(start, end):
            if self.starts[index] < 0:
                if pieces and pieces[-1] != (-1, -1):
                    pieces.append((-1, -1))
                continue
            if pieces and pieces[-1] != (-1, -1) and self.starts[index] >= pieces[-1][1] - 1:
                pieces[-1] = (pieces[-1][0], max(pieces[-1][1], self.ends[index]))
            else:
                pieces.append((self.starts[index], self.ends[index]))
        return [piece for piece in pieces if piece != (-1, -1)]


def clean_pieces(text: str, pieces: list[tuple[int, int] | str]) -> CleanText:
    """Clean the stretches of ``text`` named by ``pieces`` and join them; a string piece is added as it is."""
    out: list[str] = []
    starts, ends = array("i"), array("i")
    for piece in pieces:
        if isinstance(piece, str):
            out.append(piece)
            starts.extend([-1] * len(piece))
            ends.extend([-1] * len(piece))
            continue
        _append(text[piece[0] : piece[1]], piece[0], out, starts, ends)
    return CleanText("".join(out), starts, ends)


def _append(raw: str, offset: int, out: list[str], starts: "array[int]", ends: "array[int]") -> None:
    """Append the clean form of ``raw``, which begins at ``offset`` of the source."""
    folded = _LOOK_ALIKE_WORD.sub(_fold, raw) if not raw.isascii() else raw
    position = 0
    for match in _CHANGES.finditer(folded):
        new = _replacement(match, folded)
        if new is None:
            continue
        _copy(folded, position, match.start(), offset, out, starts, ends)
        out.append(new)
        starts.extend([offset + match.start()] * len(new))
        ends.extend([offset + match.end()] * len(new))
        position = match.end()
    _copy(folded, position, len(folded), offset, out, starts, ends)


def _copy(
    raw: str, start: int, end: int, offset: int, out: list[str], starts: "array[int]", ends: "array[int]"
) -> None:
    out.append(raw[start:end])
    starts.extend(range(offset + start, offset + end))
    ends.extend(range(offset + start + 1, offset + end + 1))


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
        return None if words == " " else " "
    if kind == "escape":
        return " " if words.startswith("\\u") else words[1]
    if kind == "entity":
        return _ENTITIES.get(words)
    if kind == "single":
        return _SINGLE[words]
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
    behind = raw[match.end() : match.end() + 4].lower()
    if word and word.group().lower() in _HYPHENATED and behind != "bodi":
        return "-"
    return "-" if raw[match.end()].isupper() else ""


@lru_cache(maxsize=4096)
def clean_words(words: str) -> str:
    """The clean form of a few words, where no way back is needed."""
    return clean_pieces(words, [(0, len(words))]).text.strip()
