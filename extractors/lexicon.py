"""The words of the field: loads ``vocab/*.tsv`` and finds them in a text with spaCy's PhraseMatcher.

Hyphens are left out on both sides, so variants that differ only by hyphen, space or case need no line in a table.
"""

import csv
import hashlib
import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from spacy.attrs import LOWER  # type: ignore[import-not-found]
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extractors.tokens import split

_VOCAB = files("extractors.vocab")


@dataclass(frozen=True, slots=True)
class Term:
    """A name of the vocabulary: what it stands for, how sure the alias is, and what the alias itself tells."""

    kind: str
    name: str
    sense: str = "sure"
    route: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found at the characters ``[start, end)`` of the clean text of its passage."""

    term: Term
    start: int
    end: int


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one vocabulary table."""
    text = _VOCAB.joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def fingerprint() -> str:
    """SHA-256 over all vocabulary tables: changes when a word changes."""
    digest = hashlib.sha256()
    for entry in sorted((entry for entry in _VOCAB.iterdir() if entry.name.endswith(".tsv")), key=lambda e: e.name):
        digest.update(entry.name.encode() + b"\0" + entry.read_bytes())
    return digest.hexdigest()[:16]


@cache
def drugs() -> dict[str, dict[str, str]]:
    """Drug rows (atc, rxnorm, class) by INN."""
    return {row["name"]: row for row in (*table("drugs"), *table("measured_drugs"))}


@cache
def analytes() -> dict[str, dict[str, str]]:
    """Analyte rows (loinc, ucum, kind) by name."""
    return {row["name"]: row for row in table("analytes")}


@cache
def terms() -> dict[str, Term]:
    """Every alias as it is spelled in the tables, with its term."""
    found: dict[str, Term] = {}
    for row in table("drugs"):
        found[row["name"]] = Term("drug", row["name"])
    for row in table("drug_aliases"):
        found[row["alias"]] = Term("drug", row["name"], row["sense"] or "sure", row["route"] or None)
    for row in table("antibodies"):
        found[row["alias"]] = Term("antibody", row["name"], row["sense"])
    for row in table("analyte_aliases"):
        found[row["alias"]] = Term("analyte", row["name"], row["sense"] or "sure")
    return found


@cache
def written(analyte: str) -> str:
    """A pattern for every spelling of an analyte that needs no explanation; the longest that fits, in any case."""
    rows = table("analyte_aliases")
    aliases = [row["alias"] for row in rows if row["name"] == analyte and row["sense"] in ("", "sure")]
    forms = {re.escape(alias).replace(r"\-", "[ -]?").replace(r"\ ", "[ -]?") for alias in aliases}
    return f"(?:{'|'.join(sorted(forms, key=len, reverse=True))})s?"


def is_abbreviation(alias: str) -> bool:
    """Short and written in capitals: matched as printed, since "as", "cast" and "his" are words too."""
    if len(alias) > 5 or " " in alias:
        return False
    letters = [letter for letter in alias if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) * 2 >= len(letters)


_ATOM = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*|[^\w\s-]|_")
_MOST_JOINTS = 5
_OTHER = "_"  # no word of the vocabulary
_PLURALS = 5  # longer names are also found with an s behind them


def spellings(alias: str) -> Iterator[tuple[str, ...]]:
    """The words of an alias, hyphens left out; two parts hyphenated between letters also as one word.

    ``TIF1-γ`` is TIF, 1, γ, which also reads ``TIF-1 γ``; ``anti-Ku`` is anti, Ku, or antiKu.
    """
    if "-" not in alias:
        yield tuple(_ATOM.findall(alias))
        return
    atoms = list(_ATOM.finditer(alias))
    joints = [
        _glue(alias[left.end() : right.start()], left.group()[-1].isalpha() and right.group()[0].isalpha())
        for left, right in itertools.pairwise(atoms)
    ]
    choices = itertools.product(*joints) if len(joints) <= _MOST_JOINTS else iter([tuple(" " for _ in joints)])
    for glue in choices:
        yield tuple(
            "".join(atom.group() + between for atom, between in zip(atoms, (*glue, ""), strict=True)).split(" ")
        )


def _glue(printed: str, letters: bool) -> tuple[str, ...]:
    return (" ", "") if "-" in printed and letters else (" ",)


def _forms() -> Iterator[tuple[bool, Term, tuple[str, ...]]]:
    """Every spelling of every term, and whether it is matched as printed."""
    for alias, term in terms().items():
        short = is_abbreviation(alias)
        forms = list(spellings(alias))
        if not short and len(alias) > _PLURALS and alias[-1].isalpha() and alias[-1] != "s":
            forms += [(*form[:-1], form[-1] + "s") for form in forms]
        for form in forms:
            yield short, term, form
        if term.kind == "antibody" and term.sense != "name":
            sure = Term("antibody", term.name, "name")
            for form in forms:
                yield False, sure, ("anti" + form[0], *form[1:])


class Lexicon:
    """All terms. ``find`` gives the longest hits, in order, none overlapping.

    A ``Doc`` is made of what is a word of the vocabulary, and only where a term can begin. All other words are one word
    to it (``_OTHER``), so that the vocabulary does not grow with what is read. spaCy is given the terms that begin with
    a word when the word is met first: an article has few of them.
    """

    def __init__(self) -> None:
        self._vocab = Vocab(lex_attr_getters={LOWER: str.lower})
        self._exact = PhraseMatcher(self._vocab, attr="ORTH")
        self._folded = PhraseMatcher(self._vocab, attr="LOWER")
        self._terms: dict[int, Term] = {}
        self._waiting: dict[str, list[tuple[bool, Term, tuple[str, ...]]]] = defaultdict(list)
        known: set[str] = set()
        for short, term, form in _forms():
            lowered = [word.lower() for word in form]
            known.update(lowered)
            self._waiting[lowered[0]].append((short, term, form))
        self._known = frozenset(known)
        self._first = frozenset(self._waiting)

    def _add(self, word: str) -> None:
        """Let spaCy look for the terms that begin with a word."""
        for short, term, form in self._waiting.pop(word):
            name = f"{term.kind}|{term.name}|{term.sense}|{term.route or ''}"
            self._terms[self._vocab.strings.add(name)] = term
            (self._exact if short else self._folded).add(name, [Doc(self._vocab, words=list(form))])

    def _follow(self, lowered: list[str], place: int, kept: list[int]) -> int:
        """Keep the words of the vocabulary from ``place`` on, without hyphens and white space; gives where they end."""
        known, end = self._known, len(lowered)
        while place < end:
            word = lowered[place]
            if word in known:
                kept.append(place)
            elif word != "-" and not word.isspace():
                return place
            place += 1
        return place

    def find(self, text: str) -> list[Hit]:
        """The terms of a clean text; where two overlap the longer one, then the first."""
        pieces = split(text)
        lowered = list(map(str.lower, pieces))
        first = self._first
        begins = [place for place, word in enumerate(lowered) if word in first]
        if not begins:
            return []
        kept: list[int] = []  # the place of each word of the Doc in ``pieces``, -1 for one that stands for others
        behind = 0
        for place in begins:
            if lowered[place] in self._waiting:
                self._add(lowered[place])
            if place >= behind:
                behind = self._follow(lowered, place, kept)
                kept.append(-1)
        doc = Doc(self._vocab, words=[_OTHER if place < 0 else pieces[place] for place in kept])
        raw = (*self._exact(doc), *self._folded(doc))
        if not raw:
            return []
        starts = [0, *itertools.accumulate(map(len, pieces))]
        found = []
        for key, left, right in raw:
            begin, end = kept[left], kept[right - 1] + 1
            hit = Hit(self._terms[key], starts[begin], starts[end])
            found.append((begin, end - begin - pieces[begin:end].count(" "), hit))
        return longest(found)


def longest(hits: list[tuple[int, int, Hit]]) -> list[Hit]:
    """Of overlapping hits that with most tokens, in document order. Two on the same words keep the surer term.

    A hit comes with the place of its first piece of text and how many tokens it has.
    """
    ranked = sorted(hits, key=lambda item: (-item[1], item[0], item[2].term.sense != "sure"))
    taken: set[int] = set()
    kept = []
    for _, _, hit in ranked:
        if taken.isdisjoint(range(hit.start, hit.end)):
            taken.update(range(hit.start, hit.end))
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)
