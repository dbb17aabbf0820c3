"""Which articles a person should look at before they go into the table of patients, and what that person said.

An article is in doubt where its confidence is below a bound, or where it tells what gold says is not so.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Literal

from flows.printing.markdown import markdown_cell
from flows.scores.scoreboard import told
from flows.workers.planning import fingerprint
from schemas.base import Frozen
from schemas.diff import Comparison, FieldDiff
from schemas.record import ArticleRecord, CaseRecord, IntegrityFinding

_SHOWN = 3  # findings and differences of one article


class Doubt(Frozen):
    """One article in doubt. ``fingerprint``: that of its record; ``name``: its file's, which no other doubt has."""

    fingerprint: str
    source_file: str
    name: str
    confidence: float
    reasons: tuple[str, ...]

    @property
    def why(self) -> str:
        """The reasons in one text."""
        return "; ".join(self.reasons)


class Reviewed(Frozen):
    """What a person said of a record, and of which reasons for doubt."""

    fingerprint: str
    source_file: str
    decision: Literal["accepted", "held back"]
    reasons: str
    remark: str


class Review(Frozen):
    """What a run makes of doubts: articles held back (now or by an earlier run), and those that nobody looked at."""

    held_back: tuple[Reviewed, ...] = ()
    not_reviewed: tuple[Doubt, ...] = ()

    def admitted(self, fingerprints: Iterable[str]) -> set[str]:
        """Which of these records go into the table of patients."""
        return set(fingerprints) - {review.fingerprint for review in self.held_back}


NOTHING_IN_DOUBT = Review()


def confidence(record: ArticleRecord) -> float:
    """The share of what was read that found its place: placed / (placed + unlinked + findings), from 0 to 1.

    Placed are values of a patient (sex, age, ck, antibodies, cmas, drugs, labs) or a group; unlinked, those that are
    nobody's; findings, the warnings and errors about the article itself. It tells how much of an article the program
    could sort, not how probably a value is right. Where nothing was read there is nothing to doubt: 1.
    """
    placed, doubtful = _placed(record), len(record.unlinked) + len(_findings(record))
    return placed / (placed + doubtful) if doubtful else 1.0


def doubts(records: Iterable[ArticleRecord], comparison: Comparison | None, below: float) -> list[Doubt]:
    """The articles in doubt, the least confident first: those below the bound, and those that contradict gold."""
    against = [difference for difference in comparison.differences if _contradicts(difference)] if comparison else []
    found = []
    for record in records:
        share, reasons = confidence(record), list[str]()
        if share < below:
            reasons.append(_in_words(record, share))
            reasons += _some([finding.message for finding in _findings(record)])
        reasons += _some([_contradiction(each) for each in against if each.article in _stems(record)])
        if reasons:
            found.append(_doubt(record, share, reasons))
    return _told_apart(sorted(found, key=lambda doubt: (doubt.confidence, doubt.source_file)))


def undecided(found: Iterable[Doubt], said: Mapping[str, Reviewed]) -> list[Doubt]:
    """The doubts of which nobody has said anything yet; new reasons are a new doubt."""
    return [doubt for doubt in found if doubt.fingerprint not in said or said[doubt.fingerprint].reasons != doubt.why]


def decided(asked: Iterable[Doubt], held_back: Collection[str], remark: str) -> list[Reviewed]:
    """What an answer says of each article that was asked about; ``held_back`` are names.

    The remark is on what was held back; where nothing was, on all.
    """
    return [
        Reviewed(
            fingerprint=doubt.fingerprint,
            source_file=doubt.source_file,
            decision="held back" if doubt.name in held_back else "accepted",
            reasons=doubt.why,
            remark=remark.strip() if doubt.name in held_back or not held_back else "",
        )
        for doubt in asked
    ]


def held_back(files: Iterable[tuple[str, str]], said: Mapping[str, Reviewed]) -> tuple[Reviewed, ...]:
    """Which of the files (fingerprint, name) a person has held back, under the names they have now."""
    found = ((said.get(key), name) for key, name in files)
    return tuple(
        review.model_copy(update={"source_file": name})
        for review, name in found
        if review is not None and review.decision == "held back"
    )


def doubts_list(found: Iterable[Doubt]) -> str:
    """The doubts as a Markdown list: on Prefect's pages, a table would be cut off at its right."""
    return "\n".join(f"- **{markdown_cell(doubt.name)}**: {markdown_cell(doubt.why)}" for doubt in found)


def review_markdown(review: Review) -> str:
    """What was held back, with the remark, and what nobody looked at; empty where there is neither."""
    blocks = []
    if review.held_back:
        blocks += ["## Held back by review", "\n".join(map(_remark, review.held_back))]
    if review.not_reviewed:
        told_so = "These articles were in doubt, nobody answered in time, and they are in the table of patients."
        blocks += ["## Not reviewed", told_so, doubts_list(review.not_reviewed)]
    return "\n\n".join(blocks)


def _remark(review: Reviewed) -> str:
    said = markdown_cell(review.remark) or "no remark"
    return f"- **{markdown_cell(review.source_file)}**: {said} (in doubt: {markdown_cell(review.reasons)})"


def _doubt(record: ArticleRecord, share: float, reasons: Iterable[str]) -> Doubt:
    file = record.article.source_file
    return Doubt(
        fingerprint=fingerprint(record.id), source_file=file, name=file, confidence=share, reasons=tuple(reasons)
    )


def _told_apart(found: list[Doubt]) -> list[Doubt]:
    """Files of one name in several folders have a part of their fingerprint in the name that a person picks."""
    files = Counter(doubt.source_file for doubt in found)
    return [
        doubt.model_copy(update={"name": f"{doubt.source_file} ({doubt.fingerprint[:8]})"})
        if files[doubt.source_file] > 1
        else doubt
        for doubt in found
    ]


def _placed(record: ArticleRecord) -> int:
    return sum(map(_values, record.cases)) + len(record.cohort)


def _values(case: CaseRecord) -> int:
    plain = (case.sex is not None) + (case.age_years is not None)
    return plain + sum(map(len, (case.ck, case.antibodies, case.cmas, case.drugs, case.labs)))


def _findings(record: ArticleRecord) -> list[IntegrityFinding]:
    return [finding for finding in record.findings if finding.severity != "info"]


def _in_words(record: ArticleRecord, share: float) -> str:
    findings = len(_findings(record))
    counts = f"{_placed(record)} values placed, {len(record.unlinked)} nobody's"
    return f"confidence {share:.2f}: {counts}" + (f", {findings} findings" if findings else "")


def _contradicts(difference: FieldDiff) -> bool:
    """What is missed is a gap and no contradiction."""
    return difference.verdict not in ("match", "missed")


def _contradiction(difference: FieldDiff) -> str:
    sides = f"gold has {told(difference.gold) or 'no such fact'}, read {told(difference.extracted) or 'nothing'}"
    return f"contradicts gold: {difference.case or 'group'}, {difference.field}: {sides}"


def _stems(record: ArticleRecord) -> set[str]:
    return {
        Path(name).stem for name in (record.article.source_file, *(each.source_file for each in record.cross_checks))
    }


def _some(reasons: list[str]) -> list[str]:
    more = [f"and {len(reasons) - _SHOWN} more"] if len(reasons) > _SHOWN else []
    return reasons[:_SHOWN] + more
