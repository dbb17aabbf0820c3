"""Markdown in which the words of an article cannot become markup."""

from collections.abc import Iterable, Sequence


def markdown_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table, its cells as they are."""
    lines = [heads, ["---"] * len(heads), *([markdown_cell(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def markdown_cell(text: str) -> str:
    """An article's words in a table cell: nothing of them can end the cell or become markup."""
    flat = " ".join(text.split())
    for mark in ("\\", "|", "`", "*", "_", "["):
        flat = flat.replace(mark, f"\\{mark}")
    return flat.replace("&", "&amp;").replace("<", "&lt;")
