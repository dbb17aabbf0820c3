"""Why a file gave no document."""

from typing import Literal

ReadErrorKind = Literal["empty", "binary", "unsupported", "too_large", "unreadable", "encrypted", "no_text"]


class ReadError(Exception):
    """A file that could not be read; ``reason`` is a sentence for its owner and does not name the file."""

    def __init__(self, reason: str, *, kind: ReadErrorKind) -> None:
        super().__init__(reason)
        self.reason = reason
        self.kind: ReadErrorKind = kind

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes with the kind."""
        return _rebuilt, (self.reason, self.kind)


def _rebuilt(reason: str, kind: ReadErrorKind) -> ReadError:
    return ReadError(reason, kind=kind)
