"""The report for reading, as Markdown. An article's words never become markup."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from flows.findings import Findings
from flows.patients import PatientRow
from flows.scoreboard import differences_markdown
from schemas.diff import Comparison
from schemas.record import ArticleFailure, IntegrityFinding


def report_markdown(findings: Findings) -> str:
    """The report for reading: patients, scores, differences, articles and failures."""
    sections = [f"# casesift report\n\n{report_summary(findings)}"]
    sections.append("## Patients\n\n" + _patients_table(findings))
    sections += _gold_sections(findings)
    sections.append("## Articles\n\n" + _articles_table(findings))
    if findings.failures:
        sections.append("## Failures\n\n" + failures_table(findings.failures))
    return "\n\n".join(section.rstrip() for section in sections) + "\n"


def failures_table(failures: Sequence[ArticleFailure]) -> str:
    """The failed articles and why, as a Markdown table."""
    return _table(("article", "kind", "reason"), ((each.source_file, each.kind, each.reason) for each in failures))


def findings_table(findings: Iterable[tuple[str, IntegrityFinding]]) -> str:
    """Findings, each with its article, as a Markdown table."""
    heads = ("article", "severity", "finding")
    return _table(heads, ((article, finding.severity, finding.message) for article, finding in findings))


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
    counts = findings.counts.model_dump().items()
    return ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts) + "."


def _gold_sections(findings: Findings) -> Iterator[str]:
    if findings.comparison:
        yield "## Scores against gold\n\n" + _scores_table(findings.comparison)
        yield "## Differences from gold\n\n" + differences_markdown(findings.comparison)
    if findings.gold and (findings.gold.problems or findings.gold.missing):
        lines = (f"- {_cell(problem)}" for problem in (*findings.gold.problems, *findings.gold.missing))
        yield "## Gold that was not used\n\n" + "\n".join(lines)


def _patients_table(findings: Findings) -> str:
    rows = [tuple(row.model_dump(exclude={"also_called"}).values()) for row in findings.patients]
    if not rows:
        return "No patient was found."
    heads = [name.replace("_", " ") for name in PatientRow.model_fields if name != "also_called"]
    return _table(heads, rows) + _more(findings.counts.patients - len(rows), "patients.csv")


def _articles_table(findings: Findings) -> str:
    rows = []
    for note in findings.articles:
        also = (f"also read: {check['source_file']} ({check['agreed']} facts agree)" for check in note.cross_checks)
        notes = "; ".join((*also, *note.warnings, *note.findings))
        counts = (note.cases, note.cohort, note.unlinked)
        rows.append((note.source_file, note.reader, *map(str, counts), notes))
    heads = ("article", "reader", "cases", "cohort findings", "unlinked mentions", "notes")
    told = findings.counts.articles - findings.counts.failed
    return _table(heads, rows) + _more(told - len(rows), "report.json")


def _more(count: int, place: str) -> str:
    return f"\n\n{count} more are in {place}." if count > 0 else ""


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
