"""The sample articles tell the gold facts, in words of our own."""

import functools
import itertools
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from schemas.gold import GoldMeasurement, GoldRecord

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = sorted(path for path in (ROOT / "raw_docs").glob("0*") if path.suffix in (".txt", ".md"))
GOLD_FILES = sorted((ROOT / "gold").glob("*.yaml"))
SEEDS = ROOT.parent / "shared" / "seeds"
RUN_LENGTH = 11
FIRST_LINES = 5


def _runs(path: Path) -> set[tuple[str, ...]]:
    """Every run of ``RUN_LENGTH`` consecutive words; case, punctuation and digits do not count."""
    words = re.findall(r"[a-z]+", path.read_text(encoding="utf-8").lower())
    return set(zip(*(words[start:] for start in range(RUN_LENGTH)), strict=False))


@functools.cache
def _published_runs() -> frozenset[tuple[str, ...]]:
    return frozenset(itertools.chain.from_iterable(map(_runs, sorted(SEEDS.glob("*.txt")))))


def _sample_of(gold_file: Path) -> Path:
    (sample,) = [path for path in SAMPLES if path.stem == gold_file.stem]
    return sample


def _printed_numbers(measurement: GoldMeasurement) -> list[str]:
    numbers = (measurement.value, measurement.low, measurement.high)
    return [f"{number:.0f}" if number == int(number) else str(number) for number in numbers if number is not None]


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the published articles are not kept beside this checkout")
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_no_wording_is_taken_from_a_published_article(sample: Path) -> None:
    assert len(_published_runs()) > RUN_LENGTH
    assert sorted(_runs(sample) & _published_runs()) == []


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the published articles are not kept beside this checkout")
def test_no_wording_is_taken_anywhere_in_the_repository() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607
    taken = []
    for name in filter(None, listed.stdout.split("\0")):
        if name.startswith("gold/"):
            continue  # names the titles of the articles
        try:
            runs = _runs(ROOT / name)
        except (UnicodeDecodeError, OSError):
            continue  # a picture, a PDF: what they are made of is text, and is looked at; or deleted just now
        taken += [(name, " ".join(run)) for run in sorted(runs & _published_runs())]
    assert taken == []


def test_there_is_gold_to_tell() -> None:
    assert GOLD_FILES


@pytest.mark.parametrize("gold_file", GOLD_FILES, ids=lambda path: path.stem)
def test_each_gold_record_has_one_sample_that_says_it_is_a_retelling(gold_file: Path) -> None:
    lines = _sample_of(gold_file).read_text(encoding="utf-8").splitlines()
    assert "retell" in "\n".join(lines[:FIRST_LINES]).lower()


@pytest.mark.parametrize("gold_file", GOLD_FILES, ids=lambda path: path.stem)
def test_every_ck_value_of_gold_is_printed_in_the_sample(gold_file: Path) -> None:
    gold = GoldRecord.model_validate(yaml.safe_load(gold_file.read_text(encoding="utf-8")))
    # Tabs stay: they keep the figures of neighbouring cells apart.
    text = re.sub(r"[^\S\t]|,", "", _sample_of(gold_file).read_text(encoding="utf-8"))
    wanted = [number for case in gold.cases for ck in case.ck for number in _printed_numbers(ck)]
    assert [number for number in wanted if not re.search(rf"(?<![\d.]){number}(?![\d.])", text)] == []
