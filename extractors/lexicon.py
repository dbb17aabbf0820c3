"""The words of the field: loads ``vocab/*.tsv`` and finds them in a ``Doc`` with spaCy's PhraseMatcher.

Spelling variants that differ only by hyphen, space or case are made here, so a table holds each name once.
"""

import csv
import hashlib
import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

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
    """A term found at the tokens ``[start, end)``."""

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
    return {row["name"]: row for row in table("drugs")}


@cache
def analytes() -> dict[str, dict[str, str]]:
    """Analyte rows (loinc, ucum, kind) by name."""
    return {row["name"]: row for row in table("analytes")}


@cache
def terms() -> dict[str, Term]:
    """Every alias as it is spelled in the tables, with its term."""
    found: dict[str, Term] = {}
    for name in drugs():
        found[name] = Term("drug", name)
    for row in table("drug_aliases"):
        found[row["alias"]] = Term("drug", row["name"], row["sense"] or "sure", row["route"] or None)
    for row in table("antibodies"):
        found[row["alias"]] = Term("antibody", row["name"], row["sense"])
    for row in table("analyte_aliases"):
        found[row["alias"]] = Term("analyte", row["name"], row["sense"] or "sure")
    return found


def is_abbreviation(alias: str) -> bool:
    """Short and written in capitals: matched as printed, since "as", "cast" and "his" are words too."""
    letters = [letter for letter in alias if letter.isalpha()]
    return len(alias) <= 5 and sum(letter.isupper() for letter in letters) * 2 >= len(letters) and " " not in alias


_ATOM = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*|[^\w\s-]|_")
_MOST_JOINTS = 5


def spellings(alias: str) -> Iterator[str]:
    """The alias with a hyphen, a space or nothing at each of its joints: ``TIF1-γ``, ``TIF-1 γ``, ``TIF1γ`` ...

    A joint is a hyphen, a space or a border of letter and digit. Space and nothing differ only between two letters,
    since the tokenizer parts letters from digits anyway.
    """
    atoms = list(_ATOM.finditer(alias))
    if len(atoms) - 1 > _MOST_JOINTS:
        yield alias
        yield alias.replace("-", " ")
        return
    joints = [
        _joint(alias[left.end() : right.start()], left.group()[-1].isalpha() and right.group()[0].isalpha())
        for left, right in itertools.pairwise(atoms)
    ]
    for glue in itertools.product(*joints):
        yield "".join(atom.group() + between for atom, between in zip(atoms, (*glue, ""), strict=True))


def _joint(printed: str, letters: bool) -> tuple[str, ...]:
    if "-" in printed:
        return ("-", " ", "") if letters else ("-", " ")
    return (" ", "-") if printed or not letters else (printed,)


class Lexicon:
    """All terms over one pipeline's vocabulary. ``find`` gives the longest hits, in order, none overlapping."""

    def __init__(self, nlp: Language) -> None:
        self._exact = PhraseMatcher(nlp.vocab, attr="ORTH")
        self._folded = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._terms: dict[str, Term] = {}
        self._nlp = nlp
        exact: dict[str, list[Doc]] = {}
        folded: dict[str, list[Doc]] = {}
        for alias, term in terms().items():
            key = f"{term.kind}|{term.name}|{term.sense}|{term.route or ''}"
            self._terms[key] = term
            chosen = exact if is_abbreviation(alias) else folded
            chosen.setdefault(key, []).extend(nlp.tokenizer(words) for words in spellings(alias))
            if chosen is folded and len(alias) > 5 and alias[-1].isalpha() and alias[-1] != "s":
                folded[key].extend(nlp.tokenizer(words + "s") for words in spellings(alias))
            if term.kind == "antibody" and term.sense != "name":
                sure = Term("antibody", term.name, "name")
                self._terms["antibody|" + term.name + "|name|"] = sure
                folded.setdefault("antibody|" + term.name + "|name|", []).extend(
                    nlp.tokenizer("anti" + words) for words in spellings(alias)
                )
        for key, docs in exact.items():
            self._exact.add(key, docs)
        for key, docs in folded.items():
            self._folded.add(key, docs)

    def find(self, doc: Doc) -> list[Hit]:
        """The terms of ``doc``; where two overlap the longer one, then the first."""
        strings = self._nlp.vocab.strings
        raw = itertools.chain(self._exact(doc), self._folded(doc))
        return longest(Hit(self._terms[strings[key]], start, end) for key, start, end in raw)


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """Of overlapping hits the longest, in document order. Two hits on the same words keep the surer term."""
    ranked = sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start, hit.term.sense != "sure"))
    taken: set[int] = set()
    kept = []
    for hit in ranked:
        if taken.isdisjoint(range(hit.start, hit.end)):
            taken.update(range(hit.start, hit.end))
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)
