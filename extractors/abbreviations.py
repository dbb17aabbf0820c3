"""What an article's abbreviations mean, by its own words: ``methotrexate (MTX)``, ``PDN: prednisolone;``

An abbreviation that the article defines means what the article says, whatever the vocabulary thinks.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice, takewhile

from extractors.lexicon import Hit, Lexicon, Term
from extractors.reading import Passage
from extractors.tokens import count

_LEGEND = re.compile(r"(?:^|[;.,]\s)\s*([A-Za-z][\w\-/+]{1,9})\s*[:=,]\s*([A-Za-z][^;:.=]{3,80}?)(?=\s*[;.]|$)")
_BRACKET = re.compile(r"[(\[]([A-Z][\w\-/]{1,9})[;,)\]]")
_NEAR = 3  # tokens
_WORD = 4  # letters: "of", "and" and "the" give no initial
_PARTED = re.compile(r"[.;,:]")
_LONG = 120  # characters in front of a bracket in which its long form may stand


def defined_in_prose(text: str) -> Iterable[tuple[str, str]]:
    """Pairs (abbreviation, long form) of ``long form (ABBR)``; the initials must fit."""
    for match in _BRACKET.finditer(text):
        end = match.start() - text.startswith(" ", match.start() - 1) if match.start() else 0
        words = text[max(0, end - _LONG) : end].split()[-8:]
        for length in range(min(len(words), 8), 0, -1):
            long = " ".join(words[-length:])
            if _fits(match[1], long):
                yield match[1], long
                break


_LISTED = re.compile(r"\s*(?:list of )?abbreviations(?: used)?\s*[:.]", re.IGNORECASE)
_PAIR = re.compile(r"(?:^|[;:.])\s*([A-Z][\w\-/+]{1,9})\s*[:=,]?\s+([A-Za-z][^;:.=]{3,80}?)(?=\s*[;.]|$)")


def defined_in_legend(text: str) -> Iterable[tuple[str, str]]:
    """Pairs (abbreviation, long form) of a legend under a table: ``CK: creatine kinase; CK, creatine kinase.``"""
    for match in (_PAIR if _LISTED.match(text) else _LEGEND).finditer(text):
        if sum(letter.isupper() for letter in match[1]) >= 2 or _fits(match[1], match[2]):
            yield match[1], match[2].strip()
    yield from _bare_pairs(text)


# "AZA azathioprine, MTX methotrexate, Pred prednisolone": a legend without any sign between short and long form.
_BARE_PAIR = re.compile(r"(?:^|[,;:]\s)\s*([A-Z][\w\-/+]{1,9})\s([a-z][a-z ]{3,60}?)(?=\s*(?:[,;]|\.?\s*$))")


def _is_legend(text: str) -> bool:
    """Whether a paragraph opens with a short form and its long form: the legend of a table, printed as text."""
    first = _BARE_PAIR.match(text)
    return first is not None and sum(letter.isupper() for letter in first[1]) > 1 and _fits(first[1], first[2])


def _bare_pairs(text: str) -> list[tuple[str, str]]:
    """Pairs (abbreviation, long form) without a sign between them, where there are several."""
    pairs = [(match[1], match[2]) for match in _BARE_PAIR.finditer(text) if _fits(match[1], match[2])]
    return pairs if len(pairs) > 1 else []


def _fits(short: str, long: str) -> bool:
    """Whether the letters of the abbreviation stand in order in the long form, the first at its beginning."""
    folded = long.lower()
    if folded[:1] != short[:1].lower():
        return False
    letters = [letter for letter in short.lower().rstrip("s") if letter.isalnum()]
    position = 0
    if _PARTED.search(long) or len(long.split()) > len(letters) + 3:
        return False
    if len(letters) < 2 or not folded.startswith(letters[0]) or folded == short.lower():
        return False
    for letter in letters:
        position = folded.find(letter, position) + 1
        if position == 0:
            return False
    return len(long) > len(short) + 2


# What an abbreviation means in the articles on one matter, whose letters never stand in its long form.
_OF_TOPIC = {"AZT": ("zidovudine", re.compile(r"\b(?:[Zz]idovudine|[Aa]zidothymidine|AIDS|[Aa]ntiretroviral)\b"))}


def definitions(found: list[Passage]) -> dict[str, str]:
    """The article's own abbreviations: a legend overrules the prose, the first definition the later ones."""
    defined: dict[str, str] = {}
    for passage in found:
        if passage.kind == "footnote" or _LISTED.match(passage.clean.text):
            defined.update(
                (short, long) for short, long in defined_in_legend(passage.clean.text) if short not in defined
            )
        elif passage.kind == "prose" and _is_legend(passage.clean.text):
            defined.update((short, long) for short, long in _bare_pairs(passage.clean.text) if short not in defined)
    for passage in found:
        if passage.kind != "cell":
            for short, long in defined_in_prose(passage.clean.text):
                defined.setdefault(short, long)
    for short, (meant, told) in _OF_TOPIC.items():
        if short not in defined and any(told.search(passage.clean.text) for passage in found):
            defined[short] = meant
    return defined


def as_defined(hits: list[Hit], text: str, defined: dict[str, str], words: Lexicon) -> list[Hit]:
    """The hits with each abbreviation read as the article defines it; an undefined ambiguous one needs support."""
    kept = []
    for index, hit in enumerate(hits):
        printed = text[hit.start : hit.end]
        long = defined.get(printed) or defined.get(printed.rstrip("s"))
        if long is None:
            if hit.term.sense != "defined" or _supported(hits, index, text):
                kept.append(hit)
            continue
        meant = words.find(long)
        same = [item for item in meant if item.term.name == hit.term.name]
        if same:
            sense = "sure" if hit.term.sense == "defined" else hit.term.sense
            term = Term(hit.term.kind, hit.term.name, sense, hit.term.route or same[0].term.route)
        elif hit.term.sense != "defined" and " " in long and not _initials_fit(printed, long):
            term = (
                hit.term
            )  # "autoimmune hepatitis serology (ANA, anti-LKM1)": a bracket that lists, and defines nothing
        elif meant:
            term = meant[-1].term
        else:
            continue
        kept.append(Hit(by_route(term, long), hit.start, hit.end))
    return kept


def _initials_fit(short: str, long: str) -> bool:
    """Whether every word of a long form begins with a letter of the short one, in order, small words aside."""
    letters = iter(short.lower())
    return all(word[0] in letters for word in re.findall(r"[a-z]+", long.lower()) if len(word) >= _WORD)


_ROUTE = re.compile(r"\b(intravenous|oral|subcutaneous|intramuscular)\b")


def by_route(term: Term, long: str) -> Term:
    """``CYC: intravenous cyclophosphamide``: the long form of a drug tells its route."""
    told = _ROUTE.search(long.lower()) if term.kind == "drug" and term.route is None else None
    return term if told is None else replace(term, route=told[1])


# "LD 19.6 µkat/L": the activity of an enzyme
_MEASURED = re.compile(r" (?:was |of )?\d[\d.,]{0,6} ?(?:U/[lL]|IU/[lL]|[uµ]kat/[lL])")


_TREATMENT = r"(?: (?:therapy|treatment|replacement|substitution|supplementation|supplements))?"
_BEGIN = (
    r"(?:started|begun|added|given|initiated|commenced|introduced|prescribed|continued|resumed|discontinued|stopped)"
)
_DOSED = re.compile(  # and no level: "thyroxine 5.2 µg/dL"
    rf"{_TREATMENT}[ (,]{{1,2}}(?:(?:was|were) (?:then |later )?{_BEGIN} )?(?:at |with |in )?"
    r"(?:an? (?:initial )?dose of )?"
    r"\d[\d.,]* ?(?:mg|mcg|µg|μg|ug|g|micrograms?)(?![\w%]| ?/ ?[dmµ]?[lL]| per (?:d|m|100 ?m)?l)"
)
_BEGUN = re.compile(rf"{_TREATMENT} (?:was|were|had been) (?:then |later |also )?{_BEGIN}\b")


def _supported(hits: list[Hit], index: int, text: str) -> bool:
    """Whether a sure term of the same kind stands within three tokens of an ambiguous abbreviation."""
    hit = hits[index]
    if hit.term.kind == "analyte" and _MEASURED.match(text, hit.end):
        row = hits[max(0, index - _NEAR) : index + 1 + _NEAR]  # "AST 3.8 µkat/L (<0.60) and LD 19.6 µkat/L"
        sure = (other for other in row if other.term.kind == "analyte" and other.term.sense != "defined")
        return any(abs(other.start - hit.start) < _LONG for other in sure)
    around = (
        *takewhile(
            lambda other: count(text[hit.end : other.start]) <= _NEAR, islice(hits, index + 1, index + 2 + _NEAR)
        ),
        *takewhile(
            lambda other: count(text[other.end : hit.start]) <= _NEAR, reversed(hits[max(0, index - 1 - _NEAR) : index])
        ),
    )
    near = any(other.term.kind == hit.term.kind and other.term.sense != "defined" for other in around)
    return near or (hit.term.kind == "drug" and _is_given(hit, text))


def _is_given(hit: Hit, text: str) -> bool:
    """Whether a dose stands behind a name, or it is a whole word and begun: ``thyroxine was started``."""
    return _DOSED.match(text, hit.end) is not None or (
        text[hit.start + 1 : hit.end].islower()
        and hit.end - hit.start > _WORD
        and _BEGUN.match(text, hit.end) is not None
    )
