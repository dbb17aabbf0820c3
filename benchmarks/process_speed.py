"""What whole commands take: cold starts, one worker and two, long articles and many."""

import ctypes
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from benchmarks.figures import Figure, median
from benchmarks.texts import made_up, write_made_up
from extractors import nlp
from extractors.readers import read_article

ROOT = Path(__file__).parents[1]
CASESIFT = ("-c", "from flows.cli.main import main; main(prog_name='casesift')")
_WORDS_OF_5_MB = 790_000
_MB = 1024
_PR_SET_CHILD_SUBREAPER = 36  # of Linux's prctl


class Spent(NamedTuple):
    """What a command took: seconds on the clock, seconds of CPU of it and its children, MB of its largest process."""

    clock: float
    cpu: float
    memory: float


def spent(*arguments: object) -> Spent:
    """Run Python with arguments and wait for its end; raise where it fails.

    Workers are forked from a process that nobody waits for: it becomes ours (Linux only), and so do its costs.
    """
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *map(str, arguments)], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    clock = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    each = [used, *_orphans()]
    return Spent(clock, sum(one.ru_utime + one.ru_stime for one in each), max(one.ru_maxrss for one in each) / _MB)


def _orphans() -> Iterator[resource.struct_rusage]:
    """What the processes took that a command left behind; they end as soon as they notice."""
    with suppress(ChildProcessError):
        while True:
            yield os.wait4(-1, 0)[2]


def start_figures(rounds: int, folder: Path) -> Iterator[Figure]:
    """Cold starts, by the clock."""
    (text,) = write_made_up(folder / "one", 1, 200)
    commands = {
        "extract": (*CASESIFT, "extract", text),
        "spacy": ("-c", "import spacy; spacy.blank('en')"),
        "help": (*CASESIFT, "--help"),
        "pass": ("-c", "pass"),
    }
    clock: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            clock[name].append(spent(*command).clock)
    yield Figure("casesift extract, one short text, from cold", median(clock["extract"]), "s")
    yield Figure("python -c \"import spacy; spacy.blank('en')\"", median(clock["spacy"]), "s")
    times = median(own / bare for own, bare in zip(clock["extract"], clock["spacy"], strict=True))
    yield Figure("cold start, in times of spaCy's", times, "x", 2, most=True)
    later = median(own - bare for own, bare in zip(clock["help"], clock["pass"], strict=True))
    yield Figure("casesift --help, later than python -c pass", later, "s", 0.3, most=True)


def worker_figures(rounds: int, folder: Path, articles: int = 400) -> Iterator[Figure]:
    """Two workers against one, by the clock; what few articles take is taken off both."""
    paths = write_made_up(folder / "workers", articles, 600)
    factors = []
    for _ in range(rounds):
        one, two = (_beyond_start(folder / "workers", paths[0], workers) for workers in (1, 2))
        factors.append(one / two)
    yield Figure(f"two workers, {articles} articles, in times of one", median(factors), "x", 1.8)


def _beyond_start(folder: Path, first: Path, workers: int) -> float:
    command = (*CASESIFT, "extract", "--format", "jsonl", "--workers", workers)
    few = spent(*command, first).clock
    return spent(*command, folder).clock - few


def length_figures(rounds: int, folder: Path) -> Iterator[Figure]:
    """One text of 5 MB against fifty of 100 kB, by CPU time in this process."""
    parts = write_made_up(folder / "parts", 50, _WORDS_OF_5_MB // 50)
    whole = folder / "whole.txt"
    whole.write_text(made_up(_WORDS_OF_5_MB, 1), encoding="utf-8")
    nlp.extract(read_article(parts[0]))  # warm
    factors = [_extracted([whole]) / _extracted(parts) for _ in range(rounds)]
    yield Figure("one text of 5 MB, in times of fifty of 100 kB", median(factors), "x", 1.2, most=True)


def _extracted(paths: list[Path]) -> float:
    """CPU seconds a byte."""
    begun = time.process_time()
    for path in paths:
        nlp.extract(read_article(path))
    return (time.process_time() - begun) / sum(path.stat().st_size for path in paths)


def growth_figures(folder: Path, most: int) -> Iterator[Figure]:
    """CPU time and memory of ``extract`` and ``run`` with 100 articles and ten times as many, up to ``most``."""
    sizes = [size for size in (100, 1_000, 10_000, 100_000) if size <= most]
    for command in ("extract", "run"):
        first: tuple[float, float] | None = None
        start = _grown(command, folder, 1).cpu
        for size in sizes:
            took = _grown(command, folder, size)
            each = 1000 * (took.cpu - start) / size
            first = first or (each, took.memory)
            name = f"casesift {command}, {size:,} articles"
            yield Figure(f"{name}: CPU time an article", each, "ms", 1.1 * first[0], most=True)
            yield Figure(f"{name}: memory of its largest process", took.memory, "MB", 1.1 * first[1], most=True)


def _grown(command: str, folder: Path, size: int) -> Spent:
    articles = folder / f"growth-{size}"
    if not articles.exists():
        write_made_up(articles, size, 300)
    if command == "extract":
        return spent(*CASESIFT, "extract", "--format", "jsonl", articles)
    return spent(*CASESIFT, "run", articles, "--out", folder / f"out-{size}", "--batch-size", 50)
