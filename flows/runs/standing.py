"""Whether the report of an earlier run still stands, so that a run that found nothing new need not write it again."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import ValidationError

from flows.reports.findings import Findings
from flows.reports.report import FILES
from flows.store.store import Listed
from schemas.base import Frozen
from schemas.diff import Comparison
from schemas.record import ArticleFailure

_NOTE = ".report.json"


class _Standing(Frozen):
    """What a report was made of, its files as they were written, and what a reader was shown of it."""

    of: str
    files: tuple[tuple[str, int, int], ...]
    findings: Findings


def made_of(
    listed: Iterable[Listed], failures: Sequence[ArticleFailure], comparison: Comparison | None, notes: Sequence[str]
) -> str:
    """Hash all that a report is made of: records and their names in order, failures, scores, and this program.

    ``notes``: whatever else is told in it.
    """
    digest = hashlib.sha256(_program().encode())
    for file in listed:
        digest.update(f"{file.fingerprint} {file.source_file}\n".encode())
    for failure in failures:
        digest.update(failure.model_dump_json().encode())
    digest.update(comparison.model_dump_json().encode() if comparison else b"")
    digest.update("\n".join(notes).encode())
    return digest.hexdigest()


def standing(out: Path, of: str) -> Findings | None:
    """The findings of the report in ``out``, without gold, where it is made ``of`` the same and was not touched."""
    try:
        noted = _Standing.model_validate_json((out / _NOTE).read_bytes())
        return noted.findings if (noted.of, noted.files) == (of, _files(out)) else None
    except (OSError, ValidationError):
        return None


def note_standing(out: Path, of: str, findings: Findings) -> None:
    """Note what the report in ``out`` is made of."""
    noted = _Standing(of=of, files=_files(out), findings=findings.model_copy(update={"gold": None}))
    (out / _NOTE).write_text(noted.model_dump_json(), encoding="utf-8")


def _files(out: Path) -> tuple[tuple[str, int, int], ...]:
    states = ((name, (out / name).stat()) for name in FILES)
    return tuple((name, state.st_size, state.st_mtime_ns) for name, state in states)


def _program() -> str:
    """Fingerprint of these rooms: another program may write another report."""
    digest = hashlib.sha256()
    for source in sorted(Path(__file__).parents[1].rglob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()
