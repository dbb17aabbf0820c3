"""The workbook, CSV and Parquet, opened by what people open them with."""

import csv
import io
import shutil
import subprocess
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from flows.delivery import xlsx
from flows.delivery.delivery import Delivery, DeliveryError
from flows.delivery.dictionary import dictionary_rows, losses, tables
from flows.delivery.export import export
from flows.delivery.rows import article_rows
from schemas.record import ArticleRecord
from tests.flows.delivery.invented import invented
from tests.flows.delivery.read_back import csv_tables, xlsx_tables
from tests.flows.delivery.test_round_trip import MADE

EVIL = [
    '=HYPERLINK("http://evil.example","click")',
    "@SUM(1+1)",
    "+1",
    "-2+3",
    "\t=1+1",
    "<r><t>rich</t></r>",
    "<script>alert(1)</script>",
    "http://evil.example",
    "a\x01b\x0bc\uffff",
    "x" * 40_000,
    "_x0041_",
    " spaced ",
    "two\r\nlines",
]


def evil() -> ArticleRecord:
    """The made-up article, with patients called what a spreadsheet must not run."""
    case = invented().cases[0]
    return invented().model_copy(update={"cases": tuple(case.model_copy(update={"label": name}) for name in EVIL)})


def exported(form: str, folder: Path, *records: ArticleRecord) -> Path:
    out = folder / f"export.{form}"
    export(records or [invented()], form, out, MADE)
    return out


def counts() -> dict[str, int]:
    found = dict.fromkeys(tables(), 0)
    for table, _ in article_rows(invented()):
        found[table] += 1
    return found


# ---- xlsx


def test_a_workbook_has_no_formula_and_no_link(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(exported("xlsx", tmp_path, evil()))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert len(cells) > 1000
    assert [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink] == []


def test_a_workbook_holds_every_text_as_far_as_a_cell_can(tmp_path: Path) -> None:
    labels = [row["label"] for row in xlsx_tables(exported("xlsx", tmp_path, evil()))["patients"]]
    kept = {name for name in EVIL if name in labels}
    assert len(labels) == len(EVIL)
    assert [label[:20] for label in labels if label not in kept] == [
        "'<r><t>rich</t></r>",
        "a\ufffdb\ufffdc\ufffd",
        "x" * 20,
        "two\nlines",
    ]
    assert [len(label) for label in labels if label.startswith("xx")] == [xlsx.MOST_CHARACTERS]


def test_a_sheet_has_its_head_in_view_and_columns_of_a_width(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(exported("xlsx", tmp_path))
    assert book.sheetnames == ["about", *tables(), "dictionary"]
    assert {sheet.freeze_panes for sheet in book} == {"A2"}
    assert book["patients"].column_dimensions["B"].width > 10
    assert [row[0] for row in book["about"].iter_rows(min_row=2, values_only=True)] == [*losses("xlsx")]
    assert book["dictionary"].max_row == len(dictionary_rows()) + 1
    assert isinstance(book["measurements"]["F2"].value, int | float)


def test_a_workbook_that_is_full_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 300)  # more than the dictionary, fewer than the evidence
    with pytest.raises(DeliveryError, match="the sheet evidence is full"):
        xlsx.write(Delivery([invented()] * 10, tmp_path / "full.xlsx", MADE))


def test_the_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    for form in ("xlsx", "json"):
        assert exported(form, tmp_path / "a").read_bytes() == exported(form, tmp_path / "b").read_bytes()
    for form in ("csv", "parquet", "phenopackets", "redcap"):
        one, two = exported(form, tmp_path / "a"), exported(form, tmp_path / "b")
        assert [file.read_bytes() for file in sorted(one.iterdir())] == [
            file.read_bytes() for file in sorted(two.iterdir())
        ]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_libreoffice_opens_the_workbook_without_a_word(tmp_path: Path) -> None:
    book = exported("xlsx", tmp_path, evil())
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", every_sheet, "--outdir", str(tmp_path), str(book)]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    # javaldx looks for a Java of the machine's, and has nothing to do with the file
    lines = [line.lower() for line in (told.stdout + told.stderr).splitlines() if "javaldx" not in line]
    assert [line for line in lines if any(word in line for word in ("warn", "error", "repair", "corrupt"))] == []
    opened = {file.stem.removeprefix("export-"): file for file in tmp_path.glob("export-*.csv")}
    assert set(opened) == {"about", *tables(), "dictionary"}
    shown = list(csv.DictReader(io.StringIO(opened["patients"].read_text(encoding="utf-8"), newline="")))
    assert [row["label"] for row in shown][:4] == EVIL[:4]


# ---- csv


def test_csv_holds_every_text_and_runs_none(tmp_path: Path) -> None:
    folder = exported("csv", tmp_path, evil())
    assert [row["label"] for row in csv_tables(folder)["patients"]] == EVIL
    with (folder / "patients.csv").open(encoding="utf-8", newline="") as lines:
        labels = [row["label"] for row in csv.DictReader(lines)]
    assert [label for label in labels if label[0] in "=+-@\t\r"] == []


def test_a_folder_tells_what_it_holds_and_what_not(tmp_path: Path) -> None:
    folder = exported("csv", tmp_path)
    assert {file.name for file in folder.glob("*.csv")} == {*(f"{table}.csv" for table in tables()), "dictionary.csv"}
    told = (folder / "README.md").read_text(encoding="utf-8")
    assert [sentence for sentence in losses("csv") if sentence not in told] == []


# ---- parquet


def test_duckdb_and_pandas_read_parquet(tmp_path: Path) -> None:
    folder = exported("parquet", tmp_path)
    with duckdb.connect() as database:
        found = {
            table: database.execute(f"SELECT count(*) FROM read_parquet('{folder}/{table}.parquet')").fetchone()  # noqa: S608
            for table in tables()
        }
        joined = database.execute(
            f"SELECT sex, max(value) FROM '{folder}/measurements.parquet' JOIN '{folder}/patients.parquet' "  # noqa: S608
            "USING (patient_id) WHERE kind = 'ck' GROUP BY sex"
        ).fetchall()
    assert found == {table: (count,) for table, count in counts().items()}
    assert joined == [("female", 20000.0)]
    frame = pd.read_parquet(folder / "measurements.parquet")
    assert (len(frame), str(frame["value"].dtype)) == (counts()["measurements"], "float64")


def test_parquet_has_types_and_tells_what_its_columns_mean(tmp_path: Path) -> None:
    schema = pq.read_schema(exported("parquet", tmp_path) / "doses.parquet")
    assert [str(schema.field(name).type) for name in ("amount", "count", "unit")] == ["double", "int64", "string"]
    told = schema.field("unit").metadata
    assert (told[b"meaning"], told[b"levels"].decode()) == (b"unit of the amount", "mg|g|µg|IU|mL")
    assert schema.metadata[b"casesift.table"] == b"doses"


def test_a_table_without_rows_has_its_columns(tmp_path: Path) -> None:
    nobody = invented().model_copy(update={"cases": (), "unlinked": ()})
    assert pq.read_table(exported("parquet", tmp_path, nobody) / "doses.parquet").num_rows == 0
