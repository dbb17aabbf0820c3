"""Small PDFs for the tests: words at places, columns of wrapped lines, rules."""

from typing import Self

from fpdf import FPDF

WIDTH, HEIGHT = 595.0, 842.0


class Press:
    """A PDF in the making; places are points from the upper left, y is the base line."""

    def __init__(self, *, font: str = "Times", size: float = 10.0, page: tuple[float, float] = (WIDTH, HEIGHT)) -> None:
        self.pdf = FPDF(unit="pt", format=page)
        self.pdf.set_auto_page_break(False)
        self.font, self.size = font, size

    def page(self) -> Self:
        self.pdf.add_page()
        return self

    def put(self, x: float, y: float, text: str, *, size: float | None = None, style: str = "") -> float:
        """Set ``text`` on the base line ``y``; gives the x behind it."""
        self.pdf.set_font(self.font, style, size or self.size)
        self.pdf.text(x, y, text)
        return x + self.pdf.get_string_width(text)

    def raised(self, x: float, y: float, text: str) -> float:
        return self.put(x, y - 0.35 * self.size, text, size=0.6 * self.size)

    def lines(self, text: str, width: float, *, size: float | None = None, style: str = "") -> list[str]:
        self.pdf.set_font(self.font, style, size or self.size)
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if self.pdf.get_string_width(longer) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def column(
        self, text: str, x: float, y: float, width: float, *, size: float | None = None, style: str = ""
    ) -> float:
        """Wrapped paragraphs (parted by blank lines) from the base line ``y`` down, their first lines set in."""
        for paragraph in text.split("\n\n"):
            for place, line in enumerate(self.lines(paragraph, width - 10, size=size, style=style)):
                self.put(x if place else x + 10, y, line, size=size, style=style)
                y += 1.2 * (size or self.size)
        return y

    def justified(self, lines: list[str], x: float, y: float, width: float) -> float:
        """Lines as they are, spread to the width, each word set by itself."""
        self.pdf.set_font(self.font, "", self.size)
        for line in lines:
            words = line.split()
            free = width - sum(self.pdf.get_string_width(word) for word in words)
            at = x
            for word in words:
                self.put(at, y, word)
                at += self.pdf.get_string_width(word) + free / max(len(words) - 1, 1)
            y += 1.2 * self.size
        return y

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.pdf.set_line_width(0.5)
        self.pdf.line(x0, y0, x1, y1)

    def table(self, rows: list[list[str]], columns: list[float], y: float, *, step: float = 14.0) -> float:
        """Rows of cells at the columns' left ends; an empty cell is left open."""
        for row in rows:
            for x, cell in zip(columns, row, strict=True):
                if cell:
                    self.put(x, y, cell)
            y += step
        return y

    def bytes(self, *, password: str | None = None) -> bytes:
        if password is not None:
            self.pdf.set_encryption(owner_password=password, user_password=password)
        return bytes(self.pdf.output())
