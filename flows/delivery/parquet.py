"""Parquet: a folder with one file a table, typed columns, and the dictionary in the files' own metadata."""

import json
from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from flows.delivery.delivery import Delivery
from flows.delivery.dictionary import Column, Row, dictionary_rows, losses, tables
from flows.delivery.rows import article_rows

_BATCH = 5000  # rows that wait for being written together
_TYPES = {"number": pa.float64(), "integer": pa.int64()}


class _Table:
    """A table on its way into a file; rows are written in batches."""

    def __init__(self, folder: Path, name: str, columns: tuple[Column, ...], files: ExitStack) -> None:
        told = {"casesift.table": name, "casesift.not_carried": json.dumps(losses("parquet"))}
        self._schema = pa.schema([_field(column) for column in columns], metadata=told)
        self._writer = files.enter_context(pq.ParquetWriter(folder / f"{name}.parquet", self._schema))
        self._rows: list[Row] = []

    def add(self, row: Row) -> None:
        self._rows.append(row)
        if len(self._rows) == _BATCH:
            self.flush()

    def flush(self) -> None:
        if self._rows:
            self._writer.write_table(pa.Table.from_pylist(self._rows, schema=self._schema))
            self._rows.clear()


def write(delivery: Delivery) -> None:
    """Write the tables as files of the folder."""
    with ExitStack() as files:
        written = {name: _Table(delivery.to, name, columns, files) for name, columns in tables().items()}
        for record in delivery.records:
            for table, row in article_rows(record):
                written[table].add(row)
        for each in written.values():
            each.flush()
    pq.write_table(pa.Table.from_pylist(dictionary_rows()), delivery.to / "dictionary.parquet")


def _field(column: Column) -> pa.Field:
    told = {"meaning": column.meaning, "unit": column.unit, "levels": "|".join(column.levels)}
    return pa.field(column.name, _TYPES.get(column.type, pa.string()), metadata={k: v for k, v in told.items() if v})
