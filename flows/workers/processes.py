"""How worker processes are made: forked, where the system can, from one that has loaded the rules and nothing else.

Loading the rules takes a second or two of CPU. It is spent once, not in every worker; it can begin before this process
has imported what it needs itself; and a worker that replaces one that was lost is there at once. This process is never
forked: it has threads once Prefect or a pool runs.
"""

from functools import cache
from multiprocessing import forkserver, get_all_start_methods, get_context
from multiprocessing.context import ForkServerContext, SpawnContext

_READY = "flows.workers.ready"


def get_ready() -> None:
    """Begin to load the rules, beside whatever this process does meanwhile; without forks, workers do it themselves."""
    if _forks():
        forkserver.set_forkserver_preload([_READY])
        forkserver.ensure_running()


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


def _nothing() -> None:
    """What the first process does."""


def _forks() -> bool:
    return "forkserver" in get_all_start_methods()
