"""Which files are whole: those whose size and time of change have stayed the same for some seconds."""

import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

from flows.workers.locations import Location, look_at


class _OnDisk(NamedTuple):
    """What a file looked like: size in bytes, time of its last change in nanoseconds."""

    size: int
    changed: int


_Look: TypeAlias = _OnDisk | str


def whole_files(
    paths: Sequence[Location], settle: float, sleep: Callable[[float], None] = time.sleep
) -> tuple[list[Location], list[Location]]:
    """Look twice, ``settle`` seconds apart: the files that stayed as they were, and those that are being written.

    A file that cannot be looked at stays: its reader will say why.
    """
    before = [_look(path) for path in paths]
    sleep(settle)
    same = [_look(path) == look for path, look in zip(paths, before, strict=True)]
    whole = [path for path, stayed in zip(paths, same, strict=True) if stayed]
    return whole, [path for path, stayed in zip(paths, same, strict=True) if not stayed]


class Arrivals:
    """Files that were heard of and are not done yet; ``settle``: seconds for which a whole one has not changed."""

    def __init__(self, settle: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._settle = settle
        self._clock = clock
        self._heard: dict[Location, tuple[_Look | None, float]] = {}

    def hear(self, paths: Iterable[Location]) -> None:
        """Note that something happened to these files."""
        now = self._clock()
        self._heard |= {path: (_look(path), now) for path in paths}

    def take_whole(self) -> list[Location]:
        """The files that are whole now, each once; what is being written is kept, what is gone is forgotten."""
        now = self._clock()
        looks = {path: _look(path) for path in self._heard}
        whole: list[Location] = []
        for path, (before, since) in list(self._heard.items()):
            if looks[path] != before:
                self._heard[path] = (looks[path], now)
            elif now - since >= self._settle:
                del self._heard[path]
                whole += [path] if before else []
        return whole


def _look(path: Location) -> _Look | None:
    if not isinstance(path, Path):
        return look_at(path)
    try:
        told = path.stat()
    except OSError:
        return None
    return _OnDisk(told.st_size, told.st_mtime_ns)
