"""How long it takes to find patients that were reported more than once, and how many of planted ones are found.

python -m benchmarks.linkage --records 10000

The records are made up: reports of one to five patients, and reviews that cite rows of them. Patients are alike on
purpose (children of one disease; ages in whole years, a few antibodies and drugs, many round numbers), surnames repeat,
and a third of the planted duplicates have slips.
"""

import random
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import click

from flows.literature.patient_candidates import Candidates
from flows.literature.same_patients import links
from flows.workers.patient_profiles import profiles_of
from schemas.linked import PatientLink
from schemas.record import ArticleRecord

Place = tuple[str, int]
"""The article's id and the position of the case in it."""

_SURNAMES = [f"Name{chr(97 + place // 26)}{chr(97 + place % 26)}" for place in range(600)]
_SHARES = [1 / (place + 5) for place in range(600)]  # the commonest name is that of four in a hundred
_ANTIBODIES = ("anti-SRP",) * 5 + ("anti-HMGCR",) * 4 + ("anti-Jo-1", "anti-NXP2", "anti-MDA5", "anti-TIF1γ")
_DRUGS = (
    "prednisone",
    "methylprednisolone",
    "methotrexate",
    "immunoglobulin",
    "rituximab",
    "azathioprine",
    "tacrolimus",
)
_LABS = ("ALT", "AST", "LDH", "aldolase")
_WORDS = {"start": 0, "end": 4, "quote": "made"}
_READ = {"printed": "made", "evidence": [_WORDS], "rule": "made"}


@dataclass
class Planted:
    """Made-up records, and the pairs of cases in them that are one patient, by the way they were planted."""

    records: list[ArticleRecord] = field(default_factory=list)
    pairs: dict[frozenset[Place], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Told:
    """``found`` and ``planted`` pairs by kind; ``wrong``: links between patients that are two."""

    seconds: float
    cpu: float
    cases: int
    compared: int
    found: dict[str, int]
    planted: dict[str, int]
    wrong: list[PatientLink]

    @property
    def precision(self) -> float:
        """The share of the links that were planted."""
        right = sum(self.found.values())
        return right / max(1, right + len(self.wrong))


def planted(count: int, seed: int = 1) -> Planted:
    """``count`` records: of 20, fifteen report patients of their own, and five are reviews or later reports."""
    chance = random.Random(seed)  # noqa: S311 - made-up patients, not secrets
    made = Planted()
    own: list[tuple[ArticleRecord, dict[str, Any], int]] = []
    for number in range(count):
        kind = number % 20
        if kind < 15 or not own:
            cases = [_patient(chance) for _ in range(chance.choice((1, 2, 3, 3, 5)))]
            record = _record(number, cases, chance)
            own += [(record, case, position) for position, case in enumerate(cases)]
        elif kind < 19:
            record = _review(number, chance, own, made)
        else:
            record = _later_report(number, chance, own, made)
        made.records.append(record)
    return made


def measure(made: Planted) -> Told:
    """Search the records, and compare what was found with what was planted."""
    began, began_cpu = time.perf_counter(), time.process_time()
    found = links(made.records)
    seconds, cpu = time.perf_counter() - began, time.process_time() - began_cpu
    hits: dict[str, int] = dict.fromkeys(made.pairs.values(), 0)
    wrong = []
    truth = _closed(made.pairs)
    for link in found:
        pair = frozenset((side.article_id, side.position) for side in (link.left, link.right))
        if pair in made.pairs:
            hits[made.pairs[pair]] += 1
        elif pair not in truth:
            wrong.append(link)
    profiles = [each for place, record in enumerate(made.records) for each in profiles_of(record, place)]
    compared = len(Candidates(profiles))
    planted_kinds = {kind: list(made.pairs.values()).count(kind) for kind in hits}
    return Told(seconds, cpu, len(profiles), compared, hits, planted_kinds, wrong)


def _closed(pairs: Iterable[frozenset[Place]]) -> set[frozenset[Place]]:
    """All pairs of one patient: two reviews that cite one case are a pair as well."""
    group: dict[Place, set[Place]] = {}
    for pair in pairs:
        one, two = pair
        joined = group.get(one, {one}) | group.get(two, {two})
        for place in joined:
            group[place] = joined
    patients = {id(joined): joined for joined in group.values()}.values()
    return {frozenset(pair) for joined in patients for pair in combinations(joined, 2)}


# ---- made-up records


def _record(
    number: int, cases: list[dict[str, Any]], chance: random.Random, author: str | None = None
) -> ArticleRecord:
    name = author or chance.choices(_SURNAMES, _SHARES)[0]
    return ArticleRecord.model_validate(
        {
            "id": f"{number:064x}",
            "article": {"source_file": f"{number}.txt", "first_author": name, "year": chance.randint(1995, 2025)},
            "reader": "text",
            "cases": [{"label": f"Case {place}", **case} for place, case in enumerate(cases, start=1)],
            "versions": {"program": "1", "rules": "1", "vocabulary": "1"},
        }
    )


def _patient(chance: random.Random) -> dict[str, Any]:
    digits = chance.choice((2, 3, 4, 5))
    case: dict[str, Any] = {
        "sex": chance.choice(("female", "female", "male")),
        "age_years": float(chance.randint(1, 17)) if chance.random() < 0.8 else round(chance.uniform(1, 17), 1),
        "ck": [_value(float(f"{10 ** chance.uniform(2.7, 4.7):.{digits}g}"), "U/L")],
        "antibodies": [{**_READ, "name": chance.choice(_ANTIBODIES), "result": "positive"}],
        "drugs": [{**_READ, "name": name} for name in chance.sample(_DRUGS, chance.randint(1, 4))],
        "labs": [],
    }
    for analyte in chance.sample(_LABS, chance.choice((0, 0, 1, 2, 4))):
        number = float(f"{10 ** chance.uniform(1.5, 3.5):.{chance.choice((2, 3))}g}")
        case["labs"].append({**_value(number, "U/L"), "analyte": analyte})
    return case


def _value(number: float, unit: str) -> dict[str, Any]:
    return {**_READ, "printed": f"{number:g}", "value": number, "unit": unit}


def _review(number: int, chance: random.Random, own: list[Any], made: Planted) -> ArticleRecord:
    """Rows of other articles, most with their citation, some with a number alone; now and then a patient twice."""
    chosen = chance.sample(own, min(len(own), chance.randint(2, 6)))
    rows = []
    for record, case, position in chosen:
        kind, row = _copied(case, chance)
        cited = chance.random() < 0.8
        citation = f"{record.article.first_author} et al, {record.article.year}" if cited else None
        rows.append({**row, "origin": "cited", "citation": citation})
        _plant(made, (record.id, position), (f"{number:064x}", len(rows) - 1), kind if cited else f"{kind}, not named")
        if chance.random() < 0.05 and len(str(int(case["ck"][0]["value"])).strip("0")) > 3:
            rows.append({**_copied(case, chance)[1], "origin": "cited", "citation": f"Other{number} 2001"})
            _plant(made, (f"{number:064x}", len(rows) - 2), (f"{number:064x}", len(rows) - 1), "twice in a review")
    return _record(number, rows, chance)


def _later_report(number: int, chance: random.Random, own: list[Any], made: Planted) -> ArticleRecord:
    record, case, position = chance.choice(own)
    again = {**case, "drugs": [*case["drugs"], {**_READ, "name": "ciclosporin"}]}
    _plant(made, (record.id, position), (f"{number:064x}", 0), "later report")
    return _record(number, [again, _patient(chance)], chance, record.article.first_author)


def _copied(case: dict[str, Any], chance: random.Random) -> tuple[str, dict[str, Any]]:
    """The row of a table: less than the report tells, and in one of three with a slip."""
    row = {**case, "drugs": case["drugs"][:2], "age_years": float(int(case["age_years"]))}
    if chance.random() < 2 / 3:
        return "copied", row
    slips: list[dict[str, Any]] = [{"ck": [_value(_exchanged(case["ck"][0]["value"], chance), "U/L")]}]
    slips.append({"age_years": row["age_years"] + 1})
    slips.append({"labs": _swapped(case["labs"])})
    return "with a slip", {**row, **chance.choice(slips)}


def _exchanged(number: float, chance: random.Random) -> float:
    digits = list(f"{number:.0f}")
    place = chance.randrange(len(digits) - 1)
    digits[place], digits[place + 1] = digits[place + 1], digits[place]
    return float("".join(digits))


def _swapped(labs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if len(labs) < 2:
        return labs
    names = [labs[1]["analyte"], labs[0]["analyte"], *(lab["analyte"] for lab in labs[2:])]
    return [{**lab, "analyte": name} for lab, name in zip(labs, names, strict=True)]


def _plant(made: Planted, one: Place, two: Place, kind: str) -> None:
    made.pairs[frozenset((one, two))] = kind


def lines(told: Told) -> Iterator[str]:
    """What was measured, for reading."""
    times = f"{told.seconds:.1f} s ({told.cpu:.1f} s of one core)"
    yield f"{told.cases} cases searched in {times}, {told.compared} pairs compared"
    for kind, count in sorted(told.planted.items()):
        yield f"  {kind}: {told.found[kind]} of {count} found ({told.found[kind] / count:.0%})"
    sure = sum(link.verdict == "same" for link in told.wrong)
    yield f"precision {told.precision:.4f}: {len(told.wrong)} links of two patients, {sure} of them called the same"


@click.command(help=__doc__)
@click.option("--records", default=10_000, show_default=True, type=click.IntRange(1), help="How many are made up.")
@click.option("--seed", default=1, show_default=True, help="The chance they are made with.")
def main(records: int, seed: int) -> None:
    """Make up records, search them, and tell."""
    click.echo("\n".join(lines(measure(planted(records, seed)))))


if __name__ == "__main__":
    main()
