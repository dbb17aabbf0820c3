"""Which patterns can match in a sentence at all, by the words they need: most sentences hold nothing, few are asked.

What a pattern needs is read from the pattern itself (``needs``), so the two cannot get out of step. A sentence is asked
once for its words, and every word once for the patterns that need it. A test matches every pattern with and without.
"""

import functools
import operator
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from extractors.needs import EDGE, NUMBER, needs

_WORD = re.compile("[a-z]+")
_DIGIT = re.compile(r"\d")
_KEPT = 30_000  # words whose patterns are remembered


class Gate:
    """What the patterns need: the bits of words, one of each number in ``bits`` for a text that can match."""

    __slots__ = ("bits",)

    def __init__(self, needed: Iterable[int]) -> None:
        self.bits = tuple(needed)

    def opens(self, seen: int) -> bool:
        """Whether a text in which the words ``seen`` stand (``words_of``) can match."""
        for bits in self.bits:  # noqa: SIM110 - asked twenty times a sentence, and ``all`` takes three times as long
            if not seen & bits:
                return False
        return True

    def or_(self, *others: "Gate") -> "Gate":
        """A gate that opens wherever this one or another can."""
        gates = (self, *others)
        if not all(gate.bits for gate in gates):
            return Gate(())
        return Gate([functools.reduce(operator.or_, (gate.bits[0] for gate in gates))])


class Gated:
    """A pattern that is asked only where the words it needs stand. The text asked must be all that it may look at."""

    __slots__ = ("_compiled", "gate", "pattern")

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.gate = gate_of(pattern)
        self._compiled: re.Pattern[str] | None = None

    @property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself, compiled when it is asked first."""
        if self._compiled is None:
            self._compiled = re.compile(self.pattern)
        return self._compiled

    def search(self, text: str) -> re.Match[str] | None:
        """Like that of a pattern."""
        seen = words_of(text)
        for bits in self.gate.bits:
            if not seen & bits:
                return None
        return (self._compiled or self.compiled).search(text)

    def search_in(self, part: str, whole: str) -> re.Match[str] | None:
        """Search a part of a text: where ``whole`` is asked for several parts, its words are looked up once."""
        seen = words_of(whole)
        for bits in self.gate.bits:
            if not seen & bits:
                return None
        return (self._compiled or self.compiled).search(part)

    def match_in(self, part: str, whole: str) -> re.Match[str] | None:
        """Match a part of a text, as above."""
        seen = words_of(whole)
        for bits in self.gate.bits:
            if not seen & bits:
                return None
        return (self._compiled or self.compiled).match(part)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Like that of a pattern."""
        seen = words_of(text)
        for bits in self.gate.bits:
            if not seen & bits:
                return iter(())
        return (self._compiled or self.compiled).finditer(text)


class Either:
    """Patterns that are searched as one, ``a|b|c``, but each asked only where the words it needs stand."""

    __slots__ = ("patterns",)

    def __init__(self, *patterns: str) -> None:
        self.patterns = tuple(Gated(pattern) for pattern in patterns)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The matches in order, none overlapping; of two that begin at one place that of the earlier pattern."""
        seen = words_of(text)
        asked = [pattern.compiled for pattern in self.patterns if pattern.gate.opens(seen)]
        ahead = [pattern.search(text) for pattern in asked]
        while True:
            nearest = min((match for match in ahead if match), key=lambda match: match.start(), default=None)
            if nearest is None:
                return
            yield nearest
            place = nearest.end()
            ahead = [
                pattern.search(text, place) if match and match.start() < place else match
                for pattern, match in zip(asked, ahead, strict=True)
            ]


_Sorted = dict[str, list[tuple[str, int]]]
"""Atoms with their bits by a letter or two of theirs."""


class _Known(dict[str, int]):
    """The bits of each word that was asked for."""

    def __init__(self, words: "_Words") -> None:
        self._words = words

    def __missing__(self, word: str) -> int:
        return self._words.of(word)


class _Words:
    """Which bits a word has: ``whole`` words, how words begin, end, or what stands anywhere in them."""

    def __init__(self) -> None:
        self.whole: dict[str, int] = {}
        self.begins: dict[str, int] = {}
        self.ends: dict[str, int] = {}
        self.holds: dict[str, int] = {}
        self.known = _Known(self)
        self.sets: dict[frozenset[str], int] = {}
        self._begun: _Sorted = defaultdict(list)  # by their first letter
        self._ended: _Sorted = defaultdict(list)  # by their last letter
        self._held: _Sorted = defaultdict(list)  # by their first two letters
        self._sorted = False

    def bit_of(self, atoms: frozenset[str]) -> int:
        """The bit of a set of atoms; ``NUMBER`` among them is a digit."""
        if atoms not in self.sets:
            bit = self.sets[atoms] = 1 << len(self.sets)
            for atom in atoms:
                at = self._kind(atom)
                at[atom.strip(EDGE)] = at.get(atom.strip(EDGE), 0) | bit
            self._sorted = False
            self.known.clear()
            words_of.cache_clear()
        return self.sets[atoms]

    def _sort(self) -> None:
        """Make the atoms ready to be looked up."""
        for sorted_by, atoms, key in (
            (self._begun, self.begins, slice(1)),
            (self._ended, self.ends, slice(-1, None)),
            (self._held, self.holds, slice(2)),
        ):
            sorted_by.clear()
            for atom, bits in atoms.items():
                sorted_by[atom[key]].append((atom, bits))
        self._sorted = True

    def _kind(self, atom: str) -> dict[str, int]:
        if atom.startswith(EDGE):
            return self.whole if atom.endswith(EDGE) else self.begins
        return self.ends if atom.endswith(EDGE) else self.holds

    def of(self, word: str) -> int:
        """The bits of a word that is not known yet."""
        if not self._sorted:
            self._sort()
        bits = self.whole.get(word, 0)
        for begin, own in self._begun.get(word[0], ()):
            if word.startswith(begin):
                bits |= own
        for end, own in self._ended.get(word[-1], ()):
            if word.endswith(end):
                bits |= own
        for start in range(len(word) - 1):
            for held, own in self._held.get(word[start : start + 2], ()):
                if word.startswith(held, start):
                    bits |= own
        if len(self.known) >= _KEPT:
            self.known.clear()
        self.known[word] = bits
        return bits


_WORDS = _Words()


@functools.lru_cache(maxsize=512)
def words_of(text: str) -> int:
    """The words of a text in lower case, as bits that gates ask for."""
    digit = _WORDS.holds.get(NUMBER, 0) if _DIGIT.search(text) else 0
    return functools.reduce(operator.or_, map(_WORDS.known.__getitem__, _WORD.findall(text)), digit)


def gate_of(pattern: str) -> Gate:
    """The gate of a pattern over text in lower case."""
    return Gate(_WORDS.bit_of(atoms) for atoms in needs(pattern))


def any_of(patterns: Iterable[Gated]) -> Gate:
    """A gate that opens wherever one of the patterns can match."""
    first, *others = (pattern.gate for pattern in patterns)
    return first.or_(*others)
