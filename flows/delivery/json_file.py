"""JSON: one file with the tables as lists of rows, the dictionary, and what is not carried."""

import json
import shutil
import tempfile
from contextlib import ExitStack
from typing import IO, Any

from flows.delivery.delivery import Delivery
from flows.delivery.dictionary import dictionary_rows, losses, tables
from flows.delivery.rows import article_rows


def write(delivery: Delivery) -> None:
    """Write the file. The rows of each table wait in a file of their own: memory does not grow with the articles."""
    with ExitStack() as files, delivery.to.open("w", encoding="utf-8") as out:
        waiting = {table: files.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8")) for table in tables()}
        for record in delivery.records:
            for table, row in article_rows(record):
                ordered = {column.name: row[column.name] for column in tables()[table]}
                waiting[table].write(f"{',' if waiting[table].tell() else ''}\n   {_json(ordered)}")
        out.write(
            f'{{\n "not_carried": {_json(losses("json"))},\n "dictionary": {_json(dictionary_rows())},\n "tables": {{'
        )
        for number, (table, rows) in enumerate(waiting.items()):
            out.write(f"{',' if number else ''}\n  {_json(table)}: [")
            _append(rows, out)
            out.write("]")
        out.write("\n }\n}\n")


def _append(rows: IO[str], out: IO[str]) -> None:
    rows.seek(0)
    shutil.copyfileobj(rows, out)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
