"""What a person sees in the terminal: tables on stdout, progress and messages on stderr."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from flows.printing.patients import PatientRow
from schemas.document import Block, Document
from schemas.document import Table as DocumentTable
from schemas.finding import Finding

if TYPE_CHECKING:
    from flows.literature.same_article import Repeated  # which takes half a second to import

_WIDE = 200  # columns of a table that goes into a file or a pipe


def stdout() -> Console:
    """The console for results: as wide as the terminal, and wide enough where there is none."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=_WIDE)


def say(message: str) -> None:
    """Write one message to stderr, in the program's name."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(Text(f"casesift: {message}"))


def say_differing_files(files: "Iterable[Repeated]") -> None:
    """Name the files of one article that do not tell the same."""
    for file in files:
        if file.different:
            counts = f"{file.agreed} facts agree, {file.different} stand in one of them only"
            say(f"{file.source_file}: the same article as {file.of_source_file}; {counts}")


@contextmanager
def article_progress(total: int, label: str = "reading articles") -> Iterator[Callable[[], None]]:
    """Show a bar on stderr where that is a terminal; the function given is to be called for each article done."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(label, total=total)
        yield lambda: progress.advance(task)


def patients_table(rows: Sequence[PatientRow], of: int | None = None) -> Table:
    """One row a case; ``of``: how many there are in all."""
    more = f"{of - len(rows)} more are in patients.csv" if of is not None and of > len(rows) else None
    shown = [name for name in PatientRow.model_fields if name not in ("also_called", "labs")]
    table = Table(title="Patients", show_lines=True, caption=more)
    for name in shown:
        table.add_column(name.removesuffix("_years"), overflow="fold")
    for row in rows:
        table.add_row(*(Text(getattr(row, name)) for name in shown))
    return table


def findings_table(findings: Iterable[Finding]) -> Table:
    """One row a finding, with the words of both sides; the acknowledged ones with the reason."""
    table = Table(title="Findings", show_lines=True)
    for name in ("articles", "severity", "finding", "words", "key"):
        table.add_column(name, overflow="fold", no_wrap=name == "key")
    for finding in findings:
        told = finding.message + (f" Acknowledged: {finding.acknowledged}" if finding.acknowledged else "")
        words = "\nagainst: ".join(filter(None, (_side(finding, 1), _side(finding, 2))))
        table.add_row(*map(Text, ("\n".join(finding.articles), finding.severity, told, words, finding.key)))
    return table


def _side(finding: Finding, side: int) -> str:
    quotes = (" ".join(words.quote.split()) for words in finding.evidence if words.side == side)
    return " … ".join(dict.fromkeys(quotes))


def print_document(document: Document, *, tables_only: bool) -> None:
    """Print what the reader saw: blocks in their order, each table as a table."""
    console = stdout()
    shown: set[int] = set()
    for block in document.blocks:
        if block.kind == "table" and block.table is not None:
            if block.table not in shown:  # a table over several pages is one table
                shown.add(block.table)
                console.print(_table(document, block.table))
        elif not tables_only:
            console.print(_block(document, block))
    for warning in document.warnings:
        say(f"{document.source}: {warning}")


def _block(document: Document, block: Block) -> Text:
    name = f"{block.section}/{block.kind}{' (continued)' if block.continues else ''}"
    words = " ".join(document.quote(block).split())
    return Text.assemble((f"[{block.start}:{block.end} {name}] ", "dim"), words)


def _table(document: Document, index: int) -> Table:
    table = document.tables[index]
    grid = Table(title=Text(_title(document, table)), show_header=False, show_lines=True)
    for _ in range(table.column_count):
        grid.add_column(overflow="fold")
    rows = [[Text()] * table.column_count for _ in range(table.row_count)]
    for cell in table.cells:
        style = "bold" if cell.head else ""
        rows[cell.row][cell.column] = Text(" ".join(document.quote(cell).split()), style=style)
    for row in rows:
        grid.add_row(*row)
    return grid


def _title(document: Document, table: DocumentTable) -> str:
    caption = " ".join(document.quote(table.caption).split()) if table.caption else table.label or "table"
    persons = f" (patients are {table.patients})" if table.patients else ""
    return caption + persons
