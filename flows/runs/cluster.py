"""Batches that are read on a Dask cluster: each is a Prefect task there, and its records come back as data.

The store is written by the process of the flow alone, so a worker needs neither its address nor its password.
"""

import os
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from flows.runs.cluster_reading import ClusterError, Reading, Result
from flows.runs.settings import Settings
from flows.workers.planning import Batch, fingerprint

if TYPE_CHECKING:
    from distributed import Future
    from prefect_dask.task_runners import DaskTaskRunner, PrefectDaskFuture

_ANSWER = 15  # seconds in which a scheduler that is there has answered
_WORKERS = 60  # seconds for the first worker to come, where a cluster grows with what is asked of it
_AHEAD = 2  # batches given out for each that is read: none of the workers is idle, and few records wait here


def check_cluster(settings: Settings) -> None:
    """Raise ``ClusterError`` where the runner that was asked for is not installed, or its scheduler does not answer."""
    if settings.runner != "dask":
        return
    if find_spec("prefect_dask") is None:
        raise ClusterError("--runner dask needs more Python packages: pip install 'casesift[dask]'")
    if not settings.scheduler:
        return
    if not os.environ.get("PREFECT_API_URL"):
        # one of our own would listen on this machine alone, and be gone after the run
        raise ClusterError(
            "with --scheduler, PREFECT_API_URL must name a Prefect server that the workers reach as well"
        )
    from distributed import Client
    from distributed.comm.addressing import get_address_host_port

    with _told_errors(settings):
        get_address_host_port(settings.scheduler, strict=True)
        Client(settings.scheduler, timeout=_ANSWER, set_as_default=False).close()  # type: ignore[no-untyped-call]


@contextmanager
def read_on_cluster(settings: Settings, batches: Sequence[Batch]) -> Iterator[Iterator[tuple[Batch, list[Result]]]]:
    """Read batches on the cluster, in a flow: each comes with its results, in order. Raises ``ClusterError``."""
    from prefect_dask.task_runners import DaskTaskRunner

    password = settings.password.get_secret_value() if settings.password else None
    with DaskTaskRunner(**_cluster(settings)) as runner:
        with _told_errors(settings):
            client = runner.client
            client.wait_for_workers(1, timeout=_WORKERS)
        yield _read(settings, batches, runner, client.submit(Reading, settings.limits, password, pure=False))


def _read(
    settings: Settings, batches: Sequence[Batch], runner: "DaskTaskRunner", reading: "Future[Reading]"
) -> Iterator[tuple[Batch, list[Result]]]:
    from flows.runs.cluster_task import read_there
    from flows.runs.steps import Held, note_task_run

    ahead = _AHEAD * sum(runner.client.nthreads().values())  # type: ignore[no-untyped-call]
    waiting: deque[tuple[Batch, PrefectDaskFuture[Any]]] = deque()
    left = deque(batches)
    while left or waiting:
        while left and len(waiting) <= ahead:
            batch = left.popleft()
            # behind, not given: what a task is given, Prefect's threads on the worker may hold for ever
            asked = {"batch": Held(_placed(batch)), "reading": reading.key, "program": fingerprint("")}
            behind: list[Any] = [reading]
            waiting.append((batch, runner.submit(read_there, asked, wait_for=behind)))
            note_task_run(waiting[-1][1].task_run_id)
        batch, future = waiting.popleft()
        with _told_errors(settings):
            results = future.result().value
        yield batch, results


def _cluster(settings: Settings) -> dict[str, Any]:
    """What Prefect's task runner is told: the scheduler, or a cluster of our own for this run.

    Our own has its worker in this process: what is read is read in processes of ``read_here`` all the same.
    """
    if settings.scheduler:
        return {"address": settings.scheduler, "client_kwargs": {"timeout": _ANSWER}}
    size = {"n_workers": 1, "threads_per_worker": settings.workers, "memory_limit": 0}
    return {"cluster_kwargs": {**size, "processes": False, "dashboard_address": None}}


def _placed(batch: Batch) -> Batch:
    """The same batch for processes that are in other folders."""
    return batch._replace(works=tuple(work._replace(path=work.path.absolute()) for work in batch.works))


@contextmanager
def _told_errors(settings: Settings) -> Iterator[None]:
    """Tell what Dask says of a cluster that is not there, or is gone, in words that name it."""
    from distributed.client import FutureCancelledError
    from distributed.scheduler import KilledWorker

    where = settings.scheduler or "of this run"
    try:
        yield
    except KilledWorker as error:
        raise ClusterError(f"the Dask cluster {where} lost a worker again and again over one batch: {error}") from error
    except FutureCancelledError as error:
        raise ClusterError(f"the Dask cluster {where} was lost: {error}") from error
    except TimeoutError as error:
        raise ClusterError(f"the Dask cluster {where} has no workers, or does not answer: {error}") from error
    except (ImportError, RuntimeError) as error:  # the latter is said by a scheduler that cannot load what it is sent
        raise ClusterError(f"the Dask cluster {where} has not the packages of this casesift: {error}") from error
    except (OSError, ValueError) as error:
        raise ClusterError(f"the Dask cluster {where} cannot be reached: {error}") from error
