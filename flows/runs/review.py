"""``--review``: the flow run waits with a form until a person has said what shall become of the articles in doubt.

There is no ``from __future__ import annotations`` here: Prefect makes the form from the annotations.
"""

from collections.abc import Sequence
from pathlib import Path
from threading import Event, Thread
from typing import Any, Literal, Self
from uuid import UUID

from prefect import get_run_logger, pause_flow_run, runtime
from prefect.client.orchestration import get_client
from prefect.client.schemas.responses import SetStateStatus
from prefect.input import RunInput
from prefect.utilities.urls import url_for
from pydantic import Field, create_model

from flows.gold.against_gold import GoldResult
from flows.reports import console
from flows.reports.told import records_of, speaks
from flows.runs.settings import Settings
from flows.scores.doubts import Doubt, Review, Reviewed, decided, doubts, doubts_list, held_back, undecided
from flows.store.store import Listed, Store
from schemas.diff import Comparison

Articles = list[list[Listed]]
"""The articles of a run, each with the files it came in."""

_SHOWN = 100  # articles whose doubts are told in the form; all of them can be named
_LOOK = 2  # seconds until an answer is seen
_GRACE = 300  # Prefect fails a run that waits too long: we answer well before it does


class Answer(RunInput):
    """The form: its titles and descriptions are what the person reads."""

    decision: Literal["accept", "reject all listed"] = Field(
        "accept",
        title="Decision",
        description="accept: all of them go into the table of patients, but those named below",
    )
    leave_out: list[str] = Field([], title="Leave out", description="articles to hold back, if not all")
    remark: str = Field("", title="Remark", description="why; it stands in the report beside what is held back")


def review_articles(
    settings: Settings, articles: Articles, gold: GoldResult | None, store: Store, run: int
) -> tuple[Review, Articles]:
    """What becomes of the articles in doubt, and those that go into the table of patients.

    With ``settings.review`` a person is asked, once: again only where the reasons are others, and with
    ``settings.force``. Who was held back stays so until the file or the rules change, or a person says otherwise.
    """
    said = store.reviews()
    not_reviewed: list[Doubt] = []
    if settings.review:
        found = _in_doubt(articles, gold.comparison if gold else None, settings.review_below, store)
        asked = undecided(found, {} if settings.force else said)
        answer = _ask(asked, settings.review_timeout) if asked else []
        if answer is None:
            not_reviewed = [doubt for doubt in asked if not _is_back(said.get(doubt.fingerprint))]
        else:
            store.note_reviews(run, answer)
            said |= {review.fingerprint: review for review in answer}
    speaking = [speaks(files) for files in articles]
    back = held_back(((file.fingerprint, file.source_file) for file in speaking), said)
    review = Review(held_back=back, not_reviewed=tuple(not_reviewed))
    admitted = review.admitted(file.fingerprint for file in speaking)
    return review, [files for files, file in zip(articles, speaking, strict=True) if file.fingerprint in admitted]


def _in_doubt(articles: Articles, comparison: Comparison | None, below: float, store: Store) -> list[Doubt]:
    """The doubts. A record is looked into only where there can be one: in most articles nothing is left over."""
    scored = {difference.article for difference in comparison.differences} if comparison else set()
    some = [
        files
        for files in articles
        if len(files) > 1 or files[0].unlinked or not files[0].plain or Path(files[0].source_file).stem in scored
    ]
    return doubts(records_of(store, some), comparison, below)


def _is_back(review: Reviewed | None) -> bool:
    return review is not None and review.decision == "held back"


def _ask(asked: Sequence[Doubt], seconds: float) -> list[Reviewed] | None:
    """Pause until a person has answered; None where nobody did in so many seconds."""
    log, flow_run = get_run_logger(), UUID(str(runtime.flow_run.id))
    for doubt in asked:
        log.warning("in doubt: %s: %s", doubt.name, doubt.why)
    where = url_for("flow-run", obj_id=flow_run)
    waits = f"The run waits {_span(seconds)} for an answer: press Resume (in the V2 pages under the three dots)"
    console.say(f"{len(asked)} articles are in doubt. {waits} at {where}")
    with _Deadline(flow_run, seconds) as deadline:
        answer = pause_flow_run(wait_for_input=_form(asked), timeout=int(seconds) + _GRACE, poll_interval=_LOOK)
    if deadline.struck:
        log.warning("nobody answered within %s: not reviewed", _span(seconds))
        return None
    names = {doubt.name for doubt in asked}
    back = names if answer.decision == "reject all listed" else names & set(answer.leave_out)
    log.info("the answer: %d of %d articles are held back. %s", len(back), len(asked), answer.remark)
    return decided(asked, back, answer.remark)


def _form(asked: Sequence[Doubt]) -> type[Answer]:
    """The form for these articles: their names can be picked, and above stands why they are in doubt."""
    names: Any = Literal[tuple(doubt.name for doubt in asked)]
    form = create_model("Answer", __base__=Answer, leave_out=(list[names], Answer.model_fields["leave_out"]))
    more = f"\n\n{len(asked) - _SHOWN} more are in the log.\n" if len(asked) > _SHOWN else ""
    return form.with_initial_data(description=f"### Articles in doubt\n\n{doubts_list(asked[:_SHOWN])}{more}")


class _Deadline(Thread):
    """Lets the paused run go on after so many seconds; ``struck`` tells whether it did, or somebody was quicker.

    Prefect's own time-out is not used: its server makes the run a failed one before the flow can go on.
    """

    def __init__(self, flow_run: UUID, seconds: float) -> None:
        super().__init__(name="review-deadline", daemon=True)
        self._flow_run = flow_run
        self._seconds = seconds
        self._over = Event()
        self.struck = False

    def run(self) -> None:
        """Wait, then resume; where the run is not paused yet, or no longer, look again until told to stop."""
        wait = self._seconds
        while not self._over.wait(wait):
            with get_client(sync_client=True) as client:
                told = client.resume_flow_run(self._flow_run, run_input={})
            if told.status == SetStateStatus.ACCEPT:
                self.struck = True
                return
            wait = _LOOK

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self.join()


def _span(seconds: float) -> str:
    """Seconds as people say it: "90 s", "60 min", "24 h"."""
    for size, unit in ((3600, "h"), (60, "min")):
        if seconds >= 2 * size and not seconds % size:
            return f"{seconds / size:g} {unit}"
    return f"{seconds:g} s"
