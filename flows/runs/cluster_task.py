"""The task that a Dask worker does: one batch in, its records out.

A module of its own, which workers import, and without ``from __future__ import annotations`` as all of Prefect's.
"""

import socket

from flows.runs.cluster_reading import ClusterError, Result, read_here
from flows.runs.steps import Held, step
from flows.workers.planning import Batch, fingerprint


@step("batch {batch.value.number} of {batch.value.of}")
def read_there(batch: Held[Batch], reading: str, program: str) -> Held[list[Result]]:
    """Read one batch with what Dask keeps here as ``reading``.

    Raises ``ClusterError`` where this worker's rules are not those that make ``program``.
    """
    if fingerprint("") != program:
        raise ClusterError(f"the worker on {socket.gethostname()} has another version of casesift, or other word lists")
    return Held(read_here(reading, [work.path for work in batch.value.works]))
