"""The overview: an article a row, the scores, what failed, what was found."""

from collections.abc import Sequence

from flows.gold.against_gold import GoldResult
from flows.reports.report_text import score_rows
from flows.site.content import Content
from flows.site.plots import scores_svg
from flows.site.rendering import render
from schemas.base import Frozen
from schemas.record import ArticleFailure, ArticleRecord

_WRONG = {"wrong_value", "wrong_unit", "wrong_patient"}
_SPURIOUS = {"spurious", "cohort_as_patient"}


class ShownFinding(Frozen):
    """A finding with the page it stands on."""

    severity: str
    message: str
    page: str
    title: str


class OverviewRow(Frozen):
    """An article: counts of what its page shows. The four about gold are None where it has none.

    ``find`` is what the search looks in.
    """

    page: str
    title: str
    about: str
    find: str
    reader: str
    own: int
    cited: int
    values: int
    groups: int
    unlinked: int
    matches: int | None = None
    wrong: int | None = None
    missed: int | None = None
    spurious: int | None = None
    problems: tuple[ShownFinding, ...] = ()

    @property
    def findings(self) -> int:
        """How many findings there are."""
        return len(self.problems)

    @property
    def differing(self) -> bool:
        """Whether it differs from gold."""
        return any((self.wrong, self.missed, self.spurious))


def overview_row(record: ArticleRecord, content: Content, page: str, *, judged: bool) -> OverviewRow:
    """The row of an article whose page is ``page``; ``judged``: it has gold."""
    article = record.article
    title = article.title or article.source_file
    verdicts = [patient.verdict for patient in content.patients] + [value.verdict for value in content.values()]
    parts = sum(bool(value.parts) for value in content.values())
    told = (article.first_author, article.journal, article.year, article.source_file if article.title else None)
    about = " · ".join(str(each) for each in told if each)
    labels = " ".join(patient.label for patient in content.patients)
    counts = {
        "matches": verdicts.count("match"),
        "wrong": sum(verdict in _WRONG for verdict in verdicts) + parts,
        "missed": verdicts.count("missed"),
        "spurious": sum(verdict in _SPURIOUS for verdict in verdicts),
    }
    return OverviewRow(
        page=page,
        title=title,
        about=about,
        find=f"{title} {about} {article.source_file} {labels}".lower(),
        reader=record.reader,
        own=sum(case.origin == "own" for case in record.cases),
        cited=sum(case.origin == "cited" for case in record.cases),
        values=sum(value.words is not None for value in content.values()),
        groups=len(content.groups),
        unlinked=len(record.unlinked),
        problems=tuple(
            ShownFinding(severity=each.severity, message=each.message, page=page, title=title)
            for each in record.findings
        ),
        **(counts if judged else {}),
    )


def overview_html(rows: Sequence[OverviewRow], failures: Sequence[ArticleFailure], gold: GoldResult | None) -> str:
    """The overview of all articles."""
    comparison = gold.comparison if gold else None
    heads = [("Article", "text"), ("Read as", "text"), ("Own", "number"), ("Cited", "number"), ("Values", "number")]
    if comparison:
        heads += [(name, "number") for name in ("Match", "Wrong", "Missed", "Spurious")]
    heads += [(name, "number") for name in ("Groups", "Nobody’s", "Findings")]
    patients = sum(row.own + row.cited for row in rows)
    failed = f", {len(failures)} files not read" if failures else ""
    return render(
        "overview.html",
        summary=f"{len(rows)} articles, {patients} patients, {sum(row.values for row in rows)} values{failed}.",
        scores=score_rows(comparison) if comparison else [],
        plot=scores_svg(comparison) if comparison else "",
        verdicts=comparison.verdicts if comparison else {},
        problems=[*gold.problems, *gold.missing] if gold else [],
        heads=heads,
        rows=rows,
        failures=failures,
        findings=[finding for row in rows for finding in row.problems],
    )
