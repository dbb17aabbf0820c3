"""Raised characters: exponents, citation numbers and footnote marks, told from the digits they stand beside."""

from math import inf

_SUPERSCRIPT = dict(zip("0123456789abcdefgh", "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰ", strict=True))
_SEPARATORS = ",;-–—−‑"
_THIN_SPACE = "\u2009"
_SMALL = 0.88  # of the height of the type beside it
_LIFT = 0.12  # of that height: how far a raised character's foot stands above the others'

Stretch = tuple[str, float, float]
"""A character and the lower and upper end of its box, y growing upwards."""


def raised(chars: list[Stretch]) -> str:
    """The text of a word in which raised digits and letters are written as such: ``10⁹/L``, ``m²``, ``15/52¹²``."""
    if len(chars) < 2:
        return "".join(text for text, _, _ in chars)
    tall = max(high - low for _, low, high in chars)
    if not 0 < tall < inf:  # damaged fonts
        return "".join(text for text, _, _ in chars)
    foot = min(low for _, low, high in chars if high - low > _SMALL * tall)
    marks = [high - low <= _SMALL * tall and low >= foot + _LIFT * tall for _, low, high in chars]
    if not any(marks):
        return "".join(text for text, _, _ in chars)
    return _joined([text for text, _, _ in chars], marks)


def superscript(text: str) -> str:
    """A word that stands raised as a whole, beside others."""
    return _joined(list(text), [True] * len(text))


def _joined(texts: list[str], marks: list[bool]) -> str:
    out: list[str] = []
    place = 0
    while place < len(texts):
        end = place
        while end < len(texts) and marks[end] == marks[place]:
            end += 1
        run = "".join(texts[place:end])
        out.append(_lifted(run, "".join(out)) if marks[place] else run)
        place = end
    return "".join(out)


def _lifted(run: str, before: str) -> str:
    """Digits and single letters become superscript; "nd" of "2nd" and the sign of "CD4+" stay as they are."""
    if before.endswith("10") and run[:1] in "-−–" and run[1:].isdigit():
        return "^-" + run[1:]
    letters = [char for char in run if char.isalpha()]
    if len(letters) > 1 and not any(char in _SEPARATORS for char in run):
        return run
    digits = any(char.isdigit() for char in run)
    return "".join(_THIN_SPACE if digits and char in _SEPARATORS else _SUPERSCRIPT.get(char, char) for char in run)
