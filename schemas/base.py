"""The one base of every noun: frozen, closed to unknown fields. And the stretch of text that many of them are."""

from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

SCHEMA_VERSION = "3"
"""Version of the public JSON contract. Changed only together with the CHANGELOG."""


class Frozen(BaseModel):
    """A value: it cannot be changed after it was made, and takes no unknown field."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Frozen):
    """A stretch ``[start, end)`` of the document's text."""

    start: int
    end: int

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span [{self.start}, {self.end}) is not ordered")
        return self
