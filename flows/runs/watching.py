"""``casesift watch``: runs the flow whenever an article has arrived in a folder, until Ctrl-C."""

from collections.abc import Callable, Iterator
from pathlib import Path

from watchfiles import Change, watch

from flows.reports import console
from flows.runs.arrivals import Arrivals
from flows.runs.outcome import Ended
from flows.runs.pipeline import run_flow
from flows.runs.settings import Settings
from flows.workers.articles import NoArticlesError, find_articles, is_article

_LOOKS = 4  # times that a folder is looked at while a file has to stay the same


def watch_folders(settings: Settings, tell: Callable[[Ended], None]) -> None:
    """Run the flow for what lies in the folders of ``settings.paths`` and then for all that arrives there.

    A file counts as arrived when it is whole. The flow takes all of the folders, and reads what it has no record of.
    """
    arrivals = Arrivals(settings.settle)
    first = True
    for heard in _heard(settings):
        arrivals.hear(heard)
        arrived = arrivals.take_whole()
        if (first or arrived) and _any_articles(settings):
            ended = run_flow(settings)
            tell(ended)
            if ended.outcome is None:
                arrivals.hear(arrived)  # tried again: another run may have had the store
            else:
                arrivals.hear(ended.outcome.being_written)
        first = False


def _heard(settings: Settings) -> Iterator[list[Path]]:
    """The articles to which something happened, again and again; also where nothing did. Ends with Ctrl-C."""
    pause = max(50, int(settings.settle * 1000 / _LOOKS))
    folders = [path.resolve() for path in settings.paths if isinstance(path, Path)]
    own = settings.out.resolve()
    # no filter: what is filtered there is not told at all, and a busy folder would never be looked at
    changes = watch(*folders, watch_filter=None, debounce=pause, rust_timeout=pause, yield_on_timeout=True)
    for change in changes:
        files = {Path(name) for what, name in change if what != Change.deleted}
        outside = sorted(file for file in files if not file.is_relative_to(own))
        yield [file for file in outside if any(is_article(file, below=folder) for folder in folders)]


def _any_articles(settings: Settings) -> bool:
    try:
        find_articles(settings.paths)
    except NoArticlesError as error:
        console.say(f"waiting: {error}")
        return False
    return True
