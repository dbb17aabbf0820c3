"""``--review``: the flow run waits with a form until a person has said what shall become of the articles in doubt.

There is no ``from __future__ import annotations`` here: Prefect makes the form from the annotations.
"""

from collections.abc import Sequence
from threading import Event, Thread
from typing import Any, Literal, Self
from uuid import UUID

from prefect import get_run_logger, pause_flow_run, runtime
from prefect.client.orchestration import get_client
from prefect.client.schemas.responses import SetStateStatus
from prefect.input import RunInput
from prefect.utilities.urls import url_for
from pydantic import Field, create_model

from flows import console
from flows.against_gold import GoldResult
from flows.doubts import Doubt, Review, Reviewed, decided, doubts, doubts_list, held_back, undecided
from flows.settings import Settings
from flows.store import Store
from schemas.record import ArticleRecord

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
    settings: Settings, records: Sequence[ArticleRecord], gold: GoldResult | None, store: Store, run: int
) -> Review:
    """What of these records goes into the table of patients; with ``settings.review`` a person is asked about doubts.

    Whoever was held back once stays so until the file or the rules change, or a person says otherwise. A person is
    asked again where the reasons are others, and with ``settings.force``.
    """
    said = store.reviews()
    not_reviewed: list[Doubt] = []
    if settings.review:
        found = doubts(records, gold.comparison if gold else None, settings.review_below)
        asked = undecided(found, {} if settings.force else said)
        answer = _ask(asked, settings.review_timeout) if asked else []
        if answer is None:
            not_reviewed = [doubt for doubt in asked if not _is_back(said.get(doubt.fingerprint))]
        else:
            store.note_reviews(run, answer)
            said |= {review.fingerprint: review for review in answer}
    return Review(held_back=held_back(records, said), not_reviewed=tuple(not_reviewed))


def _is_back(review: Reviewed | None) -> bool:
    return review is not None and review.decision == "held back"


def _ask(asked: Sequence[Doubt], seconds: float) -> list[Reviewed] | None:
    """Pause until a person has answered; None where nobody did in so many seconds."""
    log, flow_run = get_run_logger(), UUID(str(runtime.flow_run.id))
    for doubt in asked:
        log.warning("in doubt: %s: %s", doubt.name, doubt.why)
    where = url_for("flow-run", obj_id=flow_run)
    console.say(f"{len(asked)} articles are in doubt. The run waits {_span(seconds)} for an answer (Resume): {where}")
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
