"""Reads the hand-curated records of a gold folder: one YAML file a document, paired by stem."""

from collections.abc import Hashable
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from pydantic import ValidationError

from schemas.gold import GoldRecord

# libyaml reads some ten times faster; it is not part of every PyYAML.
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_SUFFIXES = (".yaml", ".yml")


class GoldError(Exception):
    """A gold file that cannot be used: ``path`` and ``reason``; its words name both."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path.name}: {reason}")
        self.path = path
        self.reason = reason


class GoldFolder(NamedTuple):
    """The good records by stem, in the order of their names, and one error for each bad file."""

    records: dict[str, GoldRecord]
    failures: tuple[GoldError, ...]


def load_gold(folder: Path) -> GoldFolder:
    """Read every YAML file of ``folder``; a bad file is a failure and never stops the others.

    Raises GoldError when ``folder`` is no folder.
    """
    if not folder.is_dir():
        raise GoldError(folder, "there is no such folder")
    records: dict[str, GoldRecord] = {}
    failures: list[GoldError] = []
    for path in sorted(path for path in folder.iterdir() if path.suffix in _SUFFIXES):
        if path.stem in records:
            failures.append(GoldError(path, f"a second gold file for '{path.stem}'"))
            continue
        try:
            records[path.stem] = read_gold(path)
        except GoldError as error:
            failures.append(error)
    return GoldFolder(records, tuple(failures))


def gold_stems(folder: Path) -> set[str]:
    """The stems of the articles that ``folder`` has gold of, readable or not."""
    return {path.stem for path in folder.iterdir() if path.suffix in _SUFFIXES}


def read_gold(path: Path) -> GoldRecord:
    """Read one gold file. Raises GoldError with every slip of the file in one reason."""
    try:
        record = GoldRecord.model_validate(parse_gold(path))
    except ValidationError as error:
        raise GoldError(path, slips(error)) from error
    if Path(record.article.source_file).stem != path.stem:
        raise GoldError(path, f"article.source_file is '{record.article.source_file}', which is not '{path.stem}'")
    return record


class _Loader(_Base):  # type: ignore[misc]
    """Safe YAML that refuses a key given twice: the later one would silently win."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"key '{key.value}' stands twice", key.start_mark)
            seen.add(key.value)
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep=deep)
        return mapping


def parse_gold(path: Path) -> Any:
    """The data of a YAML file, not yet validated. Raises GoldError where it is none, or where a key stands twice."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506 - a safe loader, and stricter
    except UnicodeDecodeError as error:
        raise GoldError(path, f"not UTF-8 text (byte {error.start})") from error
    except OSError as error:
        raise GoldError(path, error.strerror or "cannot be read") from error
    except yaml.MarkedYAMLError as error:
        raise GoldError(path, _syntax(error)) from error
    except yaml.YAMLError as error:
        raise GoldError(path, f"no YAML: {error}".replace("\n", " ")) from error


def _syntax(error: yaml.MarkedYAMLError) -> str:
    mark = error.problem_mark or error.context_mark
    where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
    return f"{where}{error.problem or error.context}"


def slips(error: ValidationError) -> str:
    """Every slip that pydantic found, in a curator's words."""
    return "; ".join(_slip(detail) for detail in error.errors(include_url=False))


def _slip(detail: Any) -> str:
    """One pydantic error in a curator's words: the YAML path, then what is wrong there."""
    path = ""
    for step in detail["loc"]:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else step
    if detail["type"] == "extra_forbidden":
        return f"{path}: unknown key"
    if detail["type"] == "missing":
        return f"{path}: missing"
    if detail["type"] == "value_error":
        return f"{path}: {detail['ctx']['error']}".removeprefix(": ")
    if not path:
        return "not a gold record (a mapping with 'article' was expected)"
    return f"{path}: {detail['msg'].lower()}, not {detail['input']!r}"
