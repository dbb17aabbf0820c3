"""Back from a value to what made it: the sentence it was read in, the words that decided, the vocabulary's line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors import lexicon, nlp
from extractors.abbreviations import definitions
from extractors.passages import passages
from extractors.reading import Found
from extractors.tokens import split
from schemas.document import Document
from schemas.explained import VocabularyLine
from schemas.mention import AgeMention, SexMention
from schemas.values import Evidence, Fact

_TABLES = {
    "drug": (("drugs", "name"), ("drug_aliases", "alias")),
    "antibody": (("antibodies", "alias"),),
    "analyte": (("analyte_aliases", "alias"),),
}


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a value was read: ``words`` of its sentence or cell, by which ``rule``, and the ``cue`` that decided on it.

    ``defined``: the article's own abbreviations that stand in these words, with their long forms.
    """

    words: str
    rule: str
    cue: str | None
    defined: tuple[tuple[str, str], ...]


class Tracer:
    """Reads a document again, once, and tells how each value of it was read."""

    def __init__(self, document: Document) -> None:
        self._found = nlp.find(document)
        self._defined = definitions(list(passages(document)))

    def trace(self, evidence: Evidence, rule: str | None) -> Trace | None:
        """How the value at ``evidence`` was read, by ``rule`` where it is known; None where nothing is read there."""
        here = [each for each in self._found if _read_at(each, evidence)]
        if not here:
            return None
        found = next((each for each in here if _told(each).rule == rule), here[0])
        words = " ".join(found.sentence.text.split())
        defined = tuple((short, long) for short, long in self._defined.items() if _holds(words, short))
        return Trace(words, _told(found).rule, found.mention.cue, defined)


def _holds(words: str, short: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(short)}s?(?!\w)", words) is not None


def vocabulary_lines(words: str, kind: str, name: str) -> list[VocabularyLine]:
    """The lines of the vocabulary by which ``name`` (a drug, an antibody, an analyte) is read in ``words``."""
    text = " ".join(words.split())
    found: dict[str, VocabularyLine] = {}
    for hit in nlp.vocabulary().find(text):
        if (hit.term.kind, hit.term.name) == (kind, name):
            printed = text[hit.start : hit.end]
            spelled = tuple(word for word in split(printed) if word != "-" and not word.isspace())
            lines = list(_lines(kind, name, spelled))
            best = min(((*_unlike(line.alias, printed), place) for place, line in enumerate(lines)), default=None)
            if best:
                found.setdefault(lines[best[-1]].alias, lines[best[-1]])
    return list(found.values())


def _unlike(alias: str, printed: str) -> tuple[bool, bool]:
    """Of several lines that spell the same, the one as printed goes first."""
    return alias != printed, alias.casefold() != printed.casefold()


def unit_lines(printed: str, unit: str | None) -> list[VocabularyLine]:
    """The line of the units by which ``unit`` is read in ``printed``: the longest spelling that stands there."""
    rows = [(line, row) for line, row in _numbered("units") if row["unit"] == unit and _stands(row["printed"], printed)]
    longest = max((len(row["printed"]) for _, row in rows), default=0)
    return [
        VocabularyLine(file=_file("units"), line=line, alias=row["printed"], means=row["unit"])
        for line, row in rows
        if len(row["printed"]) == longest
    ][:1]


@cache
def rule_sentences() -> dict[str, str]:
    """What each rule reads, in a sentence."""
    return {row["rule"]: row["reads"] for row in lexicon.table("rules")}


def _lines(kind: str, name: str, words: tuple[str, ...]) -> Iterator[VocabularyLine]:
    for table, column in _TABLES[kind]:
        for line, row in _numbered(table):
            if row["name"] == name and _spells(row[column], words, antibody=kind == "antibody"):
                route = f", {row['route']}" if row.get("route") else ""
                yield VocabularyLine(file=_file(table), line=line, alias=row[column], means=f"{name}{route}")


def _spells(alias: str, words: tuple[str, ...], *, antibody: bool) -> bool:
    """Whether words are a spelling of an alias: case aside where it is no abbreviation; plural; "anti" ahead."""
    folded = tuple(word.casefold() for word in words)
    for form in lexicon.spellings(alias):
        plain = tuple(part.casefold() for part in form)
        plural = (*plain[:-1], plain[-1] + "s")
        with_anti = (("anti" + plain[0], *plain[1:]), ("anti", *plain)) if antibody else ()
        if words == form or folded in (plural, *with_anti) or (folded == plain and not lexicon.is_abbreviation(alias)):
            return True
    return False


@cache
def _numbered(table: str) -> tuple[tuple[int, dict[str, str]], ...]:
    return tuple(enumerate(lexicon.table(table), start=2))  # the first line is the head


def _file(table: str) -> str:
    return f"extractors/vocab/{table}.tsv"


def _stands(unit: str, printed: str) -> bool:
    return re.search(rf"(?<![^\W\d_]){re.escape(unit)}(?![^\W_])", printed) is not None


def _read_at(found: Found, evidence: Evidence) -> bool:
    told = _told(found)
    places = [*told.evidence, *(place for dose in getattr(told, "doses", ()) for place in dose.evidence)]
    return any((place.start, place.end) == (evidence.start, evidence.end) for place in places)


def _told(found: Found) -> Fact | SexMention | AgeMention:
    mention = found.mention
    return mention if isinstance(mention, SexMention | AgeMention) else mention.value
