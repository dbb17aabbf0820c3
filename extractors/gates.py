"""Which patterns can match in a sentence at all, by the words they need: most sentences hold nothing, and few are asked.

What a pattern needs is read from the pattern itself, so the two cannot get out of step: ``\\b(?:boy|girl)s?\\b`` needs a
word that is "boy", "boys", "girl" or "girls", ``creatin\\w+`` one that begins with "creatin". A sentence is asked once for
its words, and every word once for the patterns that need it. A test matches every pattern with and without its gate.
"""

import functools
import operator
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import product
from typing import Any

# The parse tree of a pattern, as CPython's own compiler uses it: there is no public way to it.
_TREE: Any = import_module("re._parser")

_WORD = re.compile("[a-z]+")
_DIGIT = re.compile(r"\d")
_EDGE = "\0"  # stands for any sign that is no letter from a to z, or for the edge of a word
_NUMBER = "\1"  # stands for a digit
_SIGNS = frozenset({_EDGE, _NUMBER})  # several are as good as one
_MOST = 48  # strings that a part of a pattern is spelled out into
_KEPT = 30_000  # words whose patterns are remembered

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_COMMON = frozenset("a an and are as at be by for from had has have in is it of on or the to was were with".split())
_ZERO_WIDTH = frozenset({"AT", "ASSERT", "ASSERT_NOT"})

Spelled = frozenset[str]
"""The strings that a part of a pattern can match, edges and digits by their signs."""
Needed = list[frozenset[str]]
"""What a part of a pattern needs: of each set at least one."""


class Gate:
    """What the patterns need: the bits of words, one of each number in ``bits`` for a text that can match."""

    __slots__ = ("bits",)

    def __init__(self, needed: Iterable[int]) -> None:
        self.bits = tuple(needed)

    def opens(self, seen: int) -> bool:
        """Whether a text in which the words ``seen`` stand (``words_of``) can match."""
        for bits in self.bits:  # a loop, not ``all``: this is asked twenty times a sentence
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


_Sorted = dict[str, list[tuple[str, int]]]
"""Atoms with their bits by a letter or two of theirs."""


class _Words:
    """Which bits a word has: ``whole`` words, how words begin, end, or what stands anywhere in them."""

    def __init__(self) -> None:
        self.whole: dict[str, int] = {}
        self.begins: dict[str, int] = {}
        self.ends: dict[str, int] = {}
        self.holds: dict[str, int] = {}
        self.known: dict[str, int] = {}
        self.sets: dict[frozenset[str], int] = {}
        self._begun: _Sorted = defaultdict(list)  # by their first letter
        self._ended: _Sorted = defaultdict(list)  # by their last letter
        self._held: _Sorted = defaultdict(list)  # by their first two letters
        self._sorted = False

    def bit_of(self, atoms: frozenset[str]) -> int:
        """The bit of a set of atoms; ``_NUMBER`` among them is a digit."""
        if atoms not in self.sets:
            bit = self.sets[atoms] = 1 << len(self.sets)
            for atom in atoms:
                at = self._kind(atom)
                at[atom.strip(_EDGE)] = at.get(atom.strip(_EDGE), 0) | bit
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
        if atom.startswith(_EDGE):
            return self.whole if atom.endswith(_EDGE) else self.begins
        return self.ends if atom.endswith(_EDGE) else self.holds

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
    seen = _WORDS.holds.get(_NUMBER, 0) if _DIGIT.search(text) else 0
    known = _WORDS.known
    for word in _WORD.findall(text):
        bits = known.get(word)
        seen |= _WORDS.of(word) if bits is None else bits
    return seen


def gate_of(pattern: str) -> Gate:
    """The gate of a pattern over text in lower case."""
    return Gate(_WORDS.bit_of(atoms) for atoms in _needed(pattern))


def any_of(patterns: Iterable[Gated]) -> Gate:
    """A gate that opens wherever one of the patterns can match."""
    first, *others = (pattern.gate for pattern in patterns)
    return first.or_(*others)


def _needed(pattern: str) -> Needed:
    spelled, needed = _part(_TREE.parse(pattern))
    found = [*needed, *([] if spelled is None else _atoms(spelled))]
    return sorted(dict.fromkeys(found), key=_worth, reverse=True)[:3]


def _worth(atoms: frozenset[str]) -> tuple[bool, int, int]:
    """How much a set of atoms shuts out: whole words of more letters more, digits and the commonest words least."""
    common = sum(atom.strip(_EDGE) in _COMMON for atom in atoms)
    return _NUMBER not in atoms and not common, min(len(atom) + atom.count(_EDGE) for atom in atoms), -len(atoms)


def _part(tree: Any, *, left: bool = False, right: bool = False) -> tuple[Spelled | None, Needed]:
    """The strings of a sequence, None where they are too many or unknown, and what it needs beside them.

    ``left``, ``right``: whether an edge stands beside it.
    """
    run: Spelled | None = frozenset({_EDGE if left else ""})
    broken = False
    needed: Needed = []
    nodes = [(str(operation), argument) for operation, argument in tree]
    for index, (operation, argument) in enumerate(nodes):
        begins = run is not None and all(words.endswith(_EDGE) for words in run)
        ends = _is_edge(*nodes[index + 1]) if index + 1 < len(nodes) else right
        spelled, inner = _node(operation, argument, left=begins, right=ends)
        needed += inner
        if spelled is not None and run is not None and len(run) * len(spelled) <= _MOST:
            run = frozenset(_joined(left + right) for left, right in product(run, spelled))
            continue
        needed += _atoms(run) if run is not None else []
        broken = True
        run = spelled if spelled is not None and len(spelled) <= _MOST else frozenset({""})
    if right and run is not None:
        run = frozenset(_joined(words + _EDGE) for words in run)
    if not broken:
        return run, needed
    return None, needed + (_atoms(run) if run is not None else [])


def _joined(words: str) -> str:
    while _EDGE * 2 in words:
        words = words.replace(_EDGE * 2, _EDGE)
    return words


def _node(operation: str, argument: Any, *, left: bool, right: bool) -> tuple[Spelled | None, Needed]:
    if operation == "LITERAL":
        return frozenset({_sign(chr(argument))}), []
    if operation == "IN":
        return _class(argument)
    if operation in _ZERO_WIDTH:
        return frozenset({_EDGE if _is_edge(operation, argument) else ""}), []
    if operation == "SUBPATTERN" and argument[1]:
        return None, []  # flags of its own
    if operation in ("SUBPATTERN", "ATOMIC_GROUP"):
        return _part(argument[-1] if operation == "SUBPATTERN" else argument, left=left, right=right)
    if operation == "BRANCH":
        return _branches([_part(branch, left=left, right=right) for branch in argument[1]])
    if operation in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _repeated(*argument)
    return None, []


def _sign(letter: str) -> str:
    return letter if letter in _LETTERS else _NUMBER if letter.isdecimal() else _EDGE


def _class(members: list[tuple[Any, Any]]) -> tuple[Spelled | None, Needed]:
    """A class of characters: its letters, or an edge where it has none."""
    signs: set[str] = set()
    for kind, argument in members:
        if str(kind) == "LITERAL":
            signs.add(_sign(chr(argument)))
        elif str(kind) == "RANGE":
            first, last = argument
            signs.update(_sign(chr(code)) for code in range(first, min(last, 0x7F) + 1))
            signs.update({_EDGE} if last > 0x7F else ())
        elif str(kind) == "CATEGORY" and str(argument) == "CATEGORY_DIGIT":
            signs.add(_NUMBER)
        elif str(kind) == "CATEGORY" and str(argument) == "CATEGORY_SPACE":
            signs.add(_EDGE)
        else:
            return None, []
    return (frozenset(signs), []) if len(signs) <= 6 else (None, [])


def _is_edge(operation: str, argument: Any) -> bool:
    """Whether no letter can stand on the far side of this place: ``\\b`` beside a letter, ``(?![a-z])``, the end."""
    if operation == "AT":
        return str(argument) != "AT_NON_BOUNDARY"
    if operation == "ASSERT":
        return _all_edges(argument[1])
    if operation == "LITERAL":
        return _sign(chr(argument)) == _EDGE
    if operation == "IN":
        return _class(argument)[0] == {_EDGE}
    if operation != "ASSERT_NOT":
        return False
    tree = list(argument[1])
    if len(tree) != 1 or str(tree[0][0]) != "IN":
        return False
    members = [(str(kind), what) for kind, what in tree[0][1]]
    word = any(kind == "CATEGORY" and str(what) == "CATEGORY_WORD" for kind, what in members)
    letters = any(kind == "RANGE" and what == (ord("a"), ord("z")) for kind, what in members)
    return (word or letters) and not any(kind == "NEGATE" for kind, _ in members)


def _all_edges(tree: Any) -> bool:
    """Whether each of the alternatives is an edge: ``(?=[.,;: ]|$)``."""
    nodes = [(str(operation), argument) for operation, argument in tree]
    if len(nodes) == 1 and nodes[0][0] == "BRANCH":
        return all(_all_edges(branch) for branch in nodes[0][1][1])
    return len(nodes) == 1 and nodes[0][0] in ("AT", "LITERAL", "IN") and _is_edge(*nodes[0])


def _branches(branches: list[tuple[Spelled | None, Needed]]) -> tuple[Spelled | None, Needed]:
    strings: Spelled = frozenset()
    if all(spelled is not None and not needed for spelled, needed in branches):
        strings = frozenset().union(*(spelled for spelled, _ in branches if spelled is not None))
        if len(strings) <= _MOST:
            return strings, []
    needs = [[*needed, *([] if spelled is None else _atoms(spelled))] for spelled, needed in branches]
    if not all(needs):
        return None, []
    return None, [frozenset().union(*(max(sets, key=_worth) for sets in needs))]


def _repeated(least: int, most: int, tree: Any) -> tuple[Spelled | None, Needed]:
    spelled, needed = _part(tree)
    if least == most == 1:
        return spelled, needed
    if least == 0:
        if spelled is not None and not needed and (int(most) == 1 or spelled <= _SIGNS):
            return spelled | {""}, []
        return None, []
    if spelled is not None and spelled <= _SIGNS:
        return spelled, needed
    return None, [*needed, *([] if spelled is None else _atoms(spelled))]


def _atoms(strings: Spelled) -> Needed:
    """What strings need: of each the piece of a word that shuts out most; nothing where one of them has none."""
    best: set[str] = set()
    for words in strings:
        pieces = [_edged(words, match) for match in re.finditer(rf"[a-z]+|{_NUMBER}", words)]
        told = [piece for piece in pieces if piece == _NUMBER or len(piece) > 1]
        if not told:
            return []
        best.add(max(told, key=_tells))
    return [frozenset(best)] if best else []


def _tells(piece: str) -> tuple[bool, bool, int]:
    return piece != _NUMBER, piece.strip(_EDGE) not in _COMMON, len(piece)


def _edged(words: str, match: re.Match[str]) -> str:
    """A piece with its edges where a sign stands beside it that is no letter."""
    if match.group() == _NUMBER:
        return _NUMBER
    left = _EDGE if match.start() > 0 else ""
    return left + match.group() + (_EDGE if match.end() < len(words) else "")
