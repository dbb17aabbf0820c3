r"""What a pattern needs of a text, read from the pattern itself: of each set of pieces of words at least one.

``\b(?:boy|girl)s?\b`` needs a word that is "boy", "boys", "girl" or "girls", ``creatin\w+`` a word that begins with
"creatin", ``\d+ ?%`` a digit.
"""

import re
from importlib import import_module
from itertools import product
from typing import Any

# The parse tree of a pattern, as CPython's own compiler uses it: there is no public way to it.
_TREE: Any = import_module("re._parser")

EDGE = "\0"
"""Stands for any sign that is no letter from a to z, or for the edge of a word."""
NUMBER = "\1"
"""Stands for a digit."""

_SIGNS = frozenset({EDGE, NUMBER})  # several are as good as one
_EDGES = frozenset({EDGE})
_MOST = 48  # strings that a part of a pattern is spelled out into
_SETS = 3  # that are asked for, those that shut out most
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_COMMON = frozenset("a an and are as at be by for from had has have in is it of on or the to was were with".split())
_ZERO_WIDTH = frozenset({"AT", "ASSERT", "ASSERT_NOT"})

Spelled = frozenset[str]
"""The strings that a part of a pattern can match, edges and digits by their signs."""
Needed = list[frozenset[str]]
"""What a part of a pattern needs: of each set at least one. A piece has an ``EDGE`` where no letter is beside it."""


def needs(pattern: str) -> Needed:
    """What a text in lower case must hold for the pattern to match in it; nothing where that cannot be told."""
    spelled, needed = _part(_TREE.parse(pattern))
    found = [*needed, *([] if spelled is None else _atoms(spelled))]
    return sorted(dict.fromkeys(found), key=_worth, reverse=True)[:_SETS]


def _worth(atoms: frozenset[str]) -> tuple[bool, int, int]:
    """How much a set of atoms shuts out: whole words of more letters more, digits and the commonest words least."""
    common = sum(atom.strip(EDGE) in _COMMON for atom in atoms)
    return NUMBER not in atoms and not common, min(len(atom) + atom.count(EDGE) for atom in atoms), -len(atoms)


def _part(tree: Any, *, left: bool = False, right: bool = False) -> tuple[Spelled | None, Needed]:
    """The strings of a sequence, None where they are too many or unknown, and what it needs beside them.

    ``left``, ``right``: whether an edge stands beside it.
    """
    run: Spelled | None = frozenset({EDGE if left else ""})
    broken = False
    needed: Needed = []
    nodes = [(str(operation), argument) for operation, argument in tree]
    for index, (operation, argument) in enumerate(nodes):
        begins = run is not None and all(words.endswith(EDGE) for words in run)
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
        run = frozenset(_joined(words + EDGE) for words in run)
    if not broken:
        return run, needed
    return None, needed + (_atoms(run) if run is not None else [])


def _joined(words: str) -> str:
    while EDGE * 2 in words:
        words = words.replace(EDGE * 2, EDGE)
    return words


def _node(operation: str, argument: Any, *, left: bool, right: bool) -> tuple[Spelled | None, Needed]:
    if operation == "LITERAL":
        return frozenset({_sign(chr(argument))}), []
    if operation == "IN":
        return _class(argument)
    if operation in _ZERO_WIDTH:
        return frozenset({EDGE if _is_edge(operation, argument) else ""}), []
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
    return letter if letter in _LETTERS else NUMBER if letter.isdecimal() else EDGE


def _class(members: list[tuple[Any, Any]]) -> tuple[Spelled | None, Needed]:
    """A class of characters: its letters, or an edge where it has none."""
    signs: set[str] = set()
    for kind, argument in members:
        if str(kind) == "LITERAL":
            signs.add(_sign(chr(argument)))
        elif str(kind) == "RANGE":
            first, last = argument
            signs.update(_sign(chr(code)) for code in range(first, min(last, 0x7F) + 1))
            signs.update({EDGE} if last > 0x7F else ())
        elif str(kind) == "CATEGORY" and str(argument) == "CATEGORY_DIGIT":
            signs.add(NUMBER)
        elif str(kind) == "CATEGORY" and str(argument) == "CATEGORY_SPACE":
            signs.add(EDGE)
        else:
            return None, []
    return (frozenset(signs), []) if len(signs) <= 6 else (None, [])


def _is_edge(operation: str, argument: Any) -> bool:
    """Whether no letter can stand on the far side of this place: an edge of a word, ``(?![a-z])``, the end."""
    if operation == "AT":
        return str(argument) != "AT_NON_BOUNDARY"
    if operation == "ASSERT":
        return _all_edges(argument[1])
    if operation == "LITERAL":
        return _sign(chr(argument)) == EDGE
    if operation == "IN":
        return _class(argument)[0] == _EDGES
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
        pieces = [_edged(words, match) for match in re.finditer(rf"[a-z]+|{NUMBER}", words)]
        told = [piece for piece in pieces if piece == NUMBER or len(piece) > 1]
        if not told:
            return []
        best.add(max(told, key=_tells))
    return [frozenset(best)] if best else []


def _tells(piece: str) -> tuple[bool, bool, int]:
    return piece != NUMBER, piece.strip(EDGE) not in _COMMON, len(piece)


def _edged(words: str, match: re.Match[str]) -> str:
    """A piece with its edges where a sign stands beside it that is no letter."""
    if match.group() == NUMBER:
        return NUMBER
    left = EDGE if match.start() > 0 else ""
    return left + match.group() + (EDGE if match.end() < len(words) else "")
