"""Where an article lies: on a disk of this machine, or elsewhere, at an address that ``fsspec`` knows (``s3://...``).

Nothing here is imported or asked of ``fsspec`` for articles on a disk.
"""

import glob
import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Annotated, NamedTuple, NoReturn, TypeAlias
from urllib.parse import unquote, urlsplit

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_PART = 200  # files on a disk that a thread takes at a time
_AT_ONCE_HERE = 4  # such threads: they wait for a disk whose files are not in memory
_AT_ONCE = 16  # files that are asked for at the same time: most of it is waiting for the network
_HIDDEN = ":***@"
_QUERY = "?sha256="
_PACKAGES = {"s3": "casesift[s3]", "s3a": "casesift[s3]", "http": "casesift[http]", "https": "casesift[http]"}


class LocationError(Exception):
    """A place that cannot be read; the message names it, without passwords, and says why."""


class Remote:
    """A file, folder or pattern elsewhere, by its address. As a text it is without password and query.

    These may be secrets, and what is shown, stored and reported is read by others. Two queries stay two places.
    """

    def __init__(self, url: str) -> None:
        """Take an address, with ``://`` in it."""
        self.url = url
        self._shown = "::".join(map(_without_secrets, url.split("::")))

    def __str__(self) -> str:
        return self._shown

    def __repr__(self) -> str:
        return f"Remote({self._shown!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Remote) and other.url == self.url

    def __hash__(self) -> int:
        return hash(self.url)

    @property
    def secret(self) -> bool:
        """Whether its text leaves something out."""
        return self._shown != self.url

    @property
    def name(self) -> str:
        """The name of the file, or of the last folder."""
        return self._inner.name

    @property
    def stem(self) -> str:
        """The name without its suffix."""
        return self._inner.stem

    @property
    def suffix(self) -> str:
        """The last part of the name, with its point."""
        return self._inner.suffix

    def absolute(self) -> "Remote":
        """Itself: an address holds wherever one is."""
        return self

    def chained(self, url: str) -> str:
        """The address of a file found here: ``zip://a.txt`` lies in the archive that this one names behind ``::``."""
        first, chain, rest = self.url.partition("::")
        return f"{url}{chain}{rest}" if "://" in first else f"{first}{chain}{url}"

    def below(self, folder: "Remote") -> PurePosixPath:
        """Its path inside a folder or an archive; all of it for a file of a pattern."""
        return PurePosixPath(_first(self.url).removeprefix(_first(folder.url)).lstrip("/"))

    @property
    def _inner(self) -> PurePosixPath:
        first = _first(self.url)
        return PurePosixPath(unquote(first.split("?")[0]) if _is_web(first) else first)


Location: TypeAlias = Path | Remote


def location(told: object) -> Location:
    """The location that a text names. Raises ``ValueError``."""
    if isinstance(told, Path | Remote):
        return told
    if not isinstance(told, str):
        raise ValueError("a path is a text")  # noqa: TRY004 - pydantic tells of ValueErrors
    if told.startswith(("file://", "local://")):
        return Path(told.split("://", 1)[1])
    return Remote(told) if "://" in told else Path(told)


LocationField = Annotated[
    Location,
    PlainValidator(location),
    PlainSerializer(str, when_used="json"),
    WithJsonSchema({"type": "string", "format": "path"}),
]
"""A location as a field of a model: a text in JSON and in forms."""


def files_at(remote: Remote) -> tuple[list[Remote], bool]:
    """The files of an address, by name, and whether it names that one file itself.

    Empty for a folder, an ending in ``/`` or a pattern that holds none. Raises ``LocationError``, also for an address
    of nothing.
    """
    with _told(remote):
        system, path = _opened(remote)
        system.invalidate_cache()  # what was there an hour ago is asked anew
        web = _is_web(remote.url)
        strictly = {"on_error": "raise"} if web else {}  # else a server that is not there is an empty folder
        if glob.has_magic(path.replace("?", "") if web else path):
            found = system.glob(path, **strictly)
        elif remote.url.endswith("/") or system.info(path)["type"] == "directory":
            found = system.find(path, **strictly)
        else:
            return [remote], True
        urls = [system.unstrip_protocol(file) for file in found]
        return [Remote(remote.chained(url)) for url in sorted(urls, key=lambda url: PurePosixPath(url).parts)], False


class Look(NamedTuple):
    """What a file here looks like: bytes, times of the last change of these and of its state in ns, its inode."""

    size: int
    changed: int
    state_changed: int
    inode: int


def look_at(place: Location) -> Look | str | None:
    """What changes when a file is written, as far as its file system tells; nothing for a file that is gone."""
    try:
        if isinstance(place, Path):
            told = place.stat()
            return Look(told.st_size, told.st_mtime_ns, told.st_ctime_ns, told.st_ino)
        with _told(place):
            system, path = _opened(place)
            system.invalidate_cache()
            return str(system.ukey(path))
    except (OSError, LocationError):
        return None


def is_there(place: str) -> bool:
    """Whether there is a file at a place that was noted as text; one that cannot be asked for counts as there."""
    where = location(place)
    if isinstance(where, Path):
        return where.exists()
    if _HIDDEN in place or _QUERY in place:
        return True
    try:
        with _told(where):
            system, path = _opened(where)
            return bool(system.exists(path))
    except LocationError:
        return True


def digests(places: Sequence[Location]) -> list[str]:
    """The SHA-256 of each file, empty for one that cannot be read: its reader will say why."""
    elsewhere = any(isinstance(place, Remote) for place in places)
    size = 1 if elsewhere else _PART
    parts = [places[first : first + size] for first in range(0, len(places), size)]
    with ThreadPoolExecutor(_AT_ONCE if elsewhere else _AT_ONCE_HERE) as threads:
        return [digest for part in threads.map(_digests, parts) for digest in part]


def _digests(places: Sequence[Location]) -> list[str]:
    return [_digest(place) for place in places]


@contextmanager
def on_disk(place: Location, most: int) -> Iterator[Path]:
    """The file on a disk of this machine, under its own name, for as long as it is read.

    Of a file elsewhere at most ``most`` bytes and one more are fetched. Raises ``LocationError``.
    """
    if isinstance(place, Path):
        yield place
        return
    with tempfile.TemporaryDirectory(prefix="casesift") as folder:
        copy = Path(folder) / (place.name or "article")
        with _read(place) as file:
            copy.write_bytes(file.read(most + 1))
        yield copy


def _digest(place: Location) -> str:
    digest = hashlib.sha256()  # ``hashlib.file_digest`` fills a buffer with zeros first, which takes longer
    try:
        with place.open("rb", buffering=0) if isinstance(place, Path) else _read(place) as file:
            while part := file.read(2**18):
                digest.update(part)
    except (OSError, LocationError):
        return ""
    return digest.hexdigest()


@contextmanager
def _read(remote: Remote) -> Iterator[IO[bytes]]:
    with _told(remote):
        system, path = _opened(remote)  # an archive is closed with its file system
        with system.open(path, "rb") as file:
            yield file


def _opened(remote: Remote) -> "tuple[AbstractFileSystem, str]":
    """The file system of an address, and the path in it. ``fsspec`` keeps one for each thread."""
    from fsspec.core import url_to_fs

    system, path = url_to_fs(remote.url)
    return system, path


@contextmanager
def _told(remote: Remote) -> Iterator[None]:
    """Tell what a file system raises: each has the errors of its own library, and they quote addresses."""
    try:
        yield
    except FileNotFoundError as error:
        if isinstance(error.__cause__, OSError) and not isinstance(error.__cause__, FileNotFoundError):
            raise LocationError(f"{remote} cannot be read: {_why(remote, error.__cause__)}") from None
        raise LocationError(f"no such file or folder: {remote}") from None
    except ImportError as error:
        _needs(remote, error)
    except Exception as error:  # noqa: BLE001 - botocore, aiohttp, paramiko: no two have a common one
        raise LocationError(f"{remote} cannot be read: {_why(remote, error)}") from None


def _why(remote: Remote, error: Exception) -> str:
    words = "" if remote.secret else str(error).strip()
    return words.splitlines()[0] if words else type(error).__name__


def _needs(remote: Remote, error: ImportError) -> NoReturn:
    package = _PACKAGES.get(urlsplit(remote.url).scheme)
    wanted = f"pip install '{package}'" if package else str(error)
    raise LocationError(f"{remote} needs another Python package: {wanted}") from None


def _first(url: str) -> str:
    """The part of a chain that names the file: an archive and what keeps copies have parts of their own."""
    return next(part for part in url.split("::") if "://" in part)


def _is_web(url: str) -> bool:
    return url.startswith(("http://", "https://"))


def _without_secrets(url: str) -> str:
    parts = urlsplit(url) if "://" in url else None
    if parts is None:
        return url
    user, at, host = parts.netloc.rpartition("@")
    shown = url.replace(parts.netloc, f"{user.partition(':')[0]}{_HIDDEN}{host}", 1) if at and ":" in user else url
    if _is_web(url) and "?" in shown:
        plain, _, query = shown.partition("?")
        return f"{plain}{_QUERY}{hashlib.sha256(query.encode()).hexdigest()[:12]}"
    return shown
