"""What is delivered, and where to: a file or a folder that is there as a whole, or as it was before."""

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from schemas.record import ArticleRecord

MANIFEST = "export.json"
"""Names the files of an export, so that the next one into the same folder takes away what is no more."""


@dataclass(frozen=True)
class Delivery:
    """Records on their way into a file or folder ``to``; they are read once, one after the other. ``made``: when."""

    records: Iterable[ArticleRecord]
    to: Path
    made: datetime


class DeliveryError(Exception):
    """A format cannot hold what is to be delivered; the message says what, and what to do instead."""


@contextmanager
def whole_file(out: Path) -> Iterator[Path]:
    """A file to write to, which becomes ``out`` when all went well. Raises ``OSError``."""
    with _beside(out) as folder:
        yield folder / out.name
        (folder / out.name).replace(out)


@contextmanager
def whole_folder(out: Path) -> Iterator[Path]:
    """A folder to write to, whose files go into ``out`` when all went well. Raises ``OSError``.

    Files of an earlier export that are no more are taken away; whatever else lies in ``out`` stays.
    """
    with _beside(out) as folder:
        yield folder
        names = sorted(path.name for path in folder.iterdir())
        (folder / MANIFEST).write_text(json.dumps({"files": names}, indent=1) + "\n", encoding="utf-8")
        gone = _exported(out) - {*names}
        out.mkdir(exist_ok=True)
        for name in (*names, MANIFEST):
            (folder / name).replace(out / name)
        for name in gone:
            (out / name).unlink(missing_ok=True)


@contextmanager
def _beside(out: Path) -> Iterator[Path]:
    out.absolute().parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=".casesift-", dir=out.absolute().parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _exported(out: Path) -> set[str]:
    """The files of the export that lies in a folder; names that lead out of it are not believed."""
    try:
        told = json.loads((out / MANIFEST).read_text(encoding="utf-8"))["files"]
        return {name for name in told if Path(name).name == name and (out / name).is_file()}
    except (OSError, ValueError, KeyError, TypeError):
        return set()
