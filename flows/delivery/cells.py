"""A value as the text of a cell, in a form that no spreadsheet takes for a formula."""

import re

from flows.delivery.dictionary import Cell

# What begins with one of these runs as a formula; apostrophes before it are those of an earlier hand, and get one more,
# so that taking one away always gives the text that was.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def cell_text(value: Cell) -> str:
    """A value as text: numbers as they are, text with an apostrophe before what a spreadsheet would run."""
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    return str(int(value)) if float(value).is_integer() else repr(value)


def harmless(text: str) -> str:
    """The text, with an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{text}" if _FORMULA.match(text.lstrip(" ")) else text


def as_told(cell: str) -> str:
    """The text of a cell without that apostrophe."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:].lstrip(" ")) else cell
