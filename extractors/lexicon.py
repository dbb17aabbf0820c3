"""The words of the field: loads ``vocab/*.tsv`` and finds them in a ``Doc`` with spaCy's PhraseMatcher.

Hyphens are left out on both sides, so variants that differ only by hyphen, space or case need no line in a table.
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
_PLURALS = 5  # longer names are also found with an s behind them


def spellings(alias: str) -> Iterator[tuple[str, ...]]:
    """The words of an alias, hyphens left out; two parts hyphenated between letters also as one word.

    ``TIF1-γ`` is TIF, 1, γ, which also reads ``TIF-1 γ``; ``anti-Ku`` is anti, Ku, or antiKu.
    """
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


class Lexicon:
    """All terms over one pipeline's vocabulary. ``find`` gives the longest hits, in order, none overlapping."""

    def __init__(self, nlp: Language) -> None:
        self._exact = PhraseMatcher(nlp.vocab, attr="ORTH")
        self._folded = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._terms: dict[str, Term] = {}
        self._nlp = nlp
        words: dict[tuple[bool, str], list[tuple[str, ...]]] = {}
        for alias, term in terms().items():
            short = is_abbreviation(alias)
            forms = list(spellings(alias))
            if not short and len(alias) > _PLURALS and alias[-1].isalpha() and alias[-1] != "s":
                forms += [(*form[:-1], form[-1] + "s") for form in forms]
            words.setdefault((short, self._key(term)), []).extend(forms)
            if term.kind == "antibody" and term.sense != "name":
                sure = self._key(Term("antibody", term.name, "name"))
                words.setdefault((False, sure), []).extend(("anti" + form[0], *form[1:]) for form in forms)
        for (short, key), forms in words.items():
            matcher = self._exact if short else self._folded
            matcher.add(key, [Doc(nlp.vocab, words=list(form)) for form in forms])

    def _key(self, term: Term) -> str:
        key = f"{term.kind}|{term.name}|{term.sense}|{term.route or ''}"
        self._terms[key] = term
        return key

    def find(self, doc: Doc) -> list[Hit]:
        """The terms of ``doc``; where two overlap the longer one, then the first."""
        strings = self._nlp.vocab.strings
        kept = [token.i for token in doc if token.orth_ != "-" and not token.is_space]
        if not kept:
            return []
        bare = Doc(doc.vocab, words=[doc[index].orth_ for index in kept])
        raw = itertools.chain(self._exact(bare), self._folded(bare))
        return longest(Hit(self._terms[strings[key]], kept[start], kept[end - 1] + 1) for key, start, end in raw)


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
