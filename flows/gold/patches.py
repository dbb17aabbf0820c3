"""Gold patches: reads them, and merges them into a gold folder, all of a patch or nothing."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from flows.gold.entries import FIELDS, told
from flows.gold.records import GoldError, parse_gold, read_gold, slips
from flows.gold.text import GoldText
from schemas.base import Frozen
from schemas.gold import GoldRecord
from schemas.patch import CaseChange, Change, GoldPatch

_HEADER = "# Gold record, adjudicated on a review page of casesift.\narticle:\n"
_KEYS = {"sex": "sex", "age": "age_years"}


class Merged(Frozen):
    """What a patch did to a gold file: how many entries it added, changed and removed."""

    path: Path
    made: bool
    added: int = 0
    changed: int = 0
    removed: int = 0

    def __str__(self) -> str:
        made = "made, " if self.made else ""
        return f"{self.path.name}: {made}{self.added} added, {self.changed} changed, {self.removed} removed"


class PatchError(Exception):
    """A patch that cannot be merged; the message names it and says why."""


def read_patch(path: Path) -> GoldPatch:
    """Read a patch. Raises ``PatchError`` with every slip of it."""
    try:
        return GoldPatch.model_validate(parse_gold(path))
    except GoldError as error:
        raise PatchError(str(error)) from error
    except ValidationError as error:
        raise PatchError(f"{path.name}: {slips(error)}") from error


def apply_patch(patch: GoldPatch, folder: Path) -> Merged:
    """Merge a patch into the gold file of its article, which is made where there is none.

    What gold says already is left alone, so a patch can be merged twice. Raises ``PatchError``, and changes nothing,
    where gold no longer says what it said when the reviewer decided.
    """
    path = next((file for file in folder.glob("*.y*ml") if file.stem == patch.gold), folder / f"{patch.gold}.yaml")
    made = not path.exists()
    try:
        text = _new_text(patch) if made else path.read_text(encoding="utf-8")
        before = GoldRecord(article=patch.article) if made else read_gold(path)
        merging = _Merging(text, before)
        merging.annotate(_annotated(patch, before, made=made))
        for change in sorted(patch.changes, key=lambda each: each.field != "case"):
            merging.apply(change)
        _write(path, merging.checked(path))
    except GoldError as error:
        raise PatchError(str(error)) from error
    except PatchError as error:
        raise PatchError(f"{path.name}: {error}") from error
    return Merged(path=path, made=made, added=merging.added, changed=merging.changed, removed=merging.removed)


class _Merging:
    """Applies changes to a record and to its text alike."""

    def __init__(self, text: str, record: GoldRecord) -> None:
        self._text = GoldText(text)
        self._data: dict[str, Any] = record.model_dump()
        self.added = self.changed = self.removed = 0

    def apply(self, change: Change) -> None:
        was, now = _plain(change.was), _plain(change.now)
        if was == now:
            return
        if isinstance(change, CaseChange):
            self._apply_case(change, was, now)
        elif change.field in _KEYS:
            self._apply_scalar(change, was, now)
        else:
            self._apply_entry(change, was, now)

    def annotate(self, fields: tuple[str, ...] | None) -> None:
        if fields is not None and fields != self._data["fields_annotated"]:
            self._text.set(("fields_annotated",), list(fields))
            self._data["fields_annotated"] = fields

    def checked(self, path: Path) -> str:
        """The text, once it is sure that it says what the record says."""
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            beside.write_text(self._text.text, encoding="utf-8", newline="")
            written = GoldRecord.model_validate(parse_gold(beside))
        except (ValidationError, GoldError) as error:
            raise PatchError(f"the merged file would be no gold: {error}") from error
        finally:
            beside.unlink(missing_ok=True)
        if written != GoldRecord.model_validate(self._data):
            raise PatchError("its layout cannot be edited safely; nothing was changed")
        return self._text.text

    def _apply_case(self, change: CaseChange, was: Any, now: Any) -> None:
        place = self._place(change.case)
        if was is None:
            if place is None and now:
                self._data["cases"] = (*self._data["cases"], _case(now))
                self._text.append(("cases",), told(change.now))
                self.added += 1
            return
        if place is None:
            if now is None or self._place(now["label"]) is not None:
                return  # it was merged before
            raise PatchError(f"gold has no case '{change.case}' any more")
        if now is None:
            self._data["cases"] = _without(self._data["cases"], place)
            self._text.remove(("cases", place))
            self.removed += 1
            return
        for key in now:
            if now[key] != was[key]:
                self._set(("cases", place, key), now[key])
        self.changed += 1

    def _apply_scalar(self, change: Change, was: Any, now: Any) -> None:
        place = self._case(change)
        key = _KEYS[change.field]
        current = self._data["cases"][place][key]
        if current == now:
            return
        if current != was:
            raise _changed_since(change)
        self._set(("cases", place, key), now)
        self._count(was, now)

    def _apply_entry(self, change: Change, was: Any, now: Any) -> None:
        place = None if change.field == "cohort" else self._case(change)
        holder = self._data if place is None else self._data["cases"][place]
        path: tuple[str | int, ...] = () if place is None else ("cases", place)
        entries = list(holder[change.field])
        if now in entries and was not in entries:
            return
        if was is None:
            holder[change.field] = (*entries, now)
            self._text.append((*path, change.field), told(change.now))
        elif was not in entries:
            if now is None:
                return
            raise _changed_since(change)
        else:
            index = entries.index(was)
            if now is None or now in entries:
                self._text.remove((*path, change.field, index))
                holder[change.field] = _without(entries, index)
            else:
                self._rewrite((*path, change.field, index), told(change.was), told(change.now))
                holder[change.field] = (*entries[:index], now, *entries[index + 1 :])
        self._count(was, now)

    def _rewrite(self, path: tuple[str | int, ...], was: dict[str, Any], now: dict[str, Any]) -> None:
        """Key by key: what stays the same keeps its place and its comment."""
        for key, value in now.items():
            if key not in was or was[key] != value:
                self._text.set((*path, key), value)
        for key in was.keys() - now.keys():
            self._text.remove((*path, key))

    def _set(self, path: tuple[str | int, ...], value: Any) -> None:
        _, place, key = path
        self._data["cases"][place][key] = value
        if value in (None, (), []):
            self._text.remove(path)
        else:
            self._text.set(path, list(value) if isinstance(value, tuple) else value)

    def _case(self, change: Change) -> int:
        place = self._place(change.case)
        if place is None:
            raise PatchError(f"gold has no case '{change.case}': accept the patient as well")
        return place

    def _place(self, label: str | None) -> int | None:
        places = [place for place, case in enumerate(self._data["cases"]) if case["label"] == label]
        if len(places) > 1:
            raise PatchError(f"gold has {len(places)} cases called '{label}'")
        return places[0] if places else None

    def _count(self, was: Any, now: Any) -> None:
        self.added += was is None
        self.removed += now is None
        self.changed += was is not None and now is not None


def _changed_since(change: Change) -> PatchError:
    where = f"{change.case}, {change.field}" if change.case else change.field
    return PatchError(f"{where}: gold has changed since the page was written: write it anew and decide again")


def _annotated(patch: GoldPatch, gold: GoldRecord, *, made: bool) -> tuple[str, ...] | None:
    """The fields that are complete now; None: all, or as before."""
    if gold.fields_annotated is None and (not made or set(patch.complete) == set(FIELDS)):
        return None
    fields = {*(gold.fields_annotated or ()), *patch.complete}
    return tuple(field for field in FIELDS if field in fields)


def _new_text(patch: GoldPatch) -> str:
    text = GoldText(f"{_HEADER}  source_file: {patch.article.source_file!r}\n")
    for key, value in told(patch.article).items():
        text.set(("article", key), value)
    return text.text


def _case(person: dict[str, Any]) -> dict[str, Any]:
    from schemas.gold import GoldCase

    return GoldCase.model_validate(person).model_dump()


def _plain(entry: Any) -> Any:
    return entry.model_dump() if isinstance(entry, Frozen) else entry


def _without(entries: Iterable[Any], place: int) -> tuple[Any, ...]:
    return tuple(entry for index, entry in enumerate(entries) if index != place)


def _write(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_text(text, encoding="utf-8", newline="")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
