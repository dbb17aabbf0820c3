"""A gate never keeps a pattern from a text that it matches."""

import random
import re
import sys

import pytest

import extractors.nlp  # noqa: F401 - every pattern of the room
from extractors import gates
from extractors.context import find_cue
from extractors.gates import Either, Gated, any_of, gate_of, words_of
from tests.extractors.test_sentences import SENTENCES

KINDS = ("advice", "study", "general", "doubt", "hypothesis", "negation")
LOST = ("", " ", "-", "2", "é", "\n", ". ", "the ", "12 ", "patients ", "of ")


def patterns() -> dict[str, Gated]:
    """Every gated pattern of the extractors, by its name."""
    for kind in KINDS:
        find_cue("", kind)
    found: dict[int, tuple[str, Gated]] = {}
    for name, module in list(sys.modules.items()):
        if name.startswith("extractors."):
            for key, value in vars(module).items():
                members = list(value.items() if isinstance(value, dict) else [("", value)])
                members += list(enumerate(value.patterns)) if isinstance(value, Either) else []
                for inner, member in members:
                    if isinstance(member, Gated):
                        found[id(member)] = (f"{name}.{key}{inner}", member)
    return dict(found.values())


def texts() -> list[str]:
    """The sentences under test, and the same with words lost, doubled and run together."""
    chance = random.Random(5)  # noqa: S311 - the same every time
    plain = [sentence.text.lower() for sentence in SENTENCES]
    broken = []
    for text in plain:
        words = re.split(r"( )", text)
        broken.append("".join(chance.choice(LOST) if chance.random() < 0.15 else word for word in words))
    return plain + broken


def test_with_and_without_the_gate_is_the_same() -> None:
    gated = patterns()
    assert len(gated) > 50
    shut = 0
    for text in texts():
        seen = words_of(text)
        for name, pattern in gated.items():
            if not pattern.gate.opens(seen):
                shut += 1
                assert pattern.compiled.search(text) is None, (name, text)
    assert shut > 1000


@pytest.mark.parametrize(
    ("pattern", "matched", "shut_out"),
    [
        (r"\b(?:boy|girl)s?\b", ["two girls", "boy"], ["tomboy", "girlish", "man"]),
        (r"creatin\w+", ["creatinine", "pancreatine"], ["creat", "in"]),
        (r"\bwom[ae]n\b|\bhe\b", ["women", "he."], ["the womb", "her"]),
        (r"\d+ ?(?:%|per cent)", ["5 %", "5 per cent"], ["percent"]),
        (r"(?<![a-z])must(?: not)? be(?![a-z])", ["must be", "must not be"], ["mustbe", "be"]),
        (r"(?:x|y)?z", ["z"], []),
        (r"\bmg/kg\b", ["5 mg/kg"], ["mgkg", "kg"]),
        (r"foo\s*bar", ["foobar", "foo  bar"], ["fo", "bar"]),
        (r"(?P<a>\d{1,3})[ ]?(?P<sex>[mf])(?=[.,]|$)", ["5 f", "5f."], ["half of 5 elf"]),
        (r"\b(?:one|\d)", ["one", "1"], ["none"]),
        (r"\bca[ln][)\]]?\(ed", ["can(ed", "cal](ed"], ["called", "canned"]),
        (r"ab{2}\w{0,3}c", ["abbc", "abbbc"], []),
        (r"\bx\u00b5g[\u2010-\u2015-]boy", ["xµg-boy"], ["xµg-tomboy"]),
        (r"(?:(?P<n>no)|not) (?(n)fever|rash)boy", ["no feverboy", "not rashboy"], ["no fever", "man"]),
        (r"(?P<s>[ab])(?P=s)girl{1,}(?>s?)", ["aagirl", "bbgirlls"], ["boy"]),
        (r"(?<=of )man\B", ["of many"], ["of men"]),
        (r"man(?= of| or)", ["human or"], ["men or"]),
    ],
)
def test_what_a_pattern_needs(pattern: str, matched: list[str], shut_out: list[str]) -> None:
    gated = Gated(pattern)
    for text in matched:
        assert gated.search(text), text
        assert list(gated.finditer(text)), text
    for text in shut_out:
        assert gated.search(text) is None
        assert list(gated.finditer(text)) == []
        assert not gated.gate.opens(words_of(text)), text


def test_a_pattern_with_flags_of_its_own_or_a_hole_is_always_asked() -> None:
    assert gate_of(r"(?i:boy)").bits == ()
    assert gate_of(r"(?x) boy").bits == ()
    assert gate_of(r"[^,]*,").bits == ()
    assert gate_of(r"(?:boy)?.*\w+").bits == ()
    assert any_of([Gated(r"[^,]*,"), Gated(r"\bboy\b")]).opens(0)


def test_a_bracket_that_is_never_closed_is_told() -> None:
    with pytest.raises(ValueError, match="never closed"):
        gate_of(r"(?:boy|[)]girl")


def test_a_new_pattern_is_seen_in_a_text_asked_before() -> None:
    assert words_of("xyzzyx") == words_of("xyzzyx")
    assert Gated(r"\bxyzzyx\b").search("xyzzyx")


def test_no_more_words_are_remembered_than_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gates, "_KEPT", 10)
    for number in range(100):
        words_of("q" * (number + 1))
    assert len(gates._WORDS.known) <= 10
