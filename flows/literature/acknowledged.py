"""Reads the file of acknowledged findings: a list of keys, each with the reason why it is left as it is.

::

    - key: 3f09c1d2e4b5
      reason: the authors were asked; 9,640 is right
"""

from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError

from schemas.base import Frozen


class AcknowledgedError(Exception):
    """A file of acknowledged findings that cannot be used, with the reason in its words."""


class _Acknowledged(Frozen):
    key: str
    reason: str


_ENTRIES = TypeAdapter(list[_Acknowledged])


def read_acknowledged(path: Path | None) -> dict[str, str]:
    """Reasons by key; none where there is no file. Raises ``AcknowledgedError``."""
    if path is None:
        return {}
    try:
        entries = _ENTRIES.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")) or [])
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise AcknowledgedError(f"{path}: cannot be read: {error}") from error
    except ValidationError as error:
        raise AcknowledgedError(f"{path}: a list of key and reason is expected, both in quotes or words") from error
    reasons = {entry.key: entry.reason.strip() for entry in entries}
    if len(reasons) < len(entries) or not all(reasons.values()):
        raise AcknowledgedError(f"{path}: a key stands twice, or has no reason")
    return reasons
