"""An article says the same however its lines are broken: at any width, and with words parted by hyphens."""

import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extractors.nlp import extract
from extractors.readers.text import document_of_text
from tests.test_sample_forms import without_places

WIDTHS = (40, 50, 60, 66, 84)
CORPUS = sorted((Path(__file__).parents[2] / "shared" / "dev_corpus").glob("*.txt"))

OWN = """Anti-SRP myopathy in children:
two cases from one centre

Background: Antibody-negative disease was left out. Case presentation: Case 1: A previously well eleven-year-old
girl of Turkish origin, second child of healthy parents, could no longer rise from the floor (CMAS 12/52).
Laboratory: CPK 17,320 U/L, GOT 410 U/L, GPT 320 U/L, LDH 2,110 U/L. Anti-SRP antibodies were positive.
Methylprednisolone (20 mg/kg per day for 3 days), prednisolone 1.5 mg/kg/day and methotrexate 15 mg/m2 weekly
were given; CK fell to 1,240 U/L within four months. Case 2: A 39-year-old man with a CK of 4,455 U/L and
without complaints received 1 g of immunoglobulins per kg only once. Conclusion: Twenty-three per cent of such
patients are said to relapse.
"""


def facts(text: str) -> Any:
    """What is told of patients and groups, without places and printed words."""
    record = extract(document_of_text(text, source="article.txt"))
    return _plain(without_places(record.model_dump(include={"cases", "cohort"})))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items() if key not in ("printed", "population")}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value


def wrapped(text: str, width: int) -> str:
    """Every paragraph wrapped; lines are broken behind hyphens too, as printers do."""
    return "\n\n".join(textwrap.fill(part, width, break_long_words=False) for part in text.split("\n\n"))


def hyphenated(text: str, width: int) -> str:
    """The same with long words parted by a hyphen at the end of a line."""
    return "\n\n".join(_hyphenated(part.split(), width) for part in text.split("\n\n"))


def _hyphenated(words: list[str], width: int) -> str:
    lines = [""]
    for word in words:
        room = width - len(lines[-1]) - 2
        if len(lines[-1]) + 1 + len(word) <= width or not lines[-1]:
            lines[-1] = f"{lines[-1]} {word}".strip()
        elif word.isalpha() and word.islower() and 3 <= room <= len(word) - 3:
            lines[-1] += f" {word[:room]}-"
            lines.append(word[room:])
        else:
            lines.append(word)
    return "\n".join(lines)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("broken", [wrapped, hyphenated])
def test_lines_may_be_broken_anywhere(width: int, broken: Callable[[str, int], str]) -> None:
    told = facts(OWN)
    assert [len(case["ck"]) for case in told["cases"]] == [2, 1]
    assert facts(broken(OWN, width)) == told


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_published_abstracts_wrapped(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    told = facts(text)
    for width in WIDTHS[::2]:
        assert facts(wrapped(text, width)) == told
        assert facts(hyphenated(text, width)) == told
