"""Accuracy on real data: the floors of ``gold/floors.toml`` on the five real articles and on the samples.

The development corpus is scored where it is at hand; its floors stand here, since its gold is not this project's.
"""

import json
import tomllib
from pathlib import Path

import pytest
import yaml

from extractors import lexicon
from extractors.nlp import extract
from extractors.readers import read_article
from flows.gold.records import load_gold
from flows.scores.accepted import accept, changes, changes_text, load_accepted
from flows.scores.scoring import check_floors, compare
from schemas.diff import Comparison
from schemas.gold import GoldRecord

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
FLOORS = tomllib.loads((ROOT / "gold" / "floors.toml").read_text())

# Half of the corpus was read while the rules were written; the other half was looked at once, afterwards.
CORPUS_FLOORS = {
    "patient": {
        "cases": 0.99,
        "sex": 0.99,
        "age": 0.99,
        "ck": 0.99,
        "antibodies": 0.96,
        "drugs": 0.98,
        "doses": 0.97,
        "routes": 0.96,
        "labs": 0.96,
    }
}


ACCEPTED = ROOT / "gold" / "accepted"


def changed(name: str, comparison: Comparison) -> str:
    """What changed since the scores were accepted; ``make gains ACCEPT=--accept`` accepts what is intended."""
    return changes_text(changes(load_accepted(ACCEPTED / f"{name}.json"), accept(comparison)))


UNCHANGED = "No change from the accepted scores.\n"


def compared(folder: Path, gold: dict[str, GoldRecord]) -> Comparison:
    files = [path for path in sorted(folder.iterdir()) if path.stem in gold and path.suffix in (".txt", ".md")]
    return compare(
        {path.stem: extract(read_article(path)) for path in files}, gold, drug_names=frozenset(lexicon.drugs())
    )


def needs(folder: Path) -> Path:
    if not folder.is_dir():
        pytest.skip(f"{folder.name}: the published texts cannot be shipped and are not beside this repository")
    return folder


@pytest.mark.seeds
def test_the_real_articles_keep_their_floors() -> None:
    comparison = compared(needs(SHARED / "seeds"), load_gold(ROOT / "gold").records)
    assert changed("seeds", comparison) == UNCHANGED
    assert check_floors(comparison, FLOORS) == []
    assert comparison.verdicts.get("cohort_as_patient", 0) == 0


def test_the_samples_keep_the_floors_but_for_their_own_wording_of_groups() -> None:
    comparison = compared(ROOT / "raw_docs", load_gold(ROOT / "gold").records)
    assert changed("samples", comparison) == UNCHANGED
    floors = {"patient": {**FLOORS["patient"], "cohort": 0.97}}
    assert check_floors(comparison, floors) == []
    assert comparison.verdicts.get("cohort_as_patient", 0) == 0


@pytest.mark.seeds
def test_no_trap_of_the_real_articles_becomes_a_patient() -> None:
    records = {path.stem[:3]: extract(read_article(path)) for path in sorted(needs(SHARED / "seeds").glob("*.txt"))}
    assert records["004"].cases == ()
    assert all(case.origin == "cited" for case in records["001"].cases)
    own = [case for case in records["002"].cases if case.origin == "own"]
    assert len(own) == 1
    values = {value.value for record in records.values() for case in record.cases for value in case.ck}
    assert not values & {540.0, 4000.0, 8000.0, 10000.0, 26.0, 192.0}


@pytest.mark.seeds
def test_the_development_corpus_keeps_its_floors() -> None:
    folder = needs(SHARED / "dev_corpus")
    gold = {path.stem: GoldRecord.model_validate(yaml.safe_load(path.read_text())) for path in folder.glob("*.yaml")}
    comparison = compared(folder, gold)
    assert changed("corpus", comparison) == UNCHANGED
    assert check_floors(comparison, CORPUS_FLOORS) == []
    assert comparison.verdicts.get("cohort_as_patient", 0) == 0


def test_a_lost_fact_is_noticed() -> None:
    gold = load_gold(ROOT / "gold").records
    path = next((ROOT / "raw_docs").glob("003*.md"))
    record = extract(read_article(path))
    poorer = record.model_copy(update={"cases": tuple(case.model_copy(update={"ck": ()}) for case in record.cases)})
    comparison = compare({path.stem: poorer}, {path.stem: gold[path.stem]})
    assert any("ck" in told for told in check_floors(comparison, {"patient": {"ck": 0.5}}))


def test_a_record_survives_its_json() -> None:
    record = extract(read_article(next((ROOT / "raw_docs").glob("003*.md"))))
    assert type(record).model_validate(json.loads(record.model_dump_json())) == record
