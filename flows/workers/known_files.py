"""The hashes of files that a run read before, kept by how each file looked: what looks the same is not read again.

This is how git's index does it. A file looks the same when its size, its inode and the times of the last change of its
bytes and of its state are the same. One that was changed only just before it was looked at is not kept: within a tick
of the clock it may have changed once more.
"""

import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from flows.workers.locations import Location, Look, digests, look_at

_TICK = 2 * 10**9  # nanoseconds; no file system in use counts in longer steps


_Noted = dict[str, tuple[Look, str]]
_NOTED: TypeAdapter[_Noted] = TypeAdapter(_Noted)


class KnownFiles:
    """The look and the SHA-256 of files on the disks of this machine, as the file ``note`` has them."""

    def __init__(self, note: Path, *, forget: bool = False, clock: Callable[[], int] = time.time_ns) -> None:
        """Read ``note``, if it is there; ``forget``: begin anew. A note that cannot be read is none."""
        self._note = note
        self._clock = clock
        self._known: _Noted = {}
        if not forget:
            with suppress(OSError, ValidationError):
                self._known = _NOTED.validate_json(note.read_bytes())

    def digests(self, places: Sequence[Location]) -> list[str]:
        """The SHA-256 of each file, empty for one that cannot be read. Writes the note where there is news."""
        before = self._clock()
        names = [str(place.absolute()) for place in places]
        looks = [_look(place) for place in places]
        known = [self._of(name, look) for name, look in zip(names, looks, strict=True)]
        news = [at for at, digest in enumerate(known) if digest is None]
        read = digests([places[at] for at in news])
        for at, digest in zip(news, read, strict=True):
            look = looks[at]
            if look and digest and _look(places[at]) == look and _old(look, before):
                self._known[names[at]] = (look, digest)
        if news:
            self._write()
        anew = dict(zip(news, read, strict=True))
        return [anew[at] if digest is None else digest for at, digest in enumerate(known)]

    def _of(self, name: str, look: Look | None) -> str | None:
        noted = self._known.get(name)
        return noted[1] if noted and noted[0] == look else None

    def _write(self) -> None:
        there = {name: noted for name, noted in self._known.items() if os.path.lexists(name)}
        part = self._note.with_name(f"{self._note.name}.part")
        part.write_bytes(_NOTED.dump_json(there))
        part.replace(self._note)


def _look(place: Location) -> Look | None:
    """What a file on a disk of this machine looks like; what other file systems tell is not always enough."""
    look = look_at(place) if isinstance(place, Path) else None
    return look if isinstance(look, Look) else None


def _old(look: Look, now: int) -> bool:
    return max(look.changed, look.state_changed) + _TICK < now
