"""Which files are whole: those whose size and time of change have stayed the same for some seconds."""

import time
from collections.abc import Callable, Iterable, Sequence

from flows.workers.locations import Location, Look, look_at


def whole_files(
    paths: Sequence[Location], settle: float, sleep: Callable[[float], None] = time.sleep
) -> tuple[list[Location], list[Location]]:
    """Look twice, ``settle`` seconds apart: the files that stayed as they were, and those that are being written.

    A file that cannot be looked at stays: its reader will say why.
    """
    before = [look_at(path) for path in paths]
    sleep(settle)
    same = [look_at(path) == look for path, look in zip(paths, before, strict=True)]
    whole = [path for path, stayed in zip(paths, same, strict=True) if stayed]
    return whole, [path for path, stayed in zip(paths, same, strict=True) if not stayed]


class Arrivals:
    """Files that were heard of and are not done yet; ``settle``: seconds for which a whole one has not changed."""

    def __init__(self, settle: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._settle = settle
        self._clock = clock
        self._heard: dict[Location, tuple[Look | str | None, float]] = {}

    def hear(self, paths: Iterable[Location]) -> None:
        """Note that something happened to these files."""
        now = self._clock()
        self._heard |= {path: (look_at(path), now) for path in paths}

    def take_whole(self) -> list[Location]:
        """The files that are whole now, each once; what is being written is kept, what is gone is forgotten."""
        now = self._clock()
        looks = {path: look_at(path) for path in self._heard}
        whole: list[Location] = []
        for path, (before, since) in list(self._heard.items()):
            if looks[path] != before:
                self._heard[path] = (looks[path], now)
            elif now - since >= self._settle:
                del self._heard[path]
                whole += [path] if before else []
        return whole
