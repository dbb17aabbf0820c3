"""The accepted scores: what was right and wrong when somebody last looked, and what has been gained and lost since."""

from pathlib import Path

from pydantic import ValidationError

from flows.scores.scoreboard import fact_in_names
from schemas.base import Frozen
from schemas.diff import Comparison, Field, FieldDiff

_SAME = 5e-4  # scores are kept to three digits


class AcceptedError(Exception):
    """The file of accepted scores cannot be used; the message names it."""


class Accepted(Frozen):
    """F1 at patient level by field, and every difference from gold in one line."""

    scores: dict[Field, float]
    differences: tuple[str, ...]


class Change(Frozen):
    """From the accepted scores to these: ``scores`` that moved (before, now), differences that went and that came."""

    scores: dict[Field, tuple[float | None, float | None]]
    gains: tuple[str, ...]
    losses: tuple[str, ...]

    @property
    def fallen(self) -> list[Field]:
        """The fields whose score is lower than the accepted one."""
        return [field for field, (before, now) in self.scores.items() if before is not None and (now or 0) < before]


def accept(comparison: Comparison) -> Accepted:
    """What there is to accept in a comparison."""
    scores = {field: round(score.f1, 3) for field, score in comparison.patient.items() if score.f1 is not None}
    return Accepted(scores=scores, differences=tuple(sorted(map(_line, comparison.differences))))


def changes(before: Accepted, now: Accepted) -> Change:
    """What was gained and lost between two accepted states."""
    moved: dict[Field, tuple[float | None, float | None]] = {}
    for field in (*before.scores, *(field for field in now.scores if field not in before.scores)):
        pair = before.scores.get(field), now.scores.get(field)
        if pair[0] is None or pair[1] is None or abs(pair[0] - pair[1]) > _SAME:
            moved[field] = pair
    old, new = set(before.differences), set(now.differences)
    return Change(scores=moved, gains=tuple(sorted(old - new)), losses=tuple(sorted(new - old)))


def changes_text(change: Change) -> str:
    """The change for a reader: scores that moved, then ``+`` what is right now and ``-`` what no longer is."""
    scores = [f"{field}: F1 {_number(before)} -> {_number(now)}" for field, (before, now) in change.scores.items()]
    gains = [f"+ {line}" for line in change.gains]
    losses = [f"- {line}" for line in change.losses]
    return "\n".join([*scores, *gains, *losses] or ["No change from the accepted scores."]) + "\n"


def load_accepted(path: Path) -> Accepted:
    """Read accepted scores. Raises ``AcceptedError``."""
    try:
        return Accepted.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, ValidationError) as error:
        raise AcceptedError(f"{path} holds no accepted scores: {str(error).splitlines()[0]}") from error


def save_accepted(path: Path, accepted: Accepted) -> None:
    """Write accepted scores."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(accepted.model_dump_json(indent=1) + "\n", encoding="utf-8")


def _line(difference: FieldDiff) -> str:
    """A difference in names and numbers: an article's own words are not kept."""
    sides = (f"gold: {fact_in_names(difference.gold)}", f"read: {fact_in_names(difference.extracted)}")
    case = difference.case or "group"
    return " | ".join((difference.article, case, difference.field, difference.verdict, *sides))


def _number(score: float | None) -> str:
    return "-" if score is None else f"{score:.3f}"
