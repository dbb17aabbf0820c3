"""The report of a run: records, patients, scores and failures as files in the output folder.

The same records always give the same bytes; only run.json tells of the moment. Articles are told one after the other:
a report of ten thousand takes no more memory than one of a hundred.
"""

import csv
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from flows.delivery.cells import harmless
from flows.gold.against_gold import GoldResult
from flows.literature.integrity import Integrity
from flows.printing.patients import PatientRow
from flows.reports.findings import Findings, Gathering
from flows.reports.report_text import report_markdown
from flows.reports.told import Told
from flows.scores.doubts import NOTHING_IN_DOUBT, Review
from flows.scores.scoring import to_json
from schemas.linked import PatientLink
from schemas.record import ArticleFailure

FILES = ("records.jsonl", "patients.csv", "report.json", "report.md")
RUN = "run.json"


def write_report(
    articles: Iterable[Told],
    failures: Sequence[ArticleFailure],
    gold: GoldResult | None,
    out: Path,
    review: Review = NOTHING_IN_DOUBT,
    links_found: Callable[[], Sequence[PatientLink]] = tuple,
    integrity: Integrity | None = None,
) -> Findings:
    """Write records.jsonl, patients.csv, report.json and report.md into ``out``, each as a whole or not at all.

    ``articles`` are told once, in their order. ``links_found`` is asked behind them for the patients that they report
    more than once. What contradicts itself is added to ``integrity``. Returns what a reader is shown.
    """
    out.mkdir(parents=True, exist_ok=True)
    integrity = integrity if integrity is not None else Integrity({})
    gathering = Gathering(integrity)
    with ExitStack() as stack:
        records, patients, report, readable = (stack.enter_context(_written(out / name)) for name in FILES)
        spooled = stack.enter_context(TemporaryFile("w+", encoding="utf-8"))  # report.json has patients behind articles
        rows = csv.writer(patients, lineterminator="\n")
        rows.writerow(PatientRow.model_fields)
        notes, persons = _JsonList(report), _JsonList(spooled)
        report.write('{\n"articles": [')
        for told in articles:
            records.write(f"{told.words}\n")
            notes.add(gathering.add(told).model_dump(mode="json"))
            for row in told.patients:
                cells = row.model_dump()
                rows.writerow([harmless(cell) for cell in cells.values()])
                persons.add(cells)
        links = links_found()
        findings = gathering.findings(failures, gold, review, links)
        report.write('\n],\n"patients": [')
        spooled.seek(0)
        shutil.copyfileobj(spooled, report)
        parts = _parts(findings, links, integrity)
        report.write("\n],\n" + ",\n".join(f'"{name}": {_json(part)}' for name, part in parts.items()))
        report.write("\n}\n")
        readable.write(report_markdown(findings))
    return findings


def write_run(out: Path, run: Mapping[str, Any]) -> None:
    """Write what is to be told of this run (name, times, counts, settings) into run.json."""
    with _written(out / RUN) as file:
        file.write(json.dumps(dict(run), ensure_ascii=False, indent=2) + "\n")


class _JsonList:
    """Writes the elements of a JSON array, one a line."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._separator = "\n"

    def add(self, element: Mapping[str, Any]) -> None:
        self._file.write(self._separator + _json(element))
        self._separator = ",\n"


def _parts(findings: Findings, links: Iterable[PatientLink], integrity: Integrity) -> dict[str, Any]:
    gold = findings.gold
    return {
        "summary": findings.counts.model_dump(),
        "scores": to_json(findings.comparison) if findings.comparison else None,
        "gold_problems": [*gold.problems, *gold.missing] if gold else [],
        "review": findings.review.model_dump(mode="json"),
        "findings": [finding.model_dump(mode="json") for finding in integrity.found],
        "same_patients": [link.model_dump(mode="json") for link in links],
        "failures": [failure.model_dump() for failure in findings.failures],
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


@contextmanager
def _written(path: Path) -> Iterator[IO[str]]:
    """A file to be written beside and renamed at the end: a reader sees the old one or the new, never half of it."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("w", encoding="utf-8", newline="") as file:
            yield file
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
