"""What a run shows on Prefect's pages: artifacts whose keys stay the same, so that the pages keep their history."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from uuid import UUID

from prefect.artifacts import create_markdown_artifact, create_progress_artifact, create_table_artifact

from flows.reports.findings import Findings
from flows.reports.report_text import failures_table, findings_table, links_table, report_summary, score_rows
from flows.scores.doubts import Review, review_markdown
from flows.scores.gains import Difference, Scored, gains_markdown
from flows.scores.scoreboard import differences_markdown
from schemas.diff import Comparison
from schemas.record import ArticleFailure

_SHOWN = 200  # rows of an artifact


def show_progress(share: float) -> UUID:
    """A bar that begins at ``share`` per cent; returns the artifact that is to be updated."""
    artifact = create_progress_artifact(share, key="progress", description="Articles done")
    assert isinstance(artifact, UUID)  # noqa: S101 - we are in no event loop, where it would be awaited
    return artifact


def show_scores(comparison: Comparison, before: Mapping[str, float | None], last_run: str | None) -> None:
    """The scores by field with the change of F1 since ``last_run``, whose F1 are ``before``; and the differences."""
    since = f"; change of F1 since the run '{last_run}'" if last_run else ""
    create_table_artifact(score_rows(comparison, before), key="scores", description=f"Scores against gold{since}")
    shown = comparison.model_copy(update={"differences": comparison.differences[:_SHOWN]})
    words = differences_markdown(shown) + _more(len(comparison.differences))
    create_markdown_artifact(words, key="differences", description="Differences from gold")


def show_gains(before: Mapping[str, Scored], now: Mapping[str, tuple[Difference, ...]]) -> None:
    """Which facts were gained and lost since the articles were scored last, by name."""
    words = gains_markdown(before, now, _SHOWN)
    create_markdown_artifact(words, key="gains-and-losses", description="Gained and lost since the last scored run")


def show_review(review: Review) -> None:
    """What a person held back, and what nobody looked at."""
    words = review_markdown(review) or "Nothing was held back, and nothing waits for a review."
    create_markdown_artifact(words, key="review", description="Articles in doubt")


def show_failures(failures: Sequence[ArticleFailure]) -> None:
    """Which articles gave no record, and why."""
    words = failures_table(failures[:_SHOWN]) + _more(len(failures)) if failures else "No article failed."
    create_markdown_artifact(words, key="failures", description="Articles without a record")


def show_findings(findings: Findings) -> None:
    """What contradicts itself in an article, or is told differently by two files of it or by two articles."""
    shown = findings.findings[:_SHOWN]
    words = findings_table(shown) + _more(findings.finding_count) if shown else "No finding."
    create_markdown_artifact(words, key="findings", description="What contradicts itself in the articles")


def show_links(findings: Findings) -> None:
    """Which patients are reported more than once, how likely that is, and what their reports disagree in."""
    shown = findings.links[:_SHOWN]
    words = links_table(shown) + _more(findings.link_count) if shown else "No patient is reported twice."
    create_markdown_artifact(words, key="same-patients", description="Patients reported more than once")


def show_report(findings: Findings, out: Path) -> None:
    """What came of the run in one sentence, where the whole report lies, and the patients."""
    place = f"The whole report: `{(out / 'report.md').absolute()}` on the machine that ran it."
    create_markdown_artifact(f"{report_summary(findings)}\n\n{place}\n", key="report", description="Report")
    # a table of its own, which the pages let slide: as Markdown it is wider than they are
    patients = findings.patients[:_SHOWN]
    create_table_artifact([row.model_dump() for row in patients], key="patients", description="Patients")


def _more(count: int) -> str:
    return f"\n\n{count - _SHOWN} more are in report.json.\n" if count > _SHOWN else ""
