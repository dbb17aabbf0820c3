"""The data dictionary: which tables there are, with which columns, and what each means (``dictionary.tsv``)."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

ColumnType = Literal["text", "words", "number", "integer", "level"]
Cell = str | float | None
Row = dict[str, Cell]


@dataclass(frozen=True)
class Column:
    """One column. ``words`` is text as the article prints it, ``level`` one of ``levels``; ``unit`` "" where none."""

    table: str
    name: str
    type: ColumnType
    unit: str
    levels: tuple[str, ...]
    meaning: str

    @property
    def told(self) -> Row:
        """The column as a row of the dictionary."""
        levels = " | ".join(self.levels)
        told = {"table": self.table, "column": self.name, "type": self.type, "unit": self.unit, "levels": levels}
        return {**told, "meaning": self.meaning}


@cache
def tables() -> Mapping[str, tuple[Column, ...]]:
    """The columns of each table, in their order."""
    found: dict[str, tuple[Column, ...]] = {}
    for row in delivery_table("dictionary"):
        levels = tuple(filter(None, row["levels"].split("|")))
        kind: ColumnType = row["type"]  # type: ignore[assignment]  # a test holds the file to these types
        column = Column(row["table"], row["column"], kind, row["unit"], levels, row["meaning"])
        found[column.table] = (*found.get(column.table, ()), column)
    return found


@cache
def losses(form: str) -> tuple[str, ...]:
    """What a format cannot carry, a sentence each."""
    return tuple(row["loses"] for row in delivery_table("losses") if row["format"] == form)


def dictionary_rows() -> list[Row]:
    """The dictionary as rows, one a column of every table."""
    return [column.told for columns in tables().values() for column in columns]


@cache
def delivery_table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one of the tables of this folder."""
    text = files("flows.delivery").joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
