"""The one base of every noun: frozen, closed to unknown fields."""

from pydantic import BaseModel, ConfigDict

SCHEMA_VERSION = "2"
"""Version of the public JSON contract. Changed only together with the CHANGELOG."""


class Frozen(BaseModel):
    """A value: it cannot be changed after it was made, and takes no unknown field."""

    model_config = ConfigDict(frozen=True, extra="forbid")
