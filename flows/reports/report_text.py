"""The report for reading, as Markdown. An article's words never become markup."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from flows.literature.same_patients import fact_name, in_words
from flows.printing.markdown import markdown_cell, markdown_table
from flows.printing.patients import PatientRow
from flows.reports.findings import Findings
from flows.scores.doubts import review_markdown
from flows.scores.scoreboard import differences_markdown
from schemas.diff import Comparison
from schemas.finding import Finding
from schemas.linked import PatientLink
from schemas.record import ArticleFailure


def report_markdown(findings: Findings) -> str:
    """The report for reading: patients, scores, differences, articles and failures."""
    sections = [f"# casesift report\n\n{report_summary(findings)}"]
    sections.append("## Patients\n\n" + _patients_table(findings))
    if findings.links:
        more = _more(findings.link_count - len(findings.links), "report.json")
        sections.append("## Patients reported more than once\n\n" + links_table(findings.links) + more)
    if findings.findings:
        more = _more(findings.finding_count - len(findings.findings), "report.json")
        sections.append("## Contradictions\n\n" + findings_table(findings.findings) + more)
    sections += _gold_sections(findings)
    sections += filter(None, [review_markdown(findings.review)])
    sections.append("## Articles\n\n" + _articles_table(findings))
    if findings.failures:
        sections.append("## Failures\n\n" + failures_table(findings.failures))
    return "\n\n".join(section.rstrip() for section in sections) + "\n"


def failures_table(failures: Sequence[ArticleFailure]) -> str:
    """The failed articles and why, as a Markdown table."""
    return markdown_table(
        ("article", "kind", "reason"), ((each.source_file, each.kind, each.reason) for each in failures)
    )


def findings_table(findings: Iterable[Finding]) -> str:
    """Integrity findings, each with its articles and its key, as a Markdown table."""
    heads = ("article", "severity", "finding", "acknowledged", "key")
    rows = (
        (", ".join(each.articles), each.severity, each.message, each.acknowledged or "", each.key) for each in findings
    )
    return markdown_table(heads, rows)


def links_table(links: Iterable[PatientLink]) -> str:
    """Cases that are one patient, with what agrees and what does not, as a Markdown table."""
    heads = ("one report", "another", "verdict", "likelihood", "agreeing", "disagreeing")
    return markdown_table(heads, map(_link_row, links))


def _link_row(link: PatientLink) -> tuple[str, ...]:
    sides = (f"{side.case} ({side.source_file})" for side in (link.left, link.right))
    agreeing = ", ".join(map(fact_name, link.agreements)) or "the citation"
    return (*sides, link.verdict, f"{link.likelihood:.4f}", agreeing, "; ".join(map(in_words, link.disagreements)))


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
    counts = [f"{count} {name.replace('_', ' ')}" for name, count in findings.counts.model_dump().items()]
    back = len(findings.review.held_back)
    return ", ".join([*counts, f"{back} held back by review"] if back else counts) + "."


def _gold_sections(findings: Findings) -> Iterator[str]:
    if findings.comparison:
        yield "## Scores against gold\n\n" + _scores_table(findings.comparison)
        yield "## Differences from gold\n\n" + differences_markdown(findings.comparison)
    if findings.gold and (findings.gold.problems or findings.gold.missing):
        lines = (f"- {markdown_cell(problem)}" for problem in (*findings.gold.problems, *findings.gold.missing))
        yield "## Gold that was not used\n\n" + "\n".join(lines)


def _patients_table(findings: Findings) -> str:
    rows = [tuple(row.model_dump(exclude={"also_called"}).values()) for row in findings.patients]
    if not rows:
        return "No patient was found."
    heads = [name.replace("_", " ") for name in PatientRow.model_fields if name != "also_called"]
    return markdown_table(heads, rows) + _more(findings.counts.patients - len(rows), "patients.csv")


def _articles_table(findings: Findings) -> str:
    rows = []
    for note in findings.articles:
        also = (f"also read: {check['source_file']} ({check['agreed']} facts agree)" for check in note.cross_checks)
        notes = "; ".join((*also, *note.warnings, *note.findings))
        counts = (note.cases, note.cohort, note.unlinked)
        rows.append((note.source_file, note.reader, *map(str, counts), notes))
    heads = ("article", "reader", "cases", "cohort findings", "unlinked mentions", "notes")
    told = findings.counts.articles - findings.counts.failed
    return markdown_table(heads, rows) + _more(told - len(rows), "report.json")


def _more(count: int, place: str) -> str:
    return f"\n\n{count} more are in {place}." if count > 0 else ""


def _scores_table(comparison: Comparison) -> str:
    rows = score_rows(comparison)
    return markdown_table(tuple(rows[0]), (tuple(row.values()) for row in rows))


def _ratio(ratio: float | None) -> str:
    # an en dash: a hyphen alone would be a list item in Markdown
    return "–" if ratio is None else f"{ratio:.3f}"


def _change(before: float | None, now: float | None) -> str:
    if before is None or now is None:
        return "–"
    return "=" if abs(now - before) < 0.0005 else f"{now - before:+.3f}"
