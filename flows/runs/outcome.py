"""What came of a run."""

from flows.reports.findings import Findings
from flows.workers.locations import LocationField
from schemas.base import Frozen


class Outcome(Frozen):
    """What a run did: ``extracted`` counts the files read in it, ``unchanged`` those it had records of.

    ``being_written``: files that were left for a later run. ``fallen``: scores under their floors, a sentence each.
    """

    findings: Findings
    extracted: int
    unchanged: int
    being_written: tuple[LocationField, ...] = ()
    fallen: tuple[str, ...] = ()

    def __str__(self) -> str:
        failed, review = self.findings.counts.failed, self.findings.review
        total, files = self.findings.counts.articles + len(review.held_back), self.extracted + self.unchanged + failed
        notes = [f"{files} files"] if files > total else []
        notes += [f"{self.unchanged} unchanged"] if self.unchanged else []
        notes += [f"{len(self.being_written)} still being written"] if self.being_written else []
        notes += [f"{len(review.held_back)} held back"] if review.held_back else []
        notes += [f"{len(review.not_reviewed)} not reviewed"] if review.not_reviewed else []
        noted = f" ({', '.join(notes)})" if notes else ""
        return "; ".join((f"{total} articles{noted}, {failed} failed", *self.fallen))


class Ended(Frozen):
    """How a run ended: ``outcome`` is None where it broke, and ``message`` says why.

    ``task_runs``: the ids of all its task runs, for whoever waits until they are on record.
    """

    outcome: Outcome | None
    message: str
    task_runs: tuple[str, ...]
