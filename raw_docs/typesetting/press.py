"""A PDF in the making: fonts, words at places, rules. Places are points from the upper left, y is the base line."""

import datetime as dt
from pathlib import Path

from fpdf import FPDF
from fpdf.fonts import TTFFont

from raw_docs.typesetting.fonts import FACES
from raw_docs.typesetting.inline import Style

WIDTH, HEIGHT = 595.0, 842.0
RAISED = 0.65
"""Size of raised characters, as a share of the size of the others."""

_PRINTED = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


class Press:
    """A PDF in which characters that the serif font lacks come from a second one; ``fonts`` holds both."""

    def __init__(self, fonts: Path, *, title: str, author: str) -> None:
        self.pdf = FPDF(unit="pt", format=(WIDTH, HEIGHT))
        self.pdf.set_auto_page_break(auto=False)
        self.pdf.set_creation_date(_PRINTED)
        self.pdf.set_title(title)
        self.pdf.set_author(author)
        self.pdf.set_lang("en")
        for face, name in FACES.items():
            self.pdf.add_font(face, fname=fonts / name)
        serif = self.pdf.fonts["roman"]
        self._known = set(serif.cmap) if isinstance(serif, TTFFont) else set()

    def page(self) -> None:
        """Begin a page."""
        self.pdf.add_page()

    def put(self, place: tuple[float, float], text: str, size: float, style: Style = "roman") -> float:
        """Set ``text`` with its base line at ``place``; gives the x behind it."""
        x, y = place
        raised = style in ("raised", "cited")
        for part, face, points in self._parts(text, size, style):
            self.pdf.set_font(face, size=points)
            self.pdf.text(x, y - (0.35 * size if raised else 0), part)
            x += self.pdf.get_string_width(part)
        return x

    def width(self, text: str, size: float, style: Style = "roman") -> float:
        """How wide ``text`` is when set."""
        total = 0.0
        for part, face, points in self._parts(text, size, style):
            self.pdf.set_font(face, size=points)
            total += self.pdf.get_string_width(part)
        return total

    def rule(self, x0: float, y0: float, x1: float, y1: float, *, thickness: float = 0.5) -> None:
        """A line from point to point."""
        self.pdf.set_line_width(thickness)
        self.pdf.line(x0, y0, x1, y1)

    def frame(self, x: float, y: float, width: float, height: float) -> None:
        """A grey box, where the journal had a picture."""
        self.pdf.set_fill_color(228)
        self.pdf.rect(x, y, width, height, style="F")

    def bytes(self) -> bytes:
        """The finished PDF."""
        return bytes(self.pdf.output())

    def _parts(self, text: str, size: float, style: Style) -> list[tuple[str, str, float]]:
        """``text`` cut where the font changes: words, face, size."""
        raised = style in ("raised", "cited")
        face, points = ("roman", RAISED * size) if raised else (style, size)
        parts: list[tuple[str, str, float]] = []
        for sign in text:
            needed = face if ord(sign) in self._known else "signs"
            if parts and parts[-1][1] == needed:
                parts[-1] = (parts[-1][0] + sign, needed, points)
            else:
                parts.append((sign, needed, points))
        return parts
