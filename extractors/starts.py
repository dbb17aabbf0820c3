r"""Patterns that are tried only where they can begin: by the letters that the first sign of a match can be.

CPython's own search passes over all other places in a tight loop, but only for patterns that begin with a plain letter:
``\b(?:boy|girl)``, ``(?P<sex>boy|girl)?s`` and nearly all of ours are tried at every place of a text. Here the letters
are read from the pattern's parse tree and given to the compiled pattern as it would have them from CPython itself.
There is no public way to it: where the inside of ``re`` is not as it is known to be, the pattern is compiled as usual.
"""

import re
from importlib import import_module
from typing import Any

_PARSER: Any = import_module("re._parser")
_COMPILER: Any = import_module("re._compiler")
_ENGINE: Any = import_module("_sre")

_CATEGORIES = {"CATEGORY_DIGIT": r"\d", "CATEGORY_SPACE": r"\s"}
_ZERO_WIDTH = frozenset({"AT", "ASSERT", "ASSERT_NOT"})
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
_NOTHING, _CHARSET = 0, 4  # what the head of compiled code tells of how a match begins
_LEAST, _SET = 3, 5  # where in the head its least length and its set of characters stand


def compiled(pattern: str) -> re.Pattern[str]:
    """What ``re.compile`` gives, faster to search with."""
    try:
        return _compiled(pattern)
    except (ImportError, AttributeError, TypeError, ValueError, IndexError, KeyError, RuntimeError):
        return re.compile(pattern)


def _compiled(pattern: str) -> re.Pattern[str]:
    tree = _PARSER.parse(pattern)
    flags: int = tree.state.flags
    begins = None if flags & (re.IGNORECASE | re.MULTILINE | re.LOCALE) else first_signs(tree)
    if begins is None:
        return re.compile(pattern)
    code = _COMPILER._code(tree, flags)  # noqa: SLF001
    head = _COMPILER._code(_PARSER.parse(f"[{begins}\0\1]"), 0)  # noqa: SLF001 - two signs more: a set of one is no set
    if code[0] != head[0] or code[2] != _NOTHING or head[2] != _CHARSET:
        return re.compile(pattern)
    code[: code[1] + 1] = [head[0], head[1], _CHARSET, *code[_LEAST:_SET], *head[_SET : head[1] + 1]]
    names = dict(tree.state.groupdict)
    by_number = [None, *({number: name for name, number in names.items()}.get(n) for n in range(1, tree.state.groups))]
    made: re.Pattern[str] = _ENGINE.compile(pattern, flags, code, tree.state.groups - 1, names, tuple(by_number))
    return made


def first_signs(tree: Any) -> str | None:
    """The inside of a class of all characters that a match can begin with; None where it may be any, or none at all."""
    begins, empty = _first(tree)
    return None if begins is None or empty else "".join(sorted(begins))


def _first(tree: Any) -> tuple[set[str] | None, bool]:
    """The members of that class for a part of a pattern, and whether it can match nothing."""
    found: set[str] = set()
    for operation, argument in tree:
        if str(operation) in _ZERO_WIDTH:
            continue
        begins, empty = _first_of(str(operation), argument)
        if begins is None:
            return None, False
        found |= begins
        if not empty:
            return found, False
    return found, True


def _first_of(operation: str, argument: Any) -> tuple[set[str] | None, bool]:
    if operation == "LITERAL":
        return {re.escape(chr(argument))}, False
    if operation == "IN":
        return _members(argument), False
    if operation == "SUBPATTERN" and not argument[1] and not argument[2]:
        return _first(argument[3])
    if operation == "ATOMIC_GROUP":
        return _first(argument)
    if operation == "BRANCH":
        return _of_branches(argument[1])
    if operation in _REPEATS:
        begins, empty = _first(argument[2])
        return begins, empty or argument[0] == 0
    return None, False


def _of_branches(branches: Any) -> tuple[set[str] | None, bool]:
    found: set[str] = set()
    empties = False
    for branch in branches:
        begins, empty = _first(branch)
        if begins is None:
            return None, False
        found |= begins
        empties = empties or empty
    return found, empties


def _members(argument: Any) -> set[str] | None:
    found: set[str] = set()
    for kind, what in argument:
        if str(kind) == "LITERAL":
            found.add(re.escape(chr(what)))
        elif str(kind) == "RANGE":
            found.add(f"{re.escape(chr(what[0]))}-{re.escape(chr(what[1]))}")
        elif str(kind) == "CATEGORY" and str(what) in _CATEGORIES:
            found.add(_CATEGORIES[str(what)])
        else:
            return None
    return found
