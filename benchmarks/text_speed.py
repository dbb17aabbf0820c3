"""Words a second of this project and its peers: the same texts, the same vocabulary, one process each, CPU time.

Each tool has a process of its own, and its venv (``make bench-setup``). All are asked round after round for one corpus
after the other, so that what else the machine does falls on all alike.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.figures import median, yes
from benchmarks.planted import BEFORE, BEHIND, COUNT, PLANTED, missed
from benchmarks.texts import corpora, words_in
from extractors import lexicon

PEERS = {"medspacy": "medspacy", "edsnlp": "edsnlp", "negspacy": "edsnlp"}
"""The peers, and the venv that each lives in: what medSpaCy needs is too old for the others."""
_WANTED = {
    ("spacy_tokens", "seeds"): 2.0,
    ("spacy_tokens", "dev_corpus"): 2.0,
    ("medspacy", "seeds"): 12.0,
    ("medspacy", "dev_corpus"): 12.0,
    ("edsnlp", "seeds"): 3.0,
    ("edsnlp", "dev_corpus"): 2.0,
}
ROOT = Path(__file__).parents[1]


class _Running:
    """A tool that waits for the names of corpora."""

    def __init__(self, python: Path, name: str, job: Path) -> None:
        self.name = name
        self.process = subprocess.Popen(
            [python, "-m", "benchmarks.tool", name, job],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            text=True,
        )
        told = self._answer()
        self.version = told["version"]
        self.missed = missed(told["found"])

    def seconds(self, corpus: str) -> tuple[float, float]:
        """CPU seconds for reading a corpus the first time, and for reading it again."""
        assert self.process.stdin is not None  # noqa: S101 - it was made so
        self.process.stdin.write(f"{corpus}\n")
        self.process.stdin.flush()
        first, again = self._answer()
        return first, again

    def stop(self) -> None:
        """End the process."""
        self.process.communicate()

    def _answer(self) -> Any:
        assert self.process.stdout is not None  # noqa: S101 - it was made so
        return json.loads(self.process.stdout.readline())


class TextSpeed(NamedTuple):
    """What one tool did with one corpus: words a second and how many times as fast this project was, twice each.

    The first of each pair is for texts that are new to the process, the second for reading them again. ``wanted`` is
    what the factors must reach, None where nothing is wanted or where the tool does not count.
    """

    corpus: str
    tool: str
    speeds: tuple[float, float]
    factors: tuple[float, float]
    wanted: float | None
    found: int


def text_speeds(venvs: Path, rounds: int, folder: Path) -> list[TextSpeed]:
    """Every tool on every corpus."""
    texts = corpora(folder)
    job = folder / "job.json"
    job.write_text(json.dumps(_job(texts)), encoding="utf-8")
    found: dict[str, int] = {}
    spent: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for _ in range(rounds):
        with ExitStack() as stack:
            tools = {name: _Running(python, name, job) for python, name in _pythons(venvs)}
            for tool in tools.values():
                stack.callback(tool.stop)
            for corpus in texts:
                for name, tool in tools.items():
                    found[name] = COUNT - len(tool.missed)
                    spent.setdefault((corpus, name), []).append(tool.seconds(corpus))
    words = {corpus: words_in(paths) for corpus, paths in texts.items()}
    return [_speed(corpus, name, words[corpus], spent, found[name]) for corpus, name in spent]


def _speed(
    corpus: str, name: str, words: int, spent: dict[tuple[str, str], list[tuple[float, float]]], found: int
) -> TextSpeed:
    theirs = list(zip(*spent[corpus, name], strict=True))
    ours = list(zip(*spent[corpus, "casesift"], strict=True))
    counts = found == COUNT or name == "spacy_tokens"
    first, again = (
        median(other / own for other, own in zip(*both, strict=True)) for both in zip(theirs, ours, strict=True)
    )
    return TextSpeed(
        corpus=corpus,
        tool=name,
        speeds=(words / median(theirs[0]), words / median(theirs[1])),
        factors=(first, again),
        wanted=_WANTED.get((name, corpus)) if counts else None,
        found=found,
    )


def text_table(speeds: Iterable[TextSpeed]) -> str:
    """The same as a Markdown table."""
    head = "| texts | tool | words/s, new | again | casesift, new | again | wanted | met | planted facts |"
    return "\n".join((head, "|---|---|--:|--:|--:|--:|--:|---|--:|", *(_row(one) for one in speeds)))


def _row(one: TextSpeed) -> str:
    speeds = " | ".join(f"{speed:,.0f}" for speed in one.speeds)
    if one.tool == "casesift":
        return f"| {one.corpus} | **casesift** | {speeds} | | | | | {one.found} of {COUNT} |"
    told = "words only" if one.tool == "spacy_tokens" else f"{one.found} of {COUNT}"
    if one.tool in PEERS and one.found < COUNT:
        told += ": does not count"
    wanted, met = (
        ("", "")
        if one.wanted is None
        else (f"{one.wanted:g} x", " / ".join(yes(factor >= one.wanted) for factor in one.factors))
    )
    factors = " | ".join(f"{factor:.2f} x" for factor in one.factors)
    return f"| {one.corpus} | {one.tool} | {speeds} | {factors} | {wanted} | {met} | {told} |"


def _pythons(venvs: Path) -> Iterator[tuple[Path, str]]:
    ours = Path(sys.executable)
    yield from ((ours, "casesift"), (ours, "spacy_tokens"))
    for name, venv in PEERS.items():
        python = venvs / venv / "bin" / "python"
        if python.exists():
            yield python, name


def _job(texts: dict[str, list[Path]]) -> dict[str, object]:
    return {
        "terms": {kind: sorted(set(aliases)) for kind, aliases in _terms().items()},
        "before": BEFORE,
        "behind": BEHIND,
        "planted": [planted.text for planted in PLANTED],
        "corpora": {name: [str(path) for path in paths] for name, paths in texts.items()},
    }


def _terms() -> dict[str, list[str]]:
    """The vocabulary in the form of the peers: phrases by kind, in any case of letters.

    Abbreviations stay out, because in any case they would be found in "as" and "cast"; antigens have "anti-" before
    them, which our own rules tell from the text.
    """
    phrases: dict[str, list[str]] = {}
    for alias, term in lexicon.terms().items():
        of_kind = phrases.setdefault(term.kind, [])
        if not lexicon.is_abbreviation(alias):
            of_kind.append(alias)
        if term.kind == "antibody" and term.sense != "name":
            of_kind += (f"anti-{alias}", term.name)
    return phrases
