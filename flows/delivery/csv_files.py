"""CSV: a folder with one file a table, and the dictionary. UTF-8, commas, a head line; nothing in it is a formula."""

import csv
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from flows.delivery.cells import cell_text
from flows.delivery.delivery import Delivery
from flows.delivery.dictionary import Row, dictionary_rows, tables
from flows.delivery.rows import article_rows


def write(delivery: Delivery) -> None:
    """Write the tables as files of the folder."""
    with ExitStack() as files:
        writers = {
            table: csv_writer(files, delivery.to / f"{table}.csv", [column.name for column in columns])
            for table, columns in tables().items()
        }
        for record in delivery.records:
            for table, row in article_rows(record):
                writers[table].writerow(texts(row))
        entries = dictionary_rows()
        csv_writer(files, delivery.to / "dictionary.csv", list(entries[0])).writerows(map(texts, entries))


def csv_writer(files: ExitStack, path: Path, heads: list[str]) -> "csv.DictWriter[Any]":
    """A writer of rows into a new file, which has its head line and is closed with ``files``."""
    writer = csv.DictWriter(
        files.enter_context(path.open("w", encoding="utf-8", newline="")), heads, lineterminator="\n"
    )
    writer.writeheader()
    return writer


def texts(row: Row) -> dict[str, str]:
    """A row as texts of cells."""
    return {name: cell_text(value) for name, value in row.items()}
