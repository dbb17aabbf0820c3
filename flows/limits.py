"""What one article may take before it is given up."""

from pydantic import Field

from schemas.base import Frozen

TIME_LIMIT = 120.0
MEMORY_LIMIT = 2048


class Limits(Frozen):
    """``seconds``, and ``megabytes`` of memory beyond what a process holds that has read nothing yet."""

    seconds: float = Field(TIME_LIMIT, gt=0)
    megabytes: int = Field(MEMORY_LIMIT, ge=64)
