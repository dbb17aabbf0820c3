"""A pattern that is tried only where it can begin finds what it would find anywhere."""

import re
from types import SimpleNamespace

import pytest

from extractors import starts
from extractors.gates import Either
from extractors.starts import compiled, first_signs
from tests.extractors.test_gates import patterns, texts

ODD = ("", "é", "ﬁ\u2028²", "girl", "\n12 boys\nof 3", "a" * 300 + "12", "x\0\1y")


def spans(pattern: re.Pattern[str], text: str) -> list[tuple[tuple[int, int], ...]]:
    """Every match with all its groups."""
    return [match.regs for match in pattern.finditer(text)]


def test_every_pattern_finds_the_same() -> None:
    found = quick = 0
    asked = texts()[::5]
    for name, pattern in patterns().items():
        plain = re.compile(pattern.pattern)
        assert pattern.compiled.groupindex == plain.groupindex
        quick += pattern.compiled is not plain
        for text in asked:
            expected = spans(plain, text)
            found += len(expected)
            assert spans(pattern.compiled, text) == expected, (name, text)
    assert found > 500
    assert quick > 50


@pytest.mark.parametrize(
    ("pattern", "begins"),
    [
        (r"\b(?:boy|girl)s?", "bg"),
        (r"(?<![a-z])(?P<a>x)?(?:y|[0-9])", "0-9xy"),
        (r"(?=a)[bc]+?d", "bc"),
        (r"(?>b)\d", "b"),
        (r"\s{0,2}\d", r"\d\s"),
        (r"[^a]b", None),
        (r".b", None),
        (r"\w+b", None),
        (r"a?b?", None),
        (r"(?P<a>b)?(?(a)c|d)", None),
    ],
)
def test_what_a_pattern_can_begin_with(pattern: str, begins: str | None) -> None:
    assert first_signs(starts._PARSER.parse(pattern)) == begins
    for text in (*ODD, "boys, a girl and bd xy cd 9 b1 abc  7 bcd"):
        assert spans(compiled(pattern), text) == spans(re.compile(pattern), text)


@pytest.mark.parametrize("pattern", ["(?i)boy|girl", "(?m)^boy|^girl", "(?i:b)oy|girl"])
def test_flags_change_nothing(pattern: str) -> None:
    text = "A BOY, a boy\ngirl, Boy\nboy"
    assert spans(compiled(pattern), text) == spans(re.compile(pattern), text) != []


def test_where_the_inside_of_re_is_another_a_pattern_is_compiled_as_usual(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "two girls and a boy"
    expected = spans(re.compile(r"\b(?:boy|girl)"), text)
    assert spans(compiled(r"\b(?:boy|girl)"), text) == expected
    for name in ("_PARSER", "_COMPILER", "_ENGINE"):
        with monkeypatch.context() as changed:
            changed.setattr(starts, name, SimpleNamespace())
            assert spans(compiled(r"\b(?:boy|girl)"), text) == expected


def test_a_pattern_that_is_none_is_told_as_usual() -> None:
    with pytest.raises(re.error):
        compiled("(boy")


def test_several_patterns_asked_one_by_one_find_what_they_find_as_one() -> None:
    branches = (r"\ba (?P<a>\w+) of\b", r"(?P<b>\w+) boys", r"\bof (?P<c>\d+) \w+", r"\b(?P<d>\d+) girls")
    one = re.compile("|".join(branches))
    parts = [r"a", "group", "of", "12", "boys", "girls", "and", "3", "."]
    for seed in range(300):
        text = " ".join(parts[(seed * 7**place) // 3 % len(parts)] for place in range(12))
        expected = [(match.span(), match.lastgroup, match[match.lastgroup or 0]) for match in one.finditer(text)]
        found = [
            (match.span(), match.lastgroup, match[match.lastgroup or 0]) for match in Either(*branches).finditer(text)
        ]
        assert found == expected, text
