"""The type of a PDF's characters: how high, which way, in which font, and the line that they stand on."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from extractors.readers.pdf_calls import Chars
from extractors.readers.pdf_place import View

_SYMBOLIC = 4  # the flag of a font whose characters are not those of a language
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_BOLD = re.compile(r"bold|black|heavy|demi|\bBd\b|[.-]B$|,B", re.IGNORECASE)
_BOLD_WEIGHT = 600
_ASKEW = 3.0  # degrees


class Type(NamedTuple):
    """What characters are set in; ``angle`` is that of the page as shown, ``quarter`` that of user space.

    ``quarter`` counts quarter turns and is None where it is none. ``advance`` is the size along the line.
    """

    size: float
    quarter: int | None
    angle: int
    bold: bool
    font: str
    symbolic: bool
    advance: float


class Types:
    """The types of a page. All characters of one stretch of content share one, and a page has few."""

    def __init__(self, chars: Chars, view: View) -> None:
        self._chars = chars
        self._view = view
        self._types: dict[tuple[float, ...], Type] = {}
        self._fonts: dict[int, tuple[bytes, int, int]] = {}
        self._stretches: dict[int, tuple[Type, float]] = {}

    def of(self, indexes: Sequence[int], items: Sequence[int]) -> list[tuple[Type, float]]:
        """Type and base line, on the page as shown, of characters; ``items`` are the stretches that they belong to."""
        keys = items if all(items) else [item or -1 - index for item, index in zip(items, indexes, strict=True)]
        known = self._stretches
        new: dict[int, int] = {}
        for key, index in zip(keys, indexes, strict=True):
            if key not in known and key not in new:
                new[key] = index
        if new:
            known.update(zip(new, self._measured(list(new.values()), list(new)), strict=True))
        return [known[key] for key in keys]

    def _measured(self, indexes: list[int], keys: list[int]) -> list[tuple[Type, float]]:
        fonts = self._chars.fonts(keys)
        matrices = self._chars.matrices(indexes)[:, :4].T.tolist()
        places = self._chars.origins(indexes)
        across, down = (part.tolist() for part in self._view.point(places[:, 0], places[:, 1]))
        measured = []
        for place, set_in in enumerate(zip(fonts, self._chars.sizes(indexes), *matrices, strict=True)):
            type_ = self._types.get(set_in)
            if type_ is None:
                type_ = self._type(indexes[place], *set_in)
                if fonts[place]:
                    self._types[set_in] = type_
            measured.append((type_, down[place] if type_.angle in (0, 180) else across[place]))
        return measured

    def _type(self, index: int, address: int, height: float, a: float, b: float, c: float, d: float) -> Type:
        if not address or address not in self._fonts:
            self._fonts[address] = self._chars.font_of(index)
        name, flags, weight = self._fonts[address]
        font, bold = _font_of(name)
        degrees = self._chars.angle_of(index) * 57.29578
        quarter = round(degrees / 90)
        return Type(
            size=height * (c**2 + d**2) ** 0.5,
            quarter=quarter % 4 if abs(degrees - 90 * quarter) <= _ASKEW else None,
            angle=(90 * quarter + self._view.rotation) % 360,
            bold=bold or weight >= _BOLD_WEIGHT,
            font=font,
            symbolic=bool(flags & _SYMBOLIC),
            advance=height * (a**2 + b**2) ** 0.5,
        )


@lru_cache(maxsize=1000)
def _font_of(name: bytes) -> tuple[str, bool]:
    """The name of a font without the mark of a subset, and whether it says that it is bold."""
    font = _SUBSET.sub("", name.decode("latin-1"))
    return font, _BOLD.search(font) is not None
