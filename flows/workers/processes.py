"""How worker processes are made: forked, where the system can, from one that has loaded the rules and nothing else.

Loading the rules takes a second or two of CPU. It is spent once, not in every worker; it can begin before this process
has imported what it needs itself; and a worker that replaces one that was lost is there at once. This process is never
forked: it has threads once Prefect or a pool runs.
"""

import os
import signal
import threading
from functools import cache
from multiprocessing import forkserver, get_all_start_methods, get_context, parent_process, resource_tracker
from multiprocessing.context import ForkServerContext, SpawnContext

_READY = "flows.workers.ready"


def get_ready() -> None:
    """Begin to load the rules, beside whatever this process does meanwhile; without forks, workers do it themselves."""
    if not _forks():
        return
    forkserver.set_forkserver_preload([_READY])
    # Ctrl-C in a terminal is for every process there; the one that begins here is not to answer it with a traceback.
    resource_tracker.ensure_running()  # which would let it through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@cache
def worker_context() -> ForkServerContext | SpawnContext:
    """What makes processes for a pool of workers, once the rules are loaded."""
    if not _forks():
        return get_context("spawn")
    get_ready()
    context = get_context("forkserver")
    # Whoever asks for a process waits until there is one. Ctrl-C in a pool's wait would leave processes to be made for
    # a pool that is gone, and these would fail aloud; nobody misses this one.
    first = context.Process(target=_nothing)
    first.start()
    first.join()
    return context


def end_with_parent() -> None:
    """In a worker: leave when the parent was killed. Who waits for work would never notice."""
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _nothing() -> None:
    """What the first process does."""


def _forks() -> bool:
    return "forkserver" in get_all_start_methods()
