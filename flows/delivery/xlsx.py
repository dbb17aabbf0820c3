"""XLSX: one sheet a table, the dictionary, and a sheet that tells what is not carried. Nothing in it is a formula."""

import re

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from flows.delivery.delivery import Delivery, DeliveryError
from flows.delivery.dictionary import Cell, ColumnType, Row, dictionary_rows, losses, tables
from flows.delivery.rows import article_rows

MOST_ROWS = 1_048_576  # of a sheet, its head included
MOST_CHARACTERS = 32_767  # of a cell
_CUT = " […]"
_WIDTHS: dict[ColumnType, int] = {"text": 18, "words": 40, "number": 11, "integer": 11, "level": 13}
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML has no such characters
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class _Sheet:
    """A sheet on its way into the workbook: a head that stays in view, and rows."""

    def __init__(self, sheet: Worksheet, heads: dict[str, int], bold: Format) -> None:
        """``heads``: the columns with their widths in characters."""
        self._sheet = sheet
        self._heads = list(heads)
        self._rows = 1
        for column, width in enumerate(heads.values()):
            sheet.set_column(column, column, width)
        for column, head in enumerate(heads):
            sheet.write_string(0, column, head, bold)
        sheet.freeze_panes(1, 0)

    def add(self, row: Row) -> None:
        if self._rows == MOST_ROWS:
            told = f"the sheet {self._sheet.get_name()} is full ({MOST_ROWS} rows)"
            raise DeliveryError(f"{told}: --format csv and parquet have no such limit")
        for column, head in enumerate(self._heads):
            _write(self._sheet, self._rows, column, row[head])
        self._rows += 1


def write(delivery: Delivery) -> None:
    """Write the workbook, sheet by sheet a row at a time. Raises ``DeliveryError`` where a sheet is full."""
    book = Workbook(delivery.to, _OPTIONS | {"tmpdir": str(delivery.to.parent)})
    try:
        _fill(book, delivery)
    except BaseException:
        for sheet in book.worksheets():  # to close the book would take as long as all that came before
            sheet.row_data_fh.close()
        raise
    book.close()


def _fill(book: Workbook, delivery: Delivery) -> None:
    book.set_properties({"title": "casesift export", "created": delivery.made})
    bold = book.add_format({"bold": True, "bottom": 1})
    about = _Sheet(book.add_worksheet("about"), {"what this workbook does not carry": 110}, bold)
    for sentence in losses("xlsx"):
        about.add({"what this workbook does not carry": sentence})
    sheets = {
        table: _Sheet(book.add_worksheet(table), {column.name: _WIDTHS[column.type] for column in columns}, bold)
        for table, columns in tables().items()
    }
    for record in delivery.records:
        for table, row in article_rows(record):
            sheets[table].add(row)
    widths = {"table": 16, "column": 18, "type": 9, "unit": 12, "levels": 40, "meaning": 80}
    dictionary = _Sheet(book.add_worksheet("dictionary"), widths, bold)
    for entry in dictionary_rows():
        dictionary.add(entry)


def _write(sheet: Worksheet, row: int, column: int, value: Cell) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, cell_string(value))
    elif value is not None:
        sheet.write_number(row, column, value)


def cell_string(text: str) -> str:
    """A text as a cell can hold it: one kind of line end, no illegal character, not too long, no markup of its own."""
    held = _ILLEGAL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    if held.startswith("<r>"):  # XlsxWriter would put this into the sheet as it stands, as rich text
        held = f"'{held}"
    return held if len(held) <= MOST_CHARACTERS else held[: MOST_CHARACTERS - len(_CUT)] + _CUT
