"""Steps of the flow: Prefect's tasks, each of which notes its run for whoever waits until all are on record.

This is a module of its own because Prefect pickles the flow and its tasks for a process that it starts, and nothing
that they refer to by name may be unpicklable.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Generic, ParamSpec, TypeVar
from uuid import UUID

from prefect import Task, runtime, task
from prefect.cache_policies import NO_CACHE

P = ParamSpec("P")
R = TypeVar("R")

T = TypeVar("T")

_task_runs: ContextVar[list[str]] = ContextVar("_task_runs")


def _worth_reading(record: logging.LogRecord) -> bool:
    """Prefect's word at the end of each task says no more than the task's state, and would be half of a run's log."""
    return record.getMessage() != "Finished in state Completed()"


logging.getLogger("prefect.task_runs").addFilter(_worth_reading)


class Held(Generic[T]):
    """A ``value`` that Prefect does not look into: it walks through whatever a task is given and a flow returns.

    With the records of a thousand articles that takes longer than all that is done with them.
    """

    def __init__(self, value: T) -> None:
        self.value = value


def step(run_name: str) -> Callable[[Callable[P, R]], Task[P, R]]:
    """Make a task that notes its run. Prefect caches nothing: the store's fingerprints tell what is done already."""

    def decorate(function: Callable[P, R]) -> Task[P, R]:
        @wraps(function)
        def noted(*args: P.args, **kwargs: P.kwargs) -> R:
            note_task_run()
            return function(*args, **kwargs)

        return task(task_run_name=run_name, cache_policy=NO_CACHE, persist_result=False)(noted)

    return decorate


@contextmanager
def noted_task_runs() -> Iterator[list[str]]:
    """A list that fills with the ids of the task runs begun inside."""
    task_runs: list[str] = []
    token = _task_runs.set(task_runs)
    try:
        yield task_runs
    finally:
        _task_runs.reset(token)


def note_task_run(task_run: UUID | None = None) -> None:
    """Note the task run we are in, or one that was given out, where somebody wants to know."""
    begun = _task_runs.get(None)
    if begun is not None:
        begun.append(str(task_run or runtime.task_run.id))
