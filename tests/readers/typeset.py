"""Small PDFs for the tests: words at places, columns of wrapped lines, rules, tables."""

from typing import Self

from fpdf import FPDF

WIDTH, HEIGHT = 595.0, 842.0
LEADING = 1.2


class Press:
    """A PDF in the making; places are points from the upper left, y is the base line."""

    def __init__(self, *, size: float = 10.0, page: tuple[float, float] = (WIDTH, HEIGHT)) -> None:
        self.pdf = FPDF(unit="pt", format=page)
        self.pdf.set_auto_page_break(auto=False)
        self.size = size

    def page(self) -> Self:
        self.pdf.add_page()
        return self

    def put(self, x: float, y: float, text: str, *, size: float | None = None, style: str = "") -> float:
        """Set ``text`` on the base line ``y``; gives the x behind it."""
        self.pdf.set_font("Times", style, size or self.size)
        self.pdf.text(x, y, text)
        return x + self.pdf.get_string_width(text)

    def raised(self, x: float, y: float, text: str) -> float:
        return self.put(x, y - 0.35 * self.size, text, size=0.6 * self.size)

    def wrapped(self, text: str, width: float, *, size: float | None = None, style: str = "") -> list[str]:
        self.pdf.set_font("Times", style, size or self.size)
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if self.pdf.get_string_width(longer) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def column(self, text: str, x: float, y: float, width: float, *, size: float | None = None) -> float:
        """Paragraphs (parted by empty lines) from ``y`` down, their first lines set in; gives the next y."""
        for paragraph in text.split("\n\n"):
            for place, line in enumerate(self.wrapped(paragraph, width - 10, size=size)):
                self.put(x if place else x + 10, y, line, size=size)
                y += LEADING * (size or self.size)
        return y

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.pdf.set_line_width(0.5)
        self.pdf.line(x0, y0, x1, y1)

    def table(self, rows: list[list[str]], columns: list[float], y: float, *, step: float = 14.0) -> float:
        """Rows of cells at the left ends of their columns; an empty cell is left open; gives the next y."""
        for row in rows:
            for x, cell in zip(columns, row, strict=True):
                if cell:
                    self.put(x, y, cell)
            y += step
        return y

    def booktabs(
        self, rows: list[list[str]], columns: list[float], y: float, right: float, *, step: float = 14.0
    ) -> float:
        """A table with a rule above, below its heads and below it; gives the next y."""
        self.rule(columns[0], y - 10, right, y - 10)
        y = self.table(rows[:1], columns, y)
        self.rule(columns[0], y - 9, right, y - 9)
        y = self.table(rows[1:], columns, y + 3, step=step)
        self.rule(columns[0], y - 9, right, y - 9)
        return y + 4

    def grid(self, rows: list[list[str]], columns: list[float], y: float, *, height: float = 20.0) -> float:
        """A table ruled on all sides; the last of ``columns`` is its right end; lines of a cell are parted by bars."""
        for row in rows:
            for x, cell in zip(columns, row, strict=False):
                for place, line in enumerate(cell.split("|")):
                    self.put(x + 4, y + 12 + 11 * place, line)
            self.rule(columns[0], y, columns[-1], y)
            y += height
        self.rule(columns[0], y, columns[-1], y)
        for x in columns:
            self.rule(x, y - height * len(rows), x, y)
        return y + 12

    def bytes(self, *, password: str | None = None) -> bytes:
        if password is not None:
            self.pdf.set_encryption(owner_password=password, user_password=password)
        return bytes(self.pdf.output())
