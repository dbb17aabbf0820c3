"""The report of a run: records, patients, scores and failures as files in the output folder.

The same records always give the same bytes; only ``run`` in report.json tells of the moment.
"""

import csv
import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from flows.against_gold import GoldResult
from flows.patients import PatientRow, patient_rows
from flows.records import to_lines
from flows.scoreboard import differences_markdown
from flows.scoring import to_json
from schemas.base import Frozen
from schemas.diff import Comparison
from schemas.finding import Finding
from schemas.record import ArticleFailure, ArticleRecord

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class Findings(Frozen):
    """All that a report tells of; ``gold`` is None where there was no gold folder."""

    records: tuple[ArticleRecord, ...]
    failures: tuple[ArticleFailure, ...] = ()
    gold: GoldResult | None = None
    integrity: tuple[Finding, ...] = ()

    @property
    def comparison(self) -> Comparison | None:
        """The comparison with gold, where there was any."""
        return self.gold.comparison if self.gold else None


def write_report(findings: Findings, out: Path, run: Mapping[str, Any]) -> None:
    """Write records.jsonl, patients.csv, report.json and report.md into ``out``, each as a whole or not at all.

    ``run`` tells of this run (name, times, counts) and goes into report.json as it is.
    """
    out.mkdir(parents=True, exist_ok=True)
    _write(out / "records.jsonl", to_lines(findings.records))
    _write(out / "patients.csv", patients_csv(findings.records))
    report = {"run": dict(run), **_report(findings)}
    _write(out / "report.json", json.dumps(report, ensure_ascii=False, indent=2) + "\n")
    _write(out / "report.md", report_markdown(findings))


def patients_csv(records: Iterable[ArticleRecord]) -> str:
    """One line a case. A cell that a spreadsheet would take for a formula begins with an apostrophe."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(PatientRow.model_fields)
    table.writerows([_harmless(cell) for cell in row.model_dump().values()] for row in patient_rows(records))
    return text.getvalue()


def report_markdown(findings: Findings) -> str:
    """The report for reading: patients, scores, differences, articles and failures."""
    sections = [f"# casesift report\n\n{report_summary(findings)}", *_gold_sections(findings)]
    sections.insert(1, "## Patients\n\n" + _patients_table(findings.records))
    if findings.integrity:
        sections.append("## Contradictions\n\n" + findings_table(findings.integrity))
    sections.append("## Articles\n\n" + _articles_table(findings.records))
    if findings.failures:
        sections.append("## Failures\n\n" + failures_table(findings.failures))
    return "\n\n".join(section.rstrip() for section in sections) + "\n"


def failures_table(failures: Sequence[ArticleFailure]) -> str:
    """The failed articles and why, as a Markdown table."""
    return _table(("article", "kind", "reason"), ((each.source_file, each.kind, each.reason) for each in failures))


def findings_table(findings: Iterable[Finding]) -> str:
    """Integrity findings, each with its articles and its key, as a Markdown table."""
    heads = ("article", "severity", "finding", "acknowledged", "key")
    rows = (
        (", ".join(each.articles), each.severity, each.message, each.acknowledged or "", each.key) for each in findings
    )
    return _table(heads, rows)


def score_rows(comparison: Comparison, before: Mapping[str, float | None] | None = None) -> list[dict[str, str]]:
    """The scores in words, one row a field; the last column is the F1 at document level.

    ``before``: the F1 of an earlier run by field; there is then a column with the change since.
    """
    rows = []
    for field, score in comparison.patient.items():
        ratios = {"precision": score.precision, "recall": score.recall, "F1": score.f1}
        numbers = {"support": str(score.support), **{name: _ratio(ratio) for name, ratio in ratios.items()}}
        change = {"change": _change(before.get(field), score.f1)} if before else {}
        interval = f"{score.interval[0]:.2f} to {score.interval[1]:.2f}" if score.interval else "–"
        document = _ratio(comparison.document[field].f1)
        rows.append({"field": field, **numbers, **change, "95 % interval": interval, "document F1": document})
    return rows


def report_summary(findings: Findings) -> str:
    """How much was found, in one sentence."""
    return ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in _counts(findings).items()) + "."


def _report(findings: Findings) -> dict[str, Any]:
    records, gold = findings.records, findings.gold
    return {
        "summary": _counts(findings),
        "articles": [_article(record) for record in records],
        "patients": [row.model_dump() for row in patient_rows(records)],
        "scores": to_json(findings.comparison) if findings.comparison else None,
        "gold_problems": [*gold.problems, *gold.missing] if gold else [],
        "findings": [finding.model_dump(mode="json") for finding in findings.integrity],
        "failures": [failure.model_dump() for failure in findings.failures],
    }


def _counts(findings: Findings) -> dict[str, int]:
    records = findings.records
    return {
        "articles": len(records) + len(findings.failures),
        "failed": len(findings.failures),
        "patients": sum(len(record.cases) for record in records),
        "cohort_findings": sum(len(record.cohort) for record in records),
        "unlinked_mentions": sum(len(record.unlinked) for record in records),
        "contradictions": len(findings.integrity),
    }


def _article(record: ArticleRecord) -> dict[str, Any]:
    counts = {"cases": len(record.cases), "cohort": len(record.cohort), "unlinked": len(record.unlinked)}
    checks = [check.model_dump(include={"source_file", "reader", "agreed"}) for check in record.cross_checks]
    told = {"findings": [finding.message for finding in record.findings], "warnings": list(record.warnings)}
    return {
        "id": record.id,
        "source_file": record.article.source_file,
        "reader": record.reader,
        **counts,
        "cross_checks": checks,
        **told,
    }


def _gold_sections(findings: Findings) -> Iterator[str]:
    if findings.comparison:
        yield "## Scores against gold\n\n" + _scores_table(findings.comparison)
        yield "## Differences from gold\n\n" + differences_markdown(findings.comparison)
    if findings.gold and (findings.gold.problems or findings.gold.missing):
        lines = (f"- {_cell(problem)}" for problem in (*findings.gold.problems, *findings.gold.missing))
        yield "## Gold that was not used\n\n" + "\n".join(lines)


def _patients_table(records: Iterable[ArticleRecord]) -> str:
    rows = [tuple(row.model_dump(exclude={"also_called"}).values()) for row in patient_rows(records)]
    if not rows:
        return "No patient was found."
    return _table([name.replace("_", " ") for name in PatientRow.model_fields if name != "also_called"], rows)


def _articles_table(records: Sequence[ArticleRecord]) -> str:
    rows = []
    for record in records:
        counts = (len(record.cases), len(record.cohort), len(record.unlinked))
        also = (f"also read: {check.source_file} ({check.agreed} facts agree)" for check in record.cross_checks)
        notes = "; ".join((*also, *record.warnings, *(finding.message for finding in record.findings)))
        rows.append((record.article.source_file, record.reader, *map(str, counts), notes))
    return _table(("article", "reader", "cases", "cohort findings", "unlinked mentions", "notes"), rows)


def _scores_table(comparison: Comparison) -> str:
    rows = score_rows(comparison)
    return _table(tuple(rows[0]), (tuple(row.values()) for row in rows))


def _ratio(ratio: float | None) -> str:
    # an en dash: a hyphen alone would be a list item in Markdown
    return "–" if ratio is None else f"{ratio:.3f}"


def _change(before: float | None, now: float | None) -> str:
    if before is None or now is None:
        return "–"
    return "=" if abs(now - before) < 0.0005 else f"{now - before:+.3f}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *([_cell(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(text: str) -> str:
    """An article's words in a table cell: nothing of them can end the cell or become markup."""
    flat = " ".join(text.split())
    for mark in ("\\", "|", "`", "*", "_", "["):
        flat = flat.replace(mark, f"\\{mark}")
    return flat.replace("&", "&amp;").replace("<", "&lt;")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def _write(path: Path, text: str) -> None:
    """Write beside and rename: a reader sees the old file or the new one, never half of it."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_text(text, encoding="utf-8", newline="")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
