"""REDCap: a folder with a data dictionary and an import file, one record a patient, with repeating instruments."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

from flows.delivery.cells import cell_text
from flows.delivery.csv_files import csv_writer
from flows.delivery.delivery import Delivery
from flows.delivery.dictionary import Cell, Column, ColumnType, Row, tables
from flows.delivery.rows import article_rows
from schemas.record import ArticleRecord

DICTIONARY_HEADS = (
    "Variable / Field Name",
    "Form Name",
    "Section Header",
    "Field Type",
    "Field Label",
    "Choices, Calculations, OR Slider Labels",
    "Field Note",
    "Text Validation Type OR Show Slider Number",
    "Text Validation Min",
    "Text Validation Max",
    "Identifier?",
    "Branching Logic (Show field only if...)",
    "Required Field?",
    "Custom Alignment",
    "Question Number (surveys only)",
    "Matrix Group Name",
    "Matrix Ranking?",
    "Field Annotation",
)
"""REDCap's own columns, in its own words and order."""

RECORD = "record_id"
_REPEATED = ("redcap_repeat_instrument", "redcap_repeat_instance")
_FIELD_TYPES: dict[ColumnType, str] = {"words": "notes", "level": "dropdown"}
_NAMES_OF_SIGNS = {">": "gt", "<": "lt", "~": "about", "µg": "ug"}  # the code of a choice is letters, digits and _


@dataclass(frozen=True)
class Instrument:
    """A form of the project, made of one table. Its fields begin with ``prefix``: names are unique in a project."""

    name: str
    table: str
    prefix: str

    @property
    def columns(self) -> list[Column]:
        """The columns that become fields: whose they are is told by the record, and the article by the patient."""
        known = {"patient_id", "patient"}
        if self.table != "patients":
            known |= {column.name for column in tables()["cross_checks"][6:]}
        return [column for column in tables()[self.table] if column.name not in known]

    def field(self, column: Column) -> str:
        """The name of a column's field."""
        return f"{self.prefix}_{column.name}"


PATIENT = Instrument("patient", "patients", "pt")
INSTRUMENTS = (
    PATIENT,
    Instrument("measurements", "measurements", "ms"),
    Instrument("antibodies", "antibodies", "ab"),
    Instrument("drugs", "drugs", "dr"),
    Instrument("doses", "doses", "ds"),
    Instrument("drug_events", "drug_events", "ev"),
)


def write(delivery: Delivery) -> None:
    """Write the dictionary, the list of repeating instruments, and the data."""
    with ExitStack() as files:
        csv_writer(files, delivery.to / "data_dictionary.csv", [*DICTIONARY_HEADS]).writerows(dictionary())
        repeating = csv_writer(files, delivery.to / "repeating_instruments.csv", ["form_name", "custom_form_label"])
        for form in INSTRUMENTS[1:]:
            label = next(column for column in form.columns if column.name in ("analyte", "name", "drug"))
            repeating.writerow({"form_name": form.name, "custom_form_label": f"[{form.field(label)}]"})
        fields = [form.field(column) for form in INSTRUMENTS for column in form.columns]
        data = csv_writer(files, delivery.to / "import.csv", [RECORD, *_REPEATED, *fields])
        for record in delivery.records:
            data.writerows(import_rows(record))


def dictionary() -> Iterator[dict[str, str]]:
    """The fields of the project, as rows of REDCap's dictionary."""
    for form in INSTRUMENTS:
        if form is PATIENT:
            yield _entry(RECORD, form.name, "text", "Patient", "the patient: row of patients")
        for column in form.columns:
            label = column.name.replace("_", " ").capitalize()
            note = f"{column.meaning} ({column.unit})" if column.unit else column.meaning
            entry = _entry(form.field(column), form.name, _FIELD_TYPES.get(column.type, "text"), label, note)
            entry["Choices, Calculations, OR Slider Labels"] = " | ".join(f"{code(x)}, {x}" for x in column.levels)
            if column.type in ("number", "integer"):
                entry["Text Validation Type OR Show Slider Number"] = column.type
            yield entry


def import_rows(record: ArticleRecord) -> Iterator[dict[str, str]]:
    """The patients of an article as rows of the import file; what repeats is numbered within its patient."""
    forms = {form.table: form for form in INSTRUMENTS}
    instances: Counter[tuple[Cell, str]] = Counter()
    for table, row in article_rows(record):
        if table not in forms:
            continue
        form, patient = forms[table], row["patient_id"]
        told = {form.field(column): _cell(row, column) for column in form.columns}
        if form is not PATIENT:
            instances[patient, table] += 1
            told |= dict(zip(_REPEATED, (form.name, str(instances[patient, table])), strict=True))
        yield {RECORD: cell_text(patient), **told}


def code(level: str) -> str:
    """The code of a choice."""
    return _NAMES_OF_SIGNS.get(level) or re.sub(r"\W", "_", level)


def _cell(row: Row, column: Column) -> str:
    value = row[column.name]
    return code(value) if column.levels and isinstance(value, str) else cell_text(value)


def _entry(name: str, form: str, field_type: str, label: str, note: str) -> dict[str, str]:
    told = {"Field Type": field_type, "Field Label": label, "Field Note": note}
    return dict.fromkeys(DICTIONARY_HEADS, "") | {"Variable / Field Name": name, "Form Name": form} | told
