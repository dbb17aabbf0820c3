"""The search for patients told more than once, in a process of its own where it takes long.

It takes as long as to write the report, which is begun meanwhile. Both only read the store.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from functools import partial

from flows.reports.told import links_of
from flows.store.store import Listed, Store
from flows.workers.processes import end_with_parent, worker_context
from schemas.linked import PatientLink

_MANY = 1_000  # articles: with fewer, the search is over before another process has begun

Articles = Sequence[Sequence[Listed]]
"""Each article by its files."""


@contextmanager
def links_beside(url: str, store: Store, articles: Articles) -> Iterator[Callable[[], Sequence[PatientLink]]]:
    """Begin the search in the store at ``url``, which is open as ``store``; gives what waits for its end."""
    if len(articles) < _MANY:
        yield partial(links_of, store, articles)
        return
    with ProcessPoolExecutor(1, mp_context=worker_context(), initializer=end_with_parent) as pool:
        yield pool.submit(_links_at, url, articles).result


def _links_at(url: str, articles: Articles) -> Sequence[PatientLink]:
    """In the other process."""
    with closing(Store(url)) as store:
        return links_of(store, articles)
