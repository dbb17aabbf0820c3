"""Names that are probably slips: an antibody that does not exist among some that do, an abbreviation of two drugs."""

import re
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from typing import NamedTuple

from extractors.abbreviations import defined_in_legend, defined_in_prose
from extractors.clean import CleanText, clean_pieces
from extractors.integrity.article import ReadArticle, finding, words_at
from extractors.lexicon import Term, drugs, table, terms
from schemas.record import CaseRecord, IntegrityFinding
from schemas.values import DrugCourse, Evidence

_NEIGHBOURS = 2  # antibodies that a list must hold beside a name for it to be read as one
_REACH = 120  # characters to either side in which they stand
_ALIKE = 0.85  # prednisone and prednisolone: 0.91
_ALIKE_START = 6


class _Name(NamedTuple):
    """A name of a family of antibodies, and where it stands; ``meant`` are the members of the family, if it is none."""

    printed: str
    start: int
    end: int
    meant: tuple[str, ...]


def find_slips(article: ReadArticle) -> Iterator[IntegrityFinding]:
    """Names that are none, and names of two things."""
    yield from _antibodies(article)
    defined = _definitions(article)
    yield from _two_meanings(defined)
    yield from _another_in_text(article, defined)


# ---- antibodies


@cache
def _families() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    members = {row["stem"]: tuple(row["members"].split()) for row in table("antibody_families")}
    stems = "|".join(sorted(members, key=len, reverse=True))
    # With a hyphen or glued: "Mi 3" may be anything. A letter only behind a hyphen: "SSC" is no antibody.
    return re.compile(
        rf"(?<![A-Za-z0-9])(?:[Aa]nti-?)?(?P<stem>{stems})(?:-?(?P<digits>\d{{1,3}}[AB]?)|-(?P<letter>[A-Z]))(?![\w-])"
    ), members


def _antibodies(article: ReadArticle) -> Iterator[IntegrityFinding]:
    document = article.document
    if not any(name.meant for name in _names(document.text, 0)):
        return
    seen: set[str] = set()
    places = [(block.start, block.end) for block in document.blocks if block.section not in ("references", "back")]
    places = [(start, end) for start, end in places if end > start]
    places += [(cell.start, cell.end) for each in document.tables for cell in each.cells if cell.end > cell.start]
    for start, end in places:
        names = list(_names(document.text[start:end], start))
        for name in names:
            if not name.meant or name.printed in seen:
                continue
            near = [other for other in names if not other.meant and abs(other.start - name.start) <= _REACH]
            if len({other.printed for other in near}) < _NEIGHBOURS:
                continue
            seen.add(name.printed)
            closest = sorted(near, key=lambda other: abs(other.start - name.start))[:_NEIGHBOURS]
            yield finding(
                "antibody-unknown",
                "warning",
                f"{name.printed} is no known antibody; {' and '.join(name.meant)} {_be(name.meant)}.",
                words_at(document, name.start, name.end),
                (words for other in closest for words in words_at(document, other.start, other.end)),
            )


def _be(names: tuple[str, ...]) -> str:
    return "is" if len(names) == 1 else "are"


def _names(text: str, offset: int) -> Iterator[_Name]:
    pattern, families = _families()
    for match in pattern.finditer(text):
        members = families[match["stem"]]
        digits = match["digits"] or match["letter"]
        # A mark of a reference may be glued to a name (MDA5 and 12 is MDA512), and a line may end in a name (PL-1).
        known = any(digits.startswith(member) or member.startswith(digits) for member in members)
        printed = match.group().removeprefix("anti").removeprefix("Anti").lstrip("-")
        joint = "-" if "-" in printed else ""
        start = offset + match.start("stem")
        yield _Name(
            printed,
            start,
            offset + match.end(),
            () if known else tuple(f"{match['stem']}{joint}{each}" for each in members),
        )


# ---- abbreviations


class _Meaning(NamedTuple):
    """What an abbreviation of a drug stands for at one place, and whether that place is a legend."""

    name: str
    legend: bool
    evidence: tuple[Evidence, ...]


@cache
def _drug_names() -> dict[str, Term]:
    return {alias.lower(): term for alias, term in terms().items() if term.kind == "drug"}


def _drug(words: str) -> tuple[str, str] | None:
    """The longest end of the words that names a drug ("oral mycophenolate mofetil"), and its INN."""
    parts = words.split()
    ends = (" ".join(parts[first:]) for first in range(len(parts)))
    return next(((end, _drug_names()[end.lower()].name) for end in ends if end.lower() in _drug_names()), None)


def _definitions(article: ReadArticle) -> dict[str, list[_Meaning]]:
    """The abbreviations of drugs that the article expands, with every expansion."""
    found: defaultdict[str, list[_Meaning]] = defaultdict(list)
    for clean, legend in _texts(article):
        pairs = defined_in_legend(clean.text) if legend else defined_in_prose(clean.text)
        for short, long in pairs:
            if (named := _drug(long)) is not None:
                printed, name = named
                found[short].append(_Meaning(name, legend, _place(article, clean, short, printed)))
    return found


def _texts(article: ReadArticle) -> Iterator[tuple[CleanText, bool]]:
    """The footnotes of the article, in which legends stand, and its paragraphs that name drugs."""
    document = article.document
    for block in document.blocks:
        if block.kind == "footnote":
            yield clean_pieces(document.text, [(block.start, block.end)]), True
    named = (sentence for sentence in article.prose() if any(hit.term.kind == "drug" for hit in sentence.hits))
    for passage in {id(sentence.passage): sentence.passage for sentence in named}.values():
        if "(" in passage.clean.text:
            yield passage.clean, False


def _place(article: ReadArticle, clean: CleanText, short: str, long: str) -> tuple[Evidence, ...]:
    ahead = rf"{re.escape(short)}\s*[:=,]?\s*(?:[\w-]+ ){{0,4}}?{re.escape(long)}"
    at = re.search(rf"{re.escape(long)}\s*[(\[]{re.escape(short)}|{ahead}", clean.text)
    if at is None:
        return ()
    return tuple(words for start, end in clean.sources(*at.span()) for words in words_at(article.document, start, end))


def _two_meanings(defined: dict[str, list[_Meaning]]) -> Iterator[IntegrityFinding]:
    for short, meanings in defined.items():
        first = meanings[0]
        other = next((each for each in meanings if each.name != first.name), None)
        if other is not None:
            message = f"{short} is expanded as {first.name} in one place and as {other.name} in another."
            yield finding("abbreviation-of-two", "warning", message, first.evidence, other.evidence)


def _another_in_text(article: ReadArticle, defined: dict[str, list[_Meaning]]) -> Iterator[IntegrityFinding]:
    """A legend expands a drug by a name that the text never uses, where it gives the same patients one nearly alike."""
    for short, meanings in defined.items():
        legend = next((each for each in meanings if each.legend), None)
        if legend is None or _written_out(article, legend):
            continue
        for other in sorted({course.name for case in article.own for course in case.drugs} - {legend.name}):
            both = [told for case in article.own if (told := _both(case, short, legend.name, other))]
            if not both or not _alike(legend.name, other):
                continue
            yield finding(
                "abbreviation-of-two",
                "warning",
                f"{short} is expanded as {legend.name}, but the text calls the drug of the same patients {other}.",
                legend.evidence,
                (words for course in both for words in course.evidence[:1]),
            )


def _written_out(article: ReadArticle, legend: _Meaning) -> bool:
    """Whether the drug of a legend has its full name anywhere but in legends."""
    text = article.document.text.lower()
    legends = [(block.start, block.end) for block in article.document.blocks if block.kind == "footnote"]
    return any(
        not any(start <= match.start() < end for start, end in legends)
        for match in re.finditer(rf"\b{re.escape(legend.name)}\b", text)
    )


def _both(case: CaseRecord, short: str, name: str, other: str) -> DrugCourse | None:
    """The course of the other drug, where the case has both and the first only by its abbreviation."""
    courses = {course.name: course for course in case.drugs if course.status != "not_given"}
    if name not in courses or other not in courses:
        return None
    abbreviated = all(short in words.quote for words in courses[name].evidence)
    return courses[other] if abbreviated else None


def _alike(one: str, two: str) -> bool:
    """Whether two names are of one class and nearly the same word."""
    if drugs()[one]["class"] != drugs()[two]["class"] or one[:_ALIKE_START] != two[:_ALIKE_START]:
        return False
    return SequenceMatcher(None, one, two).ratio() >= _ALIKE
