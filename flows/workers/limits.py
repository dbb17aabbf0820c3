"""What one article may take before it is given up, and how many are read at the same time."""

from typing import Protocol

from pydantic import Field, SecretStr

from schemas.base import Frozen

TIME_LIMIT = 120.0
MEMORY_LIMIT = 2048


class Limits(Frozen):
    """``seconds``, and ``megabytes`` of memory beyond what a process holds that has read nothing yet."""

    seconds: float = Field(TIME_LIMIT, gt=0)
    megabytes: int = Field(MEMORY_LIMIT, ge=64)


class Workforce(Protocol):
    """What the settings of a run tell of the processes that read."""

    @property
    def workers(self) -> int:
        """How many there are."""

    @property
    def limits(self) -> Limits:
        """What each article may take."""

    @property
    def password(self) -> SecretStr | None:
        """What opens encrypted PDFs."""
