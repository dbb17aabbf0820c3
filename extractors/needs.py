r"""What a pattern needs of a text, read from the pattern itself: of each set of pieces of words at least one.

``\b(?:boy|girl)s?\b`` needs a word that is "boy", "boys", "girl" or "girls", ``creatin\w+`` a word that begins with
"creatin", ``\d+ ?%`` a digit.
"""

import re
from functools import cache
from itertools import product
from typing import NamedTuple

EDGE = "\0"
"""Stands for any sign that is no letter from a to z, or for the edge of a word."""
NUMBER = "\1"
"""Stands for a digit."""

_SIGNS = frozenset({EDGE, NUMBER})  # several are as good as one
_EDGES = frozenset({EDGE})
_MOST = 48  # strings that a part of a pattern is spelled out into
_SETS = 3  # that are asked for, those that shut out most
_MANY = 1 << 16  # times that a part may be repeated where nothing bounds it
_COMMON = frozenset("a an and are as at be by for from had has have in is it of on or the to was were with".split())

# Python has no public parser of patterns. This one knows the grammar, calls unknown what it need not know, and reads
# each bracket once, in however many patterns it stands: numbers, units and times are part of most.
_ESCAPE = r"\\(?:x..|u.{4}|U.{8}|N\{[^}]*\}|\d{1,3}|.)"
_CLASS = rf"\[\^?\]?(?:{_ESCAPE}|[^\]\\])*\]"
_TOKEN = re.compile(
    rf"(?P<letters>[^\\\[\](){{}}?*+|.^$]+(?![?*+{{])|[^\\\[(){{?*+|.^$])|(?P<one>{_ESCAPE}|{_CLASS}|\.)|(?P<edge>[\^$])"
    r"|(?P<or>\|)|(?P<lookahead>\(\?<?=)|(?P<without>\(\?<?!)|(?P<group>\((?:\?(?::|>|P<\w+>)|(?!\?)))|(?P<open>\()",
    re.DOTALL,
)
_REPEAT = re.compile(r"(?:(?P<sign>[?*+])|\{(?=[\d,])(?P<least>\d*)(?P<to>,?)(?P<most>\d*)\})[?+]?")
_BRACKET = re.compile(rf"{_ESCAPE}|{_CLASS}|[()]", re.DOTALL)
_MEMBER = re.compile(rf"({_ESCAPE}|.)(?:-({_ESCAPE}|.))?", re.DOTALL)
_FLAGS = re.compile(r"\(\?[aiLmsux]+\)")

Spelled = frozenset[str]
"""The strings that a part of a pattern can match, edges and digits by their signs."""
Needed = tuple[frozenset[str], ...]
"""What a part of a pattern needs: of each set at least one. A piece has an ``EDGE`` where no letter is beside it."""
Part = tuple[Spelled | None, Needed]
"""The strings of a part, None where they are too many or unknown, and what it needs beside them."""

_UNKNOWN: Part = (None, ())


class _Node(NamedTuple):
    """A piece of a pattern by its kind, as the groups of ``_TOKEN`` are called; brackets without their signs."""

    kind: str
    words: str
    least: int = 1
    most: int = 1


_Branch = tuple[_Node, ...]


def needs(pattern: str) -> Needed:
    """What a text in lower case must hold for the pattern to match in it; nothing where that cannot be told."""
    if _FLAGS.match(pattern):
        return ()
    spelled, needed = _group(pattern, left=False, right=False)
    found = needed if spelled is None else (*needed, *_atoms(spelled))
    return tuple(sorted(dict.fromkeys(found), key=_worth, reverse=True)[:_SETS])


@cache
def _worth(atoms: frozenset[str]) -> tuple[bool, int, int]:
    """How much a set of atoms shuts out: whole words of more letters more, digits and the commonest words least."""
    common = sum(atom.strip(EDGE) in _COMMON for atom in atoms)
    return NUMBER not in atoms and not common, min(len(atom) + atom.count(EDGE) for atom in atoms), -len(atoms)


@cache
def _read(pattern: str) -> tuple[_Branch, ...]:
    """The alternatives of a pattern."""
    branches: list[list[_Node]] = [[]]
    place = 0
    while place < len(pattern):
        token = _TOKEN.match(pattern, place)
        kind, end = (token.lastgroup or "", token.end()) if token else ("letters", place + 1)
        words = pattern[place:end]
        if kind == "or":
            branches.append([])
            place = end
            continue
        if words.startswith("("):
            close = _close(pattern, place)
            words, end = pattern[end:close], close + 1
        repeat = _REPEAT.match(pattern, end)
        branches[-1].append(_Node(kind, words, *(_times(repeat) if repeat else (1, 1))))
        place = repeat.end() if repeat else end
    return tuple(map(tuple, branches))


def _close(pattern: str, opened: int) -> int:
    """Where the bracket that is opened at a place is closed."""
    depth = 0
    for match in _BRACKET.finditer(pattern, opened):
        depth += {"(": 1, ")": -1}.get(match.group(), 0)
        if not depth:
            return match.start()
    raise ValueError(f"a bracket is never closed: {pattern[opened:]}")


def _times(repeat: re.Match[str]) -> tuple[int, int]:
    """How often a part is repeated, at the least and the most."""
    if repeat["sign"]:
        return int(repeat["sign"] == "+"), 1 if repeat["sign"] == "?" else _MANY
    least = int(repeat["least"] or 0)
    return least, int(repeat["most"] or _MANY) if repeat["to"] else least


@cache
def _group(pattern: str, left: bool, right: bool) -> Part:
    """A bracket. ``left``, ``right``: whether an edge stands beside it."""
    branches = [_part(branch, left=left, right=right) for branch in _read(pattern)]
    return branches[0] if len(branches) == 1 else _branches(branches)


def _part(nodes: _Branch, *, left: bool, right: bool) -> Part:
    """One alternative."""
    run: Spelled | None = frozenset({EDGE if left else ""})
    broken = False
    needed: Needed = ()
    for index, node in enumerate(nodes):
        if node.kind == "group" and node.least == node.most == 1:
            begins = run is not None and all(words.endswith(EDGE) for words in run)
            ends = _is_edge(nodes[index + 1]) if index + 1 < len(nodes) else right
            spelled, inner = _group(node.words, begins, ends)
        else:
            spelled, inner = _node(node)
        needed += inner
        if spelled is not None and run is not None and len(run) * len(spelled) <= _MOST:
            run = frozenset(_joined(left, right) for left, right in product(run, spelled))
            continue
        needed += _atoms(run) if run is not None else ()
        broken = True
        run = spelled if spelled is not None and len(spelled) <= _MOST else frozenset({""})
    if right and run is not None:
        run = frozenset(_joined(words, EDGE) for words in run)
    if not broken:
        return run, needed
    return None, needed + (_atoms(run) if run is not None else ())


def _joined(left: str, right: str) -> str:
    return left + right[1:] if left.endswith(EDGE) and right.startswith(EDGE) else left + right


@cache
def _node(node: _Node) -> Part:
    if node.least != 1 or node.most != 1:
        return _repeated(node)
    if node.kind == "letters":
        return frozenset({_signs(node.words)}), ()
    if node.kind == "one":
        return (frozenset({""}), ()) if node.words == r"\B" else (_class(node.words), ())
    if node.kind in ("edge", "without"):
        return frozenset({EDGE if _is_edge(node) else ""}), ()
    if node.kind == "lookahead":
        spelled, needed = _group(node.words, left=False, right=False)
        return frozenset({EDGE if _is_edge(node) else ""}), needed if spelled is None else (*needed, *_atoms(spelled))
    return _UNKNOWN


@cache
def _signs(letters: str) -> str:
    """Letters and signs of their own, as they are spelled."""
    return re.sub(r"[^a-z\1]+", EDGE, re.sub(r"\d", NUMBER, letters))


@cache
def _class(printed: str) -> Spelled | None:
    """A class of characters, or one of them: its letters, or an edge where it has none; None where they are many."""
    if printed == "." or printed.startswith("[^"):
        return None
    signs: set[str] = set()
    for first, last in _MEMBER.findall(printed[1:-1] if printed.startswith("[") else printed):
        begin, end = _character(first), _character(last or first)
        if begin is None or end is None:
            return None
        signs.update(_signs(chr(code)) for code in range(ord(begin), min(ord(end), 0x7F) + 1))
        signs.update({EDGE} if ord(end) > 0x7F else ())
    return frozenset(signs) if len(signs) <= 6 else None


def _character(printed: str) -> str | None:
    """One character of a pattern, or one of its kind; None where there are letters of that kind."""
    if not printed.startswith("\\"):
        return printed
    name = printed[1:]
    if name[0] in "xuU":
        return chr(int(name[1:], 16))
    if name[0] in "DSWwN" or name.isdecimal():
        return None
    return "0" if name == "d" else " " if name.isalpha() else name


def _is_edge(node: _Node) -> bool:
    """Whether no letter can stand on the far side of this place: an edge of a word, ``(?![a-z])``, the end."""
    if node.least != 1 or node.most != 1:
        return False
    if node.kind == "edge":
        return True
    if node.kind == "letters":
        return _signs(node.words).startswith(EDGE)
    if node.kind == "one":
        return _class(node.words) == _EDGES
    if node.kind == "lookahead":  # each of the alternatives: "(?=[.,;: ]|$)"
        return all(len(branch) == 1 and _is_sign(branch[0]) for branch in _read(node.words))
    if node.kind != "without":
        return False
    branches = _read(node.words)
    if len(branches) != 1 or len(branches[0]) != 1 or branches[0][0].kind != "one":
        return False
    letters = branches[0][0].words
    return ("a-z" in letters or r"\w" in letters) and not letters.startswith("[^")


def _is_sign(node: _Node) -> bool:
    return _is_edge(node) and (node.kind != "letters" or len(node.words) == 1)


def _branches(branches: list[Part]) -> Part:
    strings: Spelled = frozenset()
    if all(spelled is not None and not needed for spelled, needed in branches):
        strings = frozenset().union(*(spelled for spelled, _ in branches if spelled is not None))
        if len(strings) <= _MOST:
            return strings, ()
    needs = [needed if spelled is None else (*needed, *_atoms(spelled)) for spelled, needed in branches]
    if not all(needs):
        return _UNKNOWN
    return None, (frozenset().union(*(max(sets, key=_worth) for sets in needs)),)


def _repeated(node: _Node) -> Part:
    spelled, needed = _part((node._replace(least=1, most=1),), left=False, right=False)
    if node.least == 0:
        if spelled is not None and not needed and (node.most == 1 or spelled <= _SIGNS):
            return spelled | {""}, ()
        return _UNKNOWN
    if spelled is not None and spelled <= _SIGNS:
        return spelled, needed
    return None, needed if spelled is None else (*needed, *_atoms(spelled))


@cache
def _atoms(strings: Spelled) -> Needed:
    """What strings need: of each the piece of a word that shuts out most; nothing where one of them has none."""
    best: set[str] = set()
    for words in strings:
        pieces = [_edged(words, match) for match in re.finditer(rf"[a-z]+|{NUMBER}", words)]
        told = [piece for piece in pieces if piece == NUMBER or len(piece) > 1]
        if not told:
            return ()
        best.add(max(told, key=_tells))
    return (frozenset(best),) if best else ()


def _tells(piece: str) -> tuple[bool, bool, int]:
    return piece != NUMBER, piece.strip(EDGE) not in _COMMON, len(piece)


def _edged(words: str, match: re.Match[str]) -> str:
    """A piece with its edges where a sign stands beside it that is no letter."""
    if match.group() == NUMBER:
        return NUMBER
    left = EDGE if match.start() > 0 else ""
    return left + match.group() + (EDGE if match.end() < len(words) else "")
